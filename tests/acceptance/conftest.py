"""Fixtures only: the demo's stage with the real bot on it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest

from bot import app as house
from bot.sandbox import Sandbox
from bot.sandbox.leap import LeapClock
from bot.sandbox.night import sample
from bot.sandbox.stage import Stage

Opening = Callable[[str], AbstractAsyncContextManager["Scene"]]


class Scene:
    """A stage, its bot and its clock."""

    def __init__(self, stage: Stage, clock: LeapClock, bot: house.App) -> None:
        self.stage, self.clock, self.bot = stage, clock, bot
        self.sandbox = stage.sandbox


@pytest.fixture
def scene(tmp_path: Path) -> Opening:
    """`async with scene("2025-10-19T08:00+03:00")`: everything runs from that moment on."""

    @asynccontextmanager
    async def open_scene(moment: str) -> AsyncIterator[Scene]:
        clock = LeapClock(datetime.fromisoformat(moment), 20.0)
        async with Sandbox(clock) as sandbox:
            stage = Stage(sandbox, sample())
            bot = house.build(stage.settings(tmp_path), clock)
            await bot.start()
            try:
                await sandbox.wait_for(lambda: sandbox.journal.of("getUpdates"), 20, "the first getUpdates")
                yield Scene(stage, clock, bot)
            finally:
                await bot.stop()

    return open_scene
