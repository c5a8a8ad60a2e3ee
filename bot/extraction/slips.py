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
_SLIP = re.compile(r"(?<!\w)(?:" + "|".join(sorted(_MEANT, key=len, reverse=True)) + ")")


def correct(text: str, tokens: list[Token]) -> None:
    """Spell the words of a Russian text as they are meant. Offsets stay what they were."""
    at = {found.start(): found.group() for found in _SLIP.finditer(text)}
    if at:
        for token in tokens:
            slip = at.get(token.start)
            if slip:
                token.word = _MEANT[slip] + token.word[len(slip) :]
