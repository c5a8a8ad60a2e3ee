"""Rule 7: how a channel's figures follow each other."""

from datetime import timedelta

import pytest

from bot.model import Act, Authority, Count, Episode, EpisodeState, Flag, Stated, Style, Voice, Weapon, default_style
from tests.reconciliation.builders import EVE, NIGHT_WORD, Desk, at, counted, rows, window


def test_each_authority_has_its_style() -> None:
    styles = {a: default_style(a) for a in Authority}
    assert [a for a, s in styles.items() if s is Style.WINDOWS] == [Authority.MINISTRY, Authority.AIR_FORCE]
    assert [a for a, s in styles.items() if s is Style.INCREMENTS] == [Authority.MAYOR]
    assert set(styles.values()) == {Style.WINDOWS, Style.INCREMENTS, Style.PLAIN}


def test_increments_of_one_window_add_up_until_the_sum_post() -> None:
    desk = Desk()
    stated = desk.post("mow", "20 01:10", 2, NIGHT_WORD) + desk.post("mow", "20 03:10", 1, NIGHT_WORD)
    stated += desk.post("mow", "20 05:10", 2, NIGHT_WORD)
    assert rows(counted(stated)) == {"RU-MOW": (5, 5, 5)}
    stated += desk.post("mow", "20 07:40", 5, NIGHT_WORD)
    assert rows(counted(stated)) == {"RU-MOW": (5, 5, 5)}


def test_one_more_in_the_night_is_no_sum_of_what_was_told_before() -> None:
    desk = Desk()
    stated = desk.post("mow", "20 01:10", 2) + desk.post("mow", "20 03:10", 1, NIGHT_WORD)
    assert rows(counted(stated)) == {"RU-MOW": (3, 3, 3)}
    stated += desk.post("mow", "20 04:10", 1, NIGHT_WORD, act=Act.ADDS) + desk.post("mow", "20 05:10", 1)
    assert rows(counted(stated)) == {"RU-MOW": (5, 5, 5)}
    stated += desk.post("mow", "20 07:40", 5, NIGHT_WORD)
    assert rows(counted(stated)) == {"RU-MOW": (5, 5, 5)}


def test_a_long_night_of_increments_makes_fifteen() -> None:
    desk = Desk()
    stated = []
    for hour, n in zip(range(1, 8), [1, 1, 3, 1, 3, 3, 3], strict=True):
        stated += desk.post("mow", f"20 0{hour}:15", n)
    assert rows(counted(stated)) == {"RU-MOW": (15, 15, 15)}


def test_an_increment_after_the_sum_post_adds_to_it() -> None:
    desk = Desk()
    stated = desk.post("mow", "20 03:10", 2) + desk.post("mow", "20 07:40", 5, NIGHT_WORD)
    stated += desk.post("mow", "20 08:10", 1, act=Act.ADDS)
    assert rows(counted(stated)) == {"RU-MOW": (6, 6, 6)}


def more(desk: Desk) -> list[Stated]:
    """Two, one more, and two more."""
    stated = desk.post("mow", "20 10:00", 2) + desk.post("mow", "20 11:00", 1, act=Act.ADDS)
    return stated + desk.post("mow", "20 12:00", 2, act=Act.ADDS)


@pytest.mark.parametrize(("number", "makes"), [(5, 5), (7, 7), (4, 4)])
def test_a_figure_said_to_be_the_sum_stands_for_what_was_told_one_by_one(number: int, makes: int) -> None:
    desk = Desk()
    stated = more(desk) + desk.post("mow", "20 14:00", number, act=Act.SUMS)
    assert rows(counted(stated)) == {"RU-MOW": (makes, makes, makes)}


def test_a_figure_that_just_equals_one_more_after_another_is_their_sum() -> None:
    desk = Desk()
    stated = more(desk)
    assert rows(counted(stated + desk.post("mow", "20 14:00", 5))) == {"RU-MOW": (5, 5, 5)}
    assert rows(counted(stated + desk.post("mow", "20 14:00", 4))) == {"RU-MOW": (9, 9, 9)}
    assert rows(counted(stated + desk.post("mow", "20 14:00", 5, act=Act.ADDS))) == {"RU-MOW": (10, 10, 10)}


def test_figures_that_are_never_called_one_more_are_no_sum_by_their_number_alone() -> None:
    desk = Desk()
    stated = desk.post("mow", "20 10:00", 1) + desk.post("mow", "20 11:00", 1) + desk.post("mow", "20 12:00", 2)
    assert rows(counted(stated)) == {"RU-MOW": (4, 4, 4)}


def test_one_sum_after_another_holds_the_one_before_and_what_came_since() -> None:
    desk = Desk()
    stated = more(desk) + desk.post("mow", "20 14:00", 5, act=Act.SUMS)
    stated += desk.post("mow", "20 15:00", 1, act=Act.ADDS)
    assert rows(counted(stated)) == {"RU-MOW": (6, 6, 6)}
    for last in (
        desk.post("mow", "20 18:00", 6, act=Act.SUMS),
        desk.post("mow", "20 18:00", 6),
        desk.post("mow", "20 18:00", 6, window("20 00:00", "20 18:00")),
    ):
        assert rows(counted(stated + last)) == {"RU-MOW": (6, 6, 6)}


def test_a_sum_of_the_night_holds_what_was_told_before_midnight_and_nothing_of_the_day_before() -> None:
    desk = Desk()
    stated = desk.post("mow", "19 12:00", 3) + desk.post("mow", "19 23:00", 2)
    stated += desk.post("mow", "20 01:00", 1, act=Act.ADDS) + desk.post("mow", "20 07:30", 3, act=Act.SUMS)
    assert rows(counted(stated)) == {"RU-MOW": (3, 3, 3)}
    assert rows(counted(stated, EVE)) == {"RU-MOW": (3, 3, 3)}


def test_a_governors_sum_stands_for_what_he_told_that_half_day() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 10:00", 3) + desk.post("bel", "20 12:00", 5, act=Act.SUMS)
    assert rows(counted(stated)) == {"RU-BEL": (5, 5, 5)}
    assert rows(counted(stated + desk.post("bel", "20 12:30", 5))) == {"RU-BEL": (10, 10, 10)}


def test_a_running_total_starts_anew_with_the_next_half_day() -> None:
    desk = Desk()
    stated = desk.post("len", "20 05:10", 20) + desk.post("len", "20 12:10", 3) + desk.post("len", "20 16:10", 5)
    assert rows(counted(stated)) == {"RU-LEN": (25, 25, 25)}


def test_a_running_total_goes_on_over_the_morning_s_edge_while_it_is_fresh() -> None:
    desk = Desk()
    stated = desk.post("len", "20 06:50", 20) + desk.post("len", "20 08:15", 31)
    assert rows(counted(stated)) == {"RU-LEN": (31, 31, 31)}


def test_a_running_total_goes_on_through_its_episode() -> None:
    desk = Desk()
    voice = Voice(channel="len", message_id=1, at=at("20 05:00"))
    episode = Episode(
        id="e", group="e", region="RU-LEN", weapon=Weapon.UAV, state=EpisodeState.OFF, since=at("20 05:00"),
        opened_by=voice, last_confirmed=at("20 13:00"), confirmed_by=voice, ended=at("20 13:00"),
    )  # fmt: skip
    stated = desk.post("len", "20 05:10", 20) + desk.post("len", "20 12:10", 33)
    assert rows(counted(stated)) == {"RU-LEN": (53, 53, 53)}
    assert rows(counted(stated, episodes=[episode])) == {"RU-LEN": (33, 33, 33)}
    elsewhere = episode.model_copy(update={"region": "RU-BEL"})
    assert rows(counted(stated, episodes=[elsewhere])) == {"RU-LEN": (53, 53, 53)}
    over = episode.model_copy(update={"ended": at("20 06:00")})
    assert rows(counted(stated, episodes=[over])) == {"RU-LEN": (53, 53, 53)}
    still_on = episode.model_copy(update={"ended": None, "state": EpisodeState.ON})
    assert rows(counted(stated, episodes=[still_on])) == {"RU-LEN": (33, 33, 33)}


def test_a_running_total_that_is_corrected_downwards_follows() -> None:
    desk = Desk()
    stated = desk.post("len", "20 02:10", 30) + desk.post("len", "20 03:10", 28)
    assert rows(counted(stated)) == {"RU-LEN": (28, 28, 28)}


def test_the_newest_running_total_stands_though_the_older_named_the_whole_night() -> None:
    desk = Desk()
    stated = desk.post("len", "20 03:10", Count.about(20), NIGHT_WORD)
    stated += desk.post("len", "20 05:30", Count.more_than(30))
    assert rows(counted(stated)) == {"RU-LEN": (31, 30, None)}


def test_a_running_total_said_by_a_plain_channel_replaces_too() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 02:10", 5) + desk.post("bel", "20 03:10", 8, act=Act.SETS)
    assert rows(counted(stated)) == {"RU-BEL": (8, 8, 8)}
    stated += desk.post("bel", "20 04:10", 9, flags=(Flag.RUNNING_TOTAL,))
    assert rows(counted(stated)) == {"RU-BEL": (9, 9, 9)}


def test_more_on_top_of_a_running_total_is_in_the_next_one() -> None:
    desk = Desk()
    stated = desk.post("len", "20 02:10", 10) + desk.post("len", "20 03:10", 2, act=Act.ADDS)
    assert rows(counted(stated)) == {"RU-LEN": (12, 12, 12)}
    stated += desk.post("len", "20 04:10", 14)
    assert rows(counted(stated)) == {"RU-LEN": (14, 14, 14)}


def test_plain_figures_stand_and_more_adds() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 02:10", 5) + desk.post("bel", "20 03:10", 2, act=Act.ADDS)
    stated += desk.post("bel", "20 04:10", 1)
    assert rows(counted(stated)) == {"RU-BEL": (8, 8, 8)}
    stated += desk.post("bel", "20 07:40", 9, NIGHT_WORD)
    assert rows(counted(stated)) == {"RU-BEL": (9, 9, 9)}


def test_more_said_of_the_same_window_adds() -> None:
    desk = Desk()
    stated = desk.post("bel", "20 07:10", 5, NIGHT_WORD) + desk.post("bel", "20 07:40", 2, NIGHT_WORD, act=Act.ADDS)
    assert rows(counted(stated)) == {"RU-BEL": (7, 7, 7)}


def test_a_digest_channel_repeats_its_own_day() -> None:
    desk = Desk()
    stated = desk.post("brief", "20 15:10", 2, window("20 14:00", "20 15:00"))
    stated += desk.post("brief", "21 09:10", 6, window("20 09:00", "21 09:00"))
    assert rows(counted(stated)) == {"RU-KRS": (6, 6, 6)}
    assert counted(stated, EVE + timedelta(days=2)).regions == ()
