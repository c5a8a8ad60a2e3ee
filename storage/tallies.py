"""Shelf of tallies: counted by bot.reconciliation when first asked for, kept ready from then on.

A tally at hand is a row for the whole country and a row for each region; a write forgets those that it can
change (forgetting.py), and the next question counts these alone. Answers wait for no writer: what was counted
is put by afterwards, unless a write has touched it meanwhile.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import log
from bot.clock import Clock
from bot.errors import StoreFault
from bot.model import Coverage, Note, RegionRow, Subject, Tally, Weapon
from bot.reconciliation import Headline
from storage.counting import Fresh, count, wants
from storage.coverage import Watch, Watches
from storage.engine import Database
from storage.glance import AtHand, Glance, Key, glance, of
from storage.schema import tally_days, tally_rows, tally_zones
from storage.shelf import Shelf

logger = log.get("storage.tallies")

NEVER = -1
"""The stamp under which a row is put where there was none: no write gives it."""


class TallyShelf(Shelf):
    """Tallies."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock)
        self._putting_by: set[asyncio.Task[None]] = set()
        self._watches = Watches(in_order=database.is_sqlite)

    async def tally(self, day: date, zone: str, subject: Subject, weapon: Weapon, regions: Sequence[str] = ()) -> Tally:
        """One day's counts, the day cut by `zone`.

        With `regions`, their rows alone, the joint rows that name them, and nothing of the whole country.
        """
        key, now = Key(day, zone, subject, weapon), self.clock.now()
        watch = self._watches.known(day, zone, now)
        async with self.database.glancing() as connection:
            seen = await self._glance(connection, key, regions, watch)
        known = self.database.roll.at(seen.version)
        if seen.at_hand.stamp is None:
            await self._begin(key)
        elif watch is not None and known is not None and not wants(seen.at_hand, regions):
            coverage = watch.tell(known, seen, regions)
            return assembled(key, seen.at_hand.head, seen.at_hand.rows, regions, coverage)
        # Something is missing: it is counted, and what is at hand looked at again, out of one snapshot.
        async with self.database.reading() as connection:
            watch = await self._watches.read(connection, day, zone, now)
            seen = await self._glance(connection, key, regions, watch)
            known = self.database.roll.at(seen.version) or await self.database.roll.read(connection)
            rows, head = dict[str, RegionRow | None](seen.at_hand.rows), seen.at_hand.head
            if wants(seen.at_hand, regions):
                fresh = await count(connection, key, known, seen.at_hand, regions)
                rows, head = rows | fresh.rows, fresh.head or head
                if seen.at_hand.stamp is not None:
                    self._put_by_later(key, seen.at_hand, fresh)
        return assembled(key, head, rows, regions, watch.tell(known, seen, regions))

    async def _glance(
        self, connection: AsyncConnection, key: Key, regions: Sequence[str], watch: Watch | None
    ) -> Glance:
        if watch is None:
            return await glance(connection, key, regions)
        since, today = self._watches.since(watch), watch.heard is None
        return await glance(connection, key, regions, end=watch.end, since=since, today=today)

    async def _begin(self, *keys: Key) -> None:
        """From now on writers forget what they change in these tallies; unless nothing can be written now."""
        if self.database.is_writing:
            return
        insert = self.database.insert
        rows = [key.columns | {"stamp": 0, "complete": False} for key in keys]
        try:
            # Serial: a work() under way does not know that this tally is kept, and must end before we count.
            async with self.database.writing(serial=True) as connection:
                await connection.execute(insert(tally_zones).values(zone=keys[0].zone).on_conflict_do_nothing())
                await connection.execute(insert(tally_days).on_conflict_do_nothing(), rows)
        except StoreFault as fault:
            logger.warning("a tally cannot be kept ready", fault=str(fault))

    def _put_by_later(self, key: Key, at_hand: AtHand, fresh: Fresh) -> None:
        task = asyncio.create_task(self._put_by(key, at_hand, fresh))
        self._putting_by.add(task)
        task.add_done_callback(self._putting_by.discard)

    async def _put_by(self, key: Key, at_hand: AtHand, fresh: Fresh) -> None:
        """Keep what was counted, but for rows that a write has touched meanwhile: their stamps have moved."""
        rows = [
            key.columns
            | {
                "region": region,
                "stamp": at_hand.stamps.get(region, NEVER),
                "body": row.model_dump_json(exclude_defaults=True) if row else "",
            }
            for region, row in sorted(fresh.rows.items())  # in the order in which writers forget them
        ]
        day: dict[str, object] = {"complete": True} if fresh.complete else {}
        if fresh.head is not None:
            day["body"] = fresh.head.model_dump_json(exclude_defaults=True)
        put = self.database.insert(tally_rows)
        put = put.on_conflict_do_update(
            index_elements=["zone", "day", "subject", "weapon", "region"],
            set_={"body": put.excluded.body},
            where=tally_rows.c.stamp == put.excluded.stamp,
        )
        try:
            async with self.database.writing() as connection:
                query = select(tally_days.c.stamp).where(of(tally_days, key)).with_for_update()
                if await connection.scalar(query) != at_hand.stamp:
                    return
                if day:
                    await connection.execute(update(tally_days).where(of(tally_days, key)).values(day))
                if rows:
                    await connection.execute(put, rows)
        except StoreFault as fault:
            logger.warning("a tally could not be put by", fault=str(fault))

    async def tallies_put_by(self) -> None:
        """Wait until what was counted is put by."""
        while self._putting_by:
            await asyncio.gather(*self._putting_by)


def assembled(
    key: Key,
    head: Headline | None,
    rows: Mapping[str, RegionRow | None],
    regions: Sequence[str],
    coverage: Coverage,
) -> Tally:
    """A tally of what was counted; of some regions nothing of the whole country is said."""
    found = tuple(row for _, row in sorted(rows.items()) if row is not None)
    joint = tuple(j for j in (head.joint if head else ()) if not regions or not set(regions).isdisjoint(j.regions))
    whole = head if head and not regions else Headline()
    return Tally(
        date=key.day,
        timezone=key.zone,
        subject=key.subject,
        weapon=key.weapon,
        regions=found,
        joint=joint,
        headline=whole.headline,
        sum_of_parts=whole.sum_of_parts,
        residual=whole.residual,
        overlap=whole.overlap or any(Note.PARTIAL_OVERLAP in row.notes for row in found),
        notes=whole.notes,
        coverage=coverage,
    )
