"""Shelf of the outbox: messages owed until their fate is known, and the live messages that chats have.

A row is open while `due` is set: it may be taken from then on. Taking it (a lease) moves `due` to the end of
the lease, so that a sender that dies gives it back. Settling clears `due`.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, and_, bindparam, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Alert, ChangeKind, Fate, LiveMessage, Priority
from bot.model.ports import Backlog
from storage.engine import Database
from storage.schema import live_messages, outbox
from storage.shelf import Shelf

DIED = "uncertain: its sender died"
"""The reason of a row whose lease ran out: its message may have been sent."""


class OutboxShelf(Shelf):
    """The outbox."""

    async def lease(self, now: datetime, limit: int, lease: timedelta, busy: Sequence[int]) -> Sequence[Alert]:
        """Take up to `limit` due rows: by priority then age, one per chat at most, no chat of `busy`,
        and never a row before an open older one about the same thing in the same chat and topic.

        On PostgreSQL rows that another process is taking are skipped.
        """
        async with self.database.writing() as connection:
            taken: dict[int, Row[Any]] = {}
            while len(taken) < limit:
                page = (await connection.execute(_due(now, 4 * limit, (*busy, *taken)))).all()
                for row in page:
                    if len(taken) < limit:
                        taken.setdefault(row.chat_id, row)
                if len(page) < 4 * limit:
                    break
            if not taken:
                return ()
            until = now + lease
            values = {
                "fate": Fate.LEASED.value,
                "leased_until": until,
                "due": until,
                "attempts": outbox.c.attempts + 1,
            }
            ids = [row.id for row in taken.values()]
            query = update(outbox).where(outbox.c.id.in_(ids)).values(values)
            await connection.execute(query)
            died = [row.id for row in taken.values() if row.fate == Fate.LEASED.value]
            if died:
                await connection.execute(update(outbox).where(outbox.c.id.in_(died)).values(fate_reason=DIED))
        changed = {"fate": Fate.LEASED, "leased_until": until}
        rows = sorted(taken.values(), key=lambda row: (row.priority, row.id))
        return [
            _alert(row).model_copy(
                update={
                    **changed,
                    "attempts": row.attempts + 1,
                    "fate_reason": DIED if row.id in died else row.fate_reason,
                }
            )
            for row in rows
        ]

    async def give_back(self, now: datetime) -> int:
        """Leased rows are due at once: their sender is gone."""
        query = update(outbox).where(outbox.c.fate == Fate.LEASED.value, outbox.c.due > now).values(due=now)
        async with self.database.writing() as connection:
            return (await connection.execute(query)).rowcount

    async def settle(
        self, alert: Alert, fate: Fate, reason: str, message_id: int | None, live: LiveMessage | None
    ) -> bool:
        """Write a row's fate and, in the same transaction, the chat's live message. A row that is left waiting is
        due at its `not_before`. False, and nothing written, where the row is no longer held as `alert` says:
        another sender has it. A chat that got a new id meanwhile keeps that it heard, but not the message's id."""
        open_still = fate in (Fate.WAITING, Fate.LEASED)
        values: dict[str, Any] = {
            "fate": fate.value,
            "fate_reason": reason,
            "not_before": alert.not_before,
            "leased_until": None,
            "due": alert.not_before if open_still else None,
            "fated": None if open_still else self.clock.now(),
        }
        if message_id is not None:
            values["message_id"] = message_id
        held = (outbox.c.id == alert.id, outbox.c.leased_until == alert.leased_until)
        async with self.database.writing() as connection:
            query = update(outbox).where(*held).values(values).returning(outbox.c.chat_id)
            chat_id = await connection.scalar(query)
            if chat_id is not None and live is not None:
                if chat_id != live.chat_id:
                    live = live.model_copy(update={"chat_id": chat_id, "message_id": 0})
                await _put_live(self.database, connection, live)
        return chat_id is not None

    async def postpone(self, alert: Alert, until: datetime, reason: str) -> bool:
        """Give a row back: it is due again at `until`. False where it is no longer held as `alert` says."""
        waiting = alert.model_copy(update={"not_before": until})
        return await self.settle(waiting, Fate.WAITING, reason, None, None)

    async def make_due(self, chat_id: int, topic: int, reason: str) -> int:
        """Rows that wait for this reason are due at once. Returns how many."""
        now = self.clock.now()
        c = outbox.c
        query = update(outbox).where(c.chat_id == chat_id, c.topic == topic, c.due > now, c.fate_reason == reason)
        async with self.database.writing() as connection:
            return (await connection.execute(query.values(due=now, not_before=now))).rowcount

    async def live_message(self, chat_id: int, topic: int, about: str) -> LiveMessage | None:
        """The message that a chat has about a thing."""
        c = live_messages.c
        query = select(live_messages).where(c.chat_id == chat_id, c.topic == topic, c.about == about)
        async with self.database.reading() as connection:
            row = (await connection.execute(query)).first()
        return None if row is None else LiveMessage(**row._mapping)

    async def owed_before(self, alert: Alert, about: str) -> Alert | None:
        """The oldest row about a thing that the alert's chat is still owed from before it."""
        c = outbox.c
        same = (c.chat_id == alert.chat_id, c.topic == alert.topic, c.about == about)
        query = select(outbox).where(*same, c.id < alert.id, c.due.is_not(None)).order_by(c.id).limit(1)
        found = await self._alerts(query)
        return found[0] if found else None

    async def outbox(self, fates: Sequence[Fate] = (), limit: int = 100) -> Sequence[Alert]:
        """Rows of these fates (or all), newest first."""
        query = select(outbox).order_by(outbox.c.id.desc()).limit(limit)
        if fates:
            query = query.where(outbox.c.fate.in_([fate.value for fate in fates]))
        return await self._alerts(query)

    async def backlog(self) -> Backlog:
        """How many rows are owed, and since when the longest due one is due."""
        query = select(func.count(), func.min(outbox.c.due)).where(outbox.c.due.is_not(None))
        async with self.database.reading() as connection:
            owed, due = (await connection.execute(query)).one()
        return Backlog(owed=owed, due=due)

    async def alert_by_message(self, chat_id: int, message_id: int) -> Alert | None:
        """The newest alert that became (or changed) this message."""
        query = select(outbox).where(outbox.c.chat_id == chat_id, outbox.c.message_id == message_id)
        found = await self._alerts(query.order_by(outbox.c.id.desc()).limit(1))
        return found[0] if found else None

    async def alerts_of(
        self, chat_id: int, topic: int, fates: Sequence[Fate] = (), limit: int = 100
    ) -> Sequence[Alert]:
        """A chat's rows of these fates (or all), newest first."""
        query = select(outbox).where(outbox.c.chat_id == chat_id, outbox.c.topic == topic)
        if fates:
            query = query.where(outbox.c.fate.in_([fate.value for fate in fates]))
        return await self._alerts(query.order_by(outbox.c.id.desc()).limit(limit))

    async def alert(self, alert_id: int) -> Alert | None:
        """One row."""
        found = await self._alerts(select(outbox).where(outbox.c.id == alert_id))
        return found[0] if found else None

    async def _alerts(self, query: Select[Any]) -> list[Alert]:
        async with self.database.reading() as connection:
            return [_alert(row) for row in await connection.execute(query)]

    async def forget_fated(self, older_than: timedelta) -> int:
        """Retention: delete rows whose fate was written so long ago, and live messages as old."""
        before = self.clock.now() - older_than
        async with self.database.writing() as connection:
            await connection.execute(delete(live_messages).where(live_messages.c.updated < before))
            return (await connection.execute(delete(outbox).where(outbox.c.fated < before))).rowcount


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


async def live_about(connection: AsyncConnection, about: str) -> Sequence[LiveMessage]:
    """The live messages about a thing, of all chats."""
    query = select(live_messages).where(live_messages.c.about == about)
    return [LiveMessage(**row._mapping) for row in await connection.execute(query)]


def rows_of(table: Table, chat_id: int, topic: int | None) -> Sequence[ColumnElement[bool]]:
    """The conditions for a table's rows of a chat: of one topic, or (None) of all."""
    whole = table.c.chat_id == chat_id
    return (whole,) if topic is None else (whole, table.c.topic == topic)


async def drop_unsent(connection: AsyncConnection, chat_id: int, topic: int | None, reason: str, now: datetime) -> None:
    """The waiting rows of a chat, or of one topic, are not sent; the reason is kept. Of what is being sent just now
    its sender will know."""
    values = {"fate": Fate.DROPPED.value, "fate_reason": reason, "due": None, "fated": now}
    waiting = (outbox.c.due.is_not(None), outbox.c.fate == Fate.WAITING.value)
    await connection.execute(update(outbox).where(*rows_of(outbox, chat_id, topic), *waiting).values(values))


async def move_messages(connection: AsyncConnection, old: int, new: int) -> None:
    """Alerts and live messages of a chat go under its new id; what stands there already stays.

    A supergroup counts its messages anew: what was heard is kept, the former message ids are not.
    """
    for table, column in ((outbox, outbox.c.key), (live_messages, live_messages.c.about)):
        there = table.alias("there")
        twin = there.c[column.name] == column
        twice = select(there.c.topic).where(there.c.chat_id == new, there.c.topic == table.c.topic, twin)
        await connection.execute(delete(table).where(table.c.chat_id == old, exists(twice)))
        ids = {"message_id": 0} if table is live_messages else {}
        await connection.execute(update(table).where(table.c.chat_id == old).values(chat_id=new, **ids))


async def forget_messages(connection: AsyncConnection, chat_id: int, topic: int | None) -> None:
    """Delete the alerts and live messages of a chat, or of one topic."""
    for table in (outbox, live_messages):
        await connection.execute(delete(table).where(*rows_of(table, chat_id, topic)))


async def _put_live(database: Database, connection: AsyncConnection, live: LiveMessage) -> None:
    query = database.insert(live_messages).values(**live.model_dump())
    changed = {name: query.excluded[name] for name in ("message_id", "heard", "text", "updated")}
    await connection.execute(query.on_conflict_do_update(index_elements=["chat_id", "topic", "about"], set_=changed))


def _due(now: datetime, limit: int, busy: Sequence[int]) -> Select[Any]:
    older = outbox.alias("older")
    same = (
        older.c.chat_id == outbox.c.chat_id,
        older.c.topic == outbox.c.topic,
        older.c.about == outbox.c.about,
    )
    before = select(older.c.id).where(*same, older.c.id < outbox.c.id, older.c.due.is_not(None))
    query = select(outbox).where(outbox.c.due <= now, ~exists(before))
    if busy:
        query = query.where(outbox.c.chat_id.not_in(busy))
    query = query.order_by(outbox.c.priority, outbox.c.id).limit(limit)
    return query.with_for_update(skip_locked=True, of=outbox)


def _row(alert: Alert) -> dict[str, Any]:
    row = alert.model_dump(exclude={"id", "inherits"})
    row |= {"kind": alert.kind.value, "priority": int(alert.priority), "fate": alert.fate.value}
    open_now = alert.fate in (Fate.WAITING, Fate.LEASED)
    return {**row, "due": alert.not_before if open_now else None, "fated": None if open_now else alert.created}


def _alert(row: Row[Any]) -> Alert:
    fields = {name: value for name, value in row._mapping.items() if name in Alert.model_fields}
    fields |= {"kind": ChangeKind(row.kind), "priority": Priority(row.priority), "fate": Fate(row.fate)}
    return Alert(**fields)
