"""Store: all shelves under one roof, and the write transaction."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bot.clock import Clock
from bot.model import Stated, Subject
from bot.model.ports import Scope, Store, Work
from storage.channels import ChannelShelf
from storage.chats import ChatShelf
from storage.claims import stated_in
from storage.derived import DerivedShelf
from storage.engine import Database
from storage.migrate import migrate
from storage.outbox import OutboxShelf
from storage.posts import PostShelf
from storage.sources import SourceShelf
from storage.state import StateShelf
from storage.tallies import TallyShelf
from storage.work import SqlWork


class SqlStore(ChannelShelf, PostShelf, TallyShelf, DerivedShelf, SourceShelf, ChatShelf, OutboxShelf, StateShelf):
    """Keeps the promise of bot.model.ports.Store on SQLite and on PostgreSQL."""

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """The serialised write transaction: commits at the end, rolls back on an exception."""
        async with self.database.writing(serial=True) as connection:
            yield SqlWork(self.database, connection, self.clock)

    async def stated(self, scope: Scope, subjects: Sequence[Subject] = ()) -> Sequence[Stated]:
        """The standing claims in scope, of these subjects or all."""
        async with self.database.reading() as connection:
            return await stated_in(connection, scope, subjects)

    async def close(self) -> None:
        """Close every connection."""
        await self.database.close()


async def open_store(url: str, clock: Clock) -> SqlStore:
    """Open the database at `url`, create it where it is missing, bring it to this version's schema.

    Raises BadConfig where the URL or the file cannot be used, or the database is of a newer version,
    StoreFault where it cannot be reached now.
    """
    database = Database(url)
    try:
        await migrate(database)
    except BaseException:
        await database.close()
        raise
    store = SqlStore(database, clock)
    _keeps_the_promise: Store = store
    return store
