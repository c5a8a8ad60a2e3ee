"""The database takes no writes for a while: alarms are kept, people are answered, health says it, nobody repairs."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.app import App
from bot.model import Fate
from bot.sandbox.play import states
from tests.full_disk import full_disk

DANGER = "❗️ {} область: объявлена опасность атаки БПЛА."


@pytest.fixture(autouse=True)
def quickly() -> Iterator[None]:
    """Drawing tracebacks for people takes seconds, in which the played clock runs on."""
    with capture_logs():
        yield


@asynccontextmanager
async def full(database: Any) -> AsyncIterator[None]:
    with full_disk():
        yield


@asynccontextmanager
async def read_only(database: Any) -> AsyncIterator[None]:
    """SQLite's own refusal: "attempt to write a readonly database"."""

    async def set_to(value: int) -> None:
        async with database.writer.connect() as connection:
            raw = await connection.get_raw_connection()
            await (await raw.driver_connection.execute(f"PRAGMA query_only = {value}")).close()

    await set_to(1)
    try:
        yield
    finally:
        await set_to(0)


async def is_said(bot: App, part: str) -> bool:
    """Whether /healthz names exactly this part (none: all is well). It tries a write every 15 s."""
    return [*await bot.service.watchman.verdict()] == ([part] if part else [])


async def nothing_is_owed(bot: App) -> bool:
    return not await bot.house.store.outbox((Fate.WAITING, Fate.LEASED), 1)


async def until(wanted: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(300):
        if await wanted():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("not seen within 15 s")


@pytest.mark.parametrize("refusing", [full, read_only])
async def test_what_the_database_refused_is_told_once_when_it_takes_writes_again(
    scene: Any, refusing: Callable[[Any], AbstractAsyncContextManager[None]]
) -> None:
    async with scene("2025-10-19T08:00+03:00") as here:
        await here.posts("gov_belgorod", DANGER.format("Белгородская"), "Белгородская область")
        bot, before = here.bot, states(here.stage.group)
        await until(lambda: nothing_is_owed(bot))
        async with refusing(bot.house.store.database):
            polls, looks = (len(here.sandbox.journal.of(name)) for name in ("getUpdates", "preview"))
            here.stage.post("gov_bryansk", DANGER.format("Брянская"))  # by the preview
            here.stage.post("gov_rostov", DANGER.format("Ростовская"))  # as channel_post
            await here.sandbox.wait_for(lambda: len(here.sandbox.journal.of("getUpdates")) > polls + 1, 10)
            await here.sandbox.wait_for(lambda: len(here.sandbox.journal.of("preview")) > looks + 20, 10)
            await until(lambda: is_said(bot, "database"))
            assert states(here.stage.group) == before
        await here.news(before, ("Брянская область",))
        await here.news(before, ("Ростовская область",))
        await until(lambda: is_said(bot, ""))
        heard = [m.text for m in here.sandbox.messages(here.stage.group, by_bot=True)]
        for region in ("Белгородская", "Брянская", "Ростовская"):
            assert sum(region in text for text in heard) == 1, heard


async def test_what_was_owed_before_is_kept_and_told_once(scene: Any) -> None:
    """The disk fills while Telegram does not answer: the alarm is in the outbox and cannot be leased."""
    async with scene("2025-10-19T08:00+03:00") as here:
        away = here.sandbox.fail("bad_gateway", method="sendMessage", times=None)
        here.stage.post("gov_belgorod", DANGER.format("Белгородская"))
        await here.sandbox.wait_for(lambda: away.used, 10)
        before = states(here.stage.group)
        async with full(here.bot.house.store.database):
            away.lift()
            looks = len(here.sandbox.journal.of("preview"))
            await here.sandbox.wait_for(lambda: len(here.sandbox.journal.of("preview")) > looks + 20, 10)
        await here.news(before, ("Белгородская область",))
        await here.posts("gov_bryansk", DANGER.format("Брянская"), "Брянская область")
        heard = [m.text for m in here.sandbox.messages(here.stage.group, by_bot=True)]
        assert sum("Белгородская" in text for text in heard) <= 2  # 502 is "uncertain": an alarm may come twice
