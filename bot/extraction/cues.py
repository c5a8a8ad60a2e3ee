"""English: what a word's form, or the words beside it, make of it: storeys, tallies that grew, corrections."""

from bot.extraction.marks import Mark
from bot.extraction.tallies import brought_to, grown, is_a_count, is_number, running
from bot.extraction.tokens import NUMBER, Token

_BLOCKS = ("building", "block", "house")
_STOREYS = ("-storey", "-story", "-storeyed", "-storied")
_SIGNS = frozenset([",", "—", "-", "(", ":"])
_ROSE = frozenset(["risen", "rose", "grown", "grew", "increased", "climbed"])
_TELLING = _ROSE | frozenset(
    ["in", "station", "toll", "not", "since", "part", "tally", "count", "number", "total", "revised", "went"]
)
_SAID_BEFORE = frozenset(["as", "that", "which", "earlier", "previously", "before"])


def shaped(tokens: list[Token]) -> list[Mark]:
    """What a word's form tells: "a five-storey building", "part of 82 shot down"."""
    made: list[Mark] = []
    for k, token in enumerate(tokens):
        word = token.word
        if word in _TELLING:
            made += _told_by(tokens, k, word)
        elif word.endswith(_STOREYS):
            named = next((n for n in range(k + 1, min(k + 4, len(tokens))) if tokens[n].word.startswith(_BLOCKS)), 0)
            if named and not word.startswith(("one", "single", "two", "1-", "2-")):
                made.append(Mark("object", "apartment_building", k, named + 1))
    return made


def _told_by(tokens: list[Token], k: int, word: str) -> list[Mark]:
    """What the words beside token k make of it."""
    if word == "in":
        all_told = [t.word for t in tokens[k + 1 : k + 3]] == ["all", ","]
        return [Mark("total", "total", k, k + 2)] if all_told else []  # "In all, seven people were hurt"
    if word == "station":
        by_rail = tokens[k - 1].word == "the" and _by_rail(tokens)
        return [Mark("object", "railway", k, k + 1)] if by_rail else []
    if word == "toll" or word == "revised":
        return grown(tokens, k)
    if word in _ROSE:
        return grown(tokens, k) if k + 1 < len(tokens) and tokens[k + 1].word == "from" else []
    if word == "went":
        fell = [t.word for t in tokens[k + 1 : k + 3]] in (["down", "over"], ["down", "above"])
        return [Mark("verb", "downed", k, k + 2)] if fell else []  # "Eighteen went down over A"
    if word == "not":
        return _corrected(tokens, k)
    if word == "since":
        more = k > 1 and tokens[k - 2].word in _SIGNS and is_a_count(tokens[k - 1])  # "four more – 19 since dawn"
        return [Mark("flag", "running", k, k + 1), Mark("total", "total", k, k + 1)] if more else []
    if word == "part":
        number = k + 2 < len(tokens) and tokens[k + 1].word == "of" and tokens[k + 2].kind is NUMBER
        share = number and not (k and tokens[k - 1].word in ("the", "as"))
        return [Mark("total", "total", k, k + 2)] if share else []
    to = running(tokens, k)
    span = (k, to) if to else brought_to(tokens, k)
    return [Mark("flag", "running", *span), Mark("total", "total", *span)] if span else []


def _corrected(tokens: list[Token], k: int) -> list[Mark]:
    """ "Three, not two, people", "eleven drones over our region, not nine as I wrote before"."""
    if k < 2 or tokens[k - 1].word not in (",", "(", "—") or not is_number(tokens, k + 1):
        return []
    before = any(is_number(tokens, n) for n in range(max(0, k - 4), k - 1))
    told = before or not _SAID_BEFORE.isdisjoint(t.word for t in tokens[k + 2 : k + 5])
    return [Mark("flag", "correction", k, k + 2)] if told else []


def _by_rail(tokens: list[Token]) -> bool:
    """Whether a text speaks of trains, so that "the station" is theirs."""
    return any(t.word.startswith(("railway", "ukrzaliznytsia", "train")) for t in tokens)
