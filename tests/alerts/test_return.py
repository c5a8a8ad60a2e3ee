"""A chat that was closed and is back hears how the dangers stand that it heard of: over, or still on."""

from datetime import timedelta

import pytest

from bot.alerts import orders
from bot.clock import SetClock
from bot.model import ChangeKind, Weapon


async def blocked(desk, make, group):
    """The group was told of a danger; then it refuses the bot."""
    episode = make.episode()
    await desk.learn(make.danger(ChangeKind.OPENED, episode))
    await desk.drain()
    desk.sandbox.fail("forbidden", chat=group, text="bot was kicked from the supergroup chat", times=None)
    episode = episode.model_copy(update={"last_confirmed": make.at(1), "confirmed_by": make.voice(1)})
    await desk.learn(make.danger(ChangeKind.CONFIRMED, episode, 1))
    await desk.drain()
    assert (await desk.store.chat(group.id)).closed
    return episode


async def back(desk, group):
    desk.sandbox.faults.lift_all()
    return await orders.come_back(desk.store, desk.clock.now(), group.id)


async def test_a_danger_that_ended_meanwhile_is_told_as_over_in_one_message(desk, make, group):
    episode = await blocked(desk, make, group)
    await desk.learn(make.danger(ChangeKind.CLEARED, make.ended(episode, 30), 30))
    assert await back(desk, group) == 1
    await desk.drain()
    former, said = desk.sandbox.messages(group)
    assert said.text.startswith("🟢 Drone danger: over · Belgorod Oblast")
    assert "(30 minutes)" in said.text
    assert said.reply_to == former.id
    assert not said.silent
    assert former.text.startswith("⤵️")


async def test_a_danger_that_is_still_on_is_shown_as_it_stands_and_its_end_is_told(desk, make, group):
    episode = await blocked(desk, make, group)
    assert await back(desk, group) == 1
    await desk.drain()
    _, said = desk.sandbox.messages(group)
    assert said.text.startswith("🛸 Drone danger · Belgorod Oblast")
    await desk.learn(make.danger(ChangeKind.CLEARED, make.ended(episode, 30), 30))
    await desk.drain()
    _, said, clear = desk.sandbox.messages(group)
    assert said.text.startswith("🟢 Drone danger: over")
    assert "all clear" in clear.text


async def test_a_danger_that_began_meanwhile_is_shown_and_one_that_came_and_went_is_not(desk, make, group):
    episode = await blocked(desk, make, group)
    await desk.learn(make.danger(ChangeKind.CLEARED, make.ended(episode, 30), 30))
    gone = make.episode(group="g2", weapon=Weapon.USV)
    await desk.learn(make.danger(ChangeKind.OPENED, gone))
    await desk.learn(make.danger(ChangeKind.CLEARED, make.ended(gone, 31), 31))
    await desk.learn(make.danger(ChangeKind.OPENED, make.episode(group="g3", weapon=Weapon.MISSILE)))
    assert await back(desk, group) == 2
    await desk.drain()
    said = [m.text.splitlines()[0] for m in desk.sandbox.messages(group)]
    assert sorted(said[1:]) == ["🚀 Missile danger · Belgorod Oblast", "🟢 Drone danger: over · Belgorod Oblast"]


async def test_a_danger_that_was_withdrawn_meanwhile_is_told_as_withdrawn(desk, make, group):
    episode = await blocked(desk, make, group)
    await desk.learn(make.danger(ChangeKind.WITHDRAWN, episode))
    async with desk.store.work() as work:  # `learn` keeps what it is told of
        await work.save_episodes([], [episode.id])
    await back(desk, group)
    await desk.drain()
    said = desk.sandbox.messages(group)[-1].text
    assert said.startswith("↩️ Withdrawn")
    assert "The source no longer says so" in said


@pytest.mark.parametrize("again", ["told", "stopped"])
async def test_who_missed_nothing_or_stays_stopped_is_told_nothing(desk, make, group, alarm, again):
    await desk.drain()
    await desk.learn(make.danger(ChangeKind.CLEARED, make.ended(alarm, 1), 1))
    await desk.drain()
    await desk.store.close_chat(group.id, "stopped")
    unless = "stopped" if again == "stopped" else None
    assert await orders.come_back(desk.store, desk.clock.now(), group.id, unless=unless) == 0
    assert bool((await desk.store.chat(group.id)).closed) is (again == "stopped")


async def test_an_end_of_long_ago_changes_the_message_in_silence(tmp_path, open_desk, make):
    clock = SetClock(make.at(0))
    async with open_desk(tmp_path, clock) as desk:
        group = desk.sandbox.group("Neighbours")
        await desk.join(group.id)
        episode = await blocked(desk, make, group)
        await desk.learn(make.danger(ChangeKind.CLEARED, make.ended(episode, 30), 30))
        clock.set(clock.now() + timedelta(days=3))
        assert await back(desk, group) == 1
        await desk.drain()
        (only,) = desk.sandbox.messages(group)
        assert only.text.startswith("🟢 Drone danger: over")
