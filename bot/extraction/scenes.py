"""Scenes: which of the places that an English text names are where something happened.

Not so where weapons come from, a dateline, a government meant by its capital, a street, a ship's or a person's name.
"""

from bot.extraction.bearers import of_another
from bot.extraction.datelines import dateline
from bot.extraction.marks import Mark
from bot.extraction.namesakes import region_meant
from bot.extraction.nearby import bounds, near
from bot.extraction.spots import REGION, SEA, SETTLEMENT, Spot
from bot.extraction.tokens import BREAK, WORD, Token

_OF_PLACES = frozenset(
    ["the", "occupied", "temporarily", "cape", "city", "of", "airspace", "territory", "direction", "directions", "area",
     "areas", ":", "russia", "russian"]
)  # fmt: skip
_JOINS = _OF_PLACES | {
    ",",
    "and",
    "as",
    "well",
    "(",
    ")",
    '"',
    "in",
    "—",
    "-",
    "federation",
    "from",
    "all",
    "both",
    "these",
    "/",
    "rf",
    "tot",
    "ar",
    "crimea",
    "crimean",
    "temporary",
}
_BY_ADJECTIVE = {"crimean": ("UA-43",), "belarusian": ("BY",), "belarussian": ("BY",)}
_SEAS = {"azov": "SEA-AZOV", "black": "SEA-BLACK", "caspian": "SEA-CASPIAN", "baltic": "SEA-BALTIC"}


def scenes(tokens: list[Token], marks: list[Mark], places: list[Mark], cased: str) -> list[Mark]:
    """The places without those that weapons come from; a region's town counted among regions is that region."""
    places = _with_seas(tokens, places)
    places = _with_the_peninsula(tokens, places)
    kept: list[Mark] = []
    out = -1
    mixed = not cased.isupper()
    titles = {m.j for m in marks if m.cat == "aside" and m.name == "speech"}
    districts = _listed_districts(tokens) if places else frozenset()
    for place in places:
        if place.i in districts and place.name == SETTLEMENT:
            continue
        if place.i in titles and place.name == SETTLEMENT and tokens[place.i - 1].word != "of":
            continue  # "Mayor Artem Semenikhin"
        if of_another(tokens, marks, place):
            continue
        between = range(out, place.i) if out >= 0 else range(0)
        listed = out >= 0 and all(tokens[k].word in _JOINS or (mixed and _unknown_town(tokens, k)) for k in between)
        if listed or _comes_from(tokens, marks, place):
            out = place.j
            continue
        out = -1
        kept.append(place)
    made: list[Mark] = []
    for place in kept:
        last = made[-1] if made else None
        after = (
            last is not None and last.name == REGION and all(t.word in (",", "and") for t in tokens[last.j : place.i])
        )
        made.append(region_meant(tokens, marks, kept, _beside(tokens, kept, place, cased), after, cased))
    return made


def _listed_districts(tokens: list[Token]) -> frozenset[int]:
    """ "In six districts of the region: A, B and C": the names after the colon, to the end of the list, are theirs."""
    found: set[int] = set()
    for k, token in enumerate(tokens):
        if token.word != "districts" or ":" not in [t.word for t in tokens[k + 1 : k + 5]]:
            continue
        n = next(i for i in range(k + 1, k + 5) if tokens[i].word == ":") + 1
        while n < len(tokens) and (tokens[n].word in (",", "and", "-") or tokens[n].cap):
            found.add(n)
            n += 1
        if n < len(tokens) and tokens[n].word not in (".", ";") and tokens[n].kind is not BREAK:
            return frozenset()  # "in two districts: Shebekino was hit by a drone, …"
    return frozenset(found)


def _unknown_town(tokens: list[Token], k: int) -> bool:
    """ "From Kursk, Millerovo and Chauda": a name between two signs of a list."""
    token, before, after = tokens[k], tokens[k - 1].word, tokens[k + 1 : k + 2]
    part = token.cap and token.kind is WORD
    if "-" in (before, *(t.word for t in after)):
        return part  # "Primorsko-Akhtarsk"
    return part and before in (",", "and") and bool(after) and after[0].word in (",", "and", "(", "—", "/")


def _with_seas(tokens: list[Token], places: list[Mark]) -> list[Mark]:
    """ "The waters of the Azov and Black seas": two names that share their noun."""
    made = list(places)
    for k, token in enumerate(tokens):
        if token.word != "seas":
            continue
        i = k
        while i and (tokens[i - 1].word in _SEAS or tokens[i - 1].word in ("and", ",", "the")):
            i -= 1
        named = [n for n in range(i, k) if tokens[n].word in _SEAS]
        made = [p for p in made if p.i not in named]
        made += [
            Mark("place", SEA, n, k + 1 if n == k - 1 else n + 1, Spot(SEA, (_SEAS[tokens[n].word],))) for n in named
        ]
    return sorted(made, key=lambda p: p.i)


def _with_the_peninsula(tokens: list[Token], places: list[Mark]) -> list[Mark]:
    """ "The Crimean peninsula", "Belarusian air defences": the region by its adjective."""
    found = [
        Mark("place", REGION, k, k + 2, Spot(REGION, _BY_ADJECTIVE[token.word]))
        for k, token in enumerate(tokens[:-1])
        if token.word in _BY_ADJECTIVE and tokens[k + 1].word in ("peninsula", "territory", "airspace", "air", "skies")
    ]
    taken = {m.i for m in found}
    return sorted([*(p for p in places if p.i not in taken), *found], key=lambda p: p.i) if found else places


def _beside(tokens: list[Token], places: list[Mark], place: Mark, cased: str) -> Mark:
    """ "The Black Sea near Sevastopol": what only tells where the place before it lies is no scene of its own."""
    spot = place.value
    aside = place.i > 1 and tokens[place.i - 1].word in ("near", "off", "outside")
    aside = aside and any(p.j == place.i - 1 for p in places)
    if isinstance(spot, Spot) and (aside or dateline(tokens, place, cased)):
        return Mark("place", place.name, place.i, place.j, spot._replace(sure=False))
    return place


def _comes_from(tokens: list[Token], marks: list[Mark], place: Mark) -> bool:
    """ "Drones from Kursk", "launched from the Bryansk region"; not "troops from A district", "from A to B"."""
    k = place.i - 1
    while k >= 0 and tokens[k].word in _OF_PLACES:
        k -= 1
    if k < 0 or tokens[k].word != "from":
        return False
    a, _ = bounds(tokens, k)
    launches = any(t.word in ("launches", "launch") for t in tokens[max(a, k - 4) : k])
    return (launches or bool(near(marks, a, k, "weapon"))) and place.name in (REGION, SETTLEMENT, SEA)
