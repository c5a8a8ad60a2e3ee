"""Episodes and changes at their edges: what a mutation of them would break and no sentence of DESIGN names."""

from bot.model import ChangeKind, Object, Weapon
from tests.reconciliation.books import MISSILE, UAV, Books, clear, danger
from tests.reconciliation.test_episodes import DISTRICT, kinds
from tests.reconciliation.test_incidents import OTHER, damage, injured


def groups(books: Books) -> int:
    return len({e.group for e in books.episodes.values()})


def test_a_long_danger_holds_together_two_that_do_not_meet() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger())
    books.say("bel", "20 02:00", danger(weapon=MISSILE))
    books.say("bel", "20 03:00", clear(weapon=MISSILE))
    books.say("bel", "20 04:00", danger(weapon=Weapon.ARTILLERY))
    assert len(books.episodes) == 3
    assert groups(books) == 1


def test_dangers_of_two_regions_at_one_time_are_two_groups() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger())
    books.say("bry", "20 01:30", danger("RU-BRY"))
    books.say("bel", "20 02:00", danger(weapon=MISSILE))
    assert len(books.episodes) == 3
    assert groups(books) == 2


def test_an_episode_knows_every_post_that_spoke_of_it_once() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger(), danger(area=DISTRICT))
    books.say("bel", "20 02:00", danger())
    books.say("bel", "20 03:00", clear(weapon=UAV))
    posts = {e.area: e.posts for e in books.episodes.values()}
    assert posts[""] == ("bel/1", "bel/2", "bel/3")


def test_a_district_alone_rings_and_one_beside_another_kind_does_too() -> None:
    books = Books()
    assert kinds(books.say("bel", "20 01:00", danger(area=DISTRICT))) == [ChangeKind.OPENED]
    books = Books()
    books.say("bel", "20 01:00", danger(weapon=MISSILE))
    assert kinds(books.say("bel", "20 02:00", danger(area=DISTRICT))) == [ChangeKind.OPENED]


def test_the_second_of_two_incidents_is_told_though_the_first_did_not_change() -> None:
    books = Books()
    books.say("bel", "20 08:00", damage(Object.VEHICLE), injured(1))
    books.say("bel", "20 09:00", damage(Object.VEHICLE, OTHER), injured(1, OTHER))
    changes = books.say("bel", "20 10:00", injured(4, OTHER))
    assert kinds(changes) == [ChangeKind.CASUALTY]
    assert changes[0].incident is not None and changes[0].incident.area == OTHER


def test_fewer_people_than_before_are_a_correction_and_no_casualty() -> None:
    books = Books()
    books.say("bel", "20 08:00", damage(Object.VEHICLE), injured(3))
    stated = books.post("bel", books.now, [damage(Object.VEHICLE), injured(2)], 1)
    assert kinds(books.take(stated)) == [ChangeKind.CORRECTED]
