"""What is known of a text before its places are looked for: its nouns, prepositions, words and tables."""

from operator import attrgetter

from bot.extraction.adjectives import LISTED, adjectival
from bot.extraction.context import Context
from bot.extraction.marks import Mark
from bot.extraction.meant import Found
from bot.extraction.spots import SETTLEMENT
from bot.extraction.tokens import WORD, Token
from bot.gazetteer import Entry, lookup_table

JOINS = frozenset(["и", "і", "й", "та", "and", "&"])
LISTS = frozenset([",", *JOINS])
_DWELLERS = ("жител", "мешкан")
_ONTO = frozenset(["по", "на", "в", "у"])
_NAMING = frozenset(["head", "intro", "prep", "stead", "aside"])  # words beside names; all others are known as words
LIST_LIMIT = 40
_NEIGHBOURING = ("соседн", "приграничн", "прифронтов", "ближайш", "самом", "самой", "нашем", "нашей", "родном",
                 "родной", "райцентр", "многострадальн")  # fmt: skip


class Ground:
    """The tokens, what the marks say of each, and what was found so far (`found`, in order)."""

    def __init__(
        self, tokens: list[Token], marks: dict[str, list[Mark]], context: Context, language: str, shouting: bool
    ) -> None:
        self.tokens, self.context, self.language = tokens, context, language
        self.table = lookup_table()
        self.heads: dict[int, Mark] = {}
        self.intros: dict[int, Mark] = {}
        self.prepositions: dict[int, Mark] = {}
        self.steads: dict[int, Mark] = {}
        self.care: set[int] = set()
        self.seas: dict[int, tuple[Entry, ...]] = {}
        for mark in marks.get("head", ()):
            self.heads[mark.i] = mark
        for mark in marks.get("intro", ()):
            if mark.i not in self.intros or mark.name == "settlements":
                self.intros[mark.i] = mark
        onto = [m for m in marks.get("struck", ()) if tokens[m.j - 1].word in _ONTO]
        for mark in sorted([*marks.get("prep", ()), *onto], key=attrgetter("i")) if onto else marks.get("prep", ()):
            self.prepositions[mark.j - 1] = mark
            if language == "ru" and mark.j < len(tokens) and tokens[mark.j].word.startswith(_NEIGHBOURING):
                self.prepositions[mark.j] = mark  # "в соседней Лавровке"
        for mark in marks.get("stead", ()):
            self.steads[mark.i] = mark
        for mark in marks.get("aside", ()):
            if mark.name == "care":
                self.care.update(range(mark.i, mark.j))
        words = [m for cat, said in marks.items() if cat not in _NAMING for m in said]
        self.known = {k for m in words if m not in onto for k in range(m.i, m.j)}
        verbs = marks.get("verb", ())
        self.acts = {m.j for m in verbs if m.name in ("attack", "launched", "hit")}
        people = marks.get("person", ()) if language == "uk" else ()
        self.dwellers = {m.j - 1 for m in people if tokens[m.i].word.startswith(_DWELLERS)}
        self.things = {m.j - 1 for m in marks.get("object", ())} if language == "uk" else set()
        self.acts |= {m.j for m in marks.get("object", ()) if m.name == "outage"}
        self.deeds = {m.i for m in verbs}
        self.told = {m.i for m in marks.get("flag", ()) if m.name == "relayed" and tokens[m.i].word.endswith("л")}
        self.speakers = {m.i for m in marks.get("aside", ()) if m.name == "speech"}
        times = [m for m in marks.get("time", ()) if m.j - m.i > 1]
        self.false = {k for m in (*marks.get("false", ()), *times) for k in range(m.i, m.j)}
        self.found: list[Found] = []
        self.shouting = shouting


def longest(ground: Ground, i: int) -> tuple[int, tuple[Entry, ...]]:
    """The longest name of the gazetteer that begins at token i, and its entries; (i, ()) if none does."""
    tokens = ground.tokens
    words = ground.table.reach(tokens[i].word)
    if not words:
        return i, ()
    run = [tokens[i].word]
    for k in range(i + 1, min(i + words, len(tokens))):
        if tokens[k].kind is not WORD and not (tokens[k].word.isalnum()):
            break
        run.append(tokens[k].word)
    for length in range(len(run), 0, -1):
        entries = ground.table.entries(" ".join(run[:length]))
        if entries:
            return i + length, entries
    return i, ()


def name_end(ground: Ground, k: int) -> int:
    """The end of an unknown name that begins at token k: after one word or two."""
    tokens = ground.tokens
    j = k + 1
    two = j < len(tokens) and tokens[j].kind is WORD and tokens[j].cap and j not in ground.care
    if two and j in ground.intros:  # "деревня Новая Слобода"; not "Красная Яруга, село Илёк"
        named = j + 1 < len(tokens) and tokens[j + 1].cap and j + 2 not in ground.heads
        two = ground.language == "ru" and not named
    after = ground.heads.get(j + 1)
    if after is not None and after.name != SETTLEMENT and ground.language != "en":
        return j  # "Званное Глушковского района"
    if two and (ground.language == "en" or adjectival(tokens[k].word, ground.language)) and j not in ground.known:
        j += 1
    return j


def is_adjective(ground: Ground, i: int) -> bool:
    """Whether a word may be a place's adjective by its form; in English, any capitalised word not known."""
    if ground.language == "en":
        return ground.tokens[i].cap and i not in ground.known and i not in ground.prepositions
    word = ground.tokens[i].word
    return len(word) > 4 and word.endswith(LISTED[ground.language])


def owns_a_noun(ground: Ground, j: int) -> bool:
    """Whether an ordinary noun follows, so that the adjective belongs to it and names no region by itself."""
    if ground.language == "en":
        return False
    token = ground.tokens[j] if j < len(ground.tokens) else None
    if token is None or token.kind is not WORD or token.word in JOINS or token.word in ("а", "а"):
        return False
    if j in ground.heads or j in ground.prepositions or j in ground.known:
        return j in ground.known and j not in ground.heads and j not in ground.prepositions and len(token.word) > 3
    return len(token.word) > 3


def next_item(ground: Ground, j: int) -> int:
    """Past a comma, "и", "а также", and a repeated preposition; -1 if no list goes on here."""
    tokens, n = ground.tokens, len(ground.tokens)
    k = j
    if k < n and tokens[k].word == ",":
        k += 1
    if k + 1 < n and tokens[k].word in ("а", "as") and tokens[k + 1].word in ("также", "також", "well"):
        k += 2
        if k < n and tokens[k].word == "as":
            k += 1
    if k < n and tokens[k].word in JOINS:
        k += 1
    if k == j or k >= n:
        return -1
    if k in ground.prepositions and k + 1 < n:
        k += 1
    return k
