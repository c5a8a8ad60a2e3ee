"""What people type for a region: its name in any form, its code, its main town, or something near them."""

import re
from functools import cache
from typing import NamedTuple

from bot.gazetteer.entry import Entry
from bot.gazetteer.line import entries, forms
from bot.gazetteer.region import REGIONS
from bot.gazetteer.shorthand import NOUNS, SHORTHAND
from bot.gazetteer.table import key, lookup_table

_ORDER = ("region", "sea", "country", "region_adjective", "settlement", "district", "district_adjective", "hromada")
_PLACES = ("settlement", "district", "district_adjective", "hromada")
_LEAST_SCORE = 72.0
_SPREAD = 8.0  # how far below the best a suggestion may score
_LONGEST_QUERY = 100
_NEAR = re.compile(rb"[\t;](?:region|sea|country|settlement\|[^|]*\|\d{6})")  # lines that _names may want


class Match(NamedTuple):
    """Either `regions` (codes; several where the name means several together) or `suggestions`, names of regions
    that may have been meant, the likeliest first, in the language of the query's letters. Both may be empty.
    `narrower`: a place in the region was named, a town or a district, and not the region."""

    regions: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    narrower: bool = False


def find(query: str, most: int = 3) -> Match:
    """The region that `query` names, or up to `most` suggestions. Never raises."""
    text = query[:_LONGEST_QUERY].strip()
    if text.upper() in REGIONS:
        return Match((text.upper(),))
    wanted = key(text)
    name, _, noun = wanted.rpartition(" ")
    return _named(wanted) or (_named(name) if noun in NOUNS else None) or Match(suggestions=_suggest(wanted, most))


def _named(wanted: str) -> Match | None:
    """What is called so; None where nothing is."""
    if wanted in SHORTHAND:
        return Match((SHORTHAND[wanted],))
    meant = [e for e in lookup_table().entries(wanted) if e.kind in _ORDER and e.regions]
    if not meant:
        return None
    likeliest = min(meant, key=lambda e: (_ORDER.index(e.kind), -e.rank))
    # A town that gives the region its name stands for it.
    names = (key(name) for code in likeliest.regions for name in REGIONS[code].names.values())
    namesake = likeliest.kind == "settlement" and any(name.startswith(wanted) for name in names)
    return Match(likeliest.regions, narrower=likeliest.kind in _PLACES and not namesake)


def _suggest(wanted: str, most: int) -> tuple[str, ...]:
    from rapidfuzz import fuzz, process  # not needed to read posts

    if len(wanted) < 2:
        return ()
    names = _names()
    begun = [n for n in names if n.startswith(wanted)] if len(wanted) > 2 else []
    near = process.extract(wanted, names.keys(), scorer=fuzz.ratio, limit=most * 6, score_cutoff=_LEAST_SCORE)
    lang = "en" if wanted.isascii() else "uk" if set(wanted) & set("іїєґ'") else "ru"
    found: dict[str, None] = {}
    best = near[0][1] if near else 0.0
    for name in [*begun, *(str(name) for name, score, _ in near if score >= best - _SPREAD)]:
        for code in names[name].regions:
            found[REGIONS[code].names[lang]] = None
    return tuple(found)[:most]


@cache
def _names() -> dict[str, Entry]:
    """Forms to compare a misspelt word with: regions, seas, and the towns that give regions their names."""
    names: dict[str, Entry] = {}
    for line in lookup_table().lines(_NEAR):
        for entry in entries(line):
            big = entry.kind == "settlement" and entry.rank > 100_000
            if entry.regions and (big or entry.kind in ("region", "region_adjective", "sea", "country")):
                for form in forms(line):
                    names.setdefault(form, entry)
    return names
