"""A tracker's lines: weapons on their way and where they go."""

import re

from bot.extraction.document import Document
from bot.extraction.frames.statements import weapons_of
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence, paragraph
from bot.extraction.spots import REGION, Spot
from bot.model import Authority, State, Weapon

_ARROW = "→"
_NAMES_A_WEAPON = frozenset(["weapon", "grammar", "when"])
_NAMES_A_PLACE = frozenset(["place", "head", "intro", "prep", "link", "time"])
_COVER = re.compile(r"\b(?:в|до) укритт\w+|\bувага\b|\bбудьте (?:обережні|пильні|уважні)|\bзайміть\b|\bпрямуйте\b")
_CALLS = re.compile(
    r"\b(?:укритт\w+|сховищ\w+|увага|обережно|пильн\w+|тривог\w+|вікон|вулиц\w+"
    r"|shelter\w*|attention|warning|windows|cover)\b"
)
_NEAR = re.compile(r"\bна підльоті до (?:нашо\w+ )?(?:област|міст|столиц|громад|район|регіон|нас\b|вас\b|обласн|цент)")
_COMING = re.compile(
    r"\bна (?:підльоті|підході|підступах)\b|\b(?:нов|наступн|чергов)\w+ (?:груп\w|хвил\w|парті\w)\b"
    r"|\b(?:заходять|заходить|наближа\w+|летять|летить|рухаються|прямують)\b"
)
_HITHER = [
    [to, where]
    for to, names in (
        ("на", ("місто", "вас", "нас", "область", "обласний", "столицю", "громаду", "центр", "райцентр", "околиці")),
        ("до", ("міста", "вас", "нас", "області", "столиці", "громади", "центру")),
        ("над", ("містом", "вами", "нами", "областю", "столицею", "громадою", "центром")),
    )
    for where in names
]


def goes_on_tracking(
    last: tuple[Sentence, State, list[Weapon], list[Spot], bool], sentence: Sentence, weapons: list[Weapon]
) -> bool:
    """Lines that name no danger by that word: weapons on their way, of the same kind."""
    return (
        last[2] == weapons
        and (bool(last[3]) or sentence.header is last[0])
        and not last[0].has("danger")
        and not sentence.has("danger")
    )


def lists_tracks(sentences: list[Sentence], item: Sentence) -> bool:
    """ "Шахеди: – Київщина – Біла Церква; – Одещина – курсом на Арциз": a place alone among tracks is one, too;
    so are places alone under nothing but a weapon."""
    header = item.header
    assert header is not None
    if not header.has("weapon"):
        return False
    listed = [s for s in sentences if s.header is header and s.marks]
    if any(s.has("track") and not s.has("num") for s in listed):
        return True
    return header.cats.keys() <= _NAMES_A_WEAPON and all(
        "place" in s.cats and s.cats.keys() <= _NAMES_A_PLACE for s in listed
    )


def is_one_more_track(sentence: Sentence) -> bool:
    """ "Миколаївщина, увага, реактивний – Снігурівка": under the heading of a tracker, but in no item of its own."""
    if "place" in sentence.cats and sentence.cats.keys() <= _NAMES_A_PLACE:
        return True  # "Шахеди:", and under it "Київщина – Біла Церква"
    named = sentence.has("weapon") and sentence.has("place")
    return named and not (sentence.has("verb") or sentence.has("num") or sentence.has("danger"))


def names_a_weapon(sentence: Sentence, part: list[Mark]) -> bool:
    """A weapon alone, as a shout."""
    return (
        sentence.j - sentence.i <= 3
        and weapons_of([], part) != [Weapon.ANY]
        and all(m.name == "attack" for m in sentence.all("verb"))
    )


def heads_for(doc: Document, sentence: Sentence, part: list[Mark]) -> bool:
    """A line that tells only where to: "Курс – на Київщину", "Далі ➡️ Лубни"."""
    if sentence.has("weapon") or any(m.cat == "verb" and m.name != "heading" for m in part):
        return False
    if doc.language == "uk" and _COVER.search(doc.said_in(sentence)):
        return True  # "Ракети на Вінниччину. Хмельниччина – в укриття!"
    return sentence.has("track") or any(doc.tokens[k].word == _ARROW for k in range(sentence.i, sentence.j))


def as_regions(spots: list[Spot]) -> list[Spot]:
    """The regions of one line of a tracker, as spots, so that lines can be put together."""
    whole = [s for s in spots if s.kind == REGION and not s.name]
    covered = {c for s in whole for c in s.regions}
    aims = [s for s in spots if s not in whole and not covered & set(s.regions)]
    return [Spot(REGION, s.regions) for s in [*whole, *aims]]


def is_on_its_way(sentence: Sentence, marks: list[Mark], doc: Document, report: bool) -> bool:
    """A tracker's line. Inside a report of what was shot down such words tell of the past."""
    if doc.language == "uk" and "weapon" in sentence.cats and "підльоті" in doc.words and _comes_near(doc, sentence):
        return True
    if report and not (doc.language == "uk" and _comes_now(doc, sentence)):
        return False
    if doc.language == "uk" and sentence.end == "!" and sentence.j - sentence.i <= 3 and not sentence.has("verb"):
        return True  # "Балістика!"
    if doc.language == "uk" and doc.context.authority is Authority.AIR_FORCE and _drops_bombs(sentence, marks):
        return True
    short = doc.language == "en" and sentence.j - sentence.i <= 12 and not sentence.has("num")
    weapons = [m for m in marks if m.cat == "weapon"] if doc.language == "uk" else []
    if weapons and sentence.j - sentence.i <= 8 and not sentence.has("verb") and _at_you(doc, weapons):
        return True  # "Суми, в укриття! Шахеди на вас"
    tracked = "track" in doc.cats and any(m.cat == "track" for m in marks)
    return tracked or ((doc.language == "uk" or short) and _bound_for(doc, marks))


def warns_anew(doc: Document, sentence: Sentence) -> bool:
    """Under a report, in a paragraph of its own: "Одесо, увага! Група «шахедів» заходить з моря."."""
    around = paragraph(doc.sentences, sentence)
    if around[0] is doc.sentences[0] or any("num" in s.cats or s.has("verb", "downed", "launched") for s in around):
        return False
    return any(s.end == "!" or _CALLS.search(doc.said_in(s)) for s in around)


def _comes_near(doc: Document, sentence: Sentence) -> bool:
    """ "На підльоті до області нова група БпЛА": the place is the one that is spoken of."""
    return bool(_NEAR.search(doc.said_in(sentence))) and not sentence.has("verb", "downed", "launched", "jammed")


def _comes_now(doc: Document, sentence: Sentence) -> bool:
    """ "На підльоті нова група БпЛА. Кількох уже збито": what comes now beside what was shot down."""
    if not sentence.has("weapon") or sentence.has("num", "exact"):
        return False
    return not sentence.has("verb", "downed", "launched", "jammed") and bool(_COMING.search(doc.said_in(sentence)))


def _drops_bombs(sentence: Sentence, marks: list[Mark]) -> bool:
    """ "Тактична авіація скинула КАБи по прикордонню Сумщини": the air force tells of bombs that are falling yet."""
    bombs = any(m.cat == "weapon" and m.name == "guided_bomb" for m in marks)
    if not bombs or sentence.has("num") or not any(m.cat == "place" for m in marks):
        return False
    return all(m.name in ("attack", "launched", "heading", "hit") for m in sentence.all("verb"))


def _bound_for(doc: Document, marks: list[Mark]) -> bool:
    """ "КАБи на Донеччину", "БпЛА ➡️ на Ніжин": a weapon and where it goes, and nothing done."""
    if any(m.cat == "verb" and m.name != "heading" for m in marks):
        return False
    weapons = [m for m in marks if m.cat == "weapon" and not _dropped_from(doc, m)]
    onward = [m.j for m in marks if m.cat in ("prep", "intro") and m.name in ("on", "to", "near", "over", "settlement")]
    places = [m for m in marks if m.cat == "place"]
    aims = [m for m in places if any(0 <= m.i - j <= 1 for j in onward) or doc.tokens[m.i - 1].word == _ARROW]
    return any(w.j <= p.i for p in aims for w in weapons) or (bool(places) and _at_you(doc, weapons))


def _dropped_from(doc: Document, weapon: Mark) -> bool:
    """ "Скид із FPV у с. A", "скиди з дронів": what has been dropped, not what comes."""
    before = doc.forms[max(0, weapon.i - 3) : weapon.i]
    return before[-1:] != [] and before[-1] in ("з", "із", "зі") and any(w.startswith("скид") for w in before)


def _at_you(doc: Document, weapons: list[Mark]) -> bool:
    """ "Запоріжжя — в укриття, дрони на місто!", "Суми, шахед на вас": where the place is named before it."""
    return doc.language == "uk" and any(doc.forms[w.j + k : w.j + k + 2] in _HITHER for w in weapons for k in range(3))
