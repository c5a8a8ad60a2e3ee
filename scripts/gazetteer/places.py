"""Region rows as written in source/regions.tsv, and what every step of the build asks of them."""

from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parent / "source"


@dataclass(frozen=True)
class Row:
    """A line of source/regions.tsv. Lists hold the main form first."""

    code: str
    type: str
    ru: tuple[str, ...]
    uk: tuple[str, ...]
    en: tuple[str, ...]
    informal_ru: tuple[str, ...]
    informal_uk: tuple[str, ...]
    other_en: tuple[str, ...]


def _split(cell: str) -> tuple[str, ...]:
    return tuple(w.strip() for w in cell.replace("|", ",").split(",") if w.strip())


def rows() -> list[Row]:
    """The regions, in the file's order."""
    out = []
    for line in (SOURCE / "regions.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, kind, *cells = (line + "\t" * 8).split("\t")[:8]
        out.append(Row(code, kind, *(_split(c) for c in cells)))
    return out
