"""data/settlements.tsv: cities, towns and villages with their forms."""

from rapidfuzz import fuzz

from bot.gazetteer.entry import Entry
from scripts.gazetteer import codifier, geonames, russian, ukrainian
from scripts.gazetteer.homonyms import is_common_ru, is_common_uk
from scripts.gazetteer.lexeme import Lexicon
from scripts.gazetteer.places import SOURCE

_CITY_STATES = {"RU-MOW", "RU-SPE", "UA-30", "UA-40"}  # GeoNames lists their quarters; those kept are in SOURCE
_SOUTH_EAST = {"UA-43", "UA-14", "UA-09", "UA-23", "UA-65"}  # where officials also write in Russian
_ROMAN_ALTERNATES = 4


def write() -> None:
    """data/settlements.tsv."""
    lexicon = Lexicon()
    _add_codifier(lexicon)
    _add_renamed(lexicon)
    _add_pairs(lexicon)
    _add_villages(lexicon)
    _add_geonames(lexicon)
    lexicon.write("settlements.tsv")


def _ru(lexicon: Lexicon, region: str, name: str, rank: int, district: str = "") -> None:
    common = is_common_ru(name, rank)
    lexicon.add(Entry("settlement", (region,), name, "ru", rank, district, common), russian.decline(name.casefold()))


def _en(lexicon: Lexicon, region: str, names: list[str], rank: int) -> None:
    shown = names[0].replace("’", "")
    forms = [f for n in names for f in (n, n.replace("’", ""), n.replace("'", ""))]
    lexicon.add(Entry("settlement", (region,), shown, "en", rank, "", len(shown) < 4), forms)


def _add_geonames(lexicon: Lexicon) -> None:
    for city in geonames.cities():
        if city.region in _CITY_STATES:
            continue
        country = city.region[:2]
        if country == "RU" or city.region in _SOUTH_EAST or (country == "BY" and city.population > 3000):
            least = 86.0 if country == "RU" else 74.0
            name = geonames.russian_name(city, least)
            if name and not name.startswith("Город "):
                _ru(lexicon, city.region, name, city.population)
        if city.name.startswith("Gorod "):
            continue
        if country != "BY" or city.population > 3000:
            _en(lexicon, city.region, [city.name, *_roman(city)], city.population)


def _roman(city: geonames.City) -> list[str]:
    """Other Latin spellings near the main one (Kharkov beside Kharkiv, Shebekino beside Schebekino)."""
    names = [n for n in city.alternates if n.isascii() and n[:1].isupper() and len(n) > 3 and not n.isupper()]
    near = [n for n in names if n != city.name and fuzz.ratio(n, city.name) >= 80]
    return sorted(near, key=lambda n: -fuzz.ratio(n, city.name))[:_ROMAN_ALTERNATES]


def _add_villages(lexicon: Lexicon) -> None:
    """Hand-kept lists: Russian villages and towns with their districts, and the quarters of the city states."""
    for line in (SOURCE / "villages.tsv").read_text("utf-8").splitlines():
        region, district, names = line.split("\t")
        for name in names.split(", "):
            _ru(lexicon, region, name, 400, district)


def _add_codifier(lexicon: Lexicon) -> None:
    ranks = {(c.region, n): c.population for c in reversed(geonames.cities()) for n in c.alternates}
    for place in codifier.settlements():
        rank = ranks.get((place.region, place.name), 30000 if place.category == "M" else 0)
        rank = rank if place.category != "C" or rank < 20000 else 900
        common = is_common_uk(place.name, rank)
        forms = ukrainian.decline(place.name.casefold()) if place.category in "KM" else _few(place.name)
        entry = Entry("settlement", (place.region,), place.name, "uk", rank, place.raion, common)
        lexicon.add(entry, forms)


def _add_renamed(lexicon: Lexicon) -> None:
    """Towns renamed of late by the names that many still write."""
    for line in (SOURCE / "renamed_uk.tsv").read_text("utf-8").splitlines():
        region, raion, rank, name = line.split("\t")
        common = is_common_uk(name, int(rank))
        entry = Entry("settlement", (region,), name, "uk", int(rank), raion, common)
        lexicon.add(entry, ukrainian.decline(name.casefold()))


def _few(name: str) -> list[str]:
    """A village's forms in the cases that reports put it in, so that the table stays small."""
    cases = ukrainian.cases(name.casefold())
    place = [f for f in cases[5] if not f.endswith(("ові", "еві"))] or cases[5]
    kept = [cases[0], cases[1], cases[3][:1], cases[4][:1], place]
    if name.endswith(("ів", "їв")):  # Салтові is the only form there is, not the second one beside Салтову
        kept.append(cases[5])
    return russian.flatten(kept)


def _add_pairs(lexicon: Lexicon) -> None:
    """Cities written in the other country's language, and English forms, kept by hand."""
    for line in (SOURCE / "cities.tsv").read_text("utf-8").splitlines():
        region, rank, ru, uk, en = line.split("\t")
        for name in filter(None, ru.split(",")):
            _ru(lexicon, region, name, int(rank))
        for name in filter(None, uk.split(",") if region[:2] == "RU" else ()):
            entry = Entry("settlement", (region,), name, "uk", int(rank), "", is_common_uk(name, int(rank)))
            lexicon.add(entry, ukrainian.decline(name.casefold()))
        if en:
            _en(lexicon, region, en.split(","), int(rank))
