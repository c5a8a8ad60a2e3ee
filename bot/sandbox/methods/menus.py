"""The bot's menu of commands per scope and language, and what it says of itself."""

import json
import re
from typing import Any

from bot.sandbox.methods.params import Params
from bot.sandbox.refusal import bad_request
from bot.sandbox.world import World

_NAME = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}


def _key(world: World, params: Params) -> tuple[str, str]:
    scope = params.json("scope") or {"type": "default"}
    if scope.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if scope["type"].startswith("chat"):
        world.chat(scope.get("chat_id", ""))
    language = params.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return json.dumps(scope, sort_keys=True), language


def set_my_commands(world: World, params: Params) -> Any:
    """setMyCommands: at most 100, names 1–32 of [a-z0-9_], descriptions 1–256."""
    key, commands = _key(world, params), params.json("commands") or []
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _NAME.fullmatch(str(command.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.menus[key] = commands
    world.changed()
    return True


def get_my_commands(world: World, params: Params) -> Any:
    """getMyCommands: of exactly this scope and language."""
    return world.menus.get(_key(world, params), [])


def delete_my_commands(world: World, params: Params) -> Any:
    """deleteMyCommands."""
    world.menus.pop(_key(world, params), None)
    return True


def _setter(name: str, limit: int) -> Any:
    def put(world: World, params: Params) -> Any:
        text = params.text(name)
        if len(text) > limit:
            raise bad_request(f"bot {name.replace('_', ' ')} is too long")
        world.about[name, params.text("language_code")] = text
        return True

    return put


def _getter(name: str) -> Any:
    def take(world: World, params: Params) -> Any:
        return {name: world.about.get((name, params.text("language_code")), "")}

    return take


def set_chat_menu_button(world: World, params: Params) -> Any:
    """setChatMenuButton: taken, shown to nobody."""
    return True


METHODS = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _setter("name", 64),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description", 512),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description", 120),
    "getMyShortDescription": _getter("short_description"),
    "setChatMenuButton": set_chat_menu_button,
}
