"""Deeds of people in chats: say, edit, forward, press, ask inline."""

from bot.sandbox.chats import Chat, Inline, Message, Person, Press
from bot.sandbox.officials import words
from bot.sandbox.standing import stand
from bot.sandbox.wire import channel_origin, message, stamp, user
from bot.sandbox.world import World


def private(world: World, person: Person) -> Chat:
    """The chat of a person with the bot; writing there starts the bot, or unblocks it."""
    chat = world.chats.setdefault(person.id, Chat(person.id, "private", username=person.username))
    if chat.bot == "kicked":
        stand(world, chat, "member", person)
    if chat.bot == "left":
        chat.bot = "member"
    return chat


def say(
    world: World,
    chat: Chat,
    person: Person,
    text: str,
    *,
    reply_to: int | None = None,
    topic: int = 0,
    anonymous: bool = False,
    forwarded: Message | None = None,
) -> Message:
    """Write a message. `anonymous` = an administrator who speaks as the group; `forwarded` = a channel's post."""
    plain, entities = words(text, html=False)
    said = Message(
        chat.id,
        world.next_message_id(chat),
        world.now(),
        sender=None if anonymous else person,
        as_chat=chat.id if anonymous else None,
        text=plain,
        entities=entities,
        reply_to=reply_to,
        topic=topic,
    )
    if forwarded:
        said.text, said.entities, said.media = forwarded.text, forwarded.entities, forwarded.media
        source = world.chats[forwarded.chat_id]
        said.origin = channel_origin(source, forwarded, world) if source.kind == "channel" else None
    world.write(chat, said)
    if hears(world, chat, said):
        world.updates.push("message", message(said, world))
    return said


def edit_said(world: World, said: Message, text: str) -> Message:
    """Change one's own message."""
    chat = world.chats[said.chat_id]
    said.history.append(said.text)
    said.text, said.entities = words(text, html=False)
    said.edited = world.now()
    if hears(world, chat, said):
        world.updates.push("edited_message", message(said, world))
    world.changed()
    return said


def hears(world: World, chat: Chat, said: Message) -> bool:
    """Whether Telegram shows the bot what is said: privacy mode hides what does not speak to it."""
    if chat.moved_to is not None or chat.bot not in ("member", "administrator"):
        return False
    if chat.kind == "private" or chat.bot == "administrator" or not world.privacy:
        return chat.kind != "channel"
    name = f"@{world.bot.username}".lower()
    answered = chat.messages.get(said.reply_to or 0)
    commands = [w.lower() for w in said.text.split() if w.startswith("/")]
    if any("@" not in command or command.endswith(name) for command in commands):
        return True
    return name in said.text.lower() or bool(answered and answered.by_bot)


def press(world: World, shown: Message, button: str, person: Person) -> Press:
    """Press an inline button by its label or its callback data. LookupError names those that there are."""
    found = next((b for b in shown.buttons if button in (b["text"], b.get("callback_data"))), None)
    found = found or next((b for b in shown.buttons if button and button in b["text"]), None)
    if found is None or "callback_data" not in found:
        labels = ", ".join(repr(b["text"]) for b in shown.buttons) or "none"
        raise LookupError(f"no button {button!r} to press; there are: {labels}")
    pressed = Press(world.token("press"), person, shown, found["callback_data"], world.clock.now())
    world.presses[pressed.id] = pressed
    world.updates.push(
        "callback_query",
        {
            "id": pressed.id,
            "from": user(person),
            "message": message(shown, world),
            "chat_instance": str(shown.chat_id),
            "data": pressed.data,
        },
    )
    world.changed()
    return pressed


def inline(world: World, person: Person, query: str, offset: str = "") -> Inline:
    """Type "@bot query" in some chat."""
    asked = Inline(world.token("inline"), person, query, world.clock.now())
    world.inlines[asked.id] = asked
    world.updates.push(
        "inline_query",
        {"id": asked.id, "from": user(person), "query": query, "offset": offset, "chat_type": "sender"},
    )
    return asked


def choose(world: World, asked: Inline, number: int, chat: Chat) -> Message:
    """Send an inline result into a chat: what its input_message_content says, marked "via" the bot."""
    result = asked.results[number]
    content = result.get("input_message_content") or {"message_text": result.get("title", "")}
    plain, entities = words(content.get("message_text", ""), html=bool(content.get("parse_mode")))
    sent = Message(chat.id, world.next_message_id(chat), world.now(), sender=asked.user, text=plain, entities=entities)
    sent.markup = result.get("reply_markup")
    world.updates.push(
        "chosen_inline_result", {"result_id": result["id"], "from": user(asked.user), "query": asked.query}
    )
    return world.write(chat, sent)


def react(world: World, shown: Message, person: Person, emoji: str) -> None:
    """Put a reaction; on a channel's post it may reach the bot as an edit without a difference."""
    chat = world.chats[shown.chat_id]
    shown.reactions = [{"type": "emoji", "emoji": emoji}]
    if chat.kind == "channel" and chat.bot == "administrator":
        world.updates.push("edited_channel_post", message(shown, world) | {"edit_date": stamp(world.now())})
    world.changed()
