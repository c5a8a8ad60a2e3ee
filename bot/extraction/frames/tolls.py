"""Tolls: whether a number of people is of all so far, or of more than were told of before it."""

from bot.extraction.document import Document
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence

LYING = ("стані", "лікарн", "стаціонар", "реанімац", "лікуют", "лікуєт", "лікуванн", "шпитал", "госпіталіз",
         "hospital", "care", "condition", "treatment", "treated")  # fmt: skip
_TALLIED = ("загиблих", "поранених", "постраждалих", "травмованих", "потерпілих", "жертв", "погибших", "раненых",
            "пострадавших")  # fmt: skip
_NOW = frozenset(["already", "now"])
_UPDATES = frozenset(["upd", "update", "updated"])


def _by_now(doc: Document, sentence: Sentence, i: int, j: int) -> bool:
    """ "13:10 Already six injured", "UPD: five wounded", "there are now seven hurt": all of them so far."""
    if _NOW.isdisjoint(doc.forms[max(sentence.i, i - 2) : i]) and doc.forms[j : j + 1] != ["already"]:
        words = doc.forms[sentence.i : min(i, sentence.i + 4)]
        return i - sentence.i < 6 and not _UPDATES.isdisjoint(words)
    return True


def is_total(doc: Document, sentence: Sentence, i: int, j: int) -> bool:
    """ "Всего пострадали трое", "таким образом, погибли двое, семеро ранены", "двое раненых, таким образом"."""
    signs = sentence.all("total")
    if doc.language == "en" and _by_now(doc, sentence, i, j) and any(m.i == i for m in sentence.all("num")):
        return True
    if not signs:
        return False
    if any(0 <= i - m.j <= 3 or (m.i == sentence.i and i - m.j <= 8) for m in signs):
        return doc.language != "ru" or j > i + 1 or any(m.i == i for m in sentence.all("num"))
    if doc.language != "ru" or not any(m.i == i for m in sentence.all("num")):
        return False
    opens = any(m.i <= sentence.i + 1 for m in signs) and all(t.word != ":" for t in doc.tokens[sentence.i : i])
    return opens or any(0 <= m.i - j <= 3 for m in signs)


def is_tally(doc: Document, sentence: Sentence, verb: Mark, i: int, j: int) -> bool:
    """ "Загиблих четверо", "поранених уже 14": the noun before its number tells of all, where no town is named."""
    if doc.tokens[verb.i].word == "жертвами" and doc.tokens[i - 1].word in ("стали", "стало", "уже"):
        return True  # "жертвами ночного удара стали три человека"
    before = doc.tokens[verb.i].word.startswith(_TALLIED) and verb.j <= i <= verb.j + 2
    if not before or any(0 <= i - m.j <= 2 for m in sentence.all("add", "more")):
        return False
    return not sentence.has("place") or any(w in (",", "—") for w in doc.forms[sentence.i : verb.i])


def is_added(sentence: Sentence, i: int) -> bool:
    """ "Ещё двое": the word stands just before the number, or opens the sentence."""
    return any((m.j <= i and (i - m.j <= 3 or m.i == sentence.i)) or m.i == i for m in sentence.all("add"))


def so_many_more(doc: Document, i: int) -> bool:
    """ "Two more injured", "three more people", "Two others, a girl and her mother, sought help" in a sentence of its
    own; not "the others are being treated at home"."""
    if doc.language != "en":
        return False
    after = doc.forms[i + 1 : i + 2]
    if after == ["others"]:
        opens = not i or doc.forms[i - 1] in (".", "\n", "—", "•", '"')
        words = doc.forms[i : i + 20]
        words = words[: words.index(".")] if "." in words else words
        return opens and not any(w.startswith(LYING) or w == "home" for w in words)
    return after == ["more"]


def is_one_more(doc: Document, sentence: Sentence, verb: Mark, i: int) -> bool:
    """ "Ранен и сотрудник МЧС": an "и" between the verb that opens the sentence and the person."""
    opens = doc.language == "ru" and verb.i == sentence.i and verb.j < i <= verb.j + 3
    return opens and doc.tokens[verb.j].word == "и"
