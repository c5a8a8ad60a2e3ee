"""People in Russian whom no noun of the lexicon tells, known by a verb of harm alone: "ранен пастух", "слесарь погиб,
напарник ранен", "пострадал глава управления"."""

from itertools import pairwise

from bot.extraction.document import Document
from bot.extraction.frames.denials import hurts_people
from bot.extraction.frames.others import Person, clause
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence
from bot.extraction.tokens import WORD

ONE = frozenset([
    "ранен", "ранена", "погиб", "погибла", "убит", "убита", "умер", "умерла", "скончался", "скончалась",
    "травмирован", "травмирована", "контужен", "контужена", "госпитализирован", "госпитализирована", "пострадал",
    "пострадала", "получил", "получила", "подорвался", "подорвалась", "обратился", "обратилась"
])  # fmt: skip
MANY = frozenset([
    "ранены", "погибли", "убиты", "умерли", "скончались", "травмированы", "контужены", "госпитализированы",
    "пострадали", "получили", "подорвались", "обратились"
])  # fmt: skip
_BEASTS = ("коров", "собак", "лошад", "скот", "телен", "телят", "телка", "овц", "птиц", "кошк", "бык", "свин", "гус",
           "коз", "урожа", "пчел", "пес", "кот", "дерев", "лес", "сад", "кур", "утк", "поросят", "животн")  # fmt: skip
_CHIEFS = frozenset([
    "глава", "директор", "начальник", "депутат", "староста", "мэр", "председатель", "заведующая", "заведующий",
    "руководитель", "заместитель", "замглавы", "бригадир", "прораб", "мастер"
])  # fmt: skip
_DEAD_ONE = frozenset(["погибший", "погибшего", "погибшая", "погибшую"])
_ONE_OF_THEM = ONE | _DEAD_ONE
_FOUND = ("обнаруж", "найден", "нашли", "извлек", "достали", "достал")
_WHO = frozenset(["кто", "никто", "если", "когда", "кого", "что"])
_OWN = frozenset(["его", "ее", "их", "еще", "один", "одна"])
_ADJECTIVE = ("ий", "ый", "ой", "ая", "яя", "ее", "ое")
_NOT_A_NOUN = (
    "о", "и", "ы", "у", "е", "ю", "ых", "их", "ого", "его", "ому", "ему", "ыми", "ими", "ами", "ями", "ах", "ях"
)  # fmt: skip
_HELP = ("помощь", "понадоб", "потреб", "оказ", "нужна", "наложил", "наложен", "перевяз")
_TOWNSFOLK = ("чанке", "чанину", "янке", "янину", "градке", "родке", "овчанке", "евчанке", "ичке", "ичу", "цу", "овке")
_SMALL = frozenset([
    "при", "для", "над", "под", "без", "там", "тут", "уже", "как", "что", "чем", "так", "нам", "вам", "вас", "нас",
    "он", "она", "они", "оно", "сам", "сама", "был", "была", "были", "этом", "том", "потом",
    "затем", "после", "рядом", "ночью", "утром", "днем", "вечером",
    "вчера", "сегодня", "завтра", "снова", "опять", "весь", "вся", "который", "которая", "раз"
])  # fmt: skip


def by_verb(doc: Document, sentence: Sentence, verbs: list[Mark], served: set[int]) -> list[Person]:
    """People whom only the verb makes known, for verbs that have nobody yet (`served` are the first tokens of those
    that have): "ранен пастух" is one, "агроном и учётчица ранены" are two."""
    made: list[Person] = []
    for verb in verbs:
        if verb.i in served:
            continue
        a, b = clause(doc, sentence, verb.i, verb.j)
        words = doc.forms[a:b]
        if _WHO & set(words) or any(w.startswith(_BEASTS) for w in words):
            continue
        if doc.tokens[verb.i].word.startswith(_HELP) and (whom := _whom_it_helps(doc, sentence, a, verb.i)):
            made.append((Amount(1), whom, whom + 1))
            continue
        finite = [k for k in range(max(a, verb.i - 3), min(b, verb.j + 3)) if doc.tokens[k].word in ONE | MANY]
        if not finite and (noun := _in_a_bed(doc, sentence, a, b, bool(served))):
            made.append((Amount(1), noun, noun + 1))
            continue
        if not finite or any(hurts_people(m) and m.i != verb.i and a <= m.i < b for m in sentence.marks):
            continue
        thing = any(m.cat in ("object", "thing", "weapon") and a <= m.i < b for m in sentence.marks)
        nouns = _nouns(doc, sentence, a, b)
        if not nouns or (thing and (verb.cat == "suffer" or doc.tokens[verb.i].word.startswith("пострада"))):
            continue
        if doc.tokens[finite[0]].word in ONE:
            made.append((Amount(1), nouns[0], nouns[0] + 1))
        else:
            made += _listed(doc, nouns)
    return made


def _whom_it_helps(doc: Document, sentence: Sentence, a: int, at: int) -> int:
    """ "Волгоградке 1979 г. р. понадобилась помощь": the townswoman or townsman whom a dative tells, at the head of the
    clause; 0 if none."""
    first = next((k for k in (a, a + 1, sentence.i) if doc.tokens[k].word.endswith(_TOWNSFOLK)), 0)
    known = any(m.i <= first < m.j and m.cat not in ("grammar", "link") for m in sentence.marks)
    return first if first and first < at and not known else 0


def _in_a_bed(doc: Document, sentence: Sentence, a: int, b: int, beside: bool) -> int:
    """ "Лаборант с ожогами — в больнице": the noun that opens a clause and has its wounds after "с"; 0 without one."""
    nouns = _nouns(doc, sentence, a, b)
    if (
        not nouns
        or not {"с", "со"} & set(doc.forms[nouns[0] + 1 : nouns[0] + 2])
        or not set(doc.forms[a : nouns[0]]) <= _OWN
    ):
        return 0
    lies = sentence.has("aside", "care") or sentence.has("person", "condition") or (beside and b - nouns[0] <= 4)
    return nouns[0] if lies and not sentence.has("weapon") else 0


def subjects(doc: Document, sentence: Sentence, verbs: list[Mark], people: list[Person]) -> list[Person]:
    """ "Старший мастер погиб, водитель и двое рабочих ранены": who stands before a singular verb in a clause that
    names nobody else; "пострадал глава управления"."""
    made: list[Person] = []
    for verb in verbs:
        if doc.tokens[verb.i].word not in _ONE_OF_THEM:
            continue
        a, b = clause(doc, sentence, verb.i, verb.j)
        words = doc.forms[a:b]
        if doc.tokens[verb.i].word in _DEAD_ONE and not people and any(w.startswith(_FOUND) for w in words):
            made.append((Amount(1), verb.i, verb.j))  # "обнаружен погибший"
            continue
        if doc.tokens[verb.i].word not in ONE or any(a <= p[1] < b for p in people) or _WHO & set(words):
            continue
        if doc.tokens[a].word in _CHIEFS and verb.i > a:
            made.append((Amount(1), a, a + 1))  # "глава сельского поселения погиб, его заместитель ранен"
            continue
        if any(w.startswith(_BEASTS) for w in words) or any(m.cat in ("object", "thing") and a <= m.i < b
                                                            for m in sentence.marks if m.i < verb.i):  # fmt: skip
            continue
        if verb.j < b and doc.tokens[verb.j].word in _CHIEFS:
            made.append((Amount(1), verb.j, verb.j + 1))
        elif verb.name == "killed" and people and verb.i - 1 in _nouns(doc, sentence, a, verb.i):
            made.append((Amount(1), verb.i - 1, verb.i))
    return made


def _listed(doc: Document, nouns: list[int]) -> list[Person]:
    for one, other in pairwise(nouns):
        between = doc.forms[one + 1 : other]
        if between and between[0] == "и" and set(between[1:]) <= _OWN:
            return [(Amount(1), one, one + 1), (Amount(1), other, other + 1)]
    return []


def companions(doc: Document, sentence: Sentence, people: list[Person]) -> list[Person]:
    """ "Водитель и кондуктор ранены" where the lexicon knows the one and not the other."""
    made = _as_many(doc, sentence, people)
    if MANY.isdisjoint(doc.forms[sentence.i : sentence.j]):
        return made
    for amount, i, j in people:
        before = [p for p in people if p[1] != i]  # "глава погиб, его заместитель и водитель ранены"
        apart = all(p[0].n == 1 and "," in doc.forms[p[2] : i] for p in before) and len(before) < 2
        if apart and amount.n == 1 and (chief := _chief_before(doc, sentence, i)):
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


def _as_many(doc: Document, sentence: Sentence, people: list[Person]) -> list[Person]:
    """ "Двое погибших и столько же раненых"."""
    if "столько" not in doc.words:
        return []
    said = [k for k in range(sentence.i, sentence.j - 2) if doc.forms[k : k + 2] == ["столько", "же"]]
    told = [p for p in people if said and p[2] <= said[0]]
    return [(told[-1][0], said[0], said[0] + 3)] if told else []


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
        unfit = token.kind is not WORD or len(token.word) < 3 or (token.cap and k > sentence.i) or token.word in ONE
        if unfit or k in covered or k in people:
            continue
        if any(m.cat in ("prep", "time") and m.name != "and" and m.j in (k, k - 1) for m in sentence.marks if m.i >= a):
            continue
        if k + 1 in people and token.word.endswith(_ADJECTIVE):
            continue  # "четырёхлетний ребёнок"
        if not token.word.endswith(_NOT_A_NOUN) and token.word not in _OWN and token.word not in _SMALL:
            found.append(k)
    return found
