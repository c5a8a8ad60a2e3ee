"""Pass 3: marks by dictionary, in one scan: what each word or phrase may mean."""

from collections import defaultdict

from bot.extraction.tokens import BREAK, MARK, ORDINAL, WORD, Token
from bot.extraction.words import NOTHING, NOWHERE, Following, Lexicon, Sense

_TRANSPARENT = ("flag", "scope", "otherwise")  # "уже уничтожено": such a phrase leaves its words their own senses
_PHRASE_SKIPS = frozenset(['"', "'", "-", "—", ","])
_LONGEST = 12  # tokens of a phrase that has signs between its words


class Mark:
    """Tokens [i, j) mean `name` of category `cat`. Numbers and places carry their `value`."""

    __slots__ = ("cat", "i", "j", "name", "value")

    def __init__(self, cat: str, name: str, i: int, j: int, value: object = None) -> None:
        self.cat = cat
        self.name = name
        self.i = i
        self.j = j
        self.value = value

    def __repr__(self) -> str:
        return f"{self.cat}.{self.name}[{self.i}:{self.j}]"


def by_category(marks: list[Mark]) -> dict[str, list[Mark]]:
    """The marks of each category, in order."""
    found: defaultdict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        found[mark.cat].append(mark)
    return found


def scan(tokens: list[Token], lexicon: Lexicon) -> list[Mark]:
    """All marks in order of their first token. A phrase hides its own words from the categories that it names."""
    marks: list[Mark] = []
    entry, known = lexicon.entry, lexicon.known
    harm = False  # and that phrase tells of harm to the thing that it names
    hidden = 0  # tokens before this one are inside a phrase
    last = len(tokens) - 1
    for i, token in enumerate(tokens):
        if token.kind is not WORD:
            if token.kind is ORDINAL:  # "9-поверхівка", "9-поверховий": what has so many storeys
                low = token.word.startswith(("1-", "2-"))
                seen = ("object",) if low else ("object", "storey")
                marks += [Mark(cat, name, i, i + 1) for cat, name in entry(token.suffix).senses if cat in seen]
            continue
        meaning = known.get(token.word) or entry(token.word)
        if meaning is NOTHING:
            continue
        senses, phrases = meaning
        if i < hidden:
            seen = ("flag", "object") if harm else ("flag",)
            marks += [Mark(cat, name, i, i + 1) for cat, name in senses if cat in seen]
            continue
        if phrases is not None and i < last:
            after = tokens[i + 1]
            goes_on = after.kind is MARK or phrases[after.word] is not NOWHERE
            if goes_on and (j := _phrases(tokens, i, phrases, marks)):
                hidden = j
                harm = False  # "знищено гараж"
                for mark in marks[-3:]:
                    if mark.name == "damage" and mark.cat == "verb" and mark.i == i:
                        harm = True
                continue
        for cat, name in senses:
            marks.append(Mark(cat, name, i, i + 1))
    return marks


def _phrases(tokens: list[Token], i: int, phrases: Following, marks: list[Mark]) -> int:
    """Mark those of the phrases that stand at token i, the longest first; give the end of what they hide, 0 where
    nothing is hidden. Quotes and hyphens between their words do not matter, nor do commas in a denial ("погибших,
    раненых нет")."""
    ends: list[tuple[int, tuple[Sense, ...]]] = []
    following: Following | None = phrases
    at, n, commas = i + 1, len(tokens), False
    while following is not None and at < n:
        token = tokens[at]
        at += 1
        if token.kind is MARK:
            if at - i > _LONGEST or token.word not in _PHRASE_SKIPS:
                break
            commas = commas or token.word == ","
        elif token.kind is BREAK:
            break
        else:
            ended, following = following[token.word]
            if ended:
                ends.append((at, tuple([s for s in ended if s[0] == "neg"]) if commas else ended))
    j = 0
    for end, senses in reversed(ends):
        for cat, name in senses:
            if not j or end == j:
                marks.append(Mark(cat, name, i, end))
                if cat not in _TRANSPARENT:
                    j = end
    return j
