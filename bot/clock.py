"""The only now(). Everything that needs the time is handed a Clock, so tests and the demo set it."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits by it."""

    def now(self) -> datetime:
        """The present moment, UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait for so many of this clock's seconds."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment, UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait for so many seconds."""
        await asyncio.sleep(max(0.0, seconds))


class SetClock:
    """Stands still until it is set; sleeping moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at.astimezone(UTC)

    def now(self) -> datetime:
        """The moment it was set to, UTC."""
        return self.at

    def set(self, at: datetime) -> None:
        """Show another moment."""
        self.at = at.astimezone(UTC)

    async def sleep(self, seconds: float) -> None:
        """Move on by so many seconds at once."""
        self.at += timedelta(seconds=max(0.0, seconds))
        await asyncio.sleep(0)
