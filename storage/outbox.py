"""Shelf of the outbox: messages owed until their fate is known, and the live messages that chats have.

A row is open while `due` is set: it may be taken from then on. Taking it (a lease) moves `due` to the end of
the lease, so that a sender that dies gives it back. Settling clears `due`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, bindparam, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import FORMER, Alert, ChangeKind, Fate, LiveMessage, Priority
from bot.model.ports import Backlog
from storage.engine import Database
from storage.owing import owe
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
        self,
        alert: Alert,
        fate: Fate,
        reason: str,
        message_id: int | None,
        live: LiveMessage | None,
        then: Alert | None = None,
    ) -> bool:
        """Write a row's fate and, in the same transaction, the chat's live message and the row that it is owed next.

        A row that is left waiting is due at its `not_before`. False, and nothing written, where the row is no longer
        held as `alert` says: another sender has it. A chat that got a new id meanwhile keeps that it heard, but not
        the message's id, nor what is owed to that message."""
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
            if then is not None and chat_id == then.chat_id:
                await owe(self.database, connection, [then], self.clock.now(), supersedes=False)
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

    async def told(self, chat_id: int, topic: int, about: str) -> Sequence[Alert]:
        """Rows about a thing that became messages of the chat, or may have; the newest few, newest first."""
        c = outbox.c
        # By the beginning of their keys, which the unique index knows: '0' comes after '/'.
        same = (c.chat_id == chat_id, c.topic == topic, c.key.between(f"{about}/", f"{about}0"), c.about == about)
        sent = c.fate.in_([Fate.SENT.value, Fate.UNCERTAIN.value])
        return await self._alerts(select(outbox).where(*same, sent).order_by(c.id.desc()).limit(10))

    async def overtaken(self, alert: Alert) -> Sequence[Alert]:
        """Rows about the same that gave way to this one, since the last that the chat was sent; oldest first."""
        c = outbox.c
        # By the beginning of their keys, which the unique index knows: '0' comes after '/'.
        keys = c.key.between(f"{alert.about}/", f"{alert.about}0")
        before = (c.chat_id == alert.chat_id, c.topic == alert.topic, keys, c.about == alert.about, c.id < alert.id)
        sent = select(func.max(c.id)).where(*before, c.fate.in_([Fate.SENT.value, Fate.UNCERTAIN.value]))
        later = c.id > func.coalesce(sent.scalar_subquery(), 0)
        return await self._alerts(select(outbox).where(*before, later, c.fate == Fate.SUPERSEDED.value).order_by(c.id))

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
        """The newest alert that became (or changed) this message; that a newer one goes on from it is none."""
        c = outbox.c
        query = select(outbox).where(c.chat_id == chat_id, c.message_id == message_id, c.about.not_like(f"{FORMER}%"))
        found = await self._alerts(query.order_by(outbox.c.id.desc()).limit(1))
        return found[0] if found else None

    async def alerts_of(
        self, chat_id: int, topic: int, fates: Sequence[Fate] = (), limit: int = 100, *, since: datetime | None = None
    ) -> Sequence[Alert]:
        """A chat's rows of these fates (or all), newest first; `since` = whose fate was written from then on."""
        query = select(outbox).where(outbox.c.chat_id == chat_id, outbox.c.topic == topic)
        if since is not None:
            query = query.where(outbox.c.fated >= since)
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


_live_about = select(live_messages).where(live_messages.c.about.in_(bindparam("abouts", expanding=True)))


async def live_about(connection: AsyncConnection, abouts: Sequence[str]) -> Sequence[LiveMessage]:
    """The live messages about some things, of all chats."""
    return [LiveMessage(**row._mapping) for row in await connection.execute(_live_about, {"abouts": list(abouts)})]


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
        none = 0 if table is live_messages else None
        await connection.execute(update(table).where(table.c.chat_id == old).values(chat_id=new, message_id=none))


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


def _alert(row: Row[Any]) -> Alert:
    fields = {name: value for name, value in row._mapping.items() if name in Alert.model_fields}
    fields |= {"kind": ChangeKind(row.kind), "priority": Priority(row.priority), "fate": Fate(row.fate)}
    return Alert(**fields)
