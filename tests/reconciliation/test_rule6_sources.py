"""Rule 6: different sources never add where their windows overlap; relays, reposts and twins are one voice."""

from itertools import permutations

import pytest

from bot.model import Authority, Count, Note, Subject, Weapon, Window, WindowSaid
from bot.reconciliation import tally
from tests.reconciliation.builders import (
    CHANNELS,
    DAY,
    DAYTIME,
    EVE,
    EVENING,
    MOSCOW,
    NIGHT,
    NIGHT_WORD,
    Desk,
    channel,
    counted,
    interval,
    rows,
    window,
)


def test_sources_that_agree_stay_one_figure_with_two_rows() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 07:30", [("RU-BEL", 8)], NIGHT) + desk.post("bel", "20 08:10", 8, NIGHT_WORD)
    row = counted(stated).regions[0]
    assert interval(row) == (8, 8, 8) and not row.disagree
    assert [s.channel for s in row.sources] == ["mod", "bel"]


@pytest.mark.parametrize(
    ("start", "end"),
    [("19 20:00", "20 07:00"), ("19 23:00", "20 07:00"), ("19 21:00", "20 08:00"), ("19 20:00", "20 04:00")],
)
def test_a_night_said_in_words_is_elastic_by_three_hours(start: str, end: str) -> None:
    desk = Desk()
    stated = desk.post("mod", "20 08:30", [("RU-BEL", 3)], window(start, end))
    stated += desk.post("bel", "20 08:40", 4, NIGHT_WORD)
    row = counted(stated).regions[0]
    assert interval(row) == (3, 3, 4) and row.disagree


@pytest.mark.parametrize(("start", "end"), [("19 23:00", "20 07:00"), ("19 20:00", "20 04:00")])
def test_hours_that_were_said_are_not_elastic(start: str, end: str) -> None:
    desk = Desk()
    stated = desk.post("mod", "20 08:30", [("RU-BEL", 3)], window(start, end)) + desk.post("bel", "20 08:40", 4, NIGHT)
    row = counted(stated).regions[0]
    assert interval(row) == (4, 4, 4) and not row.disagree


@pytest.mark.parametrize(("start", "end"), [("19 23:10", "20 07:00"), ("19 20:00", "20 03:50")])
def test_a_night_is_elastic_by_no_more_than_three_hours(start: str, end: str) -> None:
    desk = Desk()
    stated = desk.post("mod", "20 08:30", [("RU-BEL", 3)], window(start, end))
    stated += desk.post("bel", "20 08:40", 4, NIGHT_WORD)
    row = counted(stated).regions[0]
    assert interval(row) == (4, 4, 4) and not row.disagree


def test_differing_sources_are_never_averaged() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 07:30", [("RU-BEL", 17)], NIGHT)
    stated += desk.post("bel", "20 08:10", Count.about(10), NIGHT)
    row = counted(stated).regions[0]
    assert interval(row) == (9, 17, 17) and row.disagree


def test_a_figure_that_holds_the_other_does_not_disagree() -> None:
    desk = Desk()
    ministry = desk.post("mod", "20 07:30", [("RU-BEL", 8)], NIGHT)
    more = desk.post("bel", "20 08:10", Count.more_than(6), NIGHT)
    row = counted(ministry + more).regions[0]
    assert interval(row) == (8, 8, 8) and not row.disagree
    many = desk.post("bel", "20 08:20", Count.undisclosed(2), NIGHT)
    assert rows(counted(ministry + many)) == {"RU-BEL": (8, 8, 8)}
    unknown = desk.post("mod", "20 07:40", [("RU-BEL", None)], NIGHT)
    row = counted(unknown + desk.post("bel", "20 08:30", 5, NIGHT)).regions[0]
    assert interval(row) == (5, 5, 5) and not row.disagree


def test_a_smaller_figure_for_less_time_is_part_of_the_larger() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 07:30", [("RU-BEL", 8)], NIGHT)
    stated += desk.post("bel", "20 02:10", 5, window("20 01:00", "20 02:00"))
    row = counted(stated).regions[0]
    assert interval(row) == (8, 8, 8) and not row.disagree
    assert Note.NARROWER in row.sources[1].notes and row.sources[1].best == 5


def test_a_larger_figure_for_less_time_disagrees() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 07:30", [("RU-BEL", 8)], NIGHT)
    stated += desk.post("bel", "20 02:10", 11, window("20 01:00", "20 02:00"))
    row = counted(stated).regions[0]
    assert interval(row) == (8, 8, 11) and row.disagree


def test_a_smaller_figure_for_a_narrower_place_is_part_and_a_larger_disagrees() -> None:
    desk = Desk()
    ministry = desk.post("mod", "20 07:30", [("RU-BEL", 8)], NIGHT)
    place = {"district": "Шебекинский округ"}
    small = counted(ministry + desk.post("town", "20 07:10", [("RU-BEL", 3, place)], NIGHT)).regions[0]
    assert interval(small) == (8, 8, 8) and not small.disagree
    large = counted(ministry + desk.post("town", "20 07:10", [("RU-BEL", 9, place)], NIGHT)).regions[0]
    assert interval(large) == (8, 8, 9) and large.disagree


def test_best_is_the_widest_covering_source_s_figure() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 03:30", [("RU-BEL", 9)], window("20 00:00", "20 03:00"))
    stated += desk.post("bel", "20 08:10", 12, NIGHT)
    row = counted(stated).regions[0]
    assert interval(row) == (12, 12, 12) and not row.disagree


def test_two_halves_by_the_ministry_tie_with_the_governor_s_whole() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 03:40", [("RU-BEL", 2)], window("20 00:00", "20 03:30"))
    stated += desk.post("mod", "20 07:10", [("RU-BEL", 5)], window("20 03:30", "20 07:00"))
    stated += desk.post("bel", "20 08:10", 9, window("20 00:00", "20 07:00"))
    for order in permutations(stated):
        row = counted(order).regions[0]
        assert interval(row) == (7, 7, 9) and row.disagree


def test_a_half_that_belongs_to_the_eve_is_no_part_of_the_day() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 02:10", [("RU-BEL", 2)], window("19 20:00", "20 02:00"))
    stated += desk.post("mod", "20 07:10", [("RU-BEL", 5)], window("20 02:00", "20 07:00"))
    assert rows(counted(stated)) == {"RU-BEL": (5, 5, 5)}
    assert rows(counted(stated, EVE)) == {"RU-BEL": (2, 2, 2)}
    stated += desk.post("bel", "20 08:10", 9, NIGHT_WORD)
    assert rows(counted(stated)) == {"RU-BEL": (9, 9, 9)}


def test_disjoint_windows_that_were_said_add_across_sources() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 07:30", [("RU-BEL", 3)], NIGHT)
    stated += desk.post("bel", "20 14:10", 2, window("20 13:00", "20 14:00"))
    assert rows(counted(stated)) == {"RU-BEL": (5, 5, 5)}


def test_an_inferred_window_of_another_source_only_raises_the_upper_end() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 07:30", [("RU-BEL", 3)], NIGHT) + desk.post("bel", "20 13:10", 2)
    row = counted(stated).regions[0]
    assert interval(row) == (3, 3, 5) and not row.disagree
    assert Note.INFERRED in row.sources[1].notes
    stated += desk.post("wire", "20 13:20", [("RU-BEL", 4)])
    assert interval(counted(stated).regions[0]) == (3, 3, 9)


def test_inferred_figures_of_two_sources_only_never_add() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 13:10", 2) + desk.post("bel", "20 15:10", 3)
    assert rows(counted(stated)) == {"RU-BEL": (5, 5, 5)}
    stated += desk.post("wire", "20 16:20", [("RU-BEL", 4)])
    assert rows(counted(stated)) == {"RU-BEL": (5, 5, 9)}


def test_one_source_s_own_inferred_figures_add_to_what_it_said_of_the_night() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 07:30", 4, NIGHT_WORD) + desk.post("bel", "20 13:10", 2)
    assert rows(counted(stated)) == {"RU-BEL": (6, 6, 6)}


def test_partly_overlapping_windows_of_two_sources_never_add() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 07:30", [("RU-BEL", 7)], NIGHT)
    stated += desk.post("bel", "20 13:10", 5, window("20 05:00", "20 13:00"))
    row = counted(stated).regions[0]
    assert interval(row) == (7, 7, 7) and not row.disagree
    more = counted(stated[:1] + desk.post("bel", "20 13:20", 9, window("20 05:00", "20 13:00"))).regions[0]
    assert interval(more) == (7, 7, 9) and not more.disagree


def test_windows_that_hang_together_through_a_third_still_add_where_they_are_apart() -> None:
    desk = Desk()
    stated = desk.post("mow", "20 18:10", 14, window("20 07:00", "20 18:00", WindowSaid.DAY))
    stated += desk.post("mod", "20 08:10", [("RU-MOW", 2)], window("20 06:00", "20 08:00"))
    stated += desk.post("wire", "20 07:10", [("RU-MOW", 5)], window("20 00:00", "20 07:00"))
    for order in permutations(stated):
        assert rows(counted(order)) == {"RU-MOW": (19, 19, 19)}


def test_a_relay_stands_for_its_authority_until_the_own_post_is_known() -> None:
    desk = Desk()
    relay = desk.post("bel", "20 07:50", 3, NIGHT_WORD, relayed_for=Authority.MINISTRY)
    own = desk.post("mod", "20 07:30", [("RU-BEL", 4)], NIGHT)
    alone = counted(relay).regions[0]
    assert interval(alone) == (3, 3, 3) and alone.sources[0].posts == ("https://t.me/bel/1",)
    assert counted(relay).headline is not None
    for order in (relay + own, own + relay):
        row = counted(order).regions[0]
        assert interval(row) == (4, 4, 4) and not row.disagree
        assert [(s.channel, s.posts) for s in row.sources] == [("mod", ("https://t.me/mod/2",))]


def test_a_relay_without_a_window_is_no_second_figure_beside_its_authority_s() -> None:
    desk = Desk()
    own = desk.post("mod", "20 07:30", [("RU-BEL", 4)], NIGHT)
    relay = desk.post("wire", "20 08:20", [("RU-BEL", 4)], relayed_for=Authority.MINISTRY)
    row = counted(own + relay).regions[0]
    assert interval(row) == (4, 4, 4) and len(row.sources) == 1
    late = desk.post("wire", "20 19:20", [("RU-BEL", 4)], relayed_for=Authority.MINISTRY)
    assert interval(counted(own + late).regions[0]) == (8, 8, 8)


def test_two_relays_of_one_authority_are_one_voice() -> None:
    desk = Desk()
    stated = desk.post("wire", "20 07:50", [("RU-BEL", 3)], NIGHT_WORD, relayed_for=Authority.MINISTRY)
    stated += desk.post("agency", "20 07:55", [("RU-BEL", 3)], NIGHT_WORD, relayed_for=Authority.MINISTRY)
    row = counted(stated).regions[0]
    assert interval(row) == (3, 3, 3) and len(row.sources) == 1


def test_a_wire_that_quotes_a_governor_speaks_with_his_voice() -> None:
    desk = Desk()
    stated = desk.post("wire", "20 08:20", [("RU-BEL", 4)], NIGHT_WORD, relayed_for=Authority.GOVERNOR)
    stated += desk.post("bel", "20 08:10", 5, NIGHT_WORD)
    row = counted(stated).regions[0]
    assert interval(row) == (5, 5, 5) and [s.channel for s in row.sources] == ["bel"]


def test_a_channel_that_always_relays_another_has_its_voice() -> None:
    desk = Desk()
    relay = desk.post("echo", "20 07:50", [("RU-BEL", 3), ("RU-BRY", 2)], NIGHT)
    assert rows(counted(relay)) == {"RU-BEL": (3, 3, 3), "RU-BRY": (2, 2, 2)}
    head = counted(relay).headline
    assert head is not None and head.best == 5
    own = desk.post("mod", "20 07:30", [("RU-BEL", 4), ("RU-BRY", 2)], NIGHT)
    found = counted(relay + own)
    assert rows(found) == {"RU-BEL": (4, 4, 4), "RU-BRY": (2, 2, 2)}
    assert {s.channel for row in found.regions for s in row.sources} == {"mod"}


def test_a_relay_of_the_night_is_not_known_from_the_evening_s_report() -> None:
    desk = Desk()
    stated = desk.post("mod", "19 23:20", [("RU-BEL", 2)], EVENING)
    stated += desk.post("echo", "20 07:50", [("RU-BEL", 6)], NIGHT)
    assert rows(counted(stated)) == {"RU-BEL": (6, 6, 6)}


def test_a_verbatim_repost_is_no_second_voice() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 07:30", [("RU-KDA", 6)], NIGHT, text="same")
    stated += desk.post("hq", "20 07:45", [("RU-KDA", 6)], NIGHT, text="same")
    for order in (stated, stated[::-1]):
        row = counted(order).regions[0]
        assert interval(row) == (6, 6, 6) and [s.channel for s in row.sources] == ["mod"]


def test_two_governors_may_say_the_same_of_their_own_regions() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 07:30", [("RU-BEL", 3)], text="Сбито 3 беспилотника.")
    stated += desk.post("bry", "20 07:45", [("RU-BRY", 3)], text="Сбито 3 беспилотника.")
    assert rows(counted(stated)) == {"RU-BEL": (3, 3, 3), "RU-BRY": (3, 3, 3)}


def test_a_repost_with_an_earlier_time_still_belongs_to_the_ministry() -> None:
    desk = Desk()
    stated = desk.post("hq", "20 07:29", [("RU-KDA", 6)], text="same")
    stated += desk.post("mod", "20 07:30", [("RU-KDA", 6)], text="same")
    row = counted(stated).regions[0]
    assert interval(row) == (6, 6, 6) and [s.channel for s in row.sources] == ["mod"]


def test_the_same_words_on_another_day_are_news() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 07:30", 1, text="same") + desk.post("wire", "22 07:30", [("RU-BEL", 1)], text="same")
    assert rows(counted(stated)) == {"RU-BEL": (1, 1, 1)}
    assert len(counted(stated, DAY.replace(day=22)).regions) == 1


def test_one_channel_that_says_the_same_twice_means_it_twice() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 20:30", 10, text="ещё 10") + desk.post("bel", "20 22:30", 10, text="ещё 10")
    assert rows(counted(stated)) == {"RU-BEL": (20, 20, 20)}


def test_twin_channels_of_one_office_are_one_voice() -> None:
    twins = CHANNELS | {"bel_max": channel("bel_max", Authority.GOVERNOR, "RU-BEL")}
    desk = Desk()
    stated = desk.post("bel", "20 22:30", 3)
    stated += [s.model_copy(update={"channel": "bel_max", "message_id": 99}) for s in desk.post("bel", "20 22:31", 3)]
    found = tally(stated, DAY, MOSCOW, Subject.INTERCEPTION, Weapon.UAV, twins)
    assert rows(found) == {"RU-BEL": (3, 3, 3)} and len(found.regions[0].sources) == 1


def test_two_mayors_of_one_region_are_two_voices() -> None:
    two = {name: channel(name, Authority.MAYOR, "RU-BEL") for name in ("belgorod", "oskol")}
    desk = Desk()
    stated = [s.model_copy(update={"channel": "belgorod"}) for s in desk.post("bel", "20 07:30", 3, NIGHT)]
    stated += [s.model_copy(update={"channel": "oskol"}) for s in desk.post("bel", "20 07:40", 3, NIGHT)]
    found = tally(stated, DAY, MOSCOW, Subject.INTERCEPTION, Weapon.UAV, two)
    assert len(found.regions[0].sources) == 2


def test_a_channel_that_is_no_longer_configured_still_counts() -> None:
    stated = Desk().post("bel", "20 07:30", 3, NIGHT)
    row = tally(stated, DAY, MOSCOW, Subject.INTERCEPTION, Weapon.UAV, {}).regions[0]
    assert interval(row) == (3, 3, 3)
    assert row.sources[0].posts == ("https://t.me/bel/1",)


def test_a_figure_of_another_place_of_the_region_leaves_the_sum_open() -> None:
    desk = Desk()
    a, b = {"settlement": "Старое"}, {"settlement": "Новое"}
    stated = desk.post("bel", "20 07:30", [("RU-BEL", 3, a)], NIGHT)
    stated += desk.post("wire", "20 07:40", [("RU-BEL", 2, b)], NIGHT)
    row = counted(stated).regions[0]
    assert interval(row) == (3, 3, 5) and not row.disagree


def test_a_night_of_words_beside_a_day_adds() -> None:
    desk = Desk()
    day = Window(start=NIGHT.end, end=DAYTIME.end, said=WindowSaid.DAY)
    stated = desk.post("bel", "20 07:30", 3, NIGHT_WORD) + desk.post("mod", "20 20:10", [("RU-BEL", 4)], day)
    assert rows(counted(stated)) == {"RU-BEL": (7, 7, 7)}


def test_figures_of_two_sources_for_the_same_minute_give_a_range() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 05:00", 4) + desk.post("town", "20 05:00", [("RU-BEL", 6)])
    row = counted(stated).regions[0]
    assert interval(row) == (4, 4, 6) and row.disagree


def test_a_window_that_meets_one_of_the_leaders_two_is_not_added() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 07:10", [("RU-BEL", 10)], NIGHT)
    stated += desk.post("mod", "20 12:10", [("RU-BEL", 5)], window("20 09:00", "20 12:00"))
    stated += desk.post("bel", "20 08:10", 2, window("20 06:00", "20 08:00"))
    stated += desk.post("town", "20 10:10", [("RU-BEL", 1)], window("20 07:30", "20 10:00"))
    assert rows(counted(stated)) == {"RU-BEL": (15, 15, 15)}


def test_a_figure_over_two_sources_windows_is_compared_with_their_sum() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 07:30", [("RU-KDA", 3)], NIGHT)
    stated += desk.post("wire", "20 20:10", [("RU-KDA", 14)], window("20 09:00", "20 20:00"))
    stated += desk.post("hq", "20 15:00", 30, window("20 02:00", "20 14:00"))
    row = counted(stated).regions[0]
    assert interval(row) == (17, 17, 30) and row.disagree


def test_a_window_that_ends_after_its_posting_still_meets_what_is_said_with_hours_later() -> None:
    desk = Desk()
    stated = desk.post("mod", "20 15:00", [("RU-BEL", 5)], window("20 07:00", "20 20:00"))
    stated += desk.post("bel", "20 17:10", 2, window("20 16:00", "20 17:00"))
    assert rows(counted(stated)) == {"RU-BEL": (5, 5, 5)}


@pytest.mark.parametrize(("told", "high"), [("20 15:00", 5), ("20 15:01", 7)])
def test_only_what_is_told_after_the_posting_of_an_open_window_lies_outside_it(told: str, high: int) -> None:
    desk = Desk()
    stated = desk.post("mod", "20 15:00", [("RU-BEL", 5)], window("20 07:00", "20 20:00"))
    stated += desk.post("bel", told, 2)
    assert rows(counted(stated)) == {"RU-BEL": (5, 5, high)}


def test_one_wire_that_quotes_two_governors_and_the_ministry_speaks_with_three_voices() -> None:
    desk = Desk()
    quoted = {"relayed_for": Authority.GOVERNOR}
    stated = desk.post("wire", "20 08:20", [("RU-BEL", 4, quoted), ("RU-BRY", 5, quoted)], NIGHT)
    stated += desk.post("wire", "20 08:30", [("RU-BEL", 3)], NIGHT, relayed_for=Authority.MINISTRY)
    stated += desk.post("bry", "20 08:10", 6, NIGHT)
    found = counted(stated)
    assert rows(found) == {"RU-BEL": (3, 3, 4), "RU-BRY": (6, 6, 6)}
    assert [len(row.sources) for row in found.regions] == [2, 1]
