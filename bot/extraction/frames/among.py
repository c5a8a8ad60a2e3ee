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


def only_some(doc: Document, sentence: Sentence, counted: list[Harmed]) -> list[Harmed]:
    """ "Среди раненых — трое детей, один из них тяжёлый": without those who are some of a number that is not said."""
    first = doc.forms[sentence.i : sentence.i + 3]
    k = 1 if first[:1] == ["среди"] else 2 if first[:2] == ["в", "числе"] else 0
    what = _whom(doc, sentence, sentence.i + k) if k and k < len(first) else ""
    return [h for h in counted if h.what != what] if what else counted


def _whom(doc: Document, sentence: Sentence, k: int) -> str:
    """Killed or injured, as the word at token k tells, or the "some" that a pronoun there stands for; "" if neither."""
    word = doc.forms[k]
    if word.startswith(_HURT):
        return "injured"
    if word.startswith(_DEAD):
        return "killed"
    some = [m for m in sentence.all("some") if m.i < k]
    if some and some[0].name == "both" and doc.forms[k - 2] in ("том", "их"):
        return "injured"  # "есть погибшие и раненые, в том числе дети"
    pronoun = word in ("них", "которых") or doc.forms[k - 2] in ("том", "их")  # "среди них", "в том числе"
    return some[0].name if some and pronoun and some[0].name in ("killed", "injured") else ""
