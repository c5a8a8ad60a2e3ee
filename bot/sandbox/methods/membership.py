"""getMe, getChat, getChatMember, getChatAdministrators, getChatMemberCount, leaveChat."""

from typing import Any

from bot.sandbox.chats import Chat, Person
from bot.sandbox.methods.params import Params
from bot.sandbox.methods.sending import MIGRATED, reachable
from bot.sandbox.refusal import bad_request
from bot.sandbox.standing import stand
from bot.sandbox.wire import full_chat, me, member
from bot.sandbox.world import World


def get_me(world: World, params: Params) -> Any:
    """getMe."""
    return me(world.bot, world.privacy)


def get_chat(world: World, params: Params) -> Any:
    """getChat: public channels also by @name and without being there."""
    chat = world.chat(params.text("chat_id"))
    if chat.moved_to is not None:
        raise bad_request(MIGRATED, migrate_to_chat_id=chat.moved_to)
    if not chat.username and chat.kind != "private":
        reachable(world, params)
    return full_chat(chat, world)


def get_chat_member(world: World, params: Params) -> Any:
    """getChatMember."""
    chat = _inside(world, params)
    person = world.people.get(params.integer("user_id"))
    if person is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return member(chat, person)


def get_chat_administrators(world: World, params: Params) -> Any:
    """getChatAdministrators: without other bots."""
    chat = _inside(world, params)
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    people: list[Person] = [world.people[who] for who in sorted(chat.admins)]
    if chat.bot == "administrator":
        people.append(world.bot)
    return [member(chat, person) for person in people]


def get_chat_member_count(world: World, params: Params) -> Any:
    """getChatMemberCount."""
    chat = _inside(world, params)
    return len(chat.members | chat.admins) + (chat.bot in ("member", "administrator"))


def _inside(world: World, params: Params) -> Chat:
    chat = reachable(world, params)
    if chat.kind == "channel" and chat.bot != "administrator":
        raise bad_request("member list is inaccessible")
    return chat


def leave_chat(world: World, params: Params) -> Any:
    """leaveChat: the bot is told of its own leaving, as by Telegram."""
    chat = reachable(world, params)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    stand(world, chat, "left", world.bot)
    return True


METHODS = {
    "getMe": get_me,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
}
