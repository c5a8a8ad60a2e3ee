"""DESIGN section 5, sentence by sentence: threat episodes."""

from datetime import timedelta

import pytest

from bot.model import Authority, ChangeKind, EpisodeState, Weapon
from bot.model.ports import Silence
from tests.reconciliation.books import (
    ANY,
    MISSILE,
    ON,
    PARTLY,
    SUSTAINED,
    UAV,
    Books,
    attack,
    clear,
    danger,
)
from tests.reconciliation.builders import CHANNELS, at, channel

DISTRICT = "Шебекинский округ"


def kinds(changes: object) -> list[ChangeKind]:
    return [c.kind for c in changes]  # type: ignore[attr-defined]


def test_a_danger_opens_an_episode_with_its_voice_and_time() -> None:
    books = Books()
    assert kinds(books.say("bel", "20 01:00", danger())) == [ChangeKind.OPENED]
    episode = books.one()
    assert (episode.region, episode.weapon, episode.state) == ("RU-BEL", UAV, EpisodeState.ON)
    assert (episode.since, episode.opened_by.post, episode.ended) == (at("20 01:00"), "bel/1", None)


def test_a_clock_time_that_was_said_is_the_beginning() -> None:
    books = Books()
    books.say("bel", "20 01:10", danger(at_time="20 00:55"))
    assert books.one().since == at("20 00:55")


def test_sustained_confirms_and_is_no_new_alarm() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger())
    assert kinds(books.say("bel", "20 03:00", danger(state=SUSTAINED))) == [ChangeKind.CONFIRMED]
    episode = books.one()
    assert episode.state is EpisodeState.SUSTAINED
    assert (episode.last_confirmed, episode.confirmed_by.post) == (at("20 03:00"), "bel/2")


def test_sustained_with_nothing_open_opens_and_rings() -> None:
    books = Books()
    assert kinds(books.say("bel", "20 03:00", danger(state=SUSTAINED))) == [ChangeKind.OPENED]


def test_a_reminder_without_a_place_sustains_what_is_on_and_opens_nothing_wider() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger(area=DISTRICT))
    assert kinds(books.say("bel", "20 03:00", danger(state=SUSTAINED, home=True))) == [ChangeKind.CONFIRMED]
    assert (books.one().area, books.one().state) == (DISTRICT, EpisodeState.SUSTAINED)
    assert books.one().last_confirmed == at("20 03:00")


def test_a_reminder_without_a_place_and_kind_sustains_every_kind_that_is_on() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger(area=DISTRICT), danger(weapon=MISSILE))
    books.say("bel", "20 03:00", danger(state=SUSTAINED, weapon=ANY, home=True))
    assert [e.last_confirmed for e in books.episodes.values()] == [at("20 03:00")] * 2


def test_a_reminder_of_a_kind_that_is_not_on_opens_it() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger(area=DISTRICT))
    changes = books.say("bel", "20 03:00", danger(state=SUSTAINED, weapon=MISSILE, home=True))
    assert kinds(changes) == [ChangeKind.WORSENED]
    assert {(e.area, e.weapon) for e in books.episodes.values()} == {(DISTRICT, UAV), ("", MISSILE)}


def test_a_reminder_that_names_the_region_is_of_the_region() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger(area=DISTRICT))
    assert kinds(books.say("bel", "20 03:00", danger(state=SUSTAINED))) == [ChangeKind.OPENED]


def test_an_all_clear_does_not_close_what_a_reminder_without_a_place_confirmed_after_its_time() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger(area=DISTRICT))
    books.say("bel", "20 02:00", danger(state=SUSTAINED, home=True))
    books.say("bel", "20 02:10", clear(area=DISTRICT, at_time="20 01:30"))
    assert books.one().open


def test_an_all_clear_for_a_district_holds_beside_a_reminder_without_a_place() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger(area=DISTRICT), danger())
    books.say("bel", "20 02:00", clear(weapon=UAV, area=DISTRICT), danger(state=SUSTAINED, home=True))
    assert {e.area: e.open for e in books.episodes.values()} == {DISTRICT: False, "": True}


def test_an_all_clear_without_kind_leaves_the_kind_that_its_own_post_says_goes_on() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger(area=DISTRICT))
    books.say("bel", "20 02:00", clear(home=True), danger(state=SUSTAINED, home=True))
    assert (books.one().area, books.one().open) == (DISTRICT, True)


def test_an_all_clear_closes_what_it_names() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger())
    assert kinds(books.say("bel", "20 02:00", clear(weapon=UAV))) == [ChangeKind.CLEARED]
    episode = books.one()
    assert episode.state is EpisodeState.OFF and episode.ended == at("20 02:00")
    assert episode.cleared_by is not None and episode.cleared_by.post == "bel/2"


def test_an_all_clear_never_closes_another_weapon_or_region() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger(), danger(weapon=MISSILE), danger("RU-KRS"))
    books.say("bel", "20 02:00", clear(weapon=UAV))
    assert books.on() == {("RU-BEL", "", "missile"), ("RU-KRS", "", "uav")}


def test_an_attack_opens_with_its_weapon_or_any() -> None:
    books = Books()
    assert kinds(books.say("bel", "20 01:00", attack())) == [ChangeKind.ATTACK]
    assert books.on() == {("RU-BEL", "", "any")} and books.one().attack
    books = Books()
    books.say("bel", "20 01:00", attack(weapon=UAV))
    assert books.on() == {("RU-BEL", "", "uav")}


def test_an_attack_raises_an_open_episode() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger())
    assert not books.one().attack
    assert kinds(books.say("bel", "20 01:30", attack(weapon=UAV))) == [ChangeKind.ATTACK]
    assert books.one().attack and books.one().since == at("20 01:00")


def test_an_all_clear_has_the_time_that_was_said() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger())
    books.say("bel", "20 02:10", clear(weapon=UAV, at_time="20 01:50"))
    ended = books.one().ended
    assert ended is not None and at("20 01:50") <= ended < at("20 01:51")


def test_an_all_clear_never_closes_a_cell_confirmed_after_its_time() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger())
    books.say("bel", "20 02:00", danger(state=SUSTAINED))
    assert books.say("bel", "20 02:10", clear(weapon=UAV, at_time="20 01:50")) == ()
    assert books.on() == {("RU-BEL", "", "uav")}
    assert books.one().since == at("20 01:00")


def test_a_late_all_clear_never_closes_what_began_after_it() -> None:
    books = Books()
    late = books.post("bel", at("20 02:00"), [clear(weapon=UAV)], 50)
    books.say("bel", "20 01:00", danger())
    books.say("bel", "20 04:00", danger())
    books.take(late)
    assert books.on() == {("RU-BEL", "", "uav")}
    assert sorted(e.since for e in books.episodes.values()) == [at("20 01:00"), at("20 04:00")]


def test_a_general_all_clear_closes_the_home_place_its_region_or_its_district() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger())
    books.say("bel", "20 02:00", clear(home=True))
    assert books.on() == set()
    local = channel("admin", Authority.MILITARY_ADMIN, "RU-BEL", district=DISTRICT)
    books = Books(CHANNELS | {"admin": local})
    books.say("bel", "20 01:00", danger(), danger(area=DISTRICT))
    books.say("admin", "20 02:00", clear(home=True))
    assert books.on() == {("RU-BEL", "", "uav")}


def test_a_local_channel_s_alarm_without_a_place_is_its_district_s() -> None:
    books = Books()
    books.say("town", "20 01:00", danger(home=True))
    assert books.on() == {("RU-BEL", DISTRICT, "uav")}
    books.say("town", "20 02:00", clear(home=True))
    assert books.on() == set()


@pytest.mark.parametrize("home", [True, False])
def test_a_mayors_all_clear_never_closes_a_region(home: bool) -> None:
    books = Books(CHANNELS | {"nobody": channel("nobody", Authority.MAYOR, "RU-BEL")})
    books.say("bel", "20 01:00", danger())
    books.say("town", "20 02:00", clear(home=home))
    assert books.on() == {("RU-BEL", "", "uav")}
    books.say("nobody", "20 02:30", clear(home=home))
    assert books.on() == {("RU-BEL", "", "uav")}
    assert books.one().state is EpisodeState.PARTLY_OFF


def test_a_regions_all_clear_ends_its_districts() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger(), danger(area=DISTRICT))
    books.say("bel", "20 02:00", clear(weapon=UAV))
    assert books.on() == set()


def test_a_district_listed_as_going_on_stays_one_episode() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger(), danger(area=DISTRICT))
    changes = books.say("bel", "20 02:00", clear(weapon=UAV), danger(area=DISTRICT, state=SUSTAINED))
    assert books.on() == {("RU-BEL", DISTRICT, "uav")}
    assert len(books.episodes) == 2
    assert set(kinds(changes)) == {ChangeKind.CLEARED, ChangeKind.CONFIRMED}


def test_a_district_that_was_not_on_is_opened_by_going_on() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger())
    books.say("bel", "20 02:00", clear(weapon=UAV), danger(area=DISTRICT, state=SUSTAINED))
    assert books.on() == {("RU-BEL", DISTRICT, "uav")}


def test_a_districts_all_clear_leaves_the_region_partly_off() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger(), danger(area=DISTRICT))
    assert ChangeKind.PARTLY_CLEARED in kinds(books.say("bel", "20 02:00", clear(weapon=UAV, area=DISTRICT)))
    states = {e.area: e.state for e in books.episodes.values()}
    assert states == {"": EpisodeState.PARTLY_OFF, DISTRICT: EpisodeState.OFF}


def test_partly_off_said_of_the_region_leaves_it_on() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger())
    assert kinds(books.say("bel", "20 02:00", danger(state=PARTLY))) == [ChangeKind.PARTLY_CLEARED]
    assert books.one().open and books.one().state is EpisodeState.PARTLY_OFF


def test_an_all_clear_without_a_kind_ends_any_and_the_one_kind_that_is_on() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger(weapon=ANY), danger(weapon=UAV))
    books.say("bel", "20 02:00", clear())
    assert books.on() == set()


def test_an_all_clear_without_a_kind_ends_none_of_several_and_marks_them() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger(weapon=ANY), danger(weapon=UAV), danger(weapon=MISSILE))
    books.say("bel", "20 02:00", clear())
    assert books.on() == {("RU-BEL", "", "uav"), ("RU-BEL", "", "missile")}
    assert {e.weapon: e.clear_said for e in books.episodes.values()} == {ANY: False, UAV: True, MISSILE: True}
    books.say("bel", "20 03:00", danger(weapon=MISSILE))
    assert {e.weapon: e.clear_said for e in books.episodes.values() if e.open} == {UAV: True, MISSILE: False}


def test_a_kind_that_expired_is_not_on_beside_the_one_that_is() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger(weapon=MISSILE))
    books.say("bel", "20 09:00", danger(weapon=UAV))
    assert {e.state for e in books.episodes.values()} == {EpisodeState.EXPIRED, EpisodeState.ON}
    books.say("bel", "20 10:00", clear())
    assert books.on() == set()
    assert {e.weapon: e.state for e in books.episodes.values()}[MISSILE] is EpisodeState.EXPIRED


def test_in_ukraine_the_air_raid_all_clear_ends_all_kinds_of_its_place() -> None:
    books = Books()
    books.say("zp", "20 01:00", danger("UA-23"), danger("UA-23", weapon=MISSILE), danger("UA-59"))
    books.say("zp", "20 02:00", clear("UA-23"))
    assert books.on() == {("UA-59", "", "uav")}


def test_in_ukraine_the_end_of_one_kind_ends_that_kind() -> None:
    books = Books()
    books.say("zp", "20 01:00", danger("UA-23"), danger("UA-23", weapon=Weapon.AVIATION))
    books.say("zp", "20 02:00", clear("UA-23", weapon=Weapon.AVIATION))
    assert books.on() == {("UA-23", "", "uav")}


def test_mixed_posts_change_each_cell_by_itself() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger(weapon=MISSILE))
    books.say("bel", "20 02:00", clear(weapon=MISSILE), danger(weapon=UAV), danger("RU-KRS", weapon=MISSILE))
    assert books.on() == {("RU-BEL", "", "uav"), ("RU-KRS", "", "missile")}


def test_six_hours_without_confirmation_end_by_rule() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger())
    assert books.tick(at("20 06:59")) == ()
    assert kinds(books.tick(at("20 07:00"))) == [ChangeKind.EXPIRED]
    assert (books.one().state, books.one().ended) == (EpisodeState.EXPIRED, at("20 07:00"))
    assert books.tick(at("20 09:00")) == ()


def test_a_confirmation_puts_the_expiry_off() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger())
    books.say("bel", "20 06:00", danger(state=SUSTAINED))
    assert books.tick(at("20 11:59")) == ()
    assert kinds(books.tick(at("20 12:00"))) == [ChangeKind.EXPIRED]


def test_hours_in_which_the_channel_was_not_alive_do_not_count() -> None:
    silence = Silence(channel="bel", start=at("20 03:00"), end=at("20 05:30"))
    other = Silence(channel="mow", start=at("20 01:00"), end=at("20 09:30"))
    books = Books(silences=[silence, other])
    books.say("bel", "20 01:00", danger())
    assert books.tick(at("20 09:29")) == ()
    assert kinds(books.tick(at("20 09:30"))) == [ChangeKind.EXPIRED]


def test_while_the_channel_is_silent_nothing_expires() -> None:
    books = Books(silences=[Silence(channel="bel", start=at("20 03:00"))])
    books.say("bel", "20 01:00", danger())
    assert books.tick(at("22 03:00")) == () and books.one().open


def test_silences_that_overlap_are_not_counted_twice() -> None:
    one = Silence(channel="bel", start=at("20 02:00"), end=at("20 04:00"))
    two = Silence(channel="bel", start=at("20 03:00"), end=at("20 05:00"))
    books = Books(silences=[one, two])
    books.say("bel", "20 01:00", danger())
    assert books.tick(at("20 09:59")) == ()
    assert kinds(books.tick(at("20 10:00"))) == [ChangeKind.EXPIRED]


def test_an_all_clear_within_a_day_of_the_expiry_still_rings() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger())
    books.tick(at("20 07:30"))
    assert kinds(books.say("bel", "20 10:00", clear(weapon=UAV))) == [ChangeKind.CLEARED]
    assert (books.one().state, books.one().ended) == (EpisodeState.OFF, at("20 10:00"))
    books = Books()
    books.say("bel", "20 01:00", danger())
    books.tick(at("20 07:30"))
    assert books.say("bel", "21 07:01", clear(weapon=UAV)) == ()
    assert books.one().state is EpisodeState.EXPIRED


def test_a_danger_after_an_expiry_is_a_new_episode() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger())
    assert ChangeKind.OPENED in kinds(books.say("bel", "20 10:00", danger()))
    assert len(books.episodes) == 2


def test_a_withdrawn_all_clear_reopens() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger())
    books.say("bel", "20 02:00", clear(weapon=UAV))
    before = books.one().id
    assert kinds(books.withdraw("bel/2")) == [ChangeKind.REOPENED]
    assert books.one().open and books.one().id == before


def test_a_withdrawn_alarm_is_told() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger())
    changes = books.withdraw("bel/1")
    assert kinds(changes) == [ChangeKind.WITHDRAWN] and changes[0].episode is not None
    assert books.episodes == {}


def test_an_edited_alarm_moves_to_the_other_region() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger())
    edited = books.post("bel", at("20 01:00"), [danger("RU-KRS")], 1)
    assert set(kinds(books.take(edited, at("20 01:20")))) == {ChangeKind.OPENED, ChangeKind.WITHDRAWN}
    assert books.on() == {("RU-KRS", "", "uav")}


def test_the_same_post_again_changes_nothing() -> None:
    books = Books()
    stated = books.post("bel", at("20 01:00"), [danger(), danger(weapon=MISSILE)], 7)
    assert books.take(stated)
    before = dict(books.episodes)
    assert books.take(stated, at("20 01:05")) == ()
    assert books.episodes == before


def test_episodes_of_one_region_that_overlap_have_one_group() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger())
    assert kinds(books.say("bel", "20 02:00", danger(weapon=MISSILE))) == [ChangeKind.WORSENED]
    assert len({e.group for e in books.episodes.values()}) == 1
    books.say("bel", "20 03:00", clear(weapon=UAV), clear(weapon=MISSILE))
    books.say("bel", "20 05:00", danger())
    assert len({e.group for e in books.episodes.values()}) == 2


def test_a_kind_that_is_not_worse_is_news_all_the_same() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger(weapon=MISSILE))
    assert kinds(books.say("bel", "20 02:00", danger())) == [ChangeKind.OPENED]


def test_a_district_of_a_region_that_is_on_does_not_ring_again() -> None:
    books = Books()
    books.say("bel", "20 01:00", danger())
    assert kinds(books.say("bel", "20 02:00", danger(area=DISTRICT))) == [ChangeKind.CONFIRMED]


def test_a_danger_of_days_ago_is_taken_up_where_it_stands() -> None:
    books = Books()
    for hour in range(0, 80, 5):
        posted = at("17 00:00") + timedelta(hours=hour)
        books.take(books.post("bel", posted, [danger(state=SUSTAINED if hour else ON)], 100 + hour))
    assert len(books.episodes) == 1 and books.one().since == at("17 00:00")
    books.say("bel", "20 07:00", clear(weapon=UAV))
    assert books.one().state is EpisodeState.OFF and books.one().since == at("17 00:00")


def test_a_post_two_days_late_leaves_alone_what_was_told_after_its_scope() -> None:
    books = Books()
    late = books.post("bel", at("10 00:01"), [danger()], 50)
    books.say("bel", "12 00:01", danger(at_time="12 00:00"))
    books.take(late, at("12 00:05"))
    assert books.on() == {("RU-BEL", "", "uav")}
    assert sorted(e.since for e in books.episodes.values()) == [at("10 00:01"), at("12 00:00")]


def test_a_late_beginning_and_a_late_end_leave_two_episodes() -> None:
    books = Books()
    first = books.post("bel", at("20 01:00"), [danger()], 1)
    end = books.post("bel", at("20 01:01"), [clear(weapon=UAV)], 2)
    books.take(books.post("bel", at("20 01:02"), [danger()], 3))
    books.take(first, at("20 01:03"))
    books.take(end, at("20 01:04"))
    found = sorted((e.since, e.ended) for e in books.episodes.values() if e.ended) + [
        (e.since, e.ended) for e in books.episodes.values() if e.open
    ]
    assert found == [(at("20 01:00"), at("20 01:01")), (at("20 01:02"), None)]


def test_a_post_days_late_leaves_alone_what_a_later_post_confirmed_just_before() -> None:
    """The confirmation speaks of 01:40, but was posted after what is loaded for the late post."""
    books = Books()
    late = books.post("bel", at("10 02:00"), [danger()], 50)
    books.say("bel", "11 18:50", danger())
    books.say("bel", "12 02:10", danger(at_time="12 00:40"))
    books.take(late, at("12 02:10"))
    (standing,) = [e for e in books.episodes.values() if e.open]
    assert (standing.since, standing.last_confirmed) == (at("11 18:50"), at("12 00:40"))


@pytest.mark.parametrize("hours", range(40, 80, 4))
def test_a_post_days_late_leaves_alone_an_all_clear_that_came_after_the_expiry(hours: int) -> None:
    books = Books()
    books.say("bel", "10 23:50", danger())
    books.say("bel", "11 20:30", clear(weapon=UAV))
    before = dict(books.episodes)
    assert books.one().state is EpisodeState.OFF
    books.take(books.post("bel", at("11 20:30") - timedelta(hours=hours), [danger(area=DISTRICT)], 50), at("12 00:00"))
    assert before.items() <= books.episodes.items()


@pytest.mark.parametrize("hours", range(40, 80, 4))
def test_a_post_days_late_leaves_alone_that_a_district_is_out_of_danger(hours: int) -> None:
    books = Books()
    books.say("bel", "13 12:00", danger())
    books.say("bel", "13 15:00", clear(weapon=UAV, area=DISTRICT))
    assert books.one().state is EpisodeState.PARTLY_OFF
    books.take(books.post("bel", at("13 15:00") - timedelta(hours=hours), [danger(weapon=MISSILE)], 50), at("13 15:01"))
    (standing,) = [e for e in books.episodes.values() if e.weapon is UAV]
    assert standing.state is EpisodeState.PARTLY_OFF
