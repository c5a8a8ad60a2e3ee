"""Messages of Telegram Desktop's export as Posts."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.errors import BadInput
from bot.model import Channel, Post, Transport
from bot.sources.text import tidy

_MEDIA_TYPES = {
    "video_file": "video",
    "video_message": "video",
    "animation": "animation",
    "voice_message": "voice",
    "audio_file": "audio",
    "sticker": "sticker",
}
_OTHER_MEDIA = (
    ("photo", "photo"),
    ("poll", "poll"),
    ("location_information", "location"),
    ("contact_information", "contact"),
)
_ALBUM = frozenset({"photo", "video"})


def posts_of(messages: Iterable[Any], channel: Channel, now: datetime) -> Iterator[Post]:
    """A chat's messages as posts, in their order. Service messages are left out, albums made one.

    The export marks no albums: pictures and films of one second with ids in a row, of which one at most has
    a text, are one, under the first id. Raises BadInput for what is no message.
    """
    album: Post | None = None
    last = 0
    for message in messages:
        post = _post(message, channel, now)
        if post is None:
            continue
        if album is not None and _goes_on(album, last, post):
            text = album.text or post.text
            album, last = album.model_copy(update={"text": text}), post.message_id
            continue
        if album is not None:
            yield album
        album, last = post, post.message_id
    if album is not None:
        yield album


def _goes_on(album: Post, last: int, post: Post) -> bool:
    return (
        post.message_id == last + 1
        and post.posted == album.posted
        and not (album.text and post.text)
        and bool(album.media)
        and bool(post.media)
        and set(album.media) | set(post.media) <= _ALBUM
    )


def _post(message: Any, channel: Channel, now: datetime) -> Post | None:
    if not isinstance(message, dict):
        raise BadInput("a message is no object")
    number, kind = message.get("id"), message.get("type")
    if kind not in ("message", "unsupported"):
        return None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 2**53:
        raise BadInput("a message has no id")
    posted = _moment(message, "date_unixtime")
    if posted is None:
        raise BadInput(f"message {number} has no date_unixtime (only a local time); export it with a newer Desktop")
    reply = message.get("reply_to_message_id")
    return Post(
        channel=channel.name,
        message_id=number,
        posted=posted,
        text=tidy(_text(message)),
        transport=Transport.EXPORT,
        seen=now,
        edited=_moment(message, "edited_unixtime"),
        reply_to=reply if isinstance(reply, int) and "reply_to_peer_id" not in message else None,
        media=("unsupported",) if kind == "unsupported" else _media(message),
        forwarded_from=str(message.get("forwarded_from") or ""),
    )


def _moment(message: Mapping[str, Any], key: str) -> datetime | None:
    value = message.get(key)
    try:
        return datetime.fromtimestamp(int(value), UTC) if isinstance(value, str | int) and value != "" else None
    except (ValueError, OverflowError, OSError) as fault:
        raise BadInput(f"message {message.get('id')}: {key} is no time") from fault


def _text(message: Mapping[str, Any]) -> str:
    parts = message.get("text_entities") or message.get("text") or ""
    if isinstance(parts, str):
        return parts
    if not isinstance(parts, list):
        raise BadInput(f"message {message.get('id')}: its text is no text")
    return "".join(part if isinstance(part, str) else str(part.get("text", "")) for part in parts if part)


def _media(message: Mapping[str, Any]) -> tuple[str, ...]:
    found = [kind for key, kind in _OTHER_MEDIA if message.get(key)]
    if message.get("file") or message.get("media_type"):
        found.append(_MEDIA_TYPES.get(str(message.get("media_type", "")), "document"))
    return tuple(found)
