"""Slips of the pen in the words that tell what a danger is and how it stands."""

import re

from bot.extraction.tokens import Token

_MEANT = {
    "беспелот": "беспилот", "безпилот": "беспилот", "безпелот": "беспилот", "беспилод": "беспилот",
    "беспилат": "беспилот", "бесспилот": "беспилот", "беспиллот": "беспилот", "беспиотн": "беспилотн",
    "беспилтн": "беспилотн", "биспилот": "беспилот", "опастност": "опасност", "опсност": "опасност",
    "опаность": "опасность", "опаности": "опасности", "опасноть": "опасность", "опасноти": "опасности",
    "опаснсот": "опасност", "обьявл": "объявл", "обявлен": "объявлен", "тривог": "тревог",
    "рокетн": "ракетн", "ракетнн": "ракетн", "воздушнн": "воздушн", "беспилотнн": "беспилотн", "отбоой": "отбой",
    "бплаа": "бпла", "бплла": "бпла", "бпал": "бпла",
}  # fmt: skip
_SLIP = re.compile("|".join(sorted(_MEANT, key=len, reverse=True)))
_CACHE = 20_000  # words remembered
_sound: set[str] = set()
"""Words that were looked at before and are spelt as they are meant: most texts have no others."""


def correct(tokens: list[Token], words: list[str]) -> list[str]:
    """Spell the words of a Russian text as they are meant, and give them. Offsets stay what they were."""
    if _sound.issuperset(words):
        return words
    for token in tokens:
        slip = _SLIP.match(token.word)
        if slip:
            token.word = _MEANT[slip.group()] + token.word[slip.end() :]
        elif len(_sound) < _CACHE:
            _sound.add(token.word)
    return [t.word for t in tokens]
