"""Sources: several voices on one place and day. They never add where their windows overlap (rule 6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.model import Note, WindowSaid
from bot.reconciliation.amount import ZERO, Amount, total
from bot.reconciliation.block import Block
from bot.reconciliation.blocks import combine
from bot.reconciliation.sayings import ELASTIC
from bot.reconciliation.voices import PLENTY, rank


@dataclass(slots=True, eq=False)
class Spoken:
    """What one voice said of the place that day."""

    voice: str
    blocks: list[Block]
    notes: dict[Note, None] = field(default_factory=dict)


class Together(NamedTuple):
    """What several voices come to."""

    amount: Amount
    disagree: bool


class _Part(NamedTuple):
    """One voice's blocks among others' that they touch in time."""

    spoken: Spoken
    blocks: list[Block]
    amount: Amount
    whole: bool
    covered: timedelta


def together(spoken: Sequence[Spoken]) -> Together:
    """All voices of a place and day. Where only one speaks, its own figure."""
    if len(spoken) == 1:
        return Together(combine(spoken[0].blocks)[0], False)
    said: list[tuple[list[_Part], list[_Part]]] = []
    loose: list[list[_Part]] = []
    for cluster in _clusters(spoken):
        parts = _ranked([_part(s, blocks) for s, blocks in cluster])
        if all(b.inferred for part in parts for b in part.blocks):
            loose.append(parts)
        else:
            said.append(_led(parts))
    amount, disagree, leader = None, False, ""
    for leaders, others in sorted(said, key=lambda pair: -max(p.covered for p in pair[0])):
        found, differ = _settle(leaders, others)
        amount = found if amount is None else amount.plus(found)
        disagree |= differ
        leader = leader or leaders[0].spoken.voice
    if not leader:
        leader = min((p.spoken.voice for parts in loose for p in parts), key=lambda v: (rank(v), v))
    for parts in loose:
        own = next((p for p in parts if p.spoken.voice == leader), None)
        if own is not None:
            found, differ = _settle([own], [p for p in parts if p is not own])
            amount = found if amount is None else amount.plus(found)
            disagree |= differ
    for parts in loose:
        if all(p.spoken.voice != leader for p in parts):
            amount = _higher(amount or ZERO, max((p.amount for p in parts), key=_top))
            for part in parts:
                part.spoken.notes[Note.INFERRED] = None
    assert amount is not None
    return Together(amount, disagree)


def _clusters(spoken: Sequence[Spoken]) -> list[list[tuple[Spoken, list[Block]]]]:
    """Blocks of all voices that hang together in time."""
    every = sorted(((b.start, b.end, i, b) for i, s in enumerate(spoken) for b in s.blocks), key=lambda x: x[:3])
    found: list[dict[int, list[Block]]] = []
    end: datetime | None = None
    for first, last, i, block in every:
        if end is None or first >= end:
            found.append({})
            end = last
        found[-1].setdefault(i, []).append(block)
        end = max(end, last)
    return [[(spoken[i], several) for i, several in cluster.items()] for cluster in found]


def _part(spoken: Spoken, found: list[Block]) -> _Part:
    amount = combine(found)[0]
    whole = any(not b.area for b in found)
    return _Part(spoken, found, amount, whole, _covered(b for b in found if not (whole and b.area)))


def _covered(found: Iterable[Block]) -> timedelta:
    covered, until = timedelta(0), None
    for block in sorted(found, key=lambda b: b.start):
        start = block.start if until is None else max(block.start, until)
        if block.end > start:
            covered += block.end - start
            until = block.end
    return covered


def _ranked(parts: list[_Part]) -> list[_Part]:
    """The widest-covering first, the ministry where they tie."""
    most = max(parts, key=lambda p: (p.whole, p.covered, -rank(p.spoken.voice)))

    def place(part: _Part) -> tuple[object, ...]:
        wide = (not part.whole, -part.covered)
        who = (rank(part.spoken.voice), part.spoken.voice)
        return (True, *wide, *who) if _narrower(part, most) else (False, *who, *wide)

    return sorted(parts, key=place)


def _led(parts: list[_Part]) -> tuple[list[_Part], list[_Part]]:
    """Who counts, and who is compared: a later voice's said windows that meet no leader's are added."""
    leaders, others = [parts[0]], []
    for part in parts[1:]:
        apart = [b for b in part.blocks if not b.inferred and not any(b.meets(o) for p in leaders for o in p.blocks)]
        if len(apart) == len(part.blocks):
            leaders.append(part)
        elif apart:
            leaders.append(_part(part.spoken, apart))
            others.append(_part(part.spoken, [b for b in part.blocks if b not in apart]))
        else:
            others.append(part)
    return leaders, others


def _settle(leaders: list[_Part], others: list[_Part]) -> tuple[Amount, bool]:
    """The leaders' sum in the light of the others, and whether any of these disagrees."""
    amounts = [p.amount for p in leaders]
    disagree = False
    for other in others:
        met = [i for i, p in enumerate(leaders) if any(a.meets(b) for a in p.blocks for b in other.blocks)]
        if not met:
            other.spoken.notes[Note.INFERRED] = None
            amounts[0] = _higher(amounts[0], other.amount)
            continue
        lead = leaders[met[0]] if len(met) == 1 else _joined([leaders[i] for i in met])
        before = total(amounts[i] for i in met)
        after, differs = _compared(lead, before, other)
        disagree |= differs
        amounts[met[0]] = after if len(met) == 1 else _moved(amounts[met[0]], before, after)
    return total(amounts), disagree


def _joined(parts: list[_Part]) -> _Part:
    found = [b for p in parts for b in p.blocks]
    amount = total(p.amount for p in parts)
    return _Part(parts[0].spoken, found, amount, any(p.whole for p in parts), _covered(found))


def _moved(one: Amount, before: Amount, after: Amount) -> Amount:
    """The first of several amounts, when their sum moves from `before` to `after`."""
    low = max(0, one.low + after.low - before.low)
    if one.high is None or before.high is None or after.high is None:
        return Amount(low, None, one.best, one.approx)
    return Amount(low, max(low, one.high + after.high - before.high), one.best, one.approx)


def _compared(lead: _Part, amount: Amount, other: _Part) -> tuple[Amount, bool]:
    """The leader's amount in the light of another voice, and whether the two disagree."""
    said = other.amount
    if not _comparable(lead, other):
        return amount.hull(said)._replace(low=amount.low), False
    if _narrower(other, lead):
        if said != amount:
            other.spoken.notes[Note.NARROWER] = None
        if amount.high is not None and said.low > amount.high:
            return amount.hull(said), True
        return (amount.raised(said.low) if amount.best is None else amount), False
    if not lead.whole and not other.whole and {b.area for b in lead.blocks} != {b.area for b in other.blocks}:
        return _higher(amount, said), False
    if amount.holds(said) or said.holds(amount):
        if amount.best is None and amount.holds(said):
            return said, False
        return amount, False
    return amount.hull(said), True


def _comparable(a: _Part, b: _Part) -> bool:
    shared = sum((_shared(x, y) for x in a.blocks for y in b.blocks), timedelta(0))
    return shared >= PLENTY * min(a.covered, b.covered)


def _shared(a: Block, b: Block) -> timedelta:
    return a.first.elastic_overlap(b.first)


def _narrower(part: _Part, than: _Part) -> bool:
    """Whether a part speaks of a narrower place or of less time; a night said in words is elastic."""
    if part is than:
        return False
    if part.whole != than.whole:
        return than.whole
    slack = timedelta(0)
    for one, other in ((part, than), (than, part)):
        first, last = min(one.blocks, key=lambda b: b.start), max(one.blocks, key=lambda b: b.end)
        start, end = min(b.start for b in other.blocks), max(b.end for b in other.blocks)
        if first.first.said is WindowSaid.NIGHT and abs(start - first.start) <= ELASTIC:
            slack += abs(start - first.start)
        if last.first.said is WindowSaid.NIGHT and abs(end - last.end) <= ELASTIC:
            slack += abs(end - last.end)
    return part.covered + slack < PLENTY * than.covered


def _higher(amount: Amount, by: Amount) -> Amount:
    return amount._replace(high=None if amount.high is None or by.high is None else amount.high + by.high)


def _top(amount: Amount) -> float:
    return float("inf") if amount.high is None else amount.high
