"""The long poll against a Bot API server on loopback: nothing is confirmed before it is kept."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
import structlog
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, TypeHandler

from bot.clock import SystemClock
from bot.errors import BadConfig, SvodkaError
from bot.model import Channel
from bot.sandbox import Sandbox
from bot.sources import polling as room
from bot.sources.polling import Polling
from bot.sources.roster import Roster
from bot.sources.updates import ALLOWED, Updates


class Hurried(SystemClock):
    """Waits as long as it must for other tasks to have their turn, and no longer."""

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(min(seconds, 0.01))


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as running:
        yield running


def _application(url: str, token: str) -> Application[Any, Any, Any, Any, Any, Any]:
    return (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{url}/bot")
        .updater(None)
        .job_queue(None)
        .get_updates_read_timeout(1)
        .build()
    )


@pytest.fixture
async def make(sandbox: Sandbox, store: Any, sink: Any) -> AsyncIterator[Callable[..., Polling]]:
    made: list[Polling] = []

    def build(token: str = "", url: str = "", handled: list[int] | None = None, **more: Any) -> Polling:
        application = _application(url or sandbox.url, token or sandbox.token)

        async def note(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            if handled is not None:
                handled.append(update.update_id)

        application.add_handler(TypeHandler(Update, note))
        clock = Hurried()
        updates = Updates(Roster({"shtab": Channel(name="shtab")}), store, clock, sink)
        made.append(Polling(application, updates, store, clock, ALLOWED, **more))
        return made[-1]

    yield build
    for polling in made:
        await polling.stop()
        await polling.application.shutdown()
        await polling.application.bot.shutdown()


async def _until(sandbox: Sandbox, task: "asyncio.Task[Any]", seen: Callable[[], object]) -> None:
    """Let the poller run until something is seen, then end it."""
    for _ in range(2000):
        if seen() or task.done():
            break
        await asyncio.sleep(0.01)
    assert seen(), task
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_post_is_kept_handled_and_confirmed(sandbox: Sandbox, make: Any, store: Any, sink: Any) -> None:
    channel = sandbox.channel("shtab", admin=True)
    handled: list[int] = []
    polling = make(handled=handled)
    await polling.reach()
    task = asyncio.create_task(polling.run())
    sandbox.post(channel, "Опасность БПЛА")
    await _until(sandbox, task, lambda: polling.offset is not None)
    assert [post.text for post in sink.posts] == ["Опасность БПЛА"]
    assert json.loads(await store.get(room.OFFSET))["offset"] == handled[0] + 1
    assert polling.last_ok is not None


async def test_what_could_not_be_kept_is_asked_for_again(sandbox: Sandbox, make: Any, sink: Any) -> None:
    channel = sandbox.channel("shtab", admin=True)
    polling = make()
    await polling.reach()
    sink.full = True
    task = asyncio.create_task(polling.run())
    sandbox.post(channel, "Опасность БПЛА")
    await _seen(lambda: polling.failing[1] >= 2)
    assert polling.offset is None
    sink.full = False
    await _until(sandbox, task, lambda: sink.posts)
    assert [post.text for post in sink.posts] == ["Опасность БПЛА"]


async def test_an_update_that_alone_cannot_be_kept_does_not_stop_the_rest(
    sandbox: Sandbox, make: Any, sink: Any
) -> None:
    channel = sandbox.channel("shtab", admin=True)
    polling = make()
    await polling.reach()
    task = asyncio.create_task(polling.run())
    sink.refuse = {sandbox.post(channel, "Опасность БПЛА")}
    sandbox.post(channel, "Отбой")
    await _until(sandbox, task, lambda: sink.posts)
    assert [post.text for post in sink.posts] == ["Отбой"]
    assert len(sink.notices) == 1


async def test_a_restart_goes_on_behind_what_was_confirmed(sandbox: Sandbox, make: Any) -> None:
    channel = sandbox.channel("shtab", admin=True)
    handled: list[int] = []
    for words in ("Опасность БПЛА", "Отбой"):
        await _one_run(sandbox, make, handled, lambda words=words: sandbox.post(channel, words))
    assert len(handled) == len(set(handled)) == 2


async def _one_run(sandbox: Sandbox, make: Any, handled: list[int], deed: Callable[[], object]) -> None:
    polling, before = make(handled=handled), len(handled)
    await polling.reach()
    deed()
    task = asyncio.create_task(polling.run())
    await _until(sandbox, task, lambda: len(handled) > before and polling.offset == handled[-1] + 1)


async def test_a_wrong_token_is_bad_configuration(make: Any) -> None:
    polling = make(token="1:wrong-token-of-nobody-at-all-000000")
    with pytest.raises(BadConfig, match=r"telegram\.token"):
        await polling.reach()


async def test_without_a_network_it_keeps_trying_and_says_so_once(make: Any) -> None:
    polling = make(url="http://127.0.0.1:9")
    with structlog.testing.capture_logs() as logs:
        task = asyncio.create_task(polling.reach())
        await _seen(lambda: len(logs) >= 3)
    assert not task.done()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert {entry["event"] for entry in logs} == {"Telegram is not reached; trying again"}
    assert [entry["log_level"] for entry in logs[:3]] == ["warning", "debug", "debug"]
    assert (logs[0]["address"], logs[0]["then"]) == ("http://127.0.0.1:9", "again every 1 to 8 s")


async def test_a_server_that_is_lost_and_found_is_said_twice(sandbox: Sandbox, make: Any) -> None:
    polling = make(long_poll=0)
    await polling.reach()
    order = sandbox.fail("bad_gateway", method="getUpdates", times=5)
    with structlog.testing.capture_logs() as logs:
        task = asyncio.create_task(polling.run())
        await _until(sandbox, task, lambda: any("again" in e["event"] and e["log_level"] == "info" for e in logs))
    assert order.used == 5
    said = [(e["log_level"], e["event"]) for e in logs if e["log_level"] != "debug"]
    assert said == [("warning", "Telegram is not reached; trying again"), ("info", "Telegram answers again")]
    assert sandbox.token not in str(logs)


async def test_the_newcomer_leaves_at_a_conflict_and_the_elder_stays(sandbox: Sandbox, make: Any) -> None:
    elder, newcomer = make(), make()
    await elder.reach()
    await newcomer.reach()
    elder._good = room.ESTABLISHED
    first = asyncio.create_task(elder.run())
    await _seen(lambda: sandbox.journal.of("getUpdates"))
    with pytest.raises(SvodkaError, match="same token"):
        await asyncio.wait_for(newcomer.run(), 10)
    assert not first.done()
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)


@pytest.mark.parametrize(("age", "kept"), [(timedelta(days=1), True), (timedelta(days=7), False)])
async def test_an_offset_a_week_old_is_forgotten(
    sandbox: Sandbox, make: Any, store: Any, age: timedelta, kept: bool
) -> None:
    polling = make()
    await polling.reach()
    moved = polling.clock.now() - age
    await store.put(room.OFFSET, json.dumps({"offset": 500, "at": moved.isoformat()}))
    task = asyncio.create_task(polling.run())
    await _until(sandbox, task, lambda: sandbox.journal.of("getUpdates"))
    assert ("offset" in sandbox.journal.of("getUpdates")[0].params) is kept


async def test_a_hung_socket_is_left_and_polling_goes_on(sandbox: Sandbox, make: Any, sink: Any) -> None:
    channel = sandbox.channel("shtab", admin=True)
    polling = make(long_poll=0, grace=0.2)
    await polling.reach()
    hang = sandbox.fail("hang", method="getUpdates", times=None)
    task = asyncio.create_task(polling.run())
    await _seen(lambda: hang.used >= 3)
    silent_since = polling.last_ok
    sandbox.post(channel, "Опасность БПЛА")
    await _seen(lambda: hang.used >= 5)
    assert polling.last_ok == silent_since
    hang.lift()
    await _until(sandbox, task, lambda: sink.posts)
    assert polling.last_ok != silent_since


@pytest.mark.parametrize("fault", ["bad_gateway", "unavailable", "drop", "flood"])
async def test_a_passing_fault_of_the_server_loses_no_update(
    sandbox: Sandbox, make: Any, sink: Any, fault: str
) -> None:
    channel = sandbox.channel("shtab", admin=True)
    polling = make(long_poll=0)
    await polling.reach()
    order = sandbox.fail(fault, method="getUpdates", times=2)
    sandbox.post(channel, "Опасность БПЛА")
    task = asyncio.create_task(polling.run())
    await _until(sandbox, task, lambda: sink.posts)
    assert order.used == 2


async def _seen(what: Callable[[], object]) -> None:
    for _ in range(2000):
        if what():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("never seen")
