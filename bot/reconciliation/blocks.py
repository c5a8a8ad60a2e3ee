"""Blocks: what one voice's figures for one place come to, when what lies in a wider window is taken out.

Rules 2 (lists), 5 (windows of one source) and 7 (counting styles) of DESIGN section 4.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.model import Episode, Note, Role, Style
from bot.reconciliation.amount import Amount, joint_share, total
from bot.reconciliation.block import Block
from bot.reconciliation.days import day_of_span
from bot.reconciliation.sayings import ELASTIC, Saying
from bot.reconciliation.spells import holds, same_spell
from bot.reconciliation.sums import summed


def blocks(
    said: Sequence[Saying],
    zone: str,
    reports: Sequence[tuple[datetime, datetime]] = (),
    episodes: Sequence[Episode] = (),
) -> list[Block]:
    """The blocks of one voice for one place, absorbed ones left out, each with its day in `zone`.

    `said` in order of posting. `reports` are the windows, widest first, of this voice's reports that name places:
    one that holds a block without having absorbed it does not name the place, and takes the block to its day.
    """
    entries = _by_post(said)
    if len(entries) == 1 and not reports:
        entries[0].day = day_of_span(entries[0].start, entries[0].end, zone)
        return entries
    standing = [b for b in entries if not b.first.digest]
    digests = [b for b in entries if b.first.digest]
    kept = _absorb(standing, episodes)
    for block in kept:
        _date(block, zone, reports)
    for block in _absorb(digests, episodes):
        _date(block, zone, ())
        known = [b for b in kept if not b.first.digest and told_in(block, b)]
        if known:
            block.amount = block.amount.beyond(combine(known)[0])
            block.adds = True
            block.notes[Note.ABSORBED] = None
            if block.amount.high == 0:
                continue
        kept.append(block)
    return kept


def told_in(digest: Block, block: Block) -> bool:
    """Whether a digest repeats a figure: its window meets the figure's, or the figure was told before its posting."""
    if block.inferred:
        return digest.start <= block.start < max(digest.end, digest.first.posted)
    return block.meets(digest)


def combine(found: Sequence[Block]) -> tuple[Amount, bool]:
    """What blocks of one voice come to, and whether some overlap in part: then [max, sum] (rule 5)."""
    if len(found) == 1:
        return found[0].amount, False
    adding: list[Block] = []
    places: dict[str, list[Block]] = {}
    for block in found:
        if block.adds or block.first.style is Style.INCREMENTS:
            adding.append(block)
        else:
            places.setdefault(block.area, []).append(block)
    overlapping = False
    amounts: list[Amount] = []
    for several in places.values():
        amount, partly = _schedule(several)
        amounts.append(amount)
        overlapping |= partly
    whole = places.get("")
    if whole and len(places) > 1:
        narrow = [b for area, several in places.items() if area for b in several]
        if any(a.meets(b) for a in whole for b in narrow):
            inside = total(amount for amount, area in zip(amounts, places, strict=True) if area)
            outside = amounts[list(places).index("")]
            amounts, overlapping = [_larger(outside, inside)], True
    return total([*amounts, *(b.amount for b in adding)]), overlapping


def _larger(a: Amount, b: Amount) -> Amount:
    both = a.plus(b)
    best = None if both.best is None else max(a.best or 0, b.best or 0)
    return Amount(max(a.low, b.low), both.high, best, both.approx)


def _schedule(found: list[Block]) -> tuple[Amount, bool]:
    """Blocks of one place: their sum, or [what is certainly not counted twice, sum] where windows overlap."""
    whole = total(b.amount for b in found)
    if not any(a.meets(b) for i, a in enumerate(found) for b in found[i + 1 :]):
        return whole, False
    last = max((b.first.order for b in found if b.inferred), default=None)
    spans = sorted(
        (min(b.end, max(b.start, b.first.posted)) if last and b.first.order < last else b.end, b.start, i)
        for i, b in enumerate(found)
    )
    low = _heaviest(spans, [b.amount.low for b in found])
    best = None if whole.best is None else _heaviest(spans, [b.amount.best or 0 for b in found])
    return Amount(low, whole.high, best, whole.approx), True


def _heaviest(spans: Sequence[tuple[datetime, datetime, int]], weights: Sequence[int]) -> int:
    """The largest sum of weights of spans (end, start, which) of which no two share time; `spans` by their ends."""
    best = [0]
    for i, (_, start, which) in enumerate(spans):
        free = next((j for j in range(i, 0, -1) if spans[j - 1][0] <= start), 0)
        best.append(max(best[-1], best[free] + weights[which]))
    return best[-1]


def _by_post(said: Sequence[Saying]) -> list[Block]:
    groups: dict[tuple[object, ...], list[Saying]] = {}
    for saying in said:
        key = (saying.post, saying.start, saying.end, saying.adds, saying.digest)
        groups.setdefault(key, []).append(saying)
    return [block for group in groups.values() for block in _of_group(group)]


def _of_group(group: list[Saying]) -> list[Block]:
    """One post's figures for one place and window."""
    if len(group) == 1:
        return [_block(group)]
    joint = [s for s in group if len(s.regions) > 1]
    single = [s for s in group if len(s.regions) < 2]
    if any(not s.subset for s in single):
        single = [s for s in single if not s.subset]
    sums = [s for s in single if s.role in (Role.TOTAL, Role.WIDER)]
    if sums:
        return [_block([max(sums, key=lambda s: (s.role is Role.WIDER, s.order))])]
    whole = [s for s in single if not s.area]
    if whole:
        return [_block([*whole, *joint])]
    areas: dict[str, list[Saying]] = {}
    for saying in single:
        areas.setdefault(saying.area, []).append(saying)
    found = [_block(several) for several in areas.values()]
    return [*found, _block(joint)] if joint else found


def _block(group: list[Saying]) -> Block:
    first = group[0]
    if len(group) == 1 and len(first.regions) < 2:
        block = Block(first, first.amount, first.area, adds=first.adds)
    else:
        shares = [joint_share(s.amount) if len(s.regions) > 1 else s.amount for s in group]
        block = Block(first, total(shares), first.area, adds=first.adds)
    block.joint = any(len(s.regions) > 1 for s in group)
    if block.joint:
        block.notes[Note.JOINT] = None
    if len([s for s in group if len(s.regions) < 2]) > 1:
        block.notes[Note.NAMED_TWICE] = None
    if block.amount.best is None and not block.joint:
        block.notes[Note.UNDISCLOSED] = None
    return block


def _absorb(entries: list[Block], episodes: Sequence[Episode]) -> list[Block]:
    if len(entries) == 1:
        return entries
    kept = []
    sums = summed(entries, episodes)
    # A day of many small windows compares thousands of pairs, of which few can hold each other.
    ends = [(other, other.end + ELASTIC) for other in entries]
    for block in entries:
        start, end = block.start, block.end
        over = [
            other
            for other, latest in ends
            if ((other.start <= start and end <= latest) or other.first.running)
            and other is not block
            and _replaces(other, block, episodes)
        ]
        over += [other for other in sums.get(id(block), ()) if other not in over]
        if not over:
            kept.append(block)
            continue
        for other in over:
            other.notes[Note.ABSORBED] = None
            other.parts.append(block)
    for block in kept:
        # A wider report that names the place without a number holds at least what was said of a part of its time.
        if block.parts and block.amount.best is None:
            known = [p for p in block.parts if not p.first.running and not block.first.running]
            block.amount = block.amount.raised(max((p.amount.low for p in known), default=0))
    return kept


def _replaces(wide: Block, block: Block, episodes: Sequence[Episode]) -> bool:
    """Whether `wide` stands for `block` too."""
    if wide.adds or (wide.area and wide.area != block.area):
        return False
    later = wide.first.order > block.first.order
    if not later and (block.adds or block.inferred):
        return False  # it was told after the wider window's figure
    if wide.first.running and later and same_spell(wide.first, block.first, episodes):
        return True
    if wide.inferred or (wide.first.style is Style.INCREMENTS and later):
        return False  # it replaces what it sums up, see sums
    if not holds(wide.first, block.first, later):
        return False
    if wide.post == block.post and wide.start == block.start and wide.end == block.end:
        return False
    if block.first.running and not later and same_spell(block.first, wide.first, episodes):
        return False  # the newest of a running total stands, whatever window the one before it named
    wider = wide.start != block.start or wide.end != block.end
    return wider or wide.area != block.area or later  # a region holds its districts


def _date(block: Block, zone: str, reports: Iterable[tuple[datetime, datetime]]) -> None:
    block.day = day_of_span(block.start, block.end, zone)
    if block.adds:
        return
    for start, end in reports:
        if start <= block.start and block.end <= end and (end - start) > (block.end - block.start):
            block.day = day_of_span(start, end, zone)
            block.notes[Note.NOT_IN_WIDER] = None
            return
