"""Pass 2: tokens and lines. A word knows its letters without case or look-alikes; a number knows its value."""

import re
from typing import Final

from bot.extraction.normalise import Normal

WORD, NUMBER, ORDINAL, MARK, BREAK = "word", "number", "ordinal", "mark", "break"

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*(?:-[^\W\d_]+)?|[^\W\d_]+(?:['-]?[^\W_]+)*|\n|[^\w\s]")

_LATIN: Final = "abcehikmoptxyABCEHIKMOPTXYёu"
_CYRILLIC: Final = "авсенікмортхуАВСЕНІКМОРТХУеи"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans("авсеікмортхунАВСЕІКМОРТХУН", "abceikmoptxyhABCEIKMOPTXYH")
_ASCII = frozenset("abcdefghijklmnopqrstuvwxyz")
_COUNT_ENDINGS = frozenset(
    ["ти", "ма", "х", "ми", "мя", "м", "тьох", "тью", "а", "ть", "та", "ох", "ьох", "ома", "ьома", "тьма", "ом", "єм"]
)


class Token:
    """One word, number, sign or line break. `start` and `end` are offsets in the normalised text."""

    __slots__ = ("cap", "end", "kind", "start", "suffix", "value", "word")

    def __init__(self, word: str, start: int, end: int, kind: str, cap: bool) -> None:
        self.word, self.start, self.end, self.kind, self.cap = word, start, end, kind, cap
        self.value: int | None = None
        self.suffix = ""

    def __repr__(self) -> str:
        return f"{self.word!r}"


def tokenise(normal: Normal) -> list[Token]:
    """Cut a uniform text into tokens."""
    text, cased = normal.text, normal.cased
    made: list[Token] = []
    for found in _TOKEN.finditer(text):
        word, start = found.group(), found.start()
        first = word[0]
        if first.isalpha():
            token = Token(word, start, found.end(), WORD, cased[start] != first)
            if not word.isascii():
                token.word = _one_alphabet(word)
        elif first.isdigit():
            token = _number(word, start)
        else:
            token = Token(word, start, found.end(), BREAK if word == "\n" else MARK, False)
        made.append(token)
    return _thousands(_lone_letters(made))


def _one_alphabet(word: str) -> str:
    """A word of two alphabets is written in the one that it has more of ("cили" with a Latin c)."""
    if _ASCII.isdisjoint(word):
        return word
    latin = sum(1 for c in word if c.isascii() and c.isalpha())
    if "-" in word:  # "FPV-дрон": each part by itself
        return "-".join(map(_one_alphabet, word.split("-")))
    cyrillic = sum(1 for c in word if "\u0400" <= c <= "\u04ff")
    return word.translate(_TO_CYRILLIC if cyrillic >= latin else _TO_LATIN)


def _lone_letters(tokens: list[Token]) -> list[Token]:
    """A Latin "c" or "o" that stands alone in a Cyrillic text is a preposition."""
    for i, token in enumerate(tokens):
        if token.kind is WORD and len(token.word) <= 3 and token.word.isascii():
            around = tokens[max(0, i - 3) : i + 4]
            cyrillic = sum(1 for t in around if t.kind is WORD and "\u0400" <= t.word[0] <= "\u04ff")
            latin = sum(1 for t in around if t.kind is WORD and t is not token and t.word[0].isascii())
            if cyrillic > latin and all(c in _LATIN for c in token.word):
                token.word = token.word.translate(_TO_CYRILLIC)
    return tokens


def _number(word: str, start: int) -> Token:
    digits, hyphen, suffix = word.partition("-")
    kind = NUMBER
    if hyphen and suffix not in _COUNT_ENDINGS:
        kind = ORDINAL  # "36-летний", "1-й", "9-этажный": no count
    token = Token(word, start, start + len(word), kind, False)
    token.suffix = suffix
    token.value = int(digits) if digits.isdecimal() and len(digits) <= 9 else None
    return token


def _thousands(tokens: list[Token]) -> list[Token]:
    """ "1 724" is one number: one to three digits, a single space, exactly three digits."""
    made: list[Token] = []
    for token in tokens:
        last = made[-1] if made else None
        if (
            last is not None
            and last.kind is NUMBER
            and token.kind is NUMBER
            and token.start == last.end + 1
            and token.end - token.start == 3
            and token.value is not None
            and last.value is not None
            and 0 < last.value < 1000
            and not last.suffix
        ):
            last.value = last.value * 1000 + token.value
            last.end = token.end
            last.word += token.word
        else:
            made.append(token)
    return made
