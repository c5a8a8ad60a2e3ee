"""Where harm was done: by the town told before it, not by the hospital's, nor by the first of several."""

from datetime import datetime

import pytest

from bot.extraction import Context, read
from bot.model import Authority, Subject

POSTED = datetime.fromisoformat("2026-10-05T08:50:00+03:00")
HOME = {"ru": "RU-BEL", "uk": "UA-63", "en": "UA-63"}


def harm(text: str, language: str = "ru") -> set[tuple[str, str, int | None]]:
    context = Context(
        authority=Authority.GOVERNOR, home_region=HOME[language], language=language, timezone=None, posted=POSTED
    )
    told = (Subject.KILLED, Subject.INJURED, Subject.DAMAGE, Subject.FIRE)
    return {
        (c.subject.value, c.place.settlement or c.place.district or "", c.count.best if c.count else None)
        for c in read(text, context).claims
        if c.subject in told
    }


@pytest.mark.parametrize(
    "text",
    [
        "Дрон атаковал Шебекино. Ранены двое.",
        "Новая атака дрона на город Шебекино. Пострадали двое мужчин.",
        "Двое мирных жителей ранены. Удар пришёлся по городу Шебекино.",
        "Беспилотник упал на окраине Шебекино. Двое ранены, их доставили в Белгород.",
    ],
)
def test_people_are_hurt_in_the_town_that_was_attacked(text: str) -> None:
    assert harm(text) == {("injured", "Шебекино", 2)}


def test_the_hospital_s_town_is_not_where_they_were_hurt() -> None:
    text = "В городе Шебекино от удара БПЛА погиб мужчина. Ещё двое ранены, их доставили в Белгород."
    assert harm(text) == {("killed", "Шебекино", 1), ("injured", "Шебекино", 2)}


def test_each_of_several_towns_of_a_sentence_has_its_own_harm() -> None:
    text = "В селе Муром Шебекинского округа ранен мужчина, в Белгороде — женщина."
    assert harm(text) == {("injured", "Муром", 1), ("injured", "Белгород", 1)}
    text = "Ранен мужчина в Шебекино, в Муроме повреждён дом."
    assert harm(text) == {("injured", "Шебекино", 1), ("damage", "Муром", None)}
    text = "В Белгороде ранен мужчина, в Яковлевском округе повреждён автомобиль."
    assert harm(text) == {("injured", "Белгород", 1), ("damage", "Яковлевский район", None)}


def test_of_several_towns_told_before_none_is_taken() -> None:
    assert harm("Дроны атаковали Шебекино и Муром. Ранены двое.") == {("injured", "", 2)}


def test_what_burned_is_told_apart_from_what_was_only_damaged() -> None:
    text = "В посёлке Майский загорелся дом, в селе Таврово посечён автомобиль."
    assert harm(text) == {("damage", "Майский", None), ("fire", "Майский", None), ("damage", "Таврово", None)}
    text = "В Шебекино дом и гараж сгорели, автомобиль повреждён."
    assert {one for one in harm(text) if one[0] == "fire"} == {("fire", "Шебекино", None)}


@pytest.mark.parametrize(
    ("language", "text", "town"),
    [
        ("uk", "Ворог ударив дроном по Чугуєву. Поранено двох людей.", "Чугуїв"),
        ("uk", "Дрон атакував Лозову. Постраждали двоє, їх доставили до Харкова.", "Лозова"),
        ("en", "A drone struck Lozova. Two people were injured.", "Lozova"),
    ],
)
def test_it_is_so_in_ukrainian_and_english(language: str, text: str, town: str) -> None:
    assert {place for _, place, _ in harm(text, language)} == {town}


def test_an_attack_is_under_way_at_each_place_that_is_named() -> None:
    text = "Белгород и Белгородский округ под массированной атакой беспилотников! Спуститесь в подвалы."
    context = Context(authority=Authority.GOVERNOR, home_region="RU-BEL", language="ru", timezone=None, posted=POSTED)
    attacks = [c.place for c in read(text, context).claims if c.subject is Subject.ATTACK]
    assert [(p.settlement, p.district) for p in attacks] == [("Белгород", None), (None, "Белгородский район")]
