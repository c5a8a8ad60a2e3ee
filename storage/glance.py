"""A glance: all that an answer at hand is made of, in one statement.

Each statement is a way to the server and back on PostgreSQL, and to another thread and back on SQLite; where the
machine is busy an answer waits for its turn on every such way. One statement sees one moment by itself, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    String,
    Table,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import RegionRow, Subject, Weapon
from bot.reconciliation import Headline
from bot.reconciliation.days import CASUALTIES
from storage.columns import moment
from storage.roll import VERSION
from storage.schema import health, posts, state, tally_days, tally_rows

KEY = ("zone", "day", "subject", "weapon")
"""The columns that say which tally a row of tally_days or tally_rows is of."""

DAY, ROW, ROLL, SPOKE, NEWEST, HEALTH = range(6)

NOBODY = 2**62
"""A post's id after which there are none."""


@dataclass(frozen=True)
class Key:
    """Which tally. People are counted whatever hit them."""

    day: date
    zone: str
    subject: Subject
    weapon: Weapon

    @property
    def columns(self) -> dict[str, str | int]:
        """The values of KEY."""
        weapon = "" if self.subject in CASUALTIES else self.weapon.value
        return {"zone": self.zone, "day": self.day.toordinal(), "subject": self.subject.value, "weapon": weapon}


def of(table: Table, key: Key) -> ColumnElement[bool]:
    """The rows of a tally."""
    return and_(*(table.c[name] == value for name, value in key.columns.items()))


@dataclass
class AtHand:
    """What is ready. `stamp` None = nobody has asked before; `missing` = regions to be counted anew;
    `complete` = of other regions without a row nothing was said; `head` None = to be counted anew.
    `stamps` are those of the rows there are."""

    stamp: int | None = None
    complete: bool = False
    head: Headline | None = None
    rows: dict[str, RegionRow] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    stamps: dict[str, int] = field(default_factory=dict)


@dataclass
class Glance:
    """What was seen at one moment: the tally, the version of the roll of channels, the newest posts before the day's
    end by channel row among those after a known id, the newest post's id, and how the sources stand (JSON)."""

    at_hand: AtHand
    version: str | None = None
    spoke: dict[int, datetime] = field(default_factory=dict)
    newest: int = 0
    healths: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def row_in(body: str) -> RegionRow:
    """A row out of its JSON. A value, so that it can be given again as it is: of a day's hundred rows a write
    changes one."""
    return RegionRow.model_validate_json(body)


@lru_cache(maxsize=256)
def headline_in(body: str) -> Headline:
    """A headline out of its JSON."""
    return Headline.model_validate_json(body)


async def glance(
    connection: AsyncConnection,
    key: Key,
    regions: Sequence[str] = (),
    *,
    end: datetime | None = None,
    since: int = NOBODY,
    today: bool = False,
) -> Glance:
    """What is ready of a tally, of some regions or of all and the whole country; who spoke before `end` (UTC) in
    posts after the id `since`; with `today` how the sources stand now."""
    values: dict[str, Any] = key.columns | {"since": since, "end": end}
    if regions:
        values["regions"] = list(regions)
    found = Glance(AtHand())
    bodies: dict[str, str | None] = {}
    ready, healths = found.at_hand, []
    for kind, name, number, other, body in await connection.execute(_statement(bool(regions), today), values):
        if kind == DAY:
            ready.stamp, ready.complete, ready.head = number, bool(other), headline_in(body) if body else None
        elif kind == ROW:
            bodies[name], ready.stamps[name] = body, number
        elif kind == ROLL:
            found.version = body
        elif kind == SPOKE:
            found.spoke[number] = moment(other)
        elif kind == NEWEST:
            found.newest = number or 0
        else:
            healths.append(body)
    found.healths = tuple(healths)
    ready.missing = {region for region, body in bodies.items() if body is None}
    if not ready.complete:
        ready.missing.update(region for region in regions if region not in bodies)
    ready.rows = {region: row_in(body) for region, body in bodies.items() if body}
    return found


@cache
def _statement(some: bool, today: bool) -> CompoundSelect[Any]:
    d, r, p = tally_days.c, tally_rows.c, posts.c
    rows = _facts(ROW, name=r.region, number=r.stamp, body=r.body).where(*_of(tally_rows))
    if some:
        rows = rows.where(r.region.in_(bindparam("regions", expanding=True)))
    # Posts are found by their ids: neither the channel nor the time is named so that its index could be taken instead.
    channel = p.channel_id + 0
    spoke = cast(func.max(case((p.posted < bindparam("end", type_=p.posted.type), p.posted))), BigInteger)
    parts = [
        _facts(DAY, number=d.stamp, other=cast(d.complete, Integer), body=d.body).where(*_of(tally_days)),
        rows,
        _facts(ROLL, body=state.c.value).where(state.c.key == VERSION),
        _facts(SPOKE, number=channel, other=spoke)
        .where(p.id > bindparam("since", type_=BigInteger))
        .group_by(channel)
        .having(spoke.is_not(None)),
        _facts(NEWEST, number=func.max(p.id)).select_from(posts),
    ]
    if today:
        parts.append(_facts(HEALTH, body=health.c.body))
    return union_all(*parts)


def _facts(kind: int, **columns: Any) -> Select[Any]:
    """A part of the statement: all parts have the same columns."""
    types = {"name": String, "number": BigInteger, "other": BigInteger, "body": Text}
    given = [columns.get(name, cast(null(), kind_of)) for name, kind_of in types.items()]
    return select(literal(kind, Integer), *given)


def _of(table: Table) -> list[ColumnElement[bool]]:
    return [table.c[name] == bindparam(name, type_=table.c[name].type) for name in KEY]
