"""Alerts from the outbox to a chat, over HTTP."""

import pytest

from bot.config import Settings
from bot.model import ChangeKind, Count, Fate, Weapon
from bot.views.alert import word
from storage import open_store


async def test_an_episode_lives_in_one_message_and_its_end_is_told(desk, make):
    group = desk.sandbox.group("Neighbours")
    await desk.join(group.id)
    episode = make.episode()
    await desk.learn(make.danger(ChangeKind.OPENED, episode))
    await desk.drain()
    confirmed = episode.model_copy(update={"last_confirmed": make.at(1), "confirmed_by": make.voice(1)})
    await desk.learn(make.danger(ChangeKind.CONFIRMED, confirmed, 1))
    await desk.drain()
    (alarm,) = desk.sandbox.messages(group)
    assert not alarm.silent
    assert "Drone danger · Belgorod Oblast" in alarm.text
    assert "confirmed at" in alarm.text
    over = make.ended(confirmed, 2)
    await desk.learn(make.danger(ChangeKind.CLEARED, over, 2))
    await desk.drain()
    alarm, clear = desk.sandbox.messages(group)
    assert "🟢 Drone danger: over" in alarm.text
    assert "🟢 Drone danger: all clear" in clear.text
    assert "2 minutes" in clear.text
    assert clear.reply_to == alarm.id
    assert not clear.silent


async def test_a_worse_kind_rings_in_a_new_message_that_goes_on_living(desk, make):
    group = desk.sandbox.group("Neighbours")
    await desk.join(group.id)
    drone = make.episode()
    await desk.learn(make.danger(ChangeKind.OPENED, drone))
    await desk.drain()
    missile = make.episode(weapon=Weapon.MISSILE)
    await desk.learn(make.danger(ChangeKind.WORSENED, missile))
    await desk.drain()
    first, second = desk.sandbox.messages(group)
    assert second.text.startswith("🚀 Missile danger and drone danger")
    assert second.reply_to == first.id
    await desk.learn(make.report((make.stated(Count.exact(3)),)))
    await desk.drain()
    assert len(desk.sandbox.messages(group)) == 2
    assert (await desk.rows())[-1].message_id == second.id


async def test_a_live_message_of_a_long_night_goes_on_being_edited(desk, make):
    group = desk.sandbox.group("Neighbours")
    await desk.join(group.id)
    burnt = [make.incident(area=f"Village of a rather long name, number {n}", fire=True) for n in range(120)]
    async with desk.store.work() as work:
        await work.save_incidents(burnt)
    episode = make.episode()
    await desk.learn(make.danger(ChangeKind.OPENED, episode))
    await desk.drain()
    for n in (1, 2):
        episode = episode.model_copy(update={"last_confirmed": make.at(n), "confirmed_by": make.voice(n)})
        await desk.learn(make.danger(ChangeKind.CONFIRMED, episode, n))
        await desk.drain()
    (only,) = desk.sandbox.messages(group)
    assert "more: /last" in only.text
    assert f"confirmed at {episode.last_confirmed.astimezone(desk.zone):%H:%M}" in only.text


async def test_the_row_of_a_sent_alert_knows_its_message(desk, make):
    group = desk.sandbox.group("Neighbours")
    await desk.join(group.id)
    await desk.learn(make.danger(ChangeKind.OPENED, make.episode()))
    await desk.drain()
    (row,) = await desk.rows(Fate.SENT)
    assert row.message_id == desk.sandbox.messages(group)[0].id
    assert row.fate_reason == "rang"


async def test_only_one_of_two_processes_sends(desk, make, tmp_path):
    group = desk.sandbox.group("Neighbours")
    await desk.join(group.id)
    other = await open_store(f"sqlite+aiosqlite:///{tmp_path / 'svodka.db'}", desk.clock)
    assert await other.elect("sender")
    await desk.learn(make.danger(ChangeKind.OPENED, make.episode()))
    await desk.drain()
    assert desk.sandbox.messages(group) == []
    await other.close()  # as a process that ends does
    await desk.drain()
    assert len(desk.sandbox.messages(group)) == 1


async def test_who_subscribes_in_the_middle_of_a_danger_sees_it_at_its_next_word_without_sound(desk, make):
    group = desk.sandbox.group("Neighbours")
    episode = make.episode()
    await desk.learn(make.danger(ChangeKind.OPENED, episode))
    await desk.join(group.id)
    confirmed = episode.model_copy(update={"last_confirmed": make.at(1), "confirmed_by": make.voice(1)})
    await desk.learn(make.danger(ChangeKind.CONFIRMED, confirmed, 1))
    await desk.drain()
    (only,) = desk.sandbox.messages(group)
    assert only.silent
    await desk.learn(make.danger(ChangeKind.CLEARED, make.ended(confirmed, 2), 2))
    await desk.drain()
    assert "all clear" in desk.sandbox.messages(group)[-1].text


async def test_a_row_that_cannot_be_worded_does_not_stop_the_others(desk, make):
    groups = [desk.sandbox.group(f"Group {n}") for n in range(2)]
    for group in groups:
        await desk.join(group.id)
    await desk.learn(make.danger(ChangeKind.OPENED, make.episode()))

    def broken(news, picture, chat, channels, now):
        if chat.chat_id == groups[0].id:
            raise ValueError("no words")
        return word(news, picture, chat, channels, now)

    delivery = desk.deliverer(broken)
    await delivery.drain(5)
    assert [len(desk.sandbox.messages(group)) for group in groups] == [0, 1]
    (row,) = await desk.rows(Fate.WAITING)
    assert row.fate_reason == "our own fault"


@pytest.mark.parametrize("paid", [False, True])
async def test_paid_broadcast_is_asked_for_only_where_it_is_set(desk, make, paid):
    if paid:
        desk.settings = Settings(alerts={"paid_broadcast": True})
    group = desk.sandbox.group("Neighbours")
    await desk.join(group.id)
    await desk.learn(make.danger(ChangeKind.OPENED, make.episode()))
    await desk.drain()
    (call,) = desk.sandbox.journal.of("sendMessage", group.id)
    assert ("allow_paid_broadcast" in call.params) is paid
