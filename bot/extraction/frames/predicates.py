"""Predicates: words that tell of harm to people beside the verbs of harm, and which of them all speaks of whom."""

from bot.extraction.aged import age_signs
from bot.extraction.document import Document
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence

_ALSO_HURTS = ("обгорел", "зачеп", "посік", "обпек", "привал", "придав", "зацепил", "посек", "обожгл")
_CLAUSE_SIGNS = frozenset([",", ";", ":", "—", "и", "and", "та", "і", "й"])


def not_so_many(sentence: Sentence) -> list[Mark]:
    """ "Пострадавших не четверо, а пятеро": no denial, but a verb of harm."""
    if "neg" not in sentence.cats or "num" not in sentence.cats:
        return []
    numbers = {m.i for m in sentence.all("num")}
    return [
        Mark("verb", "hurt" if m.name == "none_hurt" else "killed", m.i, m.i + 1)
        for m in sentence.all("neg", "none_hurt", "none_killed")
        if m.j in numbers
    ]


def blows_at_people(doc: Document, sentence: Sentence) -> list[Mark]:
    """ "Уламками зачепило жінку": a word for damage that a person follows."""
    if "verb" not in sentence.cats or "person" not in sentence.cats:
        return []
    blows = [m for m in sentence.all("verb", "damage", "hit", "fire") if doc.tokens[m.i].word.startswith(_ALSO_HURTS)]
    people = {m.i for m in sentence.all("person", "one", "pair")} if blows else set()
    return [
        Mark("verb", "hurt", m.i, m.j)
        for m in blows
        if not people.isdisjoint(range(m.j, m.j + 3))
        or (doc.tokens[m.i].word.endswith("ло") and _whom_it_hit(doc, sentence, people, m.i))
    ]


def _whom_it_hit(doc: Document, sentence: Sentence, people: set[int], at: int) -> bool:
    """ "Его жену зацепило", "мужчину, водителя хлебовоза, зацепило"."""
    if not people.isdisjoint(range(at - 2, at)):
        return True
    if doc.language != "ru" or doc.forms[at - 1] != ",":
        return False
    opens = next((k for k in range(at - 2, max(sentence.i, at - 8), -1) if doc.forms[k] == ","), 0)
    return bool(opens) and not people.isdisjoint(range(opens - 2, opens))


def is_denied(sentence: Sentence, verb: Mark) -> bool:
    """Whether a verb of harm stands inside a denial: "никто не пострадал"; not "пострадавших не четверо, а пятеро"."""
    numbers = {m.i for m in sentence.all("num")}
    return any(m.i <= verb.i < m.j and m.j not in numbers for m in sentence.all("neg"))


def governing(doc: Document, verbs: list[Mark], i: int, j: int, taken: set[int]) -> Mark:
    """The verb of harm that speaks of the person at [i, j): the nearest by clauses; the next one rather than one
    that has its person already ("погиб житель, ещё трое, в том числе ребёнок, получили ранения")."""
    tokens = doc.tokens
    ages = (
        age_signs(tokens, min(i, *(v.i for v in verbs)), max(j, *(v.j for v in verbs))) if doc.language == "en" else ()
    )

    def distance(verb: Mark) -> tuple[int, int]:
        a, b = (verb.j, i) if verb.i < i else (j, verb.i)
        steps = sum(1 for k in range(a, b) if tokens[k].word in _CLAUSE_SIGNS and k not in ages)
        return 2 * steps + (verb.i > i) + (4 if verb.i < i and verb.i in taken and steps else 0), b - a

    if ";" in doc.forms[min(i, verbs[0].i) : max(j, verbs[-1].j)]:
        a, b = i, j
        while a > 0 and tokens[a - 1].word not in (";", "."):
            a -= 1
        while b < len(tokens) and tokens[b].word not in (";", "."):
            b += 1
        verbs = [v for v in verbs if a <= v.i < b] or verbs
    return min(verbs, key=distance)
