"""/why: for any alert, sent or not, the rule, the words that it was read from, and what became of it."""

from telegram import Update

from bot.alerts.evidence import evidence
from bot.views import why as words
from bot.views.news import News
from bot.views.teller import Teller
from handlers.context import Context
from handlers.replies import reply

SHOWN = 8


async def why(update: Update, context: Context) -> None:
    """In reply to an alert, with its number, or alone for the latest ones."""
    message, desk = update.effective_message, context.desk
    if message is None:
        return
    reader = await context.reader(update)
    chat, now = reader.chat, desk.clock.now()
    teller = Teller(chat, desk.channels, now)
    typed = (context.args or [""])[0].lstrip("#№")
    answered = message.reply_to_message
    if typed.isascii() and typed.isdigit() and len(typed) < 16:
        alert = await desk.store.alert(int(typed))
    elif answered is not None and answered.forum_topic_created is None:  # a forum's every message answers its topic
        alert = await desk.store.alert_by_message(chat.chat_id, answered.message_id)
    else:
        rows = await desk.store.alerts_of(chat.chat_id, chat.topic, (), SHOWN)
        news = [News.model_validate_json(row.payload) for row in rows]
        await reply(update, context, words.latest(teller, list(zip(rows, news, strict=True))))
        return
    # Another chat's alerts are nobody's business here, whatever number is typed.
    if alert is None or alert.chat_id != chat.chat_id:
        await reply(update, context, words.unknown(reader.t))
        return
    told = News.model_validate_json(alert.payload)
    read_from = await evidence(desk.store, told, alert.created)
    await reply(update, context, words.explained(teller, alert, told, read_from))
