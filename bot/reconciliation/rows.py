"""Rows: one region's day, with every source beside the others (DESIGN section 4, rules 5 and 6)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from bot.model import Channel, Episode, Note, RegionRow, SourceRow, Stated, Subject, Weapon
from bot.reconciliation.blocks import Block, blocks, combine
from bot.reconciliation.links import post_url
from bot.reconciliation.sayings import Saying
from bot.reconciliation.sources import Spoken, rank, together
from bot.reconciliation.voices import hear, is_nationwide

Reports = Mapping[str, Sequence[tuple[datetime, datetime]]]


def region_row(
    stated: Iterable[Stated],
    region: str,
    day: date,
    zone: str,
    subject: Subject,
    weapon: Weapon,
    channels: Mapping[str, Channel],
    episodes: Sequence[Episode] = (),
) -> RegionRow | None:
    """One region's day in `zone`; None where nobody said anything: no report is not zero.

    It needs, within days.reach, the claims that name the region, those that name none, and of every post of a
    channel that speaks for a whole country one claim that names regions (see `witnesses`). `episodes` are the
    region's, for running totals.
    """
    said = hear(stated, subject, weapon, channels)
    return row_of([s for s in said if region in s.regions], region, day, zone, channels, reports(said), episodes)


def witnesses(stated: Iterable[Stated], region: str, channels: Mapping[str, Channel]) -> list[Stated]:
    """The claims out of `stated` that region_row needs for a region."""
    found: list[Stated] = []
    seen: set[tuple[object, ...]] = set()
    for one in stated:
        regions = one.claim.place.regions
        key = (one.channel, one.claim.subject, one.claim.weapon, one.claim.window, one.claim.relayed_for)
        if not regions or region in regions or key not in seen:
            found.append(one)
        seen.add(key)
    return found


def reports(said: Iterable[Saying]) -> dict[str, list[tuple[datetime, datetime]]]:
    """The windows of each nationwide voice's reports that name places, widest first."""
    found: dict[str, set[tuple[datetime, datetime]]] = {}
    for saying in said:
        if saying.regions and not saying.inferred and not saying.digest and is_nationwide(saying.voice):
            found.setdefault(saying.voice, set()).add((saying.start, saying.end))
    return {voice: sorted(spans, key=lambda s: (s[0] - s[1], s)) for voice, spans in found.items()}


def row_of(
    said: Iterable[Saying],
    region: str,
    day: date,
    zone: str,
    channels: Mapping[str, Channel],
    wider: Reports,
    episodes: Sequence[Episode] = (),
) -> RegionRow | None:
    """As region_row, from what is heard of the region in order of posting."""
    by_voice: dict[str, list[Saying]] = {}
    for saying in said:
        by_voice.setdefault(saying.voice, []).append(saying)
    spoken = []
    for voice, several in by_voice.items():
        of_day = [b for b in blocks(several, zone, wider.get(voice, ()), episodes) if b.day == day]
        if of_day:
            spoken.append(Spoken(voice, of_day))
    if not spoken:
        return None
    spoken.sort(key=lambda s: (rank(s.voice), s.voice))
    amount, disagree = together(spoken)
    sources = tuple(_source(s, channels) for s in spoken)
    notes = dict.fromkeys(note for source in sources for note in source.notes)
    figure = amount.figure()
    return RegionRow(
        region=region,
        low=figure.low,
        high=figure.high,
        best=figure.best,
        approx=figure.approx,
        disagree=disagree,
        sources=sources,
        notes=tuple(notes),
    )


def _source(spoken: Spoken, channels: Mapping[str, Channel]) -> SourceRow:
    amount, partly = combine(spoken.blocks)
    ordered = sorted(spoken.blocks, key=lambda b: b.first.order)
    notes = dict.fromkeys(note for block in ordered for note in block.notes) | spoken.notes
    if partly:
        notes[Note.PARTIAL_OVERLAP] = None
    posts = dict.fromkeys(block.post for block in ordered)
    return SourceRow(
        channel=_named(ordered),
        low=amount.low,
        high=amount.high,
        best=amount.best,
        posts=tuple(post_url(channels.get(name), message, name) for name, message in posts),
        notes=tuple(notes),
    )


def _named(ordered: Sequence[Block]) -> str:
    """The office's own channel before one that relays it, the first to speak before its twins."""
    own = next((b for b in ordered if not b.first.relay), ordered[0])
    return own.first.channel
