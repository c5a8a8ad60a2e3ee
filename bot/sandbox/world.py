"""The world behind the server: who is there, what was written, and who is told that something changed."""

import asyncio
import struct
import zlib
from datetime import datetime
from itertools import count
from typing import Any

from bot.clock import Clock
from bot.sandbox.chats import Chat, Inline, Media, Message, Person, Press
from bot.sandbox.refusal import bad_request
from bot.sandbox.updates import Updates

TELEGRAM = Person(777000, "Telegram")
ANONYMOUS = Person(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)


class World:
    """Chats by id. Ids of people are positive, of groups and channels negative, as the Bot API gives them."""

    def __init__(self, clock: Clock, bot: Person, privacy: bool = False) -> None:
        self.clock, self.bot, self.privacy = clock, bot, privacy
        self.updates = Updates(clock)
        self.people: dict[int, Person] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, Media] = {}
        self.menus: dict[tuple[str, str], list[dict[str, Any]]] = {}  # commands by (scope as JSON, language)
        self.about: dict[tuple[str, str], str] = {}
        self.presses: dict[str, Press] = {}
        self.inlines: dict[str, Inline] = {}
        self.version = 0  # of everything, calls included
        self.edition = 0  # of what people can see
        self._ids = count(1)
        self._private_ids = count(1)  # private chats and basic groups share the account's own numbering
        self._changed: set[asyncio.Event] = set()

    def now(self) -> datetime:
        """The clock's moment in whole seconds, as Telegram dates messages."""
        return self.clock.now().replace(microsecond=0)

    def changed(self) -> None:
        """People see something that they could not see before: wake whoever watches."""
        self.edition += 1
        self.noted()

    def noted(self) -> None:
        """Something happened between the bot and the server alone."""
        self.version += 1
        for event in self._changed:
            event.set()

    async def watch(self, seen: int, seconds: float) -> int:
        """Wait until the version is past `seen`, at most so many of the machine's seconds; the version then."""
        event = asyncio.Event()
        self._changed.add(event)
        try:
            if self.version <= seen:
                await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            pass
        finally:
            self._changed.discard(event)
        return self.version

    def token(self, letters: str) -> str:
        """A new id for files, queries and albums."""
        return f"{letters}{next(self._ids):08d}"

    def find(self, name: int | str) -> Chat | None:
        """A chat by id, by "-100…" or by @name (with or without @)."""
        text = str(name)
        if text.lstrip("-").isdigit():
            return self.chats.get(int(text))
        wanted = text.removeprefix("@").lower()
        return next((chat for chat in self.chats.values() if chat.username.lower() == wanted != ""), None)

    def chat(self, name: int | str) -> Chat:
        """The same; Refusal 400 where there is none."""
        chat = self.find(name)
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def person(self, who: int | Person) -> Person:
        """Somebody by id."""
        return who if isinstance(who, Person) else self.people[who]

    def next_message_id(self, chat: Chat) -> int:
        """Channels and supergroups count for themselves."""
        if chat.kind in ("channel", "supergroup"):
            return chat.last_id + 1
        return next(self._private_ids)

    def write(self, chat: Chat, message: Message) -> Message:
        """Put a message into its chat."""
        chat.last_id = max(chat.last_id, message.id)
        chat.messages[message.id] = message
        self.changed()
        return message

    def message(self, chat: Chat, message_id: int, missing: str = "message not found") -> Message:
        """A message that stands; Refusal 400 with the given sentence where there is none."""
        message = chat.messages.get(message_id)
        if message is None or message.deleted is not None:
            raise bad_request(missing)
        return message

    def keep_file(self, kind: str, data: bytes, name: str = "", mime: str = "") -> Media:
        """Store a file under a new file_id."""
        width, height = picture_size(data) if kind == "photo" else (0, 0)
        token = self.token(kind[0].upper())
        media = Media(kind, f"Ag{token}{zlib.crc32(data):08x}", f"U{token}", data, name, mime, width, height)
        self.files[media.file_id] = media
        return media


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG; (0, 0) where it is neither."""
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return struct.unpack(">II", data[16:24])
    if data[:2] == b"\xff\xd8":
        at = 2
        while at + 9 < len(data):
            marker, size = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
            if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
                height, width = struct.unpack(">HH", data[at + 5 : at + 9])
                return width, height
            at += 2 + size
    return 0, 0


def dot() -> bytes:
    """A grey picture of one pixel: what an official's photo is here."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")
