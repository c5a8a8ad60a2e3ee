"""Numbers that count people, and single persons, each with the tokens that name them."""

from bot.extraction.document import Document
from bot.extraction.frames.ages import count_of_ages, is_an_age, named_by_age
from bot.extraction.frames.appositions import counts_no_victims, says_who
from bot.extraction.frames.headcounts import person_after
from bot.extraction.frames.identities import STATES, has_an_age, said_again, set_off, tells_age, who_the_two_are
from bot.extraction.frames.mentions import PARENTS, is_apposition, not_a_victim
from bot.extraction.frames.others import more_things
from bot.extraction.frames.years import TO_WHOM
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence
from bot.extraction.tokens import NUMBER, WORD, Token

_ADJECTIVES = ("гражданск", "пассажирск", "студенческ", "пожарн", "рабоч", "дежурн", "военн")
_PLURALS = ("ники", "щики", "чики", "исты", "ели", "дцы", "нцы", "вцы", "йцы", "рцы", "мцы", "ари", "ары", "оры", "еры",
            "яки", "аки", "чане", "ане", "яне")  # fmt: skip
"""Endings of Russian plurals of men that no singular case of a woman's word has."""
_GENITIVES = ("ников", "щиков", "чиков", "истов", "телей", "торов", "жеров", "анцев", "овцев", "арей", "аров", "ктов")
"""Endings of their genitives: "бригаду ремонтников"."""
_PARENTS = frozenset(["—", ":", "(", "погибли", "ранены", "пострадали", "убиты", "его", "ее", "их", "оба"])
_LIFE = ("жизн", "гибел", "смерт", "тело", "тела", "сердц", "ранени", "имя")


def people_of(doc: Document, sentence: Sentence) -> list[tuple[Amount, int, int]]:
    """Numbers that count people (or stand alone beside such a verb), and single persons."""
    tokens = doc.tokens
    marks = sentence.marks
    made: list[tuple[Amount, int, int]] = []
    covered, ru, uk = -1, doc.language == "ru", doc.language == "uk"
    let_out = doc.language == "en" and "discharged" in doc.words
    for k, mark in enumerate(marks):
        if mark.cat == "num" and (is_an_age(doc, sentence, mark) or _of_the_two(doc, sentence, mark)):
            continue
        if ru and mark.cat == "num" and tokens[mark.i - 1].word in PARENTS and mark.i:
            continue  # "отец троих детей"
        if let_out and mark.cat in ("num", "person") and _discharged(doc, sentence, mark):
            continue
        if ru and mark.cat == "num" and "object" in sentence.cats and more_things(doc, sentence, mark):
            continue
        if uk and mark.cat == "num" and counts_no_victims(doc, mark):
            covered = mark.j + 1
            continue
        if mark.cat == "num" and isinstance(mark.value, Amount):
            end = person_after(doc, sentence, mark, k)
            if end:
                made.append((mark.value, mark.i, end))
                covered = end
        elif ru and mark.cat == "person" and tokens[mark.i].word == "родители" and mark.i >= covered:
            if doc.forms[mark.i - 1] in _PARENTS:
                made.append((Amount(2), mark.i, mark.j))
                covered = mark.j
        elif ru and mark.cat == "person" and tokens[mark.i].word in ("оба", "обе") and (end := _both_died(marks, mark)):
            made.append((Amount(2), mark.i, end))
            covered = end
        elif mark.cat == "person" and mark.j == mark.i + 1 and _is_no_person(doc, sentence, mark):
            continue
        elif mark.cat == "person" and mark.name == "pair" and mark.i >= covered:
            if ru and made and who_the_two_are(doc, sentence, made[-1], mark):
                continue
            made.append((Amount(2), mark.i, mark.j))
            covered = mark.j
        elif (
            mark.cat == "person"
            and mark.name == "one"
            and mark.i >= covered
            and (_single(tokens, marks, mark) or (ru and _whose(doc, mark.i)))
        ):
            if made and mark.i - made[-1][2] <= 2 and not set_off(doc, made[-1][2], mark.i):
                continue
            if (made and said_again(doc, made[-1], mark)) or (ru and not_a_victim(doc, sentence, mark.i)):
                continue
            if uk and made and tokens[mark.i].word in TO_WHOM and has_an_age(doc, sentence, mark):
                continue  # "дві сестри, старшій 12, молодшій 8"
            if uk and made and made[-1][0].n == 1 and says_who(doc, sentence, made[-1][2], mark):
                continue
            if ru and made and tells_age(doc, mark):
                continue  # "ранена внучка, девочке 6 лет"
            if ru and made and made[-1][0].n == 1 and is_apposition(doc, sentence, made[-1], mark):
                continue
            made.append((Amount(1), mark.i, mark.j))
            covered = mark.j
        elif mark.cat == "person" and mark.name == "one" and mark.i >= covered and (ages := count_of_ages(doc, mark)):
            if made and made[-1][0].n == ages and 0 < mark.i - made[-1][2] <= 2:
                continue  # "three passengers – women aged 52, 60 and 71 – …"
            made.append((Amount(ages), mark.i, mark.j))
            covered = mark.j
    return made + named_by_age(doc, sentence)


def _of_the_two(doc: Document, sentence: Sentence, num: Mark) -> bool:
    """ "One of the two is in intensive care": those told of before."""
    if doc.language != "en" or num.i - 3 < sentence.i:
        return False
    before = doc.tokens[num.i - 3]
    counted = before.kind is NUMBER or before.word in ("one", "two", "three", "four", "five", "six", "seven")
    return counted and doc.forms[num.i - 2 : num.i] == ["of", "the"]


def _discharged(doc: Document, sentence: Sentence, mark: Mark) -> bool:
    """ "Two people hospitalised on Friday have been discharged": hurt no more."""
    words = doc.forms[mark.j : min(mark.j + 12, sentence.j)]
    stop = next((k for k, w in enumerate(words) if w in (",", ";", "while", "but")), len(words))
    return "discharged" in words[:stop]


def _is_surname(doc: Document, sentence: Sentence, i: int) -> bool:
    """ "Глава региона Пасечник": a capital inside a sentence that is not written in capitals."""
    tokens = doc.tokens
    if not tokens[i].cap or i == sentence.i:
        return False
    return any(t.kind == WORD and not t.cap for t in tokens[max(sentence.i, i - 3) : min(i + 4, sentence.j)])


def _is_no_person(doc: Document, sentence: Sentence, mark: Mark) -> bool:
    if doc.language == "ru":
        owned = doc.tokens[mark.i].word.startswith(_ADJECTIVES) and _of_a_thing(sentence.marks, mark)
        return owned or _is_surname(doc, sentence, mark.i)  # "по гражданскому автомобилю"
    if doc.tokens[mark.i].word == "minor" and doc.tokens[mark.i - 1].word in STATES:
        return True  # "the wound is minor"
    return "ськ" in doc.tokens[mark.i].word and _of_a_thing(sentence.marks, mark)


def _of_a_thing(marks: list[Mark], mark: Mark) -> bool:
    """ "Пасажирський автобус", "студентський гуртожиток"."""
    return any(m.cat == "object" and m.i == mark.j for m in marks)


def _both_died(marks: list[Mark], both: Mark) -> int:
    """ "Оба погибли", "оба находившихся там человека погибли": the end of the words for them, right before the verb,
    where the sentence names nobody else; 0 if not so."""
    others = [m for m in marks if m.cat in ("person", "num") and m.i != both.i]
    alone = len(others) == 1 and others[0].name == "one" and 0 <= others[0].i - both.j <= 4
    end = others[0].j if alone else both.j
    dead = any(m.cat == "verb" and m.name == "killed" and 0 <= m.i - end <= 2 for m in marks)
    return end if dead and (alone or not others) else 0


def _whose(doc: Document, i: int) -> bool:
    """ "Травма у мужчины": after this preposition the form is a singular."""
    word = doc.tokens[i].word
    near = doc.forms[max(0, i - 2) : i]
    if word not in ("мужчины", "женщины") or not near or near[-1].endswith(("их", "ых")):
        return False
    return "у" in near or "стало" in near or any(w.startswith(_LIFE) for w in near)


def _single(tokens: list[Token], marks: list[Mark], mark: Mark) -> bool:
    last = tokens[mark.j - 1].word
    if mark.j - mark.i > 1 and last.isascii() and last.endswith("s") and not last.endswith("ss"):
        return False  # "railway workers"
    if last.endswith(_PLURALS) or (last.endswith(_GENITIVES) and not tokens[mark.i].cap):
        return False
    after = tokens[mark.j].word if mark.j < len(tokens) else ""
    if last.endswith(("ицы", "ки")) and after.endswith(("ли", "лись")) and len(after) > 3:
        return False  # "сотрудницы успели выскочить"
    return not any(m.cat == "person_form" and m.i == mark.i and m.name == "plural" for m in marks)
