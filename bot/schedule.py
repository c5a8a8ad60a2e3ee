"""What time brings: another try for posts not weighed, expiry, digests, retention.

Every job derives what is due from the database when it runs, so a restart loses nothing, a missed run is made up by
the next, and a change of the clocks gives no second digest.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, Protocol

from telegram.ext import JobQueue

from bot import log
from bot.alerts.digest import owe_digests
from bot.clock import Clock
from bot.config import Settings
from bot.intake import TICK, Intake
from bot.model import Channel
from bot.model.ports import Store

logger = log.get("schedule")

RETENTION = timedelta(hours=6)

# PTB's default grace is one second: a busy loop would drop a run with a line in the log (FIELD A 4).
NEVER_MISSED = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


class House(Protocol):
    """What the jobs work with (bot.app.House)."""

    @property
    def store(self) -> Store: ...
    @property
    def intake(self) -> Intake: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def channels(self) -> Mapping[str, Channel]: ...


def plan(jobs: "JobQueue[Any]", house: House, settings: Settings) -> None:
    """Put every job on the queue."""

    def every(interval: timedelta, name: str, work: Callable[[], Awaitable[object]]) -> None:
        async def run(_: Any) -> None:
            try:
                await work()
            except Exception:
                logger.exception("a scheduled job failed; the next run makes up for it", job=name)

        jobs.run_repeating(run, interval, first=1, name=name, job_kwargs=dict(NEVER_MISSED))

    async def digests() -> None:
        if await owe_digests(house.store, house.channels, house.clock.now()):
            house.intake.wake()

    async def retention() -> None:
        keep = settings.retention
        await house.store.forget_closed_chats(timedelta(days=keep.chats_days))
        await house.store.forget_fated(timedelta(days=keep.outbox_days))

    every(TICK, "recovery", house.intake.recover)
    every(TICK, "expiry", house.intake.tick)
    every(TICK, "digests", digests)
    every(RETENTION, "retention", retention)
