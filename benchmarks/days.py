"""Tallies of a day: asked for the first time, at hand, with a writer at work; beside them a plain GROUP BY, and an
empty question by the same way, which is what the machine and the driver cost at that moment."""

import asyncio
import random
import time as clock
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import text

from benchmarks.figures import Times
from benchmarks.history import CODES, LAST
from bot.model import Claim, Count, Place, Post, Reading, Subject, Transport, Weapon, Window
from storage import SqlStore
from storage.columns import micros

ZONE = "Europe/Moscow"
UAV = (Subject.INTERCEPTION, Weapon.UAV)
TODAY = LAST + timedelta(days=1)

_BEST = {True: "json_extract(body, '$.count.best')", False: "(body::json -> 'count' ->> 'best')::int"}
_GROUP_BY = """
    SELECT region, sum({best}) FROM claims
    WHERE begins >= :start AND begins < :end AND standing AND subject = 'interception' AND weapon = 'uav'
    GROUP BY region
"""


async def measure(store: SqlStore, days: int, asked: int = 200) -> None:
    """Print the times of one region's day and of all regions' day."""
    dice = random.Random(3)
    past = [LAST - timedelta(days=n) for n in dice.sample(range(2, days - 4), min(8, days - 6))]
    first, first_all = Times("one region's day, never asked before"), Times("all regions' day, never asked before")
    for day in past:
        async with first.one():
            await store.tally(day, ZONE, *UAV, regions=[dice.choice(CODES)])
        async with first_all.one():
            await store.tally(day, ZONE, *UAV)
        await store.tallies_put_by()
    await store.tally(TODAY, ZONE, *UAV)
    await store.tallies_put_by()
    await _at_hand(store, past, dice, asked)
    region, everywhere = Times("one region's day, a writer at work"), Times("all regions' day, a writer at work")
    empty = Times("an empty question, a writer at work")
    async with _writer(store, dice) as written:
        for _ in range(asked):
            day = TODAY if dice.random() < 0.3 else dice.choice(past)
            async with region.one():
                await store.tally(day, ZONE, *UAV, regions=[dice.choice(CODES)])
            async with everywhere.one():
                await store.tally(day, ZONE, *UAV)
            async with empty.one():
                await _empty(store)
    await store.tallies_put_by()
    plain = Times("all regions' day by a plain GROUP BY (counts twice)")
    for day in past:
        async with plain.one():
            await _group_by(store, day)
    for times in (first, first_all, region, everywhere, empty, plain):
        times.tell()
    print(f"  {'posts written meanwhile':<52} {len(written)}")


async def _at_hand(store: SqlStore, past: Sequence[date], dice: random.Random, asked: int) -> None:
    """What an answer at hand costs this process, whatever else the machine does."""

    async def region() -> None:
        await store.tally(dice.choice(past), ZONE, *UAV, regions=[dice.choice(CODES)])

    async def everywhere() -> None:
        await store.tally(dice.choice(past), ZONE, *UAV)

    kinds: dict[str, Callable[[], Awaitable[None]]] = {
        "an empty question": lambda: _empty(store),
        "one region's day": region,
        "all regions' day": everywhere,
    }
    for name, ask in kinds.items():
        await ask()
        start = clock.process_time()
        for _ in range(asked):
            await ask()
        spent = (clock.process_time() - start) / asked * 1000
        print(f"  {name + ', at hand, processor time':<52} mean {spent:8.2f} ms")


async def _empty(store: SqlStore) -> None:
    async with store.database.glancing() as connection:
        await connection.execute(text("SELECT 1"))


async def _group_by(store: SqlStore, day: date) -> None:
    start = datetime.combine(day, time(), UTC) - timedelta(hours=3)
    query = text(_GROUP_BY.format(best=_BEST[store.database.is_sqlite]))
    async with store.database.reading() as connection:
        span = {"start": micros(start), "end": micros(start + timedelta(days=1))}
        (await connection.execute(query, span)).all()


@asynccontextmanager
async def _writer(store: SqlStore, dice: random.Random) -> AsyncIterator[list[Post]]:
    """A governor's report of today some ten times a second."""
    written: list[Post] = []

    async def write() -> None:
        noon = datetime.combine(TODAY, time(12), UTC)
        while True:
            code, number = dice.choice(CODES), 20_000_000 + len(written)
            name = f"governor_{code.lower()}"
            post = Post(
                channel=name, message_id=number, posted=noon, text=f"{number}", transport=Transport.UPDATES, seen=noon
            )
            claim = Claim(
                subject=Subject.INTERCEPTION,
                place=Place(regions=(code,)),
                count=Count.exact(3),
                weapon=Weapon.UAV,
                window=Window.point(noon),
            )
            revision = await store.keep(post)
            if revision is not None:
                async with store.work() as work:
                    await work.save_reading(revision, Reading(claims=(claim,)))
            written.append(post)
            await asyncio.sleep(0.1)

    task = asyncio.create_task(write())
    try:
        yield written
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
