"""The post's main window: the widest span of time that its sentences of now say."""

import itertools

from bot.extraction.bygone import wounded_before
from bot.extraction.clock import Dial, Moment
from bot.extraction.document import Document
from bot.extraction.expressions import When
from bot.extraction.frames.others import clause
from bot.extraction.sentences import Sentence
from bot.extraction.tokens import NUMBER
from bot.extraction.windows import Spans
from bot.model import Window

_EVENT = (
    "downed",
    "jammed",
    "lost",
    "repelled",
    "foiled",
    "launched",
    "attack",
    "hit",
    "damage",
    "fire",
    "killed",
    "hurt",
    "fell",
)
_EARLIER = frozenset(["earlier", "раніше", "ранее"])
_BEGAN = ("began", "begun", "start", "commenc", "kicked", "почал", "почав", "розпоч", "стартув", "начал")
_OUT = ("ликвидир", "потуш", "локализ", "затуш")
_PARTS = ("morning", "day", "evening")
_SPOKE = ("говорил", "сообщал", "называл", "писал", "заявлял", "отчитывал", "упоминал", "насчитывал", "указывал")
_FUTURE = ("ут", "ют", "ат", "ят", "тся", "дет", "дем", "жем", "жет", "чет", "усь", "юсь", "имся", "емся", "пим", "ним",
           "вим", "чим", "мся", "едет", "ремонтируем", "сделаем", "начнем")  # fmt: skip
_NOT_FUTURE = ("минут", "солдат", "депутат", "результат", "аппарат", "маршрут", "институт", "комитет", "ударят", "брат",
               "адресат", "мандат", "дебют", "приют", "формат", "кандидат", "чат", "гарант")  # fmt: skip
_EVENTS = frozenset(
    ["verb", "struck", "suffer", "weapon", "danger", "state", "enemy", "total", "underway", "air", "service", "object",
     "deceased", "moved", "stopped"]
)  # fmt: skip
_BUSINESS = (
    "совещани", "заседани", "поздрав", "встретил", "встрет", "прием", "эвакуир", "прибыл", "выехал", "выплат",
    "заявлени", "волонтер", "посетил", "побывал", "вручил", "обсудил", "открыл", "нарад", "засідан", "привіт", "зустрі",
    "прийом", "евакуй", "евакую", "прибул", "виїхал", "виплат", "заяв", "відвіда", "побува", "вручи", "обговор",
    "meeting", "visited", "congratul", "evacuat", "arrived", "payments", "applied", "volunteer", "discuss",
)  # fmt: skip
_ORDER = ("range", "night_morning", "night", "sutki", "hours", "since_evening", "evening", "morning", "day")


def clock_lines(doc: Document, sentences: list[Sentence]) -> list[Moment]:
    """The times of a list of posts by the clock: "23:18. …", "01:05. …"."""
    made = []
    for sentence in sentences:
        if doc.tokens[sentence.i].kind is not NUMBER:
            continue
        alone = sentence.j - sentence.i <= 2 and all(m.name == "clock" for m in sentence.marks)
        if alone or _clock_and_dash(doc, sentence):
            minutes, _ = Dial(doc.tokens, {}, False).clock(sentence.i, False)
            if minutes is not None:
                made.append(Moment(minutes))
    return made


def _clock_and_dash(doc: Document, sentence: Sentence) -> bool:
    """ "22:40 — уничтожены два БПЛА"."""
    return (
        doc.language == "ru"
        and any(m.i == sentence.i and m.name == "clock" for m in sentence.all("when"))
        and (doc.tokens[sentence.i + 1].word in ("—", "-"))
    )


def enough(doc: Document, clocks: list[Moment]) -> bool:
    """Whether so many make a list of posts: three, or two under an opening sentence."""
    opens = doc.language == "ru" and bool(doc.sentences) and doc.tokens[doc.sentences[0].i].kind is not NUMBER
    return len(clocks) >= (2 if opens else 3)


def _side_by_side(doc: Document, sentences: list[Sentence]) -> bool:
    """ "За минувшую ночь и утро"."""
    for sentence in sentences:
        whens = sentence.all("when")
        for one, other in itertools.pairwise(whens):
            if one.name.startswith("night") and other.name == "morning":
                return all(t.word in ("и", "та", "і", "and") for t in doc.tokens[one.j : other.i])
    return False


def _earlier(spans: Spans, found: list[tuple[Sentence, When]], hours: When) -> Window | None:
    """The night told of first, where the hours said after it are those of a later event."""
    sentence, first = found[0]
    if first.kind != "night" or not (sentence.has("num") and sentence.has("verb", *_EVENT)):
        return None
    night, later = spans.window(first), spans.window(hours)
    return night if night and later and later.start >= night.end else None


def _of_the_telling(doc: Document, sentence: Sentence, when: When) -> bool:
    """ "Сообщил губернатор в 05:20": when it was told, not when it happened."""
    at = next(m.i for m in sentence.marks if m.value is when)
    tellings = [m for m in sentence.all("flag", "relayed") if 0 <= at - m.j <= 3]
    return any(all(t.word != "что" for t in doc.tokens[m.j : at]) for m in tellings)


def _looks_back(doc: Document, sentence: Sentence) -> bool:
    """ "Earlier, between 8 and 10 p.m., …": no hours of what was told first."""
    return doc.tokens[sentence.i].word in _EARLIER


def _of_them(doc: Document, sentence: Sentence) -> bool:
    return doc.tokens[sentence.i].word in ("they", "it")


def _begins(doc: Document, sentence: Sentence, when: When) -> bool:
    """ "The attack began at 6:30 p.m. on June 2", "атака розпочалася о 18:30"."""
    at = next(m.i for m in sentence.marks if m.value is when)
    return any(w.startswith(_BEGAN) for w in doc.forms[max(sentence.i, at - 4) : at])


def _ended(doc: Document, found: list[tuple[Sentence, When]]) -> When | None:
    """ "It lasted until 6 a.m.", "the raid ended at 5:40 a.m."."""
    for sentence, when in found:
        at = next(m.i for m in sentence.marks if m.value is when)
        if when.kind in ("clock", "at", "point") and any(
            w in ("until", "till", "ended") for w in doc.forms[max(sentence.i, at - 2) : at]
        ):
            return When("asof", end=when.start)
    return None


def _tells(doc: Document, sentence: Sentence, when: When) -> bool:
    """ "The mayor reported late on Saturday.": when it was told; only at the end of its clause."""
    mark = next(m for m in sentence.marks if m.value is when)
    told = [m for m in sentence.all("flag", "relayed") if 0 <= mark.i - m.j <= 2]
    told = [m for m in told if all(t.word == "on" or t.word.endswith("day") for t in doc.tokens[m.j : mark.i])]
    after = doc.tokens[mark.j : mark.j + 2]
    ends = any(t.word in (".", ",") for t in after[:2])
    return bool(told) and ends and when.kind in ("evening", "morning", "day")


def _another_matter(doc: Document, sentence: Sentence, when: When) -> bool:
    """ "Свет обещают вернуть до обеда", "аэропорт не принимал с 03:40 до 06:15", "пожар потушили за час"."""
    told = when.kind in ("morning", "day", "evening") and sentence.has("flag", "relayed")
    if told and not sentence.has("verb") and "struck" not in sentence.cats:
        return True  # "Об этом утром сообщило ведомство"
    if when.kind in _PARTS and _spoken_of_before(doc, sentence, when):
        return True
    if when.kind in _PARTS and (_to_come(doc, sentence, when) or _told_then(doc, sentence, when)):
        return True
    if when.kind in ("at", "point") and sentence.has("verb", "fire"):
        at = next(m.i for m in sentence.marks if m.value is when)
        return any(w.startswith(_OUT) for w in doc.forms[max(sentence.i, at - 3) : at])
    deeds = sentence.all("verb", "downed", "jammed", "repelled", "attack")
    if any(not doc.tokens[m.i].word.startswith("ликвидир") for m in deeds):
        return False
    if sentence.has("plan"):
        return True
    if when.kind == "hours":
        return sentence.has("verb", "fire")
    return when.kind == "range" and sentence.has("air", "place")


def _of_business(doc: Document, sentence: Sentence) -> bool:
    """ "Утром провёл совещание", "за добу прибуло 154 людини": the hours of what officials do besides."""
    if not _EVENTS.isdisjoint(sentence.cats):
        return False
    return any(w.startswith(_BUSINESS) for w in doc.forms[sentence.i : sentence.j])


def _spoken_of_before(doc: Document, sentence: Sentence, when: When) -> bool:
    """ "Утром он говорил о четверых", "утром власти называли троих": an imperfective tells of an earlier telling."""
    mark = next(m for m in sentence.marks if m.value is when)
    near = doc.forms[max(sentence.i, mark.i - 2) : mark.i] + doc.forms[mark.j : min(mark.j + 3, sentence.j)]
    return any(w.startswith(_SPOKE) for w in near)


def _told_then(doc: Document, sentence: Sentence, when: When) -> bool:
    """ "Минобороны утром отчиталось о 83 сбитых за ночь": when it was told, beside a word for when it happened."""
    mark = next(m for m in sentence.marks if m.value is when)
    near = [m for m in sentence.all("flag", "relayed") if -1 <= m.i - mark.j <= 2 or 0 <= mark.i - m.j <= 1]
    near = [m for m in near if "," not in doc.forms[min(m.j, mark.j) : max(m.i, mark.i)]]
    if not near or sentence.end == "?":
        return False
    others = [m for s in doc.sentences if not s.scope for m in s.all("when") if m.value is not when]
    return any(m.name not in ("at", "point", "asof") for m in others) or any(
        doc.forms[k].startswith(("ночн", "вечерн")) for k in range(sentence.i, sentence.j)
    )


def _to_come(doc: Document, sentence: Sentence, when: When) -> bool:
    """ "Ей сделают операцию утром", "вечером встречусь с жителями", "окна закроют до вечера": a promise."""
    mark = next(m for m in sentence.marks if m.value is when)
    if doc.forms[mark.i - 1] == "завтра":
        return True
    a, b = clause(doc, sentence, mark.i, mark.j)
    if any(a <= m.i < b and (m.cat in ("verb", "suffer", "struck", "finite")) for m in sentence.marks):
        return False
    words = [doc.forms[k] for k in (*range(max(a, mark.i - 4), mark.i), *range(mark.j, min(b, mark.j + 4)))]
    return any(w.endswith(_FUTURE) and len(w) > 4 and not w.endswith(_NOT_FUTURE) for w in words)


def post_window(doc: Document, sentences: list[Sentence]) -> Window | None:
    """None where no window is said."""
    found: list[tuple[Sentence, When]] = [
        (s, m.value) for s in sentences if "when" in s.cats for m in s.all("when") if isinstance(m.value, When)
    ]
    found = [(s, w) for s, w in found if not _of_business(doc, s)]
    if doc.language == "ru":
        found = [(s, w) for s, w in found if not _another_matter(doc, s, w)]
    elif doc.language == "en" and "deceased" in doc.cats:
        found = [(s, w) for s, w in found if not (s.has("deceased") and wounded_before(doc, s))]
    clocks = clock_lines(doc, sentences)
    if enough(doc, clocks):
        return doc.spans.window(When("range", clocks[0], clocks[-1]))
    if not found:
        return None
    spans = doc.spans
    since = [w for _, w in found if w.kind == "since"]
    asof = [w for _, w in found if w.kind == "asof"]
    ranges = [w for s, w in found if w.kind == "range" and not (s is not found[0][0] and _looks_back(doc, s))]
    if ranges:
        return _earlier(spans, found, ranges[0]) or spans.window(ranges[0])
    if not since:
        since = [w for s, w in found if w.kind in ("at", "point") and _begins(doc, s, w)]
        since = since if asof or (doc.language == "en" and _ended(doc, found)) else []
    if since and not asof and doc.language == "en" and (ended := _ended(doc, found)):
        asof = [ended]
    if since and asof:
        joined = spans.joined(since[0], asof[-1])
        if joined:
            return joined
    parts = [w for s, w in found if w.kind in _ORDER and s.has("verb", "downed", "jammed", "repelled") and s.has("num")]
    parts = parts or [w for s, w in found if w.kind in _ORDER]
    if doc.language == "en" and parts and parts[0].kind in ("evening", "morning", "day"):
        parts = [p for p in parts if not any(w is p and _tells(doc, s, w) for s, w in found)]
    if doc.language == "en" and parts and parts[0].kind == "night":
        exact = [w for s, w in found if w.kind == "point" and s.has("verb", "fell", "downed") and _of_them(doc, s)]
        if exact:  # "jammed three drones on Thursday night. They fell into the sea at about 22.30"
            return spans.window(exact[0])
    if parts:
        nights = [w for w in parts if w.kind.startswith("night")]
        chosen = parts[0]
        if chosen.kind == "night" and len(parts) > 1 and parts[1].kind == "morning" and _side_by_side(doc, sentences):
            chosen = chosen._replace(kind="night_morning")
        if nights and chosen.kind in ("morning", "evening", "day"):
            chosen = parts[0]
        if chosen.kind == "night" and any(w.kind == "night_morning" for w in parts):
            chosen = next(w for w in parts if w.kind == "night_morning")
        return spans.window(chosen)
    if since:
        return spans.since(since[0])
    said = {id(w) for s, w in found if _of_the_telling(doc, s, w)}
    points = [w for s, w in found if w.kind == "point" and s.has("verb", *_EVENT) and id(w) not in said]
    points += [w for s, w in found if w.kind == "at" and s.has("verb", *_EVENT) and id(w) not in said]
    if not points and doc.language == "en":  # "At 9:40 we lost a person again. A drone struck a van"
        opening = next((s for s in doc.sentences if s.marks), None)
        at = [m for m in opening.all("when", "at", "around", "point") if m.i - opening.i <= 2] if opening else []
        points = [w for s, w in found if s is opening and any(m.value is w for m in at)]
    return spans.window(points[0]) if points else None
