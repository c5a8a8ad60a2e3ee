"""A day's answer: one line first, then regions by size, by whom, what differs, and how much was heard."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.locales import Translator
from bot.model import Channel, Coverage, JointRow, Note, RegionRow, Tally
from bot.views import coverage
from bot.views.figures import Interval, bar, say, size, total
from bot.views.markup import Html, bold, esc, italic, lines, link, pages
from bot.views.words import amount, folded, more, nothing, places, region, speaker, speaker_at_length, subject, unnamed


def day_words(t: Translator, day: date, today: date) -> str:
    """ "Today, 19 October"."""
    said = t.day(day, today)
    if day == today:
        return t.gettext("Today, {date}").format(date=said)
    if day == today - timedelta(days=1):
        return t.gettext("Yesterday, {date}").format(date=said)
    return said


def day(t: Translator, tally: Tally, channels: Mapping[str, Channel], now: datetime, today: date,
        extra: Iterable[Html] = (), regions: Sequence[str] = (), *, own: bool = False) -> list[Html]:  # fmt: skip
    """The whole answer, in pages. `extra` are blocks of other figures of the day; `regions` those asked for (none =
    all); `own` = they are the chat's."""
    rows, outside = by_size(t, tally), beyond(tally, channels)
    head = bold(esc(f"{day_words(t, tally.date, today)}. {answer(t, tally, regions, channels)}"))
    most = max((size(row) for row in rows), default=0)
    entries: list[Html] = [esc(line) for line in arithmetic(t, tally)]
    if len(rows) > len(outside) or tally.joint:
        entries.append(Html(""))
    entries += [region_line(t, row, most) for row in rows if row not in outside]
    entries += [esc(joint_line(t, row)) for row in tally.joint]
    if outside:
        # The headline does not hold these: what stands under it and what does not must be seen at a glance.
        entries += [Html(""), esc(t.gettext("Not in this number, from regional officials alone:"))]
        entries += [region_line(t, row, most) for row in rows if row in outside]
    entries += by_whom(t, rows, channels)
    for block in extra:
        entries += [Html(""), block]
    if own:
        entries += [Html(""), italic(esc(t.gettext("Only the regions of this chat. /today all – everywhere.")))]
    foot = lines(["", *coverage.sentences(t, tally.coverage, channels, tally.timezone, now)])
    return pages(head, entries, foot)


def by_size(t: Translator, tally: Tally) -> list[RegionRow]:
    """The rows as they are listed: the largest first, then by name."""
    return sorted(tally.regions, key=lambda row: (-size(row), region(t, row.region)))


def answer(
    t: Translator, tally: Tally, asked: Sequence[str] = (), channels: Mapping[str, Channel] | None = None
) -> str:
    """The answer in one line, without the day: "Shot down: about 140 drones in 11 regions". With `channels`, regions
    that the headline does not hold are not among those counted."""
    label = subject(t, tally.subject)
    figures: list[Interval] = [*tally.regions, *tally.joint]
    names = places(t, asked) if asked else ""
    many = unnamed(asked)  # "5 regions" of those asked for would be read as those of the figure
    if tally.headline is None and not figures:
        none = nothing(t, tally.subject, tally.weapon)
        return f"{none} – {names}" if names else none
    figure: Interval = tally.headline if tally.headline is not None else total(figures)
    said = f"{label}: {amount(t, tally.weapon, figure)}"
    outside = {row.region for row in beyond(tally, channels or {})}
    counted = [row for row in tally.regions if row.region not in outside]
    placed = not tally.joint and (tally.residual is None or tally.residual.best == 0)
    if len(counted) == 1 and placed:
        return f"{said} – {region(t, counted[0].region)}"
    if names and not many:
        return f"{said} – {names}"
    if len(counted) > 1:
        where = t.ngettext("in {n} region", "in {n} regions", len(counted)).format(n=t.number(len(counted)))
        return f"{said} {where}"
    return said


def beyond(tally: Tally, channels: Mapping[str, Channel]) -> list[RegionRow]:
    """Rows that the headline does not hold: no nationwide source speaks of them."""
    if tally.headline is None or not channels:
        return []
    nationwide = {name for name, channel in channels.items() if channel.nationwide}
    return [row for row in tally.regions if not any(s.channel in nationwide for s in row.sources)]


def arithmetic(t: Translator, tally: Tally) -> list[str]:
    """How the headline and its parts agree: "That is about 140 by headline, 139 by regions."."""
    head, parts, rest = tally.headline, tally.sum_of_parts, tally.residual
    found = []
    if head is not None and parts is not None:
        left = rest.best if rest is not None else 0
        if rest is not None and left is None and None in (head.best, parts.best):
            said = t.gettext("That is {headline} by headline, not fully broken down: {parts} by regions.")
            found.append(said.format(headline=say(t, head), parts=say(t, parts)))
        elif (left is not None and left < 0) or Note.NEGATIVE_RESIDUAL in tally.notes:
            said = t.gettext(
                "That is {headline} by headline, but {parts} by regions: the officials’ own figures do not add up."
            )
            found.append(said.format(headline=say(t, head), parts=say(t, parts)))
        elif rest is not None and left:
            said = t.gettext("That is {headline}, of which {rest} not placed.")
            found.append(said.format(headline=say(t, head), rest=say(t, rest)))
        elif (head.best, head.approx) != (parts.best, parts.approx):
            said = t.gettext("That is {headline} by headline, {parts} by regions.")
            found.append(said.format(headline=say(t, head), parts=say(t, parts)))
    if tally.overlap:
        found.append(t.gettext("Some reports overlap in time: the figure lies between the largest and the sum."))
    return found


def apart(t: Translator, tally: Tally, channels: Mapping[str, Channel]) -> list[str]:
    """The rows that the headline does not hold, in a sentence."""
    rows = [f"{region(t, row.region)} – {say(t, row)}" for row in beyond(tally, channels)]
    said = t.gettext("Not in this number, from regional officials alone: {rows}.")
    return [said.format(rows=folded(t, rows, MOST_VOICES, "; "))] if rows else []


def region_line(t: Translator, row: RegionRow, most: int) -> Html:
    """One region: bar, figure, name, and a mark where sources differ."""
    mark = " ≠" if row.disagree else ""
    return Html(f"{bar(size(row), most)} <b>{esc(str(say(t, row)))}</b>{mark} {esc(region(t, row.region))}")


def joint_line(t: Translator, row: JointRow) -> str:
    """One number said for several places together."""
    names = t.all_of([region(t, code) for code in row.regions])
    return t.gettext("{n} – {places}, one number for all of them").format(n=say(t, row), places=names)


def by_whom(t: Translator, rows: Iterable[RegionRow], channels: Mapping[str, Channel]) -> list[Html]:
    """Who said it, with links; regions where several spoke are set side by side."""
    rows = list(rows)
    alone: dict[str, tuple[int, dict[str, None]]] = {}
    beside: list[RegionRow] = []
    for row in rows:
        if len(row.sources) > 1 or (len(rows) == 1 and row.sources):
            beside.append(row)
            continue
        for source in row.sources:
            count, urls = alone.get(source.channel, (0, {}))
            alone[source.channel] = (count + 1, urls | dict.fromkeys(source.posts))
    # Those who differ first: of a long list they are what one looks for.
    beside.sort(key=lambda row: not row.disagree)
    together = [line for row in beside[:MOST_VOICES] for line in side_by_side(t, row, channels)]
    if len(beside) > MOST_VOICES:
        left = len(beside) - MOST_VOICES
        together.append(
            esc(
                t.ngettext(
                    "… and {n} more region with several voices: /region and its name",
                    "… and {n} more regions with several voices: /region and the name",
                    left,
                ).format(n=t.number(left))
            )
        )
    many = sorted(alone.items(), key=lambda pair: -pair[1][0])
    said = [
        Html(
            esc(speaker_at_length(t, channels.get(name), name)) + ": "
            + esc(t.ngettext("{n} region", "{n} regions", count).format(n=t.number(count))) + links(t, list(urls))
        )
        for name, (count, urls) in many[:MOST_VOICES]
    ]  # fmt: skip
    if len(many) > MOST_VOICES:
        said.append(esc(more(t, len(many) - MOST_VOICES)))
    if not said and not together:
        return []
    return [Html(""), bold(esc(t.gettext("Who said so"))), *said, *together]


def side_by_side(t: Translator, row: RegionRow, channels: Mapping[str, Channel]) -> list[Html]:
    """ "Ministry of Defence 56 | governor 61", what differs, and what became of the rest."""
    voices = " | ".join(
        f"{esc(speaker(t, channels.get(s.channel), s.channel))} <b>{esc(str(say(t, s)))}</b>{links(t, s.posts)}"
        for s in row.sources
    )
    made = [Html(f"{esc(region(t, row.region))}: {voices}")]
    if row.disagree:
        low, high = min(s.low for s in row.sources), [s.high for s in row.sources]
        if None not in high and (spread := max(h for h in high if h is not None) - low):
            made.append(esc("≠ " + t.gettext("They differ by {n}; nothing is averaged.").format(n=t.number(spread))))
        else:
            made.append(esc("≠ " + t.gettext("They differ; nothing is averaged.")))
    notes = dict.fromkeys([*row.notes, *(note for s in row.sources for note in s.notes)])
    return made + [italic(esc(said)) for note in notes if (said := note_words(t, note))]


def note_words(t: Translator, note: Note) -> str:
    """Why a row is as it is."""
    return {
        Note.PARTIAL_OVERLAP: t.gettext("reports overlap in part: between the largest and the sum"),
        Note.NAMED_TWICE: t.gettext("the region stands twice in one report"),
        Note.NOT_IN_WIDER: t.gettext("the report for the wider period does not name this region"),
        Note.ABSORBED: t.gettext("an earlier report is part of the report for the wider period: counted once"),
        Note.JOINT: t.gettext("part of one number for several places"),
        Note.UNDISCLOSED: "",  # the figure says so itself
        Note.NARROWER: t.gettext("a smaller figure for a part of the region or of the time is contained in the larger"),
        Note.INFERRED: t.gettext("one post does not say for what time: it only raises the upper end"),
        Note.NEGATIVE_RESIDUAL: "",
    }[note]


MOST_LINKS = 5
MOST_VOICES = 8
"""So many who spoke are named in one answer; of the rest their number is."""


def links(t: Translator, urls: Iterable[str]) -> Html:
    """ " (post)" or " (posts 1, 2, 3)", linked; the first few where there are many."""
    urls = list(urls)
    if not urls:
        return Html("")
    one, many = esc(t.gettext("post")), esc(t.gettext("posts"))
    if len(urls) == 1:
        return Html(f" ({link(urls[0], one)})")
    shown = ", ".join(link(url, Html(str(n))) for n, url in enumerate(urls[:MOST_LINKS], 1))
    more = "…" if len(urls) > MOST_LINKS else ""
    return Html(f" ({many} {shown}{more})")


def only(tally: Tally, regions: Iterable[str], channels: Mapping[str, Channel]) -> Tally:
    """The tally of some regions: headline and residual speak of the whole country and are left out, and only
    channels that would tell of these regions are expected."""
    wanted = frozenset(regions)
    last = tuple(
        post for post in tally.coverage.last if (c := channels.get(post.channel)) is None or c.would_tell_of(wanted)
    )
    heard = Coverage(
        expected=len(last),
        alive=sum(post.alive for post in last),
        silent=tuple(post.channel for post in last if not post.alive),
        last=last,
    )
    return tally.model_copy(
        update={
            "regions": tuple(row for row in tally.regions if row.region in wanted),
            "joint": tuple(row for row in tally.joint if wanted & set(row.regions)),
            "headline": None,
            "sum_of_parts": None,
            "residual": None,
            "coverage": heard if tally.coverage.last else tally.coverage,
        }
    )
