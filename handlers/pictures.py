"""/chart and /map: answers in pictures. Drawn in the worker, sent again by file_id while nothing has changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.model import Tally
from bot.views import plots
from bot.views import replies as words
from bot.views.markup import Html
from bot.views.picture import Theme, key
from bot.views.worker import NoPicture, Spec
from handlers import answers, keyboards
from handlers.answers import Asker
from handlers.asking import asking
from handlers.context import Context, topic_of
from handlers.dates import Days
from handlers.question import Kind, Question
from handlers.replies import reply

CALENDAR_FROM = 63
"""Spans of so many days or more are drawn as a calendar."""

DEFAULT_DAYS = 30
SHELVES = 3
"""Hexadecimal digits: 4,096 file_ids are kept, each where its picture's key says; a newer takes an older's place."""

PICTURES = frozenset({Kind.CHART, Kind.MAP})
THEME = "T"
"""Before a question in a button: the same, the other way round (light, dark)."""


async def chart(update: Update, context: Context) -> None:
    """A day's regions; a region's last thirty days; a calendar for months and years."""
    given = await asking(update, context, Kind.CHART)
    if given is None:
        return
    today = given.asker.today
    question = given.question(Kind.CHART, Days(today, today))
    if given.asked.days is None and len(given.asker.regions(question)) == 1:
        question = question.to(days=Days(today - timedelta(days=DEFAULT_DAYS - 1), today))
    await _answer(update, context, given.asker, question)


async def map_(update: Update, context: Context) -> None:
    """A day on the map; today's shows danger as it stands now."""
    given = await asking(update, context, Kind.MAP)
    if given is not None:
        today = given.asker.today
        question = given.question(Kind.MAP, Days(today, today))
        last = question.days.last
        everywhere = replace(question, days=Days(last, last), own=False)
        await _answer(update, context, given.asker, everywhere)


async def send(update: Update, context: Context, asker: Asker, question: Question) -> Html | None:
    """Send the picture that answers a question, or turn the pressed picture into it. Returns why not, if not."""
    user, chat = update.effective_user, update.effective_chat
    desk, t = asker.desk, asker.reader.t
    if chat is None or not desk.limits.allow(asker.now, person=user.id if user else 0, chat=chat.id):
        return words.too_often(t)
    theme = await theme_of(context, chat.id)
    spec, caption = await picture(asker, question, theme)
    buttons = under(asker, question, theme)
    name = key(spec)
    shelf = f"picture:{name[:SHELVES]}"
    kept, _, file_id = (await desk.store.get(shelf) or "").partition(" ")
    if kept == name:
        try:
            await _put(update, context, file_id, caption, buttons)
            return None
        except BadRequest as fault:
            if "file" not in str(fault).lower():
                raise
    try:
        data = await desk.pictures.draw(spec)
    except NoPicture:
        return words.no_picture(t)
    sent = await _put(update, context, data, caption, buttons)
    if sent is not None and sent.photo:
        await desk.store.put(shelf, f"{name} {sent.photo[-1].file_id}")
    return None


async def picture(asker: Asker, question: Question, theme: Theme) -> tuple[Spec, Html]:
    """What is to be drawn, and the caption that says it in words."""
    t, channels, now, asked = asker.reader.t, asker.desk.channels, asker.now, asker.regions(question)
    found: Sequence[Tally]
    spec: Spec
    if question.kind is Kind.MAP:
        found = [await answers.tally(asker, question, question.days.last)]
        today = question.days.last == asker.today
        episodes = await asker.desk.store.open_episodes(asked) if today else ()
        spec = plots.region_map(t, found[0], asked, episodes, channels, now, theme)
        told = [*plots.danger_in_words(t, spec), *plots.rows_in_words(t, found[0], channels)]
    elif not question.days.many:
        found = [await answers.tally(asker, question, question.days.last)]
        spec = plots.day_bars(t, found[0], asked, channels, theme)
        told = plots.rows_in_words(t, found[0], channels)
    else:
        found = await answers.tallies(asker, question)
        draw = plots.year_cells if question.days.length >= CALENDAR_FROM else plots.region_days
        spec = draw(t, found, asked, channels, theme)
        told = plots.days_in_words(t, found, asker.today)
    return spec, plots.caption(spec, told, asker.reader.zone, t)


def under(asker: Asker, question: Question, theme: Theme) -> InlineKeyboardMarkup:
    """Before, after; the other picture, the text; light or dark."""
    t = asker.reader.t
    rows = [keyboards.days(asker, question)]
    other = Kind.MAP if question.kind is Kind.CHART else Kind.CHART
    last = Days(question.days.last, question.days.last)
    row = [keyboards.button(t.gettext("In words"), question.to(Kind.SPAN if question.days.many else Kind.DAY))]
    if other is Kind.CHART or not question.days.many:
        label = t.gettext("Map") if other is Kind.MAP else t.gettext("Chart")
        row.append(keyboards.button(label, question.to(other, days=last)))
    label = t.gettext("Dark") if theme == "light" else t.gettext("Light")
    row.append(InlineKeyboardButton(label, callback_data=THEME + question.pack()))
    return InlineKeyboardMarkup([rows[0], row] if rows[0] else [row])


async def theme_of(context: Context, chat_id: int) -> Theme:
    """How the chat wants its pictures."""
    return "dark" if await context.desk.store.get(f"theme:{chat_id}") == "dark" else "light"


async def turn_theme(context: Context, chat_id: int) -> None:
    """The other way from now on."""
    other = "light" if await theme_of(context, chat_id) == "dark" else "dark"
    await context.desk.store.put(f"theme:{chat_id}", other)


async def _put(
    update: Update, context: Context, photo: str | bytes, caption: Html, buttons: InlineKeyboardMarkup
) -> Message | None:
    query, asked = update.callback_query, update.effective_message
    if asked is None:
        return None
    if query is not None and asked.photo:
        media = InputMediaPhoto(photo, caption, ParseMode.HTML, filename="svodka.png")
        try:
            edited = await query.edit_message_media(media, reply_markup=buttons)
        except BadRequest as fault:
            if "not modified" in str(fault).lower():
                return None
            raise
        return edited if isinstance(edited, Message) else None
    return await context.bot.send_photo(
        asked.chat.id, photo, caption, parse_mode=ParseMode.HTML, reply_markup=buttons,
        message_thread_id=topic_of(asked) or None, filename="svodka.png",
    )  # fmt: skip


async def _answer(update: Update, context: Context, asker: Asker, question: Question) -> None:
    refusal = await send(update, context, asker, question)
    if refusal is not None:
        await reply(update, context, refusal)
