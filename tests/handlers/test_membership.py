"""Coming, going, blocking, and a group that becomes a supergroup."""

import asyncio

import pytest
from telegram import Update

from bot.alerts import rules
from bot.model import (
    Change,
    ChangeKind,
    Chat,
    Episode,
    EpisodeState,
    Interest,
    Severity,
    Subscription,
    Voice,
    Weapon,
)
from handlers.target import STOPPED


@pytest.fixture
def alice(house):
    return house.sandbox.user("Alice", language="en")


async def until(house, chat_id, closed, topic=0):
    for _ in range(100):
        chat = await house.store.chat(chat_id, topic)
        if chat is not None and bool(chat.closed) is closed:
            return chat
        await house.sandbox.world.watch(house.sandbox.world.version, 0.05)
    raise AssertionError(f"{chat_id} never was closed={closed}")


async def test_a_group_is_greeted_once_with_a_button(house, alice):
    group = house.sandbox.group("Group", bot="left", admins=(alice,))
    house.sandbox.add_bot(group, by=alice)
    await house.sandbox.wait_for(lambda: house.sandbox.messages(group, by_bot=True))
    house.sandbox.add_bot(group, as_admin=True, by=alice)
    await house.ask(alice, "/help", group)
    greeting, _ = house.sandbox.messages(group, by_bot=True)
    assert greeting.text.startswith("Hello, I am")
    await house.press(greeting, "Choose regions", alice)
    assert "Which regions?" in house.sandbox.messages(group, by_bot=True)[0].text


async def test_who_blocks_the_bot_is_left_alone_until_they_return(house, alice):
    await house.ask(alice, "/subscribe Belgorod")
    house.sandbox.kick_bot(alice, by=alice)
    chat = await until(house, alice.id, True)
    assert "blocked" in chat.closed
    house.sandbox.say(alice, alice, "/start")
    await until(house, alice.id, False)
    assert await house.store.subscriptions(alice.id)


async def test_who_returns_is_told_that_the_danger_they_heard_of_is_over(house, alice):
    await house.ask(alice, "/subscribe Kursk")
    now = house.clock.now()
    by = Voice(channel="rail", message_id=1, at=now)
    danger = Episode(
        id="e", group="g", region="RU-KRS", weapon=Weapon.UAV, state=EpisodeState.ON, since=now, opened_by=by,
        last_confirmed=now, confirmed_by=by,
    )  # fmt: skip
    await learn(house, ChangeKind.OPENED, danger)
    running = asyncio.create_task(house.desk.delivery.run())
    await house.sandbox.wait_for(lambda: "Drone danger" in house.sandbox.messages(alice, by_bot=True)[-1].text)
    house.sandbox.kick_bot(alice, by=alice)
    await until(house, alice.id, True)
    over = {"state": EpisodeState.OFF, "ended": now, "cleared_by": Voice(channel="rail", message_id=2, at=now)}
    await learn(house, ChangeKind.CLEARED, danger.model_copy(update=over))
    house.sandbox.say(alice, alice, "/start")
    said = await house.sandbox.wait_for(
        lambda: next((m for m in house.sandbox.messages(alice, by_bot=True) if "danger: over" in m.text), None)
    )
    assert said.text.startswith("🟢 Drone danger: over · Kursk Oblast")
    await house.desk.delivery.drain(1)
    await running


async def learn(house, kind, episode):
    """A danger begins, or ends."""
    by = episode.cleared_by or episode.opened_by
    change = Change(
        kind=kind, about=f"episode:{episode.group}", regions=(episode.region,), interest=Interest.THREAT,
        severity=Severity.DANGER, at=by.at, post=by.post, weapon=episode.weapon, episode=episode,
    )  # fmt: skip
    async with house.store.work() as work:
        await work.save_episodes([episode])
        await work.owe(await rules.alerts_for(work, [change], {}, house.desk.settings, house.clock.now()))
    house.desk.delivery.wake()


async def test_a_group_that_removes_the_bot_and_takes_it_back_keeps_its_regions(house, alice):
    group = house.sandbox.group("Group", admins=(alice,))
    await house.ask(alice, "/subscribe Belgorod", group)
    house.sandbox.kick_bot(group, by=alice)
    await until(house, group.id, True)
    house.sandbox.add_bot(group, by=alice)
    await until(house, group.id, False)
    assert await house.store.subscriptions(group.id)


async def test_a_migrated_group_keeps_everything_under_its_new_id(house, alice):
    group = house.sandbox.group("Group", kind="group", admins=(alice,))
    await house.store.subscribe([Subscription(chat_id=group.id, region="RU-BEL", interest=Interest.THREAT)])
    await house.ask(alice, "/quiet 23-07", group)
    new = house.sandbox.migrate(group)
    for _ in range(100):
        if await house.store.subscriptions(new.id):
            break
        await house.sandbox.world.watch(house.sandbox.world.version, 0.05)
    assert (await house.store.chat(new.id)).quiet is not None
    assert not await house.store.subscriptions(group.id)


@pytest.mark.parametrize(("reason", "still"), [("removed from the chat", False), (STOPPED, True)])
async def test_a_group_that_was_left_because_it_moved_is_spoken_to_under_its_new_id(house, alice, reason, still):
    group = house.sandbox.group("Group", kind="group", admins=(alice,))
    await house.ask(alice, "/subscribe Belgorod", group)
    await house.store.close_chat(group.id, reason)
    new = house.sandbox.migrate(group)
    await house.ask(alice, "/help", new)
    assert bool((await house.store.chat(new.id)).closed) is still


@pytest.mark.parametrize(("reason", "still"), [("TOPIC_CLOSED", False), (STOPPED, True)])
async def test_a_topic_that_is_opened_again_is_spoken_to_unless_its_people_stopped_it(house, reason, still):
    for topic in (7, 8):
        await house.store.put_chat(Chat(chat_id=-100, topic=topic))
        await house.store.close_chat(-100, reason, topic)
    said = {
        "message_id": 5, "date": 0, "chat": {"id": -100, "type": "supergroup", "is_forum": True},
        "message_thread_id": 7, "is_topic_message": True, "forum_topic_reopened": {},
    }  # fmt: skip
    await house.application.process_update(Update.de_json({"update_id": 1, "message": said}, house.application.bot))
    assert [bool((await house.store.chat(-100, topic)).closed) for topic in (7, 8)] == [still, True]


async def test_a_forum_whose_topics_alone_are_known_is_back_when_the_bot_is(house, alice):
    forum = house.sandbox.group("Forum", admins=(alice,), topics={7: "Alerts"})
    await house.store.put_chat(Chat(chat_id=forum.id, topic=7))
    house.sandbox.kick_bot(forum, by=alice)
    await until(house, forum.id, True, 7)
    house.sandbox.add_bot(forum, by=alice)
    await until(house, forum.id, False, 7)
