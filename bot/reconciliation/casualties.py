"""Casualties: people are counted by incident, and a follow-up goes to its incident's date (rules 4, 6 and 8)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.model import Channel, Count, Episode, RegionRow, SourceRow, Stated, Subject, Window, WindowSaid
from bot.reconciliation import people
from bot.reconciliation.amount import ZERO, Amount
from bot.reconciliation.days import day_of
from bot.reconciliation.incidents import gather
from bot.reconciliation.links import post_url
from bot.reconciliation.raids import Raids
from bot.reconciliation.told import HARM, PEOPLE, Told
from bot.reconciliation.voices import rank, voice_of


def needed(subject: Subject) -> tuple[Subject, ...]:
    """The subjects whose claims a tally of `subject` is counted from: people need their incidents."""
    return tuple(sorted(HARM)) if subject in PEOPLE else (subject,)


@dataclass(slots=True)
class Toll:
    """What one voice says of one incident in the end, and in which posts."""

    voice: str
    amount: Amount
    posts: list[tuple[str, int]] = field(default_factory=list)


@dataclass(slots=True)
class Happening:
    """One incident's tolls, or a summary: one figure for a whole region and a window that was said."""

    region: str
    window: Window
    summary: bool
    tolls: list[Toll]
    parts: list["Happening"] = field(default_factory=list)


def happenings(
    stated: Iterable[Stated], subject: Subject, channels: Mapping[str, Channel], episodes: Iterable[Episode] = ()
) -> list[Happening]:
    """Every incident in which the subject's figure was told, by its first post; `episodes` part one raid's people
    from another's."""
    every = [s for s in newest(stated) if s.claim.subject in HARM]
    voices = {s.post: voice_of(s, channels)[0] for s in every}
    found = []
    for told in gather(every, Raids(episodes)):
        tolls = _tolls(told, PEOPLE[subject], voices)
        if tolls:
            first = told[0]
            summary = not first.area and first.window.said not in (WindowSaid.INFERRED, WindowSaid.POINT)
            found.append(Happening(first.region, first.window, summary and not first.objects, tolls))
    return _without_summed(found)


def casualty_rows(
    stated: Iterable[Stated],
    day: date,
    zone: str,
    subject: Subject,
    channels: Mapping[str, Channel],
    episodes: Iterable[Episode] = (),
) -> list[RegionRow]:
    """Every region's day of one casualty subject."""
    by_region: dict[str, list[Happening]] = {}
    for one in happenings(stated, subject, channels, episodes):
        if one.region and day_of(one.window, zone) == day:
            by_region.setdefault(one.region, []).append(one)
    return [_row(region, by_region[region], channels) for region in sorted(by_region)]


def newest(stated: Iterable[Stated]) -> list[Stated]:
    """Each claim once, of the newest revision given."""
    revisions: dict[str, int] = {}
    found: dict[tuple[str, int], Stated] = {}
    for one in stated:
        revisions[one.post] = max(one.revision, revisions.get(one.post, 0))
        key = (one.post, one.ordinal)
        if key not in found or found[key].revision < one.revision:
            found[key] = one
    return [one for one in found.values() if one.revision == revisions[one.post]]


def _tolls(told: Sequence[Told], name: str, voices: Mapping[str, str]) -> list[Toll]:
    known: dict[str, dict[str, Count]] = {}
    posts: dict[str, list[tuple[str, int]]] = {}
    latest: dict[str, Count] = {}
    for one in told:
        if not one.figures:
            continue
        voice = voices[one.voice.post]
        # "Four more" goes on from the speaker's own figure, else from the last that anybody gave.
        known[voice] = latest = people.after(known.get(voice, latest), one.figures, another=voice not in known)
        posts.setdefault(voice, []).append((one.voice.channel, one.voice.message_id))
    return [
        Toll(voice, Amount.of(figures[name]), posts[voice])
        for voice, figures in sorted(known.items(), key=lambda pair: (rank(pair[0]), pair[0]))
        if name in figures
    ]


def _without_summed(found: list[Happening]) -> list[Happening]:
    """A voice's figure for a whole region and a window holds the incidents in it that anybody told of."""
    summaries = sorted((h for h in found if h.summary), key=lambda h: h.window.length, reverse=True)
    parts: set[int] = set()
    for summary in summaries:
        if id(summary) in parts:
            continue
        for one in found:
            if one is summary or one.region != summary.region or id(one) in parts:
                continue
            if _inside(one, summary):
                summary.parts.append(one)
                parts.add(id(one))
    return [h for h in found if id(h) not in parts]


def _inside(one: Happening, summary: Happening) -> bool:
    if one.window.said is WindowSaid.INFERRED:
        return summary.window.start <= one.window.start < summary.window.end
    return summary.window.holds(one.window)


def _merged(one: Happening) -> tuple[Amount, bool]:
    """Voices on one incident never add: those that differ give a range and are marked."""
    amount, disagree = one.tolls[0].amount, False
    for other in one.tolls[1:]:
        amount, differs = _beside(amount, other.amount)
        disagree |= differs
    if one.parts:
        inner = ZERO
        for part in one.parts:
            told, differs = _merged(part)
            inner = inner.plus(told)
            disagree |= differs
        if amount.high is not None and inner.low > amount.high:
            # "Nobody was hurt" over a whole region does not undo people who were told of one by one.
            return (inner if amount.high == 0 else amount).hull(amount.hull(inner)), True
        amount = amount.raised(inner.low) if amount.best is None else amount
    return amount, disagree


def _beside(amount: Amount, other: Amount) -> tuple[Amount, bool]:
    if amount.best is None and amount.holds(other):
        return other, False
    if amount.holds(other) or other.holds(amount):
        return amount, False
    return amount.hull(other), True


def _row(region: str, found: Sequence[Happening], channels: Mapping[str, Channel]) -> RegionRow:
    amount, disagree = ZERO, False
    for one in found:
        told, differs = _merged(one)
        amount, disagree = amount.plus(told), disagree | differs
    return amount.row(region, _sources(found, channels), disagree=disagree)


def _sources(found: Sequence[Happening], channels: Mapping[str, Channel]) -> tuple[SourceRow, ...]:
    tolls: dict[str, list[Toll]] = {}
    for one in found:
        mine = {t.voice for t in one.tolls}
        for toll in (*one.tolls, *(t for part in one.parts for t in part.tolls if t.voice not in mine)):
            tolls.setdefault(toll.voice, []).append(toll)
    rows = []
    for voice in sorted(tolls, key=lambda v: (rank(v), v)):
        amount = ZERO
        for toll in tolls[voice]:
            amount = amount.plus(toll.amount)
        posts = dict.fromkeys(post for toll in tolls[voice] for post in toll.posts)
        rows.append(
            SourceRow(
                channel=next(iter(posts))[0],
                low=amount.low,
                high=amount.high,
                best=amount.best,
                posts=tuple(post_url(channels.get(name), message, name) for name, message in posts),
            )
        )
    return tuple(rows)
