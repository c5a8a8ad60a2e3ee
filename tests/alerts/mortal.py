"""A sender that is going to be killed. Imports everything, then forks a child for every line on its standard input:
a child that dies costs a tenth of a second instead of two. Arguments: database, api base, token, episodes."""

import asyncio
import os
import signal
import sys
from datetime import datetime, timedelta

from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.alerts import rules
from bot.alerts.delivery import Delivery
from bot.alerts.pace import Pace
from bot.clock import SystemClock
from bot.config import Settings
from bot.gazetteer import REGIONS
from bot.model import Change, ChangeKind, Episode, EpisodeState, Fate, Interest, Severity, Voice, Weapon
from bot.views.alert import word
from storage import open_store

DATABASE, API, TOKEN, EPISODES = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
ORDER = (ChangeKind.OPENED, ChangeKind.CONFIRMED, ChangeKind.CLEARED)


def step(number, start):
    """The changes of a night, one after the other: each region is threatened, confirmed and cleared."""
    place, kind = divmod(number, len(ORDER))
    region = list(REGIONS)[place]
    said = [Voice(channel="gov", message_id=3 * place + n + 1, at=start + timedelta(minutes=n)) for n in range(3)]
    over = ORDER[kind] is ChangeKind.CLEARED
    episode = Episode(
        id=f"e{place}", group=f"g{place}", region=region, weapon=Weapon.UAV,
        state=EpisodeState.OFF if over else EpisodeState.ON, since=start, opened_by=said[0],
        last_confirmed=said[min(kind, 1)].at, confirmed_by=said[min(kind, 1)],
        ended=said[2].at if over else None, cleared_by=said[2] if over else None,
    )  # fmt: skip
    return Change(
        kind=ORDER[kind], about=f"episode:g{place}", regions=(region,), interest=Interest.THREAT,
        severity=Severity.DANGER, at=said[kind].at, post=said[kind].post, weapon=Weapon.UAV, episode=episode,
    )  # fmt: skip


async def live():
    clock, settings = SystemClock(), Settings()
    store = await open_store(DATABASE, clock)
    pace = Pace(clock, group_per_minute=10_000)
    request = HTTPXRequest(connection_pool_size=16, read_timeout=5)
    async with ExtBot(TOKEN, base_url=f"{API}/bot", request=request, rate_limiter=pace) as bot:
        delivery = Delivery(store, bot, clock, pace, settings, {}, word)
        running = asyncio.create_task(delivery.run())
        start = datetime.fromisoformat(await store.get("start") or clock.now().isoformat())
        await store.put("start", start.isoformat())
        # Each step is marked by a name of its own: a counter that a slow worker wrote late would go back, and the step
        # taken anew would put a danger on again that was over.
        for number in range(EPISODES * len(ORDER)):
            if await store.get(f"done:{number}"):
                continue
            change = step(number, start)
            async with store.work() as work:
                if not await store.get(f"done:{number}"):  # else another worker was faster
                    await work.save_episodes([change.episode])
                    # A step that was taken before the kill is taken again: its keys are known, nothing is owed twice.
                    await work.owe(await rules.alerts_for(work, [change], {}, settings, clock.now()))
            delivery.wake()
            while await store.outbox((Fate.WAITING, Fate.LEASED), 1):  # noqa: ASYNC110 - the store has no event
                await asyncio.sleep(0.01)
            await store.put(f"done:{number}", "1")
        running.cancel()
        await delivery.drain(1)
    await store.close()


def main():
    said = os.fdopen(os.dup(1), "w")  # the log speaks on standard output: it goes elsewhere
    os.dup2(2, 1)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", file=said, flush=True)
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            asyncio.run(live())
            print("done", file=said, flush=True)
            os._exit(0)
        print(child, file=said, flush=True)


main()
