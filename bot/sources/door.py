"""What long polling and the webhook have in common: an update's post is kept first, then it is handled."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application

from bot import log
from bot.clock import Clock
from bot.errors import BadConfig, StoreFault
from bot.model.ports import Store
from bot.sources.line import Line
from bot.sources.updates import ALLOWED, Updates

logger = log.get("sources.door")

BACKOFF = (1.0, 8.0)
"""Seconds between tries while Telegram is away: work goes on within ten seconds of its return."""

TRIES = 5


class Door:
    """Lets updates in. `last_ok` is when Telegram was last heard of, `last_tried` when it was last asked, whether it
    answered or not: a restart mends a poller that hangs, not a server that is away."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        updates: Updates,
        store: Store,
        clock: Clock,
        allowed: Sequence[str],
    ) -> None:
        self.application, self.updates, self.store, self.clock = application, updates, store, clock
        # Asked for by name: where none is given, Telegram keeps the list of the time before.
        self.allowed = list(dict.fromkeys((*allowed, *ALLOWED)))
        self.last_ok: datetime | None = None
        server = urlsplit(application.bot.base_url)
        self.line = Line("Telegram", f"{server.scheme}://{server.netloc}")
        self.last_tried: datetime | None = None
        self.failing: tuple[int, int] = (0, 0)
        self._handlers: set[asyncio.Task[None]] = set()

    async def reach(self) -> None:
        """Initialise the application; without a network keep trying, and say so. BadConfig for a bad token."""
        pause = BACKOFF[0]
        while True:
            try:
                await self.application.initialize()
            except InvalidToken as fault:
                await self.application.bot.shutdown()
                raise refused() from fault
            except TelegramError as fault:
                self.lost(fault)
                self.last_tried = self.clock.now()
                await self.clock.sleep(pause)
                pause = min(BACKOFF[1], pause * 2)
            else:
                self.line.answered()
                return

    def lost(self, fault: Exception, wait: float = 0.0) -> None:
        """Say that Telegram does not answer. `wait` = seconds that it asked for, if it did."""
        then = f"again in {wait:.0f} s" if wait else f"again every {BACKOFF[0]:.0f} to {BACKOFF[1]:.0f} s"
        self.line.failed(str(fault) or "no answer", then)

    async def stop(self) -> None:
        """Wait for the handlers that are still at work."""
        await asyncio.gather(*self._handlers, return_exceptions=True)

    async def take_in(self, update: Update) -> bool:
        """Keep the post that the update brings, then set its handlers to work. False where it could not be
        kept: then it must not be confirmed."""
        try:
            await self.updates.take(update)
        except StoreFault as fault:
            logger.error("the database takes no posts; the update is wanted again", fault=str(fault))
            self.failing = (update.update_id, 1)
            return False
        except Exception as fault:
            logger.error("update could not be kept; it is wanted again", update=update.update_id, fault=repr(fault))
            if not await self._set_aside(update):
                return False
        task = asyncio.create_task(self._handle(update))
        self._handlers.add(task)
        task.add_done_callback(self._handlers.discard)
        return True

    async def handled(self, seconds: float) -> None:
        """Wait for the handlers at work, but no longer than that: a slow one goes on by itself."""
        if self._handlers:
            await asyncio.wait(set(self._handlers), timeout=seconds)

    async def _set_aside(self, update: Update) -> bool:
        """An update that alone cannot be kept must not stop all others. Where nothing can be written, this
        cannot be written either, and the update is wanted again."""
        last, tries = self.failing
        self.failing = (update.update_id, tries + 1 if last == update.update_id else 1)
        if self.failing[1] < TRIES:
            return False
        try:
            await self.store.put(f"aside.update/{update.update_id}", update.to_json())
            await self.updates.sink.notify("update", f"Update {update.update_id} could not be kept; see the log.")
        except Exception as fault:
            logger.error("nothing can be written", update=update.update_id, fault=repr(fault))
            return False
        return True

    async def _handle(self, update: Update) -> None:
        work = self.application.process_update(update)
        try:
            await self.application.update_processor.process_update(update, work)
        except Exception:  # handlers' faults go to the error handler; this is a fault in that one
            logger.exception("update could not be handled", update=update.update_id)


def refused() -> BadConfig:
    """For a token that the server does not know."""
    return BadConfig("telegram.token was refused by the server. Get the right one from @BotFather.")
