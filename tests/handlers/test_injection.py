"""Whatever is typed after a command, the database is not touched by it: bound parameters only."""

import itertools
import random

import pytest
from sqlalchemy import text as sql

from tests.fuzz import texts
from tests.handlers.conftest import House

KEPT = ("posts", "revisions", "claims", "incidents", "episodes", "subscriptions")
HOSTILE = (
    "' OR 1=1--",
    "'; DROP TABLE posts;--",
    '" UNION SELECT * FROM chats--',
    "%' OR '%'='",
    "\\'; --",
    "$1",
    ":x",
)
COMMANDS = ("/today", "/day", "/region", "/last", "/incident", "/place", "/now", "/unsubscribe", "/settings", "/why")


async def rows(house: House) -> dict[str, int]:
    async with house.store.database.reading() as connection:
        tables = {
            row[0] for row in await connection.execute(sql("SELECT name FROM sqlite_master WHERE type = 'table'"))
        }
        assert (await connection.scalar(sql("PRAGMA integrity_check"))) == "ok"
        counted = {name: await connection.scalar(sql(f"SELECT count(*) FROM {name}")) for name in tables & {*KEPT}}
    assert counted["claims"]
    return counted


@pytest.mark.parametrize("count", [60, pytest.param(5_000, marks=[pytest.mark.drill, pytest.mark.timeout(1200)])])
async def test_nothing_that_is_typed_reaches_the_database_as_more_than_a_value(house: House, count: int) -> None:
    before, dice, commands = await rows(house), random.Random(count), itertools.cycle(COMMANDS)
    for number, nasty in enumerate(texts(count, seed=count)):
        person = house.sandbox.user(f"Person {number}", language="en")  # each is new: nobody asks too often
        typed = dice.choice((*HOSTILE, nasty[:3000], "x" * 4000))
        said = await house.ask(person, f"{next(commands)} {typed}")
        assert said.text or said.media
    assert await rows(house) == before
