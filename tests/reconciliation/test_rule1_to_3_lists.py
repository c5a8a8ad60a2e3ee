"""Rules 1 to 3: counts keep what was said, lists know their parts, headline = parts + residual."""

import pytest

from bot.model import Count, Flag, JointRow, Note, Role, Subject
from tests.reconciliation.builders import DAY, EVE, EVENING, NIGHT, NIGHT_WORD, Desk, counted, interval, rows, window


def test_intervals_come_through_as_they_were_said() -> None:
    said = {
        "RU-BEL": Count.exact(6), "RU-BRY": Count.more_than(6), "RU-KRS": Count.at_least(6), "RU-ORL": Count.up_to(6),
        "RU-TUL": Count.about(140), "RU-KLU": Count.nearly(140), "RU-SMO": Count.undisclosed(2),
        "RU-TVE": Count.undisclosed(24),
    }  # fmt: skip
    found = counted(Desk().post("mod", "20 07:30", list(said.items()), NIGHT))
    assert rows(found) == {
        "RU-BEL": (6, 6, 6), "RU-BRY": (7, 6, None), "RU-KRS": (6, 6, None), "RU-ORL": (1, 6, 6),
        "RU-TUL": (126, 140, 154), "RU-KLU": (126, 140, 140), "RU-SMO": (2, None, None), "RU-TVE": (24, None, None),
    }  # fmt: skip
    assert {row.region: row.approx for row in found.regions if row.approx} == {"RU-TUL": 140, "RU-KLU": 140}
    assert [row.region for row in found.regions if Note.UNDISCLOSED in row.notes] == ["RU-SMO", "RU-TVE"]


def test_sums_are_interval_sums_and_one_undisclosed_part_leaves_the_sum_without_a_number() -> None:
    parts = [("RU-BEL", 6), ("RU-BRY", Count.about(20)), ("RU-KRS", None)]
    found = counted(Desk().post("mod", "20 07:30", parts, NIGHT, total=94))
    assert found.sum_of_parts is not None and interval(found.sum_of_parts) == (25, None, None)
    assert found.residual is not None and interval(found.residual) == (0, None, 69)
    assert found.headline is not None and interval(found.headline) == (94, 94, 94)


def test_nothing_said_is_no_row_and_a_denial_is_an_exact_zero() -> None:
    nobody = Desk().post("bel", "20 07:30", [("RU-BEL", 0)], subject=Subject.INJURED, weapon=None)
    assert rows(counted(nobody, subject=Subject.INJURED)) == {"RU-BEL": (0, 0, 0)}
    found = counted(nobody)
    assert (found.regions, found.headline, found.sum_of_parts, found.residual) == ((), None, None, None)


def test_one_number_over_two_places_counts_once_in_sums_and_gives_each_a_share() -> None:
    parts = [("RU-BEL", 8), ("UA-43+SEA-BLACK", 70)]
    found = counted(Desk().post("mod", "20 07:30", parts, NIGHT, total=80))
    assert rows(found) == {"RU-BEL": (8, 8, 8), "UA-43": (0, None, 70), "SEA-BLACK": (0, None, 70)}
    assert found.joint == (JointRow(regions=("SEA-BLACK", "UA-43"), low=70, high=70, best=70),)
    assert found.sum_of_parts is not None and interval(found.sum_of_parts) == (78, 78, 78)
    assert found.residual is not None and interval(found.residual) == (2, 2, 2)


def test_a_share_beside_a_number_of_its_own_leaves_the_place_open_upwards() -> None:
    parts = [("UA-43", 5), ("UA-43+SEA-BLACK", 70)]
    found = counted(Desk().post("mod", "20 07:30", parts, NIGHT))
    assert rows(found)["UA-43"] == (5, None, 75)
    notes = {row.region: row.notes for row in found.regions}
    assert notes == {"UA-43": (Note.JOINT,), "SEA-BLACK": (Note.JOINT,)}
    assert found.sum_of_parts is not None and found.sum_of_parts.best == 75


def test_a_joint_number_whose_places_the_wider_report_names_one_by_one_is_absorbed() -> None:
    desk = Desk()
    stated = desk.post("mod", "19 23:20", [("RU-MOS+RU-MOW", 6)], EVENING)
    assert counted(stated, EVE).joint[0].best == 6
    stated += desk.post("mod", "20 07:30", [("RU-MOS", 5), ("RU-MOW", 4)], NIGHT)
    found = counted(stated)
    assert found.joint == () and counted(stated, EVE).joint == ()
    assert rows(found) == {"RU-MOS": (5, 5, 5), "RU-MOW": (4, 4, 4)}
    assert found.sum_of_parts is not None and found.sum_of_parts.best == 9


def test_a_joint_number_that_the_wider_report_names_only_in_part_stays_and_is_flagged() -> None:
    desk = Desk()
    stated = desk.post("mod", "19 23:20", [("RU-MOS+RU-MOW", 6)], EVENING)
    stated += desk.post("mod", "20 07:30", [("RU-MOS", 5)], NIGHT)
    found = counted(stated)
    assert [row.best for row in found.joint] == [6]
    assert rows(found)["RU-MOW"] == (0, None, 6)
    assert Note.NOT_IN_WIDER in found.notes


def test_the_rest_is_a_row_of_its_own_where_it_has_a_place() -> None:
    parts = [("RU-BEL", 20), ("RU-BRY", 10), ("RU-SMO", 4, {"role": Role.REMAINDER})]
    found = counted(Desk().post("mod", "20 07:30", parts, NIGHT, total=34))
    assert rows(found)["RU-SMO"] == (4, 4, 4)
    assert found.residual is not None and interval(found.residual) == (0, 0, 0)


def test_the_rest_without_a_place_is_the_residual() -> None:
    found = counted(Desk().post("mod", "20 07:30", [("RU-BEL", 20), ("", 14, {"role": Role.REMAINDER})], NIGHT))
    assert found.headline is not None and found.residual is not None
    assert (found.headline.best, found.residual.best) == (34, 14)


def test_a_share_of_the_total_alone_is_a_row_and_the_rest_stays_open() -> None:
    found = counted(Desk().post("mod", "20 07:30", [("RU-MOW", 20, {"flags": (Flag.SUBSET_ONLY,)})], NIGHT, total=94))
    assert rows(found) == {"RU-MOW": (20, 20, 20)}
    assert found.residual is not None and found.residual.best == 74


def test_of_them_is_never_added_to_what_it_is_a_part_of() -> None:
    parts = [("RU-MOS", 5), ("RU-MOS", 2, {"flags": (Flag.SUBSET_ONLY,), "settlement": "Подольск"})]
    found = counted(Desk().post("mod", "20 07:30", parts, NIGHT))
    assert rows(found) == {"RU-MOS": (5, 5, 5)}
    assert found.sum_of_parts is not None and found.sum_of_parts.best == 5


def test_a_negative_residual_says_so() -> None:
    found = counted(Desk().post("mod", "20 07:30", [("RU-BEL", 60), ("RU-BRY", 50)], NIGHT, total=100))
    assert found.residual is not None and interval(found.residual) == (-10, -10, -10)
    assert Note.NEGATIVE_RESIDUAL in found.notes


def test_an_approximate_headline_that_does_not_hold_its_parts_has_a_residual() -> None:
    found = counted(Desk().post("mod", "20 07:30", [("RU-BEL", 100)], NIGHT, total=Count.about(140)))
    assert found.residual is not None and interval(found.residual) == (26, 40, 54)


def test_at_least_so_many_leaves_the_residual_open_upwards() -> None:
    found = counted(Desk().post("mod", "20 07:30", [("RU-BEL", 30)], NIGHT, total=Count.more_than(50)))
    assert found.residual is not None and interval(found.residual) == (21, 20, None)


@pytest.mark.parametrize(
    ("total", "placed", "residual"),
    [
        (Count.more_than(40), 44, (0, None, None)),
        (Count.at_least(40), 44, (0, None, None)),
        (Count.more_than(40), 40, (1, 0, None)),
        (Count.up_to(50), 44, (0, 6, 6)),
        (Count.about(140), 154, None),
    ],
)
def test_a_headline_that_is_an_interval_is_not_contradicted_by_parts_that_it_allows(
    total: Count, placed: int, residual: tuple[int, int | None, int | None] | None
) -> None:
    found = counted(Desk().post("mod", "20 07:30", [("RU-BEL", placed - 14), ("RU-KRS", 14)], NIGHT, total=total))
    assert (interval(found.residual) if found.residual else None) == residual
    assert Note.NEGATIVE_RESIDUAL not in found.notes


@pytest.mark.parametrize("total", [Count.up_to(40), Count.about(40), Count.nearly(40)])
def test_parts_above_all_that_the_headline_allows_contradict_it(total: Count) -> None:
    found = counted(Desk().post("mod", "20 07:30", [("RU-BEL", 40), ("RU-KRS", 14)], NIGHT, total=total))
    assert found.residual is not None and found.residual.best == -14
    assert Note.NEGATIVE_RESIDUAL in found.notes


def test_a_days_headline_is_the_sum_over_its_reports_of_total_else_parts() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 07:30", [("RU-BEL", 50)], NIGHT, total=60)
    stated += desk.post("mod", "20 14:10", [("RU-BEL", 3), ("RU-BRY", 2)], window("20 09:00", "20 14:00"))
    found = counted(stated)
    assert found.headline is not None and interval(found.headline) == (65, 65, 65)
    assert found.sum_of_parts is not None and interval(found.sum_of_parts) == (55, 55, 55)
    assert rows(found)["RU-BEL"] == (53, 53, 53)


def test_the_total_of_a_wider_report_holds_what_it_does_not_place() -> None:
    desk = Desk()
    stated = desk.post("mod", "19 23:20", [("RU-BEL", 5), ("RU-KRS", 2)], EVENING)
    stated += desk.post("mod", "20 07:30", [("RU-BEL", 9)], NIGHT, total=12)
    found = counted(stated)
    assert found.headline is not None and found.residual is not None
    assert (found.headline.best, found.residual.best) == (12, 1)


def test_a_total_that_is_wholly_placed_does_not_hold_what_another_region_keeps() -> None:
    desk = Desk()
    stated = desk.post("mod", "19 20:50", [("UA-43", 2)], window("19 20:45", "19 20:46"))
    stated += desk.post("mod", "20 07:23", [("RU-BEL", 3), ("RU-BRY", 2)], NIGHT_WORD, total=5)
    found = counted(stated)
    assert found.headline is not None and found.residual is not None
    assert (found.headline.best, interval(found.residual)) == (7, (0, 0, 0))
    unplaced = counted(stated[:1] + desk.post("mod", "20 07:30", [("RU-BEL", None)], NIGHT_WORD, total=5))
    assert unplaced.headline is not None and unplaced.headline.best == 5


def test_totals_of_overlapping_reports_are_no_less_than_their_parts() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 09:20", [("RU-AST", 2), ("RU-KDA", 1)], window("20 07:00", "20 09:00"), total=3)
    stated += desk.post("mod", "20 13:20", [("UA-43", 28), ("RU-KRS", 13)], window("20 08:00", "20 13:00"), total=41)
    found = counted(stated)
    assert found.headline is not None and interval(found.headline) == (44, 44, 44)
    assert found.residual is not None and interval(found.residual) == (0, 0, 0)
    assert found.overlap


def test_governors_alone_stay_outside_the_headline() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 07:30", [("RU-BEL", 9)], NIGHT) + desk.post("kursk", "20 08:00", 7, NIGHT_WORD)
    found = counted(stated)
    assert found.headline is not None and found.headline.best == 9
    assert found.sum_of_parts is not None and found.sum_of_parts.best == 9
    assert rows(found)["RU-KRS"] == (7, 7, 7)
    alone = counted(Desk().post("kursk", "20 08:00", 7, NIGHT_WORD))
    assert (alone.headline, alone.sum_of_parts, alone.residual) == (None, None, None)


def test_the_headline_is_one_nationwide_sources_only() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 07:30", [("UA-23", 9)], NIGHT)
    stated += desk.post("air", "20 08:00", [("", 97)], NIGHT_WORD)
    found = counted(stated)
    assert found.headline is not None and found.headline.best == 9
    only = counted(desk.post("air", "20 08:00", [("", 97)], NIGHT_WORD))
    assert only.headline is not None and only.headline.best == 97
    assert (only.sum_of_parts, only.residual) == (None, None)


def test_a_total_over_places_without_figures_is_not_broken_down() -> None:
    found = counted(Desk().post("mod", "20 07:30", [("RU-BEL", None), ("RU-BRY", None)], NIGHT, total=94))
    assert found.sum_of_parts is not None and interval(found.sum_of_parts) == (2, None, None)
    assert found.residual is not None and interval(found.residual) == (0, None, 92)


def test_a_tail_block_without_a_window_of_its_own_is_left_out() -> None:
    parts = [("RU-BEL", 8), ("", 30, {"role": Role.WIDER})]
    found = counted(Desk().post("mod", "20 12:10", parts, window("20 09:00", "20 12:00")))
    assert found.headline is not None and found.headline.best == 8
    assert counted([], DAY).headline is None


def test_a_governors_tail_block_is_the_region_s_wider_window() -> None:
    parts = [("RU-BEL", 8), ("RU-BEL", 30, {"role": Role.WIDER, "window": window("19 12:00", "20 12:00")})]
    found = counted(Desk().post("bel", "20 12:10", parts, window("20 09:00", "20 12:00")))
    assert rows(found) == {"RU-BEL": (30, 30, 30)}


def test_a_headlines_notes_stand_in_one_order_whatever_was_said_days_before() -> None:
    desk = Desk()
    old = desk.post("mod", "16 08:00", [("RU-BEL", 1)])
    stated = desk.post("mod", "20 09:00", [("RU-BRY", 2)])
    stated += desk.post("mod", "20 10:10", [("RU-BEL", 1), ("RU-BEL", 3)], window("20 08:00", "20 10:00"))
    assert counted(old + stated).notes == counted(stated).notes == (Note.NAMED_TWICE, Note.NOT_IN_WIDER)
