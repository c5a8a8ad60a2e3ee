"""Dates as people type them."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date

from bot.locales import LANGUAGES
from handlers.dates import Days, read

TODAY = date(2026, 11, 23)  # a Monday


def day(year: int, month: int, number: int) -> Days:
    return Days(date(year, month, number), date(year, month, number))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", day(2026, 11, 23)),
        ("сьогодні", day(2026, 11, 23)),
        ("вчера", day(2026, 11, 22)),
        ("вчора", day(2026, 11, 22)),
        ("позавчера", day(2026, 11, 21)),
        ("day before yesterday", day(2026, 11, 21)),
        ("19 октября", day(2026, 10, 19)),
        ("19 жовтня", day(2026, 10, 19)),
        ("19 october", day(2026, 10, 19)),
        ("october 19", day(2026, 10, 19)),
        ("19 окт", day(2026, 10, 19)),
        ("19 октября 2025", day(2025, 10, 19)),
        ("19 октября 2025 года", day(2025, 10, 19)),
        ("1 мая", day(2026, 5, 1)),
        ("2 лютого", day(2026, 2, 2)),
        ("7 листопада", day(2026, 11, 7)),
        ("19.10", day(2026, 10, 19)),
        ("19.10.2025", day(2025, 10, 19)),
        ("19.10.25", day(2025, 10, 19)),
        ("19/10", day(2026, 10, 19)),
        ("2025-10-19", day(2025, 10, 19)),
        ("13 декабря", day(2025, 12, 13)),  # not yet this year
        ("29 февраля", day(2024, 2, 29)),
        ("понедельник", day(2026, 11, 23)),
        ("п'ятницю", day(2026, 11, 20)),
        ("friday", day(2026, 11, 20)),
        ("last week", Days(date(2026, 11, 16), date(2026, 11, 22))),
        ("прошлой неделе", Days(date(2026, 11, 16), date(2026, 11, 22))),
        ("минулого тижня", Days(date(2026, 11, 16), date(2026, 11, 22))),
        ("this month", Days(date(2026, 11, 1), date(2026, 11, 23))),
        ("прошлый месяц", Days(date(2026, 10, 1), date(2026, 10, 31))),
        ("неделю", Days(date(2026, 11, 17), date(2026, 11, 23))),
        ("10 дней", Days(date(2026, 11, 14), date(2026, 11, 23))),
        ("последние 3 дня", Days(date(2026, 11, 21), date(2026, 11, 23))),
        ("останні 3 дні", Days(date(2026, 11, 21), date(2026, 11, 23))),
        ("год", Days(date(2025, 11, 24), date(2026, 11, 23))),
        ("октябрь", Days(date(2026, 10, 1), date(2026, 10, 31))),
        ("жовтні", Days(date(2026, 10, 1), date(2026, 10, 31))),
        ("декабрь", Days(date(2025, 12, 1), date(2025, 12, 31))),
        ("october 2025", Days(date(2025, 10, 1), date(2025, 10, 31))),
        ("1-7 октября", Days(date(2026, 10, 1), date(2026, 10, 7))),
        ("с 1 по 7 октября", Days(date(2026, 10, 1), date(2026, 10, 7))),
        ("з 28 вересня по 7 жовтня", Days(date(2026, 9, 28), date(2026, 10, 7))),
        ("from 1 to 7 october", Days(date(2026, 10, 1), date(2026, 10, 7))),
        ("01.10-07.10", Days(date(2026, 10, 1), date(2026, 10, 7))),
        ("october 1-7", Days(date(2026, 10, 1), date(2026, 10, 7))),
        ("oct 1-7 2024", Days(date(2024, 10, 1), date(2024, 10, 7))),
        ("1-7 oct", Days(date(2026, 10, 1), date(2026, 10, 7))),
        ("5th of november", day(2026, 11, 5)),
        ("10/19", day(2026, 10, 19)),
        ("неделю назад", day(2026, 11, 16)),
        ("2 дня назад", day(2026, 11, 21)),
        ("three days ago", day(2026, 11, 20)),
        ("два тижні тому", day(2026, 11, 9)),
        ("месяц назад", day(2026, 10, 23)),
        ("last monday", day(2026, 11, 16)),  # today is one
        ("прошлую пятницу", day(2026, 11, 20)),
        ("минула п'ятниця", day(2026, 11, 20)),
        ("выходные", Days(date(2026, 11, 21), date(2026, 11, 22))),
        ("последнюю неделю", Days(date(2026, 11, 17), date(2026, 11, 23))),
        ("last two weeks", Days(date(2026, 11, 10), date(2026, 11, 23))),
        ("с 1 октября", Days(date(2026, 10, 1), date(2026, 11, 23))),
        ("since saturday", Days(date(2026, 11, 21), date(2026, 11, 23))),
        ("28 декабря - 3 января", Days(date(2025, 12, 28), date(2026, 1, 3))),
    ],
)
def test_a_typed_date_is_understood_to_its_last_word(typed: str, meant: Days) -> None:
    words = typed.split()
    assert read(words, TODAY) == (meant, len(words))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("month", range(1, 13))
def test_every_date_that_an_answer_prints_can_be_typed_back(language: str, month: int) -> None:
    for form in ("d MMM", "d MMMM", "d MMM y", "d MMMM y"):
        words = format_date(date(2025, month, 5), form, locale=language).lower().split()
        assert read(words, date(2025, 12, 31)) == (day(2025, month, 5), len(words))


@pytest.mark.parametrize(
    "typed", ["belgorod", "31.02", "липецк", "мариуполь", "марий эл", "99.99", "19", "майкоп", "летний", "40 мая", ""]
)
def test_what_is_no_date_is_left_for_others(typed: str) -> None:
    assert read(typed.split(), TODAY) is None


def test_a_day_to_come_is_returned_as_it_is() -> None:
    found = read(["завтра"], TODAY)
    assert found is not None and found[0].first == TODAY + timedelta(days=1)


def test_words_after_the_date_are_left() -> None:
    assert read(["19", "октября", "белгород"], TODAY) == (day(2026, 10, 19), 2)
