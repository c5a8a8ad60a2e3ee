"""Jobs are made up for however late they come, and one that fails does not end the others."""

from types import SimpleNamespace
from typing import Any

from structlog.testing import capture_logs

from bot import schedule
from bot.config import Settings


class Queue:
    """What `plan` uses of a job queue."""

    def __init__(self) -> None:
        self.jobs: dict[str, Any] = {}

    def run_repeating(self, run: Any, interval: Any, *, first: float, name: str, job_kwargs: dict[str, Any]) -> None:
        self.jobs[name] = SimpleNamespace(run=run, interval=interval, **job_kwargs)


class Nothing:
    """A house in which everything fails."""

    def __getattr__(self, name: str) -> Any:
        if name in ("store", "intake", "clock", "channels"):
            return Nothing()

        def fails(*_: Any) -> None:
            raise RuntimeError(name)

        return fails


async def test_a_run_that_a_busy_loop_missed_comes_late_and_once() -> None:
    queue: Any = Queue()
    schedule.plan(queue, Nothing(), Settings())
    assert queue.jobs
    for job in queue.jobs.values():
        assert (job.misfire_grace_time, job.coalesce, job.max_instances) == (None, True, 1)


async def test_a_job_that_fails_is_logged_and_runs_again() -> None:
    queue: Any = Queue()
    schedule.plan(queue, Nothing(), Settings())
    with capture_logs() as logs:
        for job in queue.jobs.values():
            await job.run(None)
    assert {entry["job"] for entry in logs} == queue.jobs.keys()
