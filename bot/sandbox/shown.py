"""What the chat page is told: chats and messages as a reader sees them."""

import json
from typing import Any

from bot.sandbox.chats import Chat, Message, Person
from bot.sandbox.world import World

Json = dict[str, Any]

SHOWN = 80
"""How many messages of a chat the page gets."""


def whole(world: World, me: Person | None) -> Json:
    """Everything: who is there, the menus, every chat."""
    return {
        "bot": {"name": world.bot.name, "username": world.bot.username},
        "me": {"id": me.id, "name": me.name, "language": me.language} if me else None,
        "now": world.clock.now().isoformat(),
        "commands": commands(world, me.language if me else ""),
        "chats": [chat(room, world) for room in world.chats.values() if visible(room, me)],
    }


def visible(room: Chat, me: Person | None) -> bool:
    """Channels and groups, and the chat of the person who looks on."""
    return room.moved_to is None and (room.kind != "private" or (me is not None and room.id == me.id))


def commands(world: World, language: str) -> dict[str, list[Json]]:
    """The bot's menu as Telegram would choose it for a private chat and for a group."""
    chosen = {}
    for kind, scope in (("private", "all_private_chats"), ("supergroup", "all_group_chats")):
        keys = [(s, lang) for s in (scope, "default") for lang in (language, "")]
        found = [world.menus.get((json.dumps({"type": s}, sort_keys=True), lang)) for s, lang in keys]
        chosen[kind] = next((menu for menu in found if menu), [])
    return chosen


def chat(room: Chat, world: World) -> Json:
    """One chat with its newest messages."""
    title = world.bot.name if room.kind == "private" else room.title
    return {
        "id": room.id,
        "kind": room.kind,
        "title": title,
        "username": room.username,
        "authority": room.authority,
        "bot": room.bot,
        "topics": room.topics,
        "messages": [message(m, room, world) for m in list(room.messages.values())[-SHOWN:] if m.deleted is None],
    }


def message(m: Message, room: Chat, world: World) -> Json:
    """One message. `html` is safe: it was made from text and entities."""
    answered = room.messages.get(m.reply_to or 0)
    return {
        "id": m.id,
        "date": m.date.isoformat(),
        "edited": m.edited.isoformat() if m.edited else None,
        "who": _who(m, room, world),
        "by_bot": m.by_bot,
        "sender": m.sender.id if m.sender else 0,
        "html": m.html,
        "text": m.text,
        "silent": m.silent,
        "topic": m.topic,
        "service": _service(m, world),
        "media": {"kind": m.media.kind, "name": m.media.name, "file": m.media.file_id} if m.media else None,
        "rows": (m.markup or {}).get("inline_keyboard", []),
        "reply": {"who": _who(answered, room, world), "text": answered.text[:90]} if answered else None,
        "from_channel": m.origin["chat"]["title"] if m.origin and "chat" in m.origin else "",
        "pinned": m.pinned,
        "reactions": [r.get("emoji", "") for r in m.reactions],
    }


def _who(m: Message, room: Chat, world: World) -> str:
    if m.sender is not None:
        return m.sender.name
    return world.chats[m.as_chat].title if m.as_chat in world.chats else room.title


def _service(m: Message, world: World) -> str:
    if "new_chat_members" in m.service:
        return "+ " + ", ".join(user["first_name"] for user in m.service["new_chat_members"])
    return next(iter(m.service), "")
