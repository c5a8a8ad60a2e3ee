"""Companies of people of whom some were harmed, in Russian: "семья из четырёх человек спаслась, отец обжёг руки",
"под удар попали пятеро: двое погибли"; and the injured whom the dead leave: "двое в больнице, один из них умер"."""

from bot.extraction.document import Document
from bot.extraction.frames.denials import hurts_people
from bot.extraction.frames.faces import Harmed, may_be_same
from bot.extraction.frames.others import Person, clause
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence

_COMPANY = ("семь", "экипаж", "бригад", "групп", "компани", "расчет", "звен", "пар")
_BOTH = frozenset(["оба", "обе"])
_LAST = frozenset(["последний", "последняя", "последнего", "последнюю"])
_WERE_THERE = ("находил", "был", "ехал", "работал", "сидел", "спал", "стоял", "шл", "шел", "попал", "оказал",
               "возвраща", "следовал", "направля")  # fmt: skip
_PAST = ("л", "ла", "ло", "ли", "лся", "лась", "лись", "лось")
_NEAR = 12  # tokens
_EACH = frozenset(["оба", "обе", "все"])


def without_companies(doc: Document, sentence: Sentence, people: list[Person], verbs: list[Mark]) -> list[Person]:
    """Without those who only were there, where the sentence tells which of them were harmed."""
    if len(people) < 2:
        there = [p for p in people if _of_a_company(doc, p) or _rode_there(doc, sentence, p)]
        return [p for p in people if p not in there or _harmed(doc, sentence, p, verbs)]
    ordered = sorted(people, key=lambda p: p[1])
    kept: list[Person] = []
    colon = next((k for k in range(sentence.i, sentence.j) if doc.tokens[k].word == ":"), 0)
    opening = any((hurts_people(m) or (m.cat, m.name) == ("person", "condition") or m.cat == "aside") and m.i < colon
                  for m in sentence.marks) or any(v.i < colon for v in verbs)  # fmt: skip
    for k, person in enumerate(ordered):
        after = [p for p in ordered[k + 1 :] if p[1] >= person[2]]
        told = any(t.word in _EACH for t in doc.tokens[person[2] : sentence.j])
        if (_of_a_company(doc, person) or _rode_there(doc, sentence, person)) and not _harmed(
            doc, sentence, person, verbs
        ):
            continue
        more = 0 < colon < sentence.j - 1 and doc.tokens[colon + 1].word == "еще"
        bare = bool(after) and person[2] == person[1] + 1 and doc.tokens[person[2]].word == "—"
        if (
            after
            and (bare or (person[0].n or 0) > 1)
            and not (told or more or opening)
            and person[2] <= colon < after[-1][1]
        ):
            continue  # "под удар попали пятеро рабочих: двое погибли"
        if after and not told and _was_there(doc, sentence, person, verbs):
            continue  # "в машине ехали трое, один ранен"
        kept.append(person)
    return kept


def _of_a_company(doc: Document, person: Person) -> bool:
    """ "Семья из четырёх человек", "семья с тремя детьми"."""
    k = person[1] - 1
    return k > 0 and doc.tokens[k].word in ("из", "с") and doc.tokens[k - 1].word.startswith(_COMPANY)


def _rode_there(doc: Document, sentence: Sentence, person: Person) -> bool:
    """ "Удар по машине, в которой ехали трое": a relative clause that only tells who was there."""
    a, b = clause(doc, sentence, person[1], person[2])
    which = any(w.startswith("котор") or w == "где" for w in doc.forms[a : a + 3])
    return which and any(w.startswith(_WERE_THERE) and w.endswith(_PAST) for w in doc.forms[a:b])


def _harmed(doc: Document, sentence: Sentence, person: Person, verbs: list[Mark]) -> bool:
    a, b = clause(doc, sentence, person[1], person[2])
    return any(a <= v.i < b for v in verbs)


def _was_there(doc: Document, sentence: Sentence, person: Person, verbs: list[Mark]) -> bool:
    a, b = clause(doc, sentence, person[1], person[2])
    if b >= sentence.j or any(a <= v.i < b for v in verbs):
        return False
    return any(doc.tokens[k].word.startswith(_WERE_THERE) and doc.tokens[k].word.endswith(_PAST) for k in range(a, b))


_AT_THE_WHEEL = ("водител", "машинист", "шофер", "кондуктор", "тракторист", "механизатор", "таксист")
_ABOARD = ("пассажир", "дет", "ребен", "школьник", "подрост", "женщин", "медик", "фельдшер", "прохож", "студент")


def left_by_the_dead(doc: Document, found: list[Harmed], counted: list[Harmed]) -> tuple[list[Harmed], list[Harmed]]:
    """The mentions with the injured less those of them who died since, as the same post tells."""
    for dead in [h for h in counted if h.what == "killed" and not h.denied and h.amount.n and h.act != "moves"]:
        hurt = [h for h in (*found, *(c for c in counted if c.i < dead.i)) if h.what == "injured" and h.amount.n]
        if not hurt or hurt[-1].act == "sets" or not _is_one_of(doc, dead, hurt[-1]):
            continue
        same = [h for h in hurt if dead.who and h.who == dead.who and h.sentence is dead.sentence]
        last = (same or hurt)[-1]
        left = (last.amount.n or 0) - (dead.amount.n or 0)
        if left < 0:
            continue
        fewer = [last._replace(amount=Amount(left, last.amount.how))] if left else []
        found = [n for h in found for n in (fewer if h is last else [h])]
        counted = [
            n for h in counted if not (h.act == "moves" and h.i == dead.i) for n in (fewer if h is last else [h])
        ]
        counted = [h._replace(moved=False) if h is dead else h for h in counted]
    return found, counted


def _is_one_of(doc: Document, dead: Harmed, hurt: Harmed) -> bool:
    """ "Один из них скончался", "одного спасти не удалось", "оба умерли", "женщина скончалась по дороге"."""
    words = doc.forms[dead.at : dead.till]
    if doc.language != "ru":  # "один із них помер у лікарні", "one of them later died"
        of_them = {"of", "із", "з", "зі"} & set(doc.forms[dead.at + 1 : dead.till + 1])
        return bool(of_them) and dead.sentence is not hurt.sentence and (hurt.amount.n or 0) > (dead.amount.n or 0)
    if doc.forms[dead.at - 2 : dead.at] in (["из", "них"], ["из", "которых"]) and dead.sentence is hurt.sentence:
        return True  # "пострадали четверо, из них один погиб"
    if doc.forms[dead.till : dead.till + 2] in (["из", "них"], ["из", "которых"]):
        return True  # "ранены девять человек, трое из них умерли"
    if "из" in words[1:] or words[:1] == ["обоих"] or _BOTH & set(words) or _LAST & set(words[:1]):
        return True
    died = any(dead.i <= m.i < dead.j + 3 for m in dead.sentence.all("deceased"))
    if dead.who and dead.sentence is hurt.sentence and died and dead.act == "states":
        return dead.who == hurt.who
    if not died or dead.act == "adds" or dead.nth or hurt.sentence.has("verb", "killed"):
        return False
    if not 0 <= dead.sentence.i - hurt.sentence.j <= _NEAR or dead.sentence.line != hurt.sentence.line:
        return False
    named = hurt.who or (doc.forms[hurt.till - 1] if hurt.till and hurt.amount.n == 1 else "")
    if dead.who and named:
        return may_be_same(dead, hurt._replace(who=named))
    several = (hurt.amount.n or 0) > (dead.amount.n or 0)
    if dead.who.startswith(_AT_THE_WHEEL) and any(w.startswith(_ABOARD) for w in doc.forms[hurt.at : hurt.till]):
        return False  # "четверо пассажиров ранены. Водителя спасти не удалось"
    return several and not dead.sentence.has("place") and (bool(dead.who) or words[:1] in (["одного"], ["одну"]))


def the_others(doc: Document, sentence: Sentence, before: Sentence, counted: list[Harmed]) -> Harmed | None:
    """ "В машине ехали четверо. Женщина погибла, остальные ранены": the company less those told of by themselves."""
    words = doc.forms[sentence.i : sentence.j]
    at = sentence.i + words.index("остальные") if "остальные" in words else -1
    verbs = [m for m in sentence.all("verb", "hurt", "killed") if 0 < m.i - at <= 3] if at >= 0 else []
    told = sum(h.amount.n or 0 for h in counted if not h.denied)
    if not verbs or not told:
        return None
    for where in (sentence, before):
        for num in where.all("num"):
            a, b = clause(doc, where, num.i, num.j)
            there = any(w.startswith(_WERE_THERE) and w.endswith(_PAST) for w in doc.forms[a:b])
            number = num.value.n if isinstance(num.value, Amount) else None
            if there and number and number > told and num.i < at:
                what = "killed" if verbs[0].name == "killed" else "injured"
                return Harmed(what, Amount(number - told), sentence, at, verbs[0].j, at=at, till=at + 1)
    return None
