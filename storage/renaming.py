"""A channel under a new name: identity is the numeric id, so what was kept under the old name goes on."""

import json
from collections.abc import Collection

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.forgetting import forget_all_tallies
from storage.schema import alive, channels, episodes, health, incidents, posts


async def take_over(connection: AsyncConnection, name: str, channel_id: int, others: Collection[str]) -> bool:
    """Let `name` have the id, whoever had it; whether it may.

    A channel that is no longer watched and had the id is the same channel: its row goes by `name` from here on, the
    former name becomes an alias. Where both names have posts of their own, the id goes over and the posts stay.
    One that is watched too (`others`) keeps the id.
    """
    query = select(channels.c.id, channels.c.name, channels.c.aliases)
    former = (
        await connection.execute(query.where(channels.c.telegram_id == channel_id, channels.c.name != name))
    ).one_or_none()
    if former is None:
        return True
    if former.name in others:
        return False
    mine = await connection.scalar(select(channels.c.id).where(channels.c.name == name))
    if mine is not None and await connection.scalar(select(exists().where(posts.c.channel_id == mine))):
        await connection.execute(update(channels).where(channels.c.id == former.id).values(telegram_id=None))
        return True
    if mine is not None:
        for table in (alive, health):
            await connection.execute(delete(table).where(table.c.channel == name))
        await connection.execute(delete(channels).where(channels.c.id == mine))
    aliases = [a for a in dict.fromkeys((*json.loads(former.aliases), former.name)) if a != name]
    named = {"name": name, "aliases": json.dumps(aliases)}
    await connection.execute(update(channels).where(channels.c.id == former.id).values(named))
    for table in (alive, health):
        await connection.execute(update(table).where(table.c.channel == former.name).values(channel=name))
    for table in (episodes, incidents):
        body = func.replace(table.c.body, f'"channel":"{former.name}"', f'"channel":"{name}"')
        body = func.replace(body, f'"{former.name}/', f'"{name}/')
        await connection.execute(update(table).where(table.c.body.contains(former.name)).values(body=body))
    await forget_all_tallies(connection)
    return True
