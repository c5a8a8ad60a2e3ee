"""Long polling that confirms nothing before it is kept.

python-telegram-bot's Updater confirms an update when it has queued it, keeps its offset in memory, takes
time-outs for normal (a wedged connection is silence for ever) and ends at the first fault of the network at
start. Here an update is confirmed once its post is durable and its handlers had their time.
"""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import Application

from bot import log
from bot.clock import Clock
from bot.errors import SvodkaError
from bot.model.ports import Store
from bot.sources.door import BACKOFF, Door, refused
from bot.sources.updates import Updates

# The library warns at each RetryAfter unless it is told that timedelta is welcome.
os.environ.setdefault("PTB_TIMEDELTA", "true")

logger = log.get("sources.polling")

LONG_POLL = 10
"""Seconds that the server may wait before it answers that there is nothing (DESIGN section 7)."""

GRACE = 15.0
"""Seconds on top of it after which a connection counts as dead."""

HANDLERS = 5.0
"""Seconds that handlers get before the next poll. A slower one goes on by itself."""

ESTABLISHED = 6
"""So many good polls make a poller the elder one: at a conflict it is the newcomer that leaves."""

CONFLICTS = 2, 60
"""How many conflicts in a row a newcomer and an established poller stand."""

FORGET = timedelta(days=6)
"""Update ids restart at random after a week without any; an offset of the old row would swallow the new one."""

OFFSET = "telegram.offset"


class Polling(Door):
    """Fetches updates for an application.

    `run` never returns: it raises BadConfig where the token is refused, SvodkaError where another process
    polls with the same token. Everything else is tried again, and said.
    """

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        updates: Updates,
        store: Store,
        clock: Clock,
        allowed: Sequence[str],
        *,
        long_poll: int = LONG_POLL,
        grace: float = GRACE,
    ) -> None:
        super().__init__(application, updates, store, clock, allowed)
        self.long_poll, self.grace = long_poll, grace
        self.offset: int | None = None
        self._moved: datetime | None = None
        self._good = self._conflicts = self._faults = 0

    async def run(self) -> None:
        """Poll for ever."""
        await self._load()
        while not await self._answered(self._leave_webhook):
            pass
        while True:
            await self._answered(self._once)

    async def _answered(self, deed: Callable[[], Awaitable[Sequence[Update]]]) -> bool:
        """Do it and pass on what comes. After a fault wait and say so; the caller tries again."""
        self.last_tried = self.clock.now()
        try:
            async with asyncio.timeout(self.long_poll + self.grace):
                batch = await deed()
            self.last_ok = self.clock.now()
            self.line.answered()
            self._faults = self._conflicts = 0
            self._good += 1
        except InvalidToken as fault:
            raise refused() from fault
        except Conflict as fault:
            await self._conflict(fault)
            return False
        except (TelegramError, TimeoutError) as fault:
            await self._back_off(fault)
            return False
        await self._pass_on(batch)
        await self.updates.alive(self.clock.now())
        return True

    async def _leave_webhook(self) -> Sequence[Update]:
        await self.application.bot.delete_webhook(drop_pending_updates=False)
        return ()

    async def _once(self) -> Sequence[Update]:
        now = self.clock.now()
        if self._moved is not None and now - self._moved > FORGET:
            self.offset = None
        bot: Bot = self.application.bot
        return await bot.get_updates(
            offset=self.offset, timeout=self.long_poll, read_timeout=self.grace / 2, allowed_updates=self.allowed
        )

    async def _pass_on(self, batch: Sequence[Update]) -> None:
        """1. keep the post that each update brings, 2. give it to the handlers, 3. confirm it."""
        kept = 0
        for update in batch:
            if not await self.take_in(update):
                break
            kept += 1
        await self.handled(HANDLERS)
        if kept:
            await self._confirm(batch[kept - 1].update_id + 1)
        if kept < len(batch):
            await self.clock.sleep(BACKOFF[0] * 2 ** min(4, self.failing[1]))

    async def _confirm(self, offset: int) -> None:
        now = self.clock.now()
        try:
            await self.store.put(OFFSET, json.dumps({"offset": offset, "at": now.isoformat()}))
        except Exception as fault:  # the next one may be written; a restart before that repeats some updates
            logger.error("offset could not be written", fault=repr(fault))
        self.offset, self._moved = offset, now

    async def _load(self) -> None:
        kept = await self.store.get(OFFSET)
        if kept:
            value = json.loads(kept)
            self.offset, self._moved = value["offset"], datetime.fromisoformat(value["at"])

    async def _conflict(self, fault: Conflict) -> None:
        self._conflicts += 1
        allowed = CONFLICTS[1] if self._good >= ESTABLISHED else CONFLICTS[0]
        if self._conflicts >= allowed:
            raise SvodkaError(
                f"another process takes updates with the same token, or a webhook does ({fault.message}). "
                "Stop the other one; only one may run."
            ) from fault
        logger.warning("another process takes updates with the same token", count=self._conflicts)
        await self.clock.sleep(2.0 if self._good >= ESTABLISHED else 3.0)

    async def _back_off(self, fault: Exception) -> None:
        self._faults += 1
        pause = min(BACKOFF[1], BACKOFF[0] * 1.5 ** (self._faults - 1))
        wait = _seconds(fault) if isinstance(fault, RetryAfter) else 0.0
        pause = max(pause, wait)
        self.lost(fault, wait)
        await self.updates.silent(self.clock.now())
        await self.clock.sleep(pause)


def _seconds(fault: RetryAfter) -> float:
    after = fault.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
