"""Shelf of changes: what each post, or time, did to what is known. A change is a row, kept for ever; `svodka replay`
holds what would come of the same posts today against it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Change, ChangeKind
from bot.model.ports import Noted
from storage.schema import changes
from storage.shelf import Shelf

_note = changes.insert()


class ChangeShelf(Shelf):
    """What changed, in order."""

    async def changes(self, start: datetime, end: datetime) -> Sequence[Noted]:
        """Changes that became known in [start, end)."""
        c = changes.c
        query = select(changes).where(c.at >= start, c.at < end).order_by(c.at, c.id)
        async with self.database.reading() as connection:
            return [
                Noted(
                    at=row.at,
                    kind=ChangeKind(row.kind),
                    about=row.about,
                    regions=tuple(row.regions.split()),
                    post=row.post,
                    weapon=row.weapon,
                )
                for row in await connection.execute(query)
            ]


async def note(connection: AsyncConnection, made: Sequence[Change]) -> None:
    """Write changes down; notices to operators are none of them."""
    rows = [
        {
            "at": change.at,
            "kind": change.kind.value,
            "about": change.about,
            "regions": " ".join(change.regions),
            "post": change.post,
            "weapon": change.weapon.value if change.weapon else None,
        }
        for change in made
        if change.kind is not ChangeKind.NOTICE
    ]
    if rows:
        await connection.execute(_note, rows)
