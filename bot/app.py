"""The only place where everything meets: build, start and stop in order.

`opened()` is the house without Telegram (for commands); `App` is the bot.
"""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import make_url

import storage
from bot import log
from bot.clock import Clock, SystemClock
from bot.config import Settings
from bot.errors import BadConfig
from bot.intake import Intake
from bot.model import Channel
from bot.model.ports import Store

logger = log.get("app")

DRAIN_SECONDS = 8.0
"""How long a stop may take to send what is due; systemd and SIGTERM grant ten."""


@dataclass
class House:
    """What every command works with."""

    store: Store
    clock: Clock
    channels: Mapping[str, Channel]
    intake: Intake


@asynccontextmanager
async def opened(settings: Settings, clock: Clock, *, alerting: bool = False) -> AsyncIterator[House]:
    """The database, created and migrated, with the configured channels in it; closed at the end."""
    store = await storage.open_store(settings.storage.url, clock)
    try:
        await store.put_channels(tuple(settings.channel_map.values()))
        channels = await store.channels()
        intake = Intake(store, clock, settings, channels, alerting=alerting)
        yield House(store, clock, channels, intake)
    finally:
        await store.close()


def shown_url(url: str) -> str:
    """The database's address without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except Exception as fault:
        raise BadConfig(f"storage.url = {url!r}: not a database address; write sqlite+aiosqlite:///svodka.db") from fault


async def run(settings: Settings, clock: Clock | None = None) -> None:
    """Run until SIGTERM or SIGINT, or until something fatal (a second poller, a wrong token)."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    app = build(settings, clock or SystemClock())
    await app.start()
    try:
        fatal = asyncio.create_task(app.wait_for_fault())
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait((fatal, stopped), return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if fatal.done():
            fatal.result()
        else:
            fatal.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await fatal
    finally:
        logger.info("stopping")
        await app.stop()


def build(settings: Settings, clock: Clock) -> "App":
    """A bot that is not started yet."""
    return App(settings, clock)


class App:
    """The running bot. `start()` returns when the road is open; what Telegram needs goes on being tried."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings, self.clock = settings, clock
        self._stack = contextlib.AsyncExitStack()
        self._tasks: list[asyncio.Task[Any]] = []
        self.house: House
