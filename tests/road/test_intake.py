"""The road of a post on the real database: kept once, weighed once, weighed again after a crash."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

import storage
from bot.alerts.configured import serve_configured
from bot.clock import SetClock
from bot.config import Settings
from bot.errors import StoreFault
from bot.intake import Intake
from bot.model import ChangeKind, Fate, Post, Subject, Transport, Weapon

START = datetime(2026, 9, 19, 18, 0, tzinfo=UTC)
GROUP = -1001


def settings(folder: Path) -> Settings:
    return Settings.model_validate(
        {
            "storage": {"url": f"sqlite+aiosqlite:///{folder / 'road.db'}"},
            "telegram": {"operators": [7]},
            "channels": [
                {"username": "ministry_x", "authority": "ministry"},
                {"username": "gov_kursk", "authority": "governor", "region": "RU-KRS"},
            ],
            "groups": [{"chat_id": GROUP, "regions": ["RU-KRS"]}],
        }
    )


@pytest.fixture
async def road(tmp_path: Path):
    clock = SetClock(START)
    configured = settings(tmp_path)
    store = await storage.open_store(configured.storage.url, clock)
    await store.put_channels(tuple(configured.channel_map.values()))
    await serve_configured(store, configured, START)
    yield Intake(store, clock, configured, await store.channels())
    await store.close()


def post(number: int, words: str, minutes: float, channel: str = "gov_kursk", edited: bool = False) -> Post:
    at = START + timedelta(minutes=minutes)
    return Post(
        channel=channel,
        message_id=number,
        posted=at,
        text=words,
        transport=Transport.PREVIEW,
        seen=at + timedelta(seconds=5),
        edited=at + timedelta(seconds=4) if edited else None,
    )


async def take(road: Intake, one: Post) -> list[ChangeKind]:
    assert isinstance(road.clock, SetClock)
    road.clock.set(one.seen)
    return [change.kind for change in await road.take(one)]


ALARM = "В Курской области объявлена опасность атаки БПЛА."
CLEAR = "Отбой опасности атаки БПЛА в Курской области."
REPORT = "Ночью над территорией Курской области сбито пять БПЛА."


async def test_a_greeting_is_kept_and_marked_read_and_asks_for_nothing_more(road: Intake):
    await take(road, post(1, "С праздником, дорогие земляки!", 0))
    asked: list[str] = []

    def remember(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    for engine in {road.store.database.reader, road.store.database.writer}:
        event.listen(engine.sync_engine, "before_cursor_execute", remember)
    await take(road, post(2, "Желаю доброго утра!", 5))
    kept, weighed = asked[:5], asked[5:]
    assert [one.split()[0] for one in kept] == ["SELECT", "INSERT", "INSERT", "UPDATE", "INSERT"]
    assert [one.split()[0] for one in weighed] == ["SELECT", "UPDATE", "DELETE", "UPDATE"]


async def test_an_alarm_opens_and_its_all_clear_closes(road: Intake):
    assert await take(road, post(1, ALARM, 0)) == [ChangeKind.OPENED]
    assert await take(road, post(2, CLEAR, 30)) == [ChangeKind.CLEARED]
    assert await road.store.open_episodes() == []


async def test_the_same_text_again_is_nothing_new(road: Intake):
    await take(road, post(1, ALARM, 0))
    assert await take(road, post(1, ALARM, 0)) == []
    assert road.counters.repeats == 1


async def test_an_edit_that_changes_a_number_is_a_correction_and_a_comma_is_none(road: Intake):
    assert await take(road, post(1, REPORT, 0)) == [ChangeKind.REPORT]
    assert await take(road, post(1, REPORT.replace("Ночью", "Ночью, "), 0.2, edited=True)) == []
    seven = post(1, REPORT.replace("пять", "семь"), 0.4, edited=True)
    assert await take(road, seven) == [ChangeKind.CORRECTED]


async def test_a_withdrawn_alarm_leaves_no_danger_but_stays_in_the_history(road: Intake):
    await take(road, post(1, ALARM, 0))
    (gone,) = await road.withdrawn("gov_kursk/1")
    assert gone.kind is ChangeKind.WITHDRAWN
    assert await road.store.open_episodes() == []
    kept = await road.store.post_text("gov_kursk/1")
    assert kept is not None
    assert kept.withdrawn


async def test_what_a_crash_left_unweighed_is_weighed_at_the_next_start(road: Intake):
    await road.store.keep(post(1, ALARM, 0))
    assert await road.store.open_episodes() == []
    assert await road.recover() == 1
    assert len(await road.store.open_episodes()) == 1
    assert await road.recover() == 0


async def listen(road: Intake, until: timedelta) -> list[ChangeKind]:
    """Time goes by while both channels are heard, a beat and a tick every five minutes."""
    assert isinstance(road.clock, SetClock)
    kinds: list[ChangeKind] = []
    while road.clock.now() < START + until:
        road.clock.set(road.clock.now() + timedelta(minutes=5))
        for name in road.channels:
            await road.store.beat(name, "preview", road.clock.now())
        kinds += [change.kind for change in await road.tick()]
    return kinds


async def test_a_danger_that_nobody_confirms_ends_by_rule_without_an_all_clear(road: Intake):
    await take(road, post(1, ALARM, 0))
    assert await listen(road, timedelta(hours=5, minutes=55)) == []
    assert await listen(road, timedelta(hours=6, minutes=10)) == [ChangeKind.EXPIRED]
    assert await road.store.open_episodes() == []


async def test_hours_in_which_the_channel_was_not_heard_end_no_danger(road: Intake):
    await take(road, post(1, ALARM, 0))
    await listen(road, timedelta(minutes=30))
    assert isinstance(road.clock, SetClock)
    road.clock.set(START + timedelta(hours=7))
    assert await road.tick() == ()
    assert len(await road.store.open_episodes()) == 1


class Faulty:
    """A store whose next transactions fail, as where the database is away for a moment."""

    def __init__(self, store: object, times: int) -> None:
        self._store, self._times = store, times

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def work(self) -> object:
        self._times -= 1
        if self._times >= 0:
            raise StoreFault("the database is away")
        return self._store.work()  # type: ignore[attr-defined]


async def test_what_a_fault_of_the_database_left_unweighed_is_weighed_without_a_restart(road: Intake):
    sound = road.store
    road.store = Faulty(sound, times=4)  # type: ignore[assignment]
    assert await take(road, post(1, ALARM, 0)) == []
    for _ in range(3):  # more often than a post that cannot be read is tried
        assert await road.recover() == 1
        assert await sound.open_episodes() == []
    assert await road.recover() == 1
    assert len(await sound.open_episodes()) == 1
    assert await road.recover() == 0


async def test_the_delivery_is_woken_when_what_is_owed_can_be_read(road: Intake):
    owed: list[asyncio.Task[object]] = []
    road.wake = lambda: owed.append(asyncio.create_task(road.store.outbox((Fate.WAITING,))))
    await take(road, post(1, ALARM, 0))
    (rows,) = [await task for task in owed]
    assert len(rows) == 1  # type: ignore[arg-type]


async def test_without_alerting_nothing_is_owed(road: Intake):
    road.alerting = False
    await take(road, post(1, ALARM, 0))
    assert await road.store.outbox(tuple(Fate)) == []


async def test_the_wounded_of_a_new_raid_ring_and_are_counted_beside_those_of_the_last(road: Intake):
    async def injured() -> int | None:
        tally = await road.store.tally(START.date(), "UTC", Subject.INJURED, Weapon.ANY, ["RU-KRS"])
        await road.store.tallies_put_by()
        return tally.regions[0].best

    await take(road, post(1, ALARM, 0))
    await take(road, post(2, "В Рыльске в результате атаки погибли два человека, ранены пять.", 10))
    await take(road, post(3, CLEAR, 20))
    assert await injured() == 5
    await take(road, post(4, ALARM, 30))
    assert await take(road, post(5, "В Рыльске в результате атаки ранена женщина.", 40)) == [ChangeKind.CASUALTY]
    assert await injured() == 6
    road.clock.set(START + timedelta(minutes=50))
    await road.withdrawn("gov_kursk/4")
    assert await injured() == 5
