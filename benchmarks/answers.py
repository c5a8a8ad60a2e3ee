"""From a command to its answer while posts come in at 20 a second; and the memory of an export of 10^5 claims.

Real python-telegram-bot over HTTP to the sandbox, the real reading and store on disk with a made-up past, the real
picture worker. Run: `python -m benchmarks.answers [--times 20] [--json FILE]`. Aims (issue 6): text p95
<= 50 ms, a picture not cached <= 400 ms, cached <= 50 ms, an export of 10^5 claims within 100 MB.
"""

import argparse
import asyncio
import contextlib
import itertools
import json
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
from telegram.ext import Application

import handlers
from benchmarks.history import CHANNELS, LAST, Past, write
from bot.alerts.delivery import Delivery
from bot.alerts.pace import Pace
from bot.clock import SetClock
from bot.config import Settings
from bot.extraction.reader import warm
from bot.intake import Intake
from bot.model import Post, Transport
from bot.sandbox import Sandbox
from bot.sandbox.chats import Person
from bot.views.alert import word
from bot.views.export import stream
from bot.views.worker import Pictures
from storage import SqlStore, open_store

POSTS_A_SECOND = 20
NEXT = timedelta(days=1)
TEXT = ("/today", "/now", "/region belgorod", "/day 10.12", "/week kursk", "/last", "/sources", "/today all")
NOON = datetime(LAST.year, LAST.month, LAST.day, 9, tzinfo=UTC) + timedelta(days=1)


async def post_for_ever(intake: Intake) -> None:
    """Governors' figures, twenty a second."""
    names = itertools.cycle(sorted(c.name for c in CHANNELS if c.region))
    for number in itertools.count(10**6):
        name = next(names)
        text = f"За час над областью сбито {number % 20 + 2} беспилотника. Сообщение {number}."
        await intake.take(
            Post(channel=name, message_id=number, posted=NOON, text=text, transport=Transport.PREVIEW, seen=NOON)
        )
        await asyncio.sleep(1 / POSTS_A_SECOND)


async def asked(sandbox: Sandbox, person: Person, text: str) -> float:
    """Milliseconds from saying it to seeing the answer."""
    before = len(sandbox.messages(person, by_bot=True))
    start = time.perf_counter()
    sandbox.say(person, person, text)
    await sandbox.wait_for(lambda: len(sandbox.messages(person, by_bot=True)) > before, 30, text)
    return (time.perf_counter() - start) * 1000


async def answers(store: SqlStore, times: int) -> dict[str, list[float]]:
    """Ask everything `times` times."""
    warm()  # as the app does at its start
    channels = {c.name: c for c in CHANNELS}
    clock, settings, pictures = SetClock(NOON), Settings(), Pictures()
    intake = Intake(store, clock, settings, channels)
    found: dict[str, list[float]] = {}
    async with Sandbox() as sandbox:
        builder = Application.builder().token(sandbox.token).base_url(f"{sandbox.url}/bot")
        builder = builder.rate_limiter(Pace(SetClock(NOON))).context_types(handlers.CONTEXT)
        application = builder.concurrent_updates(handlers.ByChat()).build()
        delivery = Delivery(store, application.bot, clock, Pace(clock), settings, channels, word)
        limits = handlers.Limits((10**6, 1.0), (10**6, 1.0))
        desk = handlers.Desk(store, clock, settings, intake, channels, delivery, pictures, limits=limits)
        handlers.wire(application, desk)
        await pictures.start()
        async with application:
            await application.start()
            await application.updater.start_polling(timeout=5, allowed_updates=handlers.ALLOWED_UPDATES)
            anna = sandbox.user("Anna", language="en")
            for text in (*TEXT, "/chart belgorod"):  # the first answers load tables and wake the worker
                await asked(sandbox, anna, text)
            posting = asyncio.create_task(post_for_ever(intake))
            for _ in range(times):
                for text in TEXT:
                    found.setdefault("text", []).append(await asked(sandbox, anna, text))
            days = [LAST - timedelta(days=n) for n in range(times)]
            for kind in ("chart", "map"):
                for state in ("drawn", "cached"):
                    for day in days:
                        took = await asked(sandbox, anna, f"/{kind} {day.isoformat()}")
                        # Posts that come in bear on the days next to theirs: those are counted anew meanwhile.
                        moved = ", its day counted anew" if state == "cached" and LAST - day <= NEXT else ""
                        found.setdefault(f"picture {state}{moved}", []).append(took)
            posting.cancel()
            await asyncio.gather(posting, return_exceptions=True)
            await application.updater.stop()
            await application.stop()
        await pictures.stop()
    return found


async def export(store: SqlStore, days: int) -> dict[str, dict[str, float]]:
    """Every format of everything: rows, seconds, and by how much the process grew."""
    process, made = psutil.Process(), {}
    for form in ("csv", "jsonl", "geojson"):
        before, most, size = process.memory_info().rss, 0, 0
        start = time.perf_counter()
        async for chunk in stream(store, form, LAST - timedelta(days=days), LAST):
            size += len(chunk)
            most = max(most, process.memory_info().rss - before)
        seconds = time.perf_counter() - start
        made[form] = {"MB written": size / 1e6, "seconds": round(seconds, 1), "MB grown": round(most / 2**20, 1)}
    return made


async def run(times: int, days: int) -> dict[str, object]:
    """The whole benchmark in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(KeyboardInterrupt):
        store = await open_store(f"sqlite+aiosqlite:///{Path(folder) / 'svodka.db'}", SetClock(NOON))
        claims = await write(store, Past(days, windows=2, pack=2))
        exported = await export(store, days)
        found = await answers(store, times)
        await store.close()
    shares = {
        name: {"p50": statistics.median(ms), "p95": statistics.quantiles(ms, n=20)[18], "n": len(ms)}
        for name, ms in found.items()
    }
    return {"claims": claims, "answers, ms": shares, "export": exported}


def main() -> None:
    """Print, and write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--days", type=int, default=120, help="880 claims each")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    result = asyncio.run(run(chosen.times, chosen.days))
    print(json.dumps(result, indent=2))
    if chosen.json:
        chosen.json.write_text(json.dumps(result))


if __name__ == "__main__":
    main()
