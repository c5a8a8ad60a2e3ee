"""Tally: counts of one day with by-source rows, headline, parts, residual and coverage.

`Tally.model_dump()` is the JSON of `svodka tally --json` (DESIGN section 8); its names are fixed.
"""

from datetime import date
from enum import StrEnum

from bot.model.base import Frozen, Instant
from bot.model.claim import Subject, Weapon


class Figure(Frozen):
    """An interval with the number said. `approx` is the number said with "about" or "nearly"."""

    low: int
    high: int | None
    best: int | None
    approx: int | None = None


class Note(StrEnum):
    """Why a row is as it is; shown to readers in words."""

    PARTIAL_OVERLAP = "partial_overlap"  # [max, sum]
    NAMED_TWICE = "named_twice"  # a region stands twice in one report
    NOT_IN_WIDER = "not_in_wider"  # the wider report does not name the region
    ABSORBED = "absorbed"  # something was contained in a wider window and added nothing
    JOINT = "joint"  # [0, n]: one number said for several places
    UNDISCLOSED = "undisclosed"
    NARROWER = "narrower"  # a smaller figure for a narrower place or window: part of the larger
    INFERRED = "inferred"  # its window was not said: it only raises `high`
    NEGATIVE_RESIDUAL = "negative_residual"


class SourceRow(Frozen):
    """What one channel said of one region on one day."""

    channel: str
    low: int
    high: int | None
    best: int | None
    posts: tuple[str, ...]  # URLs
    notes: tuple[Note, ...] = ()


class RegionRow(Frozen):
    """One region's day."""

    region: str
    low: int
    high: int | None
    best: int | None
    approx: int | None = None
    disagree: bool = False
    sources: tuple[SourceRow, ...] = ()
    notes: tuple[Note, ...] = ()


class JointRow(Frozen):
    """One number said for several places together; counted once in sums."""

    regions: tuple[str, ...]
    low: int
    high: int | None
    best: int | None


class LastPost(Frozen):
    """When a channel last spoke (None = never seen)."""

    channel: str
    at: Instant | None
    alive: bool


class Coverage(Frozen):
    """Which of the channels expected to report were alive. No report is not zero."""

    expected: int
    alive: int
    silent: tuple[str, ...] = ()
    last: tuple[LastPost, ...] = ()


class Tally(Frozen):
    """One day's counts of one subject and weapon. `timezone` cuts the day."""

    date: date
    timezone: str
    subject: Subject
    weapon: Weapon
    regions: tuple[RegionRow, ...] = ()
    joint: tuple[JointRow, ...] = ()
    headline: Figure | None = None
    sum_of_parts: Figure | None = None
    residual: Figure | None = None
    overlap: bool = False
    coverage: Coverage = Coverage(expected=0, alive=0)
    notes: tuple[Note, ...] = ()
