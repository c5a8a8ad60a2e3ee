"""Who may use the bot: everybody, or the list in telegram.access."""

from telegram import Update
from telegram.ext import ApplicationHandlerStop

from bot.config import Settings
from handlers.context import Context
from handlers.desk import Desk


def admitted(settings: Settings, chat_id: int, user_id: int) -> bool:
    """Whether a chat or person is let in. Operators and configured groups always are."""
    if settings.telegram.access == "public":
        return True
    listed = {*settings.telegram.access, *settings.telegram.operators, *(g.chat_id for g in settings.groups)}
    return chat_id in listed or user_id in listed


async def let_in(desk: Desk, chat_id: int, user_id: int) -> bool:
    """Whether a chat or person is let in; a group that became a supergroup is who it was."""
    if admitted(desk.settings, chat_id, user_id):
        return True
    return any(admitted(desk.settings, former, user_id) for former in await desk.store.former_ids(chat_id))


async def gate(update: Update, context: Context) -> None:
    """Stop what comes from elsewhere, without a word: a closed bot does not talk to strangers."""
    if update.channel_post or update.edited_channel_post or update.my_chat_member:
        return  # posts are judged by the channel's pinned id, membership only keeps the books
    chat, user = update.effective_chat, update.effective_user
    message = update.message
    # The first word of a supergroup tells who it was.
    moved = message.migrate_from_chat_id if message else None
    if not await let_in(context.desk, moved or (chat.id if chat else 0), user.id if user else 0):
        raise ApplicationHandlerStop
