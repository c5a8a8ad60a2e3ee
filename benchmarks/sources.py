"""The preview poller under load: many channels over real HTTP, bursts on some of them.

python -m benchmarks.sources [--channels 250] [--minutes 1] [--speed 1] [--poll 20]

Prints what it cost and whether a post was lost; exit code 1 if one was, or if it took over a quarter of a
core at speed 1, or memory grew. `--speed 8 --minutes 60` is an hour of the schedule in eight minutes.
"""

import argparse
import asyncio
import json
import resource
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import psutil

import storage
from bot import log
from bot.clock import Clock, SystemClock
from bot.config import PreviewSettings
from bot.model import Channel, Post
from bot.model.ports import Health, Store
from bot.sources.preview import Preview

BURST = 45


class FastClock:
    """Starts at a given moment and runs `speed` times as fast as the machine's."""

    def __init__(self, start: datetime, speed: float = 1.0) -> None:
        self.start, self.speed, self._began = start.astimezone(UTC), speed, time.monotonic()

    def now(self) -> datetime:
        """The moment that this clock shows, UTC."""
        return self.start + timedelta(seconds=(time.monotonic() - self._began) * self.speed)

    async def sleep(self, seconds: float) -> None:
        """Wait for so many of this clock's seconds."""
        await asyncio.sleep(max(0.0, seconds / self.speed))


class Kept:
    """A sink that keeps and notes how long each new post took."""

    def __init__(self, store: Store) -> None:
        self.store, self.delays, self.count, self.notices = store, list[float](), 0, list[str]()

    async def take(self, post: Post) -> object:
        if await self.store.keep(post) is not None:
            self.count += 1
            if post.posted.microsecond:  # posted while we looked, not before
                self.delays.append((datetime.now(UTC) - post.posted).total_seconds())
        return ()

    async def withdrawn(self, post_key: str) -> object:
        raise AssertionError(f"{post_key} was never withdrawn")

    async def health(self, health: Health, *, told: str = "") -> object:
        await self.store.put_health(health)
        if told:
            self.notices.append(told)
        return None

    async def notify(self, about: str, text: str) -> object:
        self.notices.append(text)
        return None


async def run(channels: int, minutes: float, speed: float, poll: float) -> dict[str, Any]:
    site = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.site", str(channels)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert site.stdin is not None and site.stdout is not None
    port = int(await site.stdout.readline())
    clock: Clock = SystemClock() if speed == 1 else FastClock(datetime.now(UTC), speed)
    names = [f"channel_{n}" for n in range(channels)]
    with tempfile.TemporaryDirectory() as folder:
        store = await storage.open_store(f"sqlite+aiosqlite:///{folder}/bench.db", clock)
        known = {name: Channel(name=name) for name in names}
        await store.put_channels(list(known.values()))
        sink = Kept(store)
        settings = PreviewSettings(
            base_url=f"http://127.0.0.1:{port}", poll_seconds=poll, requests_per_second=2 * channels / poll
        )
        preview = Preview(settings, known, store, clock, sink)
        await preview.start()
        while sink.count < 20 * channels:  # noqa: ASYNC110  (first contact is not what is measured)
            await asyncio.sleep(0.5)
        await asyncio.sleep(poll / speed)
        first = sink.count
        memory, posted = [_megabytes()], 0
        started, cpu = time.monotonic(), time.process_time()
        seconds = 60 * minutes / speed
        while time.monotonic() - started < seconds - 2 * poll / speed:
            name = names[posted % channels]
            site.stdin.write(f"post {name} {BURST}\n".encode())
            posted += BURST
            await asyncio.sleep(seconds / 8)
            memory.append(_megabytes())
        for _ in range(int(2 * (60 + 2 * poll / speed))):  # a post is lost if it is not there by then
            if sink.count >= first + posted:
                break
            await asyncio.sleep(0.5)
        wall, used = time.monotonic() - started, time.process_time() - cpu
        memory.append(_megabytes())
        lost = first + posted - sink.count
        await preview.stop()
        await store.close()
    site.stdin.close()
    await site.wait()
    return {
        "channels": channels,
        "wall_seconds": round(wall, 1),
        "schedule_seconds": round(wall * speed, 1),
        "posts_in_bursts": posted,
        "lost": lost,
        "core_share": round(used / wall, 3),
        "delay_p50": round(statistics.median(sink.delays), 1) if sink.delays else None,
        "delay_max": round(max(sink.delays), 1) if sink.delays else None,
        "memory_mb": [round(m) for m in memory],
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "notices": sink.notices,
    }


def _megabytes() -> float:
    return float(psutil.Process().memory_info().rss / 2**20)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--channels", type=int, default=250)
    options.add_argument("--minutes", type=float, default=1.5)
    options.add_argument("--speed", type=float, default=1.0)
    options.add_argument("--poll", type=float, default=20.0)
    asked = options.parse_args()
    log.set_up("WARNING")
    found = asyncio.run(run(asked.channels, asked.minutes, asked.speed, asked.poll))
    print(json.dumps(found, ensure_ascii=False, indent=1))
    half = len(found["memory_mb"]) // 2
    grew = max(found["memory_mb"][half:]) - max(found["memory_mb"][:half])
    bad = found["lost"] != 0 or (asked.speed == 1 and found["core_share"] > 0.25) or grew > 10
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
