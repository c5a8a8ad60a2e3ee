"""The sheet that pictures are drawn on: size, fonts, colours, title, legend and foot. Imported by the worker alone.

Drawn with Pillow, in pixels, y downwards. Sizes are for a phone, where 1088 pixels become some 380 points: nothing
that matters is below 25 pixels here. Upright lines and boxes fall on whole pixels and need no smoothing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from bot.views.picture import Sheet

WIDTH, MARGIN = 1088, 38
TITLE, TEXT, SMALL = 38, 28, 25
LEADING = 1.32
"""From line to line, in sizes of the font."""

_SWATCH = (36, 20)
_GAP = 38

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Ink:
    """Colours of a theme. `first` and `second` differ in lightness too, for readers who see no hue."""

    paper: str
    text: str
    soft: str
    line: str
    first: str
    second: str
    danger: str
    empty: str
    ramp: tuple[str, ...]


INKS = {
    "light": Ink(
        paper="#ffffff", text="#15202b", soft="#5b6b7a", line="#d5dde5", first="#1f5fa8", second="#f0a13a",
        danger="#d11f3a", empty="#eef2f5", ramp=("#fde8c8", "#f9b970", "#ee7d3c", "#cf4527", "#8f1d1d"),
    ),
    "dark": Ink(
        paper="#17212b", text="#f2f5f7", soft="#9fb0c0", line="#33424f", first="#6ab0ff", second="#d98a1f",
        danger="#ff5a6e", empty="#22303c", ramp=("#5a3a1c", "#8f5220", "#c56a25", "#ee8a3c", "#ffc07a"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Sign:
    """An entry of a legend: a small box (filled, framed, hatched) or line, and what it means. Without a colour and a
    frame there are words alone."""

    words: str
    fill: str = ""
    frame: str = ""
    hatch: str = ""
    line: bool = False
    whisker: bool = False


class Paper:
    """A sheet with its title, legend and foot written. `top` and `bottom` bound what is left for the drawing."""

    def __init__(self, spec: Sheet, room: float, legend: Sequence[Sign] = (), notes: str = "") -> None:
        self.ink = INKS[spec.theme]
        inner = WIDTH - 2 * MARGIN
        head = [(line, TITLE, True) for line in wrapped(spec.title, TITLE, inner, bold=True)]
        head += [(line, TEXT, False) for line in wrapped(spec.subtitle, TEXT, inner)]
        signs = _in_rows(legend)
        below = [(line, SMALL) for line in wrapped(notes, SMALL, inner)]
        foot = [(line, SMALL) for line in wrapped(spec.foot, SMALL, inner)]
        self.top = 30 + sum(size * LEADING for _, size, _ in head) + 18
        self.bottom = self.top + room
        step = SMALL * LEADING
        gaps = 12 * (bool(signs) + bool(below)) + 14
        height = self.bottom + step * (len(signs) + len(below) + len(foot)) + gaps + 22
        self.image = Image.new("RGB", (WIDTH, round(height)), self.ink.paper)
        self.draw = ImageDraw.Draw(self.image)
        y = 30.0
        for line, size, bold in head:
            y += size * LEADING
            self.write(line, MARGIN, y - 0.3 * size, size, bold=bold, colour=self.ink.text if bold else self.ink.soft)
        y = self.bottom + 12 * bool(signs)
        for row in signs:
            y += step
            self._legend(row, y - step / 2)
        for lines, gap in ((below, 12), (foot, 14)):
            y += gap * bool(lines)
            for line, size in lines:
                y += step
                self.write(line, MARGIN, y - 0.3 * size, size, colour=self.ink.soft)

    def write(
        self, words: str, x: float, y: float, size: int, anchor: str = "ls", *, colour: str = "", bold: bool = False,
        halo: int = 0,
    ) -> None:  # fmt: skip
        """Words at a point; `anchor` is Pillow's (ls: the point is left, on the baseline). `halo` is so many pixels
        of paper around them."""
        self.draw.text(
            (round(x), round(y)), words, colour or self.ink.text, font(size, bold=bold), anchor,
            stroke_width=halo, stroke_fill=self.ink.paper,
        )  # fmt: skip

    def box(self, box: Box, *, fill: str = "", frame: str = "", hatch: str = "", width: int = 2) -> None:
        """A rectangle, filled, framed, hatched ("/" or ".") in its frame's colour."""
        x0, y0, x1, y1 = (round(v) for v in box)
        if x1 <= x0 or y1 <= y0:
            return
        if fill:
            self.draw.rectangle((x0, y0, x1 - 1, y1 - 1), fill)
        if hatch:
            x, y = x0 % _PERIOD, y0 % _PERIOD
            self.image.paste(frame, (x0, y0), _hatch(hatch).crop((x, y, x + x1 - x0, y + y1 - y0)))
        if frame and width:
            self.draw.rectangle((x0, y0, x1 - 1, y1 - 1), outline=frame, width=width)

    def line(self, box: Box, colour: str, width: int = 3) -> None:
        """A line across or upright."""
        self.draw.line([round(v) for v in box], colour, width)

    def png(self) -> bytes:
        """The picture's bytes. 128 colours are enough for flat areas and the edges of letters, and take a third of
        the bytes."""
        out = BytesIO()
        flat = self.image.quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        flat.save(out, "png", compress_level=3)
        return out.getvalue()

    def _legend(self, row: Sequence[tuple[float, Sign]], y: float) -> None:
        width, height = _SWATCH
        for x, sign in row:
            if sign.line or sign.whisker:
                self.line((x, y, x + width, y), sign.fill, 4 if sign.whisker else 6)
                if sign.whisker:
                    for end in (x + 2, x + width - 2):
                        self.line((end, y - 8, end, y + 8), sign.fill)
            else:
                self.box((x, y - height / 2, x + width, y + height / 2), fill=sign.fill, frame=sign.frame,
                         hatch=sign.hatch)  # fmt: skip
            self.write(sign.words, x + _before(sign), y, SMALL, "lm")


@cache
def font(size: int, *, bold: bool = False) -> FreeTypeFont:
    """A size of the font, in pixels."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(Path(__file__).parent / "fonts" / name, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(4096)
def width(words: str, size: int, *, bold: bool = False) -> float:
    """How many pixels words take."""
    return font(size, bold=bold).getlength(words)


def wrapped(words: str, size: int, room: float, *, bold: bool = False) -> list[str]:
    """Words in lines that fit the room; no-break spaces hold."""
    lines: list[str] = []
    for word in words.split(" ") if words else ():
        longer = f"{lines[-1]} {word}" if lines else ""
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@lru_cache(64)
def steps(ink: Ink, most: int) -> tuple[tuple[int, int, str], ...]:
    """The ramp's classes up to the largest figure: from, to, colour. Steps of the square root, so that small figures
    still differ; for a few values there are fewer classes."""
    count = len(ink.ramp)
    starts = [max(1, math.ceil(most * (step / count) ** 2)) for step in range(count)] + [most + 1]
    classes = zip(starts, starts[1:], ink.ramp, strict=False)
    return tuple((start, after - 1, colour) for start, after, colour in classes if start < after)


def shade(ink: Ink, value: int, most: int) -> str:
    """The ramp's colour for a value."""
    return next((colour for start, last, colour in steps(ink, most) if start <= value <= last), ink.empty)


def scale(ink: Ink, most: int, name: str = "") -> list[Sign]:
    """The ramp as a legend: what is counted, and a box for each class with its figures."""
    classes = [Sign(str(a) if a == b else f"{a}–{b}", colour, ink.line) for a, b, colour in steps(ink, most)]
    return [Sign(f"{name}:"), *classes] if name else classes


def _before(sign: Sign) -> int:
    return _SWATCH[0] + 14 if sign.fill or sign.frame else 0


def _in_rows(legend: Sequence[Sign]) -> list[list[tuple[float, Sign]]]:
    rows: list[list[tuple[float, Sign]]] = []
    x = float(WIDTH)
    for sign in legend:
        room = _before(sign) + width(sign.words, SMALL)
        if x + room > WIDTH - MARGIN:
            rows.append([])
            x = MARGIN
        rows[-1].append((x, sign))
        x += room + (_GAP if _before(sign) else 16)
    return rows


_PERIOD = 16


@cache
def _hatch(kind: str) -> Image.Image:
    """A mask as large as a sheet: stripes ("/") or dots ("."), their edges smoothed."""
    side = range(_PERIOD)
    if kind == "/":
        away = [min((x + y) % _PERIOD, -(x + y) % _PERIOD) / math.sqrt(2) - 0.9 for y in side for x in side]
    else:
        half = _PERIOD // 2
        away = [math.dist((x % half, y % half), (half / 2, half / 2)) - 1.3 for y in side for x in side]
    tile = Image.frombytes("L", (_PERIOD, _PERIOD), bytes(round(255 * min(1.0, max(0.0, 0.5 - d))) for d in away))
    mask = Image.new("L", (WIDTH + _PERIOD, WIDTH + _PERIOD))
    for x in range(0, mask.width, _PERIOD):
        for y in range(0, mask.height, _PERIOD):
            mask.paste(tile, (x, y))
    return mask
