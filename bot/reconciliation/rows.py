"""Rows: one region's day, with every source beside the others (DESIGN section 4, rules 5 and 6)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.model import Channel, Episode, Note, RegionRow, SourceRow, Stated, Subject, Weapon, WindowSaid
from bot.reconciliation.amount import ZERO, Amount
from bot.reconciliation.blocks import Block, combine, told_in
from bot.reconciliation.casualties import casualty_rows
from bot.reconciliation.days import CASUALTIES
from bot.reconciliation.ledger import Ledger
from bot.reconciliation.links import post_url
from bot.reconciliation.sources import Spoken, together
from bot.reconciliation.voices import is_nationwide, rank, voice_of


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
    if subject in CASUALTIES:
        near = (s for s in stated if region in s.claim.place.regions)
        return next((r for r in casualty_rows(near, day, zone, subject, channels) if r.region == region), None)
    return row_of(Ledger(stated, zone, subject, weapon, channels, episodes), region, day)


def witnesses(stated: Iterable[Stated], region: str, channels: Mapping[str, Channel]) -> list[Stated]:
    """The claims out of `stated` that region_row needs for a region."""
    found: list[Stated] = []
    seen: set[tuple[object, ...]] = set()
    for one in stated:
        claim = one.claim
        regions = claim.place.regions
        if not regions or region in regions:
            found.append(one)
            continue
        key = (one.channel, claim.relayed_for, claim.window.start, claim.window.end, claim.subject, claim.weapon)
        if (
            key not in seen
            and claim.window.said is not WindowSaid.INFERRED
            and is_nationwide(voice_of(one, channels)[0])
        ):
            seen.add(key)
            found.append(one)
    return found


def row_of(ledger: Ledger, region: str, day: date) -> RegionRow | None:
    """As region_row, from what is heard."""
    found = ledger.at(region)
    spoken = []
    for voice, blocks in found.items():
        of_day = [b for b in blocks if b.day == day]
        if of_day:
            spoken.append(Spoken(voice, of_day))
    if not spoken:
        return None
    spoken.sort(key=lambda s: (rank(s.voice), s.voice))
    digests = [s for s in spoken if all(b.first.digest for b in s.blocks)] if len(found) > 1 else []
    first_hand = [s for s in spoken if s not in digests]
    amount, disagree = together(first_hand) if first_hand else (ZERO, False)
    news = bool(first_hand)
    for digest in digests:
        for block in digest.blocks:
            untold = _untold(block, digest.voice, found)
            if untold is not block.amount:
                digest.notes[Note.ABSORBED] = None
            news |= untold.high != 0 or block.amount.high == 0
            amount = amount.plus(untold)
    if not news:
        return None  # all that it repeats was told of other days
    sources = tuple(_source(s, ledger.channels) for s in spoken)
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


def _untold(digest: Block, voice: str, found: Mapping[str, list[Block]]) -> Amount:
    """What a digest adds to what other voices told of its time, on whichever day."""
    others = [
        Spoken(other, told)
        for other, blocks in found.items()
        if other != voice and (told := [b for b in blocks if not b.first.digest and told_in(digest, b)])
    ]
    return digest.amount.beyond(together(others).amount) if others else digest.amount


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
