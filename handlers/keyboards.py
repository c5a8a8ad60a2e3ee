"""The buttons under an answer: pages, the day before and after, other views of the same question."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.views.words import short_name
from handlers.answers import Answer, Asker
from handlers.dates import Days
from handlers.question import Kind, Question

WEEK = 7


def under(asker: Asker, question: Question, answer: Answer) -> InlineKeyboardMarkup | None:
    """What may be pressed under a page of `question`'s answer."""
    every = (
        _pages(question, len(answer.pages)),
        days(asker, question),
        _regions(asker, question, answer.leading),
        _views(asker, question),
    )
    rows = [row for row in every if row]
    return InlineKeyboardMarkup(rows) if rows else None


def button(text: str, question: Question) -> InlineKeyboardButton:
    """A button that asks a question."""
    return InlineKeyboardButton(text, callback_data=question.pack())


def _pages(question: Question, pages: int) -> list[InlineKeyboardButton]:
    if pages < 2:
        return []
    at = min(question.page, pages - 1)
    row = []
    if at > 0:
        row.append(button(f"◂ {at}/{pages}", question.to(page=at - 1)))
    if at < pages - 1:
        row.append(button(f"{at + 2}/{pages} ▸", question.to(page=at + 1)))
    return row


def days(asker: Asker, question: Question) -> list[InlineKeyboardButton]:
    """The same length of time before and after; nothing beyond today."""
    if question.kind in (Kind.NOW, Kind.SOURCES):
        return []
    t, shown = asker.reader.t, question.days
    length = timedelta(days=shown.length)
    before = Days(shown.first - length, shown.last - length)
    after = Days(shown.first + length, shown.last + length)
    row = [button(f"◀ {t.short_period(*before, asker.today)}", question.to(days=before))]
    if after.first <= asker.today:
        row.append(button(f"{t.short_period(*after, asker.today)} ▶", question.to(days=after)))
    return row


def _regions(asker: Asker, question: Question, leading: Sequence[str]) -> list[InlineKeyboardButton]:
    """From all regions to those with most, from one region back to all."""
    t = asker.reader.t
    kind = Kind.SPAN if question.days.many else Kind.DAY
    if len(question.regions) == 1:
        if question.kind not in (Kind.DAY, Kind.SPAN):
            return []
        return [button(t.gettext("All regions"), replace(question.to(kind), regions=(), own=False))]
    if len(leading) < 2:
        return []
    return [button(short_name(t, code), replace(question.to(kind), regions=(code,), own=False)) for code in leading]


def _views(asker: Asker, question: Question) -> list[InlineKeyboardButton]:
    t = asker.reader.t
    chart = button(t.gettext("Chart"), question.to(Kind.CHART))
    map_ = button(t.gettext("Map"), question.to(Kind.MAP))
    heard = button(t.gettext("Sources"), question.to(Kind.SOURCES))
    last = question.days.last
    week = Days(last - timedelta(days=WEEK - 1), last)
    match question.kind:
        case Kind.DAY:
            return [chart, map_, button(t.gettext("7 days"), question.to(Kind.SPAN, days=week)), heard]
        case Kind.SPAN:
            return [chart, button(t.gettext("Last day"), question.to(Kind.DAY, days=Days(last, last))), heard]
        case Kind.NOW:
            today = Days(asker.today, asker.today)
            day = question.to(Kind.DAY, days=today)
            return [button(t.gettext("Refresh"), question), button(t.gettext("Today"), day), map_, heard]
        case Kind.TOP:
            return [chart, heard]
        case Kind.SOURCES:
            today = Days(asker.today, asker.today)
            return [button(t.gettext("Today"), question.to(Kind.DAY, days=today)),
                    button(t.gettext("Now"), question.to(Kind.NOW, days=today))]  # fmt: skip
        case _:
            return []
