"""The sheet that pictures are drawn on: size, fonts, colours, title and foot. Imported by the worker alone.

Figures are made without pyplot: nothing global, nothing to close. DejaVu Sans ships with matplotlib and has
Cyrillic. Sizes are for a phone, where 1080 pixels become some 380 points: nothing below 11 pt here.
"""

import textwrap
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from bot.views.picture import Sheet

WIDTH = 6.4
DPI = 170
TITLE, TEXT, SMALL = 16.0, 12.0, 10.5


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


def sheet(spec: Sheet, height: float) -> tuple[Figure, Ink, float, float]:
    """A figure `height` inches high with its title and foot written; returns what is left: figure fractions of the
    bottom and the top of the drawing."""
    ink = INKS[spec.theme]
    figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor=ink.paper)
    top = height - 0.18
    for size, weight, colour, text, width in (
        (TITLE, "bold", ink.text, spec.title, 38),
        (TEXT, "normal", ink.soft, spec.subtitle, 56),
    ):
        for line in textwrap.wrap(text, width):
            figure.text(0.035, top / height, line, fontsize=size, fontweight=weight, color=colour, va="top")
            top -= size * 1.32 / 72
    bottom = 0.14
    for line in reversed(textwrap.wrap(spec.foot, 66)):
        figure.text(0.035, bottom / height, line, fontsize=SMALL, color=ink.soft, va="bottom")
        bottom += SMALL * 1.3 / 72
    return figure, ink, (bottom + 0.1) / height, (top - 0.08) / height


def heading_height(spec: Sheet) -> float:
    """Inches that title, subtitle and foot take."""
    lines = len(textwrap.wrap(spec.title, 38)) * TITLE + len(textwrap.wrap(spec.subtitle, 56)) * TEXT
    return 0.6 + lines * 1.32 / 72 + len(textwrap.wrap(spec.foot, 66)) * SMALL * 1.3 / 72


def png(figure: Figure) -> bytes:
    """The picture's bytes."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    out = BytesIO()
    # Nothing shines through: a quarter of the bytes less to press and to send.
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    Image.fromarray(pixels).convert("RGB").save(out, "png", compress_level=3)
    return out.getvalue()


def shade(ink: Ink, value: int, most: int) -> str:
    """The ramp's colour for a value: steps of the square root, so that small figures still differ."""
    if value <= 0 or most <= 0:
        return ink.empty
    step = int((value / most) ** 0.5 * len(ink.ramp))
    return ink.ramp[min(step, len(ink.ramp) - 1)]
