"""Words, plurals, dates and numbers in three languages."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.locales import nearest, translator


@pytest.mark.parametrize(("language", "said"), [("ru", "19 октября"), ("uk", "19 жовтня"), ("en", "19 October")])
def test_a_day_of_this_year_is_said_without_the_year(language: str, said: str) -> None:
    assert translator(language).day(date(2025, 10, 19), today=date(2025, 12, 1)) == said


def test_a_day_of_another_year_is_said_with_it() -> None:
    assert "2024" in translator("ru").day(date(2024, 10, 19), today=date(2025, 12, 1))


def test_a_moment_of_another_day_carries_its_date() -> None:
    now = datetime(2025, 10, 19, 21, 30, tzinfo=UTC)  # 00:30 of the 20th in Moscow
    assert translator("ru").moment(now, "Europe/Moscow", now) == "00:30"
    assert translator("ru").moment(now - timedelta(hours=1), "Europe/Moscow", now) == "19 октября, 23:30"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0.4, "меньше минуты"), (1, "1 минута"), (61, "1 час 1 минута"), (125, "2 часа 5 минут"), (21 * 60, "21 час")],
)
def test_spans_are_said_in_russian_plurals(minutes: float, said: str) -> None:
    assert translator("ru").span(timedelta(minutes=minutes)) == said


@pytest.mark.parametrize(
    ("language", "minutes", "said"),
    [
        ("ru", 1, "Длительность: 1 минута (…, московское время)."),
        ("ru", 121, "Длительность: 2 часа 1 минута (…, московское время)."),
        ("ru", 0.3, "Длительность: меньше минуты (…, московское время)."),
        ("uk", 61, "Тривалість: 1 година 1 хвилина (…, московський час)."),
        ("uk", 0, "Тривалість: менше хвилини (…, московський час)."),
        ("en", 0, "It lasted less than a minute: … (Moscow time)."),
    ],
)
def test_how_long_a_danger_was_is_said_in_the_right_case(language: str, minutes: float, said: str) -> None:
    t = translator(language)
    told = t.gettext("It lasted {length}: {span} ({zone}).")
    assert told.format(length=t.span(timedelta(minutes=minutes)), span="…", zone=t.zone("Europe/Moscow")) == said


def test_zones_are_named_for_people() -> None:
    assert translator("uk").zone("Europe/Kyiv") == "київський час"
    assert "Саратов" in translator("ru").zone("Europe/Saratov")


@pytest.mark.parametrize(
    ("code", "language"), [("uk-UA", "uk"), ("RU", "ru"), ("be", "ru"), ("de", "en"), (None, "en"), ("", "en")]
)
def test_a_reader_gets_the_nearest_language(code: str | None, language: str) -> None:
    assert nearest(code) == language
