"""A storm in one group, an outage of a day, quiet hours, a mute: what readers see in the end."""

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.clock import SetClock
from bot.model import ChangeKind, Count, Episode, Fate, Quiet, Weapon


async def test_forty_changes_in_ten_seconds_are_few_messages_and_the_final_state(desk, make):
    group = desk.sandbox.group("Neighbours")
    await desk.join(group.id)
    episode = make.episode()
    await desk.learn(make.danger(ChangeKind.OPENED, episode))
    await desk.drain()
    for n in range(1, 39):
        episode = episode.model_copy(update={"last_confirmed": make.at(n / 4), "confirmed_by": make.voice(n / 4)})
        await desk.learn(make.danger(ChangeKind.CONFIRMED, episode, n / 4))
        if n % 2:
            await desk.drain(0.2)
    missile = make.episode(weapon=Weapon.MISSILE, attack=True)
    await desk.learn(make.danger(ChangeKind.WORSENED, missile))
    await desk.drain()
    calls = [c for c in desk.sandbox.journal if c.chat_id == group.id]
    assert len(calls) <= 20
    _, newest = desk.sandbox.messages(group)
    assert newest.text.startswith("💥 Missile attack under way")
    assert f"confirmed at {episode.last_confirmed.astimezone(desk.zone):%H:%M}" in newest.text
    assert not newest.silent


async def test_the_newest_of_what_waited_is_sent_and_its_sound_is_kept(desk, make):
    """Nothing was sent yet when the danger grew: one message, with sound, with the newest state."""
    group = desk.sandbox.group("Neighbours")
    await desk.join(group.id)
    episode = make.episode()
    await desk.learn(make.danger(ChangeKind.OPENED, episode))
    await desk.learn(make.danger(ChangeKind.WORSENED, make.episode(weapon=Weapon.MISSILE)))
    confirmed = episode.model_copy(update={"last_confirmed": make.at(1), "confirmed_by": make.voice(1)})
    await desk.learn(make.danger(ChangeKind.CONFIRMED, confirmed, 1))
    await desk.drain()
    (only,) = desk.sandbox.messages(group)
    assert not only.silent
    assert only.text.startswith("🚀 Missile danger and drone danger")
    assert [row.fate for row in await desk.rows()] == [Fate.SUPERSEDED, Fate.SUPERSEDED, Fate.SENT]


async def test_an_alarm_that_ended_before_anything_was_sent_is_not_told_nor_its_end(desk, make):
    group = desk.sandbox.group("Neighbours")
    await desk.join(group.id)
    episode = make.episode()
    await desk.learn(make.danger(ChangeKind.OPENED, episode))
    await desk.learn(make.danger(ChangeKind.CLEARED, make.ended(episode, 1), 1))
    await desk.drain()
    assert desk.sandbox.messages(group) == []
    reasons = {row.fate_reason for row in await desk.rows(Fate.DROPPED)}
    assert reasons == {
        "over before it could be told", "this chat did not hear the alarm", "this chat did not hear the beginning"
    }  # fmt: skip


async def test_an_alarm_that_comes_in_after_its_all_clear_is_not_told(desk, make, group):
    await desk.learn(make.danger(ChangeKind.OPENED, make.ended(make.episode(), 1)))
    await desk.drain()
    assert desk.sandbox.messages(group) == []


async def test_a_punctual_message_is_not_called_late_by_what_comes_late(tmp_path, open_desk, noon):
    clock = SetClock(noon.at(0))
    async with open_desk(tmp_path, clock) as desk:
        group = desk.sandbox.group("Neighbours")
        await desk.join(group.id)
        episode = noon.episode()
        await desk.learn(noon.danger(ChangeKind.OPENED, episode))
        await desk.drain()
        clock.set(noon.at(60))
        confirmed = episode.model_copy(update={"last_confirmed": noon.at(30), "confirmed_by": noon.voice(30)})
        await desk.learn(noon.danger(ChangeKind.CONFIRMED, confirmed, 30))
        await desk.drain()
        assert "confirmed at" in desk.sandbox.messages(group)[0].text
        assert "late" not in desk.sandbox.messages(group)[0].text
        missile = noon.episode(61, weapon=Weapon.MISSILE)
        clock.set(noon.at(90))
        await desk.learn(noon.danger(ChangeKind.WORSENED, missile, 61))
        clock.set(noon.at(91))
        await desk.drain()
        said = desk.sandbox.messages(group)[-1].text
        assert f"this was announced at {missile.since.astimezone(desk.zone):%H:%M}" in said
        await desk.learn(noon.danger(ChangeKind.CLEARED, noon.ended(episode, 62), 62))
        await desk.learn(noon.danger(ChangeKind.CLEARED, noon.ended(missile, 62), 62))
        await desk.drain()
        *_, live, clear = desk.sandbox.messages(group)
        assert live.text.startswith("🟢")
        assert "late" not in live.text + clear.text


async def test_after_an_outage_of_a_day_no_old_alarm_is_sent_as_fresh(tmp_path, open_desk, noon):
    clock = SetClock(noon.at(0) + timedelta(hours=30))
    async with open_desk(tmp_path, clock) as desk:
        group = desk.sandbox.group("Neighbours")
        await desk.join(group.id)
        over = noon.episode(0, group="old")
        await desk.learn(noon.danger(ChangeKind.OPENED, over))
        await desk.learn(noon.danger(ChangeKind.CLEARED, noon.ended(over, 90), 90))
        on = noon.episode(29 * 60, group="now", weapon=Weapon.MISSILE)
        await desk.learn(noon.danger(ChangeKind.OPENED, on, 29 * 60))
        clock.set(clock.now() + timedelta(seconds=11))
        await desk.drain()
        (only,) = desk.sandbox.messages(group)
        assert only.text.startswith("🚀 Missile danger")
        assert "⏱ Told late" in only.text
        reasons = [row.fate_reason for row in await desk.rows(Fate.DROPPED)]
        assert any(reason.startswith("stale") for reason in reasons)
        assert "this chat did not hear the alarm" in reasons


@pytest.mark.parametrize(("over", "silent"), [(False, False), (True, True)])
async def test_a_late_alarm_with_people_hurt_rings_while_the_danger_is_on(tmp_path, open_desk, noon, over, silent):
    clock = SetClock(noon.at(60))
    async with open_desk(tmp_path, clock) as desk:
        group = desk.sandbox.group("Neighbours")
        await desk.join(group.id)
        episode = noon.episode()
        hurt = noon.harm(noon.incident(injured=Count.exact(2)), hurt=True)
        await desk.learn(noon.danger(ChangeKind.OPENED, episode), hurt)
        if over:
            async with desk.store.work() as work:
                await work.save_episodes([noon.ended(episode, 30)])
        clock.set(clock.now() + timedelta(seconds=11))
        await desk.drain()
        (only,) = desk.sandbox.messages(group)
        assert only.silent is silent
        assert "⏱ Told late" in only.text
        assert "2 injured" in only.text or "hurt" in only.text


async def test_an_all_clear_is_told_however_late(tmp_path, open_desk, noon):
    clock = SetClock(noon.at(0))
    async with open_desk(tmp_path, clock) as desk:
        group = desk.sandbox.group("Neighbours")
        await desk.join(group.id)
        episode = noon.episode()
        await desk.learn(noon.danger(ChangeKind.OPENED, episode))
        await desk.drain()
        clock.set(noon.at(30 * 60))
        await desk.learn(noon.danger(ChangeKind.CLEARED, noon.ended(episode, 60), 60))
        await desk.drain()
        assert "all clear" in desk.sandbox.messages(group)[-1].text


async def test_expiry_edits_in_silence_and_never_says_safe(desk, make):
    group = desk.sandbox.group("Neighbours")
    await desk.join(group.id)
    episode = make.episode()
    await desk.learn(make.danger(ChangeKind.OPENED, episode))
    await desk.drain()
    expired = Episode(**{**episode.model_dump(), "state": "expired", "ended": make.at(360)})
    await desk.learn(make.danger(ChangeKind.EXPIRED, expired, 360))
    await desk.drain()
    (only,) = desk.sandbox.messages(group)
    assert only.text.startswith("⚪️ No news since")
    assert "no all-clear was given" in only.text
    over = make.ended(expired, 400)
    await desk.learn(make.danger(ChangeKind.CLEARED, over, 400))
    await desk.drain()
    assert not desk.sandbox.messages(group)[-1].silent


@pytest.mark.parametrize(("weapon", "silent"), [(Weapon.UAV, True), (Weapon.MISSILE, False)])
async def test_quiet_hours_take_the_sound_but_not_of_what_breaks_through(tmp_path, open_desk, make, weapon, silent):
    night = datetime(2025, 10, 19, 0, 30, tzinfo=UTC)  # 03:30 in Moscow
    make.start = night
    async with open_desk(tmp_path, SetClock(night)) as desk:
        group = desk.sandbox.group("Neighbours")
        await desk.join(group.id, quiet=Quiet(start=time(23), end=time(7), but=(Weapon.MISSILE,)))
        await desk.learn(make.danger(ChangeKind.OPENED, make.episode(weapon=weapon)))
        await desk.drain()
        (only,) = desk.sandbox.messages(group)
        assert only.silent is silent
        (row,) = await desk.rows()
        assert row.fate_reason == ("quiet hours" if silent else "rang")


async def test_the_state_is_shown_when_a_mute_ends(tmp_path, open_desk, noon):
    clock = SetClock(noon.at(0))
    async with open_desk(tmp_path, clock) as desk:
        group = desk.sandbox.group("Neighbours")
        await desk.join(group.id, muted_until=noon.at(30))
        episode = noon.episode()
        await desk.learn(noon.danger(ChangeKind.OPENED, episode))
        await desk.learn(noon.report((noon.stated(Count.exact(3), region="RU-KRS"),), regions=("RU-KRS", "RU-BEL")))
        await desk.drain()
        assert desk.sandbox.messages(group) == []
        clock.set(noon.at(31))
        await desk.drain()
        (only,) = desk.sandbox.messages(group)
        assert only.text.startswith("🛸 Drone danger")
        assert "Told late" in only.text


async def test_what_was_told_before_a_mute_is_put_right_after_it(tmp_path, open_desk, noon):
    clock = SetClock(noon.at(0))
    async with open_desk(tmp_path, clock) as desk:
        group = desk.sandbox.group("Neighbours")
        await desk.join(group.id)
        before = noon.stated(Count.exact(5), post="ministry/9")
        await desk.learn(noon.report((before,)))
        await desk.drain()
        await desk.join(group.id, muted_until=noon.at(30))
        claim = before.claim.model_copy(update={"count": Count.exact(7)})
        now = before.model_copy(update={"claim": claim, "revision": 2})
        await desk.learn(noon.report((now,), kind=ChangeKind.CORRECTED, before=(before,)))
        unheard = noon.stated(Count.exact(2), post="ministry/10")
        await desk.learn(noon.report((unheard,), kind=ChangeKind.CORRECTED, before=(unheard,)))
        await desk.drain()
        assert "5 drones" in desk.sandbox.messages(group)[0].text
        clock.set(noon.at(31))
        await desk.drain()
        report, correction = desk.sandbox.messages(group)
        assert "7 drones" in report.text
        assert "5 → 7" in correction.text


async def test_a_corrected_figure_is_edited_and_told_in_a_silent_reply(desk, make):
    group = desk.sandbox.group("Neighbours")
    await desk.join(group.id)
    before = make.stated(Count.exact(5), post="ministry/9")
    await desk.learn(make.report((before,)))
    await desk.drain()
    now = before.model_copy(update={"claim": before.claim.model_copy(update={"count": Count.exact(7)}), "revision": 2})
    await desk.learn(make.report((now,), kind=ChangeKind.CORRECTED, before=(before,)))
    await desk.drain()
    report, correction = desk.sandbox.messages(group)
    assert "7 drones" in report.text
    assert "5 → 7" in correction.text
    assert correction.reply_to == report.id
    assert correction.silent


async def test_an_incident_grows_in_its_message_and_rings_with_people_hurt(desk, make):
    group = desk.sandbox.group("Neighbours")
    await desk.join(group.id)
    incident = make.incident(fire=True)
    await desk.learn(make.harm(incident))
    await desk.drain()
    (first,) = desk.sandbox.messages(group)
    assert first.silent
    assert first.text.startswith("🏚 What was hit · Belgorod Oblast")
    hurt = incident.model_copy(update={"injured": Count.exact(2), "voices": (*incident.voices, make.voice(5))})
    await desk.learn(make.harm(hurt, 5, hurt=True))
    await desk.drain()
    _, second = desk.sandbox.messages(group)
    assert not second.silent
    assert second.text.startswith("🚑 People were hurt")
    assert second.reply_to == first.id
