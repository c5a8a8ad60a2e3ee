"""Mentions of people in Russian that no noun of the lexicon tells: "ранен пастух", "слесарь погиб, напарник ранен";
and numbers that speak of people already counted, or of people to whom nothing happened."""

from itertools import pairwise

from bot.extraction.document import Document
from bot.extraction.frames.beds import others_stay
from bot.extraction.frames.denials import hurts_people
from bot.extraction.frames.faces import are_apart
from bot.extraction.frames.others import NTH, Person, clause
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence
from bot.extraction.tokens import ORDINAL, WORD

_STAY = ("остают", "остаетс", "продолжа", "находятся на лечении", "долечива", "выписа")
_SAID = ("flag", "relayed")
_ONE = frozenset([
    "ранен", "ранена", "погиб", "погибла", "убит", "убита", "умер", "умерла", "скончался", "скончалась",
    "травмирован", "травмирована", "контужен", "контужена", "госпитализирован", "госпитализирована", "пострадал",
    "пострадала", "получил", "получила", "подорвался", "подорвалась", "обратился", "обратилась"
])  # fmt: skip
_MANY = frozenset([
    "ранены", "погибли", "убиты", "умерли", "скончались", "травмированы", "контужены", "госпитализированы",
    "пострадали", "получили", "подорвались", "обратились"
])  # fmt: skip
_BEASTS = ("коров", "собак", "лошад", "скот", "телен", "телят", "телка", "овц", "птиц", "кошк", "бык", "свин", "гус",
           "коз", "урожа", "пчел", "пес", "кот", "дерев", "лес", "сад", "кур", "утк", "поросят", "животн")  # fmt: skip
_SINGLE = frozenset(["один", "одна"])
_CHIEFS = frozenset([
    "глава", "директор", "начальник", "депутат", "староста", "мэр", "председатель", "заведующая", "заведующий",
    "руководитель", "заместитель", "замглавы", "бригадир", "прораб", "мастер"
])  # fmt: skip
_ANYBODY = frozenset(["человек", "житель", "жительница", "мужчина", "женщина", "сотрудник"])
_WHO = frozenset(["кто", "никто", "если", "когда", "кого", "что"])
_ALL = frozenset(["все", "всех", "всем", "всеми", "оба", "обе", "обоих", "обоим", "обеих", "обеим"])
_OWN = frozenset(["его", "ее", "их", "еще", "один", "одна"])
_OF_HIM = frozenset(["его", "ее"])
_ADJECTIVE = ("ий", "ый", "ой", "ая", "яя", "ее", "ое")
_NOT_A_NOUN = (
    "о", "и", "ы", "у", "е", "ю", "ых", "их", "ого", "его", "ому", "ему", "ыми", "ими", "ами", "ями", "ах", "ях"
)  # fmt: skip


def not_a_victim(sentence: Sentence, i: int) -> bool:
    """ "Семья фермера", "дом пенсионерки", "добавил чиновник": named only as whose something is, or as who speaks."""
    before = [m for m in sentence.marks if m.j == i]
    return any(
        (m.cat == "person" and m.name not in ("group", "condition")) or m.cat == "object" or (m.cat, m.name) == _SAID
        for m in before
    )


def sifted(doc: Document, sentence: Sentence, people: list[Person]) -> list[Person]:
    """Without those of whom it is told that they were led out or are missing, and without parts of a number before
    ("двое — в тяжёлом состоянии", "у одного …", "все пятеро")."""
    kept: list[Person] = []
    led = 0
    for amount, i, j in people:
        before = doc.tokens[i - 1].word if i else ""
        if before == "не" and any(doc.tokens[k].word == "а" for k in range(j, min(j + 14, sentence.j))):
            continue  # "не четверо, а пятеро"
        if before == "не" and i > 1 and doc.tokens[i - 2].word == "а":
            continue  # "четверо, а не трое"
        stays = j < sentence.j and doc.tokens[j].word.startswith(_STAY)
        if ((before.startswith(_STAY) and len(people) == 1) or stays) and not others_stay(sentence):
            continue  # "семеро остаются в больнице"
        if _without_harm(doc, sentence, i, j) or _of_those_led_out(sentence, led, i, j):
            led = led or j
            continue
        counted = j - i > 1 or doc.tokens[i].word not in ("мужчина", "женщина")
        part = bool(kept) and counted and (amount.n or 0) <= max(p[0].n or 0 for p in kept)
        part = part and all(t.word != ";" for t in doc.tokens[kept[-1][2] : i])
        several = any((p[0].n or 0) > 1 for p in kept)
        if before in _ALL and len(kept) > 1 and amount.n == sum(p[0].n or 0 for p in kept):
            continue  # "ранены мужчина и двое подростков, все трое в больнице"
        if part and (before in _ALL or (before == "у" and several)):
            continue
        if part and several and before == "—" and doc.tokens[i - 3].word == "из" and doc.tokens[i - 4].word in _SINGLE:
            continue  # "пострадали пятеро, одна из них — беременная женщина"
        if part and several and _tells_who(doc, sentence, i, j):
            continue  # "ранены четверо, один — сотрудник ГИБДД"
        theirs = not several and (  # "парень погиб, его друг в реанимации", "погиб водитель, пассажирка в больнице"
            doc.tokens[i].word in ("его", "ее") or (j == i + 1 and _named_apart(doc, kept, i))
        )
        if (
            part
            and not theirs
            and before not in NTH
            and not _helped_too(doc, before, j)
            and _condition(doc, sentence, i, j)
        ):
            continue
        kept.append((amount, i, j))
    return kept


def _named_apart(doc: Document, kept: list[Person], i: int) -> bool:
    """Whether the noun at token i means none of those told of before it, each by a noun."""
    return are_apart(doc.tokens[i].word, tuple(doc.tokens[p[2] - 1].word for p in kept))


def _of_those_led_out(sentence: Sentence, led: int, i: int, j: int) -> bool:
    """ "Вывели шестерых, в том числе троих детей": part of a number that tells of nobody hurt."""
    part = any(led <= m.i < i <= m.j + 1 for m in sentence.all("subset")) if led else False
    return part and not any(hurts_people(m) and j <= m.i <= j + 2 for m in sentence.marks)


def _helped_too(doc: Document, before: str, j: int) -> bool:
    """ "В больницах 12 раненых, ещё троим помощь оказана амбулаторно": others than those in hospital."""
    return before == "еще" and doc.tokens[j : j + 1] != [] and doc.tokens[j].word.startswith("помо")


def _tells_who(doc: Document, sentence: Sentence, i: int, j: int) -> bool:
    """ "Один — сотрудник ГИБДД": the numeral, and the person after its dash."""
    k = j if doc.tokens[i].word in _SINGLE else i - 1
    if k + 1 >= sentence.j or doc.tokens[k].word != "—" or doc.tokens[k - 1].word not in _SINGLE:
        return False
    return any(m.i in (k + 1, k + 2) for m in sentence.all("person", "one"))


def outermost(people: list[Person]) -> list[Person]:
    """In order, without those inside another one: "одна из женщин" is one, and no women beside her."""
    people = sorted(people, key=lambda p: (p[1], -p[2]))
    return [p for k, p in enumerate(people) if not any(o[1] <= p[1] and p[2] <= o[2] for o in people[:k])]


def _without_harm(doc: Document, sentence: Sentence, i: int, j: int) -> bool:
    moved = sentence.all("moved")
    a, b = clause(doc, sentence, i, j)
    if any(t.word.startswith("психолог") for t in doc.tokens[a:b]) and not sentence.has("verb", "killed"):
        return True  # "троим помогли психологи"
    if not moved:
        return False
    if b < sentence.j and doc.tokens[b].word == "," and any(m.i == b + 1 for m in sentence.all("subset")):
        _, end = clause(doc, sentence, b + 1, b + 1)  # "четверых, включая девочку, вывели соседи"
        if end < sentence.j and doc.tokens[end].word == ",":
            _, b = clause(doc, sentence, end + 1, end + 1)
    if b < sentence.j and doc.tokens[b].word == "—" and any(m.j == b or m.i == b + 1 for m in moved):
        return True
    if a > sentence.i and doc.tokens[a - 1].word == "—":
        a, _ = clause(doc, sentence, a - 1, a - 1)
    inside = [m for m in sentence.marks if a <= m.i < b]
    near = [m for m in moved if a <= m.i < b]
    if (
        near
        and doc.tokens[near[-1].i].word.startswith("жив")
        and [t.word for t in doc.tokens[b : b + 2]] == [",", "но"]
    ):
        return False  # "её муж жив, но тяжело ранен"
    return bool(near) and not any(hurts_people(m) and not any(n.i <= m.i < n.j for n in near) for m in inside)


def _condition(doc: Document, sentence: Sentence, i: int, j: int) -> bool:
    for mark in sentence.all("person", "condition"):
        if any(hurts_people(m) and m.i == mark.j for m in sentence.marks):
            continue  # "водитель тяжело ранен"
        a, b = (j, mark.i) if mark.i >= j else (mark.j, i)
        if not 0 <= b - a <= 4 or any(hurts_people(m) and a <= m.i < b for m in sentence.marks):
            continue
        if not any(t.word in (",", ";", ".") for t in doc.tokens[a:b]):
            return True
    return False


def by_verb(doc: Document, sentence: Sentence, verbs: list[Mark], served: set[int]) -> list[Person]:
    """People whom only the verb makes known, for verbs that have nobody yet (`served` are the first tokens of those
    that have): "ранен пастух" is one, "агроном и учётчица ранены" are two."""
    made: list[Person] = []
    for verb in verbs:
        a, b = clause(doc, sentence, verb.i, verb.j)
        words = [doc.tokens[k].word for k in range(a, b)]
        if verb.i in served or _WHO & set(words) or any(w.startswith(_BEASTS) for w in words):
            continue
        finite = [k for k in range(max(a, verb.i - 3), min(b, verb.j + 3)) if doc.tokens[k].word in _ONE | _MANY]
        if not finite or any(hurts_people(m) and m.i != verb.i and a <= m.i < b for m in sentence.marks):
            continue
        thing = any(m.cat in ("object", "thing", "weapon") and a <= m.i < b for m in sentence.marks)
        nouns = _nouns(doc, sentence, a, b)
        if not nouns or (thing and (verb.cat == "suffer" or doc.tokens[verb.i].word.startswith("пострада"))):
            continue
        if doc.tokens[finite[0]].word in _ONE:
            made.append((Amount(1), nouns[0], nouns[0] + 1))
        else:
            made += _listed(doc, nouns)
    return made


def is_apposition(doc: Document, sentence: Sentence, before: Person, mark: Mark) -> bool:
    """ "Ещё один человек — водитель фуры — порезался", "дочь, школьница тринадцати лет, ранена", "один, мальчик 8 лет":
    who the one person is, between two dashes or commas."""
    told = any(hurts_people(m) and m.i == before[2] for m in sentence.marks)
    if not told and doc.tokens[before[2] + 1].word == "," and mark.i == before[2] + 2 and not doc.tokens[before[2]].cap:
        before = (before[0], before[1], before[2] + 1)  # "хозяина дома, мужчину 45 лет, задело"
    if doc.tokens[before[2]].word == "," and before[2] < mark.i <= before[2] + 3:
        if doc.tokens[before[2] - 1].word in ("один", "одна", "одного", "одну", "одному", "одной"):
            return True
        after = [t.word for t in doc.tokens[mark.j : min(mark.j + 8, sentence.j)]]
        several = _told_of_several(doc, sentence, before, mark)
        between = doc.tokens[before[2] + 1 : mark.i]  # "48-летний житель", "его брат"
        next_to = all(t.kind is ORDINAL or t.word in _OF_HIM for t in between)
        if doc.tokens[before[2] - 1].word in _ANYBODY and "," not in after and "и" not in after and not several:
            return next_to  # "ранен один человек, охранник завода"
        return "," in after and "и" not in after[: after.index(",")] and next_to and not several
    if any(t.word == "это" for t in doc.tokens[before[2] : mark.i]):
        return True  # "один человек погиб, это 54-летний тракторист"
    if mark.i - before[2] != 1 or doc.tokens[before[2]].word != "—":
        return False
    return any(t.word in ("—", ",") for t in doc.tokens[mark.j : mark.j + 5])


def _told_of_several(doc: Document, sentence: Sentence, before: Person, mark: Mark) -> bool:
    """Whether the verb nearest to two nouns in a row is a plural: "водитель, житель села, погиб, двое ранены"."""
    words = [t.word for t in doc.tokens[mark.j : sentence.j]]
    after = next((w for w in words if w in _ONE | _MANY), "")
    first = next((t.word for t in reversed(doc.tokens[sentence.i : before[1]]) if t.word in _ONE | _MANY), "")
    return first in _MANY or (after in _MANY and not first)


def _listed(doc: Document, nouns: list[int]) -> list[Person]:
    for one, other in pairwise(nouns):
        between = [t.word for t in doc.tokens[one + 1 : other]]
        if between and between[0] == "и" and set(between[1:]) <= _OWN:
            return [(Amount(1), one, one + 1), (Amount(1), other, other + 1)]
    return []


def companions(doc: Document, sentence: Sentence, people: list[Person]) -> list[Person]:
    """ "Водитель и кондуктор ранены" where the lexicon knows the one and not the other."""
    made: list[Person] = []
    if not any(t.word in _MANY for t in doc.tokens[sentence.i : sentence.j]):
        return made
    for amount, i, j in people:
        if len(people) == 1 and amount.n == 1 and (chief := _chief_before(doc, sentence, i)):
            made.append((Amount(1), chief, chief + 1))
        if amount.n != 1 or j + 1 >= sentence.j or doc.tokens[j].word != "и":
            continue
        k = j + 1
        while k < sentence.j and doc.tokens[k].word in _OWN:
            k += 1
        if k in _nouns(doc, sentence, j, sentence.j) and not any(p[1] <= k < p[2] for p in people):
            made.append((Amount(1), k, k + 1))
    return made


def _chief_before(doc: Document, sentence: Sentence, i: int) -> int:
    """ "Пострадали глава администрации и его водитель": the official whom "и" joins to the person at i; 0 if none."""
    k = i - 1
    while k > sentence.i and doc.tokens[k].word in _OWN:
        k -= 1
    if doc.tokens[k].word != "и":
        return 0
    chiefs = [n for n in range(max(sentence.i + 1, k - 5), k) if doc.tokens[n].word in _CHIEFS]
    return chiefs[0] if chiefs else 0


def _nouns(doc: Document, sentence: Sentence, a: int, b: int) -> list[int]:
    """Words of [a, b) that may be a noun in the nominative that nobody knows."""
    covered = {
        k for m in sentence.marks for k in range(m.i, m.j)
        if m.cat not in ("grammar", "person_form", "link", "person", "deceased", "finite", "add")
    }  # fmt: skip
    people = {k for m in sentence.all("person") for k in range(m.i, m.j)}
    found = []
    for k in range(a, b):
        token = doc.tokens[k]
        unfit = token.kind is not WORD or len(token.word) < 3 or (token.cap and k > sentence.i)
        if unfit or k in covered or k in people:
            continue
        if any(m.cat in ("prep", "time") and m.name != "and" and m.j in (k, k - 1) for m in sentence.marks if m.i >= a):
            continue
        if k + 1 in people and token.word.endswith(_ADJECTIVE):
            continue  # "четырёхлетний ребёнок"
        if not token.word.endswith(_NOT_A_NOUN) and token.word not in _OWN and token.word not in _SMALL:
            found.append(k)
    return found


_SMALL = frozenset([
    "при", "для", "над", "под", "без", "там", "тут", "уже", "как", "что", "чем", "так", "нам", "вам", "вас", "нас",
    "был", "была", "были", "этом", "том", "потом", "затем", "после", "рядом", "ночью", "утром", "днем", "вечером",
    "вчера", "сегодня", "завтра", "снова", "опять", "весь", "вся", "который", "которая", "раз"
])  # fmt: skip
