"""Fixtures only: the demo's stage with the real bot on it, all of it over HTTP."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest

from bot import app as house
from bot.model import Subject, Weapon
from bot.sandbox import Message, Sandbox
from bot.sandbox.leap import LeapClock
from bot.sandbox.night import Expected, Night, sample
from bot.sandbox.outcome import ZONE, compare
from bot.sandbox.play import news_with, states
from bot.sandbox.stage import Stage

PATIENCE = 10.0


class Scene:
    """A stage, its bot and its clock."""

    def __init__(self, stage: Stage, clock: LeapClock, folder: Path) -> None:
        self.stage, self.clock, self.folder, self.sandbox = stage, clock, folder, stage.sandbox
        self.bot: house.App | None = None

    async def start(self) -> None:
        """Start a bot on the same database."""
        calls = len(self.sandbox.journal.of("getUpdates"))
        self.bot = house.build(self.stage.settings(self.folder), self.clock)
        await self.bot.start()
        await self.sandbox.wait_for(lambda: len(self.sandbox.journal.of("getUpdates")) > calls, 20, "getUpdates")

    async def stop(self) -> None:
        if self.bot:
            await self.bot.stop()
        self.bot = None

    def at(self, moment: str) -> None:
        """Leap to a moment of the scene's story."""
        self.clock.leap(datetime.fromisoformat(moment))

    async def posts(self, channel: str, text: str, *heard: str) -> Message:
        """An official posts; the group's message with all the fragments."""
        before = states(self.stage.group)
        self.stage.post(channel, text)
        return await self.news(before, heard)

    async def edits(self, channel: str, text: str, *heard: str) -> Message:
        """The official changes that post; the group's message that changes or comes."""
        before = states(self.stage.group)
        last = self.stage.last_post(channel)
        self.sandbox.edit(self.stage.channels[channel], last.id, text)
        return await self.news(before, heard)

    async def news(self, before: dict[int, str], heard: tuple[str, ...]) -> Message:
        group = self.stage.group
        try:
            return await self.sandbox.wait_for(lambda: news_with(group, before, heard), PATIENCE)
        except TimeoutError:
            pytest.fail(f"the group heard nothing with {heard}; it stands at\n{_shown(self.sandbox, group)}")

    async def tallies(self, expected: Expected) -> None:
        """The day's tally says exactly this."""
        assert self.bot
        tally = await self.bot.house.store.tally(expected.day, ZONE, Subject.INTERCEPTION, Weapon.UAV)
        assert compare(expected, tally) == []
        named = {*expected.regions, *expected.undisclosed}
        assert {row.region for row in tally.regions} == named

    async def answer(self, question: str, *fragments: str) -> Message:
        """The bot's answer to the subscriber; it must hold all the fragments."""
        private = self.sandbox.room(self.stage.subscriber)
        before = states(private)
        self.stage.ask(question)
        try:
            return await self.sandbox.wait_for(lambda: news_with(private, before, fragments), PATIENCE)
        except TimeoutError:
            pytest.fail(f"{question} was not answered with {fragments}:\n{_shown(self.sandbox, private)}")


def _shown(sandbox: Sandbox, chat: object) -> str:
    return "\n---\n".join(m.text for m in sandbox.messages(chat, by_bot=True))


Opening = Callable[..., AbstractAsyncContextManager[Scene]]


@pytest.fixture
def scene(tmp_path: Path) -> Opening:
    """`async with scene("2025-10-19T08:00+03:00", night)`: everything runs from that moment on."""

    @asynccontextmanager
    async def open_scene(moment: str, night: Night | None = None) -> AsyncIterator[Scene]:
        clock = LeapClock(datetime.fromisoformat(moment), 20.0)
        async with Sandbox(clock) as sandbox:
            here = Scene(Stage(sandbox, night or sample()), clock, tmp_path)
            try:
                await here.start()
                yield here
            finally:
                await here.stop()

    return open_scene
