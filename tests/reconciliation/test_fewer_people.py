"""Rule 8: a plain figure of fewer people takes nobody back; hours later, at the thing struck before, it is new."""

from itertools import permutations

import pytest

from bot.model import Act, Count, Object, Subject
from tests.reconciliation.books import Books
from tests.reconciliation.builders import Desk, at, counted, rows
from tests.reconciliation.test_incidents import bests, damage, injured, killed, only

VEHICLE = damage(Object.VEHICLE)


def hurt(books: Books) -> list[int]:
    return sorted(bests(i)[1] or 0 for i in books.incidents.values())


def test_a_smaller_second_strike_takes_no_wounded_back() -> None:
    books = Books()
    books.say("bel", "20 08:00", VEHICLE, injured(3))
    books.say("bel", "20 13:00", VEHICLE, injured(1))
    assert hurt(books) == [1, 3]


def test_the_day_counts_the_people_of_both_strikes() -> None:
    desk = Desk()
    car = {"subject": Subject.DAMAGE, "weapon": None, "settlement": "Головчино", "object": Object.VEHICLE}
    people = {"subject": Subject.INJURED, "weapon": None, "settlement": "Головчино"}
    stated = desk.post("bel", "20 08:00", [("RU-BEL", None, car), ("RU-BEL", 3, people)])
    stated += desk.post("bel", "20 13:00", [("RU-BEL", None, car), ("RU-BEL", 1, people)])
    assert rows(counted(stated, subject=Subject.INJURED)) == {"RU-BEL": (4, 4, 4)}


def test_fewer_told_soon_after_are_some_of_the_same_people() -> None:
    books = Books()
    books.say("bel", "20 08:00", VEHICLE, injured(3))
    books.say("bel", "20 08:40", VEHICLE, injured(1))
    assert bests(only(books)) == (None, 3)
    assert only(books).history == ()


def test_fewer_without_a_thing_struck_are_some_of_the_same_people() -> None:
    books = Books()
    books.say("bel", "20 08:00", VEHICLE, injured(3))
    books.say("bel", "20 13:00", injured(2))
    assert bests(only(books)) == (None, 3)


def test_another_office_that_tells_of_fewer_takes_nobody_back_in_any_order() -> None:
    words = Books()
    posts = [
        words.post("bel", at("20 08:00"), [VEHICLE, injured(4)], 1),
        words.post("mod", at("20 13:00"), [VEHICLE, injured(3)], 2),
    ]
    for order in permutations(posts):
        books = Books()
        for post in order:
            books.take(post, at("20 14:00"))
        assert bests(only(books)) == (None, 4)


@pytest.mark.parametrize("act", [Act.SETS, Act.RETRACTS])
def test_a_word_of_correction_takes_people_back(act: Act) -> None:
    books = Books()
    books.say("bel", "20 08:00", VEHICLE, injured(3))
    books.say("bel", "20 13:00", injured(2 if act is Act.SETS else 1, act=act))
    assert bests(only(books)) == (None, 2)


def test_fewer_injured_of_whom_some_died_are_what_they_came_to() -> None:
    books = Books()
    books.say("bel", "20 08:00", VEHICLE, killed(1), injured(3))
    books.say("bel", "20 13:00", VEHICLE, killed(2), injured(2))
    assert bests(only(books)) == (2, 2)


def test_an_exact_number_within_what_was_said_roughly_is_no_fewer() -> None:
    books = Books()
    books.say("bel", "20 08:00", VEHICLE, injured(1).model_copy(update={"count": Count.up_to(6)}))
    books.say("bel", "20 13:00", VEHICLE, injured(4))
    assert bests(only(books)) == (None, 4)


def test_a_follow_up_goes_to_the_strike_whose_people_it_counts() -> None:
    books = Books()
    books.say("bel", "20 08:00", VEHICLE, injured(3))
    books.say("bel", "20 13:00", VEHICLE, injured(1))
    books.say("bel", "20 14:00", injured(4, act=Act.SETS))
    assert hurt(books) == [1, 4]
