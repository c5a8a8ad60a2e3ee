"""Places that a noun before them introduces: "the village of A", "settlements A, B and C", "the sea"."""

from bot.extraction.declension import agreeing, nominative
from bot.extraction.ground import LIST_LIMIT, Ground, is_adjective, longest, name_end, next_item
from bot.extraction.guesses import is_ordinal_name
from bot.extraction.shared_nouns import shared_head
from bot.extraction.spots import CAPITALS, REGION, SETTLEMENT
from bot.extraction.tokens import NUMBER, WORD
from bot.gazetteer import Entry

_CAPITAL_CITIES = (("RU-MOW",), ("UA-30",))
_LANDS = ("щина", "щини", "щині", "щину", "щиною", "щино")
_SQUARE = frozenset(["кв", "куб"])
_SEAS = {"UA-40": "SEA-BLACK", "UA-43": "SEA-BLACK", "RU-KDA": "SEA-BLACK", "RU-AD": "SEA-BLACK", "RU-ROS": "SEA-AZOV",
         "UA-51": "SEA-BLACK", "UA-48": "SEA-BLACK", "UA-23": "SEA-AZOV", "RU-DA": "SEA-CASPIAN",
         "RU-AST": "SEA-CASPIAN", "RU-KGD": "SEA-BALTIC", "RU-LEN": "SEA-BALTIC", "RU-SPE": "SEA-BALTIC"}  # fmt: skip
"""The sea that an official of a region means by "the sea"."""


def introduced_place(ground: Ground, i: int) -> int:
    """Settlements after "в селе", "сёла A и B". Gives i if nothing of a name follows."""
    intro = ground.intros[i]
    k = intro.j
    tokens, n = ground.tokens, len(ground.tokens)
    if intro.name == "sea" and k < n and tokens[k].word == "of":
        return i  # "over the Sea of Azov"
    if intro.name == "sea":
        sea = _SEAS.get(ground.context.home_region or "")
        if tokens[k - 1].word.startswith("пролив"):
            sea = "SEA-KERCH" if ground.context.home_region in ("UA-43", "RU-KDA", "UA-40", None) else None
        if sea:
            ground.found.append((i, k, "", (Entry("sea", (sea,), "", ground.language),)))
        return k if sea else i
    if intro.name == "capital":
        entry = Entry("region", CAPITALS.get(ground.language, ()), "", ground.language)
        if not any(i - n in ground.speakers for n in (1, 2)):
            ground.found.append((i, k, "", (entry,)))
        return k
    if len(tokens[i].word) == 1 and intro.j == i + 1:
        measure = i > 0 and (
            tokens[i - 1].kind is NUMBER or (tokens[i - 1].word == "." and tokens[i - 2].word in _SQUARE)
        )
        if measure or not (k < n and tokens[k].word == "."):
            return i
    if k < n and tokens[k].word == "." and len(tokens[k - 1].word) <= 3:
        k += 1
    while k < n and tokens[k].word in ('"', "("):
        k += 1
    if intro.name == "settlements" and k + 2 < n and not tokens[k].cap:  # "населённым пунктам левобережья: Алешки, …"
        colon = next((c for c in range(k, min(k + 4, n - 1)) if tokens[c].word == ":"), 0)
        k = colon + 1 if colon and tokens[colon + 1].cap else k
    after, count = i, 0
    while k < n and count < LIST_LIMIT and tokens[k].kind is WORD and (tokens[k].cap or _honours(ground, k)):
        if is_adjective(ground, k) and ground.language != "en" and count == 0:
            j = k + 1
            if j in ground.heads and ground.heads[j].name != SETTLEMENT:
                break
        j, entries = longest(ground, k)
        if _is_land(ground, k, entries):
            break  # "населені пункти Донеччини"
        entries = tuple(e for e in entries if e.kind == SETTLEMENT or e.regions in _CAPITAL_CITIES)
        if not entries or _goes_on(ground, k, j):
            j = name_end(ground, k)
            found = ground.table.entries(" ".join(t.word for t in tokens[k:j]))
            entries = tuple(e for e in found if e.kind == SETTLEMENT)
        bare = (
            ground.language == "ru" and not ground.shouting and k == intro.j and k not in ground.prepositions
        )  # "в посёлке Агрогородок"
        if (
            not entries
            and k in ground.known
            and not bare
            and not (ground.language == "ru" and is_ordinal_name(tokens, k))
        ):
            break  # the next sentence's first word
        if j in ground.heads and count and ground.heads[j].name != SETTLEMENT:
            break
        if ground.language == "ru":
            j, entries = _as_it_stands(ground, i, k, j, entries)
        ground.found.append((k, j, SETTLEMENT, entries or _named_as(ground, k, j, tokens[i].word)))
        after, count = j, count + 1
        if intro.name != "settlements":
            break
        k = next_item(ground, j)
        if k < 0 or k in ground.intros or (k - 1 in ground.prepositions):
            break
        if ground.language == "ru" and is_adjective(ground, k) and (shared := shared_head(ground, k)) > k:
            return shared  # "города A, B-ского и C-ского округов"
    return after


def _honours(ground: Ground, k: int) -> bool:
    """ "Имени Карла Либкнехта"."""
    return ground.tokens[k].word == "имени" and k + 1 < len(ground.tokens) and ground.tokens[k + 1].cap


def _as_it_stands(ground: Ground, i: int, k: int, j: int, entries: tuple[Entry, ...]) -> tuple[int, tuple[Entry, ...]]:
    """The end and the entries of a name after a Russian noun, where the table knows only a part or a namesake of it."""
    tokens, word = ground.tokens, ground.tokens[k].word
    one = j == k + 1
    if word == "имени" and j < len(tokens):  # "в посёлке имени Карла Либкнехта"
        while j < len(tokens) and tokens[j].kind is WORD and tokens[j].cap:
            j += 1
        return j, ()
    following = tokens[j] if j < len(tokens) else None
    if one and following is not None and following.kind is WORD and following.cap:
        free = j not in ground.heads and j not in ground.intros and j not in ground.known and j + 1 not in ground.heads
        if free and all(e.name.lower() != word for e in entries):
            return j + 1, ()  # "Червона Дибровка": no form of Червоне
    if not one or not entries:
        return j, entries
    names, noun = [e.name.lower() for e in entries], tokens[i].word
    placed = word.endswith(("ском", "цком")) and i and tokens[i - 1].word in ("в", "на", "о", "при")
    if placed and agreeing(word, noun) not in names:
        return j, ()  # "в хуторе Новотроицком": no case of Новотроицк
    if word.endswith(("ий", "ый")) and noun.startswith(("хутор", "посел", "город")) and word not in names:
        return j, ()  # "над хутором Никольский" is not Никольское
    return j, entries


def _is_land(ground: Ground, k: int, entries: tuple[Entry, ...]) -> bool:
    """A region's name, and no town's that the noun before it introduces, though villages bear such names, too."""
    regions = [e for e in entries if e.kind == REGION and e.regions not in _CAPITAL_CITIES]
    return bool(regions) and (len(regions) == len(entries) or ground.tokens[k].word.endswith(_LANDS))


def _goes_on(ground: Ground, k: int, j: int) -> bool:
    """ "Великие Копани": the first word alone is known, but the name has a second."""
    return j == k + 1 and name_end(ground, k) > j


def _named_as(ground: Ground, k: int, j: int, noun: str) -> str:
    words = [t.word for t in ground.tokens[k:j]]
    if ground.language == "ru" and is_ordinal_name(ground.tokens, k):
        return " ".join(words)
    if ground.language == "ru" and len(words) == 1:
        words = [agreeing(words[0], noun)]
    return nominative(words, ground.language, introduced=True)
