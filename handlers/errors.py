"""A fault in a handler: logged first, then the person is told that it was not their mistake."""

from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from bot import log as logs
from bot.views.markup import esc
from handlers.context import Context
from handlers.replies import reply

log = logs.get(__name__)


async def on_error(update: object, context: Context) -> None:
    """Log; answer in a private chat only, so that a fault never floods a group."""
    fault = context.error
    kind = "update" if isinstance(update, Update) else "polling"
    # A refused request is a NetworkError to the library; a press that was answered too late is nobody's fault.
    refused = isinstance(fault, BadRequest) and "query is too old" not in str(fault).lower()
    if isinstance(fault, NetworkError) and not refused:
        log.warning("telegram is not reached", kind=kind, fault=str(fault))
        return
    if isinstance(fault, Forbidden) and isinstance(update, Update) and update.effective_chat is not None:
        await context.desk.store.close_chat(update.effective_chat.id, str(fault))
        return
    log.error("a handler failed", kind=kind, exc_info=fault)
    if isinstance(update, Update) and update.effective_chat is not None and update.effective_chat.type == "private":
        try:
            reader = await context.reader(update)
            said = reader.t.gettext("Something went wrong on my side; it is written down. Please try again.")
            await reply(update, context, esc(said))
        except TelegramError as second:
            log.warning("could not apologise", fault=str(second))
