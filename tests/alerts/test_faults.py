"""Every way in which a send can fail, over HTTP through python-telegram-bot."""

import asyncio
import time
from datetime import timedelta

import pytest

from bot.errors import StoreFault
from bot.model import ChangeKind, Count, Fate


@pytest.fixture
async def group(desk):
    made = desk.sandbox.group("Neighbours")
    await desk.join(made.id)
    return made


@pytest.fixture
async def alarm(desk, make, group):
    """An alarm that is owed to the group."""
    episode = make.episode()
    await desk.learn(make.danger(ChangeKind.OPENED, episode))
    return episode


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


async def test_refused_mark_up_is_sent_plainly_once(desk, group, alarm):
    desk.sandbox.fail("bad_request", chat=group, text="can't parse entities: Unsupported start tag")
    await desk.drain()
    marked, bare = desk.sandbox.journal.of("sendMessage", group.id)
    assert "parse_mode" in marked.params
    assert "parse_mode" not in bare.params
    assert "<" not in bare.params["text"]
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


async def test_an_edit_that_telegram_finds_too_long_is_told_whole_in_a_new_message(desk, make, group):
    rows = [
        make.stated(Count.exact(n), post="ministry/9", place={"regions": ("RU-BEL",), "settlement": f"V{n}."})
        for n in range(1, 40)
    ]
    await desk.learn(make.report(tuple(rows[:-1])))
    await desk.drain()
    desk.sandbox.fail("bad_request", method="editMessageText", chat=group, text="message is too long")
    await desk.learn(make.report(tuple(rows), kind=ChangeKind.CORRECTED, before=tuple(rows[:-1])))
    await desk.drain()
    first, *later = desk.sandbox.messages(group)
    assert all(f"V{n}." in first.text for n in range(1, 39))  # as it was
    assert any(all(f"V{n}." in message.text for n in range(1, 40)) for message in later)


async def test_pages_that_went_out_before_a_refusal_stay_and_the_rest_follows_in_the_same_words(desk, group, alarm):
    words = iter([["one", "two"], ["uno", "dos"]])
    desk.delivery = desk.deliverer(lambda *_: next(words))
    desk.sandbox.fail("slow", method="sendMessage", chat=group, after=0)
    desk.sandbox.fail("flood", method="sendMessage", chat=group, after=1)
    running = asyncio.create_task(desk.delivery.run())
    await desk.sandbox.wait_for(lambda: len(desk.sandbox.messages(group)) == 2)
    await desk.delivery.drain(5)
    await running
    assert [m.text for m in desk.sandbox.messages(group)] == ["one", "two"]


async def test_a_moved_group_that_is_served_under_both_its_ids_hears_an_alarm_once(desk, make):
    old = desk.sandbox.group("Old", kind="group")
    await desk.join(old.id)
    new = desk.sandbox.migrate(old)
    await desk.join(new.id)
    await desk.learn(make.danger(ChangeKind.OPENED, make.episode()))
    await desk.drain()
    assert len([m for m in desk.sandbox.messages(new) if m.by_bot]) == 1


class Hurried:
    """A clock that runs twenty times as fast as the machine's."""

    def __init__(self, start):
        self.start, self.began = start, time.monotonic()

    def now(self):
        return self.start + 20 * timedelta(seconds=time.monotonic() - self.began)

    async def sleep(self, seconds):
        await asyncio.sleep(seconds / 20)


class Failing:
    """A store some of whose calls fail at first."""

    def __init__(self, store, **times):
        self.store, self.times = store, times

    def __getattr__(self, name):
        async def fail(*_):
            self.times[name] -= 1
            raise StoreFault("the disk is full")

        return fail if self.times.get(name, 0) > 0 else getattr(self.store, name)


async def test_a_delay_that_could_not_be_written_at_once_is_written_in_the_end(desk, group, alarm):
    desk.sandbox.fail("flood", method="sendMessage", chat=group, after=35)
    desk.store = Failing(desk.store, postpone=2)
    await desk.drain()
    (row,) = await desk.rows()
    assert row.fate is Fate.WAITING
    assert "35" in row.fate_reason


async def test_a_fault_of_the_database_does_not_make_a_sender_take_up_its_own_rows(tmp_path, open_desk, make):
    async with open_desk(tmp_path, Hurried(make.start)) as desk:
        group = desk.sandbox.group("Neighbours")
        await desk.join(group.id)
        await desk.learn(make.danger(ChangeKind.OPENED, make.episode()))
        desk.sandbox.fail("slow", method="sendMessage", chat=group, after=0.7)
        desk.store = failing = Failing(desk.store)
        delivery = desk.deliverer()
        running = asyncio.create_task(delivery.run())
        await desk.sandbox.wait_for(lambda: desk.sandbox.faults.orders[0].used)
        failing.times["elect"] = 1
        while failing.times["elect"]:  # noqa: ASYNC110 - asked every five seconds of a fast clock
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.1)  # elected again
        assert await desk.store.lease(desk.clock.now(), 9, timedelta(seconds=30), []) == ()
        await delivery.drain(60)
        await running
        assert len(desk.sandbox.messages(group)) == 1


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


async def test_a_text_longer_than_a_message_goes_in_parts_between_entries(desk, make, group):
    post = "ministry/9"
    rows = tuple(
        make.stated(
            Count.exact(n), post=post, place={"regions": ("RU-BEL",), "settlement": f"Village of <b> & no. {n}"}
        )
        for n in range(1, 301)
    )
    await desk.learn(make.report(rows))
    await desk.drain(9)
    parts = desk.sandbox.messages(group)
    assert len(parts) > 1
    said = "\n".join(part.text for part in parts)
    assert all(f"no. {n}\n" in said + "\n" for n in range(1, 301))
    assert all(call.ok for call in desk.sandbox.journal.of("sendMessage"))


async def test_too_long_by_telegrams_own_count_is_halved(desk, group, make):
    desk.sandbox.fail("bad_request", chat=group, text="message is too long")
    rows = tuple(
        make.stated(Count.exact(n), post="ministry/9", place={"regions": ("RU-BEL",), "settlement": f"V{n}."})
        for n in range(1, 60)
    )
    await desk.learn(make.report(rows))
    await desk.drain()
    said = "\n".join(m.text for m in desk.sandbox.messages(group))
    assert len(desk.sandbox.messages(group)) > 1
    assert all(f"V{n}." in said for n in range(1, 60))


async def test_sigterm_drains_what_is_due(desk, group, alarm):
    running = asyncio.create_task(desk.delivery.run())
    await desk.delivery.drain(5)
    await running
    assert len(desk.sandbox.messages(group)) == 1
