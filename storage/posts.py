"""Shelf of posts and their revisions. `keep` is step 1 of the road: durable when it returns."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Insert, Select, and_, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Post, Revision, Transport, fingerprint
from storage.channels import channel_key
from storage.engine import Database, Inserting
from storage.schema import channels, posts, revisions, unread
from storage.shelf import Shelf
from storage.succession import BITS, Kept, Verdict, confirmed, judge, valid_since
from storage.withdrawals import note_withdrawal

TRIES = 3
"""From so many failures on a revision is left alone."""

PAGE = 500
"""So many rows are read at once where there may be millions."""

_MEDIA_SEPARATOR = " "

revision_rows = (
    select(
        revisions.c.id,
        revisions.c.number,
        revisions.c.text,
        revisions.c.transport,
        revisions.c.seen,
        revisions.c.edited,
        revisions.c.media,
        revisions.c.forwarded_from,
        posts.c.message_id,
        posts.c.posted,
        posts.c.reply_to,
        posts.c.withdrawn,
        channels.c.name,
        unread.c.reason,
    )
    .join(posts, posts.c.id == revisions.c.post_id)
    .join(channels, channels.c.id == posts.c.channel_id)
    .outerjoin(unread, unread.c.revision_id == revisions.c.id)
)

# What every post asks is built once: of what a statement costs, building it is the most.
_is_post = and_(channels.c.name == bindparam("channel"), posts.c.message_id == bindparam("message_id"))
_standing = (
    select(posts.c.withdrawn, revisions.c.hash, revisions.c.transports, revisions.c.edited)
    .select_from(channels)
    .outerjoin(posts, and_(posts.c.channel_id == channels.c.id, posts.c.message_id == bindparam("message_id")))
    .outerjoin(revisions, revisions.c.id == posts.c.current)
    .where(channels.c.name == bindparam("channel"))
)
post_row = select(posts).join(channels, channels.c.id == posts.c.channel_id).where(_is_post)
"""A post's row, by what `identity_of` tells of it."""

_kept_of = (
    select(*(revisions.c[field.name] for field in fields(Kept)))
    .where(revisions.c.post_id == bindparam("post_id"))
    .order_by(revisions.c.number)
)
_new_revision = revisions.insert().returning(revisions.c.id)
_to_be_read = unread.insert()
_change = update(posts).where(posts.c.id == bindparam("key"))


@cache
def _new_post(insert: Inserting) -> Insert:
    """A post of a channel that is there; nothing comes back where the post is there too."""
    told = [bindparam(name, type_=posts.c[name].type) for name in ("message_id", "posted", "reply_to")]
    named = select(channels.c.id, *told).where(channels.c.name == bindparam("channel"))
    columns = ["channel_id", "message_id", "posted", "reply_to"]
    return insert(posts).from_select(columns, named).on_conflict_do_nothing().returning(posts.c.id)


class PostShelf(Shelf):
    """Posts and revisions."""

    async def keep(self, post: Post) -> Revision | None:
        """Keep the post's text as a revision. None where it is kept already, or is known to be an older text.

        A text that the post had before stands again only where its edit time (or the page that showed the
        current text) says so. A withdrawn post that its channel's page shows again stands again.
        """
        text_hash = fingerprint(post.text)
        async with self.database.glancing() as connection:
            row = (await connection.execute(_standing, _identity(post))).first()
        if row is not None and _nothing_new(row, post, text_hash):
            return None  # the usual case of a polled page, told without waiting for the writer
        async with self.database.writing() as connection:
            now = self.clock.now()
            if row is None:
                await channel_key(self.database, connection, post.channel, now)
            return await _keep(self.database, connection, post, text_hash)

    async def unread(self, limit: int = 500) -> Sequence[Revision]:
        """Revisions kept but not weighed, oldest first; without those that failed too often, and those of
        channels that are not configured any more."""
        query = revision_rows.where(unread.c.tries < TRIES, channels.c.configured).order_by(revisions.c.id).limit(limit)
        return await self._revisions(query)

    async def newest(self, channel: str) -> Post | None:
        """The channel's post with the highest id."""
        query = (
            revision_rows.where(channels.c.name == channel, posts.c.current == revisions.c.id)
            .order_by(posts.c.message_id.desc())
            .limit(1)
        )
        found = await self._revisions(query)
        return found[0].post if found else None

    async def recent(self, channel: str, since: datetime) -> Sequence[Revision]:
        """The standing revisions of the channel's posts posted since then, oldest first."""
        query = revision_rows.where(
            channels.c.name == channel, posts.c.posted >= since, posts.c.current == revisions.c.id
        )
        return await self._revisions(query.order_by(posts.c.posted, posts.c.message_id))

    async def revisions(self, start: datetime, end: datetime) -> Sequence[Revision]:
        """All revisions of posts posted in [start, end), in order of posting and number."""
        query = revision_rows.where(posts.c.posted >= start, posts.c.posted < end)
        return await self._revisions(query.order_by(posts.c.posted, posts.c.id, revisions.c.number))

    async def post_text(self, post_key: str) -> Revision | None:
        """The standing revision of 'name/123'."""
        identity = identity_of(post_key)
        if identity is None:
            return None
        found = await self._revisions(revision_rows.where(_is_post, posts.c.current == revisions.c.id), identity)
        return found[0] if found else None

    async def revisions_of(self, post_key: str) -> Sequence[Revision]:
        """Every revision of 'name/123', by number."""
        identity = identity_of(post_key)
        if identity is None:
            return ()
        return await self._revisions(revision_rows.where(_is_post).order_by(revisions.c.number), identity)

    async def _revisions(self, query: Select[Any], values: dict[str, Any] | None = None) -> list[Revision]:
        async with self.database.reading() as connection:
            return [revision_of(row) for row in await connection.execute(query, values)]


def _identity(post: Post) -> dict[str, Any]:
    return {"channel": post.channel, "message_id": post.message_id}


def _nothing_new(row: Any, post: Post, text_hash: str) -> bool:
    if row.hash != text_hash or row.withdrawn is not None:
        return False
    return bool(row.transports & BITS[post.transport]) and post.edited in (None, row.edited)


async def _keep(database: Database, connection: AsyncConnection, post: Post, text_hash: str) -> Revision | None:
    new = {**_identity(post), "posted": post.posted, "reply_to": post.reply_to}
    if made := await connection.scalar(_new_post(database.insert), new):
        return await _add(connection, made, post, text_hash, 1, stands=True)
    # FOR UPDATE (a word that SQLite leaves out): two processes may bring the same post at once.
    row = (await connection.execute(post_row.with_for_update(of=posts), _identity(post))).one()
    kept = await _kept(connection, row.id)
    current = next((k for k in kept if k.id == row.current), None)
    if current is None:
        return await _add(connection, row.id, post, text_hash, 1, stands=True)
    same = current.hash == text_hash
    if row.withdrawn is not None and _shows_again(post, row.withdrawn):
        await connection.execute(_change, {"key": row.id, "withdrawn": None})
        if same:
            await note_withdrawal(connection, row.id, post.seen, back=True)
            await connection.execute(database.insert(unread).values(revision_id=current.id).on_conflict_do_nothing())
            return await revision_by_id(connection, current.id)
    if same:
        await _confirm(connection, current, *confirmed(post, current))
        return None
    verdict = judge(post, text_hash, current, kept)
    if verdict is Verdict.REPEAT:
        return None
    return await _add(connection, row.id, post, text_hash, kept[-1].number + 1, stands=verdict is Verdict.NEW)


async def _kept(connection: AsyncConnection, post_id: int) -> list[Kept]:
    return [Kept(*row) for row in await connection.execute(_kept_of, {"post_id": post_id})]


async def _add(
    connection: AsyncConnection, post_id: int, post: Post, text_hash: str, number: int, *, stands: bool
) -> Revision | None:
    row = {
        "post_id": post_id,
        "number": number,
        "hash": text_hash,
        "text": post.text,
        "transport": post.transport.value,
        "transports": BITS[post.transport],
        "seen": post.seen,
        "edited": post.edited,
        "valid": valid_since(post),
        "media": _MEDIA_SEPARATOR.join(post.media),
        "forwarded_from": post.forwarded_from,
    }
    revision_id = (await connection.execute(_new_revision, row)).scalar_one()
    if not stands:
        return None
    await connection.execute(_change, {"key": post_id, "current": revision_id})
    await connection.execute(_to_be_read, {"revision_id": revision_id})
    return Revision(id=revision_id, post=post, number=number)


async def _confirm(
    connection: AsyncConnection, current: Kept, transports: int, edited: datetime | None, valid: datetime
) -> None:
    if (transports, edited, valid) != (current.transports, current.edited, current.valid):
        values = {"transports": transports, "edited": edited, "valid": valid}
        await connection.execute(update(revisions).where(revisions.c.id == current.id).values(values))


def _shows_again(post: Post, withdrawn: datetime) -> bool:
    by_itself = post.transport in (Transport.PREVIEW, Transport.MTPROTO) and post.seen > withdrawn
    return by_itself or (post.edited is not None and post.edited > withdrawn)


def identity_of(post_key: str) -> dict[str, Any] | None:
    """Channel and message_id of 'name/123'; None where the key is not of that form."""
    channel, _, number = post_key.rpartition("/")
    if not (channel and number.isdecimal() and len(number) < 19):
        return None
    return {"channel": channel, "message_id": int(number)}


async def revision_by_id(connection: AsyncConnection, revision_id: int) -> Revision | None:
    """One revision."""
    row = (await connection.execute(revision_rows.where(revisions.c.id == revision_id))).first()
    return None if row is None else revision_of(row)


def revision_of(row: Any) -> Revision:
    """A row of `revision_rows` as the model has it."""
    post = Post(
        channel=row.name,
        message_id=row.message_id,
        posted=row.posted,
        text=row.text,
        transport=Transport(row.transport),
        seen=row.seen,
        edited=row.edited,
        reply_to=row.reply_to,
        media=tuple(row.media.split()),
        forwarded_from=row.forwarded_from,
    )
    return Revision(
        id=row.id, post=post, number=row.number, withdrawn=row.withdrawn is not None, failed=row.reason or ""
    )
