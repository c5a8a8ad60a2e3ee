"""Voices: who really says a figure. Twin channels of one office, reposts and relays are one voice (rule 6)."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from bot.model import Authority, Channel, Stated, Subject, Weapon
from bot.reconciliation.days import QUOTE, REPOST
from bot.reconciliation.sayings import Saying, counts, newest, unpack

ECHO = timedelta(hours=1)
"""A second channel of one office that gives the same figure so soon repeats it."""

Told = tuple[tuple[str, int], tuple[str, ...]]
"""A post and the regions of which it says something."""

PLENTY = 0.8
"""Windows that share so much are about the same time."""


_RANKS = (
    Authority.MINISTRY,
    Authority.AIR_FORCE,
    Authority.GOVERNOR,
    Authority.MILITARY_ADMIN,
    Authority.HEADQUARTERS,
    Authority.MAYOR,
)


def hear(stated: Iterable[Stated], subject: Subject, weapon: Weapon, channels: Mapping[str, Channel]) -> list[Saying]:
    """What counts for a subject and weapon, each voice once, in order of posting.

    A crowded day has thousands of claims, each some twenty objects: none is held longer than it takes to unpack it.
    """
    known: dict[tuple[str, Authority | None, tuple[str, ...]], tuple[str, bool]] = {}

    def said(one: Stated) -> Saying:
        key = (one.channel, one.claim.relayed_for, one.claim.place.regions)
        if key not in known:
            known[key] = voice_of(one, channels)
        return unpack(one, channels.get(one.channel), *known[key])

    return one_voice(newest(said(one) for one in stated if counts(one.claim, subject, weapon)))


def voice_of(one: Stated, channels: Mapping[str, Channel]) -> tuple[str, bool]:
    """The office for which a claim stands, and whether it is a relay.

    An office is "authority|region|district", of a whole country "authority|zone", and "@name" where the channel
    speaks for itself alone.
    """
    channel = channels.get(one.channel)
    quoted = one.claim.relayed_for
    if quoted is not None and (channel is None or channel.authority is not quoted):
        return _office_of(quoted, one, channel, channels), True
    if channel is None:
        return f"@{one.channel}", False
    if channel.relay_of and channel.relay_of != channel.name:
        source = channels.get(channel.relay_of)
        return (_office(source) if source is not None else f"@{channel.relay_of}"), True
    return _office(channel), False


def authority_of(voice: str) -> Authority | None:
    """The authority of an office; None for a channel that speaks for itself."""
    return None if voice.startswith("@") else Authority(voice.split("|", 1)[0])


def is_nationwide(voice: str) -> bool:
    """Whether the office speaks for a whole country."""
    authority = authority_of(voice)
    return authority is not None and authority.nationwide


def rank(voice: str) -> int:
    """The ministry first; who speaks for himself alone comes last."""
    authority = authority_of(voice)
    return len(_RANKS) + (authority is None) if authority not in _RANKS else _RANKS.index(authority)


def _office(channel: Channel) -> str:
    authority = channel.authority
    if channel.nationwide:
        return f"{authority.value}|{channel.timezone}"
    # A region has one governor and one headquarters, but many mayors.
    alone = authority in (Authority.WIRE, Authority.OTHER) or (authority is Authority.MAYOR and not channel.district)
    if alone or channel.region is None:
        return f"@{channel.name}"
    return f"{authority.value}|{channel.region}|{channel.district or ''}"


def _office_of(quoted: Authority, one: Stated, by: Channel | None, channels: Mapping[str, Channel]) -> str:
    regions = one.claim.place.regions
    zone = by.timezone if by is not None else "Europe/Moscow"
    nationwide = quoted.nationwide
    fitting = [
        c
        for _, c in sorted(channels.items())
        if c.authority is quoted and not c.relay_of and (c.timezone == zone if nationwide else c.region in regions)
    ]
    if fitting:
        return _office(fitting[0])
    return f"{quoted.value}|{zone}" if nationwide else f"{quoted.value}|{regions[0] if regions else ''}|"


def one_voice(sayings: Iterable[Saying]) -> list[Saying]:
    """Without verbatim reposts, echoes of twin channels, and relays of what its own authority has said."""
    kept = _without_reposts(sorted(sayings, key=lambda s: s.order))
    by_voice: dict[str, list[Saying]] = {}
    for saying in kept:
        by_voice.setdefault(saying.voice, []).append(saying)
    dropped: set[int] = set()
    for said in by_voice.values():
        if len({s.channel for s in said}) > 1:
            dropped.update(id(s) for s in _repeats(said))
    return [s for s in kept if id(s) not in dropped]


def _without_reposts(sayings: list[Saying]) -> list[Saying]:
    by_text: dict[str, dict[Told, Saying]] = {}
    for saying in sayings:
        if saying.text_hash:
            by_text.setdefault(saying.text_hash, {})[saying.post, saying.regions] = saying
    reposts = {
        told
        for several in by_text.values()
        for told, saying in (several.items() if len({post for post, _ in several}) > 1 else ())
        if any(_original(other, saying) for other in several.values())
    }
    return [s for s in sayings if (s.post, s.regions) not in reposts] if reposts else sayings


def _original(one: Saying, of: Saying) -> bool:
    """Whether a saying with the same words is the first: the ministry's own, else the earlier. Two governors may say
    the same of their own regions, which the words leave out."""
    if one.channel == of.channel or abs(one.posted - of.posted) > REPOST or one.regions not in ((), of.regions):
        return False
    return (not one.nationwide, one.posted, one.channel) < (not of.nationwide, of.posted, of.channel)


def _repeats(said: list[Saying]) -> list[Saying]:
    own = [s for s in said if not s.relay]
    relays = [s for s in said if s.relay]
    spans = list({(o.start, o.end, o.said): o for o in own if not o.inferred}.values())
    vague = [o for o in own if o.inferred]
    repeated = [s for s in relays if any(_known(s, o) for o in (own if s.inferred else (*spans, *vague)))]
    told = {id(s) for s in repeated}
    by_place: dict[tuple[tuple[str, ...], str], list[Saying]] = {}
    for saying in said:
        if id(saying) in told:
            continue
        before = by_place.setdefault((saying.regions, saying.area), [])
        if any(o.channel != saying.channel and _echo(saying, o) for o in before):
            repeated.append(saying)
        else:
            before.append(saying)
    return repeated


def _known(relay: Saying, own: Saying) -> bool:
    if relay.inferred or own.inferred:
        same_place = not relay.regions or not own.regions or not set(relay.regions).isdisjoint(own.regions)
        return same_place and abs(relay.posted - own.posted) <= QUOTE
    return _about_same_time(relay, own)


def _echo(saying: Saying, before: Saying) -> bool:
    if saying.amount != before.amount or saying.role is not before.role:
        return False
    return saying.posted - before.posted <= ECHO or _about_same_time(saying, before)


def _about_same_time(a: Saying, b: Saying) -> bool:
    shared = a.elastic_overlap(b)
    return shared >= PLENTY * max(a.end - a.start, b.end - b.start)
