"""Hours, spans and zones as people type them."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.locales import LANGUAGES, translator
from bot.model import Weapon
from handlers import hours


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("30m", 30),
        ("30", 30),
        ("2h", 120),
        ("2 ч", 120),
        ("1 день", 1440),
        ("45 хв", 45),
        ("3 години", 180),
        ("на час", 60),
        ("полчаса", 30),
        ("for 2 hours", 120),
        ("half an hour", 30),
        ("на годину", 60),
    ],
)
def test_a_span(typed, meant):
    assert hours.span(typed) == timedelta(minutes=meant)


@pytest.mark.parametrize("typed", ["", "0", "-5", "8d", "99999h", "m30", "½ h", "1 fortnight", "٣٠m"])
def test_what_is_no_span(typed):
    assert hours.span(typed) in (None, timedelta(minutes=30))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8", time(8)),
        ("08:30", time(8, 30)),
        ("24", time(0)),
        ("7.15", time(7, 15)),
        ("в 8", time(8)),
        ("8 am", time(8)),
        ("12 am", time(0)),
        ("8 вечера", time(20)),
        ("о 7:30", time(7, 30)),
    ],
)
def test_a_time_of_day(typed, meant):
    assert hours.clock(typed) == meant


@pytest.mark.parametrize("typed", ["", "25", "8:60", "8:5", "eight", "8:30:15", "13 pm", "0 am"])
def test_what_is_no_time_of_day(typed):
    assert hours.clock(typed) is None


def test_quiet_hours_in_three_languages():
    for typed in (
        "23-07 except missile and uav",
        "23:00–07:00 кроме ракет и дронов",
        "23-7 крім ракет та бпла",
        "с 23 до 7, кроме баллистики и дронов",
        "from 11 pm to 7 am except drones and missiles",
    ):
        quiet = hours.quiet(typed)
        assert (quiet.start, quiet.end) == (time(23), time(7))
        assert set(quiet.but) == {Weapon.MISSILE, Weapon.UAV}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Europe/Kyiv", "Europe/Kyiv"),
        ("kyiv", "Europe/Kyiv"),
        ("Самара", "Europe/Samara"),
        ("Mars", None),
        ("", None),
        ("+3", "Etc/GMT-3"),
        ("UTC+3", "Etc/GMT-3"),
        ("gmt-5", "Etc/GMT+5"),
        ("мск+2", "Etc/GMT-5"),
        ("МСК", "Europe/Moscow"),
        ("+25", None),
    ],
)
def test_a_zone(typed, meant):
    assert hours.zone(typed) == meant


def test_a_zone_by_its_offset_is_that_many_hours_ahead_and_says_so():
    zone = hours.zone("GMT+3")
    assert datetime(2026, 1, 1, tzinfo=ZoneInfo(zone)).utcoffset() == timedelta(hours=3)
    assert {translator(language).zone(zone) for language in LANGUAGES} == {"UTC+3"}
