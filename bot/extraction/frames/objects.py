"""The things that a sentence says were harmed; not those that only tell where, whose or what went dark."""

from itertools import zip_longest
from typing import NamedTuple

from bot.extraction.document import Document
from bot.extraction.frames.blows import taken_there
from bot.extraction.frames.burning import burned
from bot.extraction.frames.owners import (
    OWNERS,
    adjoins,
    belongs_to,
    berths_a_ship,
    genitive_owner,
    holds_a_ship,
    of_its_quays,
    of_its_site,
    of_that_port,
    of_the_port,
    without_grounds,
)
from bot.extraction.frames.unharmed import fights_the_fire
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence
from bot.extraction.tokens import Token
from bot.model import Object

_OWNED = ("outbuilding", "commercial", "infrastructure", "energy", "power")
_BY = ("у", "за", "между", "на", "в", "між", "village", "city", "town", "moored", "berthed", "outside")
_STOPS = ("зупинк", "зупинц")
_OFFICES = ("администрация", "администрацию")
_GROUNDS = ("площадк", "стадион", "спортплощад", "парк", "огород", "двор")
_RAILWAY = ("railway", "railroad", "train", "passenger", "platform", "locomotive")


_STAFF = frozenset(
    ["press", "management", "director", "spokesperson", "spokesman", "spokeswoman", "staff", "employees", "personnel",
     "workers", "owner", "security", "guards", "employee", "worker", "administration", "authority", "authorities",
     "operator", "spokespeople", "officials", "firefighters", "crews"]
)  # fmt: skip
_OF_A = frozenset(["of", "at", "from", "a", "an", "the", "this", "that", "one", "local", "large"])
_CARRYING = frozenset(["carrying", "loaded", "transporting", "laden"])


_WHOSE = (["his"], ["her"], ["their"], ["its"], ["our"])  # "exploded beside their car"
_IN_ALL = frozenset(["всего", "итого", "суммарно"])


class Harm(NamedTuple):
    """One object hit in one sentence. `object` None = harm told without an object; `fire` = it burned."""

    object: Object | None
    fire: bool
    sentence: Sentence
    i: int
    j: int
    firm: bool = True


def objects_of(doc: Document, sentence: Sentence, verbs: list[Mark]) -> list[Harm]:
    """What the verbs harmed in a sentence, one Harm an object; one without an object where none is named."""
    fire = any(v.name == "fire" for v in verbs)
    wrecked = any(doc.tokens[v.i].word.startswith("знищ") for v in verbs)
    if doc.language == "uk" and not wrecked and not sentence.has("verb", "damage", "fire"):
        stops = {m.i for m in sentence.all("object", "infrastructure") if doc.tokens[m.i].word.startswith(_STOPS)}
    else:
        stops = set()  # "скинули вибухівку на зупинку": where people stood
    own = [v for v in verbs if sentence.i <= v.i < sentence.j]
    made: list[Harm] = []
    marks = [m for m in sentence.all("object") if m.i not in stops and not _beside(doc, sentence, m)]
    if len(marks) > 1 and "prep" in sentence.cats:
        marks = _without_landmarks(doc, sentence, marks)
    dark = [m for m in marks if m.name == "outage"]
    if dark and own and all(any(o.i <= v.i < o.j for o in dark) for v in own):
        marks = dark  # "знеструмлено 20 будинків": the houses themselves are whole
    if doc.language == "ru" and len(marks) > 1 and any(m.name == "vehicle" for m in marks):
        marks = without_grounds(doc, sentence, marks, own)
    names = {m.name for m in marks}
    people = sentence.all("person") if marks else []
    for k, mark in enumerate(marks):
        following = marks[k + 1] if k + 1 < len(marks) else None
        last_owner = marks[k - 1] if k and doc.language == "uk" and marks[k - 1].name == "outbuilding" else None
        if mark.name == "commercial" and following and following.name == "industrial" and following.i - mark.j <= 1:
            continue  # "склад предприятия"
        if mark.name == "commercial" and k and marks[k - 1].name == "industrial" and marks[k - 1].j == mark.i:
            continue  # "a factory warehouse"
        if mark.name in ("commercial", "outbuilding") and following and belongs_to(doc, mark, following):
            continue
        if doc.language == "ru" and doc.tokens[mark.i].cap and _of_a_street(sentence, mark):
            continue
        if doc.language == "ru" and mark.name in _OWNED and of_its_site(doc, mark, marks[:k], following):
            continue
        if mark.name == "social" and doc.language == "ru" and taken_there(doc, sentence, mark):
            continue
        if mark.name == "vehicle" and "railway" in names and doc.tokens[mark.i].word.startswith("цистерн"):
            continue  # a tank wagon
        if doc.tokens[mark.i - 1].word.startswith(("чинивш", "ремонтировавш", "ремонтировал", "восстанавливавш")):
            continue  # "по бригаде, чинившей ЛЭП"
        if doc.language == "en" and (
            _only_aimed_at(doc, sentence, mark) or _speaks_or_lies_in(doc, mark) or _employs(doc, sentence, mark)
        ):
            continue
        if doc.language == "ru" and mark.name == "industrial" and of_its_quays(doc, sentence, mark):
            continue
        if doc.language == "ru" and mark.name == "port" and berths_a_ship(doc, marks, mark):
            continue
        if doc.language == "en" and mark.name == "social" and _lies_on_its_grounds(doc, sentence, mark):
            continue
        if doc.language == "en" and mark.name == "railway" and _some_other_station(doc, mark):
            continue
        if doc.language == "en" and mark.name == "port" and any(m.i == mark.j for m in people):
            continue  # "port firefighters"
        if doc.language == "en" and mark.name == "port" and holds_a_ship(doc, marks, mark):
            continue  # "a bulk carrier in the port of A"
        if k and doc.language == "uk" and marks[0].name == "port" and doc.tokens[marks[0].j].word == ":":
            continue  # "портову інфраструктуру: перевантажувач, склад": the port's own
        if doc.language == "uk" and mark.name == "commercial" and of_that_port(doc, sentence, marks, mark):
            continue
        if last_owner is not None and mark.name == "private_house" and genitive_owner(doc, last_owner, mark):
            continue
        if doc.language == "en" and mark.name == "commercial" and of_the_port(doc, mark, following):
            continue
        if mark.name == "administrative" and _no_building(doc, mark, own):
            continue
        if k and mark.name == "infrastructure" and marks[k - 1].j == mark.i and mark.j - mark.i == 1:
            continue  # "портової та промислової інфраструктури"
        last = marks[k - 1] if k else None
        if last is not None and last.name == "vehicle" and mark.name in OWNERS and adjoins(doc, last, mark):
            continue  # "автобус агрокомплекса"
        if last is not None and doc.language == "en" and last.name == "vehicle" and _owns_it(doc, last, mark):
            continue
        if people and "-" not in doc.tokens[mark.i].word and any(m.i == mark.i for m in people):
            continue  # "тракторист", "машиніст"; not "фельдшерско-акушерский пункт"
        driver = bool(people) and any(m.j == mark.i for m in people)
        if (
            (mark.name == "vehicle" or doc.language == "ru")
            and driver
            and not doc.tokens[mark.i - 1].word.endswith(("их", "ых", "ий"))
            and not doc.tokens[mark.i - 1].word.startswith(("гражданск", "пассажирск"))
        ):
            continue  # "водитель грузовика"; not "три гражданских автомобиля"
        if doc.language == "ru" and (_goes_on(doc, sentence, mark) or _fell_on(doc, sentence, mark, marks)):
            continue
        if fights_the_fire(doc, mark):
            continue
        if mark.name in ("building", "private_house", "apartment_building") and _without_power(doc, sentence, mark):
            continue
        if mark.name == "building":
            name = "apartment_building" if "apartment_building" in names or _storeys(sentence) else "private_house"
        elif mark.name == "outage":
            name = "power"
        else:
            name = mark.name
        supply = doc.tokens[mark.j - 1].word in ("supply", "supplies")
        made.append(Harm(Object(name), fire, sentence, mark.i, mark.j, mark.name != "outage" and not supply))
    only_people = doc.language == "uk" and bool(marks) and all(any(p.i == m.i for p in people) for m in marks)
    if (
        not made and own and not (stops and not marks) and not only_people
    ):  # "внаслідок удару по зупинці загинула жінка"
        verb = own[0]
        if any(v.name in ("damage", "fire") for v in own):
            made.append(Harm(None, fire, sentence, verb.i, verb.j))
        if fire and any(w in ("buildings", "structures") for w in doc.forms[sentence.i : sentence.j]):
            made.append(Harm(None, False, sentence, verb.i, verb.j))  # "several buildings are burning"
    if fire and len(made) > 1 and own:
        burnt = burned(doc, [(h.i, h.j) for h in made], own)
        made = [h if fired else h._replace(fire=False) for h, fired in zip(made, burnt, strict=True)]
    return made


def _some_other_station(doc: Document, mark: Mark) -> bool:
    """ "The station" is of the railway where the text speaks of one."""
    if doc.forms[mark.j - 1] != "station" or doc.forms[mark.i] != "the":
        return False
    return not any(w.startswith(_RAILWAY) for w in doc.forms)


def _only_aimed_at(doc: Document, sentence: Sentence, mark: Mark) -> bool:
    """ "Targeted critical and social infrastructure, damaging 4 houses": what was hit is told of after it."""
    aims = [m.i for m in sentence.all("struck", "vehicle") if doc.tokens[m.i].word == "targeted" and m.i < mark.i]
    if not aims or mark.name == "vehicle" or mark.i - aims[-1] > 6 or ";" in doc.forms[aims[-1] : mark.i]:
        return False
    return not any(aims[-1] < v.i < mark.i for v in sentence.all("verb")) and sentence.has("verb", "damage", "fire")


def _lies_on_its_grounds(doc: Document, sentence: Sentence, mark: Mark) -> bool:
    """ "A house is on fire, debris fell on the grounds of a school": where it came down, without harm of its own."""
    words = doc.forms[max(sentence.i, mark.i - 4) : mark.i]
    if not {"grounds", "territory", "courtyard", "yard", "premises"} & set(words) or "of" not in words:
        return False
    a, b = doc.clause(sentence, mark.i, mark.j, (",", ";"))
    here = {m.name for m in sentence.all("verb") if a <= m.i < b}
    return "fell" in here and not {"damage", "fire"} & here and a > sentence.i


def _speaks_or_lies_in(doc: Document, mark: Mark) -> bool:
    """ "The plant's press service said", "a ferry carrying 30 fuel tanks": who speaks, and what a ship has on board."""
    if mark.j < len(doc.tokens) and doc.tokens[mark.j].word in _STAFF:
        return True
    return not _CARRYING.isdisjoint(t.word for t in doc.tokens[max(mark.i - 3, 0) : mark.i])


def _employs(doc: Document, sentence: Sentence, mark: Mark) -> bool:
    """ "Two employees of a farm enterprise were injured": whose people they are."""
    before = [m for m in sentence.all("person", "one") if 0 < mark.i - m.j <= 3]
    words = {t.word for t in doc.tokens[before[-1].j : mark.i]} if before else set()
    return bool(words & {"of", "at", "from"}) and words <= _OF_A and not sentence.has("verb", "damage", "fire")


def _owns_it(doc: Document, vehicle: Mark, owner: Mark) -> bool:
    """ "A bus of the Ukrainian Railways", "a truck of a mining plant": whose it is."""
    words = doc.forms[vehicle.j : owner.i]
    named = owner.name in (*OWNERS, "railway", "energy") and words[:1] in (["of"], ["belonging"])
    return named and len(words) <= 5 and not {",", "and"} & set(words)


def _no_building(doc: Document, mark: Mark, verbs: list[Mark]) -> bool:
    """ "Администрация" is a building where a verb of harm stands beside it, else an office that speaks."""
    if doc.language != "ru" or mark.j - mark.i > 1 or doc.tokens[mark.i].word not in _OFFICES:
        return False
    return not any(0 <= mark.i - v.j <= 1 or 0 <= v.i - mark.j <= 1 for v in verbs)


def _of_a_street(sentence: Sentence, mark: Mark) -> bool:
    """ "По проспекту Тракторостроителей", "на Заводской улице"."""
    return any(0 <= mark.i - m.j <= 1 or m.i == mark.j for m in sentence.all("aside", "street"))


def _goes_on(doc: Document, sentence: Sentence, mark: Mark) -> bool:
    """ "Соцобъекты переведены на генераторы", "жильцов разместили в школе"."""
    if "kept" not in sentence.cats and "moved" not in sentence.cats:
        return False
    kept = sentence.all("kept")
    if any((m.name == "works" and 0 <= m.i - mark.j <= 1) or (m.name == "fed" and m.j == mark.i) for m in kept):
        return True
    broken = {v.j for v in sentence.all("verb", "damage")}  # "без стёкол остались девять машин"
    moved = [m for m in sentence.all("moved") if m.i not in broken and 0 <= mark.i - m.j <= 3]
    return any("," not in doc.forms[m.j : mark.i] for m in moved)  # not "пассажиры не пострадали, повреждён тепловоз"


def _fell_on(doc: Document, sentence: Sentence, mark: Mark, marks: list[Mark]) -> bool:
    """ "Один упал на детскую площадку, в девятиэтажке вылетели стёкла": the ground it fell on is no harm."""
    if len(marks) < 2 or not any(w.startswith(_GROUNDS) for w in doc.forms[max(mark.i - 1, 0) : mark.j]):
        return False
    k = mark.i
    while k > sentence.i and doc.tokens[k - 1].word not in (",", ";", "—"):
        k -= 1
    inside = [m.name for m in sentence.all("verb") if k <= m.i < mark.i]
    return "fell" in inside and not {"damage", "fire"} & set(inside)


def _without_power(doc: Document, sentence: Sentence, mark: Mark) -> bool:
    """ "Без света 230 домов": homes that only lost their power."""
    for other in sentence.marks:
        cold = other.cat == "service" and other.name == "stopped" and doc.tokens[other.i].word in ("без", "without")
        lines = (
            other.name == "power" and doc.language != "en" and not _joined_after(doc, mark, other)
        )  # "a power line and four houses": both were hit
        if cold or (other.cat == "object" and (lines or other.name == "outage") and other.i != mark.i):
            a, b = sorted((other.i, mark.i))
            words = _said_at_once(doc.tokens[a:b])
            if (
                len(words) <= 7 + 4 * (len(words) < b - a)
                and not any(t.word in (",", ";", "—", ".") and not (cold and t.word == "—") for t in words)
                and not any(_breaks(doc, m) and a < m.i < b for m in sentence.marks)
            ):
                return any(m.cat == "num" and 0 <= mark.i - m.j <= 2 for m in sentence.marks) or other.name in (
                    "outage",
                    "stopped",
                )
    return False


def _said_at_once(words: list[Token]) -> list[Token]:
    """Without the comma of "без света сёла А и Б, всего 640 домов"."""
    return [t for t, after in zip_longest(words, words[1:]) if not (t.word == "," and after and after.word in _IN_ALL)]


def _joined_after(doc: Document, house: Mark, lines: Mark) -> bool:
    """ "Побито 4 багатоповерхівки та лінію електропередач": both were hit."""
    return doc.language != "en" and doc.forms[house.j : lines.i] in (["та"], ["і"], ["й"], ["и"])


def _breaks(doc: Document, mark: Mark) -> bool:
    return mark.cat == "verb" and mark.name == "damage" and doc.tokens[mark.i].word != "left"


def _storeys(sentence: Sentence) -> bool:
    return sentence.has("storey")


def _beside(doc: Document, sentence: Sentence, mark: Mark) -> bool:
    """An object that only tells where something else stood: a hospital that treats, debris beside a shop."""
    if not sentence.has("verb", "damage") and any(
        m.j == mark.i or _article(sentence, m.j, mark.i) or doc.forms[m.j : mark.i] in _WHOSE
        for m in sentence.all("prep", "near")
    ):
        return True
    if "aside" not in sentence.cats:
        return False
    lost = {v.i for v in sentence.all("verb", "damage")}  # "a hospital lost its windows"
    lost |= {m.i - 2 for m in sentence.all("part") if lost}  # "a hospital, whose windows were shattered"
    asides = [m for m in sentence.all("aside", "care", "carried") if m.i <= mark.i < m.j]
    if (
        "part" in sentence.cats
        and doc.forms[mark.i - 2 : mark.i] in (["in", "the"], ["in", "a"])
        and "person" not in sentence.cats
        and any(v.j < mark.i - 1 for v in sentence.all("verb", "damage"))
    ):
        return False  # "windows are broken in 20 houses and in a clinic"
    return any(m.j - m.i > 1 or m.j not in lost for m in asides)


def _without_landmarks(doc: Document, sentence: Sentence, marks: list[Mark]) -> list[Mark]:
    """ "Возле автовокзала разбиты стёкла автобуса": the nearest thing, where another was hit."""
    near = {m.j for m in sentence.all("prep", "near") if doc.tokens[m.i].word not in _BY}
    if doc.language == "en":
        near |= {k + 1 for k in near if doc.tokens[k].word in ("a", "an", "the", "one")}
    if not near:
        return marks
    its = ([",", "whose"], [",", "its"], [",", "where"])  # "landed beside a hospital, whose windows were shattered"
    return [m for m in marks if m.i not in near or doc.forms[m.j : m.j + 2] in its] or marks


def _article(sentence: Sentence, i: int, j: int) -> bool:
    """ "Near a shopping mall"."""
    return j == i + 1 and any(m.i == i and m.cat in ("cover", "grammar") for m in sentence.marks)
