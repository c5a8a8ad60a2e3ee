"""Delivery: drains the outbox. Leases what is due, a row for each chat, and hands it over to be told."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from telegram.ext import ExtBot

from bot import log as logs
from bot.alerts.counters import Counters
from bot.alerts.pace import Pace
from bot.alerts.telling import Telling, Word
from bot.clock import Clock
from bot.config import Settings
from bot.errors import StoreFault
from bot.locales import LANGUAGES, translator
from bot.model import Channel, Priority
from bot.model.ports import Store

log = logs.get(__name__)

SLOTS = 12
"""Sends in flight at most: more than 16 and the HTTP client's pool becomes the brake (FIELD D)."""

LEASE = timedelta(seconds=30)
"""Longer than any send takes with its time-outs; a sender that died is believed dead after it."""

OFFICE, TERM = "sender", timedelta(seconds=5)
"""One process per database sends; it makes sure every so often that it is still the one."""

IDLE = 1.0
"""Seconds between looks into an outbox that nobody announced anything for: postponed rows, lost leases."""


class Delivery:
    """Sends what is owed. One runs per bot; `wake()` tells it that something was owed, `drain()` ends it."""

    def __init__(
        self,
        store: Store,
        bot: ExtBot[int],
        clock: Clock,
        pace: Pace,
        settings: Settings,
        channels: Mapping[str, Channel],
        word: Word,
        *,
        lease: timedelta = LEASE,
    ) -> None:
        self.store, self.clock, self.pace = store, clock, pace
        self._telling = Telling(store, bot, clock, pace, settings, channels, word)
        self._lease = lease
        self._woken, self._taking = asyncio.Event(), asyncio.Lock()
        self._stopping, self._news = False, True
        self._flying: dict[int, asyncio.Task[None]] = {}
        self._elected: datetime | None = None

    @property
    def counters(self) -> Counters:
        """What was done since the start, for the service port."""
        return self._telling.counters

    def wake(self) -> None:
        """Something was owed: it may be due, and what was looked up before may not be true any more."""
        self._telling.look_anew()
        self._news = True
        self._woken.set()

    async def run(self) -> None:
        """Deliver until drained. A fault of the database is logged and tried again."""
        for language in LANGUAGES:
            translator(language)  # the catalogue is read here, and not while the first alarm waits
        while not self._stopping:
            self._woken.clear()
            try:
                took, after = await self._take()
            except StoreFault as fault:
                log.error("the database is away; what is owed stays owed", fault=str(fault))
                took, after = 0, IDLE
            except Exception:
                log.exception("the outbox could not be read")
                took, after = 0, IDLE
            if not took:
                await self._wait(after)

    async def drain(self, seconds: float) -> None:
        """Send what is due and can be sent within so many of the clock's seconds, then stop. The rest stays owed."""
        self._stopping = True
        self._woken.set()
        end = self.clock.now() + timedelta(seconds=seconds)
        while self.clock.now() < end:
            try:
                took, _ = await self._take()
            except Exception:
                log.exception("the outbox could not be read")
                took = 0
            if not took and not self._flying:
                break
            if self._flying:
                left = (end - self.clock.now()).total_seconds()
                await asyncio.wait(self._flying.values(), timeout=left, return_when=asyncio.FIRST_COMPLETED)
        for task in list(self._flying.values()):
            task.cancel()
        await asyncio.gather(*self._flying.values(), return_exceptions=True)
        await self.store.resign(OFFICE)

    async def _take(self) -> tuple[int, float]:
        """Lease what is due and start sending it. Returns how many rows, and in how many seconds to look again."""
        async with self._taking:
            return await self._lease_due() if await self._in_office() else (0, IDLE)

    async def _in_office(self) -> bool:
        """Whether this process is the one that sends. Newly elected, it takes up what a sender that died held."""
        now = self.clock.now()
        if self._elected is not None and timedelta(0) <= now - self._elected < TERM:
            return True
        if not await self.store.elect(OFFICE):  # a fault of the database says nothing of who holds it
            self._elected = None
            return False
        if self._elected is None and (held := await self.store.give_back(now)):
            log.info("taken up from a sender that is gone", rows=held)
        self._elected = now
        return True

    async def _lease_due(self) -> tuple[int, float]:
        now = self.clock.now()
        paused = self.pace.paused_until(now)
        if paused is not None:
            return 0, min(IDLE, (paused - now).total_seconds())
        free = SLOTS - len(self._flying)
        # Leases are taken by handfuls, unless something new was owed: that may be more urgent than what is under way.
        if free <= 0 or (free < SLOTS // 2 and not self._news):
            return 0, IDLE
        self._news = False
        unready, first = self.pace.unready(Priority.TEST)
        rows = await self.store.lease(now, free, self._lease, [*self._flying, *(unready - self._flying.keys())])
        self._telling.doubt.pressed = len(rows) == free
        for row in rows:
            task = asyncio.create_task(self._telling.tell(row))
            self._flying[row.chat_id] = task
            task.add_done_callback(lambda done, chat=row.chat_id: self._landed(chat, done))  # type: ignore[misc]
        return len(rows), IDLE if first is None else min(IDLE, max(0.0, (first - now).total_seconds()))

    def _landed(self, chat: int, done: "asyncio.Task[None]") -> None:
        if not done.cancelled() and (fault := done.exception()):
            ours = None if isinstance(fault, StoreFault) else fault
            log.error("a fate could not be written down; its lease will run out", fault=str(fault), exc_info=ours)
        self._flying.pop(chat, None)
        self._woken.set()

    async def _wait(self, seconds: float) -> None:
        woken = asyncio.create_task(self._woken.wait())
        slept = asyncio.create_task(self.clock.sleep(seconds))
        await asyncio.wait((woken, slept), return_when=asyncio.FIRST_COMPLETED)
        for task in (woken, slept):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
