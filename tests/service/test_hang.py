"""A server that takes the connection and never answers: /healthz says so within 90 s, and all goes on by itself."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from telegram.ext import ApplicationBuilder

import storage
from bot.clock import SetClock
from bot.config import PreviewSettings
from bot.model import Channel, Post
from bot.model.ports import Health, Store
from bot.sandbox import Sandbox
from bot.service import Check, Watchman
from bot.sources.polling import Polling
from bot.sources.preview import Preview
from bot.sources.roster import Roster
from bot.sources.updates import ALLOWED, Updates

NOW = datetime(2026, 9, 20, 1, 15, tzinfo=UTC)


class Kept:
    """A sink that keeps."""

    def __init__(self, store: Store) -> None:
        self.store, self.texts = store, list[str]()

    async def take(self, post: Post) -> object:
        if await self.store.keep(post) is not None:
            self.texts.append(post.text)
        return ()

    async def withdrawn(self, post_key: str) -> object: ...

    async def health(self, health: Health, *, told: str = "") -> object: ...

    async def notify(self, about: str, text: str) -> object: ...


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
async def store(tmp_path: Path, clock: SetClock) -> AsyncIterator[Store]:
    opened = await storage.open_store(f"sqlite+aiosqlite:///{tmp_path}/svodka.db", clock)
    await opened.put_channels([Channel(name="shtab")])
    yield opened
    await opened.close()


@pytest.fixture
async def sandbox(clock: SetClock) -> AsyncIterator[Sandbox]:
    async with Sandbox(clock) as running:
        yield running


async def test_polling_that_hangs_is_seen_and_recovers(sandbox: Sandbox, store: Store, clock: SetClock) -> None:
    channel, sink = sandbox.channel("shtab", admin=True), Kept(store)
    builder = ApplicationBuilder().token(sandbox.token).base_url(f"{sandbox.url}/bot")
    application: Any = builder.updater(None).job_queue(None).build()
    updates = Updates(Roster({"shtab": Channel(name="shtab")}), store, clock, sink)
    polling = Polling(application, updates, store, clock, ALLOWED, long_poll=0, grace=0.2)
    checks = [Check("door", lambda: polling.last_tried), Check("telegram", lambda: polling.last_ok, vital=False)]
    watchman = Watchman(checks, store, clock)
    await polling.reach()
    hang = sandbox.fail("hang", method="getUpdates", times=None)
    task = asyncio.create_task(polling.run())
    sandbox.post(channel, "Опасность БПЛА")
    # The poller's back-off moves the clock: 1, 1.5 … 8 s a try.
    await _until(lambda: watchman.faults())
    assert list(watchman.faults()) == ["telegram"]
    assert watchman.faults(vital=True) == {}  # the poller goes on asking: nothing that a restart would mend
    assert clock.now() - (polling.last_ok or NOW) <= timedelta(seconds=90)
    hang.lift()
    await _until(lambda: sink.texts)
    assert watchman.faults() == {}
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    clock.set(clock.now() + timedelta(minutes=2))
    assert list(watchman.faults(vital=True)) == ["door"]  # and this is a poller that does not
    await polling.stop()
    await application.shutdown()


async def test_previews_that_hang_are_seen_and_recover(sandbox: Sandbox, store: Store, clock: SetClock) -> None:
    channel, sink = sandbox.channel("shtab"), Kept(store)
    sandbox.post(channel, "Опасность БПЛА")
    settings = PreviewSettings(base_url=sandbox.url, timeout_seconds=0.2, requests_per_second=1000)
    preview = Preview(settings, {"shtab": Channel(name="shtab")}, store, clock, sink)
    watchman = Watchman([Check("preview", lambda: preview.last_ok, vital=False)], store, clock)
    await preview.poll("shtab")
    assert watchman.faults() == {}
    hang = sandbox.fail("hang", method="preview", times=None)
    for _ in range(4):
        clock.set(clock.now() + timedelta(seconds=20))
        await preview.poll("shtab")
    assert list(watchman.faults()) == ["preview"]
    assert watchman.faults(vital=True) == {}
    assert preview.health("shtab").state == "stale"
    hang.lift()
    sandbox.post(channel, "Отбой")
    await preview.poll("shtab")
    assert watchman.faults() == {}
    assert sink.texts == ["Опасность БПЛА", "Отбой"]
    await preview.stop()


async def _until(seen: Any) -> None:
    for _ in range(3000):
        if seen():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("never seen")
