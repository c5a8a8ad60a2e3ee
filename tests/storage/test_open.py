"""Opening a database: what is wrong with it is said in one line that names it and the way out."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.errors import BadConfig, StoreFault
from storage import open_store

needs_no_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")


async def refused(url, clock, kind=BadConfig):
    with pytest.raises(kind) as caught:
        await open_store(url, clock)
    message = str(caught.value)
    assert "\n" not in message
    return message


async def test_a_database_is_created_and_opened_again(url, clock, post):
    for _ in range(2):
        store = await open_store(url, clock)
        await store.keep(post())
        assert len(await store.unread()) == 1
        await store.close()


async def test_a_database_of_a_newer_version_is_refused(url, clock):
    store = await open_store(url, clock)
    async with store.database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    name = store.database.name
    await store.close()
    message = await refused(url, clock)
    assert name in message
    assert "9999" in message
    assert "install the newer Svodka" in message


async def test_another_programs_database_is_refused(tmp_path, clock):
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE moz_bookmarks (id INTEGER)")
    connection.close()
    assert "something else" in await refused(f"sqlite+aiosqlite:///{file}", clock)


async def test_a_file_that_is_no_database_is_refused(tmp_path, clock):
    file = tmp_path / "svodka.db"
    file.write_text("channel;count\n" * 100)
    assert "not a database" in await refused(f"sqlite+aiosqlite:///{file}", clock)
    assert file.read_text().startswith("channel;count")


async def test_a_missing_directory_is_named(tmp_path, clock):
    message = await refused(f"sqlite+aiosqlite:///{tmp_path}/nowhere/svodka.db", clock)
    assert f"{tmp_path}/nowhere" in message


async def test_a_directory_is_no_file(tmp_path, clock):
    assert "is a directory" in await refused(f"sqlite+aiosqlite:///{tmp_path}", clock)


@needs_no_root
async def test_a_read_only_directory_is_named(tmp_path, clock):
    tmp_path.chmod(0o555)
    message = await refused(f"sqlite+aiosqlite:///{tmp_path}/svodka.db", clock)
    tmp_path.chmod(0o755)
    assert "may this user write" in message


async def test_urls_that_lead_nowhere_are_named(clock):
    for url in ("mysql://a/b", "nonsense", "sqlite+aiosqlite://", "sqlite+nodriver:///x.db", ""):
        assert "storage.url" in await refused(url, clock)


async def test_a_server_that_does_not_answer_is_a_passing_fault(clock, unused_tcp_port):
    message = await refused(f"postgresql+asyncpg://me:secret@127.0.0.1:{unused_tcp_port}/x", clock, StoreFault)
    assert "secret" not in message


@pytest.mark.postgres
async def test_a_database_that_the_server_lacks_is_bad_configuration(postgres, clock):
    assert "does not exist" in await refused(postgres + "_missing", clock)


def test_a_store_left_open_does_not_hang_the_process(tmp_path):
    program = (
        "import asyncio, sys\n"
        "from bot.clock import SystemClock\n"
        "from storage import open_store\n"
        "async def main():\n"
        "    global store\n"
        "    store = await open_store(sys.argv[1], SystemClock())\n"
        "    await store.put('a', 'b')\n"
        "asyncio.run(main())\n"
    )
    url = f"sqlite+aiosqlite:///{tmp_path}/svodka.db"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program, url], cwd=root, timeout=30, check=False)
    assert done.returncode == 0
