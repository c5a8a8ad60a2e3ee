"""The one table of commands. It feeds the handlers, BotFather's menus, /help, docs/commands.md and their tests."""

from bot.locales import N_
from handlers import start
from handlers.command import Command, Section

COMMANDS: tuple[Command, ...] = (
    Command("start", start.start, Section.CHAT, N_("what this bot is")),
    Command("help", start.help_, Section.CHAT, N_("all commands")),
)
