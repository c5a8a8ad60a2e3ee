"""Shelf of tallies: counted by bot.reconciliation when first asked for, kept ready from then on.

A tally at hand is a row for the whole country and a row for each region; a write forgets those that it can
change (forgetting.py), and the next question counts these alone. Answers wait for no writer: what was counted
is put by afterwards, unless a write has touched it meanwhile.
"""

import asyncio
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import log
from bot.clock import Clock
from bot.errors import StoreFault
from bot.model import Note, RegionRow, Subject, Tally, Weapon
from bot.reconciliation import Headline
from storage.at_hand import AtHand, Fresh, Key, count, look
from storage.coverage import coverage_of
from storage.engine import Database
from storage.newest import Newest
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
        self._newest = Newest(in_order=database.is_sqlite)

    async def tally(self, day: date, zone: str, subject: Subject, weapon: Weapon, regions: Sequence[str] = ()) -> Tally:
        """One day's counts, the day cut by `zone`.

        With `regions`, their rows alone, the joint rows that name them, and nothing of the whole country.
        """
        key = Key(day, zone, subject, weapon)
        async with self.database.reading() as connection:
            at_hand = await look(connection, key, regions)
            if at_hand.stamp is not None:
                return await self._answer(connection, key, at_hand, regions)
        await self._begin(key)
        async with self.database.reading() as connection:
            return await self._answer(connection, key, await look(connection, key, regions), regions)

    async def _answer(self, connection: AsyncConnection, key: Key, at_hand: AtHand, regions: Sequence[str]) -> Tally:
        known = await self.database.roll.read(connection)
        fresh = await count(connection, key, known, at_hand, regions)
        coverage = await coverage_of(connection, known, self._newest, key.day, key.zone, regions, self.clock.now())
        rows: dict[str, RegionRow | None] = dict(at_hand.rows)
        head = at_hand.head
        if fresh is not None:
            rows |= fresh.rows
            head = fresh.head or head
            if at_hand.stamp is not None:
                self._put_by_later(key, at_hand, fresh)
        return assembled(key, head or Headline(), rows, regions).model_copy(update={"coverage": coverage})

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
            for region, row in fresh.rows.items()
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
                query = select(tally_days.c.stamp).where(key.of(tally_days)).with_for_update()
                if await connection.scalar(query) != at_hand.stamp:
                    return
                if day:
                    await connection.execute(update(tally_days).where(key.of(tally_days)).values(day))
                if rows:
                    await connection.execute(put, rows)
        except StoreFault as fault:
            logger.warning("a tally could not be put by", fault=str(fault))

    async def tallies_put_by(self) -> None:
        """Wait until what was counted is put by."""
        while self._putting_by:
            await asyncio.gather(*self._putting_by)


def assembled(key: Key, head: Headline, rows: dict[str, RegionRow | None], regions: Sequence[str]) -> Tally:
    """A tally of what was counted; of some regions nothing of the whole country is said."""
    found = tuple(row for _, row in sorted(rows.items()) if row is not None)
    joint = tuple(j for j in head.joint if not regions or not set(regions).isdisjoint(j.regions))
    whole = head if not regions else Headline()
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
    )
