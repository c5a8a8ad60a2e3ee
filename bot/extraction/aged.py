"""Ages among the numbers of a text: "aged 24 and 37", "the driver, 51, …", "a girl of 14", "a mother of two"."""

from bot.extraction.tokens import MARK, NUMBER, WORD, Token

_BETWEEN_AGES = frozenset([",", "and", "between", "from", "to", "or", "of", "—", "-"])
_AGES = frozenset(
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
     "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
)  # fmt: skip
_AFTER_AN_AGE = frozenset(
    ["and", "was", "were", "died", "is", "are", "has", "had", "got", "suffered", "received", "sustained", "who", "with"]
)
_PARENTS = frozenset(
    ["mother", "father", "parent", "parents", "mum", "mom", "dad", "grandmother", "grandfather", "mother-of", "widow"]
)


def is_age(tokens: list[Token], i: int) -> bool:
    """ "Aged 24, 37 and 70", "at the age of 38"."""
    k = i - 1
    while k >= 0 and i - k < 16 and (tokens[k].kind is NUMBER or tokens[k].word in _BETWEEN_AGES | _AGES):
        k -= 1
    return k >= 0 and tokens[k].word in ("aged", "age", "ages")


def age_signs(tokens: list[Token], a: int, b: int) -> set[int]:
    """The commas and "and"s among tokens [a, b) that only set ages apart: "three men, aged 29, 47 and 55, were"."""
    found: set[int] = set()
    for k in range(a, b):
        if tokens[k].word in ("aged", "ages"):
            n = k + 1
            while n < b and (tokens[n].kind is NUMBER or tokens[n].word in _BETWEEN_AGES):
                found.add(n)
                n += 1
            found.add(k - 1)
        elif tokens[k].word in ("—", ",") and (ends := _years(tokens, k + 1)):
            found |= {*range(k, ends)}  # "three women – 38, 49 and 71 years old – were"
        elif tokens[k].word == "," and k + 2 < b and tokens[k + 1].kind is NUMBER and tokens[k + 2].word == ",":
            found |= {k, k + 2}
    return found


def _years(tokens: list[Token], k: int) -> int:
    """Past the numbers in a row from token k on that end in "years old", and the sign after them; 0 for others."""
    first = k
    while k < len(tokens) and (tokens[k].kind is NUMBER or (k > first and tokens[k].word in (",", "and"))):
        k += 1
    if k == first or [t.word for t in tokens[k : k + 1]] != ["years"]:
        return 0
    k += 1 + (tokens[k + 1 : k + 2] != [] and tokens[k + 1].word in ("old", "of"))
    return k + (k < len(tokens) and tokens[k].word in ("—", ","))


def is_age_of(tokens: list[Token], people: set[int], i: int, j: int) -> bool:
    """ "The driver, 51, …", "two men, 34 and 51, …", "a girl of 14". `people`: where words for people end."""
    k = i
    while k > 0 and i - k < 8 and (tokens[k - 1].kind is NUMBER or tokens[k - 1].word in (",", "and")):
        k -= 1
    if (
        k - 1 in people
        and tokens[k - 1].word == "of"
        and all(t.value is None or 0 < t.value < 110 for t in tokens[k:j])
    ):
        while j + 1 < len(tokens) and tokens[j].word in (",", "and") and tokens[j + 1].kind is NUMBER:
            j += 2  # "women of 51 and 62"
        return j >= len(tokens) or tokens[j].kind is not WORD or tokens[j].word in _AFTER_AN_AGE
    k = i
    while k > 0 and i - k < 8 and (tokens[k - 1].kind is NUMBER or tokens[k - 1].word == "and"):
        k -= 1
    if k < 1 or k - 1 not in people or tokens[k - 1].word not in (",", "(") or tokens[k].kind is not NUMBER:
        return False
    while j + 1 < len(tokens) and tokens[j].word == "and" and tokens[j + 1].kind is NUMBER:
        j += 2
    return j < len(tokens) and tokens[j].word in (",", ".", ")", ";")


def of_that_age(tokens: list[Token], i: int, j: int) -> bool:
    """ "A couple, both 67, were killed"."""
    ends = j >= len(tokens) or tokens[j].kind is MARK
    return i > 0 and tokens[i].kind is NUMBER and tokens[i - 1].word in ("both", "all") and ends


def has_children(tokens: list[Token], i: int) -> bool:
    """ "A mother of two was killed", "the father of three small children": how many children somebody has."""
    return i > 1 and tokens[i - 1].word == "of" and tokens[i - 2].word in _PARENTS
