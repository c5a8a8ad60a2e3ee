"""Figure: one number of a report, with its weapon, places and what was done."""

from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence
from bot.extraction.spots import DISTRICT, MACRO, SETTLEMENT, Spot

DOWNED = frozenset(["downed", "jammed", "lost", "repelled"])
SENT = frozenset(["launched", "attack", "foiled"])


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
        self.each = self.subset = self.total = self.rest = self.add = self.headline = self.most = False
        self.start, self.end = i, j

    def __repr__(self) -> str:
        flags = [f for f in ("each", "subset", "total", "rest", "add", "headline") if getattr(self, f)]
        return f"<{self.amount.n} {self.amount.how} {self.mode} {self.weapon} {self.regions()} {flags}>"

    def spots(self) -> list[Spot]:
        """The places as Spots."""
        return [m.value for m in self.places if isinstance(m.value, Spot)]

    def own_place(self) -> bool:
        """Whether places of its own were said for it."""
        return bool(self.places)

    def regions(self) -> list[tuple[str, ...]]:
        """The regions of each place, in order, each once. Towns of a part of it narrow the region named with them."""
        if not self.places:
            return []
        seen: list[tuple[str, ...]] = []
        narrow = set()
        for spot in self.spots():
            if spot.regions and spot.regions not in seen and spot.kind != MACRO:
                seen.append(spot.regions)
            if spot.regions and spot.kind in (DISTRICT, SETTLEMENT):
                narrow.add(spot.regions)
        return [r for r in seen if not any(set(n) < set(r) for n in narrow)] if narrow else seen


def read_hints(sentence: Sentence, figure: Figure) -> None:
    """Small words just before and after a number that give it its place in the arithmetic."""
    for mark in sentence.marks:
        if mark.cat == "each" and (0 <= figure.i - mark.j <= 1 or 0 <= mark.i - figure.end <= 3):
            figure.each = True
        elif mark.cat == "add" and (0 <= figure.i - mark.j <= 2 or mark.i == figure.j):
            figure.add = True
        elif mark.cat == "rest" and (mark.i == figure.i or 0 <= figure.i - mark.j <= 2):
            figure.rest = True
        elif mark.cat == "total" and 0 <= figure.i - mark.j <= 14:
            figure.total = True
        elif mark.cat == "subset" and (0 <= figure.i - mark.j <= 1 or 0 <= mark.i - figure.end <= 0):
            figure.subset = True
