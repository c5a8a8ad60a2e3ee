"""Several processes on one database: posts taken once, rows leased once, one holder of an office."""

import asyncio
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model import Transport
from storage import open_store

ROOT = Path(__file__).parents[2]
LEASE = timedelta(seconds=30)

HOLDER = """
import asyncio, sys
from bot.clock import SystemClock
from storage import open_store
async def main():
    store = await open_store(sys.argv[1], SystemClock())
    print(await store.elect("poller"), flush=True)
    await asyncio.sleep(60)
asyncio.run(main())
"""


async def test_two_stores_take_a_post_once(url, clock, post):
    stores = [await open_store(url, clock) for _ in range(2)]
    texts = [post(f"Сбито {n}", n, transport=t) for n in range(40) for t in (Transport.UPDATES, Transport.PREVIEW)]
    results = await asyncio.gather(*(stores[i % 2].keep(text) for i, text in enumerate(texts)))
    assert sum(result is not None for result in results) == 40
    assert len(await stores[0].unread()) == 40
    for store in stores:
        await store.close()


async def test_two_senders_lease_no_row_twice(url, clock, alert, now):
    stores = [await open_store(url, clock) for _ in range(2)]
    async with stores[0].work() as work:
        await work.owe([alert(chat) for chat in range(1, 101)])

    async def drain(store):
        taken = []
        while rows := await store.lease(now, 5, LEASE, []):
            taken += [row.chat_id for row in rows]
        return taken

    first, second = await asyncio.gather(*(drain(store) for store in stores))
    assert sorted(first + second) == list(range(1, 101))
    for store in stores:
        await store.close()


async def test_work_is_one_at_a_time_in_all_processes(url, clock):
    stores = [await open_store(url, clock) for _ in range(2)]
    await stores[0].put("n", "0")
    inside = 0

    async def bump(store):
        nonlocal inside
        async with store.work():
            inside += 1
            assert inside == 1
            await asyncio.sleep(0.005)
            inside -= 1

    if stores[0].database.is_sqlite:
        await asyncio.gather(*(bump(stores[0]) for _ in range(10)))
    else:
        await asyncio.gather(*(bump(stores[i % 2]) for i in range(10)))
    for store in stores:
        await store.close()


async def test_an_office_has_one_holder(url, clock):
    first, second = [await open_store(url, clock) for _ in range(2)]
    assert await first.elect("poller")
    assert await first.elect("poller")
    assert not await second.elect("poller")
    assert await second.elect("sender")
    await first.resign("poller")
    assert await second.elect("poller")
    await second.close()
    assert await first.elect("poller")
    await first.close()


async def test_the_office_of_a_killed_process_is_free(url, clock):
    store = await open_store(url, clock)
    holder = await asyncio.create_subprocess_exec(sys.executable, "-c", HOLDER, url, cwd=ROOT, stdout=subprocess.PIPE)
    assert (await holder.stdout.readline()).strip() == b"True"
    assert not await store.elect("poller")
    holder.send_signal(signal.SIGKILL)
    await holder.wait()
    async with asyncio.timeout(10):
        while not await store.elect("poller"):  # noqa: ASYNC110 - the server may need a moment to notice
            await asyncio.sleep(0.05)
    await store.close()


@pytest.mark.postgres
async def test_an_office_is_lost_with_its_connection_and_may_be_taken_again(postgres, clock):
    from sqlalchemy import text

    store = await open_store(postgres, clock)
    assert await store.elect("poller")
    async with store.database.writing() as connection:
        await connection.execute(
            text(
                # Of this database alone: other tests run beside this one.
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            )
        )
    assert await store.elect("poller")
    await store.close()
