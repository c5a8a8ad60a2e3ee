"""Rules 8 to 10 at incidents: follow-ups, voices, history, old news, edits and withdrawals."""

from itertools import permutations
from typing import Any

import pytest

from bot.model import (
    Act,
    ChangeKind,
    Claim,
    Count,
    Flag,
    Incident,
    Interest,
    Object,
    Place,
    Severity,
    Subject,
    Window,
    WindowSaid,
)
from tests.reconciliation.books import Books
from tests.reconciliation.builders import at

VILLAGE, OTHER = "Головчино", "Борисовка"


def harm(subject: Subject, place: str = VILLAGE, *, region: str = "RU-BEL", **more: Any) -> Claim:
    return Claim(
        subject=subject, place=Place(regions=(region,) if region else (), settlement=place or None),
        window=Window.point(at("01 00:00"), WindowSaid.INFERRED), **more,
    )  # fmt: skip


def damage(what: Object, place: str = VILLAGE, **more: Any) -> Claim:
    return harm(Subject.DAMAGE, place, object=what, **more)


def injured(n: int, place: str = VILLAGE, act: Act = Act.STATES, **more: Any) -> Claim:
    return harm(Subject.INJURED, place, count=Count.exact(n), act=act, **more)


def killed(n: int, place: str = VILLAGE, act: Act = Act.STATES, **more: Any) -> Claim:
    return harm(Subject.KILLED, place, count=Count.exact(n), act=act, **more)


def only(books: Books) -> Incident:
    (incident,) = books.incidents.values()
    return incident


def bests(incident: Incident) -> tuple[int | None, int | None]:
    return (
        incident.killed.best if incident.killed else None,
        incident.injured.best if incident.injured else None,
    )


def kinds(changes: Any) -> list[ChangeKind]:
    return [c.kind for c in changes]


def test_a_post_of_harm_opens_an_incident_with_its_object_and_people() -> None:
    books = Books()
    changes = books.say("bel", "20 08:00", damage(Object.VEHICLE), injured(1))
    incident = only(books)
    assert (incident.region, incident.area, incident.objects) == ("RU-BEL", VILLAGE, (Object.VEHICLE,))
    assert bests(incident) == (None, 1)
    assert set(kinds(changes)) == {ChangeKind.CASUALTY, ChangeKind.INCIDENT}
    people = next(c for c in changes if c.interest is Interest.CASUALTIES)
    assert (people.severity, people.about) == (Severity.PEOPLE, f"incident:{incident.id}")


def test_a_follow_up_updates_the_card_and_its_history() -> None:
    books = Books()
    books.say("bel", "20 08:00", damage(Object.VEHICLE), injured(2))
    books.say("bel", "20 08:41", injured(3, act=Act.SETS))
    incident = only(books)
    assert bests(incident) == (None, 3)
    (step,) = incident.history
    assert step.before is not None and step.after is not None
    assert (step.field, step.before.best, step.after.best, step.by.at) == ("injured", 2, 3, at("20 08:41"))


def test_one_strike_told_in_two_languages_is_one_incident() -> None:
    books = Books()
    books.say("bel", "20 08:00", injured(3, "Шебекино"))
    books.say("mod", "20 08:20", injured(3, "Шебекіно"))
    assert bests(only(books)) == (None, 3)
    assert only(books).area == "Шебекино"


def test_four_more_adds_and_seven_sets() -> None:
    books = Books()
    books.say("bel", "20 08:00", injured(2))
    books.say("bel", "20 08:10", injured(4, act=Act.ADDS))
    assert bests(only(books)) == (None, 6)
    books.say("bel", "20 08:20", injured(7, act=Act.SETS))
    assert bests(only(books)) == (None, 7)


def test_one_dead_and_ten_injured_become_three_dead_of_whom_two_had_been_injured() -> None:
    books = Books()
    books.say("bel", "20 08:00", damage(Object.APARTMENT_BUILDING), killed(1), injured(10))
    changes = books.say("bel", "20 12:00", killed(3, act=Act.SETS), killed(2, act=Act.MOVES))
    assert bests(only(books)) == (3, 8)
    assert kinds(changes) == [ChangeKind.CASUALTY]
    assert {(s.field, s.after.best) for s in only(books).history if s.after} == {("killed", 3), ("injured", 8)}


def test_a_retraction_removes_and_is_a_correction() -> None:
    books = Books()
    books.say("bel", "20 08:00", injured(3))
    assert kinds(books.say("bel", "20 09:00", injured(1, act=Act.RETRACTS))) == [ChangeKind.CORRECTED]
    assert bests(only(books)) == (None, 2)


def test_a_retraction_of_what_was_never_said_leaves_it_unknown() -> None:
    books = Books()
    books.say("bel", "20 08:00", damage(Object.VEHICLE))
    books.say("bel", "20 09:00", injured(1, act=Act.RETRACTS))
    assert bests(only(books)) == (None, None)


def test_people_named_one_by_one_are_summed() -> None:
    books = Books()
    books.say("bel", "20 08:00", injured(1), injured(1), killed(1))
    assert bests(only(books)) == (1, 2)


def test_seven_by_now_without_a_place_goes_on_from_the_channel_s_last() -> None:
    books = Books()
    books.say("bel", "20 06:00", injured(1, OTHER))
    books.say("bel", "20 08:00", injured(6))
    books.say("bel", "20 09:00", injured(7, "", act=Act.SETS))
    assert {i.area: bests(i)[1] for i in books.incidents.values()} == {OTHER: 1, VILLAGE: 7}


def test_a_reply_belongs_to_the_post_that_it_answers() -> None:
    books = Books()
    books.say("bel", "20 06:00", injured(1, OTHER), damage(Object.VEHICLE, OTHER))
    books.say("bel", "20 08:00", injured(6))
    books.say("bel", "20 09:00", injured(2, "", act=Act.SETS), reply_to=1)
    assert {i.area: bests(i)[1] for i in books.incidents.values()} == {OTHER: 2, VILLAGE: 6}


def test_the_same_village_and_day_with_another_object_is_another_incident() -> None:
    books = Books()
    books.say("bel", "20 08:00", damage(Object.VEHICLE), injured(1))
    books.say("bel", "20 10:00", damage(Object.PRIVATE_HOUSE), injured(2))
    assert sorted(bests(i)[1] or 0 for i in books.incidents.values()) == [1, 2]


def test_another_village_is_another_incident() -> None:
    books = Books()
    books.say("bel", "20 08:00", damage(Object.VEHICLE))
    books.say("bel", "20 08:30", damage(Object.VEHICLE, OTHER))
    assert len(books.incidents) == 2


def test_one_post_about_two_villages_is_two_incidents() -> None:
    books = Books()
    books.say("bel", "20 08:00", damage(Object.VEHICLE), damage(Object.PRIVATE_HOUSE, OTHER), injured(1, OTHER))
    assert {i.area: bests(i)[1] for i in books.incidents.values()} == {VILLAGE: None, OTHER: 1}


def test_people_without_a_place_belong_to_the_post_s_only_place() -> None:
    books = Books()
    books.say("bel", "20 08:00", damage(Object.VEHICLE), injured(1, ""))
    assert (only(books).area, bests(only(books))) == (VILLAGE, (None, 1))


def test_governor_and_ministry_on_one_event_are_one_incident_with_two_voices() -> None:
    books = Books()
    books.say("bel", "20 08:00", damage(Object.VEHICLE), injured(1))
    books.say("mod", "20 09:00", damage(Object.VEHICLE))
    assert [v.channel for v in only(books).voices] == ["bel", "mod"]
    assert bests(only(books)) == (None, 1)


def test_a_verbatim_repost_is_one_voice() -> None:
    books = Books()
    books.say("bel", "20 08:00", injured(1), text_hash="same")
    assert books.say("wire", "20 08:10", injured(1), text_hash="same") == ()
    assert [v.channel for v in only(books).voices] == ["bel"]
    books = Books()
    books.say("bel", "20 08:00", injured(1, act=Act.ADDS), text_hash="same")
    books.say("bel", "20 09:00", injured(1, act=Act.ADDS), text_hash="same")
    assert bests(only(books)) == (None, 2)


def test_nobody_was_hurt_is_no_incident_and_no_zero_elsewhere() -> None:
    books = Books()
    books.say("bel", "20 08:00", injured(0))
    assert books.incidents == {}
    books.say("bel", "20 09:00", damage(Object.VEHICLE, OTHER))
    assert bests(only(books)) == (None, None)


@pytest.mark.parametrize("flag", [Flag.DIGEST, Flag.EARLIER_EVENT])
def test_digests_and_old_news_open_nothing(flag: Flag) -> None:
    books = Books()
    assert books.say("bel", "20 08:00", damage(Object.VEHICLE, flags=(flag,)), injured(2, flags=(flag,))) == ()
    assert books.incidents == {}


def test_a_later_day_is_another_incident() -> None:
    books = Books()
    books.say("bel", "20 08:00", damage(Object.PRIVATE_HOUSE))
    books.say("bel", "21 12:00", damage(Object.PRIVATE_HOUSE))
    assert len(books.incidents) == 2


def test_a_fire_joins_its_object() -> None:
    books = Books()
    books.say("bel", "20 08:00", damage(Object.RAILWAY), harm(Subject.FIRE, object=Object.RAILWAY))
    assert only(books).fire and only(books).objects == (Object.RAILWAY,)


def test_an_edit_replaces_and_tells_the_difference() -> None:
    books = Books()
    books.say("bel", "20 08:00", injured(2))
    name = only(books).id
    edited = books.post("bel", at("20 08:00"), [injured(3)], 1)
    changes = books.take(edited, at("20 08:41"))
    assert only(books).id == name and bests(only(books)) == (None, 3)
    assert kinds(changes) == [ChangeKind.CASUALTY] and changes[0].at == at("20 08:41")
    assert books.take(edited, at("20 08:50")) == ()


def test_a_withdrawn_post_leaves_no_trace() -> None:
    books = Books()
    books.say("bel", "20 08:00", injured(2))
    before = dict(books.incidents)
    books.say("bel", "20 08:30", injured(5, act=Act.SETS))
    books.withdraw("bel/2")
    assert books.incidents == before
    assert kinds(books.withdraw("bel/1")) == [ChangeKind.WITHDRAWN]
    assert books.incidents == {}


def test_the_order_of_arrival_does_not_matter() -> None:
    books = Books()
    posts = [
        books.post("bel", at("20 06:00"), [damage(Object.VEHICLE), injured(2)], 1),
        books.post("bel", at("20 07:00"), [injured(1, act=Act.ADDS)], 2),
        books.post("bel", at("20 08:00"), [killed(1, act=Act.MOVES)], 3),
        books.post("mod", at("20 09:00"), [damage(Object.VEHICLE)], 4),
    ]
    for order in permutations(posts):
        books = Books()
        for post in order:
            books.take(post, at("20 10:00"))
        books.take(order[0], at("20 10:30"))
        (incident,) = books.incidents.values()
        assert bests(incident) == (1, 2)
        assert [v.message_id for v in incident.voices] == [1, 2, 3, 4]
        assert sorted((s.by.message_id, s.field) for s in incident.history) == [
            (2, "injured"),
            (3, "injured"),
            (3, "killed"),
        ]
