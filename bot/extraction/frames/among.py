"""Some of the harmed named, in Russian, where nobody says how many there are: "среди пострадавших — двое детей"."""

from bot.extraction.document import Document
from bot.extraction.frames.faces import Harmed
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence

_IN = frozenset(["среди", "числе"])
_HURT = ("пострадавш", "ранен", "травмированн", "госпитализированн", "потерпевш", "контуженн")
_DEAD = ("погибш", "жертв", "убит")


def named_among(doc: Document, sentences: list[Sentence], found: list[Harmed]) -> list[Harmed]:
    """One mention without a number where only some of them are told of."""
    if "среди " not in doc.words and "числе " not in doc.words:
        return []
    made: list[Harmed] = []
    for sentence in sentences:
        if sentence.has("neg") or not (sentence.has("person", "one") or sentence.has("num")):
            continue
        for k in range(sentence.i, sentence.j - 2):
            if doc.forms[k] not in _IN:
                continue
            what = _whom(doc, sentence, k + 1)
            people = any(m.i > k and m.cat in ("person", "num") and m.name != "group" for m in sentence.marks)
            if people and what and not any(h.what == what and h.amount.n for h in found):
                made.append(Harmed(what, Amount(None, "some"), sentence, k, k + 2, share=True))
    return made[:1]


def _whom(doc: Document, sentence: Sentence, k: int) -> str:
    """Killed or injured, as the word at token k tells, or the "some" that a pronoun there stands for; "" if neither."""
    word = doc.forms[k]
    if word.startswith(_HURT):
        return "injured"
    if word.startswith(_DEAD):
        return "killed"
    some = sentence.all("some")
    pronoun = word in ("них", "которых") or doc.forms[k - 2] in ("том", "их")  # "среди них", "в том числе"
    return some[0].name if some and pronoun and some[0].name in ("killed", "injured") else ""
