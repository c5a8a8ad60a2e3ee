"""What time brings: expiry, digests, retention. Every job derives what is due from the database when it runs, so a
restart loses nothing, a missed run is made up by the next, and a change of the clocks gives no second digest."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Protocol

from telegram.ext import JobQueue

from bot import log
from bot.alerts.delivery import Delivery
from bot.config import Settings
from bot.intake import Intake
from bot.model.ports import Store

logger = log.get("schedule")

TICK = timedelta(seconds=30)
RETENTION = timedelta(hours=6)

# PTB's default grace is one second: a busy loop would drop a run with a line in the log (FIELD A 4).
NEVER_MISSED = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


class House(Protocol):
    """What the jobs work with (bot.app.House)."""

    store: Store
    intake: Intake


def plan(jobs: "JobQueue[Any]", house: Any, settings: Settings, delivery: Delivery) -> None:
    """Put every job on the queue."""

    def every(interval: timedelta, name: str, work: Callable[[], Awaitable[object]]) -> None:
        async def run(_: Any) -> None:
            try:
                await work()
            except Exception:
                logger.exception("a scheduled job failed; the next run makes up for it", job=name)

        jobs.run_repeating(run, interval, first=1, name=name, job_kwargs=dict(NEVER_MISSED))

    every(TICK, "expiry", house.intake.tick)
