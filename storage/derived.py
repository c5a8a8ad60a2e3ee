"""Episodes and incidents: what was derived from claims. Written by work(), asked by answers."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Insert,
    Select,
    Table,
    bindparam,
    cast,
    delete,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Episode, Incident
from storage.engine import Database, Inserting
from storage.schema import episodes, incidents
from storage.shelf import Shelf

CHUNK = 500
"""So many rows are asked for by id at once."""


def _both(table: Table, since: Column[datetime], *when: ColumnElement[bool]) -> tuple[Select[Any], Select[Any]]:
    """What every post asks, built once: of all regions, and of some."""
    query = select(table.c.body).where(*when).order_by(since, table.c.id)
    return query, query.where(table.c.region.in_(bindparam("regions", expanding=True)))


_is_open = episodes.c.until.is_(None)
_open_episodes = _both(episodes, episodes.c.since, _is_open)
_episodes = _both(
    episodes,
    episodes.c.since,
    episodes.c.since < bindparam("end"),
    or_(_is_open, episodes.c.until >= bindparam("start")),
)
_incidents = _both(
    incidents,
    incidents.c.begins,
    incidents.c.begins < bindparam("end"),
    incidents.c.ends > bindparam("start"),
)


@cache
def _put(insert: Inserting, table: Table) -> Insert:
    query = insert(table)
    changed = {column.name: query.excluded[column.name] for column in table.c if column.name != "id"}
    return query.on_conflict_do_update(index_elements=["id"], set_=changed)


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

    async def incidents_at(
        self, named: Callable[[str, str], bool], start: datetime, end: datetime
    ) -> Sequence[Incident]:
        """Incidents in [start, end) of the areas whose region and name `named` knows, oldest first."""
        c = incidents.c
        body = type_coerce(c.body, JSON) if self.database.is_sqlite else cast(c.body, JSON)
        areas = select(c.id, c.region, body["area"].as_string()).where(c.begins < end, c.ends > start)
        async with self.database.reading() as connection:
            ids = [one for one, region, area in await connection.execute(areas) if area and named(region, area)]
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
    return tuple(Episode.model_validate_json(body) for body in await _bodies(connection, _open_episodes, regions))


async def episodes_between(
    connection: AsyncConnection, regions: Sequence[str], start: datetime, end: datetime
) -> tuple[Episode, ...]:
    """Episodes that were on at some time in [start, end)."""
    bodies = await _bodies(connection, _episodes, regions, start=start, end=end)
    return tuple(Episode.model_validate_json(body) for body in bodies)


async def episodes_of(connection: AsyncConnection, ids: Sequence[str]) -> tuple[Episode, ...]:
    """Episodes of these ids."""
    bodies = await connection.scalars(select(episodes.c.body).where(episodes.c.id.in_(ids)))
    return tuple(Episode.model_validate_json(body) for body in bodies)


async def incidents_between(
    connection: AsyncConnection, regions: Sequence[str], start: datetime, end: datetime
) -> tuple[Incident, ...]:
    """Incidents whose window touches [start, end)."""
    bodies = await _bodies(connection, _incidents, regions, start=start, end=end)
    return tuple(Incident.model_validate_json(body) for body in bodies)


async def _bodies(
    connection: AsyncConnection, queries: tuple[Select[Any], Select[Any]], regions: Sequence[str], **values: datetime
) -> Sequence[str]:
    """What a query tells of all regions, or its twin of some."""
    everywhere, somewhere = queries
    if not regions:
        return (await connection.scalars(everywhere, values)).all()
    return (await connection.scalars(somewhere, {"regions": list(regions), **values})).all()


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
        await connection.execute(_put(database.insert, table), rows)
