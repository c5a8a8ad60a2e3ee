"""Numbers that count people, and single persons, each with the tokens that name them."""

from bot.extraction.document import Document
from bot.extraction.frames.ages import count_of_ages, is_an_age, named_by_age
from bot.extraction.frames.appositions import counts_no_victims, says_who
from bot.extraction.frames.mentions import PARENTS, is_apposition, not_a_victim
from bot.extraction.frames.others import is_collective, more_things
from bot.extraction.frames.years import TO_WHOM, is_told_age
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence
from bot.extraction.tokens import NUMBER, ORDINAL, WORD, Token

MANY = frozenset(
    [
        "ранили",
        "ранило",
        "ранил",
        "травмировало",
        "травмировал",
        "травмировали",
        "контузило",
        "контузил",
        "убило",
        "убил",
        "убили",
        "посекло",
        "задело",
        "зацепило",
        "погибли",
        "ранены",
        "убиты",
        "травмированы",
        "контужены",
        "пострадали",
        "скончались",
        "умерли",
    ]
)
_TRADES = ("ників", "чиків", "щиків", "ниць", "чиць")
_DATIVES = frozenset(["девочке", "мальчику", "женщине", "мужчине", "пенсионерке", "пенсионеру", "ребенку", "подростку",
                      "девушке", "юноше", "погибшему", "погибшей", "водителю", "малышу", "малышке"])  # fmt: skip
_CAME = ("звернувс", "звернулас", "звернулис", "дістав", "дістал", "зазнав", "зазнал")
_STATES = frozenset(["is", "are", "was", "were", "suffered", "with", "some", "received", "sustained", "only"])
_POSSESSIVE = frozenset(["his", "her", "their", "its"])
_HELPS = frozenset(["were", "was", "are", "is", "have", "had", "remain"])
_SAME = (["a"], ["an"], ["the"], ["his"], ["her"], ["their"])
_ADJECTIVES = ("гражданск", "пассажирск", "студенческ", "пожарн", "рабоч", "дежурн", "военн")
_PLURALS = ("ники", "щики", "чики", "исты", "ели", "дцы", "нцы", "вцы", "йцы", "рцы", "мцы", "ари", "ары", "оры", "еры",
            "яки", "аки", "чане", "ане", "яне")  # fmt: skip
"""Endings of Russian plurals of men that no singular case of a woman's word has."""
_GENITIVES = ("ников", "щиков", "чиков", "истов", "телей", "торов", "жеров", "анцев", "овцев", "арей", "аров", "ктов")
"""Endings of their genitives: "бригаду ремонтников"."""
_OF_TOWNS = ("чан", "цев", "ичей", "ян", "чанам", "цам", "чанами")
_NOT_OF_TOWNS = ("месяц", "пальц", "крестьян", "образц", "семян", "полян", "столбц", "заводц", "чемодан")
_PARENTS = frozenset(["—", ":", "(", "погибли", "ранены", "пострадали", "убиты", "его", "ее", "их", "оба"])
_OF_ONE_SORT = frozenset(["мужчин", "мужчины", "женщин", "женщины", "детей", "подростков", "подростка"])
_LIFE = ("жизн", "гибел", "смерт", "тело", "тела", "сердц", "ранени", "имя")
_BEASTS = ("голов", "скот", "коров", "собак", "лошад", "овец", "овц", "свине", "телят", "телен", "коз", "куриц", "птиц",
           "бычк", "баран", "ягнят", "поросят", "улье", "пчелосем")  # fmt: skip


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
            end = _person_after(doc, sentence, mark, k)
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
            if ru and made and _who_the_two_are(doc, sentence, made[-1], mark):
                continue
            made.append((Amount(2), mark.i, mark.j))
            covered = mark.j
        elif (
            mark.cat == "person"
            and mark.name == "one"
            and mark.i >= covered
            and (_single(tokens, marks, mark) or (ru and _whose(doc, mark.i)))
        ):
            if made and mark.i - made[-1][2] <= 2 and not _set_off(doc, made[-1][2], mark.i):
                continue
            if (made and _said_again(doc, made[-1], mark)) or (ru and not_a_victim(doc, sentence, mark.i)):
                continue
            if uk and made and tokens[mark.i].word in TO_WHOM and _has_an_age(doc, sentence, mark):
                continue  # "дві сестри, старшій 12, молодшій 8"
            if uk and made and made[-1][0].n == 1 and says_who(doc, sentence, made[-1][2], mark):
                continue
            if ru and made and _tells_age(doc, mark):
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


def _has_an_age(doc: Document, sentence: Sentence, person: Mark) -> bool:
    return any(m.i == person.j and is_told_age(doc, sentence, m) for m in sentence.all("num"))


def _of_the_two(doc: Document, sentence: Sentence, num: Mark) -> bool:
    """ "One of the two is in intensive care": those told of before."""
    if doc.language != "en" or num.i - 3 < sentence.i:
        return False
    before = doc.tokens[num.i - 3]
    counted = before.kind is NUMBER or before.word in ("one", "two", "three", "four", "five", "six", "seven")
    return counted and doc.forms[num.i - 2 : num.i] == ["of", "the"]


def _who_the_two_are(doc: Document, sentence: Sentence, before: tuple[Amount, int, int], pair: Mark) -> bool:
    """ "Двое отдыхающих, муж и жена из Донецка, …": no others than the two."""
    amount, _, j = before
    signs = doc.forms[j : pair.i]
    if amount.n != 2 or signs not in ([","], ["—"], [":"], ["("]) or doc.tokens[j - 1].word in _OF_ONE_SORT:
        return False
    after = doc.forms[pair.j] if pair.j < sentence.j else "."
    more = [m for m in sentence.all("person", "one", "pair") if m.i >= pair.j]
    return after != "и" and not (after == "," and more and more[0].i <= pair.j + 2)


def _discharged(doc: Document, sentence: Sentence, mark: Mark) -> bool:
    """ "Two people hospitalised on Friday have been discharged": hurt no more."""
    words = doc.forms[mark.j : min(mark.j + 12, sentence.j)]
    stop = next((k for k, w in enumerate(words) if w in (",", ";", "while", "but")), len(words))
    return "discharged" in words[:stop]


def _of_a_trade(word: str) -> bool:
    """ "Травмовано двох колійників": a trade that no lexicon knows, by its ending."""
    return len(word) > 7 and word.endswith(_TRADES)


def _of_a_town(token: Token) -> bool:
    """ "Ранили двух орловчан", "пятерых таганрожцев": whom their town's name tells."""
    word = token.word
    return not token.cap and len(word) > 5 and word.endswith(_OF_TOWNS) and not word.startswith(_NOT_OF_TOWNS)


def _tells_age(doc: Document, person: Mark) -> bool:
    """ "Девочке 6 лет", "мужчине было 49": a clause that only tells how old the one is of whom it speaks."""
    if doc.tokens[person.i].word not in _DATIVES:
        return False
    words = doc.forms[person.j : person.j + 5]
    ends = next((k for k, w in enumerate(words) if w in (",", ".", ";", ")", "—", "\n")), len(words))
    return 0 < ends < 5 and not {"лет", "год", "года", "было"}.isdisjoint(words[:ends])


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
    if doc.tokens[mark.i].word == "minor" and doc.tokens[mark.i - 1].word in _STATES:
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


def _set_off(doc: Document, i: int, j: int) -> bool:
    words = doc.forms[i:j]
    if words[:1] == [":"] and doc.language == "ru":
        return True  # "в кабине были трое: тракторист погиб, …"
    if words[:1] and words[0] in (",", "и", "та", "and", "й", "і", "—", "з", "із"):
        return True
    if doc.language == "ru" and words[-1:] == ["и"]:
        return True  # "двое сотрудников полиции и гражданский"
    return doc.language == "ru" and "," in words  # "фельдшер погиб, водителя увезли"


def _said_again(doc: Document, before: tuple[Amount, int, int], mark: Mark) -> bool:
    """ "The driver, a 44-year-old man, died": one person."""
    between = [t.word for t in doc.tokens[before[2] : mark.i]]
    if before[0].n != 1 or between[:1] != [","] or between[1:2] not in _SAME or len(between) > 6:
        return False
    if between[1] in _POSSESSIVE and (
        doc.forms[mark.j] != "," or doc.forms[mark.j + 1] not in _STATES - {"are", "were"}
    ):
        return False  # not "a man, his wife, and two children"
    for k in range(mark.j, min(mark.j + 12, len(doc.tokens))):  # "a driver, an employee of the plant, was killed"
        after = doc.forms[k : k + 2]
        if after[:1] == ["and"] or after in ([",", "and"], [",", "a"], [",", "an"], [",", "two"]):
            return False
        if after[:1] == [","]:
            return True
    return False


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


def _person_after(doc: Document, sentence: Sentence, num: Mark, k: int) -> int:
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
        if token.word == "of" and at == num.j and at + 1 < sentence.j and tokens[at + 1].word in _POSSESSIVE:
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
    return ended and verb and doc.tokens[num.i - 1].word in MANY
