"""Typed: a command known by its text. Telegram marks commands with an entity; stand-ins of its API may leave it out."""

from typing import Any

from telegram import Update
from telegram.ext import CommandHandler

from handlers.context import Context


class Typed(CommandHandler[Context, Any]):
    """A CommandHandler that takes a bare "/now" or "/now@bot words", too."""

    def check_update(self, update: object) -> Any:
        """As CommandHandler's: (arguments, what the filters found), False where they refuse, None where it is none."""
        message = update.effective_message if isinstance(update, Update) else None
        if message is None or not message.text or message.entities or not message.text.startswith("/"):
            return super().check_update(update)
        word, *arguments = message.text[1:].split() or [""]
        name, _, bot = word.partition("@")
        if name.lower() not in self.commands or (bot and bot.lower() != message.get_bot().username.lower()):
            return None
        found = self.filters.check_update(update)  # type: ignore[arg-type]  # an Update: it has a message
        return (arguments, found) if found else False
