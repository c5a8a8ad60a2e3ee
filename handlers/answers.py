"""From a question to its pages: ask the store, let the view word it. Commands, buttons and inline mode meet here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.gazetteer import REGIONS
from bot.model import COUNTED, Subject, Tally, Weapon
from bot.views import days as days_view
from bot.views import incidents as incidents_view
from bot.views import now as now_view
from bot.views import sources as sources_view
from bot.views import tally as tally_view
from bot.views.markup import Html, bold, esc
from bot.views.markup import lines as joined
from bot.views.words import amount, subject
from handlers.arguments import UKRAINE
from handlers.context import Reader
from handlers.dates import Days
from handlers.desk import Desk
from handlers.question import Kind, Question

MOST_INCIDENTS = 5
LEADING = 3


@dataclass(frozen=True)
class Asker:
    """A question's surroundings: the desk, the reader, the moment."""

    desk: Desk
    reader: Reader
    now: datetime

    @property
    def today(self) -> date:
        """The reader's date."""
        return self.now.astimezone(ZoneInfo(self.reader.zone)).date()

    def regions(self, question: Question) -> tuple[str, ...]:
        """The regions meant; () = all."""
        if question.own:
            return self.reader.regions
        if UKRAINE in question.regions:
            named = [code for code in question.regions if code != UKRAINE]
            return (*named, *(code for code, r in REGIONS.items() if r.country == UKRAINE))
        return question.regions

    def bounds(self, days: Days) -> tuple[datetime, datetime]:
        """The moments at which the days begin and end in the reader's zone."""
        zone = ZoneInfo(self.reader.zone)
        start = datetime.combine(days.first, time(), zone)
        return start, datetime.combine(days.last + timedelta(days=1), time(), zone)


@dataclass(frozen=True)
class Answer:
    """A question's answer in as many pages as it takes; `leading` are the regions one would ask of next."""

    pages: list[Html]
    leading: tuple[str, ...] = ()


async def answer(asker: Asker, question: Question) -> Answer:
    """Ask the store, and have the view word it."""
    match question.kind:
        case Kind.DAY:
            return await _day(asker, question)
        case Kind.SPAN:
            return Answer(await _span(asker, question))
        case Kind.TOP:
            return await _top(asker, question)
        case Kind.COMPARE:
            return Answer(await _compare(asker, question))
        case Kind.NOW:
            return Answer(await _now(asker, question))
        case Kind.LAST:
            return Answer(await _last(asker, question))
        case _:
            return Answer(await _sources(asker, question))


async def tally(asker: Asker, question: Question, day: date) -> Tally:
    """One day's tally of the question's subject, weapon and regions."""
    regions = asker.regions(question)
    return await asker.desk.store.tally(day, asker.reader.zone, question.subject, question.weapon, regions)


async def tallies(asker: Asker, question: Question) -> Sequence[Tally]:
    """The tallies of every day of the question, oldest first."""
    return await asker.desk.store.tallies(
        *question.days, asker.reader.zone, question.subject, question.weapon, asker.regions(question)
    )


async def _day(asker: Asker, question: Question) -> Answer:
    t = asker.reader.t
    main = await tally(asker, question, question.days.first)
    regions = asker.regions(question)
    extra = [*await _other_figures(asker, question), *await _incidents_of_day(asker, question)]
    if question.days.first == asker.today:
        danger = now_view.in_short(t, await asker.desk.store.open_episodes(regions))
        extra += [danger] if danger else []
    own = question.own and bool(regions)
    pages = tally_view.day(t, main, asker.desk.channels, asker.now, asker.today, extra, regions, own=own)
    return Answer(pages, tuple(row.region for row in tally_view.by_size(t, main)[:LEADING]))


async def _other_figures(asker: Asker, question: Question) -> list[Html]:
    """The day's figures of other weapons and subjects, a line each: they are never added to the main one."""
    kinds = await asker.desk.store.counted_kinds(*asker.bounds(question.days), asker.regions(question))
    pairs = {(what, weapon or Weapon.ANY) for what, weapon in kinds if what in COUNTED}
    pairs.discard((question.subject, question.weapon))
    lines = []
    for what, weapon in sorted(pairs, key=lambda pair: (COUNTED.index(pair[0]), pair[1])):
        other = await tally(asker, Question(Kind.DAY, question.days, question.regions, question.own, weapon, what),
                            question.days.first)  # fmt: skip
        figure = days_view.day_total(other).figure
        if figure is not None:
            t = asker.reader.t
            lines.append(esc(f"{subject(t, what)}: {amount(t, weapon, figure)}"))
    return [joined(lines)] if lines else []


async def _incidents_of_day(asker: Asker, question: Question) -> list[Html]:
    start, end = asker.bounds(question.days)
    found = await asker.desk.store.incidents(asker.regions(question), start, end)
    if not found:
        return []
    t, zone = asker.reader.t, asker.reader.zone
    head = bold(esc(t.gettext("What was damaged, who was hurt")))
    gravest = incidents_view.gravest(found)
    lines = [incidents_view.one_line(t, i, zone, asker.now) for i in gravest[:MOST_INCIDENTS]]
    if len(gravest) > MOST_INCIDENTS:
        more = len(gravest) - MOST_INCIDENTS
        lines.append(esc(t.ngettext("and {n} more: /last", "and {n} more: /last", more).format(n=t.number(more))))
    return [joined([head, *lines])]


async def _span(asker: Asker, question: Question) -> list[Html]:
    found = await tallies(asker, question)
    return days_view.span(asker.reader.t, found, asker.regions(question), asker.desk.channels, asker.now, asker.today)


async def _top(asker: Asker, question: Question) -> Answer:
    found = await tallies(asker, question)
    leading = tuple(code for code, _ in days_view.by_region(found)[:LEADING])
    return Answer(days_view.top(asker.reader.t, found, asker.desk.channels, asker.now, asker.today), leading)


async def _compare(asker: Asker, question: Question) -> list[Html]:
    whole = await tallies(asker, Question(Kind.SPAN, question.days, (), False, question.weapon, question.subject))
    sides = [
        (code, [tally_view.only(one, (code,), asker.desk.channels) for one in whole])
        for code in asker.regions(question)
    ]
    heard = [tally_view.only(one, asker.regions(question), asker.desk.channels) for one in whole]
    return days_view.compare(asker.reader.t, sides, heard, asker.desk.channels, asker.now, asker.today)


async def _now(asker: Asker, question: Question) -> list[Html]:
    desk, regions = asker.desk, asker.regions(question)
    return now_view.now(
        asker.reader.t, await desk.store.open_episodes(regions), await desk.store.healths(), desk.channels,
        asker.reader.zone, asker.now, regions,
    )  # fmt: skip


async def _last(asker: Asker, question: Question) -> list[Html]:
    start, end = asker.bounds(question.days)
    found = await asker.desk.store.incidents(asker.regions(question), start, end)
    t = asker.reader.t
    when = days_view.period(t, question.days.first, question.days.last, asker.today)
    n = len(found)
    title = when  # that nothing is known is no 0
    if found:
        title = t.ngettext("{when}: {n} incident", "{when}: {n} incidents", n).format(when=when, n=t.number(n))
    # Who was heard is the same for every figure, and of people there are the fewest rows to count; it is told of the
    # last day, since a week counted anew is seven answers' work.
    asked = replace(question.to(days=Days(question.days.last, question.days.last)), subject=Subject.KILLED)
    heard = days_view.coverage_of(t, await tallies(asker, asked), asker.desk.channels, asker.now)
    return incidents_view.listed(t, title, found, asker.reader.zone, asker.now, heard)


async def _sources(asker: Asker, question: Question) -> list[Html]:
    desk = asker.desk
    regions = asker.regions(question)
    return sources_view.sources(
        asker.reader.t, desk.channels, await desk.store.healths(), asker.reader.zone, asker.now, regions
    )
