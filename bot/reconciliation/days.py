"""Days: which date a window belongs to, and which claims a date needs (DESIGN section 4, rule 4)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.model import Stated, Subject, Window

LONGEST = timedelta(hours=48)
"""A figure for a longer window (a week, a year) is no day's business."""

REPOST = timedelta(hours=6)
"""A verbatim text in another channel so soon is a repost."""

QUOTE = timedelta(hours=6)
"""A relay that names no window speaks of what its authority said so shortly before or after."""

MARGIN = LONGEST / 2 + REPOST + QUOTE
"""A claim can bear on a day that it comes so near to: a window that holds it may belong there, with what it
repeats or quotes."""

FOLLOW_UP = timedelta(days=7)
"""A casualty follow-up goes to its incident's date, so many days back at most."""

CASUALTIES = (Subject.KILLED, Subject.INJURED)


@lru_cache(maxsize=4096)
def bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """A local date as [start, end) in UTC: 23, 24 or 25 hours."""
    return _midnight(day, zone), _midnight(day + timedelta(days=1), zone)


def _midnight(day: date, zone: str) -> datetime:
    # Where midnight does not exist (clocks go forward at 24:00), fold=0 gives the moment of the change.
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def day_of(window: Window, zone: str) -> date:
    """The date that holds the larger part of the window, a tie to the later; dates are in `zone`."""
    return day_of_span(window.start, window.end, zone)


@lru_cache(maxsize=4096)
def day_of_span(start: datetime, end: datetime, zone: str) -> date:
    """As day_of, for [start, end) in UTC."""
    tz = ZoneInfo(zone)
    day, last = start.astimezone(tz).date(), end.astimezone(tz).date()
    best, most = day, timedelta(0)
    while day <= last:
        first, after = bounds(day, zone)
        held = min(end, after) - max(start, first)
        if held >= most and held > timedelta(0):
            best, most = day, held
        day += timedelta(days=1)
    return best


def reach(day: date, zone: str, subject: Subject | None = None) -> tuple[datetime, datetime]:
    """[start, end) in UTC: a day's tally depends on claims whose window or posting time touches it, on no others.

    Casualties need more time than other subjects, for follow-ups go to their incident's date.
    """
    start, end = bounds(day, zone)
    later = FOLLOW_UP if subject in CASUALTIES else timedelta(0)
    return start - MARGIN - later, end + MARGIN + later


def days_touched(stated: Iterable[Stated], zone: str, subject: Subject) -> set[date]:
    """The dates in `zone` whose tally of a subject these claims can change, whether they come, change or go.

    Of a channel that speaks for a whole country forget all regions' rows of these days, not only of the
    regions named: a wider report that does not name a region marks that region's row.
    """
    tz, around = ZoneInfo(zone), MARGIN + (FOLLOW_UP if subject in CASUALTIES else timedelta(0))
    days: set[date] = set()
    for start, end in {(min(s.claim.window.start, s.posted), max(s.claim.window.end, s.posted)) for s in stated}:
        day, last = (start - around).astimezone(tz).date(), (end + around).astimezone(tz).date()
        days.update(day + timedelta(days=n) for n in range((last - day).days + 1))
    return days
