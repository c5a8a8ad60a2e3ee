"""A new message takes over from a danger's former one, which says so: none goes on calling a danger that is over."""

import pytest

from bot.model import ChangeKind, Count, Fate, Weapon


@pytest.fixture
async def worse(desk, make, group, alarm):
    """Drones were told; missiles were called after them, and are owed."""
    await desk.drain()
    missile = make.episode(weapon=Weapon.MISSILE)
    await desk.learn(make.danger(ChangeKind.WORSENED, missile))
    return missile


async def due(desk):
    """Deliver on, as if what was put off were due."""
    for row in await desk.rows(Fate.WAITING):
        await desk.store.make_due(row.chat_id, row.topic, row.fate_reason)
    await desk.drain()


async def test_the_former_message_points_to_the_new_one_in_silence(desk, make, group, alarm, worse):
    await desk.drain()
    former, new = desk.sandbox.messages(group)
    assert former.text == "⤵️ Belgorod Oblast: goes on in a new message"
    (call,) = desk.sandbox.journal.of("editMessageText", group.id)
    assert f"https://t.me/c/{-group.id - 10**12}/{new.id}" in call.params["text"]
    assert new.reply_to == former.id
    await desk.learn(
        make.danger(ChangeKind.CLEARED, make.ended(alarm, 1), 1),
        make.danger(ChangeKind.CLEARED, make.ended(worse, 1), 1),
    )
    await desk.drain()
    former, new, clear = desk.sandbox.messages(group)
    assert former.text.startswith("⤵️")
    assert new.text.startswith("🟢")
    assert clear.reply_to == new.id


async def test_every_former_message_is_pointed_on_though_none_was_yet(desk, make, group, worse):
    desk.sandbox.fail("bad_gateway", method="editMessageText", chat=group)
    await desk.drain()
    await desk.learn(make.danger(ChangeKind.ATTACK, worse.model_copy(update={"attack": True}), 1))
    await desk.drain()
    assert [row.reason for row in await desk.rows(Fate.WAITING)] == ["moved", "moved"]
    await due(desk)
    *former, new = desk.sandbox.messages(group)
    assert [m.text[:2] for m in former] == ["⤵️", "⤵️"]
    assert new.text.startswith("💥")


async def test_a_former_message_that_is_gone_is_not_sent_anew(desk, make, group, worse):
    (former,) = desk.sandbox.messages(group)
    desk.sandbox.delete(group, former.id)
    await desk.drain()
    (new,) = desk.sandbox.messages(group)
    assert new.text.startswith("🚀")
    assert [(r.reason, r.fate_reason) for r in await desk.rows(Fate.DROPPED)] == [("moved", "the message is gone")]


async def test_a_message_of_the_group_before_it_moved_is_not_pointed_on_in_the_new_one(desk, group, worse):
    desk.sandbox.fail("flood", method="editMessageText", chat=group, after=1)
    await desk.drain(0.5)
    new = desk.sandbox.group("New")
    await desk.store.migrate_chat(group.id, new.id)
    (row,) = await desk.rows(Fate.WAITING)
    await desk.store.make_due(new.id, 0, row.fate_reason)
    await desk.drain()
    assert not desk.sandbox.journal.of("editMessageText", new.id)
    assert await desk.store.alert_by_message(new.id, desk.sandbox.messages(group)[0].id) is None


@pytest.mark.parametrize("times", [1, 2])
async def test_what_may_not_have_arrived_takes_no_messages_place(desk, make, group, worse, times):
    """The new message is lost on the way once, then told; lost twice, the former message goes on living."""
    desk.sandbox.fail("bad_gateway", method="sendMessage", chat=group, times=times)
    (former,) = desk.sandbox.messages(group)
    await desk.drain()
    await due(desk)
    await due(desk)
    live = await desk.store.live_message(group.id, 0, "episode:g1")
    said = {m.id: m.text for m in desk.sandbox.messages(group)}
    assert (live.message_id == former.id) is (times == 2)
    assert said[former.id].startswith("🛸" if times == 2 else "⤵️")
    confirmed = worse.model_copy(update={"last_confirmed": make.at(1), "confirmed_by": make.voice(1)})
    await desk.learn(make.danger(ChangeKind.CONFIRMED, confirmed, 1))
    await desk.drain()
    said = {m.id: m.text for m in desk.sandbox.messages(group)}
    assert said[live.message_id].startswith("🚀 Missile danger and drone danger")


async def test_why_a_former_message_was_sent_is_still_told(desk, group, worse):
    await desk.drain()
    former, new = desk.sandbox.messages(group)
    assert (await desk.store.alert_by_message(group.id, former.id)).kind is ChangeKind.OPENED
    assert (await desk.store.alert_by_message(group.id, new.id)).kind is ChangeKind.WORSENED


async def test_an_incident_with_people_hurt_takes_over_from_its_report(desk, make, group):
    incident = make.incident(fire=True)
    await desk.learn(make.harm(incident))
    await desk.drain()
    hurt = incident.model_copy(update={"injured": Count.exact(2), "voices": (*incident.voices, make.voice(5))})
    await desk.learn(make.harm(hurt, 5, hurt=True))
    await desk.drain()
    former, new = desk.sandbox.messages(group)
    assert former.text.startswith("⤵️ Belgorod Oblast")
    assert new.text.startswith("🚑 People were hurt")
