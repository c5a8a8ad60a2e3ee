"""What delivery counts of itself; the service port shows it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta


class Spread:
    """How long things took: counts below each bound, in seconds (a Prometheus histogram's content)."""

    BOUNDS = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0, 60.0, 300.0, 900.0)

    def __init__(self) -> None:
        self.below = [0] * len(self.BOUNDS)
        self.count, self.total = 0, 0.0

    def add(self, length: timedelta) -> None:
        """One more."""
        seconds = max(0.0, length.total_seconds())
        self.count += 1
        self.total += seconds
        for place, bound in enumerate(self.BOUNDS):
            if seconds <= bound:
                self.below[place] += 1


@dataclass
class Counters:
    """`fates` by Fate.value and `edits` since the start; `again` are rows sent a second time after an uncertain
    first, the only duplicates that there can be; `faults` by what was done next. `posted` runs from the official's
    posting to the message, `owed` from the outbox to the message (new messages only)."""

    fates: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    edits: int = 0
    again: int = 0
    posted: Spread = field(default_factory=Spread)
    owed: Spread = field(default_factory=Spread)
