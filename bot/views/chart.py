"""Charts: a day's regions as bars, a region's days with whiskers and hatched gaps. Runs in the worker."""

from bot.views.paper import INKS, MARGIN, SMALL, TEXT, WIDTH, Ink, Paper, Sign, width
from bot.views.picture import Bar, DayBars, RegionDays

ROW, THICK = 60, 38
DAYS = 600
"""How many pixels high the columns of days can be."""

_SHORT = 16
"""So many days or fewer have their figures written above them."""


def day_bars(spec: DayBars) -> Paper:
    """Horizontal bars, each between its region's name and its figure."""
    rows = spec.rows
    paper = Paper(spec, max(2, len(rows)) * ROW, notes=spec.legend)
    ink = paper.ink
    left = MARGIN + max((width(row.name, TEXT) for row in rows), default=0) + 14
    said = [f"{row.bar.said} ≠" if row.disagree else row.bar.said for row in rows]
    ends = [max(row.bar.size, row.bar.high or 0) for row in rows]
    most = max(ends, default=1) or 1
    # The scale that leaves room for every figure behind its bar.
    room = WIDTH - MARGIN - left - 14
    pixels = min(
        ((room - width(words, TEXT, bold=True)) / (end or 1) for words, end in zip(said, ends, strict=True)),
        default=1.0,
    )
    pixels = min(max(pixels, 0), room / most)
    for place, (row, words, end) in enumerate(zip(rows, said, ends, strict=True)):
        y = paper.top + (place + 0.5) * ROW
        box = (left, y - THICK / 2, left + max(3, row.bar.size * pixels), y + THICK / 2)
        paper.write(row.name, left - 14, y, TEXT, "rm")
        if row.bar.best is None:
            paper.box(box, frame=ink.first, hatch="/")
        else:
            paper.box(box, fill=ink.first)
        if row.bar.high is not None and row.bar.high > row.bar.low:  # an open end is said in the figure ("≥6")
            low, high = left + row.bar.low * pixels, left + row.bar.high * pixels
            paper.line((low, y, high, y), ink.text)
            for x in (low, high):
                paper.line((x, y - 9, x, y + 9), ink.text)
        paper.write(words, left + max(3, end * pixels) + 14, y, TEXT, "lm", bold=True)
    return paper


def region_days(spec: RegionDays) -> Paper:
    """Columns by day: the nationwide source left, the regional one right; days not fully heard are hatched."""
    paper = Paper(spec, DAYS + 70, _legend(spec, INKS[spec.theme]))
    ink, count = paper.ink, len(spec.days)
    ends = [bar.size if bar.high is None else max(bar.high, bar.size)
            for day in spec.days for bar in (day.first, day.second) if bar]  # fmt: skip
    most = max(ends, default=1) or 1
    step = _nice(most)
    left, base = MARGIN + width(str(most // step * step), SMALL) + 18, paper.top + DAYS
    pitch, pixels = (WIDTH - MARGIN - left) / count, DAYS / (most * 1.18)
    for x, day in enumerate(spec.days):
        if day.gap:
            paper.box((left + x * pitch, paper.top, left + (x + 1) * pitch, base), frame=ink.line, hatch="/", width=0)
    for value in range(0, most + step, step):
        y = base - value * pixels
        if y >= paper.top:
            paper.line((left, y, WIDTH - MARGIN, y), ink.line, 2)
            paper.write(str(value), left - 14, y, SMALL, "rm", colour=ink.soft)
    both = any(day.first for day in spec.days) and any(day.second for day in spec.days)
    for place, day in enumerate(spec.days):
        middle = left + (place + 0.5) * pitch
        for bar, side, colour in ((day.first, -1, ink.first), (day.second, 1, ink.second)):
            if bar is not None:
                thick = pitch * (0.4 if both else 0.7)
                at = middle + side * thick / 2 if both else middle
                _column(paper, bar, at, thick * 0.94, base, pixels, colour)
                if count <= _SHORT and width(bar.said, SMALL) < thick + 12:
                    top = base - (bar.size if bar.high is None else max(bar.high, bar.size)) * pixels
                    paper.write(bar.said, at, top - (34 if bar.high is None else 10), SMALL, "ms")
    _labels(paper, spec, left, pitch, base)
    return paper


def _column(paper: Paper, bar: Bar, x: float, thick: float, base: float, pixels: float, colour: str) -> None:
    ink, top = paper.ink, base - bar.size * pixels
    box = (x - thick / 2, min(top, base - 3), x + thick / 2, base)
    if bar.best is None:
        paper.box(box, frame=colour, hatch=".")
    else:
        paper.box(box, fill=colour)
    if bar.high is None:  # the end is open
        paper.write("↑", x, top - 4, SMALL, "ms")
    elif bar.high > bar.low:
        low, high = base - bar.low * pixels, base - bar.high * pixels
        paper.line((x, low, x, high), ink.text)
        for y in (low, high):
            paper.line((x - 7, y, x + 7, y), ink.text)


def _labels(paper: Paper, spec: RegionDays, left: float, pitch: float, base: float) -> None:
    """The days under the columns, as many as fit, the last one always."""
    widest = max((width(day.label, SMALL) for day in spec.days), default=0) + 24
    every = max(1, -int(-widest // pitch))
    for place in range(len(spec.days) - 1, -1, -every):
        label = spec.days[place].label
        half = width(label, SMALL) / 2
        x = min(left + (place + 0.5) * pitch, WIDTH - 8 - half)
        paper.write(label, x, base + 34, SMALL, "ms")


def _nice(most: int) -> int:
    """The distance of lines across: at most six of them, at round numbers."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if most / step <= 6:
                return step
        power *= 10


def _legend(spec: RegionDays, ink: Ink) -> list[Sign]:
    bars = [b for d in spec.days for b in (d.first, d.second) if b]
    signs = []
    if any(d.first for d in spec.days):
        signs.append(Sign(spec.first_name, ink.first))
    if any(d.second for d in spec.days):
        signs.append(Sign(spec.second_name, ink.second))
    if any(b.best is None for b in bars):
        signs.append(Sign(spec.unnamed, frame=ink.soft, hatch="."))
    if any(b.high is not None and b.high > b.low for b in bars):
        signs.append(Sign(spec.whisker_name, ink.text, whisker=True))
    if any(d.gap for d in spec.days):
        signs.append(Sign(spec.gap_name, frame=ink.soft, hatch="/"))
    return signs
