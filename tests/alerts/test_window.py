"""A sliding window at its edges, and the median of how long calls take."""

from collections import deque
from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts.window import Lengths, Window

NOW = datetime(2025, 10, 19, tzinfo=UTC)


def ago(seconds):
    return NOW - timedelta(seconds=seconds)


def window(*ended, running=0, most=3):
    return Window(most, timedelta(seconds=60), running, deque(ended))


@pytest.mark.parametrize(
    ("held", "free"),
    [
        (window(), NOW),
        (window(ago(50), ago(40)), NOW),  # one place left
        (window(ago(50), ago(40), ago(30)), ago(50 - 60)),  # the eldest makes room
        (window(ago(50), ago(40), running=1), ago(50 - 60)),
        (window(ago(50), running=2), ago(50 - 60)),
        (window(running=3), None),  # nobody knows when they end
        (window(ago(60), ago(40), ago(30)), NOW),  # out at its very second
        (window(ago(-1), ago(40), ago(30)), NOW),  # the machine's clock was set back
    ],
)
def test_when_one_more_may_start(held, free):
    assert held.free_at(NOW) == free


def test_whoever_may_fill_a_part_only_waits_earlier_and_never_for_ever():
    held = window(ago(50), ago(40), most=10)
    assert held.free_at(NOW, 0.2) == ago(50 - 60)
    assert held.free_at(NOW, 0.3) == NOW
    assert window().free_at(NOW, 0.01) == NOW


@pytest.mark.parametrize(
    ("held", "empty"), [(window(), True), (window(running=1), False), (window(ago(1)), False), (window(ago(60)), True)]
)
def test_it_is_empty_when_nothing_runs_or_counts(held, empty):
    assert held.empty(NOW) is empty


def test_a_call_that_ended_this_very_moment_counts():
    assert not window(NOW).empty(NOW)


def test_the_usual_length_is_the_median_of_the_latest_twenty():
    lengths = Lengths()
    assert lengths.usual == 0
    for seconds in (9, 1, 2):
        lengths.add(seconds)
    assert lengths.usual == 2
    for _ in range(20):
        lengths.add(5)
    lengths.add(500)
    assert lengths.usual == 5
