"""Changes: the difference between what was derived before and what is derived now."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.model import (
    COUNTED,
    Change,
    ChangeKind,
    Channel,
    Count,
    Episode,
    EpisodeState,
    Flag,
    Incident,
    Interest,
    Severity,
    Stated,
    Subject,
    Weapon,
    rank,
)
from bot.reconciliation.told import HARM


def of_episodes(before: Sequence[Episode], after: Sequence[Episode], at: datetime, post: str) -> list[Change]:
    """What became of each episode. `at` is when it became known: the posting, or now for time."""
    old = {e.id: e for e in before}
    changes = []
    for episode in after:
        kind = _kind(old.get(episode.id), episode, before)
        if kind is not None:
            was = old[episode.id] if kind is ChangeKind.REOPENED else None
            changes.append(_of_episode(kind, episode, at, post, was))
    left = {e.id for e in after}
    changes += [_of_episode(ChangeKind.WITHDRAWN, e, at, post) for e in before if e.id not in left]
    return changes


def _kind(was: Episode | None, now: Episode, before: Sequence[Episode]) -> ChangeKind | None:
    if was is None:
        return _opening(now, before)
    if was.open and not now.open:
        return ChangeKind.EXPIRED if now.state is EpisodeState.EXPIRED else ChangeKind.CLEARED
    if not was.open and now.open:
        return ChangeKind.REOPENED
    if not was.open:
        late_clear = was.state is EpisodeState.EXPIRED and now.state is EpisodeState.OFF
        return ChangeKind.CLEARED if late_clear else None
    if now.attack and not was.attack:
        return ChangeKind.ATTACK
    newly_partly = now.state is EpisodeState.PARTLY_OFF and was.state is not EpisodeState.PARTLY_OFF
    if newly_partly or (now.clear_said and not was.clear_said):
        return ChangeKind.PARTLY_CLEARED
    if now.last_confirmed != was.last_confirmed or now.state is not was.state:
        return ChangeKind.CONFIRMED
    return None


def _opening(now: Episode, before: Sequence[Episode]) -> ChangeKind:
    """A new episode rings, unless its region is on for the same kind already: then a district is only named."""
    group = [e for e in before if e.region == now.region and e.open]
    if now.attack:
        return ChangeKind.ATTACK
    if now.area and any(not e.area and e.weapon is now.weapon for e in group):
        return ChangeKind.CONFIRMED
    if group and rank(now.weapon) < min(rank(e.weapon) for e in group):
        return ChangeKind.WORSENED
    return ChangeKind.OPENED


def _of_episode(kind: ChangeKind, episode: Episode, at: datetime, post: str, was: Episode | None = None) -> Change:
    grave = episode.attack or episode.weapon is Weapon.MISSILE
    return Change(
        kind=kind,
        about=f"episode:{episode.group}",
        regions=(episode.region,),
        interest=Interest.THREAT,
        severity=Severity.ATTACK if grave else Severity.DANGER,
        at=at,
        post=post,
        weapon=episode.weapon,
        episode=episode,
        was=was,
    )


def of_incidents(before: Sequence[Incident], after: Sequence[Incident], at: datetime, post: str) -> list[Change]:
    """What became of each incident: people and things are told to those who asked for them."""
    old = {i.id: i for i in before}
    changes: list[Change] = []
    for incident in after:
        was = old.get(incident.id)
        if was == incident:
            continue
        people = _people(was) != _people(incident)
        things = was is None or (was.objects, was.fire) != (incident.objects, incident.fire)
        if people and (_hurt(incident) or (was is not None and _hurt(was))):
            grows = was is None or _more(incident, was)
            kind = ChangeKind.CASUALTY if grows else ChangeKind.CORRECTED
            changes.append(_of_incident(kind, incident, Interest.CASUALTIES, Severity.PEOPLE, at, post, was))
        if things and (incident.objects or incident.fire):
            changes.append(_of_incident(ChangeKind.INCIDENT, incident, Interest.DAMAGE, Severity.DAMAGE, at, post))
    left = {i.id for i in after}
    for gone in before:
        if gone.id not in left:
            interest, severity = (
                (Interest.CASUALTIES, Severity.PEOPLE) if _hurt(gone) else (Interest.DAMAGE, Severity.DAMAGE)
            )
            changes.append(_of_incident(ChangeKind.WITHDRAWN, gone, interest, severity, at, post))
    return changes


def _of_incident(
    kind: ChangeKind,
    incident: Incident,
    interest: Interest,
    severity: Severity,
    at: datetime,
    post: str,
    was: Incident | None = None,
) -> Change:
    return Change(
        kind=kind,
        about=f"incident:{incident.id}",
        regions=(incident.region,) if incident.region else (),
        interest=interest,
        severity=severity,
        at=at,
        post=post,
        incident=incident,
        held=was if kind is ChangeKind.CORRECTED else None,
    )


def _people(incident: Incident | None) -> tuple[Count | None, Count | None]:
    return (incident.killed, incident.injured) if incident else (None, None)


def _hurt(incident: Incident) -> bool:
    return any(count is not None and count.high != 0 for count in _people(incident))


def _more(now: Incident, was: Incident) -> bool:
    pairs = zip(_people(now), _people(was), strict=True)
    return any(n is not None and n.low > (w.low if w else 0) for n, w in pairs)


def of_figures(
    before: Sequence[Stated],
    now: Sequence[Stated],
    others: Sequence[Stated],
    channels: Mapping[str, Channel],
    at: datetime,
    post: str,
) -> list[Change]:
    """What a post says of numbers and of airspace, against what it said before; one Change for each."""
    changes = []
    for subjects, interest, kind in (
        (COUNTED, Interest.INTERCEPTION, ChangeKind.REPORT),
        ({Subject.AIRSPACE}, Interest.AIRSPACE, ChangeKind.AIRSPACE),
    ):
        was, stands = [s for s in before if s.claim.subject in subjects], _told(now, subjects)
        if _values(was) == _values(stands):
            continue
        regions = tuple(dict.fromkeys(r for s in (*stands, *was) for r in s.claim.place.regions))
        if stands and not was and (_repeats(stands, others, channels) or not regions):
            continue
        if was:
            kind = ChangeKind.CORRECTED if stands else ChangeKind.WITHDRAWN
        # "Nobody was hurt" belongs to the figures that it was said with.
        with_it = [s for s in now if s.claim.subject in HARM and s.claim.count is not None and s.claim.count.high == 0]
        changes.append(
            Change(
                kind=kind,
                about=f"report:{post}",
                regions=regions,
                interest=interest,
                severity=Severity.REPORT,
                at=at,
                post=post,
                before=tuple(was),
                now=tuple(stands) + (tuple(with_it) if interest is Interest.INTERCEPTION else ()),
            )
        )
    return changes


def _told(now: Sequence[Stated], subjects: Iterable[Subject]) -> list[Stated]:
    return [s for s in now if s.claim.subject in subjects and Flag.DIGEST not in s.claim.flags]


def _values(stated: Sequence[Stated]) -> list[object]:
    """What a figure says, without where its words stand: an edit that changes none of it is cosmetic."""
    return [s.claim.model_copy(update={"evidence": ()}) for s in stated]


def _repeats(stands: Sequence[Stated], others: Sequence[Stated], channels: Mapping[str, Channel]) -> bool:
    """Whether an earlier post of another channel said this: a verbatim repost, or a relay of a post that is known."""
    first = stands[0]
    earlier = [o for o in others if o.post != first.post and o.posted <= first.posted]
    if first.text_hash and any(o.text_hash == first.text_hash and o.channel != first.channel for o in earlier):
        return True
    channel = channels.get(first.channel)
    quoted = {s.claim.relayed_for for s in stands}
    for other in earlier:
        speaker = channels.get(other.channel)
        relayed = speaker is not None and (
            (None not in quoted and speaker.authority in quoted)
            or (channel is not None and channel.relay_of == speaker.name)
        )
        if relayed and any(_same_figure(other, s) for s in stands):
            return True
    return False


def _same_figure(a: Stated, b: Stated) -> bool:
    return (
        a.claim.subject is b.claim.subject
        and a.claim.weapon is b.claim.weapon
        and a.claim.count == b.claim.count
        and set(a.claim.place.regions) == set(b.claim.place.regions)
        and bool(a.claim.window.overlap(b.claim.window))
    )
