"""data/districts.tsv: districts of Russia (hand-kept), raions and hromadas of Ukraine (the codifier)."""

from bot.gazetteer.entry import Entry
from scripts.gazetteer import codifier, russian, ukrainian
from scripts.gazetteer.lexeme import Lexicon
from scripts.gazetteer.places import SOURCE

_RU_HEADS = ("район", "округ")
_UK_HEADS = {"P": ("район", "district"), "H": ("громада", "hromada"), "B": ("район", "district")}

_RANKS = {"P": 3, "H": 2, "B": 1}  # among namesakes a raion of today goes before a former one


def write() -> None:
    """data/districts.tsv."""
    lexicon = Lexicon()
    for line in (SOURCE / "districts_ru.tsv").read_text("utf-8").splitlines():
        region, names = line.split("\t")
        for name in names.split():
            _add_russian(lexicon, region, name)
    for place in codifier.places():
        if place.category in _UK_HEADS:
            _add_ukrainian(lexicon, place, _RANKS[place.category])
    for line in (SOURCE / "districts_uk_former.tsv").read_text("utf-8").splitlines():
        region, names = line.split("\t")
        for name in names.split():
            _add_ukrainian(lexicon, codifier.Place(region, "P", name, "", ""), 0)
    for line in (SOURCE / "quarters.tsv").read_text("utf-8").splitlines():
        region, city, names = line.split("\t")
        for name in names.split(","):
            forms = russian.flatten(ukrainian.cases(name.casefold())[:6])
            lexicon.add(Entry("quarter", (region,), name, "uk", 0, city), forms)
    lexicon.write("districts.tsv")


def _add_russian(lexicon: Lexicon, region: str, name: str) -> None:
    adjective = russian.cases(name.casefold())
    shown = f"{name} район"
    full = [f for head in _RU_HEADS for f in russian.flatten(russian.combine([adjective, russian.cases(head)]))]
    lexicon.add(Entry("district", (region,), shown, "ru"), full)
    lexicon.add(Entry("district_adjective", (region,), shown, "ru"), russian.flatten(adjective))


def _add_ukrainian(lexicon: Lexicon, place: codifier.Place, rank: int) -> None:
    head, kind = _UK_HEADS[place.category]
    adjective = ukrainian.adjective(place.name.casefold())
    if adjective is None:
        return
    shown = f"{place.name} {head}"
    bare = Entry("district_adjective" if kind == "district" else "hromada_adjective", (place.region,), shown, "uk",
                 rank, place.raion)  # fmt: skip
    lexicon.add(bare, russian.flatten(adjective))
    full = russian.flatten(russian.combine([adjective, ukrainian.cases(head)]))
    lexicon.add(bare._replace(kind="district" if kind == "district" else "hromada"), full)
