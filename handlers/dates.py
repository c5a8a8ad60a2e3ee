"""Dates as people type them, in Russian, Ukrainian and English: "yesterday", "19 октября", "19.10", "last week".

Pure; the day that "today" is comes in. A date without a year is the latest one that is not in the future.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple


class Days(NamedTuple):
    """From `first` to `last`, both counted."""

    first: date
    last: date

    @property
    def many(self) -> bool:
        """Whether it is more than one day."""
        return self.last > self.first

    @property
    def length(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


_AGO = {
    "today": 0, "сегодня": 0, "сьогодні": 0, "днесь": 0, "now": 0,
    "yesterday": 1, "вчера": 1, "вчора": 1, "учора": 1,
    "позавчера": 2, "позавчора": 2,
    "tomorrow": -1, "завтра": -1,
}  # fmt: skip

_WEEKDAYS = [
    r"mon(day)?|понедельник(а)?|понеділ(ок|ка)|пн",
    r"tue(s|sday)?|вторник(а)?|вівтор(ок|ка)|вт",
    r"wed(nesday)?|сред[ауы]|серед[ауи]|ср",
    r"thu(rs|rsday)?|четверг(а)?|четвер(га)?|чт",
    r"fri(day)?|пятниц[ауы]|п.?ятниц[яюі]|пт",
    r"sat(urday)?|суббот[ауы]|субот[ауи]|сб",
    r"sun(day)?|воскресень[ея]|неділ[яюі]|вс|нд",
]

# Stems of months, in order.
_MONTHS = [
    r"january|январ|січ",
    r"february|феврал|лют",
    r"march|март|берез",
    r"april|апрел|квіт",
    r"may|ма|трав",
    r"june|июн|черв",
    r"july|июл|лип",
    r"august|август|серп",
    r"september|сентябр|верес",
    r"october|октябр|жовт",
    r"november|ноябр|листопад",
    r"december|декабр|груд",
]
# Short forms, in the same order; beside a number only ("мар" alone is the beginning of a name).
_SHORT = (
    "jan янв|feb фев|mar мар|apr апр|may май|jun июн|jul июл|aug авг|sep sept сен сент|oct окт|nov ноя лист|dec дек"
)
_SHORTS = {form: number for number, forms in enumerate(_SHORT.split("|"), 1) for form in forms.split()}
_ENDING = r"(ь|я|е|ю|а|й|і|ень|ня|ні|ого|ому|ий)?"

_WEEK = r"week|недел[яюие]|неделе|тиждень|тижня|тижні"
_MONTH = r"month|месяц(а|е)?|місяць|місяця|місяці"
_DAY = r"days?|дн[яей]+|день|дні|днів|сут(ки|ок)|доб[аиу]?|діб"
_LAST = r"last|previous|прошл(ая|ую|ой|ый|ого|ом)|минул(ий|ого|ому|а|ої)|предыдущ(ая|ий|ую)|попередн(ій|ього)"
_THIS = r"this|эт(а|у|ой|от|ого|ом)|ц(ей|ього|ьому)"
_PAST = r"last|past|последни[ех]|останні(х)?|прошедшие|минулі"

_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?г?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def read(words: Sequence[str], today: date) -> tuple[Days, int] | None:
    """The date or span that `words` begin with (lower case), and how many words it took; None if none.

    Future days are returned as they are: the asker is told that nothing is known of them.
    """
    for reading in (_span, _relative, _named):
        found = reading(words, today)
        if found is not None:
            return found
    return None


def _fits(pattern: str, word: str) -> bool:
    return re.fullmatch(pattern, word) is not None


def _span(words: Sequence[str], today: date) -> tuple[Days, int] | None:
    """ "1-7 октября", "с 1 по 7 октября", "01.10-07.10", "19.10 – 25.10", "2025-10-01..2025-10-07"."""
    text, taken = list(words[:9]), 0
    if text and text[0] in ("с", "со", "from", "з", "із", "від"):
        text, taken = text[1:], 1
    if text and (days := re.fullmatch(r"(\d{1,2})[-–—](\d{1,2})", text[0])) and len(text) > 1:
        text = [days[1], "-", days[2], *text[1:]]
        taken -= 2
    elif text and (ends := re.fullmatch(r"([\d./]+\d)(?:–|—|\.\.|-)(\d[\d./]+)", text[0])):
        text = [ends[1], "-", ends[2], *text[1:]]
        taken -= 2
    joints = ("-", "–", "—", "..", "по", "to", "till", "until", "до")
    for at in range(1, min(4, len(text))):
        if text[at] not in joints:
            continue
        last = _named(text[at + 1 :], today)
        if last is None:
            return None
        end = last[0].last
        start: date | None = None
        if at == 1 and text[0].isdigit():  # "1 по 7 октября": the month is said once
            start = _date(int(text[0]), end.month, end.year)
        else:
            first = _named(text[:at], end)
            start = first[0].first if first is not None and first[1] == at else None
        if start is None or start > end:
            return None
        return Days(start, end), at + 1 + last[1] + taken
    return None


def _relative(words: Sequence[str], today: date) -> tuple[Days, int] | None:
    """ "yesterday", "last week", "за 10 дней", "пятница"."""
    if not words:
        return None
    first, second = words[0], words[1] if len(words) > 1 else ""
    if tuple(words[:4]) in (("the", "day", "before", "yesterday"),):
        return _one(today - timedelta(days=2)), 4
    if tuple(words[:3]) == ("day", "before", "yesterday"):
        return _one(today - timedelta(days=2)), 3
    if first in _AGO:
        return _one(today - timedelta(days=_AGO[first])), 1
    monday = today - timedelta(days=today.weekday())
    first_of_month = today.replace(day=1)
    if _fits(_LAST, first) and _fits(_WEEK, second):
        return Days(monday - timedelta(days=7), monday - timedelta(days=1)), 2
    if _fits(_LAST, first) and _fits(_MONTH, second):
        end = first_of_month - timedelta(days=1)
        return Days(end.replace(day=1), end), 2
    if _fits(_THIS, first) and _fits(_WEEK, second):
        return Days(monday, today), 2
    if _fits(_THIS, first) and _fits(_MONTH, second):
        return Days(first_of_month, today), 2
    skip = 1 if _fits(_PAST, first) else 0
    padded: list[str] = [*words[skip : skip + 2], "", ""]
    number, unit = padded[0], padded[1]
    if number.isdigit() and _fits(_DAY, unit) and 0 < int(number) <= 366:
        return Days(today - timedelta(days=int(number) - 1), today), skip + 2
    if _fits(_WEEK, first):
        return Days(today - timedelta(days=6), today), 1
    if _fits(_MONTH, first):
        return Days(today - timedelta(days=29), today), 1
    if _fits(r"year|год(а|у)?|рік|року", first):
        return Days(today - timedelta(days=364), today), 1
    for number_of_day, pattern in enumerate(_WEEKDAYS):
        if _fits(pattern, first):
            return _one(today - timedelta(days=(today.weekday() - number_of_day) % 7)), 1
    return None


def _named(words: Sequence[str], today: date) -> tuple[Days, int] | None:
    """ "19.10", "2025-10-19", "19 октября 2025", "October 19", "октябрь 2025"."""
    if not words:
        return None
    padded: list[str] = [*words[:4], "", "", ""]
    first, rest = padded[0], padded[1:]
    month: int | None
    if found := _ISO.fullmatch(first):
        day = _date(int(found[3]), int(found[2]), int(found[1]))
        return (_one(day), 1) if day else None
    if found := _NUMERIC.fullmatch(first):
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0) if found[3] else None
        day = _latest(int(found[1]), int(found[2]), year, today)
        return (_one(day), 1) if day else None
    number = re.fullmatch(r"(\d{1,2})(st|nd|rd|th|-?го|-?е)?", first)
    if number and (month := _month(rest[0]) or _SHORTS.get(rest[0].rstrip("."))):
        year, used = _year(rest[1], rest[2])
        day = _latest(int(number[1]), month, year, today)
        return (_one(day), 2 + used) if day else None
    if month := _month(first) or (_SHORTS.get(first.rstrip(".")) if rest[0][:1].isdigit() else None):
        number = re.fullmatch(r"(\d{1,2})(st|nd|rd|th)?,?", rest[0])
        if number:
            year, used = _year(rest[1], rest[2])
            day = _latest(int(number[1]), month, year, today)
            return (_one(day), 2 + used) if day else None
        year, used = _year(rest[0], rest[1])
        return _whole_month(month, year, today), 1 + used
    return None


def _month(word: str) -> int | None:
    for number, stems in enumerate(_MONTHS, 1):
        if _fits(f"({stems}){_ENDING}", word) and word not in ("ма", "лип", "лют"):
            return number
    return None


def _year(word: str, after: str) -> tuple[int | None, int]:
    if re.fullmatch(r"20\d\d", word):
        return int(word), 2 if _fits(r"г\.?|года|р\.?|року", after) else 1
    return None, 0


def _latest(day: int, month: int, year: int | None, today: date) -> date | None:
    if year is not None:
        return _date(day, month, year)
    for candidate in range(today.year, today.year - 5, -1):  # 29 February may be four years back
        found = _date(day, month, candidate)
        if found is not None and found <= today:
            return found
    return None


def _whole_month(month: int, year: int | None, today: date) -> Days:
    year = year or (today.year if month <= today.month else today.year - 1)
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return Days(first, min(last, today) if first <= today else last)


def _date(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _one(day: date) -> Days:
    return Days(day, day)
