"""The counting of what is not ready of a tally."""

import asyncio
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import reconciliation
from bot.model import Note, RegionRow, Stated, Tally
from bot.reconciliation import Headline, Ledger
from bot.reconciliation.casualties import needed
from bot.reconciliation.days import CASUALTIES
from storage.claims import Wanted, counted, counted_for, counted_nationwide
from storage.derived import episodes_between
from storage.forgetting import speaks_for_all
from storage.glance import AtHand, Key
from storage.roll import Known

FEW = 40
"""So many regions are counted from their own claims; for more of them everything is counted in one go."""


@dataclass
class Fresh:
    """What was counted just now; a row is None where nothing was said of the region."""

    complete: bool = False
    head: Headline | None = None
    rows: dict[str, RegionRow | None] = field(default_factory=dict)


def wants(at_hand: AtHand, regions: Sequence[str]) -> bool:
    """Whether anything has to be counted to answer for these regions, or for all."""
    return _everything(at_hand, regions) or bool(at_hand.missing) or _head(at_hand, at_hand.rows.values(), regions)


def _everything(at_hand: AtHand, regions: Sequence[str]) -> bool:
    return len(at_hand.missing) > FEW or not (regions or at_hand.complete)


def _head(at_hand: AtHand, rows: Iterable[RegionRow | None], regions: Sequence[str]) -> bool:
    """Whether the country's figures have to be counted: for a region only where it shares in a joint number."""
    shared = any(row is not None and Note.JOINT in row.notes for row in rows)
    return at_hand.head is None and (not regions or shared)


async def count(connection: AsyncConnection, key: Key, known: Known, at_hand: AtHand, regions: Sequence[str]) -> Fresh:
    """Count what is missing."""
    wanted = _wanted(key, key.day, known)
    if key.subject in CASUALTIES:
        return await _count_people(connection, key, known, wanted, at_hand, regions)
    if _everything(at_hand, regions):
        ledger = await _ledger(connection, key, known, wanted, await counted(connection, wanted))
        return await asyncio.to_thread(_whole, ledger, key, at_hand.missing)
    fresh = Fresh()
    if at_hand.missing:
        stated = await counted_for(connection, wanted, at_hand.missing)
        ledger = await _ledger(connection, key, known, wanted, stated, at_hand.missing)
        fresh.rows = await asyncio.to_thread(_rows, ledger, key, at_hand.missing)
    if _head(at_hand, (*at_hand.rows.values(), *fresh.rows.values()), regions):
        ledger = await _ledger(connection, key, known, wanted, await counted_nationwide(connection, wanted))
        fresh.head = await asyncio.to_thread(reconciliation.headline_of, ledger, key.day)
    return fresh


async def count_days(
    connection: AsyncConnection, keys: Sequence[Key], known: Known, regions: Sequence[str]
) -> dict[Key, Fresh]:
    """Count days that follow each other, of which nothing is ready, from one reading of their claims. They overlap:
    one by one each would read three days more. Not for casualties, nor for more than FEW regions that are not all."""
    wanted = _wanted(keys[0], keys[-1].day, known)
    stated = await (counted_for(connection, wanted, regions) if regions else counted(connection, wanted))
    ledger = await _ledger(connection, keys[0], known, wanted, stated, regions)

    def of_each() -> dict[Key, Fresh]:
        if regions:
            return {key: Fresh(rows=_rows(ledger, key, regions)) for key in keys}
        return {key: _whole(ledger, key) for key in keys}

    return await asyncio.to_thread(of_each)


async def _ledger(
    connection: AsyncConnection,
    key: Key,
    known: Known,
    wanted: Wanted,
    stated: Iterator[Stated],
    regions: Collection[str] = (),
) -> Ledger:
    """A crowded day takes a while to count: in a thread, so that alerts do not wait for an answer."""
    ledger = await asyncio.to_thread(Ledger, stated, key.zone, key.subject, key.weapon, known.channels)
    if ledger.is_running:
        ledger.episodes = await episodes_between(connection, sorted(regions), wanted.start, wanted.end)
    return ledger


def _rows(ledger: Ledger, key: Key, regions: Collection[str]) -> dict[str, RegionRow | None]:
    return {region: reconciliation.row_of(ledger, region, key.day) for region in regions}


def _whole(ledger: Ledger, key: Key, missing: Collection[str] = ()) -> Fresh:
    return _out_of(reconciliation.tally_of(ledger, key.day, key.subject, key.weapon), missing)


def _out_of(tally: Tally, missing: Collection[str]) -> Fresh:
    head = Headline(**{name: getattr(tally, name) for name in Headline.model_fields})
    rows = dict.fromkeys(missing) | {row.region: row for row in tally.regions}
    return Fresh(complete=True, head=head, rows=rows)


async def _count_people(
    connection: AsyncConnection, key: Key, known: Known, wanted: Wanted, at_hand: AtHand, regions: Sequence[str]
) -> Fresh:
    """People are counted by their incidents, and no number stands over all regions."""
    facts = key.day, key.zone, key.subject, key.weapon
    named = () if _everything(at_hand, regions) else sorted(at_hand.missing)
    episodes = await episodes_between(connection, named, wanted.start, wanted.end)
    if _everything(at_hand, regions):
        stated = await counted(connection, wanted)
        whole = await asyncio.to_thread(lambda: reconciliation.tally(stated, *facts, known.channels, episodes=episodes))
        return _out_of(whole, at_hand.missing)
    stated = await counted_for(connection, wanted, at_hand.missing) if at_hand.missing else iter(())

    def of_each() -> dict[str, RegionRow | None]:
        rows = {row.region: row for row in reconciliation.casualty_rows(stated, *facts[:3], known.channels, episodes)}
        return {region: rows.get(region) for region in at_hand.missing}

    return Fresh(head=at_hand.head or Headline(), rows=await asyncio.to_thread(of_each))


def _wanted(key: Key, last: date, known: Known) -> Wanted:
    """The claims from which the days from the key's to the last are counted."""
    start = reconciliation.reach(key.day, key.zone, key.subject)[0]
    end = reconciliation.reach(last, key.zone, key.subject)[1]
    wide = [name for name, channel in known.channels.items() if speaks_for_all(channel, known.channels)]
    weapon = None if key.subject in CASUALTIES else key.weapon
    return Wanted(start, end, needed(key.subject), weapon, known.keys_of(wide))
