"""Whether the bot is well: what must have been heard of lately, and whether the database takes writes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.clock import Clock
from bot.model.ports import Store

ALLOWED = timedelta(seconds=75)
"""Silence after which a way in counts as hung, so that /healthz says so within 90 s. A long poll answers
every 10 s, a page is fetched several times a minute."""

WRITE_EVERY = timedelta(seconds=15)


class Check(NamedTuple):
    """Something that must show a sign of life. `last` gives its last one, None before the first.

    `vital` = its silence is worth a restart (systemd's watchdog is no longer fed): a task that hangs is, a server
    that is away is not.
    """

    name: str
    last: Callable[[], datetime | None]
    vital: bool = True
    allowed: timedelta = ALLOWED


class Watchman:
    """Asks every check. Before a first sign of life time runs from the start."""

    def __init__(self, checks: list[Check], store: Store, clock: Clock) -> None:
        self.checks, self.store, self.clock = checks, store, clock
        self.started = clock.now()
        self._written: tuple[datetime, str] | None = None

    def faults(self, *, vital: bool = False) -> dict[str, str]:
        """What is wrong, by name; empty when all is well. With `vital` only what a restart may mend."""
        now, found = self.clock.now(), {}
        for check in self.checks:
            last = check.last()
            silent = now - (last or self.started)
            if silent > check.allowed and (check.vital or not vital):
                since = f"since {last:%Y-%m-%d %H:%M:%S} UTC" if last else "since the start"
                found[check.name] = f"no sign of life {since}"
        return found

    async def verdict(self) -> dict[str, str]:
        """`faults` and the database: a write is tried, no oftener than every 15 s."""
        found = self.faults()
        if fault := await self._database():
            found["database"] = fault
        return found

    async def _database(self) -> str:
        now = self.clock.now()
        if self._written is None or now - self._written[0] >= WRITE_EVERY:
            try:
                await self.store.put("service.alive", now.isoformat())
                fault = ""
            except Exception as error:
                fault = f"cannot be written: {error}"
            self._written = (now, fault)
        return self._written[1]
