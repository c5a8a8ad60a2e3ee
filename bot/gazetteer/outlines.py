"""The regions' outlines for maps: Natural Earth, public domain (bot/gazetteer/data/README.md)."""

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources

Ring = tuple[tuple[float, float], ...]
Shape = tuple[Ring, ...]
"""A polygon: its outer ring, then its holes; points are (longitude, latitude) in degrees, WGS 84."""


@cache
def outlines() -> Mapping[str, tuple[Shape, ...]]:
    """Polygons of every region of Russia and Ukraine, and of Belarus as a whole, by code. Seas have none."""
    text = (resources.files("bot.gazetteer") / "data" / "outlines.geojson").read_text("utf-8")
    return {f["properties"]["iso"]: _shapes(f["geometry"]) for f in json.loads(text)["features"]}


def _shapes(geometry: dict[str, object]) -> tuple[Shape, ...]:
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    assert isinstance(parts, list)
    return tuple(tuple(tuple((float(x), float(y)) for x, y in ring) for ring in part) for part in parts)
