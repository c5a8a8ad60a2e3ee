"""Work: the one serialised write transaction of the road (step 5)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update
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
from storage.claims import seat, stated_in, stated_of_row, unseat
from storage.derived import (
    episodes_between,
    episodes_of,
    incidents_between,
    open_episodes,
    save_episodes,
    save_incidents,
)
from storage.engine import Database
from storage.forgetting import forget_around, forget_tallies
from storage.outbox import live_about
from storage.owing import owe
from storage.posts import TRIES, identity_of, post_row
from storage.schema import posts, revisions, unread
from storage.withdrawals import note_withdrawal

_post_of = (
    select(posts).join(revisions, revisions.c.post_id == posts.c.id).where(revisions.c.id == bindparam("revision"))
)
_change = update(posts).where(posts.c.id == bindparam("key"))
_keep_reading = update(revisions).where(revisions.c.id == bindparam("key"))
_is_read = delete(unread).where(unread.c.revision_id == bindparam("key"))


class SqlWork:
    """What may be done in the transaction. Made by Store.work()."""

    def __init__(self, database: Database, connection: AsyncConnection, clock: Clock) -> None:
        self._database, self._connection, self._clock = database, connection, clock
        self._posts: dict[str, Row[Any] | None] = {}

    async def note(self, changes: Sequence[Change]) -> None:
        """Write down what changed, whether anybody is to hear of it or not."""
        await note(self._connection, changes)

    async def known(self, scope: Scope) -> Known:
        """Standing claims, episodes and incidents in scope."""
        stated = await stated_in(self._connection, scope)
        span = self._connection, sorted(scope.regions), scope.start, scope.end
        episodes = await episodes_between(*span) if scope.regions and (scope.dangers or scope.harm) else ()
        incidents = await incidents_between(*span) if scope.regions and scope.harm else ()
        return Known(stated=stated, episodes=episodes, incidents=incidents)

    async def open_episodes(self, regions: Sequence[str]) -> Sequence[Episode]:
        """Episodes of these regions that are not known to be over."""
        return await open_episodes(self._connection, regions)

    async def stated_of(self, post_key: str) -> tuple[Stated, ...]:
        """The standing claims of 'name/123'."""
        post = await self._post(post_key)
        return await stated_of_row(self._connection, post.id) if post is not None and post.weighed else ()

    async def save_reading(self, revision: Revision, reading: Reading) -> tuple[Stated, ...]:
        """Make `reading` the post's standing claims and mark the revision read; returns what stands then.

        The reading of a withdrawn post, or of a text older than the one that stands, is kept and does not stand.
        The same reading again changes nothing.
        """
        await self._mark_read(revision, reading)
        post = await self._post(revision.post.key)
        if post is None or post.current != revision.id:  # an older text, or its channel has another name by now
            post = (await self._connection.execute(_post_of, {"revision": revision.id})).one()
        former = await stated_of_row(self._connection, post.id) if post.weighed else ()
        if post.withdrawn is not None or revision.number < post.weighed or _same(former, revision, reading.claims):
            return former
        if former:
            await unseat(self._connection, post.id)
        stands = await seat(self._connection, post.id, post.channel_id, revision, reading)
        await self._change(post, weighed=revision.number)
        await forget_tallies(self._database, self._connection, (*former, *stands))
        return stands

    async def _post(self, post_key: str) -> Row[Any] | None:
        """A post's row, read once."""
        if post_key not in self._posts:
            identity = identity_of(post_key)
            found = await self._connection.execute(post_row, identity) if identity else None
            self._posts[post_key] = found.first() if found else None
        return self._posts[post_key]

    async def _change(self, post: Row[Any], **values: object) -> None:
        await self._connection.execute(_change, {"key": post.id, **values})
        self._posts.clear()

    async def _mark_read(self, revision: Revision, reading: Reading) -> None:
        body = reading.model_dump_json(exclude={"claims"}, exclude_defaults=True)
        await self._connection.execute(_keep_reading, {"key": revision.id, "body": body})
        await self._connection.execute(_is_read, {"key": revision.id})

    async def fail(self, revision: Revision, reason: str) -> bool:
        """Count a failed try. True where it was the last one and the revision is left alone from now on."""
        query = update(unread).where(unread.c.revision_id == revision.id)
        query = query.values(tries=unread.c.tries + 1, reason=reason)
        return int(await self._connection.scalar(query.returning(unread.c.tries)) or 0) == TRIES

    async def withdraw(self, post_key: str, at: datetime) -> tuple[Stated, ...]:
        """The post is gone: its claims no longer stand; returns what stood. History stays."""
        post = await self._post(post_key)
        if post is None or post.withdrawn is not None:
            return ()
        former = await stated_of_row(self._connection, post.id)
        await unseat(self._connection, post.id)
        await self._change(post, withdrawn=at, weighed=0)
        await note_withdrawal(self._connection, post.id, at, back=False)
        await forget_tallies(self._database, self._connection, former)
        return former

    async def save_episodes(self, episodes: Sequence[Episode], gone: Sequence[str] = ()) -> None:
        """Write episodes as they are now; drop those that follow from nothing any more."""
        were = await episodes_of(self._connection, gone) if gone else ()
        await save_episodes(self._database, self._connection, episodes, gone)
        await forget_around(self._connection, (*episodes, *were))

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

    async def live(self, abouts: Sequence[str]) -> Sequence[LiveMessage]:
        """The live messages about some things, of all chats."""
        return await live_about(self._connection, abouts)

    async def owe(self, alerts: Sequence[Alert], supersedes: bool = True) -> int:
        """Put alerts into the outbox; returns how many are new."""
        return await owe(self._database, self._connection, alerts, self._clock.now(), supersedes)


def _same(former: tuple[Stated, ...], revision: Revision, claims: tuple[Claim, ...]) -> bool:
    """Whether exactly these claims of this revision stand already."""
    return bool(former) and former[0].revision == revision.number and tuple(stated.claim for stated in former) == claims
