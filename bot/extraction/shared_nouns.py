"""Names with one noun for all: "A, B and C districts", "over the Black and Azov seas"."""

from difflib import get_close_matches
from functools import lru_cache

from bot.extraction.ground import LIST_LIMIT, LISTS, Ground, is_adjective, longest, next_item
from bot.extraction.marks import Mark
from bot.extraction.spots import DISTRICT, NARROW, REGION, SETTLEMENT
from bot.extraction.tokens import BREAK, MARK, WORD
from bot.gazetteer import REGIONS, Entry
from bot.gazetteer.table import Table

_OF_A_DISTRICT = ("ському", "цькому", "ному", "ском", "цком")
_ONE_SEA = {"моря": "море", "морями": "морем", "морях": "море", "морям": "морю", "морей": "моря"}


def shared_head(ground: Ground, i: int) -> int:
    """ "A, B и C районов": the adjectives from i on that share one noun. 0 gain = i."""
    tokens, k = ground.tokens, i
    items: list[tuple[int, int]] = []
    while k < len(tokens) and len(items) < LIST_LIMIT:
        if tokens[k].kind is not WORD or not tokens[k].cap or not is_adjective(ground, k):
            return i
        if ground.shouting and any(m.i == k for m in ground.marks.get("rest", ())):
            return i  # "В ОСТАЛЬНЫХ РАЙОНАХ"
        j = k + 1
        if ground.language == "en":
            at, entries = longest(ground, k)
            while (
                j < len(tokens)
                and tokens[j].kind is WORD
                and j not in ground.heads
                and j - k < 4
                and is_adjective(ground, j)
                and tokens[j - 1].end - tokens[j - 1].start == len(tokens[j - 1].word)  # no "Volgograd's Kirovsky"
            ):
                j += 1
            heads = [h for h in range(k + 1, at) if h in ground.heads]
            j = heads[0] if heads else max(j, at if entries else j)
        items.append((k, j))
        head = ground.heads.get(j)
        if head is not None and head.name in (REGION, DISTRICT, SETTLEMENT):
            if ground.language == "en" and len(items) > 1 and not tokens[head.i].word.endswith("s"):
                return i  # "Belgorod and Belgorod district": a noun in the singular is the last name's own
            if len(items) == 1 and longest(ground, i)[0] >= head.j:
                return i  # the gazetteer knows it whole
            for a, b in items:
                add_adjective(ground, a, b, head)
            return head.j
        k = next_item(ground, j)
        again = k > 0 and ground.tokens[k].word == ground.tokens[i].word  # "in Kyiv and in Kyiv and Cherkasy oblasts"
        if k < 0 or (ground.language == "en" and k - 1 in ground.prepositions and (again or _towns(ground, items))):
            return i  # "in Azov, Kamensk-Shakhtinsky and in A and B districts"
    return i


def _towns(ground: Ground, items: list[tuple[int, int]]) -> bool:
    """Whether the gazetteer knows all these names as towns' and none as a district's."""
    named = [ground.table.entries(" ".join(t.word for t in ground.tokens[a:b])) for a, b in items]
    return all(entries and all(e.kind == SETTLEMENT for e in entries) for entries in named)


def find_seas(ground: Ground, head: int) -> None:
    """ "Над Азовским и Чёрным морями": the adjectives before the noun that they share."""
    k = head - 1
    while k >= 0 and (ground.tokens[k].cap or ground.tokens[k].word in LISTS):
        entries = ground.table.entries(f"{ground.tokens[k].word} {_ONE_SEA[ground.tokens[head].word]}")
        if entries:
            ground.seas[k] = tuple(entries)
        elif ground.tokens[k].word not in LISTS:
            break
        k -= 1
    k = head + 2  # "над двумя морями — Азовским и Чёрным"
    if ground.language != "ru" or k >= len(ground.tokens) or ground.tokens[head + 1].word not in ("—", ":", ",", "("):
        return
    while k < len(ground.tokens) and (ground.tokens[k].cap or ground.tokens[k].word in LISTS):
        entries = ground.table.entries(f"{ground.tokens[k].word} {_ONE_SEA[ground.tokens[head].word]}")
        if entries:
            ground.seas[k] = tuple(entries)
        elif ground.tokens[k].word not in LISTS:
            break
        k += 1


def add_adjective(ground: Ground, a: int, b: int, head: Mark) -> None:
    """The region or district that the adjective at [a, b) names with the noun `head`."""
    words = " ".join(t.word for t in ground.tokens[a:b])
    end = head.j if b == head.i else b
    if ground.language == "ru" and b != head.i and head.name == DISTRICT:  # "над Ельцом и Задонским округом"
        named = ground.table.get(words, ())
        if named and all(e.kind == SETTLEMENT for e in named):
            ground.found.append((a, end, SETTLEMENT, named))
            return
    if head.name == REGION:
        entries = []
        if ground.language == "en":  # "the Tula and Moscow regions" are the Moscow Region, not the city
            while not (entries := [e for e in ground.table.entries(words + " region") if e.kind == REGION]):
                if " of " not in words:
                    break
                a, words = a + 2, words.split(" of ", 1)[1]  # "THE SOUTH OF ODESA REGION"
        if not entries:
            named = ground.table.entries(words) or (_mistyped(ground.table, words) if ground.language == "en" else ())
            entries = [e for e in named if e.kind in (REGION, "region_adjective")]
            if any(e.kind == REGION for e in entries):  # "Києва та Київської області": Kyiv is a town as well
                entries += [e for e in named if e.kind == SETTLEMENT and e.regions == entries[0].regions]
        if entries:
            ground.found.append((a, end, "", entries))
            return
    elif head.name == DISTRICT:
        known = ground.table.entries(f"{words} {ground.tokens[head.i].word}") or ground.table.entries(words)
        entries = [e for e in known if e.kind in NARROW]
        home = ground.context.home_region
        if ground.language == "ru" and home and b != head.i and not any(home in e.regions for e in entries):
            towns = [e for e in ground.table.get(words, ()) if e.kind == SETTLEMENT and home in e.regions]
            if towns:  # "Волгограда, Волжского, Светлоярского районов": no district of this region is called so
                ground.found.append((a, end, SETTLEMENT, tuple(towns)))
                return
        ground.found.append((a, end, DISTRICT, entries or words))


def district_to_come(ground: Ground, i: int) -> bool:
    """ "У Слобідському горить склад, … у Київському районі": a district whose noun is said with a later one."""
    tokens = ground.tokens
    if i - 1 not in ground.prepositions or not tokens[i].word.endswith(_OF_A_DISTRICT) or i + 1 >= len(tokens):
        return False
    if not (tokens[i + 1].kind is MARK or i + 1 in ground.deeds):
        return False
    for k in range(i + 2, min(i + 40, len(tokens))):
        if tokens[k].kind is BREAK or tokens[k].word in (".", "!"):
            break
        if k in ground.heads and ground.heads[k].name == DISTRICT and tokens[k - 1].word.endswith(_OF_A_DISTRICT):
            return k - 2 in ground.prepositions
    return False


def named_district(ground: Ground, head: Mark) -> int:
    """ "Городского округа Чехов": the name after its noun is a district's, not a town's."""
    k = head.j
    token = ground.tokens[k] if k < len(ground.tokens) else None
    if token is None or token.kind is not WORD or not token.cap or k in ground.known:
        return head.i + 1
    j, entries = longest(ground, k)
    if any(e.kind in (REGION, "region_adjective") for e in entries):
        return head.i + 1
    ground.found.append((head.i, max(j, k + 1), DISTRICT, tuple(entries) or token.word))
    return max(j, k + 1)


def _mistyped(table: Table, words: str) -> tuple[Entry, ...]:
    """ "The Vologorad region": the one region that is spelled nearly so."""
    near = get_close_matches(words, _english_names(), 2, 0.87) if words.isalpha() and len(words) > 5 else []
    return tuple(e for e in table.entries(near[0] + " region") if e.kind == REGION) if len(near) == 1 else ()


@lru_cache(maxsize=1)
def _english_names() -> list[str]:
    return sorted({r.names["en"].lower().split(" ")[0] for r in REGIONS.values()})
