"""When a danger ended, and which ends are history: "вчера был отбой", "після того, як оголосили відбій", "lifted last
night". What ended on an earlier day, or before something else, ends nothing at the time of posting; what was declared
then is no alarm of now."""

from datetime import timedelta

from bot.extraction.bygone import day_of
from bot.extraction.document import Document
from bot.extraction.expressions import When
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence

_CUTS = frozenset([",", ";", "—", "–", "(", ")", ":", "\n"])
_ENDS = ("off", "all_clear")
_CLOCKS = ("at", "point", "around", "clock")
_PARTS = ("night", "morning", "day", "evening")
_BEFORE = frozenset(
    [
        "вчера",
        "позавчера",
        "накануне",
        "ранее",
        "раньше",
        "вчора",
        "учора",
        "позавчора",
        "напередодні",
        "раніше",
        "yesterday",
        "earlier",
        "previously",
        "overnight",
    ]
)
_NOW = frozenset(["сегодня", "сейчас", "теперь", "сьогодні", "зараз", "щойно", "тепер", "now", "today"])
_DAWN = frozenset([("под", "утро"), ("к", "утру"), ("під", "ранок"), ("towards", "morning"), ("by", "morning")])
_NEWS = timedelta(hours=3)  # "вчера в 23:58", said at 00:10, is news; said at nine it is not
_MORNING = 8  # from this hour "towards morning" is over
_WAS = frozenset(["был", "была", "было", "были", "було", "була", "був", "were", "was"])
_AFTER = frozenset(["когда", "коли", "when", "once", "until", "before", "after"])
_AFTER_THAT = frozenset(["как", "як"])
_HEADS = frozenset(
    ["после", "того", "до", "перед", "сразу", "лишь", "едва", "после", "після", "відразу", "щойно", "as"]
)
_DECLARED = ("объявленн", "введенн", "действовавш", "установленн", "начавш", "дливш", "включенн")
_DECLARED_UK = ("оголошен", "запроваджен", "введен", "чинн")
_DECLARED_EN = frozenset(["declared", "announced", "issued", "introduced", "imposed"])
_BE = frozenset(["was", "were", "been", "is", "are", "be"])
_WHICH = ("котор", "який", "яка", "яке", "якої", "яку", "що", "which", "that")
_WITNESS = ("жител", "мешкан", "очевид", "resident", "witness", "local")
_QUOTES = frozenset('«»"“”„')
_WEEK = (
    ("понедел", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресен"),
    ("понеділ", "вівтор", "серед", "четвер", "п'ятниц", "субот", "неділ"),
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)
_ON = frozenset(["в", "во", "у", "on", "last"])
_NOW_HEARD = frozenset(["звучит", "звучат", "действует", "лунає", "діє", "триває"])


def told_later(doc: Document, sentence: Sentence, marks: list[Mark]) -> bool:
    """Whether every end among the marks is told as history. One with a clock time of its own is not: that time says
    what it ended."""
    ends = [m for m in marks if m.cat == "state" and m.name in _ENDS]
    return bool(ends) and all(_is_history(doc, sentence, end) for end in ends)


def began_earlier(doc: Document, sentence: Sentence) -> bool:
    """ "Вчера была объявлена опасность", with nothing said of its going on: no alarm of now."""
    begun = sentence.all("state", "on")
    if any(doc.tokens[m.i].word in _NOW_HEARD for m in begun):
        return False  # "в третий раз за вечер звучит тревога"
    return bool(begun) and all(_is_history(doc, sentence, mark) for mark in begun)


def clock_of(doc: Document, sentence: Sentence, over: bool) -> When | None:
    """The clock time said for a state: of its own clause where several are said, and for an end (`over`) never that
    of the danger's beginning ("опасность, объявленная в 23:40, снята")."""
    clocks = sentence.all("when", *_CLOCKS)
    names = _ENDS if over else ("on", "sustained")
    clauses = [_clause(doc, sentence, m) for m in sentence.all("state", *names)]
    own = [c for c in clocks if any(i <= c.i < j and not _of_the_danger(doc, i, c) for i, j in clauses)]
    if not own and over:
        clocks = [c for c in clocks if not _of_the_danger(doc, _clause(doc, sentence, c)[0], c)]
        if clauses and sentence.all("state", "on"):  # "отбой был, а в 8:40 вновь объявлена опасность"
            begun = [_clause(doc, sentence, m) for m in sentence.all("state", "on")]
            clocks = [c for c in clocks if not any(i <= c.i < j for i, j in begun if (i, j) not in clauses)]
    found = (own or clocks)[-1:]
    return found[0].value if found and isinstance(found[0].value, When) else None


def _clause(doc: Document, sentence: Sentence, mark: Mark) -> tuple[int, int]:
    return doc.clause(sentence, mark.i, mark.j, _CUTS)


def _is_history(doc: Document, sentence: Sentence, end: Mark) -> bool:
    i, j = _clause(doc, sentence, end)
    words = doc.forms[i:j]
    over = end.name in _ENDS
    if over and _follows(doc, i, end.i):
        return True
    if over and _of_a_witness(doc, sentence):
        return True
    if _NOW.intersection(words) or _is_news(doc, [m for m in sentence.all("when", *_CLOCKS) if i <= m.i < j]):
        return False
    dated = {m.i: m for m in (*sentence.all("date"), *sentence.all("when", *_PARTS))}
    if any(_said(doc, sentence, end, k, i, dated.get(k)) for k in range(i, j)):
        return True
    told = [m.i for m in sentence.marks if m.cat in ("state", "danger", "verb", "level") and m.i < i]
    opening = [] if told else range(sentence.i, min(i, sentence.i + 3))
    return any(_said(doc, sentence, end, k, sentence.i, dated.get(k)) for k in opening)


def _is_news(doc: Document, clocks: list[Mark]) -> bool:
    """The clock time said for the end is of the last hours."""
    times = [doc.spans.at(m.value) for m in clocks if isinstance(m.value, When)]
    return any(at is not None and doc.context.posted - at <= _NEWS for at in times)


def _follows(doc: Document, i: int, end: int) -> bool:
    """ "После того, как был объявлен отбой", "when the alert was lifted": another event is told of."""
    first = doc.tokens[i].word
    if first in _AFTER_THAT:
        return i > 1 and any(w in _HEADS for w in doc.forms[max(0, i - 2) : i])
    heads = doc.forms[i:end]
    return any(word in _AFTER for word in heads) or ("пока" in heads and "не" in heads)


def _said(doc: Document, sentence: Sentence, end: Mark, k: int, first: int, dated: Mark | None) -> bool:
    """Whether an earlier time begins at token `k`, said of the end and not of the danger's beginning. `dated` is the
    date or the part of a day that stands there."""
    word = doc.tokens[k].word
    after = doc.tokens[k + 1].word if k + 1 < len(doc.tokens) else ""
    before = doc.tokens[k - 1].word if k else ""
    if not (
        word in _BEFORE
        or (before, word) == ("last", "night")
        or ((word, after) in _DAWN and doc.context.local.hour >= _MORNING)
        or (before in _ON and _another_weekday(doc, word))
        or (dated is not None and _is_over(doc, sentence, end, dated))
    ):
        return False
    at = Mark("when", "", k, dated.j if dated is not None else k + 1)
    return not _of_the_danger(doc, first, at, end)


def _is_over(doc: Document, sentence: Sentence, end: Mark, mark: Mark) -> bool:
    """An earlier day's date, or a night, a morning that has gone by; one that lasts yet, if something "was" then."""
    posted = doc.context.local
    if mark.cat == "date":
        said = day_of(mark)
        return said is not None and doc.spans.on(said) < posted.date()
    window = doc.spans.window(mark.value) if isinstance(mark.value, When) else None
    if window is None:
        return False
    i, j = _clause(doc, sentence, end)
    was = end.name in _ENDS and doc.language != "en" and any(w in _WAS for w in doc.forms[i:j])
    return was or window.end + timedelta(minutes=30) <= posted


def _another_weekday(doc: Document, word: str) -> bool:
    today = doc.context.local.weekday()
    return any(word.startswith(day) and n != today for names in _WEEK for n, day in enumerate(names))


def _of_the_danger(doc: Document, first: int, time: Mark, end: Mark | None = None) -> bool:
    """ "Объявленная вчера опасность", "the alert declared at 11 p.m.", "которая действовала с ночи"."""
    for k in [*range(max(first, time.i - 4), time.i), *range(time.j, min(time.j + 2, len(doc.tokens)))]:
        word = doc.tokens[k].word
        if word.startswith(_WHICH) and k < time.i:
            return True
        uk = word.startswith(_DECLARED_UK) and (word.endswith(("ої", "ого", "у")) or (k == first and word[-1] != "о"))
        en = word in _DECLARED_EN and doc.tokens[k - 1].word not in _BE
        if word.startswith(_DECLARED) or uk or en:
            # "Объявленный вчера отбой", "the all-clear announced yesterday": the end's own.
            noun = end is not None and end.name == "all_clear"
            return not (noun and end is not None and (k == end.j if doc.language == "en" else k < end.i))
    return False


def _of_a_witness(doc: Document, sentence: Sentence) -> bool:
    """ "«Отбой дали», — рассказала жительница": what somebody remembers."""
    words = doc.forms[sentence.i : sentence.j]
    return bool(_QUOTES.intersection(words)) and any(w.startswith(_WITNESS) for w in words)
