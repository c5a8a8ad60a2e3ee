"""What is kept, and that it goes."""

from structlog.testing import capture_logs

from bot.model import Interest, Subscription
from tests.handlers.conftest import House


async def test_delete_asks_first_and_then_leaves_no_row(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    await house.store.subscribe([Subscription(chat_id=anna.id, region="RU-BEL", interest=Interest.THREAT)])
    await house.ask(anna, "/chart belgorod")
    asked = await house.ask(anna, "/delete")
    assert await house.store.subscriptions(anna.id)
    await house.press(asked, "Delete everything", anna)
    assert not await house.store.subscriptions(anna.id)
    assert await house.store.chat(anna.id) is None
    assert "Nothing is kept" in house.sandbox.messages(anna, by_bot=True)[-1].text


async def test_deleting_leaves_no_line_in_the_log_that_names_the_chat(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    asked = await house.ask(anna, "/delete")
    with capture_logs() as logs:
        await house.press(asked, "Delete everything", anna)
        await house.ask(anna, "/privacy")
    assert str(anna.id) not in str(logs)


async def test_what_a_person_did_before_is_not_in_the_log_either(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    with capture_logs() as logs:
        await house.ask(anna, "/subscribe belgorod")
        await house.ask(anna, "/mute 30m")
    assert "settings changed" in str(logs) and str(anna.id) not in str(logs)


async def test_a_second_thought_keeps_everything(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    await house.store.subscribe([Subscription(chat_id=anna.id, region="RU-BEL", interest=Interest.THREAT)])
    await house.press(await house.ask(anna, "/delete"), "Keep it", anna)
    assert await house.store.subscriptions(anna.id)


async def test_in_a_group_only_administrators_delete(house: House) -> None:
    anna, boris = house.sandbox.user("Anna", language="en"), house.sandbox.user("Boris", language="en")
    group = house.sandbox.group("Neighbours", admins=(anna,), members=(anna, boris))
    await house.store.subscribe([Subscription(chat_id=group.id, region="RU-BEL", interest=Interest.THREAT)])
    assert "administrators" in (await house.ask(boris, "/delete", group)).text
    asked = await house.ask(anna, "/delete", group)
    assert "administrators" in await house.press(asked, "Delete everything", boris)
    assert await house.store.subscriptions(group.id)
    await house.press(asked, "Delete everything", anna)
    assert not await house.store.subscriptions(group.id)


async def test_a_group_is_told_that_its_administrators_names_are_kept_and_delete_takes_them(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en", username="anna_demo")
    group = house.sandbox.group("Neighbours", admins=(anna,), members=(anna,))
    await house.ask(anna, "/language en", group)
    await house.ask(anna, "/subscribe belgorod", group)
    told = (await house.ask(anna, "/privacy", group)).text
    assert "the last 20 changes of its settings: when, what, and the name of the administrator" in told
    assert "2 changes of settings, by @anna_demo" in told
    assert "forgotten after 90 days" in told and "365 days after I was removed" in told
    assert await house.store.get(f"audit:{group.id}:0")
    await house.press(await house.ask(anna, "/delete", group), "Delete everything", anna)
    assert await house.store.get(f"audit:{group.id}:0") is None
    assert "anna_demo" not in str(await house.store.beginning(""))
    assert "anna_demo" not in (await house.ask(anna, "/privacy", group)).text


async def test_what_people_do_in_their_own_chat_is_kept_under_no_name(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en", username="anna_demo")
    await house.ask(anna, "/subscribe belgorod")
    assert "anna_demo" not in str(await house.store.beginning(""))


async def test_the_log_names_no_administrator(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en", username="anna_demo")
    group = house.sandbox.group("Neighbours", admins=(anna,), members=(anna,))
    with capture_logs() as logs:
        await house.ask(anna, "/subscribe belgorod", group)
    assert "settings changed" in str(logs)
    assert str(anna.id) not in str(logs) and "anna_demo" not in str(logs)
