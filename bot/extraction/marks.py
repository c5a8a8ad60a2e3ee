"""Pass 3: marks by dictionary, in one scan: what each word or phrase may mean."""

from bot.extraction.tokens import BREAK, MARK, ORDINAL, WORD, Token
from bot.extraction.words import Lexicon, Phrase, fits

_TRANSPARENT = ("flag", "scope")  # "уже уничтожено": such a phrase leaves its words their own senses
_PHRASE_SKIPS = frozenset(['"', "-", "—"])


class Mark:
    """Tokens [i, j) mean `name` of category `cat`. Numbers and places carry their `value`."""

    __slots__ = ("cat", "i", "j", "name", "value")

    def __init__(self, cat: str, name: str, i: int, j: int, value: object = None) -> None:
        self.cat, self.name, self.i, self.j, self.value = cat, name, i, j, value

    def __repr__(self) -> str:
        return f"{self.cat}.{self.name}[{self.i}:{self.j}]"


def by_category(marks: list[Mark]) -> dict[str, list[Mark]]:
    """The marks of each category, in order."""
    found: dict[str, list[Mark]] = {}
    for mark in marks:
        if mark.cat in found:
            found[mark.cat].append(mark)
        else:
            found[mark.cat] = [mark]
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
                marks += [Mark(s.cat, s.name, i, i + 1) for s in entry(token.suffix).senses if s.cat in seen]
            continue
        if i < hidden:
            seen = ("flag", "object") if harm else ("flag",)
            marks += [Mark(s.cat, s.name, i, i + 1) for s in entry(token.word).senses if s.cat in seen]
            continue
        senses, phrases = known.get(token.word) or entry(token.word)
        if phrases:
            after = tokens[i + 1] if i < last else token
            following = after.word if after.kind is not MARK and i < last else _following(tokens, i)
            fitting = phrases.get(following[:1]) or phrases[""]
            if fitting and (j := _phrases(tokens, i, following, fitting, marks)):
                hidden = j
                harm = any(m.i == i and m.cat == "verb" and m.name == "damage" for m in marks[-3:])  # "знищено гараж"
                continue
        for cat, name in senses:
            marks.append(Mark(cat, name, i, i + 1))
    return marks


def _phrases(tokens: list[Token], i: int, following: str, phrases: tuple[Phrase, ...], marks: list[Mark]) -> int:
    """Mark those of the phrases that stand at token i; give the end of what they hide, 0 where nothing is hidden."""
    j = 0
    beside = i + 1 < len(tokens) and tokens[i + 1].kind is WORD
    for second, whole, rest, (cat, name) in phrases:
        if following != second if whole else not following.startswith(second):
            continue
        end = i + 2 if beside and len(rest) == 1 else _end(tokens, i, rest, cat == "neg")
        if end and (not j or end == j):
            marks.append(Mark(cat, name, i, end))
            if cat not in _TRANSPARENT:
                j = end
    return j


def _following(tokens: list[Token], i: int) -> str:
    """The next word, past quotes, hyphens and commas."""
    for token in tokens[i + 1 : i + 4]:
        if token.kind is not MARK:
            return token.word
    return ""


def _end(tokens: list[Token], i: int, rest: tuple[str, ...], over_commas: bool) -> int:
    """Where the phrase ends, 0 if it does not stand here. Quotes and hyphens between its words do not matter,
    nor do commas in a denial ("погибших, раненых нет")."""
    at, n = i + 1, len(tokens)
    for pattern in rest:
        while at < n and tokens[at].kind is MARK:
            word = tokens[at].word
            if at - i >= 12 or not (word in _PHRASE_SKIPS or (over_commas and word == ",")):
                return 0
            at += 1
        if at >= n or tokens[at].kind is BREAK or not fits(pattern, tokens[at].word):
            return 0
        at += 1
    return at
