"""Questions over HTTP, as people ask them."""

import pytest

from tests.handlers.conftest import House
from tests.handlers.night import HURT


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


async def test_a_regions_button_opens_it_and_leads_back_to_all(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    said = await house.ask(anna, "/today")
    await house.press(said, "Bryansk", anna)
    one = house.sandbox.messages(anna, by_bot=True)[-1]
    assert "22 drones – Bryansk Oblast" in one.text and "Voronezh" not in one.text
    await house.press(one, "All regions", anna)
    assert "Voronezh" in house.sandbox.messages(anna, by_bot=True)[-1].text


async def test_the_day_before_is_a_press_away_and_nothing_lies_beyond_today(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    said = await house.ask(anna, "/today")
    assert not any("▶" in button["text"] for button in said.buttons)
    await house.press(said, "◀ 19 Oct", anna)
    turned = house.sandbox.messages(anna, by_bot=True)
    assert len(turned) == 1 and "Yesterday, 19 October" in turned[0].text
    assert any(button["text"] == "20 Oct ▶" for button in turned[0].buttons)


async def test_a_long_answer_is_paged_and_every_incident_is_on_some_page(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    many = [HURT.model_copy(update={"id": f"n{n}", "area": f"Village {n}"}) for n in range(150)]
    async with house.store.work() as work:
        await work.save_incidents(many)
    page = await house.ask(anna, "/last")
    seen = page.text
    while forward := next((b["text"] for b in page.buttons if "▸" in b["text"]), ""):
        await house.press(page, forward, anna)
        page = house.sandbox.messages(anna, by_bot=True)[-1]
        assert len(page.text) <= 4096
        seen += page.text
    assert all(f"/incident_n{n}" in seen for n in range(150))


async def test_a_forged_button_is_told_to_be_out_of_date(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    said = await house.ask(anna, "/today")
    before = said.text
    for forged in ("d:381231::::0", "anything at all", "d:251020:::RU-XX:0"):
        said.buttons[0]["callback_data"] = forged
        assert "out of date" in await house.press(said, forged, anna)
    assert house.sandbox.messages(anna, by_bot=True)[-1].text == before


async def test_a_place_is_known_in_any_case_and_silence_is_no_zero(house: House) -> None:
    anna = house.sandbox.user("Анна")
    for typed in ("/place Грачёвка", "/place в Грачевке", "/place грачёвки"):
        said = (await house.ask(anna, typed)).text
        assert "1 происшествие" in said, typed
    said = (await house.ask(anna, "/place Валуйки")).text
    assert "Ничего не известно" in said and "0" not in said


@pytest.mark.parametrize("typed", ["Shebekino", "Шебекино", "Шебекіно", "в Шебекине", "у Шебекіні"])
async def test_a_town_is_one_in_every_language(house: House, typed: str) -> None:
    told = HURT.model_copy(update={"id": "s1", "area": "Шебекіно"})
    other = HURT.model_copy(update={"id": "s2", "area": "Шебекіно", "region": "RU-KRS"})
    async with house.store.work() as work:
        await work.save_incidents([told, other] if typed == "Shebekino" else [told])
    said = (await house.ask(house.sandbox.user("Anna", language="en"), f"/place {typed}")).text
    assert "1 incident in a year" in said and "Shebekino, Belgorod Oblast" in said


async def test_a_misspelt_region_is_named_in_the_chats_language(house: House) -> None:
    anna = house.sandbox.user("Анна", language="ru")
    asked = await house.ask(anna, "/today belgrod")
    assert "Белгородская область" in asked.text and "Belgorod" not in asked.text
    await house.press(asked, "Белгородская область", anna)


async def test_plain_questions_are_answered(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    assert "Bryansk" in (await house.ask(anna, "What is happening in Bryansk?")).text
    boris = house.sandbox.user("Борис", language="ru")
    assert "Брянская область" in (await house.ask(boris, "Что сейчас в Брянске?")).text
    assert "Не понимаю" not in house.sandbox.messages(boris, by_bot=True)[-1].text


async def test_a_command_for_another_bot_is_its_affair(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    house.sandbox.say(anna, anna, "/today@some_other_bot")
    await house.ask(anna, "/help")
    assert len(house.sandbox.messages(anna, by_bot=True)) == 1
