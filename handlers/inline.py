"""Inline mode: "@bot belgorod" in any chat gives today's card."""

from telegram import InlineQueryResultArticle, InputTextMessageContent, Update
from telegram.constants import ParseMode

import bot.gazetteer as gazetteer
from bot.views.days import period
from bot.views.markup import plain
from bot.views.words import places
from handlers import answers
from handlers.answers import Asker
from handlers.arguments import parse
from handlers.asking import refused
from handlers.context import Context
from handlers.dates import Days
from handlers.question import MOST_REGIONS, Kind, Question
from handlers.replies import NO_PREVIEW

FRESH_SECONDS = 30
MOST_NEAR = 5


async def inline(update: Update, context: Context) -> None:
    """Cards for what was typed so far: the now of it, its day; what may have been meant where it is misspelt."""
    query = update.inline_query
    if query is None:
        return
    reader = await context.reader(update)
    asker = Asker(context.desk, reader, context.desk.clock.now())
    asked = parse(query.query.split(), asker.today, gazetteer.find)
    wanted = [asked.regions[:MOST_REGIONS]]
    if asked.unknown:
        wanted = [codes for name in asked.near[:MOST_NEAR] if (codes := gazetteer.find(name).regions)]
    elif refused(asker, asked) is not None:
        wanted = []
    cards = []
    for regions in wanted:
        own = not regions and not asked.everywhere and bool(reader.regions)
        days = asked.days or Days(asker.today, asker.today)
        kinds = (Kind.SPAN if days.many else Kind.DAY, *(() if asked.days else (Kind.NOW,)))
        cards += [await _card(asker, Question(kind, days, regions, own)) for kind in kinds]
    await query.answer(cards, cache_time=FRESH_SECONDS, is_personal=True)


async def _card(asker: Asker, question: Question) -> InlineQueryResultArticle:
    page = (await answers.answer(asker, question)).pages[0]
    t, regions = asker.reader.t, asker.regions(question)
    where = places(t, regions) if regions else t.gettext("All regions")
    when = t.gettext("Now") if question.kind is Kind.NOW else period(t, *question.days, asker.today)
    return InlineQueryResultArticle(
        id=question.pack(),
        title=f"{where}: {when}",
        description=plain(page).split("\n")[0][:120],
        input_message_content=InputTextMessageContent(page, ParseMode.HTML, link_preview_options=NO_PREVIEW),
    )
