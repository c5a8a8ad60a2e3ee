"""Backups: whole, verified, taken while being written, and nothing sent twice from them."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import BadConfig, BadInput, UsageError
from bot.model import Fate
from storage import backup, open_store, verify


async def test_a_backup_taken_at_full_speed_is_whole(sqlite, clock, post, tmp_path):
    store = await open_store(sqlite, clock)
    stop = asyncio.Event()

    async def write():
        number = 0
        while not stop.is_set():
            number += 1
            await store.keep(post(f"Сбито {number}", number))
        return number

    writer = asyncio.create_task(write())
    counts = []
    for n in range(3):
        await asyncio.sleep(0.05)
        counts.append(await backup(sqlite, tmp_path / f"copy{n}.db"))
    stop.set()
    written = await writer
    await store.close()
    assert counts[0]["posts"] <= counts[1]["posts"] <= counts[2]["posts"] <= written
    assert counts[2]["posts"] == counts[2]["revisions"] == counts[2]["unread"] > 0
    assert verify(tmp_path / "copy2.db") == counts[2]
    assert [p.name for p in sorted(tmp_path.glob("copy*"))] == ["copy0.db", "copy1.db", "copy2.db"]


async def test_a_restore_keeps_all_rows_and_leases_none(sqlite, clock, post, alert, now, tmp_path):
    store = await open_store(sqlite, clock)
    await store.keep(post())
    async with store.work() as work:
        await work.owe([alert(1), alert(2), alert(3)])
    (leased,) = await store.lease(now, 1, timedelta(seconds=30), [])
    await store.settle(leased, Fate.SENT, "", 7, None)
    copy = tmp_path / "copy.db"
    counts = await backup(sqlite, copy)
    await store.close()
    assert (counts["revisions"], counts["outbox"]) == (1, 3)
    restored_file = tmp_path / "restored.db"
    shutil.copy(copy, restored_file)
    restored = await open_store(f"sqlite+aiosqlite:///{restored_file}", clock)
    assert (await restored.post_text("gladkov/1")).post == post()
    assert await restored.lease(now + timedelta(days=1), 9, timedelta(seconds=30), []) == ()
    fates = sorted(a.fate for a in await restored.outbox())
    assert fates == [Fate.SENT, Fate.UNCERTAIN, Fate.UNCERTAIN]
    await restored.close()


async def test_a_backup_replaces_an_older_one_and_never_the_database(sqlite, clock, post, tmp_path):
    store = await open_store(sqlite, clock)
    copy = tmp_path / "copy.db"
    await backup(sqlite, copy)
    await store.keep(post())
    assert (await backup(sqlite, copy))["posts"] == 1
    await store.close()
    for wrong in (Path(store.database.url.database), tmp_path, tmp_path / "nowhere" / "copy.db"):
        with pytest.raises(UsageError):
            await backup(sqlite, wrong)
    with pytest.raises(UsageError, match="no database"):
        await backup(f"sqlite+aiosqlite:///{tmp_path}/absent.db", copy)


async def test_postgresql_is_sent_to_its_own_tool(tmp_path):
    with pytest.raises(UsageError, match="pg_dump") as caught:
        await backup("postgresql+asyncpg://me:secret@db/svodka", tmp_path / "x")
    assert "secret" not in str(caught.value)


async def test_a_damaged_copy_is_told(sqlite, clock, post, tmp_path):
    store = await open_store(sqlite, clock)
    for number in range(50):
        await store.keep(post("Сбито много " * 50, number))
    await store.close()
    copy = tmp_path / "copy.db"
    await backup(sqlite, copy)
    whole = copy.read_bytes()
    copy.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadInput, match=r"copy\.db"):
        verify(copy)
    copy.write_bytes(b"no database at all" * 1000)
    with pytest.raises(BadInput, match=r"copy\.db"):
        verify(copy)
    with pytest.raises(BadInput):
        verify(tmp_path / "absent.db")


def _text(file: Path) -> None:
    file.write_bytes(b"no database at all" * 1000)


def _half(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])


def _page_lost(file: Path) -> None:
    whole, page = file.read_bytes(), 4096
    file.write_bytes(whole[: 40 * page] + b"\xff" * page + whole[41 * page :])


def _newer(file: Path) -> None:
    _asked(file, "UPDATE alembic_version SET version_num = '9999'")


def _foreign(file: Path) -> None:
    file.unlink()
    _asked(file, "CREATE TABLE recipes (name TEXT)")


def _asked(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_text, "not a database that Svodka can use"),
        (_half, "no copy was written|not a database that Svodka can use"),
        (_page_lost, "damaged: .*no copy was written. Put a good backup in its place"),
        (_newer, "version 9999, newer than .*install the newer Svodka, or restore a backup"),
        (_foreign, "not a database of Svodka's"),
    ],
)
async def test_what_is_wrong_with_the_database_is_said_of_the_database(sqlite, clock, tmp_path, spoil, words):
    store = await open_store(sqlite, clock)
    await store.close()
    file, copies = Path(store.database.url.database), _folder(tmp_path)
    spoil(file)
    with pytest.raises(BadConfig, match=words) as caught:
        await backup(sqlite, copies / "copy.db")
    assert str(caught.value).startswith(f"{file}: ")
    assert not list(copies.glob("*"))


def _folder(parent: Path) -> Path:
    (parent / "copies").mkdir()
    return parent / "copies"
