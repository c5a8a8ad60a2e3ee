"""One holder of an office (the poller, the sender) among all processes that share a database.

PostgreSQL: an advisory lock on a connection of its own, gone when the process or its connection is.
SQLite: a lock file beside the database, which the kernel lets go when the process ends, however it ends.
"""

import fcntl
import os
from pathlib import Path
from zlib import crc32

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import WRITER_LOCK, Database, faults


class Offices:
    """The offices that this process holds."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._files: dict[str, int] = {}
        self._connections: dict[str, AsyncConnection] = {}

    async def take(self, name: str) -> bool:
        """Try to hold an office; True while it is ours. Ask again from time to time: a lost connection
        to PostgreSQL loses the office with it."""
        if self._database.is_sqlite:
            return name in self._files or self._lock_file(name)
        if name in self._connections:
            if await self._alive(self._connections[name]):
                return True
            await self.give_up(name)
        return await self._lock_row(name)

    async def give_up(self, name: str) -> None:
        """Let go of an office, if it is held."""
        if (file := self._files.pop(name, None)) is not None:
            os.close(file)
        if (connection := self._connections.pop(name, None)) is not None:
            await connection.invalidate()
            await connection.close()

    async def close(self) -> None:
        """Let go of all."""
        for name in (*self._files, *self._connections):
            await self.give_up(name)

    def _lock_file(self, name: str) -> bool:
        path = Path(f"{self._database.url.database}.{name}.lock")
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        self._files[name] = file
        return True

    async def _lock_row(self, name: str) -> bool:
        office = crc32(name.encode()) - 2**31  # PostgreSQL's second key is a signed 32-bit number
        lock = text("SELECT pg_try_advisory_lock(:house, :office)")
        with faults(self._database.name):
            connection = await self._database.writer.connect()
            try:
                await connection.execution_options(isolation_level="AUTOCOMMIT")
                got = bool(await connection.scalar(lock, {"house": WRITER_LOCK, "office": office}))
            except BaseException:
                await connection.close()
                raise
        if got:
            self._connections[name] = connection
        else:
            await connection.close()
        return got

    @staticmethod
    async def _alive(connection: AsyncConnection) -> bool:
        try:
            await connection.scalar(text("SELECT 1"))
        except (SQLAlchemyError, OSError):
            return False
        return True
