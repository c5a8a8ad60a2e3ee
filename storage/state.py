"""Shelf of small state: poll offsets, schedules, file ids. A chat's own keys carry its id between colons."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database
from storage.schema import state
from storage.shelf import Shelf


class StateShelf(Shelf):
    """Named values."""

    async def get(self, key: str) -> str | None:
        """The value kept under a key."""
        async with self.database.reading() as connection:
            return await connection.scalar(select(state.c.value).where(state.c.key == key))

    async def put(self, key: str, value: str) -> None:
        """Keep a value under a key."""
        async with self.database.writing() as connection:
            await keep(self.database, connection, key, value)

    async def beginning(self, prefix: str) -> Mapping[str, str]:
        """All values whose keys begin so, by key."""
        query = select(state.c.key, state.c.value).where(state.c.key.startswith(prefix, autoescape=True))
        async with self.database.reading() as connection:
            return {row.key: row.value for row in await connection.execute(query)}


async def keep(database: Database, connection: AsyncConnection, key: str, value: str) -> None:
    """Keep a value under a key, in a transaction that does more."""
    query = database.insert(state).values(key=key, value=value)
    await connection.execute(query.on_conflict_do_update(index_elements=["key"], set_={"value": query.excluded.value}))
