"""Presses of the buttons under answers: the message turns into another answer, or a picture is sent."""

from telegram import Update

from bot.views import replies as words
from bot.views.markup import plain
from handlers import answers, days, keyboards, pictures
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
    data = query.data or ""
    question = unpack(data.removeprefix(pictures.THEME))
    if question is None or question.days.first > asker.today or question.days.length > LONGEST:
        await query.answer(words.stale_button(reader.t))
        return
    if data.startswith(pictures.THEME) and update.effective_chat is not None:
        await pictures.turn_theme(context, update.effective_chat.id)
    if question.kind in pictures.PICTURES:
        refusal = await pictures.send(update, context, asker, question)
        await query.answer(plain(refusal)[:200] if refusal else None)
        return
    await turn(update, context, asker, question)
    await query.answer()


async def turn(update: Update, context: Context, asker: Asker, question: Question) -> None:
    """Make the pressed message the answer to `question`; a picture cannot become text, so words are sent below it."""
    message = update.effective_message
    if message is not None and message.photo:
        await days.send(update, context, asker, question)
        return
    answer = await answers.answer(asker, question)
    at = min(question.page, len(answer.pages) - 1)
    await rewrite(update, answer.pages[at], keyboards.under(asker, question.to(page=at), answer))
