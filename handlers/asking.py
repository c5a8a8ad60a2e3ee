"""What every question-asking command does first: read its arguments, or say what was not understood."""

from dataclasses import dataclass, replace

from telegram import InlineKeyboardMarkup, Update

import bot.gazetteer as gazetteer
from bot.model import Subject, Weapon
from bot.views import replies as words
from bot.views.markup import Html, esc, lines
from bot.views.words import region
from handlers.answers import Asker
from handlers.arguments import Asked, parse
from handlers.context import Context
from handlers.dates import Days
from handlers.keyboards import button
from handlers.question import LONGEST, MOST_REGIONS, Kind, Question
from handlers.replies import reply


@dataclass(frozen=True)
class Asking:
    """A command with its arguments understood."""

    asker: Asker
    asked: Asked

    def question(self, kind: Kind, default: Days) -> Question:
        """The question meant: the days and regions typed, else `default` and the chat's own regions."""
        asked = self.asked
        own = not asked.regions and not asked.everywhere and bool(self.asker.reader.regions)
        question = Question(kind, asked.days or default, asked.regions[:MOST_REGIONS], own)
        return replace(
            question,
            weapon=asked.weapon or Weapon.UAV,
            subject=asked.subject or Subject.INTERCEPTION,
        )


async def asking(update: Update, context: Context, kind: Kind = Kind.DAY, also: str = "") -> Asking | None:
    """Understand a command; where that fails, answer and return None. "Did you mean" buttons ask `kind`; `also` tells
    what else than regions and dates the command understands."""
    reader = await context.reader(update)
    asker = Asker(context.desk, reader, context.desk.clock.now())
    asked = parse(context.args or (), asker.today, gazetteer.find)
    refusal = refused(asker, asked)
    if refusal is not None and asked.unknown and also:
        refusal = lines([refusal, esc(also)])
    if refusal is not None:
        await reply(update, context, refusal, _meant(asker, asked, kind))
        return None
    return Asking(asker, asked)


def refused(asker: Asker, asked: Asked) -> Html | None:
    """Why a question cannot be answered as it was typed."""
    t = asker.reader.t
    if asked.unknown:
        codes = [code for name in asked.near for code in gazetteer.find(name).regions]
        return words.no_such_region(t, asked.unknown, [region(t, code) for code in dict.fromkeys(codes)])
    if asked.days is not None and asked.days.first > asker.today:
        return words.future(t)
    if asked.days is not None and asked.days.length > LONGEST:
        return words.too_long(t, LONGEST)
    return None


def _meant(asker: Asker, asked: Asked, kind: Kind) -> InlineKeyboardMarkup | None:
    """A button for each region that may have been meant."""
    days = asked.days or Days(asker.today, asker.today)
    if kind is Kind.DAY and days.many:
        kind = Kind.SPAN
    rows = []
    for name in asked.near:
        codes = gazetteer.find(name).regions
        if codes:
            regions = (*asked.regions, *codes)[-MOST_REGIONS:]
            said = " + ".join(region(asker.reader.t, code) for code in codes)
            rows.append([button(said, Question(kind, days, regions))])
    return InlineKeyboardMarkup(rows) if rows else None
