"""/today /yesterday /day /week /month /region /top /compare /now /last /sources: answers in text."""

from datetime import timedelta

from telegram import Update

import bot.gazetteer as gazetteer
from bot.views import replies as words
from handlers import answers, keyboards
from handlers.arguments import parse
from handlers.asking import Asking, asking
from handlers.context import Context
from handlers.dates import Days
from handlers.question import Kind, Question
from handlers.replies import reply


async def today(update: Update, context: Context) -> None:
    """The day so far. Typed dates win: "/today yesterday" is yesterday."""
    await _days_ago(update, context, 0)


async def yesterday(update: Update, context: Context) -> None:
    """The day before."""
    await _days_ago(update, context, 1)


async def day(update: Update, context: Context) -> None:
    """Any day or span."""
    await _days_ago(update, context, 0)


async def week(update: Update, context: Context) -> None:
    """The last seven days."""
    await _span(update, context, 7)


async def month(update: Update, context: Context) -> None:
    """The last thirty days."""
    await _span(update, context, 30)


async def region(update: Update, context: Context) -> None:
    """A region's last week, or the days that were typed."""
    given = await asking(update, context)
    if given is None:
        return
    if not given.asked.regions and not given.asker.reader.regions:
        t = given.asker.reader.t
        await reply(update, context, words.which_region(t, "region", t.gettext("belgorod")))
        return
    question = given.question(Kind.SPAN, _last(given, 7))
    await send(update, context, given.asker, _day_or_span(question))


async def top(update: Update, context: Context) -> None:
    """Which regions had most: the last seven days, everywhere unless regions are typed."""
    given = await asking(update, context)
    if given is not None:
        question = given.question(Kind.TOP, _last(given, 7))
        everywhere = Question(Kind.TOP, question.days, question.regions, False, question.weapon, question.subject)
        await send(update, context, given.asker, everywhere)


async def compare(update: Update, context: Context) -> None:
    """Two to four regions side by side: the last seven days, or those typed."""
    given = await asking(update, context)
    if given is None:
        return
    question = given.question(Kind.COMPARE, _last(given, 7))
    if len(given.asker.regions(question)) < 2:
        t = given.asker.reader.t
        await reply(update, context, words.which_region(t, "compare", t.gettext("belgorod bryansk")))
        return
    await send(update, context, given.asker, question)


async def now(update: Update, context: Context) -> None:
    """What is dangerous at this moment."""
    given = await asking(update, context)
    if given is not None:
        await send(update, context, given.asker, given.question(Kind.NOW, _last(given, 1)))


async def last(update: Update, context: Context) -> None:
    """What was damaged and who was hurt in the last seven days."""
    given = await asking(update, context)
    if given is not None:
        await send(update, context, given.asker, given.question(Kind.LAST, _last(given, 7)))


async def sources(update: Update, context: Context) -> None:
    """Whom the bot listens to."""
    given = await asking(update, context)
    if given is not None:
        await send(update, context, given.asker, given.question(Kind.SOURCES, _last(given, 1)))


async def spoken(update: Update, context: Context) -> None:
    """Plain words in a private chat: "белгород вчера" is a question too; anything else gets the way to /help."""
    message = update.effective_message
    context.args = (message.text or "").split() if message else []
    reader = await context.reader(update)
    asker = answers.Asker(context.desk, reader, context.desk.clock.now())
    asked = parse(context.args, asker.today, gazetteer.find)
    if asked.unknown and not asked.near:
        await reply(update, context, words.not_understood(reader.t))
    else:
        await _days_ago(update, context, 0)


async def send(update: Update, context: Context, asker: answers.Asker, question: Question) -> None:
    """Answer a question in text, with its buttons."""
    answer = await answers.answer(asker, question)
    await reply(update, context, answer.pages[0], keyboards.under(asker, question, answer))


async def _days_ago(update: Update, context: Context, ago: int) -> None:
    given = await asking(update, context)
    if given is not None:
        day_meant = given.asker.today - timedelta(days=ago)
        question = given.question(Kind.DAY, Days(day_meant, day_meant))
        await send(update, context, given.asker, _day_or_span(question))


async def _span(update: Update, context: Context, length: int) -> None:
    given = await asking(update, context)
    if given is not None:
        await send(update, context, given.asker, given.question(Kind.SPAN, _last(given, length)))


def _last(given: Asking, length: int) -> Days:
    today_is = given.asker.today
    return Days(today_is - timedelta(days=length - 1), today_is)


def _day_or_span(question: Question) -> Question:
    return question.to(Kind.SPAN if question.days.many else Kind.DAY)
