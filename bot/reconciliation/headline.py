"""Headline: the day's number as said by one nationwide source, its parts, and what they leave open (rule 3)."""

from datetime import date

from bot.model import Figure, Frozen, JointRow, Note
from bot.reconciliation.amount import Amount
from bot.reconciliation.blocks import combine
from bot.reconciliation.ledger import JOINT, Ledger
from bot.reconciliation.national import National, national
from bot.reconciliation.voices import is_nationwide, rank


class Headline(Frozen):
    """A day's arithmetic: headline = sum_of_parts + residual on `best`. All None where no nationwide source spoke.

    `residual` is None where nothing was placed, and where an approximate headline holds the sum. `joint` are the
    numbers said for several places together, each once.
    """

    headline: Figure | None = None
    sum_of_parts: Figure | None = None
    residual: Figure | None = None
    joint: tuple[JointRow, ...] = ()
    overlap: bool = False
    notes: tuple[Note, ...] = ()


def headline_of(ledger: Ledger, day: date) -> Headline:
    """A day's arithmetic. Governors' figures alone stay outside it."""
    found: list[tuple[str, National]] = []
    for voice in ledger.voices:
        if is_nationwide(voice):
            one = national(ledger, voice, day)
            if one is not None:
                found.append((voice, one))
    joint = _joint(ledger, day)
    if not found:
        return Headline(joint=joint)
    # The ministry before the air force; of two ministries the one that placed more.
    chosen = min(found, key=lambda f: (rank(f[0]), -(f[1].parts.low if f[1].parts else 0), f[0]))[1]
    residual = _residual(chosen.headline, chosen.parts) if chosen.parts is not None else None
    # In an order of their own: the reports' order depends on what else was said, days before.
    notes: list[Note] = [note for note in (Note.NAMED_TWICE, Note.NOT_IN_WIDER) if note in chosen.notes]
    if chosen.partly:
        notes.append(Note.PARTIAL_OVERLAP)
    if residual is not None and _negative(residual):
        notes.append(Note.NEGATIVE_RESIDUAL)
    return Headline(
        headline=chosen.headline.figure(),
        sum_of_parts=chosen.parts.figure() if chosen.parts is not None else None,
        residual=residual,
        joint=joint,
        overlap=chosen.partly,
        notes=tuple(notes),
    )


def _residual(said: Amount, parts: Amount) -> Figure | None:
    if (
        said.approx
        and parts.best is not None
        and said.low <= parts.best
        and (said.high is None or parts.best <= said.high)
    ):
        return None
    if said == parts and said.best is not None:
        return Figure(low=0, high=0, best=0)
    low = said.low - parts.high if parts.high is not None else 0
    high = None if said.high is None else said.high - parts.low
    best = None if said.best is None or parts.best is None else said.best - parts.best
    if high is None or high >= 0:
        # The headline allows its parts, as "more than 40" does 44: what they leave open is not less than nothing.
        best, low = (best if best is None or best >= 0 else None), max(0, low)
    if best is not None and high is not None:
        low, high = min(low, best), max(high, best)
    return Figure(low=low if high is None else min(low, high), high=high, best=best)


def _negative(residual: Figure) -> bool:
    return (residual.best is not None and residual.best < 0) or (residual.high is not None and residual.high < 0)


def _joint(ledger: Ledger, day: date) -> tuple[JointRow, ...]:
    rows: dict[str, JointRow] = {}
    for voice in ledger.voices:
        for place, found in ledger.joint(voice).items():
            of_day = [b for b in found if b.day == day]
            if of_day and place not in rows:
                amount = combine(of_day)[0]
                regions = tuple(place.split(JOINT))
                rows[place] = JointRow(regions=regions, low=amount.low, high=amount.high, best=amount.best)
    return tuple(rows[place] for place in sorted(rows))
