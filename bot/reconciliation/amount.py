"""Amount: the interval arithmetic of counting, light enough for thousands of claims at a time."""

from collections.abc import Iterable
from typing import NamedTuple

from bot.model import Count, Figure, Note, RegionRow, SourceRow


class Amount(NamedTuple):
    """[low, high] with the number said, as Count has it; `high` None = unbounded, `best` None = no number said."""

    low: int
    high: int | None
    best: int | None
    approx: bool = False

    @classmethod
    def of(cls, count: Count) -> "Amount":
        """A count as it was said."""
        return cls(count.low, count.high, count.best, count.approx is not None)

    def plus(self, other: "Amount") -> "Amount":
        """Interval sum; without a number on either side the sum has none."""
        high = None if self.high is None or other.high is None else self.high + other.high
        best = None if self.best is None or other.best is None else self.best + other.best
        return Amount(self.low + other.low, high, best, self.approx or other.approx)

    def holds(self, other: "Amount") -> bool:
        """Whether every number that `other` allows is allowed here."""
        return self.low <= other.low and (self.high is None or (other.high is not None and other.high <= self.high))

    def hull(self, other: "Amount") -> "Amount":
        """Smallest low and largest high; the number said stays this one's."""
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return self._replace(low=min(self.low, other.low), high=high)

    def raised(self, low: int) -> "Amount":
        """At least `low`, as far as the upper end allows."""
        return self._replace(low=max(self.low, low if self.high is None else min(low, self.high)))

    def beyond(self, known: "Amount") -> "Amount":
        """What of this is not yet in `known`; never below zero."""
        low = 0 if known.high is None else max(0, self.low - known.high)
        high = None if self.high is None else max(0, self.high - known.low)
        best = None if self.best is None or known.best is None else max(0, self.best - known.best)
        if best is not None and high is not None:
            best = min(best, high)  # "more than 1" is 1 as said, and takes 2 away
        if best == 0 and high != 0:
            best = low or None  # what "more than 1" has beyond 1 is at least one, beyond 2 it is not known
        return Amount(low, high, best, self.approx)

    def figure(self) -> Figure:
        """For the tally."""
        return Figure(low=self.low, high=self.high, best=self.best, approx=self.best if self.approx else None)

    def row(
        self, region: str, sources: tuple[SourceRow, ...], *, disagree: bool, notes: tuple[Note, ...] = ()
    ) -> RegionRow:
        """A region's row of the tally."""
        figure = self.figure().model_dump()
        return RegionRow(region=region, **figure, disagree=disagree, sources=sources, notes=notes)


ZERO = Amount(0, 0, 0)


def total(amounts: Iterable[Amount]) -> Amount:
    """Their interval sum; nothing gives zero, so ask only where something was said."""
    found = ZERO
    for amount in amounts:
        found = found.plus(amount)
    return found


def joint_share(amount: Amount) -> Amount:
    """What one of several places has of a number said for all of them: from none to all."""
    return Amount(0, amount.high, None)
