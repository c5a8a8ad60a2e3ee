"""Rule 8: people, by incident and by the incident's date."""

from datetime import date, timedelta
from itertools import permutations

from bot.model import Act, Count, Flag, Object, Stated, Subject, Weapon
from bot.reconciliation import needed
from tests.reconciliation.builders import DAY, EVE, NIGHT_WORD, Desk, counted, rows, window

VILLAGE = {"settlement": "Головчино"}


def hurt(n: int | Count, **more: object) -> tuple[object, ...]:
    return ("RU-BEL", n, {"subject": Subject.INJURED, "weapon": None, **VILLAGE, **more})


def dead(n: int | Count, **more: object) -> tuple[object, ...]:
    return ("RU-BEL", n, {"subject": Subject.KILLED, "weapon": None, **VILLAGE, **more})


def injured(stated: list[Stated], day: date = DAY) -> dict[str, tuple[int, int | None, int | None]]:
    return rows(counted(stated, day, subject=Subject.INJURED))


def killed(stated: list[Stated], day: date = DAY) -> dict[str, tuple[int, int | None, int | None]]:
    return rows(counted(stated, day, subject=Subject.KILLED))


def test_four_more_adds() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 02:10", [hurt(3)]) + desk.post("bel", "20 04:10", [hurt(4, act=Act.ADDS)])
    assert injured(stated) == {"RU-BEL": (7, 7, 7)}


def test_rose_to_seven_sets() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 02:10", [hurt(6)]) + desk.post("bel", "20 04:10", [hurt(7, act=Act.SETS)])
    for order in permutations(stated):
        assert injured(list(order)) == {"RU-BEL": (7, 7, 7)}


def test_an_injured_person_who_dies_moves_to_the_killed() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 02:10", [hurt(3)]) + desk.post("bel", "20 09:10", [dead(1, act=Act.MOVES)])
    assert injured(stated) == {"RU-BEL": (2, 2, 2)}
    assert killed(stated) == {"RU-BEL": (1, 1, 1)}


def test_one_dead_and_ten_injured_become_three_dead_of_whom_two_had_been_injured() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 02:10", [dead(1), hurt(10)])
    stated += desk.post("bel", "20 12:10", [dead(3, act=Act.SETS), dead(2, act=Act.MOVES)])
    assert killed(stated) == {"RU-BEL": (3, 3, 3)}
    assert injured(stated) == {"RU-BEL": (8, 8, 8)}
    without_set = stated[:2] + desk.post("bel", "20 12:20", [dead(2, act=Act.MOVES)])
    assert (killed(without_set), injured(without_set)) == ({"RU-BEL": (3, 3, 3)}, {"RU-BEL": (8, 8, 8)})
    with_both = desk.post("bel", "20 12:30", [dead(3, act=Act.SETS), dead(2, act=Act.MOVES), hurt(8, act=Act.SETS)])
    assert injured(stated[:2] + with_both) == {"RU-BEL": (8, 8, 8)}


def test_a_retraction_removes() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 02:10", [hurt(3)]) + desk.post("bel", "20 04:10", [hurt(1, act=Act.RETRACTS)])
    assert injured(stated) == {"RU-BEL": (2, 2, 2)}


def test_a_retraction_of_an_unknown_number_leaves_an_interval() -> None:
    desk = Desk()
    some = Count.undisclosed(2)
    stated = desk.post("bel", "20 02:10", [hurt(5)])
    assert injured(stated + desk.post("bel", "20 04:10", [hurt(some, act=Act.RETRACTS)])) == {"RU-BEL": (0, None, 3)}
    unknown = desk.post("bel", "20 02:20", [hurt(some)]) + desk.post("bel", "20 04:20", [hurt(1, act=Act.RETRACTS)])
    assert injured(unknown) == {"RU-BEL": (1, None, None)}


def test_people_named_one_by_one_in_one_post_are_summed() -> None:
    stated = Desk().post("bel", "20 02:10", [hurt(1), hurt(1)])
    assert injured(stated) == {"RU-BEL": (2, 2, 2)}


def test_zero_has_a_place_and_a_time() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 02:10", [hurt(0)])
    assert injured(stated) == {"RU-BEL": (0, 0, 0)}
    assert injured(stated, EVE) == {} and killed(stated) == {}
    stated += desk.post("bel", "20 03:10", [hurt(2, settlement="Борисовка")])
    assert injured(stated) == {"RU-BEL": (2, 2, 2)}


def test_two_villages_are_two_incidents_and_add() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 02:10", [hurt(3)]) + desk.post("bel", "20 04:10", [hurt(1, settlement="Борисовка")])
    assert injured(stated) == {"RU-BEL": (4, 4, 4)}


def test_another_object_in_the_same_village_is_another_incident() -> None:
    desk = Desk()
    car = ("RU-BEL", None, {"subject": Subject.DAMAGE, "weapon": None, "object": Object.VEHICLE, **VILLAGE})
    house = ("RU-BEL", None, {"subject": Subject.DAMAGE, "weapon": None, "object": Object.PRIVATE_HOUSE, **VILLAGE})
    stated = desk.post("bel", "20 02:10", [car, hurt(1)]) + desk.post("bel", "20 04:10", [house, hurt(2)])
    assert injured(stated) == {"RU-BEL": (3, 3, 3)}


def test_two_voices_on_one_incident_never_add() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 02:10", [hurt(3)]) + desk.post("town", "20 03:10", [hurt(4)])
    row = counted(stated, subject=Subject.INJURED).regions[0]
    assert (row.low, row.best, row.high, row.disagree) == (3, 3, 4, True)
    assert [(s.channel, s.best) for s in row.sources] == [("bel", 3), ("town", 4)]


def test_another_voice_s_four_more_go_on_from_what_was_known() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 02:10", [hurt(3)]) + desk.post("town", "20 03:10", [hurt(1, act=Act.ADDS)])
    row = counted(stated, subject=Subject.INJURED).regions[0]
    assert (row.low, row.best, row.high) == (3, 3, 4)


def test_a_follow_up_goes_to_its_incidents_date() -> None:
    desk = Desk()
    stated = desk.post("bel", "19 22:10", [hurt(3)])
    stated += desk.post("bel", "21 09:10", [dead(1, act=Act.MOVES)], reply_to=1)
    assert killed(stated, EVE) == {"RU-BEL": (1, 1, 1)}
    assert injured(stated, EVE) == {"RU-BEL": (2, 2, 2)}
    assert killed(stated, EVE + timedelta(days=2)) == {}


def test_a_summary_for_the_region_and_night_holds_the_incidents_in_it() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 02:10", [hurt(3)]) + desk.post("bel", "20 04:10", [hurt(1, settlement="Борисовка")])
    whole = {"subject": Subject.INJURED, "weapon": None}
    summary = desk.post("bel", "20 07:40", [("RU-BEL", 5, whole)], NIGHT_WORD)
    assert injured(stated + summary) == {"RU-BEL": (5, 5, 5)}
    fewer = desk.post("bel", "20 07:50", [("RU-BEL", 2, whole)], NIGHT_WORD)
    row = counted(stated + fewer, subject=Subject.INJURED).regions[0]
    assert (row.low, row.best, row.high, row.disagree) == (2, 2, 4, True)
    some = desk.post("bel", "20 07:55", [("RU-BEL", None, whole)], NIGHT_WORD)
    assert injured(stated + some) == {"RU-BEL": (4, None, None)}


def test_nobody_hurt_in_the_region_does_not_undo_people_told_of_one_by_one() -> None:
    desk = Desk()
    stated = desk.post("town", "20 02:10", [hurt(2)])
    stated += desk.post("bel", "20 07:40", [("RU-BEL", 0, {"subject": Subject.INJURED, "weapon": None})], NIGHT_WORD)
    row = counted(stated, subject=Subject.INJURED).regions[0]
    assert (row.low, row.best, row.high, row.disagree) == (0, 2, 2, True)
    assert {s.channel: s.best for s in row.sources} == {"bel": 0, "town": 2}


def test_a_digest_adds_nobody() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 02:10", [hurt(3)])
    stated += desk.post("bel", "21 09:10", [hurt(3, flags=(Flag.DIGEST,))], window("20 09:00", "21 09:00"))
    assert injured(stated) == {"RU-BEL": (3, 3, 3)}


def test_people_have_no_headline_and_no_weapon() -> None:
    stated = Desk().post("bel", "20 02:10", [hurt(3)])
    found = counted(stated, subject=Subject.INJURED, weapon=Weapon.MISSILE)
    assert (found.headline, found.residual) == (None, None) and rows(found) == {"RU-BEL": (3, 3, 3)}


def test_a_new_revision_of_a_post_replaces_its_people() -> None:
    first = Desk().post("bel", "20 02:10", [hurt(3)])
    second = [s.model_copy(update={"revision": 2, "claim": s.claim.model_copy(update={"count": Count.exact(5)})})
              for s in first]  # fmt: skip
    assert injured(first + second) == injured(second) == {"RU-BEL": (5, 5, 5)}


def test_people_need_the_claims_of_their_incidents() -> None:
    assert set(needed(Subject.KILLED)) >= {Subject.KILLED, Subject.INJURED, Subject.DAMAGE}
    assert needed(Subject.INTERCEPTION) == (Subject.INTERCEPTION,)
