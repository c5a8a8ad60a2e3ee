"""kill -9 in the middle of everything: no post is lost, none is handed on twice."""

import asyncio
import random
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import storage
from bot.clock import SystemClock
from bot.sandbox import Sandbox

BOT = """
import asyncio, sys
import storage
from bot.clock import SystemClock
from bot.config import PreviewSettings
from bot.model import Channel
from bot.sources.polling import Polling
from bot.sources.preview import Preview
from bot.sources.roster import Roster
from bot.sources.updates import ALLOWED, Updates
from telegram.ext import ApplicationBuilder

class Sink:
    def __init__(self, store): self.store = store
    async def take(self, post): await self.store.keep(post)
    async def withdrawn(self, key): raise SystemExit("nothing was withdrawn")
    async def health(self, health, *, told=""): await self.store.put_health(health)
    async def notify(self, about, text): print(text, flush=True)

async def main(url, token, path):
    clock = SystemClock()
    store = await storage.open_store(f"sqlite+aiosqlite:///{path}", clock)
    channels = {n: Channel(name=n) for n in ("pages", "posts")}
    await store.put_channels(list(channels.values()))
    settings = PreviewSettings(base_url=url, poll_seconds=0.2, requests_per_second=100)
    preview = Preview(settings, {"pages": channels["pages"]}, store, clock, Sink(store))
    await preview.start()
    application = ApplicationBuilder().token(token).base_url(f"{url}/bot").updater(None).job_queue(None).build()
    updates = Updates(Roster(channels), store, clock, Sink(store))
    polling = Polling(application, updates, store, clock, ALLOWED, long_poll=1)
    await polling.reach()
    await polling.run()

asyncio.run(main(*sys.argv[1:]))
"""

KILLS = 12


@pytest.mark.drill
@pytest.mark.timeout(300)
async def test_kills_at_any_moment_lose_and_repeat_nothing(tmp_path: Path) -> None:
    path, chance = tmp_path / "svodka.db", random.Random(7)
    posted: dict[str, int] = {"pages": 0, "posts": 0}
    async with Sandbox() as sandbox:
        rooms = {
            "pages": sandbox.channel("pages", title="Страницы"),
            "posts": sandbox.channel("posts", title="Посты", admin=True),
        }

        def burst(name: str, count: int) -> None:
            for _ in range(count):
                posted[name] += 1
                sandbox.post(rooms[name], f"Сообщение {posted[name]} канала {name}")

        for _ in range(KILLS):
            child = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", BOT, sandbox.url, sandbox.token, str(path)), cwd=Path(__file__).parents[2]
            )
            looks = len(sandbox.journal.of("preview"))
            await sandbox.wait_for(lambda looks=looks: len(sandbox.journal.of("preview")) > looks, 60, "a look")
            for _ in range(3):
                await asyncio.sleep(chance.uniform(0.0, 0.4))
                burst("pages", chance.randint(1, 45))
                burst("posts", chance.randint(1, 10))
            child.send_signal(signal.SIGKILL)
            await child.wait()
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", BOT, sandbox.url, sandbox.token, str(path)), cwd=Path(__file__).parents[2]
        )
        store: Any = await storage.open_store(f"sqlite+aiosqlite:///{path}", SystemClock())
        try:
            for _ in range(120):
                kept = {name: await _texts(store, name) for name in posted}
                if all(kept[name] == _wanted(name, posted[name], kept[name]) for name in posted):
                    break
                await asyncio.sleep(0.5)
        finally:
            child.kill()
            await child.wait()
            await store.close()
    for name, count in posted.items():
        assert kept[name] == _wanted(name, count, kept[name])
    assert kept["posts"][0] == "Сообщение 1 канала posts"
    assert len(kept["pages"]) > posted["pages"] / 2


def _wanted(name: str, count: int, kept: list[str]) -> list[str]:
    """Every post in order; from the first one kept, for at first contact a preview is not read to its beginning."""
    every = [f"Сообщение {n} канала {name}" for n in range(1, count + 1)]
    return every[every.index(kept[0]) :] if kept else every


async def _texts(store: Any, name: str) -> list[str]:
    return [r.post.text for r in await store.recent(name, datetime(2020, 1, 1, tzinfo=UTC))]
