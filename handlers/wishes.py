"""What stands after /subscribe: regions and cities in any language, subjects, the least gravity, "and neighbours"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import bot.gazetteer as gazetteer
from bot.gazetteer import REGIONS
from bot.locales import Translator
from bot.model import Interest, Severity
from bot.views.words import region

_INTERESTS: Mapping[Interest, str] = {
    Interest.THREAT: r"threats?|dangers?|alarms?|опасност[ьи]|угроз[аы]|тревог[аи]|загроз[аи]|тривог[аи]",
    Interest.DAMAGE: r"damage|fires?|последстви[яе]|поврежден[а-я]+|пожары?|наслідки|пошкоджен[а-яі]+|пожежі?",
    Interest.CASUALTIES: r"casualties|wounded|killed|пострадавш[а-я]+|раненые|погибшие|постраждалі|поранені|загиблі",
    Interest.INTERCEPTION: r"intercept[a-z]*|shot|figures|сбит[а-я]+|сводки|збит[а-яі]+|зведення",
    Interest.AIRSPACE: r"airspace|airports?|аэропорт[а-я]*|аеропорт[а-яі]*",
}
_SEVERITIES: Mapping[Severity, str] = {
    Severity.ATTACK: r"severe|attacks?|атак[аи]|только-атаки|лише-атаки",
    Severity.PEOPLE: r"people|люди",
}
_NEIGHBOURS = r"neighbou?rs?|соседи|соседями|сусіди|сусідами"
_ALL = r"all|everywhere|вс[её]|везде|усе|все|скрізь"
_FILLERS = r"and|with|my|its|only|и|с|со|та|і|з|мой|моя|мой-город|только|лише|its|the|for"
LONGEST = 200
T = TypeVar("T")


@dataclass(frozen=True)
class Wish:
    """`unknown` are words that were not understood, `near` codes of regions that may have been meant. `within` are
    towns and districts as they were typed, each with the region that they stand for."""

    regions: tuple[str, ...] = ()
    interests: tuple[Interest, ...] = ()
    severity: Severity | None = None
    unknown: str = ""
    near: tuple[str, ...] = ()
    within: tuple[tuple[str, str], ...] = ()


def read(text: str, t: Translator) -> Wish:
    """Understand what was typed. Never raises."""
    tokens = re.findall(r"[,;:]|[^\s,;:]+", text[:LONGEST])
    interests: list[Interest] = []
    severity: Severity | None = None
    around = False
    regions: list[str] = []
    groups: list[list[str]] = [[]]
    for word in tokens:
        interest = _among(_INTERESTS, word)
        grave = _among(_SEVERITIES, word)
        if word in ",;:":
            groups.append([])
        elif _is(_NEIGHBOURS, word):
            around = True
        elif interest is not None:
            interests.append(interest)
        elif grave is not None:
            severity = grave
        elif _is(_ALL, word):
            regions += REGIONS
        elif not _is(_FILLERS, word):
            groups[-1].append(word)
    unknown: list[str] = []
    within: list[tuple[str, str]] = []
    for group in groups:
        regions += _regions(group, unknown, within)
    if around:
        regions += [near for code in list(regions) for near in REGIONS[code].neighbours]
    return Wish(
        tuple(dict.fromkeys(regions)),
        tuple(dict.fromkeys(interests)),
        severity,
        " ".join(unknown),
        search(" ".join(unknown), t) if unknown else (),
        tuple(dict.fromkeys(within)),
    )


def search(typed: str, t: Translator, most: int = 8) -> tuple[str, ...]:
    """Codes of regions that a beginning, a part of a name, a city or a slip of the pen may mean."""
    wanted = typed.casefold().replace("ё", "е").strip()
    if not wanted:
        return ()
    match = gazetteer.find(typed)
    likely = list(match.regions)
    names = {code: region(t, code).casefold().replace("ё", "е") for code in REGIONS}
    likely += [code for code, name in names.items() if name.startswith(wanted)]
    likely += [code for code, name in names.items() if wanted in name]
    for suggestion in match.suggestions:
        likely += gazetteer.find(suggestion).regions
    return tuple(dict.fromkeys(likely))[:most]


def _regions(words: list[str], unknown: list[str], within: list[tuple[str, str]]) -> list[str]:
    """Regions in a run of words: the longest beginning that names one, then what follows."""
    found: list[str] = []
    while words:
        for end in range(len(words), 0, -1):
            match = gazetteer.find(" ".join(words[:end]))
            if match.regions:
                found += match.regions
                within += [(" ".join(words[:end]), match.regions[0])] if match.narrower else []
                words = words[end:]
                break
        else:
            unknown += words
            break
    return found


def _among(table: Mapping[T, str], token: str) -> T | None:
    return next((value for value, pattern in table.items() if _is(pattern, token)), None)


def _is(pattern: str, token: str) -> bool:
    return re.fullmatch(pattern, token.casefold()) is not None
