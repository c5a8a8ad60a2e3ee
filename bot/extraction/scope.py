"""Pass 7: scope. Which sentences tell of what happens now, and which of earlier days, drills, periods, own weapons."""

from datetime import timedelta

from bot.extraction.bygone import (
    a_record,
    another_month,
    dated_wound,
    day_of,
    day_of_a_past_year,
    got_then,
    of_a_period,
    past_years,
    some_days,
    told_before_it,
    whole_month,
)
from bot.extraction.causes import CIVIL, NEGATIVE, leave_other_causes, leave_other_lands
from bot.extraction.document import Document
from bot.extraction.former import cut_former
from bot.extraction.negatives import EVENTS, is_civil, is_negative, mark_the_front, plain_verbs, tells_of_harm, visits
from bot.extraction.openings import (
    CONDITIONAL,
    FOOTER,
    NOTE,
    beside_a_drill,
    is_a_note,
    of_a_memo,
    spread,
    under_a_memo,
)
from bot.extraction.paragraphs import leave_peaceful
from bot.extraction.retold import (
    BACKGROUND,
    REPEATED,
    in_a_summary,
    of_which_was_told,
    recalls,
    reminds,
    repeat,
    repeat_harm,
    this_night,
    told_before,
    told_by_a_wire,
)
from bot.extraction.sentences import Sentence
from bot.extraction.struck import shoot_down
from bot.extraction.war import names_war

ADVICE = "advice"
_BY = frozenset(["к", "by"])
_MOOD = frozenset(["neg", "danger"])
_DATED = frozenset(["month", "date", "when"])


def settle(doc: Document) -> None:
    """Give every sentence its scope."""
    under_heading = False
    repeated = 0  # the line of a sentence that tells of the same night again
    first = True
    before: Sentence | None = None
    struck = doc.language == "ru" and "weapon" in doc.cats and doc.has("verb", "hit")
    for sentence in doc.sentences:
        if "footer" in sentence.cats and not sentence.has("danger") and not sentence.has("verb"):
            sentence.scope = FOOTER
            continue
        if not sentence.marks:
            if under_heading:
                sentence.scope = BACKGROUND
            continue
        if "civil" in sentence.cats and is_civil(sentence):
            sentence.scope = CIVIL
            continue
        if doc.language == "en" and doc.tokens[sentence.i].word == "(" and is_a_note(doc, sentence):
            sentence.scope = NOTE
            continue
        if struck and sentence.has("verb", "hit"):
            shoot_down(doc, sentence)
        scoped = "scope" in sentence.cats
        if scoped:
            if doc.language == "ru" and sentence.has("scope", "earlier", "conditional"):
                cut_former(doc, sentence)
            if sentence.has("scope", "heading") and (sentence.j - sentence.i <= 4 or _titled(doc, sentence)):
                under_heading = True
        if under_heading:
            sentence.scope = BACKGROUND
            if doc.language == "en" and told_by_a_wire(doc):
                repeated = this_night(doc, sentence) or (repeated == sentence.line and sentence.line) or 0
                sentence.scope = REPEATED if repeated else BACKGROUND
        elif (
            (scoped and sentence.has("scope", "conditional"))
            or (before is not None and before.scope == CONDITIONAL and of_a_memo(doc, sentence, before))
            or (sentence.end == "?" and doc.language == "ru" and (sentence.has("danger") or sentence.has("verb")))
        ):
            sentence.scope = CONDITIONAL
        elif not scoped and "deceased" not in sentence.cats:
            if ("negative" in sentence.cats and is_negative(doc, sentence)) or some_days(doc, sentence):
                sentence.scope = NEGATIVE
        elif sentence.has("deceased") and not sentence.has("scope", "period") and not told_before(sentence):
            sentence.scope = ""  # a death today of wounds of another day
        elif sentence.has("scope", "long_ago") or (sentence.has("scope", "season") and not sentence.has("when")):
            sentence.scope = BACKGROUND
        elif sentence.has("negative", "drill") and _recalls_a_drill(doc, sentence):
            sentence.scope = NEGATIVE
        elif sentence.item and sentence.has("scope", "earlier") and in_a_summary(doc, sentence):
            sentence.scope = ""  # "травмовано п'ятьох, як ми вже писали"
        elif (
            sentence.has("scope", "earlier")
            and not sentence.has("superseded", "wrong")
            and not sentence.has("scope", "same_day")
            and not _came_today(doc, sentence)
            and not (reminds(doc, sentence) and (sentence.has("state", "sustained", "on") or _in_force(doc, sentence)))
            and not of_which_was_told(doc, sentence)
        ):
            sentence.scope = (
                ""
                if first
                and not told_by_a_wire(doc)
                and not sentence.has("negative", "memory")
                and not recalls(doc, sentence)
                else BACKGROUND
            )
        elif (
            (of_a_period(doc, sentence) and not a_record(doc, sentence))
            or is_negative(doc, sentence)
            or some_days(doc, sentence)
            or (sentence.has("scope", "forecast") and not sentence.has("danger") and not told_before_it(doc, sentence))
        ):
            dated = sentence.has("date") and sentence.has("verb", "killed", "hurt", "damage") and not first
            sentence.scope = BACKGROUND if dated and "negative" not in sentence.cats else NEGATIVE
        elif sentence.has("scope", "advice"):
            sentence.scope = ADVICE
        first, before = False, sentence
    if doc.language == "ru" and told_by_a_wire(doc):
        repeat(doc)
    elif doc.language == "en" and "scope" in doc.cats and told_by_a_wire(doc):
        repeat_harm(doc)
    leave_other_lands(doc)
    leave_other_causes(doc)
    _date_back(doc)
    if doc.language != "ru":
        mark_the_front(doc)
    if doc.language == "ru":
        _after_a_visit(doc)
        leave_peaceful(doc)
    spread(doc)
    under_a_memo(doc)
    beside_a_drill(doc)


def _titled(doc: Document, sentence: Sentence) -> bool:
    """ "Background: on 4 October …": the heading stands in the same line."""
    first = sentence.all("scope", "heading")[0]
    return first.i == sentence.i and first.j < sentence.j and doc.tokens[first.j].word == ":"


def _in_force(doc: Document, sentence: Sentence) -> bool:
    return any(w.startswith(("действует", "действуют")) for w in doc.forms[sentence.i : sentence.j])


def _came_today(doc: Document, sentence: Sentence) -> bool:
    """ "В больницу обратился боец: ранен накануне"."""
    return any(doc.tokens[k].word.startswith("обратил") for m in sentence.all("verb", "hurt") for k in range(m.i, m.j))


def _after_a_visit(doc: Document) -> None:
    """ "Приехал в Шебекино. Дом, повреждённый при обстреле, уже под крышей": what a visitor sees, told by participles
    and in relative clauses alone, is old."""
    visited = False  # or helped, or remembered
    line = 0
    for sentence in doc.sentences:
        if visited and sentence.line > line + 1 and not sentence.scope and _tells_of_war(doc, sentence):
            visited = False  # a paragraph of its own tells of an attack
        elif visited and not sentence.scope and tells_of_harm(sentence) and _MOOD.isdisjoint(sentence.cats):
            if not plain_verbs(doc, sentence):
                sentence.scope = NEGATIVE
        elif not visited and "negative" in sentence.cats:
            visited = sentence.has("negative", "aid", "memory") or bool(visits(doc, sentence))
            line = sentence.line


def _recalls_a_drill(doc: Document, sentence: Sentence) -> bool:
    """ "Напоминаем: 5 марта пройдёт проверка сирен"."""
    return doc.forms[sentence.i].startswith(("напомин", "напомн")) and is_negative(doc, sentence)


def _tells_of_war(doc: Document, sentence: Sentence) -> bool:
    return names_war(sentence) and bool(plain_verbs(doc, sentence))


def _date_back(doc: Document) -> None:
    """A later sentence with a date of some days ago tells of an earlier event."""
    years = past_years(doc)
    if not years and _DATED.isdisjoint(doc.cats):
        return
    today = doc.spans.local.date()
    opening = next((s for s in doc.sentences if not (EVENTS | _DATED).isdisjoint(s.cats)), None)
    long_ago = False  # the text opens with a day of a past year, and is about it
    for k, sentence in enumerate(doc.sentences):
        if sentence.scope:
            continue
        if (years and any(sentence.i < k < sentence.j for k in years)) or day_of_a_past_year(doc, sentence):
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
            if said and doc.forms[mark.i - 1] not in _BY:  # "завершим к 1 декабря"
                day = doc.spans.on(said)
                if timedelta(days=2 if k or got_then(doc, sentence, mark.i) else 14) <= today - day <= timedelta(
                    days=400
                ) and not sentence.has("when", "range", "since"):
                    sentence.scope = BACKGROUND


def current(doc: Document) -> list[Sentence]:
    """The sentences that tell of now."""
    return [s for s in doc.sentences if s.scope in ("", ADVICE)]
