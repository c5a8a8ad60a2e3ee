"""What is known of a text before its places are looked for: its nouns, prepositions, words and tables."""

from functools import cached_property
from operator import attrgetter

from bot.extraction.adjectives import adjectival, begins_a_name
from bot.extraction.context import Context
from bot.extraction.marks import Mark
from bot.extraction.meant import Found
from bot.extraction.spots import SETTLEMENT
from bot.extraction.tokens import WORD, Token
from bot.gazetteer import Entry, lookup_table

JOINS = frozenset(["и", "і", "й", "та", "and", "&"])
LISTS = frozenset([",", *JOINS])
_DWELLERS = ("жител", "мешкан")
_OUTSKIRTS = ("околиц", "окраїн", "передміст")
_ONTO = frozenset(["по", "на", "в", "у"])
_NAMING = frozenset(["head", "intro", "prep", "stead", "aside"])  # words beside names; all others are known as words
_FIRE = ("огн", "обстрел", "удар", "атак")
_CAME_UNDER = ("был", "попал", "оказал", "находил", "подверг", "оста")
LIST_LIMIT = 40
_NEIGHBOURING = ("neighbouring", "neighboring", "nearby",
                 "соседн", "приграничн", "прифронтов", "ближайш", "самом", "самой", "нашем", "нашей", "родном",
                 "родной", "райцентр", "многострадальн")  # fmt: skip


class Ground:
    """The tokens, what the marks say of each, and what was found so far (`found`, in order)."""

    def __init__(
        self, tokens: list[Token], marks: dict[str, list[Mark]], context: Context, language: str, shouting: bool
    ) -> None:
        self.tokens, self.context, self.language, self.shouting = tokens, context, language, shouting
        self.marks = marks
        self.table = lookup_table()
        self.found: list[Found] = []
        self.seas: dict[int, tuple[Entry, ...]] = {}
        self.heads = {m.i: m for m in marks.get("head", ())}
        self.steads = {m.i: m for m in marks.get("stead", ())}
        self.intros: dict[int, Mark] = {}
        for mark in marks.get("intro", ()):
            if mark.i not in self.intros or mark.name == "settlements":
                self.intros[mark.i] = mark
        prepositions, onto = marks.get("prep", ()), []
        if "struck" in marks:
            onto = [m for m in marks["struck"] if tokens[m.j - 1].word in _ONTO]
            prepositions = sorted([*prepositions, *onto], key=attrgetter("i"))
        self.prepositions: dict[int, Mark] = {}
        for mark in prepositions:
            self.prepositions[mark.j - 1] = mark
            if language != "uk" and mark.j < len(tokens) and tokens[mark.j].word.startswith(_NEIGHBOURING):
                self.prepositions[mark.j] = mark  # "в соседней Лавровке"
        if language == "ru":
            for k in _under_fire(tokens, marks):
                self.prepositions[k] = Mark("prep", "on", k, k + 1)
        self.known = known = set[int]()
        for cat, said in marks.items():
            if cat not in _NAMING:
                for mark in said:
                    if mark.j == mark.i + 1:
                        known.add(mark.i)
                    elif mark not in onto:
                        known.update(range(mark.i, mark.j))
        self.told: set[int] = set()
        if "flag" in marks:
            self.told = {m.i for m in marks["flag"] if m.name == "relayed" and tokens[m.i].word.endswith("л")}
        self.false: set[int] = set()
        if "time" in marks or "false" in marks:
            times = [m for m in marks.get("time", ()) if m.j - m.i > 1]
            self.false = {k for m in (*marks.get("false", ()), *times) for k in range(m.i, m.j)}

    # What few texts ask for is looked up when it is asked for.

    @cached_property
    def care(self) -> set[int]:
        """Words of hospitals."""
        return {k for m in self.marks.get("aside", ()) if m.name == "care" for k in range(m.i, m.j)}

    @cached_property
    def acts(self) -> set[int]:
        """Where words of attacks end, and of homes without power: what follows was their aim or place."""
        ends = {m.j for m in self.marks.get("verb", ()) if m.name in ("attack", "launched", "hit")}
        return ends | {m.j for m in self.marks.get("object", ()) if m.name == "outage"}

    @cached_property
    def deeds(self) -> set[int]:
        """Verbs."""
        return {m.i for m in self.marks.get("verb", ())}

    @cached_property
    def speakers(self) -> set[int]:
        """Titles of those who speak."""
        return {m.i for m in self.marks.get("aside", ()) if m.name == "speech"}

    @cached_property
    def dwellers(self) -> set[int]:
        """Last words of "жительку" and its like, in Ukrainian: a town's name follows."""
        people = self.marks.get("person", ()) if self.language == "uk" else ()
        return {m.j - 1 for m in people if self.tokens[m.i].word.startswith(_DWELLERS)}

    @cached_property
    def things(self) -> set[int]:
        """Last words of things hit, in Ukrainian."""
        return {m.j - 1 for m in self.marks.get("object", ())} if self.language == "uk" else set()


def _under_fire(tokens: list[Token], marks: dict[str, list[Mark]]) -> list[int]:
    """Where verbs stand before the names of what was attacked: "под огнём врага были Алёшки и Гладковка",
    "обстрелам подверглись Корсунка и Днепряны"."""
    ends = [(m.j, 1) for m in marks["verb"] if m.name == "attack"] if "verb" in marks else []
    for mark in marks.get("prep", ()):
        following = tokens[mark.j].word if mark.j < len(tokens) and tokens[mark.j - 1].word == "под" else ""
        if following.startswith(_FIRE):
            ends.append((mark.j + 1, 3))
    if not ends:
        return []
    return [
        k
        for j, reach in ends
        for k in range(j, min(j + reach, len(tokens) - 1))
        if tokens[k + 1].cap and tokens[k].word.startswith(_CAME_UNDER)
    ]


def is_of_a_town(ground: Ground, k: int) -> bool:
    """Whether the name of a town follows token k, whose dwellers or outskirts it tells of."""
    return k >= 0 and (k in ground.dwellers or ground.tokens[k].word.startswith(_OUTSKIRTS))


def longest(ground: Ground, i: int) -> tuple[int, tuple[Entry, ...]]:
    """The longest name of the gazetteer that begins at token i, and its entries; (i, ()) if none does."""
    tokens = ground.tokens
    words = ground.table.reach(tokens[i].word)
    if not words:
        return i, ()
    if words == 1:
        entries = ground.table.entries(tokens[i].word)
        return (i + 1, entries) if entries else (i, ())
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
    return begins_a_name(ground.tokens[i].word, ground.language)


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
