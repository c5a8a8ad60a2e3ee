"""Shelf of withdrawals: when a post went, and when its channel showed the same text again. Rows are kept for ever;
`svodka replay` goes by them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.ports import Withdrawal
from storage.schema import channels, posts, revisions, withdrawals
from storage.shelf import Shelf


class WithdrawalShelf(Shelf):
    """What went and what came back, in order."""

    async def withdrawals(self, start: datetime, end: datetime) -> Sequence[Withdrawal]:
        """Withdrawals and returns of posts posted in [start, end), in the order in which they became known."""
        w = withdrawals.c
        query = (
            select(channels.c.name, posts.c.message_id, w.at, w.kept, w.back)
            .join(posts, posts.c.id == w.post_id)
            .join(channels, channels.c.id == posts.c.channel_id)
            .where(posts.c.posted >= start, posts.c.posted < end)
            .order_by(w.id)
        )
        async with self.database.reading() as connection:
            return [
                Withdrawal(post=f"{row.name}/{row.message_id}", at=row.at, kept=row.kept, back=row.back)
                for row in await connection.execute(query)
            ]


async def note_withdrawal(connection: AsyncConnection, post_id: int, at: datetime, *, back: bool) -> None:
    """Write down that a post went, or that its channel shows the same text again."""
    newest = select(func.max(revisions.c.id)).scalar_subquery()
    await connection.execute(withdrawals.insert().values(post_id=post_id, at=at, kept=newest, back=back))
