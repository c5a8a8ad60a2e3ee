"""Harm to things: damage with its objects, fires, infrastructure and services that stop."""

from bot.extraction.document import Document
from bot.extraction.frames.blows import harming_verbs, into_it, is_aimed, is_elliptic
from bot.extraction.frames.objects import Harm, objects_of
from bot.extraction.frames.unharmed import is_denied
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence
from bot.extraction.spots import DISTRICT, SETTLEMENT
from bot.model import Object

_OF_THINGS = frozenset(["object", "suffer"])
_HIGH = ("четверт", "пят", "шест", "седьм", "восьм", "девят", "десят", "одиннадцат", "двенадцат", "верхн", "последн")
_OF_A_BLOCK = ("квартир", "балкон", "подъезд", "этаж", "лоджи")
_BLOW = ("атак", "удар", "налет")
_WINDOWS = frozenset(["windows", "glazing", "panes", "roof", "facade", "glass"])
_BUILDINGS = frozenset(
    [Object.SOCIAL, Object.ADMINISTRATIVE, Object.COMMERCIAL, Object.APARTMENT_BUILDING, Object.PRIVATE_HOUSE]
)
_ALSO_INFRASTRUCTURE = frozenset([Object.POWER, Object.ENERGY, Object.RAILWAY, Object.INFRASTRUCTURE])


def read_harm(doc: Document, sentences: list[Sentence]) -> list[Harm]:
    """Every object that a sentence says was damaged or burnt."""
    found: list[Harm] = []
    if doc.language != "en" and _OF_THINGS.isdisjoint(doc.cats) and not doc.has("verb", "damage", "fire", "hit"):
        return found
    before: list[Mark] = []
    for k, sentence in enumerate(sentences):
        verbs = harming_verbs(doc, sentence)
        if not verbs:
            if sentence.item or sentence.header is not None or is_elliptic(doc, sentence):
                verbs = before
        else:
            before = verbs
        if not verbs and "object" in sentence.cats and not _restored(sentence):
            found += [
                Harm(Object.POWER, False, sentence, m.i, m.j, False)
                for m in sentence.all("object", "outage")
                if not is_denied(doc, sentence, m)
            ]
        found += _regions_that_suffered(doc, sentence)
        if verbs:
            objects = objects_of(doc, sentence, verbs)
            if len(objects) == 1 and objects[0].object is None and k and is_aimed(sentences[k - 1]):
                objects = objects_of(doc, sentences[k - 1], verbs) or objects
            elif len(objects) == 1 and k and objects[0].object is Object.INDUSTRIAL:
                objects = _that_plant(doc, sentences[k - 1], objects[0])
            if (
                k
                and doc.language == "en"
                and is_aimed(sentences[k - 1])
                and _its_windows(doc, sentence, verbs, objects)
            ):
                objects = objects + [h for h in objects_of(doc, sentences[k - 1], verbs) if h.object in _BUILDINGS]
            if not objects and k and into_it(doc, sentence, verbs) and is_aimed(sentences[k - 1]):
                objects = [h for h in objects_of(doc, sentences[k - 1], verbs) if h.object is not None]
            if k and doc.language == "ru" and _tells_of_a_high_floor(doc, sentence):
                found = [_as_a_block(h) if h.sentence is sentences[k - 1] else h for h in found]
            if k and doc.language == "ru" and sentence.has("object", "apartment_building"):
                found = [h for h in found if not _is_that_block(doc, h, sentences[k - 1], sentence)]
            if k and doc.language == "ru" and objects:
                objects = [h._replace(object=Object.PORT) if _is_its(doc, h, sentences[:k]) else h for h in objects]
            found += objects
    if any(h.object is Object.POWER and not h.firm for h in found):
        found += _power_that_was_aimed_at(doc, sentences)
    if doc.language == "ru" and doc.has("object", "apartment_building"):
        found += _facade(doc, sentences, found)
    return _settled(found)


def _facade(doc: Document, sentences: list[Sentence], found: list[Harm]) -> list[Harm]:
    """ "Все — жители многоквартирного дома. Разбиты 37 окон на фасаде": many windows, where the text names a block of
    flats and no other building was hit (Russian)."""
    if any(h.object in _BUILDINGS for h in found) or doc.has("object", "social", "commercial", "administrative"):
        return []
    for sentence in sentences:
        if "part" not in sentence.cats or not sentence.has("verb", "damage"):
            continue
        many = {m.j for m in sentence.all("num") if isinstance(m.value, Amount) and (m.value.n or 0) > 9}
        glass = [m for m in sentence.all("part") if m.i in many and doc.forms[m.i].startswith(("окон", "окна", "окно"))]
        if glass:
            return [Harm(Object.APARTMENT_BUILDING, False, sentence, glass[0].i, glass[0].j)]
    return []


def _its_windows(doc: Document, sentence: Sentence, verbs: list[Mark], objects: list[Harm]) -> bool:
    """ "A drone fell in the courtyard of a school. Windows were smashed and a bus burned": the school's windows."""
    if doc.language != "en" or any(h.object in _BUILDINGS for h in objects):
        return False
    glass = [k for k in range(sentence.i, sentence.j) if doc.tokens[k].word in _WINDOWS]
    return any(v.name == "damage" and 0 <= v.i - k <= 3 for v in verbs for k in glass)


def _power_that_was_aimed_at(doc: Document, sentences: list[Sentence]) -> list[Harm]:
    """ "Attacked energy facilities. 60,000 are without power", "без света из-за атаки дронов на подстанции": what went
    dark tells that they were hit."""
    far = 4 if doc.language == "ru" else 2
    for sentence in sentences:
        if "object" not in sentence.cats:
            continue
        blows = sentence.all("verb", "attack") + sentence.all("struck")
        if doc.language == "ru":  # "после ночной атаки"
            blows += [m for m in sentence.all("when") if doc.forms[m.j - 1].startswith(_BLOW)]
        for mark in sentence.all("object", "energy") if blows and not sentence.has("verb", "repelled") else ():
            if any(0 <= mark.i - v.j <= far for v in blows):
                return [Harm(Object.ENERGY, False, sentence, mark.i, mark.j)]
    return []


def _tells_of_a_high_floor(doc: Document, sentence: Sentence) -> bool:
    """ "Разрушена часть девятого этажа": no private house has so many."""
    tokens = doc.tokens
    return "этаж" in doc.words and any(
        tokens[k].word.startswith("этаж") and tokens[k - 1].word.startswith(_HIGH)
        for k in range(sentence.i + 1, sentence.j)
    )


def _as_a_block(harm: Harm) -> Harm:
    """The house told of before, as a block of flats, where it was told as no more than a house."""
    said = any(m.i == harm.i for m in harm.sentence.all("object", "building"))
    return harm._replace(object=Object.APARTMENT_BUILDING) if said else harm


def _is_that_block(doc: Document, harm: Harm, before: Sentence, sentence: Sentence) -> bool:
    """ "Дрон врезался в жилой дом. Выбиты окна в 12 квартирах": flats tell what house it was."""
    if harm.object is not Object.PRIVATE_HOUSE or harm.sentence is not before or sentence.has("place"):
        return False
    flats = sentence.all("object", "apartment_building")
    if not all(doc.tokens[m.i].word.startswith(_OF_A_BLOCK) for m in flats):
        return False
    one = doc.tokens[harm.j - 1].word in ("дом", "доме", "дому", "дома") and not before.has("num")
    return (
        one and any(m.i == harm.i for m in before.all("object", "building")) and not sentence.has("object", "building")
    )


def _regions_that_suffered(doc: Document, sentence: Sentence) -> list[Harm]:
    """ "Постраждали Київщина й Черкащина": harm without an object."""
    if doc.language == "en" and sentence.has("place", "region") and not sentence.has("object"):
        for k in range(sentence.i + 1, sentence.j):  # "Donetsk and Zhytomyr regions were affected"
            hit = doc.tokens[k].word == "affected" and doc.tokens[k - 1].word in ("were", "was")
            hit = hit or (doc.tokens[k].word == "suffered" and not sentence.has("person"))
            if hit and any(0 <= k - 1 - m.j <= 1 or m.j == k for m in sentence.all("place", "region")):
                return [Harm(None, False, sentence, k, k + 1)]
    for mark in sentence.all("suffer") if "suffer" in sentence.cats else ():
        after = [m for m in sentence.marks if m.cat == "place" and m.name == "region" and 0 <= m.i - mark.j <= 1]
        finite = doc.tokens[mark.i].word.endswith(("али", "ала", "ало", "ав"))
        if after and finite and not sentence.has("person") and not is_denied(doc, sentence, mark):
            return [Harm(None, False, sentence, mark.i, after[0].j)]
    return []


def _that_plant(doc: Document, before: Sentence, harm: Harm) -> list[Harm]:
    """ "Влучили в об'єкт енергетики. На підприємстві пожежа": the plant just named, by its own kind."""
    words = doc.forms[harm.i - 1 : harm.j]
    if len(words) != 2 or words[0] not in ("на", "at") or not words[1].startswith(("підприємств", "предприят")):
        return [harm]
    named = [Object(m.name) for m in before.all("object", "energy", "port", "agricultural")]
    return [harm._replace(object=named[-1])] if named else [harm]


def _is_its(doc: Document, harm: Harm, before: list[Sentence]) -> bool:
    """ "Порт Туапсе атаковали дроны. Пострадала инфраструктура терминала": the port's own."""
    if harm.object not in (Object.INFRASTRUCTURE, Object.INDUSTRIAL):
        return False
    if harm.sentence.has("place", SETTLEMENT, DISTRICT):
        return False
    words = doc.forms[harm.i : harm.j + 1]
    its = words[0].startswith(("терминал", "эстакад", "перевалоч"))
    its = its or (words[0].startswith("инфраструктур") and words[-1].startswith("терминал"))
    return its and any(s.has("object", "port") for s in before[-2:])


def _restored(sentence: Sentence) -> bool:
    return sentence.has("restored")


def _settled(found: list[Harm]) -> list[Harm]:
    """Signs that only tell something where nothing plainer is named: power without a cause, a house that is a block."""
    objects = {h.object for h in found}
    drop: set[Object] = set()
    if objects & {Object.ENERGY, Object.INFRASTRUCTURE} and Object.POWER in objects:
        drop.add(Object.POWER)
    return [h for h in found if h.object not in drop or h.firm]


def is_infrastructure(obj: Object | None) -> bool:
    """Whether damage to it is an infrastructure matter, too (FORMAT convention 4)."""
    return obj in _ALSO_INFRASTRUCTURE
