"""Rows: one region's day, with every source beside the others (DESIGN section 4, rules 5 and 6)."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.model import Channel, Note, RegionRow, SourceRow
from bot.reconciliation.amount import ZERO, Amount
from bot.reconciliation.block import Block
from bot.reconciliation.blocks import combine, told_in
from bot.reconciliation.ledger import Ledger
from bot.reconciliation.links import post_url
from bot.reconciliation.sources import Spoken, together
from bot.reconciliation.voices import rank


def row_of(ledger: Ledger, region: str, day: date) -> RegionRow | None:
    """One region's day in the ledger's zone; None where nobody said anything: no report is not zero.

    The ledger needs, within days.reach, the claims that name the region, those that name none, and of every report
    in the name of a whole country one claim that names regions, for its window.
    """
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
    return amount.row(region, sources, disagree=disagree, notes=tuple(notes))


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
