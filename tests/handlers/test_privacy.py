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
