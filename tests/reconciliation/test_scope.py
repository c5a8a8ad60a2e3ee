"""How far a post is weighed: what has to be known before and after it."""

from datetime import timedelta

import pytest

from bot.model import Subject
from bot.reconciliation import EpisodeRules, scope
from tests.reconciliation.books import SUSTAINED, clear, danger
from tests.reconciliation.builders import Desk, at, hours

DAY = timedelta(days=1)


def stated(*claims):
    """A post of 20 September, 12:00, with these claims."""
    (first,) = Desk().post("bel", "20 12:00", 1)
    return [first.model_copy(update={"claim": claim, "ordinal": i}) for i, claim in enumerate(claims)]


def test_a_danger_is_weighed_among_the_incidents_that_it_may_part() -> None:
    found = scope(stated(danger(state=SUSTAINED), clear("RU-BRY", at_time="20 11:00")), EpisodeRules())
    assert found is not None and found.dangers and found.harm
    assert found.regions == {"RU-BEL", "RU-BRY"}
    assert (found.start, found.end) == (at("20 11:00") - 4 * DAY, at("20 12:00") + 5 * DAY)


@pytest.mark.parametrize("with_danger", [False, True])
def test_harm_is_weighed_among_the_incidents_that_its_own_may_follow(with_danger: bool) -> None:
    harm = Desk().post("bel", "20 12:00", [("RU-BEL", 1)], subject=Subject.INJURED, weapon=None)[0].claim
    found = scope(stated(harm, *([danger(at_time="20 10:00")] if with_danger else [])), EpisodeRules())
    assert found is not None and found.harm and found.dangers == with_danger
    first = at("20 10:00") if with_danger else at("20 12:00")
    assert (found.start, found.end) == (first - 4 * DAY, at("20 12:00") + 5 * DAY)


@pytest.mark.parametrize(("lasts", "back"), [(6, 4 * DAY), (60, 5 * DAY)])
def test_a_danger_that_lasts_long_is_looked_for_twice_as_far_back(lasts: float, back: timedelta) -> None:
    found = scope(stated(danger()), EpisodeRules(hours=lasts))
    assert found is not None
    assert (found.start, found.end) == (at("20 12:00") - back, at("20 12:00") + back + DAY)


def test_a_figure_is_compared_with_half_a_day_and_needs_nothing_derived() -> None:
    found = scope(Desk().post("bel", "20 12:00", 3), EpisodeRules())
    assert found is not None and not (found.dangers or found.harm)
    assert (found.start, found.end) == (at("20 12:00") - hours(12), at("20 12:00:01"))


def test_nothing_said_needs_nothing() -> None:
    assert scope([], EpisodeRules()) is None
