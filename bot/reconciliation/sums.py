"""Sums: a speaker's "five in all", after figures told one by one, is their sum and not five more (rule 7)."""

from collections.abc import Sequence

from bot.model import Episode, Style
from bot.reconciliation.amount import total
from bot.reconciliation.block import Block
from bot.reconciliation.spells import holds, same_day, same_spell


def summed(entries: Sequence[Block], episodes: Sequence[Episode]) -> dict[int, list[Block]]:
    """The sums of one voice that stand for a block too, by its id(). What one sum holds, the next holds by that sum."""
    found: dict[int, list[Block]] = {}
    if not any(b.first.sums or b.first.style is Style.INCREMENTS for b in entries):
        return found
    standing: list[Block] = []
    for block in sorted(entries, key=lambda b: b.first.order):
        inner = _sum_of(block, standing, episodes)
        for one in inner:
            found.setdefault(id(one), []).append(block)
        standing = [b for b in standing if b not in inner] if inner else standing
        standing.append(block)
    return found


def _sum_of(block: Block, standing: Sequence[Block], episodes: Sequence[Episode]) -> list[Block]:
    """What a figure sums up of those that stand, in order of posting; nothing where it is one more."""
    first = block.first
    if block.adds or not (first.sums or first.style is Style.INCREMENTS):
        return []
    near = [b for b in standing if block.area in ("", b.area) and not _beside(b, block)]
    if first.running:
        return [b for b in near if same_spell(first, b.first, episodes)]
    if block.inferred:
        return _told_before(block, near, episodes)
    return _within(block, [b for b in near if holds(first, b.first, True)]) if first.style is Style.INCREMENTS else []


def _beside(one: Block, other: Block) -> bool:
    """Whether they are figures of one post for one window."""
    return one.post == other.post and one.start == other.start and one.end == other.end


def _told_before(block: Block, near: Sequence[Block], episodes: Sequence[Episode]) -> list[Block]:
    """Without a window: a number that is just what "ещё" after "ещё" came to that night, half-day or date is their
    sum; said to be one ("всего пять"), it is that of as much as it can hold."""
    spell = [b for b in near if same_spell(block.first, b.first, episodes)]
    date = [b for b in near if same_day(block.first, b.first)]
    number = block.amount.best
    known = [(total(b.amount for b in told).best, told) for told in (spell, date)]
    for before, told in known:
        if before is not None and before == number and (block.first.sums or any(b.adds for b in told[1:])):
            return told
    if not block.first.sums:
        return []
    fitting = [(before, told) for before, told in known if before is not None and number and before <= number]
    return max(fitting, key=lambda f: f[0])[1] if fitting else spell


def _within(block: Block, held: list[Block]) -> list[Block]:
    """With a window: it is the sum of what was told inside it where it is no smaller; of what was told for the same
    window, where it is just that, of two figures at least."""
    wider = [b for b in held if (b.start, b.end) != (block.start, block.end)]
    before, number = total(b.amount for b in held).best, block.amount.best
    if block.first.sums or (before == number is not None and len(held) > 1):
        return held
    return [] if before is not None and number is not None and number < before else wider
