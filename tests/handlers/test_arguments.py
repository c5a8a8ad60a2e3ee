"""What people type after a command, in any order and language."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.gazetteer import find
from bot.model import Subject, Weapon
from handlers.arguments import Asked, parse
from handlers.dates import Days

TODAY = date(2026, 11, 23)
YESTERDAY = Days(date(2026, 11, 22), date(2026, 11, 22))
OCTOBER_19 = Days(date(2026, 10, 19), date(2026, 10, 19))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("belgorod", Asked(regions=("RU-BEL",))),
        ("Белгород", Asked(regions=("RU-BEL",))),
        ("белгородская", Asked(regions=("RU-BEL",))),
        ("Бєлгород", Asked(regions=("RU-BEL",))),
        ("в белгородской области вчера", Asked(YESTERDAY, ("RU-BEL",))),
        ("yesterday belgorod", Asked(YESTERDAY, ("RU-BEL",))),
        ("19 октября брянск", Asked(OCTOBER_19, ("RU-BRY",))),
        ("брянск 19.10", Asked(OCTOBER_19, ("RU-BRY",))),
        ("rostov oblast", Asked(regions=("RU-ROS",))),
        ("krasnodar krai, crimea", Asked(regions=("RU-KDA", "UA-43"))),
        ("белгород и брянск", Asked(regions=("RU-BEL", "RU-BRY"))),
        ("belgorod vs kursk oblast last week", Asked(
            Days(date(2026, 11, 16), date(2026, 11, 22)), ("RU-BEL", "RU-KRS"))),
        ("белгород брянск курск", Asked(regions=("RU-BEL", "RU-BRY", "RU-KRS"))),
        ("харків", Asked(regions=("UA-63",))),
        ("все", Asked(everywhere=True)),
        ("ракеты белгород", Asked(regions=("RU-BEL",), weapon=Weapon.MISSILE)),
        ("запущено дронов", Asked(subject=Subject.LAUNCHED, weapon=Weapon.UAV)),
        ("Украина вчера", Asked(YESTERDAY, ("UA",))),
        ("росія", Asked(everywhere=True)),
        ("RU-BEL", Asked(regions=("RU-BEL",))),
        ("", Asked()),
    ],
)  # fmt: skip
def test_it_is_understood(typed: str, meant: Asked) -> None:
    assert parse(typed.split(), TODAY, find) == meant


def test_a_misspelt_region_brings_the_nearest() -> None:
    asked = parse(["belgrod", "yesterday"], TODAY, find)
    assert asked.unknown == "belgrod" and asked.near == ("Belgorod Oblast",) and asked.days == YESTERDAY


@pytest.mark.parametrize("typed", ["' OR 1=1--", "\x00", "zzqq zzqq", "🟢", "x" * 4000, "<b>"])
def test_nonsense_is_given_back(typed: str) -> None:
    asked = parse(typed.split(" "), TODAY, find)
    assert asked.unknown and not asked.regions


@settings(max_examples=100)
@given(st.text(max_size=60))
def test_nothing_that_is_typed_makes_it_fail(typed: str) -> None:
    parse(typed.split(), TODAY, find)
