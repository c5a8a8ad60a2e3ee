"""Rule 4: a claim belongs to the date that holds the larger part of its window, in the tally's zone."""

from datetime import date, timedelta

import pytest

from bot.model import Subject
from bot.reconciliation import bounds, days_touched, reach
from bot.reconciliation.days import day_of
from tests.reconciliation.builders import DAY, EVE, KYIV, MOSCOW, Desk, at, counted, rows, window

NEXT = date(2026, 9, 21)


@pytest.mark.parametrize(
    ("start", "end", "day"),
    [
        ("19 20:00", "20 07:00", DAY),  # the night is its morning's
        ("19 20:00", "19 23:00", EVE),
        ("19 20:00", "20 00:00", EVE),  # "until 24.00"
        ("19 20:00", "20 04:00", DAY),  # a tie goes to the later
        ("19 20:00", "20 03:59", EVE),
        ("20 00:00", "20 00:01", DAY),
        ("19 23:59", "20 00:00", EVE),
        ("20 07:00", "20 07:20", DAY),
        ("19 09:00", "20 09:00", EVE),  # fifteen hours and nine
        ("19 12:00", "20 12:00", DAY),
        ("18 23:00", "20 23:00", EVE),  # three dates: the whole one between
    ],
)
def test_the_larger_part_decides_and_a_tie_goes_to_the_later(start: str, end: str, day: date) -> None:
    assert day_of(window(start, end), MOSCOW) == day


def test_the_tallys_zone_cuts_the_day() -> None:
    late = window("20 23:10", "20 23:50")
    assert day_of(late, MOSCOW) == DAY
    assert day_of(late, "Asia/Yekaterinburg") == NEXT
    stated = Desk().post("bel", "21 00:05", 3, late)
    assert rows(counted(stated)) == {"RU-BEL": (3, 3, 3)}
    assert counted(stated, zone="Asia/Yekaterinburg").regions == ()
    assert rows(counted(stated, NEXT, zone="Asia/Yekaterinburg")) == {"RU-BEL": (3, 3, 3)}


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-10-26", 24)])
def test_kyivs_days_have_23_24_or_25_hours(day: str, hours: int) -> None:
    start, end = bounds(date.fromisoformat(day), KYIV)
    assert end - start == timedelta(hours=hours)


def test_in_the_night_of_25_hours_the_tie_is_counted_in_true_hours() -> None:
    # 20:00 to 03:30 after the clocks went back: 4 h on the eve, 4.5 h on the day.
    night = window("2026-10-24 20:00", "2026-10-25 03:30", zone=KYIV)
    back = night.model_copy(update={"end": night.end + timedelta(hours=1)})
    assert back.length == timedelta(hours=8.5)
    assert day_of(back, KYIV) == date(2026, 10, 25)
    spring = window("2026-03-28 20:00", "2026-03-29 04:30", zone=KYIV)  # 4 h and 3.5 h: an hour is missing
    assert day_of(spring, KYIV) == date(2026, 3, 28)
    tie = window("2026-03-28 20:00", "2026-03-29 05:00", zone=KYIV)
    assert day_of(tie, KYIV) == date(2026, 3, 29)


def test_the_days_touched_are_those_that_need_the_claim() -> None:
    stated = Desk().post("bel", "20 08:00", 3, window("19 20:00", "20 07:00"))
    touched = days_touched(stated, MOSCOW, Subject.INTERCEPTION)
    assert {EVE, DAY} <= touched and all(abs((d - DAY).days) <= 3 for d in touched)
    for day in (EVE + timedelta(days=n) for n in range(-6, 8)):
        start, end = reach(day, MOSCOW)
        one = stated[0].claim.window
        near = one.start < end and one.end > start
        assert day in touched or not near
    assert days_touched([], MOSCOW, Subject.INTERCEPTION) == set()


def test_casualties_reach_further_for_their_follow_ups() -> None:
    near, far = reach(DAY, MOSCOW), reach(DAY, MOSCOW, Subject.INJURED)
    assert far[0] < near[0] < bounds(DAY, MOSCOW)[0] and far[1] > near[1] > bounds(DAY, MOSCOW)[1]
    hurt = Desk().post("bel", "20 08:00", 3, subject=Subject.INJURED, weapon=None)
    assert DAY - timedelta(days=5) in days_touched(hurt, MOSCOW, Subject.INJURED)


def test_a_figure_for_a_week_is_no_days_business() -> None:
    stated = Desk().post("bel", "20 18:00", 300, window("14 00:00", "21 00:00"))
    assert all(counted(stated, date(2026, 9, n)).regions == () for n in range(13, 23))


def test_a_window_of_two_days_still_counts() -> None:
    stated = Desk().post("bel", "21 00:10", 30, window("19 00:00", "21 00:00"))
    assert rows(counted(stated)) == {"RU-BEL": (30, 30, 30)}
    assert at("20 00:00") == bounds(DAY, MOSCOW)[0]
