"""Ends that something has outlived, in Russian: the danger is on again, another one was meant, or what ended was no
danger at all. "Вновь объявлена опасность. Первый сигнал был отменён", "концерт отменён из-за опасности"."""

from itertools import pairwise

from bot.extraction.document import Document
from bot.extraction.expressions import When
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence
from bot.extraction.spots import Spot
from bot.extraction.tokens import WORD

_ENDS = ("off", "all_clear")
_SIGNS = frozenset([",", ";", "—", "–", "(", ")", ":", "\n", "."])
_NOW = frozenset(["сейчас", "теперь", "сегодня"])
_AGAIN = frozenset(["вновь", "снова", "опять", "повторно", "заново", "вторично"])
_NTH = frozenset(["второй", "третий", "четвертый", "пятый", "шестой", "вторая", "третья", "четвертая", "пятая", "новый",
                  "новая", "новую", "повторный", "повторная", "повторную", "очередной", "очередная"])  # fmt: skip
_SIGNALS = ("сигнал", "тревог", "режим", "раз", "опасност", "угроз")
_PARTICIPLE = ("нный", "нная", "нное", "нные", "нного", "нной", "нную", "нных", "ным", "ными", "вший", "вшая", "вшие")
_ITERATIVE = ("объявлял", "вводил", "звучал", "включал")
_NOT_YET = frozenset(["если", "может", "могут", "будет", "будут", "возможно", "возможна", "возможны", "не"])
_FORMER = ("предыдущ", "прошл", "прежн", "предшеств", "позавчерашн", "давешн")
_FIRST = ("перв", "ночн", "вечерн", "утренн", "дневн", "вчерашн", "недавн")
Again = tuple[Sentence, int]
"""Where a text says that a danger is on again."""
_TIMES = frozenset(["раз", "этого", "того", "этим"])
_REMINDS = frozenset(["напомню", "напомним", "напоминаю", "напоминаем", "назад"])
_BECAUSE = frozenset(["из-за", "ввиду", "вследствие", "причине", "фоне", "связи", "избежание", "учетом", "после"])
_EVENTS = (
    "занят", "урок", "концерт", "матч", "игр", "рейс", "поезд", "электрич", "мероприят", "праздни", "показ", "спектак",
    "ярмарк", "забег", "марафон", "тренировк", "экзамен", "движени", "перевоз", "прогул", "экскурси", "прием", "купани",
    "парад", "салют", "фейерверк", "фестивал", "богослуж", "служб", "эвакуац", "ограничен", "запрет", "карантин",
    "полет", "план",
    "работ", "посадк", "регистрац", "автобус", "маршрут", "продаж", "вылет", "встреч", "репетиц", "соревнован",
    "смен", "учеб", "подач", "ков", "видео", "маск", "урож", "вопрос", "рол", "розыгрыш", "турнир", "выпускн", "линейк",
    "парк", "уборк", "голосован", "совещан", "визит", "поездк", "торги", "трансляц",
)  # fmt: skip


def outlived(doc: Document, sentence: Sentence, end: Mark, again: list[Again]) -> bool:
    """Whether the end is of an earlier danger, one that is on again by the time of posting."""
    i, j = _span(doc, sentence, end.i)
    if _is_former(doc, i, j, end):
        return True
    clock = _clock(doc, sentence, i, j)
    for other, at in again:
        if _elsewhere(sentence, (i, j), other) or _of_another_kind(sentence, other, (i, j)):
            continue
        later = _clock(doc, other, *_span(doc, other, at)) if other is not sentence or not i <= at < j else None
        if clock and later and clock != later:
            if clock < later:
                return True
            continue
        if _NOW.isdisjoint(t.word for t in doc.tokens[i:j]) and (at > end.i or clock or not later):
            return True  # not "в 4:40 её ввели снова, потом сняли"
    return _is_first(doc, sentence, i, j, end) and _goes_on_elsewhere(doc, sentence, end, (i, j))


def of_something_else(doc: Document, sentence: Sentence, end: Mark) -> bool:
    """ "Концерт отменён из-за опасности", "опасность объявлена, занятия отменены": no danger ends by that."""
    if end.name != "off":
        return False
    i, j = _span(doc, sentence, end.i)
    near = [*range(max(i, end.i - 2), end.i), *range(end.j, min(j, end.j + 2))]
    if any(m.cat == "danger" and i <= m.i < j and doc.tokens[m.i - 1].word == "по" for m in sentence.marks):
        return False  # "сняты все ограничения по беспилотной опасности"
    if any(doc.tokens[k].word.startswith(_EVENTS) and not _is_danger(sentence, k) for k in near):
        return True
    dangers = [m for m in sentence.marks if m.cat in ("danger", "level", "ellipsis") and i <= m.i < j]
    if dangers:
        return all(is_a_cause(doc, sentence, m) for m in dangers)
    known = {k for m in sentence.marks if m.cat not in ("object", "person", "thing") for k in range(m.i, m.j)}
    foreign = [k for k in range(i, j) if k not in known and doc.tokens[k].kind == WORD and len(doc.tokens[k].word) > 5]
    return bool(foreign) and sentence.has("state", "on") and not sentence.has("pronoun")


def is_a_cause(doc: Document, sentence: Sentence, danger: Mark) -> bool:
    """ "Из-за опасности", "в связи с угрозой": why something else was done."""
    return not _BECAUSE.isdisjoint(t.word for t in doc.tokens[max(sentence.i, danger.i - 3) : danger.i])


def _span(doc: Document, sentence: Sentence, at: int) -> tuple[int, int]:
    i, j = at, at
    joints = {*joints_of(doc, sentence)}
    while i > sentence.i and doc.tokens[i - 1].word not in _SIGNS and i - 1 not in joints:
        i -= 1
    while j < sentence.j and doc.tokens[j].word not in _SIGNS and j not in joints:
        j += 1
    return i, j


def joints_of(doc: Document, sentence: Sentence) -> list[int]:
    """Where "и" joins two states: "отменена в A и вновь введена в B"."""
    states = sentence.all("state", *_ENDS, "on", "sustained")
    found: list[int] = []
    if len(states) < 2:
        return found
    for one, other in pairwise(states):
        between = range(one.j, other.i)
        named = {m.i for m in sentence.all("place")}
        joints = [k for k in between if doc.tokens[k].word == "и" and named.isdisjoint(range(k + 1, other.i))]
        if joints and {one.name, other.name} & {*_ENDS} and {one.name, other.name} - {*_ENDS}:
            found.append(joints[-1])
    return found


def _is_danger(sentence: Sentence, k: int) -> bool:
    return any(m.i <= k < m.j for m in (*sentence.all("danger"), *sentence.all("level")))


def _clock(doc: Document, sentence: Sentence, i: int, j: int) -> float | None:
    """The last clock time said in tokens [i, j), in seconds."""
    said = [m.value for m in sentence.all("when", "at", "point", "around", "clock") if i <= m.i < j]
    times = [doc.spans.at(w) for w in said if isinstance(w, When)]
    return times[-1].timestamp() if times and times[-1] is not None else None


def said_again(doc: Document) -> list[Again]:
    """Where the text says that a danger is on again: "вновь объявлена", "уже третий сигнал"."""
    found = []
    for sentence in doc.sentences:
        if sentence.scope not in ("", "advice") or not (sentence.has("danger") or sentence.has("state")):
            continue
        for k in range(sentence.i, sentence.j):
            word = doc.tokens[k].word
            after = doc.tokens[k + 1].word if k + 1 < sentence.j else ""
            if (word in _AGAIN or (word in _NTH and after.startswith(_SIGNALS))) and _is_on(doc, sentence, k):
                found.append((sentence, k))
    return found


def _is_on(doc: Document, sentence: Sentence, k: int) -> bool:
    i, j = _span(doc, sentence, k)
    near = set(doc.forms[max(i, k - 4) : min(j, k + 5)])
    if near & _NOT_YET or any(word.startswith(("желт", "зелен")) for word in near):
        return False
    begun = [m for m in sentence.all("state", "on", "sustained") if i <= m.i < j]
    words = [doc.tokens[m.i].word for m in begun]
    if any(w.endswith(_PARTICIPLE) or w.startswith(_ITERATIVE) for w in words):
        return False
    ends = [m for m in sentence.all("state", *_ENDS) if i <= m.i < j]
    if any(abs(m.i - k) <= 3 for m in begun):
        return not ends or min(abs(m.i - k) for m in begun) <= min(abs(m.i - k) for m in ends)
    if not ends and any(i <= m.i < j for m in sentence.all("danger")):
        return True
    return (
        i > sentence.i and not ends and j - i <= 4 and doc.tokens[k].word in _AGAIN
    )  # "только сняли опасность — и вот опять"


def _elsewhere(sentence: Sentence, clause: tuple[int, int], other: Sentence) -> bool:
    """Whether the end and the danger are of different places."""
    here = {m.value for m in sentence.all("place") if isinstance(m.value, Spot) and clause[0] <= m.i < clause[1]}
    if other is sentence:
        there = {m.value for m in sentence.all("place") if isinstance(m.value, Spot)} - here
    else:
        there = {m.value for m in other.all("place") if isinstance(m.value, Spot)}
    return bool(here and there) and not here & there


def _of_another_kind(sentence: Sentence, other: Sentence, clause: tuple[int, int]) -> bool:
    here = {m.name for m in _kinds(sentence) if other is not sentence or clause[0] <= m.i < clause[1]}
    there = {m.name for m in _kinds(other) if other is not sentence or not clause[0] <= m.i < clause[1]}
    return bool(here and there) and not here & there


def _kinds(sentence: Sentence) -> list[Mark]:
    marks = (*sentence.all("danger"), *sentence.all("ellipsis"), *sentence.all("weapon"))
    return [m for m in marks if m.name not in ("any", "unnamed", "alarm")]


def _is_former(doc: Document, i: int, j: int, end: Mark) -> bool:
    """ "Прошлый отбой", "в первый раз её отменили", "до этого отбой был в 3:20": told of another time."""
    for k in range(i, min(j, end.j + 2)):
        word = doc.tokens[k].word
        before = doc.tokens[k - 1].word if k else ""
        if word.startswith(_FORMER):
            return True
        if word in _TIMES and (before in ("первый", "тот", "до", "перед")):
            return True
    return False


def _is_first(doc: Document, sentence: Sentence, i: int, j: int, end: Mark) -> bool:
    """ "Первый сигнал, напомню, … был отменён", "два первых были сняты", "ночной режим отменили"."""
    dangers = {m.i for m in sentence.all("danger")} | {m.i for m in sentence.all("ellipsis")}
    for k in range(sentence.i, end.i):
        word = doc.tokens[k].word
        if word in _REMINDS:
            return True
        former = word.startswith(_FIRST) and word not in ("первым", "ночной", "ночью")
        if former and (not dangers.isdisjoint(range(k + 1, k + 3)) or (i <= k and end.i - k <= 2)):
            return True
    return False


def _goes_on_elsewhere(doc: Document, sentence: Sentence, end: Mark, clause: tuple[int, int]) -> bool:
    """Whether another sentence, or this one after the end, declares a danger and ends none."""
    for other in doc.sentences:
        if other is sentence or other.scope not in ("", "advice") or not other.has("danger"):
            continue
        if other.has("state", *_ENDS) or other.has("state", "never") or other.has("neg"):
            continue
        if not _of_another_kind(sentence, other, clause):
            return True
    goes_on = any(m.i > end.j for m in sentence.all("state", "on", "sustained"))
    return goes_on and not _of_another_kind(sentence, sentence, clause)
