"""Headcounts: numbers that count people, by the words that follow them up to the noun."""

from bot.extraction.document import Document
from bot.extraction.frames.identities import POSSESSIVE
from bot.extraction.frames.others import is_collective
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence
from bot.extraction.tokens import ORDINAL, WORD, Token

_MANY = frozenset([
    "ранили", "ранило", "ранил", "травмировало", "травмировал", "травмировали", "контузило", "контузил", "убило",
    "убил", "убили", "посекло", "задело", "зацепило", "погибли", "ранены", "убиты", "травмированы", "контужены",
    "пострадали", "скончались", "умерли",
])  # fmt: skip
_TRADES = ("ників", "чиків", "щиків", "ниць", "чиць")
_CAME = ("звернувс", "звернулас", "звернулис", "дістав", "дістал", "зазнав", "зазнал")
_HELPS = frozenset(["were", "was", "are", "is", "have", "had", "remain"])
_OF_TOWNS = ("чан", "цев", "ичей", "ян", "чанам", "цам", "чанами")
_NOT_OF_TOWNS = ("месяц", "пальц", "крестьян", "образц", "семян", "полян", "столбц", "заводц", "чемодан")
_BEASTS = ("голов", "скот", "коров", "собак", "лошад", "овец", "овц", "свине", "телят", "телен", "коз", "куриц", "птиц",
           "бычк", "баран", "ягнят", "поросят", "улье", "пчелосем")  # fmt: skip


def _of_a_trade(word: str) -> bool:
    """ "Травмовано двох колійників": a trade that no lexicon knows, by its ending."""
    return len(word) > 7 and word.endswith(_TRADES)


def _of_a_town(token: Token) -> bool:
    """ "Ранили двух орловчан", "пятерых таганрожцев": whom their town's name tells."""
    word = token.word
    return not token.cap and len(word) > 5 and word.endswith(_OF_TOWNS) and not word.startswith(_NOT_OF_TOWNS)


def _there_too(doc: Document, sentence: Sentence, num: Mark) -> bool:
    """Whether a number stands before a place of its own, after people who were counted in another one."""
    placed = any(m.i == num.j and doc.tokens[m.i].word in ("in", "near") for m in sentence.all("prep"))
    before = [v.j for v in sentence.all("verb", "hurt", "killed") if v.i < num.i]
    if (
        not (placed and before)
        or ":" in doc.forms[before[-1] : num.i]
        or any(m.i > before[-1] for m in sentence.all("weapon", "object"))
    ):
        return False
    places = sentence.all("place")
    return any(before[-1] <= m.i < num.i for m in places) and any(0 < m.i - num.j <= 6 for m in places)


def person_after(doc: Document, sentence: Sentence, num: Mark, k: int) -> int:
    """The end of "N people" if the number counts people or nothing else; 0 otherwise."""
    tokens = doc.tokens
    at = num.j
    if doc.language == "ru" and tokens[num.i].word.startswith("множественн"):
        return 0  # "с множественными осколочными"
    if "/" in (tokens[num.i - 1].word if num.i else "", tokens[at].word if at < len(tokens) else ""):
        return 0  # "посёлок шахты 6/7"
    if any(m.cat == "flag" and m.name == "grew" and 0 <= num.i - m.j <= 1 for m in sentence.marks) and not any(
        m.i == at and m.cat in ("person", "weapon", "thing", "object", "unit") for m in sentence.marks
    ):
        return at  # "the death toll climbs to four"
    near = {
        m.i: m
        for m in sentence.marks
        if m.cat in ("thing", "object", "part", "weapon", "verb", "unit", "time", "month", "place", "suffer")
    }
    near |= {m.i: m for m in sentence.marks if m.cat == "person" and m.name != "condition"}
    if doc.language == "ru" and is_collective(tokens, num.i, at):
        nouns = sentence.all("person", "one") + [m for m in sentence.all("verb", "hurt", "killed") if m.i == at]
        ends = [m.j for m in nouns if 0 <= m.i - at <= 2]
        between = tokens[at : ends[0] - 1] if ends else []
        return ends[0] if ends and all(t.kind == WORD and t.word != "и" for t in between) else at
    if doc.language == "uk" and at < sentence.j and at not in near and _of_a_trade(tokens[at].word):
        return at + 1
    if doc.language == "ru" and at < sentence.j and at not in near and _of_a_town(tokens[at]):
        return at + 1
    words = 0
    if doc.language == "uk" and at < sentence.j and tokens[at].word.startswith(_CAME):
        return at  # "ще один звернувся по допомогу: у нього контузія"
    if doc.language == "en" and "aside" in sentence.cats and tokens[at].word in _HELPS:
        cared = any(0 < m.i - at <= 2 for m in sentence.all("aside", "care"))
        if cared and not sentence.has("verb", "hurt"):
            return at  # "three people were killed and 35 were taken to hospital"
    if tokens[num.i].word == "another" and at < sentence.j and tokens[at].word in ("was", "is", "has"):
        return at  # "the body of another was recovered"
    if doc.language == "en" and tokens[num.i - 1].word == "and" and _there_too(doc, sentence, num):
        return at  # "22 people were injured in Lviv, and two in the suburb of Sokilnyky"
    if doc.language == "en" and any(m.j == num.i and m.name in ("killed", "hurt") for m in sentence.all("verb")):
        if at < sentence.j and tokens[at].word in ("more", "others") and not tokens[at + 1].word.isalpha():
            return at + 1  # "killed two and wounded eight more, the governor said"
        following = {m.cat for m in sentence.marks if m.i == at}
        if "prep" in following or "time" in following:
            return at  # "wounded 10 in the Kherson region"
    while at < sentence.j and words < 5:
        token = tokens[at]
        if token.kind == ORDINAL and token.suffix.startswith("річн") and doc.language == "uk":  # "ще одна 59-річна –"
            if at + 1 >= sentence.j or tokens[at + 1].kind != WORD:
                return at + 1
            at += 1
            continue
        if token.word == "of" and at == num.j and at + 1 < sentence.j and tokens[at + 1].word in POSSESSIVE:
            at += 2  # "two of his colleagues"
            continue
        mark = near.get(at)
        if mark is not None:
            if mark.cat == "person":
                return mark.j
            if mark.cat == "suffer" or (mark.cat == "verb" and mark.name in ("killed", "hurt")):
                return mark.j if doc.language == "ru" and at == num.j else num.j
            if (
                doc.language == "en"
                and mark.cat == "object"
                and any(m.cat == "person" and m.i == mark.j for m in sentence.marks)
            ):
                at = mark.j  # "two rail workers"
                continue
            return 0
        if token.kind == "mark":
            quoted = token.word == '"' and at + 1 in near and near[at + 1].cat in ("weapon", "thing", "object")
            if words == 1 and doc.language == "ru" and _unknown_victims(doc, sentence, num, at):
                return at
            return num.j if words == 0 and not quoted else 0  # "12 «шахедами»"
        if token.word == "aged" and words:
            return at  # "two dockers aged 38 and 51"
        if not token.word.isalpha() or (doc.language == "ru" and token.word.startswith(_BEASTS)):
            return 0
        at += 1
        words += 1
    return num.j if words <= 1 else 0


def _unknown_victims(doc: Document, sentence: Sentence, num: Mark, at: int) -> bool:
    """ "Погибли три горняка, …": a noun that nobody knows, between a number right after such a verb and a sign."""
    ended = at >= sentence.j or doc.tokens[at].word in (",", ".", ";")
    verb = any(m.j == num.i and m.name in ("killed", "hurt") for m in sentence.all("verb"))
    return ended and verb and doc.tokens[num.i - 1].word in _MANY
