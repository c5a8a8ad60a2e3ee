"""A year as a calendar: a column a week, Mondays on top, darker for more. Runs in the worker."""

from datetime import timedelta

from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from bot.views.paper import SMALL, heading_height, shade, sheet
from bot.views.picture import YearCells

WEEKS_IN_A_ROW = 27


def year_cells(spec: YearCells) -> Figure:
    """Two rows of half a year each, so that a day is big enough to be seen on a phone."""
    figure, ink, bottom, top = sheet(spec, heading_height(spec) + 4.1)
    axes = figure.add_axes((0.085, bottom + 0.06, 0.9, top - bottom - 0.07))
    axes.set_axis_off()
    most = max((value for value in spec.values if value is not None), default=1)
    monday = spec.start - timedelta(days=spec.start.weekday())
    squares: list[Rectangle] = []
    colours: list[str] = []
    for index, value in enumerate(spec.values):
        day = spec.start + timedelta(days=index)
        week, row = divmod((day - monday).days // 7, WEEKS_IN_A_ROW)[::-1]
        x, y = week, -(row * 9.2 + day.weekday())
        colour = shade(ink, value, most) if value is not None else ink.paper
        square = Rectangle((x, y), 0.88, 0.88)
        if spec.gaps[index]:
            square.set(facecolor=colour, edgecolor=ink.soft, hatch="////", linewidth=0.6)
            axes.add_patch(square)
        else:
            squares.append(square)
            colours.append(colour)
        if day.day <= 7 and day.weekday() == 0:
            axes.text(x, -(row * 9.2) + 1.25, spec.months[day.month - 1], fontsize=SMALL, color=ink.soft)
    # One collection: four hundred patches by themselves take a third of a second.
    axes.add_collection(PatchCollection(squares, facecolors=colours, edgecolors=ink.line, linewidths=0.6))
    rows = 1 + ((spec.start + timedelta(days=len(spec.values)) - monday).days // 7) // WEEKS_IN_A_ROW
    for row in range(rows):
        for weekday in (0, 2, 4, 6):
            axes.text(
                -0.4, -(row * 9.2 + weekday) + 0.12, spec.weekdays[weekday], fontsize=9.5, color=ink.soft, ha="right"
            )
    axes.set_xlim(-1.2, WEEKS_IN_A_ROW + 0.2)
    axes.set_ylim(-rows * 9.2 + 1.4, 2.3)
    axes.set_aspect("equal", adjustable="box", anchor="NW")
    ramp = [Patch(facecolor=c) for c in ink.ramp]
    handles = [
        Patch(facecolor=ink.paper, edgecolor=ink.line, label=spec.none_name),
        Patch(facecolor=ink.paper, edgecolor=ink.soft, hatch="////", label=spec.gap_name),
    ]
    figure.legend(
        handles=[*handles, ramp[0], ramp[-1]], labels=[spec.none_name, spec.gap_name, "1", str(most)],
        loc="lower left", bbox_to_anchor=(0.02, bottom - 0.01), ncols=4, frameon=False, fontsize=SMALL,
        labelcolor=ink.text, handlelength=1.2, columnspacing=1.0, borderpad=0.1,
    )  # fmt: skip
    return figure
