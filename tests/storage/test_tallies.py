"""Tallies at hand: always what counting everything anew would give, whatever was written between questions."""

import asyncio
import random
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, text, update

from bot import reconciliation
from bot.errors import StoreFault
from bot.model import (
    Act,
    Authority,
    Channel,
    Count,
    Coverage,
    Episode,
    EpisodeState,
    Place,
    Reading,
    Role,
    Style,
    Subject,
    Transport,
    Voice,
    Weapon,
)
from bot.model.ports import Health, Scope
from storage import open_store
from storage.schema import tally_days, tally_rows

DAY = date(2025, 12, 13)
MOSCOW = "Europe/Moscow"
HOUR = timedelta(hours=1)
REGIONS = tuple(f"RU-{code}" for code in ("BEL", "BRY", "KRS", "VOR", "ROS", "LIP", "TUL", "ORL", "KLU", "SMO", "TVE"))
UAV = (Subject.INTERCEPTION, Weapon.UAV)

CHANNELS = (
    Channel(name="ministry", authority=Authority.MINISTRY, style=Style.WINDOWS),
    Channel(name="relay", authority=Authority.WIRE, relay_of="ministry"),
    Channel(name="gladkov", authority=Authority.GOVERNOR, region="RU-BEL"),
    Channel(name="bogomaz", authority=Authority.GOVERNOR, region="RU-BRY"),
    Channel(name="mayor", authority=Authority.MAYOR, region="RU-VOR", style=Style.RUNNING_TOTAL),
    Channel(name="wire", authority=Authority.WIRE),
)


async def counted_anew(store, day, zone, subject, weapon):
    """What reconciliation says of all claims that stand."""
    start, end = reconciliation.reach(day, zone, subject)
    stated = await store.stated(Scope(regions=frozenset(REGIONS), start=start, end=end))
    episodes = await store.episodes([], start, end)
    channels = await store.channels()
    return reconciliation.tally(stated, day, zone, subject, weapon, channels, episodes=episodes)


def bare(tally):
    return tally.model_copy(update={"coverage": Coverage(expected=0, alive=0)})


async def assert_as_counted_anew(store, day=DAY, zone=MOSCOW, subject=Subject.INTERCEPTION, weapon=Weapon.UAV):
    expected = await counted_anew(store, day, zone, subject, weapon)
    assert bare(await store.tally(day, zone, subject, weapon)) == expected


async def test_a_day_of_which_nothing_was_said_is_empty_not_zero(store):
    tally = await store.tally(DAY, MOSCOW, *UAV)
    assert (tally.regions, tally.headline, tally.sum_of_parts, tally.residual) == ((), None, None, None)


async def test_a_claim_is_in_its_days_tally_with_its_source(store, post, read, shot_down):
    await read(post(), shot_down(5))
    (row,) = (await store.tally(DAY, MOSCOW, *UAV)).regions
    assert (row.region, row.low, row.high, row.best) == ("RU-BEL", 5, 5, 5)
    assert row.sources[0].posts == ("https://t.me/gladkov/1",)
    assert (await store.tally(DAY - timedelta(days=1), MOSCOW, *UAV)).regions == ()
    assert (await store.tally(DAY, MOSCOW, Subject.INTERCEPTION, Weapon.MISSILE)).regions == ()


async def test_an_edit_and_a_withdrawal_change_a_tally_at_hand(store, post, read, shot_down, now):
    async def best():
        await store.tallies_put_by()
        return [row.best for row in (await store.tally(DAY, MOSCOW, *UAV)).regions]

    assert await best() == []
    await read(post("5"), shot_down(5))
    assert await best() == [5]
    await read(post("7", edited=now + HOUR), shot_down(7))
    assert await best() == [7]
    async with store.work() as work:
        await work.withdraw("gladkov/1", now + 2 * HOUR)
    assert await best() == []


async def test_one_regions_day_is_its_part_of_the_whole(store, post, read, shot_down):
    await store.put_channels(CHANNELS)
    everywhere = [shot_down(n, region) for n, region in enumerate(REGIONS, 1)]
    total = shot_down(66, role=Role.TOTAL, place=Place())
    joint = shot_down(6, "RU-BEL", "RU-KRS", start=post().posted - 9 * HOUR)
    await read(post("list", channel="ministry"), total, *everywhere)
    await read(post("joint", 2, channel="ministry"), joint)
    whole = await store.tally(DAY, MOSCOW, *UAV)
    for region in REGIONS:
        for _ in range(2):  # counted, then at hand
            part = await store.tally(DAY, MOSCOW, *UAV, regions=[region])
            assert part.regions == tuple(row for row in whole.regions if row.region == region)
            assert part.joint == tuple(row for row in whole.joint if region in row.regions)
            assert part.headline is None
            await store.tallies_put_by()
    assert whole.headline.best == 72
    assert len(whole.joint) == 1


async def test_regions_alone_do_not_make_the_whole(store, post, read, shot_down):
    await read(post(), shot_down(5), shot_down(3, "RU-BRY"))
    await store.tally(DAY, MOSCOW, *UAV, regions=["RU-BEL"])
    await store.tallies_put_by()
    assert [row.region for row in (await store.tally(DAY, MOSCOW, *UAV)).regions] == ["RU-BEL", "RU-BRY"]


async def test_people_are_counted_whatever_hit_them(store, post, read, shot_down):
    await read(post(), shot_down(2, subject=Subject.INJURED, weapon=None))
    for weapon in (Weapon.UAV, Weapon.ANY):
        assert (await store.tally(DAY, MOSCOW, Subject.INJURED, weapon)).regions[0].best == 2
    await read(post("ещё", 2), shot_down(1, subject=Subject.INJURED, weapon=None, act=Act.ADDS))
    await assert_as_counted_anew(store, subject=Subject.INJURED)


async def test_a_tally_counted_while_a_write_comes_is_not_kept(store, post, read, shot_down):
    await store.tally(DAY, MOSCOW, *UAV)
    await store.tallies_put_by()
    for number in range(1, 30):
        asked, _ = await asyncio.gather(
            store.tally(DAY, MOSCOW, *UAV), read(post(f"{number}", number), shot_down(number))
        )
        assert len(asked.regions) < 2
    await store.tallies_put_by()
    await assert_as_counted_anew(store)


async def test_another_configuration_counts_otherwise(store, post, read, shot_down):
    await store.put_channels(CHANNELS)
    await read(post("5"), shot_down(5))
    await read(post("3", 2, channel="ministry"), shot_down(3))
    assert (await store.tally(DAY, MOSCOW, *UAV)).headline.best == 3
    await store.tallies_put_by()
    governor = CHANNELS[0].model_copy(update={"authority": Authority.GOVERNOR, "region": "RU-BEL"})
    await store.put_channels([governor])
    assert (await store.tally(DAY, MOSCOW, *UAV)).headline is None


async def test_tallies_of_other_rules_are_not_shown_after_an_upgrade(url, clock):
    store = await open_store(url, clock)
    await store.tally(DAY, MOSCOW, *UAV)
    await store.tallies_put_by()
    async with store.database.writing() as connection:
        await connection.execute(text("UPDATE state SET value = 'old' WHERE key = 'tallies:rules'"))
        await connection.execute(update(tally_days).values(body='{"overlap":true}'))
    assert (await store.tally(DAY, MOSCOW, *UAV)).overlap
    await store.close()
    store = await open_store(url, clock)
    assert not (await store.tally(DAY, MOSCOW, *UAV)).overlap
    await store.close()


async def test_coverage_tells_who_was_silent(store, post, read, shot_down, clock, now):
    await store.put_channels(CHANNELS)
    await read(post(), shot_down(5))
    well = Health(channel="bogomaz", transport="preview", state="quiet", since=now)
    await store.put_health(well)
    coverage = (await store.tally(DAY, MOSCOW, *UAV)).coverage
    assert (coverage.expected, coverage.alive, coverage.silent) == (4, 2, ("mayor", "ministry"))
    assert {post.channel: post.at for post in coverage.last}["gladkov"] == now
    near = (await store.tally(DAY, MOSCOW, *UAV, regions=["RU-BRY"])).coverage
    assert (near.expected, near.silent) == (2, ("ministry",))


async def test_coverage_follows_every_post_that_comes_in_whatever_its_time(store, post, now):
    await store.put_channels(CHANNELS)

    async def last(day=DAY):
        coverage = (await store.tally(day, MOSCOW, *UAV)).coverage
        return {post.channel: post.at for post in coverage.last}["gladkov"]

    assert await last() is None
    for number, at, then in ((1, now, now), (2, now - HOUR, now), (3, now + HOUR, now + HOUR)):
        await store.keep(post("x", number, posted=at))
        assert await last() == then
    await store.keep(post("the day after", 4, posted=now + 24 * HOUR))
    assert await last() == now + HOUR
    assert await last(DAY + timedelta(days=1)) == now + 24 * HOUR


async def test_coverage_of_a_day_that_is_over_goes_by_what_was_heard_in_it(store, clock, now):
    await store.put_channels(CHANNELS)
    await store.beat("gladkov", "preview", now)
    clock.set(now + timedelta(days=5))
    await store.put_health(Health(channel="bogomaz", transport="preview", state="healthy", since=clock.now()))
    coverage = (await store.tally(DAY, MOSCOW, *UAV)).coverage
    assert "gladkov" not in coverage.silent
    assert "bogomaz" in coverage.silent


async def test_a_store_that_cannot_write_answers_all_the_same(sqlite, clock, post, shot_down):
    store = await open_store(sqlite, clock)
    revision = await store.keep(post())
    async with store.work() as work:
        await work.save_reading(revision, Reading(claims=(shot_down(5),)))
    async with store.database.writing() as connection:
        await connection.execute(text("PRAGMA query_only = 1"))
    with pytest.raises(StoreFault):
        await store.put("a", "b")
    assert [row.best for row in (await store.tally(DAY, MOSCOW, *UAV)).regions] == [5]
    await store.close()


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_written_the_tally_is_as_counted_anew(store, post, shot_down, now, seed):
    dice = random.Random(seed)
    await store.put_channels(CHANNELS)
    texts: dict[tuple[str, int], int] = {}

    def claim():
        regions = dice.sample(REGIONS, dice.choice([0, 1, 1, 1, 1, 2]))
        start = now + HOUR * dice.randrange(-50, 20)
        count = dice.choice([Count.exact(dice.randrange(9)), Count.about(20), Count.undisclosed()])
        changes = {"place": Place(regions=tuple(regions)), "count": count}
        if not regions:
            changes["role"] = Role.TOTAL
        if dice.random() < 0.1:
            changes["relayed_for"] = Authority.MINISTRY
        if dice.random() < 0.3:
            harm = [Subject.KILLED, Subject.INJURED, Subject.DAMAGE, Subject.FIRE]
            changes |= {"subject": dice.choice(harm), "weapon": None}
        return shot_down(1, start=start, hours=dice.choice([1, 3, 11, 24]), **changes)

    async def write():
        name, number = dice.choice(CHANNELS).name, dice.randrange(1, 12)
        version = texts[name, number] = texts.get((name, number), -1) + 1
        edited = now + timedelta(minutes=version) if version else None
        revision = await store.keep(
            post(f"{name} {number} {version}", number, channel=name, posted=now + HOUR * number, edited=edited)
        )
        claims = tuple(claim() for _ in range(dice.choice([0, 1, 1, 2, 13])))
        async with store.work() as work:
            if revision is not None:
                await work.save_reading(revision, Reading(claims=claims))

    async def withdraw():
        async with store.work() as work:
            await work.withdraw(f"{dice.choice(CHANNELS).name}/{dice.randrange(1, 12)}", now)

    async def alarm():
        voice = Voice(channel="mayor", message_id=1, at=now)
        since = now + HOUR * dice.randrange(-20, 20)
        episode = Episode(
            id="e",
            group="e",
            region="RU-VOR",
            weapon=Weapon.UAV,
            state=EpisodeState.OFF,
            since=since,
            ended=since + HOUR * dice.randrange(1, 9),
            opened_by=voice,
            last_confirmed=since,
            confirmed_by=voice,
        )
        async with store.work() as work:
            await work.save_episodes([episode])

    for _ in range(40):
        await dice.choice([write, write, write, withdraw, alarm])()
        if dice.random() < 0.6:
            day = DAY + timedelta(days=dice.randrange(-2, 2))
            zone = dice.choice([MOSCOW, "Europe/Kyiv", "Asia/Yekaterinburg"])
            subject = dice.choice([Subject.INTERCEPTION, Subject.KILLED, Subject.INJURED])
            await assert_as_counted_anew(store, day, zone, subject)
            region = dice.choice(REGIONS)
            part = await store.tally(day, zone, subject, Weapon.UAV, regions=[region])
            whole = await counted_anew(store, day, zone, subject, Weapon.UAV)
            assert part.regions == tuple(row for row in whole.regions if row.region == region)
        if dice.random() < 0.5:
            await store.tallies_put_by()


async def test_regions_of_which_nothing_was_said_take_little_room(store, post, read, shot_down):
    for offset in range(-3, 4):
        await store.tally(DAY + timedelta(days=offset), MOSCOW, *UAV)
    await store.tallies_put_by()
    await read(post(transport=Transport.PREVIEW), shot_down(5))
    for offset in range(-3, 4):
        await store.tally(DAY + timedelta(days=offset), MOSCOW, *UAV)
    await store.tallies_put_by()
    async with store.database.reading() as connection:
        rows = await connection.scalar(select(func.count()).select_from(tally_rows))
        said = await connection.scalar(select(func.count()).select_from(tally_rows).where(tally_rows.c.body != ""))
    assert said == 1
    assert rows <= 5
