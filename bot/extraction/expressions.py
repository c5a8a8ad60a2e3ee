"""Pass 4: every expression of time in a text, and the tokens that it takes."""

from typing import NamedTuple

from bot.extraction.clock import Dial, Moment
from bot.extraction.marks import Mark
from bot.extraction.tokens import NUMBER, WORD, Cut

_ONE_HOUR = frozenset(["час", "часа", "годину", "hour"])


class When(NamedTuple):
    """One expression of time. `kind`: range, since, asof, point, night, morning, day, evening, hours, since_evening."""

    kind: str
    start: Moment = Moment()
    end: Moment = Moment()
    shift: int = 0  # days: -1 = yesterday
    hours: int = 0
    half: bool = False  # and half an hour


_SPANS = frozenset(["from", "between", "від"])


def find_times(cut: Cut, marks: dict[str, list[Mark]], english: bool) -> tuple[list[Mark], bytearray]:
    """Marks of time expressions (values When) and which tokens they take, so that no number is read from them.
    `marks` are those of the words by category."""
    tokens = cut.tokens
    dial = Dial(tokens, marks, english)
    taken = bytearray(len(tokens))
    found: list[Mark] = []
    numbers = [i for i in cut.digits if tokens[i].kind is NUMBER and not dial.is_count(i)]
    end = 0
    for i in sorted({*numbers, *dial.words, *dial.months}):
        if i < end:
            continue
        number = tokens[i].kind is NUMBER
        mark = _at(dial, i) if number or i in dial.words else None
        if mark is None:
            if number or i in dial.months:
                _take_alone(dial, i, taken, found)
            continue
        found.append(mark)
        end = mark.j
        taken[i:end] = b"\x01" * (end - i)
    return found, taken


def _take_alone(dial: Dial, i: int, taken: bytearray, found: list[Mark]) -> None:
    """Dates, clock times and years that belong to no expression count nothing either."""
    token = dial.tokens[i]
    if taken[i]:
        return
    day, j = dial.date(i, strict=True)
    if day is None and token.value is not None and (1990 <= token.value < 2100 or _birth_year(dial, i)):
        if dial.is_word(i + 1, "year"):
            j = i + 2
        elif i and (dial.is_word(i - 1, "year_before") or i - 1 in dial.months or _birth_year(dial, i)):
            j = i + 1
    if day is not None:
        found.append(Mark("date", "day", i, j, day))
    if day is None and j == i:
        minutes, j = dial.clock(i, False)
        if minutes is not None:  # "… в Валуйском МО 07:42"
            found.append(Mark("when", "clock", i, j, When("clock", Moment(minutes))))
    taken[i:j] = b"\x01" * (j - i)


def _birth_year(dial: Dial, i: int) -> bool:
    """ "A woman born in 1958"."""
    value = dial.tokens[i].value or 0
    while i > 1 and (dial.tokens[i - 1].kind is NUMBER or dial.tokens[i - 1].word in ("and", ",", "in")):
        i -= 1  # "women born in 1949 and 1985"
    return 1900 <= value < 2100 and i > 0 and dial.tokens[i - 1].word in ("born", "b")


def _at(dial: Dial, i: int) -> Mark | None:
    words = dial.words.get(i)
    if words:
        for word in words:
            made = _worded(dial, i, word)
            if made is not None:
                return made
    if dial.tokens[i].kind is NUMBER:
        return _range(dial, i, i)
    return None


def _worded(dial: Dial, i: int, word: Mark) -> Mark | None:
    name = word.name
    if name in ("from", "between"):
        ranged = _range(dial, i, word.j)
        if ranged:
            return ranged
        part = dial.is_word(word.j, "evening", "eve")
        if part:
            day, j = dial.date(part.j, strict=True)
            return Mark("when", "since_evening", i, j, When("since_evening", Moment(None, day)))
        moment, j = dial.moment(word.j)
        if moment.minutes is not None:
            return Mark("when", "since", i, j, When("since", moment))
        return None
    if name in ("around", "at"):
        moment, j = dial.moment(word.j, bare=name == "around" and _hour_follows(dial, word.j))
        if moment.minutes is not None and j > word.j:
            return Mark("when", name, i, j, When("point" if name == "around" else "at", moment))
        return None
    if name == "asof":
        moment, j = dial.moment(word.j)
        if moment.minutes is not None:
            return Mark("when", "asof", i, j, When("asof", end=moment))
        return None
    if name == "within_hours":
        if dial.is_word(word.j, "hour") and dial.tokens[word.j].word in _ONE_HOUR:
            return Mark("when", "hours", i, word.j + 1, When("hours", hours=1))
        token = dial.tokens[word.j] if word.j < len(dial.tokens) else None
        half = dial.is_word(word.j + 1, "half")
        hour = dial.is_word(half.j if half else word.j + 1, "hour")
        number = dial.numbers.get(word.j) or (token.value if token is not None else None)
        if hour and number:
            return Mark("when", "hours", i, hour.j, When("hours", hours=number, half=half is not None))
        return None
    if name in (
        "night",
        "morning",
        "day",
        "evening",
        "night_morning",
        "sutki",
        "yesterday_evening",
        "yesterday_day",
        "eve",
    ):
        return _part_of_day(dial, i, word)
    return None


def _hour_follows(dial: Dial, i: int) -> bool:
    return bool(dial.is_word(i + 1, "hour", "msk"))


def _range(dial: Dial, i: int, first: int) -> Mark | None:
    """ "20.00 мск 23 сентября до 8.00 мск 24 сентября"; bare hours only after "с" and where both are said."""
    bare = first > i
    days = _days(dial, i, first) if bare else None
    if days:
        return days
    start, j = dial.moment(first, bare)
    if j == first or (start.minutes is None and not bare):
        return None
    to = dial.is_word(j, "to") or (dial.is_word(i, "between") and dial.is_word(j, "and"))
    k = to.j if to else (j + 1 if j < len(dial.tokens) and dial.tokens[j].word in "-—" else 0)
    if not k:
        return None
    end, after = dial.moment(k, to is not None and start.minutes is not None)
    if after == k or (end.minutes is None) != (start.minutes is None):
        return None
    if not bare and dial.is_word(first, "at"):
        return None
    if (first in dial.numbers or not dial.tokens[first].word[0].isdecimal()) and not any(
        dial.is_word(k, "hour", "part", "noon", "midnight") for k in range(i, after)
    ):
        return None  # "выросло с трёх до пяти"
    if dial.tokens[i].word in _SPANS and dial.tokens[first].word.isdecimal() and dial.counts(after):
        return None  # "from 3 to 5 drones"
    start = _same_half(dial, first, j, k, after, start, end)
    if start.day is None and end.day is None:  # "12 октября с 9.00 до 14.00", "On October 12, between …"
        start = start._replace(day=_date_before(dial, i))
    if (
        dial.english
        and end.minutes == 0
        and dial.is_word(k, "midnight")
        and (not end.day or start.day in (None, end.day))
    ):
        end = end._replace(minutes=24 * 60)  # "till midnight on May 11": the end of that day
    if any(dial.is_word(k, "gmt") for k in range(i, min(after + 2, len(dial.tokens)))):
        return Mark("gmt", "range", i, after)  # the same hours told again for readers elsewhere
    hour = dial.is_word(after, "hour", "part", "msk")
    return Mark("when", "range", i, hour.j if hour else after, When("range", start, end))


def _days(dial: Dial, i: int, first: int) -> Mark | None:
    """ "С 23 по 29 мая"."""
    token = dial.tokens[first] if first < len(dial.tokens) else None
    to = dial.is_word(first + 1, "to")
    if token is None or token.kind is not NUMBER or to is None or not 0 < (token.value or 0) <= 31:
        return None
    last, j = dial.date(to.j, strict=True)
    if last is None or last[0] <= (token.value or 0):
        return None
    start = Moment(None, (token.value or 0, last[1], last[2]))
    return Mark("when", "range", i, j, When("range", start, Moment(None, last)))


def _same_half(dial: Dial, i: int, j: int, k: int, after: int, start: Moment, end: Moment) -> Moment:
    """ "С трёх до пяти часов вечера", "from 8 to 11 p.m.", "from 11 to 3 a.m.": a bare first hour takes the half of the
    day from the second one, tokens [k, after): the latest that it can be."""
    said = any(dial.is_word(n, "part", "noon", "midnight") for n in range(i, j + 1)) or set(".:") & {
        *dial.tokens[i].word
    }
    if said or start.minutes is None or end.minutes is None or start.minutes % 60 or not 0 < start.minutes <= 720:
        return start
    words = [dial.tokens[n].word for n in range(k, after)]
    if any(word in ("am", "pm", "a", "p") for word in [t.word for t in dial.tokens[i:j]]):
        return start
    half = dial.english and any(word in ("am", "pm", "a", "p") for word in words)
    if half or any(dial.is_word(n, "part") for n in range(k, after)):
        other = (start.minutes + 720) % 1440
        if start.minutes < end.minutes:
            return start._replace(minutes=other) if start.minutes < other < end.minutes else start
        return start._replace(minutes=other)
    late = dial.tokens[i].kind is WORD and end.minutes > 720 and start.minutes + 720 < end.minutes
    return start._replace(minutes=start.minutes + 720) if late else start


def _part_of_day(dial: Dial, i: int, word: Mark) -> Mark | None:
    if dial.is_word(i, "part") and i and (i - 1 in dial.numbers or dial.tokens[i - 1].kind is NUMBER):
        return None  # "к двум ночи": an hour
    if dial.is_word(i, "part") and dial.is_word(i - 1, "hour"):
        return None
    day, j = dial.date(word.j, strict=True)
    if day is None:  # "14 октября ночью" is found by its words; "в ночь на пятницу" has no date
        j = word.j
    before = _date_before(dial, i)
    shift = 0
    name = word.name
    if name.startswith("yesterday"):
        name, shift = name.split("_")[1], -1
    elif name == "eve":
        name, shift = "evening", -1
    return Mark("when", name, i, j, When(name, Moment(None, day or before), shift=shift))


def _date_before(dial: Dial, i: int) -> tuple[int, int, int] | None:
    for back in (2, 3):
        if i >= back:
            day, j = dial.date(i - back, strict=True)
            if day is not None and j in (i, i - 1):
                return day
    return None
