"""People, chats and messages of the sandbox: what is the case. Changed by deeds and by the bot's methods alone."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from bot.sandbox.entities import Entity
from bot.sandbox.render import to_html

ChatType = Literal["private", "group", "supergroup", "channel"]
Standing = Literal["left", "member", "administrator", "kicked", "deactivated"]


@dataclass
class Person:
    """Somebody with an account; the bot is one too."""

    id: int
    name: str
    username: str = ""
    language: str = "ru"
    is_bot: bool = False


@dataclass
class Media:
    """A picture or a file. `kind` is photo, document, video or unsupported (the preview cannot show it)."""

    kind: str
    file_id: str
    unique_id: str
    data: bytes = b""
    name: str = ""
    mime: str = "application/octet-stream"
    width: int = 0
    height: int = 0


@dataclass
class Message:
    """One message as it stands now. `history` holds the texts that edits replaced, oldest first."""

    chat_id: int
    id: int
    date: datetime
    sender: Person | None = None  # None: the chat itself speaks (a channel, an anonymous admin)
    as_chat: int | None = None
    text: str = ""  # the caption where there is media
    entities: list[Entity] = field(default_factory=list)
    media: Media | None = None
    album: str = ""
    markup: dict[str, Any] | None = None
    edited: datetime | None = None
    reply_to: int | None = None
    topic: int = 0
    origin: dict[str, Any] | None = None
    automatic_forward: bool = False
    service: dict[str, Any] = field(default_factory=dict)
    silent: bool = False
    signature: str = ""
    pinned: bool = False
    deleted: datetime | None = None
    reactions: list[dict[str, Any]] = field(default_factory=list)
    history: list[str] = field(default_factory=list)

    @property
    def by_bot(self) -> bool:
        """Whether the bot wrote it."""
        return self.sender is not None and self.sender.is_bot

    @property
    def html(self) -> str:
        """The text with its mark-up."""
        return to_html(self.text, self.entities)

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """The inline buttons, row after row."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]


@dataclass
class Chat:
    """A chat. `bot` is how the bot stands in it; for a private chat kicked = blocked, left = never started."""

    id: int
    kind: ChatType
    title: str = ""
    username: str = ""
    bot: Standing = "left"
    admins: set[int] = field(default_factory=set)
    members: set[int] = field(default_factory=set)
    forum: bool = False
    topics: dict[int, str] = field(default_factory=dict)
    linked: int | None = None  # a channel's discussion group, and back
    previewed: bool = True  # whether t.me/s shows the channel
    authority: str = ""  # for the chat page's badge only
    moved_to: int | None = None
    last_id: int = 0
    messages: dict[int, Message] = field(default_factory=dict)

    @property
    def standing(self) -> list[Message]:
        """The messages that a reader sees now, oldest first."""
        return [message for message in self.messages.values() if message.deleted is None]


@dataclass
class Press:
    """A pressed button and the bot's answer to it."""

    id: str
    user: Person
    message: Message
    data: str
    at: datetime
    answered: bool = False
    text: str = ""
    alert: bool = False


@dataclass
class Inline:
    """An inline question and the bot's results."""

    id: str
    user: Person
    query: str
    at: datetime
    answered: bool = False
    results: list[dict[str, Any]] = field(default_factory=list)
    next_offset: str = ""
    personal: bool = False
