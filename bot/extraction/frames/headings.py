"""Lines that are only a place: "Нікопольський район❗️", "Шебекинский округ:", "📍 Nikopol". In a text that opens with
one, what stands under such a line is told of its place, until the next such line."""

from bot.extraction.document import Document
from bot.extraction.frames.statements import threatened
from bot.extraction.sentences import Sentence
from bot.extraction.spots import Spot
from bot.extraction.tokens import WORD

_OF_A_PLACE = frozenset(["place", "head", "intro", "prep", "link", "when", "each"])
_OF_DANGER = frozenset(["danger", "state", "weapon"])
_CALLS = frozenset(["увага", "увага-увага", "внимание", "важливо", "важно", "attention", "alert", "warning", "мешканці",
                    "жителі", "жители", "residents", "оновлено", "терміново", "срочно"])  # fmt: skip


def places_over(doc: Document, sentences: list[Sentence]) -> dict[int, list[Spot]]:
    """The places that stand over each sentence, by its first token; empty where a text opens otherwise."""
    if "place" not in doc.cats or not sentences:
        return {}
    over: dict[int, list[Spot]] = {}
    spots: list[Spot] = []
    in_block = False
    for sentence in sentences:
        if is_only_a_place(doc, sentence):
            named = threatened(sentence, sentence.marks)
            spots, in_block = ([*spots, *named] if in_block else named), True
            continue
        if not spots and not _OF_DANGER.isdisjoint(sentence.cats):
            return {}
        in_block = False
        over[sentence.i] = spots
    return over if any(over.values()) else {}


def is_only_a_place(doc: Document, sentence: Sentence) -> bool:
    """Whether a sentence names places and says no more."""
    if "place" not in sentence.cats or not sentence.cats.keys() <= _OF_A_PLACE:
        return False
    named = {k for m in sentence.marks for k in range(m.i, m.j)}
    others = [k for k in range(sentence.i, sentence.j) if k not in named]
    return all(doc.tokens[k].kind is not WORD or doc.forms[k] in _CALLS for k in others)
