"""The world in the Bot API's JSON (spec 10.0, the fields that a bot reads)."""

from datetime import datetime
from typing import Any

from bot.sandbox.chats import Chat, Media, Message, Person
from bot.sandbox.world import ANONYMOUS, TELEGRAM, World

Json = dict[str, Any]

_RIGHTS = (
    "can_be_edited",
    "can_manage_chat",
    "can_change_info",
    "can_delete_messages",
    "can_invite_users",
    "can_restrict_members",
    "can_promote_members",
    "can_manage_video_chats",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_post_messages",
    "can_edit_messages",
    "can_pin_messages",
    "can_manage_topics",
)


def stamp(moment: datetime) -> int:
    """Unix time."""
    return int(moment.timestamp())


def user(person: Person) -> Json:
    """User."""
    body: Json = {"id": person.id, "is_bot": person.is_bot, "first_name": person.name}
    if person.username:
        body["username"] = person.username
    if person.language and not person.is_bot:
        body["language_code"] = person.language
    return body


def me(person: Person, privacy: bool) -> Json:
    """User as getMe gives the bot."""
    return {
        **user(person),
        "can_join_groups": True,
        "can_read_all_group_messages": not privacy,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def chat(room: Chat, world: World) -> Json:
    """Chat."""
    body: Json = {"id": room.id, "type": room.kind}
    if room.kind == "private":
        person = world.people[room.id]
        body["first_name"] = person.name
        if person.username:
            body["username"] = person.username
        return body
    body["title"] = room.title
    if room.username:
        body["username"] = room.username
    if room.forum:
        body["is_forum"] = True
    return body


def full_chat(room: Chat, world: World) -> Json:
    """ChatFullInfo."""
    body = chat(room, world) | {
        "accent_color_id": room.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"),
            False,
        ),
    }
    if room.linked is not None:
        body["linked_chat_id"] = room.linked
    if room.kind in ("group", "supergroup"):
        body["permissions"] = {"can_send_messages": True}
    return body


def member(room: Chat, person: Person) -> Json:
    """ChatMember: of the bot by its standing, of others by the chat's lists."""
    admin, inside = person.id in room.admins, person.id in room.members
    status = "administrator" if admin else "member" if inside else "left"
    if person.is_bot and person.id != ANONYMOUS.id:
        status = "left" if room.bot == "deactivated" else room.bot
    body: Json = {"user": user(person), "status": status}
    if status == "administrator":
        body |= dict.fromkeys(_RIGHTS, True) | {"is_anonymous": False}
    if status == "kicked":
        body["until_date"] = 0
    return body


def media(item: Media) -> Json:
    """The field that a message has for its picture or file."""
    base: Json = {"file_id": item.file_id, "file_unique_id": item.unique_id, "file_size": len(item.data)}
    if item.kind == "photo":
        size = {"width": item.width or 1, "height": item.height or 1}
        small = base | {"file_id": item.file_id + "s", "file_unique_id": item.unique_id + "s"}
        return {"photo": [small | {"width": 1, "height": 1}, base | size]}
    if item.kind == "document":
        return {"document": base | {"file_name": item.name, "mime_type": item.mime}}
    return {"video": base | {"width": 640, "height": 360, "duration": 15, "mime_type": "video/mp4"}}


def message(m: Message, world: World, nested: bool = True) -> Json:
    """Message. A channel's post has sender_chat and no from, as Telegram writes it."""
    room = world.chats[m.chat_id]
    body: Json = {"message_id": m.id, "date": stamp(m.date), "chat": chat(room, world)}
    if m.sender is not None and room.kind != "channel":
        body["from"] = user(m.sender)
    if room.kind == "channel":
        body["sender_chat"] = chat(room, world)
    elif m.as_chat is not None:
        body["from"] = user(TELEGRAM if m.automatic_forward else ANONYMOUS)
        body["sender_chat"] = chat(world.chats[m.as_chat], world)
    if m.topic:
        body |= {"message_thread_id": m.topic, "is_topic_message": True}
    body |= m.service
    if m.origin:
        body["forward_origin"] = m.origin
    if m.automatic_forward:
        body["is_automatic_forward"] = True
    if m.signature:
        body["author_signature"] = m.signature
    if m.edited:
        body["edit_date"] = stamp(m.edited)
    if nested and m.reply_to and (answered := room.messages.get(m.reply_to)) and not answered.deleted:
        body["reply_to_message"] = message(answered, world, nested=False)
    return body | _content(m)


def _content(m: Message) -> Json:
    body: Json = {}
    words, marks = ("caption", "caption_entities") if m.media else ("text", "entities")
    if m.text:
        body[words] = m.text
        if m.entities:
            body[marks] = m.entities
    if m.media:
        body |= media(m.media)
    if m.album:
        body["media_group_id"] = m.album
    if m.markup and m.markup.get("inline_keyboard"):
        body["reply_markup"] = {"inline_keyboard": m.markup["inline_keyboard"]}
    return body


def channel_origin(room: Chat, m: Message, world: World) -> Json:
    """MessageOriginChannel: what a forward tells of the post that it repeats."""
    return {"type": "channel", "date": stamp(m.date), "chat": chat(room, world), "message_id": m.id}
