"""Names that are everyday words or surnames as well: the reader wants an introducer before them."""

from functools import cache
from typing import Any

import pymorphy3

from scripts.gazetteer.places import SOURCE

_BIG = 60_000  # a city of this size is known by its bare name
_ALWAYS = frozenset(  # towns whose names mislead all the same
    [
        "шахты",
        "мирный",
        "победа",
        "советский",
        "дружба",
        "рассвет",
        "свободный",
        "дальний",
        "белая",
        "ревда",
        "бреды",
        "червень",
    ]
)
_NEVER = frozenset(["грязи", "выкса", "печора", "калач"])  # towns that reports mean more often than the word
_UK = frozenset((SOURCE / "common_uk.txt").read_text("utf-8").split())


@cache
def _analyzer() -> Any:
    return pymorphy3.MorphAnalyzer()


def is_common_ru(name: str, population: int) -> bool:
    """Whether a Russian name is in the dictionary as something else than a place. Several words are safe."""
    word = name.casefold()
    if word in _ALWAYS or len(word) < 4:
        return True
    if population >= _BIG or word in _NEVER or " " in word or "-" in word:
        return False
    parses = [p for p in _analyzer().parse(word) if p.is_known]
    return any("Geox" not in p.tag for p in parses)


def is_common_uk(name: str, population: int) -> bool:
    """Whether a Ukrainian name is one of the everyday words listed here."""
    word = name.casefold()
    return population < _BIG and (word in _UK or len(word) < 4)
