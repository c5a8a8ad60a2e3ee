"""Lists of names after a colon, in Russian: "Белгородский округ: Дубовое, Таврово", "в трёх районах: …"."""

from bot.extraction.ground import JOINS, LIST_LIMIT, Ground, longest
from bot.extraction.marks import Mark
from bot.extraction.shared_nouns import add_adjective
from bot.extraction.spots import DISTRICT, SETTLEMENT
from bot.extraction.tokens import BREAK, WORD

_ENDS = frozenset([".", ";", "(", "—", "!"])
_DISTRICTS = frozenset(
    ["районах", "районы", "районов", "районам", "районами", "округах", "округа", "округов", "муниципалитетах"]
)
_ADJECTIVES = ("ском", "цком", "ский", "цкий", "ного", "ному", "ном", "ского", "скому", "ским")


def after_a_colon(ground: Ground, i: int) -> int:
    """Take the list that begins at token i, right after a colon; give its end, i if it is no list of places."""
    items, end = _items(ground, i)
    if not items or (end < len(ground.tokens) and not _closes(ground, end)):
        return i
    tokens = ground.tokens
    if tokens[i - 2].word in _DISTRICTS and len(items) > 1:
        if not all(b == a + 1 and tokens[a].word.endswith(_ADJECTIVES) for a, b in items):
            return i
        for a, b in items:
            add_adjective(ground, a, b, ground.heads.get(i - 2) or Mark("head", DISTRICT, i - 2, i - 1))
        return end
    if ground.shouting:
        return i
    found = [(a, b, _settlements(ground, a, b)) for a, b in items]
    placed = bool(ground.found) and ground.found[-1][1] == i - 1 and ground.found[-1][2] == DISTRICT
    here = sum(1 for *_, entries in found if any(ground.context.home_region in e.regions for e in entries))
    if len(items) < (2 if placed else 3) or here * 2 < len(items):
        return i
    for a, b, entries in found:
        ground.found.append((a, b, SETTLEMENT, entries or " ".join(t.word for t in tokens[a:b])))
    return end


def _items(ground: Ground, i: int) -> tuple[list[tuple[int, int]], int]:
    tokens, n, k = ground.tokens, len(ground.tokens), i
    items: list[tuple[int, int]] = []
    while k < n and tokens[k].kind is WORD and tokens[k].cap and k not in ground.intros and len(items) < LIST_LIMIT:
        j = max(longest(ground, k)[0], k + 1)
        while j < n and tokens[j].kind is WORD and tokens[j].cap and j - k < 3 and j not in ground.heads:
            if tokens[j].word in JOINS:
                break
            j += 1
        items.append((k, j))
        if j >= n or not (tokens[j].word == "," or tokens[j].word in JOINS):
            return items, j
        k = j + 1
        if k < n and tokens[k].word in JOINS:
            k += 1
    return [], i


def _closes(ground: Ground, k: int) -> bool:
    return ground.tokens[k].kind is BREAK or ground.tokens[k].word in _ENDS


def _settlements(ground: Ground, a: int, b: int) -> tuple:  # type: ignore[type-arg]
    entries = ground.table.entries(" ".join(t.word for t in ground.tokens[a:b]))
    return tuple(e for e in entries if e.kind == SETTLEMENT and e.lang == ground.language)
