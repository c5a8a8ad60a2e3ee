"""/why tells of alerts, sent and not sent."""

from datetime import timedelta

import pytest

from bot.alerts import rules
from bot.model import (
    Change,
    ChangeKind,
    Claim,
    Count,
    Interest,
    Place,
    Post,
    Reading,
    Severity,
    Span,
    Stated,
    Subject,
    Transport,
    Weapon,
    Window,
)

TEXT = "Ночью сбито 7 дронов над Белгородской областью."


@pytest.fixture
def alice(house):
    return house.sandbox.user("Alice", language="en")


async def report(house, number=90001, at=None):
    """A post, read, and what is owed for it."""
    now = at or house.clock.now()
    channel = next(iter(house.desk.channels))
    post = Post(channel=channel, message_id=number, posted=now, text=TEXT, transport=Transport.PREVIEW, seen=now)
    revision = await house.store.keep(post)
    claim = Claim(
        subject=Subject.INTERCEPTION, place=Place(regions=("RU-BEL",)), count=Count.exact(7), weapon=Weapon.UAV,
        window=Window.point(now), evidence=(Span("count", 6, 20),),
    )  # fmt: skip
    stated = Stated(claim=claim, channel=channel, message_id=number, posted=now)
    change = Change(
        kind=ChangeKind.REPORT, about=f"report:{post.key}", regions=("RU-BEL",), interest=Interest.INTERCEPTION,
        severity=Severity.REPORT, at=now, post=post.key, weapon=Weapon.UAV, now=(stated,),
    )  # fmt: skip
    async with house.store.work() as work:
        await work.save_reading(revision, Reading(claims=(claim,)))
        await work.owe(await rules.alerts_for(work, [change], {}, house.desk.settings, house.clock.now()))


async def test_a_reply_to_an_alert_tells_rule_words_and_revision(house, alice):
    await house.ask(alice, "/subscribe Belgorod")
    await report(house)
    await house.desk.delivery.drain(2)
    alert = house.sandbox.messages(alice, by_bot=True)[-1]
    house.sandbox.say(alice, alice, "/why", reply_to=alert.id)
    await house.sandbox.wait_for(lambda: house.sandbox.messages(alice, by_bot=True)[-1].id > alert.id)
    said = house.sandbox.messages(alice, by_bot=True)[-1].text
    assert "a report of figures: without sound" in said
    assert "сбито 7 дронов" in said
    assert "version 1" in said
    assert "Belgorod Oblast" in said
    assert "sent, without sound, by the rule" in said


async def test_what_was_not_sent_tells_why(house, alice):
    await house.ask(alice, "/subscribe Belgorod")
    await house.ask(alice, "/mute 2h")
    await report(house)
    said = (await house.ask(alice, "/why")).text
    assert "not sent, the chat was muted" in said
    number = said.split("#")[1].split()[0]
    assert "not sent, the chat was muted" in (await house.ask(alice, f"/why {number}")).text


async def test_an_old_report_was_not_sent_as_it_was_stale(house, alice):
    await house.ask(alice, "/subscribe Belgorod")
    await report(house, at=house.clock.now() - timedelta(hours=9))
    assert "too old to be sent as fresh" in (await house.ask(alice, "/why")).text


async def test_another_chats_alert_is_told_to_nobody(house, alice):
    eve = house.sandbox.user("Eve", language="en")
    await house.ask(alice, "/subscribe Belgorod")
    await report(house)
    (row,) = await house.store.alerts_of(alice.id, 0)
    assert "That is no alert of this chat" in (await house.ask(eve, f"/why {row.id}")).text
    assert "Nothing was owed" in (await house.ask(eve, "/why")).text
