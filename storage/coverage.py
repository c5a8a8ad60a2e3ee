"""Coverage of a day: who was expected to speak of it, who was heard, and when each last spoke."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import reconciliation
from bot.model import Coverage
from bot.model.ports import Health
from storage.roll import Known
from storage.schema import alive, channels, health, posts

HEARD = "healthy"


async def coverage_of(
    connection: AsyncConnection,
    known: Known,
    day: date,
    zone: str,
    regions: Sequence[str],
    now: datetime,
) -> Coverage:
    """Coverage of a day in `zone`, for one region's channels where one region is asked for.

    Today it goes by the sources' health as it is now. On a day that is over, a channel was alive that was heard
    in it: by its posts, or by a source that answered.
    """
    start, end = reconciliation.bounds(day, zone)
    region = regions[0] if len(regions) == 1 else None
    offices = [channel.name for channel in reconciliation.expected(known.configured, region)]
    newest = select(func.max(posts.c.posted)).where(posts.c.channel_id == channels.c.id, posts.c.posted < end)
    query = select(channels.c.name, newest.scalar_subquery()).where(channels.c.id.in_(known.keys_of(offices)))
    last: dict[str, datetime | None] = dict((await connection.execute(query)).all())
    return reconciliation.coverage(
        known.configured,
        await _healths(connection) if now < end else await _heard(connection, start, end),
        {name: at for name, at in last.items() if at is not None},
        region,
        start,
    )


async def _healths(connection: AsyncConnection) -> list[Health]:
    return [Health.model_validate_json(body) for body in await connection.scalars(select(health.c.body))]


async def _heard(connection: AsyncConnection, start: datetime, end: datetime) -> list[Health]:
    """Who answered at any time of a day that is over."""
    query = select(alive.c.channel, alive.c.transport).distinct()
    rows = await connection.execute(query.where(alive.c.last >= start, alive.c.first < end))
    return [Health(channel=name, transport=by, state=HEARD, since=start) for name, by in rows]
