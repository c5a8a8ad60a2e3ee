"""Digests: once per chat and local date, right over changes of the clocks, yesterday whole and then the night."""

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.alerts.digest import due, owe_digests, skip_past
from bot.clock import SetClock
from bot.model import Chat, Claim, Count, Place, Post, Reading, Subject, Transport, Weapon, Window

KYIV = Chat(chat_id=-1, timezone="Europe/Kyiv", digest=time(8))


def utc(*at):
    return datetime(*at, tzinfo=UTC)


def test_it_is_due_from_its_hour_on_for_half_a_day():
    assert due(KYIV, utc(2025, 12, 13, 5, 59)) is None
    assert due(KYIV, utc(2025, 12, 13, 6, 0)).isoformat() == "2025-12-13"
    assert due(KYIV, utc(2025, 12, 13, 17, 59)).isoformat() == "2025-12-13"
    assert due(KYIV, utc(2025, 12, 13, 18, 0)) is None


def test_an_evenings_digest_is_still_due_after_midnight():
    evening = KYIV.model_copy(update={"digest": time(23, 30)})
    assert due(evening, utc(2025, 12, 13, 22, 5)).isoformat() == "2025-12-13"  # 00:05 on the 14th
    assert due(evening, utc(2025, 12, 14, 9, 31)) is None


async def test_an_evenings_digest_that_was_missed_tells_of_its_own_days_once(tmp_path, open_desk):
    clock = SetClock(utc(2025, 12, 13, 21, 5))  # 00:05 on the 14th in Moscow
    async with open_desk(tmp_path, clock) as desk:
        group = desk.sandbox.group("Group")
        await desk.join(group.id, digest=time(23, 30))
        assert await owe_digests(desk.store, {}, clock.now()) == 1
        assert await owe_digests(desk.store, {}, clock.now() + timedelta(minutes=1)) == 0
        await desk.drain()
        (digest,) = desk.sandbox.messages(group)
        assert "Yesterday, 12 December" in digest.text
        assert await owe_digests(desk.store, {}, clock.now() + timedelta(hours=24)) == 1


def test_a_closed_chat_and_one_without_an_hour_get_none():
    at = utc(2025, 12, 13, 7)
    assert due(KYIV.model_copy(update={"closed": "blocked"}), at) is None
    assert due(KYIV.model_copy(update={"digest": None}), at) is None


@pytest.mark.parametrize(
    "night",
    [utc(2025, 10, 26, 0, 0), utc(2026, 3, 29, 0, 0)],  # Kyiv: 03:30 comes twice, then not at all
)
async def test_an_hour_that_comes_twice_or_never_gives_one_digest(tmp_path, open_desk, night):
    clock = SetClock(night)
    async with open_desk(tmp_path, clock) as desk:
        await desk.join(-1, timezone="Europe/Kyiv", digest=time(3, 30))
        owed = 0
        for _ in range(4 * 12):
            clock.set(clock.now() + timedelta(minutes=15))
            owed += await owe_digests(desk.store, {}, clock.now())
        assert owed == 1


async def test_a_restart_and_a_clock_set_back_give_no_second_one(tmp_path, open_desk):
    clock = SetClock(utc(2025, 12, 13, 6))
    async with open_desk(tmp_path, clock) as desk:
        await desk.join(-1, timezone="Europe/Kyiv", digest=time(8))
        assert await owe_digests(desk.store, {}, clock.now()) == 1
        assert await owe_digests(desk.store, {}, clock.now() + timedelta(hours=2)) == 0
        assert await owe_digests(desk.store, {}, clock.now() + timedelta(hours=24)) == 1


async def test_an_hour_that_had_passed_when_it_was_set_waits_for_tomorrow(tmp_path, open_desk):
    clock = SetClock(utc(2025, 12, 13, 9))
    async with open_desk(tmp_path, clock) as desk:
        await desk.join(-1, timezone="Europe/Kyiv", digest=time(8))
        await skip_past(desk.store, await desk.store.chat(-1), clock.now())
        assert await owe_digests(desk.store, {}, clock.now()) == 0
        assert await owe_digests(desk.store, {}, clock.now() + timedelta(hours=24)) == 1


async def test_it_tells_yesterday_whole_and_then_the_night_without_sound(tmp_path, open_desk):
    now = utc(2025, 12, 13, 5, 30)  # 08:30 in Moscow
    async with open_desk(tmp_path, SetClock(now)) as desk:
        group = desk.sandbox.group("Group")
        await desk.join(group.id, digest=time(8))
        for number, (hours_ago, downed) in enumerate([(20, 5), (3, 7)], 1):
            at = now - timedelta(hours=hours_ago)
            post = Post(
                channel="gov_north", message_id=number, posted=at, text=f"{downed} downed",
                transport=Transport.PREVIEW, seen=at,
            )  # fmt: skip
            claim = Claim(
                subject=Subject.INTERCEPTION, place=Place(regions=("RU-BEL",)), count=Count.exact(downed),
                weapon=Weapon.UAV, window=Window.point(at),
            )  # fmt: skip
            revision = await desk.store.keep(post)
            async with desk.store.work() as work:
                await work.save_reading(revision, Reading(claims=(claim,)))
        assert await owe_digests(desk.store, await desk.store.channels(), now) == 1
        await desk.drain()
        (digest,) = desk.sandbox.messages(group)
        yesterday, night = digest.text.index("5 drones"), digest.text.index("7 drones")
        assert digest.text.index("Yesterday, 12 December") < yesterday < digest.text.index("The night so far") < night
        assert digest.text.count("No report is not zero") == 2  # each with its own coverage
        assert digest.silent


async def test_who_was_heard_yesterday_and_is_silent_tonight_is_told_as_silent(tmp_path, open_desk):
    now = utc(2025, 12, 13, 5)  # 08:00 in Moscow
    async with open_desk(tmp_path, SetClock(now - timedelta(hours=20))) as desk:
        group = desk.sandbox.group("Group")
        await desk.join(group.id, digest=time(8))
        for channel in await desk.store.channels():
            await desk.store.beat(channel, "preview", desk.clock.now())
        desk.clock.set(now)
        await owe_digests(desk.store, await desk.store.channels(), now)
        await desk.drain()
        (digest,) = desk.sandbox.messages(group)
        yesterday, night = digest.text.split("The night so far", 1)
        assert "2 of 2 channels heard" in yesterday
        assert "0 of 2 channels heard" in night
        assert "Not heard: " in night
        assert "Days are counted in" in night
