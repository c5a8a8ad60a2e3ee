"""Pass 3: marks by dictionary, in one scan: what each word or phrase may mean."""

from bot.extraction.tokens import BREAK, MARK, ORDINAL, WORD, Token
from bot.extraction.words import Lexicon, fits

_TRANSPARENT = ("flag", "scope")  # "уже уничтожено": such a phrase leaves its words their own senses
_PHRASE_SKIPS = frozenset(['"', "-", "—"])


class Mark:
    """Tokens [i, j) mean `name` of category `cat`. Numbers and places carry their `value`."""

    __slots__ = ("cat", "i", "j", "name", "value")

    def __init__(self, cat: str, name: str, i: int, j: int, value: object = None) -> None:
        self.cat, self.name, self.i, self.j, self.value = cat, name, i, j, value

    def __repr__(self) -> str:
        return f"{self.cat}.{self.name}[{self.i}:{self.j}]"


def scan(tokens: list[Token], lexicon: Lexicon) -> list[Mark]:
    """All marks in order of their first token. A phrase hides its own words from the categories that it names."""
    marks: list[Mark] = []
    entry, known = lexicon.entry, lexicon.known
    harm = False  # and that phrase tells of harm to the thing that it names
    hidden = 0  # tokens before this one are inside a phrase
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
        senses, phrases, seconds = known.get(token.word) or entry(token.word)
        if phrases and (following := _following(tokens, i)).startswith(seconds):
            j = 0
            for phrase in phrases:
                if not following.startswith(phrase.second):
                    continue
                end = _end(tokens, i, phrase.rest, phrase.sense.cat == "neg")
                if end and (not j or end == j):
                    marks.append(Mark(phrase.sense.cat, phrase.sense.name, i, end))
                    if phrase.sense.cat not in _TRANSPARENT:
                        j = end
            if j:
                hidden = j
                harm = any(m.i == i and m.cat == "verb" and m.name == "damage" for m in marks[-3:])  # "знищено гараж"
                continue
        for sense in senses:
            marks.append(Mark(sense.cat, sense.name, i, i + 1))
    return marks


def _following(tokens: list[Token], i: int) -> str:
    """The next word, past quotes, hyphens and commas."""
    for token in tokens[i + 1 : i + 4]:
        if token.kind is not MARK:
            return token.word
    return ""


def _end(tokens: list[Token], i: int, rest: tuple[str, ...], over_commas: bool) -> int:
    """Where the phrase ends, 0 if it does not stand here. Quotes and hyphens between its words do not matter,
    nor do commas in a denial ("погибших, раненых нет")."""
    at = i + 1
    for pattern in rest:
        while (
            at < len(tokens)
            and at - i < 12
            and (tokens[at].word in _PHRASE_SKIPS or (over_commas and tokens[at].word == ","))
        ):
            at += 1
        if at >= len(tokens) or tokens[at].kind is MARK or tokens[at].kind is BREAK:
            return 0
        if not fits(pattern, tokens[at].word):
            return 0
        at += 1
    return at
