"""Owing: how alerts come into the outbox, and what gives way to them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Alert, Fate
from storage.engine import Database
from storage.schema import outbox


async def owe(
    database: Database, connection: AsyncConnection, alerts: Sequence[Alert], now: datetime, supersedes: bool
) -> int:
    """Put alerts in; keys that are there are passed over; unsent older rows about the same are superseded.

    The heir of an unsent row that would have rung rings too, if it `inherits` and what would have rung was not
    stale. A thousand chats may be owed at once, so nothing here goes row by row.
    """
    if not alerts:
        return 0
    query = database.insert(outbox).on_conflict_do_nothing().returning(outbox.c.id)
    ids = (await connection.scalars(query, [_row(alert) for alert in alerts])).all()
    if supersedes and ids:
        deaf = {(alert.chat_id, alert.topic, alert.key) for alert in alerts if not alert.inherits}
        await _supersede(connection, min(ids), deaf, now)
    return len(ids)


async def _supersede(
    connection: AsyncConnection, since: int, deaf: Collection[tuple[int, int, str]], now: datetime
) -> None:
    """Unsent rows give way to rows about the same from id `since` on; of those, `deaf` ones take no sound over."""
    old, new = outbox.alias("old"), outbox.alias("new")
    same = (old.c.chat_id == new.c.chat_id, old.c.topic == new.c.topic, old.c.about == new.c.about)
    query = (
        select(old.c.id, old.c.rings, old.c.expires_at, new.c.id.label("heir"))
        .add_columns(new.c.kind, new.c.chat_id, new.c.topic, new.c.key)
        .join(new, and_(*same, new.c.id > old.c.id))
        .where(new.c.id >= since, new.c.due.is_not(None), old.c.due.is_not(None), old.c.fate == Fate.WAITING.value)
        .order_by(new.c.id)
    )
    overtaken = {row.id: row for row in await connection.execute(query)}.values()  # each with its last heir
    if not overtaken:
        return
    giving_way = (
        update(outbox)
        .where(outbox.c.id == bindparam("old"))
        .values(fate=Fate.SUPERSEDED.value, fate_reason=bindparam("why"), due=None, fated=now)
    )
    losers = [{"old": row.id, "why": f"overtaken by {row.kind}"} for row in overtaken]
    await connection.execute(giving_way, losers)
    heirs = [
        {"heir": row.heir}
        for row in overtaken
        if row.rings
        and (row.chat_id, row.topic, row.key) not in deaf
        and (row.expires_at is None or row.expires_at > now)
    ]
    if heirs:
        await connection.execute(update(outbox).where(outbox.c.id == bindparam("heir")).values(rings=True), heirs)


def _row(alert: Alert) -> dict[str, Any]:
    row = alert.model_dump(exclude={"id", "inherits"})
    row |= {"kind": alert.kind.value, "priority": int(alert.priority), "fate": alert.fate.value}
    open_now = alert.fate in (Fate.WAITING, Fate.LEASED)
    return {**row, "due": alert.not_before if open_now else None, "fated": None if open_now else alert.created}
