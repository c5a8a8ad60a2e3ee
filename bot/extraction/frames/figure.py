"""Figure: one number of a report, with its weapon, places and what was done."""

from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence
from bot.extraction.spots import DISTRICT, MACRO, SETTLEMENT, Spot

UNSHOT = frozenset(["jammed", "lost"])
"""What never arrived, though nobody shot at it."""

DOWNED = frozenset(["downed", "jammed", "lost", "repelled"])
SENT = frozenset(["launched", "attack", "foiled"])
_HINTS = frozenset(["each", "add", "rest", "total", "subset"])


class Figure:
    """One number as said. `mode` is what was done; `places` the regions it was said for."""

    __slots__ = (
        "add",
        "amount",
        "each",
        "end",
        "headline",
        "i",
        "j",
        "latest",
        "mode",
        "most",
        "of",
        "own",
        "places",
        "rest",
        "sentence",
        "start",
        "subset",
        "total",
        "weapon",
    )  # fmt: skip

    def __init__(self, amount: Amount, i: int, j: int, sentence: Sentence) -> None:
        self.amount, self.i, self.j, self.sentence = amount, i, j, sentence
        self.mode, self.weapon, self.own = "", "", False
        self.places: list[Mark] = []
        self.each = self.subset = self.total = self.rest = self.add = self.headline = self.most = self.latest = False
        self.start, self.end = i, j

    def __repr__(self) -> str:
        flags = [f for f in ("each", "subset", "total", "rest", "add", "headline") if getattr(self, f)]
        return f"<{self.amount.n} {self.amount.how} {self.mode} {self.weapon} {self.regions()} {flags}>"

    def spots(self) -> list[Spot]:
        """The places as Spots."""
        return [m.value for m in self.places if isinstance(m.value, Spot)] if self.places else []

    def own_place(self) -> bool:
        """Whether places of its own were said for it."""
        return bool(self.places)

    def regions(self) -> list[tuple[str, ...]]:
        """The regions of each place, in order, each once. Towns of a part of it narrow the region named with them."""
        if not self.places:
            return []
        seen: list[tuple[str, ...]] = []
        narrow = set()
        for mark in self.places:
            spot = mark.value
            if not isinstance(spot, Spot):
                continue
            if spot.regions and spot.regions not in seen and spot.kind != MACRO:
                seen.append(spot.regions)
            if spot.regions and spot.kind in (DISTRICT, SETTLEMENT):
                narrow.add(spot.regions)
        return [r for r in seen if not any(set(n) < set(r) for n in narrow)] if narrow else seen


def read_hints(sentence: Sentence, figure: Figure) -> None:
    """Small words just before and after a number that give it its place in the arithmetic."""
    i, end = figure.i, figure.end
    if _HINTS.isdisjoint(sentence.cats):
        return
    if any(0 <= i - m.j <= 1 or 0 <= m.i - end <= 3 for m in sentence.all("each")):
        figure.each = True
    if any(0 <= i - m.j <= 2 or m.i == figure.j for m in sentence.all("add")):
        figure.add = True
    if any(m.i == i or 0 <= i - m.j <= 2 for m in sentence.all("rest")):
        figure.rest = True
    if any(0 <= i - m.j <= 14 for m in sentence.all("total")):
        figure.total = True
    if any(0 <= i - m.j <= 1 or m.i == end for m in sentence.all("subset")):
        figure.subset = True
