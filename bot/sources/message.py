"""What a message of the Bot API is to us. Pure: the roster says who is who, nothing is looked up."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from telegram import Message, MessageOriginChannel

from bot.model import Channel, Post, Transport
from bot.model.base import Frozen, Instant
from bot.sources.roster import Impostor, Roster
from bot.sources.text import tidy

_MEDIA = (
    "photo",
    "video",
    "animation",
    "document",
    "audio",
    "voice",
    "video_note",
    "sticker",
    "poll",
    "location",
    "contact",
    "paid_media",
    "story",
)


class Relay(Frozen):
    """A forward of a post whose channel is not watched: it is shown, never counted, and raises no alarm.

    `chat_id` and `message_id` are the forward's own, in the chat where it was made.
    """

    chat_id: int
    message_id: int
    source_id: int
    username: str
    title: str
    posted: Instant
    text: str


class Origin(NamedTuple):
    """The channel's post that a message is or carries, and the way by which it came."""

    chat_id: int
    username: str
    title: str
    message_id: int
    posted: datetime
    transport: Transport


def sort(message: Message, roster: Roster, now: datetime) -> Post | Relay | Impostor | None:
    """What a message is to us.

    Post: of a watched channel (posted there, forwarded automatically to its discussion group, or forwarded by
    a person: then the post is the original one, its id and time). Relay: a forward of some other channel's
    post. Impostor: from a channel that has a watched one's title or username, and another id. None: anything
    else, and service messages.
    """
    origin = origin_of(message)
    if origin is None:
        return None
    who = roster.identify(origin.chat_id, origin.username, origin.title)
    if isinstance(who, Impostor):
        return who
    if who is None:
        return _relay(message, origin) if origin.transport is Transport.FORWARD else None
    if origin.transport is Transport.UPDATES and Transport.UPDATES not in who.channel.via:
        return None
    return _post(message, who.channel, origin, now)


def post_of(message: Message, channels: Mapping[str, Channel], now: datetime) -> Post | None:
    """The watched channel's post that a message is, if it is one (see `sort`)."""
    found = sort(message, Roster(channels), now)
    return found if isinstance(found, Post) else None


def origin_of(message: Message) -> Origin | None:
    """Where a message comes from; None where that is no channel."""
    chat = message.chat
    if chat.type == "channel":
        return Origin(
            chat.id, chat.username or "", chat.title or "", message.message_id, message.date, Transport.UPDATES
        )
    origin = message.forward_origin
    if not isinstance(origin, MessageOriginChannel):
        return None
    by_itself = bool(message.is_automatic_forward)
    return Origin(
        origin.chat.id,
        origin.chat.username or "",
        origin.chat.title or "",
        origin.message_id,
        origin.date,
        Transport.UPDATES if by_itself else Transport.FORWARD,
    )


def _post(message: Message, channel: Channel, origin: Origin, now: datetime) -> Post | None:
    text, media = tidy(message.text or message.caption or ""), _media_of(message)
    if not text and not media:
        return None
    quoted = message.reply_to_message
    in_channel = message.chat.type == "channel"
    return Post(
        channel=channel.name,
        message_id=origin.message_id,
        posted=origin.posted,
        text=text,
        transport=origin.transport,
        seen=now,
        # A person's forward shows the text as it was when it was forwarded; its own edit time says nothing.
        edited=message.edit_date if origin.transport is Transport.UPDATES else None,
        reply_to=quoted.message_id if quoted and in_channel else None,
        media=media,
        forwarded_from=_forwarded_from(message) if in_channel else "",
    )


def _media_of(message: Message) -> tuple[str, ...]:
    found = [kind for kind in _MEDIA if getattr(message, kind, None)]
    if message.animation and "document" in found:
        found.remove("document")  # the API sets both for an animation
    if not found and not message.text and message.api_kwargs:
        found = ["unsupported"]  # a kind that the library does not know yet
    return tuple(found)


def _forwarded_from(message: Message) -> str:
    origin = message.forward_origin
    if isinstance(origin, MessageOriginChannel):
        return (origin.chat.username or origin.chat.title or str(origin.chat.id)).lower()
    return ""


def _relay(message: Message, origin: Origin) -> Relay:
    return Relay(
        chat_id=message.chat.id,
        message_id=message.message_id,
        source_id=origin.chat_id,
        username=origin.username,
        title=origin.title,
        posted=origin.posted,
        text=tidy(message.text or message.caption or ""),
    )
