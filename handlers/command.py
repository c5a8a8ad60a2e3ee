"""What a command is: one row of the table in handlers/commands.py."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from telegram import Update

from bot.locales import N_
from handlers.context import Context

Answer = Callable[[Update, Context], Coroutine[Any, Any, None]]


class Scope(StrEnum):
    """Where a command stands in BotFather's menus. It is understood everywhere; handlers check rights."""

    PRIVATE = "private"
    GROUP = "group"
    OPERATOR = "operator"


class Section(StrEnum):
    """Its heading in /help; the values are msgids."""

    NOW = N_("What is happening")
    DAYS = N_("Days and figures")
    PICTURES = N_("Pictures and files")
    ALERTS = N_("Alerts for this chat")
    CHAT = N_("This chat")
    OPERATORS = N_("For operators")


EVERYWHERE = frozenset({Scope.PRIVATE, Scope.GROUP})
OPERATORS = frozenset({Scope.OPERATOR})


@dataclass(frozen=True)
class Command:
    """`about` (for the menu, 256 characters at most) and `hint` (arguments) are msgids.

    `example` is what a person might type after the command; the page of commands shows its real answer.
    """

    name: str
    answer: Answer
    section: Section
    about: str
    hint: str = ""
    example: str = ""
    scopes: frozenset[Scope] = EVERYWHERE
