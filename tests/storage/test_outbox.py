"""The outbox: what is owed is owed once, in order, until its fate is known."""

from datetime import timedelta

import pytest

from bot.model import ChangeKind, Fate, LiveMessage, Priority

SECOND = timedelta(seconds=1)
LEASE = timedelta(seconds=30)


async def owe(store, *alerts, supersedes=False):
    async with store.work() as work:
        return await work.owe(alerts, supersedes)


async def take(store, at, limit=10, busy=()):
    return [a.key for a in await store.lease(at, limit, LEASE, busy)]


async def test_a_key_is_owed_once(store, alert):
    assert await owe(store, alert(), alert()) == 1
    assert await owe(store, alert()) == 0
    assert await owe(store, alert(chat_id=2), alert(topic=5)) == 2


async def test_a_leased_row_is_not_taken_again_until_the_lease_ends(store, alert, now):
    await owe(store, alert())
    (leased,) = await store.lease(now, 10, LEASE, [])
    assert (leased.fate, leased.attempts, leased.leased_until) == (Fate.LEASED, 1, now + LEASE)
    assert await take(store, now + LEASE - SECOND) == []
    (again,) = await store.lease(now + LEASE, 10, LEASE, [])
    assert again.attempts == 2


async def test_rows_are_taken_by_priority_and_then_by_age(store, alert, now):
    await owe(
        store,
        alert(1, "digest", priority=Priority.DIGEST),
        alert(2, "clear", priority=Priority.ALL_CLEAR),
        alert(3, "threat"),
        alert(4, "later threat"),
    )
    order = ["episode:e1/threat", "episode:e1/later threat", "episode:e1/clear", "episode:e1/digest"]
    assert await take(store, now) == order


async def test_one_row_per_chat_at_most_and_no_busy_chats(store, alert, now):
    await owe(store, *(alert(1, about=f"episode:{i}") for i in range(30)), alert(2), alert(3))
    assert [a.chat_id for a in await store.lease(now, 2, LEASE, [2])] == [1, 3]


async def test_within_one_thing_the_order_is_strict(store, alert, now):
    await owe(store, alert(step="alarm"), alert(step="clear", priority=Priority.TEST), alert(about="other"))
    (first,) = await store.lease(now, 10, LEASE, [])
    assert first.key == "episode:e1/alarm"
    await store.postpone(first, now + 60 * SECOND, "held")
    assert await take(store, now) == ["other/1"]  # the all-clear waits for its alarm
    (first,) = await store.lease(now + 60 * SECOND, 10, LEASE, [])
    assert (first.key, first.fate_reason) == ("episode:e1/alarm", "held")
    await store.settle(first, Fate.SENT, "", 7, None)
    assert (await take(store, now + 61 * SECOND))[0] == "episode:e1/clear"


async def test_nothing_is_taken_before_its_time(store, alert, now):
    await owe(store, alert(not_before=now + SECOND))
    assert await take(store, now) == []
    assert len(await take(store, now + SECOND)) == 1


async def test_a_newer_state_supersedes_unsent_rows_and_inherits_their_sound(store, alert, now):
    await owe(store, alert(step="alarm"))
    await owe(store, alert(step="confirmed", kind=ChangeKind.CONFIRMED, rings=False), supersedes=True)
    old, new = sorted(await store.outbox(), key=lambda a: a.id)
    assert (old.fate, old.fate_reason) == (Fate.SUPERSEDED, "overtaken by confirmed")
    assert (new.fate, new.rings) == (Fate.WAITING, True)
    assert await take(store, now) == ["episode:e1/confirmed"]


async def test_a_stale_alarm_hands_on_no_sound(store, alert, clock, now):
    await owe(store, alert(step="alarm", expires_at=now + LEASE))
    clock.set(now + LEASE)
    await owe(store, alert(step="confirmed", kind=ChangeKind.CONFIRMED, rings=False), supersedes=True)
    assert [a.rings for a in await store.outbox([Fate.WAITING])] == [False]


async def test_superseding_a_thousand_chats_touches_no_other_thing(store, alert):
    await owe(store, *(alert(chat) for chat in range(1, 1001)), alert(7, about="episode:other"))
    assert await owe(store, *(alert(chat, "2") for chat in range(1, 1001)), supersedes=True) == 1000
    superseded = await store.outbox([Fate.SUPERSEDED], limit=5000)
    assert {a.chat_id for a in superseded} == set(range(1, 1001))
    assert {a.about for a in superseded} == {"episode:e1"}
    assert len(await store.outbox([Fate.WAITING], limit=5000)) == 1001


async def test_a_row_whose_sender_died_says_so(store, alert, now):
    await owe(store, alert())
    await store.lease(now, 1, LEASE, [])
    (again,) = await store.lease(now + LEASE, 1, LEASE, [])
    assert again.fate_reason == "uncertain: its sender died"


async def test_what_inherits_no_sound_stays_silent_whatever_is_owed_beside_it(store, alert):
    await owe(store, alert(1, "alarm"), alert(2, "alarm"))
    over = {"step": "over", "kind": ChangeKind.EXPIRED, "rings": False}
    await owe(store, alert(1, **over, inherits=False), alert(2, **over), supersedes=True)
    assert {a.chat_id: a.rings for a in await store.outbox([Fate.WAITING])} == {1: False, 2: True}


async def test_a_sender_whose_row_was_taken_over_writes_no_fate(store, alert, clock, now):
    await owe(store, alert())
    (mine,) = await store.lease(now, 1, LEASE, [])
    clock.set(now + LEASE)
    await store.give_back(clock.now())
    (theirs,) = await store.lease(clock.now(), 1, LEASE, [])
    live = LiveMessage(chat_id=1, about="episode:e1", message_id=66, heard=True, updated=now)
    assert not await store.settle(mine, Fate.SENT, "", 66, live)
    assert not await store.postpone(mine, now, "held")
    assert await store.live_message(1, 0, "episode:e1") is None
    assert await store.settle(theirs, Fate.SENT, "", 77, None)
    (row,) = await store.outbox()
    assert (row.fate, row.message_id) == (Fate.SENT, 77)


async def test_rows_that_wait_for_a_reason_are_made_due_and_no_others(store, alert, now):
    later = now + 60 * SECOND
    await owe(store, *(alert(about=f"episode:{n}", not_before=later, fate_reason="muted") for n in range(150)))
    await owe(store, alert(about="held", not_before=later, fate_reason="RetryAfter"))
    await owe(store, alert(2, not_before=later, fate_reason="muted"), alert(topic=7, not_before=later))
    assert await store.make_due(1, 0, "muted") == 150
    due = [a for a in await store.outbox(limit=1000) if a.not_before == now]
    assert {(a.chat_id, a.topic, a.fate_reason) for a in due} == {(1, 0, "muted")}


async def test_what_is_being_sent_when_its_chat_closes_is_written_down_as_sent(store, alert, now):
    await owe(store, alert(step="1"), alert(step="2"))
    (leased,) = await store.lease(now, 1, LEASE, [])
    await store.close_chat(1, "kicked")
    assert await store.settle(leased, Fate.SENT, "", 7, None)
    assert [a.fate for a in await store.outbox()] == [Fate.DROPPED, Fate.SENT]


async def test_a_row_that_is_being_sent_is_not_superseded(store, alert, now):
    await owe(store, alert(step="alarm"))
    await store.lease(now, 1, LEASE, [])
    await owe(store, alert(step="clear"), supersedes=True)
    assert {a.fate for a in await store.outbox()} == {Fate.LEASED, Fate.WAITING}


@pytest.mark.parametrize("fate", [Fate.SENT, Fate.DROPPED, Fate.UNCERTAIN, Fate.DEAD])
async def test_a_settled_row_is_never_taken_again(store, alert, now, fate):
    await owe(store, alert())
    (leased,) = await store.lease(now, 1, LEASE, [])
    await store.settle(leased, fate, "because", 77 if fate is Fate.SENT else None, None)
    assert await take(store, now + 100 * LEASE) == []
    (row,) = await store.outbox([fate])
    assert row.fate_reason == "because"


async def test_the_live_message_is_written_with_the_fate(store, alert, now):
    await owe(store, alert())
    (leased,) = await store.lease(now, 1, LEASE, [])
    live = LiveMessage(chat_id=1, about="episode:e1", message_id=77, heard=True, text="Опасность", updated=now)
    await store.settle(leased, Fate.SENT, "", 77, live)
    assert await store.live_message(1, 0, "episode:e1") == live
    async with store.work() as work:
        assert await work.live(["episode:e1"]) == [live]
    assert (await store.alert_by_message(1, 77)).key == "episode:e1/1"
    assert await store.alert_by_message(1, 78) is None
    assert await store.live_message(2, 0, "episode:e1") is None


async def test_a_newer_live_message_replaces_the_older(store, alert, now):
    await owe(store, alert(step="1"), alert(step="2"))
    for number in (77, 78):
        (leased,) = await store.lease(now, 1, LEASE, [])
        live = LiveMessage(chat_id=1, about="episode:e1", message_id=number, heard=True, updated=now)
        await store.settle(leased, Fate.SENT, "", number, live)
    assert (await store.live_message(1, 0, "episode:e1")).message_id == 78


async def test_an_alert_comes_back_as_it_went_in(store, alert, now):
    whole = alert(topic=4, edits=True, reply=True, payload='{"a": "б"}', expires_at=now + LEASE, rings=False)
    await owe(store, whole)
    (found,) = await store.outbox()
    assert found == whole.model_copy(update={"id": found.id})


async def test_old_fates_are_forgotten_and_open_rows_are_not(store, alert, clock, now):
    await owe(store, alert(step="sent"))
    (leased,) = await store.lease(now, 1, LEASE, [])
    await store.settle(leased, Fate.SENT, "", 7, None)
    await owe(store, alert(step="open"))
    clock.set(now + timedelta(days=40))
    assert await store.forget_fated(timedelta(days=30)) == 1
    assert [a.key for a in await store.outbox()] == ["episode:e1/open"]


async def test_a_chats_own_rows_are_found_newest_first(store, alert):
    await owe(store, alert(1, "a"), alert(1, "b"), alert(2, "c"), alert(1, "d", topic=3))
    assert [a.key for a in await store.alerts_of(1, 0)] == ["episode:e1/b", "episode:e1/a"]
    assert await store.alerts_of(1, 0, [Fate.SENT]) == []
    (newest,) = await store.alerts_of(1, 3, [Fate.WAITING], limit=1)
    assert await store.alert(newest.id) == newest
    assert await store.alert(10**9) is None


async def test_rows_of_a_sender_that_is_gone_are_due_at_once(store, alert, now):
    await owe(store, alert(1), alert(2, not_before=now + LEASE))
    await store.lease(now, 5, LEASE, [])
    assert await store.give_back(now) == 1
    assert len(await take(store, now)) == 1
