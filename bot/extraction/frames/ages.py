"""Ages: numbers that count years and no people, and people told by their ages alone."""

from bot.extraction.document import Document
from bot.extraction.frames.years import is_told_age
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence
from bot.extraction.tokens import NUMBER, ORDINAL, WORD

_YEARS = ("років", "роки", "року", "рік", "лет", "года", "год", "годов", "г", "гг", "years")
_DATIVE = frozenset(["ему", "ей", "которому", "которой", "исполнилось"])
_AGED = ("річ", "летн", "year")
_VICTIMS = ("погибш", "пострадавш", "ранен", "убит", "травмированн", "контуженн", "умерш", "скончавш", "потерпевш")
_TO_THEM = ("ему", "ому", "ей", "ой", "им", "ым")
_TO_ONE = frozenset([
    "одному", "одной", "другому", "другой", "второму", "второй", "третьему", "третьей", "младшему", "младшей",
    "старшему", "старшей", "женщине", "мужчине", "девочке", "мальчику", "девушке", "юноше", "парню", "ребенку",
    "подростку", "пенсионеру", "пенсионерке", "водителю", "жене", "мужу", "сыну", "дочери", "матери", "отцу", "хозяину",
    "хозяйке", "супругам"
])  # fmt: skip
_OLD_ONE = frozenset(["was", "were", "is", "died", "suffered", "sustained", "received", "has", "got", "and", "also"])
_SINCE = frozenset(["было", "был", "была", "исполнилось", "исполнится", "шел", "всего", "уже", "только", "лишь", "едва",
                    "около", "—", "за", "под", "не", "и", "от", "на", "днях", "недавно"])  # fmt: skip


def is_an_age(doc: Document, sentence: Sentence, num: Mark) -> bool:
    """ "Троє чоловіків – 33, 48 і 57 років": numbers in a row that end in "years"."""
    tokens, k = doc.tokens, num.j
    if doc.language == "ru" and num.i and tokens[num.i - 1].word in _DATIVE and not _followed_by_person(sentence, num):
        return True  # "ранен брат, ему пять"
    if doc.language == "ru" and (_of_a_victim(doc, sentence, num) or _in_commas(doc, sentence, num)):
        return True
    if doc.language == "uk" and is_told_age(doc, sentence, num):
        return True
    if tokens[num.i].kind != NUMBER:
        return False
    if doc.language == "ru" and 1920 <= (tokens[num.i].value or 0) <= 2030:  # "мужчина 1958 г. р."
        return not any(m.i == num.j for m in sentence.all("person"))
    people = {m.i for m in sentence.all("person", "one")}
    while k < sentence.j and (
        tokens[k].kind == NUMBER or tokens[k].word in (",", "і", "й", "та", "и", "and") or (k in people and k > num.j)
    ):
        k += 1
    return k < sentence.j and tokens[k].word in _YEARS


def _in_commas(doc: Document, sentence: Sentence, num: Mark) -> bool:
    """ "Отец, 39, и сын, 8, ранены"."""
    if doc.tokens[num.i].kind != NUMBER or doc.forms[num.i - 1] not in (",", "(") or num.j >= sentence.j:
        return False
    if doc.forms[num.j] not in (",", ")", "."):
        return False
    named = doc.tokens[num.i - 2].cap and num.i - 2 > sentence.i and not sentence.has("weapon")  # "Пётр, 22, …"
    return named or any(m.j == num.i - 1 and m.name == "one" for m in sentence.all("person"))


def _of_a_victim(doc: Document, sentence: Sentence, num: Mark) -> bool:
    """ "Погибшему было 18", "пострадавшим 34 и 51", "возраст погибшего — 54": a clause that ends with its numbers."""
    words, k, j = doc.forms, num.i - 1, num.j
    while k > sentence.i and (words[k] in _SINCE or doc.tokens[k].kind == NUMBER):
        k -= 1
    told = (words[k].startswith(_VICTIMS) and words[k].endswith(_TO_THEM)) or words[k] in _TO_ONE
    if not told and not (words[k - 1].startswith("возраст") and k > sentence.i):
        return False
    while j < sentence.j and (doc.tokens[j].kind == NUMBER or words[j] in ("и", "до")):
        j += 1
    return j >= sentence.j or doc.tokens[j].kind != WORD or words[j] in _YEARS


def _followed_by_person(sentence: Sentence, num: Mark) -> bool:
    return any(m.i == num.j for m in sentence.all("person"))


def named_by_age(doc: Document, sentence: Sentence) -> list[tuple[Amount, int, int]]:
    """ "52-річний потерпілий": a person where no noun for one stands beside the age."""
    people = {m.i for m in sentence.marks if m.cat == "person"}
    tokens = doc.tokens
    if doc.language == "en":
        return [(Amount(1), k, k + 3) for k in range(sentence.i + 1, sentence.j - 3) if _an_old(doc, k)]
    return [
        (Amount(1), k, k + 1)
        for k in range(sentence.i, sentence.j)
        if tokens[k].kind == ORDINAL
        and tokens[k].suffix.startswith(_AGED)
        and people.isdisjoint(range(k, k + 4))
        and k + 1 < sentence.j
        and tokens[k + 1].kind == WORD
    ]


def _an_old(doc: Document, k: int) -> bool:
    """ "An 18-year-old was hurt": an age that stands for a noun."""
    if doc.tokens[k].kind != ORDINAL or doc.tokens[k].suffix != "year" or doc.forms[k + 1 : k + 3] != ["-", "old"]:
        return False
    follows = doc.forms[k + 3] in _OLD_ONE or doc.forms[k + 3 : k + 5] == [",", "who"]
    return doc.forms[k - 1] in ("a", "an", "another") and doc.forms[k - 2] != "," and follows


def count_of_ages(doc: Document, person: Mark) -> int:
    """ "38-річного і 52-річного чоловіків", "жінки 83 і 38 років": as many people as ages; 0 where none are said."""
    tokens = doc.tokens
    first = max(0, person.i - 7)
    first = next((k for k in range(person.i - 1, first, -1) if tokens[k].word in (".", "\n")), first)
    before = [t for t in tokens[first : person.i] if t.kind == ORDINAL and t.suffix.startswith(_AGED)]
    if before:
        return len(before)
    # "women aged 45 and 70", "men of 33 and 45"
    aged_en = tokens[person.j].word in ("aged", "of") if person.j < len(tokens) else False
    k, count = person.j + aged_en, 0
    while k < len(tokens) and (tokens[k].kind == NUMBER or tokens[k].word in (",", "і", "й", "та", "и", "and")):
        count += tokens[k].kind == NUMBER
        k += 1
    if aged_en:
        counts = k < len(tokens) and tokens[k].kind == WORD and tokens[k].word not in ("were", "was", "who", "have")
        return count if count > 1 and not (counts and tokens[person.j].word == "of") else 0
    aged = count and k < len(tokens) and tokens[k].word in _YEARS
    return count if aged else 0


def age_of(doc: Document, i: int, j: int) -> int:
    """How old the one person at tokens [i, j) is said to be: "66-річний чоловік", "жінка 71 року", "a girl of 14",
    "the driver, 51, …"; 0 where no age is said."""
    tokens = doc.tokens
    for k in range(max(0, i - 4), j):
        if tokens[k].kind == ORDINAL and tokens[k].suffix.startswith(_AGED):
            return int(tokens[k].word.split("-")[0])
    for k in range(j, min(j + 3, len(tokens) - 1)):
        if tokens[k].kind == NUMBER:
            told = tokens[k + 1].word in _YEARS
            if doc.language == "en":
                set_off = tokens[k - 1].word == "," and tokens[k + 1].word in (",", ".", ";", ")")
                told = told or set_off or tokens[k - 1].word in ("of", "aged")
            return (tokens[k].value or 0) if told else 0
    return 0
