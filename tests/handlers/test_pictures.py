"""Charts and maps over HTTP: drawn once, sent again by file_id, turned by buttons."""

from bot.sandbox import FaultKind
from tests.handlers.conftest import House


async def test_the_same_question_is_drawn_once_and_sent_again_by_its_file_id(house: House) -> None:
    anna = house.sandbox.user("Анна")
    first = await house.ask(anna, "/chart")
    again = await house.ask(anna, "/chart")
    assert first.media is not None and first.media.data.startswith(b"\x89PNG")
    assert again.media is not None and again.media.file_id == first.media.file_id
    assert house.desk.pictures.drawn == 1


async def test_the_caption_says_what_the_picture_shows(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    said = await house.ask(anna, "/map")
    assert "about 140 drones" in said.text and "Belgorod Oblast 56" in said.text
    assert len(said.text) <= 1024


async def test_the_day_before_takes_the_pictures_place(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    shown = await house.ask(anna, "/chart")
    await house.press(shown, "19 Oct", anna)
    messages = house.sandbox.messages(anna, by_bot=True)
    assert len(messages) == 1
    assert "7 drones" in messages[0].text


async def test_dark_is_remembered_for_the_chat(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    light = await house.ask(anna, "/chart belgorod")
    before = light.media.data if light.media else b""
    await house.press(light, "Dark", anna)
    dark = house.sandbox.messages(anna, by_bot=True)[-1]
    assert dark.media is not None and dark.media.data != before
    assert any(button["text"] == "Light" for button in (await house.ask(anna, "/map")).buttons)


async def test_words_stand_below_a_picture(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    shown = await house.ask(anna, "/chart")
    await house.press(shown, "In words", anna)
    assert [bool(m.media) for m in house.sandbox.messages(anna, by_bot=True)] == [True, False]


async def test_a_person_who_asks_too_often_is_told_to_wait(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    said = [(await house.ask(anna, "/chart")).text for _ in range(6)]
    assert "Please wait" in said[5] and "Please wait" not in said[4]


async def test_a_file_id_that_telegram_forgot_is_drawn_again(house: House) -> None:
    anna = house.sandbox.user("Анна")
    await house.ask(anna, "/chart")
    house.sandbox.fail(FaultKind.BAD_REQUEST, method="sendPhoto", text="wrong file identifier/HTTP URL specified")
    assert (await house.ask(anna, "/chart")).media is not None
    assert house.desk.pictures.drawn == 2


async def test_a_year_is_a_calendar(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    assert "21 October 2024 – 20 October 2025" in (await house.ask(anna, "/chart belgorod year")).text
