"""Migrations: from every released version up, each whole or not at all."""

import asyncio
import shutil
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from storage import open_store
from storage.engine import Database
from storage.migrate import SCRIPTS, migrate
from storage.schema import VERSION, metadata

ROOT = Path(__file__).parents[2]
RELEASED = sorted((Path(__file__).parent / "released").glob("*.sql"))

NEXT = """
import os, signal
from alembic import op

revision = "{revision}"
down_revision = "{down}"

def upgrade() -> None:
    op.execute("CREATE TABLE added_{revision} (id INTEGER)")
    op.execute("INSERT INTO state (key, value) VALUES ('{revision}', '')")
    {then}
"""


def scripts_with(tmp_path: Path, **then: str) -> Path:
    """The product's migrations with more after them, which end as told."""
    scripts = tmp_path / "migrations"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    down = VERSION
    for name, ending in then.items():
        revision = name.removeprefix("v")
        text_ = NEXT.format(revision=revision, down=down, then=ending)
        (scripts / "versions" / f"{revision}_test.py").write_text(text_)
        down = revision
    return scripts


async def tables(database: Database) -> set[str]:
    async with database.reading() as connection:
        return set(await connection.run_sync(lambda c: inspect(c).get_table_names()))


async def version(database: Database) -> str:
    async with database.reading() as connection:
        return str(await connection.scalar(text("SELECT version_num FROM alembic_version")))


def test_the_schema_names_the_newest_migration():
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    assert ScriptDirectory.from_config(config).get_current_head() == VERSION


async def test_the_migrations_lead_to_the_schema(store):
    def differences(connection):
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        return compare_metadata(context, metadata)

    async with store.database.reading() as connection:
        assert await connection.run_sync(differences) == []


@pytest.mark.parametrize("dump", RELEASED, ids=lambda path: path.stem)
async def test_a_released_versions_database_comes_up_with_its_rows(dump, tmp_path, clock):
    file = tmp_path / "svodka.db"
    with sqlite3.connect(file) as old:
        old.executescript(dump.read_text())
    old.close()
    store = await open_store(f"sqlite+aiosqlite:///{file}", clock)
    assert await version(store.database) == VERSION
    revision = await store.post_text("belgorod_governor/1")
    assert revision.post.text == "Над областью сбиты 5 беспилотников."
    assert [s.claim.count.best for s in await stated(store)] == [5]
    assert (await store.chat(-100200300)) is not None
    assert [a.fate for a in await store.outbox()] == ["waiting"]
    await store.close()


async def stated(store):
    async with store.work() as work:
        return await work.stated_of("belgorod_governor/1")


def test_there_is_a_database_of_every_released_version():
    assert [path.stem for path in RELEASED] == [f"{n:04}" for n in range(1, int(VERSION) + 1)]


async def test_a_migration_that_fails_leaves_the_old_version(url, tmp_path):
    database = Database(url)
    await migrate(database)
    before = await tables(database)
    scripts = scripts_with(tmp_path, v0098="pass", v0099="raise ZeroDivisionError")
    with pytest.raises(ZeroDivisionError):
        await migrate(database, scripts, "0099")
    assert await tables(database) == before | {"added_0098"}  # the one before it is whole
    assert await version(database) == "0098"
    shutil.rmtree(scripts)
    await migrate(database, scripts_with(tmp_path, v0098="pass", v0099="pass"), "0099")
    assert await version(database) == "0099"
    await database.close()


async def test_a_migration_killed_in_the_middle_leaves_old_or_new(url, tmp_path):
    database = Database(url)
    await migrate(database)
    scripts = scripts_with(tmp_path, v0099="os.kill(os.getpid(), signal.SIGKILL)")
    program = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from storage.engine import Database\n"
        "from storage.migrate import migrate\n"
        "asyncio.run(migrate(Database(sys.argv[1]), Path(sys.argv[2]), '0099'))\n"
    )
    arguments = [sys.executable, "-c", program, url, str(scripts)]
    killed = await asyncio.to_thread(subprocess.run, arguments, cwd=ROOT, timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert await version(database) == VERSION
    assert "added_0099" not in await tables(database)
    async with database.reading() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM state")) == 0
    shutil.rmtree(scripts)
    await migrate(database, scripts_with(tmp_path, v0099="pass"), "0099")
    assert "added_0099" in await tables(database)
    await database.close()


async def test_two_that_open_at_once_do_not_clash(url, clock):
    stores = await asyncio.gather(*(open_store(url, clock) for _ in range(4)))
    assert {await version(s.database) for s in stores} == {VERSION}
    for store in stores:
        await store.close()


async def test_withdrawals_of_before_they_were_rows_keep_their_place_among_posts(tmp_path, clock):
    file = tmp_path / "svodka.db"
    with sqlite3.connect(file) as old:
        old.executescript((Path(__file__).parent / "released" / "0003.sql").read_text())
        seen = old.execute("SELECT max(seen) FROM revisions").fetchone()[0]
        old.execute("UPDATE posts SET withdrawn = ?, posted = 0", (seen + 1,))
        old.execute(
            "INSERT INTO revisions SELECT id + 90, post_id, number + 90, hash, text, transport, transports, seen + 2, "
            "edited, valid, media, forwarded_from, body FROM revisions"
        )
    old.close()
    store = await open_store(f"sqlite+aiosqlite:///{file}", clock)
    (gone,) = await store.withdrawals(datetime(1970, 1, 1, tzinfo=UTC), datetime(1970, 1, 2, tzinfo=UTC))
    assert (gone.post, gone.kept, gone.back) == ("belgorod_governor/1", 1, False)
    await store.close()
