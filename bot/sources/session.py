"""A person's Telegram session (Telethon) as pages of channels, with its faults by what to do next."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

from bot.clock import Clock
from bot.config import MtprotoSettings
from bot.errors import BadConfig, SourceBroken, SourceFault, SourceGone, SourceLater, SourceRefused
from bot.sources.page import Item, Page
from bot.sources.text import tidy

PAGE = 50
PATIENCE = 30.0
"""Seconds that an answer may take; Telethon itself waits for ever."""

_MEDIA = ("photo", "video", "gif", "voice", "audio", "sticker", "document", "poll", "geo", "contact")


class Client(Protocol):
    """What is used of Telethon's TelegramClient."""

    async def connect(self) -> None: ...
    async def is_user_authorized(self) -> bool: ...
    async def get_entity(self, entity: Any) -> Any: ...
    def iter_messages(self, entity: Any, limit: int, max_id: int = 0) -> AsyncIterator[Any]: ...
    async def get_messages(self, entity: Any, *, ids: int) -> Any: ...
    async def disconnect(self) -> None: ...


def client(settings: MtprotoSettings) -> Client:
    """Telethon's client over the configured session. BadConfig where the extra is not installed."""
    try:
        from telethon import TelegramClient
    except ImportError as fault:
        raise BadConfig("mtproto.api_id is set, but Telethon is missing: pip install 'svodka[mtproto]'") from fault
    path = Path(settings.session if settings.session.endswith(".session") else f"{settings.session}.session")
    # Telethon would create it with the umask's rights.
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)
    made: Client = TelegramClient(str(path), settings.api_id, settings.api_hash, receive_updates=False)
    return made


class Session:
    """A session's view of channels, page by page as a preview would show them. Raises SourceFault."""

    def __init__(self, wire: Client, clock: Clock) -> None:
        self.wire, self.clock = wire, clock
        self._entities: dict[str, Any] = {}
        self._resume = clock.now()

    async def page(self, username: str, before: int | None = None) -> Page:
        """The newest messages of a channel, or those just before an id."""
        entity, found = await self._asked(username, self._messages, before or 0)
        return Page(
            username=(getattr(entity, "username", None) or "").lower(),
            title=str(getattr(entity, "title", "")),
            channel_id=int(f"-100{entity.id}"),
            items=_items(found),
        )

    async def stands(self, username: str, message_id: int) -> bool:
        """Whether a message is still there."""
        _, found = await self._asked(username, self._message, message_id)
        return found is not None

    async def _messages(self, entity: Any, before: int) -> list[Any]:
        found = [m async for m in self.wire.iter_messages(entity, limit=PAGE, max_id=before)]
        cut = getattr(found[-1], "grouped_id", None) if len(found) == PAGE else None
        # The page may end in the middle of an album, which comes whole with the next one.
        return [m for m in found if cut is None or getattr(m, "grouped_id", None) != cut]

    async def _message(self, entity: Any, message_id: int) -> Any:
        return await self.wire.get_messages(entity, ids=message_id)

    async def _asked(self, username: str, question: Callable[[Any, int], Awaitable[Any]], number: int) -> Any:
        """The channel's entity and the answer; after a refusal asks nothing before its time."""
        while (wait := (self._resume - self.clock.now()).total_seconds()) > 0:
            await self.clock.sleep(wait)
        try:
            async with asyncio.timeout(PATIENCE):
                entity = self._entities.get(username) or await self.wire.get_entity(username)
                self._entities[username] = entity
                return entity, await question(entity, number)
        except Exception as error:
            fault = _named(error)
            if isinstance(fault, SourceGone):
                self._entities.pop(username, None)
            if isinstance(fault, SourceRefused):
                self._resume = self.clock.now() + timedelta(seconds=fault.after or 0)
            raise fault from error


def _items(messages: Sequence[Any]) -> tuple[Item, ...]:
    """Messages as the items of a page, oldest first; an album is one of them."""
    items: dict[int, Item] = {}
    albums: dict[int, int] = {}
    for message in sorted(messages, key=lambda m: int(m.id)):
        group = getattr(message, "grouped_id", None)
        first = albums.setdefault(group, message.id) if group else message.id
        item, kept = _item(message), items.get(first)
        if kept is not None:
            item = kept._replace(text=kept.text or item.text, members=(*kept.members, message.id))
        items[first] = item
    return tuple(items.values())


def _item(message: Any) -> Item:
    text = tidy(message.message or "")
    media = tuple(kind for kind in _MEDIA if getattr(message, kind, None))
    return Item(
        message_id=message.id,
        posted=message.date,
        text=text,
        edited_at=None if getattr(message, "edit_hide", False) else message.edit_date,
        reply_to=getattr(message, "reply_to_msg_id", None),
        media=media or (() if text else ("unsupported",)),
        service=getattr(message, "action", None) is not None,
    )


def _named(fault: Exception) -> SourceFault:
    """Telethon's faults by what to do next."""
    seconds = getattr(fault, "seconds", None)
    name = type(fault).__name__
    if name.startswith(("FloodWait", "SlowModeWait")) and seconds is not None:
        return SourceRefused(f"the server wants {seconds} s of peace", float(seconds))
    if isinstance(fault, OSError | asyncio.IncompleteReadError | TimeoutError):
        return SourceLater(f"no connection: {fault or name}")
    if name in ("UsernameNotOccupiedError", "UsernameInvalidError", "ChannelPrivateError", "ChannelInvalidError"):
        return SourceGone(f"there is no such channel ({name})")
    if isinstance(fault, ValueError):  # Telethon's "No user has … as username"
        return SourceGone(str(fault))
    return SourceBroken(f"{name}: {fault}")
