"""Tallies are kept ready once they were asked for; whatever a write can change in them is forgotten with it.

Forgetting marks: the rows of the regions named on the days touched are counted anew when they are next asked
for. It moves their stamps too, so that what was counted before it is not put by after it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from sqlalchemy import ColumnElement, Table, Text, and_, cast, delete, literal, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import reconciliation
from bot.model import Channel, Claim, Episode, Stated, Subject
from bot.reconciliation.casualties import needed
from bot.reconciliation.days import CASUALTIES, days_touched
from storage.engine import Database
from storage.schema import state, tally_days, tally_rows, tally_zones

RULES = "tallies:rules"
"""The state key that says by which rules the tallies at hand were counted."""


def quotes_a_nation(claim: Claim) -> bool:
    """Whether a claim passes on what an office said that speaks for a whole country."""
    return claim.relayed_for is not None and claim.relayed_for.nationwide


def speaks_for_all(channel: Channel | None, channels: Mapping[str, Channel]) -> bool:
    """Whether a channel's figures stand for a whole country's office: its own, or one that it always relays."""
    if channel is None:
        return False
    relayed = channels.get(channel.relay_of) if channel.relay_of else None
    return channel.nationwide or (relayed is not None and relayed.nationwide)


def _everywhere(stated: Stated, channels: Mapping[str, Channel]) -> bool:
    """Whether a claim bears on rows of regions that it does not name."""
    claim = stated.claim
    return quotes_a_nation(claim) or not claim.place.regions or speaks_for_all(channels.get(stated.channel), channels)


def _counts_for(claim: Claim) -> Iterator[Subject]:
    """The subjects whose tallies a claim bears on: people are counted by their incidents, damage and all."""
    if claim.count is not None and claim.subject not in CASUALTIES:
        yield claim.subject
    for people in CASUALTIES:
        if claim.subject in needed(people):
            yield people


async def forget_tallies(
    database: Database, connection: AsyncConnection, channels: Mapping[str, Channel], touched: Iterable[Stated]
) -> None:
    """Forget what these claims, which come or go in this transaction, can change."""
    counted: dict[Subject, list[Stated]] = {}
    for stated in touched:
        for subject in _counts_for(stated.claim):
            counted.setdefault(subject, []).append(stated)
    if not counted:
        return
    for zone in (await connection.scalars(select(tally_zones.c.zone))).all():
        for subject, several in counted.items():
            days = sorted(day.toordinal() for day in days_touched(several, zone, subject))
            weapons = [] if subject in CASUALTIES else sorted({s.claim.weapon or "" for s in several})
            regions = sorted({region for s in several for region in s.claim.place.regions})
            await _forget(
                database,
                connection,
                _Touched(
                    zone,
                    days,
                    subject,
                    weapons,
                    regions,
                    everywhere=any(_everywhere(s, channels) for s in several),
                    joint=any(len(s.claim.place.regions) > 1 for s in several),
                ),
            )


@dataclass(frozen=True)
class _Touched:
    """What claims bear on. `everywhere` = rows of regions that they do not name too; `joint` = they give one
    number for several regions, which stands with the whole country's."""

    zone: str
    days: Sequence[int]
    subject: Subject
    weapons: Sequence[str]
    regions: Sequence[str]
    everywhere: bool
    joint: bool

    def of(self, table: Table) -> ColumnElement[bool]:
        """The rows of a table that are concerned, whatever the region. No weapons = whatever weapon."""
        c = table.c
        found = and_(c.zone == self.zone, c.day.in_(self.days), c.subject == self.subject.value)
        return and_(found, c.weapon.in_(self.weapons)) if self.weapons else found


async def _forget(database: Database, connection: AsyncConnection, touched: _Touched) -> None:
    d, r = tally_days.c, tally_rows.c
    if touched.everywhere or touched.joint:
        # First, so that nobody puts rows by while those at hand are forgotten.
        moved = update(tally_days).where(touched.of(tally_days)).values(stamp=d.stamp + 1, body=None)
        if not (await connection.execute(moved)).rowcount:
            return
    if touched.everywhere:
        rows = update(tally_rows).where(touched.of(tally_rows)).values(stamp=r.stamp + 1, body=None)
        await connection.execute(rows)
    key = ["zone", "day", "subject", "weapon", "region"]
    for region in touched.regions:
        columns = (d.zone, d.day, d.subject, d.weapon, literal(region), literal(0), cast(null(), Text))
        query = database.insert(tally_rows).from_select(
            [*key, "stamp", "body"], select(*columns).where(touched.of(tally_days))
        )
        await connection.execute(
            query.on_conflict_do_update(index_elements=key, set_={"stamp": r.stamp + 1, "body": None})
        )


async def forget_around(connection: AsyncConnection, episodes: Sequence[Episode]) -> None:
    """Forget the rows that an episode bears on: running totals go by it."""
    for zone in (await connection.scalars(select(tally_zones.c.zone))).all() if episodes else ():
        for episode in episodes:
            first = (episode.since - timedelta(days=2)).date().toordinal()
            last = ((episode.ended or episode.last_confirmed) + timedelta(days=2)).date().toordinal()
            r = tally_rows.c
            rows = update(tally_rows).where(r.zone == zone, r.day.between(first, last), r.region == episode.region)
            await connection.execute(rows.values(stamp=r.stamp + 1, body=None))


async def forget_all_tallies(connection: AsyncConnection) -> None:
    """Nothing at hand holds any more: a channel is configured otherwise, or the rules of counting changed."""
    for table in (tally_rows, tally_days, tally_zones):
        await connection.execute(delete(table))


async def forget_by_old_rules(database: Database) -> None:
    """At opening: tallies counted by another version's rules are not shown."""
    now = _rules()
    async with database.reading() as connection:
        then = await connection.scalar(select(state.c.value).where(state.c.key == RULES))
    if then == now:
        return
    async with database.writing() as connection:
        await forget_all_tallies(connection)
        query = database.insert(state).values(key=RULES, value=now)
        await connection.execute(query.on_conflict_do_update(index_elements=["key"], set_={"value": now}))


def _rules() -> str:
    """A digest of the code that counts."""
    digest = sha256()
    for source in sorted(Path(reconciliation.__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
