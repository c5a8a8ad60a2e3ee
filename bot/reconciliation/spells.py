"""Spells: which figures of one voice tell of one stretch of time (DESIGN section 4, rules 5 and 7)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.model import Episode, WindowSaid
from bot.reconciliation.sayings import ELASTIC, Saying

MORNING = timedelta(hours=8)
"""A running total starts anew with the night (20:00) and the day (08:00), local."""


def holds(wide: Saying, inner: Saying, later: bool) -> bool:
    """Whether the window of `wide` holds that of `inner`."""
    end = wide.end
    if later and inner.inferred and wide.said in (WindowSaid.NIGHT, WindowSaid.MORNING, WindowSaid.DAY):
        # "Five in the night", said at half past seven, counts what was told at five past seven.
        end = max(end, min(end + ELASTIC, wide.posted))
    return wide.start <= inner.start and inner.end <= end


def same_spell(newer: Saying, older: Saying, episodes: Sequence[Episode]) -> bool:
    """Whether a running total goes on from an older figure: within one episode, else one night or half-day."""
    for episode in episodes:
        end = episode.ended or newer.posted
        if episode.since <= older.posted and newer.posted <= end + ELASTIC:
            return True
    if newer.inferred and older.inferred and newer.posted - older.posted <= ELASTIC:
        return True
    return _spell(newer) == _spell(older)


def same_day(one: Saying, other: Saying) -> bool:
    """Whether both tell of one date of the speaker's zone."""
    return _local(one).date() == _local(other).date()


def _spell(saying: Saying) -> int:
    local = _local(saying) - MORNING
    return local.toordinal() * 2 + local.hour // 12


def _local(saying: Saying) -> datetime:
    moment = saying.posted if saying.inferred else saying.start + (saying.end - saying.start) / 2
    return moment.astimezone(ZoneInfo(saying.zone))
