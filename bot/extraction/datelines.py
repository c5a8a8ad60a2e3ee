"""Datelines: where an English report was written."""

from bot.extraction.marks import Mark
from bot.extraction.tokens import BREAK, NUMBER, Token

_AGENCIES = ("tass", "ukrinform", "interfax", "reuters", "afp", "ria", "rbc", "unn", "bbc", "cnn", "dpa", "sputnik")


def dateline(tokens: list[Token], place: Mark, cased: str) -> bool:
    """ "KURSK, October 23. /TASS/.", "KYIV, July 16 (Reuters) —", "OREL. …": where the report was written."""
    if place.i and tokens[place.i - 1].kind is not BREAK and tokens[place.i - 1].word not in ("•", "/"):
        return False
    if not place.i and _before_the_text(tokens, place.j):
        capitals = cased[tokens[place.i].start : tokens[place.j - 1].end].isupper()
        return (capitals and not cased.isupper()) or tokens[place.j].word in (",", "•", "|")
    words = []
    for token in tokens[place.j : place.j + 10]:
        if token.kind is BREAK:
            break
        words.append(token.word)
    if words[:1] not in ([","], ["."], ["("], ["/"], ["—"], ["-"]):
        return False
    return any(w.startswith(_AGENCIES) for w in words)


def _before_the_text(tokens: list[Token], j: int) -> bool:
    """ ". ", ", July 16. ", " — ": nothing but a date between a name that opens the text and its first sentence."""
    if j < len(tokens) and tokens[j].word == ",":
        day = [t.kind is NUMBER for t in tokens[j + 1 : j + 3]]
        if (
            day.count(True) != 1
            or j + 3 >= len(tokens)
            or not all(t.cap or t.kind is NUMBER for t in tokens[j + 1 : j + 3])
        ):
            return False
        j += 3
    return (
        j < len(tokens)
        and tokens[j].word in (".", "—", "•", "|")
        and j + 1 < len(tokens)
        and tokens[j + 1].kind is not BREAK
    )
