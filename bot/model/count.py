"""Count: how many, as it was said. Never a bare int (DESIGN section 4, rule 1)."""

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from bot.model.base import Frozen


class Said(StrEnum):
    """How a number was said."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    ABOUT = "about"
    UNDISCLOSED = "undisclosed"


class Count(Frozen):
    """An interval [low, high] with the number said.

    `high` is None where it is unbounded; `best` is the number said, None where none was;
    `approx` is the number said with "about" or "nearly", else None.
    """

    low: int
    high: int | None
    best: int | None
    said: Said
    approx: int | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError(f"a count needs 0 <= low <= high, not [{self.low}, {self.high}]")
        # "More than 6" is [7, inf) and is shown as 6: best may stand one below low there.
        if self.best is not None and self.high is not None and self.best > self.high:
            raise ValueError(f"best {self.best} lies above high {self.high}")
        return self

    @classmethod
    def exact(cls, n: int) -> Self:
        """ "56 drones"."""
        return cls(low=n, high=n, best=n, said=Said.EXACT)

    @classmethod
    def at_least(cls, n: int) -> Self:
        """ "At least 6": [6, inf)."""
        return cls(low=n, high=None, best=n, said=Said.AT_LEAST)

    @classmethod
    def more_than(cls, n: int) -> Self:
        """ "More than 6": [7, inf), shown as 6."""
        return cls(low=n + 1, high=None, best=n, said=Said.AT_LEAST)

    @classmethod
    def up_to(cls, n: int) -> Self:
        """ "Up to 6": [1, 6]."""
        return cls(low=min(1, n), high=n, best=n, said=Said.ABOUT)

    @classmethod
    def about(cls, n: int) -> Self:
        """ "About 140": [126, 154], a tenth either way (whole numbers, outward never)."""
        return cls(low=-(-n * 9 // 10), high=n * 11 // 10, best=n, said=Said.ABOUT, approx=n)

    @classmethod
    def nearly(cls, n: int) -> Self:
        """ "Nearly 140": [126, 140]."""
        return cls(low=-(-n * 9 // 10), high=n, best=n, said=Said.ABOUT, approx=n)

    @classmethod
    def undisclosed(cls, low: int = 1) -> Self:
        """Something, its number not said: "several" is low=2, "tens" 20, "dozens" 24, a named place 1."""
        return cls(low=low, high=None, best=None, said=Said.UNDISCLOSED)

    def __add__(self, other: "Count") -> "Count":
        """Interval sum; without a number on either side the sum has none."""
        high = None if self.high is None or other.high is None else self.high + other.high
        best = None if self.best is None or other.best is None else self.best + other.best
        approx = best if best is not None and (self.approx is not None or other.approx is not None) else None
        said = self.said if self.said == other.said else _weaker(self.said, other.said)
        return Count(low=self.low + other.low, high=high, best=best, said=said, approx=approx)


_WEAKNESS = [Said.EXACT, Said.ABOUT, Said.AT_LEAST, Said.UNDISCLOSED]


def _weaker(a: Said, b: Said) -> Said:
    return max(a, b, key=_WEAKNESS.index)
