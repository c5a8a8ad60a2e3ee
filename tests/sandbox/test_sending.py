"""What the bot may send and where; Telegram's limits and its words for what it refuses."""

import pytest

from bot.sandbox import Chat, Person, Sandbox


async def refused(answer) -> str:
    assert answer["ok"] is False, answer
    return str(answer["description"])


async def test_text_is_measured_in_utf16_after_parsing(group: Chat, api) -> None:
    fits = "<b>" + "🟢" * 2048 + "</b>"
    assert (await api("sendMessage", chat_id=group.id, text=fits, parse_mode="HTML"))["ok"]
    description = await refused(await api("sendMessage", chat_id=group.id, text="🟢" * 2048 + "!"))
    assert description == "Bad Request: message is too long"


@pytest.mark.parametrize("text", ["", "  \n ", "<b> </b>"])
async def test_an_empty_text_is_refused(group: Chat, api, text: str) -> None:
    answer = await api("sendMessage", chat_id=group.id, text=text, parse_mode="HTML")
    assert await refused(answer) == "Bad Request: message text is empty"


async def test_callback_data_has_64_bytes_at_most(group: Chat, api) -> None:
    def markup(data: str) -> dict[str, object]:
        return {"inline_keyboard": [[{"text": "Да", "callback_data": data}]]}

    assert (await api("sendMessage", chat_id=group.id, text="?", reply_markup=markup("д" * 32)))["ok"]
    for data in ("", "д" * 33):
        answer = await api("sendMessage", chat_id=group.id, text="?", reply_markup=markup(data))
        assert await refused(answer) == "Bad Request: BUTTON_DATA_INVALID"


async def test_an_unknown_chat_is_not_found(api) -> None:
    assert await refused(await api("sendMessage", chat_id=-100999, text="?")) == "Bad Request: chat not found"


async def test_a_person_who_never_wrote_cannot_be_written_to(sandbox: Sandbox, api) -> None:
    boris = sandbox.user("Борис")
    answer = await api("sendMessage", chat_id=boris.id, text="?")
    assert answer["error_code"] == 403
    assert await refused(answer) == "Forbidden: bot can't initiate conversation with a user"


async def test_who_blocks_the_bot_is_told_by_403_and_my_chat_member(sandbox: Sandbox, anna: Person, api) -> None:
    sandbox.kick_bot(anna)
    answer = await api("sendMessage", chat_id=anna.id, text="?")
    assert await refused(answer) == "Forbidden: bot was blocked by the user"
    change = (await api("getUpdates"))["result"][-1]["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    sandbox.say(anna, anna, "/start")
    assert (await api("sendMessage", chat_id=anna.id, text="снова"))["ok"]


async def test_a_bot_that_was_removed_may_not_write(sandbox: Sandbox, group: Chat, api) -> None:
    sandbox.kick_bot(group)
    answer = await api("sendMessage", chat_id=group.id, text="?")
    assert await refused(answer) == "Forbidden: bot was kicked from the supergroup chat"
    outside = sandbox.group("Чужие", bot="left")
    answer = await api("sendMessage", chat_id=outside.id, text="?")
    assert await refused(answer) == "Forbidden: bot is not a member of the supergroup chat"


async def test_a_topic_must_exist(sandbox: Sandbox, api) -> None:
    forum = sandbox.group("Форум", topics={7: "Тревоги"})
    sent = await api("sendMessage", chat_id=forum.id, text="?", message_thread_id=7)
    assert sent["result"]["is_topic_message"] is True
    answer = await api("sendMessage", chat_id=forum.id, text="?", message_thread_id=8)
    assert await refused(answer) == "Bad Request: message thread not found"


async def test_a_migrated_group_names_its_new_id(sandbox: Sandbox, api) -> None:
    old = sandbox.group("Соседи", kind="group")
    new = sandbox.migrate(old)
    answer = await api("sendMessage", chat_id=old.id, text="?")
    assert answer["error_code"] == 400
    assert answer["parameters"] == {"migrate_to_chat_id": new.id}
    assert (await api("sendMessage", chat_id=new.id, text="?"))["ok"]
    notes = [u["message"] for u in (await api("getUpdates"))["result"]]
    assert notes[0]["migrate_to_chat_id"] == new.id
    assert notes[1]["migrate_from_chat_id"] == old.id


async def test_an_edit_must_change_something(sandbox: Sandbox, group: Chat, api) -> None:
    number = (await api("sendMessage", chat_id=group.id, text="раз"))["result"]["message_id"]
    answer = await api("editMessageText", chat_id=group.id, message_id=number, text="раз")
    assert (await refused(answer)).startswith("Bad Request: message is not modified")
    assert (await api("editMessageText", chat_id=group.id, message_id=number, text="два"))["ok"]
    (shown,) = sandbox.messages(group)
    assert (shown.text, shown.history) == ("два", ["раз"])


async def test_editing_text_without_the_keyboard_takes_it_away(sandbox: Sandbox, group: Chat, api) -> None:
    markup = {"inline_keyboard": [[{"text": "Да", "callback_data": "y"}]]}
    number = (await api("sendMessage", chat_id=group.id, text="раз", reply_markup=markup))["result"]["message_id"]
    await api("editMessageText", chat_id=group.id, message_id=number, text="два")
    assert sandbox.messages(group)[0].buttons == []


async def test_only_its_own_messages_can_be_edited(sandbox: Sandbox, group: Chat, anna: Person, api) -> None:
    said = sandbox.say(group, anna, "привет")
    answer = await api("editMessageText", chat_id=group.id, message_id=said.id, text="?")
    assert await refused(answer) == "Bad Request: message can't be edited"
    answer = await api("editMessageText", chat_id=group.id, message_id=999, text="?")
    assert await refused(answer) == "Bad Request: message to edit not found"


async def test_a_deleted_message_is_seen_no_more(sandbox: Sandbox, group: Chat, api) -> None:
    number = (await api("sendMessage", chat_id=group.id, text="раз"))["result"]["message_id"]
    assert (await api("deleteMessage", chat_id=group.id, message_id=number))["ok"]
    assert sandbox.messages(group) == []
    answer = await api("deleteMessage", chat_id=group.id, message_id=number)
    assert await refused(answer) == "Bad Request: message to delete not found"


async def test_menus_are_kept_by_scope_and_language(api) -> None:
    commands = [{"command": "today", "description": "Сегодня"}]
    scope = {"type": "all_group_chats"}
    assert (await api("setMyCommands", commands=commands, scope=scope, language_code="ru"))["ok"]
    assert (await api("getMyCommands", scope=scope, language_code="ru"))["result"] == commands
    assert (await api("getMyCommands", scope=scope))["result"] == []
    answer = await api("setMyCommands", commands=[{"command": "Today!", "description": "x"}])
    assert await refused(answer) == "Bad Request: BOT_COMMAND_INVALID"


async def test_members_and_administrators_are_told(sandbox: Sandbox, api) -> None:
    anna, boris = sandbox.user("Анна"), sandbox.user("Борис")
    group = sandbox.group("Соседи", admins=(anna,), members=(anna, boris))
    statuses = [
        (await api("getChatMember", chat_id=group.id, user_id=one))["result"]["status"]
        for one in (anna.id, boris.id, sandbox.world.bot.id)
    ]
    assert statuses == ["administrator", "member", "member"]
    admins = (await api("getChatAdministrators", chat_id=group.id))["result"]
    assert [one["user"]["id"] for one in admins] == [anna.id]
    assert (await api("leaveChat", chat_id=group.id))["ok"]
    assert (await api("getChatMember", chat_id=group.id, user_id=anna.id))["error_code"] == 403
