"""Store: all shelves under one roof, and the write transaction."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from bot.clock import Clock
from bot.model import Stated, Subject
from bot.model.ports import Scope, Store, Work
from storage.changes import ChangeShelf
from storage.channels import ChannelShelf
from storage.chats import ChatShelf
from storage.claims import Mark, read_from, stated_in, stated_page
from storage.derived import DerivedShelf
from storage.election import Offices
from storage.engine import Database
from storage.forgetting import forget_by_old_rules
from storage.migrate import migrate
from storage.outbox import OutboxShelf
from storage.posts import PostShelf
from storage.sources import SourceShelf
from storage.spans import SpanShelf
from storage.state import StateShelf
from storage.withdrawals import WithdrawalShelf
from storage.work import SqlWork


class SqlStore(
    ChannelShelf,
    PostShelf,
    SpanShelf,
    DerivedShelf,
    ChangeShelf,
    WithdrawalShelf,
    SourceShelf,
    ChatShelf,
    OutboxShelf,
    StateShelf,
):
    """Keeps the promise of bot.model.ports.Store on SQLite and on PostgreSQL."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock)
        self._offices = Offices(database)

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """The serialised write transaction: commits at the end, rolls back on an exception."""
        async with self.database.writing(serial=True) as connection:
            yield SqlWork(self.database, connection, self.clock)

    async def stated(self, scope: Scope, subjects: Sequence[Subject] = ()) -> Sequence[Stated]:
        """The standing claims in scope, of these subjects or all."""
        async with self.database.reading() as connection:
            return await stated_in(connection, scope, subjects)

    async def read_from(self, revision_id: int) -> Sequence[Stated]:
        """The claims that were read from a revision, whether they stand or not."""
        async with self.database.reading() as connection:
            return await read_from(connection, revision_id)

    async def every_claim(self, start: datetime, end: datetime) -> AsyncIterator[Stated]:
        """Standing claims of posts posted in [start, end), in order of posting, in bounded memory."""
        mark: Mark | None = None
        while True:
            async with self.database.reading() as connection:
                page, mark = await stated_page(connection, start, end, mark)
            for stated in page:
                yield stated
            if mark is None:
                return

    async def elect(self, name: str) -> bool:
        """Try to hold an office ("poller", "sender") that one process per database may hold; True while it is
        ours. Ask again from time to time. It is given up by `close`, or when the process dies."""
        return await self._offices.take(name)

    async def resign(self, name: str) -> None:
        """Give an office up."""
        await self._offices.give_up(name)

    async def close(self) -> None:
        """Give up every office, close every connection."""
        await self.tallies_put_by()
        await self._offices.close()
        await self.database.close()


async def open_store(url: str, clock: Clock) -> SqlStore:
    """Open the database at `url`, create it where it is missing, bring it to this version's schema.

    Raises BadConfig where the URL or the file cannot be used, or the database is of a newer version,
    StoreFault where it cannot be reached now.
    """
    database = Database(url)
    try:
        await migrate(database)
        await forget_by_old_rules(database)
    except BaseException:
        await database.close()
        raise
    store = SqlStore(database, clock)
    _keeps_the_promise: Store = store
    return store
