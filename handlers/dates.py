"""Dates as people type them, in Russian, Ukrainian and English: "yesterday", "19 октября", "19.10", "last week".

Pure; the day that "today" is comes in. A date without a year is the latest one that is not in the future.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from babel.dates import get_month_names

from bot.locales import LANGUAGES


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
    "today": 0, "сегодня": 0, "сьогодні": 0, "днесь": 0, "now": 0, "сейчас": 0, "зараз": 0,
    "yesterday": 1, "вчера": 1, "вчора": 1, "учора": 1,
    "позавчера": 2, "позавчора": 2, "позапозавчера": 3, "позапозавчора": 3,
    "tomorrow": -1, "завтра": -1,
}  # fmt: skip

_WEEKDAYS = [
    r"mon(day)?|понедельник(а|у)?|понеділ(ок|ка)|пн",
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
# Short forms, as CLDR has them (the answers print these) and as people have them; beside a number only ("мар" alone
# is the beginning of a name).
_SHORTS = {
    name.lower().rstrip("."): number
    for language in LANGUAGES
    for context in ("format", "stand-alone")
    for number, name in get_month_names("abbreviated", context, language).items()
} | {"sept": 9, "сен": 9, "сент": 9, "ноя": 11, "нояб": 11}
_ENDING = r"(ь|я|е|ю|а|й|і|ень|ня|ні|ого|ому|ий)?"

_WEEK = r"weeks?|недел[яюиье]|недель|тиждень|тижня|тижні(в)?"
_MONTH = r"months?|месяц(а|е|ев)?|місяць|місяця|місяці(в)?"
_DAY = r"days?|дн[яей]+|день|дні|днів|сут(ки|ок)|доб[аиу]?|діб"
_LAST = (
    r"last|previous|прошл(ая|ую|ой|ый|ого|ом|ые|ых)|минул(ий|ого|ому|а|ої|у|і|их)|предыдущ(ая|ий|ую)|попередн(ій|ього)"
)
_THIS = r"this|эт(а|у|ой|от|ого|ом)|ц(ей|ього|ьому)"
_PAST = r"last|past|последн(ие|их|яя|юю|ей|ий|его)|останн(і|іх|ій|ього|ьому)|прошедшие|минулі"
_AGO_WORD = r"ago|назад|тому"
_WEEKEND = r"weekend|выходные|выходных|вихідні|вихідних"
_NUMBERS = {
    word: number
    for number, words in enumerate((
        "a an one один одна одну одного", "two два две дві двох", "three три трех трьох", "four четыре чотири",
        "five пять п'ять", "six шесть шість", "seven семь сім", "eight восемь вісім", "nine девять дев'ять",
        "ten десять",
    ), 1)
    for word in words.split()
}  # fmt: skip

_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?г?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def read(words: Sequence[str], today: date) -> tuple[Days, int] | None:
    """The date or span that `words` begin with (lower case), and how many words it took; None if none.

    Future days are returned as they are: the asker is told that nothing is known of them.
    """
    for reading in (_span, _ago, _relative, _named, _since):
        found = reading(words, today)
        if found is not None:
            return found
    return None


def _fits(pattern: str, word: str) -> bool:
    return re.fullmatch(pattern, word) is not None


def _span(words: Sequence[str], today: date) -> tuple[Days, int] | None:
    """ "1-7 октября", "с 1 по 7 октября", "01.10-07.10", "19.10 – 25.10", "2025-10-01..2025-10-07"."""
    text, taken = list(words[:9]), 0
    if len(text) > 1 and _month_beside(text[0]) and (days := re.fullmatch(r"(\d{1,2})[-–—](\d{1,2})", text[1])):
        last = _named([text[0], days[2], *text[2:4]], today)  # "October 1-7"
        start = _date(int(days[1]), last[0].last.month, last[0].last.year) if last else None
        return (Days(start, last[0].last), last[1]) if last and start and start <= last[0].last else None
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
        start = None
        if at == 1 and text[0].isdigit():  # "1 по 7 октября": the month is said once
            start = _date(int(text[0]), end.month, end.year)
        else:
            first = _named(text[:at], end)
            start = first[0].first if first is not None and first[1] == at else None
        if start is None or start > end:
            return None
        return Days(start, end), at + 1 + last[1] + taken
    return None


def _since(words: Sequence[str], today: date) -> tuple[Days, int] | None:
    """ "since October 1", "с 1 октября": up to today."""
    if len(words) < 2 or words[0] not in ("since", "с", "со", "з", "із", "від"):
        return None
    found = _named(words[1:], today) or _relative(words[1:], today)
    return (Days(found[0].first, today), found[1] + 1) if found and found[0].first <= today else None


def _ago(words: Sequence[str], today: date) -> tuple[Days, int] | None:
    """ "3 days ago", "неделю назад", "два тижні тому": one day."""
    at = next((k for k, word in enumerate(words[1:3], 1) if _fits(_AGO_WORD, word)), 0)
    if not at:
        return None
    said = words[0] if at == 2 else "1"
    number = int(said) if said.isdigit() and len(said) <= 3 else _NUMBERS.get(said, 0)
    unit = words[at - 1]
    days = 1 if _fits(_DAY, unit) else 7 if _fits(_WEEK, unit) else 0
    if number and days:
        return _one(today - timedelta(days=number * days)), at + 1
    if number and _fits(_MONTH, unit):
        last = (today.replace(day=1) - timedelta(days=31 * (number - 1) + 1)).replace(day=1)
        return _one(_date(today.day, last.month, last.year) or _whole_month(last.month, last.year, today).last), at + 1
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
    count = int(number) if number.isdigit() and len(number) <= 3 else _NUMBERS.get(number, 0)
    length = count * (1 if _fits(_DAY, unit) else 7 if _fits(_WEEK, unit) else 0)
    if 0 < length <= 366:
        return Days(today - timedelta(days=length - 1), today), skip + 2
    if _fits(_WEEK, number):
        return Days(today - timedelta(days=6), today), skip + 1
    if _fits(_MONTH, number):
        return Days(today - timedelta(days=29), today), skip + 1
    if _fits(r"year|год(а|у)?|рік|року", number):
        return Days(today - timedelta(days=364), today), skip + 1
    last, this = _fits(_LAST, first), _fits(_THIS, first)
    named = second if last or this else first
    if _fits(_WEEKEND, named):
        saturday = monday - timedelta(days=2) if last or today.weekday() < 5 else monday + timedelta(days=5)
        return Days(saturday, min(saturday + timedelta(days=1), today)), 1 + (last or this)
    for number_of_day, pattern in enumerate(_WEEKDAYS):
        if _fits(pattern, named):
            # "last Monday" on a Monday is a week ago, "Monday" is today.
            back = (today.weekday() - number_of_day - last) % 7 + last
            return _one(today - timedelta(days=back)), 1 + (last or this)
    return None


def _named(words: Sequence[str], today: date) -> tuple[Days, int] | None:
    """ "19.10", "2025-10-19", "19 октября 2025", "October 19", "октябрь 2025"."""
    if not words:
        return None
    padded: list[str] = [*words[:5], "", "", "", ""]
    first, rest = padded[0], padded[1:]
    month: int | None
    if found := _ISO.fullmatch(first):
        day = _date(int(found[3]), int(found[2]), int(found[1]))
        return (_one(day), 1) if day else None
    if found := _NUMERIC.fullmatch(first):
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0) if found[3] else None
        day = _latest(int(found[1]), int(found[2]), year, today)
        if day is None and "/" in first:
            day = _latest(int(found[2]), int(found[1]), year, today)  # "10/19" can be no other day
        return (_one(day), 1) if day else None
    number = re.fullmatch(r"(\d{1,2})(st|nd|rd|th|-?го|-?е)?", first)
    of = 1 if rest[0] == "of" else 0
    if number and (month := _month_beside(rest[of])):
        year, used = _year(rest[of + 1], rest[of + 2])
        day = _latest(int(number[1]), month, year, today)
        return (_one(day), 2 + of + used) if day else None
    if month := _month_beside(first) if rest[0][:1].isdigit() else _month(first):
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


def _month_beside(word: str) -> int | None:
    """A month whose number of the day stands beside it: its short forms, too."""
    return _month(word) or _SHORTS.get(word.rstrip("."))


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
