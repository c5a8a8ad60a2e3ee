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
from bot.extraction.causes import CIVIL, NEGATIVE, by_another_cause, leave_other_lands, presumed
from bot.extraction.disclaimed import at_work
from bot.extraction.document import Document
from bot.extraction.former import cut_former
from bot.extraction.negatives import is_negative, mark_the_front, plain_verbs, tells_of_harm, visits
from bot.extraction.retold import (
    BACKGROUND,
    REPEATED,
    goes_on_all_the_same,
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
from bot.extraction.sentences import Sentence, paragraph
from bot.extraction.shapes import of_war
from bot.extraction.spots import COUNTRY
from bot.extraction.struck import shoot_down
from bot.model import Authority

ADVICE, FOOTER, CONDITIONAL = "advice", "footer", "conditional"
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
_TELL_OF_ANYTHING = (
    Authority.WIRE, Authority.EMERGENCY, Authority.RAILWAY, Authority.AVIATION, Authority.OTHER,
)  # fmt: skip
_OF_WAR = frozenset(["shrapnel", "barotrauma", "rubble", "mine-blast", "wounded", "shellfire", "double-tap"])
_WOUNDS = (
    "мирны", "самооборон", "орлан", "атак", "обстрел", "осколочн", "минно", "баротравм", "акубаро",
    "тяжелоранен", "взрывн",
)  # fmt: skip
_STAFF = ("оперштаб", "губернатор", "глава", "главы", "главой")
_WAR = ("downed", "jammed", "repelled", "launched", "attack", "fell")
_WARLIKE = frozenset(["danger", "struck", "enemy", "underway"])
_EVENTS = frozenset(
    ["verb", "struck", "suffer", "weapon", "danger", "state", "enemy", "underway", "deceased", "moved", "neg",
     "front", "launched"]
)  # fmt: skip
_APART = frozenset(["law", "aid", "accident", "sport", "advert", "later", "opinion", "visit", "talk"])
_OF_ALARMS = frozenset(["drill", "denial", "cyber", "losses"])
_BY = frozenset(["к", "by"])
_MOOD = frozenset(["neg", "danger"])
_HEADING = 9  # tokens
_DATED = frozenset(["month", "date", "when"])
_ADDRESS = frozenset(["person", "person_form", "prep", "place", "head", "intro", "link", "of", "time"])


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
        if "civil" in sentence.cats and _is_civil(sentence):
            sentence.scope = CIVIL
            continue
        if doc.language == "en" and doc.tokens[sentence.i].word == "(" and _of_the_wire(doc, sentence):
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
            or (before is not None and before.scope == CONDITIONAL and _of_a_memo(doc, sentence, before))
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
    _date_back(doc)
    if doc.language != "ru":
        mark_the_front(doc)
    if doc.language == "ru":
        _after_a_visit(doc)
    _spread(doc)
    _under_a_memo(doc)
    _beside_a_drill(doc)


def _is_civil(sentence: Sentence) -> bool:
    """ "Завтра буду в Орле на форуме", "задержаны двое мошенников": nothing of an attack, a drill or a denial."""
    of = {m.name for m in sentence.all("negative")}
    if sentence.cats["civil"][0].i == sentence.i:
        of.discard("own")  # "дякую нашим захисникам"
    if not _EVENTS.isdisjoint(sentence.cats) or not of <= _APART:
        return False
    if "scope" in sentence.cats and any(m.name not in ("period", "forecast") for m in sentence.cats["scope"]):
        return False
    return not sentence.has("air", "place", "plan")


def _of_the_wire(doc: Document, sentence: Sentence) -> bool:
    return sentence.j - sentence.i > 2 and doc.tokens[sentence.i + 1].word.startswith(_NOTES)


def _of_a_memo(doc: Document, sentence: Sentence, before: Sentence) -> bool:
    """ "Если рядом упал беспилотник: 1. …; 2. …": the steps are as conditional as what they stand under."""
    under = sentence.header is not None and sentence.header.scope == CONDITIONAL
    over = doc.forms[sentence.i : sentence.i + 2] in (["по", "окончании"], ["при", "отмене"], ["при", "отбое"])
    return under or over or (before.line + 1 == sentence.line and doc.tokens[before.j - 1].word == ";")


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
    for sentence in doc.sentences:
        if visited and not sentence.scope and tells_of_harm(sentence) and _MOOD.isdisjoint(sentence.cats):
            if not plain_verbs(doc, sentence):
                sentence.scope = NEGATIVE
        elif not visited and "negative" in sentence.cats:
            visited = sentence.has("negative", "aid", "memory") or bool(visits(doc, sentence))


def _date_back(doc: Document) -> None:
    """A later sentence with a date of some days ago tells of an earlier event."""
    years = past_years(doc)
    if not years and _DATED.isdisjoint(doc.cats):
        return
    today = doc.spans.local.date()
    opening = next((s for s in doc.sentences if not (_EVENTS | _DATED).isdisjoint(s.cats)), None)
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


def _strong(sentence: Sentence) -> bool:
    """Tells of an event by itself: something shot down or hit, with a time or a force named."""
    return sentence.scope == "" and sentence.has(
        "verb", "downed", "jammed", "repelled", "damage", "killed", "hurt", "fire"
    )


def _spread(doc: Document) -> None:
    """A text that opens with a drill, a year's total, own weapons or a day years ago is about that to its end, unless
    it tells plainly of something else."""
    told = (s for s in doc.sentences if s.marks and not _greets(s) and s.scope not in (NOTE, CIVIL, FOOTER))
    opening = next((s for s in told if s.scope or not _EVENTS.isdisjoint(s.cats)), None)  # not "коротко о главном:"
    if opening is None or not opening.scope:
        return
    following = list(told)
    memo = opening.has("scope", "memo") or opening.j - opening.i <= 5
    if opening.scope == CONDITIONAL and opening.end == "?" and doc.language == "ru":
        for sentence in following:  # "Вернут ли деньги, если упал дрон? Да. Нужна оценка ущерба"
            if not sentence.scope and not plain_verbs(doc, sentence) and not sentence.has("danger"):
                sentence.scope = CONDITIONAL
    if opening.scope == CONDITIONAL and memo:  # "Памятка.", "Чем отличаются сигналы?"
        for sentence in following:
            if not _strong(sentence):
                sentence.scope = CONDITIONAL
    inquiry = opening.scope == NEGATIVE and {m.name for m in opening.all("negative")} == {"inquiry"}
    if (opening.scope == NEGATIVE and not inquiry) or (
        opening.scope == BACKGROUND and opening.has("scope", "long_ago")
    ):
        armed = any(s.line > opening.line + 1 and _names_war(s) for s in following)
        another = False
        mended = opening.has("negative", "aid")  # "Рух відновили. Через удар пошкоджено два вагони"
        for sentence in following:
            if opening.has("negative", "condolence") and sentence.has("deceased") and sentence.has("weapon"):
                continue  # "Скорбная весть. От ран умерла женщина, которую ранил дрон"
            another = another or _of_another_matter(opening, sentence, armed)
            if another:
                continue
            if opening.has("negative", "denial") and goes_on_all_the_same(doc, sentence):
                continue  # "Отбой — фейк. Опасность не снята"
            now = sentence.has("when") or (mended and sentence.has("verb", "attack"))
            if doc.language == "ru" and now:
                now = bool(plain_verbs(doc, sentence)) or sentence.has("verb", "downed", "jammed", "repelled")
            if sentence.scope == "" and not (_strong(sentence) and now):
                sentence.scope = opening.scope


def _under_a_memo(doc: Document) -> None:
    """ "📌 Памятка. «Отбой» — можно возвращаться к делам": wherever it stands, what follows explains signals."""
    under = False
    for sentence in doc.sentences if doc.has("scope", "memo") else ():
        if under and not sentence.scope and not _strong(sentence):
            sentence.scope = CONDITIONAL
        under = under or (sentence.has("scope", "memo") and sentence.j - sentence.i <= _HEADING)


def _beside_a_drill(doc: Document) -> None:
    """ "Завтра проверка систем оповещения. Прозвучит сигнал «Воздушная тревога».": wherever in a text it is told, the
    rest of its paragraph is about it."""
    for drill in doc.sentences if doc.has("negative", "drill") else ():
        if drill.scope == NEGATIVE and drill.has("negative", "drill"):
            for sentence in paragraph(doc.sentences, drill):
                if sentence.i > drill.i and not sentence.scope and not _strong(sentence):
                    sentence.scope = NEGATIVE


def _names_war(sentence: Sentence) -> bool:
    return sentence.has("weapon") or not _WARLIKE.isdisjoint(sentence.cats) or sentence.has("verb", *_WAR)


def _of_another_matter(opening: Sentence, sentence: Sentence, armed: bool) -> bool:
    """ "Задержаны двое мошенников.\n\nВ области объявлена опасность": news of its own in another line. `armed`: what
    follows the first paragraph names a weapon or an attack. Drills and denials are about the danger that they name."""
    of = {m.name for m in opening.all("negative")}
    if sentence.line == opening.line or opening.scope != NEGATIVE or not of.isdisjoint(_OF_ALARMS):
        return False
    if "danger" in sentence.cats or "state" in sentence.cats or {"weapon", "place"} <= sentence.cats.keys():
        return True
    return bool(of) and of <= _APART and armed and sentence.line > opening.line + 1


def _greets(sentence: Sentence) -> bool:
    """ "Уважаемые жители!": who is addressed, and no more."""
    return sentence.end == "!" and all(m.cat in _ADDRESS for m in sentence.marks)


def current(doc: Document) -> list[Sentence]:
    """The sentences that tell of now."""
    return [s for s in doc.sentences if s.scope in ("", ADVICE)]


def _is_armed(doc: Document, sentence: Sentence) -> bool:
    """Whether a weapon is named, in Russian no aircraft of any kind and no drone at one's own work."""
    if doc.language != "ru":
        return sentence.has("weapon")
    return "weapon" in sentence.cats and any(
        m.name != "aviation" and not at_work(doc, sentence, m.i) for m in sentence.cats["weapon"]
    )


def _of_the_day(doc: Document, sentence: Sentence) -> bool:
    """ "One person was killed and ten injured in Kherson over the past 24 hours": an office's daily count (English)."""
    return sentence.has("time", "sutki") and sentence.has("verb", "killed", "hurt") and sentence.has("num", "exact")


def _of_a_day_of_war(doc: Document, sentence: Sentence) -> bool:
    """ "За сутки в области погибли двое и 13 пострадали, подсчитали в оперштабе": an office's daily count (Russian)."""
    people = sentence.has("verb", "killed", "hurt") or sentence.has("suffer")
    wounds = doc.mentions(_STAFF[:1]) or any(w.startswith("ранен") for w in doc.forms[sentence.i : sentence.j])
    return people and wounds and sentence.has("num", "exact")


def warlike(doc: Document) -> bool:
    """Whether harm in this text can come of an attack. A wire or a rescue service tells of ordinary fires and
    accidents, too, as does everybody far from the front: there a weapon, an attack or its debris must be named
    somewhere, and so it must where another cause is."""
    if by_another_cause(doc):
        return False
    staff = doc.language == "ru" and doc.mentions(_STAFF)
    named = any(
        _is_armed(doc, s)
        or s.has("verb", *_WAR)
        or not _WARLIKE.isdisjoint(s.cats)
        or (s.has("finite") and s.has("place", COUNTRY))
        or any(doc.tokens[m.i].word == "hits" for m in s.all("verb", "hit"))
        or (doc.language == "ru" and any(w.startswith(_WOUNDS) for w in doc.forms[s.i : s.j]))
        or (doc.language == "en" and _of_the_day(doc, s))
        or (staff and s.has("time", "sutki") and _of_a_day_of_war(doc, s))
        or (doc.language == "en" and not _OF_WAR.isdisjoint(doc.forms[s.i : s.j]))
        or (doc.context.authority not in _TELL_OF_ANYTHING and s.has("verb", "hit") and doc.language != "ru")
        or (doc.language == "uk" and s.has("flag", "quote_office"))
        for s in doc.sentences
        if s.scope != NEGATIVE or not s.has("negative", "denial")  # "версию об атаке беспилотника назвали вымыслом"
    )
    if named or doc.context.authority in _TELL_OF_ANYTHING:
        return named
    return presumed(doc) and (doc.language != "ru" or of_war(doc))
