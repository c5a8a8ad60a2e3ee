"""What comes from Telegram: unpack, ask, answer. No SQL here and no reading of posts.

`wire` is read from top to bottom: who may come in, what is answered, what is left. Channel posts are taken in by
bot.sources.polling (or the webhook) before any handler: a post is durable before its update is confirmed.
"""

from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from handlers import alerting, days, gate, incidents, inline, posts, presses, privacy, start
from handlers.commands import COMMANDS
from handlers.context import CONTEXT, Context
from handlers.desk import Desk
from handlers.errors import on_error
from handlers.limits import Limits
from handlers.menus import set_menus
from handlers.order import ByChat
from handlers.typed import Typed

__all__ = ["ALLOWED_UPDATES", "COMMANDS", "CONTEXT", "ByChat", "Context", "Desk", "Limits", "set_menus", "wire"]

# In order of being asked; the first group that stops an update ends its way.
DOOR, MEMBERSHIP, COMMAND, REST = -2, -1, 0, 1

# Asked for by name: Telegram keeps the former list where none is given (FIELD A 3.5).
ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,  # a discussion group's mirror of an edited post; commands are not run again
    Update.CHANNEL_POST,
    Update.EDITED_CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
]

# Edited messages do not run their command again, channel posts and forwards are not commands.
TYPED = filters.UpdateType.MESSAGE & ~filters.FORWARDED
PRIVATE = filters.ChatType.PRIVATE


def wire(application: "Application[Any, Context, Any, Any, Any, Any]", desk: Desk) -> None:
    """Hang every handler on an application that was built with CONTEXT and ByChat()."""
    application.bot_data["desk"] = desk
    application.bot_data["commands"] = COMMANDS
    add = application.add_handler

    # Before all else: a bot with an access list is deaf to everybody else.
    add(TypeHandler(Update, gate.gate), DOOR)

    for command in COMMANDS:
        add(Typed(command.name, command.answer, TYPED), COMMAND)
    # Lists print "/incident_ID", which is pressed rather than typed.
    add(MessageHandler(TYPED & filters.Regex(r"^/incident_\w+"), incidents.incident), COMMAND)

    # Settings' sealed buttons, membership, and words typed in reply to a region picker.
    alerting.wire(application, COMMAND)

    # Buttons. Other rooms' prefixes first: the questions' codec takes whatever is left and refuses what is odd.
    add(CallbackQueryHandler(privacy.decide, pattern="^forget:"), COMMAND)
    add(CallbackQueryHandler(presses.press), COMMAND)
    add(InlineQueryHandler(inline.inline), COMMAND)

    # Posts are kept by bot.sources before handlers see them; a person who forwarded one is told what became of it.
    add(MessageHandler(filters.UpdateType.MESSAGE & filters.FORWARDED & PRIVATE, posts.forwarded), REST)
    # Last, in private chats only: a command that nobody took (in groups it is another bot's affair), plain words.
    add(MessageHandler(TYPED & filters.Regex("^/") & PRIVATE, start.unknown), COMMAND)
    add(MessageHandler(TYPED & filters.TEXT & PRIVATE, days.spoken), COMMAND)

    application.add_error_handler(on_error)
