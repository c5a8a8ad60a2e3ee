"""The road of a post, and of time: what comes in is kept, read, weighed, and told (DESIGN section 2)."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot import log, reconciliation
from bot.alerts import rules
from bot.clock import Clock
from bot.config import Settings
from bot.extraction import Context, read
from bot.model import Change, Channel, Post, Reading, Revision, Stated
from bot.model.ports import Health, Known, Scope, Store, Work
from bot.reconciliation import EpisodeRules, Weighed

logger = log.get("intake")

TRIES = 3
"""A revision that could not be weighed this often is left alone, and the operators are told."""


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

    `wake` is called after each commit that owes somebody an alert.
    """

    store: Store
    clock: Clock
    settings: Settings
    channels: Mapping[str, Channel]
    wake: Callable[[], None] = lambda: None
    alerting: bool = True
    counters: Counters = field(default_factory=Counters)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

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
        """Steps 2 to 6. A post that cannot be weighed is marked and tried again at start; it stops nothing."""
        post = revision.post
        channel = self.channels.get(post.channel)
        if channel is None:
            logger.warning("post of a channel that is not configured", post=post.key)
            return ()
        try:
            reading = read(post.text, Context.of(channel, post.posted))
            async with self._one_at_a_time:
                changes = await self._commit(revision, reading)
        except asyncio.CancelledError:
            raise
        except Exception:
            logger.exception("post could not be weighed", post=post.key)
            self.counters.failed += 1
            async with self.store.work() as work:
                tries = await work.fail(revision, "could not be weighed; see the log")
                if tries >= TRIES:
                    notice = reconciliation.notice(f"post:{post.key}", f"{post.key}: cannot be read", self.clock.now())
                    await self._tell(work, (notice,))
            return ()
        self.counters.claims += len(reading.claims)
        self.counters.unread += len(reading.leftovers)
        return changes

    async def recover(self) -> int:
        """Weigh what was kept but not weighed before a crash. Returns how many revisions that were."""
        count = 0
        while batch := await self.store.unread():
            for revision in batch:
                await self.weigh(revision)
            count += len(batch)
        return count

    async def withdrawn(self, post_key: str) -> tuple[Change, ...]:
        """A post is gone: its claims no longer stand, what followed from them is derived anew."""
        now = self.clock.now()
        async with self._one_at_a_time, self.store.work() as work:
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
        async with self._one_at_a_time, self.store.work() as work:
            episodes = await self.store.open_episodes()
            if not episodes:
                return ()
            start = min(e.since for e in episodes) - timedelta(hours=1)
            silences = await self.store.silences(start, now)
            weighed = reconciliation.tick(tuple(episodes), self._rules, silences, now)
            return await self._write(work, weighed)

    async def health(self, health: Health, *, told: str = "") -> None:
        """A source's health changed: keep it, and tell the operators where `told` says what."""
        async with self._one_at_a_time:
            await self.store.put_health(health)
            if told:
                async with self.store.work() as work:
                    notice = reconciliation.notice(f"source:{health.channel}", told, self.clock.now())
                    await self._tell(work, (notice,))

    async def notify(self, about: str, text: str) -> None:
        """Tell the operators something (an impostor, a broken source)."""
        async with self.store.work() as work:
            await self._tell(work, (reconciliation.notice(about, text, self.clock.now()),))

    @property
    def _rules(self) -> EpisodeRules:
        return EpisodeRules(hours=self.settings.alerts.episode_hours)

    async def _commit(self, revision: Revision, reading: Reading) -> tuple[Change, ...]:
        post = revision.post
        async with self.store.work() as work:
            old = await work.stated_of(post.key)
            new = stated_by(revision, reading)
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
        silences = await self.store.silences(scope.start, scope.end) if scope.derived else ()
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
        if self.alerting and weighed.changes:
            await self._tell(work, weighed.changes)
        return weighed.changes

    async def _tell(self, work: Work, changes: Sequence[Change]) -> None:
        alerts = await rules.alerts_for(work, changes, self.channels, self.settings, self.clock.now())
        if alerts and await work.owe(alerts):
            self.wake()


def stated_by(revision: Revision, reading: Reading) -> tuple[Stated, ...]:
    """A reading's claims with who said them, before they are stored (ids are 0)."""
    post = revision.post
    return tuple(
        Stated(
            claim=claim,
            channel=post.channel,
            message_id=post.message_id,
            posted=post.posted,
            revision=revision.number,
            ordinal=ordinal,
            reply_to=post.reply_to,
        )
        for ordinal, claim in enumerate(reading.claims)
    )
