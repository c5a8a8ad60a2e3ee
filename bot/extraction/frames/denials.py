"""Denials of harm to people, put together from their words: "пострадавших, по первым данным, нет", "никто не ранен"."""

from bot.extraction.document import Document
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence
from bot.extraction.tokens import WORD

_VERBAL = frozenset(["не", "not", "ніхто", "никто", "nobody", "никого"])
_SMALL = frozenset(
    [
        ",",
        "и",
        "или",
        "ни",
        "также",
        "і",
        "й",
        "та",
        "або",
        "чи",
        "and",
        "or",
        "nor",
        '"',
        "к",
        "среди",
        "серед",
        "among",
    ]
)
_WHO = ("пасажир", "екіпаж", "водій", "воді", "персонал", "працівник", "рятувальник", "мешкан", "діти", "інш", "решта",
        "passengers", "residents", "crew", "driver", "staff", "workers", "others", "children")  # fmt: skip
_WITHOUT = frozenset(["без", "without", "обійшлося", "обійшлось", "обошлось", "минулося", "минулось"])
_REACH = 9
_FINITE = frozenset(
    [
        "пострадал",
        "пострадала",
        "пострадали",
        "ранен",
        "ранена",
        "ранены",
        "погиб",
        "погибла",
        "погибли",
        "травмирован",
        "травмирована",
        "травмированы",
        "контужен",
        "контужена",
        "убит",
        "убита",
    ]
)
_NEEDED = ("понадоб", "потребов", "нужда", "нужн")
_TO_HOSPITAL = "тализ"
_WHERE_IT_FELL = frozenset(["в", "на", "местах", "месте", "падения", "обломков", "фрагментов"])


def denied_terms(doc: Document, sentence: Sentence) -> dict[int, str]:
    """First tokens of the words of harm that are denied here, with what they mean (killed or injured)."""
    if "neg" not in sentence.cats or sentence.has("neg", "unknown"):
        return {}
    terms = [(m, "killed" if m.name == "killed" else "injured") for m in sentence.marks if hurts_people(m)]
    if not terms:
        return {}
    denied: dict[int, str] = {}
    for neg in sentence.all("neg", "no"):
        verbal = doc.tokens[neg.j - 1].word in _VERBAL
        for term, what in terms:
            if term.i < neg.i and doc.language == "ru" and _by_nobody(doc, neg, term):
                denied[term.i] = what
            if neg.i < term.i and _none_of_them(doc, neg, term):
                denied[term.i] = what
            if (verbal and _verb_denied(doc, sentence, neg, term)) or (
                not verbal and _noun_denied(doc, sentence, neg, term)
            ):
                denied[term.i] = what
    if doc.language == "ru":
        for term, what in terms:
            if denied_too(doc, sentence, term):
                denied[term.i] = what
    for phrase in sentence.all("neg", "none_hurt", "none_killed"):
        for term, what in terms:
            words = doc.tokens[term.j : phrase.i]
            if doc.language == "en" and any(m.i < term.i < m.i + 6 for m in sentence.all("num")):
                continue  # "14 people injured, no fatalities"
            told = doc.language == "uk" and any(m.j == term.i for m in sentence.all("person", "one"))
            told = told or (doc.language != "ru" and _of_others(doc, sentence, term, phrase))
            if told and [t.word for t in words][:1] == [","]:
                continue  # "машиніст травмований, пасажири не постраждали"
            if term.j <= phrase.i and len(words) <= 3 and all(t.word in _SMALL for t in words):
                denied[term.i] = what
            if phrase.j < term.i and _goes_on(doc, phrase, term, terms) and doc.tokens[phrase.i].word in _WITHOUT:
                denied[term.i] = what  # "без загиблих, поранених і травмованих"
    return denied


def _of_others(doc: Document, sentence: Sentence, term: Mark, phrase: Mark) -> bool:
    """ "Помічник машиніста дістав поранення, пасажири неушкоджені": the denial names people of its own, and somebody
    stands before the word of harm."""
    people = sentence.all("person", "one", "pair") + sentence.all("num")
    own = doc.tokens[phrase.i].word.startswith(_WHO)
    return own and any(0 <= term.i - m.j <= 4 for m in people)


def told_besides(doc: Document, sentence: Sentence) -> bool:
    """ "Про загиблих інформації немає, поранено трьох", "троє поранені, даних про загиблих немає": a number and its
    verb stand apart from what is not known (Ukrainian)."""
    if doc.language != "uk" or "num" not in sentence.cats:
        return False
    for mark in sentence.all("neg", "unknown"):
        before = [k for k in range(sentence.i, mark.i) if doc.forms[k] in (",", ";")][-1:]
        after = [k for k in range(mark.j, sentence.j) if doc.forms[k] in (",", ";")][:1]
        for i, j in ([(sentence.i, before[0])] if before else []) + ([(after[0], sentence.j)] if after else []):
            harmed = any(i <= m.i < j for m in (*sentence.all("verb", "hurt", "killed"), *sentence.all("suffer")))
            if harmed and any(i <= m.i < j for m in sentence.all("num")):
                return True
    return False


def denied_too(doc: Document, sentence: Sentence, term: Mark) -> bool:
    """ "Пострадавших нет, разрушений тоже"."""
    after = doc.tokens[term.j : term.j + 2]
    if not after or after[0].word not in ("тоже", "также") or (len(after) > 1 and after[1].kind is WORD):
        return False
    return any(0 < term.i - m.j <= 3 for m in sentence.all("neg"))


def _none_of_them(doc: Document, neg: Mark, term: Mark) -> bool:
    """ "None of the five employees in the shop was hurt"."""
    words = doc.forms[neg.i : term.i]
    if words[:1] == ["neither"] and "nor" in words:
        return not {",", ";", ".", "but"} & set(words)  # "neither the driver nor the passengers were hurt"
    return words[:2] in (["none", "of"], ["neither", "of"]) and not {",", ";", ".", "but"} & set(words)


def _by_nobody(doc: Document, neg: Mark, term: Mark) -> bool:
    """ "Ранений в области не получил никто"."""
    words = doc.forms[term.j : neg.j]
    return words[-1] == "никто" and "не" in words and len(words) <= 10 and not {",", ";", ":", "—"} & set(words)


def _goes_on(doc: Document, phrase: Mark, term: Mark, terms: list[tuple[Mark, str]]) -> bool:
    """Only other terms and small words stand between a denial and the term."""
    inside = {k for m, _ in terms for k in range(m.i, m.j)}
    return all(k in inside or doc.tokens[k].word in _SMALL for k in range(phrase.j, term.i))


def hurts_people(mark: Mark) -> bool:
    """Whether a word tells of people hurt or killed."""
    return mark.cat == "suffer" or (mark.cat == "verb" and mark.name in ("killed", "hurt"))


def _verb_denied(doc: Document, sentence: Sentence, neg: Mark, term: Mark) -> bool:
    """ "Никто не пострадал", "люди не ранены"; not "дом не пострадал"."""
    between = doc.forms[neg.j : term.i]
    if term.i < neg.j or len(between) > 3 or any(w in (",", ";", ":", "—") for w in between):
        return False
    if doc.tokens[neg.j - 1].word in ("не", "not"):
        before = [m for m in sentence.marks if neg.i - 6 <= m.i < neg.i]
        things = any(m.cat == "object" for m in before)
        people = any(m.cat in ("person", "neg") for m in before)
        return len(between) <= 1 and (people or not things)
    return any(w in ("не", "not", "was", "were", "is") for w in between) or not between


def _noun_denied(doc: Document, sentence: Sentence, neg: Mark, term: Mark) -> bool:
    """ "Погибших и раненых нет", "обошлось без пострадавших"."""
    if term.i >= neg.j and doc.language == "ru" and doc.forms[term.i] in _FINITE and "," in doc.forms[neg.j : term.i]:
        return False  # "занятий не было, пострадал только дворник"
    if term.i < neg.i and doc.tokens[neg.j - 1].word == "без":
        return False  # "помощь оказана без госпитализации"
    a, b = (term.j, neg.i) if term.i < neg.i else (neg.j, term.i)
    if b - a > _REACH:
        return False
    if a == neg.j and doc.language == "ru" and doc.forms[a : a + 2] in ([",", "у"], [",", "но"], [",", "а"]):
        return False  # "детей внутри не было, у водителя контузия"
    if doc.tokens[neg.j - 1].word.startswith(_NEEDED) and any(_TO_HOSPITAL in doc.tokens[k].word for k in range(a, b)):
        return False  # "получили порезы, госпитализация не понадобилась"
    signs = [k for k in range(a, b) if doc.tokens[k].word == ","]
    said_by = range(signs[0], signs[-1] + 1) if len(signs) > 1 else range(0)  # "погибших, по докладам с места, нет"
    aside = [m for m in sentence.marks if m.cat in ("flag", "person", "suffer") or hurts_people(m) or m.cat == "verb"]
    loose = 0
    for k in range(a, b):
        word = doc.tokens[k].word
        if word in (";", ":", ".") or (word == "но" and term.i > neg.i):
            return False  # "хозяев не было, но ранен прохожий"
        known = word in _SMALL or word in _WHERE_IT_FELL or k in said_by
        if not known and not any(m.i <= k < m.j for m in aside):
            loose += 1
    told = neg.j - neg.i > 1 and doc.tokens[neg.i].word == "не"  # "пострадавших среди населения не зафиксировано"
    ends = term.i < neg.i and not signs and (neg.j >= sentence.j or not doc.tokens[neg.j].word.isalpha())
    told = told or ends  # "пострадавших и разрушений на месте падения обломков нет"
    return loose <= (4 if told else 2 if term.i < neg.i else 1)
