"""Who hears what, and why: pure rules, DESIGN section 6 sentence by sentence."""

from datetime import timedelta

import pytest

from bot.alerts.draft import BACKLOG
from bot.alerts.rules import owed, own_thread
from bot.config import Settings
from bot.model import (
    Change,
    ChangeKind,
    Chat,
    Count,
    Fate,
    Interest,
    LiveMessage,
    Priority,
    Severity,
    Weapon,
)
from bot.views.news import News

GROUP = -100


@pytest.fixture
def tell(make, wish):
    def call(*changes, wishes=None, chats=(), live=(), now=0.0, episodes=(), operators=()):
        settings = Settings(telegram={"operators": operators})
        known = {(c.chat_id, c.topic): c for c in chats}
        asked = wish(GROUP) if wishes is None else wishes
        return owed(changes, asked, known, live, {}, make.at(now), settings, episodes)

    return call


def heard(make, about, chat_id=GROUP):
    return LiveMessage(chat_id=chat_id, about=about, message_id=5, heard=True, updated=make.at(0))


@pytest.mark.parametrize(
    ("kind", "rings", "edits", "priority"),
    [
        (ChangeKind.OPENED, True, False, Priority.THREAT),
        (ChangeKind.WORSENED, True, False, Priority.THREAT),
        (ChangeKind.ATTACK, True, False, Priority.THREAT),
        (ChangeKind.REOPENED, True, False, Priority.THREAT),
        (ChangeKind.CONFIRMED, False, True, Priority.INCIDENT),
        (ChangeKind.PARTLY_CLEARED, False, True, Priority.INCIDENT),
        (ChangeKind.EXPIRED, False, True, Priority.INCIDENT),
    ],
)
def test_what_rings_and_what_edits(tell, make, kind, rings, edits, priority):
    (alert,) = tell(make.danger(kind, make.episode()))
    assert (alert.rings, alert.edits, alert.priority) == (rings, edits, priority)
    assert alert.about == "episode:g1"


def test_an_all_clear_rings_and_the_live_message_is_closed_after_it(tell, make):
    clear, closing = tell(make.danger(ChangeKind.CLEARED, make.ended(make.episode(), 5), 5), now=5)
    assert (clear.rings, clear.edits, clear.priority) == (True, False, Priority.ALL_CLEAR)
    assert (closing.rings, closing.edits, closing.priority) == (False, True, Priority.INCIDENT)
    assert len({"episode:g1", clear.about, closing.about}) == 3  # neither swallows an alarm that is still unsent


def test_an_all_clear_goes_to_whoever_heard_the_alarm_whatever_they_subscribe_to_now(tell, make, wish):
    change = make.danger(ChangeKind.CLEARED, make.ended(make.episode(), 5), 5)
    alerts = tell(change, wishes=[], live=[heard(make, "episode:g1", 7)], now=5)
    assert {a.chat_id for a in alerts} == {7}


def test_the_least_gravity_is_kept_for_alarms_and_not_asked_of_all_clears(tell, make, wish):
    grave = wish(GROUP, severity=Severity.ATTACK)
    episode = make.episode()
    assert tell(make.danger(ChangeKind.OPENED, episode), wishes=grave) == []
    assert tell(make.danger(ChangeKind.OPENED, make.episode(weapon=Weapon.MISSILE)), wishes=grave)
    assert tell(make.danger(ChangeKind.CLEARED, make.ended(episode, 1), 1, severity=Severity.REPORT), wishes=grave)


def test_other_regions_and_other_subjects_are_not_told(tell, make, wish):
    change = make.danger(ChangeKind.OPENED, make.episode())
    assert tell(change, wishes=wish(GROUP, "RU-KRS")) == []
    assert tell(change, wishes=[w for w in wish(GROUP) if w.interest is not Interest.THREAT]) == []


def test_one_report_on_several_regions_is_one_message_with_the_chats_own_regions(tell, make, wish):
    post = "ministry/9"
    rows = tuple(
        make.stated(Count.exact(n), region=code, post=post) for code, n in [("RU-BEL", 5), ("RU-KRS", 6), ("RU-BRY", 7)]
    )
    (alert,) = tell(make.report(rows), wishes=wish(GROUP, "RU-BEL", "RU-KRS"))
    news = News.model_validate_json(alert.payload)
    assert news.regions == ("RU-BEL", "RU-KRS")
    assert [s.claim.count.best for s in news.change.now] == [5, 6]
    assert not alert.rings


def test_what_one_post_tells_of_several_places_is_one_message(tell, make):
    first, second = make.incident(area="A"), make.incident(area="B")
    second = second.model_copy(update={"voices": first.voices})
    (alert,) = tell(make.harm(first), make.harm(second))
    assert alert.about == f"report:{first.voices[0].post}"
    assert not alert.rings


def test_with_people_hurt_the_message_rings(tell, make):
    incident = make.incident(injured=Count.exact(2))
    (alert,) = tell(make.harm(incident), make.harm(incident, hurt=True))
    assert alert.rings
    assert alert.kind is ChangeKind.CASUALTY


def test_a_follow_up_goes_to_the_message_of_the_post_that_told_first(make):
    incident = make.incident()
    later = incident.model_copy(update={"voices": (*incident.voices, make.voice(9))})
    assert own_thread(make.harm(later, 9)) == own_thread(make.harm(incident))


def test_a_report_joins_the_open_episode_of_its_region(tell, make):
    (alert,) = tell(make.report((make.stated(Count.exact(3)),)), episodes=[make.episode()])
    assert alert.about == "episode:g1"
    assert (alert.rings, alert.edits) == (False, True)


def test_a_casualty_in_an_episode_rings_in_the_episodes_own_thread(tell, make):
    (alert,) = tell(make.harm(make.incident(injured=Count.exact(1)), hurt=True), episodes=[make.episode()])
    assert alert.about == "episode:g1"
    assert alert.rings


def test_a_report_stays_alone_where_the_chat_does_not_hear_of_dangers(tell, make, wish):
    figures = [w for w in wish(GROUP) if w.interest is Interest.INTERCEPTION]
    (alert,) = tell(make.report((make.stated(Count.exact(3)),)), wishes=figures, episodes=[make.episode()])
    assert alert.about.startswith("report:")


def test_a_report_stays_alone_where_the_danger_was_not_grave_enough_to_be_told(tell, make, wish):
    wishes = [w for w in wish(GROUP) if w.interest is not Interest.THREAT]
    wishes += [w for w in wish(GROUP, severity=Severity.ATTACK) if w.interest is Interest.THREAT]
    (alert,) = tell(make.report((make.stated(Count.exact(3)),)), wishes=wishes, episodes=[make.episode()])
    assert alert.about.startswith("report:")


def test_a_report_on_several_regions_joins_no_episode(tell, make, wish):
    rows = tuple(make.stated(Count.exact(1), region=code, post="ministry/9") for code in ("RU-BEL", "RU-KRS"))
    (alert,) = tell(make.report(rows), wishes=wish(GROUP, "RU-BEL", "RU-KRS"), episodes=[make.episode()])
    assert alert.about == "report:ministry/9"


def test_several_kinds_of_one_post_are_one_message_led_by_the_worst(tell, make):
    uav, missile = make.episode(), make.episode(weapon=Weapon.MISSILE)
    (alert,) = tell(make.danger(ChangeKind.OPENED, uav), make.danger(ChangeKind.WORSENED, missile))
    assert alert.kind is ChangeKind.WORSENED
    assert News.model_validate_json(alert.payload).merged == ("opened episode:g1",)


def test_a_stale_alarm_waits_for_its_backlog_and_is_marked_late(tell, make):
    (alert,) = tell(make.danger(ChangeKind.OPENED, make.episode()), now=16)
    assert alert.not_before == make.at(16) + BACKLOG
    assert News.model_validate_json(alert.payload).late
    assert alert.rings
    assert alert.expires_at == make.at(15)


def test_a_late_alarm_rings_with_people_hurt_in_the_same_post_too(tell, make):
    alarm, hurt = make.danger(ChangeKind.OPENED, make.episode()), make.harm(make.incident(), hurt=True)
    for changes in ((alarm, hurt), (hurt, alarm)):
        (alert,) = tell(*changes, episodes=[alarm.episode], now=60)
        assert alert.rings
        assert alert.kind is ChangeKind.CASUALTY  # the gravest leads, and tells /why
        assert alert.expires_at == make.at(15)
        assert alert.not_before == make.at(60) + BACKLOG
        assert News.model_validate_json(alert.payload).late


def test_an_ending_takes_over_no_sound_and_a_confirmation_does(tell, make):
    episode = make.episode()
    kinds = (ChangeKind.EXPIRED, ChangeKind.CONFIRMED, ChangeKind.PARTLY_CLEARED)
    assert [tell(make.danger(kind, episode))[0].inherits for kind in kinds] == [False, True, True]


@pytest.mark.parametrize(("age", "seconds"), [(0, 0), (1, 0), (1.5, 3), (4, 8), (14, 10)])
def test_a_fresh_alarm_does_not_wait_and_an_older_one_as_its_age_is(tell, make, age, seconds):
    (alert,) = tell(make.danger(ChangeKind.OPENED, make.episode()), now=age)
    assert alert.not_before == make.at(age) + timedelta(seconds=seconds)
    assert not News.model_validate_json(alert.payload).late


def test_a_late_casualty_does_not_ring_and_an_old_report_is_dropped_with_the_reason(tell, make):
    (late,) = tell(make.harm(make.incident(injured=Count.exact(1)), hurt=True), now=60)
    assert (late.rings, late.fate) == (False, Fate.WAITING)
    (old,) = tell(make.report((make.stated(Count.exact(3)),)), now=7 * 60)
    assert old.fate is Fate.DROPPED
    assert old.fate_reason.startswith("stale")


def test_a_muted_chat_gets_the_state_when_the_mute_ends_and_no_reports(tell, make):
    muted = Chat(chat_id=GROUP, muted_until=make.at(30))
    (alarm,) = tell(make.danger(ChangeKind.OPENED, make.episode()), chats=[muted])
    assert (alarm.not_before, alarm.fate_reason) == (make.at(30), "muted")
    (report,) = tell(make.report((make.stated(Count.exact(3)),)), chats=[muted])
    assert report.fate is Fate.DROPPED
    assert report.fate_reason == f"muted until {make.at(30).isoformat()}"


def test_a_correction_of_a_figure_is_an_edit_and_a_silent_reply(tell, make):
    before, now = make.stated(Count.exact(5), post="ministry/9"), make.stated(Count.exact(7), post="ministry/9")
    change = make.report((now,), kind=ChangeKind.CORRECTED, before=(before,))
    reply, edit = tell(change)
    assert (reply.reply, reply.rings, edit.edits) == (True, False, True)


def test_a_withdrawn_alarm_is_told_to_those_alerted_and_rings(tell, make):
    change = make.danger(ChangeKind.WITHDRAWN, make.episode())
    reply, edit = tell(change, wishes=[], live=[heard(make, "episode:g1")])
    assert (reply.chat_id, reply.rings, edit.edits) == (GROUP, True, True)


def test_notices_go_to_the_operators_alone(tell, make):
    notice = Change(
        kind=ChangeKind.NOTICE, about="source:gov", regions=(), interest=None, severity=Severity.REPORT,
        at=make.at(0), text="gov: the page is no channel page",
    )  # fmt: skip
    alerts = tell(notice, operators=(11, 12))
    assert [(a.chat_id, a.priority) for a in alerts] == [(11, Priority.NOTICE), (12, Priority.NOTICE)]


def test_the_same_change_gives_the_same_keys_and_another_gives_others(tell, make):
    episode = make.episode()
    change = make.danger(ChangeKind.OPENED, episode)
    assert [a.key for a in tell(change)] == [a.key for a in tell(change)]
    later = change.model_copy(update={"at": change.at + timedelta(minutes=1)})
    assert {a.key for a in tell(change)}.isdisjoint(a.key for a in tell(later))


def test_a_topic_hears_for_itself(tell, make, wish):
    alerts = tell(make.danger(ChangeKind.OPENED, make.episode()), wishes=[*wish(GROUP, topic=7), *wish(GROUP)])
    assert {(a.chat_id, a.topic) for a in alerts} == {(GROUP, 0), (GROUP, 7)}
