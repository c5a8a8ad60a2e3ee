"""`svodka demo`: the whole product on a loopback Telegram with a sample night."""

import asyncio
import contextlib
import signal
import sys
import tempfile
from collections.abc import Coroutine
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from bot import app as house
from bot.model.ports import Store
from bot.sandbox import outcome
from bot.sandbox.leap import LeapClock
from bot.sandbox.night import Night, sample
from bot.sandbox.play import Play
from bot.sandbox.prompt import HELP, Prompt
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.stage import Stage
from bot.sandbox.transcript import Transcript

PACE = 20.0
"""How fast the night's clock runs between two leaps: a look at a preview each 0.3 s, an alarm stale after 45 s."""

READY = 30.0
"""Seconds in which the bot must have asked for updates."""


async def run_demo(once: bool, speed: float, port: int) -> int:
    """Play the night; the exit code: 0 done, 1 the port is taken or something expected did not arrive.

    `speed` = how many times as fast as life the pauses pass; `port` 0 = any. Without `once` the sandbox goes on
    afterwards, at life's own speed, until "quit" or a signal.
    """
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 100)
    night = sample()
    clock = LeapClock(night.start, PACE)
    sandbox = Sandbox(clock)
    try:
        await sandbox.start(port)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        console.print(f"port {port} cannot be had on 127.0.0.1: {reason}. Take another with --port, or 0 for any.")
        return 1
    try:
        return await _until_stopped(_perform(sandbox, night, clock, console, once, speed))
    finally:
        await sandbox.stop()


async def _perform(sandbox: Sandbox, night: Night, clock: LeapClock, console: Console, once: bool, speed: float) -> int:
    stage = Stage(sandbox, night)
    transcript = Transcript(sandbox.world, console)
    with tempfile.TemporaryDirectory(prefix="svodka-demo-") as folder:
        app = house.build(stage.settings(Path(folder)), clock)
        await app.start()
        printing = asyncio.create_task(transcript.run())
        try:
            await sandbox.wait_for(lambda: sandbox.journal.of("getUpdates"), READY, "the bot's first getUpdates")
            console.print(f"The sandbox answers as Telegram does at {sandbox.url}/ (a chat page for a browser).")
            play = Play(stage, clock, transcript, speed, partial(_heard, app.house.store))
            await play.run()
            differences = await outcome.show(app.house.store, night.tallies, console)
            code = _verdict(play.missing + differences, console)
            if not once:
                clock.pace(1.0)
                console.print(Text(f"The sandbox goes on. Type, or open {sandbox.url}/\n{HELP}", style="dim"))
                await Prompt(stage, console).run()
            return code
        finally:
            printing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await printing
            await app.stop()


async def _heard(store: Store) -> bool:
    return all(health.alive for health in await store.healths() if health.transport == "preview")


def _verdict(faults: list[str], console: Console) -> int:
    if not faults:
        console.print(Text("✓ Everything that the night's words amount to was said, once.", style="bold green"))
        return 0
    console.print(Text(f"✗ {len(faults)} expected things did not come:", style="bold red"))
    for fault in faults:
        console.print(Text(f"  {fault}", style="red"))
    return 1


async def _until_stopped(performance: Coroutine[Any, Any, int]) -> int:
    """Run it to its end, or until SIGINT or SIGTERM: then clean up and say 0, as the person wished it to end."""
    loop, task = asyncio.get_running_loop(), asyncio.ensure_future(performance)
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        return 0
    finally:
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(name)
