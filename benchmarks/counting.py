"""What counting costs, and whether it stays flat: the road, the tallies, the fan-out, the disk.

    python -m benchmarks.counting                              # 10^5 and 10^6 claims, 10 and 1,000 days
    python -m benchmarks.counting --claims 10000000 --only days
    python -m benchmarks.counting --url postgresql+asyncpg://… (a server; databases of its own are made and dropped)

Ratios are measured side by side in one run, absolute figures stand beside them. 10^7 claims take some 6 GB and
ten minutes to write; --dir names a directory with room. On a server the user must be its superuser.
"""

import argparse
import asyncio
import secrets
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from benchmarks import days, fanout
from benchmarks.figures import Times
from benchmarks.history import LAST, Past, write
from benchmarks.road import START, Road
from bot.clock import SetClock
from bot.extraction import reader
from storage import SqlStore, open_store

CLAIMS_A_DAY = 110 * 4 * 8


@asynccontextmanager
async def fresh_store(server: str, directory: Path) -> AsyncIterator[SqlStore]:
    """A new database: a file in the directory, or one of its own on the server."""
    name = f"svodka_{secrets.token_hex(4)}"
    if not server:
        store = await open_store(f"sqlite+aiosqlite:///{directory / name}.db", SetClock(START))
        yield store
        await store.close()
        return
    engine = create_async_engine(server, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
    url = make_url(server).set(database=name).render_as_string(hide_password=False)
    store = await open_store(url, SetClock(START))
    yield store
    await store.close()
    async with engine.connect() as connection:
        await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    await engine.dispose()


async def measure_road(server: str, directory: Path, spans: Sequence[int], posts: int) -> None:
    """Intake on a short past and on a long one, by turns, so that the machine's moods hit both."""
    print(f"\nintake: {posts} posts through the whole road, {CLAIMS_A_DAY // 8} claims on each day before")
    async with fresh_store(server, directory) as short, fresh_store(server, directory) as long:
        roads = []
        for store, span in zip((short, long), spans, strict=True):
            await write(store, Past(span, windows=1, pack=1))
            roads.append((Road(store), Times(f"a post after {span} days")))
        sizes = [await size(road.store) for road, _ in roads]
        start = time.perf_counter()
        for _ in range(posts):
            for road, times in roads:
                await road.take(times)
        spent = time.perf_counter() - start
        for _, times in roads:
            times.tell()
        by_median = roads[1][1].at(0.5) / roads[0][1].at(0.5)
        by_mean = roads[1][1].mean / roads[0][1].mean
        print(f"  {'growth of the cost of a post':<52} median × {by_median:.2f}, mean × {by_mean:.2f}")
        print(f"  {'both together':<52} {2 * posts / spent:.0f} posts/s")
        claims = roads[0][0].intake.counters.claims
        grown = await size(roads[0][0].store) - sizes[0]
        print(f"  {'size on disk':<52} {grown / posts:.0f} bytes a post with {claims / posts:.1f} claims")


async def measure_days(server: str, directory: Path, sizes: Sequence[int]) -> None:
    """Tallies as the database grows."""
    for claims in sizes:
        past = Past(max(20, claims // CLAIMS_A_DAY))
        async with fresh_store(server, directory) as store:
            start = time.perf_counter()
            written = await write(store, past)
            print(f"\ntallies: {written:,} claims of {past.days} days up to {LAST}, 110 regions, 4 sources")
            bytes_each = await size(store) / written
            print(f"  {'written in':<52} {time.perf_counter() - start:.0f} s, {bytes_each:.0f} bytes a claim")
            await days.measure(store, past.days)


async def measure_fanout(server: str, directory: Path, wishes: Sequence[int]) -> None:
    """Subscriptions."""
    print("\nfan-out")
    for number in wishes:
        async with fresh_store(server, directory) as store:
            await fanout.measure(store, number)


async def size(store: SqlStore) -> int:
    """Bytes of the whole database."""
    async with store.database.reading() as connection:
        if not store.database.is_sqlite:
            return int(await connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)
        pages = await connection.scalar(text("PRAGMA page_count")) or 0
        free = await connection.scalar(text("PRAGMA freelist_count")) or 0
        return int(pages - free) * int(await connection.scalar(text("PRAGMA page_size")) or 0)


async def main() -> None:
    """Read the options, run the parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=["road", "days", "fanout"])
    parser.add_argument("--url", default="", help="a PostgreSQL server; without it SQLite")
    parser.add_argument("--dir", type=Path, help="where SQLite's files go for the time (default: a temporary place)")
    parser.add_argument("--claims", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--days", type=int, nargs=2, default=[10, 1000])
    parser.add_argument("--posts", type=int, default=6000)
    parser.add_argument("--subscriptions", type=int, nargs="+", default=[100_000, 1_000_000])
    options = parser.parse_args()
    print(f"counting, on {'PostgreSQL' if options.url else 'SQLite'}")
    reader.warm(["ru"])  # as the bot does: its garbage collector is set for days of thousands of claims
    with tempfile.TemporaryDirectory(dir=options.dir) as place:
        directory = Path(place)
        if options.only in (None, "road"):
            await measure_road(options.url, directory, options.days, options.posts)
        if options.only in (None, "days"):
            await measure_days(options.url, directory, options.claims)
        if options.only in (None, "fanout"):
            await measure_fanout(options.url, directory, options.subscriptions)


if __name__ == "__main__":
    asyncio.run(main())
