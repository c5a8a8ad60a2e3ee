"""Rule 10 at figures: a report, its correction, its withdrawal; repeats and cosmetic edits are no news."""

from datetime import datetime
from typing import Any

from bot.model import Authority, Change, ChangeKind, Channel, Flag, Post, Severity, Stated, Subject, Transport
from bot.model.ports import Known
from bot.reconciliation import EpisodeRules, scope, weigh
from tests.reconciliation.builders import CHANNELS, NIGHT, Desk, at


def weighed(
    own: list[Stated], was: list[Stated] | None = None, others: list[Stated] | None = None, now: datetime | None = None
) -> tuple[Change, ...]:
    was, others = was or [], others or []
    first = (own or was)[0]
    post = Post(
        channel=first.channel, message_id=first.message_id, posted=first.posted, text="", seen=first.posted,
        transport=Transport.PREVIEW,
    )  # fmt: skip
    rules = EpisodeRules()
    within = scope([*own, *was], rules)
    assert within is not None
    return weigh(
        Known(stated=(*others, *was)), [*others, *own], post if own else None, CHANNELS, rules, (),
        now or at("20 12:00"), within=within, cause=first.post,
    ).changes  # fmt: skip


def edited(stated: list[Stated], **claim: Any) -> list[Stated]:
    return [s.model_copy(update={"revision": 2, "claim": s.claim.model_copy(update=claim)}) for s in stated]


def test_a_report_is_told_once_for_all_its_regions() -> None:
    report = Desk().post("mod", "20 07:30", [("RU-BEL", 9), ("RU-BRY", 4)], NIGHT, total=13)
    (change,) = weighed(report)
    assert (change.kind, change.regions, change.about) == (ChangeKind.REPORT, ("RU-BEL", "RU-BRY"), "report:mod/1")
    assert (change.severity, change.at) == (Severity.REPORT, at("20 07:30"))
    assert change.now == tuple(report)


def test_an_edit_is_a_correction_known_from_now_on() -> None:
    report = Desk().post("mod", "20 07:30", [("RU-STA", 18)], NIGHT)
    moved = edited(report, place=report[0].claim.place.model_copy(update={"regions": ("RU-SAR",)}))
    (change,) = weighed(moved, report, now=at("20 09:00"))
    assert (change.kind, change.regions) == (ChangeKind.CORRECTED, ("RU-SAR", "RU-STA"))
    assert (change.before, change.now, change.at) == (tuple(report), tuple(moved), at("20 09:00"))


def test_a_cosmetic_edit_is_no_change() -> None:
    report = Desk().post("mod", "20 07:30", [("RU-BEL", 9)], NIGHT)
    assert weighed(edited(report, evidence=(("count", 1, 2),)), report) == ()


def test_a_withdrawn_report_is_told() -> None:
    report = Desk().post("mod", "20 07:30", [("RU-BEL", 9)], NIGHT)
    (change,) = weighed([], report)
    assert (change.kind, change.before, change.now) == (ChangeKind.WITHDRAWN, tuple(report), ())


def test_a_digest_and_a_nationwide_number_alone_are_no_report() -> None:
    desk = Desk()
    assert weighed(desk.post("bel", "20 07:30", 9, NIGHT, flags=(Flag.DIGEST,))) == ()
    assert weighed(desk.post("mod", "20 07:30", [("", 9)], NIGHT)) == ()


def test_a_verbatim_repost_and_a_relay_of_what_is_known_are_no_news() -> None:
    desk = Desk()
    own = desk.post("mod", "20 07:30", [("RU-KDA", 6)], NIGHT, text="same")
    repost = desk.post("hq", "20 07:45", [("RU-KDA", 6)], NIGHT, text="same")
    relay = desk.post("wire", "20 07:50", [("RU-KDA", 6)], NIGHT, relayed_for=Authority.MINISTRY)
    always = desk.post("echo", "20 07:55", [("RU-KDA", 6)], NIGHT)
    assert weighed(repost, others=own) == ()
    assert weighed(relay, others=own) == ()
    assert weighed(always, others=own) == ()
    assert [c.kind for c in weighed(relay)] == [ChangeKind.REPORT]
    other = desk.post("wire", "20 07:58", [("RU-KDA", 7)], NIGHT, relayed_for=Authority.MINISTRY)
    assert [c.kind for c in weighed(other, others=own)] == [ChangeKind.REPORT]
    again = desk.post("mod", "20 08:30", [("RU-KDA", 6)], NIGHT, text="same")
    assert [c.kind for c in weighed(again, others=own)] == [ChangeKind.REPORT]


def test_nobody_hurt_is_told_with_the_figures() -> None:
    nobody = ("RU-BEL", 0, {"subject": Subject.INJURED, "weapon": None})
    stated = Desk().post("bel", "20 07:30", [("RU-BEL", 9), nobody], NIGHT)
    (change,) = weighed(stated)
    assert [s.claim.subject for s in change.now] == [Subject.INTERCEPTION, Subject.INJURED]


def test_the_channels_of_the_test_are_configured() -> None:
    assert all(isinstance(c, Channel) for c in CHANNELS.values())
