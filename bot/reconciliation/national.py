"""National: one nationwide source's day by its reports: what it said in all, and what of that it placed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.model import Note
from bot.reconciliation.amount import ZERO, Amount, total
from bot.reconciliation.block import Block
from bot.reconciliation.blocks import blocks, combine
from bot.reconciliation.ledger import Ledger
from bot.reconciliation.reports import Report, bare, read_reports, told
from bot.reconciliation.sayings import Saying


@dataclass(slots=True, eq=False)
class National:
    """A nationwide voice's day. `parts` None where it placed nothing; `partly` = reports overlap in part."""

    headline: Amount
    parts: Amount | None
    partly: bool
    notes: dict[Note, None]


def national(ledger: Ledger, voice: str, day: date) -> National | None:
    """What one voice's claims come to on a day; None where it said nothing.

    Its headline is the sum over its counted reports of the total said, else of the report's parts. A bare figure
    for a wider window (a brief, a tail block) adds what the reports in it have not told.
    """
    placed = _without_shares(ledger.placed(voice))
    reports = read_reports(ledger.said(voice), ledger.zone)
    counted = [r for r in reports if not any(w.covers(r) for w in reports if w is not r)]
    amounts, partly = told(counted, placed, lambda one: one.day == day)
    amounts += _beyond_lists(bare(ledger.said(voice), reports), day, ledger.zone, counted, placed)
    of_day = [several for found in placed.values() if (several := [b for b in found if b.day == day])]
    if not amounts and not of_day:
        return None
    sums = [combine(several) for several in of_day]
    parts = total(amount for amount, _ in sums) if sums else None
    head = total(amounts)
    if partly and parts is not None:
        head = _at_least(head, parts)
    notes = dict.fromkeys(note for several in of_day for block in several for note in block.notes)
    return National(head, parts, partly or any(p for _, p in sums), notes)


def _at_least(head: Amount, parts: Amount) -> Amount:
    """Of totals that overlap in time the largest is certain, but no less than the parts that were placed."""
    head = head.raised(parts.low)
    if head.best is None:
        return head
    best = head.best if head.high is None else max(head.best, head.low)
    if parts.best is not None and (head.high is None or parts.best <= head.high):
        best = max(best, parts.best)
    return head._replace(best=best)


def _without_shares(placed: Mapping[str, list[Block]]) -> Mapping[str, list[Block]]:
    """Without "of them N over X" where the list gives that N's whole as well."""
    if not any(b.first.subset for found in placed.values() for b in found):
        return placed
    lists = {(b.post, b.start, b.end) for found in placed.values() for b in found if not b.first.subset}
    return {
        place: [b for b in found if not b.first.subset or (b.post, b.start, b.end) not in lists]
        for place, found in placed.items()
    }


def _beyond_lists(
    alone: Sequence[Saying], day: date, zone: str, counted: Sequence[Report], placed: Mapping[str, Sequence[Block]]
) -> list[Amount]:
    """What figures for no place add to a day beyond the lists inside their windows."""
    found = []
    for block in blocks(alone, zone) if alone else ():
        if block.day != day:
            continue

        def repeated(one: Report | Block, block: Block = block) -> bool:
            # Without hours it is not known of which time it speaks: it may repeat what was told that day.
            return one.day == block.day if block.inferred else one.start < block.end and block.start < one.end

        known, _ = told(counted, placed, repeated)
        amount = block.amount.beyond(total(known)) if known else block.amount
        if block.inferred:
            amount = amount._replace(high=block.amount.high)
        if amount != ZERO or not known:
            found.append(amount)
    return found
