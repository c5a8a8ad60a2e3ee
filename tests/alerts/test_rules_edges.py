"""The rules at their edges: what a mutation of them would break and no sentence of DESIGN names."""

import pytest

from bot.alerts.rules import owed, threads
from bot.config import Settings
from bot.model import Change, ChangeKind, Chat, Count, Fate, Interest, LiveMessage, Priority, Severity, Weapon
from bot.views.news import News

GROUP, OTHER = -100, -200


@pytest.fixture
def tell(make, wish):
    def call(*changes, wishes=None, chats=(), live=(), now=0.0, episodes=(), operators=()):
        known = {(c.chat_id, c.topic): c for c in chats}
        asked = wish(GROUP) if wishes is None else wishes
        settings = Settings(telegram={"operators": operators})
        return owed(changes, asked, known, live, {}, make.at(now), settings, episodes)

    return call


def heard(make, about):
    return LiveMessage(chat_id=GROUP, about=about, message_id=5, heard=True, updated=make.at(0))


def told(alert):
    return News.model_validate_json(alert.payload)


@pytest.mark.parametrize(
    "kind", ["confirmed", "partly_cleared", "cleared", "expired", "reopened", "corrected", "withdrawn"]
)
def test_what_follows_goes_where_the_beginning_went_without_any_wish(tell, make, kind):
    change = make.danger(ChangeKind(kind), make.episode())
    assert {a.chat_id for a in tell(change, wishes=[], live=[heard(make, "episode:g1")])} == {GROUP}


@pytest.mark.parametrize("kind", ["partly_cleared", "cleared", "expired", "withdrawn"])
def test_an_ending_is_owed_at_any_gravity(tell, make, wish, kind):
    change = make.danger(ChangeKind(kind), make.episode())
    assert tell(change, wishes=wish(GROUP, severity=Severity.PEOPLE))


@pytest.mark.parametrize("first", [0, 1])
def test_an_alarm_and_a_confirmation_in_one_message_are_the_alarm(tell, make, first):
    alarm = make.danger(ChangeKind.OPENED, make.episode())
    graver = make.danger(ChangeKind.CONFIRMED, make.episode(weapon=Weapon.MISSILE))
    (alert,) = tell(*((alarm, graver) if first == 0 else (graver, alarm)))
    assert (alert.kind, alert.reason, alert.priority) == (ChangeKind.OPENED, "opened", Priority.THREAT)
    assert (alert.rings, alert.edits) == (True, False)


@pytest.mark.parametrize(
    ("severity", "rings"), [(Severity.DAMAGE, False), (Severity.DANGER, True), (Severity.ATTACK, True)]
)
def test_a_correction_rings_from_danger_on(tell, make, severity, rings):
    change = make.report((make.stated(Count.exact(3)),), kind=ChangeKind.WITHDRAWN, severity=severity)
    assert [alert.rings for alert in tell(change)] == [rings, False]


def test_each_chat_is_told_of_its_own_regions(tell, make, wish):
    rows = tuple(make.stated(Count.exact(n), region=code, post="m/9") for n, code in enumerate(("RU-BEL", "RU-KRS"), 1))
    alerts = tell(make.report(rows), wishes=[*wish(GROUP, "RU-BEL"), *wish(OTHER, "RU-KRS")])
    assert {a.chat_id: told(a).regions for a in alerts} == {GROUP: ("RU-BEL",), OTHER: ("RU-KRS",)}
    assert {a.chat_id: [s.claim.count.best for s in told(a).change.now] for a in alerts} == {GROUP: [1], OTHER: [2]}


def test_a_message_of_two_changes_tells_of_the_regions_of_both(tell, make, wish):
    changes = [make.report((make.stated(Count.exact(1), region=code, post="m/9"),)) for code in ("RU-BEL", "RU-KRS")]
    (alert,) = tell(*changes, wishes=wish(GROUP, "RU-BEL", "RU-KRS"))
    assert told(alert).regions == ("RU-BEL", "RU-KRS")


def test_two_chats_with_other_subjects_of_one_post_do_not_share_a_message(tell, make, wish):
    changes = [
        make.report((make.stated(Count.exact(n), post="m/9"),), interest=interest)
        for n, interest in enumerate((Interest.INTERCEPTION, Interest.DAMAGE), 1)
    ]
    some = [w for w in wish(OTHER) if w.interest is Interest.INTERCEPTION]
    alerts = tell(*changes, wishes=[*wish(GROUP), *some])
    assert {a.chat_id: [s.claim.count.best for s in told(a).change.now] for a in alerts} == {GROUP: [1, 2], OTHER: [1]}


def test_a_change_in_a_danger_asks_for_the_message_of_that_danger(make):
    change = make.report((make.stated(Count.exact(1), post="m/9"),), episode=make.episode())
    assert threads((change,), (make.episode(group="g2"),)) == ["report:m/9", "episode:g2", "episode:g1"]


def test_a_correction_tells_each_chat_of_what_stood_in_its_own_regions(tell, make, wish):
    before, now = (
        tuple(make.stated(Count.exact(n), region=code, post="m/9") for code in ("RU-BEL", "RU-KRS")) for n in (5, 7)
    )
    change = make.report(now, kind=ChangeKind.CORRECTED, before=before)
    for alert in tell(change, wishes=wish(GROUP, "RU-KRS")):
        assert [s.claim.place.regions for s in told(alert).change.before] == [("RU-KRS",)]


def test_two_notices_of_one_thing_are_two(tell, make):
    notice = Change(
        kind=ChangeKind.NOTICE, about="source:gov", regions=(), interest=None, severity=Severity.REPORT,
        at=make.at(0), text="gov is broken",
    )  # fmt: skip
    (one,), (two,) = (tell(n, operators=(11,)) for n in (notice, notice.model_copy(update={"text": "gov is gone"})))
    assert one.key != two.key


def test_people_wrongly_counted_are_corrected_with_a_sound_and_a_roof_is_not(tell, make):
    for interest, rings in ((Interest.CASUALTIES, True), (Interest.DAMAGE, False)):
        reply, _ = tell(make.harm(make.incident(), kind=ChangeKind.CORRECTED, interest=interest))
        assert reply.rings is rings


@pytest.mark.parametrize("first", [0, 1])
def test_an_alarm_that_follows_another_in_one_message_answers_the_first(tell, make, first):
    pair = (make.danger(ChangeKind.OPENED, make.episode()), make.danger(ChangeKind.WORSENED, make.episode()))
    (alert,) = tell(*(pair if first == 0 else pair[::-1]))
    assert alert.reply


def test_nothing_is_late_at_the_very_minute(tell, make):
    (alert,) = tell(make.danger(ChangeKind.OPENED, make.episode()), now=15)
    assert not told(alert).late


@pytest.mark.parametrize("kind", [ChangeKind.CLEARED, ChangeKind.EXPIRED])
def test_an_end_is_never_worded_as_late(tell, make, kind):
    alert = tell(make.danger(kind, make.ended(make.episode(), 0)), now=300)[0]
    assert (told(alert).late, alert.fate) == (False, Fate.WAITING)


def test_a_mute_is_over_at_its_minute(tell, make):
    (alert,) = tell(make.report((make.stated(Count.exact(3)),)), chats=[Chat(chat_id=GROUP, muted_until=make.at(0))])
    assert alert.fate is Fate.WAITING


def test_news_of_two_posts_or_of_another_revision_has_keys_of_its_own(tell, make):
    change = make.report((make.stated(Count.exact(3), post="m/9"),), kind=ChangeKind.CORRECTED)
    keys = [{a.key for a in tell(change)}]
    keys.append({a.key for a in tell(change.model_copy(update={"post": "m/10"}))})
    keys.append({a.key for a in tell(change.model_copy(update={"kind": ChangeKind.WITHDRAWN}))} - {"closing"})
    edited = change.now[0].model_copy(update={"revision": 2})
    keys.append({a.key for a in tell(change.model_copy(update={"now": (edited,)}))})
    assert len(set().union(*keys)) == sum(map(len, keys))


@pytest.mark.parametrize(("weapon", "attack"), [(Weapon.MISSILE, False), (Weapon.UAV, True)])
def test_a_report_joins_a_danger_that_is_grave_by_its_kind_or_by_an_attack(tell, make, wish, weapon, attack):
    grave = [w for w in wish(GROUP, severity=Severity.ATTACK) if w.interest is Interest.THREAT]
    reports = [w for w in wish(GROUP) if w.interest is Interest.INTERCEPTION]
    episode = make.episode(weapon=weapon, attack=attack)
    (alert,) = tell(make.report((make.stated(Count.exact(3)),)), wishes=[*grave, *reports], episodes=[episode])
    assert alert.about == "episode:g1"


def test_an_airport_is_no_part_of_a_danger(tell, make):
    change = make.report((make.stated(Count.exact(3)),), interest=Interest.AIRSPACE)
    (alert,) = tell(change, episodes=[make.episode()])
    assert alert.about.startswith("report:")


def test_a_report_that_stood_alone_goes_on_alone(tell, make):
    """The danger was called after the report: what corrects it goes to the message that told of it."""
    change = make.report((make.stated(Count.exact(3), post="m/9"),), kind=ChangeKind.CORRECTED)
    alerts = tell(change, live=[heard(make, "report:m/9")], episodes=[make.episode()])
    assert {told(alert).thread for alert in alerts} == {"report:m/9"}


def test_operators_are_told_in_their_private_chats(tell, make):
    notice = Change(
        kind=ChangeKind.NOTICE, about="source:gov", regions=(), interest=None, severity=Severity.REPORT,
        at=make.at(0), text="gov is broken",
    )  # fmt: skip
    (late,) = tell(notice, operators=(11,), now=999)
    assert (late.chat_id, late.topic, told(late).late, late.fate) == (11, 0, False, Fate.WAITING)
    muted = tell(notice, operators=(11,), chats=[Chat(chat_id=11, muted_until=make.at(60))])[0]
    assert muted.not_before < make.at(60)
    assert muted.fate is Fate.WAITING


async def test_who_heard_and_no_longer_listens_keeps_the_settings_of_the_chat(desk, make):
    """alerts_for looks up the chats of live messages and of operators, not only those that subscribe."""
    desk.settings = Settings(telegram={"operators": [11]})
    await desk.join(GROUP)
    await desk.store.put_chat(Chat(chat_id=11, closed="blocked"))
    episode = make.episode()
    await desk.learn(make.danger(ChangeKind.OPENED, episode))
    (alarm,) = await desk.rows()
    await desk.store.settle(alarm, Fate.SENT, "rang", 5, heard(make, "episode:g1"))
    await desk.store.unsubscribe(GROUP, 0)
    await desk.store.put_chat((await desk.store.chat(GROUP)).model_copy(update={"closed": "kicked"}))
    notice = Change(
        kind=ChangeKind.NOTICE, about="source:gov", regions=(), interest=None, severity=Severity.REPORT,
        at=make.at(0), text="gov is broken",
    )  # fmt: skip
    await desk.learn(make.danger(ChangeKind.CLEARED, make.ended(episode, 5), 5), notice)
    reasons = {(row.chat_id, row.fate_reason) for row in await desk.rows() if row.id != alarm.id}
    assert reasons == {(GROUP, "closed: kicked"), (11, "closed: blocked")}
