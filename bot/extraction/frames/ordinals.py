"""People counted by an ordinal: "an eighth victim was found", "к трём погибшим добавился четвёртый"."""

from bot.extraction.document import Document
from bot.extraction.frames.beds import BED
from bot.extraction.frames.faces import Harmed
from bot.extraction.frames.others import is_collective
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence

ORDINALS = {
    word: n
    for n, word in enumerate(
        ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
         "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"],
        start=2,
    )
}  # fmt: skip
_RUSSIAN = (("втор", 2), ("трет", 3), ("четверт", 4), ("пят", 5), ("шест", 6), ("седьм", 7), ("восьм", 8), ("девят", 9))
_STEMS = tuple([stem for stem, _ in _RUSSIAN])
_ENDINGS = ("ый", "ой", "ий", "ая", "ья", "ьей", "ого", "его", "ую", "ью", "ом", "ем", "ому", "ему")
_VICTIM = ("погибш", "жертв", "пострадавш", "ранен")
_VICTIMS = frozenset(["victim", "person", "body", "fatality", "death", "resident", "man", "woman", "child", "civilian"])
_FOUND = frozenset(["found", "recovered", "body", "retrieved", "pulled", "rubble", "victim", "fatality", "death"])

_TREATED = frozenset(["hospital", "treated", "treatment", "doctors", "medics", "ambulance", "assistance", "concussion"])
_PLAIN = frozenset(
    ["total", "num", "number", "place", "person", "person_form", "when", "add", "aside", "subset", "of", "head", "link"]
)
_BESIDE = frozenset(
    ["в", "во", "на", "по", "за", "у", "с", "к", "от", "и", "из", "них", "среди", "том", "числе", "данный", "данным",
     "этот", "этому", "этой", "час", "часу", "момент", "моменту", "утру", "вечеру", "ночь", "сутки", "день", "уже",
     "теперь", "стало", "получается", "результате", "атаки", "удара", "ударов", "обстрела", "области", "регионе",
     "районе", "городе", "крае", "республике", "остаются", "находятся", "лечатся", "таких", "людей", "случаев",
     "получили", "ранения", "травмы", "последним", "предварительным", "уточненным", "информации"]
)  # fmt: skip


def counted_by_ordinal(doc: Document, sentence: Sentence, told: list[Harmed]) -> list[Harmed]:
    """The number that an ordinal gives, as a total of all told of so far; empty where none stands here."""
    if doc.language == "ru":
        return _russian(doc, sentence)
    if doc.language != "en":
        return []
    tokens = doc.tokens
    for k in range(sentence.i, sentence.j - 1):
        number = ORDINALS.get(tokens[k].word)
        if number is None or tokens[k + 1].word not in _VICTIMS:
            continue
        verbs = [m for m in sentence.all("verb") if m.name in ("killed", "hurt") and m.i > k + 1]
        words = {t.word for t in tokens[k : sentence.j]}
        if not verbs and _FOUND.isdisjoint(words):
            continue
        hurt = verbs[0].name == "hurt" if verbs else bool(words & _TREATED) and words.isdisjoint(_FOUND - {"victim"})
        what = "injured" if hurt else "killed"
        dead = sum(h.amount.n or 0 for h in told if h.what == "killed")
        if what == "injured" and dead == number - 1 and all(h.denied for h in told if h.what == what):
            return [Harmed(what, Amount(1), sentence, k, k + 2, at=k, till=k + 2)]  # two are dead, a third was rescued
        return [Harmed(what, Amount(number), sentence, k, k + 2, total=True)]
    return []


def summed_up(doc: Document, sentence: Sentence, told: list[Harmed]) -> list[Harmed]:
    """ "Итого семеро", "всего 12 человек": the number of all, of whom the sentences before told."""
    said = [h for h in told if not h.denied]
    every = [m for m in sentence.all("num") if m.i == sentence.i + 1 and doc.tokens[sentence.i].word == "все"]
    if said and every and isinstance(every[0].value, Amount) and is_collective(doc.tokens, every[0].i, every[0].j):
        return [Harmed(said[-1].what, every[0].value, sentence, every[0].i, every[0].j, total=True)]  # "все трое …"
    if not said or sentence.has("weapon") or sentence.has("object") or sentence.has("verb"):
        return []
    if doc.language == "ru" and not _nothing_else(doc, sentence):
        return []
    for num in sentence.all("num"):
        person = any(m.i == num.j for m in sentence.all("person"))
        alone = num.j >= sentence.j or not doc.tokens[num.j].word.isalpha()
        if (
            isinstance(num.value, Amount)
            and (person or alone)
            and any(m.i <= sentence.i + 1 for m in sentence.all("total"))
        ):
            return [Harmed(said[-1].what, num.value, sentence, num.i, num.j, total=True)]
    return []


def _nothing_else(doc: Document, sentence: Sentence) -> bool:
    """Not "всего в пунктах размещения находятся 412 человек, из них 96 детей": whatever such a sentence tells of
    besides the number, its places and hours must be where people are healed."""
    known = {k for m in sentence.marks if m.cat in _PLAIN for k in range(m.i, m.j)}
    words = {doc.forms[k] for k in range(sentence.i, sentence.j) if doc.forms[k].isalpha() and k not in known}
    return all(w in _BESIDE or w.startswith(BED) for w in words)


def _one_more(sentence: Sentence, k: int, number: int) -> bool:
    """ "Четверо ранены, пятая пострадавшая умерла": the ordinal goes on with the number before it."""
    return any(m.j < k and isinstance(m.value, Amount) and m.value.n == number - 1 for m in sentence.all("num"))


def _russian(doc: Document, sentence: Sentence) -> list[Harmed]:
    """ "Скончался третий пострадавший", "к трём погибшим добавился четвёртый"."""
    told = sentence.all("verb", "killed", "hurt") if "verb" in sentence.cats else []
    if not told and "deceased" not in sentence.cats:
        return []
    dead = "deceased" in sentence.cats or any(m.name == "killed" for m in told)
    tokens = doc.tokens
    for k in range(sentence.i, sentence.j):
        word = tokens[k].word
        if not word.startswith(_STEMS) or not word.endswith(_ENDINGS) or k + 1 >= sentence.j:
            continue
        number = next(n for stem, n in _RUSSIAN if word.startswith(stem))
        noun = tokens[k + 1].word
        if number == 2 and not (noun.startswith("жертв") or sentence.has("deceased")):
            continue
        joined = any(t.word.startswith("добавил") for t in tokens[max(sentence.i, k - 2) : k + 3])
        if not joined and _one_more(sentence, k, number):
            continue
        if noun.startswith(_VICTIM) or joined:
            killed = sentence.has("deceased") or noun.startswith(("погибш", "жертв")) or (joined and dead)
            return [Harmed("killed" if killed else "injured", Amount(number), sentence, k, k + 1, total=True)]
    return []
