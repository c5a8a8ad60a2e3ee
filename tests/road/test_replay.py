"""Replay: a database that nobody touched holds just what its posts come to; one that was touched is told of."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

import storage
from bot import replay
from bot.clock import SetClock
from bot.config import Settings
from bot.errors import UsageError
from bot.intake import Intake
from bot.model import Post, Transport

START = datetime(2026, 9, 19, 9, 0, tzinfo=UTC)
ALARM = "В Курской области объявлена опасность атаки БПЛА."
GOES_ON = "Опасность атаки БПЛА в Курской области сохраняется."
CLEAR = "Отбой опасности атаки БПЛА в Курской области."
REPORT = "Над территорией Курской области сбито пять БПЛА."
HARM = "В селе Званное дрон ударил по автомобилю, ранен водитель."
NIGHT = "За ночь уничтожены 12 БПЛА: 7 над Курской областью и 5 над Брянской."


class Day:
    """A day as it comes: posts, withdrawals and returns, each at its minute, on a database of its own."""

    def __init__(self, road: Intake, clock: SetClock) -> None:
        self.road, self.clock = road, clock

    async def post(self, number: int, minutes: float, words: str, *, seen: float | None = None, **more: object) -> None:
        at = START + timedelta(minutes=minutes)
        came = START + timedelta(minutes=minutes if seen is None else seen)
        self.clock.set(max(self.clock.now(), came))
        facts = {"channel": "gov_kursk", "transport": Transport.PREVIEW} | more
        await self.road.take(Post(message_id=number, posted=at, text=words, seen=came, **facts))

    async def edit(self, number: int, minutes: float, words: str, *, at: float, told: bool = True) -> None:
        edited = START + timedelta(minutes=at) if told else None
        await self.post(number, minutes, words, seen=at + 0.1, edited=edited)

    async def gone(self, number: int, minutes: float) -> None:
        self.clock.set(START + timedelta(minutes=minutes))
        await self.road.withdrawn(f"gov_kursk/{number}")

    async def listen(self, minutes: float) -> None:
        while self.clock.now() < START + timedelta(minutes=minutes):
            self.clock.set(self.clock.now() + timedelta(minutes=5))
            await self.road.store.beat("gov_kursk", "preview", self.clock.now())
            await self.road.tick()

    async def differs(self, since: date = date(2026, 9, 19), until: date = date(2026, 9, 22)) -> list[str]:
        return await replay.differences(self.road.store, self.road.settings, self.clock, since, until)


@pytest.fixture
async def day(tmp_path: Path) -> AsyncIterator[Day]:
    clock = SetClock(START)
    settings = Settings.model_validate(
        {
            "channels": [
                {"username": "ministry_x", "authority": "ministry"},
                {"username": "gov_kursk", "authority": "governor", "region": "RU-KRS"},
            ],
        }
    )
    store = await storage.open_store(f"sqlite+aiosqlite:///{tmp_path / 'kept.db'}", clock)
    await store.put_channels(tuple(settings.channel_map.values()))
    yield Day(Intake(store, clock, settings, await store.channels(), alerting=False), clock)
    await store.close()


async def test_an_untouched_database_differs_in_nothing(day: Day):
    await day.post(1, 0, ALARM)
    await day.post(2, 20, REPORT)
    await day.edit(2, 20, REPORT.replace("пять", "семь"), at=21)
    await day.edit(2, 20, REPORT.replace("пять", "восемь"), at=25, told=False)
    await day.post(3, 60, CLEAR)
    await day.post(9, 1200, NIGHT, channel="ministry_x")
    await day.post(4, 1300, HARM)
    await day.post(5, 1400, ALARM)
    await day.listen(1400 + 7 * 60)
    assert await day.differs() == []


async def test_a_report_that_was_withdrawn_is_withdrawn_again(day: Day):
    await day.post(1, 0, REPORT)
    await day.gone(1, 3)
    await day.post(2, 30, REPORT)
    await day.listen(300)
    assert await day.differs() == []


async def test_an_all_clear_that_was_withdrawn_reopens_before_what_came_after_it(day: Day):
    await day.post(1, 0, ALARM)
    await day.post(2, 30, CLEAR)
    await day.gone(2, 34)
    await day.post(3, 50, GOES_ON)
    await day.post(4, 90, CLEAR)
    assert await day.differs() == []


async def test_what_went_and_came_back_does_so_again(day: Day):
    await day.post(1, 0, ALARM)
    await day.gone(1, 4)
    await day.post(2, 5, REPORT)
    await day.post(1, 0, ALARM, seen=9)
    await day.gone(1, 14)
    await day.post(1, 0, ALARM, seen=19)
    await day.post(3, 40, CLEAR)
    assert await day.differs() == []


async def test_what_came_back_with_other_words_does_so_again(day: Day):
    await day.post(1, 0, ALARM)
    await day.gone(1, 4)
    await day.post(1, 0, GOES_ON, seen=9)
    await day.gone(1, 30)
    assert await day.differs() == []


async def test_posts_that_came_late_and_at_once_come_in_the_order_in_which_they_came(day: Day):
    await day.post(2, 30, CLEAR, seen=60)
    await day.post(1, 0, ALARM, seen=60)
    await day.post(8, 10, HARM, seen=200)
    await day.post(7, 5, REPORT, seen=100)  # an import's own times lie before what was kept already
    assert await day.differs() == []


async def test_how_long_ago_a_clock_ticked_is_no_difference(day: Day):
    await day.post(1, 0, ALARM)
    day.clock.set(START + timedelta(hours=40))
    assert await day.differs() == []


async def test_what_began_in_the_span_may_end_and_be_withdrawn_after_it(day: Day):
    await day.post(1, 890, ALARM)  # 23:50 UTC
    await day.post(2, 895, REPORT)
    await day.post(3, 930, CLEAR)
    await day.gone(2, 1000)
    assert await day.differs(until=date(2026, 9, 20)) == []


async def test_what_was_withdrawn_before_the_span_does_not_stand_in_it(day: Day):
    await day.post(1, 600, ALARM)
    await day.gone(1, 620)
    await day.post(2, 1000, GOES_ON)
    assert await day.differs(since=date(2026, 9, 20)) == []


async def test_a_claim_that_was_lost_is_told_of(day: Day):
    await day.post(2, 20, REPORT)
    async with day.road.store.database.writing() as connection:  # type: ignore[attr-defined]
        await connection.execute(text("UPDATE claims SET standing = 0"))
        await connection.execute(text("DELETE FROM changes"))
    differs = await day.differs()
    assert any(line.startswith("claim now: gov_kursk/2") for line in differs)
    assert any(line.startswith("message now: report RU-KRS") for line in differs)


async def test_a_danger_whose_end_was_forgotten_is_told_of(day: Day):
    await day.post(1, 0, ALARM)
    await day.post(2, 30, CLEAR)
    async with day.road.store.database.writing() as connection:  # type: ignore[attr-defined]
        await connection.execute(text("DELETE FROM episodes"))
    assert [line.partition(":")[0] for line in await day.differs()] == ["episode now"]


async def test_a_span_that_ends_before_it_begins_is_a_usage_error(day: Day):
    with pytest.raises(UsageError, match="--until 2026-09-19 is not after --since 2026-09-19"):
        await day.differs(until=date(2026, 9, 19))
