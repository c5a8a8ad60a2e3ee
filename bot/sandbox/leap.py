"""LeapClock: runs at a pace of its own and leaps over the hours in which nothing happens."""

import asyncio
import time
from datetime import UTC, datetime, timedelta


class LeapClock:
    """A Clock for a played night. Whoever sleeps past a leap's goal is woken by the leap."""

    def __init__(self, start: datetime, speed: float = 1.0) -> None:
        self._base, self._speed, self._mark = start.astimezone(UTC), speed, time.monotonic()
        self._leapt = asyncio.Event()

    def now(self) -> datetime:
        """The moment that this clock shows, UTC."""
        return self._base + timedelta(seconds=(time.monotonic() - self._mark) * self._speed)

    def leap(self, to: datetime) -> None:
        """Show that moment, if it is still to come."""
        self._set(max(self.now(), to.astimezone(UTC)))

    def pace(self, speed: float) -> None:
        """Go on from here, so many times as fast as the machine's clock."""
        self._set(self.now())
        self._speed = speed

    def _set(self, moment: datetime) -> None:
        self._base, self._mark = moment, time.monotonic()
        self._leapt.set()
        self._leapt = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        """Wait for so many of this clock's seconds."""
        until = self.now() + timedelta(seconds=seconds)
        while (left := (until - self.now()).total_seconds()) > 0:
            try:
                await asyncio.wait_for(self._leapt.wait(), left / self._speed)
            except TimeoutError:
                continue
        await asyncio.sleep(0)
