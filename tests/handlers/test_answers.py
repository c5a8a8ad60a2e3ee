"""Questions over HTTP, as people ask them."""

from tests.handlers.conftest import House


async def test_a_stranger_is_greeted_and_helped(house: House) -> None:
    anna = house.sandbox.user("Анна")
    assert "не официальная служба" in (await house.ask(anna, "/start")).text
    helped = (await house.ask(anna, "/help")).text
    assert "/today" in helped and "/sources" in helped


async def test_now_names_the_danger_who_said_so_and_who_is_not_heard(house: House) -> None:
    anna = house.sandbox.user("Анна")
    said = (await house.ask(anna, "/now")).text
    assert "опасность в 1 регионе" in said
    assert "Брянская область" in said and "09:10" in said
    assert "4 из 5" in said and "железная дорога" in said


async def test_a_misspelt_region_gets_a_button_with_the_right_one(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    asked = await house.ask(anna, "/today belgrod")
    assert "Belgorod Oblast" in asked.text
    await house.press(asked, "Belgorod Oblast", anna)
    assert "Today" in house.sandbox.messages(anna, by_bot=True)[-1].text


async def test_an_edited_question_is_not_answered_again(house: House) -> None:
    anna = house.sandbox.user("Анна")
    said = house.sandbox.say(anna, anna, "/help")
    await house.sandbox.wait_for(lambda: len(house.sandbox.messages(anna, by_bot=True)) == 1)
    house.sandbox.edit_said(said, "/now")
    await house.ask(anna, "/sources")
    assert len(house.sandbox.messages(anna, by_bot=True)) == 2


async def test_an_unknown_command_gets_the_nearest_one_in_private_and_silence_in_groups(house: House) -> None:
    anna = house.sandbox.user("Анна")
    assert "/today" in (await house.ask(anna, "/todya")).text
    group = house.sandbox.group("Соседи", members=(anna,))
    house.sandbox.say(group, anna, "/todya")
    await house.ask(anna, "/help", group)
    assert len(house.sandbox.messages(group, by_bot=True)) == 1
