"""Dangers end where they are said to end, and nowhere else."""

from datetime import datetime

import pytest

from bot.extraction import Context, read
from bot.model import State, Subject, Weapon

POSTED = datetime.fromisoformat("2026-03-03T09:40:00+03:00")
GOVERNOR = Context(authority="governor", home_region="RU-BEL", timezone="Europe/Moscow", posted=POSTED)


@pytest.mark.parametrize(
    "text",
    [
        "Ракетная опасность! Ждите сигнала «Отбой».",
        "Опасность атаки БПЛА. Оставайтесь в укрытиях до отбоя!",
        "Об отмене опасности атаки БПЛА сообщим дополнительно.",
        "Непосредственной угрозы населению нет, опасность атаки БПЛА сохраняется.",
        "Аэропорт открыт, ограничения сняты.",
        "Работы по ремонту завершены досрочно.",
        "Отбоя не было, опасность атаки БПЛА сохраняется.",
        "Если прозвучит отбой опасности атаки БПЛА, можно выйти.",
        "Штраф снят, приговор отменён.",
    ],
)
def test_these_words_end_nothing(text: str) -> None:
    assert not [c for c in read(text, GOVERNOR).claims if c.subject is Subject.ALL_CLEAR]


def test_an_all_clear_keeps_its_own_clock_time() -> None:
    (claim,) = read("Отбой опасности атаки БПЛА в Валуйском МО 09:31.", GOVERNOR).claims
    assert claim.state is State.PARTLY_OFF
    assert claim.place.district
    assert claim.at is not None
    assert claim.at.astimezone(POSTED.tzinfo).strftime("%H:%M") == "09:31"


def test_an_all_clear_without_a_kind_says_so() -> None:
    (claim,) = read("Отбой! Всем спасибо.", GOVERNOR).claims
    assert (claim.weapon, claim.state, claim.unnamed_kind) == (Weapon.ANY, State.OFF, True)


def test_the_home_district_of_a_channel_is_what_its_general_all_clear_ends() -> None:
    town = GOVERNOR.model_copy(update={"home_district": "Шебекинский"})
    (claim,) = read("Отбой опасности атаки БПЛА.", town).claims
    assert (claim.state, claim.place.district) == (State.PARTLY_OFF, "Шебекинский")


def test_one_kind_ends_while_the_other_goes_on() -> None:
    claims = read("Отбой ракетной опасности. Опасность атаки БПЛА сохраняется.", GOVERNOR).claims
    assert [(c.weapon, c.state) for c in claims] == [(Weapon.MISSILE, State.OFF), (Weapon.UAV, State.SUSTAINED)]
