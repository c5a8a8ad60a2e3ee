"""A full disk, a store away: a named fault, and no repair needed afterwards."""

import pytest
from sqlalchemy import text

from bot.errors import StoreFault


async def limit_pages(store, pages):
    async with store.database.writing() as connection:
        await connection.execute(text(f"PRAGMA max_page_count = {pages}"))


async def test_a_full_disk_is_a_named_fault_that_passes(sqlite, clock, post):
    from storage import open_store

    store = await open_store(sqlite, clock)
    async with store.database.reading() as connection:
        pages = await connection.scalar(text("PRAGMA page_count"))
    await limit_pages(store, pages)
    with pytest.raises(StoreFault, match="full"):
        for number in range(100):
            await store.keep(post("Длинный текст " * 400, number))
    kept = len(await store.unread())
    assert await store.healths() == []  # answers still come
    await limit_pages(store, 1_000_000)
    assert await store.keep(post("ещё", 1000)) is not None
    assert len(await store.unread()) == kept + 1
    await store.close()


async def test_a_fault_inside_work_rolls_back_and_frees_the_writer(sqlite, clock, post):
    from storage import open_store

    store = await open_store(sqlite, clock)
    async with store.database.reading() as connection:
        pages = await connection.scalar(text("PRAGMA page_count"))
    await limit_pages(store, pages)
    with pytest.raises(StoreFault):
        async with store.work() as work:
            await work.owe([])
            await work._connection.execute(
                text("INSERT INTO state (key, value) VALUES ('x', :long)"), {"long": "x" * 1_000_000}
            )
    await limit_pages(store, 1_000_000)
    await store.put("x", "y")
    assert await store.get("x") == "y"
    await store.close()


@pytest.mark.postgres
async def test_a_server_that_drops_its_connections_is_forgiven(postgres, clock, post):
    from storage import open_store

    store = await open_store(postgres, clock)
    await store.keep(post())
    with pytest.raises(StoreFault):
        async with store.database.writing() as connection:
            await connection.execute(
                text("SELECT pg_terminate_backend(pg_backend_pid())"),
            )
    assert await store.keep(post("иначе", 2)) is not None
    await store.close()


async def test_a_cancelled_write_frees_the_writer(store, post):
    import asyncio

    started = asyncio.Event()

    async def slow():
        async with store.work() as work:
            started.set()
            await asyncio.sleep(3600)
            await work.owe([])

    task = asyncio.create_task(slow())
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await store.keep(post()) is not None
