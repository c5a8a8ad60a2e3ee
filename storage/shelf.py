"""What every shelf has: the database and the clock."""

from bot.clock import Clock
from storage.engine import Database


class Shelf:
    """A group of tables. The shelves together are the Store."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database, self.clock = database, clock
