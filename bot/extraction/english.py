"""English: words that mean one thing or another by what stands beside them, and places that are not the scene.

English does not bend its words, so order tells what Russian and Ukrainian tell by endings: "two houses were destroyed"
is damage, "debris of a downed drone" no report, "drones fired by Ukraine" no launch beside what was shot down.
"""

from bisect import bisect_left

from bot.extraction.marks import Mark
from bot.extraction.spots import REGION, SEA, SETTLEMENT, Spot
from bot.extraction.tokens import BREAK, NUMBER, Token
from bot.gazetteer import lookup_table

_STOPS = frozenset([".", ";", "!", "?"])
_DESTROYED = frozenset(["destroyed", "destroying", "destroy", "knocked", "eliminated"])
_ATTRIBUTES = frozenset(["downed", "destroyed", "intercepted", "neutralized", "neutralised", "jammed", "shot"])
_BEFORE_ATTRIBUTE = frozenset(["a", "an", "the", "of", "from", "by", "one", "another", "and", "wreckage"])
_WHICH = frozenset(
    ["that", "which", "heading", "approaching", "flying", "attacking", "targeting", "over", "near", "at", "towards"]
)
_OF_PLACES = frozenset(
    ["the", "occupied", "temporarily", "cape", "city", "of", "airspace", "territory", "direction", "directions", "area",
     "areas", ":", "russia", "russian"]
)  # fmt: skip
_JOINS = _OF_PLACES | {",", "and", "as", "well", "(", ")", '"', "in", "—", "-", "federation", "from"}
_LISTED = frozenset(
    [",", "and", "the", "each", "over", "in", "above", "of", "including", "region", "as", "well", "regions"]
)


def mend(tokens: list[Token], marks: list[Mark]) -> list[Mark]:
    """The marks with the verbs that mean another thing here replaced or taken out."""
    made: list[Mark] = []
    for mark in marks:
        if mark.cat == "verb" and mark.name in ("downed", "jammed") and _attribute(tokens, marks, mark):
            continue
        if mark.cat == "verb" and mark.name == "downed" and _of_things(tokens, marks, mark):
            mark = Mark("verb", "damage", mark.i, mark.j)
        elif mark.cat == "month" and tokens[mark.i].word in ("may", "march") and not tokens[mark.i].cap:
            continue  # "you may leave the shelters"
        elif tokens[mark.i].word == "dropped" and _bombs(marks, mark):
            mark = Mark("verb", "launched", mark.i, mark.j)
        elif mark.cat == "verb" and mark.name == "launched" and _participle(tokens, marks, mark):
            continue
        made.append(mark)
    return made


def scenes(tokens: list[Token], marks: list[Mark], places: list[Mark]) -> list[Mark]:
    """The places without those that weapons come from; a region's town counted among regions is that region."""
    kept: list[Mark] = []
    out = -1
    titles = {m.j for m in marks if m.cat == "aside" and m.name == "speech"}
    for place in places:
        if place.i in titles and place.name == SETTLEMENT and tokens[place.i - 1].word != "of":
            continue  # "Mayor Artem Semenikhin"
        listed = out >= 0 and all(t.word in _JOINS for t in tokens[out : place.i])
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
        made.append(_region_meant(tokens, marks, kept, _beside(tokens, kept, place), after))
    return made


def _beside(tokens: list[Token], places: list[Mark], place: Mark) -> Mark:
    """ "The Black Sea near Sevastopol": what only tells where the place before it lies is no scene of its own."""
    spot = place.value
    near = place.i > 1 and tokens[place.i - 1].word in ("near", "off", "outside")
    if near and isinstance(spot, Spot) and any(p.j == place.i - 1 for p in places):
        return Mark("place", place.name, place.i, place.j, spot._replace(sure=False))
    return place


def _bounds(tokens: list[Token], i: int) -> tuple[int, int]:
    """The sentence around token i, roughly: between stops and line breaks."""
    a = b = i
    while a > 0 and i - a < 60 and tokens[a - 1].word not in _STOPS and tokens[a - 1].kind is not BREAK:
        a -= 1
    while b < len(tokens) and b - i < 60 and tokens[b].word not in _STOPS and tokens[b].kind is not BREAK:
        b += 1
    return a, b


def _near(marks: list[Mark], a: int, b: int, *cats: str) -> list[Mark]:
    first = bisect_left(marks, a, key=lambda m: m.i)  # marks stand in order
    return [m for m in marks[first : bisect_left(marks, b, lo=first, key=lambda m: m.i)] if m.cat in cats]


def _attribute(tokens: list[Token], marks: list[Mark], verb: Mark) -> bool:
    """ "Debris of two downed drones", "the intercepted missile"."""
    if tokens[verb.i].word not in _ATTRIBUTES or verb.j > verb.i + 1:
        return False
    following = _near(marks, verb.j, verb.j + 3, "weapon")
    if not following or any(tokens[k].word in ("a", "the", "all", "by") for k in range(verb.j, following[0].i)):
        return False
    k = verb.i - 1
    while k >= 0 and (tokens[k].kind is NUMBER or _near(marks, k, k + 1, "number", "vague")):
        k -= 1
    if k < 0 or tokens[k].word not in _BEFORE_ATTRIBUTE - ({"and"} if k == verb.i - 1 else frozenset()):
        return False
    return k == verb.i - 1 or tokens[k].word in ("of", "from", "by")


def _of_things(tokens: list[Token], marks: list[Mark], verb: Mark) -> bool:
    """Houses destroyed, not drones."""
    if tokens[verb.i].word not in _DESTROYED:
        return False
    a, b = _bounds(tokens, verb.i)
    after = _near(marks, verb.j, min(b, verb.j + 6), "object", "weapon", "thing")
    comma = next((k for k in range(verb.j, b) if tokens[k].word == ","), b)
    if after and after[0].i < comma and after[0].cat == "object":
        between = [tokens[k].word for k in range(verb.j, after[0].i)]
        return not any(w in ("over", "near", "in", "on", "by", "at", "above") for w in between)
    if any(m.cat == "weapon" for m in after if m.i < comma):
        return False
    before = _near(marks, a, verb.i, "object", "weapon")
    if not before or before[-1].cat != "object" or verb.i - before[-1].j > 6:
        return False
    thing = before[-1]
    since = max((m.j for m in before if m.cat == "weapon"), default=thing.i)
    if any(tokens[k].word in _WHICH for k in range(since, thing.i)):
        return False
    return any(tokens[k].word in ("was", "were", "been", "is", "are") for k in range(thing.j, verb.i))


def _bombs(marks: list[Mark], verb: Mark) -> bool:
    """ "Dropped three guided bombs": as many were sent."""
    return verb.cat == "verb" and any(m.name == "guided_bomb" for m in _near(marks, verb.j, verb.j + 5, "weapon"))


def _participle(tokens: list[Token], marks: list[Mark], verb: Mark) -> bool:
    """ "Shot down eight drones fired by Ukraine": told of those shot down, not a launch; "8 of 10 fired" is one."""
    if verb.j >= len(tokens) or tokens[verb.j].word not in ("by", "from", "at"):
        return False
    a, _ = _bounds(tokens, verb.i)
    if not any(0 <= verb.i - m.j <= 1 for m in _near(marks, verb.i - 6, verb.i, "weapon")):
        return False
    done = [m for m in _near(marks, a, verb.i, "verb") if m.name in ("downed", "jammed", "repelled")]
    if not done:
        return False
    words = [t.word for t in tokens[done[0].i : verb.i]]
    return "of" not in words and "all" not in words


def _comes_from(tokens: list[Token], marks: list[Mark], place: Mark) -> bool:
    """ "Drones from Kursk", "launched from the Bryansk region"; not "troops from A district", "from A to B"."""
    k = place.i - 1
    while k >= 0 and tokens[k].word in _OF_PLACES:
        k -= 1
    if k < 0 or tokens[k].word != "from":
        return False
    a, _ = _bounds(tokens, k)
    return bool(_near(marks, a, k, "weapon")) and place.name in (REGION, SETTLEMENT, SEA)


def _region_meant(tokens: list[Token], marks: list[Mark], places: list[Mark], place: Mark, after: bool) -> Mark:
    """ "Five in Volgograd, one in the Astrakhan region", "regions including Bryansk and Tula"."""
    spot = place.value
    if place.name != SETTLEMENT or not isinstance(spot, Spot) or len(spot.regions) != 1:
        return place
    name = " ".join(t.word for t in tokens[place.i : place.j])
    same = [e for e in lookup_table().entries(name + " region") if e.kind == REGION]
    if not same or spot.regions[0] not in same[0].regions:
        return place
    whole = Mark("place", REGION, place.i, place.j, Spot(REGION, same[0].regions))
    if place.i > 1 and tokens[place.i - 1].word == "of" and tokens[place.i - 2].word in ("region", "regions", "oblast"):
        return whole
    a, b = _bounds(tokens, place.i)
    others = [
        p for p in _near(places, a, b, "place") if p is not place and isinstance(p.value, Spot) and p.value.regions
        and set(p.value.regions) != set(spot.regions) and (p.name != SETTLEMENT or _is_namesake(tokens, p))
    ]  # fmt: skip
    verbs = {m.name for m in _near(marks, a, b, "verb")}
    if not others or verbs & {"hit", "damage", "hurt", "killed", "fire", "attack"}:
        return place
    before = tokens[place.i - 1].word if place.i else ""
    counted = any(
        0 <= place.i - m.j <= 3 and all(t.word in _LISTED for t in tokens[m.j : place.i])
        for m in _near(marks, place.i - 6, place.i, "number", "rest")
    ) or any(t.kind is NUMBER for t in tokens[max(a, place.i - 3) : place.i])
    told = any(t.word == "regions" for t in tokens[a : place.i]) and before in _LISTED
    counted = counted or after
    before = "over" if after else before
    return whole if (counted and before in ("in", "over", "above")) or told else place


def _is_namesake(tokens: list[Token], place: Mark) -> bool:
    """A town whose name is its region's, too."""
    name = " ".join(t.word for t in tokens[place.i : place.j])
    return any(e.kind == REGION for e in lookup_table().entries(name + " region"))
