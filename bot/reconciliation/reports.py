"""Reports: a nationwide source's lists, each post's figures for one window, and what they told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.model import Role
from bot.reconciliation.amount import ZERO, Amount, total
from bot.reconciliation.block import Block
from bot.reconciliation.blocks import combine
from bot.reconciliation.days import day_of_span
from bot.reconciliation.ledger import Span
from bot.reconciliation.sayings import Saying


@dataclass(slots=True, eq=False)
class Report:
    """One post's figures for one window [start, end) in UTC, with or without the number for all of it."""

    first: Saying
    start: datetime
    end: datetime
    day: date
    total: Amount | None = None
    unplaced: Amount | None = None
    places: set[str] = field(default_factory=set)

    def strictly_holds(self, start: datetime, end: datetime) -> bool:
        """Whether a window lies inside this one's, and is shorter."""
        return self.start <= start and end <= self.end and (start, end) != (self.start, self.end)

    def lists(self, block: Block) -> bool:
        """Whether a figure stands in this report's own list."""
        return block.post == self.first.post and (block.start, block.end) == (self.start, self.end)

    def covers(self, other: "Report") -> bool:
        """Whether it stands for another report as well."""
        if self.first.digest or self.first.adds or self.first.inferred or other.first.adds:
            return False
        if self.strictly_holds(other.start, other.end):
            return True
        same_window = (self.start, self.end) == (other.start, other.end)
        restated = self.total is not None and other.total is not None
        later = self.first.order > other.first.order
        return same_window and later and (restated or not self.places.isdisjoint(other.places))


def read_reports(said: Sequence[Saying], zone: str) -> list[Report]:
    """The reports that name places; their days are in `zone`. Bare figures and tail blocks are none."""
    found: dict[tuple[object, ...], Report] = {}
    for saying in said:
        if saying.role is Role.WIDER:
            continue
        key = (saying.post, saying.start, saying.end)
        report = found.get(key)
        if report is None:
            day = day_of_span(saying.start, saying.end, zone)
            report = found[key] = Report(saying, saying.start, saying.end, day)
        if saying.regions:
            report.places.update(saying.regions)
        elif saying.role is Role.TOTAL:
            report.total = saying.amount
        else:
            report.unplaced = saying.amount if report.unplaced is None else report.unplaced.plus(saying.amount)
    return [report for report in found.values() if report.places]


def bare(said: Sequence[Saying], reports: Sequence[Report]) -> list[Saying]:
    """Figures for no place that belong to no list: a brief, a tail block."""
    listed = {(r.first.post, r.start, r.end) for r in reports}
    windows: dict[tuple[str, int], list[Span]] = {}
    for saying in said:
        if saying.role is not Role.WIDER:
            windows.setdefault(saying.post, []).append((saying.start, saying.end))
    return [
        s
        for s in said
        if not s.regions
        and (
            _wider_than(s, windows.get(s.post, ())) if s.role is Role.WIDER else (s.post, s.start, s.end) not in listed
        )
    ]


def _wider_than(tail: Saying, windows: Sequence[Span]) -> bool:
    # A tail block whose own window was not read is in no way comparable with the list before it.
    own = (tail.start, tail.end)
    return all(own[0] <= start and end <= own[1] and own != (start, end) for start, end in windows)


def told(
    counted: Sequence[Report], placed: Mapping[str, Sequence[Block]], when: Callable[[Report | Block], bool]
) -> tuple[list[Amount], bool]:
    """What the counted reports of some time come to, total else parts, and whether totals overlap in time."""
    summed = [r for r in counted if r.total is not None]
    totals = [Block(r.first, r.total, "", adds=r.first.adds) for r in summed if r.total is not None and when(r)]
    amounts: list[Amount] = []
    partly = False
    if totals:
        amount, partly = combine(totals)
        amounts.append(amount)
    for found in placed.values():
        loose = [b for b in found if when(b) and not any(_counts_for(r, b) for r in summed)]
        if loose:
            amounts.append(combine(loose)[0])
    amounts += [_outside(r, placed) for r in summed if when(r)]
    amounts += [r.unplaced for r in counted if r.unplaced is not None and r.total is None and when(r)]
    return amounts, partly


def _counts_for(report: Report, block: Block) -> bool:
    """Whether a total that was said holds a part."""
    return report.lists(block) or (not block.adds and report.strictly_holds(block.start, block.end))


def _outside(report: Report, placed: Mapping[str, Sequence[Block]]) -> Amount:
    """What regions that a report does not name keep, and its total cannot hold: it has placed the rest itself."""
    own = [b.amount for found in placed.values() for b in found if report.lists(b)]
    kept = [
        combine(several)[0]
        for found in placed.values()
        if (several := [b for b in found if not b.adds and report.strictly_holds(b.start, b.end)])
    ]
    assert report.total is not None
    open_part = report.total.beyond(total(own))
    if not kept or not own or open_part.best is None:
        return ZERO
    return total(kept).beyond(open_part)
