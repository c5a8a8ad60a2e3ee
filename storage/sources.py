"""Shelf of source health: when each source was heard, how it was judged, and where it was silent.

A beat lengthens the source's newest span; only a gap opens another, so polling for years leaves few rows.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Select, and_, bindparam, select, update

from bot.clock import Clock
from bot.model.ports import Health, Silence
from storage.engine import Database
from storage.schema import alive, channels, health
from storage.shelf import Shelf

GAP = timedelta(minutes=10)
"""A source unheard for longer was silent meanwhile. Some thirty polls, more than any healthy one's pause."""

SAVED_EVERY = timedelta(seconds=60)
"""A span is written no oftener: polls come every few seconds, and losing a minute of it is no gap."""


class SourceShelf(Shelf):
    """Source health."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock)
        self._saved: dict[tuple[str, str], datetime] = {}

    async def beat(self, channel: str, transport: str, at: datetime) -> None:
        """A source was heard: it answered properly, posts or none."""
        saved = self._saved.get((channel, transport))
        if saved is not None and timedelta(0) <= at - saved < SAVED_EVERY:
            return
        c = alive.c
        newest = select(c.id, c.first, c.last).where(c.channel == channel, c.transport == transport)
        async with self.database.writing() as connection:
            row = (await connection.execute(newest.order_by(c.last.desc()).limit(1))).first()
            if row is not None and row.first <= at <= row.last:
                pass
            elif row is not None and row.last < at <= row.last + GAP:
                await connection.execute(update(alive).where(c.id == row.id).values(last=at))
            elif row is None or at > row.last:
                new = {"channel": channel, "transport": transport, "first": at, "last": at}
                await connection.execute(alive.insert().values(new))
        self._saved[channel, transport] = at

    async def put_health(self, item: Health) -> None:
        """Write how a source stands."""
        query = self.database.insert(health).values(
            channel=item.channel, transport=item.transport, body=item.model_dump_json()
        )
        changed = {"body": query.excluded.body}
        async with self.database.writing() as connection:
            await connection.execute(query.on_conflict_do_update(index_elements=["channel", "transport"], set_=changed))

    async def healths(self) -> Sequence[Health]:
        """How every source stands."""
        query = select(health.c.body).order_by(health.c.channel, health.c.transport)
        async with self.database.reading() as connection:
            return [Health.model_validate_json(body) for body in await connection.scalars(query)]

    async def silences(self, start: datetime, end: datetime, channels: Collection[str] = ()) -> Sequence[Silence]:
        """Spans within [start, end) in which one of these configured channels (none given: any) was heard by no
        transport.

        `end` None = silent still. A channel is expected from its first configuration on.
        """
        now = self.clock.now()
        values = {"since": start - GAP} | ({"names": sorted(channels)} if channels else {})
        async with self.database.glancing() as connection:
            rows = (await connection.execute(_heard(bool(channels)), values)).all()
        found: list[Silence] = []
        for (name, since), spans in groupby(rows, key=lambda row: row[:2]):
            heard = [(first, last) for _, _, first, last in spans if first is not None]
            found += _gaps(name, since, heard, start, min(end, now), now)
        return tuple(found)


@cache
def _heard(of_some: bool) -> Select[Any]:
    """Configured channels, since when they are expected, and the spans in which each was heard, by their beginning."""
    c, a = channels.c, alive.c
    query = select(c.name, c.since, a.first, a.last).where(c.configured).order_by(c.name, a.first)
    query = query.outerjoin(alive, and_(a.channel == c.name, a.last >= bindparam("since")))
    return query.where(c.name.in_(bindparam("names", expanding=True))) if of_some else query


def _gaps(
    name: str, since: datetime, spans: list[tuple[datetime, datetime]], start: datetime, end: datetime, now: datetime
) -> list[Silence]:
    """Stretches longer than GAP that no span covers, cut to what lies after `start`."""
    gaps: list[Silence] = []
    heard = since
    for first, last in spans:
        if first - heard > GAP and first > start and heard < end:
            gaps.append(Silence(channel=name, start=max(heard, start), end=first))
        heard = max(heard, last)
    if heard < end and now - heard > GAP:
        gaps.append(Silence(channel=name, start=max(heard, start)))
    return gaps
