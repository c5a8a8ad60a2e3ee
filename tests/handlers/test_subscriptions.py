"""Subscribing by words and by buttons."""

from dataclasses import replace

import pytest

from bot.config import Settings
from bot.model import Interest, Severity


async def regions(house, chat_id, topic=0):
    return sorted({s.region for s in await house.store.subscriptions(chat_id, topic)})


@pytest.fixture
def alice(house):
    return house.sandbox.user("Alice", language="en")


async def test_a_region_is_subscribed_by_its_name(house, alice):
    answer = await house.ask(alice, "/subscribe Belgorod")
    assert answer.text.startswith("Alerts on: Belgorod Oblast")
    assert await regions(house, alice.id) == ["RU-BEL"]
    assert {s.interest for s in await house.store.subscriptions(alice.id)} == set(Interest)


async def test_my_city_and_its_neighbours(house, alice):
    await house.ask(alice, "/subscribe Шебекино и соседи")
    assert await regions(house, alice.id) == ["RU-BEL", "RU-KRS", "RU-VOR", "UA-09", "UA-59", "UA-63"]


@pytest.mark.parametrize(
    ("typed", "place"),
    [("Шебекинский округ", "Шебекинский округ"), ("Валуйки", "Валуйки"), ("Белгород", ""), ("Belgorod", "")],
)
async def test_whoever_asks_for_a_town_or_a_district_is_told_that_its_whole_region_is_meant(house, alice, typed, place):
    said = (await house.ask(alice, f"/subscribe {typed}")).text
    whole = f"{place} is a part of it: alerts are for the whole of Belgorod Oblast."
    assert (whole in said) if place else ("part of it" not in said)


async def test_subjects_and_gravity_can_be_named(house, alice):
    await house.ask(alice, "/subscribe Kursk threats casualties severe")
    wishes = await house.store.subscriptions(alice.id)
    assert {(w.interest, w.severity) for w in wishes} == {
        (Interest.THREAT, Severity.ATTACK),
        (Interest.CASUALTIES, Severity.ATTACK),
    }


async def test_the_picker_has_pages_and_its_buttons_subscribe(house, alice):
    shown = await house.ask(alice, "/subscribe")
    assert all(len(b["callback_data"].encode()) <= 64 for b in shown.buttons)
    await house.press(shown, "▸", alice)
    page = house.sandbox.messages(alice, by_bot=True)[-1]
    label = page.buttons[0]["text"]
    await house.press(page, label, alice)
    assert len(await regions(house, alice.id)) == 1
    page = house.sandbox.messages(alice, by_bot=True)[-1]
    assert page.buttons[0]["text"] == f"✓ {label}"
    await house.press(page, f"✓ {label}", alice)
    assert await regions(house, alice.id) == []


async def test_a_beginning_of_a_name_offers_what_may_be_meant(house, alice):
    shown = await house.ask(alice, "/subscribe belg")
    assert "Belgorod Oblast" in [b["text"] for b in shown.buttons]
    assert await regions(house, alice.id) == []
    await house.press(shown, "Belgorod Oblast", alice)
    assert await regions(house, alice.id) == ["RU-BEL"]


async def test_a_region_typed_in_reply_to_the_picker_is_searched_for(house, alice):
    shown = await house.ask(alice, "/subscribe")
    house.sandbox.say(alice, alice, "Курская область", reply_to=shown.id)
    await house.sandbox.wait_for(lambda: len(house.sandbox.messages(alice, by_bot=True)) == 2)
    assert await regions(house, alice.id) == ["RU-KRS"]


async def test_nothing_like_a_region_is_said_to_be_unknown(house, alice):
    answer = await house.ask(alice, "/subscribe ' OR 1=1--")
    assert "OR 1=1" in answer.text
    assert await regions(house, alice.id) == []


async def test_unsubscribing_takes_away_one_region_or_all(house, alice):
    await house.ask(alice, "/subscribe Belgorod, Kursk, Bryansk")
    await house.ask(alice, "/unsubscribe Kursk")
    assert await regions(house, alice.id) == ["RU-BEL", "RU-BRY"]
    shown = await house.ask(alice, "/unsubscribe")
    await house.press(shown, "Remove everything", alice)
    assert await regions(house, alice.id) == []


async def test_a_forum_topic_subscribes_for_itself(house):
    bob = house.sandbox.user("Bob", language="en")
    forum = house.sandbox.group("Forum", admins=(bob,), topics={7: "Alerts"})
    house.sandbox.say(forum, bob, "/subscribe Belgorod", topic=7)
    await house.sandbox.wait_for(lambda: house.sandbox.messages(forum, by_bot=True))
    assert await regions(house, forum.id, 7) == ["RU-BEL"]
    assert await regions(house, forum.id, 0) == []
    assert house.sandbox.messages(forum, by_bot=True)[0].topic == 7


async def test_the_relay_channel_of_a_region_is_offered_to_its_subscribers(house, alice):
    relay = {"region": "RU-BEL", "chat_id": -1001, "username": "bel_alerts"}
    house.application.bot_data["desk"] = replace(house.desk, settings=Settings(relays=[relay]))
    assert "@bel_alerts" in (await house.ask(alice, "/subscribe Belgorod")).text
    assert "@bel_alerts" not in (await house.ask(alice, "/subscribe Kursk")).text


async def test_words_that_were_not_understood_are_named(house, alice):
    said = (await house.ask(alice, "/subscribe belgorod casualties severity 5")).text
    assert "Belgorod Oblast" in said and "“severity 5” and left it out" in said
