"""Who was hurt in a later raid is not among those of an earlier one, be it at the same place (rule 8)."""

from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Act, ChangeKind, Object, Stated, Subject
from tests.reconciliation.books import UAV, Books, clear, danger
from tests.reconciliation.builders import at, counted, rows
from tests.reconciliation.test_incident_order import cards, told
from tests.reconciliation.test_incidents import bests, damage, injured, killed

FIRST = ("20 08:00", [killed(2), injured(5)])
AGAIN = [("20 07:50", [danger()]), FIRST, ("20 08:30", [clear(weapon=UAV)]), ("20 08:40", [danger()])]


def people(books: Books) -> list[tuple[int | None, int | None]]:
    return [bests(i) for i in sorted(books.incidents.values(), key=lambda i: i.voices[0].at)]


def said(*posts: tuple[str, list[Any]]) -> Books:
    books = Books()
    for posted, claims in posts:
        books.say("bel", posted, *claims)
    return books


def test_fewer_people_after_a_new_alarm_are_others_and_ring() -> None:
    books = said(*AGAIN)
    changes = books.say("bel", "20 09:00", injured(1))
    assert [c.kind for c in changes] == [ChangeKind.CASUALTY]
    assert people(books) == [(2, 5), (None, 1)]


def test_who_was_told_of_after_the_all_clear_is_of_the_raid_before_it() -> None:
    books = said(*AGAIN[:1], AGAIN[2], ("20 08:35", FIRST[1]), AGAIN[3], ("20 09:00", [injured(1)]))
    assert people(books) == [(2, 5), (None, 1)]


@pytest.mark.parametrize(
    "posts",
    [
        (*AGAIN[:2], ("20 09:00", [injured(1)])),  # the danger goes on
        (*AGAIN[:3], ("20 09:00", [injured(1)])),  # no other began
        (*AGAIN[:2], *AGAIN[3:], ("20 09:00", [injured(1)])),  # it was only confirmed
        (*AGAIN, ("20 09:00", [killed(2), injured(5)])),  # a repeat
        (*AGAIN, ("20 09:00", [injured(5)])),
        (*AGAIN, ("20 09:00", [injured(5, act=Act.SETS)])),
    ],
)
def test_all_else_is_of_the_same_people(posts: tuple[tuple[str, list[Any]], ...]) -> None:
    assert people(said(*posts)) == [(2, 5)]


def test_another_office_may_know_less() -> None:
    books = said(*AGAIN)
    books.say("mod", "20 09:00", injured(1))
    assert people(books) == [(2, 5)]


def test_more_of_them_are_added_to_the_raid_that_is_on() -> None:
    car = damage(Object.VEHICLE)
    books = said(*AGAIN, ("20 09:00", [car, injured(1)]), ("20 09:30", [injured(2, act=Act.ADDS)]))
    assert people(books) == [(2, 5), (None, 3)]


def test_the_day_counts_the_people_of_both_raids() -> None:
    books = said(*AGAIN, ("20 09:00", [injured(1)]))
    stated = [s for post in books.posts.values() for s in post]
    tally = counted(stated, date(2026, 9, 20), Subject.INJURED, episodes=list(books.episodes.values()))
    assert rows(tally) == {"RU-BEL": (6, 6, 6)}


def test_an_alarm_that_comes_in_late_parts_them_and_one_withdrawn_joins_them() -> None:
    source = Books()
    posts = [
        source.post("bel", at(posted), claims, number)
        for number, (posted, claims) in enumerate([*AGAIN, ("20 09:00", [injured(1)])], 1)
    ]
    for order in permutations(posts):
        books = Books()
        for post in order:
            books.take(post, at("20 10:00"))
        assert people(books) == [(2, 5), (None, 1)]
    for key in ("bel/3", "bel/4"):
        books = Books()
        for post in posts:
            books.take(post, at("20 10:00"))
        books.withdraw(key)
        assert people(books) == [(2, 5)]


@st.composite
def state(draw: st.DrawFn, number: int) -> tuple[Stated, ...]:
    posted = at("17 00:00") + timedelta(minutes=15 * draw(st.integers(0, 96)))
    return Books().post("bel", posted, [draw(st.sampled_from([danger(), clear(weapon=UAV)]))], number)


posts = st.tuples(st.integers(2, 5), st.integers(2, 6)).flatmap(
    lambda n: st.tuples(*[told(i + 1) for i in range(n[0])], *[state(i + 20) for i in range(n[1])])
)


@given(posts, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_nothing_depends_on_the_order_in_which_harm_and_dangers_come_in(
    found: tuple[tuple[Stated, ...], ...], random: Any
) -> None:
    in_order = sorted(found, key=lambda post: (post[0].posted, post[0].post))
    shuffled = [*found]
    random.shuffle(shuffled)
    books = []
    for several in (in_order, shuffled):
        books.append(Books())
        for post in several:
            books[-1].take(post, at("22 00:00"))
    assert cards(books[1]) == cards(books[0])
