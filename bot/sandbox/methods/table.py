"""Every method that the sandbox knows, by its name in lower case (Telegram does not mind the case)."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.methods import answering, editing, media, membership, menus, polling, sending
from bot.sandbox.methods.params import Params
from bot.sandbox.world import World

Method = Callable[[World, Params], Any]

METHODS: dict[str, tuple[str, Method]] = {
    name.lower(): (name, method)
    for room in (answering, editing, media, membership, menus, polling, sending)
    for name, method in room.METHODS.items()
}
