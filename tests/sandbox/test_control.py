"""The control API: the same deeds by HTTP, for the page and for other processes."""

import asyncio
import json

from bot.sandbox import Chat, Person, Sandbox


async def control(api, deed: str, **body: object):
    answer = await api.client.post(f"{api.sandbox.url}/control/{deed}", json=body)
    return answer.status_code, answer.json()


async def test_channels_people_and_posts_are_made_from_outside(sandbox: Sandbox, api) -> None:
    _, channel = await control(api, "channel", username="gov_belgorod", title="Губернатор", admin=True)
    _, person = await control(api, "user", name="Анна")
    _, post = await control(api, "post", chat=channel["id"], text="Отбой.")
    await control(api, "edit", chat="@gov_belgorod", message_id=post["message_id"], text="Отбой опасности.")
    await control(api, "say", chat=person["id"], user=person["id"], text="/today")
    state = (await api.page("/control/state")).json()
    shown = {chat["title"]: [m["html"] for m in chat["messages"]] for chat in state["chats"]}
    assert shown == {"Губернатор": ["Отбой опасности."], "Сводка": ["/today"]}
    await control(api, "delete", chat=channel["id"], message_id=post["message_id"])
    assert sandbox.messages(channel["id"]) == []


async def test_events_bring_all_first_and_then_what_changed(sandbox: Sandbox, group: Chat, anna: Person, api) -> None:
    async with api.client.stream("GET", f"{sandbox.url}/control/events") as stream:
        lines = (json.loads(line[6:]) async for line in stream.aiter_lines() if line.startswith("data: "))
        first = await anext(lines)
        assert first["all"] is True
        assert {chat["title"] for chat in first["chats"]} == {"Соседи", "Сводка"}
        sandbox.say(group, anna, "привет")
        second = await anext(lines)
        assert [chat["title"] for chat in second["chats"]] == ["Соседи"]
        assert second["chats"][0]["messages"][-1]["text"] == "привет"


async def test_a_press_waits_for_the_bots_answer(sandbox: Sandbox, group: Chat, anna: Person, api) -> None:
    markup = {"inline_keyboard": [[{"text": "Вчера", "callback_data": "day:-1"}]]}
    sent = (await api("sendMessage", chat_id=group.id, text="Сегодня", reply_markup=markup))["result"]
    pressing = asyncio.create_task(
        control(api, "press", chat=group.id, message_id=sent["message_id"], data="day:-1", user=anna.id)
    )
    await sandbox.wait_for(lambda: sandbox.world.presses)
    (query,) = sandbox.world.presses
    await api("answerCallbackQuery", callback_query_id=query, text="вот")
    assert (await pressing)[1] == {"answered": True, "text": "вот", "alert": False}


async def test_faults_are_ordered_and_lifted_from_outside(sandbox: Sandbox, group: Chat, api) -> None:
    await control(api, "fail", kind="flood", method="sendMessage", chat=group.id, times=None, after=9)
    assert (await api("sendMessage", chat_id=group.id, text="?"))["parameters"] == {"retry_after": 9}
    await control(api, "lift")
    assert (await api("sendMessage", chat_id=group.id, text="?"))["ok"]
    calls = (await api.page("/control/journal?method=sendMessage")).json()["calls"]
    assert [(call["code"], call["fault"]) for call in calls] == [(429, "flood"), (200, "")]


async def test_faulty_orders_are_refused_in_words(api) -> None:
    assert (await control(api, "post", chat="@nobody", text="?"))[0] == 400
    assert (await control(api, "post", text="?"))[1] == {"error": "missing or unknown: chat"}
    assert (await control(api, "explode"))[0] == 404
    form = await api.client.post(f"{api.sandbox.url}/control/post", data={"chat": "1", "text": "?"})
    assert form.status_code == 415  # what another site's form could send


async def test_the_page_and_its_files_are_served_and_nothing_else(api) -> None:
    page = await api.page("/")
    assert page.headers["content-type"].startswith("text/html")
    assert "default-src 'self'" in page.headers["content-security-policy"]
    for name in ("main.js", "message.js", "server.js", "words.js", "style.css", "icon.svg"):
        assert (await api.page(f"/page/{name}")).status_code == 200
    assert (await api.page("/page/..%2fsandbox.py")).status_code == 404
    assert (await api.page("/page/__init__.py")).status_code == 404
