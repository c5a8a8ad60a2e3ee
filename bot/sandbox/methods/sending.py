"""sendMessage, forwardMessage, copyMessage, sendChatAction; and where the bot may write at all."""

from dataclasses import replace
from typing import Any

from bot.sandbox.chats import Chat, Media, Message
from bot.sandbox.methods.params import Params, formatted, keyboard
from bot.sandbox.refusal import bad_request, forbidden
from bot.sandbox.wire import channel_origin, message, stamp, user
from bot.sandbox.world import World

MIGRATED = "group chat was upgraded to a supergroup chat"
TEXT, CAPTION = 4096, 1024


def reachable(world: World, params: Params, name: str = "chat_id") -> Chat:
    """The chat, if the bot is in it; else the refusal that Telegram gives."""
    if not params.text(name):
        raise bad_request("chat_id is empty")
    chat = world.chat(params.text(name))
    words = f"{chat.kind} chat" if chat.kind != "group" else "group chat"
    if chat.moved_to is not None:
        raise bad_request(MIGRATED, migrate_to_chat_id=chat.moved_to)
    if chat.kind == "private" and chat.bot != "member":
        raise forbidden(
            {
                "left": "bot can't initiate conversation with a user",
                "kicked": "bot was blocked by the user",
            }.get(chat.bot, "user is deactivated")
        )
    if chat.bot in ("left", "deactivated"):
        raise forbidden(f"bot is not a member of the {words}")
    if chat.bot == "kicked":
        raise forbidden(f"bot was kicked from the {words}")
    return chat


def writable(world: World, params: Params) -> Chat:
    """The same, and the bot may write there and in that topic."""
    chat = reachable(world, params)
    if chat.kind == "channel" and chat.bot != "administrator":
        raise bad_request("need administrator rights in the channel chat")
    topic = params.integer("message_thread_id")
    if topic and (not chat.forum or topic not in chat.topics):
        raise bad_request("message thread not found")
    return chat


def reply_target(chat: Chat, params: Params) -> int | None:
    """reply_parameters (or the older reply_to_message_id), checked."""
    reply = params.json("reply_parameters") or {}
    target = int(reply.get("message_id") or params.integer("reply_to_message_id"))
    if not target:
        return None
    answered = chat.messages.get(target)
    if answered is not None and answered.deleted is None:
        return target
    if reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def put(world: World, chat: Chat, params: Params, words: tuple[str, list[dict[str, Any]]], **more: Any) -> Message:
    """Write the bot's message into the chat."""
    text, entities = words
    return world.write(
        chat,
        Message(
            chat_id=chat.id,
            id=world.next_message_id(chat),
            date=world.now(),
            sender=world.bot,
            text=text,
            entities=entities,
            markup=keyboard(params),
            reply_to=reply_target(chat, params),
            topic=params.integer("message_thread_id"),
            silent=params.flag("disable_notification"),
            **more,
        ),
    )


def caption(params: Params) -> tuple[str, list[dict[str, Any]]]:
    """caption with its entities."""
    given = params.json("caption_entities")
    return formatted(params.text("caption"), params.text("parse_mode"), given, CAPTION, "caption")


def send_message(world: World, params: Params) -> Any:
    """sendMessage."""
    chat = writable(world, params)
    text, entities = formatted(params.text("text"), params.text("parse_mode"), params.json("entities"), TEXT, "text")
    if not text:
        raise bad_request("message text is empty")
    return message(put(world, chat, params, (text, entities)), world)


def forward_message(world: World, params: Params) -> Any:
    """forwardMessage."""
    chat, source, original = _original(world, params, "message to forward not found")
    origin = original.origin
    if origin is None and source.kind == "channel":
        origin = channel_origin(source, original, world)
    elif origin is None and original.sender is not None:
        origin = {"type": "user", "date": stamp(original.date), "sender_user": user(original.sender)}
    copy = put(world, chat, params, (original.text, original.entities), media=_media(original), origin=origin)
    return message(copy, world)


def copy_message(world: World, params: Params) -> Any:
    """copyMessage."""
    chat, _, original = _original(world, params, "message to copy not found")
    words = (original.text, original.entities)
    if "caption" in params.values and original.media:
        words = caption(params)
    return {"message_id": put(world, chat, params, words, media=_media(original)).id}


def _original(world: World, params: Params, missing: str) -> tuple[Chat, Chat, Message]:
    chat, source = writable(world, params), reachable(world, params, "from_chat_id")
    return chat, source, world.message(source, params.integer("message_id"), missing)


def _media(original: Message) -> Media | None:
    return replace(original.media) if original.media else None


def send_chat_action(world: World, params: Params) -> Any:
    """sendChatAction: it is shown to nobody here."""
    writable(world, params)
    if not params.text("action"):
        raise bad_request("wrong parameter action in request")
    return True


METHODS = {
    "sendMessage": send_message,
    "forwardMessage": forward_message,
    "copyMessage": copy_message,
    "sendChatAction": send_chat_action,
}
