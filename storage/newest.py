"""When each channel last spoke before the end of a day: remembered, and brought up to date by the posts since."""

from collections import OrderedDict
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import channels, posts

DAYS = 64
"""So many days are remembered."""

LATE = 1000
"""On PostgreSQL a lower id may be committed after a higher one; so many are looked at again."""


class Newest:
    """Posts are never taken away and their times never change, so what is known stays true."""

    def __init__(self, *, in_order: bool) -> None:
        """`in_order`: posts become visible in the order of their ids (one writer)."""
        self._again = 0 if in_order else LATE
        self._days: OrderedDict[datetime, tuple[int, dict[int, datetime]]] = OrderedDict()

    async def before(self, connection: AsyncConnection, end: datetime) -> dict[int, datetime]:
        """The newest posting time before `end` (UTC) by channel row."""
        p = posts.c
        seen, known = self._days.pop(end, (-1, {}))
        if seen < 0:
            newest = select(func.max(p.posted)).where(p.channel_id == channels.c.id, p.posted < end)
            rows = await connection.execute(select(channels.c.id, newest.scalar_subquery()))
            found = {key: at for key, at in rows if at is not None}
            last = await connection.scalar(select(func.max(p.id))) or 0
        else:
            found, last = dict(known), seen
            since = select(p.id, p.channel_id, p.posted).where(p.id > seen - self._again)
            for key, channel_id, posted in await connection.execute(since):
                last = max(last, key)
                if posted < end and (channel_id not in found or found[channel_id] < posted):
                    found[channel_id] = posted
        self._days[end] = last, found
        while len(self._days) > DAYS:
            self._days.popitem(last=False)
        return found
