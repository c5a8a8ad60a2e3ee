"""What becomes of a due row, judged at the moment of sending: pure rules at their very edges."""

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.alerts.plan import Plan, Skip, hushed, plan, within
from bot.model import Alert, ChangeKind, Chat, EpisodeState, LiveMessage, Priority, Quiet, Weapon
from bot.views.news import News, Picture, Tone

NIGHT = datetime(2025, 10, 19, 22, 0, tzinfo=UTC)  # 01:00 in Moscow
ALWAYS = time(0)


def news(make, kind=ChangeKind.OPENED, tone=Tone.STATE, **more):
    change = make.danger(kind, make.episode(**more))
    return News(tone=tone, thread="episode:g1", change=change, regions=("RU-BEL",), rule=kind.value)


def row(make, kind=ChangeKind.OPENED, expires=None, **more):
    values = {"reason": "", "key": "k", "priority": Priority.THREAT, "payload": "", "rings": True, **more}
    at = make.at(0)
    expires = None if expires is None else make.at(expires)
    return Alert(
        chat_id=1, about="episode:g1", kind=kind, created=at, not_before=at, expires_at=expires, **values
    )  # fmt: skip


def live(make):
    return LiveMessage(chat_id=1, about="episode:g1", message_id=5, heard=True, updated=make.at(0))


@pytest.mark.parametrize(("minutes", "late"), [(15, False), (15.1, True)])
def test_an_alarm_is_late_after_its_time_and_not_at_it(make, minutes, late):
    found = plan(
        row(make, expires=15), news(make), Picture(cells=(make.episode(),)), None, Chat(chat_id=1), make.at(minutes)
    )
    assert isinstance(found, Plan)
    assert found.late is late


def known(make, message_id=5):
    return live(make).model_copy(update={"message_id": message_id})


@pytest.mark.parametrize(
    ("kind", "tone", "rings", "message", "over", "told"),
    [
        (ChangeKind.CORRECTED, Tone.CORRECTION, False, None, False, False),  # nothing was said that it could correct
        (ChangeKind.CORRECTED, Tone.CORRECTION, False, 5, False, True),
        (ChangeKind.EXPIRED, Tone.STATE, False, None, True, False),  # the beginning was not heard
        (ChangeKind.EXPIRED, Tone.STATE, True, None, True, True),  # but for a sound taken over
        (ChangeKind.EXPIRED, Tone.STATE, False, 5, True, True),
        (ChangeKind.CONFIRMED, Tone.STATE, False, None, False, True),  # no ending: who came late is shown it
        (ChangeKind.CLEARED, Tone.STATE, False, 0, True, False),  # which message to close is not known
        (ChangeKind.WITHDRAWN, Tone.STATE, False, 0, True, False),
        (ChangeKind.EXPIRED, Tone.STATE, False, 0, True, True),
        (ChangeKind.OPENED, Tone.STATE, True, None, True, False),  # begun and over before it was heard
        (ChangeKind.OPENED, Tone.STATE, True, 5, True, False),  # the all-clear tells of it
        (ChangeKind.CASUALTY, Tone.STATE, True, None, True, True),  # people were hurt in it
    ],
)
def test_what_is_still_worth_telling(make, kind, tone, rings, message, over, told):
    cell = make.ended(make.episode(), 1) if over else make.episode()
    before = None if message is None else known(make, message)
    due, said = row(make, kind, expires=15, rings=rings), news(make, kind, tone)
    found = plan(due, said, Picture(cells=(cell,)), before, Chat(chat_id=1), make.at(2))
    assert isinstance(found, Plan if told else Skip), found


def test_what_goes_on_from_a_message_does_not_call_that_message_late(make):
    late = news(make, ChangeKind.CONFIRMED).model_copy(update={"late": True})
    due, on = row(make, ChangeKind.CONFIRMED, rings=False, edits=True), Picture(cells=(make.episode(),))
    assert not plan(due, late, on, live(make), Chat(chat_id=1), make.at(60)).late
    assert plan(due, late, on, None, Chat(chat_id=1), make.at(60)).late


def test_who_hears_of_people_hurt_when_the_danger_is_over_heard_no_alarm(make):
    over = Picture(cells=(make.ended(make.episode(), 1),))
    found = plan(
        row(make, ChangeKind.CASUALTY, expires=15),
        news(make, ChangeKind.CASUALTY),
        over,
        None,
        Chat(chat_id=1),
        make.at(2),
    )
    assert isinstance(found, Plan)
    assert not found.heard


def test_an_alarm_whose_post_is_gone_is_not_told(make):
    assert isinstance(plan(row(make, expires=15), news(make), Picture(), None, Chat(chat_id=1), make.at(1)), Skip)


def test_a_first_message_edits_nothing_and_answers_nothing(make):
    found = plan(row(make), news(make), Picture(cells=(make.episode(),)), None, Chat(chat_id=1), make.at(1))
    assert found == Plan(heard=True)


def test_an_alarm_that_may_have_arrived_and_is_over_by_now_comes_without_sound(make):
    due = row(make, expires=15, fate_reason="uncertain: no reply")
    over = Picture(cells=(make.ended(make.episode(), 5),))
    for minutes, silent in ((10, False), (20, True)):
        found = plan(due, news(make), over, None, Chat(chat_id=1), make.at(minutes))
        assert isinstance(found, Plan)
        assert found.silent is silent
    still = plan(due, news(make), Picture(cells=(make.episode(),)), None, Chat(chat_id=1), make.at(20))
    assert isinstance(still, Plan)
    assert not still.silent


@pytest.mark.parametrize("tone", [Tone.DIGEST, Tone.TEST])
@pytest.mark.parametrize(("minutes", "told"), [(5, True), (5.1, False)])
def test_a_digest_and_a_test_are_of_no_use_after_their_time(make, tone, minutes, told):
    due = row(make, ChangeKind.NOTICE, expires=5)
    found = plan(due, news(make, tone=tone), Picture(), None, Chat(chat_id=1), make.at(minutes))
    assert isinstance(found, Plan if told else Skip)


def test_an_all_clear_is_moot_where_that_danger_is_on_again_though_another_is_over(make):
    cleared, other = make.episode(), make.ended(make.episode(weapon=Weapon.MISSILE), 1)
    said = news(make, ChangeKind.CLEARED, Tone.CLEAR)
    for cells in ((cleared, other), (other, cleared)):
        found = plan(row(make, ChangeKind.CLEARED), said, Picture(cells=cells), live(make), Chat(chat_id=1), make.at(2))
        assert isinstance(found, Skip)
    still = Picture(cells=(make.ended(cleared, 1), make.episode(weapon=Weapon.MISSILE)))
    found = plan(row(make, ChangeKind.CLEARED), said, still, live(make), Chat(chat_id=1), make.at(2))
    assert isinstance(found, Plan)  # another danger that is on does not keep this one's end back


@pytest.mark.parametrize("weapon", [Weapon.MISSILE, Weapon.BALLISTIC_MISSILE, Weapon.CRUISE_MISSILE])
def test_missiles_of_every_name_break_through_quiet_hours_that_let_missiles_pass(make, weapon):
    quiet = Quiet(start=ALWAYS, end=ALWAYS, but=frozenset({Weapon.MISSILE}))
    on = Picture(cells=(make.episode(weapon=weapon),))
    assert not hushed(quiet, "Europe/Moscow", news(make), on, NIGHT)


def test_what_broke_through_while_it_was_on_is_hushed_when_it_is_over(make):
    quiet = Quiet(start=ALWAYS, end=ALWAYS, but=frozenset({Weapon.MISSILE}))
    over = make.episode(weapon=Weapon.MISSILE).model_copy(update={"state": EpisodeState.OFF, "ended": make.at(1)})
    assert hushed(quiet, "Europe/Moscow", news(make), Picture(cells=(over, make.episode())), NIGHT)
    assert not hushed(quiet, "Europe/Moscow", news(make, weapon=Weapon.MISSILE), Picture(cells=(over,)), NIGHT)


@pytest.mark.parametrize(
    ("start", "end", "at", "hushes"),
    [
        ("23:00", "07:00", "23:00", True),
        ("23:00", "07:00", "07:00", False),
        ("23:00", "07:00", "12:00", False),
        ("01:00", "07:00", "01:00", True),
        ("01:00", "07:00", "07:00", False),
        ("09:00", "09:00", "03:00", True),  # alike: all day
    ],
)
def test_quiet_hours_begin_at_their_minute_and_end_before_theirs(start, end, at, hushes):
    quiet = Quiet(start=time.fromisoformat(start), end=time.fromisoformat(end))
    local = datetime.combine(NIGHT.date(), time.fromisoformat(at), UTC) - timedelta(hours=3)
    assert within(quiet, "Europe/Moscow", local) is hushes
