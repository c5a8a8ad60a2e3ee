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


class Worker:
    """A process that sends, and can be killed and begun again."""

    async def prepare(self, *arguments):
        self.zygote = await asyncio.create_subprocess_exec(
            sys.executable, str(MORTAL), *map(str, arguments),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert (await self.zygote.stdout.readline()) == b"ready\n"
        await self.begin()

    async def begin(self):
        self.zygote.stdin.write(b"live\n")
        self.child = int(await self.zygote.stdout.readline())

    def kill(self):
        with suppress(ProcessLookupError):
            os.kill(self.child, signal.SIGKILL)

    async def finish(self):
        assert (await asyncio.wait_for(self.zygote.stdout.readline(), 300)) == b"done\n"

    async def end(self):
        self.kill()
        self.zygote.kill()
        await self.zygote.wait()


async def drill(url, kills, chats, episodes, workers=1, seed=19):
    """Kill a sender so many times while it tells of the night; what was seen, and what is kept."""
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
        crew = [Worker() for _ in range(workers)]
        try:
            for worker in crew:
                await worker.prepare(url, sandbox.url, sandbox.token, episodes)
            for _ in range(kills):
                # Somewhere in its work: not before it has begun.
                before = len(sandbox.journal)
                await sandbox.wait_for(lambda before=before: len(sandbox.journal) > before + 1, 30)
                await asyncio.sleep(dice.uniform(0, 0.4))
                victim = dice.choice(crew)
                victim.kill()
                await victim.begin()
            for worker in crew:
                await worker.finish()
        finally:
            for worker in crew:
                await worker.end()
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
            fates = [
                f"{row.kind.value} {row.about}: {row.fate.value}, {row.fate_reason}"
                for row in rows
                if row.chat_id == group.id and row.about.endswith(f"episode:g{number}")
            ]
            assert alarms, f"{group.title}: no alarm for {name}: {fates}"
            assert clears, f"{group.title}: no all-clear for {name}: {fates}"
            kept = live[group.id][number]
            assert kept is not None
            closed = next(m for m in alarms if m.id == kept.message_id)
            assert closed.text.startswith("🟢 Drone danger: over")
            copies[group.id] += len(alarms) + len(clears) - 2
    # One copy a kill at most, over all chats together: one message is in doubt at a time, but where so much is due that
    # the pace needs more (then a kill may copy two, and most copy none).
    assert sum(copies.values()) <= kills
    return sum(copies.values())


@pytest.mark.timeout(300)
async def test_five_kills_lose_nothing(tmp_path):
    seen = await drill(f"sqlite+aiosqlite:///{tmp_path / 'drill.db'}", kills=5, chats=8, episodes=12)
    judge(*seen, kills=5)


@pytest.mark.drill
@pytest.mark.timeout(1200)
async def test_sixty_kills_lose_nothing(tmp_path):
    seen = await drill(f"sqlite+aiosqlite:///{tmp_path / 'drill.db'}", kills=60, chats=40, episodes=20)
    copies = judge(*seen, kills=60)
    print(f"60 kills: 0 of {len(seen[3])} rows lost, {copies} copies")


@pytest.mark.drill
@pytest.mark.postgres
@pytest.mark.timeout(1200)
async def test_sixty_kills_of_one_of_two_workers_on_postgresql_lose_nothing(postgres):
    seen = await drill(postgres, kills=60, chats=40, episodes=20, workers=2)
    copies = judge(*seen, kills=60)
    print(f"60 kills, two workers: 0 of {len(seen[3])} rows lost, {copies} copies")
