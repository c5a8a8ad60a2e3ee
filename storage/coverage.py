"""Coverage of a day: who was expected to speak of it, who was heard, and when each last spoke."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import reconciliation
from bot.model import Coverage
from bot.model.ports import Health, HealthState
from storage.newest import Newest
from storage.roll import Known
from storage.schema import alive, health


async def coverage_of(
    connection: AsyncConnection,
    known: Known,
    newest: Newest,
    day: date,
    zone: str,
    regions: Sequence[str],
    now: datetime,
) -> Coverage:
    """Coverage of a day in `zone`, for the channels of the regions asked for.

    Today it goes by the sources' health as it is now. On a day that is over, a channel was alive that was heard
    in it: by its posts, or by a source that answered.
    """
    start, end = reconciliation.bounds(day, zone)
    last = await newest.before(connection, end)
    healths = await _healths(connection) if now < end else await _heard(connection, start, end)
    return reconciliation.coverage(
        known.configured,
        healths,
        {name: last[known.keys[name]] for name in known.configured if known.keys[name] in last},
        regions,
        start,
    )


async def _healths(connection: AsyncConnection) -> list[Health]:
    return [Health.model_validate_json(body) for body in await connection.scalars(select(health.c.body))]


async def _heard(connection: AsyncConnection, start: datetime, end: datetime) -> list[Health]:
    """Who answered at any time of a day that is over."""
    query = select(alive.c.channel, alive.c.transport).distinct()
    rows = await connection.execute(query.where(alive.c.last >= start, alive.c.first < end))
    return [Health(channel=name, transport=by, state=HealthState.HEALTHY, since=start) for name, by in rows]
