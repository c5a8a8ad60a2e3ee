"""/export: what is known of some days, as a file."""

from datetime import timedelta

from telegram import InputFile, Update

from bot.views import export as view
from bot.views import replies as words
from handlers.asking import asking
from handlers.context import Context, topic_of
from handlers.dates import Days
from handlers.question import Kind
from handlers.replies import reply

MOST_DAYS = 31
MOST_BYTES = 45 * 1024 * 1024
"""Telegram takes 50 MB."""

SUFFIX = {"csv": "csv", "jsonl": "jsonl", "geojson": "geojson", "cap": "xml"}


async def export(update: Update, context: Context) -> None:
    """ "/export csv belgorod last week": csv where no format is typed, the last seven days where no date is."""
    args = list(context.args or ())
    form = next((word.lower() for word in args if word.lower() in SUFFIX), "csv")
    context.args = [word for word in args if word.lower() not in SUFFIX]
    t = (await context.reader(update)).t
    given = await asking(update, context, Kind.DAY, t.gettext("Formats: {names}.").format(names=", ".join(SUFFIX)))
    user, message = update.effective_user, update.effective_message
    if given is None or message is None:
        return
    asker = given.asker
    if not asker.desk.limits.allow(asker.now, person=user.id if user else 0, chat=message.chat.id):
        await reply(update, context, words.too_often(t))
        return
    question = given.question(Kind.DAY, Days(asker.today - timedelta(days=6), asker.today))
    days = question.days
    if days.length > MOST_DAYS:
        await reply(update, context, words.too_long(t, MOST_DAYS))
        return
    data = bytearray()
    regions = asker.regions(question)
    async for chunk in view.stream(asker.desk.store, form, days.first, days.last, regions, asker.reader.zone):
        data += chunk.encode()
        if len(data) > MOST_BYTES:
            await reply(update, context, words.too_long(t, max(1, days.length // 2)))
            return
    span = f"{days.first}-{days.last}" if days.many else f"{days.first}"
    name = f"svodka-{span}.{SUFFIX[form]}"
    await context.bot.send_document(
        message.chat.id, InputFile(bytes(data), name), words.exported(t, days.first, days.last, asker.today),
        parse_mode="HTML", message_thread_id=topic_of(message) or None,
    )  # fmt: skip
