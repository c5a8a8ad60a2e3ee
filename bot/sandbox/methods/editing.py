"""Edits, deletions, pins and reactions of the bot."""

from datetime import timedelta
from typing import Any

from bot.sandbox.chats import Chat, Message
from bot.sandbox.entities import Entity
from bot.sandbox.methods.media import accept
from bot.sandbox.methods.params import Params, formatted, keyboard
from bot.sandbox.methods.sending import CAPTION, TEXT, caption, reachable
from bot.sandbox.refusal import bad_request
from bot.sandbox.wire import message
from bot.sandbox.world import World

UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
DELETABLE = timedelta(hours=48)


def _own(world: World, params: Params) -> tuple[Chat, Message]:
    if params.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = reachable(world, params)
    found = world.message(chat, params.integer("message_id"), "message to edit not found")
    if not found.by_bot or found.service:
        raise bad_request("message can't be edited")
    return chat, found


def _apply(world: World, found: Message, params: Params, text: str, entities: list[Entity]) -> Any:
    markup = keyboard(params)
    if (text, entities, markup) == (found.text, found.entities, found.markup):
        raise bad_request(UNCHANGED)
    if (text, entities) != (found.text, found.entities):
        found.history.append(found.text)
        found.edited = world.now()
    found.text, found.entities, found.markup = text, entities, markup
    world.changed()
    return message(found, world)


def edit_message_text(world: World, params: Params) -> Any:
    """editMessageText. A keyboard that is not given again is gone, as at Telegram."""
    _, found = _own(world, params)
    if found.media:
        raise bad_request("there is no text in the message to edit")
    mode, given = params.text("parse_mode"), params.json("entities")
    text, entities = formatted(params.text("text"), mode, given, TEXT, "text")
    if not text:
        raise bad_request("message text is empty")
    return _apply(world, found, params, text, entities)


def edit_message_caption(world: World, params: Params) -> Any:
    """editMessageCaption."""
    _, found = _own(world, params)
    if not found.media:
        raise bad_request("there is no caption in the message to edit")
    return _apply(world, found, params, *caption(params))


def edit_message_reply_markup(world: World, params: Params) -> Any:
    """editMessageReplyMarkup."""
    _, found = _own(world, params)
    return _apply(world, found, params, found.text, found.entities)


def edit_message_media(world: World, params: Params) -> Any:
    """editMessageMedia: another picture or file in place of the former."""
    _, found = _own(world, params)
    item = params.json("media") or {}
    if item.get("type") not in ("photo", "document"):
        raise bad_request("unsupported media type in the sandbox")
    if not found.media:
        raise bad_request("message can't be edited")
    media = accept(world, params, item["type"], item.get("media", ""), params.files.get("media"))
    mode, given = item.get("parse_mode") or "", item.get("caption_entities")
    text, entities = formatted(item.get("caption") or "", mode, given, CAPTION, "caption")
    if media.file_id != found.media.file_id:
        found.history.append(found.text)
        found.media, found.edited = media, world.now()
        found.text, found.entities, found.markup = text, entities, keyboard(params)
        world.changed()
        return message(found, world)
    return _apply(world, found, params, text, entities)


def delete_message(world: World, params: Params) -> Any:
    """deleteMessage: its own for 48 hours, others' where it is an administrator."""
    chat = reachable(world, params)
    found = world.message(chat, params.integer("message_id"), "message to delete not found")
    if not found.by_bot and chat.bot != "administrator":
        raise bad_request("message can't be deleted")
    if world.now() - found.date > DELETABLE and (chat.bot != "administrator" or chat.kind == "private"):
        raise bad_request("message can't be deleted for everyone")
    found.deleted = world.now()
    world.changed()
    return True


def delete_messages(world: World, params: Params) -> Any:
    """deleteMessages: those that can be found."""
    chat = reachable(world, params)
    for message_id in params.json("message_ids") or []:
        if (found := chat.messages.get(int(message_id))) and (found.by_bot or chat.bot == "administrator"):
            found.deleted = world.now()
    world.changed()
    return True


def pin_chat_message(world: World, params: Params) -> Any:
    """pinChatMessage."""
    return _pin(world, params, pinned=True)


def unpin_chat_message(world: World, params: Params) -> Any:
    """unpinChatMessage."""
    return _pin(world, params, pinned=False)


def _pin(world: World, params: Params, pinned: bool) -> bool:
    chat = reachable(world, params)
    if chat.kind != "private" and chat.bot != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")
    world.message(chat, params.integer("message_id"), "message to pin not found").pinned = pinned
    world.changed()
    return True


def set_message_reaction(world: World, params: Params) -> Any:
    """setMessageReaction."""
    chat = reachable(world, params)
    found = world.message(chat, params.integer("message_id"), "message to react not found")
    found.reactions = params.json("reaction") or []
    world.changed()
    return True


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "editMessageMedia": edit_message_media,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "setMessageReaction": set_message_reaction,
}
