"""Raids: where the danger of a region was over and another began (DESIGN section 4, rule 8).

Who was hurt in a later raid is not among those of an earlier one, be it at the same place.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.model import Episode

AFTERMATH = timedelta(hours=6)
"""So long after a raid's end an office may tell of it for the first time."""

_FOREVER = timedelta(days=36_500)


class Raids:
    """The turns from one raid to the next, by region: (when the former was over, when the next began)."""

    def __init__(self, episodes: Iterable[Episode]) -> None:
        self.turns: frozenset[tuple[str, datetime, datetime]] = frozenset(_turns(episodes))
        self._of: dict[str, list[tuple[datetime, datetime]]] = {}
        for region, over, began in self.turns:
            self._of.setdefault(region, []).append((over, began))

    def between(self, region: str, first: datetime, last: datetime, now: datetime) -> bool:
        """Whether what is told `now` can be of another raid than what was told from `first` to `last`."""
        return any(over >= first - AFTERMATH and last < began <= now for over, began in self._of.get(region, ()))


def _turns(episodes: Iterable[Episode]) -> Iterable[tuple[str, datetime, datetime]]:
    region, until = "", None
    for episode in sorted(episodes, key=lambda e: (e.region, e.since, e.id)):
        ended = episode.ended if episode.ended is not None and not episode.open else episode.since + _FOREVER
        if until is None or episode.region != region:
            region, until = episode.region, ended
            continue
        if episode.since > until:
            yield region, until, episode.since
        until = max(until, ended)


NONE = Raids(())
