"""Tallies: a day's rows and headline put together."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.model import Channel, Coverage, Episode, Note, Stated, Subject, Tally, Weapon
from bot.reconciliation.casualties import casualty_rows
from bot.reconciliation.days import CASUALTIES
from bot.reconciliation.headline import headline_of
from bot.reconciliation.ledger import Ledger
from bot.reconciliation.rows import row_of

NO_COVERAGE = Coverage(expected=0, alive=0)


def tally(
    stated: Iterable[Stated],
    day: date,
    zone: str,
    subject: Subject,
    weapon: Weapon,
    channels: Mapping[str, Channel],
    coverage: Coverage = NO_COVERAGE,
    episodes: Sequence[Episode] = (),
) -> Tally:
    """One day's counts in `zone` from the standing claims within days.reach, whatever their order.

    `episodes` are those of the time, for running totals and people; without them a running total goes by half-days,
    and one raid's people are not told from another's.
    """
    if subject in CASUALTIES:
        people = tuple(casualty_rows(stated, day, zone, subject, channels, episodes))
        return Tally(date=day, timezone=zone, subject=subject, weapon=weapon, regions=people, coverage=coverage)
    return tally_of(Ledger(stated, zone, subject, weapon, channels, episodes), day, subject, weapon, coverage)


def tally_of(ledger: Ledger, day: date, subject: Subject, weapon: Weapon, coverage: Coverage = NO_COVERAGE) -> Tally:
    """As tally, from what is heard: one ledger serves all days whose reach its claims hold. Not for casualties."""
    found = (row_of(ledger, region, day) for region in ledger.regions)
    rows = [row for row in found if row is not None]
    head = headline_of(ledger, day)
    return Tally(
        date=day,
        timezone=ledger.zone,
        subject=subject,
        weapon=weapon,
        regions=tuple(rows),
        joint=head.joint,
        headline=head.headline,
        sum_of_parts=head.sum_of_parts,
        residual=head.residual,
        overlap=head.overlap or any(Note.PARTIAL_OVERLAP in row.notes for row in rows),
        coverage=coverage,
        notes=head.notes,
    )
