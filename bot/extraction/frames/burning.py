"""Which of the things that a sentence tells of burned: "В А загорелся дом, в Б посечён автомобиль"."""

from bot.extraction.document import Document
from bot.extraction.marks import Mark

_SIGNS = frozenset([",", ";", ":", "—", "(", ")"])


def burned(doc: Document, things: list[tuple[int, int]], verbs: list[Mark]) -> list[bool]:
    """For each thing at tokens [i, j) whether it burned, where the verbs tell of a fire and of other harm, too; all of
    them where that cannot be told."""
    if len(things) < 2 or all(v.name == "fire" for v in verbs):
        return [True] * len(things)
    told = [_verb_of(doc, i, j, verbs) == "fire" for i, j in things]
    return told if any(told) else [True] * len(things)


def _verb_of(doc: Document, i: int, j: int, verbs: list[Mark]) -> str:
    """The deed done to what stands at [i, j): the verb before it, or the one that follows it in its own clause."""
    before = max((v for v in verbs if v.j <= i), key=lambda v: v.j, default=None)
    after = min((v for v in verbs if v.i >= j), key=lambda v: v.i, default=None)
    own = after is not None and _SIGNS.isdisjoint(doc.forms[j : after.i])
    if after is not None and own and (before is None or not _SIGNS.isdisjoint(doc.forms[before.j : i])):
        return after.name
    return before.name if before is not None else after.name if after is not None else "fire"
