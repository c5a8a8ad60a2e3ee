"""Count keeps what was said (DESIGN section 4, rule 1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.model import Count, Said


def interval(count: Count) -> tuple[int, int | None, int | None]:
    return count.low, count.high, count.best


def test_an_exact_number_is_a_point():
    assert interval(Count.exact(56)) == (56, 56, 56)


def test_more_than_six_starts_at_seven_and_is_shown_as_six():
    assert interval(Count.more_than(6)) == (7, None, 6)


def test_at_least_six_starts_at_six():
    assert interval(Count.at_least(6)) == (6, None, 6)


def test_up_to_six_runs_from_one():
    assert interval(Count.up_to(6)) == (1, 6, 6)


def test_about_140_is_a_tenth_either_way():
    assert interval(Count.about(140)) == (126, 154, 140)
    assert Count.about(140).approx == 140


def test_nearly_140_is_never_more_than_140():
    assert interval(Count.nearly(140)) == (126, 140, 140)


def test_an_undisclosed_number_is_at_least_one_and_has_no_best():
    assert interval(Count.undisclosed()) == (1, None, None)


def test_the_sum_with_an_undisclosed_number_is_not_broken_down():
    total = Count.exact(5) + Count.undisclosed()
    assert interval(total) == (6, None, None)
    assert total.said is Said.UNDISCLOSED


def test_an_approximate_part_makes_the_sum_approximate():
    assert (Count.about(20) + Count.exact(3)).approx == 23


def test_a_count_that_runs_backward_is_refused():
    with pytest.raises(ValidationError, match="0 <= low <= high"):
        Count(low=5, high=4, best=None, said=Said.EXACT)


counts = st.one_of(
    st.integers(0, 5000).map(Count.exact),
    st.integers(1, 5000).map(Count.at_least),
    st.integers(1, 5000).map(Count.more_than),
    st.integers(1, 5000).map(Count.about),
    st.integers(1, 5000).map(Count.nearly),
    st.integers(1, 5000).map(Count.up_to),
    st.just(Count.undisclosed()),
)


@given(counts, counts)
def test_sums_do_not_depend_on_order_and_never_lose_ground(a: Count, b: Count):
    total = a + b
    assert total == b + a
    assert total.low == a.low + b.low
    assert (total.high is None) == (a.high is None or b.high is None)
    assert total.best is None or total.high is None or total.best <= total.high


@given(counts)
def test_the_number_said_lies_in_its_interval_or_just_below_more_than(count: Count):
    if count.best is not None:
        assert count.low - 1 <= count.best
        assert count.high is None or count.best <= count.high
