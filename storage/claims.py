"""Claims in the database: written with their post's reading, found by region and time.

A search by time goes by the claim's beginning, which is enough because few last long; those that do stand in
an index of their own.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import CompoundSelect, Select, bindparam, select, tuple_, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Claim, Reading, Revision, Stated, Subject, Weapon, stated_by
from bot.model.ports import Scope
from storage.columns import Moment
from storage.forgetting import quotes_a_nation
from storage.posts import PAGE
from storage.schema import channels, claims, posts, revisions

LONG = timedelta(days=3)
"""What lasts longer is found by `long_until`."""

NATIONWIDE = ""
JOINT = "+"
MANY_REGIONS = 40
"""For more regions than so many the search goes by time alone."""

_ever = (
    select(
        claims.c.id,
        claims.c.ordinal,
        claims.c.body,
        posts.c.message_id,
        posts.c.posted,
        posts.c.reply_to,
        channels.c.name,
        revisions.c.number,
        revisions.c.hash,
    )
    .join(posts, posts.c.id == claims.c.post_id)
    .join(channels, channels.c.id == posts.c.channel_id)
    .join(revisions, revisions.c.id == claims.c.revision_id)
)
_rows = _ever.where(claims.c.standing)
_its_post = select(revisions.c.post_id).where(revisions.c.id == bindparam("revision_id")).scalar_subquery()
_of_revision = _ever.where(claims.c.post_id == _its_post, claims.c.revision_id == bindparam("revision_id"))
_of_post = _rows.where(claims.c.post_id == bindparam("post_id")).order_by(claims.c.ordinal)
_unseat = update(claims).where(claims.c.post_id == bindparam("post"), claims.c.standing).values(standing=False)
_seat = claims.insert().returning(claims.c.ordinal, claims.c.id)


async def stated_in(connection: AsyncConnection, scope: Scope, subjects: Sequence[Subject] = ()) -> tuple[Stated, ...]:
    """The standing claims in scope, in order of posting, post and place in the post."""
    values: dict[str, Any] = {"first": scope.start - LONG, "start": scope.start, "end": scope.end}
    named = len(scope.regions) <= MANY_REGIONS
    if named:
        values["regions"] = [NATIONWIDE, *([JOINT] if scope.regions else []), *scope.regions]
    if subjects:
        values["subjects"] = [subject.value for subject in subjects]
    rows = (await connection.execute(_touching(named, bool(subjects)), values)).all()
    found = (_remembered(tuple(row)) for row in rows)
    return tuple(sorted((s for s in found if _in_scope(s, scope)), key=_order))


@cache
def _touching(of_regions: bool, of_subjects: bool) -> CompoundSelect[Any]:
    """Claims that touch a time. Built once each, as they are asked with every post."""
    c, start = claims.c, bindparam("start", type_=Moment)
    short = _rows.where(c.begins >= bindparam("first"), c.begins < bindparam("end"), c.ends >= start)
    # Whatever lasts long is found by that alone: a second bound would tempt SQLite to the wrong index.
    short, long = short.where(c.long_until.is_(None)), _rows.where(c.long_until >= start)
    if of_regions:
        short = short.where(c.region.in_(bindparam("regions", expanding=True)))
    if of_subjects:
        names = bindparam("subjects", type_=c.subject.type, expanding=True)
        short, long = short.where(c.subject.in_(names)), long.where(c.subject.in_(names))
    return union_all(short, long)


@dataclass(frozen=True)
class Wanted:
    """The claims that a tally is counted from: of subjects and a weapon (None = whatever), touching [start, end).

    `wide` are the channels (row ids) that speak for a whole country.
    """

    start: datetime
    end: datetime
    subjects: Sequence[Subject]
    weapon: Weapon | None
    wide: Collection[int]

    def query(self) -> Select[Any]:
        """All of them. Claims that last longer than LONG are no day's business."""
        c = claims.c
        query = _rows.where(c.begins >= self.start - LONG, c.begins < self.end, c.ends >= self.start)
        query = query.where(c.long_until.is_(None), c.subject.in_([s.value for s in self.subjects]))
        return query if self.weapon is None else query.where(c.weapon == self.weapon.value)


async def counted(connection: AsyncConnection, wanted: Wanted) -> Iterator[Stated]:
    """Everybody's. They are made while they are iterated: where there are thousands, not in the event loop."""
    return map(_stated, await connection.execute(wanted.query()))


async def counted_for(connection: AsyncConnection, wanted: Wanted, regions: Collection[str]) -> Iterator[Stated]:
    """What these regions' rows need: claims that name one of them or none, and of each report in the name of a
    whole country one claim, for its window."""
    query, c = wanted.query(), claims.c
    named = query.where(c.region.in_([NATIONWIDE, JOINT, *regions]))
    reports = query.where(c.leads, c.channel_id.in_(wanted.wide))
    return await _each(connection, named, reports, query.where(c.leads, c.quotes == 1))


async def counted_nationwide(connection: AsyncConnection, wanted: Wanted) -> Iterator[Stated]:
    """What the headline needs: all that is said in the name of a whole country, of it, or of several regions."""
    query, c = wanted.query(), claims.c
    unplaced = query.where(c.region.in_([NATIONWIDE, JOINT]))
    # Leading or not: said for the index's sake, which has it between channel and time.
    by_office = query.where(c.channel_id.in_(wanted.wide), c.leads.in_([True, False]))
    return await _each(connection, unplaced, by_office, query.where(c.quotes == 1))


async def _each(connection: AsyncConnection, *queries: Select[Any]) -> Iterator[Stated]:
    """The rows of several queries, each once."""
    rows = await connection.execute(union_all(*queries))
    return map(_stated, {row[0]: row for row in rows}.values())


Mark = tuple[datetime, int, int]
"""Where a page ends: the last claim's post's time, the post's row, the claim's."""


async def stated_page(
    connection: AsyncConnection, start: datetime, end: datetime, after: Mark | None
) -> tuple[Sequence[Stated], Mark | None]:
    """The next PAGE standing claims of posts posted in [start, end), in order of posting, and the mark to go on from;
    None after the last. The order is that of the index on posts: by another each page would sort all that is left."""
    place = posts.c.posted, posts.c.id, claims.c.id
    query = _rows.add_columns(posts.c.id).where(posts.c.posted < end).order_by(*place).limit(PAGE)
    if after is None:
        query = query.where(posts.c.posted >= start)
    else:
        query = query.where(posts.c.posted >= after[0], tuple_(*place) > after)
    rows = (await connection.execute(query)).all()
    found = [_stated(row[:-1]) for row in rows]
    return found, (found[-1].posted, rows[-1][-1], found[-1].id) if len(found) == PAGE else None


async def stated_of_row(connection: AsyncConnection, post_id: int) -> tuple[Stated, ...]:
    """The standing claims of a post's row."""
    return tuple(map(_stated, await connection.execute(_of_post, {"post_id": post_id})))


async def read_from(connection: AsyncConnection, revision_id: int) -> tuple[Stated, ...]:
    """The claims that were read from a revision last, whether they stand or not."""
    rows = map(_stated, await connection.execute(_of_revision.order_by(claims.c.id), {"revision_id": revision_id}))
    return tuple({one.ordinal: one for one in rows}.values())


async def unseat(connection: AsyncConnection, post_id: int) -> None:
    """The post's standing claims stand no longer; they stay as history."""
    await connection.execute(_unseat, {"post": post_id})


async def seat(
    connection: AsyncConnection, post_id: int, channel_id: int, revision: Revision, reading: Reading
) -> tuple[Stated, ...]:
    """Write the reading's claims as standing ones."""
    if not reading.claims:
        return ()
    origin = {"revision_id": revision.id, "post_id": post_id, "channel_id": channel_id, "standing": True}
    leads = _leading(reading.claims)
    rows = [
        origin | {"ordinal": i, "leads": i in leads} | _columns(claim, revision.post.posted)
        for i, claim in enumerate(reading.claims)
    ]
    keys = {row.ordinal: row.id for row in await connection.execute(_seat, rows)}
    return stated_by(revision, reading.claims, [keys[i] for i in range(len(rows))])


def _leading(found: Sequence[Claim]) -> set[int]:
    """Which claims are the first of their window that name places: they tell other regions' rows of the report."""
    first: dict[tuple[object, ...], int] = {}
    for i, claim in enumerate(found):
        if claim.place.regions:
            first.setdefault((claim.subject, claim.weapon, claim.window, claim.relayed_for), i)
    return set(first.values())


def _columns(claim: Claim, posted: datetime) -> dict[str, Any]:
    regions = claim.place.regions
    begins, ends = min(claim.window.start, posted), max(claim.window.end, posted)
    return {
        "quotes": 1 if quotes_a_nation(claim) else None,
        "region": (regions[0] if len(regions) == 1 else JOINT) if regions else NATIONWIDE,
        "subject": claim.subject.value,
        "weapon": claim.weapon.value if claim.weapon else None,
        "begins": begins,
        "ends": ends,
        "long_until": ends if ends - begins > LONG else None,
        "body": claim.model_dump_json(exclude_defaults=True),
    }


def _stated(row: Any) -> Stated:
    # In the order of _rows: a crowded day has thousands, and a row's attributes are slow.
    key, ordinal, body, message_id, posted, reply_to, channel, revision, text_hash = row
    return Stated(
        id=key,
        claim=Claim.model_validate_json(body),
        channel=channel,
        message_id=message_id,
        posted=posted,
        revision=revision,
        ordinal=ordinal,
        reply_to=reply_to,
        text_hash=text_hash,
    )


_remembered = lru_cache(maxsize=2048)(_stated)
"""Each post of a night is weighed against those before it: the same rows come again and again."""


def _in_scope(stated: Stated, scope: Scope) -> bool:
    window = stated.claim.window
    in_time = (window.start < scope.end and window.end > scope.start) or scope.start <= stated.posted < scope.end
    regions = stated.claim.place.regions
    return in_time and (not regions or not scope.regions.isdisjoint(regions))


def _order(stated: Stated) -> tuple[Any, ...]:
    return stated.posted, stated.channel, stated.message_id, stated.ordinal
