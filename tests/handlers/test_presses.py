"""Sealed buttons: forged, repeated and foreign presses change nothing."""

import pytest

from handlers.seal import Seal, unpack


@pytest.fixture
async def shown(house):
    sandbox = house.sandbox
    house.bob, house.eve = sandbox.user("Bob", language="en"), sandbox.user("Eve", language="en")
    house.carol = sandbox.user("Carol", language="en")
    house.group = sandbox.group("Group", admins=(house.bob, house.carol), members=(house.eve,))
    return await house.ask(house.bob, "/subscribe", house.group)


async def subscribed(house):
    return len(await house.store.subscriptions(house.group.id))


def first(shown):
    return shown.buttons[0]["callback_data"]


async def forged(house, shown, data, person):
    """A press that a changed client sends: data of its own choosing."""
    shown.markup["inline_keyboard"][0][0]["callback_data"] = data
    return await house.press(shown, data, person)


async def test_the_administrator_who_asked_may_press(house, shown):
    await house.press(shown, first(shown), house.bob)
    assert await subscribed(house) > 0


async def test_a_member_may_not_press(house, shown):
    assert "administrators" in await house.press(shown, first(shown), house.eve)
    assert await subscribed(house) == 0


async def test_another_administrator_may_not_press_what_the_first_asked_for(house, shown):
    assert "out of date" in await house.press(shown, first(shown), house.carol)
    assert await subscribed(house) == 0


async def test_a_repeated_press_does_nothing(house, shown):
    data = first(shown)
    await house.press(shown, data, house.bob)
    after = await subscribed(house)
    fresh = house.sandbox.messages(house.group, by_bot=True)[-1]
    await house.press(fresh, first(fresh), house.bob)  # taken away again
    assert await subscribed(house) == after - 5
    assert "out of date" in await forged(house, fresh, data.replace("+", "-"), house.bob)
    assert await subscribed(house) == 0


async def test_a_forged_action_chat_or_seal_does_nothing(house, shown):
    other = house.sandbox.group("Other", admins=(house.bob,))
    sealed = unpack(first(shown))
    for data in (
        first(shown).replace("+", "n"),
        f"s!x|{first(shown).split('|', 1)[1]}",
        Seal("1:another-bots-token").button(
            "+RU-BEL", house.group.id, 0, user=house.bob.id, here=house.group.id, state=""
        ),
        Seal(house.sandbox.token).button("+RU-BEL", other.id, 0, user=house.bob.id, here=house.group.id, state="guess"),
        "s!", "s!|||", "s!+RU-BEL|zz|0|", "s!" + "é" * 20, sealed.seal,
    ):  # fmt: skip
        toast = await forged(house, shown, data, house.bob)
        assert toast, data
    assert await subscribed(house) == 0
    assert not await house.store.subscriptions(other.id)


async def test_a_button_for_one_group_does_nothing_in_another(house, shown):
    other = house.sandbox.group("Other", admins=(house.bob,))
    elsewhere = await house.ask(house.bob, "/subscribe", other)
    await forged(house, elsewhere, first(shown), house.bob)
    assert await subscribed(house) == 0
    assert not await house.store.subscriptions(other.id)


async def test_what_an_anonymous_administrator_asked_for_any_administrator_may_press(house, shown):
    house.sandbox.say(house.group, house.bob, "/subscribe", anonymous=True)
    await house.sandbox.wait_for(lambda: len(house.sandbox.messages(house.group, by_bot=True)) == 2)
    picker = house.sandbox.messages(house.group, by_bot=True)[-1]
    assert "administrators" in await house.press(picker, first(picker), house.eve)
    await house.press(picker, first(picker), house.carol)
    assert await subscribed(house) > 0


async def test_rights_are_asked_again_after_a_minute(house, shown):
    house.sandbox.room(house.group).admins.discard(house.bob.id)
    house.clock.set(house.clock.now().replace(minute=(house.clock.now().minute + 2) % 60))
    assert "administrators" in await house.press(shown, first(shown), house.bob)
    assert await subscribed(house) == 0
