"""What stands after a command, as people type it: regions in any language, dates, weapons, in any order."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from bot.model import Subject, Weapon
from handlers.dates import Days, read

LONGEST_TEXT = 200
UKRAINE = "UA"
"""Stands for all its regions. Russia as a whole is "everywhere": the ministry's headlines are Russia's."""

T = TypeVar("T")


class Match(Protocol):
    """What bot.gazetteer.find answers: codes, and names that may have been meant where it is not sure."""

    @property
    def regions(self) -> Sequence[str]: ...
    @property
    def suggestions(self) -> Sequence[str]: ...


Find = Callable[[str], Match]


@dataclass(frozen=True)
class Asked:
    """What was understood. `everywhere` = "all" was said. `unknown` are the words that were not understood,
    `near` the regions that may have been meant."""

    days: Days | None = None
    regions: tuple[str, ...] = ()
    everywhere: bool = False
    weapon: Weapon | None = None
    subject: Subject | None = None
    unknown: str = ""
    near: tuple[str, ...] = ()


_ALL = {"all", "everywhere", "everything", "все", "всё", "везде", "всюду", "усі", "всі", "скрізь", "усе",
        "russia", "россия", "росія", "рф"}  # fmt: skip
_UKRAINE = {"ukraine", "украина", "украине", "україна", "україні"}
_FILLERS = {"in", "on", "for", "at", "the", "of", "over", "в", "во", "на", "за", "по", "над", "у", "від", "из", "с",
            "ночь", "ночью", "утром", "ніч", "вночі", "night", "region", "регион", "регіон",
            "что", "там", "как", "сколько", "происходит", "случилось", "було", "было", "що", "як", "скільки",
            "what", "what's", "whats", "what’s", "is", "are", "was", "were", "how", "many",
            "happened", "happening"}  # fmt: skip
_BETWEEN = {"and", "и", "та", "й", "і", "vs", "versus", "против", "проти", "or", "или", "або", "with",
            "&", "+", "-", ",", ";"}  # fmt: skip

_WEAPONS: Mapping[Weapon, str] = {
    Weapon.UAV: r"drones?|uavs?|бпла|бплa|дрон(ы|ов|и|ів)?|бе[сз]п[иі]лотник(и|ов|ів)?|шахед(ы|и|ов|ів)?",
    Weapon.MISSILE: r"missiles?|rockets?|ракет(а|ы|и)?",
    Weapon.BALLISTIC_MISSILE: r"ballistic|баллистик(а|и)|балістик(а|и)",
    Weapon.CRUISE_MISSILE: r"cruise|крылатые|крилаті",
    Weapon.GUIDED_BOMB: r"bombs?|каб(ы|и|ов|ів)?|бомб(ы|и)?|авиабомб(ы|а)?|авіабомб(и|а)?",
    Weapon.USV: r"usvs?|бэк(и|ы|ов)?|бек(и|ів)?",
}
_SUBJECTS: Mapping[Subject, str] = {
    Subject.LAUNCHED: r"launched|запущен(о|ы)|выпущено|випущено",
    Subject.INTERCEPTION: r"shot|intercepted|downed|сбит(о|ы)|збит(о|і)|перехвачено|перехоплено",
    Subject.SUPPRESSED: r"suppressed|подавлен(о|ы)|придушено|рэб|реб",
}


def parse(words: Iterable[str], today: date, find: Find) -> Asked:
    """Understand the words after a command. Never raises; the first thing not understood is given back."""
    text = " ".join(words)[:LONGEST_TEXT].casefold()
    tokens = re.findall(r"[,;]|[^\s,;?!]+", text.replace("ё", "е"))
    days: Days | None = None
    weapon: Weapon | None = None
    subject: Subject | None = None
    everywhere = False
    regions: list[str] = []
    groups: list[list[str]] = [[]]
    at = 0
    while at < len(tokens):
        token = tokens[at]
        dated = read(tokens[at:], today)
        if dated is not None and days is None:
            days, used = dated
            at += used
            groups.append([])
            continue
        at += 1
        if token in _BETWEEN:
            groups.append([])
        elif token in _ALL:
            everywhere = True
        elif token in _UKRAINE:
            regions.append(UKRAINE)
        elif (said := _among(_WEAPONS, token)) is not None:
            weapon = said
        elif (what := _among(_SUBJECTS, token)) is not None:
            subject = what
        elif token not in _FILLERS or any(groups[-1]):
            groups[-1].append(token)
    unknown = ""
    near: tuple[str, ...] = ()
    for group in filter(None, groups):
        found, left, guesses = _regions(group, find)
        regions += found
        if left and not unknown:
            unknown, near = left, tuple(guesses)
    return Asked(days, tuple(dict.fromkeys(regions)), everywhere, weapon, subject, unknown, near)


def _among(table: Mapping[T, str], token: str) -> T | None:
    return next((value for value, pattern in table.items() if re.fullmatch(pattern, token)), None)


def _regions(words: list[str], find: Find) -> tuple[list[str], str, Sequence[str]]:
    """Regions in a run of words: the longest beginning that is one, then what follows. Then what is left over."""
    found: list[str] = []
    while words:
        for end in range(len(words), 0, -1):
            match = find(" ".join(words[:end]))
            if match.regions:
                found += match.regions
                words = words[end:]
                break
        else:
            # The trailing filler of "белгород за" says nothing.
            left = [w for w in words if w not in _FILLERS]
            if not left:
                return found, "", ()
            said = " ".join(left)
            guesses = find(said).suggestions or find(left[0]).suggestions
            return found, said, guesses
    return found, "", ()
