"""Episodes and incidents: what was derived from claims. Written by work(), asked by answers."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Table, cast, delete, or_, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Episode, Incident
from storage.engine import Database
from storage.schema import episodes, incidents
from storage.shelf import Shelf

CHUNK = 500
"""So many rows are asked for by id at once."""


class DerivedShelf(Shelf):
    """Episodes and incidents. No regions given means all regions."""

    async def open_episodes(self, regions: Sequence[str] = ()) -> Sequence[Episode]:
        """Episodes not known to be over, oldest first."""
        async with self.database.reading() as connection:
            return list(await open_episodes(connection, regions))

    async def episodes(self, regions: Sequence[str], start: datetime, end: datetime) -> Sequence[Episode]:
        """Episodes that were on at some time in [start, end), oldest first."""
        async with self.database.reading() as connection:
            return await episodes_between(connection, regions, start, end)

    async def incidents(self, regions: Sequence[str], start: datetime, end: datetime) -> Sequence[Incident]:
        """Incidents whose window touches [start, end), oldest first."""
        async with self.database.reading() as connection:
            return await incidents_between(connection, regions, start, end)

    async def incidents_at(self, named: Callable[[str], bool], start: datetime, end: datetime) -> Sequence[Incident]:
        """Incidents in [start, end) of the areas whose name `named` knows, oldest first."""
        c = incidents.c
        body = type_coerce(c.body, JSON) if self.database.is_sqlite else cast(c.body, JSON)
        areas = select(c.id, body["area"].as_string()).where(c.begins < end, c.ends > start)
        async with self.database.reading() as connection:
            ids = [one for one, area in await connection.execute(areas) if area and named(area)]
            found = []
            for k in range(0, len(ids), CHUNK):
                query = select(c.body).where(c.id.in_(ids[k : k + CHUNK]))
                found += [Incident.model_validate_json(text) for text in await connection.scalars(query)]
        return sorted(found, key=lambda one: (one.window.start, one.id))

    async def incident(self, incident_id: str) -> Incident | None:
        """One incident."""
        query = select(incidents.c.body).where(incidents.c.id == incident_id)
        async with self.database.reading() as connection:
            body = await connection.scalar(query)
        return None if body is None else Incident.model_validate_json(body)


async def open_episodes(connection: AsyncConnection, regions: Sequence[str]) -> tuple[Episode, ...]:
    """Episodes not known to be over, oldest first."""
    c = episodes.c
    query = select(c.body).where(c.until.is_(None)).order_by(c.since, c.id)
    if regions:
        query = query.where(c.region.in_(regions))
    return tuple(Episode.model_validate_json(body) for body in await connection.scalars(query))


async def episodes_between(
    connection: AsyncConnection, regions: Sequence[str], start: datetime, end: datetime
) -> tuple[Episode, ...]:
    """Episodes that were on at some time in [start, end)."""
    c = episodes.c
    query = select(c.body).where(c.since < end, or_(c.until.is_(None), c.until >= start)).order_by(c.since, c.id)
    if regions:
        query = query.where(c.region.in_(regions))
    return tuple(Episode.model_validate_json(body) for body in await connection.scalars(query))


async def incidents_between(
    connection: AsyncConnection, regions: Sequence[str], start: datetime, end: datetime
) -> tuple[Incident, ...]:
    """Incidents whose window touches [start, end)."""
    c = incidents.c
    query = select(c.body).where(c.begins < end, c.ends > start).order_by(c.begins, c.id)
    if regions:
        query = query.where(c.region.in_(regions))
    return tuple(Incident.model_validate_json(body) for body in await connection.scalars(query))


async def save_episodes(
    database: Database, connection: AsyncConnection, items: Sequence[Episode], gone: Sequence[str]
) -> None:
    """Write episodes as they are now; drop those that follow from nothing any more."""
    rows = [
        {
            "id": item.id,
            "region": item.region,
            "since": item.since,
            "until": None if item.open else item.ended or item.last_confirmed,
            "body": item.model_dump_json(exclude_defaults=True),
        }
        for item in items
    ]
    await _save(database, connection, episodes, rows, gone)


async def save_incidents(
    database: Database, connection: AsyncConnection, items: Sequence[Incident], gone: Sequence[str]
) -> None:
    """Write incidents as they are now; drop those that follow from nothing any more."""
    rows = [
        {
            "id": item.id,
            "region": item.region,
            "begins": item.window.start,
            "ends": item.window.end,
            "body": item.model_dump_json(exclude_defaults=True),
        }
        for item in items
    ]
    await _save(database, connection, incidents, rows, gone)


async def _save(
    database: Database, connection: AsyncConnection, table: Table, rows: list[dict[str, Any]], gone: Sequence[str]
) -> None:
    if gone:
        await connection.execute(delete(table).where(table.c.id.in_(gone)))
    if rows:
        query = database.insert(table)
        changed = {name: query.excluded[name] for name in rows[0] if name != "id"}
        await connection.execute(query.on_conflict_do_update(index_elements=["id"], set_=changed), rows)
