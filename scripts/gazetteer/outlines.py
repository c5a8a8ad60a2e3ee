"""Neighbours by the outlines: two regions are neighbours where their borders come within a few kilometres."""

import json
from functools import cache
from itertools import pairwise

from scripts.gazetteer.lexeme import DATA

_GRID = 0.05  # degrees; the outlines of different countries do not share their vertices
_ACROSS_WATER = (("RU-KDA", "UA-43"), ("RU-LEN", "RU-SPE"))


@cache
def neighbours() -> dict[str, tuple[str, ...]]:
    """Codes of the neighbours of every region that has an outline."""
    features = json.loads((DATA / "outlines.geojson").read_text("utf-8"))["features"]
    cells = {f["properties"]["iso"]: _cells(f["geometry"]) for f in features}
    around = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    out: dict[str, set[str]] = {}
    for code, own in cells.items():
        wide = {(x + i, y + j) for x, y in own for i, j in around}
        out[code] = {c for c in cells if c != code and wide & cells[c]}
    for a, b in _ACROSS_WATER:
        out[a].add(b)
        out[b].add(a)
    return {code: tuple(sorted(near)) for code, near in out.items()}


def _cells(geometry: dict) -> set[tuple[int, int]]:  # type: ignore[type-arg]
    shapes = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    cells = set()
    for shape in shapes:
        for ring in shape:
            for (x, y), (x2, y2) in pairwise(ring):
                steps = max(1, int(max(abs(x2 - x), abs(y2 - y)) / _GRID))
                for k in range(steps + 1):
                    cells.add((round((x + (x2 - x) * k / steps) / _GRID), round((y + (y2 - y) * k / steps) / _GRID)))
    return cells
