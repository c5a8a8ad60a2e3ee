"""Clock times and dates as written: "20.00 мск", "6.05", "10:30 p.m.", "24.00", "14 сентября"."""

from typing import NamedTuple

from bot.extraction.marks import Mark
from bot.extraction.tokens import MARK, NUMBER, WORD, Token

_AFTERNOON = frozenset(["вечера", "дня", "пополудни", "вечора", "пополудні"])
_LATE = frozenset(["ночи", "вечера", "ночі", "вечора"])
_HOURS = (
    "перш",
    "друг",
    "треть",
    "четверт",
    "п'ят",
    "шост",
    "сьом",
    "восьм",
    "дев'ят",
    "десят",
    "одинадцят",
    "дванадцят",
)
_ORDINAL = {stem + end: hour for hour, stem in enumerate(_HOURS, 1) for end in ("ої", "ій", "ьої")}
_WEEKDAYS = (
    ("понедельник", 0),
    ("вторник", 1),
    ("сред", 2),
    ("четверг", 3),
    ("пятниц", 4),
    ("суббот", 5),
    ("воскресень", 6),
)
_DAYS = {day: n for n, day in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])}
_MINUTES = frozenset(["минут", "минуты", "минуту", "минута", "мин"])


class Moment(NamedTuple):
    """Minutes after midnight and a day as said; either may be missing. `day` is (day, month, year or 0), or (day of
    the week from 0, 0, 0)."""

    minutes: int | None = None
    day: tuple[int, int, int] | None = None


class Dial:
    """Reads moments at given tokens; knows the marks of time words (given by category) by their first token."""

    def __init__(self, tokens: list[Token], marks: dict[str, list[Mark]], english: bool) -> None:
        self.tokens, self.marks, self.english = tokens, marks, english
        self.months = {m.i: int(m.name) for m in marks.get("month", ())}
        self.numbers = {m.i: int(m.name) for m in marks.get("number", ()) if m.name.isdecimal() and m.j == m.i + 1}
        self.words: dict[int, list[Mark]] = {}
        for mark in marks.get("time", ()):
            self.words.setdefault(mark.i, []).append(mark)

    def counts(self, i: int) -> bool:
        """Whether token i begins what is counted, not told by the clock: a weapon, people."""
        return any(m.i == i for name in ("weapon", "person") for m in self.marks.get(name, ()))

    def is_count(self, i: int) -> bool:
        """Whether the number at token i can be no time: plain digits, no year, with no word of time beside them."""
        token, after = self.tokens[i], i + 1
        if self.english or not token.word.isdecimal() or not (token.value or 0) < 1900:
            return False
        if after in self.words or after in self.months or i - 1 in self.months:
            return False
        return after == len(self.tokens) or self.tokens[after].kind is not MARK

    def is_word(self, i: int, *names: str) -> Mark | None:
        """The time word of one of these senses at token i."""
        if i in self.words:
            for mark in self.words[i]:
                if mark.name in names:
                    return mark
        return None

    def moment(self, i: int, bare: bool = False) -> tuple[Moment, int]:
        """A moment at token i and where it ends (i itself if there is none). `bare` takes a lone hour, too."""
        minutes, j = self.clock(i, bare)
        day, k = self.date(self._skip(j), strict=j == i)
        if day is not None:
            j = k
            if minutes is None:
                minutes, j = self.clock(self._skip(j), False)
        elif minutes is not None:
            zone = self.is_word(j, "msk")
            j = zone.j if zone else j
            day, k = self.date(self._skip(j), strict=False)
            if day is None:
                day, k = self._weekday(j)
            if day is not None:
                j = k
        zone = self.is_word(j, "msk", "gmt")
        return Moment(minutes, day), zone.j if zone else j

    def _skip(self, i: int) -> int:
        """Past "мск", commas, "on", "(", which may stand between a time and its day."""
        while i < len(self.tokens):
            zone = self.is_word(i, "msk", "gmt", "on", "part", "weekday")
            if zone:
                i = zone.j
            elif self.tokens[i].word in (",", "(") and i + 1 < len(self.tokens) and self.tokens[i + 1].kind is NUMBER:
                i += 1
            else:
                break
        return i

    def _weekday(self, i: int) -> tuple[tuple[int, int, int] | None, int]:
        """ "21:00 субботы", "8 p.m. on Sunday": a day of the week, as (0–6, 0, 0)."""
        if self.english:
            at = i + (i < len(self.tokens) and self.tokens[i].word == "on")
            day = _DAYS.get(self.tokens[at].word, -1) if at < len(self.tokens) else -1
            return ((day, 0, 0), at + 1) if day >= 0 else (None, i)
        word = self.is_word(i, "weekday")
        found = next((n for stem, n in _WEEKDAYS if self.tokens[i].word.startswith(stem)), -1) if word else -1
        return ((found, 0, 0), word.j) if word and found >= 0 else (None, i)

    def clock(self, i: int, bare: bool) -> tuple[int | None, int]:
        """Minutes after midnight at token i."""
        tokens, n = self.tokens, len(self.tokens)
        if i >= n:
            return None, i
        midnight = self.is_word(i, "midnight", "noon")
        if midnight:
            return (0 if midnight.name == "midnight" else 720), midnight.j
        hour: int | None
        if i in self.numbers and (bare or self.is_word(i + 1, "hour", "part")):
            hour, minute, said = self.numbers[i], 0, False
        elif (hour := _ordinal_hour(tokens[i])) and (bare or self.is_word(i + 1, "hour", "part")):
            minute, said = 0, False  # "з 8-ї до одинадцятої вечора"
        elif tokens[i].kind is not NUMBER or tokens[i].suffix:
            return None, i
        else:
            hour, minute, said = _split(tokens[i].word)
        if hour is None or hour > 24 or minute > 59 or (hour == 24 and minute):
            return None, i
        j = i + 1
        half, k = self._half(j)
        if half:
            return (hour % 12 + (12 if half == "pm" else 0)) * 60 + minute, k
        word = self.is_word(j, "hour")
        if word and not said:
            j, said = word.j, True
            if j + 1 < n and tokens[j + 1].word in _MINUTES and tokens[j].kind is NUMBER:
                minute, j = min(tokens[j].value or 0, 59), j + 2
        part = self.is_word(j, "part")
        if part:
            name = self.tokens[part.i].word
            if hour == 12 and name in _LATE:
                return minute, part.j  # "12 часов ночи"
            late = name in _AFTERNOON and hour < 12
            return (hour + 12 * late) * 60 + minute, part.j
        if said or bare:
            return hour * 60 + minute, j
        return None, i

    def _half(self, j: int) -> tuple[str, int]:
        """ "p.m.", "pm", "a.m." after a clock time."""
        tokens, n = self.tokens, len(self.tokens)
        if not self.english or j >= n or tokens[j].kind is not WORD:
            return "", j
        word = tokens[j].word
        if word in ("am", "pm"):
            return word, j + 1
        if word in ("a", "p") and j + 2 < n and tokens[j + 1].word == "." and tokens[j + 2].word == "m":
            end = j + 4 if j + 3 < n and tokens[j + 3].word == "." else j + 3
            return word + "m", end
        return "", j

    def date(self, i: int, strict: bool) -> tuple[tuple[int, int, int] | None, int]:
        """ "14 сентября 2026 года", "September 14", "6.05", "06.05.2026"; `strict` leaves out "6.05"."""
        tokens, n = self.tokens, len(self.tokens)
        if i >= n:
            return None, i
        token = tokens[i]
        if token.kind is NUMBER or token.kind == "ordinal":
            if i + 1 in self.months:
                digits = token.word.split("-")[0]
                head = int(digits) if digits.isdecimal() and len(token.word) < 6 else 0
                if 0 < head <= 31:
                    year, j = self._year(i + 2)
                    return (head, self.months[i + 1], year), j
            parts = token.word.split(".")
            if (len(parts) == 3 or (len(parts) == 2 and not strict)) and all(p.isdecimal() for p in parts):
                day, month = int(parts[0][:4]), int(parts[1][:4])
                if 1 <= day <= 31 and 1 <= month <= 12 and len(parts[1]) == 2:
                    return (day, month, int(parts[2][:4]) if len(parts) == 3 else 0), i + 1
            return None, i
        if i in self.months and i + 1 < n and tokens[i + 1].kind in (NUMBER, "ordinal"):
            number = tokens[i + 1].word.split("-")[0]
            head = int(number) if number.isdecimal() and len(number) < 3 else 0
            if 1 <= head <= 31:
                k = i + 2
                if k + 1 < n and tokens[k].word == ",":
                    year, j = self._year(k + 1)
                    return (head, self.months[i], year), j if year else k
                return (head, self.months[i], 0), k
        return None, i

    def _year(self, i: int) -> tuple[int, int]:
        tokens, n = self.tokens, len(self.tokens)
        year = 0
        if i < n and tokens[i].kind is NUMBER and 2000 <= (tokens[i].value or 0) < 2100:
            year, i = tokens[i].value or 0, i + 1
        word = self.is_word(i, "year")
        if word:
            i = word.j
            while (
                i < n and tokens[i].kind is MARK and tokens[i].word == "." and i + 1 < n and tokens[i + 1].kind is WORD
            ):
                i += 1
                break
        return year, i


def _ordinal_hour(token: Token) -> int | None:
    """ "Восьмої", "о 8-й" (Ukrainian): hours are ordinals."""
    word = token.word
    if "-" in word:
        word, _, ending = word.partition("-")
        return int(word) if ending in ("ї", "й") and word.isdecimal() and len(word) < 3 else None
    return _ORDINAL.get(word)


def _split(word: str) -> tuple[int | None, int, bool]:
    """Hour, minute and whether minutes were written."""
    for sign in (":", "."):
        head, found, tail = word.partition(sign)
        if found:
            if head.isdecimal() and tail.isdecimal() and len(head) <= 2 and len(tail) == 2:
                return int(head), int(tail), True
            return None, 0, False
    return (int(word), 0, False) if word.isdecimal() and len(word) <= 2 else (None, 0, False)
