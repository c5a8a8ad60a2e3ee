"""Rule 5: one source, overlapping windows of one region, subject and weapon."""

from itertools import permutations

import pytest

from bot.model import Act, Count, Flag, Note, Window, WindowSaid
from tests.reconciliation.builders import (
    DAY,
    DAYTIME,
    EVE,
    EVENING,
    NIGHT,
    NIGHT_WORD,
    Desk,
    counted,
    interval,
    rows,
    window,
)


def test_the_contained_window_is_absorbed_whichever_was_posted_first() -> None:
    for first, second in permutations([("20 07:30", 9, NIGHT), ("20 08:30", 5, EVENING)]):
        desk = Desk()
        stated = desk.post("mod", first[0], [("RU-BEL", first[1])], first[2])
        stated += desk.post("mod", second[0], [("RU-BEL", second[1])], second[2])
        found = counted(stated)
        assert rows(found) == {"RU-BEL": (9, 9, 9)}
        assert Note.ABSORBED in found.regions[0].sources[0].notes
        assert counted(stated, EVE).regions == ()


def test_a_smaller_figure_of_the_wider_window_still_stands_for_the_contained_one() -> None:
    desk = Desk()
    stated = desk.post("mod", "19 23:20", [("RU-BEL", 9)], EVENING)
    stated += desk.post("mod", "20 07:30", [("RU-BEL", 5)], NIGHT)
    assert rows(counted(stated)) == {"RU-BEL": (5, 5, 5)}


def test_the_newest_report_of_the_same_window_stands() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 07:30", [("RU-BEL", 9)], NIGHT)
    stated += desk.post("mod", "20 09:30", [("RU-BEL", 11)], NIGHT)
    assert rows(counted(stated)) == {"RU-BEL": (11, 11, 11)}
    head = counted(stated).headline
    assert head is not None and head.best == 11


def test_the_widest_of_three_absorbs_both() -> None:
    desk = Desk()
    stated = desk.post("mod", "19 23:20", [("RU-BEL", 2)], EVENING)
    stated += desk.post("mod", "20 03:20", [("RU-BEL", 5)], window("19 20:00", "20 03:00"))
    stated += desk.post("mod", "20 07:30", [("RU-BEL", 6)], NIGHT)
    for order in permutations(stated):
        assert rows(counted(order)) == {"RU-BEL": (6, 6, 6)}


def test_disjoint_windows_of_one_source_add() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 07:30", [("RU-BEL", 9)], NIGHT)
    stated += desk.post("mod", "20 13:10", [("RU-BEL", 4)], window("20 07:00", "20 13:00"))
    found = counted(stated)
    assert rows(found) == {"RU-BEL": (13, 13, 13)} and not found.overlap
    assert len(found.regions[0].sources[0].posts) == 2


def test_partial_overlap_gives_max_to_sum_and_says_so() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 12:10", [("RU-BEL", 9)], window("20 08:00", "20 12:00"))
    stated += desk.post("mod", "20 14:10", [("RU-BEL", 4)], window("20 11:00", "20 14:00"))
    found = counted(stated)
    assert rows(found) == {"RU-BEL": (9, 9, 13)}
    assert found.overlap and Note.PARTIAL_OVERLAP in found.regions[0].notes
    assert not found.regions[0].disagree


def test_in_a_chain_of_overlaps_what_lies_apart_is_certain() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 12:10", [("RU-BEL", 5)], window("20 08:00", "20 11:00"))
    stated += desk.post("mod", "20 14:10", [("RU-BEL", 4)], window("20 10:00", "20 14:00"))
    stated += desk.post("mod", "20 17:10", [("RU-BEL", 3)], window("20 13:00", "20 17:00"))
    assert rows(counted(stated)) == {"RU-BEL": (8, 8, 12)}


def test_a_region_that_the_wider_report_does_not_name_keeps_its_figure_flagged_on_the_wider_day() -> None:
    desk = Desk()
    stated = desk.post("mod", "19 23:20", [("RU-BEL", 5), ("RU-KRS", 2)], EVENING)
    stated += desk.post("mod", "20 07:30", [("RU-BEL", 9), ("RU-BRY", 1)], NIGHT)
    found = counted(stated)
    assert rows(found) == {"RU-BEL": (9, 9, 9), "RU-BRY": (1, 1, 1), "RU-KRS": (2, 2, 2)}
    assert [row.region for row in found.regions if Note.NOT_IN_WIDER in row.notes] == ["RU-KRS"]
    assert counted(stated, EVE).regions == ()
    assert found.headline is not None and interval(found.headline) == (12, 12, 12)
    assert found.residual is not None and interval(found.residual) == (0, 0, 0)


def test_nationwide_figures_never_absorb_regional_ones() -> None:
    desk = Desk()
    stated = desk.post("mod", "19 23:20", [("RU-BEL", 5)], EVENING)
    stated += desk.post("mod", "20 07:30", [("", 40)], NIGHT)
    assert rows(counted(stated, EVE)) == {"RU-BEL": (5, 5, 5)}
    assert counted(stated).regions == ()
    # The night's bare number adds on its day what the evening has not told.
    evening, night = counted(stated, EVE).headline, counted(stated).headline
    assert evening is not None and night is not None and (evening.best, night.best) == (5, 35)


def test_a_bare_number_inside_a_wider_bare_number_is_absorbed() -> None:
    desk = Desk()
    stated = desk.post("air", "19 23:20", [("", 12)], EVENING) + desk.post("air", "20 08:00", [("", 97)], NIGHT)
    found = counted(stated)
    assert found.headline is not None and found.headline.best == 97
    assert counted(stated, EVE).headline is None


def test_digests_never_absorb_and_add_only_what_was_not_known() -> None:
    desk = Desk()
    day = window("19 09:00", "20 09:00", WindowSaid.HOURS)
    stated = desk.post("kursk", "19 15:10", 2, window("19 14:00", "19 15:00"))
    stated += desk.post("kursk", "20 07:30", 7, NIGHT_WORD)
    stated += desk.post("kursk", "20 09:20", 10, day, flags=(Flag.DIGEST,))
    assert rows(counted(stated)) == {"RU-KRS": (7, 7, 7)}
    assert rows(counted(stated, EVE)) == {"RU-KRS": (3, 3, 3)}


def test_a_digest_without_hours_speaks_of_the_day_before_its_posting() -> None:
    desk = Desk()
    stated = desk.post("kursk", "20 15:10", 2, window("20 14:00", "20 15:00"))
    stated += desk.post("kursk", "21 09:20", 10, flags=(Flag.DIGEST,))
    assert rows(counted(stated)) == {"RU-KRS": (10, 10, 10)}
    assert counted(stated, DAY.replace(day=21)).regions == ()


def test_a_ministry_s_number_without_place_and_time_may_repeat_its_day() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 07:30", [("RU-BEL", 50)], NIGHT, total=94)
    stated += desk.post("mod", "20 12:30", [("", 150)])
    head = counted(stated).headline
    assert head is not None and interval(head) == (150, 150, 244)


def test_a_digest_that_knows_less_takes_nothing_away() -> None:
    desk = Desk()
    day = window("20 00:00", "21 00:00", WindowSaid.HOURS)
    stated = desk.post("kursk", "20 15:10", 8, window("20 14:00", "20 15:00"))
    stated += desk.post("kursk", "21 00:20", 6, day, flags=(Flag.DIGEST,))
    assert rows(counted(stated)) == {"RU-KRS": (8, 8, 8)}


def test_a_digest_alone_is_all_that_is_known() -> None:
    stated = Desk().post("brief", "21 09:20", 6, window("20 09:00", "21 09:00"))
    assert rows(counted(stated)) == {"RU-KRS": (6, 6, 6)}


def test_another_channels_digest_adds_nothing_already_known() -> None:
    desk = Desk()
    stated = desk.post("kursk", "20 15:10", 8, window("20 14:00", "20 15:00"))
    stated += desk.post("brief", "21 09:20", 6, window("20 09:00", "21 09:00"))
    row = counted(stated).regions[0]
    assert interval(row) == (8, 8, 8) and not row.disagree and len(row.sources) == 2
    stated += desk.post("brief", "21 09:40", 11, window("20 09:00", "21 09:00"))
    assert rows(counted(stated)) == {"RU-KRS": (11, 11, 11)}


def test_a_digest_of_what_was_told_of_another_day_makes_no_zero() -> None:
    desk = Desk()
    stated = desk.post("kursk", "20 07:30", 7, NIGHT_WORD)
    stated += desk.post("brief", "20 09:20", 7, window("19 09:00", "20 09:00"))
    assert counted(stated, EVE).regions == ()
    assert rows(counted(stated)) == {"RU-KRS": (7, 7, 7)}


def test_a_wider_report_that_gives_no_number_holds_what_was_said_of_its_part() -> None:
    desk = Desk()
    stated = desk.post("mod", "19 23:20", [("RU-BEL", 5)], EVENING)
    stated += desk.post("mod", "20 07:30", [("RU-BEL", None)], NIGHT, total=40)
    assert rows(counted(stated)) == {"RU-BEL": (5, None, None)}


def test_a_district_inside_the_region_s_figure_adds_nothing() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 01:10", [("RU-BEL", 2, {"district": "Шебекинский округ"})], NIGHT)
    stated += desk.post("bel", "20 07:30", 5, NIGHT)
    stated += desk.post("bel", "20 08:30", [("RU-BEL", 3, {"district": "Валуйский округ"})], NIGHT)
    assert rows(counted(stated)) == {"RU-BEL": (5, 5, 5)}


def test_districts_of_one_list_add_up() -> None:
    parts = [("RU-BEL", 3, {"district": "Шебекинский округ"}), ("RU-BEL", 2, {"district": "Валуйский округ"})]
    assert rows(counted(Desk().post("bel", "20 07:30", parts, NIGHT))) == {"RU-BEL": (5, 5, 5)}


def test_districts_beside_the_region_s_own_figure_in_one_post_are_parts_of_it() -> None:
    parts = [("RU-BEL", 5), ("RU-BEL", 3, {"district": "Шебекинский округ"})]
    assert rows(counted(Desk().post("bel", "20 07:30", parts, NIGHT))) == {"RU-BEL": (5, 5, 5)}


def test_a_figure_told_at_five_past_seven_belongs_to_the_night_summed_up_at_half_past() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 07:05", 2) + desk.post("bel", "20 07:30", 5, NIGHT_WORD)
    assert rows(counted(stated)) == {"RU-BEL": (5, 5, 5)}


def test_what_is_told_after_the_day_s_figure_is_new() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 18:00", 5, DAYTIME) + desk.post("bel", "20 19:10", 2)
    assert rows(counted(stated)) == {"RU-BEL": (7, 7, 7)}


def test_what_is_told_afterwards_is_certain_beside_windows_that_overlap() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 18:00", 5, DAYTIME)
    stated += desk.post("bel", "20 18:40", 3, window("20 06:00", "20 18:30"))
    stated += desk.post("bel", "20 19:10", 2)
    assert rows(counted(stated)) == {"RU-BEL": (7, 7, 10)}


def test_a_district_that_overlaps_the_region_s_window_in_part_leaves_a_range() -> None:
    desk = Desk()
    a, b = {"district": "Шебекинский округ"}, {"district": "Валуйский округ"}
    stated = desk.post("bel", "20 08:10", 5, window("20 04:00", "20 08:00"))
    stated += desk.post("bel", "20 09:10", [("RU-BEL", 3, a)], window("20 07:00", "20 09:00"))
    stated += desk.post("bel", "20 10:10", [("RU-BEL", 1, b)], window("20 09:00", "20 10:00"))
    found = counted(stated)
    assert rows(found) == {"RU-BEL": (5, 5, 9)} and found.overlap


def test_a_report_of_more_adds_to_the_window_that_it_goes_on_from() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 07:30", [("RU-BEL", 5)], NIGHT)
    stated += desk.post("mod", "20 08:30", [("RU-BEL", 2)], NIGHT, act=Act.ADDS)
    assert rows(counted(stated)) == {"RU-BEL": (7, 7, 7)}
    assert rows(counted(stated, DAY)) == {"RU-BEL": (7, 7, 7)}
    head = counted(stated).headline
    assert head is not None and head.best == 7


def test_undisclosed_overlapping_windows_have_no_number() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 12:10", [("RU-BEL", Count.undisclosed(2))], window("20 08:00", "20 12:00"))
    stated += desk.post("mod", "20 14:10", [("RU-BEL", 4)], window("20 11:00", "20 14:00"))
    assert rows(counted(stated)) == {"RU-BEL": (4, None, None)}


@pytest.mark.parametrize("part", [window("20 02:00", "20 07:00"), window("19 20:00", "19 23:00")])
def test_a_part_of_its_own_window_in_the_same_post_adds_nothing(part: Window) -> None:
    figures = [("RU-BEL", 5), ("RU-BEL", 2, {"window": part})]
    assert rows(counted(Desk().post("mod", "20 07:30", figures, NIGHT))) == {"RU-BEL": (5, 5, 5)}


def test_more_beside_what_is_known_in_one_post_is_still_more() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 07:30", 10, NIGHT)
    figures = [("RU-BEL", 3), ("RU-BEL", 2, {"act": Act.ADDS})]
    stated += desk.post("bel", "20 08:00", figures, window("20 05:00", "20 06:00"))
    assert rows(counted(stated)) == {"RU-BEL": (12, 12, 12)}


def test_a_digest_in_the_same_post_adds_what_its_news_had_not_told() -> None:
    figures = [("RU-BEL", 2), ("RU-BEL", 7, {"flags": (Flag.DIGEST,)})]
    assert rows(counted(Desk().post("bel", "20 20:30", figures, DAYTIME))) == {"RU-BEL": (7, 7, 7)}


def test_a_digest_repeats_what_was_told_without_hours_before_its_posting() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 20:30", 3)
    stated += desk.post("bel", "20 21:00", 7, DAYTIME, flags=(Flag.DIGEST,))
    assert rows(counted(stated)) == {"RU-BEL": (7, 7, 7)}
