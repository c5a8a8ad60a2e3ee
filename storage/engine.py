"""Connections: one serialised writer and a few readers on SQLite, a pool on PostgreSQL; faults named.

SQLite runs in WAL with synchronous FULL: what is committed survives a power cut. Its transactions are begun
by us (courier.py), IMMEDIATE for writing.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Table, event, make_url
from sqlalchemy import text as sql
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    DisconnectionError,
    InterfaceError,
    NoSuchModuleError,
    OperationalError,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import BadConfig, StoreFault
from storage.courier import connecting
from storage.roll import Roll

READERS = 4
PRAGMAS = (
    "busy_timeout = 5000",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = FAST",
)
LOOK_UP = {
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "enable_seqscan": "off",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "random_page_cost": "0.1",
    "seq_page_cost": "0.1",
}
"""How PostgreSQL plans for us. Every question is some look-ups in an index, and costs the same however much there is;
left alone the planner thinks of slow disks, and would rather read all posts there are than look up four thousand."""

WRITER_LOCK = 0x5AD0CA
"""The advisory lock that serialises work() between the processes that share one PostgreSQL."""

Inserting = Callable[[Table], "sqlite.Insert | postgresql.Insert"]
"""INSERT of one of the two databases, which knows ON CONFLICT."""

_writing: ContextVar["asyncio.Task[Any] | None"] = ContextVar("svodka_writing", default=None)
"""The task that is inside writing(). Tasks that it starts inherit the value, hence the comparison."""


class Database:
    """Where the rows are. Hands out connections inside transactions; knows the dialect."""

    def __init__(self, url: str) -> None:
        try:
            self.url = make_url(url)
            backend = self.url.get_backend_name()
            if backend not in ("sqlite", "postgresql"):
                raise BadConfig(f"storage.url = {url!r}: use sqlite+aiosqlite:///file or postgresql+asyncpg://…")
            self.is_sqlite = backend == "sqlite"
            engines = self._sqlite_engines() if self.is_sqlite else self._postgresql_engines()
            self.writer, self.reader, self._glancer = engines
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as fault:
            raise BadConfig(f"storage.url = {url!r}: {fault}") from fault
        self.insert: Inserting = sqlite.insert if self.is_sqlite else postgresql.insert
        self._one_writer = asyncio.Lock()
        self.roll = Roll()

    @property
    def name(self) -> str:
        """The database for people: the file, or the URL without its password."""
        return self.url.database or "" if self.is_sqlite else self.url.render_as_string(hide_password=True)

    def _sqlite_engines(self) -> tuple[AsyncEngine, AsyncEngine, AsyncEngine]:
        if not self.url.database or self.url.database == ":memory:":
            raise BadConfig(
                "storage.url: a database in memory loses alerts; name a file: sqlite+aiosqlite:///svodka.db"
            )
        (path,), options = self.url.get_dialect()().create_connect_args(self.url)
        options = {**options, "isolation_level": None, "timeout": 5.0}
        to_write = connecting(str(path), options, PRAGMAS, "BEGIN IMMEDIATE")
        to_read = connecting(str(path), options, (*PRAGMAS, "query_only = 1"), "BEGIN")
        writer = create_async_engine(self.url, pool_size=1, max_overflow=0, async_creator=to_write)
        reader = create_async_engine(self.url, pool_size=READERS, max_overflow=0, async_creator=to_read)
        return writer, reader, reader

    def _postgresql_engines(self) -> tuple[AsyncEngine, AsyncEngine, AsyncEngine]:
        engine = create_async_engine(
            self.url, pool_size=8, max_overflow=4, pool_use_lifo=True, connect_args={"server_settings": LOOK_UP}
        )
        event.listen(engine.sync_engine, "checkout", _still_open)
        snapshots = engine.execution_options(isolation_level="REPEATABLE READ")
        return engine, snapshots, engine.execution_options(isolation_level="AUTOCOMMIT")

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection that sees the last commit: one snapshot for all its queries."""
        with faults(self.name):
            async with self._connected(self.reader) as connection:
                yield connection

    @asynccontextmanager
    async def glancing(self) -> AsyncIterator[AsyncConnection]:
        """A connection for one statement, which sees one snapshot by itself: on PostgreSQL no transaction is begun and
        ended around it, each a way to the server and back."""
        with faults(self.name):
            async with self._connected(self._glancer) as connection:
                yield connection

    @asynccontextmanager
    async def writing(self, *, serial: bool = False) -> AsyncIterator[AsyncConnection]:
        """A write transaction: committed at the end, rolled back on an exception.

        On SQLite all writers wait for each other. On PostgreSQL only the `serial` ones do, in all processes.
        """
        if self.is_writing:
            raise RuntimeError("a write inside a write transaction would wait for itself for ever")
        token = _writing.set(asyncio.current_task())
        try:
            async with self._one_writer if self.is_sqlite else nullcontext():
                with faults(self.name):
                    async with self._connected(self.writer) as connection, connection.begin():
                        if serial and not self.is_sqlite:
                            await connection.execute(sql("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
                        yield connection
        finally:
            _writing.reset(token)

    @property
    def is_writing(self) -> bool:
        """Whether this task is inside a write transaction."""
        task = asyncio.current_task()
        return task is not None and _writing.get() is task

    @asynccontextmanager
    async def _connected(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        try:
            connection = await engine.connect()
        except OSError as fault:  # PostgreSQL's driver lets refused connections and unknown hosts through bare
            raise StoreFault(f"{self.name}: {fault}") from fault
        except Exception as fault:
            if type(fault).__module__.startswith("asyncpg"):
                raise StoreFault(f"{self.name}: {fault}") from fault
            raise
        try:
            yield connection
        finally:
            # A task that is cancelled a second time must not leave a transaction half rolled back behind it.
            await asyncio.shield(asyncio.ensure_future(connection.close()))

    async def settle(self) -> None:
        """Write the log back into the file and empty it, so that what was deleted is gone from the disk too."""
        if self.is_sqlite:
            async with self._one_writer:
                with faults(self.name):
                    async with self.writer.connect() as connection:
                        raw = await connection.get_raw_connection()
                        cursor = await raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
                        await cursor.close()

    async def close(self) -> None:
        """Close every connection."""
        await self.reader.dispose()
        await self.writer.dispose()


def _still_open(connection: Any, _record: object, _fairy: object) -> None:
    """A pooled connection that the server has closed meanwhile is not handed out. (The pool's own pre-ping asks the
    server, three ways there and back before each question.)"""
    if connection.driver_connection.is_closed():
        raise DisconnectionError


@contextmanager
def faults(name: str) -> Iterator[None]:
    """Give the database's own faults (full disk, read-only, away) a name that the road knows."""
    try:
        yield
    except (OperationalError, InterfaceError) as fault:
        raise StoreFault(f"{name}: {_plain(fault)}") from fault
    except DBAPIError as fault:
        if fault.connection_invalidated or "Connection" in type(fault.orig).__name__:
            raise StoreFault(f"{name}: {_plain(fault)}") from fault
        raise


def _plain(fault: DBAPIError) -> str:
    return str(fault.orig).splitlines()[0]
