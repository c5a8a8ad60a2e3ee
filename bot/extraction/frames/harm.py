"""Harm to things: damage with its objects, fires, infrastructure and services that stop."""

from typing import NamedTuple

from bot.extraction.document import Document
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence
from bot.model import Object

_HARM = ("damage", "fire", "hit")
_ALSO_INFRASTRUCTURE = frozenset([Object.POWER, Object.ENERGY, Object.RAILWAY, Object.INFRASTRUCTURE])


class Harm(NamedTuple):
    """One object hit in one sentence. `object` None = harm told without an object; `fire` = it burned."""

    object: Object | None
    fire: bool
    sentence: Sentence
    i: int
    j: int


def read_harm(doc: Document, sentences: list[Sentence]) -> list[Harm]:
    """Every object that a sentence says was damaged or burnt."""
    found: list[Harm] = []
    verbs_before: list[Mark] = []
    for sentence in sentences:
        verbs = [m for m in sentence.marks if m.cat == "verb" and m.name in _HARM and not _denied(doc, sentence, m)]
        if not verbs:
            if sentence.item or sentence.header is not None:
                verbs = verbs_before
        else:
            verbs_before = verbs
        if verbs:
            found += _objects(doc, sentence, verbs)
    return found


def _denied(doc: Document, sentence: Sentence, verb: Mark) -> bool:
    """ "Разрушений нет", "без повреждений", "нет ни пожаров"."""
    for mark in sentence.marks:
        if mark.cat != "neg" or mark.name == "unknown" and mark.i < verb.i:
            continue
        if mark.i <= verb.i < mark.j:
            return True
        if mark.name in ("no", "unknown"):
            gap = verb.i - mark.j if mark.i < verb.i else mark.i - verb.j
            between = doc.tokens[min(mark.j, verb.j) : max(mark.i, verb.i)]
            if gap <= 3 and not any(t.word in (",", ";", ".", "—") for t in between):
                return True
    return False


def _objects(doc: Document, sentence: Sentence, verbs: list[Mark]) -> list[Harm]:
    fire = any(v.name == "fire" for v in verbs)
    own = [v for v in verbs if sentence.i <= v.i < sentence.j]
    made: list[Harm] = []
    for mark in sentence.marks:
        if mark.cat != "object" or _beside(sentence, mark):
            continue
        made.append(Harm(Object(mark.name), fire, sentence, mark.i, mark.j))
    if not made and own:
        verb = own[0]
        if any(v.name in ("damage", "fire") for v in own):
            made.append(Harm(None, fire, sentence, verb.i, verb.j))
    return made


def _beside(sentence: Sentence, mark: Mark) -> bool:
    """An object that only tells where something else stood: a hospital that treats, a street."""
    return any(m.cat == "aside" and m.name == "care" and m.i <= mark.i < m.j for m in sentence.marks)


def is_infrastructure(obj: Object | None) -> bool:
    """Whether damage to it is an infrastructure matter, too (FORMAT convention 4)."""
    return obj in _ALSO_INFRASTRUCTURE
