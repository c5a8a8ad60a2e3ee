"""The picture worker: a process of its own that draws, and Pictures, which asks it.

A picture takes a twentieth of a second to draw, which may never hold up an alert. The worker is started with the
bot, warmed, and niced; it reads specs as lines of JSON and writes back a length and the PNG's bytes. It imports the
views alone. Should it die or hang, the next question starts another.
"""

import asyncio
import contextlib
import os
import struct
import sys
from asyncio.subprocess import PIPE, Process

from bot import log as logs
from bot.errors import SvodkaError
from bot.views.picture import ANY, DayBars, RegionDays, RegionMap, YearCells, key

log = logs.get("pictures")

Spec = DayBars | RegionDays | YearCells | RegionMap

_LENGTH = struct.Struct(">I")
_FAILED = 0
SECONDS = 20.0
"""A picture that takes longer is given up, and the worker with it."""


class NoPicture(SvodkaError):
    """The picture could not be drawn; the text answer still can be given."""


class Pictures:
    """Draws one picture at a time, each only once: whoever asks for the same meanwhile waits for the same drawing."""

    def __init__(self) -> None:
        self._worker: Process | None = None
        self._turn = asyncio.Lock()
        self._drawing: dict[str, asyncio.Task[bytes]] = {}
        self._warming: asyncio.Task[None] | None = None
        self.drawn = 0

    async def start(self) -> None:
        """Start warming the worker; returns at once. A worker that will not start is tried again when asked."""
        self._warming = asyncio.create_task(self._warm())

    async def stop(self) -> None:
        """End the worker."""
        waiting = [task for task in (self._warming, *self._drawing.values()) if task is not None]
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await self._end()

    async def draw(self, spec: Spec) -> bytes:
        """The PNG of a picture. Raises NoPicture where it cannot be drawn in time."""
        name = key(spec)
        task = self._drawing.get(name)
        if task is None:
            task = self._drawing[name] = asyncio.create_task(self._draw(spec))
            task.add_done_callback(lambda _: self._drawing.pop(name, None))
        return await asyncio.shield(task)

    async def _draw(self, spec: Spec) -> bytes:
        async with self._turn:
            try:
                async with asyncio.timeout(SECONDS):
                    data = await self._ask(spec.model_dump_json().encode())
            except (OSError, EOFError, TimeoutError) as fault:
                log.warning("picture worker failed", fault=repr(fault))
                await self._end()
                raise NoPicture(f"{spec.kind}: not drawn ({type(fault).__name__})") from fault
            except asyncio.CancelledError:
                await self._end()  # the answer is still on its way: nobody else must read it for theirs
                raise
        if not data:
            raise NoPicture(f"{spec.kind}: not drawn; the worker's error stands above")
        self.drawn += 1
        return data

    async def _warm(self) -> None:
        async with self._turn:
            try:
                await self._started()
            except OSError as fault:
                log.warning("picture worker does not start", fault=str(fault))

    async def _started(self) -> Process:
        if self._worker is None or self._worker.returncode is not None:
            environment = {k: v for k, v in os.environ.items() if not k.upper().startswith("SVODKA__")}
            self._worker = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot.views.worker", stdin=PIPE, stdout=PIPE, env=environment
            )
        return self._worker

    async def _ask(self, line: bytes) -> bytes:
        worker = await self._started()
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(line + b"\n")
        await worker.stdin.drain()
        (length,) = _LENGTH.unpack(await worker.stdout.readexactly(_LENGTH.size))
        return await worker.stdout.readexactly(length)

    async def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None and worker.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                worker.kill()
            await worker.wait()


def render(spec: Spec) -> bytes:
    """Draw here and now: the worker's own work, and scripts'."""
    from bot.views import chart, map, year

    match spec:
        case DayBars():
            return chart.day_bars(spec).png()
        case RegionDays():
            return chart.region_days(spec).png()
        case YearCells():
            return year.year_cells(spec).png()
        case RegionMap():
            return map.region_map(spec).png()


def main() -> None:
    """The worker's life: warm up, then a line in and a picture out, until the input ends."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(5)
    out = sys.stdout.buffer
    # The first drawing of each kind finds fonts and outlines; it is done before anybody waits.
    words = {"title": "Ж", "foot": "ї"}
    render(DayBars(**words, rows=()))
    render(RegionMap(**words, bars={}, names={}, value_name="", danger_name="", none_name="…"))
    for line in sys.stdin.buffer:
        try:
            data = render(ANY.validate_json(line))
        except Exception as fault:
            sys.stderr.write(f"picture not drawn: {fault!r}\n")
            data = b""
        out.write(_LENGTH.pack(len(data) or _FAILED) + data)
        out.flush()


if __name__ == "__main__":
    main()
