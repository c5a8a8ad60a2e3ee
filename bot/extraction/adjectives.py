"""Endings of adjectives, by language: those that name districts, and those that begin a name of two words."""

from functools import lru_cache

_KEPT = 8192  # words remembered: an ending is looked for among thirty


@lru_cache(_KEPT)
def adjectival(word: str, language: str) -> bool:
    """Whether a word may be an adjective by its form."""
    return len(word) > 4 and word.endswith(_ADJECTIVES[language])


@lru_cache(_KEPT)
def begins_a_name(word: str, language: str) -> bool:
    """Whether a word may be the adjective of a district, or of a name in two words, by its form."""
    return len(word) > 4 and word.endswith(_LISTED[language])


_ADJECTIVES = {
    "ru": (
        "ый", "ого", "ому", "ым", "ом", "ая", "ой", "ую", "ые", "ых", "ыми", "ое", "ий", "его", "ему",
        "им", "ем", "яя", "ей",
        "юю", "ие", "их", "ими", "ее", "чьи", "чья", "чье", "жьи", "жья", "жье",
    ),
    "uk": ("ий", "ого", "ому", "им", "ім", "а", "ою", "ої", "ій", "у", "і", "их", "ими", "е"),
    "en": (),
}  # fmt: skip
_LISTED = {
    "ru": ("ский", "ского", "скому", "ским", "ском", "ская", "ской", "скую", "ские", "ских", "скими",
    "цкий", "цкого", "цкому",
           "цким", "цком", "цкая", "цкой", "цкую", "цкие", "цких", "ый", "ом", "ого", "ой", "ых", "ый",
           "ий", "ном"),
    "uk": ("ський", "ського", "ському", "ським", "ська", "ської", "ській", "ську", "ські", "ських",
    "ськими", "цький", "цького",
           "цькому", "цька", "цької", "цькій", "цьку", "цькі", "цьких", "ий", "ого", "ому", "ої", "ій",
           "их", "ім", "а", "у", "і"),
    "en": (),
}  # fmt: skip
"""Endings of adjectives that name districts; the longer list is for the first word of a name in two words."""
