"""A statement goes to SQLite's thread once, and a transaction begins with its first statement."""

import asyncio
import contextlib
import threading

from sqlalchemy import text

from bot.errors import StoreFault
from storage import open_store
from storage.courier import STOP, Courier, connecting


async def counted(connection):
    """The names of the calls that go to SQLite's thread over this connection from now on."""
    trips = []

    class Counted(Courier):
        async def _execute(self, fn, *args, **kwargs):
            trips.append(fn.__name__)
            return await super()._execute(fn, *args, **kwargs)

    raw = await connection.get_raw_connection()
    raw.driver_connection.__class__ = Counted
    return trips


async def test_a_statement_is_one_trip_with_its_rows(sqlite, clock):
    store = await open_store(sqlite, clock)
    try:
        async with store.database.reading() as connection:
            trips = await counted(connection)
            for _ in range(3):
                assert (await connection.execute(text("SELECT 1 UNION SELECT 2"))).scalars().all() == [1, 2]
        assert trips == ["_run", "_run", "_run", "rollback"]
    finally:
        await store.close()


async def test_what_is_committed_is_not_rolled_back_on_top(sqlite, clock):
    store = await open_store(sqlite, clock)
    try:
        async with store.database.writing() as connection:
            trips = await counted(connection)
            await connection.execute(text("INSERT INTO tally_zones VALUES ('Europe/Kyiv')"))
        async with store.database.writing():
            pass
        assert trips == ["_run", "commit"]
    finally:
        await store.close()


async def test_a_first_statement_that_is_cancelled_leaves_no_transaction_open(sqlite, clock):
    store = await open_store(sqlite, clock)
    entered, gate = threading.Event(), threading.Event()

    def slow():
        entered.set()
        gate.wait(20)
        return "Europe/Kyiv"

    async def write():
        async with store.database.writing() as connection:
            raw = await connection.get_raw_connection()
            await raw.driver_connection.create_function("slow", 0, slow)
            await connection.execute(text("INSERT INTO tally_zones SELECT slow()"))

    try:
        writing = asyncio.create_task(write())
        await asyncio.to_thread(entered.wait, 20)
        writing.cancel()
        gate.set()
        await asyncio.wait([writing])
        assert writing.cancelled()
        async with store.database.writing() as connection:
            assert await connection.scalar(text("SELECT count(*) FROM tally_zones")) == 0
    finally:
        gate.set()
        await store.close()


async def test_several_rows_are_written_at_once_and_counted(sqlite, clock):
    store = await open_store(sqlite, clock)
    try:
        async with store.database.writing() as connection:
            rows = [{"zone": "Europe/Kyiv"}, {"zone": "Europe/Moscow"}]
            written = await connection.execute(text("INSERT INTO tally_zones VALUES (:zone)"), rows)
            assert written.rowcount == 2
            assert await connection.scalar(text("SELECT count(*) FROM tally_zones")) == 2
        async with store.database.reading() as connection:
            assert await connection.scalar(text("SELECT count(*) FROM tally_zones")) == 2
    finally:
        await store.close()


async def test_what_is_not_committed_is_not_there(sqlite, clock):
    store = await open_store(sqlite, clock)
    try:
        async with store.database.writer.connect() as connection:
            await connection.execute(text("CREATE TABLE half (done int)"))
        async with store.database.reading() as connection:
            assert await connection.scalar(text("SELECT count(*) FROM sqlite_schema WHERE name = 'half'")) == 0
    finally:
        await store.close()


def test_an_answer_that_nobody_waits_for_any_more_is_no_fault(tmp_path):
    """A bot that is stopped in the middle of a slow statement: its loop is closed when SQLite is done."""
    gate, threads = threading.Event(), []

    async def stopped() -> None:
        courier = await connecting(str(tmp_path / "x.db"), {"isolation_level": None}, (), "BEGIN")()
        threads.append(courier._thread)
        await courier.create_function("slow", 0, lambda: gate.wait(20))
        asked = asyncio.create_task(courier.cursor().execute("SELECT slow()"))
        await asyncio.sleep(0)
        asked.cancel()
        courier.stop()

    asyncio.run(stopped())
    gate.set()
    threads[0].join(20)
    assert not threads[0].is_alive()


async def test_the_thread_goes_on_where_one_answer_could_not_be_given(tmp_path):
    """One answer is for a loop that is closed: the next question is answered all the same."""
    courier = await connecting(str(tmp_path / "x.db"), {"isolation_level": None}, (), "BEGIN")()
    closed = asyncio.new_event_loop()
    lost = closed.create_future()
    closed.close()
    courier._tx.put_nowait((lost, lambda: None))
    cursor = courier.cursor()
    await asyncio.wait_for(cursor.execute("SELECT 1"), 20)
    assert await cursor.fetchall() == [(1,)]
    await courier.close()


async def test_a_dead_thread_is_an_error_and_no_wait_without_end(sqlite, clock):
    store = await open_store(sqlite, clock)
    try:
        await store.put("a", "1")
        async with store.database.writer.connect() as connection:
            raw = await connection.get_raw_connection()
            courier = raw.driver_connection
            courier._tx.put_nowait((None, lambda: STOP))
            await asyncio.to_thread(courier._thread.join, 20)
        with contextlib.suppress(StoreFault):  # the pool learns by it that this connection is none
            await asyncio.wait_for(store.put("a", "2"), 20)
        await asyncio.wait_for(store.put("a", "3"), 20)
        assert await store.get("a") == "3"
    finally:
        await store.close()
