"""What was told before: recalled, retold by a wire, or of the same night and recorded again."""

from bot.extraction.document import Document
from bot.extraction.expressions import When
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence

BACKGROUND = "background"  # the scope of what is not of now
REPEATED = "repeated"  # of the same night, told again below a heading: its harm is recorded, its figures are not
_DONE = ("downed", "jammed", "repelled")
_HARMED = ("damage", "fire", "killed", "hurt", "hit")
_DEBRIS = ("облом", "фрагмент", "осколк", "упавш", "падени", "рухнувш")
_RECALLED = frozenset(["ранее", "напомним", "раніше", "нагадаємо"])
_RETOLD = frozenset(["до", "прежде", "накануне", "напередодні", "earlier", "previously", "before"])
_REMINDS = frozenset(["напоминаем", "напомню", "напоминаю", "напомним", "повторяю", "повторяем"])
_WAS = frozenset(["был", "была", "было", "были"])
_BEGAN = frozenset(["ввели", "объявили", "вводили", "объявляли", "объявлялась", "вводился"])
_TELLING = ("сообща", "писал", "информировал", "повідомля", "писали", "report", "said")


def this_night(doc: Document, sentence: Sentence) -> int:
    """The line of a sentence that says "at night", with no other day's date; else 0."""
    nights = [m.value for m in sentence.all("when", "night") if isinstance(m.value, When)]
    today = doc.context.local.date()
    fresh = nights and all(not w.start.day or doc.spans.on(w.start.day) == today for w in nights)
    return sentence.line if fresh and not sentence.has("date") else 0


def recalls(doc: Document, sentence: Sentence) -> bool:
    """ "Напомним, вчера сбили пять", "как сообщалось ранее, …": told before, though nothing stands before it here."""
    words = doc.forms[sentence.i : sentence.i + 4]
    told = words[0] in _RECALLED or (words[0] == "как" and any(w.startswith("сообща") for w in words))
    if words[0] in _RETOLD:  # "До этого сообщалось о 5 сбитых", "Earlier, 5 drones were reported shot down"
        told = any(w.startswith(_TELLING) for w in doc.forms[sentence.i : min(sentence.j, sentence.i + 8)])
    return told and not sentence.has("danger")


def goes_on_all_the_same(doc: Document, sentence: Sentence) -> bool:
    """ "Сообщение об отбое — фейк. Опасность не снята": a danger that goes on, whatever was denied before."""
    if doc.language != "ru" or not sentence.has("danger") or sentence.has("state", "off", "all_clear", "never"):
        return False
    in_force = any(doc.tokens[m.i].word == "действует" for m in sentence.all("state", "on"))
    return in_force or sentence.has("state", "sustained")


def of_which_was_told(doc: Document, sentence: Sentence) -> bool:
    """ "Угроза, о которой сообщали в 05:10, отменена": told of before, ended now (Russian)."""
    if doc.language != "ru" or not (sentence.has("danger") and sentence.has("state", "off")):
        return False
    told = sentence.all("scope", "earlier")
    return all(any(t.word.startswith("котор") for t in doc.tokens[max(sentence.i, m.i - 3) : m.i]) for m in told)


def reminds(doc: Document, sentence: Sentence) -> bool:
    """ "Напоминаем: опасность действует": told again, and true yet."""
    if doc.language != "ru" or not sentence.has("danger") or sentence.has("state", "off", "all_clear", "never"):
        return False
    danger = sentence.all("danger")[0].i
    told = [k for k in range(sentence.i, danger) if doc.tokens[k].word in _REMINDS]
    begun = {doc.tokens[m.i].word for m in sentence.all("state", "on")}
    was = any(w in _WAS for w in doc.forms[sentence.i : sentence.j])
    return bool(told) and not was and not (begun and begun <= _BEGAN)


def told_before(sentence: Sentence) -> bool:
    """ "Ранее губернатор рассказал, что …"; not "ранее раненый мужчина скончался"."""
    return any(
        m.i == sentence.i and any(0 <= f.i - m.j <= 4 for f in sentence.all("flag", "relayed"))
        for m in sentence.all("scope", "earlier")
    )


def in_a_summary(doc: Document, item: Sentence) -> bool:
    return any(s.has("flag", "digest") for s in doc.sentences if s.i < item.i)


def told_by_a_wire(doc: Document) -> bool:
    return doc.context.authority == "wire"


def repeat(doc: Document) -> None:
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
        falls = any(w.startswith(_DEBRIS) for w in doc.forms[sentence.i : sentence.j])
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


def repeat_harm(doc: Document) -> None:
    """ "The number of injured has grown to 17. As reported earlier, 12 were hurt when a missile hit an office
    building", "41 drones were downed. Officials earlier reported a fire at a depot after a drone attack" (English): the
    harm of the same attack, where no other time is named; its people are those of the new number."""
    told = [s for s in doc.sentences if s.scope == BACKGROUND and s.has("scope", "earlier") and _undated(doc, s)]
    if not told:
        return
    now = [s for s in doc.sentences if s.scope == ""]
    grew = any(s.has("flag", "grew") and s.has("verb", "hurt", "killed") for s in now)
    shot = any(s.has("verb", *_DONE) for s in now) and not any(s.has("verb", *_HARMED) for s in now)
    for sentence in told:
        blow = sentence.has("weapon") or sentence.has("verb", "attack", "hit", "fell")
        if not blow or not sentence.has("object") or not (grew or (shot and sentence.has("flag", "relayed"))):
            continue
        sentence.scope = ""
        people = ("killed", "hurt") if grew else ()
        kept = [m for m in sentence.marks if m.cat != "scope" and not (m.cat == "verb" and m.name in people)]
        kept = [m for m in kept if not (grew and m.cat in ("num", "person", "deceased"))]
        sentence.take([*kept, Mark("scope", "repeat", sentence.i, sentence.j)])


def _undated(doc: Document, sentence: Sentence) -> bool:
    if any(sentence.has(cat) for cat in ("when", "date", "month")):
        return False
    if any(m.name not in ("earlier", "heading") for m in sentence.all("scope")):
        return False
    return not any(w.endswith("day") or w in ("last", "week", "previous") for w in doc.forms[sentence.i : sentence.j])


def repeats(sentence: Sentence) -> bool:
    """Whether a wire's sentence repeats an earlier post on the same attack (found by `settle`)."""
    return sentence.has("scope", "repeat")
