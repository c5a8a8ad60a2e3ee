"""Pass 2: tokens and lines. A word knows its letters without case or look-alikes; a number knows its value."""

import re
from itertools import accumulate
from typing import Final, NamedTuple

from bot.extraction.normalise import Normal

WORD, NUMBER, ORDINAL, MARK, BREAK = "word", "number", "ordinal", "mark", "break"

_TOKEN = re.compile(
    r"([а-яa-zіїєґ]++(?![\w'-])"  # the plain word that most are; whatever else is one comes third
    r"|\d+(?:[.,:]\d+)*(?:-[^\W\d_]+)?|[^\W\d_]+(?:['-]?[^\W_]+)*|\n|[^\w\s])"
)
_SMALL_LATIN = re.compile("[a-z]")
_SMALL_CYRILLIC = re.compile("[\u0400-\u04ff]")

_LATIN: Final = "abcehikmoptxyABCEHIKMOPTXYёu"
_CYRILLIC: Final = "авсенікмортхуАВСЕНІКМОРТХУеи"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans("авсеікмортхунАВСЕІКМОРТХУН", "abceikmoptxyhABCEIKMOPTXYH")
_ASCII = frozenset("abcdefghijklmnopqrstuvwxyz")
_COUNT_ENDINGS = frozenset(
    ["ти", "ма", "х", "ми", "мя", "м", "тьох", "тью", "а", "ть", "та", "ох", "ьох", "ома", "ьома", "тьма", "ом", "єм"]
)


class Token:
    """One word, number, sign or line break. `start` and `end` are offsets in the normalised text. Digits have their
    value, if they are no more than nine, and as `suffix` the letters that a hyphen adds to them ("36-летний")."""

    __slots__ = ("cap", "end", "kind", "start", "suffix", "value", "word")

    def __init__(
        self, word: str, start: int, end: int, kind: str, cap: bool, value: int | None = None, suffix: str = ""
    ) -> None:
        self.word = word
        self.start = start
        self.end = end
        self.kind = kind
        self.cap = cap
        self.value = value
        self.suffix = suffix

    def __repr__(self) -> str:
        return f"{self.word!r}"


class Cut(NamedTuple):
    """A text's tokens in order; `capitals`, `digits` and `signs` are the places of words with a capital, of numbers and
    ordinals in digits, and of signs and line breaks."""

    tokens: list[Token]
    capitals: list[int]
    digits: list[int]
    signs: list[int]


def tokenise(normal: Normal) -> Cut:
    """Cut a uniform text into tokens."""
    cased = normal.cased
    made: list[Token] = []
    capitals: list[int] = []
    digits: list[int] = []
    signs: list[int] = []
    short: list[int] = []  # places of small Latin words, which may be Cyrillic ones
    latin = _SMALL_LATIN.search(normal.text) is not None
    mixed = latin and _SMALL_CYRILLIC.search(normal.text) is not None
    pieces = _TOKEN.split(normal.text)  # what stands before a token, the token, …
    ends = list(accumulate(map(len, pieces)))
    for word, start, end in zip(pieces[1::2], ends[::2], ends[1::2], strict=False):
        first = word[0]
        if first.isalpha():
            if latin:
                if mixed and (end - start <= 3 or not word.isascii()):
                    if word.isascii():
                        short.append(len(made))
                    elif not _ASCII.isdisjoint(word):
                        word = _one_alphabet(word)
                elif word.endswith(("'s", "-plus")) and end - start > 3 and word.isascii():
                    if word[-1] == "s" and word[-2] == "'":
                        word = word[:-2]  # "the region's", "Russia's"
                    else:  # "fifteen-plus drones"
                        made.append(Token(word[:-5], start, end, WORD, cased[start] != first, None, "plus"))
                        continue
            cap = cased[start] != first
            if cap:
                capitals.append(len(made))
            made.append(Token(word, start, end, WORD, cap))
        elif first.isdigit():
            number = _number(word, start)
            if not (end - start == 3 and made and _joined(made[-1], number)):
                digits.append(len(made))
                made.append(number)
        else:
            signs.append(len(made))
            made.append(Token(word, start, end, BREAK if word == "\n" else MARK, False))
    for i in short:
        _lone_letter(made, i)
    return Cut(made, capitals, digits, signs)


def _one_alphabet(word: str) -> str:
    """A word of two alphabets is Cyrillic if its Latin letters all have a twin there ("cили"), else Latin."""
    if "-" in word:  # "FPV-дрон": each part by itself
        return "-".join(map(_one_alphabet, word.split("-")))
    if not any("\u0400" <= c <= "\u04ff" for c in word):
        return word
    cyrillic = all(c in _LATIN for c in word if c in _ASCII)
    return word.translate(_TO_CYRILLIC if cyrillic else _TO_LATIN)


def _lone_letter(tokens: list[Token], i: int) -> None:
    """A Latin "c" or "o" that stands alone in a Cyrillic text is a preposition."""
    token = tokens[i]
    if any(c not in _LATIN for c in token.word):
        return
    words = [t.word for t in tokens[max(0, i - 3) : i + 4] if t.kind is WORD and t is not token]
    if sum(1 for w in words if "\u0400" <= w[0] <= "\u04ff") > sum(1 for w in words if w[0].isascii()):
        token.word = token.word.translate(_TO_CYRILLIC)


def _number(word: str, start: int) -> Token:
    digits, hyphen, suffix = word.partition("-")
    kind = NUMBER
    if not _ASCII.isdisjoint(suffix):
        suffix = _one_alphabet(suffix)
    if hyphen and suffix not in _COUNT_ENDINGS and suffix != "plus":
        kind = ORDINAL  # "36-летний", "1-й", "9-этажный": no count
    value = int(digits) if digits.isdecimal() and len(digits) <= 9 else None
    return Token(word, start, start + len(word), kind, False, value, suffix)


def _joined(last: Token, token: Token) -> bool:
    """ "1 724" is one number: one to three digits, a single space, exactly three digits. Such digits are joined to
    the number before them."""
    if last.kind is not NUMBER or token.kind is not NUMBER:
        return False
    if last.value is None or token.value is None or not 0 < last.value < 1000 or last.suffix:
        return False
    if token.start != last.end + 1:
        return False
    last.value = last.value * 1000 + token.value
    last.end = token.end
    last.word += token.word
    return True
