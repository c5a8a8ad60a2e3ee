"""What is ready of a tally, and the counting of what is not."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement, Table, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import reconciliation
from bot.model import Act, Channel, Episode, Flag, Note, RegionRow, Stated, Style, Subject, Tally, Weapon
from bot.reconciliation import Headline
from bot.reconciliation.casualties import needed
from bot.reconciliation.days import CASUALTIES
from storage.claims import Wanted, counted, counted_for, counted_nationwide
from storage.derived import episodes_between
from storage.forgetting import speaks_for_all
from storage.roll import Known
from storage.schema import tally_days, tally_rows

FEW = 40
"""So many regions are counted from their own claims; for more of them everything is counted in one go."""


@dataclass(frozen=True)
class Key:
    """Which tally. People are counted whatever hit them."""

    day: date
    zone: str
    subject: Subject
    weapon: Weapon

    @property
    def columns(self) -> dict[str, str | int]:
        """The key columns of tally_days and tally_rows."""
        weapon = "" if self.subject in CASUALTIES else self.weapon.value
        return {"zone": self.zone, "day": self.day.toordinal(), "subject": self.subject.value, "weapon": weapon}

    def of(self, table: Table) -> ColumnElement[bool]:
        """The rows of this tally."""
        return and_(*(table.c[name] == value for name, value in self.columns.items()))


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
class Fresh:
    """What was counted just now; a row is None where nothing was said of the region."""

    complete: bool = False
    head: Headline | None = None
    rows: dict[str, RegionRow | None] = field(default_factory=dict)


@lru_cache(maxsize=4096)
def row_in(body: str) -> RegionRow:
    """A row out of its JSON. A value, so that it can be given again as it is: of a day's hundred rows a write
    changes one."""
    return RegionRow.model_validate_json(body)


async def look(connection: AsyncConnection, key: Key, regions: Sequence[str]) -> AtHand:
    """What is ready, of some regions or of all and the whole country."""
    columns = select(tally_days.c.stamp, tally_days.c.complete, tally_days.c.body)
    day = (await connection.execute(columns.where(key.of(tally_days)))).first()
    if day is None:
        return AtHand(missing=set(regions))
    found = AtHand(day.stamp, day.complete, Headline.model_validate_json(day.body) if day.body else None)
    query = select(tally_rows.c.region, tally_rows.c.stamp, tally_rows.c.body).where(key.of(tally_rows))
    if regions:
        query = query.where(tally_rows.c.region.in_(regions))
    bodies: dict[str, str | None] = {}
    for region, stamp, body in await connection.execute(query):
        bodies[region], found.stamps[region] = body, stamp
    found.missing = {region for region, body in bodies.items() if body is None}
    if not day.complete:
        found.missing.update(region for region in regions if region not in bodies)
    found.rows = {region: row_in(body) for region, body in bodies.items() if body}
    return found


async def count(
    connection: AsyncConnection,
    key: Key,
    known: Known,
    at_hand: AtHand,
    regions: Sequence[str],
) -> Fresh | None:
    """Count what is missing; None where nothing is."""
    everything = len(at_hand.missing) > FEW or not (regions or at_hand.complete)
    if not everything and not at_hand.missing and not _head_wanted(at_hand, at_hand.rows.values(), regions):
        return None
    channels = known.channels
    wanted = _wanted(key, key.day, known)
    if everything:
        return await _count_all(connection, key, channels, wanted, at_hand.missing)
    fresh = Fresh()
    if at_hand.missing:
        stated = await counted_for(connection, wanted, at_hand.missing)
        episodes = await _episodes(connection, channels, wanted, stated, at_hand.missing)
        fresh.rows = await asyncio.to_thread(_rows, key, stated, at_hand.missing, channels, episodes)
    if _head_wanted(at_hand, (*at_hand.rows.values(), *fresh.rows.values()), regions):
        said = () if key.subject in CASUALTIES else await counted_nationwide(connection, wanted)
        fresh.head = reconciliation.headline(said, key.day, key.zone, key.subject, key.weapon, channels)
    return fresh


def _rows(
    key: Key,
    stated: Sequence[Stated],
    regions: Collection[str],
    channels: Mapping[str, Channel],
    episodes: Sequence[Episode],
) -> dict[str, RegionRow | None]:
    """These regions' rows from the claims that counted_for found for them."""
    if key.subject in CASUALTIES:
        facts = key.day, key.zone, key.subject, key.weapon
        return {region: reconciliation.region_row(stated, region, *facts, channels) for region in regions}
    ledger = reconciliation.Ledger(stated, key.zone, key.subject, key.weapon, channels, episodes)
    return {region: reconciliation.row_of(ledger, region, key.day) for region in regions}


async def count_days(
    connection: AsyncConnection, keys: Sequence[Key], known: Known, regions: Sequence[str]
) -> dict[Key, Fresh]:
    """Count days that follow each other, of which nothing is ready, from one reading of their claims. They overlap:
    one by one each would read three days more. Not for casualties, nor for more than FEW regions that are not all."""
    wanted, channels = _wanted(keys[0], keys[-1].day, known), known.channels
    stated = await (counted_for(connection, wanted, regions) if regions else counted(connection, wanted))
    episodes = await _episodes(connection, channels, wanted, stated, regions)

    def from_one_ledger() -> dict[Key, Fresh]:
        ledger = reconciliation.Ledger(stated, keys[0].zone, keys[0].subject, keys[0].weapon, channels, episodes)
        found = {}
        for key in keys:
            if regions:
                found[key] = Fresh(rows={code: reconciliation.row_of(ledger, code, key.day) for code in regions})
            else:
                found[key] = _whole(reconciliation.tally_of(ledger, key.day, key.subject, key.weapon))
        return found

    return await asyncio.to_thread(from_one_ledger)


def _wanted(key: Key, last: date, known: Known) -> Wanted:
    """The claims from which the days from the key's to the last are counted."""
    start = reconciliation.reach(key.day, key.zone, key.subject)[0]
    end = reconciliation.reach(last, key.zone, key.subject)[1]
    wide = [name for name, channel in known.channels.items() if speaks_for_all(channel, known.channels)]
    weapon = None if key.subject in CASUALTIES else key.weapon
    return Wanted(start, end, needed(key.subject), weapon, known.keys_of(wide))


def _head_wanted(at_hand: AtHand, rows: Iterable[RegionRow | None], regions: Sequence[str]) -> bool:
    """Whether the country's figures have to be counted: for a region only where it shares in a joint number."""
    shared = any(row is not None and Note.JOINT in row.notes for row in rows)
    return at_hand.head is None and (not regions or shared)


async def _count_all(
    connection: AsyncConnection,
    key: Key,
    channels: Mapping[str, Channel],
    wanted: Wanted,
    missing: Collection[str],
) -> Fresh:
    stated = await counted(connection, wanted)
    episodes = await _episodes(connection, channels, wanted, stated, ())
    # A crowded day takes a while to count: in a thread, so that alerts do not wait for an answer.
    all_of_it = await asyncio.to_thread(
        reconciliation.tally, stated, key.day, key.zone, key.subject, key.weapon, channels, episodes=episodes
    )
    return _whole(all_of_it, missing)


def _whole(tally: Tally, missing: Collection[str] = ()) -> Fresh:
    head = Headline(**{name: getattr(tally, name) for name in Headline.model_fields})
    rows = dict.fromkeys(missing) | {row.region: row for row in tally.regions}
    return Fresh(complete=True, head=head, rows=rows)


async def _episodes(
    connection: AsyncConnection,
    channels: Mapping[str, Channel],
    wanted: Wanted,
    stated: Iterable[Stated],
    regions: Collection[str],
) -> Sequence[Episode]:
    """The episodes by which running totals go; none where there are no running totals."""
    if not any(_running(one, channels.get(one.channel)) for one in stated):
        return ()
    return await episodes_between(connection, sorted(regions), wanted.start, wanted.end)


def _running(stated: Stated, channel: Channel | None) -> bool:
    claim = stated.claim
    running = claim.act is Act.SETS or Flag.RUNNING_TOTAL in claim.flags
    return running or (channel is not None and channel.style is Style.RUNNING_TOTAL)
