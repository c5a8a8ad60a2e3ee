"""Shelf of chats and their subscriptions."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, delete, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Chat, Interest, Quiet, Severity, Subscription
from storage.outbox import drop_unsent, forget_messages, move_messages, rows_of
from storage.schema import chats, state, subscriptions
from storage.shelf import Shelf
from storage.state import keep

MOST_KEYS = 500
"""So many chats are asked for in one statement (databases limit its parameters)."""

MOVED = "moved:"
"""Begins the state key that holds the new id of a group that became a supergroup."""


class ChatShelf(Shelf):
    """Chats, settings, subscriptions."""

    async def chat(self, chat_id: int, topic: int = 0) -> Chat | None:
        """A chat, or one topic of it, as it was set."""
        query = select(chats).where(chats.c.chat_id == chat_id, chats.c.topic == topic)
        async with self.database.reading() as connection:
            row = (await connection.execute(query)).first()
        return None if row is None else _chat(row)

    async def put_chat(self, chat: Chat) -> None:
        """Write a chat's settings."""
        async with self.database.writing() as connection:
            query = self.database.insert(chats).values(_row(chat))
            changed = {k: query.excluded[k] for k in _row(chat) if k not in ("chat_id", "topic")}
            # Who is closed already keeps the time of it, which retention goes by.
            await connection.execute(query.on_conflict_do_update(index_elements=["chat_id", "topic"], set_=changed))
            if chat.closed:
                await connection.execute(
                    update(chats)
                    .where(chats.c.chat_id == chat.chat_id, chats.c.topic == chat.topic, chats.c.closed_at.is_(None))
                    .values(closed_at=self.clock.now())
                )

    async def configured_chats(self) -> Sequence[Chat]:
        """Chats and topics that come from the configuration, closed ones too."""
        return await self._chats(chats.c.configured)

    async def digest_chats(self) -> Sequence[Chat]:
        """Chats and topics that want a digest and are not closed."""
        return await self._chats(chats.c.digest.is_not(None), chats.c.closed == "")

    async def _chats(self, *wanted: ColumnElement[bool]) -> Sequence[Chat]:
        query = select(chats).where(*wanted).order_by(chats.c.chat_id, chats.c.topic)
        async with self.database.reading() as connection:
            return [_chat(row) for row in await connection.execute(query)]

    async def close_chat(self, chat_id: int, reason: str, topic: int | None = None) -> None:
        """Nothing is sent any more to the chat with all its topics, or to one topic: unsent rows are dropped with
        the reason. Settings stay, and so does the reason of what was closed before."""
        async with self.database.writing() as connection:
            query = update(chats).where(*rows_of(chats, chat_id, topic), chats.c.closed == "")
            await connection.execute(query.values(closed=reason or "closed", closed_at=self.clock.now()))
            await drop_unsent(connection, chat_id, topic, reason or "closed", self.clock.now())

    async def reopen_chat(
        self, chat_id: int, topic: int | None = None, *, unless: str | None = None
    ) -> Mapping[int, datetime]:
        """The chat is back with all its topics, or one topic is, with settings and subscriptions. What was closed
        for the reason `unless` stays closed. Returns the topics that are back, and since when they were closed."""
        closed = [*rows_of(chats, chat_id, topic), chats.c.closed.not_in(["", unless or ""])]
        async with self.database.writing() as connection:
            rows = (await connection.execute(select(chats.c.topic, chats.c.closed_at).where(*closed))).all()
            await connection.execute(update(chats).where(*closed).values(closed="", closed_at=None))
        return {row.topic: row.closed_at or self.clock.now() for row in rows}

    async def migrate_chat(self, old: int, new: int) -> None:
        """A group became a supergroup: everything under the old id goes under the new one, once."""
        if old == new:
            return
        async with self.database.writing() as connection:
            for table in (chats, subscriptions):
                # What is set under the new id already is newer.
                here = select(table.c.topic).where(table.c.chat_id == new)
                stale = table.c.topic.in_(here) if table is chats else _duplicate_of(new)
                await connection.execute(delete(table).where(table.c.chat_id == old, stale))
                await connection.execute(update(table).where(table.c.chat_id == old).values(chat_id=new))
            await move_messages(connection, old, new)
            await keep(self.database, connection, f"{MOVED}{old}", str(new))
            for key in await _state_keys(connection, old):
                if key.startswith(MOVED):
                    continue
                renamed = ":".join(str(new) if part == str(old) else part for part in key.split(":"))
                await connection.execute(delete(state).where(state.c.key == renamed))
                await connection.execute(update(state).where(state.c.key == key).values(key=renamed))

    async def moved(self, chat_id: int) -> int:
        """The id that a chat has since it became a supergroup; its own where it never did."""
        query = select(state.c.value).where(state.c.key == f"{MOVED}{chat_id}")
        async with self.database.reading() as connection:
            return int(await connection.scalar(query) or chat_id)

    async def former_ids(self, chat_id: int) -> Sequence[int]:
        """The ids that a supergroup had before it became one."""
        query = select(state.c.key).where(state.c.key.startswith(MOVED), state.c.value == str(chat_id))
        async with self.database.reading() as connection:
            return [int(key.removeprefix(MOVED)) for key in await connection.scalars(query)]

    async def forget_chat(self, chat_id: int) -> None:
        """Leave no row that holds the chat's id: settings, subscriptions, alerts, messages, small state."""
        async with self.database.writing() as connection:
            await forget(connection, chat_id)
        await self.database.settle()

    async def subscriptions(self, chat_id: int, topic: int = 0) -> Sequence[Subscription]:
        """What a chat (or topic) wants, by region and interest."""
        c = subscriptions.c
        query = select(subscriptions).where(c.chat_id == chat_id, c.topic == topic).order_by(c.region, c.interest)
        async with self.database.reading() as connection:
            return [_subscription(row) for row in await connection.execute(query)]

    async def subscribe(self, items: Sequence[Subscription]) -> None:
        """Add subscriptions; the same region and interest again sets the severity."""
        rows = [
            {**item.model_dump(), "interest": item.interest.value, "severity": int(item.severity)} for item in items
        ]
        if not rows:
            return
        query = self.database.insert(subscriptions)
        query = query.on_conflict_do_update(
            index_elements=["chat_id", "topic", "region", "interest"], set_={"severity": query.excluded.severity}
        )
        async with self.database.writing() as connection:
            await connection.execute(query, rows)

    async def unsubscribe(self, chat_id: int, topic: int, regions: Sequence[str] = ()) -> int:
        """Drop the subscriptions to these regions, or all; returns how many rows went."""
        query = delete(subscriptions).where(subscriptions.c.chat_id == chat_id, subscriptions.c.topic == topic)
        if regions:
            query = query.where(subscriptions.c.region.in_(regions))
        async with self.database.writing() as connection:
            return (await connection.execute(query)).rowcount

    async def forget_closed_chats(self, older_than: timedelta) -> int:
        """Retention: forget chats and topics that closed so long ago (blocked, kicked, deleted). A topic of a chat
        that goes on is forgotten alone. Returns how many."""
        query = select(chats.c.chat_id, chats.c.topic).where(chats.c.closed_at < self.clock.now() - older_than)
        async with self.database.writing() as connection:
            gone = (await connection.execute(query)).all()
            for chat_id, topic in gone:
                await forget(connection, chat_id, topic)
            for chat_id in {chat_id for chat_id, _ in gone}:
                if await connection.scalar(select(chats.c.topic).where(chats.c.chat_id == chat_id).limit(1)) is None:
                    await forget(connection, chat_id)
        return len(gone)


async def forget(connection: AsyncConnection, chat_id: int, topic: int | None = None) -> None:
    """Delete every row that holds the chat's id, or those of one topic."""
    for table in (chats, subscriptions):
        await connection.execute(delete(table).where(*rows_of(table, chat_id, topic)))
    await forget_messages(connection, chat_id, topic)
    keys = await _state_keys(connection, chat_id)
    if topic is not None:  # "digest:CHAT:TOPIC"
        keys = [key for key in keys if key.endswith(f":{chat_id}:{topic}")]
    else:
        here = (state.c.key.startswith(MOVED), state.c.value == str(chat_id))
        await connection.execute(delete(state).where(*here))
    if keys:
        await connection.execute(delete(state).where(state.c.key.in_(keys)))


async def _state_keys(connection: AsyncConnection, chat_id: int) -> list[str]:
    """Keys of the small state that are a chat's own: its id is one of the parts between the colons."""
    found = await connection.scalars(select(state.c.key).where(state.c.key.contains(str(chat_id))))
    return [key for key in found if str(chat_id) in key.split(":")]


def _duplicate_of(new: int) -> Any:
    there = subscriptions.alias("there")
    c = subscriptions.c
    same = (there.c.topic == c.topic, there.c.region == c.region, there.c.interest == c.interest)
    return select(there.c.chat_id).where(there.c.chat_id == new, *same).exists()


_listening = (
    select(subscriptions.c.chat_id, subscriptions.c.topic, subscriptions.c.region, subscriptions.c.severity)
    .outerjoin(chats, and_(chats.c.chat_id == subscriptions.c.chat_id, chats.c.topic == subscriptions.c.topic))
    .where(
        subscriptions.c.region.in_(bindparam("regions", expanding=True)),
        subscriptions.c.interest == bindparam("interest"),
        subscriptions.c.severity <= bindparam("severity"),
        or_(chats.c.closed == "", chats.c.closed.is_(None)),
    )
)


async def subscribers(
    connection: AsyncConnection, regions: Sequence[str], interest: Interest, severity: Severity
) -> Sequence[Subscription]:
    """Subscriptions of open chats to any of the regions (a row each), by one walk of the index."""
    values = {"regions": list(regions), "interest": interest.value, "severity": int(severity)}
    # Unchecked on purpose: tens of thousands may match, and the rows were checked when they were written.
    return [
        Subscription.model_construct(
            chat_id=chat_id, topic=topic, region=region, interest=interest, severity=Severity(least)
        )
        for chat_id, topic, region, least in await connection.execute(_listening, values)
    ]


async def chats_by_key(connection: AsyncConnection, keys: Sequence[tuple[int, int]]) -> Mapping[tuple[int, int], Chat]:
    """The chats among (chat, topic) keys that are known."""
    found: dict[tuple[int, int], Chat] = {}
    for first in range(0, len(keys), MOST_KEYS):
        some = keys[first : first + MOST_KEYS]
        query = select(chats).where(tuple_(chats.c.chat_id, chats.c.topic).in_(some))
        found |= {(row.chat_id, row.topic): _chat(row) for row in await connection.execute(query)}
    return found


def _row(chat: Chat) -> dict[str, Any]:
    quiet = chat.quiet.model_dump_json() if chat.quiet else None
    row = {**chat.model_dump(exclude={"quiet"}), "kind": chat.kind.value, "quiet": quiet}
    return row if chat.closed else {**row, "closed_at": None}


def _chat(row: Row[Any]) -> Chat:
    fields = {name: value for name, value in row._mapping.items() if name in Chat.model_fields}
    return Chat(**{**fields, "quiet": Quiet.model_validate_json(row.quiet) if row.quiet else None})


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        chat_id=row.chat_id,
        topic=row.topic,
        region=row.region,
        interest=Interest(row.interest),
        severity=Severity(row.severity),
    )
