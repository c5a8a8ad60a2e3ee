"""The golden cases of counting, at the level of claims."""

from bot.model import Act, Count, Flag, Note, Role, Subject, Weapon, WindowSaid
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


def test_scene_a_is_about_140_by_headline_and_139_by_regions() -> None:
    parts = [
        ("RU-BEL", 56), ("RU-BRY", 22), ("RU-VOR", 21), ("RU-RYA", 14), ("RU-ROS", 13), ("UA-43", 4),
        ("RU-TAM", 2), ("RU-VGG", 2), ("RU-ORL", 2), ("RU-KLU", 2), ("RU-KRS", 1),
    ]  # fmt: skip
    found = counted(Desk().post("mod", "20 07:12", parts, NIGHT_WORD, total=Count.nearly(140)))
    assert found.headline is not None and found.sum_of_parts is not None
    assert (interval(found.headline), found.headline.approx) == ((126, 140, 140), 140)
    assert (interval(found.sum_of_parts), found.sum_of_parts.approx) == ((139, 139, 139), None)
    assert found.residual is None
    assert len(found.regions) == 11 and rows(found)["RU-BEL"] == (56, 56, 56)


def test_scene_b_is_seven_over_one_region() -> None:
    found = counted(Desk().post("mod", "20 09:00", [("RU-BEL", 7)], NIGHT))
    assert rows(found) == {"RU-BEL": (7, 7, 7)}
    assert found.headline is not None and interval(found.headline) == (7, 7, 7)
    assert found.residual is not None and interval(found.residual) == (0, 0, 0)


def test_scene_c_leaves_ten_of_94_unplaced() -> None:
    parts = [("UA-43", 41), ("RU-BRY", 24), ("RU-SMO", 7), ("BY", 6), ("RU-KRS", 6)]
    found = counted(Desk().post("mod", "20 12:40", parts, window("20 09:00", "20 12:00"), total=94))
    assert found.residual is not None and interval(found.residual) == (10, 10, 10)


def test_scene_c_a_significant_number_is_at_least_one() -> None:
    desk = Desk()
    stated = desk.post("len", "20 08:00", [("RU-LEN", None)]) + desk.post("bry", "20 08:00", [("RU-BRY", None)])
    assert rows(counted(stated)) == {"RU-LEN": (1, None, None), "RU-BRY": (1, None, None)}


def test_scene_d_adds_up_without_the_one_that_was_heading_for_the_capital() -> None:
    parts = [("RU-BRY", Count.more_than(6)), ("RU-MOS", 5), ("RU-ORL", 4), ("RU-KLU", 2), ("RU-SMO", 2),
             ("RU-MOW", 1, {"flags": (Flag.SUBSET_ONLY,)})]  # fmt: skip
    found = counted(Desk().post("mod", "20 20:30", parts, window("20 08:00", "20 20:00")))
    assert rows(found)["RU-BRY"] == (7, 6, None)
    assert found.sum_of_parts is not None and interval(found.sum_of_parts) == (20, 19, None)
    assert found.headline == found.sum_of_parts


def test_an_evening_report_inside_the_nights_adds_nothing() -> None:
    desk = Desk()
    evening = desk.post("mod", "19 23:20", [("RU-BEL", 5), ("RU-BRY", 3)], EVENING)
    night = desk.post("mod", "20 07:30", [("RU-BEL", 9), ("RU-BRY", 4)], NIGHT)
    for stated in (evening + night, night + evening):
        assert rows(counted(stated)) == {"RU-BEL": (9, 9, 9), "RU-BRY": (4, 4, 4)}
        assert counted(stated, EVE).regions == ()
        head = counted(stated).headline
        assert head is not None and interval(head) == (13, 13, 13)
        assert counted(stated, EVE).headline is None


def test_the_evening_stands_on_its_own_day_until_the_nights_report_comes() -> None:
    evening = Desk().post("mod", "19 23:20", [("RU-BEL", 5)], EVENING)
    assert rows(counted(evening, EVE)) == {"RU-BEL": (5, 5, 5)}
    assert counted(evening).regions == ()


def test_a_night_report_without_a_start_time_takes_the_evening_in() -> None:
    desk = Desk()
    stated = desk.post("mod", "19 23:20", [("RU-BEL", 5)], EVENING)
    stated += desk.post("mod", "20 07:30", [("RU-BEL", 6)], NIGHT_WORD)
    assert rows(counted(stated)) == {"RU-BEL": (6, 6, 6)}


def test_a_report_posted_after_midnight_for_the_eve_belongs_to_the_eve() -> None:
    stated = Desk().post("mod", "20 00:24", [("RU-BEL", 5)], EVENING)
    assert rows(counted(stated, EVE)) == {"RU-BEL": (5, 5, 5)}
    assert counted(stated, DAY).regions == ()


def test_a_list_that_names_one_region_twice_keeps_both_and_says_so() -> None:
    parts = [("RU-BEL", 100), ("RU-BRY", 80), ("RU-KRS", 40), ("RU-BEL", 33)]
    found = counted(Desk().post("mod", "20 21:00", parts, window("20 13:00", "20 20:00"), total=253))
    assert rows(found)["RU-BEL"] == (133, 133, 133)
    assert Note.NAMED_TWICE in found.regions[0].notes
    assert found.residual is not None and interval(found.residual) == (0, 0, 0)


def test_increments_and_then_the_sum_post_make_five() -> None:
    desk = Desk()
    stated = desk.post("mow", "19 23:10", 2) + desk.post("mow", "20 01:05", 1, act=Act.ADDS)
    stated += desk.post("mow", "20 04:40", 2)
    assert counted(stated, EVE).regions[0].best == 2
    stated += desk.post("mow", "20 07:40", 5, NIGHT_WORD)
    assert rows(counted(stated)) == {"RU-MOW": (5, 5, 5)}
    assert counted(stated, EVE).regions == ()


def test_a_running_total_is_replaced_by_the_newest() -> None:
    desk = Desk()
    stated = desk.post("len", "20 02:10", Count.about(20)) + desk.post("len", "20 05:30", Count.more_than(30))
    assert rows(counted(stated)) == {"RU-LEN": (31, 30, None)}


def test_governor_and_ministry_that_differ_give_a_range_and_a_mark() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 07:30", [("RU-BEL", 3)], NIGHT) + desk.post("bel", "20 08:10", 4, NIGHT_WORD)
    row = counted(stated).regions[0]
    assert interval(row) == (3, 3, 4) and row.disagree
    assert [(s.channel, s.best, s.posts) for s in row.sources] == [
        ("mod", 3, ("https://t.me/mod/1",)),
        ("bel", 4, ("https://t.me/bel/2",)),
    ]


def test_a_brief_of_24_hours_leaves_the_lists_regions_their_figures() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 07:30", [("RU-BEL", 50), ("RU-BRY", 34)], NIGHT, total=94)
    stated += desk.post("mod", "20 12:30", [("", 150)], window("19 12:30", "20 12:30", WindowSaid.HOURS))
    found = counted(stated)
    assert rows(found) == {"RU-BEL": (50, 50, 50), "RU-BRY": (34, 34, 34)}
    assert found.headline is not None and found.sum_of_parts is not None and found.residual is not None
    assert (found.headline.best, found.sum_of_parts.best, found.residual.best) == (150, 84, 66)


def test_a_brief_of_24_hours_holds_what_a_region_kept_from_the_evening() -> None:
    desk = Desk()
    stated = desk.post("mod", "19 23:20", [("RU-BEL", 5), ("RU-KRS", 3)], EVENING)
    stated += desk.post("mod", "20 07:30", [("RU-BEL", 9)], NIGHT)
    stated += desk.post("mod", "20 12:30", [("", 150)], window("19 12:30", "20 12:30", WindowSaid.HOURS))
    found = counted(stated)
    assert found.headline is not None and found.residual is not None
    assert (found.headline.best, found.residual.best) == (150, 138)


def test_a_mayors_day_adds_to_the_ministrys_night() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 07:30", [("RU-MOW", 3)], NIGHT) + desk.post("mow", "20 20:10", 14, DAYTIME)
    row = counted(stated).regions[0]
    assert interval(row) == (17, 17, 17) and not row.disagree


def test_an_edit_moves_eighteen_from_one_region_to_another() -> None:
    desk = Desk()
    before = desk.post("mod", "20 07:30", [("RU-STA", 18), ("RU-BEL", 4)], NIGHT)
    after = [
        s.model_copy(update={"revision": 2, "claim": s.claim.model_copy(update={"place": place})})
        for s, place in zip(before, [before[0].claim.place.model_copy(update={"regions": ("RU-SAR",)}),
                                     before[1].claim.place], strict=True)
    ]  # fmt: skip
    assert rows(counted(after)) == {"RU-SAR": (18, 18, 18), "RU-BEL": (4, 4, 4)}
    assert rows(counted(before + after)) == rows(counted(after))


def test_a_tail_block_is_never_added_to_the_list_before_it() -> None:
    parts = [("RU-BEL", 8), ("RU-BRY", 4), ("", 30, {"role": Role.WIDER, "window": window("20 00:00", "20 12:00")})]
    found = counted(Desk().post("mod", "20 12:10", parts, window("20 09:00", "20 12:00"), total=12))
    assert rows(found) == {"RU-BEL": (8, 8, 8), "RU-BRY": (4, 4, 4)}
    assert found.headline is not None and found.residual is not None
    assert (found.headline.best, found.residual.best) == (30, 18)


def test_other_subjects_and_weapons_are_never_added() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 07:30", [("RU-BEL", 3)], NIGHT)
    stated += desk.post("mod", "20 07:31", [("RU-BEL", 5)], NIGHT, weapon=Weapon.CRUISE_MISSILE)
    stated += desk.post("mod", "20 07:32", [("RU-BEL", 7)], NIGHT, subject=Subject.SUPPRESSED)
    assert rows(counted(stated)) == {"RU-BEL": (3, 3, 3)}
    assert rows(counted(stated, weapon=Weapon.CRUISE_MISSILE)) == {"RU-BEL": (5, 5, 5)}
    assert rows(counted(stated, subject=Subject.SUPPRESSED)) == {"RU-BEL": (7, 7, 7)}
