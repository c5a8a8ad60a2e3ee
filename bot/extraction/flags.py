"""Flags of the whole post: preliminary, correction, digest, relayed, earlier event mentioned."""

from bot.extraction.bygone import wounded_before
from bot.extraction.causes import NEGATIVE
from bot.extraction.document import Document
from bot.extraction.frames.faces import Harmed
from bot.extraction.marks import Mark
from bot.extraction.retold import BACKGROUND, REPEATED, repeats
from bot.extraction.sentences import Sentence
from bot.extraction.timing import clock_lines, enough
from bot.model import Authority

_PLAIN = ("preliminary", "correction", "digest")
_BLOWS = ("attack", "hit", "fell")
_THIRD_HANDS = (Authority.HEADQUARTERS, Authority.EMERGENCY, Authority.OTHER, Authority.RAILWAY)


def read_flags(doc: Document, eventful: bool, people: list[Harmed]) -> set[str]:
    """The corpus format's flags."""
    flags: set[str] = set()
    told = [s for s in doc.sentences if s.marks]
    for sentence in told:
        if sentence.scope != BACKGROUND:
            if "flag" in sentence.cats:
                flags.update([m.name for m in sentence.all("flag", *_PLAIN)])
            if "neg" in sentence.cats and any(m.j - m.i > 2 and _first_word(doc, m) for m in sentence.all("neg")):
                flags.add("preliminary")  # "пострадавших, по предварительным данным, нет"
        if sentence.scope in (BACKGROUND, REPEATED):
            flags.add("earlier_event_mentioned")
    scoped = [s for s in told if "scope" in s.cats]
    if scoped and any((s.scope == "" and s.has("scope", "same_day")) or repeats(s) for s in scoped):
        flags.add("digest")
    if doc.language == "ru" and told and _is_headed(doc, told[0]):
        flags.add("digest")
    if enough(doc, clock_lines(doc, doc.sentences)):
        flags.add("digest")
    if doc.context.authority is Authority.WIRE or any(_quotes_an_office(doc, s) for s in told if "flag" in s.cats):
        flags.add("relayed")
    if people and any(h.act == "sets" for h in people):
        put_right = any(h.act == "sets" and (h.corrected or _revised(doc, h.sentence)) for h in people)
        flags.add("correction" if put_right else "running_total")
    if doc.language == "en" and "deceased" in doc.cats:
        old = [s for s in told[1:] if "deceased" in s.cats and wounded_before(doc, s)]
        flags |= {"earlier_event_mentioned"} if old else set()
    if doc.language == "en" and any(_bygone_blows(s) for s in told[1:]):
        flags.add("earlier_event_mentioned")
    superseding = [s for s in told if "superseded" in s.cats] if "superseded" in doc.cats else []
    if superseding and any(s.has("superseded", "wrong") and s.has("num") for s in superseding):
        flags.add("correction")
    if people and any(s.has("superseded", "before") for s in superseding):
        flags.add("running_total")
    if eventful and doc.language == "ru" and told and _one_more_blow(doc, told[0]):
        flags.add("addition")
    if people and any(h.share for h in people):
        flags.add("subset_only")
    if people and people[0].act == "adds":
        flags.add("addition")
    return flags


def _revised(doc: Document, sentence: Sentence) -> bool:
    """ "Has been revised upwards, from four to six"."""
    return doc.language == "en" and "revised" in doc.forms[sentence.i : sentence.j]


def _bygone_blows(sentence: Sentence) -> bool:
    """ "The refinery has been attacked repeatedly this year": no event of now."""
    return sentence.scope == NEGATIVE and "period" in {m.name for m in sentence.all("scope")} and sentence.has("struck")


def _one_more_blow(doc: Document, first: Sentence) -> bool:
    """ "Ещё один дрон ударил по машине": the post goes on from one before it."""
    if "add" not in first.cats:
        return False
    if not any(m.i <= first.i + 1 for m in first.all("add", "more")) or not first.has("verb", *_BLOWS):
        return False
    ends = [m.j for m in first.all("num") if m.i <= first.i + 2]
    return any(0 <= w.i - ends[0] <= 2 for w in first.all("weapon")) if ends else False


def _is_headed(doc: Document, sentence: Sentence) -> bool:
    """ "✅ Сводка: за сутки сбито …": the text calls itself a summary."""
    words = doc.forms[sentence.i : sentence.i + 3]
    return words[:2] == ["сводка", ":"] or words == ["оперативная", "сводка", ":"]


def _first_word(doc: Document, denial: Mark) -> bool:
    return any(t.word.startswith(("предварительн", "первичн")) for t in doc.tokens[denial.i + 1 : denial.j])


def _quotes_an_office(doc: Document, sentence: Sentence) -> bool:
    """ "Губернатор Брянской области: «…»", "сообщил губернатор": another office speaks through this channel."""
    if sentence.has("flag", "source"):
        return True
    offices = sentence.all("flag", "quote_office")
    if not offices or doc.context.authority not in _THIRD_HANDS:
        return False
    if sentence.has("flag", "relayed"):
        return True
    after = [t.word for t in doc.tokens[offices[0].j : min(offices[0].j + 12, sentence.j)]]
    return ":" in after
