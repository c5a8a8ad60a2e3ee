"""Settings of a chat, by commands and by buttons, here and from an administrator's private chat."""

from datetime import time, timedelta

import pytest

from bot.alerts import orders, rules
from bot.model import Change, ChangeKind, Episode, EpisodeState, Fate, Interest, Quiet, Severity, Voice, Weapon


@pytest.fixture
def alice(house):
    return house.sandbox.user("Alice", language="en")


async def test_quiet_hours_with_what_breaks_through(house, alice):
    answer = await house.ask(alice, "/quiet 23-07 except missile")
    assert "without sound 23:00–07:00, except missile danger" in answer.text
    kept = await house.store.chat(alice.id)
    assert kept.quiet == Quiet(start=time(23), end=time(7), but=(Weapon.MISSILE,))
    await house.ask(alice, "/quiet off")
    assert (await house.store.chat(alice.id)).quiet is None


@pytest.mark.parametrize("typed", ["23", "23-25", "23-07 except cabbage", "", "7-7", "23-07 except"])
async def test_quiet_hours_that_are_none_change_nothing(house, alice, typed):
    answer = await house.ask(alice, f"/quiet {typed}".strip())
    assert "/quiet 23-07 except missile" in answer.text
    assert await house.store.chat(alice.id) is None


async def test_digest_language_and_zone(house, alice):
    await house.ask(alice, "/digest 8:30")
    await house.ask(alice, "/timezone Киев")
    answer = await house.ask(alice, "/language uk")
    kept = await house.store.chat(alice.id)
    assert (kept.digest, kept.timezone, kept.language) == (time(8, 30), "Europe/Kyiv", "uk")
    assert "🌐 Українська" in answer.text


async def test_a_mute_ends_by_itself_or_by_hand(house, alice):
    await house.ask(alice, "/mute 2h")
    until = house.clock.now() + timedelta(hours=2)
    assert (await house.store.chat(alice.id)).muted_until == until
    await house.ask(alice, "/mute off")
    assert (await house.store.chat(alice.id)).muted_until is None


async def test_what_a_mute_kept_back_is_told_when_it_is_ended(house, alice):
    await house.ask(alice, "/subscribe Belgorod")
    await house.ask(alice, "/mute 2h")
    now = house.clock.now()
    voice = Voice(channel="gov_x", message_id=1, at=now)
    episode = Episode(
        id="e", group="g", region="RU-BEL", weapon=Weapon.UAV, state=EpisodeState.ON,
        since=now, opened_by=voice, last_confirmed=now, confirmed_by=voice,
    )  # fmt: skip
    change = Change(
        kind=ChangeKind.OPENED, about="episode:g", regions=("RU-BEL",), interest=Interest.THREAT,
        severity=Severity.DANGER, at=now, post=voice.post, weapon=Weapon.UAV, episode=episode,
    )  # fmt: skip
    async with house.store.work() as work:
        await work.save_episodes([episode])
        await work.owe(await rules.alerts_for(work, [change], {}, house.desk.settings, now))
    before = len(house.sandbox.messages(alice, by_bot=True))
    await house.desk.delivery.drain(2)
    assert len(house.sandbox.messages(alice, by_bot=True)) == before
    shown = await house.ask(alice, "/mute off")
    assert "muted" not in shown.text
    (row,) = await house.store.alerts_of(alice.id, 0, (Fate.WAITING,))
    assert row.not_before <= house.clock.now()


async def test_a_mute_that_is_made_shorter_ends_for_what_it_kept_back_too(house, alice):
    await house.ask(alice, "/mute 12h")
    far = house.clock.now() + timedelta(hours=12)
    test = orders.test((await house.store.chat(alice.id)), house.clock.now())
    async with house.store.work() as work:
        await work.owe([test.model_copy(update={"not_before": far, "fate_reason": "muted"})])
    await house.ask(alice, "/mute 30m")
    (row,) = await house.store.alerts_of(alice.id, 0, (Fate.WAITING,))
    assert row.not_before <= house.clock.now()  # delivery puts it off to the mute's new end


async def test_the_test_alert_is_labelled_and_goes_by_the_outbox(house, alice):
    await house.ask(alice, "/test")
    (row,) = await house.store.alerts_of(alice.id, 0)
    assert row.reason == "test"
    await house.desk.delivery.drain(2)
    said = house.sandbox.messages(alice, by_bot=True)[-1]
    assert said.text.startswith("🧪 TEST. This is not an alarm.")


async def test_stopping_keeps_everything_for_a_return(house, alice):
    await house.ask(alice, "/subscribe Belgorod")
    await house.ask(alice, "/stop")
    assert (await house.store.chat(alice.id)).closed
    await house.ask(alice, "/start")
    assert not (await house.store.chat(alice.id)).closed
    assert await house.store.subscriptions(alice.id)


async def test_subscribing_again_after_a_stop_is_a_return(house, alice):
    await house.ask(alice, "/stop")
    await house.ask(alice, "/subscribe Belgorod")
    assert not (await house.store.chat(alice.id)).closed


async def test_a_topic_stops_and_starts_for_itself(house, alice):
    forum = house.sandbox.group("Forum", admins=(alice,), topics={7: "Alerts", 8: "News"})

    async def say(text, topic):
        before = len(house.sandbox.messages(forum, by_bot=True))
        house.sandbox.say(forum, alice, text, topic=topic)
        await house.sandbox.wait_for(lambda: len(house.sandbox.messages(forum, by_bot=True)) > before)

    async def closed():
        return [bool((await house.store.chat(forum.id, topic)).closed) for topic in (7, 8)]

    for topic in (7, 8):
        await say("/subscribe Belgorod", topic)
    await say("/stop", 7)
    assert await closed() == [True, False]
    await say("/stop", 8)
    await say("/start", 7)
    assert await closed() == [False, True]
    await say("/subscribe Kursk", 8)
    assert await closed() == [False, False]


async def test_a_topic_that_is_new_is_not_stopped_because_the_group_is(house, alice):
    forum = house.sandbox.group("Forum", admins=(alice,), topics={7: "Alerts"})
    await house.ask(alice, "/stop", forum)
    house.sandbox.say(forum, alice, "/subscribe Belgorod", topic=7)
    await house.sandbox.wait_for(lambda: len(house.sandbox.messages(forum, by_bot=True)) > 1)
    assert not (await house.store.chat(forum.id, 7)).closed
    assert (await house.store.chat(forum.id)).closed


async def test_a_member_does_not_start_what_an_administrator_stopped(house, alice):
    eve = house.sandbox.user("Eve", language="en")
    group = house.sandbox.group("Group", admins=(alice,), members=(eve,))
    await house.ask(alice, "/stop", group)
    await house.ask(eve, "/start", group)
    assert (await house.store.chat(group.id)).closed
    await house.ask(alice, "/start", group)
    assert not (await house.store.chat(group.id)).closed


async def test_every_change_leaves_a_line_of_who_changed_what(house, alice):
    group = house.sandbox.group("Group", admins=(alice,))
    await house.ask(alice, "/subscribe Belgorod", group)
    await house.ask(alice, "/quiet 23-07", group)
    shown = await house.ask(alice, "/settings", group)
    assert "Alice: + Belgorod Oblast" in shown.text
    assert "Alice: without sound 23:00–07:00" in shown.text


async def test_buttons_set_subjects_gravity_zone_and_language(house, alice):
    await house.ask(alice, "/subscribe Belgorod")
    shown = await house.ask(alice, "/settings")
    for label in ("How grave", "danger and worse", "Settings", "Subjects", "✓ airports and airspace", "Settings",
                  "Time zone", "Samara time", "Українська"):  # fmt: skip
        await house.press(shown, label, alice)
        shown = house.sandbox.messages(alice, by_bot=True)[-1]
    kept, wishes = await house.store.chat(alice.id), await house.store.subscriptions(alice.id)
    assert (kept.timezone, kept.language) == ("Europe/Samara", "uk")
    assert {w.severity for w in wishes} == {Severity.DANGER}
    assert Interest.AIRSPACE not in {w.interest for w in wishes}


async def test_a_forum_topic_is_set_up_from_its_administrators_private_chat(house, alice):
    forum = house.sandbox.group("Forum", admins=(alice,), topics={7: "Alerts"})
    house.sandbox.say(forum, alice, "/settings", topic=7)
    await house.sandbox.wait_for(lambda: house.sandbox.messages(forum, by_bot=True))
    link = next(b["url"] for b in house.sandbox.messages(forum, by_bot=True)[0].buttons if "url" in b)
    shown = await house.ask(alice, f"/start {link.partition('?start=')[2]}")
    assert "Alerts for: Forum · topic 7" in shown.text
    assert not any("url" in button for button in shown.buttons)  # it is in private already
    await house.press(shown, "Regions", alice)
    picker = house.sandbox.messages(alice, by_bot=True)[-1]
    house.sandbox.say(alice, alice, "Kursk", reply_to=picker.id)
    await house.sandbox.wait_for(lambda: house.sandbox.messages(alice, by_bot=True)[-1].id > picker.id)
    assert {wish.region for wish in await house.store.subscriptions(forum.id, 7)} == {"RU-KRS"}
    assert await house.store.subscriptions(forum.id) == []


async def test_a_group_is_set_up_from_its_administrators_private_chat(house, alice):
    eve = house.sandbox.user("Eve", language="en")
    group = house.sandbox.group("Group", bot="left", admins=(alice,), members=(eve,))
    house.sandbox.add_bot(group, by=alice)
    await house.sandbox.wait_for(lambda: house.sandbox.messages(group, by_bot=True))
    (greeting,) = house.sandbox.messages(group, by_bot=True)
    link = next(b["url"] for b in greeting.buttons if "url" in b)
    payload = link.partition("?start=")[2]
    assert len(payload) <= 64
    refused = await house.ask(eve, f"/start {payload}")
    assert "Only administrators" in refused.text
    shown = await house.ask(alice, f"/start {payload}")
    assert "Alerts for: Group" in shown.text
    await house.press(shown, "Regions", alice)
    picker = house.sandbox.messages(alice, by_bot=True)[-1]
    house.sandbox.say(alice, alice, "Kursk", reply_to=picker.id)  # what is typed goes where the buttons go
    await house.sandbox.wait_for(lambda: house.sandbox.messages(alice, by_bot=True)[-1].id > picker.id)
    assert {wish.region for wish in await house.store.subscriptions(group.id)} == {"RU-KRS"}
    assert await house.store.subscriptions(alice.id) == []
    shown = await house.ask(alice, f"/start {payload}")
    await house.press(shown, "Quiet 23–07", alice)
    assert (await house.store.chat(group.id)).quiet is not None
    assert (await house.store.chat(alice.id)) is None
    forged = await house.ask(alice, f"/start {payload[:-2]}xx")
    assert "Alerts for" not in forged.text
