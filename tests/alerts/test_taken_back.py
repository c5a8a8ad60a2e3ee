"""What an official takes back: each thing is named, nothing that is on is denied, and a withdrawn all-clear is told."""

import pytest

from bot.model import ChangeKind, Count, Fate, Weapon


async def alarmed(desk, make, *weapons):
    episodes = [make.episode(weapon=weapon) for weapon in weapons]
    await desk.learn(*(make.danger(ChangeKind.OPENED, episode) for episode in episodes))
    await desk.drain()
    return episodes


async def learned(desk, *changes):
    """What intake does at the end of the road, where what is withdrawn is not known any more."""
    await desk.learn(*changes)
    gone = [change for change in changes if change.kind is ChangeKind.WITHDRAWN]
    async with desk.store.work() as work:
        await work.save_episodes((), [change.episode.id for change in gone if change.episode])
        await work.save_incidents((), [change.incident.id for change in gone if change.incident])
    await desk.drain()


@pytest.mark.parametrize(
    ("language", "kind", "on", "line"),
    [
        ("en", "↩️ Withdrawn: drone danger", "Still on: missile danger.", "↩️ Drone danger: withdrawn, "),
        ("ru", "↩️ Отозвано: опасность БПЛА", "Сохраняется: ракетная опасность.", "↩️ Опасность БПЛА: отозвано, "),
        ("uk", "↩️ Відкликано: загроза БпЛА", "Залишається: ракетна небезпека.", "↩️ Загроза БпЛА: відкликано, "),
    ],
)
async def test_a_danger_that_is_withdrawn_is_named_and_so_is_the_one_that_goes_on(desk, make, language, kind, on, line):
    group = desk.sandbox.group("Neighbours")
    await desk.join(group.id, language=language)
    _, drone = await alarmed(desk, make, Weapon.MISSILE, Weapon.UAV)
    await learned(desk, make.danger(ChangeKind.WITHDRAWN, drone, 1))
    live, said = desk.sandbox.messages(group)
    assert said.text.splitlines()[0].startswith(kind + " · ")
    assert on in said.text.splitlines()
    assert not said.silent
    head, first, last = live.text.splitlines()[:3]
    assert head.startswith("🚀")
    assert first.startswith("• ")
    assert last.startswith(line)


async def test_a_kind_put_right_by_an_edit_leaves_the_danger_that_is_on_as_the_last_word(desk, make, group):
    (drone,) = await alarmed(desk, make, Weapon.UAV)
    missile = make.episode(weapon=Weapon.MISSILE, group="g2")
    changes = (make.danger(ChangeKind.WITHDRAWN, drone, 1), make.danger(ChangeKind.OPENED, missile, 1))
    await learned(desk, *changes)
    former, alarm = desk.sandbox.messages(group)
    assert former.text.startswith("↩️ Withdrawn: drone danger")
    assert alarm.text.startswith("🚀 Missile danger · ")
    assert "↩️ Drone danger: withdrawn" in alarm.text
    assert not alarm.silent


async def test_the_end_of_one_danger_and_the_withdrawal_of_another_are_not_mixed_up(desk, make, group):
    missile, drone = await alarmed(desk, make, Weapon.MISSILE, Weapon.UAV)
    await desk.learn(make.danger(ChangeKind.CLEARED, make.ended(missile, 5), 5))
    await desk.drain()
    await learned(desk, make.danger(ChangeKind.WITHDRAWN, drone, 6))
    live, *_ = desk.sandbox.messages(group)
    assert live.text.startswith("↩️ Withdrawn: drone danger")
    assert "✓ Missile danger: over" in live.text


@pytest.mark.parametrize(
    ("language", "green", "line"),
    [
        ("en", "↩️ All-clear withdrawn: drone danger · ", "❗️ All-clear withdrawn. Still on: drone danger."),
        ("ru", "↩️ Отбой отозван: опасность БПЛА · ", "❗️ Отбой отозван. Сохраняется: опасность БПЛА."),
        ("uk", "↩️ Відбій відкликано: загроза БпЛА · ", "❗️ Відбій відкликано. Залишається: загроза БпЛА."),
    ],
)
async def test_a_withdrawn_all_clear_is_taken_out_of_its_message_and_answered_with_sound(
    desk, make, language, green, line
):
    group = desk.sandbox.group("Neighbours")
    await desk.join(group.id, language=language)
    (drone,) = await alarmed(desk, make, Weapon.UAV)
    over = make.ended(drone, 5)
    await desk.learn(make.danger(ChangeKind.CLEARED, over, 5))
    await desk.drain()
    await desk.learn(make.danger(ChangeKind.REOPENED, drone, 7, was=over))
    await desk.drain()
    _, clear, again = desk.sandbox.messages(group)
    assert clear.text.startswith(green)
    assert "✓" not in clear.text
    assert line in again.text.splitlines()
    assert again.reply_to == clear.id
    assert not again.silent


async def test_of_an_all_clear_for_two_only_what_was_none_is_taken_back(desk, make, group):
    missile, drone = await alarmed(desk, make, Weapon.MISSILE, Weapon.UAV)
    by = make.ended(drone, 5).cleared_by
    ended = [make.ended(e, 5).model_copy(update={"cleared_by": by}) for e in (missile, drone)]
    await desk.learn(*(make.danger(ChangeKind.CLEARED, e, 5) for e in ended))
    await desk.drain()
    await desk.learn(make.danger(ChangeKind.REOPENED, missile, 7, was=ended[0]))
    await desk.drain()
    clear = desk.sandbox.messages(group)[1]
    assert clear.text.startswith("↩️ All-clear withdrawn: missile danger · ")
    assert "✓ Drone danger: over" in clear.text


async def test_an_all_clear_moved_to_another_kind_tells_both(desk, make, group):
    missile, drone = await alarmed(desk, make, Weapon.MISSILE, Weapon.UAV)
    over = make.ended(missile, 5)
    await desk.learn(make.danger(ChangeKind.CLEARED, over, 5))
    await desk.drain()
    cleared = make.danger(ChangeKind.CLEARED, make.ended(drone, 5), 6)
    await desk.learn(cleared, make.danger(ChangeKind.REOPENED, missile, 6, was=over))
    await desk.drain()
    _, former, again, last = desk.sandbox.messages(group)
    assert former.text.startswith("↩️ All-clear withdrawn: missile danger")
    assert "❗️ All-clear withdrawn. Still on: missile danger." in again.text
    assert last.text.startswith("🟡 Drone danger: over")
    assert "Still on: missile danger." in last.text


async def test_a_danger_on_again_whose_all_clear_was_not_told_here_says_nothing_of_it(desk, make, group):
    drone = make.episode()
    await desk.learn(make.danger(ChangeKind.REOPENED, drone, 7, was=make.ended(drone, 5)))
    await desk.drain()
    (alarm,) = desk.sandbox.messages(group)
    assert alarm.text.startswith("🛸 Drone danger")
    assert "withdrawn" not in alarm.text
    assert len(await desk.rows(Fate.DROPPED)) == 1


async def test_a_report_that_is_withdrawn_names_the_figures_that_are_taken_back(desk, make, group):
    figure = make.stated(Count.exact(5), post="gov_north/70")
    hurt = make.incident(injured=Count.exact(2))
    by = hurt.voices[0].model_copy(update={"message_id": 70})
    hurt = hurt.model_copy(update={"voices": (by,)})
    await desk.learn(make.report((figure,)), make.harm(hurt, hurt=True))
    await desk.drain()
    gone = make.report((figure,), 1).model_copy(
        update={"kind": ChangeKind.WITHDRAWN, "before": (figure,), "now": (), "at": make.at(1)}
    )
    await learned(desk, gone, make.harm(hurt, 1, hurt=True, kind=ChangeKind.WITHDRAWN))
    live, said = desk.sandbox.messages(group)
    for text in (live.text, said.text):
        assert text.startswith("↩️ Withdrawn · Belgorod Oblast")
        assert "5 drones" in text
        assert "injured: 2" in text or "2 injured" in text


async def test_what_stands_of_a_report_is_told_beside_what_is_withdrawn(desk, make, group):
    was = make.stated(Count.exact(5), post="gov_north/70")
    now = was.model_copy(update={"claim": was.claim.model_copy(update={"count": Count.exact(7)})})
    hurt = make.incident(injured=Count.exact(2))
    by = hurt.voices[0].model_copy(update={"message_id": 70})
    hurt = hurt.model_copy(update={"voices": (by,)})
    await desk.learn(make.report((was,)), make.harm(hurt, hurt=True))
    await desk.drain()
    changed = make.report((now,), 1, kind=ChangeKind.CORRECTED, before=(was,))
    await learned(desk, changed, make.harm(hurt, 1, hurt=True, kind=ChangeKind.WITHDRAWN))
    said = desk.sandbox.messages(group)[-1].text
    assert said.startswith("✏️ Correction")
    assert "5 → 7" in said
    assert said.index("5 → 7") < said.index("↩️ Withdrawn") < said.index("2 injured")
