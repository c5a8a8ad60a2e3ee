"""War: whether a sentence names an attack, and whether harm in a text can come of one."""

from bot.extraction.causes import NEGATIVE, by_another_cause, presumed
from bot.extraction.disclaimed import at_work
from bot.extraction.document import Document
from bot.extraction.sentences import Sentence
from bot.extraction.shapes import of_war
from bot.extraction.spots import COUNTRY
from bot.model import Authority

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


def names_war(sentence: Sentence) -> bool:
    """Whether a weapon, a danger, an enemy or a deed of war is named."""
    return sentence.has("weapon") or not _WARLIKE.isdisjoint(sentence.cats) or sentence.has("verb", *_WAR)


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
