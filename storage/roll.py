"""The roll of channels, held in memory as long as the database says that it has not changed."""

from collections.abc import Collection
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Channel
from storage.schema import channels, state

VERSION = "channels:version"
"""The state key that changes with every change of a channel, whichever process made it."""

_ALIASES: TypeAdapter[tuple[str, ...]] = TypeAdapter(tuple[str, ...])


@dataclass(frozen=True)
class Known:
    """All channels by name in order of first acquaintance, their rows' keys, and which are configured now."""

    channels: dict[str, Channel] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    configured: dict[str, Channel] = field(default_factory=dict)

    def keys_of(self, names: Collection[str]) -> list[int]:
        """The rows of channels of these names."""
        return [self.keys[name] for name in names if name in self.keys]


class Roll:
    """Reads the channels when they have changed."""

    def __init__(self) -> None:
        self._version: str | None = None
        self._known = Known()

    def at(self, version: str | None) -> Known | None:
        """The channels as they are in this version, where they are in memory."""
        return self._known if version is not None and version == self._version else None

    async def read(self, connection: AsyncConnection) -> Known:
        """The channels as this connection's transaction sees them."""
        version = await connection.scalar(select(state.c.value).where(state.c.key == VERSION))
        if version is None or version != self._version:
            known = Known()
            for row in await connection.execute(select(channels).order_by(channels.c.id)):
                channel = known.channels[row.name] = channel_of(row)
                known.keys[row.name] = row.id
                if row.configured:
                    known.configured[row.name] = channel
            self._known, self._version = known, version
        return self._known


async def changed(connection: AsyncConnection, insert: "sqlite.Insert | postgresql.Insert") -> None:
    """A channel has changed in this transaction. `insert` is Database.insert(state)."""
    # A random word, not a number: the same number could come again after a rollback.
    query = insert.values(key=VERSION, value=token_hex(8))
    await connection.execute(query.on_conflict_do_update(index_elements=["key"], set_={"value": query.excluded.value}))


def channel_of(row: Row[Any]) -> Channel:
    """A row as the model has it."""
    body = Channel.model_validate_json(row.body)
    aliases = tuple(dict.fromkeys((*body.aliases, *_ALIASES.validate_json(row.aliases))))
    return body.model_copy(update={"id": row.telegram_id, "title": row.title, "aliases": aliases})
