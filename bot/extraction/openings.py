"""Openings: what one matter at a text's head, a drill, a memo, own weapons, does to what follows it."""

from bot.extraction.causes import CIVIL, NEGATIVE
from bot.extraction.document import Document
from bot.extraction.negatives import EVENTS, PEACEFUL, plain_verbs
from bot.extraction.paragraphs import is_heralded
from bot.extraction.retold import BACKGROUND, goes_on_all_the_same
from bot.extraction.sentences import Sentence, paragraph, paragraphs
from bot.extraction.war import names_war

CONDITIONAL, FOOTER = "conditional", "footer"
NOTE = "note"  # a wire's own word on its text: "(Corrects figure in first paragraph)"
_NOTES = (
    "correct", "update", "recast", "clarif", "refile", "adds", "removes", "repeat", "changes", "fixes", "rewrites",
)  # fmt: skip
_OF_ALARMS = frozenset(["drill", "denial", "cyber", "losses"])
_OF_ITSELF = frozenset(["negative", "scope"])  # its own words make it a drill, a memo, an old day
_CALLED_OFF = ("перенес", "перенос", "отмен", "скасов", "відклад", "postpon", "cancel")
_HEADING = 9  # tokens
_ADDRESS = frozenset(["person", "person_form", "prep", "place", "head", "intro", "link", "of", "time"])


def is_a_note(doc: Document, sentence: Sentence) -> bool:
    """ "(Updates number of dead)", "(Corrects figure in first paragraph)": a bracket that opens so."""
    return sentence.j - sentence.i > 2 and doc.tokens[sentence.i + 1].word.startswith(_NOTES)


def of_a_memo(doc: Document, sentence: Sentence, before: Sentence) -> bool:
    """ "Если рядом упал беспилотник: 1. …; 2. …": the steps are as conditional as what they stand under."""
    under = sentence.header is not None and sentence.header.scope == CONDITIONAL
    over = doc.forms[sentence.i : sentence.i + 2] in (["по", "окончании"], ["при", "отмене"], ["при", "отбое"])
    return under or over or (before.line + 1 == sentence.line and doc.tokens[before.j - 1].word == ";")


def _strong(sentence: Sentence) -> bool:
    """Tells of an event by itself: something shot down or hit, with a time or a force named."""
    return sentence.scope == "" and sentence.has(
        "verb", "downed", "jammed", "repelled", "damage", "killed", "hurt", "fire"
    )


def spread(doc: Document) -> None:
    """A text that opens with a drill, a year's total, own weapons or a day years ago is about that to its end, unless
    it tells plainly of something else; so is each later paragraph."""
    for sentence in doc.sentences if doc.has("negative", "drill") else ():
        if sentence.scope == NEGATIVE and _is_called_off(doc, sentence):
            sentence.scope = CIVIL
    if any(s.scope and not _OF_ITSELF.isdisjoint(s.cats) for s in doc.sentences[1:]):
        for part in paragraphs(doc.sentences)[1:]:
            _from_its_opening(doc, part)
    _from_its_opening(doc, doc.sentences)


def _from_its_opening(doc: Document, sentences: list[Sentence]) -> None:
    told = (s for s in sentences if s.marks and not _greets(s) and s.scope not in (NOTE, CIVIL, FOOTER))
    opening = next((s for s in told if s.scope or not EVENTS.isdisjoint(s.cats)), None)  # not "коротко о главном:"
    if opening is None or not opening.scope or (sentences is not doc.sentences and _OF_ITSELF.isdisjoint(opening.cats)):
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
        armed = any(s.line > opening.line + 1 and names_war(s) for s in following)
        another = False
        mended = opening.has("negative", "aid")  # "Рух відновили. Через удар пошкоджено два вагони"
        for sentence in following:
            if opening.has("negative", "condolence") and sentence.has("deceased") and sentence.has("weapon"):
                continue  # "Скорбная весть. От ран умерла женщина, которую ранил дрон"
            another = another or (_of_another_matter(opening, sentence, armed) and not is_heralded(doc, sentence))
            if another:
                continue
            if opening.has("negative", "denial") and goes_on_all_the_same(doc, sentence):
                continue  # "Отбой — фейк. Опасность не снята"
            now = sentence.has("when") or (mended and sentence.has("verb", "attack"))
            if doc.language == "ru" and now:
                now = bool(plain_verbs(doc, sentence)) or sentence.has("verb", "downed", "jammed", "repelled")
            if sentence.scope == "" and not (_strong(sentence) and now):
                sentence.scope = opening.scope


def _is_called_off(doc: Document, sentence: Sentence) -> bool:
    """ "Проверка сирен перенесена": a drill that is none; what follows may be meant."""
    drills = {m.name for m in sentence.all("negative")} == {"drill"}
    return drills and any(w.startswith(_CALLED_OFF) for w in doc.forms[sentence.i : sentence.j])


def under_a_memo(doc: Document) -> None:
    """ "📌 Памятка. «Отбой» — можно возвращаться к делам": wherever it stands, what follows explains signals."""
    under = False
    for sentence in doc.sentences if doc.has("scope", "memo") else ():
        if under and not sentence.scope and not _strong(sentence):
            sentence.scope = CONDITIONAL
        under = under or (sentence.has("scope", "memo") and sentence.j - sentence.i <= _HEADING)


def beside_a_drill(doc: Document) -> None:
    """ "Завтра проверка систем оповещения. Прозвучит сигнал «Воздушная тревога».": wherever in a text it is told, the
    rest of its paragraph is about it."""
    for drill in doc.sentences if doc.has("negative", "drill") else ():
        if drill.scope == NEGATIVE and drill.has("negative", "drill"):
            for sentence in paragraph(doc.sentences, drill):
                if sentence.i > drill.i and not sentence.scope and not _strong(sentence):
                    sentence.scope = NEGATIVE


def _of_another_matter(opening: Sentence, sentence: Sentence, armed: bool) -> bool:
    """ "Задержаны двое мошенников.\n\nВ области объявлена опасность": news of its own in another line. `armed`: what
    follows the first paragraph names a weapon or an attack. Drills and denials are about the danger that they name."""
    of = {m.name for m in opening.all("negative")}
    if sentence.line == opening.line or opening.scope != NEGATIVE or not of.isdisjoint(_OF_ALARMS):
        return False
    if "danger" in sentence.cats or "state" in sentence.cats or {"weapon", "place"} <= sentence.cats.keys():
        return True
    return bool(of) and of <= PEACEFUL and armed and sentence.line > opening.line + 1


def _greets(sentence: Sentence) -> bool:
    """ "Уважаемые жители!": who is addressed, and no more."""
    return sentence.end == "!" and all(m.cat in _ADDRESS for m in sentence.marks)
