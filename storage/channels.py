"""Shelf of channels: who speaks, as configured, with the identity that was learnt."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Channel
from storage.engine import Database
from storage.forgetting import forget_all_tallies
from storage.renaming import take_over
from storage.roll import changed
from storage.schema import channels, state
from storage.shelf import Shelf


class ChannelShelf(Shelf):
    """Channels."""

    async def channels(self) -> Mapping[str, Channel]:
        """All channels ever configured or heard of, by name, in order of first acquaintance."""
        async with self.database.reading() as connection:
            return dict((await self.database.roll.read(connection)).channels)

    async def put_channels(self, items: Sequence[Channel], *, all_there_are: bool = False) -> None:
        """Write them as configured; pinned ids and learnt aliases are kept.

        With `all_there_are`, channels missing from `items` are no longer expected to report.
        """
        async with self.database.writing() as connection:
            if all_there_are:
                await connection.execute(update(channels).values(configured=False))
            names = {item.name for item in items}
            # Ids that were mended in the configuration: nobody keeps one that is another's now.
            for item in items:
                if item.id is not None:
                    held = channels.c.telegram_id == item.id, channels.c.name != item.name, channels.c.name.in_(names)
                    await connection.execute(update(channels).where(*held).values(telegram_id=None))
            for item in items:
                if item.id is not None:
                    await take_over(connection, item.name, item.id, ())
                await self._put(connection, item)
            await changed(connection, self.database.insert(state))

    async def _put(self, connection: AsyncConnection, item: Channel) -> None:
        key = await channel_key(self.database, connection, item.name, self.clock.now())
        before = await connection.scalar(select(channels.c.body).where(channels.c.id == key))
        values: dict[str, object] = {"configured": True, "body": _body(item)}
        if item.id is not None:
            values["telegram_id"] = item.id
        if item.title:
            values["title"] = item.title
        await connection.execute(update(channels).where(channels.c.id == key).values(values))
        if before != values["body"]:
            # Who speaks for whom decides how figures are counted.
            await forget_all_tallies(connection)

    async def pin(self, name: str, channel_id: int, title: str) -> None:
        """Remember the identity behind the name (Bot API id, -100…); another watched channel's id stays its own."""
        async with self.database.writing() as connection:
            watched = set(await connection.scalars(select(channels.c.name).where(channels.c.configured)))
            if not await take_over(connection, name, channel_id, watched):
                return
            key = await channel_key(self.database, connection, name, self.clock.now())
            values = {"telegram_id": channel_id, "title": title}
            await connection.execute(update(channels).where(channels.c.id == key).values(values))
            await changed(connection, self.database.insert(state))

    async def rename(self, name: str, username: str) -> None:
        """The same channel (by id) goes by another username now: an alias from here on."""
        async with self.database.writing() as connection:
            found = (await connection.execute(select(channels.c.aliases).where(channels.c.name == name))).scalar()
            known = json.loads(found or "[]")
            if username.lower() not in (*known, name):
                values = {"aliases": json.dumps([*known, username.lower()])}
                await connection.execute(update(channels).where(channels.c.name == name).values(values))
                await changed(connection, self.database.insert(state))


async def channel_key(database: Database, connection: AsyncConnection, name: str, now: datetime) -> int:
    """The row of a channel, made if it is new (a post may come before the configuration does)."""
    query = select(channels.c.id).where(channels.c.name == name)
    found = (await connection.execute(query)).scalar()
    if found is None:
        row = {"name": name, "since": now, "configured": True, "body": _body(Channel(name=name))}
        await connection.execute(database.insert(channels).values(row).on_conflict_do_nothing())
        found = (await connection.execute(query)).scalar_one()
        await changed(connection, database.insert(state))
    return int(found)


def _body(item: Channel) -> str:
    return item.model_dump_json(exclude={"id", "title"}, exclude_defaults=True)
