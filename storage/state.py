"""Shelf of small state: poll offsets, schedules, file ids. A chat's own keys carry its id between colons."""

from sqlalchemy import select

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
        query = self.database.insert(state).values(key=key, value=value)
        async with self.database.writing() as connection:
            await connection.execute(
                query.on_conflict_do_update(index_elements=["key"], set_={"value": query.excluded.value})
            )
