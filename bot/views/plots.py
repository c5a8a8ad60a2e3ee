"""From tallies to pictures: what is drawn, in the reader's words, and the caption that says it without eyes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache

from babel.dates import get_day_names, get_month_names

from bot.gazetteer import outlines
from bot.locales import Translator
from bot.model import Channel, Episode, RegionRow, SourceRow, Tally
from bot.views.days import day_total, period
from bot.views.figures import Interval, say, size, total
from bot.views.markup import Html, bold, esc, italic, lines
from bot.views.picture import EAST, Bar, DayBars, DayColumn, NamedBar, RegionDays, RegionMap, Sheet, Theme, YearCells
from bot.views.tally import answer, apart, arithmetic, by_size
from bot.views.words import amount, folded, nothing, places, region, short_name, speaker, subject

MOST_SOURCES = 4
MOST_ROWS = 28
"""Regions that a day's bars show; of the rest there is one line."""


def day_bars(
    t: Translator, tally: Tally, asked: Sequence[str], channels: Mapping[str, Channel], theme: Theme
) -> DayBars:
    """A day's regions."""
    rows = by_size(t, tally)
    named = tuple(NamedBar(name=region(t, r.region), bar=_bar(t, r), disagree=r.disagree) for r in rows[:MOST_ROWS])
    legend = []
    if any(r.high is not None and r.high > r.low for r in rows):
        legend.append(t.gettext("a thin line: from the least to the most"))
    if any(r.best is None for r in rows):
        legend.append(t.gettext("hatched: number not disclosed"))
    legend += _signs(t, rows[:MOST_ROWS])
    if (left := len(rows) - MOST_ROWS) > 0:
        legend.append(t.ngettext("and {n} more region", "and {n} more regions", left).format(n=t.number(left)))
    return DayBars(
        theme=theme,
        title=_dated(t, tally, answer(t, tally, asked, channels)),
        subtitle=" ".join([*arithmetic(t, tally), *apart(t, tally, channels)]),
        rows=named,
        legend="; ".join(legend),
        foot=foot(t, [tally]),
    )


def region_days(t: Translator, tallies: Sequence[Tally], asked: Sequence[str], channels: Mapping[str, Channel],
                theme: Theme) -> RegionDays:  # fmt: skip
    """Days of a region (or of the whole country): the nationwide voice beside the regional one."""
    first, last = tallies[0], tallies[-1]
    columns = []
    for tally in tallies:
        nationwide, regional = _voices(tally, asked, channels)
        total = day_total(tally)
        columns.append(
            DayColumn(
                label=t.short_day(tally.date),
                first=_bar(t, nationwide) if nationwide else None,
                second=_bar(t, regional) if regional else None,
                gap=not total.heard,
            )
        )
    names = [_names(t, tallies, channels, nationwide=True), _names(t, tallies, channels, nationwide=False)]
    return RegionDays(
        theme=theme,
        title=_summed(t, tallies, asked),
        subtitle=period(t, first.date, last.date, date.min),
        foot=foot(t, tallies),
        days=tuple(columns),
        first_name=names[0] or t.gettext("whole country"),
        second_name=names[1] or t.gettext("regions"),
        gap_name=t.gettext("not all channels heard"),
        whisker_name=t.gettext("from the least to the most"),
        unnamed=t.gettext("number not disclosed"),
    )


def year_cells(t: Translator, tallies: Sequence[Tally], asked: Sequence[str], channels: Mapping[str, Channel],
               theme: Theme) -> YearCells:  # fmt: skip
    """A calendar of days."""
    totals = [day_total(tally) for tally in tallies]
    months, weekdays = get_month_names("abbreviated", "stand-alone", t.locale), get_day_names("short", locale=t.locale)
    return YearCells(
        theme=theme,
        title=_summed(t, tallies, asked),
        subtitle=period(t, tallies[0].date, tallies[-1].date, date.min),
        foot=foot(t, tallies),
        start=tallies[0].date,
        values=tuple(size(d.figure) if d.figure is not None else None for d in totals),
        gaps=tuple(not d.heard for d in totals),
        months=tuple(str(months[n]) for n in range(1, 13)),
        weekdays=tuple(str(weekdays[n]) for n in range(7)),
        none_name=t.gettext("no reports"),
        gap_name=t.gettext("not all channels heard"),
    )


def region_map(t: Translator, tally: Tally, asked: Sequence[str], episodes: Iterable[Episode],
               channels: Mapping[str, Channel], now: datetime, theme: Theme) -> RegionMap:  # fmt: skip
    """A day's figures on the map; danger is drawn on today's map only, as it stands now."""
    on = [e for e in episodes if e.open]
    # The newest word of it, not the moment of asking: the same state must give the same picture.
    said_at = max((e.last_confirmed for e in on), default=now)
    off = [row for row in tally.regions if row.region not in _on_the_map()]
    notes = [f"{region(t, row.region)} – {_bar(t, row).said}" for row in off]
    said = t.gettext("Not on the map: {places}.").format(places=", ".join(notes)) if notes else ""
    return RegionMap(
        theme=theme,
        title=_dated(t, tally, answer(t, tally, asked, channels)),
        subtitle=" ".join([*arithmetic(t, tally), *apart(t, tally, channels), said]).strip(),
        foot=foot(t, [tally]),
        bars={row.region: _short(t, row) for row in tally.regions},
        names={row.region: short_name(t, row.region) for row in tally.regions},
        danger=tuple(dict.fromkeys(e.region for e in on)),
        value_name=subject(t, tally.subject).lower(),
        danger_name=t.gettext("danger, last word {time}").format(time=t.time(said_at, tally.timezone)),
        none_name=t.gettext("no reports, which is not zero"),
        legend="; ".join(_signs(t, tally.regions)),
    )


def caption(spec: Sheet, details: Iterable[str], zone: str, t: Translator) -> Html:
    """The picture in words, for those who do not see it; at most 1024 characters."""
    dated = not isinstance(spec, DayBars | RegionMap)  # their titles hold the date, the others' subtitles do
    title = f"{spec.title}, {spec.subtitle}" if dated else spec.title
    told = [bold(esc(title))]
    room = 900 - len(title)
    for detail in details:
        if room - len(detail) < 0:
            break
        told.append(esc(detail))
        room -= len(detail) + 1
    return lines([*told, italic(esc(t.gettext("Days are counted in {zone}.").format(zone=t.zone(zone))))])


def rows_in_words(t: Translator, tally: Tally, channels: Mapping[str, Channel]) -> list[str]:
    """A day's regions for a caption: "Belgorod Oblast 56, Bryansk Oblast 22"."""
    rows = by_size(t, tally)
    said = folded(t, [f"{region(t, row.region)} {say(t, row)}" for row in rows], 12)
    return [*arithmetic(t, tally), *apart(t, tally, channels), *([said] if said else []), heard(t, [tally])]


def danger_in_words(t: Translator, spec: RegionMap) -> list[str]:
    """What the outlines on the map say."""
    return [t.gettext("danger now: {places}").format(places=places(t, spec.danger))] if spec.danger else []


def days_in_words(t: Translator, tallies: Sequence[Tally], today: date) -> list[str]:
    """Days for a caption: the sum is the title's; here the days with reports, newest first."""
    told = [(d.day, d.figure) for d in map(day_total, tallies) if d.figure is not None]
    said = ", ".join(f"{t.short_period(day, day, today)} {say(t, figure)}" for day, figure in reversed(told[-14:]))
    return [*([said] if said else [t.gettext("no reports")]), heard(t, tallies)]


def heard(t: Translator, tallies: Sequence[Tally]) -> str:
    """ "3 of 5 channels heard. No report is not zero."; of several days, on how many not all were."""
    seen = tallies[-1].coverage
    gaps = sum(not day_total(tally).heard for tally in tallies)
    if gaps and len(tallies) > 1:
        said = t.ngettext(
            "Not all channels were heard on {gaps} day of {n}", "Not all channels were heard on {gaps} days of {n}",
            gaps,
        ).format(gaps=t.number(gaps), n=t.number(len(tallies)))  # fmt: skip
    else:
        said = t.ngettext(
            "{alive} of {expected} channel heard", "{alive} of {expected} channels heard", seen.expected
        ).format(alive=t.number(seen.alive), expected=t.number(seen.expected))
    return f"{said}. {t.gettext('No report is not zero.')}"


def foot(t: Translator, tallies: Sequence[Tally]) -> str:
    """Sources, coverage and zone. No moment: while nothing new is said, the picture is the same."""
    names = dict.fromkeys(s.channel for tally in tallies for row in tally.regions for s in row.sources)
    zone = tallies[-1].timezone
    parts = []
    if names:
        shown = folded(t, [f"@{name}" for name in names], MOST_SOURCES)
        parts.append(t.gettext("Sources: {names}.").format(names=shown))
    parts.append(heard(t, tallies))
    parts.append(t.gettext("Days are counted in {zone}.").format(zone=t.zone(zone)))
    return " ".join(parts)


@cache
def _on_the_map() -> frozenset[str]:
    """The regions that have a place on it."""
    return frozenset(
        code for code, parts in outlines().items() if any(min(x for x, _ in part[0]) <= EAST for part in parts)
    )


def _dated(t: Translator, tally: Tally, said: str) -> str:
    """ "9 November 2025. Shot down: 7 drones"; Russian and Ukrainian dates end with a full stop of their own."""
    return f"{t.day(tally.date).removesuffix('.')}. {said}"


def _summed(t: Translator, tallies: Sequence[Tally], asked: Sequence[str]) -> str:
    """ "Belgorod Oblast. Shot down: 63 drones": the sum of the days."""
    where = places(t, asked) if asked else t.gettext("All regions")
    what = subject(t, tallies[-1].subject)
    told = [d.figure for d in map(day_total, tallies) if d.figure is not None]
    if not told:
        return f"{where}. " + nothing(t, tallies[-1].subject, tallies[-1].weapon)
    return f"{where}. {what}: {amount(t, tallies[-1].weapon, total(list(told)))}"


def _bar(t: Translator, figure: Interval) -> Bar:
    """A figure for a picture: short ("≥1", "6+")."""
    said = say(t, figure)
    if figure.high is None:
        short = f"≥{t.number(figure.low)}"
    elif figure.best is None:
        short = f"≤{t.number(figure.high)}" if figure.low == 0 else f"{t.number(figure.low)}–{t.number(figure.high)}"
    elif said.genitive:
        short = f"~{t.number(figure.best)}"
    else:
        short = str(said)
    return Bar(low=figure.low, high=figure.high, best=figure.best, said=short)


def _signs(t: Translator, rows: Iterable[RegionRow]) -> list[str]:
    """What the signs beside these rows' figures mean."""
    said = "".join(_bar(t, row).said + "≠" * row.disagree for row in rows)
    meanings = {
        "≠": t.gettext("≠ sources differ"),
        "≥": t.gettext("≥ at least"),
        "≤": t.gettext("≤ at most"),
        "~": t.gettext("~ about"),
    }
    return [meaning for sign, meaning in meanings.items() if sign in said]


def _short(t: Translator, row: RegionRow) -> Bar:
    """A figure for a label on the map: without its interval."""
    bar = _bar(t, row)
    if row.best is None or row.high is None:
        return bar
    return bar.model_copy(update={"said": bar.said.split(" ")[0] + ("≠" if row.disagree else "")})


def _voices(
    tally: Tally, asked: Sequence[str], channels: Mapping[str, Channel]
) -> tuple[Interval | None, Interval | None]:
    """The nationwide figure and the regional one of a day; over several regions only the day's own total."""
    if len(asked) != 1:
        return day_total(tally).figure, None
    rows: list[SourceRow] = [s for row in tally.regions if row.region == asked[0] for s in row.sources]
    nationwide = [s for s in rows if (c := channels.get(s.channel)) is not None and c.nationwide]
    regional = [s for s in rows if s not in nationwide]
    return max(nationwide, key=size, default=None), max(regional, key=size, default=None)


def _names(t: Translator, tallies: Sequence[Tally], channels: Mapping[str, Channel], *, nationwide: bool) -> str:
    spoke = dict.fromkeys(s.channel for tally in tallies for row in tally.regions for s in row.sources)
    names = [
        speaker(t, channels.get(name), name)
        for name in spoke
        if ((c := channels.get(name)) is not None and c.nationwide) is nationwide
    ]
    return folded(t, list(dict.fromkeys(names)), 2)
