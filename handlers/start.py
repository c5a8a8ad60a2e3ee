"""/start, /help, and what is said to a command that does not exist."""

from telegram import Update

from bot.views import help as help_view
from bot.views import settings as words
from bot.views.markup import lines
from handlers import settings
from handlers.command import OPERATORS, Scope
from handlers.context import Context
from handlers.replies import reply
from handlers.target import reopen


async def start(update: Update, context: Context) -> None:
    """Greet, and bring back a chat that had blocked the bot; or open a group's settings by its deep link."""
    if context.args and await settings.begun(update, context, context.args[0]):
        return
    reader = await context.reader(update)
    desk = context.desk
    text = help_view.greeting(reader.t, context.bot.first_name, private=reader.private)
    if reader.chat.closed and await desk.rights.may_change(update, context.bot, reader.chat.chat_id, desk.clock.now()):
        await reopen(context, reader.chat)
        text = lines([words.resumed(reader.t, reader.regions), "", text])
    await reply(update, context, text)


async def help_(update: Update, context: Context) -> None:
    """Every command that this chat may use, by section."""
    reader = await context.reader(update)
    wanted = {Scope.PRIVATE if reader.private else Scope.GROUP}
    user = update.effective_user
    if reader.private and user is not None and user.id in context.desk.settings.telegram.operators:
        wanted.add(Scope.OPERATOR)
    rows = [help_view.Row(c.section.value, c.name, c.about, c.hint) for c in context.commands if wanted & c.scopes]
    await reply(update, context, help_view.commands(reader.t, rows))


async def unknown(update: Update, context: Context) -> None:
    """A command that does not exist, in a private chat: the nearest one, and /help."""
    reader, message = await context.reader(update), update.effective_message
    said = (message.text or "").split() if message else []
    typed, _, bot = said[0].lstrip("/").partition("@") if said else ("", "", "")
    if bot and bot.lower() != context.bot.username.lower():
        return  # another bot's affair
    from rapidfuzz import process  # 4 MB that most bots never need

    near = process.extractOne(
        typed.lower(), [c.name for c in context.commands if c.scopes != OPERATORS], score_cutoff=60
    )
    if typed.lower() in [c.name for c in context.commands if c.scopes == OPERATORS]:
        near = None  # it was spelt right: nothing else was meant
    await reply(update, context, help_view.unknown(reader.t, typed, near[0] if near else ""))
