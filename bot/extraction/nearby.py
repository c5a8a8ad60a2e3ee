"""What stands near a word: the bounds of its sentence, and the marks between two tokens (English)."""

from bisect import bisect_left

from bot.extraction.marks import Mark
from bot.extraction.tokens import BREAK, Token

_STOPS = frozenset([".", ";", "!", "?"])


def bounds(tokens: list[Token], i: int) -> tuple[int, int]:
    """The sentence around token i, roughly: between stops and line breaks."""
    a = b = i
    while a > 0 and i - a < 60 and tokens[a - 1].word not in _STOPS and tokens[a - 1].kind is not BREAK:
        a -= 1
    while b < len(tokens) and b - i < 60 and tokens[b].word not in _STOPS and tokens[b].kind is not BREAK:
        b += 1
    return a, b


def near(marks: list[Mark], a: int, b: int, *cats: str) -> list[Mark]:
    first = bisect_left(marks, a, key=lambda m: m.i)  # marks stand in order
    return [m for m in marks[first : bisect_left(marks, b, lo=first, key=lambda m: m.i)] if m.cat in cats]
