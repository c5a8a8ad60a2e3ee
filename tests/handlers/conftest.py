"""A bot with its handlers, a store on disk and the sandbox that it talks to over HTTP."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from telegram.ext import Application

import handlers
from bot.alerts.delivery import Delivery
from bot.alerts.pace import Pace
from bot.clock import SetClock
from bot.config import Settings
from bot.intake import Intake
from bot.model import Channel
from bot.model.ports import Store
from bot.sandbox import Message, Sandbox
from bot.sandbox.chats import Chat, Person
from bot.views.alert import word
from bot.views.worker import Pictures
from storage import open_store
from tests.handlers.night import CHANNELS, MORNING, keep_night


@dataclass
class House:
    """What a test touches: the people's side (sandbox) and the store behind the bot."""

    sandbox: Sandbox
    store: Store
    desk: handlers.Desk
    clock: SetClock
    application: Any

    async def ask(self, person: Person, text: str, room: Chat | Person | None = None) -> Message:
        """Say something and wait for the bot's next message in that chat."""
        where = room or person
        before = len(self.sandbox.messages(where, by_bot=True))
        self.sandbox.say(where, person, text)
        await self.sandbox.wait_for(lambda: len(self.sandbox.messages(where, by_bot=True)) > before, 30, text)
        return self.sandbox.messages(where, by_bot=True)[-1]

    async def press(self, message: Message, button: str, person: Person) -> str:
        """Press a button, wait until the bot has answered the press; returns the toast's text."""
        pressed = self.sandbox.press(message, button, person)
        await self.sandbox.wait_for(lambda: pressed.answered, 30, f"the answer to {button}")
        return pressed.text


@asynccontextmanager
async def open_house(
    path: Path, channels: Mapping[str, Channel], settings: Settings, clock: SetClock
) -> AsyncIterator[House]:
    """A bot that polls the sandbox, wired as the product is."""
    async with Sandbox() as sandbox:
        store = await open_store(f"sqlite+aiosqlite:///{path / 'svodka.db'}", clock)
        await store.put_channels(tuple(channels.values()))
        intake, pictures = Intake(store, clock, settings, channels), Pictures()
        application = (
            Application.builder()
            .token(sandbox.token)
            .base_url(f"{sandbox.url}/bot")
            # A clock of its own, which waiting moves: the pace is kept without slowing a test down.
            .rate_limiter(Pace(SetClock(clock.now())))
            .context_types(handlers.CONTEXT)
            .concurrent_updates(handlers.ByChat())
            .build()
        )
        desk = handlers.Desk(
            store=store, clock=clock, settings=settings, intake=intake, channels=channels,
            delivery=Delivery(store, application.bot, clock, Pace(clock), settings, channels, word),
            pictures=pictures,
        )  # fmt: skip
        handlers.wire(application, desk)
        async with application:
            await application.start()
            assert application.updater is not None
            await application.updater.start_polling(timeout=5, allowed_updates=handlers.ALLOWED_UPDATES)
            yield House(sandbox, store, desk, clock, application)
            await application.updater.stop()
            await application.stop()
        await pictures.stop()
        await store.close()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """The morning after the sample night."""
    async with open_house(tmp_path, CHANNELS, Settings(), SetClock(MORNING)) as opened:
        await keep_night(opened.store)
        yield opened
