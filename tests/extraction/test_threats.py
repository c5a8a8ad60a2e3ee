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


PAST_ENDS = {
    "ru": [
        "Отбой опасности атаки БПЛА был объявлен вчера.",
        "Вчера вечером в области был объявлен отбой беспилотной опасности.",
        "Ночью был объявлен отбой.",
        "Под утро прозвучал отбой воздушной тревоги, все разошлись по домам.",
        "Ранее был объявлен отбой опасности атаки БПЛА.",
        "Позавчера опасность атаки БПЛА была отменена.",
        "Беспилотник упал через час после того, как был объявлен отбой ракетной опасности.",
        "«Отбой воздушной тревоги дали только под утро», — рассказала жительница Шебекино.",
        "Контекст: отбой опасности атаки БПЛА в области объявили вчера в 22:00.",
        "Объявленный вчера отбой ракетной опасности оказался преждевременным.",
        "В воскресенье опасность атаки БПЛА была снята.",
    ],
    "uk": [
        "Відбій повітряної тривоги було оголошено вчора.",
        "Вчора ввечері пролунав відбій повітряної тривоги.",
        "Вночі було оголошено відбій тривоги.",
        "Нагадаємо, напередодні відбій повітряної тривоги оголосили о 23:40.",
        "Раніше було оголошено відбій повітряної тривоги.",
        "Рух поїздів відновили після того, як було оголошено відбій повітряної тривоги.",
        "У неділю було оголошено відбій повітряної тривоги.",
    ],
    "en": [
        "The all-clear was given yesterday.",
        "The air raid alert was lifted last night.",
        "Earlier the air raid alert was lifted.",
        "On March 2 at 10:15 p.m. the alert was called off.",
        "Train traffic resumed after the air raid alert was lifted.",
        "The all-clear announced yesterday was premature, the mayor said.",
    ],
}


@pytest.mark.parametrize(("language", "text"), [(lang, text) for lang, texts in PAST_ENDS.items() for text in texts])
def test_an_end_told_as_history_ends_nothing(language: str, text: str) -> None:
    assert not [c for c in read(text, _head(language, POSTED)).claims if c.subject is Subject.ALL_CLEAR]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Опасность атаки БПЛА, объявленная вчера в 23:40, отменена."),
        ("ru", "Действовавший ночью режим беспилотной опасности снят."),
        ("ru", "Ранее объявленная ракетная опасность отменена."),
        ("ru", "Вчера была тревога, сегодня отбой."),
        ("ru", "Ночью объявлялась опасность атаки БПЛА, сейчас отбой."),
        ("ru", "Утром 3 марта опасность атаки БПЛА отменена."),
        ("ru", "Введённый вчера в 23:40 режим «беспилотная опасность» снят."),
        ("uk", "Відбій повітряної тривоги, оголошеної вчора ввечері."),
        ("uk", "Вночі тривала тривога, зараз відбій."),
        ("en", "The air raid alert declared yesterday evening has been lifted."),
        ("en", "The air raid alert, which was declared last night at 11:40 p.m., has been lifted."),
    ],
)
def test_an_end_of_now_is_one_though_its_danger_is_of_yesterday(language: str, text: str) -> None:
    claims = read(text, _head(language, POSTED)).claims
    assert [(c.state, c.at) for c in claims if c.subject is Subject.ALL_CLEAR] == [(State.OFF, None)]


def test_an_end_of_the_eve_told_after_midnight_has_its_own_time() -> None:
    midnight = datetime.fromisoformat("2026-03-03T00:10:00+03:00")
    (claim,) = read("Отбой ракетной опасности объявлен вчера в 23:58.", _head("ru", midnight)).claims
    assert claim.at == datetime.fromisoformat("2026-03-02T23:58:00+03:00")


def test_a_danger_declared_again_after_its_end_is_on() -> None:
    claims = read("Відбій о 03:10, тривога о 08:40.", _head("uk", POSTED)).claims
    assert {c.state: c.at.astimezone(POSTED.tzinfo).hour for c in claims if c.at and c.state} == {
        State.PARTLY_OFF: 3,
        State.ON: 8,
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Вчера вечером была объявлена ракетная опасность."),
        ("ru", "Позавчера была объявлена опасность атаки БПЛА."),
        ("ru", "Ночью была объявлена опасность атаки БПЛА, она длилась два часа."),
        ("uk", "Вчора ввечері було оголошено повітряну тривогу."),
        ("en", "An air raid alert was declared last night."),
        ("en", "The air raid alert lasted from 1 a.m. to 3:10 a.m."),
    ],
)
def test_a_beginning_told_as_history_is_no_alarm(language: str, text: str) -> None:
    assert not read(text, _head(language, POSTED)).claims


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Ночью была объявлена опасность атаки БПЛА. Отбоя не было.", State.SUSTAINED),
        ("Ранее объявленная опасность атаки БПЛА действует.", State.SUSTAINED),
        ("Вчера был отбой, сегодня вновь объявлена ракетная опасность.", State.ON),
        ("Утром объявлена ракетная опасность.", State.ON),
    ],
)
def test_a_danger_that_began_earlier_and_goes_on_is_one(text: str, state: State) -> None:
    assert [c.state for c in read(text, _head("ru", POSTED)).claims] == [state]


def test_of_two_clock_times_each_state_has_its_own() -> None:
    claims = read("В 3:10 прозвучал отбой опасности БПЛА, а в 8:40 объявлена ракетная опасность.", GOVERNOR).claims
    times = {c.state: c.at.astimezone(POSTED.tzinfo).strftime("%H:%M") for c in claims if c.at}
    assert times == {State.OFF: "03:10", State.ON: "08:40"}


def _head(language: str, posted: datetime) -> Context:
    home = "RU-BEL" if language == "ru" else "UA-63"
    return Context(authority="governor", home_region=home, language=language, timezone="Europe/Moscow", posted=posted)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Відбій загрози балістики. Шахеди на Сумщині, курс на Полтавщину."),
        ("uk", "Відбій балістики, на Сумщині шахеди."),
        ("uk", "Відбій балістичної загрози, БпЛА – Харківщина та Сумщина."),
        ("uk", "Відбій ракетної небезпеки; дрони на Полтавщині не зникли."),
        ("uk", "Відбій балістичної загрози!\n\nБпЛА:\n- Сумщина;\n- Полтавщина."),
        ("uk", "По ракетах відбій. Вінниччина, Хмельниччина – дрони не минули."),
        ("uk", "Загрозу балістики знято. Увага, КАБи на Донеччину!"),
        ("uk", "Відбій балістичної загрози. В Одесі працює ППО по дронах."),
        ("ru", "Отбой. Беспилотники в Брянской области."),
        ("ru", "Отбой ракетной опасности, беспилотники в Курской области."),
        ("ru", "Отбой ракетной опасности!\nВ Воронежской области сохраняется беспилотная опасность."),
        ("ru", "Отбой ракетной опасности. Над Курской областью работает ПВО."),
        ("ru", "Ракетная опасность отменена. Дроны продолжают лететь на Тулу."),
        ("en", "The missile threat is over. Drones are still in the air over the Chernihiv and Poltava regions."),
        ("en", "Missile alert lifted. A drone alert is in force in the Lipetsk Region."),
        ("en", "The missile alert is over, but drones remain above Kursk Region."),
        ("en", "The ballistic missile threat has ended; the drone alert continues in Rostov Region."),
    ],
)
def test_an_end_never_reaches_the_places_where_another_kind_goes_on(language: str, text: str) -> None:
    context = Context(authority="wire", home_region=None, timezone="Europe/Kyiv", posted=POSTED, language=language)
    assert not [c for c in read(text, context).claims if c.subject is Subject.ALL_CLEAR and c.place.regions]


@pytest.mark.parametrize(
    "text",
    [
        "Отбой. В Шебекинском округе летят беспилотники.",
        "Отбой воздушной тревоги. Дроны ещё в небе над Грайворонским округом.",
    ],
)
def test_a_general_end_with_drones_in_the_air_is_over_in_part(text: str) -> None:
    (claim,) = [c for c in read(text, GOVERNOR).claims if c.subject is Subject.ALL_CLEAR]
    assert claim.state is State.PARTLY_OFF
