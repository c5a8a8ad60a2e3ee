"""Coverage of a day: who was expected to speak of it, who was heard, and when each last spoke.

What was read of a day is remembered; the posts since bring it up to date (glance.py).
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import reconciliation
from bot.model import Coverage
from bot.model.ports import Health, HealthState
from storage.glance import Glance
from storage.roll import Known
from storage.schema import alive, channels, posts

DAYS = 64
"""So many days are remembered, and of each so many answers."""

LATE = 1000
"""On PostgreSQL a lower id may be committed after a higher one; so many are looked at again."""

SETTLED = timedelta(hours=1)
"""So long after its end nothing is added any more to what was heard of the sources on a day."""


@dataclass
class Watch:
    """What is known of a day [start, end) in UTC: the newest posting times before its end by channel row, out of the
    posts up to the id `upto`, and which sources were heard in it (None where it was not over). Posts are never
    taken away, and their times never change."""

    start: datetime
    end: datetime
    upto: int
    newest: dict[int, datetime]
    heard: list[Health] | None
    told: dict[tuple[str, ...], tuple[Known, tuple[str, ...], Coverage]] = field(default_factory=dict)

    def tell(self, known: Known, seen: Glance, regions: Sequence[str]) -> Coverage:
        """The day's coverage for the channels of the regions asked for, brought up to what was seen.

        Today it goes by the sources' health as it is now. On a day that is over, a channel was alive that was
        heard in it: by its posts, or by a source that answered.
        """
        later = {key: at for key, at in seen.spoke.items() if key not in self.newest or self.newest[key] < at}
        if later:
            self.newest |= later
            self.told.clear()
        self.upto = max(self.upto, seen.newest)
        asked = tuple(regions)
        by, of, found = self.told.get(asked, (None, (), None))
        if found is not None and by is known and of == seen.healths:
            return found
        healths = [_health_in(body) for body in seen.healths] if self.heard is None else self.heard
        last = {name: self.newest[known.keys[name]] for name in known.configured if known.keys[name] in self.newest}
        found = reconciliation.coverage(known.configured, healths, last, regions, self.start)
        if len(self.told) >= DAYS:
            self.told.clear()
        self.told[asked] = known, seen.healths, found
        return found


class Watches:
    """The days last asked for."""

    def __init__(self, *, in_order: bool) -> None:
        """`in_order`: posts become visible in the order of their ids (one writer)."""
        self._again = 0 if in_order else LATE
        self._days: OrderedDict[tuple[datetime, datetime], Watch] = OrderedDict()

    def known(self, day: date, zone: str, now: datetime) -> Watch | None:
        """A day that was read before, unless it has ended since."""
        span = reconciliation.bounds(day, zone)
        watch = self._days.get(span)
        if watch is None or (watch.heard is None) != (now < watch.end):
            return None
        self._days.move_to_end(span)
        return watch

    def since(self, watch: Watch) -> int:
        """The id after which posts are to be looked at."""
        return watch.upto - self._again

    async def read(self, connection: AsyncConnection, day: date, zone: str, now: datetime) -> Watch:
        """A day, out of the database where it is not remembered."""
        start, end = reconciliation.bounds(day, zone)
        watch = self.known(day, zone, now)
        if watch is None:
            upto = await connection.scalar(select(func.max(posts.c.id))) or 0
            heard = await _heard(connection, start, end) if now >= end else None
            watch = Watch(start, end, upto, await _newest(connection, end), heard)
        if now >= end + SETTLED or now < end:
            self._days[start, end] = watch
            self._days.move_to_end((start, end))
        while len(self._days) > DAYS:
            self._days.popitem(last=False)
        return watch


@lru_cache(maxsize=1024)
def _health_in(body: str) -> Health:
    return Health.model_validate_json(body)


async def _newest(connection: AsyncConnection, end: datetime) -> dict[int, datetime]:
    """The newest posting time before `end` by channel row: a look into the index for each."""
    p = posts.c
    newest = select(func.max(p.posted)).where(p.channel_id == channels.c.id, p.posted < end).scalar_subquery()
    rows = await connection.execute(select(channels.c.id, newest))
    return {key: at for key, at in rows if at is not None}


async def _heard(connection: AsyncConnection, start: datetime, end: datetime) -> list[Health]:
    """Who answered at any time of a day that is over."""
    query = select(alive.c.channel, alive.c.transport).distinct()
    rows = await connection.execute(query.where(alive.c.last >= start, alive.c.first < end))
    return [Health(channel=name, transport=by, state=HealthState.HEALTHY, since=start) for name, by in rows]
