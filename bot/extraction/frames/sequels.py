"""Sequels to "есть раненые", in Russian: who they are or how many, in the same breath or in the next sentence."""

from bot.extraction.document import Document
from bot.extraction.frames.faces import Harmed
from bot.extraction.frames.mentions import outermost, sifted
from bot.extraction.frames.parts import without_parts
from bot.extraction.frames.persons import people_of
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence

_COUNTED = frozenset(["раненых", "пострадавших", "погибших"])
_SIGNS = frozenset(["—", ":", "(", ","])


def said_after(doc: Document, sentence: Sentence, following: list[Sentence], some: list[Harmed]) -> list[Harmed]:
    """ "Есть погибшие. По состоянию на полдень — трое", "есть погибшие и раненые: двое и девять соответственно": the
    numbers that follow, in a part without a verb of its own."""
    last = max(h.j for h in some)
    numbers = [m for m in sentence.all("num") if m.i >= last]
    where = sentence
    if not numbers and following and not sentence.has("num"):
        where, last = following[0], following[0].i
        numbers = following[0].all("num")
    signs = [k for k in range(last, numbers[0].i) if doc.tokens[k].word in ("—", ":")] if numbers else []
    last = signs[-1] if signs else last
    tail = [m for m in where.marks if m.i >= last and m.cat in ("verb", "suffer", "object", "weapon", "person", "unit")]
    if tail or len(numbers) != len(some):
        return []
    words = [t.word for t in doc.tokens[numbers[-1].j : where.j] if t.word not in (".", "!")]
    if words not in ([], ["соответственно"]) or not (words or signs or where.has("when")):
        return []
    return [
        Harmed(h.what, m.value, where, m.i, m.j, at=m.i, till=m.j)
        for h, m in zip(some, numbers, strict=True)
        if isinstance(m.value, Amount)
    ]


def who_they_are(doc: Document, sentence: Sentence, before: Sentence) -> list[Harmed]:
    """ "Есть раненые. Это двое бойцов и мирный житель"."""
    some = before.all("some")
    if len(some) != 1 or some[0].name == "both" or sentence.has("verb", "killed", "hurt", "damage", "fire"):
        return []
    made = [
        Harmed(some[0].name, a, sentence, i, j, at=i, till=j, who=doc.tokens[j - 1].word if a.n == 1 else "")
        for a, i, j in outermost(sifted(doc, sentence, people_of(doc, sentence)))
    ]
    return without_parts(doc, sentence, made)


def told_at_once(doc: Document, sentence: Sentence, some: list[Harmed]) -> list[Harmed]:
    """ "Есть погибшие — двое рабочих", "есть раненые: сторож и двое грузчиков", "есть пострадавшие, их четверо": who
    they are or how many, behind a sign."""
    last = some[-1]
    if any(h.what != last.what for h in some) or sentence.has("neg"):
        return []
    signs = [k for k in range(last.j, min(sentence.j, last.j + 6)) if doc.forms[k] in _SIGNS]
    if not signs or any(m.cat in ("verb", "weapon") and m.i >= last.j for m in sentence.marks):
        return []
    of_them = any(m.i == signs[0] + 1 for m in sentence.all("subset"))
    made = [
        Harmed(last.what, a, sentence, i, j, at=i, till=j, who=doc.tokens[j - 1].word if a.n == 1 else "")
        for a, i, j in outermost(sifted(doc, sentence, people_of(doc, sentence)))
        if i > signs[0] and not of_them and (doc.forms[signs[0]] != "," or any(m.i == i for m in sentence.all("num")))
    ]
    if not made or (doc.forms[signs[0]] == "," and made[0].at - signs[0] > 4):
        return []
    return without_parts(doc, sentence, made)


def so_many_of_them(doc: Document, sentence: Sentence, before: Sentence) -> list[Harmed]:
    """ "Число раненых уточняется. По предварительным данным, их не менее десяти"."""
    numbers = [m for m in sentence.all("num") if isinstance(m.value, Amount) and doc.tokens[m.i - 1].word == "их"]
    named = [m for m in before.marks if doc.tokens[m.i].word in _COUNTED]
    busy = any(m.cat in ("verb", "suffer", "object", "weapon", "moved") for m in sentence.marks)
    if (
        len(numbers) != 1
        or not named
        or busy
        or not {"число", "количество"} & {t.word for t in doc.tokens[before.i : before.j]}
    ):
        return []
    what = "killed" if doc.tokens[named[-1].i].word == "погибших" else "injured"
    mark, amount = numbers[0], numbers[0].value
    assert isinstance(amount, Amount)
    return [Harmed(what, amount, sentence, mark.i, mark.j, at=mark.i, till=mark.j)]
