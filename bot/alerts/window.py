"""A sliding window over calls, and how long they take as a rule."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass
class Window:
    """At most `most` calls in any `length`."""

    most: int
    length: timedelta
    running: int = 0
    ended: deque[datetime] = field(default_factory=deque)

    def free_at(self, now: datetime, share: float = 1.0) -> datetime | None:
        """When one more call may start: `now`, later, or None while it depends on calls that are running.
        `share` is the part of the window that the caller may fill."""
        self._prune(now)
        most = max(1, int(self.most * share))
        over = self.running + len(self.ended) - most + 1
        if over <= 0:
            return now
        if over > len(self.ended):
            return None
        return self.ended[over - 1] + self.length

    def empty(self, now: datetime) -> bool:
        """Whether nothing runs or counts in it any more."""
        self._prune(now)
        return not self.running and not self.ended

    def _prune(self, now: datetime) -> None:
        # Later than now: the machine's clock was set back. Better once too fast than an hour silent.
        while self.ended and (self.ended[0] <= now - self.length or self.ended[0] > now):
            self.ended.popleft()


class Lengths:
    """How long calls take as a rule: the median of the latest, in seconds. Single long ones say nothing of the way."""

    def __init__(self) -> None:
        self._latest: deque[float] = deque(maxlen=20)

    def add(self, seconds: float) -> None:
        """One more."""
        self._latest.append(seconds)

    @property
    def usual(self) -> float:
        """Seconds; 0 while nothing is known."""
        ordered = sorted(self._latest)
        return ordered[len(ordered) // 2] if ordered else 0.0
