"""What a mention of people in Russian is told of: harm, a bed or a state, nothing known; and which mentions are a share
of those counted before.

A number whose own clause tells only where its people lie or how they are is a share of those the sentence counted as
hurt, unless it is more than they or is added ("ещё"); so is a number in an oblique case without a noun ("одному
ампутировали ногу"). Where nobody hurt was counted, they are hurt, and never dead: "погибла одна, ещё трое в больнице".
"""

from bot.extraction.document import Document
from bot.extraction.frames.denials import hurts_people
from bot.extraction.frames.faces import Harmed
from bot.extraction.frames.others import Person
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence

_SIGNS = frozenset([",", ";", ":", ".", "—", ")"])
_INSERTED = frozenset(["включая", "среди", "в", "из", "один", "одна", "все", "оба", "обе"])
_STATES = ("состояни", "реанимац", "больниц", "госпитал", "стационар", "црб", "крб", "окб", "гкб", "цгб", "бсмп", "ркб",
           "клиник", "медучрежд", "операц", "прооперир", "ампутир", "оперир", "лечени", "лечатся", "лечится", "врач",
           "медик", "хирург", "реаниматолог", "тяжел", "крайне", "критическ", "средней", "удовлетворит", "стабильн",
           "амбулаторн", "наблюдени", "медцентр", "коме", "палат", "увез", "доставлен", "доставил", "борются", "борьба",
           "сражаются", "готовят", "транспортир", "переведен", "перевели", "эвакуир", "выписан", "вертолет",
           "санавиац", "помощь", "помощи", "отпустил", "отпущен", "приемн", "травмпункт", "травматолог", "горбольниц",
           "райбольниц")  # fmt: skip
_OBLIQUE = frozenset([
    "одному", "одной", "одного", "двоим", "двоих", "двум", "троим", "троих", "трем", "четверым", "четверых", "четырем",
    "пятерым", "пятерых", "шестерым", "шестерых", "семерым", "семерых"
])  # fmt: skip
_ON_THE_WAY = frozenset(["пути", "дороге", "доезжая"])
_HEALERS = ("врач", "медик", "хирург", "реаниматолог", "доктор", "специалист")
_KEEPS = ("пострадавш", "раненых", "травмированн", "потерпевш", "госпитализированн")


def clause_around(doc: Document, sentence: Sentence, i: int, j: int) -> tuple[int, int]:
    """The tokens around the people at [i, j) with their own predicate: an insertion between commas ("включая ребёнка")
    and a bracket are stepped over, and a dash that stands for the verb."""
    words, a, b = doc.forms, i, j
    while a > sentence.i and words[a - 1] not in _SIGNS and words[a - 1] != "(":
        a -= 1
    while b < sentence.j:
        word = words[b]
        if word == "(" and ")" in words[b : sentence.j]:
            b = words.index(")", b) + 1
        elif word == "," and _is_inserted(doc, sentence, b):
            b = words.index(",", b + 1) + 1
        elif (word == "—" and b <= j + 4 and not _has_verb(sentence, a, b)) or word not in _SIGNS:
            b += 1
        else:
            break
    return a, b


def _is_inserted(doc: Document, sentence: Sentence, comma: int) -> bool:
    """ "Трое, включая ребёнка, …", "двое, в том числе подросток, …"."""
    opens = doc.forms[comma + 1 : comma + 2]
    closed = "," in doc.forms[comma + 1 : min(comma + 12, sentence.j)]
    return closed and bool(opens) and opens[0] in _INSERTED and any(m.i == comma + 1 for m in sentence.all("subset"))


def _has_verb(sentence: Sentence, a: int, b: int) -> bool:
    return any((m.cat == "verb" or hurts_people(m)) and a <= m.i < b for m in sentence.marks)


def abed(doc: Document, sentence: Sentence, people: list[Person], verbs: list[Mark]) -> dict[int, bool]:
    """The first tokens of the people whose own clause tells where they lie or how they are, and of no harm; with
    whether it tells more than that they were helped."""
    found: dict[int, bool] = {}
    for _, i, j in people:
        a, b = clause_around(doc, sentence, i, j)
        inside = [p for p in people if a <= p[1] < b and p[1] != i and not _in_insertion(doc, sentence, p[1], a)]
        b = min([p[1] for p in inside if p[1] > i], default=b)
        a = max([p[2] for p in inside if p[1] < i], default=a)
        joined = [k for k in range(a, i) if doc.forms[k] == "и"]
        a = joined[-1] + 1 if joined else a  # "погибли главврач больницы и его водитель"
        words = [doc.forms[k] for k in range(a, b)]
        if not any(w.startswith(_STATES) for w in words) or not _ON_THE_WAY.isdisjoint(words):
            continue
        if not any(a <= v.i < b and (v.name == "killed" or not words[v.i - a].startswith(_STATES)) for v in verbs):
            found[i] = not any(w.startswith("помощ") for w in words)
    return found


def _in_insertion(doc: Document, sentence: Sentence, k: int, a: int) -> bool:
    """Whether the person at k stands between an insertion's commas."""
    return any(a <= m.i < k and "," not in doc.forms[m.j : k] for m in sentence.all("subset"))


def without_shares(doc: Document, sentence: Sentence, made: list[Harmed], lying: dict[int, bool]) -> list[Harmed]:
    """Without the mentions that are a share of the injured counted before them in the sentence."""
    kept: list[Harmed] = []
    whole = left = 0
    for one in made:
        number = one.amount.n or 0
        if one.what != "injured" or one.denied or not one.till:
            kept.append(one)
            continue
        bare = any(m.i == one.at for m in sentence.all("num")) or doc.forms[one.at] in _OBLIQUE
        nouns = [m.i for m in sentence.all("person", "one") if one.at < m.i < one.till]
        alone = bare and all(doc.forms[k].startswith(_HEALERS) for k in nouns)
        share = alone and (one.at in lying or _is_oblique(doc, sentence, one))
        apart = any(m.cat == "place" and m.name != "region" and _between(kept, m, one) for m in sentence.marks)
        if share and whole > 1 and 0 < number <= whole and not apart and (one.act != "adds" or 0 < number <= left):
            left = (left or whole) - number if one.act == "adds" or left else whole - number
            continue
        kept.append(one)
        if one.at not in lying or one.act != "adds":
            whole, left = max(whole, number), 0
    return kept


def _between(kept: list[Harmed], place: Mark, one: Harmed) -> bool:
    return bool(kept) and kept[-1].till <= place.i < one.at and place.j == one.at


def _is_oblique(doc: Document, sentence: Sentence, one: Harmed) -> bool:
    """ "Одному ампутировали ногу", "у двоих — контузии": of those told of, where no "и" and no other one joins it."""
    if doc.forms[one.at] not in _OBLIQUE or one.till - one.at > 1:
        return False
    before = doc.forms[max(sentence.i, one.at - 2) : one.at]
    return "и" not in before and "еще" not in before


def without_whole_crew(doc: Document, sentence: Sentence, people: list[Person]) -> list[Person]:
    """ "Из 11 членов экипажа двое получили ожоги": the eleven were only there."""
    kept = []
    for amount, i, j in people:
        before = doc.forms[i - 1] if i > sentence.i else ""
        opens = i - 1 == sentence.i or (i - 2 >= sentence.i and doc.forms[i - 2] in (",", ";", ":"))
        after = [p for p in people if 0 <= p[1] - j <= 8 and 0 < (p[0].n or 0) < (amount.n or 0)]
        if before == "из" and opens and after and not any(w.startswith(_KEEPS) for w in doc.forms[i : after[0][1]]):
            continue
        kept.append((amount, i, j))
    return kept


def without_sums(doc: Document, made: list[Harmed]) -> list[Harmed]:
    """ "Пострадали семеро, двое погибли, пятеро получили ранения": the first is the sum of the dead and the hurt."""
    hurt = [h for h in made if h.what == "injured" and not h.denied]
    dead = sum(h.amount.n or 0 for h in made if h.what == "killed" and not h.denied)
    first = hurt[0] if len(hurt) > 1 else None
    suffered = first is not None and any(w.startswith("пострада") for w in doc.forms[first.i : first.j])
    if first is None or not suffered or not dead or first.amount.n != dead + sum(h.amount.n or 0 for h in hurt[1:]):
        return made
    return [h for h in made if h is not first] if first is made[0] else made
