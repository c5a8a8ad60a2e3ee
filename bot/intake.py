"""The road of a post, and of time: what comes in is kept, read, weighed, and told (DESIGN section 2)."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import log, reconciliation
from bot.alerts import rules
from bot.clock import Clock
from bot.config import Settings
from bot.errors import StoreFault
from bot.extraction import Context, read
from bot.model import Change, Channel, Post, Reading, Revision, Stated, stated_by
from bot.model.ports import Health, Known, Scope, Silence, Store, Work
from bot.reconciliation import EpisodeRules, Weighed

logger = log.get("intake")

TICK = timedelta(seconds=30)
"""How often time alone is looked at: what has expired, what was not weighed."""

Silences = Callable[[datetime, datetime, Collection[str]], Awaitable[Sequence[Silence]]]


@dataclass
class Counters:
    """What /metrics shows of the road."""

    posts: int = 0
    repeats: int = 0
    claims: int = 0
    unread: int = 0
    failed: int = 0


@dataclass
class Intake:
    """Takes posts in. `alerting` is off for import, backfill and replay: then the outbox is never written.

    `wake` is called after each commit that owes somebody an alert. `silences` tells when channels could not be
    heard; the store's own unless another is given.
    """

    store: Store
    clock: Clock
    settings: Settings
    channels: Mapping[str, Channel]
    wake: Callable[[], None] = lambda: None
    alerting: bool = True
    counters: Counters = field(default_factory=Counters)
    silences: Silences | None = None
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)
    _under_way: set[int] = field(default_factory=set)
    _owes: bool = False

    async def take(self, post: Post) -> tuple[Change, ...]:
        """Walk the road:

        1. keep the revision, durable from here on (kept already? nothing more to do),
        2. read claims and leftovers out of it,
        3. weigh them against what is known,
        4. find who is to hear of it,
        5. write reading, claims, incidents, episodes and outbox in one transaction,
        6. wake the delivery.
        """
        revision = await self.store.keep(post)
        if revision is None:
            self.counters.repeats += 1
            return ()
        self.counters.posts += 1
        return await self.weigh(revision)

    async def weigh(self, revision: Revision) -> tuple[Change, ...]:
        """Steps 2 to 6. A post that cannot be weighed stops nothing: it stays where `recover` finds it."""
        self._under_way.add(revision.id)
        try:
            return await self._weigh(revision)
        finally:
            self._under_way.discard(revision.id)

    async def recover(self) -> int:
        """Weigh what was kept but not weighed: a crash or a fault of the database came between. Returns how many
        revisions were tried."""
        tried: set[int] = set()
        while waiting := [r for r in await self.store.unread() if r.id not in tried and r.id not in self._under_way]:
            for revision in waiting:
                await self.weigh(revision)
            tried.update(r.id for r in waiting)
        return len(tried)

    async def withdrawn(self, post_key: str) -> tuple[Change, ...]:
        """A post is gone: its claims no longer stand, what followed from them is derived anew."""
        now = self.clock.now()
        async with self._working() as work:
            old = await work.stated_of(post_key)
            scope = reconciliation.scope(old, self._rules)
            before = await work.known(scope) if scope else Known()
            await work.withdraw(post_key, now)
            if scope is None:
                return ()
            stated = tuple(s for s in before.stated if s.post != post_key)
            return await self._settle(work, scope, before, stated, None, post_key)

    async def tick(self) -> tuple[Change, ...]:
        """What time alone changes: episodes that nobody confirmed expire."""
        now = self.clock.now()
        async with self._working() as work:
            episodes = await self.store.open_episodes()
            if not episodes:
                return ()
            start = min(e.since for e in episodes) - timedelta(hours=1)
            silences = await self._silences(start, now, reconciliation.confirming(episodes))
            weighed = reconciliation.tick(tuple(episodes), self._rules, silences, now)
            return await self._write(work, weighed)

    async def health(self, health: Health, *, told: str = "") -> None:
        """A source's health changed: keep it, and tell the operators where `told` says what."""
        await self.store.put_health(health)
        if told:
            await self.notify(f"source:{health.channel}", told)

    async def notify(self, about: str, text: str) -> None:
        """Tell the operators something (an impostor, a broken source)."""
        async with self._working() as work:
            await self._tell(work, (reconciliation.notice(about, text, self.clock.now()),))

    @property
    def _rules(self) -> EpisodeRules:
        return EpisodeRules(hours=self.settings.alerts.episode_hours)

    @asynccontextmanager
    async def _working(self) -> AsyncIterator[Work]:
        """A transaction, one at a time; the delivery is woken when it is through, if somebody is owed an alert."""
        async with self._one_at_a_time:
            self._owes = False
            async with self.store.work() as work:
                yield work
            if self._owes:
                self.wake()

    async def _weigh(self, revision: Revision) -> tuple[Change, ...]:
        post = revision.post
        channel = self.channels.get(post.channel)
        if channel is None:
            logger.warning("post of a channel that is not configured", post=post.key)
            return ()
        try:
            reading = read(post.text, Context.of(channel, post.posted))
            changes = await self._commit(revision, reading)
        except StoreFault as fault:
            self.counters.failed += 1
            logger.error("post is kept, but could not be weighed; tried again soon", post=post.key, fault=str(fault))
            return ()
        except Exception:
            self.counters.failed += 1
            logger.exception("post could not be weighed", post=post.key)
            await self._failed(revision)
            return ()
        self.counters.claims += len(reading.claims)
        self.counters.unread += len(reading.leftovers)
        return changes

    async def _failed(self, revision: Revision) -> None:
        key = revision.post.key
        try:
            async with self._working() as work:
                if await work.fail(revision, "could not be weighed; see the log"):
                    notice = reconciliation.notice(f"post:{key}", f"{key}: cannot be read", self.clock.now())
                    await self._tell(work, (notice,))
        except StoreFault as fault:
            logger.error("the failure could not be noted", post=key, fault=str(fault))

    async def _silences(self, start: datetime, end: datetime, channels: Collection[str]) -> Sequence[Silence]:
        return await (self.silences or self.store.silences)(start, end, channels) if channels else ()

    async def _commit(self, revision: Revision, reading: Reading) -> tuple[Change, ...]:
        post = revision.post
        async with self._working() as work:
            old = await work.stated_of(post.key)
            new = stated_by(revision, reading.claims)
            scope = reconciliation.scope((*old, *new), self._rules)
            before = await work.known(scope) if scope else Known()
            standing = await work.save_reading(revision, reading)
            if scope is None:
                return ()
            stated = (*(s for s in before.stated if s.post != post.key), *standing)
            return await self._settle(work, scope, before, stated, post, post.key)

    async def _settle(
        self,
        work: Work,
        scope: Scope,
        before: Known,
        stated: Sequence[Stated],
        post: Post | None,
        cause: str,
    ) -> tuple[Change, ...]:
        speaking = reconciliation.confirming(before.episodes, stated) if scope.dangers else ()
        silences = await self._silences(scope.start, scope.end, speaking)
        weighed = reconciliation.weigh(
            before,
            stated,
            post,
            self.channels,
            self._rules,
            silences,
            self.clock.now(),
            within=scope,
            cause=cause,
        )
        return await self._write(work, weighed)

    async def _write(self, work: Work, weighed: Weighed) -> tuple[Change, ...]:
        await work.save_episodes(weighed.episodes, weighed.gone_episodes)
        await work.save_incidents(weighed.incidents, weighed.gone_incidents)
        await work.note(weighed.changes)
        if weighed.changes:
            await self._tell(work, weighed.changes)
        return weighed.changes

    async def _tell(self, work: Work, changes: Sequence[Change]) -> None:
        if not self.alerting:
            return
        alerts = await rules.alerts_for(work, changes, self.channels, self.settings, self.clock.now())
        if alerts and await work.owe(alerts):
            self._owes = True
