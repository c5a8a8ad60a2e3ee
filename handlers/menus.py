"""BotFather's menus: the table of commands per language and scope."""

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot import log as logs
from bot.locales import DEFAULT, LANGUAGES, translator
from handlers.command import Command, Scope

log = logs.get(__name__)


def menu(commands: tuple[Command, ...], scopes: frozenset[Scope], language: str) -> list[BotCommand]:
    """The rows of one menu. Telegram wants no capital at the start and at most 256 characters."""
    t = translator(language)
    return [BotCommand(c.name, t.gettext(c.about)[:256]) for c in commands if scopes & c.scopes]


async def set_menus(bot: ExtBot[None], commands: tuple[Command, ...], operators: tuple[int, ...]) -> None:
    """Tell Telegram the menus of private chats, groups and operators in every language, English for the rest."""
    private, group = frozenset({Scope.PRIVATE}), frozenset({Scope.GROUP})
    places: list[tuple[BotCommandScope, frozenset[Scope]]] = [
        (BotCommandScopeAllPrivateChats(), private),
        (BotCommandScopeAllGroupChats(), group),
        *((BotCommandScopeChat(person), private | {Scope.OPERATOR}) for person in operators),
    ]
    for where, scopes in places:
        for language in (None, *LANGUAGES):
            rows = menu(commands, scopes, language or DEFAULT)
            try:
                await bot.set_my_commands(rows, scope=where, language_code=language)
            except (BadRequest, Forbidden) as fault:
                # An operator who never wrote to the bot has no chat with it yet: no reason to refuse to start.
                log.warning("menu not set", scope=where.type, fault=str(fault))
                break
            except TelegramError as fault:
                log.warning("menus not set; the next start sets them", fault=str(fault))
                return
