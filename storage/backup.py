"""`svodka backup`: a copy of the database while it is written to at full speed, and the proof that it is whole."""

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.errors import BadConfig, BadInput, StoreFault, UsageError
from storage.engine import Database
from storage.migrate import refuse_newer
from storage.schema import VERSION

RESTORED = "in a backup: may have been sent since"
_CLOSE_OUTBOX = """
    UPDATE outbox SET fate = 'uncertain', fate_reason = ?, fated = created, leased_until = NULL, due = NULL
    WHERE due IS NOT NULL
"""


async def backup(url: str, path: Path) -> dict[str, int]:
    """Copy the database at `url` to `path`, verify the copy; returns how many rows each table holds.

    The copy is one file, the state at one moment. Alerts that were still owed at that moment are marked
    uncertain in it, so that a bot started on it sends nothing twice. An older file at `path` is replaced
    only by a whole copy. Raises UsageError where this cannot be done at all (PostgreSQL has pg_dump for it).
    """
    database = Database(url)
    try:
        if not database.is_sqlite:
            raise UsageError(
                "svodka backup copies SQLite files; for PostgreSQL use its own tool: "
                "pg_dump --format=custom --file=svodka.dump "
                + database.url.set(drivername="postgresql").render_as_string(hide_password=True)
            )
        source = Path(database.url.database or "")
    finally:
        await database.close()
    return await asyncio.to_thread(_copy, source, path)


def _refuse(source: Path, path: Path) -> None:
    if not source.is_file():
        raise UsageError(f"storage.url: there is no database {source} to copy")
    if path.is_dir() or (path.exists() and path.samefile(source)):
        raise UsageError(f"{path}: name a file for the copy")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: there is no directory {path.parent.absolute()}")


def _copy(source: Path, path: Path) -> dict[str, int]:
    _refuse(source, path)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as there:
            _refuse_foreign(source, there)
            with closing(sqlite3.connect(part, isolation_level=None)) as copy:
                there.backup(copy)  # all pages in one step: one snapshot, and no writer waits for it
                copy.execute("PRAGMA journal_mode = DELETE")
                copy.execute(_CLOSE_OUTBOX, (RESTORED,))
        rows = verify(part)
        _to_disk(part)
        part.replace(path)
        _to_disk(path.parent)
    except BadInput as fault:  # a faithful copy of what is damaged
        raise _damaged(source, str(fault).removeprefix(f"{part}: ")) from fault
    except (sqlite3.OperationalError, OSError) as fault:
        raise StoreFault(f"{path}: {fault}") from fault
    except sqlite3.Error as fault:
        raise _damaged(source, str(fault)) from fault
    finally:
        part.unlink(missing_ok=True)
    return rows


def _refuse_foreign(source: Path, there: sqlite3.Connection) -> None:
    """Say what is wrong with the database itself, as the other commands do."""
    try:
        (version,) = there.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError as fault:
        if "no such table" not in str(fault):
            raise StoreFault(f"{source}: {fault}") from fault
        raise BadConfig(f"{source}: not a database of Svodka's; storage.url names another file?") from fault
    except sqlite3.Error as fault:
        raise BadConfig(f"{source}: not a database that Svodka can use ({fault})") from fault
    refuse_newer(str(source), version)


def _damaged(source: Path, fault: str) -> BadConfig:
    said = fault if fault.startswith("damaged") else f"damaged: {fault}"
    return BadConfig(f"{source}: {said}; no copy was written. Put a good backup in its place")


def verify(path: Path) -> dict[str, int]:
    """Check a database file from page to page; returns how many rows each table holds.

    Raises BadInput where it is damaged, incomplete, or of a newer version.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            found = [str(row[0]) for row in copy.execute("PRAGMA integrity_check(3)")]
            if found != ["ok"]:
                raise BadInput(f"{path}: damaged: {'; '.join(found)}")
            orphans = copy.execute("PRAGMA foreign_key_check").fetchone()
            if orphans:
                raise BadInput(
                    f"{path}: damaged: a row of {orphans[0]} belongs to a row of {orphans[2]} that is missing"
                )
            (version,) = copy.execute("SELECT version_num FROM alembic_version").fetchone()
            if version > VERSION:
                raise BadInput(f"{path}: of schema version {version}, newer than this Svodka's {VERSION}")
            tables = copy.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
            names = sorted(str(row[0]) for row in tables)
            return {n: copy.execute(f'SELECT count(*) FROM "{n}"').fetchone()[0] for n in names}  # noqa: S608
    except sqlite3.Error as fault:
        raise BadInput(f"{path}: {fault}") from fault


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
