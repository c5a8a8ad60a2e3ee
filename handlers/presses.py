"""Presses of the buttons under answers: the message turns into another answer, or a picture is sent."""

from telegram import Update

from bot.views import replies as words
from handlers import answers, keyboards
from handlers.answers import Asker
from handlers.context import Context
from handlers.question import LONGEST, Question, unpack
from handlers.replies import rewrite


async def press(update: Update, context: Context) -> None:
    """A question in a button. Buttons come from clients: anything odd is told to be out of date."""
    query = update.callback_query
    if query is None:
        return
    reader = await context.reader(update)
    asker = Asker(context.desk, reader, context.desk.clock.now())
    question = unpack(query.data or "")
    if question is None or question.days.first > asker.today or question.days.length > LONGEST:
        await query.answer(words.stale_button(reader.t))
        return
    await turn(update, asker, question)
    await query.answer()


async def turn(update: Update, asker: Asker, question: Question) -> None:
    """Make the pressed message the answer to `question`."""
    pages = await answers.pages(asker, question)
    at = min(question.page, len(pages) - 1)
    await rewrite(update, pages[at], keyboards.under(asker, question.to(page=at), len(pages)))
