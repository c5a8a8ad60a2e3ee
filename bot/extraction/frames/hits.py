"""How many are said to have hit: "влучання 20 БпЛА на 9 локаціях", "20 drones hit nine locations"."""

from typing import NamedTuple

from bot.extraction.document import Document
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence

_HITS = ("влучання", "влучань", "влучили", "влучив", "поцілили", "попадани", "попали", "попал", "долетел", "достигли",
         "hit", "hits", "reached", "impacts")  # fmt: skip
_GAP = 3  # "20 ударних БпЛА"
_LISTED = frozenset(["та", "і", "й", "и", "and", ","])


class Hit(NamedTuple):
    """So many weapons of a kind, told at tokens [i, end)."""

    amount: Amount
    weapon: str
    i: int
    end: int
    sentence: Sentence


def read_hits(doc: Document, sentences: list[Sentence]) -> list[Hit]:
    """Every number of weapons that a hit is said of. Locations, houses and people are no weapons."""
    if not doc.has("verb", "hit"):
        return []
    return [hit for sentence in sentences if sentence.has("verb", "hit") for hit in _in_sentence(doc, sentence)]


def _in_sentence(doc: Document, sentence: Sentence) -> list[Hit]:
    verbs = [m for m in sentence.all("verb", "hit") if doc.tokens[m.i].word.startswith(_HITS)]
    found: list[Hit] = []
    for verb in verbs:
        end = verb.j
        for number in sentence.all("num"):
            weapon = next((w for w in sentence.all("weapon") if 0 <= w.i - number.j < _GAP), None)
            if weapon is None or not isinstance(number.value, Amount) or any(h.i == number.i for h in found):
                continue
            active = doc.tokens[verb.i].word in ("hit", "reached")  # "air defence hit 20 drones"
            after = not active and number.i >= end and _adjoins(doc, sentence, end, number.i)
            before = 0 <= verb.i - weapon.j <= 1 and not _done_to(sentence, weapon, verb)
            if after or before:
                found.append(Hit(number.value, weapon.name, number.i, weapon.j, sentence))
                end = weapon.j if after else end
    return found


def _adjoins(doc: Document, sentence: Sentence, i: int, j: int) -> bool:
    """Whether nothing but "of", "and" and other weapons stands in between."""
    known = {k for m in sentence.all("weapon") for k in range(m.i, m.j)}
    between = [doc.tokens[k].word for k in range(i, j) if k not in known]
    return j - i <= _GAP + 1 and all(w in _LISTED or w in ("of", "by", "від", "от") for w in between)


def _done_to(sentence: Sentence, weapon: Mark, verb: Mark) -> bool:
    """ "20 drones were hit": hit by the defence."""
    return any(m.cat == "verb" and m is not verb and weapon.j <= m.i <= verb.i for m in sentence.marks) or any(
        weapon.j <= m.i < verb.i and m.name in ("singular", "plural") for m in sentence.all("grammar")
    )
