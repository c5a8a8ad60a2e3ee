"""Spots: places as a text names them, and what stands beside their names."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence
from bot.gazetteer import Entry, choose

REGION, DISTRICT, SETTLEMENT, SEA, MACRO, COUNTRY = "region", "district", "settlement", "sea", "macro", "country"
_WHOLE = (REGION, SEA, MACRO, COUNTRY)
CITY_STATES = ("UA-30", "UA-40", "RU-MOW", "RU-SPE", "BY-HM")
CAPITALS = {"uk": ("UA-30",), "ru": ("RU-MOW",)}
NARROW = (DISTRICT, "district_adjective", "hromada", "hromada_adjective")

_TOWN = 20_000  # people: such a town is meant rather than the district of its name


class Spot(NamedTuple):
    """A place as the text names it. `name` is the settlement, `district` the district, nominative.

    `sure` is False for a settlement guessed from a capital letter after a preposition alone.
    """

    kind: str
    regions: tuple[str, ...]
    name: str = ""
    district: str = ""
    sure: bool = True


def is_aside(sentence: Sentence, place: Mark) -> bool:
    """A hospital, an airport or a launch place stands just before the name."""
    before = [m for m in sentence.all("prep", "from", "near") if m.j == place.i] if "prep" in sentence.cats else []
    if before and any(m.name == "from" for m in before):
        return True
    if "aside" not in sentence.cats:
        return False
    asides = sentence.all("aside")
    beside = any(m.name == "near" and m.j - m.i > 1 for m in before)
    for mark in asides:
        if mark.name in ("care", "carried", "route") and 0 <= place.i - mark.j <= 4 and not beside:
            return True
        several = any(m.j == mark.i for m in sentence.all("num"))  # "обесточены три улицы Клинцов"
        if mark.name == "street" and 0 <= place.i - mark.j <= 2 and not several and not _placed(sentence, place):
            return True
        if mark.name == "street" and mark.i == place.j and _is_an_adjective(place):
            return True  # "на Московском шоссе"
        if mark.name == "except" and 0 <= place.i - mark.j <= 2 + 3 * (mark.j - mark.i > 1):
            return True
        if mark.name == "care" and mark.j - mark.i > 1 and any(p.i == mark.j for p in sentence.all("place")):
            continue  # "wounded in A: a man is recovering in B"
        if mark.name == "care" and 0 <= mark.i - place.j <= 3 and not _on_the_spot(sentence, place, mark):
            return not any(v.i >= place.j and v.j <= mark.i for v in sentence.all("verb", "killed"))
    return False


def _is_an_adjective(place: Mark) -> bool:
    return isinstance(place.value, Spot) and place.value.name.endswith(("ское", "цкое", "ский", "цкий"))


def helped_there(forms: list[str], place: Mark) -> bool:
    """ "Третьему помощь оказали в Шебекине": where somebody was treated (Russian)."""
    if place.i < 3 or forms[place.i - 1] != "в":
        return False
    near = forms[place.i - 3 : place.i - 1]
    return near[1].startswith("оказ") and "помощь" in (near[0], *forms[place.j : place.j + 2])


def _on_the_spot(sentence: Sentence, place: Mark, care: Mark) -> bool:
    """ "В Торопце эвакуировали …", "в посёлке A в больницу обратился …", "a resident of A has been taken to hospital":
    the place is no hospital's."""
    if any(m.i == place.j and m.cat == "grammar" for m in sentence.marks):
        return True
    if any(m.cat == "moved" and m.i == care.i for m in sentence.marks):
        return True
    blows = [*sentence.all("verb", "attack", "hit", "fell"), *sentence.all("struck")]
    if any(m.i < care.i and care.i - m.j <= 9 and (m.i > place.i or place.i - m.j <= 5) for m in blows):
        return True  # "в Саратове после атаки госпитализированы двое"
    introduced = any(m.cat == "intro" and m.j == place.i for m in sentence.marks)
    return introduced and any(m.cat == "prep" and m.j == care.i for m in sentence.marks)


def _placed(sentence: Sentence, place: Mark) -> bool:
    """ "На улице Щорса в Белгороде": the town has its own preposition."""
    return any(m.cat in ("prep", "intro") and m.j == place.i for m in sentence.marks)


def is_title(sentence: Sentence, place: Mark) -> bool:
    """ "Глава Крыма", "мэр Одессы": the place belongs to who speaks, not to what happened."""
    return "aside" in sentence.cats and any(0 <= place.i - m.j <= 1 for m in sentence.all("aside", "speech"))


def as_spot(entries: Sequence[Entry], wanted: str, home: str | None, mentioned: set[str], language: str) -> Spot:
    if not wanted and len(entries) == 1 and entries[0].kind != "quarter":
        return _meant(entries[0])
    by_kind: dict[str, list[Entry]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry)
    districts = by_kind.get("district_adjective", [])
    town = max((e.rank for e in by_kind.get(SETTLEMENT, ()) if home in e.regions), default=0)
    if districts and SETTLEMENT in by_kind and home in districts[0].regions and (language == "ru" or town < _TOWN):
        by_kind.pop(SETTLEMENT)  # "в Стародубском" in a list of districts
        entries = by_kind["district_adjective"]
    same = [e for e in entries if e.lang == language] or entries
    if wanted == DISTRICT:
        best = choose(entries, "", home, mentioned)
        return Spot(DISTRICT, best.regions, district=best.name)
    if wanted == SETTLEMENT:
        best = choose(same, "", home, mentioned)
        return Spot(SETTLEMENT, best.regions, name=best.name, district=best.district)
    for kind in _WHOLE:
        if kind in by_kind:
            best = by_kind[kind][0]
            cities = [e for e in by_kind.get(SETTLEMENT, ()) if e.lang == language]
            name = cities[0].name if cities and set(best.regions[:1]) & set(CITY_STATES) else ""
            return Spot(kind, best.regions, name=name)
    quarters = [e for e in by_kind.get("quarter", ()) if home in e.regions]
    if quarters:
        return Spot(DISTRICT, quarters[0].regions, district=quarters[0].name)
    if "region_adjective" in by_kind and home not in by_kind["region_adjective"][0].regions:
        towns = [e for e in by_kind.get(SETTLEMENT, ()) if home in e.regions]
        if towns:  # "Степногірськ, Приморське": a town here, not the far region of that adjective
            by_kind = {SETTLEMENT: towns}
    if SETTLEMENT in by_kind and (language == "en" or "region_adjective" not in by_kind):
        towns = [e for e in by_kind[SETTLEMENT] if e.lang == language] or by_kind[SETTLEMENT]
        return _meant(choose(towns, "", home, mentioned))
    if "region_adjective" in by_kind:
        return _meant(by_kind["region_adjective"][0])
    return _meant(choose(same, "", home, mentioned))


def _meant(entry: Entry) -> Spot:
    """The place of one entry."""
    if entry.kind == SETTLEMENT:
        return Spot(SETTLEMENT, entry.regions, name=entry.name, district=entry.district)
    if entry.kind in _WHOLE:
        return Spot(entry.kind, entry.regions)
    if entry.kind == "region_adjective":
        return Spot(REGION, entry.regions)
    return Spot(DISTRICT if entry.kind in NARROW else entry.kind, entry.regions, district=entry.name)


def capitals(name: str) -> str:
    small = {"на", "над", "під", "под", "de", "of", "upon"}
    words = [
        w if w in small else "-".join(p if p in ("on", "na", "nad") else p[:1].upper() + p[1:] for p in w.split("-"))
        for w in name.split(" ")
    ]
    return " ".join(words)
