"""Tallies are kept ready once they were asked for; whatever a write can change in them is forgotten with it.

Forgetting marks: the rows of the regions named on the days touched are counted anew when they are next asked
for. It moves their stamps too, so that what was counted before it is not put by after it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Insert, Text, Update, and_, bindparam, cast, delete, literal, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import reconciliation
from bot.model import Channel, Claim, Episode, Stated, Subject
from bot.reconciliation.casualties import needed
from bot.reconciliation.days import CASUALTIES, days_touched
from storage.engine import Database, Inserting
from storage.roll import VERSION
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


async def forget_tallies(database: Database, connection: AsyncConnection, touched: Iterable[Stated]) -> None:
    """Forget what these claims, which come or go in this transaction, can change."""
    counted: dict[Subject, list[Stated]] = {}
    for stated in touched:
        for subject in _counts_for(stated.claim):
            counted.setdefault(subject, []).append(stated)
    if not counted:
        return
    kept = (await connection.execute(_kept)).all()
    if not kept:
        return
    channels = (database.roll.at(kept[0].version) or await database.roll.read(connection)).channels
    for subject, several in counted.items():
        days = [
            {"of_zone": row.zone, "of_day": day.toordinal(), "of_subject": subject.value}
            for row in kept
            for day in sorted(days_touched(several, row.zone, subject))
        ]
        if subject not in CASUALTIES:  # people are counted whatever it was that hurt them
            weapons = sorted({s.claim.weapon or "" for s in several})
            days = [day | {"of_weapon": weapon} for day in days for weapon in weapons]
        of = _Forgetting.of(database.insert, by_weapon=subject not in CASUALTIES)
        everywhere = any(_everywhere(s, channels) for s in several)
        if everywhere or any(len(s.claim.place.regions) > 1 for s in several):
            # First, so that nobody puts rows by while those at hand are forgotten. A number for several regions
            # together stands with the whole country's.
            await connection.execute(of.whole, days)
        if everywhere:
            await connection.execute(of.rows, days)
        regions = sorted({region for s in several for region in s.claim.place.regions})
        if regions:
            await connection.execute(of.row, [day | {"of_region": region} for day in days for region in regions])


_kept = select(
    tally_zones.c.zone, select(state.c.value).where(state.c.key == VERSION).scalar_subquery().label("version")
)
"""In which zones tallies are kept, and the version of the roll."""


class _Forgetting(NamedTuple):
    """How a day's tallies of a subject are forgotten (of_zone, of_day, of_subject, of_weapon): the whole country's
    figures, every region's row, or one region's (of_region), which is marked where there is none yet."""

    whole: Update
    rows: Update
    row: Insert

    @classmethod
    @cache
    def of(cls, insert: Inserting, *, by_weapon: bool) -> "_Forgetting":
        """Built once: each post with a figure forgets."""
        d, r = tally_days.c, tally_rows.c
        names = ["zone", "day", "subject", *(["weapon"] if by_weapon else [])]
        of_days, of_rows = [and_(*(c[name] == bindparam(f"of_{name}") for name in names)) for c in (d, r)]
        region = bindparam("of_region", type_=r.region.type)
        key = ["zone", "day", "subject", "weapon", "region"]
        one = select(d.zone, d.day, d.subject, d.weapon, region, literal(0), cast(null(), Text)).where(of_days)
        row = insert(tally_rows).from_select([*key, "stamp", "body"], one)
        return cls(
            whole=update(tally_days).where(of_days).values(stamp=d.stamp + 1, body=None),
            rows=update(tally_rows).where(of_rows).values(stamp=r.stamp + 1, body=None),
            row=row.on_conflict_do_update(index_elements=key, set_={"stamp": r.stamp + 1, "body": None}),
        )


async def forget_around(connection: AsyncConnection, episodes: Sequence[Episode]) -> None:
    """Forget the rows that an episode bears on: running totals go by it, and raids are parted by it."""
    kept = (await connection.execute(_kept)).all() if episodes else ()
    around = [
        {
            "of_zone": row.zone,
            "of_region": episode.region,
            "first": (episode.since - timedelta(days=2)).date().toordinal(),
            "last": ((episode.ended or episode.last_confirmed) + timedelta(days=2)).date().toordinal(),
        }
        for row in kept
        for episode in episodes
    ]
    if around:
        await connection.execute(_around, around)


_around = (
    update(tally_rows)
    .where(
        tally_rows.c.zone == bindparam("of_zone"),
        tally_rows.c.day.between(bindparam("first"), bindparam("last")),
        tally_rows.c.region == bindparam("of_region"),
    )
    .values(stamp=tally_rows.c.stamp + 1, body=None)
)


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
