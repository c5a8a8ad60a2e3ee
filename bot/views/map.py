"""The map of regions: a day's figures as shades, danger at this moment as an outline. Runs in the worker.

Outlines are Natural Earth's (bot.gazetteer). Regions are drawn west of 62° E, in a conic projection along the
55th parallel; the frame always holds the west and south, and grows to whatever has a figure or a danger.
"""

import math
from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from PIL import Image, ImageDraw

from bot.gazetteer import outlines
from bot.views.paper import INKS, TEXT, WIDTH, Box, Paper, Sign, scale, shade, width
from bot.views.picture import EAST, RegionMap

HEIGHT = 1040
_CORE = ((27.0, 44.2), (43.5, 44.2), (29.0, 60.0), (44.0, 59.0))
_CENTRE, _NORTH, _SOUTH = math.radians(40), math.radians(60), math.radians(47)
_N = math.log(math.cos(_SOUTH) / math.cos(_NORTH)) / math.log(
    math.tan(math.pi / 4 + _NORTH / 2) / math.tan(math.pi / 4 + _SOUTH / 2)
)

NAME, BELOW, HALO = 20, 23, 3
"""Pixels: the size of a region's name, how far it stands under its figure, and the paper around words."""

_ASIDE = (0, 16, -16, 32, -32)
_ROOM = tuple((aside, below) for aside in _ASIDE for below in (BELOW, -BELOW))
"""Where a name may stand beside its figure, in pixels to the right and below; the first that is free is taken."""

FINE = 2
"""The land is drawn so many times larger and then shrunk: that smooths its edges."""

Point = tuple[float, float]
Ring = tuple[Point, ...]


class Label(NamedTuple):
    """Words on the map and their middle, in its pixels."""

    words: str
    x: float
    y: float
    size: int
    bold: bool


class Shape(NamedTuple):
    """A region on the plane: its rings with the box of each, its area, and the middle of its largest part."""

    rings: tuple[tuple[Ring, Box], ...]
    area: float
    middle: Point


def project(points: Iterable[Point]) -> Ring:
    """Degrees to the plane, y southwards: Lambert's conformal conic projection, true at 47° and 60° N."""
    found = []
    for lon, lat in points:
        radius = 1 / math.tan(math.pi / 4 + math.radians(lat) / 2) ** _N
        angle = _N * (math.radians(lon) - _CENTRE)
        found.append((radius * math.sin(angle), radius * math.cos(angle)))
    return tuple(found)


@cache
def shapes() -> dict[str, Shape]:
    """Every region that is drawn, the largest first: those that lie within another are painted after it."""
    made = {}
    for code, parts in outlines().items():
        rings, area, best, at = [], 0.0, 0.0, (0.0, 0.0)
        for part in parts:
            if min(x for x, _ in part[0]) > EAST:
                continue
            flat = [project(ring) for ring in part]
            rings += [(ring, _around(ring)) for ring in flat]
            size, middle = _centroid(flat[0])
            area += size
            if size > best:
                best, at = size, middle
        if rings:
            made[code] = Shape(tuple(rings), area, at)
    return dict(sorted(made.items(), key=lambda pair: -pair[1].area))


def region_map(spec: RegionMap) -> Paper:
    """Shades by figure, figures and names where there is one, a thick outline for danger now."""
    ink, drawn = INKS[spec.theme], shapes()
    most = max((bar.size for bar in spec.bars.values()), default=0)
    legend = scale(ink, max(1, most), spec.value_name) if spec.bars else []
    legend.append(Sign(spec.none_name, ink.empty, ink.line))
    if spec.danger:
        legend.append(Sign(spec.danger_name, ink.danger, line=True))
    paper = Paper(spec, HEIGHT, legend, spec.legend)
    place = _placing(drawn, spec)
    land = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), ink.paper)
    draw = ImageDraw.Draw(land)
    seen = _frame(drawn, [code for code in (*spec.bars, *spec.danger) if code in drawn])

    def fine(ring: Ring) -> list[Point]:
        return [(x * FINE, y * FINE) for x, y in map(place, ring)]

    on = {code: [fine(ring) for ring, box in shape.rings if _meet(box, seen)] for code, shape in drawn.items()}
    for code, rings in on.items():
        fill = shade(ink, max(1, spec.bars[code].size), most) if code in spec.bars else ink.empty
        for ring in rings:
            draw.polygon(ring, fill)
            draw.line(ring, ink.line, 2 * FINE - 1)
    for code in spec.danger:
        for ring in on.get(code, ()):
            draw.line([*ring, ring[1]], ink.danger, 6 * FINE, joint="curve")
    paper.image.paste(land.reduce(FINE), (0, round(paper.top)))
    for words, x, y, size, bold in labels(spec):
        paper.write(words, x, paper.top + y, size, "mm", bold=bold, halo=HALO)
    return paper


def labels(spec: RegionMap) -> list[Label]:
    """Figures, and names under them, the largest first; names that find no room there stand above or a little aside.
    What would stand over another is left out: two figures in one place read as a third. The shade stays, and the
    caption says them."""
    drawn, taken = shapes(), list[Box]()
    place = _placing(drawn, spec)
    places = {code: place(drawn[code].middle) for code in spec.bars if code in drawn}
    made: list[Label] = []

    def write(words: str, code: str, size: int, aside: int, below: int, *, bold: bool) -> bool:
        x, y = places[code][0] + aside, places[code][1] + below
        half = width(words, size, bold=bold) / 2 + HALO
        # Letters that hang below a line do no harm to others.
        box = (x - half, y - size * 0.42, x + half, y + size * 0.42)
        if any(_meet(box, other) for other in taken):
            return False
        taken.append(box)
        made.append(Label(words, x, y, size, bold))
        return True

    order = sorted(places, key=lambda code: -spec.bars[code].size)
    unnamed = [code for code in order if write(spec.bars[code].said, code, TEXT, 0, 0, bold=True)]
    for aside, below in _ROOM:
        unnamed = [code for code in unnamed if not write(spec.names[code], code, NAME, aside, below, bold=False)]
    return made


def _placing(drawn: dict[str, Shape], spec: RegionMap) -> Callable[[Point], Point]:
    """From the plane to pixels of the map."""
    west, north, east, _ = _frame(drawn, [code for code in (*spec.bars, *spec.danger) if code in drawn])
    pixels = WIDTH / (east - west)
    return lambda point: ((point[0] - west) * pixels, (point[1] - north) * pixels)


def _frame(drawn: dict[str, Shape], wanted: list[str]) -> Box:
    """The core and all that is wanted, grown to the shape of the paper: a map is never stretched."""
    boxes = [_around(project(_CORE)), *(box for code in wanted for _, box in drawn[code].rings)]
    west, north = min(b[0] for b in boxes), min(b[1] for b in boxes)
    east, south = max(b[2] for b in boxes), max(b[3] for b in boxes)
    wide = max((east - west) * 1.06, (south - north) * 1.06 * WIDTH / HEIGHT)
    high = wide * HEIGHT / WIDTH
    x, y = (west + east) / 2, (north + south) / 2
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _around(ring: Ring) -> Box:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _centroid(ring: Ring) -> tuple[float, Point]:
    """Its area and its middle."""
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in pairwise(ring):
        cross = x0 * y1 - x1 * y0
        area += cross / 2
        x += (x0 + x1) * cross
        y += (y0 + y1) * cross
    return (abs(area), (x / (6 * area), y / (6 * area))) if area else (0.0, ring[0])
