"""Tallies: a day's rows and headline put together."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.model import Channel, Coverage, Episode, Note, RegionRow, Stated, Subject, Tally, Weapon
from bot.reconciliation.headline import headline_of
from bot.reconciliation.rows import reports, row_of
from bot.reconciliation.sayings import Saying
from bot.reconciliation.voices import hear

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

    `episodes` are those of the day, for running totals; without them a running total goes by half-days.
    """
    said = hear(stated, subject, weapon, channels)
    wider = reports(said)
    by_region: dict[str, list[Saying]] = {}
    for saying in said:
        for region in dict.fromkeys(saying.regions):
            by_region.setdefault(region, []).append(saying)
    rows: list[RegionRow] = []
    for region in sorted(by_region):
        near = [e for e in episodes if e.region == region]
        row = row_of(by_region[region], region, day, zone, channels, wider, near)
        if row is not None:
            rows.append(row)
    head = headline_of(said, day, zone, wider)
    return Tally(
        date=day,
        timezone=zone,
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
