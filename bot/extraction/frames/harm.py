"""Harm to things: damage with its objects, fires, infrastructure and services that stop."""

from typing import NamedTuple

from bot.extraction.document import Document
from bot.extraction.frames.unharmed import is_denied
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence
from bot.model import Authority, Object

_OWNERS = ("agricultural", "industrial", "commercial", "social", "administrative")
_PARTS = ("корпус", "здани", "строени", "помещени", "установк")
_OWNED = ("outbuilding", "commercial", "infrastructure")
_SITES = ("industrial", "agricultural", "port")
_SITE_PARTS = ("навес", "ангар", "склад", "насосн", "эстакад", "трубопровод", "котельн", "бытовк", "хозблок",
               "постройк", "строени", "помещени", "пристройк", "вагончик", "подсобн", "хозпостро")  # fmt: skip
_ON_SITE = ("на", "в", "территории", "площадке", "дворе")
_BY = ("у", "за", "между", "на", "в")
_FOES = ("всу", "противник", "враг", "неприятел", "боевик")
_OFFICES = ("администрация", "администрацию")
_OF_A_BLOCK = ("квартир", "балкон", "подъезд", "этаж", "лоджи")
_STORES = ("склад", "ангар", "навес")
_GROUNDS = ("площадк", "стадион", "спортплощад", "парк", "огород", "двор")
_STRUCK = ("vehicle", "private_house", "apartment_building", "social", "building")
_HARM = ("damage", "fire", "hit")
_ALSO_INFRASTRUCTURE = frozenset([Object.POWER, Object.ENERGY, Object.RAILWAY, Object.INFRASTRUCTURE])


class Harm(NamedTuple):
    """One object hit in one sentence. `object` None = harm told without an object; `fire` = it burned."""

    object: Object | None
    fire: bool
    sentence: Sentence
    i: int
    j: int
    firm: bool = True


def read_harm(doc: Document, sentences: list[Sentence]) -> list[Harm]:
    """Every object that a sentence says was damaged or burnt."""
    found: list[Harm] = []
    before: list[Mark] = []
    for k, sentence in enumerate(sentences):
        verbs = _verbs(doc, sentence)
        if not verbs:
            if sentence.item or sentence.header is not None or _elliptic(doc, sentence):
                verbs = before
        else:
            before = verbs
        if not verbs and not _restored(sentence):
            found += [
                Harm(Object.POWER, False, sentence, m.i, m.j, False)
                for m in sentence.all("object", "outage")
                if not is_denied(doc, sentence, m)
            ]
        found += _regions_that_suffered(doc, sentence)
        if verbs:
            objects = _objects(doc, sentence, verbs)
            if len(objects) == 1 and objects[0].object is None and k and _aimed(sentences[k - 1]):
                objects = _objects(doc, sentences[k - 1], verbs) or objects
            elif len(objects) == 1 and k and objects[0].object is Object.INDUSTRIAL:
                objects = _that_plant(doc, sentences[k - 1], objects[0])
            if not objects and k and _into_it(doc, sentence, verbs) and _aimed(sentences[k - 1]):
                objects = [h for h in _objects(doc, sentences[k - 1], verbs) if h.object is not None]
            if k and doc.language == "ru" and sentence.has("object", "apartment_building"):
                found = [h for h in found if not _is_that_block(doc, h, sentences[k - 1], sentence)]
            found += objects
    return _settled(found)


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


def _elliptic(doc: Document, sentence: Sentence) -> bool:
    """ "Повреждены кровля и забор. В Борисовке — склад и две машины": the deed of the sentence before."""
    if doc.language != "ru" or not sentence.has("object") or sentence.has("verb") or sentence.has("person"):
        return False
    dash = next((k for k in range(sentence.i, sentence.j) if doc.tokens[k].word == "—"), 0)
    first = sentence.all("prep")[:1]
    if not dash or not first or first[0].i != sentence.i or dash - sentence.i > 6:
        return False
    return any(m.i < dash and m.cat in ("place", "head") for m in sentence.marks)


def _verbs(doc: Document, sentence: Sentence) -> list[Mark]:
    """What does the harm. "Ударил по" and "пострадали" do where an object follows them."""
    objects = sentence.all("object")
    made = []
    for mark in sentence.marks:
        if mark.cat == "verb" and mark.name in _HARM and not is_denied(doc, sentence, mark):
            made.append(mark)
        elif mark.cat == "verb" and mark.name == "downed":
            if doc.language == "ru" and objects and _destroyed(doc, sentence, mark, objects):
                fire = any(t.word == "огнем" for t in doc.tokens[max(0, mark.i - 1) : mark.j + 1])
                made.append(Mark("verb", "fire" if fire else "damage", mark.i, mark.j))
        elif mark.cat == "struck" and doc.context.authority is Authority.AIR_FORCE:
            continue  # its reports tell of aims, not of harm
        elif mark.cat == "verb" and mark.name == "attack" and not is_denied(doc, sentence, mark):
            quotes = sum(t.word == '"' for t in doc.tokens[mark.j : mark.j + 5])
            if any(0 < o.i - mark.j <= 4 + quotes and _blow_at(doc, sentence, mark, o) for o in objects):
                made.append(Mark("verb", "damage", mark.i, mark.j))  # "удар дрона по автівці"
        elif mark.cat == "verb" and mark.name == "downed" and objects and _burnt_down(doc, sentence, mark):
            made.append(Mark("verb", "fire", mark.i, mark.j + 1))
        elif mark.cat in ("struck", "suffer") and not is_denied(doc, sentence, mark):
            targets = [o for o in objects if mark.name != "vehicle" or o.name == "vehicle"]
            if any(_follows(doc, mark, o) for o in targets):
                made.append(Mark("verb", "damage", mark.i, mark.j))
    return made


def _destroyed(doc: Document, sentence: Sentence, verb: Mark, objects: list[Mark]) -> bool:
    """ "Уничтожен жилой дом", "дом и баня уничтожены"; not "у завода уничтожен дрон", "уничтожен автомобиль ВСУ"."""
    words = [t.word for t in doc.tokens[verb.i - 4 if verb.i > 3 else 0 : min(verb.j + 5, sentence.j)]]
    if not doc.tokens[verb.i].word.startswith("уничтожен") or any(w.startswith(_FOES) for w in words):
        return False
    if any(-1 <= m.i - verb.j <= 4 for m in sentence.all("weapon")):
        return False
    placed = {m.j for m in sentence.all("prep")}
    for obj in objects:
        a, b = (verb.j, obj.i) if verb.i < obj.i else (obj.j, verb.i)
        if 0 <= b - a <= 2 and obj.i not in placed and obj.i - 1 not in placed:
            return not any(t.word in (",", ";", ".", ":") for t in doc.tokens[a:b])
    return False


def _burnt_down(doc: Document, sentence: Sentence, verb: Mark) -> bool:
    """ "Дом и баня уничтожены огнём"."""
    after = doc.tokens[verb.j].word if verb.j < len(doc.tokens) else ""
    return after == "огнем" and not sentence.has("weapon")


def _blow_at(doc: Document, sentence: Sentence, blow: Mark, obj: Mark) -> bool:
    """ "Удар БпЛА по цивільній автівці": the noun, whose blow it was, and a preposition before the object."""
    words = [t.word for t in doc.tokens[blow.j : obj.i]]
    if doc.language == "en":  # "three killed in a drone strike on a minibus"
        struck = obj.name in _STRUCK and sentence.has("verb", "killed", "hurt") and words[:1] == ["on"]
        return struck and len(words) <= 3 and doc.tokens[blow.j - 1].word in ("strike", "attack", "strikes", "attacks")
    noun = doc.tokens[blow.i].word in ("удар", "удару", "ударом", "атака", "атаки", "атаку", "атакою")
    armed = any(blow.j <= m.i < obj.i for m in sentence.all("weapon")) and not sentence.has("flag", "grew")
    return noun and armed and not sentence.has("verb", "repelled") and any(w in ("по", "на") for w in words[-2:])


def _into_it(doc: Document, sentence: Sentence, verbs: list[Mark]) -> bool:
    """ "Атаковали завод. Один аппарат врезался в корпус": the part hit, of what was named before."""
    ends = [v.j for v in verbs if v.name == "hit" and sentence.i <= v.i < sentence.j]
    after = [t.word for j in ends for t in doc.tokens[j : j + 4]]
    return doc.language == "ru" and any(w.startswith(_PARTS) for w in after)


def _regions_that_suffered(doc: Document, sentence: Sentence) -> list[Harm]:
    """ "Постраждали Київщина й Черкащина": harm without an object."""
    for mark in sentence.all("suffer"):
        after = [m for m in sentence.marks if m.cat == "place" and m.name == "region" and 0 <= m.i - mark.j <= 1]
        finite = doc.tokens[mark.i].word.endswith(("али", "ала", "ало", "ав"))
        if after and finite and not sentence.has("person") and not is_denied(doc, sentence, mark):
            return [Harm(None, False, sentence, mark.i, after[0].j)]
    return []


def _that_plant(doc: Document, before: Sentence, harm: Harm) -> list[Harm]:
    """ "Влучили в об'єкт енергетики. На підприємстві пожежа": the plant just named, by its own kind."""
    words = [t.word for t in doc.tokens[harm.i - 1 : harm.j]]
    if len(words) != 2 or words[0] not in ("на", "at") or not words[1].startswith(("підприємств", "предприят")):
        return [harm]
    named = [Object(m.name) for m in before.all("object", "energy", "port", "agricultural")]
    return [harm._replace(object=named[-1])] if named else [harm]


def _follows(doc: Document, verb: Mark, obj: Mark) -> bool:
    a, b = (verb.j, obj.i) if verb.i < obj.i else (obj.j, verb.i)
    return b - a <= 7 and not any(t.word in (";", ".", ":") for t in doc.tokens[a:b])


def _restored(sentence: Sentence) -> bool:
    return sentence.has("restored")


def _aimed(sentence: Sentence) -> bool:
    return sentence.has("verb", "attack", "hit", "fell") and not sentence.has("verb", *_HARM)


def _settled(found: list[Harm]) -> list[Harm]:
    """Signs that only tell something where nothing plainer is named: power without a cause, a house that is a block."""
    objects = {h.object for h in found}
    drop: set[Object] = set()
    if objects & {Object.ENERGY, Object.INFRASTRUCTURE} and Object.POWER in objects:
        drop.add(Object.POWER)
    return [h for h in found if h.object not in drop or h.firm]


def _objects(doc: Document, sentence: Sentence, verbs: list[Mark]) -> list[Harm]:
    fire = any(v.name == "fire" for v in verbs)
    own = [v for v in verbs if sentence.i <= v.i < sentence.j]
    made: list[Harm] = []
    marks = [m for m in sentence.marks if m.cat == "object" and not _beside(sentence, m)]
    if doc.language == "ru" and len(marks) > 1:
        marks = _without_landmarks(doc, sentence, marks)
    dark = [m for m in marks if m.name == "outage"]
    if own and all(any(o.i <= v.i < o.j for o in dark) for v in own):
        marks = dark  # "знеструмлено 20 будинків": the houses themselves are whole
    names = {m.name for m in marks}
    for k, mark in enumerate(marks):
        following = marks[k + 1] if k + 1 < len(marks) else None
        last_owner = marks[k - 1] if k and doc.language == "uk" and marks[k - 1].name == "outbuilding" else None
        if mark.name == "commercial" and following and following.name == "industrial" and following.i - mark.j <= 1:
            continue  # "склад предприятия"
        if mark.name in ("commercial", "outbuilding") and following and _belongs(doc, mark, following):
            continue
        if doc.language == "ru" and doc.tokens[mark.i].cap and _of_a_street(sentence, mark):
            continue
        if doc.language == "ru" and mark.name in _OWNED and _of_its_owner(doc, mark, marks[:k], following):
            continue
        if mark.name == "vehicle" and "railway" in names and doc.tokens[mark.i].word.startswith("цистерн"):
            continue  # a tank wagon
        if doc.tokens[mark.i - 1].word.startswith(("чинивш", "ремонтировавш", "ремонтировал", "восстанавливавш")):
            continue  # "по бригаде, чинившей ЛЭП"
        if doc.language == "en" and _only_aimed_at(doc, sentence, mark):
            continue
        if (
            doc.language == "en"
            and mark.name == "port"
            and any(m.i == mark.j and m.cat == "person" for m in sentence.marks)
        ):
            continue  # "port firefighters"
        if doc.language == "en" and mark.name == "port" and _holds_a_ship(doc, marks, mark):
            continue  # "a bulk carrier in the port of A"
        if doc.language == "uk" and mark.name == "commercial" and _of_that_port(doc, sentence, marks, mark):
            continue
        if last_owner is not None and mark.name == "private_house" and _genitive_owner(doc, last_owner, mark):
            continue
        if doc.language == "en" and mark.name == "commercial" and _of_the_port(doc, mark, following):
            continue
        if mark.name == "administrative" and _no_building(doc, mark, own):
            continue
        if k and mark.name == "infrastructure" and marks[k - 1].j == mark.i and mark.j - mark.i == 1:
            continue  # "портової та промислової інфраструктури"
        last = marks[k - 1] if k else None
        if last is not None and last.name == "vehicle" and mark.name in _OWNERS and _adjoins(doc, last, mark):
            continue  # "автобус агрокомплекса"
        if "-" not in doc.tokens[mark.i].word and any(m.i == mark.i and m.cat == "person" for m in sentence.marks):
            continue  # "тракторист", "машиніст"; not "фельдшерско-акушерский пункт"
        driver = any(m.j == mark.i and m.cat == "person" for m in sentence.marks)
        if (
            (mark.name == "vehicle" or doc.language == "ru")
            and driver
            and not doc.tokens[mark.i - 1].word.endswith(("их", "ых", "ий"))
        ):
            continue  # "водитель грузовика"; not "три гражданских автомобиля"
        if doc.language == "ru" and (_goes_on(sentence, mark) or _fell_on(doc, sentence, mark, marks)):
            continue
        if mark.name in ("building", "private_house", "apartment_building") and _without_power(doc, sentence, mark):
            continue
        if mark.name == "building":
            name = "apartment_building" if "apartment_building" in names or _storeys(sentence) else "private_house"
        elif mark.name == "outage":
            name = "power"
        else:
            name = mark.name
        made.append(Harm(Object(name), fire, sentence, mark.i, mark.j, mark.name != "outage"))
    if not made and own:
        verb = own[0]
        if any(v.name in ("damage", "fire") for v in own):
            made.append(Harm(None, fire, sentence, verb.i, verb.j))
        if fire and any(t.word in ("buildings", "structures") for t in doc.tokens[sentence.i : sentence.j]):
            made.append(Harm(None, False, sentence, verb.i, verb.j))  # "several buildings are burning"
    return made


def _of_its_owner(doc: Document, mark: Mark, before: list[Mark], following: Mark | None) -> bool:
    """ "На территории нефтебазы загорелась насосная", "навес зернотока", "эстакада терминала": a part of the site."""
    if not doc.tokens[mark.i].word.startswith(_SITE_PARTS):
        return False
    if following is not None and following.name in _SITES and 0 <= following.i - mark.j <= 2:
        between = [t.word for t in doc.tokens[mark.j : following.i]]
        if all(len(w) > 4 and w.isalpha() for w in between):
            return True
    for site in before:
        if site.name in _SITES and (doc.tokens[site.i - 1].word in _ON_SITE or doc.tokens[site.i].word == "на"):
            words = [t.word for t in doc.tokens[site.j : mark.i]]
            if len(words) <= 10 and not any(w in (",", ";", ".") for w in words):
                return True
    return False


def _only_aimed_at(doc: Document, sentence: Sentence, mark: Mark) -> bool:
    """ "Targeted critical and social infrastructure, damaging 4 houses": what was hit is told of after it."""
    aims = [m.i for m in sentence.all("struck", "vehicle") if doc.tokens[m.i].word == "targeted" and m.i < mark.i]
    if not aims or mark.name == "vehicle" or mark.i - aims[-1] > 6:
        return False
    return not any(aims[-1] < v.i < mark.i for v in sentence.all("verb")) and sentence.has("verb", "damage", "fire")


def _of_that_port(doc: Document, sentence: Sentence, marks: list[Mark], store: Mark) -> bool:
    """ "Побито причал, ангар і кран порту": the port's own."""
    if not doc.tokens[store.i].word.startswith(("ангар", "склад")):
        return False
    ends = max((v.j for v in sentence.all("verb") if v.i < store.i), default=sentence.i)
    later = [m for m in marks if ends <= m.i <= store.j + 3 and m.name == "port"]
    return any(doc.tokens[k].word == "порту" for m in later for k in range(m.i, m.j))


def _genitive_owner(doc: Document, shed: Mark, house: Mark) -> bool:
    """ "Літню кухню приватного обійстя": whose shed it is."""
    return shed.j == house.i and doc.tokens[house.i].word.endswith("ого")


def _no_building(doc: Document, mark: Mark, verbs: list[Mark]) -> bool:
    """ "Администрация" is a building where a verb of harm stands beside it, else an office that speaks."""
    if doc.language != "ru" or mark.j - mark.i > 1 or doc.tokens[mark.i].word not in _OFFICES:
        return False
    return not any(0 <= mark.i - v.j <= 1 or 0 <= v.i - mark.j <= 1 for v in verbs)


def _holds_a_ship(doc: Document, marks: list[Mark], port: Mark) -> bool:
    """ "A bulk carrier in the port of A", "at the port of A, where a vessel": the ship alone was hit."""
    ships = [m for m in marks if m.name == "vessel"]
    words = [t.word for t in doc.tokens[port.i - 2 : port.j + 1]] if port.i > 1 else []
    if not ships or not words or not {"in", "at", "alongside", "near", "beside"} & set(words[:2]):
        return False
    after = [t.word for t in doc.tokens[port.j : port.j + 5]]
    where = words[-1] == "of" or "where" in after
    return any(0 <= port.i - m.j <= 4 for m in ships) or (where and ships[-1].i > port.i)


def _of_the_port(doc: Document, store: Mark, following: Mark | None) -> bool:
    """ "Warehouses and equipment in one of the ports": the port's own."""
    if following is None or following.name != "port" or not doc.tokens[store.i].word.startswith("warehouse"):
        return False
    words = [t.word for t in doc.tokens[store.j : following.i]]
    return any(w in ("in", "at", "of") for w in words) and "," not in words


def _belongs(doc: Document, store: Mark, following: Mark) -> bool:
    """ "Склад с зерном", "ангар сельхозпредприятия", "навес автозаправки": a part of what is named after it."""
    word = doc.tokens[store.i].word
    if following.name == "agricultural" and following.i - store.j <= 1 and word.startswith("склад"):
        return True
    owned = following.name in _OWNERS and following.name != store.name
    return owned and word.startswith(_STORES) and _adjoins(doc, store, following)


def _of_a_street(sentence: Sentence, mark: Mark) -> bool:
    """ "По проспекту Тракторостроителей", "на Заводской улице"."""
    return any(0 <= mark.i - m.j <= 1 or m.i == mark.j for m in sentence.all("aside", "street"))


def _goes_on(sentence: Sentence, mark: Mark) -> bool:
    """ "Соцобъекты переведены на генераторы", "жильцов разместили в школе"."""
    kept = sentence.all("kept")
    if any((m.name == "works" and 0 <= m.i - mark.j <= 1) or (m.name == "fed" and m.j == mark.i) for m in kept):
        return True
    return any(0 <= mark.i - m.j <= 3 for m in sentence.all("moved"))


def _fell_on(doc: Document, sentence: Sentence, mark: Mark, marks: list[Mark]) -> bool:
    """ "Один упал на детскую площадку, в девятиэтажке вылетели стёкла": the ground it fell on is no harm."""
    if not any(t.word.startswith(_GROUNDS) for t in doc.tokens[max(mark.i - 1, 0) : mark.j]) or len(marks) < 2:
        return False
    k = mark.i
    while k > sentence.i and doc.tokens[k - 1].word not in (",", ";", "—"):
        k -= 1
    inside = [m.name for m in sentence.all("verb") if k <= m.i < mark.i]
    return "fell" in inside and not {"damage", "fire"} & set(inside)


def _adjoins(doc: Document, one: Mark, other: Mark) -> bool:
    """The second noun follows in the genitive, at most an adjective between."""
    between = [t for t in doc.tokens[one.j : other.i] if t.word != '"']
    return len(between) <= 1 and all(len(t.word) > 4 and t.word.isalpha() for t in between)


def _without_power(doc: Document, sentence: Sentence, mark: Mark) -> bool:
    """ "Без света 230 домов": homes that only lost their power."""
    for other in sentence.marks:
        cold = other.cat == "service" and other.name == "stopped" and doc.tokens[other.i].word in ("без", "without")
        lines = (
            other.name == "power" and doc.language != "en" and not _joined_after(doc, mark, other)
        )  # "a power line and four houses": both were hit
        if cold or (other.cat == "object" and (lines or other.name == "outage") and other.i != mark.i):
            a, b = sorted((other.i, mark.i))
            words = doc.tokens[a:b]
            if (
                b - a <= 7
                and not any(t.word in (",", ";", "—", ".") and not (cold and t.word == "—") for t in words)
                and not any(_breaks(doc, m) and a < m.i < b for m in sentence.marks)
            ):
                return any(m.cat == "num" and 0 <= mark.i - m.j <= 2 for m in sentence.marks) or other.name in (
                    "outage",
                    "stopped",
                )
    return False


def _joined_after(doc: Document, house: Mark, lines: Mark) -> bool:
    """ "Побито 4 багатоповерхівки та лінію електропередач": both were hit."""
    return doc.language == "uk" and [t.word for t in doc.tokens[house.j : lines.i]] in (["та"], ["і"], ["й"])


def _breaks(doc: Document, mark: Mark) -> bool:
    return mark.cat == "verb" and mark.name == "damage" and doc.tokens[mark.i].word != "left"


def _storeys(sentence: Sentence) -> bool:
    return sentence.has("storey")


def _beside(sentence: Sentence, mark: Mark) -> bool:
    """An object that only tells where something else stood: a hospital that treats, debris beside a shop."""
    if not sentence.has("verb", "damage") and any(
        m.cat == "prep" and m.name == "near" and (m.j == mark.i or _article(sentence, m.j, mark.i))
        for m in sentence.marks
    ):
        return True
    return any(m.cat == "aside" and m.name in ("care", "carried") and m.i <= mark.i < m.j for m in sentence.marks)


def _without_landmarks(doc: Document, sentence: Sentence, marks: list[Mark]) -> list[Mark]:
    """ "Возле автовокзала разбиты стёкла автобуса": the nearest thing, where another was hit."""
    near = {m.j for m in sentence.all("prep", "near") if doc.tokens[m.i].word not in _BY}
    if not near:
        return marks
    return [m for m in marks if m.i not in near] or marks


def _article(sentence: Sentence, i: int, j: int) -> bool:
    """ "Near a shopping mall"."""
    return j == i + 1 and any(m.i == i and m.cat in ("cover", "grammar") for m in sentence.marks)


def is_infrastructure(obj: Object | None) -> bool:
    """Whether damage to it is an infrastructure matter, too (FORMAT convention 4)."""
    return obj in _ALSO_INFRASTRUCTURE
