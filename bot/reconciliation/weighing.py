"""Weighing: the standing claims of a scope against what was known of it.

Everything is derived anew from the claims, so that late, shuffled and repeated posts give the same state; the
changes are the difference to what was derived before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from bot.model import Change, ChangeKind, Channel, Episode, Incident, Post, Severity, Stated, Subject
from bot.model.ports import Known, Scope, Silence
from bot.reconciliation import changes, episodes, incidents
from bot.reconciliation.episodes import EpisodeRules
from bot.reconciliation.raids import Raids
from bot.reconciliation.signals import LAG
from bot.reconciliation.told import HARM

HARM_BACK = 2 * incidents.FOLLOWS
"""What is looked at before and after a claim: where a follow-up belongs depends on incidents that began before its
own, and whose people it counts on the dangers between. Dangers that began before are taken up where this begins, so
that the cost of a post does not grow with the database."""

REPEATS = timedelta(hours=12)
"""Figures look back so far for the post that they repeat."""

T = TypeVar("T", Episode, Incident)

_STATES = frozenset({Subject.THREAT, Subject.ALL_CLEAR, Subject.ATTACK})


@dataclass(frozen=True)
class Weighed:
    """What stands now, what no longer does (ids), and what changed."""

    episodes: tuple[Episode, ...] = ()
    gone_episodes: tuple[str, ...] = ()
    incidents: tuple[Incident, ...] = ()
    gone_incidents: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


def scope(stated: Sequence[Stated], rules: EpisodeRules) -> Scope | None:
    """What has to be known to weigh these claims of one post; None where there are none."""
    if not stated:
        return None
    regions = {r for s in stated for r in s.claim.place.regions}
    times = [t for s in stated for t in (s.posted, s.claim.at) if t is not None]
    subjects = {s.claim.subject for s in stated}
    if subjects & (HARM | _STATES):
        back = max(HARM_BACK, timedelta(hours=2 * rules.hours))
        start, end = min(times) - back, max(times) + back + LAG
        return Scope(regions=frozenset(regions), start=start, end=end, dangers=bool(subjects & _STATES))
    end = max(times) + timedelta(seconds=1)
    return Scope(regions=frozenset(regions), start=min(times) - REPEATS, end=end, dangers=False, harm=False)


def confirming(episodes: Iterable[Episode], stated: Iterable[Stated] = ()) -> frozenset[str]:
    """The channels whose silences matter: those that can have confirmed a danger last."""
    told = {s.channel for s in stated if s.claim.subject in _STATES}
    return frozenset(told | {episode.confirmed_by.channel for episode in episodes})


def weigh(
    before: Known,
    stated: Sequence[Stated],
    post: Post | None,
    channels: Mapping[str, Channel],
    rules: EpisodeRules,
    silences: Sequence[Silence],
    now: datetime,
    *,
    within: Scope,
    cause: str,
) -> Weighed:
    """Weigh the standing claims `stated` of the scope `within`; `before` is what was known of it.

    `cause` is the post ('name/123') that was read, edited or withdrawn; `post` is None where it was withdrawn.
    """
    own = [s for s in stated if s.post == cause]
    was = [s for s in before.stated if s.post == cause]
    # The preview page does not tell when a post was edited: it became known now.
    at = (post.edited or (now if was else post.posted)) if post is not None else now
    found: list[Change] = []
    danger: tuple[Episode, ...] = ()
    harm: tuple[Incident, ...] = ()
    gone_danger: tuple[str, ...] = ()
    gone_harm: tuple[str, ...] = ()
    if _any(own, was, _STATES):
        # What was told after the scope's end is not loaded, though it should speak of a time before.
        known = [e for e in before.episodes if e.region in within.regions and e.since < within.end - LAG]
        here = [s for s in stated if within.regions.intersection(s.claim.place.regions)]
        derived = episodes.derive(here, known, within, channels, rules, silences, now)
        danger, gone_danger = _difference(known, derived)
        found += changes.of_episodes(known, derived, at, cause)
    dangers = {e.id: e for e in before.episodes if e.id not in gone_danger} | {e.id: e for e in danger}
    raids = Raids(dangers.values())
    if _any(own, was, HARM) or _parts_anew(stated, raids.turns ^ Raids(before.episodes).turns):
        # A late post is weighed among its own days; incidents that go on after them stay as they are.
        beyond = {v.post for i in before.incidents if i.voices and i.voices[-1].at >= within.end for v in i.voices}
        known_harm = [
            i
            for i in before.incidents
            if (i.region in within.regions or not i.region) and not any(v.post in beyond for v in i.voices)
        ]
        here = [
            s
            for s in stated
            if s.post not in beyond
            and (within.regions.intersection(s.claim.place.regions) or not s.claim.place.regions)
        ]
        happened = incidents.derive(here, known_harm, within.start, raids)
        harm, gone_harm = _difference(known_harm, happened)
        found += changes.of_incidents(known_harm, happened, at, cause)
    found += changes.of_figures(was, own, stated, channels, at, cause)
    return Weighed(danger, gone_danger, harm, gone_harm, tuple(found))


def tick(open_episodes: Sequence[Episode], rules: EpisodeRules, silences: Sequence[Silence], now: datetime) -> Weighed:
    """What time alone changes: episodes that nobody confirmed end by rule."""
    regions = frozenset(e.region for e in open_episodes)
    within = Scope(regions=regions, start=now, end=now + LAG + timedelta(seconds=1))
    derived = episodes.derive((), open_episodes, within, {}, rules, silences, now)
    danger, _ = _difference(open_episodes, derived)
    return Weighed(danger, changes=tuple(changes.of_episodes(open_episodes, derived, now, "")))


def notice(about: str, text: str, now: datetime) -> Change:
    """Something that the operators have to know."""
    return Change(
        kind=ChangeKind.NOTICE, about=about, regions=(), interest=None, severity=Severity.REPORT, at=now, text=text
    )


def _any(own: Iterable[Stated], was: Iterable[Stated], subjects: frozenset[Subject]) -> bool:
    return any(s.claim.subject in subjects for s in (*own, *was))


def _parts_anew(stated: Iterable[Stated], turned: frozenset[tuple[str, datetime, datetime]]) -> bool:
    """Whether harm was told after raids were found to part otherwise: an alarm or its end came in late, or is gone."""
    first = min((began for _, _, began in turned), default=None)
    return first is not None and any(s.claim.subject in HARM and s.posted >= first for s in stated)


def _difference(before: Sequence[T], after: Sequence[T]) -> tuple[tuple[T, ...], tuple[str, ...]]:
    """What has to be written, and the ids that are gone."""
    old = {one.id: one for one in before}
    left = {one.id for one in after}
    return tuple(one for one in after if old.get(one.id) != one), tuple(name for name in old if name not in left)
