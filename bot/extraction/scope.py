"""Pass 7: scope. Which sentences tell of what happens now, and which of earlier days, drills, periods, own weapons."""

from datetime import timedelta

from bot.extraction.bygone import (
    a_record,
    another_month,
    dated_wound,
    day_of,
    day_of_a_past_year,
    of_a_period,
    past_years,
    some_days,
    whole_month,
)
from bot.extraction.causes import NEGATIVE, by_another_cause, leave_other_lands, presumed
from bot.extraction.document import Document
from bot.extraction.expressions import When
from bot.extraction.former import cut_former
from bot.extraction.marks import Mark
from bot.extraction.negatives import is_negative, mark_the_front, plain_verbs, tells_of_harm, visits
from bot.extraction.sentences import Sentence
from bot.extraction.spots import COUNTRY
from bot.extraction.struck import shoot_down
from bot.model import Authority

REPEATED = "repeated"  # of the same night, told again below a heading: its harm is recorded, its figures are not
BACKGROUND, ADVICE, FOOTER, CONDITIONAL = "background", "advice", "footer", "conditional"
NOTE = "note"  # a wire's own word on its text: "(Corrects figure in first paragraph)"
_NOTES = (
    "correct",
    "update",
    "recast",
    "clarif",
    "refile",
    "adds",
    "removes",
    "repeat",
    "changes",
    "fixes",
    "rewrites",
)
_TELL_OF_ANYTHING = (Authority.WIRE, Authority.EMERGENCY, Authority.RAILWAY, Authority.OTHER)
_WOUNDS = ("атак", "обстрел", "осколочн", "минно", "баротравм", "акубаро", "тяжелоранен", "взрывн")
_WAR = ("downed", "jammed", "repelled", "launched", "attack", "fell")
_DONE = ("downed", "jammed", "repelled")
_HARMED = ("damage", "fire", "killed", "hurt", "hit")
_DEBRIS = ("облом", "фрагмент", "осколк", "упавш", "падени", "рухнувш")
_RECALLED = frozenset(["ранее", "напомним", "раніше", "нагадаємо"])
_RETOLD = frozenset(["до", "прежде", "накануне", "напередодні", "earlier", "previously", "before"])
_REMINDS = frozenset(["напоминаем", "напомню", "напоминаю", "напомним", "повторяю", "повторяем"])
_WAS = frozenset(["был", "была", "было", "были"])
_BEGAN = frozenset(["ввели", "объявили", "вводили", "объявляли", "объявлялась", "вводился"])
_TELLING = ("сообща", "писал", "информировал", "повідомля", "писали", "report", "said")
_DATED = frozenset(["month", "date", "when"])
_ADDRESS = frozenset(["person", "person_form", "prep", "place", "head", "intro", "link", "of", "time"])


def settle(doc: Document) -> None:
    """Give every sentence its scope."""
    under_heading = False
    repeated = 0  # the line of a sentence that tells of the same night again
    first = True
    before: Sentence | None = None
    for sentence in doc.sentences:
        if "footer" in sentence.cats and not sentence.has("danger") and not sentence.has("verb"):
            sentence.scope = FOOTER
            continue
        if not sentence.marks:
            if under_heading:
                sentence.scope = BACKGROUND
            continue
        if doc.language == "en" and doc.tokens[sentence.i].word == "(" and _of_the_wire(doc, sentence):
            sentence.scope = NOTE
            continue
        if doc.language == "ru" and sentence.has("verb", "hit"):
            shoot_down(doc, sentence)
        if "scope" in sentence.cats:
            if doc.language == "ru" and sentence.has("scope", "earlier", "conditional"):
                cut_former(doc, sentence)
            if sentence.has("scope", "heading") and (sentence.j - sentence.i <= 4 or _titled(doc, sentence)):
                under_heading = True
        if under_heading:
            sentence.scope = BACKGROUND
            if doc.language == "en" and _told_by_a_wire(doc):
                repeated = _this_night(doc, sentence) or (repeated == sentence.line and sentence.line) or 0
                sentence.scope = REPEATED if repeated else BACKGROUND
        elif (
            sentence.has("scope", "conditional")
            or _of_a_memo(doc, sentence, before)
            or (sentence.end == "?" and doc.language == "ru" and (sentence.has("danger") or sentence.has("verb")))
        ):
            sentence.scope = CONDITIONAL
        elif "scope" not in sentence.cats and "deceased" not in sentence.cats:
            if is_negative(doc, sentence) or some_days(doc, sentence):
                sentence.scope = NEGATIVE
        elif sentence.has("deceased") and not sentence.has("scope", "period") and not _told_before(sentence):
            sentence.scope = ""  # a death today of wounds of another day
        elif sentence.has("scope", "long_ago") or (sentence.has("scope", "season") and not sentence.has("when")):
            sentence.scope = BACKGROUND
        elif sentence.item and sentence.has("scope", "earlier") and _in_a_summary(doc, sentence):
            sentence.scope = ""  # "травмовано п'ятьох, як ми вже писали"
        elif (
            sentence.has("scope", "earlier")
            and not sentence.has("superseded", "wrong")
            and not sentence.has("scope", "same_day")
            and not _came_today(doc, sentence)
            and not (sentence.has("state", "sustained", "on") and reminds(doc, sentence))
        ):
            sentence.scope = (
                ""
                if first
                and not _told_by_a_wire(doc)
                and not sentence.has("negative", "memory")
                and not _recalls(doc, sentence)
                else BACKGROUND
            )
        elif (
            (of_a_period(doc, sentence) and not a_record(doc, sentence))
            or is_negative(doc, sentence)
            or some_days(doc, sentence)
            or (sentence.has("scope", "forecast") and not sentence.has("danger"))
        ):
            sentence.scope = NEGATIVE
        elif sentence.has("scope", "advice"):
            sentence.scope = ADVICE
        first, before = False, sentence
    if doc.language == "ru" and _told_by_a_wire(doc):
        _repeat(doc)
    leave_other_lands(doc)
    _date_back(doc)
    if doc.language != "ru":
        mark_the_front(doc)
    if doc.language == "ru":
        _after_a_visit(doc)
    _spread(doc)


def _of_the_wire(doc: Document, sentence: Sentence) -> bool:
    return sentence.j - sentence.i > 2 and doc.tokens[sentence.i + 1].word.startswith(_NOTES)


def _of_a_memo(doc: Document, sentence: Sentence, before: Sentence | None) -> bool:
    """ "Если рядом упал беспилотник: 1. …; 2. …": the steps are as conditional as what they stand under."""
    if before is None or before.scope != CONDITIONAL:
        return False
    under = sentence.header is not None and sentence.header.scope == CONDITIONAL
    return under or (before.line + 1 == sentence.line and doc.tokens[before.j - 1].word == ";")


def _this_night(doc: Document, sentence: Sentence) -> int:
    """The line of a sentence that says "at night", with no other day's date; else 0."""
    nights = [m.value for m in sentence.all("when", "night") if isinstance(m.value, When)]
    today = doc.context.local.date()
    fresh = nights and all(not w.start.day or doc.spans.on(w.start.day) == today for w in nights)
    return sentence.line if fresh and not sentence.has("date") else 0


def _titled(doc: Document, sentence: Sentence) -> bool:
    """ "Background: on 4 October …": the heading stands in the same line."""
    first = sentence.all("scope", "heading")[0]
    return first.i == sentence.i and first.j < sentence.j and doc.tokens[first.j].word == ":"


def _recalls(doc: Document, sentence: Sentence) -> bool:
    """ "Напомним, вчера сбили пять", "как сообщалось ранее, …": told before, though nothing stands before it here."""
    words = [t.word for t in doc.tokens[sentence.i : sentence.i + 4]]
    told = words[0] in _RECALLED or (words[0] == "как" and any(w.startswith("сообща") for w in words))
    if words[0] in _RETOLD:  # "До этого сообщалось о 5 сбитых", "Earlier, 5 drones were reported shot down"
        told = any(t.word.startswith(_TELLING) for t in doc.tokens[sentence.i : min(sentence.j, sentence.i + 8)])
    return told and not sentence.has("danger")


def reminds(doc: Document, sentence: Sentence) -> bool:
    """ "Напоминаем: опасность действует": told again, and true yet."""
    if doc.language != "ru" or not sentence.has("danger") or sentence.has("state", "off", "all_clear", "never"):
        return False
    danger = sentence.all("danger")[0].i
    told = [k for k in range(sentence.i, danger) if doc.tokens[k].word in _REMINDS]
    begun = {doc.tokens[m.i].word for m in sentence.all("state", "on")}
    was = any(t.word in _WAS for t in doc.tokens[sentence.i : sentence.j])
    return bool(told) and not was and not (begun and begun <= _BEGAN)


def _came_today(doc: Document, sentence: Sentence) -> bool:
    """ "В больницу обратился боец: ранен накануне"."""
    return any(doc.tokens[k].word.startswith("обратил") for m in sentence.all("verb", "hurt") for k in range(m.i, m.j))


def _after_a_visit(doc: Document) -> None:
    """ "Приехал в Шебекино. Дом, повреждённый при обстреле, уже под крышей": what a visitor sees, told by participles
    and in relative clauses alone, is old."""
    visited = False  # or helped, or remembered
    for sentence in doc.sentences:
        if visited and not sentence.scope and tells_of_harm(sentence) and not sentence.has("neg"):
            if not plain_verbs(doc, sentence):
                sentence.scope = NEGATIVE
        elif not visited and "negative" in sentence.cats:
            visited = sentence.has("negative", "aid", "memory") or bool(visits(doc, sentence))


def _told_before(sentence: Sentence) -> bool:
    """ "Ранее губернатор рассказал, что …"; not "ранее раненый мужчина скончался"."""
    return any(
        m.i == sentence.i and any(0 <= f.i - m.j <= 4 for f in sentence.all("flag", "relayed"))
        for m in sentence.all("scope", "earlier")
    )


def _date_back(doc: Document) -> None:
    """A later sentence with a date of some days ago tells of an earlier event."""
    today = doc.spans.local.date()
    opening = next((s for s in doc.sentences if s.marks), None)
    years = past_years(doc)
    long_ago = False  # the text opens with a day of a past year, and is about it
    for k, sentence in enumerate(doc.sentences):
        if sentence.scope:
            continue
        if any(sentence.i < k < sentence.j for k in years) or day_of_a_past_year(doc, sentence):
            sentence.scope = BACKGROUND
            long_ago = long_ago or sentence is opening
        elif long_ago and not (plain_verbs(doc, sentence) and sentence.has("when")):
            sentence.scope = BACKGROUND
        if _DATED.isdisjoint(sentence.cats) or (sentence.has("deceased") and dated_wound(doc, sentence)):
            continue
        for mark in sentence.all("month"):
            if another_month(doc, mark.i, int(mark.name)) or whole_month(doc, sentence, mark.i):
                sentence.scope = BACKGROUND
        for mark in (*sentence.all("date"), *sentence.all("when")):
            said = day_of(mark)
            if said:
                day = doc.spans.on(said)
                if timedelta(days=2 if k else 14) <= today - day <= timedelta(days=400) and not sentence.has(
                    "when", "range", "since"
                ):
                    sentence.scope = BACKGROUND


def _in_a_summary(doc: Document, item: Sentence) -> bool:
    return any(s.has("flag", "digest") for s in doc.sentences if s.i < item.i)


def _told_by_a_wire(doc: Document) -> bool:
    return doc.context.authority == "wire"


def _repeat(doc: Document) -> None:
    """ "Сбиты 9 дронов. Ранее губернатор сообщил, что обломки повредили крышу": the same attack's harm, told in an
    earlier post, where this one tells of none and the paragraph names no other time (FORMAT 13)."""
    told = [
        s for s in doc.sentences if s.scope == BACKGROUND and s.has("scope", "earlier") and s.has("flag", "relayed")
    ]
    now = [s for s in doc.sentences if s.scope == ""]
    _reminded(doc, now)
    if not told or not any(s.has("verb", *_DONE) for s in now) or any(s.has("verb", *_HARMED) for s in now):
        return
    for sentence in told:
        falls = any(t.word.startswith(_DEBRIS) for t in doc.tokens[sentence.i : sentence.j])
        undated = not (sentence.has("when") or sentence.has("date") or sentence.has("month"))
        if falls and undated and not sentence.has("scope", "long_ago") and sentence.has("verb", *_HARMED):
            sentence.scope = ""
            sentence.take([*sentence.marks, Mark("scope", "repeat", sentence.i, sentence.j)])


def _reminded(doc: Document, now: list[Sentence]) -> None:
    """ "Число раненых увеличилось до девяти. Напомним, осколки повредили 14 квартир": the harm of the attack of which
    the new number tells, where no other day is named."""
    if not any(s.has("flag", "grew") and s.has("verb", "hurt", "killed") for s in now):
        return
    for sentence in doc.sentences:
        opens = doc.tokens[sentence.i].word in ("напомним", "напоминаем")
        dated = sentence.has("when") or sentence.has("date") or sentence.has("month") or len(sentence.all("scope")) > 1
        if opens and sentence.scope == BACKGROUND and not dated and sentence.has("verb", "damage", "fire"):
            sentence.scope = ""
            kept = [m for m in sentence.marks if m.cat != "scope"]
            sentence.take([*kept, Mark("scope", "repeat", sentence.i, sentence.j)])


def repeats(sentence: Sentence) -> bool:
    """Whether a wire's sentence repeats an earlier post on the same attack (found by `settle`)."""
    return sentence.has("scope", "repeat")


def _strong(sentence: Sentence) -> bool:
    """Tells of an event by itself: something shot down or hit, with a time or a force named."""
    return sentence.scope == "" and sentence.has(
        "verb", "downed", "jammed", "repelled", "damage", "killed", "hurt", "fire"
    )


def _spread(doc: Document) -> None:
    """A text that opens with a drill, a year's total, own weapons or a day years ago is about that to its end, unless
    it tells plainly of something else."""
    told = [s for s in doc.sentences if s.marks and not _greets(s) and s.scope != NOTE]
    if not told:
        return
    opening = told[0]
    memo = opening.has("scope", "memo") or opening.j - opening.i <= 5
    if opening.scope == CONDITIONAL and opening.end == "?" and doc.language == "ru":
        for sentence in told[1:]:  # "Вернут ли деньги, если упал дрон? Да. Нужна оценка ущерба"
            if not sentence.scope and not plain_verbs(doc, sentence) and not sentence.has("danger"):
                sentence.scope = CONDITIONAL
    if opening.scope == CONDITIONAL and memo:  # "Памятка.", "Чем отличаются сигналы?"
        for sentence in told[1:]:
            if not _strong(sentence):
                sentence.scope = CONDITIONAL
    inquiry = opening.scope == NEGATIVE and {m.name for m in opening.all("negative")} == {"inquiry"}
    if (opening.scope == NEGATIVE and not inquiry) or (
        opening.scope == BACKGROUND and opening.has("scope", "long_ago")
    ):
        mended = opening.has("negative", "aid")  # "Рух відновили. Через удар пошкоджено два вагони"
        for sentence in told[1:]:
            if opening.has("negative", "condolence") and sentence.has("deceased") and sentence.has("weapon"):
                continue  # "Скорбная весть. От ран умерла женщина, которую ранил дрон"
            now = sentence.has("when") or (mended and sentence.has("verb", "attack"))
            if doc.language == "ru" and now:
                now = bool(plain_verbs(doc, sentence)) or sentence.has("verb", "downed", "jammed", "repelled")
            if sentence.scope == "" and not (_strong(sentence) and now):
                sentence.scope = opening.scope


def _greets(sentence: Sentence) -> bool:
    """ "Уважаемые жители!": who is addressed, and no more."""
    return sentence.end == "!" and all(m.cat in _ADDRESS for m in sentence.marks)


def current(doc: Document) -> list[Sentence]:
    """The sentences that tell of now."""
    return [s for s in doc.sentences if s.scope in ("", ADVICE)]


def warlike(doc: Document) -> bool:
    """Whether harm in this text can come of an attack. A wire or a rescue service tells of ordinary fires and
    accidents, too, as does everybody far from the front: there a weapon, an attack or its debris must be named
    somewhere, and so it must where another cause is."""
    if by_another_cause(doc):
        return False
    if doc.context.authority not in _TELL_OF_ANYTHING and presumed(doc):
        return True
    return any(
        s.has("weapon")
        or s.has("verb", *_WAR)
        or s.has("danger")
        or s.has("struck")
        or s.has("enemy")
        or (s.has("finite") and s.has("place", COUNTRY))
        or any(doc.tokens[m.i].word == "hits" for m in s.all("verb", "hit"))
        or (doc.language == "ru" and any(t.word.startswith(_WOUNDS) for t in doc.tokens[s.i : s.j]))
        or s.has("underway")
        or (doc.context.authority not in _TELL_OF_ANYTHING and s.has("verb", "hit"))
        or (doc.language == "uk" and s.has("flag", "quote_office"))
        for s in doc.sentences
        if s.scope != NEGATIVE or not s.has("negative", "denial")  # "версию об атаке беспилотника назвали вымыслом"
    )
