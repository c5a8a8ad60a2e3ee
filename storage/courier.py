"""The way to a SQLite connection's own thread and back: once for each statement.

aiosqlite goes there for the cursor, for the statement, for its rows and to close the cursor again; with some thirty
statements a post and fifteen an answer that was most of what both cost. Here a statement brings its rows along, and
the first one of a transaction begins it. (The sqlite3 module's own BEGIN would leave DDL outside of transactions.)
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from threading import Thread
from typing import Any

import aiosqlite
from aiosqlite.core import _STOP_RUNNING_SENTINEL as STOP
from aiosqlite.core import set_exception, set_result

Parameters = Sequence[Any]
_CHUNK = 64  # aiosqlite's own: rows at a time where a cursor is iterated, which nobody here does


class Courier(aiosqlite.Connection):
    """A connection whose cursors fetch all that there is in one go. `begin` is how a transaction begins."""

    def __init__(self, connector: Callable[[], sqlite3.Connection], begin: str) -> None:
        super().__init__(connector, _CHUNK)
        self.asked = False  # whether anything was since the last commit or rollback
        self._thread = Thread(target=_answer, args=(self._tx,), daemon=True)  # a bot that is ended does not wait for it
        self.begin = begin

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if not self._thread.is_alive():  # nobody would ever answer; the pool knows these words, and reconnects
            raise sqlite3.OperationalError("no active connection: its thread has ended")
        return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]

    def stop(self) -> asyncio.Future[Any] | None:
        """End the thread; None where it has ended."""
        return super().stop() if self._thread.is_alive() else None

    async def commit(self) -> None:
        """Commit what there is to commit."""
        if self.asked:
            await super().commit()
            self.asked = False

    async def rollback(self) -> None:
        """Roll back what there is to roll back: SQLAlchemy asks for it after each commit too."""
        if self.asked:
            await super().rollback()
            self.asked = False

    def cursor(self) -> "Cursor":  # type: ignore[override]
        """A cursor; making one costs nothing."""
        return Cursor(self)


def _answer(asked: Any) -> None:
    """A connection's thread: does what was asked, even where the loop that asked was closed meanwhile, until it is told
    to stop. (aiosqlite's own dies where nobody can be answered any more, and leaves whoever asks next waiting.)"""
    result: object = None
    while result is not STOP:
        future, function = asked.get()
        tell: Callable[..., None] = set_result
        result = None
        try:
            said = result = function()
        except BaseException as fault:  # it is raised where the answer is awaited
            tell, said = set_exception, fault
        if future is not None:
            with suppress(RuntimeError):  # "Event loop is closed": nobody waits for the answer
                future.get_loop().call_soon_threadsafe(tell, future, said)


class Cursor:
    """What SQLAlchemy needs of an asynchronous cursor: what came of the last statement."""

    def __init__(self, courier: Courier) -> None:
        self._courier = courier
        self.description: Any = None
        self.rowcount, self.arraysize = -1, 1
        self.lastrowid: int | None = None
        self._rows: list[Any] = []

    async def __aenter__(self) -> "Cursor":
        return self

    async def execute(self, statement: str, parameters: Parameters = ()) -> None:
        """Run a statement and fetch its rows."""
        await self._send(sqlite3.Connection.execute, statement, parameters)

    async def executemany(self, statement: str, parameters: Iterable[Parameters]) -> None:
        """Run a statement for each of several."""
        await self._send(sqlite3.Connection.executemany, statement, parameters)

    async def fetchall(self) -> list[Any]:
        """The rows, which are here already."""
        return self._rows

    async def close(self) -> None:
        """Nothing is open."""

    async def _send(self, how: Callable[..., sqlite3.Cursor], statement: str, parameters: object) -> None:
        self._courier.asked = True
        await self._courier._execute(self._run, how, statement, parameters)

    def _run(self, how: Callable[..., sqlite3.Cursor], statement: str, parameters: object) -> None:
        """In the connection's thread; the cursor never leaves it."""
        connection = self._courier._conn
        if not connection.in_transaction:
            connection.execute(self._courier.begin).close()
        cursor = how(connection, statement, parameters)
        try:
            self._rows = cursor.fetchall()
            self.description, self.rowcount, self.lastrowid = cursor.description, cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


def connecting(
    path: str, options: dict[str, Any], pragmas: Sequence[str], begin: str
) -> Callable[..., Awaitable[aiosqlite.Connection]]:
    """What opens such a connection, as create_async_engine(async_creator=…) asks for it."""

    def connected() -> sqlite3.Connection:
        connection: sqlite3.Connection = sqlite3.connect(path, **options)
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()
        return connection

    return lambda: Courier(connected, begin)
