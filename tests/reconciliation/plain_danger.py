"""A plain model of section 5: all signals at once, in order of the time that they speak of, and a dict of cells.

Written from DESIGN's sentences, on purpose without a look at bot/reconciliation: slow, whole, from scratch.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

HOURS = timedelta(hours=6)
DAY = timedelta(hours=24)


class Word(NamedTuple):
    """One sentence of a post. `kind` is on, off or partly; `weapon` "" = no kind named; `vague` = "it goes on" without
    a place."""

    at: datetime
    posted: datetime
    post: str
    region: str
    area: str
    weapon: str
    kind: str
    ukrainian: bool
    vague: bool = False


@dataclass
class Danger:
    """A cell's danger."""

    since: datetime
    last: datetime
    by: str
    state: str = "on"
    ended: datetime | None = None
    posts: set[str] = field(default_factory=set)


Cell = tuple[str, str, str]
Span = tuple[datetime, datetime]


class PlainDanger:
    """`story` has every danger of every cell, in order."""

    def __init__(self, words: list[Word], now: datetime, silences: dict[str, list[Span]]) -> None:
        self.silences = silences
        self.story: dict[Cell, list[Danger]] = {}
        self.words = sorted(
            words, key=lambda w: (w.at, w.posted, w.post, w.kind == "on", w.vague, w.region, w.area, w.weapon)
        )
        for word in self.words:
            self._age(word.at)
            if word.kind == "on":
                self._on(word)
            else:
                self._off(word)
        self._age(now)

    def state(self) -> dict[Cell, list[tuple[datetime, str, datetime | None]]]:
        """Each cell's dangers as (since, on | partly_off | off | expired, ended)."""
        return {cell: [(d.since, d.state, d.ended) for d in dangers] for cell, dangers in self.story.items()}

    def _age(self, now: datetime) -> None:
        for dangers in self.story.values():
            if dangers[-1].ended is None and self._end_of(dangers[-1]) <= now:
                dangers[-1].state, dangers[-1].ended = "expired", self._end_of(dangers[-1])

    def _end_of(self, danger: Danger) -> datetime:
        """When six hours have been heard of the channel that confirmed it last."""
        left, moment = HOURS, danger.last
        for start, end in self.silences.get(danger.by, []):
            if end <= moment:
                continue
            if start - moment >= left:
                break
            left -= max(start - moment, timedelta(0))
            moment = end
        return moment + left

    def _on(self, word: Word) -> None:
        """What is on is confirmed: the cell named, or, where no place was named, all that is on there of that kind."""
        own = (word.region, word.area, word.weapon or "any")
        on = [cell for cell, dangers in self.story.items() if dangers[-1].ended is None]
        told = [cell for cell in on if cell == own or (word.vague and self._reminded(cell, word))]
        if not told:
            self.story.setdefault(own, []).append(Danger(word.at, word.at, ""))
        for cell in told or [own]:
            danger = self.story[cell][-1]
            danger.last, danger.state, danger.by = word.at, "on", word.post.split("/")[0]

    @staticmethod
    def _reminded(cell: Cell, word: Word) -> bool:
        return cell[0] == word.region and word.weapon in ("", cell[2])

    def _off(self, word: Word) -> None:
        here = [
            (cell, dangers[-1])
            for cell, dangers in self.story.items()
            if cell[0] == word.region and (not word.area or cell[1] == word.area) and self._may_end(dangers[-1], word)
        ]
        for cell, danger in here:
            if self._meant(cell, word, here) and not self._goes_on(cell, word):
                if word.kind == "partly" and not word.area:
                    danger.state = "partly_off" if danger.ended is None else danger.state
                else:
                    danger.state, danger.ended = "off", max(word.at, danger.since)
        if word.area:
            for weapon in {c[2] for c in self.story}:
                whole = self.story.get((word.region, "", weapon))
                if whole and whole[-1].ended is None and (not word.weapon or weapon == word.weapon):
                    whole[-1].state = "partly_off"

    @staticmethod
    def _may_end(danger: Danger, word: Word) -> bool:
        if danger.ended is None:
            return True
        return danger.state == "expired" and word.at - danger.ended <= DAY

    @staticmethod
    def _meant(cell: Cell, word: Word, here: list[tuple[Cell, Danger]]) -> bool:
        if word.weapon:
            return cell[2] == word.weapon
        if word.ukrainian or cell[2] == "any":
            return True
        on = {c[2] for c, d in here if d.ended is None and c[2] != "any"}
        expired = {c[2] for c, _ in here if c[2] != "any"}
        return (on or expired) == {cell[2]}

    def _goes_on(self, cell: Cell, word: Word) -> bool:
        """Confirmed after the time of the all-clear, by what was posted before it, or listed in the same post: a place
        by its name, or, where the all-clear named none, a kind by its name."""
        for w in self.words:
            if w.kind != "on":
                continue
            named = (w.region, w.area, w.weapon or "any") == cell
            reminded = w.vague and self._reminded(cell, w)
            if w.post == word.post:
                if named or (reminded and (w.weapon or "any") == cell[2] and not word.area):
                    return True
            elif (named or reminded) and w.at > word.at and w.posted <= word.posted:
                return True
        return False
