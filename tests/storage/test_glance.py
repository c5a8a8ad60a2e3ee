"""An answer at hand: one statement, whoever asks and whichever day it is of."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import event, text

from bot.model import Authority, Channel, Place, Subject, Weapon
from bot.model.ports import Health
from storage import open_store

DAY = date(2025, 12, 13)
ASKED = "Europe/Moscow", Subject.INTERCEPTION, Weapon.UAV
CHANNELS = (
    Channel(name="ministry", authority=Authority.MINISTRY),
    Channel(name="gladkov", authority=Authority.GOVERNOR, region="RU-BEL"),
)


@pytest.fixture
async def statements(store):
    """The statements that a store sends."""
    sent: list[str] = []

    def remember(_connection, _cursor, statement, _parameters, _context, _many):
        sent.append(statement)

    event.listen(store.database.writer.sync_engine, "before_cursor_execute", remember)
    if store.database.is_sqlite:  # on PostgreSQL all engines are the writer's
        event.listen(store.database.reader.sync_engine, "before_cursor_execute", remember)
    return sent


@pytest.mark.parametrize("later", [timedelta(0), timedelta(days=3)], ids=["today", "long over"])
@pytest.mark.parametrize("regions", [(), ("RU-BEL",)], ids=["all", "one"])
async def test_what_is_at_hand_takes_one_statement(
    store, post, read, shot_down, clock, now, statements, regions, later
):
    await store.put_channels(CHANNELS)
    await read(post(), shot_down(5))
    clock.set(now + later)
    first = await store.tally(DAY, *ASKED, regions)
    await store.tallies_put_by()
    statements.clear()
    assert await store.tally(DAY, *ASKED, regions) == first
    assert len(statements) == 1
    assert [row.best for row in first.regions] == [5]


async def test_what_a_write_touched_is_counted_and_the_rest_is_not(store, post, read, shot_down, statements):
    await store.put_channels(CHANNELS)
    await read(post(), shot_down(5))
    await store.tally(DAY, *ASKED)
    await store.tallies_put_by()
    await read(post(message_id=2), shot_down(2, place=Place(regions=("RU-KRS",))))
    statements.clear()
    assert [(row.region, row.best) for row in (await store.tally(DAY, *ASKED)).regions] == [
        ("RU-BEL", 5),
        ("RU-KRS", 2),
    ]
    about_claims = [statement for statement in statements if "FROM claims" in statement]
    assert len(about_claims) == 1


async def test_a_channel_configured_by_another_process_is_expected(url, clock, post):
    ours, theirs = await open_store(url, clock), await open_store(url, clock)
    await ours.put_channels(CHANNELS[:1])
    for _ in range(2):
        assert (await ours.tally(DAY, *ASKED)).coverage.expected == 1
    await theirs.put_channels(CHANNELS)
    assert (await ours.tally(DAY, *ASKED)).coverage.expected == 2
    await theirs.keep(post())
    assert (await ours.tally(DAY, *ASKED)).coverage.silent == ("ministry",)
    await ours.close()
    await theirs.close()


async def test_a_day_that_ends_between_two_questions_goes_by_what_was_heard_in_it(store, clock, now):
    await store.put_channels(CHANNELS)
    await store.beat("gladkov", "preview", now)
    await store.put_health(Health(channel="ministry", transport="preview", state="healthy", since=now))
    for _ in range(2):
        assert (await store.tally(DAY, *ASKED)).coverage.silent == ("gladkov",)
    clock.set(now + timedelta(days=1))
    for _ in range(2):
        assert (await store.tally(DAY, *ASKED)).coverage.silent == ("ministry",)


@pytest.mark.postgres
async def test_connections_that_the_server_closed_meanwhile_are_not_asked(postgres, clock):
    store, other = await open_store(postgres, clock), await open_store(postgres, clock)
    async with store.database.reading() as connection:
        raw = (await connection.get_raw_connection()).driver_connection
        ours, closed = raw.get_server_pid(), asyncio.Event()
        raw.add_termination_listener(lambda _: closed.set())
    async with other.database.reading() as connection:
        await connection.execute(text("SELECT pg_terminate_backend(:ours)"), {"ours": ours})
    async with asyncio.timeout(10):
        await closed.wait()
    assert await store.get("anything") is None
    await store.close()
    await other.close()
