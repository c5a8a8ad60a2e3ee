"""Answers over several days: a region's days, the whole country's, who leads, and two regions side by side."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from bot.locales import Translator
from bot.model import Channel, Tally
from bot.views import coverage
from bot.views.figures import Interval, Sum, bar, say, size, total
from bot.views.markup import Html, bold, esc, italic, lines, pages
from bot.views.words import amount, nothing, places, region, subject, unnamed


class DayTotal(NamedTuple):
    """A day's figure (None = no report) and whether every channel expected was heard."""

    day: date
    figure: Sum | None
    heard: bool


def day_total(tally: Tally) -> DayTotal:
    """A tally's own total: the headline where there is one, else the sum of its rows."""
    figures: list[Interval] = [*tally.regions, *tally.joint]
    if tally.headline is not None:
        h = tally.headline
        figure: Sum | None = Sum(h.low, h.high, h.best, h.approx)
    else:
        figure = total(figures) if figures else None
    seen = tally.coverage
    return DayTotal(tally.date, figure, seen.alive >= seen.expected > 0)


def period(t: Translator, first: date, last: date, today: date) -> str:
    """ "13–19 October", "28 September – 4 October"."""
    if first == last:
        return t.day(first, today)
    if (first.year, first.month) == (last.year, last.month):
        said = t.day(last, today)
        # "19 октября" and "19 October" begin with the day in all three languages.
        return f"{first.day}–{said}"
    return f"{t.day(first, today if first.year == last.year else None)} – {t.day(last, today)}"


def span(t: Translator, tallies: Sequence[Tally], regions: Sequence[str], channels: Mapping[str, Channel],
         now: datetime, today: date) -> list[Html]:  # fmt: skip
    """Each day's figure with bars, newest first; days without a report are said to be such, never zero."""
    days = [day_total(tally) for tally in tallies]
    told = [d.figure for d in days if d.figure is not None]
    when = period(t, days[0].day, days[-1].day, today)
    where = f" – {places(t, regions)}" if regions else ""
    what = subject(t, tallies[0].subject)
    if told:
        said = amount(t, tallies[0].weapon, total(list(told)))
        if unnamed(regions):  # the number of those asked for would be read as that of those with a figure
            n = len({row.region for tally in tallies for row in tally.regions})
            where = " " + t.ngettext("in {n} region", "in {n} regions", n).format(n=t.number(n)) if n else ""
        head = bold(esc(f"{when}. {what}: {said}{where}"))
    else:
        head = bold(esc(f"{when}. " + nothing(t, tallies[0].subject, tallies[0].weapon) + where))
    most = max((size(figure) for figure in told), default=0)
    entries = [Html(""), *day_lines(t, list(reversed(days)), most, today)]
    return pages(head, entries, _foot(t, tallies, channels, now))


def day_lines(t: Translator, days: Sequence[DayTotal], most: int, today: date) -> list[Html]:
    """ "▰▰▰▱ 56 · 19 Oct" for each day; days without reports that follow each other share a line."""
    made = []
    for silent, run in groupby(days, key=lambda d: (d.figure is None, d.figure is None and d.heard)):
        members = list(run)
        if silent[0]:
            when = t.short_period(members[-1].day, members[0].day, today)
            gap = "" if silent[1] else " ○"
            none = t.gettext("no reports")
            made.append(esc(f"{bar(0, most)} {none} · {when}{gap}"))
            continue
        for d in members:
            assert d.figure is not None
            gap = "" if d.heard else " ○"
            when = t.short_period(d.day, d.day, today)
            made.append(Html(f"{bar(size(d.figure), most)} <b>{esc(str(say(t, d.figure)))}</b> · {esc(when)}{gap}"))
    return made


def by_region(tallies: Sequence[Tally]) -> list[tuple[str, Sum]]:
    """Each region's sum over the days, the largest first."""
    rows: dict[str, list[Interval]] = {}
    for tally in tallies:
        for row in tally.regions:
            rows.setdefault(row.region, []).append(row)
    sums = [(code, total(figures)) for code, figures in rows.items()]
    return sorted(sums, key=lambda pair: (-size(pair[1]), pair[0]))


def top(t: Translator, tallies: Sequence[Tally], channels: Mapping[str, Channel], now: datetime,
        today: date) -> list[Html]:  # fmt: skip
    """Regions by their sum over the days, each figure the sum of the days' own."""
    when = period(t, tallies[0].date, tallies[-1].date, today)
    ranked = by_region(tallies)
    what = subject(t, tallies[0].subject)
    if not ranked:
        head = bold(esc(f"{when}. " + nothing(t, tallies[0].subject, tallies[0].weapon)))
        return pages(head, [], _foot(t, tallies, channels, now))
    first, figure = ranked[0]
    said = amount(t, tallies[0].weapon, figure)
    most_of_all = t.gettext("{what}, most of all: {region}, {amount}")
    head = bold(esc(f"{when}. " + most_of_all.format(what=what, region=region(t, first), amount=said)))
    most = size(figure)
    entries = [Html("")] + [
        Html(f"{place}. {bar(size(s), most)} <b>{esc(str(say(t, s)))}</b> {esc(region(t, code))}")
        for place, (code, s) in enumerate(ranked, 1)
    ]
    return pages(head, entries, _foot(t, tallies, channels, now))


def compare(
    t: Translator,
    sides: Sequence[tuple[str, Sequence[Tally]]],
    heard: Sequence[Tally],
    channels: Mapping[str, Channel],
    now: datetime,
    today: date,
) -> list[Html]:
    """Two to four regions over the same days: sums first, then day by day. `heard` are the days' tallies of all these
    regions together: they tell who was heard."""
    first = sides[0][1]
    when = period(t, first[0].date, first[-1].date, today)
    weapon = first[0].weapon
    sums = [(code, [day_total(tally) for tally in tallies]) for code, tallies in sides]
    whole = [(code, total([d.figure for d in days if d.figure]) if any(d.figure for d in days) else None)
             for code, days in sums]  # fmt: skip
    most = max((size(s) for _, s in whole if s is not None), default=0)
    said = ", ".join(f"{region(t, code)} {say(t, s) if s is not None else '–'}" for code, s in whole)
    head = bold(esc(f"{when}. {subject(t, first[0].subject)}: {said}"))
    entries = [Html("")]
    for code, figure in whole:
        said = amount(t, weapon, figure) if figure is not None else t.gettext("no reports")
        entries.append(Html(f"{bar(size(figure) if figure else 0, most)} {esc(region(t, code))}: <b>{esc(said)}</b>"))
    entries += [Html(""), bold(esc(t.gettext("Day by day")))]
    for index in reversed(range(len(first))):
        figures = [days[index].figure for _, days in sums]
        if any(figures):
            cells = " | ".join(str(say(t, f)) if f is not None else "–" for f in figures)
            gap = "" if day_total(heard[index]).heard else " ○"
            entries.append(esc(f"{t.short_day(first[index].date)}: {cells}{gap}"))
    entries.append(italic(esc(t.gettext("A dash: no report, which is not zero."))))
    return pages(head, entries, _foot(t, heard, channels, now))


def _foot(t: Translator, tallies: Sequence[Tally], channels: Mapping[str, Channel], now: datetime) -> Html:
    """What stands at the foot of an answer over several days: gaps, the newest day's coverage, the days' zone."""
    return lines(["", *coverage_of(t, tallies, channels, now), coverage.zoned(t, tallies[-1].timezone)])


def coverage_of(t: Translator, tallies: Sequence[Tally], channels: Mapping[str, Channel], now: datetime) -> list[Html]:
    """On how many of the days not everybody was heard, and who was on the newest."""
    last, gaps = tallies[-1], sum(not day_total(tally).heard for tally in tallies)
    made = []
    if gaps and len(tallies) > 1:
        said = t.ngettext(
            "○ {n} day with channels not heard: its figure may be too small.",
            "○ {n} days with channels not heard: their figures may be too small.",
            gaps,
        )
        made.append(italic(esc(said.format(n=t.number(gaps)))))
    day = t.short_day(last.date) if len(tallies) > 1 else ""
    return made + coverage.heard(t, last.coverage, channels, last.timezone, now, day)
