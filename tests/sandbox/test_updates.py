"""getUpdates: offsets, kinds, the long poll and the conflict of two pollers."""

import asyncio
from datetime import timedelta

import httpx

from bot.clock import SetClock
from bot.sandbox import Chat, Person, Sandbox


async def test_an_update_stays_until_a_higher_offset_confirms_it(sandbox: Sandbox, anna: Person, api) -> None:
    sandbox.say(anna, anna, "/today")
    first = (await api("getUpdates"))["result"]
    assert [u["message"]["text"] for u in first] == ["/start", "/today"]
    again = (await api("getUpdates", offset=first[1]["update_id"]))["result"]
    assert [u["message"]["text"] for u in again] == ["/today"]
    assert (await api("getUpdates", offset=first[1]["update_id"] + 1))["result"] == []


async def test_limit_cuts_and_a_negative_offset_takes_from_the_end(sandbox: Sandbox, anna: Person, api) -> None:
    for number in range(5):
        sandbox.say(anna, anna, f"слово {number}")
    assert len((await api("getUpdates", limit=2))["result"]) == 2
    last = (await api("getUpdates", offset=-1))["result"]
    assert [u["message"]["text"] for u in last] == ["слово 4"]


async def test_a_waiting_poll_is_woken_by_an_event(sandbox: Sandbox, anna: Person, api) -> None:
    offset = (await api("getUpdates"))["result"][-1]["update_id"] + 1
    waiting = asyncio.create_task(api("getUpdates", offset=offset, timeout=30))
    await sandbox.wait_for(lambda: len(sandbox.journal.of("getUpdates")) == 2)
    sandbox.say(anna, anna, "/now")
    assert (await waiting)["result"][0]["message"]["text"] == "/now"


async def test_of_two_pollers_the_older_gets_a_conflict(sandbox: Sandbox, anna: Person, api) -> None:
    offset = (await api("getUpdates"))["result"][-1]["update_id"] + 1
    older = asyncio.create_task(api("getUpdates", offset=offset, timeout=30))
    await sandbox.wait_for(lambda: len(sandbox.journal.of("getUpdates")) == 2)
    newer = asyncio.create_task(api("getUpdates", offset=offset, timeout=30))
    answer = await older
    assert answer["error_code"] == 409
    assert "terminated by other getUpdates request" in answer["description"]
    sandbox.say(anna, anna, "/now")
    assert len((await newer)["result"]) == 1


async def test_allowed_updates_stay_until_others_are_given(sandbox: Sandbox, anna: Person, api) -> None:
    channel = sandbox.channel("gov_belgorod", admin=True)
    await api("getUpdates", allowed_updates=["channel_post"])
    sandbox.say(anna, anna, "/today")
    await api("getUpdates")  # omitted: the list stays
    sandbox.post(channel, "Отбой.")
    kinds = [set(u) - {"update_id"} for u in (await api("getUpdates"))["result"]]
    assert kinds == [{"message"}, {"channel_post"}]  # the first is /start, from before the list
    await api("getUpdates", allowed_updates=[])
    sandbox.say(anna, anna, "/now")
    assert "message" in (await api("getUpdates"))["result"][-1]


async def test_an_unconfirmed_update_is_gone_after_a_day(sandbox: Sandbox, anna: Person, api, clock: SetClock) -> None:
    clock.set(clock.now() + timedelta(hours=24, seconds=1))
    sandbox.say(anna, anna, "/today")
    assert [u["message"]["text"] for u in (await api("getUpdates"))["result"]] == ["/today"]


async def test_a_wrong_token_is_unauthorized(sandbox: Sandbox) -> None:
    async with httpx.AsyncClient() as client:
        answer = (await client.get(f"{sandbox.url}/bot1:wrong/getMe")).json()
    assert (answer["error_code"], answer["description"]) == (401, "Unauthorized")


async def test_an_unknown_method_is_not_found(api) -> None:
    assert (await api("sendTelegram"))["error_code"] == 404


async def test_a_channel_post_reaches_the_bot_only_where_it_is_admin(sandbox: Sandbox, api) -> None:
    watched, other = sandbox.channel("gov_one", admin=True), sandbox.channel("gov_two")
    for channel in (watched, other):
        number = sandbox.post(channel, "Опасность БПЛА.")
        sandbox.edit(channel, number, "Отбой опасности БПЛА.")
    updates = (await api("getUpdates"))["result"]
    assert [next(iter(set(u) - {"update_id"})) for u in updates] == ["channel_post", "edited_channel_post"]
    assert updates[1]["edited_channel_post"]["text"] == "Отбой опасности БПЛА."
    assert "from" not in updates[0]["channel_post"]


async def test_a_discussion_group_gets_automatic_forwards(sandbox: Sandbox, api) -> None:
    channel = sandbox.channel("gov_one")
    sandbox.group("Обсуждение", discusses=channel)
    number = sandbox.post(channel, "Отбой.")
    message = (await api("getUpdates"))["result"][0]["message"]
    assert message["is_automatic_forward"] is True
    assert message["sender_chat"]["id"] == channel.id
    assert message["forward_origin"]["message_id"] == number


async def test_a_person_forwards_a_post_with_its_origin(sandbox: Sandbox, anna: Person, api) -> None:
    channel = sandbox.channel("gov_one", title="Губернатор")
    number = sandbox.post(channel, "Сбиты три БПЛА.")
    sandbox.forward(anna, anna, channel, number)
    origin = (await api("getUpdates"))["result"][-1]["message"]["forward_origin"]
    assert (origin["type"], origin["chat"]["id"], origin["message_id"]) == ("channel", channel.id, number)


async def test_privacy_mode_hides_what_does_not_speak_to_the_bot(clock: SetClock) -> None:
    async with Sandbox(clock, privacy=True) as sandbox, httpx.AsyncClient() as client:
        group, boris = sandbox.group("Соседи"), sandbox.user("Борис")
        for text in ("всем привет", "/today", "/today@other_bot", "@svodka_sandbox_bot ты тут?"):
            sandbox.say(group, boris, text)
        answer = await client.get(f"{sandbox.url}/bot{sandbox.token}/getUpdates")
        heard = [u["message"]["text"] for u in answer.json()["result"]]
    assert heard == ["/today", "@svodka_sandbox_bot ты тут?"]


async def test_a_command_in_a_message_is_marked_as_one(sandbox: Sandbox, anna: Person, api) -> None:
    sandbox.say(anna, anna, "🟢 /region Белгород")
    entity = (await api("getUpdates"))["result"][-1]["message"]["entities"][0]
    assert entity == {"type": "bot_command", "offset": 3, "length": 7}  # an emoji is two UTF-16 units


async def test_an_anonymous_admin_speaks_as_the_group(sandbox: Sandbox, group: Chat, anna: Person, api) -> None:
    sandbox.say(group, anna, "/subscribe", anonymous=True)
    message = (await api("getUpdates"))["result"][-1]["message"]
    assert message["from"]["id"] == 1087968824
    assert message["sender_chat"]["id"] == group.id
