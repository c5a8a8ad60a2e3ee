"""How a count is said: never a bare number where it was not said as one, never zero where it is not known."""

from typing import NamedTuple, Protocol

from bot.locales import Translator


class Interval(Protocol):
    """What Figure, Count, RegionRow, SourceRow and JointRow share."""

    @property
    def low(self) -> int: ...
    @property
    def high(self) -> int | None: ...
    @property
    def best(self) -> int | None: ...


class Words(NamedTuple):
    """A figure in words. `n` is the number that a noun after it agrees with; after "about", "at least" and
    their like Russian and Ukrainian want the genitive."""

    text: str
    n: int
    genitive: bool = False
    tail: str = ""  # what follows the noun: "(number not disclosed)"

    def __str__(self) -> str:
        return f"{self.text} {self.tail}" if self.tail else self.text


def say(t: Translator, figure: Interval) -> Words:
    """ "56", "about 140", "more than 6", "5–7", "at least 1 (number not disclosed)"."""
    low, high, best = figure.low, figure.high, figure.best
    approx = getattr(figure, "approx", None)
    number = t.number
    if approx is not None:
        return Words(t.gettext("about {n}").format(n=number(approx)), approx, True)
    if high is None:
        if best is None:
            some = getattr(figure, "partly", False)
            tail = t.gettext("(some numbers not disclosed)") if some else t.gettext("(number not disclosed)")
            return Words(at_least(t, max(low, 1)), max(low, 1), True, tail)
        if best == low - 1:
            return Words(t.gettext("more than {n}").format(n=number(best)), best, True)
        return Words(at_least(t, low), low, True)
    if low == high:
        return Words(number(low), low)
    if best is None:
        if low == 0:
            return Words(t.gettext("up to {n}").format(n=number(high)), high, True)
        return Words(f"{number(low)}–{number(high)}", high)
    if best == high and low <= 1:
        return Words(t.gettext("up to {n}").format(n=number(high)), high, True)
    return Words(number(best), best, False, f"({number(low)}–{number(high)})")


def at_least(t: Translator, n: int) -> str:
    """ "at least 6"."""
    return t.gettext("at least {n}").format(n=t.number(n))


def size(figure: Interval) -> int:
    """What rows are ordered by and bars drawn from: the number said, else the least that is known."""
    return figure.best if figure.best is not None else figure.low


CELLS = 8


def bar(value: int, most: int, cells: int = CELLS) -> str:
    """A small bar of equal characters: whatever is above zero shows."""
    if most <= 0:
        return "▱" * cells
    full = min(cells, max(1 if value > 0 else 0, round(cells * value / most)))
    return "▰" * full + "▱" * (cells - full)


class Sum(NamedTuple):
    """An interval sum of rows. `partly`: the numbers of some of them were not said."""

    low: int
    high: int | None
    best: int | None
    approx: int | None = None
    partly: bool = False


def total(figures: list[Interval]) -> Sum:
    """Interval sum; without a number on any side the sum has none, and an open end stays open."""
    highs, bests = [f.high for f in figures], [f.best for f in figures]
    best = None if None in bests else sum(b for b in bests if b is not None)
    about = any(getattr(f, "approx", None) is not None for f in figures)
    return Sum(
        low=sum(f.low for f in figures),
        high=None if None in highs else sum(h for h in highs if h is not None),
        best=best,
        approx=best if about else None,
        partly=None in bests and len(bests) > 1,
    )
