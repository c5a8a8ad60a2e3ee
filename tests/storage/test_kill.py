"""kill -9 at a random moment: what was said to be kept is kept, nothing is half written."""

import asyncio
import random
import subprocess
import sys
from pathlib import Path

import pytest

from storage import open_store, verify

ROOT = Path(__file__).parents[2]

WRITER = """
import asyncio, sys
from datetime import UTC, datetime, timedelta
from bot.clock import SystemClock
from bot.model import Claim, Count, Place, Post, Reading, Subject, Transport, Weapon, Window
from storage import open_store
async def main(url, first):
    store = await open_store(url, SystemClock())
    at = datetime(2025, 12, 13, 9, tzinfo=UTC)
    claim = Claim(subject=Subject.INTERCEPTION, place=Place(regions=("RU-BEL",)), count=Count.exact(5),
                  weapon=Weapon.UAV, window=Window.point(at))
    for number in range(first, first + 100_000):
        post = Post(channel="gladkov", message_id=number, posted=at, text=f"Сбито {number}",
                    transport=Transport.UPDATES, seen=at)
        revision = await store.keep(post)
        print("kept", number, flush=True)
        async with store.work() as work:
            await work.save_reading(revision, Reading(claims=(claim, claim)))
        print("read", number, flush=True)
asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""


def said_before_kill(url: str, first: int, lines: int) -> list[tuple[str, int]]:
    """Let a writer say so many lines, kill it, and return all that it said."""
    arguments = [sys.executable, "-c", WRITER, url, str(first)]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        said = [process.stdout.readline() for _ in range(lines)]
        process.kill()
        said += process.stdout.readlines()
    return [(what, int(number)) for what, number in (line.split() for line in said if line.endswith("\n"))]


@pytest.mark.parametrize("kills", [2, pytest.param(50, marks=[pytest.mark.drill, pytest.mark.timeout(900)])])
async def test_what_was_kept_survives_kill_9(sqlite, clock, kills):
    dice = random.Random(kills)
    said: dict[str, set[int]] = {"kept": set(), "read": set()}
    for kill in range(kills):
        first = kill * 100_000 + 1
        for what, number in await asyncio.to_thread(said_before_kill, sqlite, first, dice.randrange(20, 120)):
            said[what].add(number)
        store = await open_store(sqlite, clock)
        for number in said["kept"]:
            assert await store.post_text(f"gladkov/{number}") is not None, f"post {number} was lost"
        unread = {revision.post.message_id for revision in await store.unread(1000)}
        assert not unread & said["read"]
        async with store.work() as work:
            for number in said["kept"]:
                assert len(await work.stated_of(f"gladkov/{number}")) == (0 if number in unread else 2)
        file = Path(store.database.url.database)
        await store.close()
        assert verify(file)["claims"] >= 2 * len(said["read"])
