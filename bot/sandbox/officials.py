"""Deeds of those who write channels: post, edit, delete. The bot hears of them only where it is an administrator."""

from datetime import datetime

from bot.sandbox.chats import Chat, Media, Message
from bot.sandbox.entities import Entity, detect, parse_html
from bot.sandbox.wire import channel_origin, message
from bot.sandbox.world import World, dot


def words(text: str, html: bool) -> tuple[str, list[Entity]]:
    """What a person typed, with what Telegram marks by itself."""
    plain, entities = parse_html(text) if html else (text, [])
    return plain, sorted([*entities, *detect(plain)], key=lambda e: (e["offset"], -e["length"]))


def picture(world: World, kind: str) -> Media:
    """An official's photo or video: its bytes do not matter."""
    return world.keep_file(kind, dot(), f"{kind}.bin", "image/png")


def post(
    world: World,
    channel: Chat,
    text: str,
    *,
    media: tuple[str, ...] = (),
    reply_to: int | None = None,
    forwarded: Message | None = None,
    html: bool = False,
    at: datetime | None = None,
    tell: bool = True,
) -> Message:
    """Publish; several media make an album and its first message is returned. `tell` False = no update (old news)."""
    plain, entities = words(text, html)
    album = world.token("album") if len(media) > 1 else ""
    origin = channel_origin(world.chats[forwarded.chat_id], forwarded, world) if forwarded else None
    written: list[Message] = []
    for number, kind in enumerate(media or ("",)):
        first = number == 0
        one = Message(
            channel.id,
            world.next_message_id(channel),
            at or world.now(),
            as_chat=channel.id,
            text=plain if first else "",
            entities=entities if first else [],
            media=picture(world, kind) if kind else None,
            album=album,
            reply_to=reply_to if first else None,
            origin=origin,
        )
        written.append(world.write(channel, one))
    for one in written if tell else ():
        _tell(world, channel, "channel_post", one)
        _discuss(world, channel, one)
    return written[0]


def edit(world: World, channel: Chat, message_id: int, text: str, *, html: bool = False, tell: bool = True) -> Message:
    """Change the words. The same words again are a phantom edit: an update without a difference."""
    written = world.message(channel, message_id)
    plain, entities = words(text, html)
    if plain != written.text:
        written.history.append(written.text)
        written.text, written.entities, written.edited = plain, entities, world.now()
    if tell:
        _tell(world, channel, "edited_channel_post", written)
    world.changed()
    return written


def delete(world: World, chat: Chat, message_id: int) -> None:
    """Take a message away, an album whole. A bot is never told."""
    gone = world.message(chat, message_id)
    for one in chat.standing:
        if one is gone or (gone.album and one.album == gone.album):
            one.deleted = world.now()
    world.changed()


def _tell(world: World, channel: Chat, kind: str, written: Message) -> None:
    if channel.bot == "administrator":
        world.updates.push(kind, message(written, world))


def _discuss(world: World, channel: Chat, written: Message) -> None:
    """A channel's discussion group gets every post as an automatic forward."""
    group = world.chats.get(channel.linked or 0)
    if group is None:
        return
    copy = Message(
        group.id,
        world.next_message_id(group),
        world.now(),
        as_chat=channel.id,
        text=written.text,
        entities=written.entities,
        media=written.media,
        album=written.album,
        origin=channel_origin(channel, written, world),
        automatic_forward=True,
    )
    world.write(group, copy)
    if group.bot == "administrator" or (group.bot == "member" and not world.privacy):
        world.updates.push("message", message(copy, world))
