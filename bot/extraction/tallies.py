"""Tallies: numbers that grew, run on or are put at so much (English)."""

from bot.extraction.marks import Mark
from bot.extraction.nearby import bounds, near
from bot.extraction.tokens import BREAK, NUMBER, Token

_GROWS = frozenset(
    ["bringing", "brings", "brought", "risen", "rises", "rose", "climbed", "climbs", "grown", "grew", "increased",
     "rising", "taking", "takes", "raising", "raises", "up", "upwards", "upward", "revised", "jumped", "pushing"]
)  # fmt: skip
_COUNTED = frozenset(["drones", "uavs", "missiles", "targets", "downed", "destroyed", "intercepted", "shot", "shaheds"])
_SMALL_NUMBERS = frozenset(
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "at"]
)
_TALLIES = frozenset(["tally", "haul", "count", "score", "bag", "tallies", "accounted"])
_TOLD = frozenset(["downed", "jammed", "launched", "attack", "killed", "hurt"])
_HARMED = frozenset(["injured", "wounded", "hurt", "killed", "dead"])


def tallied(tokens: list[Token], marks: list[Mark]) -> list[Mark]:
    """ "Put the overnight tally at 111 drones", "accounted for 96 drones": shot down, where nothing else is told."""
    made: list[Mark] = []
    for k, token in enumerate(tokens):
        if token.word not in _TALLIES:
            continue
        a, b = bounds(tokens, k)
        number = next((n for n in range(k + 1, min(b, k + 7)) if is_number(tokens, n)), 0)
        told = any(m.name in _TOLD for m in near(marks, a, b, "verb"))
        if number and not told and near(marks, number, number + 5, "weapon"):
            made.append(Mark("verb", "downed", k, k + 1))
    return made


def grown(tokens: list[Token], k: int) -> list[Mark]:
    """ "The death toll from the strike on A has risen to 33": how many there are now."""
    _, b = bounds(tokens, k)
    for n in range(k + 1, min(b, k + 14)):
        if (
            tokens[n].word == "to"
            and n + 1 < b
            and (tokens[n + 1].kind is NUMBER or tokens[n + 1].word in _SMALL_NUMBERS)
        ):
            words = {t.word for t in tokens[max(0, k - 4) : n]}
            if _GROWS.isdisjoint(words):
                return []
            also = [i for i in range(n + 2, b - 1) if tokens[i].word == "to" and tokens[i - 1].word in _HARMED]
            return [Mark("flag", "grew", i, i + 1) for i in (n, *also)]
    return []


def is_number(tokens: list[Token], k: int) -> bool:
    return k < len(tokens) and (tokens[k].kind is NUMBER or tokens[k].word in _SMALL_NUMBERS)


def is_a_count(token: Token) -> bool:
    """ "19", "nineteen", "forty-one"."""
    if token.kind is NUMBER or token.word in _SMALL_NUMBERS - {"at"}:
        return True
    return token.word.endswith(("teen", "ty")) or ("ty-" in token.word and token.word.split("-")[-1] in _SMALL_NUMBERS)


def running(tokens: list[Token], k: int) -> int:
    """ "That brings the tally since 9 p.m. to seven": where the new number stands, 0 where no such thing is told."""
    b = next((n for n in range(k, min(k + 40, len(tokens))) if tokens[n].kind is BREAK), min(k + 40, len(tokens)))
    told = not _GROWS.isdisjoint(t.word for t in tokens[max(0, k - 4) : k])
    for n in range(k + 1, min(b, k + 18)):
        told = told or (tokens[n].word in _GROWS and not _COUNTED.isdisjoint(t.word for t in tokens[k:n]))
        number = told and n + 1 < b and (tokens[n + 1].kind is NUMBER or tokens[n + 1].word in _SMALL_NUMBERS)
        if tokens[n].word == "to" and number:
            return n + 1
    return 0


def brought_to(tokens: list[Token], k: int) -> tuple[int, int] | None:
    """ "Bringing to at least 150 the number destroyed since morning": the words before the new number."""
    n = k - 1
    while n > 1 and k - n < 5 and not is_number(tokens, n):
        n -= 1
    to = next((i for i in range(n - 1, max(0, n - 5), -1) if tokens[i].word == "to"), 0)
    if not is_number(tokens, n) or not to or _GROWS.isdisjoint(t.word for t in tokens[max(0, to - 2) : to]):
        return None
    return to, to + 1
