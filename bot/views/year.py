"""A year as a calendar: a column a week, Mondays on top, darker for more. Runs in the worker."""

from datetime import timedelta

from bot.views.paper import INKS, MARGIN, SMALL, WIDTH, Paper, Sign, scale, shade, width
from bot.views.picture import YearCells

WEEKS_IN_A_ROW = 27
_MONTHS, _BETWEEN, _GAP = 36, 30, 4


def year_cells(spec: YearCells) -> Paper:
    """Two rows of half a year each, so that a day is big enough to be seen on a phone."""
    most = max((value for value in spec.values if value is not None), default=0)
    ink = INKS[spec.theme]
    monday = spec.start - timedelta(days=spec.start.weekday())
    rows = 1 + ((spec.start + timedelta(days=len(spec.values) - 1) - monday).days // 7) // WEEKS_IN_A_ROW
    left = MARGIN + max(width(name, SMALL) for name in spec.weekdays) + 16
    pitch = int((WIDTH - MARGIN - left) / WEEKS_IN_A_ROW)
    block = _MONTHS + 7 * pitch + _BETWEEN
    legend = [Sign(spec.none_name, ink.paper, ink.line)]
    if any(spec.gaps):
        legend.append(Sign(spec.gap_name, ink.paper, ink.soft, "/"))
    paper = Paper(spec, rows * block, [*scale(ink, most), *legend])
    for row in range(rows):
        top = paper.top + row * block + _MONTHS
        for weekday in (0, 2, 4, 6):
            paper.write(spec.weekdays[weekday], left - 16, top + (weekday + 0.44) * pitch, SMALL, "rm", colour=ink.soft)
    for index, value in enumerate(spec.values):
        day = spec.start + timedelta(days=index)
        row, week = divmod((day - monday).days // 7, WEEKS_IN_A_ROW)
        x, top = left + week * pitch, paper.top + row * block + _MONTHS
        y = top + day.weekday() * pitch
        colour = shade(ink, value, most) if value is not None else ink.paper
        square = (x, y, x + pitch - _GAP, y + pitch - _GAP)
        if spec.gaps[index]:
            paper.box(square, fill=colour, frame=ink.soft, hatch="/")
        else:
            paper.box(square, fill=colour, frame=ink.line)
        if day.day <= 7 and day.weekday() == 0:
            name = spec.months[day.month - 1]
            paper.write(name, min(x, WIDTH - 8 - width(name, SMALL)), top - 12, SMALL, colour=ink.soft)
    return paper
