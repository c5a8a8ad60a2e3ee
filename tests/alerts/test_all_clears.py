"""All-clears that come before one was told: one message, and nothing of any of them is lost."""

from bot.model import ChangeKind, Weapon


async def alarmed(desk, make, *weapons):
    episodes = [make.episode(weapon=weapon) for weapon in weapons]
    await desk.learn(*(make.danger(ChangeKind.OPENED, episode) for episode in episodes))
    await desk.drain()
    return episodes


async def over(desk, make, episode, minutes):
    ended = make.ended(episode, minutes)
    await desk.learn(make.danger(ChangeKind.CLEARED, ended, minutes))
    return ended


async def test_all_clears_of_two_kinds_by_two_posts_are_one_message_with_both(desk, make, group):
    drone, missile = await alarmed(desk, make, Weapon.UAV, Weapon.MISSILE)
    first, second = await over(desk, make, missile, 10), await over(desk, make, drone, 12)
    await desk.drain()
    _, clear = desk.sandbox.messages(group)
    head, *lines = clear.text.splitlines()
    assert head == "🟢 Missile danger and drone danger: all clear · Belgorod Oblast"
    assert any(line.startswith("✓ Missile danger: over, ") and "(10 minutes)" in line for line in lines)
    assert any(line.startswith("✓ Drone danger: over, ") and "(12 minutes)" in line for line in lines)
    (call,) = [c for c in desk.sandbox.journal.of("sendMessage") if "all clear" in c.params["text"]]
    for ended in (first, second):
        assert f"https://t.me/{ended.cleared_by.post}" in call.params["text"]


async def test_what_was_told_already_is_not_told_again(desk, make, group):
    drone, missile, ships = await alarmed(desk, make, Weapon.UAV, Weapon.MISSILE, Weapon.USV)
    await over(desk, make, missile, 10)
    await desk.drain()
    await over(desk, make, drone, 11)
    await over(desk, make, ships, 12)
    await desk.drain()
    first, second = desk.sandbox.messages(group)[1:]
    assert first.text.splitlines()[0].startswith("🟡 Missile danger: over")
    assert second.text.splitlines()[0].startswith("🟢 Drone danger and sea drone danger: all clear")
    assert "issile" not in second.text


async def test_the_danger_that_is_on_again_does_not_keep_the_other_all_clear_back(desk, make, group):
    drone, missile = await alarmed(desk, make, Weapon.UAV, Weapon.MISSILE)
    await over(desk, make, missile, 10)
    await over(desk, make, drone, 11)
    async with desk.store.work() as work:
        await work.save_episodes([drone])
    await desk.drain()
    _, clear = desk.sandbox.messages(group)
    assert clear.text.startswith("🟡 Missile danger: over")
    assert "Still on: drone danger." in clear.text
