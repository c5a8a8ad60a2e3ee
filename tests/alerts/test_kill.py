"""kill -9 at random moments under load: nothing lost, no more copies than kills, one live message per episode."""

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.gazetteer import REGIONS
from bot.model import Chat, ChatKind, Fate, Interest, Subscription
from bot.sandbox import Sandbox
from storage import open_store

MORTAL = Path(__file__).with_name("mortal.py")


async def drill(tmp_path, kills, chats, episodes, seed=19):
    """Kill a sender so many times while it tells of the night; what was seen, and what is kept."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'drill.db'}"
    dice = random.Random(seed)
    codes = list(REGIONS)[:episodes]
    async with Sandbox() as sandbox:
        groups = [sandbox.group(f"Group {n}") for n in range(chats)]
        store = await open_store(url, SystemClock())
        for group in groups:
            await store.put_chat(Chat(chat_id=group.id, kind=ChatKind.SUPERGROUP, language="en"))
            await store.subscribe(
                [Subscription(chat_id=group.id, region=code, interest=Interest.THREAT) for code in codes]
            )
        await store.close()
        zygote = await asyncio.create_subprocess_exec(
            sys.executable, str(MORTAL), url, sandbox.url, sandbox.token, str(chats), str(episodes),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert (await zygote.stdout.readline()) == b"ready\n"
        happened = 0
        try:
            while True:
                zygote.stdin.write(b"live\n")
                child = int(await zygote.stdout.readline())
                if happened == kills:
                    break
                before = len(sandbox.journal)
                # Somewhere in its work: not before it has begun.
                await sandbox.wait_for(lambda before=before: len(sandbox.journal) > before + 1, 20)
                await asyncio.sleep(dice.uniform(0, 0.4))
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
                    happened += 1
            assert (await asyncio.wait_for(zygote.stdout.readline(), 300)) == b"done\n"
        finally:
            zygote.stdin.close()
            zygote.kill()
            await zygote.wait()
        store = await open_store(url, SystemClock())
        rows = await store.outbox((), 1_000_000)
        live = {g.id: [await store.live_message(g.id, 0, f"episode:g{n}") for n in range(episodes)] for g in groups}
        await store.close()
        return sandbox, groups, codes, rows, live


def judge(sandbox, groups, codes, rows, live, kills):
    """0 lost; copies; one live message for each episode that says how it ended."""
    assert {row.fate for row in rows} <= {Fate.SENT, Fate.SUPERSEDED, Fate.DROPPED}
    copies = Counter()
    for group in groups:
        said = sandbox.messages(group)
        for number, code in enumerate(codes):
            name = REGIONS[code].names["en"]
            clears = [m for m in said if m.text.startswith(f"🟢 Drone danger: all clear · {name}\n")]
            # An alarm was sent as on, and its live message closed by an edit.
            alarms = [m for m in said if m not in clears and f"· {name}\n" in m.text + "\n"]
            assert alarms, f"{group.title}: no alarm for {name}"
            assert clears, f"{group.title}: no all-clear for {name}"
            kept = live[group.id][number]
            assert kept is not None
            closed = next(m for m in alarms if m.id == kept.message_id)
            assert closed.text.startswith("🟢 Drone danger: over")
            copies[group.id] += len(alarms) + len(clears) - 2
    assert max(copies.values()) <= kills
    assert sum(copies.values()) <= kills
    return sum(copies.values())


@pytest.mark.timeout(300)
async def test_five_kills_lose_nothing(tmp_path):
    seen = await drill(tmp_path, kills=5, chats=8, episodes=12)
    judge(*seen, kills=5)


@pytest.mark.drill
@pytest.mark.timeout(1200)
async def test_sixty_kills_lose_nothing(tmp_path):
    seen = await drill(tmp_path, kills=60, chats=40, episodes=20)
    copies = judge(*seen, kills=60)
    print(f"60 kills: 0 of {len(seen[3])} rows lost, {copies} copies")
