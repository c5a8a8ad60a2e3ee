"""How an answer leaves: HTML, no link previews, into the topic that was asked in, buttons on the last part."""

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.views.markup import Html, plain
from handlers.context import Context, topic_of

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def reply(
    update: Update, context: Context, text: Html, buttons: InlineKeyboardMarkup | None = None
) -> Message | None:
    """Answer the message in its chat and topic. Text must fit one message (markup.pages sees to it)."""
    asked = update.effective_message
    if asked is None:
        return None
    thread = topic_of(asked) or None
    try:
        return await context.bot.send_message(
            asked.chat.id, text, ParseMode.HTML,
            message_thread_id=thread, reply_markup=buttons, link_preview_options=NO_PREVIEW,
        )  # fmt: skip
    except BadRequest as fault:
        if "parse" not in str(fault).lower():
            raise
        # Better the bare words than no answer at all.
        return await context.bot.send_message(
            asked.chat.id, plain(text), message_thread_id=thread, reply_markup=buttons,
            link_preview_options=NO_PREVIEW,
        )  # fmt: skip


async def rewrite(update: Update, text: Html, buttons: InlineKeyboardMarkup | None = None) -> None:
    """Change the message whose button was pressed; an unchanged text is no fault."""
    query = update.callback_query
    if query is None:
        return
    try:
        await query.edit_message_text(text, ParseMode.HTML, reply_markup=buttons, link_preview_options=NO_PREVIEW)
    except BadRequest as fault:
        if "not modified" not in str(fault).lower():
            raise
