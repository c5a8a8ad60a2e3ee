"""The poller of public preview pages: many channels, one polite door; its own silence is never taken for calm."""

import asyncio
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import httpx

from bot import log
from bot.clock import Clock
from bot.config import PreviewSettings
from bot.errors import SourceBroken, SourceFault, SourceLater, StoreFault
from bot.model import Channel, Post, Transport
from bot.model.ports import Health, Store
from bot.sources import health as rules
from bot.sources.base import Sink
from bot.sources.fetch import Fetch
from bot.sources.line import Line
from bot.sources.look import Look
from bot.sources.page import Page
from bot.sources.report import Report
from bot.sources.watch import Watch

logger = log.get("sources.preview")

JITTER = 0.2
SLOWEST = 300.0
"""Seconds between two looks at a channel that stays unreadable."""

AWAY = timedelta(minutes=2)
"""After so long without any answer the operators hear of it, once for all channels."""


class Preview:
    """Looks at every channel that comes by `preview`, one task each.

    `wire` replaces the network (an httpx transport). `last_ok` is when any page was last read properly.
    """

    transport = Transport.PREVIEW

    def __init__(
        self,
        settings: PreviewSettings,
        channels: Mapping[str, Channel],
        store: Store,
        clock: Clock,
        sink: Sink,
        wire: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.settings, self.store, self.clock, self.sink = settings, store, clock, sink
        self.last_ok: datetime | None = None
        self._fetch = Fetch(settings, clock, wire)
        self._look = Look(settings, self._fetch, store, clock, sink)
        self._tasks: list[asyncio.Task[None]] = []
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._alarmed: frozenset[str] = frozenset()
        self._silent_told: set[str] = set()
        self._line, self._unanswered = Line("The preview", settings.base_url), 0
        self._away: datetime | None = None
        self._away_told = False
        now = clock.now()
        self.watches = {
            name: Watch(channel, name, Report(rules.unknown(name, self.transport, now), store, sink))
            for name, channel in channels.items()
            if self.transport in channel.via
        }

    async def start(self) -> None:
        """Take up what was known before a restart and begin to look."""
        for health in await self.store.healths():
            watch = self.watches.get(health.channel)
            if watch and health.transport == self.transport:
                watch.report.standing = rules.Standing(health=health)
        for name, channel in (await self.store.channels()).items():
            if name in self.watches:
                self.watches[name].channel = channel
        needed = len(self.watches) / self.settings.poll_seconds
        if needed > self.settings.requests_per_second:
            logger.warning(
                "preview.requests_per_second is too low: channels are looked at less often", needed=round(needed, 1)
            )
        self._tasks = [asyncio.create_task(self._follow(watch)) for watch in self.watches.values()]
        self._tasks.append(asyncio.create_task(self._oversee()))

    async def stop(self) -> None:
        """Stop looking. What is being handed on is handed on."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._look.finish()
        self._tasks = []
        await self._fetch.close()

    def health(self, channel: str) -> Health:
        """How the preview stands with a channel."""
        return self.watches[channel].report.health

    async def renamed(self, name: str, username: str) -> None:
        """The channel has another username now (learned from an update that carries its id)."""
        if name in self.watches:
            await self._look.renamed(self.watches[name], username)

    async def newest(self, channel: str) -> Sequence[Post]:
        """The posts of the newest page, oldest first. Raises SourceFault."""
        return self._posts(channel, await self._fetch.page(self.watches[channel].username))

    async def before(self, channel: str, message_id: int) -> Sequence[Post]:
        """The posts of the page before that id, oldest first; empty at the beginning. Raises SourceFault."""
        return self._posts(channel, await self._fetch.page(self.watches[channel].username, message_id))

    async def reread(self, name: str) -> int:
        """Read all pages of the last days again at once (an operator's wish). Returns how many posts differed.
        Raises SourceFault."""
        async with self._locks[name]:
            return await self._look.again(self.watches[name])

    async def poll(self, name: str) -> int:
        """One look at a channel, and what follows from it for its health. Returns how many posts came."""
        async with self._locks[name]:
            return await self._poll(name)

    async def _poll(self, name: str) -> int:
        watch = self.watches[name]
        try:
            page, count = await self._look.newest(watch)
        except StoreFault:
            raise  # nothing is known against the source
        except Exception as error:
            fault = error if isinstance(error, SourceFault) else SourceBroken(f"cannot be read: {error!r}")
            later = isinstance(fault, SourceLater)
            # A host that is away is said once, and a channel that is broken when it begins to be.
            say = logger.debug if later or watch.report.standing.faults else logger.info
            say("preview could not be read", channel=name, fault=str(fault), exc_info=fault is not error)
            if later:
                self._unreached(fault)
            await watch.report.judge(lambda before: rules.failed(before, fault, self.clock.now()))
            return 0
        self.last_ok, self._unanswered = self.clock.now(), 0
        self._line.answered()
        await watch.report.judge(lambda before: rules.heard(before, watch.last_post, self.clock.now()))
        try:
            count += await self._look.older(watch, page)
        except SourceFault as fault:
            logger.info("an older page could not be read", channel=name, fault=str(fault))
        return count

    def _unreached(self, fault: SourceFault) -> None:
        """The host did not answer, or refused: one look may fail, two running by whatever channel are the host's."""
        now = self.clock.now()
        self._away = self._away or now
        self._unanswered += 1
        if self.last_ok is None or self._unanswered >= rules.TWICE:
            refused = self._fetch.resumes > now
            again = f"every channel again each {self.settings.poll_seconds:g} s"
            self._line.failed(str(fault), f"nothing before {self._fetch.resumes:%H:%M:%S} UTC" if refused else again)

    async def oversee(self) -> None:
        """What no single look can see: which channels are in alarm, which are silent in it, who has not been
        heard for too long, whether the host is away altogether."""
        now = self.clock.now()
        await self._see_alarms(now)
        allowed = max(rules.STALE_AFTER, timedelta(seconds=3 * self.settings.poll_seconds))
        for watch in self.watches.values():
            await watch.report.judge(lambda before: rules.aged(before, now, allowed))
        await self._tell_if_away(now)

    async def _follow(self, watch: Watch) -> None:
        name = watch.channel.name
        while True:
            try:
                await self.poll(name)
            except StoreFault as fault:
                logger.error("the database does not answer", channel=name, fault=str(fault))
            except Exception:  # a fault of ours must not silence a channel for good
                logger.exception("look failed", channel=name)
            await self.clock.sleep(self._pause(watch) * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311

    def _pause(self, watch: Watch) -> float:
        pace = self.settings.poll_seconds
        if watch.channel.name in self._alarmed:
            pace = min(pace, self.settings.alarm_poll_seconds)
        # The second look at a fault comes at the usual pace: it decides whether the channel is broken.
        extra = max(0, watch.report.standing.faults - 1)
        return pace if not extra else max(pace, min(SLOWEST, pace * 2 ** min(extra, 8)))

    async def _oversee(self) -> None:
        while True:
            await self.clock.sleep(min(self.settings.poll_seconds, self.settings.alarm_poll_seconds))
            try:
                await self.oversee()
            except StoreFault as fault:
                logger.error("the database does not answer", fault=str(fault))
            except Exception:
                logger.exception("overseeing failed")

    async def _see_alarms(self, now: datetime) -> None:
        episodes = await self.store.open_episodes()
        regions = {episode.region for episode in episodes}
        speakers = {episode.opened_by.channel for episode in episodes}
        self._alarmed = frozenset(n for n, w in self.watches.items() if w.channel.region in regions or n in speakers)
        for episode in episodes:
            watch = self.watches.get(episode.opened_by.channel)
            if watch and episode.id not in self._silent_told and rules.silent_in_alarm(episode, watch.last_post, now):
                self._silent_told.add(episode.id)
                name = watch.channel.name
                text = f"{name} opened an alarm at {episode.since:%d.%m %H:%M} UTC and has said nothing since."
                await self.sink.notify(f"source:{name}", text)

    async def _tell_if_away(self, now: datetime) -> None:
        if self.last_ok and self._away and self.last_ok > self._away:
            self._away = None
            if self._away_told:
                self._away_told = False
                await self.sink.notify("source:preview", f"{self.settings.base_url} answers again.")
        if self._away and not self._away_told and now - self._away >= AWAY:
            self._away_told = True
            since = f"{self._away:%d.%m %H:%M} UTC"
            text = (
                f"{self.settings.base_url} has not answered since {since}; {len(self.watches)} channels are not read."
            )
            await self.sink.notify("source:preview", text)

    def _posts(self, channel: str, page: Page) -> list[Post]:
        watch, now = self.watches[channel], self.clock.now()
        return [watch.post(item, now) for item in page.items if not item.service]
