"""Ukrainian: words that mean one thing or another by what stands beside them.

"Знято 5 дронів" are shot down, "знято загрозу" is no report; "зафіксовано 12 БпЛА" were launched, "зафіксовано
влучання" not; "СТО" is a garage, "сто" a hundred.
"""

from bot.extraction.marks import Mark
from bot.extraction.tokens import NUMBER, WORD, Token

_BETWEEN = frozenset(["—", "-", ":", "вже", "уже", "ще", "ппо", "сил"])
_KIN = ("дружин", "чоловік", "мати", "матір", "матер", "мам", "син", "дон", "батьк", "сестр", "брат", "онук", "бабус",
        "дідус", "рідн", "родич", "близьк")  # fmt: skip
_AMONG = (("person", "group"), ("subset", "subset"))
_ATTACKS = frozenset(["атака", "обстріл", "наліт"])
_RIDES = ("їха", "їде", "їду", "руха", "пересува", "поверта", "прямува")
_REACH = 6  # tokens from the verb to the weapon that it takes


def mend(tokens: list[Token], marks: list[Mark]) -> list[Mark]:
    """The marks with such words told apart."""
    marks = [m for m in marks if m.cat != "verb" or m.name != "killed" or not _tells_whose(tokens, m)]
    if ridden := [m for m in marks if m.cat == "object" and m.name == "vehicle" and _is_ridden(tokens, m)]:
        marks = [m for m in marks if m not in ridden]
    if withdrawn := _not_so_many(tokens, marks):
        marks = sorted([*marks, *withdrawn], key=lambda m: m.i)
    if nights := _nights(tokens, marks):
        marks = sorted([*marks, *nights], key=lambda m: m.i)
    if going := _goes_on(tokens, marks):
        marks = sorted([*marks, *going], key=lambda m: m.i)
    if not any(m.cat == "maybe" for m in marks):
        return marks
    garages = {m.i for m in marks if m.cat == "maybe" and m.name == "garage" and _capitals(tokens, m.i)}
    made: list[Mark] = []
    for mark in marks:
        if mark.i in garages and mark.cat in ("number", "maybe"):
            if mark.cat == "maybe":
                made.append(Mark("object", "commercial", mark.i, mark.j))
        elif mark.cat != "maybe":
            made.append(mark)
        elif mark.name == "among":
            if mark.i > 2 and [t.word for t in tokens[mark.i - 2 : mark.i]] == ["т", "."]:  # "у т. ч. двоє дітей"
                made += [Mark(cat, name, mark.i - 3, mark.j) for cat, name in _AMONG]
        elif mark.name != "garage" and _counts_weapons(tokens, marks, mark):
            made.append(Mark("verb", mark.name, mark.i, mark.j))
    return sorted(made, key=lambda m: m.i)


def _not_so_many(tokens: list[Token], marks: list[Mark]) -> list[Mark]:
    """ "Збито 24 – не 22, як ми писали", "троє (не четверо)": the number after "не" no longer stands."""
    every = [m for m in marks if m.cat == "neg" and tokens[m.i].word == "не" and m.i and m.j == m.i + 1]
    if not every:
        return []
    numbers = {m.i for m in marks if m.cat == "number"} | {k for k, t in enumerate(tokens) if t.kind is NUMBER}
    denials = [m for m in every if tokens[m.i - 1].word in (",", "—", "-", "(") and m.i > 1]
    instead = [m for m in every if m.j in numbers and _so_many(tokens, numbers, m.j)]
    return [Mark("superseded", "wrong", m.i, m.j) for m in instead] or [
        Mark("superseded", "wrong", m.i, m.j)
        for m in denials
        if m.j in numbers and not numbers.isdisjoint(range(max(0, m.i - 12), m.i))
    ]


def _so_many(tokens: list[Token], numbers: set[int], k: int) -> bool:
    """ "Не двоє, а троє", "не двоє людей, а троє": another number stands in its place."""
    words = [t.word for t in tokens[k : k + 5]]
    at = next((n for n in range(1, len(words) - 1) if words[n : n + 2] == [",", "а"]), 0)
    return bool(at) and k + at + 2 in numbers


def _is_ridden(tokens: list[Token], vehicle: Mark) -> bool:
    """ "По жінці, яка їхала велосипедом", "на велосипеді": how somebody was on the way."""
    rides = any(t.word.startswith(_RIDES) for t in tokens[max(0, vehicle.i - 3) : vehicle.i])
    on = vehicle.i > 0 and tokens[vehicle.i - 1].word == "на"
    return rides and (on or tokens[vehicle.j - 1].word.endswith(("ом", "ем", "кою")))


def _goes_on(tokens: list[Token], marks: list[Mark]) -> list[Mark]:
    """ "Атака на Київ триває": under way."""
    found: list[Mark] = []
    for mark in marks:
        if mark.cat != "state" or tokens[mark.j - 1].word not in ("триває", "продовжується"):
            continue
        before = [t.word for t in tokens[max(0, mark.i - 6) : mark.i]]
        k = next((n for n in range(len(before) - 1, -1, -1) if before[n] in _ATTACKS), -1)
        if k >= 0 and before[k + 1 : k + 2] == ["на"] and all(w.isalpha() or "-" in w for w in before[k:]):
            found.append(Mark("underway", "attack", mark.i, mark.j))
    return found


def _nights(tokens: list[Token], marks: list[Mark]) -> list[Mark]:
    """ "Дронів, запущених проти 6 липня": the night before that day."""
    months = {m.i for m in marks if m.cat == "month"}
    said = {k for m in marks if m.cat == "time" for k in range(m.i, m.j)} if months else set()
    return [
        Mark("time", "night", m - 2, m - 1)
        for m in months
        if m > 1 and tokens[m - 2].word == "проти" and tokens[m - 1].kind is NUMBER and m - 2 not in said
    ]


def _tells_whose(tokens: list[Token], verb: Mark) -> bool:
    """ "Дружину загиблого забрала «швидка»": whose wife she is."""
    word, before = tokens[verb.i].word, tokens[verb.i - 1].word if verb.i else ""
    return word in ("загиблого", "загиблої", "загиблих", "убитого", "вбитого") and before.startswith(_KIN)


def _capitals(tokens: list[Token], i: int) -> bool:
    """A capital in the middle of a sentence."""
    before = tokens[i - 1] if i else None
    return tokens[i].cap and before is not None and (before.kind is WORD or before.word in (",", "("))


def _counts_weapons(tokens: list[Token], marks: list[Mark], verb: Mark) -> bool:
    """A number right after the verb, and a weapon that it counts."""
    end = verb.j + 1
    while end < len(tokens) and end - verb.j < 4 and tokens[end - 1].word in _BETWEEN:
        end += 1
    counted = any(tokens[k].kind is NUMBER for k in range(verb.j, min(end, len(tokens))))
    counted = counted or any(m.cat in ("number", "vague", "quantity") and verb.j <= m.i < end for m in marks)
    return counted and any(m.cat == "weapon" and verb.j <= m.i < verb.j + _REACH for m in marks)
