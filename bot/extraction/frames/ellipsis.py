"""What a Russian sentence on dangers leaves unsaid: "ракетная опасность снята, беспилотная сохраняется"."""

from itertools import pairwise

from bot.extraction.document import Document
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence

_STATES = frozenset(["on", "sustained", "off", "all_clear"])
_GOES_ON = frozenset(["пока", "еще", "тоже", "также", "же", "по-прежнему", "и", "в", "на", "больше", "уже", "теперь"])
_WHICH = "котор"


def spelled_out(doc: Document, sentence: Sentence) -> list[Mark]:
    """The marks of a sentence with adjectives that stand for a danger told as one, and without the states of
    relative clauses ("жёлтый уровень, который был введён вечером, снят")."""
    marks = sentence.marks
    if sentence.has("ellipsis"):
        stands = any(s.has("danger") for s in doc.sentences)
        ends = sentence.has("state", "off", "all_clear")  # "режим снят": of what?
        marks = [
            Mark("danger", m.name, m.i, m.j)
            if m.cat == "ellipsis" and stands and not (ends and m.name == "any") and _alone(doc, sentence, m)
            else m
            for m in marks
        ]
    states = [m for m in marks if m.cat == "state" and m.name in _STATES]
    if len(states) > 1 and any(w.startswith(_WHICH) for w in doc.forms[sentence.i : sentence.j]):
        dropped = [m for m in states if m.name == "on" and _is_relative(doc, sentence, m)]
        marks = [m for m in marks if m not in dropped]
    return marks


def _alone(doc: Document, sentence: Sentence, mark: Mark) -> bool:
    """No noun follows: a sign, a verb of state or a small word."""
    following = doc.tokens[mark.j] if mark.j < sentence.j else None
    if following is None or not following.word.isalpha() or following.word in _GOES_ON:
        return True
    return any(m.cat == "state" and m.i == mark.j for m in sentence.marks)


def _is_relative(doc: Document, sentence: Sentence, mark: Mark) -> bool:
    k = mark.i
    while k > sentence.i and doc.tokens[k - 1].word not in (",", ";", "—", "("):
        k -= 1
    return any(w.startswith(_WHICH) for w in doc.forms[k : min(k + 3, mark.i)])


def by_ellipsis(doc: Document, marks: list[Mark]) -> list[list[Mark]]:
    """Cut before a danger whose state is not said again: "ракетная объявлена в A, беспилотная — в B"."""
    dangers = [m for m in marks if m.cat == "danger"]
    states = [m for m in marks if m.cat == "state" and m.name in _STATES]
    for one, other in pairwise(dangers):
        if one.name == other.name or other.j - other.i > 1:
            continue
        placed = [
            any(m.cat == "place" and a <= m.i < b for m in marks) for a, b in ((one.j, other.i), (other.j, 10**6))
        ]
        commas = [k for k in range(one.j, other.i) if doc.tokens[k].word in (",", ";")]
        if all(placed) and commas and any(s.i < other.i for s in states):
            head, tail = [m for m in marks if m.i < commas[-1]], [m for m in marks if m.i > commas[-1]]
            said = [] if any(m in states for m in tail) else [s for s in states if s.i < other.i]
            return [head, said + tail]
    return [marks]
