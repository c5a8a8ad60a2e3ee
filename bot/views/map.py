"""The map of regions: a day's figures as shades, danger at this moment as an outline. Runs in the worker.

Outlines are Natural Earth's (bot.gazetteer). Regions are drawn west of 62° E, in a conic projection along the
55th parallel; the frame always holds the west and south, and grows to whatever has a figure or a danger.
"""

import math
import textwrap
from functools import cache, lru_cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.textpath import TextPath
from numpy.typing import NDArray

from bot.gazetteer import outlines
from bot.views.paper import DPI, SMALL, TEXT, Ink, heading_height, shade, sheet
from bot.views.picture import RegionMap

EAST = 62.0
_CORE = ((27.0, 44.2), (43.5, 44.2), (29.0, 60.0), (44.0, 59.0))
_CENTRE, _NORTH, _SOUTH = math.radians(40), math.radians(60), math.radians(47)
_N = math.log(math.cos(_SOUTH) / math.cos(_NORTH)) / math.log(
    math.tan(math.pi / 4 + _NORTH / 2) / math.tan(math.pi / 4 + _SOUTH / 2)
)

NAME, BELOW = 8.0, -9.5
"""Points: the size of a region's name, and how far under the middle of its figure it stands."""

HALO = 2.6
"""Points of paper around words, so that they stand out from the land."""

Points = NDArray[np.float64]
Box = tuple[float, float, float, float]


def project(points: Points) -> Points:
    """Degrees to the plane: Lambert's conformal conic projection, true at 47° and 60° N."""
    lon, lat = np.radians(points[:, 0]), np.radians(points[:, 1])
    radius = 1 / np.tan(math.pi / 4 + lat / 2) ** _N
    angle = _N * (lon - _CENTRE)
    return np.column_stack((radius * np.sin(angle), -radius * np.cos(angle)))


@cache
def shapes() -> dict[str, tuple[Path, tuple[float, float]]]:
    """Each region's path on the plane and the point for its label: the middle of its largest part."""
    made = {}
    for code, parts in outlines().items():
        paths, best, at = [], 0.0, (0.0, 0.0)
        for rings in parts:
            if min(x for x, _ in rings[0]) > EAST:
                continue
            flat = [project(np.array(ring)) for ring in rings]
            paths += [Path(ring, closed=True) for ring in flat]
            area, middle = _centroid(flat[0])
            if area > best:
                best, at = area, middle
        if paths:
            made[code] = (Path.make_compound_path(*paths), at)
    return made


def _centroid(ring: Points) -> tuple[float, tuple[float, float]]:
    x, y = ring[:, 0], ring[:, 1]
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    area = float(cross.sum()) / 2
    if area == 0:
        return 0.0, (float(x.mean()), float(y.mean()))
    cx = float(((x[:-1] + x[1:]) * cross).sum()) / (6 * area)
    cy = float(((y[:-1] + y[1:]) * cross).sum()) / (6 * area)
    return abs(area), (cx, cy)


def region_map(spec: RegionMap) -> Figure:
    """Shades by figure, figures and names where there is one, a thick outline for danger now."""
    signs = textwrap.wrap(spec.legend, 66)
    height = heading_height(spec) + 6.2 + 0.2 * len(signs)
    figure, ink, bottom, top = sheet(spec, height)
    if signs:
        figure.text(0.035, bottom, "\n".join(signs), fontsize=SMALL, color=ink.soft, va="bottom", linespacing=1.25)
        bottom += (0.2 * len(signs) + 0.08) / height
    axes = figure.add_axes((0.0, bottom + 0.06, 1.0, top - bottom - 0.06))
    axes.set_axis_off()
    drawn = shapes()
    most = max((bar.size for bar in spec.bars.values()), default=1)
    fills = [shade(ink, max(1, spec.bars[c].size), most) if c in spec.bars else ink.empty for c in drawn]
    axes.add_collection(
        PathCollection([path for path, _ in drawn.values()], facecolors=fills, edgecolors=ink.line, linewidths=0.7)
    )
    danger = [drawn[code][0] for code in spec.danger if code in drawn]
    axes.add_collection(PathCollection(danger, facecolors="none", edgecolors=ink.danger, linewidths=2.6, zorder=3))
    wanted = [code for code in (*spec.bars, *spec.danger) if code in drawn]
    _frame(axes, drawn, wanted, figure)
    _labels(axes, spec, drawn, ink)
    _legend(figure, spec, ink, bottom, most)
    return figure


def _labels(axes: Axes, spec: RegionMap, drawn: dict[str, tuple[Path, tuple[float, float]]], ink: Ink) -> None:
    """Figures, and names under them, the largest first. What would stand over another is left out: two figures in
    one place read as a third. The shade stays, and the caption says them."""
    outline = [withStroke(linewidth=HALO, foreground=ink.paper)]
    taken: list[Box] = []

    def write(words: str, code: str, size: float, below: float, weight: str) -> bool:
        x, y = (float(pixels) * 72 / DPI for pixels in axes.transData.transform(drawn[code][1]))
        box = _box(words, x, y + below, size, weight)
        if any(_meet(box, other) for other in taken):
            return False
        taken.append(box)
        axes.annotate(words, drawn[code][1], (0, below), textcoords="offset points", ha="center", va="center",
                      fontsize=size, fontweight=weight, color=ink.text, path_effects=outline, zorder=5)  # fmt: skip
        return True

    order = sorted((c for c in spec.bars if c in drawn), key=lambda c: -spec.bars[c].size)
    said = [code for code in order if write(spec.bars[code].said, code, TEXT, 0, "bold")]
    for code in said:
        write(spec.names[code], code, NAME, BELOW, "normal")


def _box(words: str, x: float, y: float, size: float, weight: str) -> Box:
    """Where words of a font size stand, in points; letters that hang below a line do no harm to others."""
    width, height = _width(words, size, weight) + HALO, size * 0.7
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


@lru_cache(1024)
def _width(words: str, size: float, weight: str) -> float:
    return float(TextPath((0, 0), words, size=size, prop=FontProperties(weight=weight)).get_extents().width)


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _frame(axes: Axes, drawn: dict[str, tuple[Path, tuple[float, float]]], wanted: list[str], figure: Figure) -> None:
    """Set the limits to the core and all that is wanted, grown to the shape of the axes: a map is never stretched."""
    held = np.vstack([project(np.array(_CORE)), *(np.asarray(drawn[code][0].vertices) for code in wanted)])
    low, high = held.min(axis=0), held.max(axis=0)
    middle, extent = (low + high) / 2, (high - low) * 1.06
    box = axes.get_position()
    shape = box.width * figure.get_figwidth() / (box.height * figure.get_figheight())
    width = max(extent[0], extent[1] * shape)
    axes.set_xlim(middle[0] - width / 2, middle[0] + width / 2)
    axes.set_ylim(middle[1] - width / shape / 2, middle[1] + width / shape / 2)


def _legend(figure: Figure, spec: RegionMap, ink: Ink, bottom: float, most: int) -> None:
    handles: list[Patch | Line2D] = []
    if spec.bars:
        few = Patch(facecolor=shade(ink, 1, most), edgecolor=ink.line)
        many = Patch(facecolor=shade(ink, most, most), edgecolor=ink.line, label=f"{spec.value_name}: {most}")
        few.set_label(f"{spec.value_name}: 1")
        handles += [few, many] if most > 1 else [few]
    handles.append(Patch(facecolor=ink.empty, edgecolor=ink.line, label=spec.none_name))
    if spec.danger:
        handles.append(Line2D([], [], color=ink.danger, linewidth=2.6, label=spec.danger_name))
    figure.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0.02, bottom - 0.012), ncols=2, frameon=False,
        fontsize=SMALL, labelcolor=ink.text, handlelength=1.4, columnspacing=1.2, borderpad=0.1, labelspacing=0.3,
    )  # fmt: skip
