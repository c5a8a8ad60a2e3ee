"""Bring a database to this version's schema: at every opening, in this process, step by step.

Each migration is one transaction together with the record of it, begun under the write lock: killed in the
middle, a database is at the old version or at the new one, and two processes that open at once do not clash.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from bot.errors import BadConfig, StoreFault
from storage.engine import Database
from storage.schema import VERSION

SCRIPTS = Path(__file__).parent / "migrations"
_RECORD = "alembic_version"


async def migrate(database: Database, scripts: Path = SCRIPTS, head: str = VERSION) -> None:
    """Run what is missing. BadConfig: a newer version's database, or no database of ours at all."""
    _check_file(database)
    try:
        async with database.reading() as connection:
            version = await connection.run_sync(_version, database.name)
        while version != head:
            refuse_newer(database.name, version, head)
            async with database.writing(serial=True) as connection:
                version = await connection.run_sync(_one_step, scripts, head, database.name)
    except StoreFault as fault:
        raise _explained(database, fault) from fault
    except DBAPIError as fault:
        raise BadConfig(f"{database.name}: not a database that Svodka can use ({fault.orig})") from fault


def _version(connection: Connection, name: str) -> str:
    """The version recorded; '' for an empty database."""
    tables = inspect(connection).get_table_names()
    if _RECORD in tables:
        return str(connection.scalar(text(f"SELECT version_num FROM {_RECORD}")) or "")  # noqa: S608 - a constant
    if "revisions" in tables or (tables and connection.dialect.name == "sqlite"):
        raise BadConfig(f"{name}: holds tables of something else; give Svodka a database of its own")
    return ""


def refuse_newer(name: str, version: str, head: str = VERSION) -> None:
    """BadConfig where a database is of a newer version than `head`."""
    if version > head:
        raise BadConfig(
            f"{name}: its schema is version {version}, newer than this Svodka's {head}; "
            "install the newer Svodka, or restore a backup made before the upgrade"
        )


def _one_step(connection: Connection, scripts: Path, head: str, name: str) -> str:
    """Run the next migration, unless another process got there first; returns the version then recorded."""
    version = _version(connection, name)
    if version >= head:
        return version
    # Imported only when there is something to migrate: start-up is quicker without.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "+1")
    return _version(connection, name)


def _check_file(database: Database) -> None:
    """Say what is wrong with the file's place before the driver says it badly."""
    if not database.is_sqlite:
        return
    path = Path(database.url.database or "")
    if path.is_dir():
        raise BadConfig(f"storage.url: {path} is a directory; name a file in it")
    if not path.parent.is_dir():
        raise BadConfig(f"storage.url: there is no directory {path.parent.absolute()}; create it or name another place")


def _explained(database: Database, fault: StoreFault) -> BadConfig | StoreFault:
    words = str(fault)
    if str(getattr(fault.__cause__, "sqlstate", ""))[:2] in ("28", "3D"):  # who may log in; no such database
        return BadConfig(f"storage.url: {words}")
    if database.is_sqlite and "unable to open" in words:
        return BadConfig(f"{words}; is the directory there, and may this user write to it?")
    if database.is_sqlite and ("readonly" in words or "read-only" in words):
        return BadConfig(f"{words}; the file and its directory must be writable (WAL keeps two files beside it)")
    return fault
