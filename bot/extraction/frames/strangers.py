"""People in English whom no noun of the lexicon tells, and those whom a number that grew holds."""

from bot.extraction.document import Document
from bot.extraction.frames.faces import Harmed
from bot.extraction.frames.ordinals import ORDINALS
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence

_WAS = frozenset(["was", "has", "been", "also", "is", "slightly", "seriously", "severely", "lightly", "fatally"])
_NO_PERSON = ("object", "weapon", "thing", "verb", "place", "unit", "part", "num", "person", "danger")
_NOUNS = frozenset(["drone", "strike", "attack", "missile", "floor", "house", "day", "time", "wave", "uav", "district"])


def grown_to(made: list[Harmed], ends: list[int]) -> list[Harmed]:
    """ "The death toll has climbed to seven after the body of a girl was found": the number right after the verb."""
    told = {h.what for h in made if any(0 <= h.at - j <= 2 for j in ends)}
    return [h for h in made if h.what not in told or any(0 <= h.at - j <= 2 for j in ends)]


def with_the_next(
    doc: Document, sentence: Sentence, people: list[tuple[Amount, int, int]]
) -> list[tuple[Amount, int, int]]:
    """ "Three are in hospital, a fourth will recover at home": one more than the number before."""
    for k in range(sentence.i + 2, sentence.j - 1):
        number = ORDINALS.get(doc.tokens[k].word)
        if number is None or doc.tokens[k - 1].word not in ("a", "an", "the") or doc.tokens[k + 1].word in _NOUNS:
            continue
        if any(p[0].n == number - 1 and p[2] < k for p in people) and not any(p[1] <= k < p[2] for p in people):
            return [*people, (Amount(1), k, k + 1)]
    return people


def somebody(doc: Document, sentence: Sentence, verbs: list[Mark]) -> list[tuple[Amount, int, int]]:
    """ "A beekeeper was killed": one person whom no word of the lexicon tells, named by an article and a verb."""
    for verb in verbs:
        k = verb.i - 1
        while k > sentence.i and doc.tokens[k].word in _WAS:
            k -= 1
        if k == verb.i - 1:
            continue
        a = next((n for n in range(k, max(sentence.i, k - 4) - 1, -1) if doc.tokens[n].word in ("a", "an")), -1)
        between = range(a + 1, k + 1)
        if a < 0 or not between or any(not doc.tokens[n].word.replace("-", "").isalnum() for n in between):
            continue
        if not any(m.i in between and m.cat in _NO_PERSON for m in sentence.marks):
            return [(Amount(1), k, k + 1)]
    return []


def fatally(doc: Document, made: list[Harmed]) -> list[Harmed]:
    """ "Three people were wounded, one of them fatally": two are left."""
    dead = [h for h in made if h.what == "killed" and doc.forms[h.till : h.till + 1] == ["fatally"]]
    number = sum(h.amount.n or 0 for h in dead)
    if not number:
        return made
    left = [h for h in made if h.what == "injured" and h.i < dead[0].at and (h.amount.n or 0) > number]
    return [
        h._replace(amount=h.amount._replace(n=(h.amount.n or 0) - number)) if left and h is left[-1] else h
        for h in made
    ]
