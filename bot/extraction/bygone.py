"""Bygone days: weeks, months, years and dates that tell of no event of now."""

from datetime import timedelta

from bot.extraction.document import Document
from bot.extraction.expressions import When
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence
from bot.extraction.tokens import NUMBER, ORDINAL

_THIS = frozenset(["this", "цього", "этого", "сего"])
_GREATEST = (
    "самая", "самый", "самое", "самую", "самой", "самым", "самых",
    "рекорд", "крупнейш", "масштабнейш", "максим", "мощнейш",
    "впервые", "наиболее", "наибольш", "вторая", "третья", "третий", "четвертая", "четвертый", "пятая",
    "пятый", "очередн",
)  # fmt: skip

_HOURS = frozenset(["morning", "evening", "night", "afternoon", "midnight", "noon", "dawn"])
_WOUNDED = frozenset(["wounded", "injured", "hurt", "burned", "burnt", "maimed"])
_DAYS = frozenset(["yesterday", "earlier", "week", "ago", "before", "previous", "last"])
_WHO_GOT = ("получивш", "пострадавш", "раненый", "раненого", "раненная", "раненную", "раненных", "подорвавш")
_GOT = ("получен", "ранен", "пострадавш", "тяжелоранен", "травмирован", "контужен")
_OF_A_YEAR = ("-го", "-м", "-ом", "-ого")
_LARGEST = (
    "largest", "biggest", "heaviest", "worst", "deadliest", "longest", "record", "massive", "powerful", "most", "first",
    "second", "third", "найбільш", "наймасован", "наймасштаб", "найпотужн", "наймасов", "рекорд", "найтривал", "перш",
    "найважч", "найсильн", "одн", "другий", "друга", "друг", "трет", "чергов",
)  # fmt: skip


def of_a_period(doc: Document, sentence: Sentence) -> bool:
    """A week, a year; "July 24 of this year" is a day."""
    months = None
    for mark in sentence.all("scope", "period"):
        if months is None:
            months = {m.j for m in sentence.all("month")} | {m.j for m in sentence.all("date")}
        if mark.i and doc.tokens[mark.i - 1].word == "time":
            continue  # "for the third time this week"
        end = mark.i - (doc.tokens[mark.i - 1].word in ("of", ",")) if mark.i else 0
        if doc.tokens[mark.i].word == "since" and doc.tokens[mark.j - 1 : mark.j + 1][-1].word in _HOURS:
            continue
        if not (doc.tokens[mark.i].word in _THIS and (end in months or end - 1 in months)):
            return True
    return False


def told_before_it(doc: Document, sentence: Sentence) -> bool:
    """ "Разрушен подъезд, под завалами могут быть люди": what happened, told before what may be (Russian)."""
    if doc.language != "ru":
        return False
    first = sentence.all("scope", "forecast")[0].i
    return any(m.i < first for m in sentence.all("verb", "damage", "fire", "killed", "hurt", "downed", "hit"))


def a_record(doc: Document, sentence: Sentence) -> bool:
    """ "Самая массированная атака с начала года": how great it was, no tally of the year."""
    period = sentence.all("scope", "period")[0]
    if doc.language != "ru":
        first = max(sentence.i, period.i - 12)
        if any(w.startswith(_LARGEST[:6]) for w in doc.forms[max(first, period.i - 3) : period.i]):
            return True  # "the largest number since the beginning of March"
        if doc.forms[period.i - 1] in ("most", "highest"):
            return True  # "the most in a week"
        told = [m for m in sentence.all("verb", "attack") if first < m.i < period.i]
        return any(t.word.startswith(_LARGEST) for t in doc.tokens[first : told[-1].i]) if told else False
    return _ranks(doc, max(sentence.i, period.i - 5), period.i)


def _ranks(doc: Document, i: int, j: int) -> bool:
    """ "Самая", "впервые", "третья": one attack among others."""
    return any(w.startswith(_GREATEST) for w in doc.forms[i:j])


def some_days(doc: Document, sentence: Sentence) -> bool:
    """ "С 23 по 29 мая": a week's figures, where no hours are said."""
    if "when" not in sentence.cats:
        return False
    for mark in sentence.all("when", "range"):
        when = mark.value
        if not isinstance(when, When) or not when.start.day or not when.end.day or when.start.minutes is not None:
            continue
        if doc.spans.on(when.end.day) - doc.spans.on(when.start.day) >= timedelta(days=3):
            return True
    return False


def another_month(doc: Document, i: int, month: int) -> bool:
    """ "В декабре", said in March: no day, so no date."""
    near = doc.tokens[max(0, i - 2) : i + 2]
    local = doc.spans.local
    if i and doc.tokens[i - 1].word in ("до", "к") and 0 < (month - local.month) % 12 <= 6:
        return False  # "в ремонте до ноября"
    recent = {local.month, (local - timedelta(days=2)).month}
    return month not in recent and not any(t.kind in (NUMBER, "ordinal") for t in near)


def dated_wound(doc: Document, sentence: Sentence) -> bool:
    """ "Скончался мужчина, которого дрон ранил в конце октября": the day is the wound's, the death is of now."""
    died = sentence.all("deceased")[0].i
    for date in sentence.all("date") if doc.language == "ru" else ():
        if any(w.startswith(_GOT) for w in doc.forms[max(sentence.i, date.i - 4) : date.i]):
            return True  # "от полученных 3 сентября ранений умер боец"
    wounds = [m.i for m in sentence.all("verb", "hurt") if m.i > died]
    return bool(wounds) and any(t.word == "," for t in doc.tokens[died : wounds[0]])


def got_then(doc: Document, sentence: Sentence, at: int) -> bool:
    """ "Житель села, получивший 9 мая ранения, пошёл на поправку": the participle before the date at token `at`."""
    return doc.language == "ru" and any(w.startswith(_WHO_GOT) for w in doc.forms[max(sentence.i, at - 4) : at])


def whole_month(doc: Document, sentence: Sentence, i: int) -> bool:
    """ "In April, 7,312 drones were shot down", "в апреле сбито": a month's tally, whatever month it is now."""
    if (
        not i
        or doc.tokens[i - 1].word not in ("in", "в")
        or (doc.language == "ru" and (sentence.has("when") or _ranks(doc, sentence.i, i)))
    ):
        return False
    following = doc.tokens[i + 1] if i + 1 < len(doc.tokens) else None
    return following is None or following.kind is not NUMBER or (following.value or 0) > 31


def wounded_before(doc: Document, sentence: Sentence) -> bool:
    """ "A boy wounded on Sunday died in hospital last night" (English): when he died is no time of the attack."""
    hurt = [m for m in sentence.all("verb", "hurt") if doc.forms[m.i] in _WOUNDED]
    if not hurt:
        return False
    since = doc.forms[hurt[0].j : min(hurt[0].j + 12, sentence.j)]
    return any(w in _DAYS or w.endswith("day") for w in since)


def past_years(doc: Document) -> list[int]:
    """Where past years are named: "whose homes were damaged in 2025", "в 2025 году погибли", said in 2026."""
    if doc.language == "uk" or not doc.cut.digits:
        return []
    tokens = doc.tokens
    digits = [k for k in doc.cut.digits if k and len(tokens[k].word) > 3]
    if not digits:
        return []
    year = doc.spans.local.year
    years = [k for k in digits if tokens[k].kind is NUMBER and 2014 <= (tokens[k].value or 0) < year]
    found = [
        k
        for k in years
        if tokens[k - 1].word in ("in", "since", "в", "с", "за") and tokens[k - 2].word not in ("born", "year")
    ]
    if doc.language == "ru":  # "30 декабря 2023-го", "в 1941-м"
        nth = [k for k in digits if tokens[k].kind == ORDINAL and tokens[k].word[:4].isdecimal()]
        found += [k for k in nth if 1900 <= int(tokens[k].word[:4]) < year and tokens[k].word[4:] in _OF_A_YEAR]
        found += [  # "сбивший в 1970 году"
            k
            for k in digits
            if 1900 <= (tokens[k].value or 0) < 2014 and [t.word for t in tokens[k - 1 : k + 2 : 2]] == ["в", "году"]
        ]
        found = [k for k in found if not any(t.word.startswith("рожд") for t in tokens[k + 1 : k + 8])]
    return found


def day_of_a_past_year(doc: Document, sentence: Sentence) -> bool:
    """ "2 июня 2014 года", "14 липня 2022 року": a day with its year, more than some days ago."""
    if "date" not in sentence.cats:
        return False
    today = doc.spans.local.date()
    days = [said for mark in sentence.all("date") if (said := day_of(mark)) and said[2]]
    return any(day.year < today.year and today - day > timedelta(days=5) for day in map(doc.spans.on, days))


def day_of(mark: Mark) -> tuple[int, int, int] | None:
    """The date of a mark: by itself or of a night, a day, an evening."""
    if mark.cat == "date" and isinstance(mark.value, tuple):
        return mark.value
    if mark.cat == "when" and isinstance(mark.value, When) and mark.name in ("night", "morning", "day", "evening"):
        return mark.value.start.day
    return None
