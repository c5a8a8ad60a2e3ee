"""Hours: which half of the day a bare hour belongs to; and figures told before, which are none of now."""

from datetime import datetime

import pytest

from bot.extraction import Context, read
from bot.model import Subject

POSTED = datetime.fromisoformat("2026-03-03T23:40:00+03:00")


@pytest.mark.parametrize(
    ("language", "words", "hours"),
    [
        ("en", "From 8 to 11 p.m.", "20:00-23:00"),
        ("en", "Between 8 and 11 p.m.", "20:00-23:00"),
        ("en", "From 8 to 11 a.m.", "08:00-11:00"),
        ("en", "From 11 to 3 a.m.", "23:00-03:00"),
        ("en", "From 11 to 2 p.m.", "11:00-14:00"),
        ("en", "From 12 to 3 a.m.", "00:00-03:00"),
        ("ru", "С 8 до 11 вечера", "20:00-23:00"),
        ("ru", "С 8 до 11 часов вечера", "20:00-23:00"),
        ("ru", "С 2 до 5 дня", "14:00-17:00"),
        ("ru", "С 5 до 8 утра", "05:00-08:00"),
        ("ru", "С 11 до 3 ночи", "23:00-03:00"),
        ("ru", "С 10 вечера до 12 ночи", "22:00-00:00"),
        ("ru", "С 12 часов ночи до 7 утра", "00:00-07:00"),
        ("ru", "С 8 до 23 часов", "08:00-23:00"),
        ("uk", "З 8 до 11 вечора", "20:00-23:00"),
        ("uk", "З 8-ї до 11-ї вечора", "20:00-23:00"),
        ("uk", "З восьмої до одинадцятої вечора", "20:00-23:00"),
        ("uk", "З 11 вечора до 3 ночі", "23:00-03:00"),
    ],
)
def test_a_bare_first_hour_takes_its_half_of_the_day_from_the_second(language: str, words: str, hours: str) -> None:
    told = {"ru": "сбиты 12 БПЛА.", "uk": "збито 12 БпЛА.", "en": "12 drones were shot down."}[language]
    window = read(f"{words} {told}", _head(language)).window
    assert window is not None
    assert "-".join(t.astimezone(POSTED.tzinfo).strftime("%H:%M") for t in (window.start, window.end)) == hours


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "До этого сообщалось о 5 сбитых. За ночь над областью уничтожено 12 БПЛА."),
        ("ru", "Накануне сообщалось о 5 сбитых БПЛА. Этой ночью уничтожено 12 БПЛА."),
        ("uk", "До цього повідомлялося про 5 збитих. За ніч знищено 12 БпЛА."),
        ("en", "Previously, five downed drones were reported. Overnight 12 drones were shot down."),
        ("en", "Before that, five downed drones were reported. Overnight 12 drones were shot down."),
    ],
)
def test_a_figure_told_before_is_no_figure_of_now_though_it_opens_the_post(language: str, text: str) -> None:
    claims = read(text, _head(language)).claims
    assert [c.count.best for c in claims if c.subject is Subject.INTERCEPTION and c.count] == [12]


def _head(language: str) -> Context:
    home = "RU-BEL" if language == "ru" else "UA-63"
    return Context(authority="governor", home_region=home, language=language, timezone="Europe/Moscow", posted=POSTED)
