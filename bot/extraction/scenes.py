"""Scenes: which of the places that an English text names are where something happened.

Not so where weapons come from, a dateline, a government meant by its capital, a street, a ship's or a person's name.
"""

from bot.extraction.marks import Mark
from bot.extraction.nearby import bounds, near
from bot.extraction.spots import REGION, SEA, SETTLEMENT, Spot
from bot.extraction.tallies import is_number
from bot.extraction.tokens import BREAK, NUMBER, WORD, Token
from bot.gazetteer import lookup_table

_OF_PLACES = frozenset(
    ["the", "occupied", "temporarily", "cape", "city", "of", "airspace", "territory", "direction", "directions", "area",
     "areas", ":", "russia", "russian"]
)  # fmt: skip
_MENTIONS = ("mention", "naming", "named", "specify", "refer", "listing", "listed", "includ")
_NOT = frozenset(["without", "no", "not", "never", "omitting", "n't", "didn't", "nor"])
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
_LISTED = frozenset(
    [",", "and", "the", "each", "over", "in", "above", "of", "including", "region", "as", "well", "regions", "—", "-",
     "were", "was", "been", "have", "shot", "down", "downed", "destroyed", "intercepted", "hit", "neutralized",
     "neutralised", "eliminated", "brought", "taken", "suppressed", "jammed", "recorded", "units", "drones", "uavs",
     "apiece", ";"]
)  # fmt: skip
_AGENCIES = ("tass", "ukrinform", "interfax", "reuters", "afp", "ria", "rbc", "unn", "bbc", "cnn", "dpa", "sputnik")
_STREETS = frozenset(["street", "avenue", "boulevard", "highway", "lane", "square", "embankment", "prospekt", "alley"])
_WATERS = frozenset(["bay", "gulf", "strait", "reservoir", "river", "canal", "lagoon"])
_SHIPS = frozenset(
    ["ship", "vessel", "tanker", "carrier", "frigate", "corvette", "ferry", "cruiser", "dredger", "freighter", "tug",
     "trawler", "icebreaker", "submarine", "steamer", "barge", "yacht", "named", "called", "association", "holding",
     "partnership", "company", "cooperative", "newspaper", "brigade", "regiment", "battalion"]
)  # fmt: skip
_UTILITIES = ("oblenergo", "oblgaz", "vodokanal", "teploenergo", "energozbut", "lisenergo", "avtodor")
_STATIONS = (["nuclear", "power"], ["nuclear", "plant"], ["hydroelectric", "power"])
_GOVERNMENTS = frozenset(["kyiv", "kiev", "moscow"])
_GOVERNS = frozenset(
    ["said", "says", "claims", "claimed", "launched", "launches", "attacked", "attacks", "fired", "sent", "used",
     "reported", "denies", "denied", "regime", "has", "had", "continues", "intensified", "accuses", "accused",
     "authorities", "unleashed", "targeted", "tried", "attempted", "does", "did", "wants"]
)  # fmt: skip
_SAYS = frozenset(["said", "says", "wrote", "writes", "added", "noted", "stated", "told", "stressed", "specified"])
_OWNED = frozenset(
    ["forces", "troops", "military", "army", "regime", "ministry", "defence", "defense", "air", "officials",
     "government", "foreign", "claim", "claims", "command", "leadership", "intelligence", "spokesman", "spokesperson"]
)  # fmt: skip
_GIVEN = frozenset(
    ["serhii", "serhiy", "sergey", "sergei", "oleksandr", "alexander", "aleksandr", "andriy", "andrii", "andrei",
     "andrey", "vitaliy", "vitalii", "vitali", "ihor", "igor", "oleh", "oleg", "mykola", "nikolai", "nikolay", "vadym",
     "vadim", "ivan", "pavel", "pavlo", "petro", "roman", "maksym", "maxim", "maksim", "mikhail", "mykhailo", "yuriy",
     "yuri", "yury", "dmytro", "dmitry", "dmitri", "vyacheslav", "viacheslav", "vladyslav", "vladislav", "yevhen",
     "evgeny", "yevgeny", "gleb", "denys", "denis", "artem", "anton", "bohdan", "bogdan", "taras", "stanislav",
     "ruslan", "rustam", "timur", "aleksei", "alexei", "alexey", "oleksii", "konstantin", "kostiantyn", "volodymyr",
     "vladimir", "viktor", "victor", "valeriy", "valery", "anatoliy", "anatoly", "leonid", "borys", "boris", "kyrylo",
     "kirill", "natalia", "nataliia", "olena", "elena", "olha", "olga", "iryna", "irina", "svitlana", "svetlana",
     "radiy", "radi", "khasan", "murat", "zaur", "sergii", "yegor", "egor", "gennady", "hennadii", "arsen", "airat",
     "marat", "ilya", "illia", "nikita", "mykyta", "matvii", "fedir", "fyodor", "filipp", "pylyp", "georgy", "heorhii",
     "grigory", "hryhorii", "valentin", "valentyna", "valentina", "veronika", "ekaterina", "kateryna", "lyudmyla",
     "lyudmila", "larisa", "larysa", "galina", "halyna", "nadiia", "yana", "yaroslav", "zoya", "tamara", "nazar",
     "myroslav", "arseny", "arkady", "albert", "rodion", "semyon", "stepan", "svyatoslav", "sviatoslav", "timofey",
     "veniamin", "vasily", "vasyl", "vitaly", "yakiv", "yakov", "zakhar", "ramzan", "aleksey", "anastasia", "daria",
     "eduard", "volodymyr", "oleksiy", "mychailo", "mikhailo", "ruslana", "rostyslav", "rostislav", "vyacheslav",
     "maria", "mariia", "anna", "hanna", "yulia", "yuliia", "tetiana", "tatiana", "oksana", "ruslana", "marina"]
)  # fmt: skip
_PEOPLE_TOO = frozenset(["vladimir", "stanislav", "roman", "borys", "maria", "boris", "marina", "igor"])
"""Given names that are towns' names as well: persons' only where a surname follows."""
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
        if _of_another(tokens, marks, place):
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
        made.append(_region_meant(tokens, marks, kept, _beside(tokens, kept, place, cased), after, cased))
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


def _unmentioned(tokens: list[Token], i: int) -> bool:
    """ "The ministry, without mentioning Samara, reported …", "which made no mention of the Samara region"."""
    k = i - 1
    while k > 0 and i - k < 4 and tokens[k].word in ("of", "the", "any", "in", "city"):
        k -= 1
    if k < 1 or not tokens[k].word.startswith(_MENTIONS):
        return False
    return not _NOT.isdisjoint(t.word for t in tokens[max(0, k - 3) : k])


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


def _of_another(tokens: list[Token], marks: list[Mark], place: Mark) -> bool:
    """A name that is a street's, a ship's, a person's, or a government's by its capital, or one not named by others."""
    first, last = tokens[place.i], tokens[place.j - 1]
    before = tokens[place.i - 1].word if place.i else ""
    if _unmentioned(tokens, place.i):
        return True
    if before == '"' and place.i > 1:
        before = tokens[place.i - 2].word
    following = tokens[place.j] if place.j < len(tokens) else None
    after = following.word if following is not None else ""
    if last.word in _STREETS or (after in _STREETS | _WATERS and following is not None and following.cap):
        return True
    if after.startswith(_UTILITIES):
        return True  # "Chernihiv Oblenergo reported"
    if after in ("section", "stretch", "interchange", "special", "bypass"):
        return True  # "the Rzhava — Prokhorovka section", "the Alabuga special economic zone"
    if before in _SHIPS or first.word == "cape":
        return True
    if before in _GIVEN - _PEOPLE_TOO and tokens[place.i - 1].cap and place.name == SETTLEMENT:
        return True  # "Oleg Nikolayev"
    if [after, *(t.word for t in tokens[place.j + 1 : place.j + 2])] in _STATIONS or after in ("npp", "hpp"):
        return True  # "the Kursk nuclear power plant"
    if after in _SAYS and place.name == SETTLEMENT and before != "in":
        return True
    if first.word in _GIVEN and before != "of":
        surname = following is not None and following.cap and following.kind is WORD
        return surname or first.word not in _PEOPLE_TOO
    if first.word not in _GOVERNMENTS or place.j != place.i + 1:
        return False
    if last.end - last.start > len(last.word):  # "Kyiv's drones", "Moscow's forces"
        own = near(marks, place.j, place.j + 3, "weapon")
        return bool(own) or after in _OWNED or after in ("attack", "attacks", "strike", "strikes", "raid")
    if before in ("by", "that"):
        return True
    opens = not before or before in (".", "—", "-", ",", "\n", "as", "and", "while", "when", "after", "where")
    return (opens and after in _GOVERNS) or after in ("regime", "authorities")


def dateline(tokens: list[Token], place: Mark, cased: str) -> bool:
    """ "KURSK, October 23. /TASS/.", "KYIV, July 16 (Reuters) —", "OREL. …": where the report was written."""
    if place.i and tokens[place.i - 1].kind is not BREAK and tokens[place.i - 1].word not in ("•", "/"):
        return False
    if not place.i and _before_the_text(tokens, place.j):
        capitals = cased[tokens[place.i].start : tokens[place.j - 1].end].isupper()
        return (capitals and not cased.isupper()) or tokens[place.j].word in (",", "•", "|")
    words = []
    for token in tokens[place.j : place.j + 10]:
        if token.kind is BREAK:
            break
        words.append(token.word)
    if words[:1] not in ([","], ["."], ["("], ["/"], ["—"], ["-"]):
        return False
    return any(w.startswith(_AGENCIES) for w in words)


def _before_the_text(tokens: list[Token], j: int) -> bool:
    """ ". ", ", July 16. ", " — ": nothing but a date between a name that opens the text and its first sentence."""
    if j < len(tokens) and tokens[j].word == ",":
        day = [t.kind is NUMBER for t in tokens[j + 1 : j + 3]]
        if (
            day.count(True) != 1
            or j + 3 >= len(tokens)
            or not all(t.cap or t.kind is NUMBER for t in tokens[j + 1 : j + 3])
        ):
            return False
        j += 3
    return (
        j < len(tokens)
        and tokens[j].word in (".", "—", "•", "|")
        and j + 1 < len(tokens)
        and tokens[j + 1].kind is not BREAK
    )


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


def _region_meant(
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
