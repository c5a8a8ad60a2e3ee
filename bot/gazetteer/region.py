"""Regions of Russia and Ukraine, Belarus with its regions, and the seas: codes, names, zones, neighbours."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Region:
    """One region. Codes are ISO 3166-2 (Belarus as a whole: BY) or SEA-…; names are nominative, by language.

    `within` and `over` are whole phrases with their preposition: "в Крыму", "над Крымом"; "у Криму";
    "in Kursk Oblast". `timezone` is an IANA name. `neighbours` are codes of regions that touch this one.
    """

    code: str
    kind: Literal["region", "country", "sea"]
    country: str
    timezone: str
    names: Mapping[str, str]
    within: Mapping[str, str]
    over: Mapping[str, str]
    neighbours: tuple[str, ...]


@cache
def _regions() -> Mapping[str, Region]:
    regions: dict[str, Region] = {}
    text = (resources.files("bot.gazetteer") / "data" / "regions.tsv").read_text("utf-8")
    for line in text.splitlines():
        code, kind, country, zone, near, *phrases = line.split("\t")
        ru, ru_in, ru_over, uk, uk_in, uk_over, en = phrases
        regions[code] = Region(
            code=code,
            kind=kind,  # type: ignore[arg-type]
            country=country,
            timezone=zone,
            names={"ru": ru, "uk": uk, "en": en},
            within={"ru": ru_in, "uk": uk_in, "en": f"in {en}"},
            over={"ru": ru_over, "uk": uk_over, "en": f"over {en}"},
            neighbours=tuple(near.split()),
        )
    return regions


REGIONS: Mapping[str, Region] = _regions()
"""Every region by its code, in the order Russia, Ukraine, Belarus, seas."""


def home_timezone(code: str) -> ZoneInfo:
    """The zone in which a region's officials tell the time; Moscow's where the code is not known."""
    region = REGIONS.get(code)
    return ZoneInfo(region.timezone if region else "Europe/Moscow")
