"""Work: the one serialised write transaction of the road (step 5)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.model import (
    Alert,
    Change,
    Chat,
    Claim,
    Episode,
    Incident,
    Interest,
    LiveMessage,
    Reading,
    Revision,
    Severity,
    Stated,
    Subscription,
)
from bot.model.ports import Known, Scope
from storage.changes import note
from storage.chats import chats_by_key, subscribers
from storage.claims import seat, stated_in, stated_of, stated_of_row, unseat
from storage.derived import episodes_between, incidents_between, open_episodes, save_episodes, save_incidents
from storage.engine import Database
from storage.forgetting import forget_around, forget_tallies
from storage.outbox import live_about
from storage.owing import owe
from storage.posts import TRIES, is_post_key
from storage.schema import channels, posts, revisions, unread


class SqlWork:
    """What may be done in the transaction. Made by Store.work()."""

    def __init__(self, database: Database, connection: AsyncConnection, clock: Clock) -> None:
        self._database, self._connection, self._clock = database, connection, clock

    async def note(self, changes: Sequence[Change]) -> None:
        """Write down what changed, whether anybody is to hear of it or not."""
        await note(self._connection, changes)

    async def known(self, scope: Scope) -> Known:
        """Standing claims, episodes and incidents in scope."""
        stated = await stated_in(self._connection, scope)
        if not (scope.regions and scope.derived):
            return Known(stated=stated)
        regions = sorted(scope.regions)
        return Known(
            stated=stated,
            episodes=await episodes_between(self._connection, regions, scope.start, scope.end),
            incidents=await incidents_between(self._connection, regions, scope.start, scope.end),
        )

    async def open_episodes(self, regions: Sequence[str]) -> Sequence[Episode]:
        """Episodes of these regions that are not known to be over."""
        return await open_episodes(self._connection, regions)

    async def stated_of(self, post_key: str) -> tuple[Stated, ...]:
        """The standing claims of 'name/123'."""
        return await stated_of(self._connection, post_key)

    async def save_reading(self, revision: Revision, reading: Reading) -> tuple[Stated, ...]:
        """Make `reading` the post's standing claims and mark the revision read; returns what stands then.

        The reading of a withdrawn post, or of a text older than the one that stands, is kept and does not stand.
        The same reading again changes nothing.
        """
        await self._mark_read(revision, reading)
        query = select(posts).join(revisions, revisions.c.post_id == posts.c.id).where(revisions.c.id == revision.id)
        post = (await self._connection.execute(query)).one()
        former = await stated_of_row(self._connection, post.id) if post.weighed else ()
        if post.withdrawn is not None or revision.number < post.weighed or _same(former, revision, reading.claims):
            return former
        if former:
            await unseat(self._connection, post.id)
        stands = await seat(self._connection, post.id, post.channel_id, revision, reading)
        await self._connection.execute(update(posts).where(posts.c.id == post.id).values(weighed=revision.number))
        await self._forget((*former, *stands))
        return stands

    async def _mark_read(self, revision: Revision, reading: Reading) -> None:
        body = reading.model_dump_json(exclude={"claims"}, exclude_defaults=True)
        query = update(revisions).where(revisions.c.id == revision.id).values(body=body)
        await self._connection.execute(query)
        await self._connection.execute(delete(unread).where(unread.c.revision_id == revision.id))

    async def _forget(self, touched: Sequence[Stated]) -> None:
        if touched:
            known = await self._database.roll.read(self._connection)
            await forget_tallies(self._database, self._connection, known.channels, touched)

    async def fail(self, revision: Revision, reason: str) -> bool:
        """Count a failed try. True where it was the last one and the revision is left alone from now on."""
        query = update(unread).where(unread.c.revision_id == revision.id)
        query = query.values(tries=unread.c.tries + 1, reason=reason)
        return int(await self._connection.scalar(query.returning(unread.c.tries)) or 0) == TRIES

    async def withdraw(self, post_key: str, at: datetime) -> tuple[Stated, ...]:
        """The post is gone: its claims no longer stand; returns what stood. History stays."""
        query = select(posts).join(channels, channels.c.id == posts.c.channel_id).where(is_post_key(post_key))
        post: Row[tuple[object, ...]] | None = (await self._connection.execute(query)).first()
        if post is None or post.withdrawn is not None:
            return ()
        former = await stated_of_row(self._connection, post.id)
        await unseat(self._connection, post.id)
        await self._connection.execute(update(posts).where(posts.c.id == post.id).values(withdrawn=at, weighed=0))
        await self._forget(former)
        return former

    async def save_episodes(self, episodes: Sequence[Episode], gone: Sequence[str] = ()) -> None:
        """Write episodes as they are now; drop those that follow from nothing any more."""
        await save_episodes(self._database, self._connection, episodes, gone)
        await forget_around(self._connection, episodes)

    async def save_incidents(self, incidents: Sequence[Incident], gone: Sequence[str] = ()) -> None:
        """Write incidents as they are now; drop those that follow from nothing any more."""
        await save_incidents(self._database, self._connection, incidents, gone)

    async def subscribers(
        self, regions: Sequence[str], interest: Interest, severity: Severity
    ) -> Sequence[Subscription]:
        """Subscriptions of open chats that want it (one row per matching region)."""
        return await subscribers(self._connection, regions, interest, severity)

    async def chats(self, keys: Sequence[tuple[int, int]]) -> Mapping[tuple[int, int], Chat]:
        """The chats among (chat, topic) keys that are known."""
        return await chats_by_key(self._connection, keys)

    async def live(self, about: str) -> Sequence[LiveMessage]:
        """The live messages about a thing, of all chats."""
        return await live_about(self._connection, about)

    async def owe(self, alerts: Sequence[Alert], supersedes: bool = True) -> int:
        """Put alerts into the outbox; returns how many are new."""
        return await owe(self._database, self._connection, alerts, self._clock.now(), supersedes)


def _same(former: tuple[Stated, ...], revision: Revision, claims: tuple[Claim, ...]) -> bool:
    """Whether exactly these claims of this revision stand already."""
    return bool(former) and former[0].revision == revision.number and tuple(stated.claim for stated in former) == claims
