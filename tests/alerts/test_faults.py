"""Every way in which a send can fail, over HTTP through python-telegram-bot."""

import asyncio
import time

import pytest

from bot.model import ChangeKind, Count, Fate


async def again(desk, seconds=5.0):
    """Deliver on, as if what was put off were due."""
    for row in await desk.rows(Fate.WAITING):
        await desk.store.postpone(row, desk.clock.now(), row.fate_reason)
    await desk.drain(seconds)


async def test_a_chat_that_must_wait_holds_nobody_else_and_is_not_called_before_its_time(desk, make, group):
    others = [desk.sandbox.group(f"Other {n}") for n in range(5)]
    for other in others:
        await desk.join(other.id)
    desk.sandbox.fail("flood", method="sendMessage", chat=group, after=35)
    begun = time.monotonic()
    await desk.learn(make.danger(ChangeKind.OPENED, make.episode()))
    await desk.drain()
    for other in others:
        (call,) = desk.sandbox.journal.of("sendMessage", other.id)
        assert call.seconds - begun < 1
    assert len(desk.sandbox.journal.of("sendMessage", group.id)) == 1
    (row,) = await desk.rows(Fate.WAITING)
    assert 34 < (row.not_before - desk.clock.now()).total_seconds() <= 35
    await again(desk, 0.5)  # even a row that is due waits: the pace holds the chat
    assert len(desk.sandbox.journal.of("sendMessage", group.id)) == 1
    assert desk.delivery.counters.faults == {}


async def test_a_migrated_group_is_rekeyed_and_told_once(desk, make):
    old = desk.sandbox.group("Old", kind="group")
    await desk.join(old.id)
    await desk.learn(make.danger(ChangeKind.OPENED, make.episode()))
    new = desk.sandbox.migrate(old)
    await desk.drain()
    assert len([m for m in desk.sandbox.messages(new) if m.by_bot]) == 1
    (row,) = await desk.rows(Fate.SENT)
    assert row.chat_id == new.id
    assert await desk.store.subscriptions(new.id)
    assert not await desk.store.subscriptions(old.id)
    assert await desk.store.live_message(new.id, 0, "episode:g1")


async def test_a_live_message_of_before_the_migration_is_not_edited_in_the_new_group(desk, make):
    old = desk.sandbox.group("Old", kind="group")
    await desk.join(old.id)
    episode = make.episode()
    await desk.learn(make.danger(ChangeKind.OPENED, episode))
    await desk.drain()
    new = desk.sandbox.migrate(old)
    await desk.store.migrate_chat(old.id, new.id)
    over = make.ended(episode, 1)
    await desk.learn(make.danger(ChangeKind.CLEARED, over, 1))
    await desk.drain()
    assert not desk.sandbox.journal.of("editMessageText")
    (clear,) = [m for m in desk.sandbox.messages(new) if m.by_bot]
    assert "all clear" in clear.text


async def test_a_group_that_moves_while_its_alarm_is_on_the_way_hears_the_all_clear(desk, make, group, alarm):
    """Told in the old group; its new id is known before the fate is written."""
    new = desk.sandbox.group("New")
    settle = desk.store.settle

    async def late(*fate):
        desk.store.settle = settle
        await desk.store.migrate_chat(group.id, new.id)
        return await settle(*fate)

    desk.store.settle = late
    await desk.drain()
    await desk.learn(make.danger(ChangeKind.CLEARED, make.ended(alarm, 1), 1))
    await desk.drain()
    (clear,) = desk.sandbox.messages(new)
    assert "all clear" in clear.text
    assert not desk.sandbox.journal.of("editMessageText")


@pytest.mark.parametrize("text", ["bot was blocked by the user", "bot was kicked from the supergroup chat"])
async def test_a_refusal_closes_the_chat_and_drops_what_is_unsent(desk, make, group, alarm, text):
    desk.sandbox.fail("forbidden", chat=group, text=text, times=None)
    await desk.learn(make.report((make.stated(Count.exact(3)),)))
    await desk.drain()
    assert text in (await desk.store.chat(group.id)).closed
    assert {row.fate for row in await desk.rows()} <= {Fate.DROPPED, Fate.SUPERSEDED}
    calls = len(desk.sandbox.journal)
    await desk.learn(make.danger(ChangeKind.OPENED, make.episode(group="g2")))
    await desk.drain()
    assert len(desk.sandbox.journal) == calls
    await desk.store.reopen_chat(group.id)
    desk.sandbox.faults.lift_all()
    await desk.learn(make.danger(ChangeKind.OPENED, make.episode(group="g3")))
    await desk.drain()
    assert len(desk.sandbox.messages(group)) == 1


@pytest.mark.parametrize(("fault", "copies"), [("lost", 2), ("silent", 2), ("bad_gateway", 1)])
async def test_an_uncertain_alarm_is_sent_once_more_at_most(desk, group, alarm, fault, copies):
    desk.sandbox.fail(fault, method="sendMessage", chat=group)
    await desk.drain()
    (row,) = await desk.rows(Fate.WAITING)
    assert row.fate_reason.startswith("uncertain")
    await again(desk)
    assert len(desk.sandbox.messages(group)) == copies
    assert [row.fate for row in await desk.rows()] == [Fate.SENT]
    assert desk.delivery.counters.again == 1


async def test_an_alarm_that_is_uncertain_twice_is_not_sent_a_third_time(desk, group, alarm):
    desk.sandbox.fail("lost", method="sendMessage", chat=group, times=2)
    await desk.drain()
    await again(desk)
    await again(desk)
    assert len(desk.sandbox.messages(group)) == 2
    assert [row.fate for row in await desk.rows()] == [Fate.UNCERTAIN]


async def test_an_uncertain_report_is_never_sent_again(desk, make, group):
    await desk.learn(make.report((make.stated(Count.exact(3)),)))
    desk.sandbox.fail("lost", method="sendMessage", chat=group)
    await desk.drain()
    await again(desk)
    assert len(desk.sandbox.messages(group)) == 1
    assert [row.fate for row in await desk.rows()] == [Fate.UNCERTAIN]


async def test_whoever_may_have_heard_an_alarm_hears_the_all_clear(desk, make, group, alarm):
    desk.sandbox.fail("lost", method="sendMessage", chat=group)
    await desk.drain()
    await desk.learn(make.danger(ChangeKind.CLEARED, make.ended(alarm, 1), 1))
    await again(desk)
    await again(desk)
    assert any("all clear" in m.text for m in desk.sandbox.messages(group))


@pytest.mark.parametrize(("fault", "copies"), [("lost", 2), ("bad_gateway", 1)])
async def test_the_end_of_a_danger_waits_for_an_alarm_that_is_tried_again(desk, make, group, alarm, fault, copies):
    desk.sandbox.fail(fault, method="sendMessage", chat=group)
    await desk.drain()
    await desk.learn(make.danger(ChangeKind.CLEARED, make.ended(alarm, 1), 1))
    await desk.drain()  # the alarm is due in two seconds, its end at once
    assert len(desk.sandbox.messages(group)) == copies - 1
    await again(desk)
    await again(desk)
    *alarms, clear = desk.sandbox.messages(group)
    assert len(alarms) == copies
    assert "all clear" in clear.text
    assert clear.reply_to == alarms[-1].id
    assert {row.fate for row in await desk.rows()} == {Fate.SENT}


async def test_a_message_that_is_gone_is_sent_anew(desk, make, group, alarm):
    await desk.drain()
    (message,) = desk.sandbox.messages(group)
    desk.sandbox.delete(group, message.id)
    confirmed = alarm.model_copy(update={"last_confirmed": make.at(1), "confirmed_by": make.voice(1)})
    await desk.learn(make.danger(ChangeKind.CONFIRMED, confirmed, 1))
    await desk.drain()
    (anew,) = desk.sandbox.messages(group)
    assert "confirmed" in anew.text
    assert anew.silent


async def test_an_edit_that_became_a_new_message_is_not_sent_again_in_doubt(desk, make, group, alarm):
    await desk.drain()
    (message,) = desk.sandbox.messages(group)
    desk.sandbox.delete(group, message.id)
    desk.sandbox.fail("lost", method="sendMessage", chat=group, times=3)
    confirmed = alarm.model_copy(update={"last_confirmed": make.at(1), "confirmed_by": make.voice(1)})
    await desk.learn(make.danger(ChangeKind.CONFIRMED, confirmed, 1))
    await desk.drain()
    await again(desk)
    await again(desk)
    assert len(desk.sandbox.messages(group)) == 1
    assert [row.fate for row in await desk.rows()] == [Fate.SENT, Fate.UNCERTAIN]


async def test_a_moved_group_that_is_served_under_both_its_ids_hears_an_alarm_once(desk, make):
    old = desk.sandbox.group("Old", kind="group")
    await desk.join(old.id)
    new = desk.sandbox.migrate(old)
    await desk.join(new.id)
    await desk.learn(make.danger(ChangeKind.OPENED, make.episode()))
    await desk.drain()
    assert len([m for m in desk.sandbox.messages(new) if m.by_bot]) == 1


async def test_a_lost_edit_is_made_again(desk, make, group, alarm):
    await desk.drain()
    desk.sandbox.fail("lost", method="editMessageText", chat=group)
    confirmed = alarm.model_copy(update={"last_confirmed": make.at(1), "confirmed_by": make.voice(1)})
    await desk.learn(make.danger(ChangeKind.CONFIRMED, confirmed, 1))
    await desk.drain()
    await again(desk)
    assert [row.fate for row in await desk.rows()] == [Fate.SENT, Fate.SENT]
    assert len(desk.sandbox.messages(group)) == 1


async def test_a_closed_topic_closes_only_itself(desk, make):
    forum = desk.sandbox.group("Forum", topics={7: "Alerts"})
    await desk.join(forum.id, topic=7)
    await desk.join(forum.id, topic=8)
    await desk.learn(make.danger(ChangeKind.OPENED, make.episode()))
    await desk.drain()
    assert "thread not found" in (await desk.store.chat(forum.id, 8)).closed
    assert not (await desk.store.chat(forum.id, 7)).closed
    assert [m.topic for m in desk.sandbox.messages(forum)] == [7]


async def test_a_topic_that_was_closed_in_telegram_closes_only_itself(desk, make):
    forum = desk.sandbox.group("Forum", topics={7: "Closed", 8: "Alerts"})
    await desk.join(forum.id, topic=7)
    await desk.join(forum.id, topic=8)
    desk.sandbox.fail("bad_request", chat=forum, text="TOPIC_CLOSED")
    await desk.learn(make.danger(ChangeKind.OPENED, make.episode()))
    await desk.drain()
    assert [bool((await desk.store.chat(forum.id, topic)).closed) for topic in (7, 8)] == [True, False]
    assert [m.topic for m in desk.sandbox.messages(forum)] == [8]


async def test_no_network_loses_nothing(desk, group, alarm):
    desk.sandbox.fail("drop", chat=group, times=3)
    await desk.drain()
    for _ in range(3):
        await again(desk)
    assert len(desk.sandbox.messages(group)) <= 1
    await again(desk)
    assert all(row.fate in (Fate.SENT, Fate.UNCERTAIN) for row in await desk.rows())


async def test_sigterm_drains_what_is_due(desk, group, alarm):
    running = asyncio.create_task(desk.delivery.run())
    await desk.delivery.drain(5)
    await running
    assert len(desk.sandbox.messages(group)) == 1
