"""How claims are found: by bounded searches only, so that a post costs the same after ten days and after years."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from benchmarks.history import LAST, Past, write
from bot.model import Channel, Reading, Subject, Weapon
from bot.model.ports import Scope
from storage import open_store

BOUNDED = (
    "ix_claims_region_begins (region=? AND begins>? AND begins<?)",
    "ix_claims_channel_leads (channel_id=? AND leads=? AND begins>? AND begins<?)",
    "ix_claims_quotes (quotes=? AND begins>? AND begins<?)",
    "ix_claims_begins (begins>? AND begins<?)",
    "ix_claims_long (long_until>?)",
    "ix_claims_post (post_id=?)",
)


@pytest.fixture
async def asked(sqlite, clock):
    """A store, and the statements about claims that it sends, with their values."""
    store = await open_store(sqlite, clock)
    await store.put_channels([Channel(name="ministry", authority="ministry")])
    statements = []

    def remember(_connection, _cursor, statement, parameters, _context, _many):
        if "FROM claims" in statement:
            statements.append((statement, parameters))

    for engine in (store.database.reader, store.database.writer):
        event.listen(engine.sync_engine, "before_cursor_execute", remember)
    yield store, statements
    await store.close()


async def plans(store, statements):
    assert statements
    async with store.database.reading() as connection:
        for statement, parameters in list(statements):
            for row in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters):
                if "claims" in row[3]:
                    yield row[3]


@pytest.mark.parametrize("regions", [1, 7, 100])
async def test_a_scope_is_found_by_bounded_searches(asked, post, shot_down, now, regions):
    store, statements = asked
    revision = await store.keep(post(channel="ministry"))
    around = {"start": now - timedelta(days=2), "end": now + timedelta(days=2)}
    async with store.work() as work:
        await work.known(Scope(regions=frozenset(f"RU-{n}" for n in range(regions)), **around))
        await work.save_reading(revision, Reading(claims=(shot_down(),)))
        assert await work.stated_of("ministry/1")
    async for plan in plans(store, statements):
        assert plan.endswith(BOUNDED), plan


@pytest.mark.parametrize("regions", [(), ("RU-BEL",)])
async def test_a_tally_is_counted_by_bounded_searches(asked, regions):
    store, statements = asked
    await store.tally(date(2025, 12, 13), "Europe/Moscow", Subject.INTERCEPTION, Weapon.UAV, regions)
    async for plan in plans(store, statements):
        assert re.search(r"SEARCH claims USING", plan), plan
        assert plan.endswith(BOUNDED), plan


@pytest.mark.postgres
@pytest.mark.parametrize("regions", [(), ("RU-BEL",)])
async def test_postgresql_looks_up_and_reads_no_whole_table(postgres, clock, regions):
    store = await open_store(postgres, clock)
    await write(store, Past(6, windows=2))
    statements = []

    def remember(_connection, _cursor, statement, parameters, _context, _many):
        if "FROM claims" in statement or "FROM tally_days" in statement:
            statements.append((statement, parameters))

    event.listen(store.database.writer.sync_engine, "before_cursor_execute", remember)
    await store.tally(LAST - timedelta(days=3), "Europe/Moscow", Subject.INTERCEPTION, Weapon.UAV, regions)
    await store.tallies_put_by()
    assert len(statements) >= 3
    async with store.database.reading() as connection:
        for statement, parameters in [(s, p) for s, p in statements if s.startswith("SELECT")]:
            plan = "\n".join((await connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)).scalars())
            assert not re.search(r"Seq Scan on (claims|posts|revisions|tally)|Hash Join|Merge Join", plan), plan
    await store.close()
