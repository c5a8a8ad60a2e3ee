"""Faults on order: what was ordered happens to whom it was ordered for, so often, and is in the journal."""

import asyncio

import httpx
import pytest

from bot.sandbox import Chat, Sandbox


async def test_a_flood_names_the_seconds_and_holds_one_chat_only(sandbox: Sandbox, group: Chat, api) -> None:
    other = sandbox.group("Другие")
    sandbox.fail("flood", method="sendMessage", chat=group, times=2, after=35)
    assert (await api("sendMessage", chat_id=other.id, text="?"))["ok"]
    for _ in range(2):
        answer = await api("sendMessage", chat_id=group.id, text="?")
        assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 35})
        assert answer["description"] == "Too Many Requests: retry after 35"
    assert (await api("sendMessage", chat_id=group.id, text="?"))["ok"]
    assert [call.code for call in sandbox.journal.of("sendMessage", group.id)] == [429, 429, 200]


@pytest.mark.parametrize(("kind", "code"), [("forbidden", 403), ("bad_request", 400), ("bad_gateway", 502)])
async def test_refusals_do_nothing(sandbox: Sandbox, group: Chat, api, kind: str, code: int) -> None:
    sandbox.fail(kind, text="нельзя")
    assert (await api("sendMessage", chat_id=group.id, text="?"))["error_code"] == code
    assert sandbox.messages(group) == []


async def test_migration_on_order_names_the_new_id(sandbox: Sandbox, group: Chat, api) -> None:
    sandbox.fail("migrated", chat=group, to=-100777)
    answer = await api("sendMessage", chat_id=group.id, text="?")
    assert answer["parameters"] == {"migrate_to_chat_id": -100777}


async def test_a_lost_answer_was_done_all_the_same(sandbox: Sandbox, group: Chat, api) -> None:
    sandbox.fail("lost", method="sendMessage")
    with pytest.raises(httpx.RemoteProtocolError):
        await api("sendMessage", chat_id=group.id, text="дошло")
    assert [m.text for m in sandbox.messages(group)] == ["дошло"]
    (call,) = sandbox.journal.of("sendMessage")
    assert (call.code, call.fault, call.ok) == (0, "lost", False)


async def test_a_silent_server_did_it_and_a_hanging_one_did_not(sandbox: Sandbox, group: Chat, api) -> None:
    api.client.timeout = httpx.Timeout(0.2)
    for kind in ("silent", "hang"):
        sandbox.fail(kind, method="sendMessage")
        with pytest.raises(httpx.ReadTimeout):
            await api("sendMessage", chat_id=group.id, text=kind)
    assert [m.text for m in sandbox.messages(group)] == ["silent"]


async def test_a_lifted_fault_lets_go_of_what_hangs(sandbox: Sandbox, group: Chat, api) -> None:
    fault = sandbox.fail("hang", method="sendMessage", times=None)
    waiting = asyncio.create_task(api("sendMessage", chat_id=group.id, text="?"))
    await sandbox.wait_for(lambda: fault.used == 1)
    fault.lift()
    with pytest.raises(httpx.RemoteProtocolError):
        await waiting
    assert (await api("sendMessage", chat_id=group.id, text="?"))["ok"]


async def test_a_dropped_connection_did_nothing(sandbox: Sandbox, group: Chat, api) -> None:
    sandbox.fail("drop", method="sendMessage")
    with pytest.raises(httpx.RemoteProtocolError):
        await api("sendMessage", chat_id=group.id, text="?")
    assert sandbox.messages(group) == []


async def test_a_bot_that_dies_in_mid_call_leaves_no_fault_behind(sandbox: Sandbox, api, caplog) -> None:
    host = httpx.URL(sandbox.url)
    _, line = await asyncio.open_connection(host.host, host.port)
    head = (
        f"POST /bot{sandbox.token}/sendMessage HTTP/1.1\r\nHost: {host.host}:{host.port}\r\nContent-Length: 99\r\n\r\n"
    )
    line.write(head.encode() + b"chat_id=")
    await line.drain()
    await asyncio.sleep(0.1)
    line.close()
    await line.wait_closed()
    await asyncio.sleep(0.1)
    assert (await api("getMe"))["ok"]
    assert not [record for record in caplog.records if record.exc_info]
