"""Window: the span of time that a claim speaks of (DESIGN section 4, rule 4)."""

from datetime import timedelta
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from bot.model.base import Frozen, Instant


class WindowSaid(StrEnum):
    """How a window was said; `inferred` means that it was not said at all."""

    EXPLICIT = "explicit"
    NIGHT = "night"
    DAY = "day"
    EVENING = "evening"
    MORNING = "morning"
    HOURS = "hours"
    POINT = "point"
    INFERRED = "inferred"


class Window(Frozen):
    """Half-open [start, end) in UTC. A point time t is [t, t + 1 minute)."""

    start: Instant
    end: Instant
    said: WindowSaid

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"a window must end after it starts: {self.start} to {self.end}")
        return self

    @classmethod
    def point(cls, at: Instant, said: WindowSaid = WindowSaid.POINT) -> Self:
        """The minute that starts at `at`."""
        return cls(start=at, end=at + timedelta(minutes=1), said=said)

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return self.end - self.start

    def overlap(self, other: "Window") -> timedelta:
        """The time that both hold; zero where they are apart."""
        return max(min(self.end, other.end) - max(self.start, other.start), timedelta(0))

    def holds(self, other: "Window") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end
