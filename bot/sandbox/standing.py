"""How the bot stands in a chat changes: added, promoted, removed, blocked; a group becomes a supergroup."""

from typing import Any

from bot.sandbox.chats import Chat, Message, Person, Standing
from bot.sandbox.wire import chat as chat_json
from bot.sandbox.wire import member, message, stamp, user
from bot.sandbox.world import World


def stand(world: World, chat: Chat, standing: Standing, by: Person) -> None:
    """Give the bot another standing and tell it by my_chat_member; nothing where it stands so already."""
    if chat.bot == standing:
        return
    old = member(chat, world.bot)
    came, chat.bot = chat.bot in ("left", "kicked"), standing
    world.updates.push(
        "my_chat_member",
        {
            "chat": chat_json(chat, world),
            "from": user(by),
            "date": stamp(world.now()),
            "old_chat_member": old,
            "new_chat_member": member(chat, world.bot),
        },
    )
    if chat.kind in ("group", "supergroup") and came and standing in ("member", "administrator"):
        note(world, chat, by, {"new_chat_members": [user(world.bot)]})
    world.changed()


def migrate(world: World, chat: Chat, new_id: int, by: Person) -> Chat:
    """Make a group a supergroup under a new id; both service messages go to the bot."""
    supergroup = Chat(new_id, "supergroup", chat.title, bot=chat.bot, admins=chat.admins, members=chat.members)
    world.chats[new_id] = supergroup
    note(world, chat, by, {"migrate_to_chat_id": new_id})
    note(world, supergroup, by, {"migrate_from_chat_id": chat.id})
    chat.moved_to = new_id
    world.changed()
    return supergroup


def note(world: World, chat: Chat, by: Person, service: dict[str, Any]) -> Message:
    """A service message; the bot hears it in any group where it is."""
    written = world.write(chat, Message(chat.id, world.next_message_id(chat), world.now(), sender=by, service=service))
    if chat.bot in ("member", "administrator"):
        world.updates.push("message", message(written, world))
    return written
