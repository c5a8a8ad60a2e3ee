"""Channels, episodes, incidents and small state."""

from datetime import timedelta

import pytest

from bot.model import Authority, Channel, Episode, EpisodeState, Incident, Object, Style, Voice, Weapon, Window
from bot.model.ports import Scope

HOUR = timedelta(hours=1)


@pytest.fixture
def episode(now):
    def make(name="e1", region="RU-BEL", since=now, ended=None, **changes):
        voice = Voice(channel="gladkov", message_id=1, at=since)
        told = {
            "id": name,
            "group": name,
            "region": region,
            "weapon": Weapon.UAV,
            "state": EpisodeState.OFF if ended else EpisodeState.ON,
            "since": since,
            "opened_by": voice,
            "last_confirmed": since,
            "confirmed_by": voice,
            "ended": ended,
        }
        return Episode(**told | changes)

    return make


@pytest.fixture
def incident(now):
    def make(name="i1", region="RU-BEL", start=now):
        window = Window(start=start, end=start + HOUR, said="hours")
        return Incident(id=name, region=region, window=window, objects=(Object.VEHICLE,))

    return make


async def test_episodes_are_found_while_open_and_by_time(store, episode, now):
    past = episode("e0", since=now - 9 * HOUR, ended=now - 8 * HOUR)
    async with store.work() as work:
        await work.save_episodes([past, episode(), episode("e2", "RU-KRS")])
    assert await store.open_episodes() == [episode(), episode("e2", "RU-KRS")]
    assert await store.open_episodes(["RU-KRS"]) == [episode("e2", "RU-KRS")]
    assert await store.episodes(["RU-BEL"], now - 10 * HOUR, now - 7 * HOUR) == (past,)
    assert await store.episodes(["RU-BEL"], now - 7 * HOUR, now - HOUR) == ()
    assert await store.episodes([], now - 10 * HOUR, now + HOUR) == (past, episode(), episode("e2", "RU-KRS"))


async def test_an_episode_is_replaced_by_its_newer_state_or_goes(store, episode, now):
    async with store.work() as work:
        await work.save_episodes([episode(), episode("e2")])
        await work.save_episodes([episode(ended=now + HOUR)], gone=["e2"])
    assert await store.open_episodes() == []
    assert await store.episodes([], now, now + HOUR) == (episode(ended=now + HOUR),)


async def test_incidents_are_found_by_the_name_of_their_area(store, incident, now):
    async with store.work() as work:
        shebekino = incident("i2").model_copy(update={"area": "Шебекино"})
        await work.save_incidents([incident(), shebekino, incident("i0", start=now - 9 * HOUR)])
    found = await store.incidents_at(
        lambda region, area: (region, area) == ("RU-BEL", "Шебекино"), now - HOUR, now + HOUR
    )
    assert [i.id for i in found] == ["i2"]
    assert await store.incidents_at(lambda region, area: True, now + HOUR, now + 2 * HOUR) == []


async def test_incidents_are_found_by_region_and_time(store, incident, now):
    async with store.work() as work:
        await work.save_incidents([incident(), incident("i2", "RU-KRS"), incident("i0", start=now - 9 * HOUR)])
        await work.save_incidents([], gone=["i2"])
    assert await store.incidents(["RU-BEL"], now - HOUR, now + HOUR) == (incident(),)
    assert [i.id for i in await store.incidents([], now - 10 * HOUR, now + HOUR)] == ["i0", "i1"]
    assert await store.incident("i1") == incident()
    assert await store.incident("i2") is None


async def test_what_is_known_holds_what_the_scope_touches(store, episode, incident, now, post, read, shot_down):
    (stated,) = await read(post(), shot_down())
    async with store.work() as work:
        await work.save_episodes([episode(), episode("e2", "RU-KRS")])
        await work.save_incidents([incident(), incident("i2", "RU-KRS")])
    scope = Scope(regions=frozenset({"RU-BEL"}), start=now - HOUR, end=now + HOUR)
    async with store.work() as work:
        known = await work.known(scope)
        nothing = await work.known(scope.model_copy(update={"regions": frozenset()}))
    assert (known.stated, known.episodes, known.incidents) == ((stated,), (episode(),), (incident(),))
    assert (nothing.stated, nothing.episodes, nothing.incidents) == ((), (), ())


async def test_a_channel_keeps_its_pinned_id_and_its_learnt_names(store):
    configured = Channel(
        name="gladkov", authority=Authority.GOVERNOR, region="RU-BEL", style=Style.PLAIN, aliases=("vvgladkov",)
    )
    await store.put_channels([configured])
    await store.pin("gladkov", -1001, "Настоящий Гладков")
    await store.rename("gladkov", "Gladkov_New")
    await store.rename("gladkov", "gladkov")
    await store.put_channels([configured.model_copy(update={"language": "uk"})])
    channel = (await store.channels())["gladkov"]
    assert (channel.id, channel.title, channel.language) == (-1001, "Настоящий Гладков", "uk")
    assert channel.aliases == ("vvgladkov", "gladkov_new")
    assert channel.authority is Authority.GOVERNOR


async def test_small_state_is_kept_and_replaced(store):
    assert await store.get("offset") is None
    await store.put("offset", "1")
    await store.put("offset", "2")
    assert await store.get("offset") == "2"
