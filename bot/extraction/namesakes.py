"""Namesakes: the region meant by a town's name, in English: "five in Volgograd, one in the Astrakhan region"."""

from bot.extraction.datelines import dateline
from bot.extraction.marks import Mark
from bot.extraction.nearby import bounds, near
from bot.extraction.spots import REGION, SETTLEMENT, Spot
from bot.extraction.tallies import is_number
from bot.extraction.tokens import NUMBER, Token
from bot.gazetteer import lookup_table

_LISTED = frozenset(
    [",", "and", "the", "each", "over", "in", "above", "of", "including", "region", "as", "well", "regions", "—", "-",
     "were", "was", "been", "have", "shot", "down", "downed", "destroyed", "intercepted", "hit", "neutralized",
     "neutralised", "eliminated", "brought", "taken", "suppressed", "jammed", "recorded", "units", "drones", "uavs",
     "apiece", ";"]
)  # fmt: skip


def region_meant(
    tokens: list[Token], marks: list[Mark], places: list[Mark], place: Mark, after: bool, cased: str
) -> Mark:
    """ "Five in Volgograd, one in the Astrakhan region", "regions including Bryansk and Tula"."""
    spot = place.value
    if place.name == REGION and tokens[place.i].word == "moscow" and place.j == place.i + 1:
        return _moscow_region(tokens, place)
    if place.name != SETTLEMENT or not isinstance(spot, Spot) or len(spot.regions) != 1:
        return place
    name = " ".join(t.word for t in tokens[place.i : place.j])
    same = [e for e in lookup_table().entries(name + " region") if e.kind == REGION]
    if not same or spot.regions[0] not in same[0].regions:
        return place
    whole = Mark("place", REGION, place.i, place.j, Spot(REGION, same[0].regions))
    if place.i > 1 and tokens[place.i - 1].word == "of" and tokens[place.i - 2].word in ("region", "regions", "oblast"):
        return whole
    following = [t.word for t in tokens[place.j : place.j + 2]]
    if following == ["people", "republic"]:
        return Mark("place", REGION, place.i, place.j + 2, whole.value)  # "the Donetsk People's Republic"
    if following[1:] == ["of"] and following[0] in ("settlement", "village", "town", "hamlet", "city", "suburb"):
        return whole  # "the Bryansk settlement of Belaya Berezka"
    a, b = bounds(tokens, place.i)
    while a > 1 and tokens[a - 1].word == ";":
        a = bounds(tokens, a - 2)[0]
    while b + 1 < len(tokens) and tokens[b].word == ";":
        b = bounds(tokens, b + 1)[1]
    if _has_its_number(tokens, place) and _in_a_tally(tokens, near(places, a, b, "place")):
        return whole
    others = [
        p for p in near(places, a, b, "place") if p is not place and isinstance(p.value, Spot) and p.value.regions
        and not dateline(tokens, p, cased)
        and set(p.value.regions) != set(spot.regions) and (p.name != SETTLEMENT or _is_namesake(tokens, p))
    ]  # fmt: skip
    verbs = {m.name for m in near(marks, a, b, "verb")}
    if others and place.i > 1 and tokens[place.i - 1].word == "over" and is_number(tokens, place.i - 2):
        return whole  # "24 over Bryansk, 21 over the Moscow region, where a house caught fire"
    if not others or verbs & {"hit", "damage", "hurt", "killed", "fire", "attack"}:
        return place
    before = tokens[place.i - 1].word if place.i else ""
    counted = any(
        0 <= place.i - m.j <= 5 and all(t.word in _LISTED for t in tokens[m.j : place.i])
        for m in near(marks, place.i - 6, place.i, "number", "rest")
    )
    k = place.i - 1
    while k > a and place.i - k < 8 and tokens[k].word in _LISTED:
        k -= 1
    counted = counted or any(t.kind is NUMBER for t in tokens[max(a, min(k, place.i - 3)) : place.i])
    told = any(t.word == "regions" for t in tokens[a : place.i]) and before in _LISTED
    counted = counted or after
    before = "over" if after else before
    return whole if (counted and before in ("in", "over", "above")) or told else place


def _moscow_region(tokens: list[Token], place: Mark) -> Mark:
    """ "The regions of Bryansk (12), Tver (eight) and Moscow (five)": the one around the city."""
    a, _ = bounds(tokens, place.i)
    heads = [k for k in range(a, place.i) if tokens[k].word == "regions" and tokens[k + 1].word == "of"]
    if not heads or any(t.word in ("over", "city", "the") for t in tokens[heads[-1] + 2 : place.i]):
        return place
    whole = next(e for e in lookup_table().entries("moscow region") if e.kind == REGION)
    return Mark("place", REGION, place.i, place.j, Spot(REGION, whole.regions))


def _has_its_number(tokens: list[Token], place: Mark) -> bool:
    """ "Bryansk – 44", "Rostov (31)"."""
    after = tokens[place.j : place.j + 2]
    return len(after) == 2 and after[0].word in ("—", "-", ":", "(") and after[1].kind is NUMBER


def _in_a_tally(tokens: list[Token], places: list[Mark]) -> bool:
    """ "Bryansk – 44, Kaluga – 26, Moscow Region – 16": regions by their short names, each with its number."""
    mine = [p for p in places if isinstance(p.value, Spot) and _has_its_number(tokens, p)]
    regions = {p.value.regions for p in mine if p.name != SETTLEMENT or _is_namesake(tokens, p)}  # type: ignore[attr-defined]
    return len(regions) > 1 and len(mine) == sum(1 for p in mine if p.name != SETTLEMENT or _is_namesake(tokens, p))


def _is_namesake(tokens: list[Token], place: Mark) -> bool:
    """A town whose name is its region's, too."""
    name = " ".join(t.word for t in tokens[place.i : place.j])
    return any(e.kind == REGION for e in lookup_table().entries(name + " region"))
