"""Launch places: where weapons come from is not where they strike, so those names are taken out of the reading.

"Напрямки пусків: …", "із напрямків …", "пуски з …" hold to the end of their clause, a bare "з", "із" for the list that
follows it. Only languages whose lexicon has the category `origin` say so in words that cannot mean anything else.
"""

from bot.extraction.marks import Mark
from bot.extraction.spots import REGION
from bot.extraction.tokens import BREAK, Token

_STOPS = frozenset([";", ".", "!", "?", ")"])
_JOINS = frozenset([",", "/", "та", "і", "й", "(", ")", "—", "-", "тот", "рф", "ар", "м", "."])
_AGAIN = frozenset(["over", "in", "on"])
_WAYS_OUT = ("виїзд", "в'їзд", "вихо")
_BARE = frozenset(["з", "із", "зі"])


def targets(tokens: list[Token], marks: list[Mark], places: list[Mark]) -> list[Mark]:
    """The places that are not launch places."""
    if not places:
        return places
    outside = _launching(tokens, marks)
    kept: list[Mark] = []
    last_out = -1
    for place in places:
        inside = outside[place.i]
        listed = last_out >= 0 and all(t.word in _JOINS for t in tokens[last_out : place.i])
        if inside or _after_from(tokens, place.i) or listed:
            last_out = place.j
        else:
            kept.append(place)
            last_out = -1
    return kept


def _launching(tokens: list[Token], marks: list[Mark]) -> bytearray:
    """Which tokens lie in a clause that tells of launching."""
    inside = bytearray(len(tokens))
    turns = {m.i for m in marks if (m.cat == "prep" and m.name in _AGAIN) or (m.cat == "verb" and m.name != "fell")}
    end = 0
    for mark in marks:
        if mark.cat == "origin" and mark.j > end:
            end = _clause_end(tokens, turns, mark.j)
            inside[mark.j : end] = b"\x01" * max(0, end - mark.j)
    return inside


def _clause_end(tokens: list[Token], turns: set[int], i: int) -> int:
    """The end of the clause at token i: a stop, a line's end, or the next words of something done somewhere."""
    depth = 0
    j = i
    while j < len(tokens):
        token = tokens[j]
        if token.kind is BREAK and (j == i or tokens[j - 1].word != ":"):
            break
        if token.word == "(":
            depth += 1
        elif token.word == ")":
            if not depth:
                break
            depth -= 1
        elif (token.word in _STOPS and not depth and not _abbreviated(tokens, j)) or (
            j in turns and not depth and j > i
        ):
            break
        j += 1
    return j


def _abbreviated(tokens: list[Token], j: int) -> bool:
    """The full stop after "рф", "обл", "м"."""
    return tokens[j].word == "." and j > 0 and tokens[j - 1].word in ("рф", "обл", "м", "н", "п")


def _after_from(tokens: list[Token], i: int) -> bool:
    """ "із Курська", "з м. Орел"."""
    k = i - 1
    if k > 1 and tokens[k].word == "." and tokens[k - 1].word in ("м", "с", "н", "п"):
        k -= 2
    if k > 1 and tokens[k - 1].word.startswith(_WAYS_OUT) and tokens[k - 2].word in ("на", "при"):
        return False  # "на виїзді з с. A"
    return k >= 0 and tokens[k].word in _BARE


def side(tokens: list[Token], place: Mark) -> bool:
    """ "Летят со стороны Брянской области": a region that they come from."""
    i = place.i
    return place.name == REGION and i > 1 and tokens[i - 1].word == "стороны" and tokens[i - 2].word in ("со", "с")
