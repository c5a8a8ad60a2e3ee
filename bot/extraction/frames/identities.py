"""Identities: words for a person that say again who was named just before, and no other one."""

from bot.extraction.document import Document
from bot.extraction.frames.years import is_told_age
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence

_DATIVES = frozenset(["девочке", "мальчику", "женщине", "мужчине", "пенсионерке", "пенсионеру", "ребенку", "подростку",
                      "девушке", "юноше", "погибшему", "погибшей", "водителю", "малышу", "малышке"])  # fmt: skip
STATES = frozenset(["is", "are", "was", "were", "suffered", "with", "some", "received", "sustained", "only"])
POSSESSIVE = frozenset(["his", "her", "their", "its"])
_SAME = (["a"], ["an"], ["the"], ["his"], ["her"], ["their"])
_OF_ONE_SORT = frozenset(["мужчин", "мужчины", "женщин", "женщины", "детей", "подростков", "подростка"])


def has_an_age(doc: Document, sentence: Sentence, person: Mark) -> bool:
    """ "Молодшій 8": an age right after the word for a person."""
    return any(m.i == person.j and is_told_age(doc, sentence, m) for m in sentence.all("num"))


def who_the_two_are(doc: Document, sentence: Sentence, before: tuple[Amount, int, int], pair: Mark) -> bool:
    """ "Двое отдыхающих, муж и жена из Донецка, …": no others than the two."""
    amount, _, j = before
    signs = doc.forms[j : pair.i]
    if amount.n != 2 or signs not in ([","], ["—"], [":"], ["("]) or doc.tokens[j - 1].word in _OF_ONE_SORT:
        return False
    after = doc.forms[pair.j] if pair.j < sentence.j else "."
    more = [m for m in sentence.all("person", "one", "pair") if m.i >= pair.j]
    return after != "и" and not (after == "," and more and more[0].i <= pair.j + 2)


def tells_age(doc: Document, person: Mark) -> bool:
    """ "Девочке 6 лет", "мужчине было 49": a clause that only tells how old the one is of whom it speaks."""
    if doc.tokens[person.i].word not in _DATIVES:
        return False
    words = doc.forms[person.j : person.j + 5]
    ends = next((k for k, w in enumerate(words) if w in (",", ".", ";", ")", "—", "\n")), len(words))
    return 0 < ends < 5 and not {"лет", "год", "года", "было"}.isdisjoint(words[:ends])


def set_off(doc: Document, i: int, j: int) -> bool:
    """Whether a sign or an "and" between two mentions parts them: "жінка та її син", "водитель, пассажир"."""
    words = doc.forms[i:j]
    if words[:1] == [":"] and doc.language == "ru":
        return True  # "в кабине были трое: тракторист погиб, …"
    if words[:1] and words[0] in (",", "и", "та", "and", "й", "і", "—", "з", "із"):
        return True
    if doc.language == "ru" and words[-1:] == ["и"]:
        return True  # "двое сотрудников полиции и гражданский"
    return doc.language == "ru" and "," in words  # "фельдшер погиб, водителя увезли"


def said_again(doc: Document, before: tuple[Amount, int, int], mark: Mark) -> bool:
    """ "The driver, a 44-year-old man, died": one person."""
    between = [t.word for t in doc.tokens[before[2] : mark.i]]
    if before[0].n != 1 or between[:1] != [","] or between[1:2] not in _SAME or len(between) > 6:
        return False
    if between[1] in POSSESSIVE and (doc.forms[mark.j] != "," or doc.forms[mark.j + 1] not in STATES - {"are", "were"}):
        return False  # not "a man, his wife, and two children"
    for k in range(mark.j, min(mark.j + 12, len(doc.tokens))):  # "a driver, an employee of the plant, was killed"
        after = doc.forms[k : k + 2]
        if after[:1] == ["and"] or after in ([",", "and"], [",", "a"], [",", "an"], [",", "two"]):
            return False
        if after[:1] == [","]:
            return True
    return False
