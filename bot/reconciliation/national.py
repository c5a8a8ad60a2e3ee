"""National: one nationwide source's day by its reports: what it said in all, and what of that it placed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.model import Note, Role
from bot.reconciliation.amount import ZERO, Amount, total
from bot.reconciliation.blocks import Block, blocks, combine
from bot.reconciliation.days import day_of_span
from bot.reconciliation.ledger import Ledger, Span
from bot.reconciliation.sayings import Saying


@dataclass(slots=True, eq=False)
class Report:
    """One post's figures for one window: a list of places, with or without the number for all of it."""

    first: Saying
    total: Amount | None = None
    unplaced: Amount | None = None
    places: set[str] = field(default_factory=set)

    @property
    def span(self) -> Span:
        """[start, end) in UTC."""
        return self.first.start, self.first.end

    def strictly_holds(self, span: Span) -> bool:
        """Whether a window lies inside this one's, and is shorter."""
        return self.first.start <= span[0] and span[1] <= self.first.end and self.span != span


@dataclass(slots=True, eq=False)
class National:
    """A nationwide voice's day. `parts` None where it placed nothing."""

    headline: Amount
    parts: Amount | None
    partly: bool
    notes: dict[Note, None]


def national(ledger: Ledger, voice: str, day: date) -> National | None:
    """What one voice's claims come to on a day; None where it said nothing.

    Its headline is the sum over its counted reports of the total said, else of the report's parts. A bare figure
    for a wider window (a brief, a tail block) adds what the reports in it have not told.
    """
    zone = ledger.zone
    placed = _without_shares(ledger.placed(voice))
    said = ledger.said(voice)
    reports = _reports(said)
    counted = [r for r in reports if not any(_covers(w, r) for w in reports if w is not r)]
    summed = [r for r in counted if r.total is not None]
    of_day = {place: [b for b in found if b.day == day] for place, found in placed.items()}
    of_day = {place: found for place, found in of_day.items() if found}
    partly = False
    amounts: list[Amount] = []
    totals = [_as_block(r) for r in summed if day_of_span(*r.span, zone) == day]
    if totals:
        amount, partly = combine(totals)
        amounts.append(amount)
    for found in of_day.values():
        loose = [b for b in found if not any(_counts_for(r, b) for r in summed)]
        if loose:
            amounts.append(combine(loose)[0])
    amounts += [_outside(r, placed) for r in summed if day_of_span(*r.span, zone) == day]
    amounts += [r.unplaced for r in counted if r.unplaced and not r.total and day_of_span(*r.span, zone) == day]
    amounts += _bare(said, day, zone, reports, counted, placed)
    sums = [combine(found) for found in of_day.values()]
    notes = dict.fromkeys(note for found in of_day.values() for block in found for note in block.notes)
    if not amounts and not sums:
        return None
    parts = total(amount for amount, _ in sums) if sums else None
    head = total(amounts)
    if partly and parts is not None:
        head = _at_least(head, parts)
    return National(head, parts, partly or any(p for _, p in sums), notes)


def _at_least(head: Amount, parts: Amount) -> Amount:
    """Of totals that overlap in time the largest is certain, but no less than the parts that were placed."""
    head = head.raised(parts.low)
    if head.best is None or parts.best is None or (head.high is not None and head.high < parts.best):
        return head
    return head._replace(best=max(head.best, parts.best))


def _outside(report: Report, placed: Mapping[str, Sequence[Block]]) -> Amount:
    """What regions that a report does not name keep, and its total cannot hold: it has placed the rest itself."""
    own = [b.amount for found in placed.values() for b in found if _of_report(report, b)]
    kept = [
        combine(several)[0]
        for found in placed.values()
        if (several := [b for b in found if not b.adds and report.strictly_holds((b.start, b.end))])
    ]
    assert report.total is not None
    open_part = report.total.beyond(total(own))
    if not kept or not own or open_part.best is None:
        return ZERO
    return total(kept).beyond(open_part)


def _of_report(report: Report, block: Block) -> bool:
    return block.post == report.first.post and (block.start, block.end) == report.span


def _without_shares(placed: Mapping[str, list[Block]]) -> Mapping[str, list[Block]]:
    """Without "of them N over X" where the list gives that N's whole as well."""
    if not any(b.first.subset for found in placed.values() for b in found):
        return placed
    lists = {(b.post, b.start, b.end) for found in placed.values() for b in found if not b.first.subset}
    return {
        place: [b for b in found if not b.first.subset or (b.post, b.start, b.end) not in lists]
        for place, found in placed.items()
    }


def _reports(said: Sequence[Saying]) -> list[Report]:
    found: dict[tuple[object, ...], Report] = {}
    for saying in said:
        if saying.role is Role.WIDER:
            continue
        key = (saying.post, saying.start, saying.end)
        report = found.get(key)
        if report is None:
            report = found[key] = Report(saying)
        if saying.regions:
            report.places.update(saying.regions)
        elif saying.role is Role.TOTAL:
            report.total = saying.amount
        else:
            report.unplaced = saying.amount if report.unplaced is None else report.unplaced.plus(saying.amount)
    return [r for r in found.values() if r.places]


def _covers(wide: Report, report: Report) -> bool:
    """Whether a report stands for another as well."""
    if wide.first.digest or wide.first.adds or wide.first.inferred or report.first.adds:
        return False
    if wide.strictly_holds(report.span):
        return True
    later = wide.first.order > report.first.order
    restated = wide.total is not None and report.total is not None
    return wide.span == report.span and later and (restated or not wide.places.isdisjoint(report.places))


def _counts_for(report: Report, block: Block) -> bool:
    """Whether a total that was said holds a part."""
    return _of_report(report, block) or (not block.adds and report.strictly_holds((block.start, block.end)))


def _as_block(report: Report) -> Block:
    assert report.total is not None
    return Block(report.first, report.total, "", adds=report.first.adds)


def _bare(
    said: Sequence[Saying],
    day: date,
    zone: str,
    reports: Sequence[Report],
    counted: Sequence[Report],
    placed: Mapping[str, Sequence[Block]],
) -> list[Amount]:
    """What figures for no place add to a day beyond the lists inside their windows."""
    listed = {(r.first.post, r.span) for r in reports}
    windows: dict[tuple[str, int], list[Span]] = {}
    for saying in said:
        if saying.role is not Role.WIDER:
            windows.setdefault(saying.post, []).append((saying.start, saying.end))
    alone = [
        s
        for s in said
        if not s.regions
        and (
            _wider_than_its_list(s, windows.get(s.post, []))
            if s.role is Role.WIDER
            else (s.post, (s.start, s.end)) not in listed
        )
    ]
    found = []
    for block in blocks(alone, zone) if alone else ():
        if block.day != day:
            continue
        if block.inferred:  # of which time it speaks is not known: it may repeat what was told that day
            known = [_told(r, placed) for r in counted if day_of_span(*r.span, zone) == day]
        else:
            known = [_told(r, placed) for r in counted if r.first.start < block.end and block.start < r.first.end]
        amount = block.amount.beyond(total(known)) if known else block.amount
        if block.inferred:
            amount = amount._replace(high=block.amount.high)
        if amount != ZERO or not known:
            found.append(amount)
    return found


def _wider_than_its_list(saying: Saying, windows: Sequence[Span]) -> bool:
    # A tail block whose own window was not read is in no way comparable with the list before it.
    return all(
        saying.start <= start and end <= saying.end and (saying.start, saying.end) != (start, end)
        for start, end in windows
    )


def _told(report: Report, placed: Mapping[str, Sequence[Block]]) -> Amount:
    if report.total is not None:
        return report.total
    parts = [b.amount for found in placed.values() for b in found if _of_report(report, b)]
    return total([*parts, *([report.unplaced] if report.unplaced else [])])
