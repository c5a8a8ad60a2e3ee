"""Charts: a day's regions as bars, a region's days with whiskers and hatched gaps. Runs in the worker."""

import textwrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from bot.views.paper import INKS, SMALL, TEXT, WIDTH, Ink, heading_height, sheet
from bot.views.picture import Bar, DayBars, NamedBar, RegionDays

MOST_ROWS = 28
ROW = 0.36


def day_bars(spec: DayBars) -> Figure:
    """Horizontal bars: the name and the figure stand above each other's line, so that long names are not cut."""
    rows = spec.rows[:MOST_ROWS]
    legend = 0.08 + 0.19 * len(textwrap.wrap(spec.legend, 66)) if spec.legend else 0.0
    height = heading_height(spec) + max(2, len(rows)) * ROW + legend
    figure, ink, bottom, top = sheet(spec, height)
    names = max((len(row.name) for row in rows), default=10)
    left = min(0.5, 0.06 + names * 0.0152)
    axes = figure.add_axes((left, bottom + legend / height, 0.97 - left, top - bottom - legend / height))
    _bare(axes, ink)
    most = max((row.bar.high or row.bar.size for row in rows), default=1) or 1
    for place, row in enumerate(rows):
        y = -place
        axes.barh(y, row.bar.size, 0.62, color=ink.first if row.bar.best is not None else "none",
                  edgecolor=ink.first, hatch=None if row.bar.best is not None else "////", linewidth=1)  # fmt: skip
        _whisker_across(axes, row.bar, y, ink)
        end = max(row.bar.size, row.bar.high if row.bar.high is not None else row.bar.size * 1.06)
        mark = " ≠" if row.disagree else ""
        axes.text(
            end + most * 0.02, y, row.bar.said + mark, va="center", fontsize=TEXT, color=ink.text, fontweight="bold"
        )
        axes.text(-most * 0.02, y, row.name, va="center", ha="right", fontsize=TEXT, color=ink.text)
    inches = (0.97 - left) * WIDTH
    axes.set_xlim(0, max((_room(row, most, inches) for row in rows), default=1))
    axes.set_ylim(-max(2, len(rows)) + 0.4, 0.6)
    if spec.legend:
        said = "\n".join(textwrap.wrap(spec.legend, 66))
        figure.text(0.035, bottom, said, fontsize=SMALL, color=ink.soft, va="bottom", linespacing=1.25)
    return figure


def _room(row: NamedBar, most: int, inches: float) -> float:
    """How long the axis must be for the bar's figure to fit behind it."""
    words = (len(row.bar.said) + 2 * row.disagree) * TEXT * 0.66 / 72 + 0.15
    end = max(row.bar.size * 1.06, row.bar.high or 0, most * 0.02)
    return end * inches / max(0.5, inches - words)


def region_days(spec: RegionDays) -> Figure:
    """Columns by day: the nationwide source left, the regional one right; days not fully heard are hatched."""
    ink = INKS[spec.theme]
    handles = _handles(spec, ink)
    legend = 0.36 + 0.21 * -(-len(handles) // 2)
    height = heading_height(spec) + 3.7 + legend
    figure, _, bottom, top = sheet(spec, height)
    axes = figure.add_axes((0.085, bottom + legend / height, 0.865, top - bottom - legend / height - 0.015))
    _bare(axes, ink)
    most = max((b.high or b.size for d in spec.days for b in (d.first, d.second) if b), default=1) or 1
    count = len(spec.days)
    both = any(d.first for d in spec.days) and any(d.second for d in spec.days)
    width = 0.4 if both else 0.7
    for x, day in enumerate(spec.days):
        if day.gap:
            axes.axvspan(x - 0.5, x + 0.5, facecolor="none", edgecolor=ink.line, hatch="///", linewidth=0, zorder=0)
        for bar, offset, colour in ((day.first, -width / 2, ink.first), (day.second, width / 2, ink.second)):
            if bar is None:
                continue
            at = x + offset if both else x
            axes.bar(at, bar.size, width * 0.94, color=colour if bar.best is not None else "none", edgecolor=colour,
                     hatch=None if bar.best is not None else "....", linewidth=1, zorder=2)  # fmt: skip
            end = _whisker_up(axes, bar, at, most, ink)
            if count <= 10:
                axes.text(at, end + most * 0.015, bar.said, ha="center", fontsize=SMALL, color=ink.text, zorder=4)
    axes.set_xlim(-0.6, count - 0.4)
    axes.set_ylim(0, most * 1.16)
    longest = max((len(day.label) for day in spec.days), default=1)
    fitting = max(2, int(0.865 * WIDTH * 72 / (SMALL * 0.66 * (longest + 1.5))))
    step = max(1, -(-count // fitting))
    axes.set_xticks(range(count - 1, -1, -step))
    axes.set_xticklabels([spec.days[x].label for x in range(count - 1, -1, -step)], fontsize=SMALL, color=ink.text)
    axes.yaxis.set_visible(True)
    axes.tick_params(axis="y", labelsize=SMALL, labelcolor=ink.soft, length=0)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.grid(axis="y", color=ink.line, linewidth=0.8, zorder=0)
    axes.set_axisbelow(True)
    figure.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0.02, bottom - 0.012), ncols=2, frameon=False,
        fontsize=SMALL, labelcolor=ink.text, handlelength=1.4, columnspacing=1.2, borderpad=0.1, labelspacing=0.25,
    )  # fmt: skip
    return figure


def _handles(spec: RegionDays, ink: Ink) -> list[Patch | Line2D]:
    handles: list[Patch | Line2D] = []
    if any(d.first for d in spec.days):
        handles.append(Patch(facecolor=ink.first, label=spec.first_name))
    if any(d.second for d in spec.days):
        handles.append(Patch(facecolor=ink.second, label=spec.second_name))
    bars = [b for d in spec.days for b in (d.first, d.second) if b]
    if any(b.best is None for b in bars):
        handles.append(Patch(facecolor="none", edgecolor=ink.soft, hatch="....", label=spec.unnamed))
    if any(b.high != b.low for b in bars):
        handles.append(Line2D([], [], color=ink.text, marker="|", linestyle="-", label=spec.whisker_name))
    if any(d.gap for d in spec.days):
        handles.append(Patch(facecolor=ink.paper, edgecolor=ink.soft, hatch="///", label=spec.gap_name))
    return handles


def _bare(axes: Axes, ink: Ink) -> None:
    axes.set_facecolor(ink.paper)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0)
    axes.xaxis.set_tick_params(labelcolor=ink.text)
    axes.set_xticks([])
    axes.set_yticks([])


def _whisker_across(axes: Axes, bar: Bar, y: float, ink: Ink) -> None:
    """From the least to the most; an open end is said in the figure ("≥6")."""
    if bar.high is not None and bar.high > bar.low:
        axes.plot([bar.low, bar.high], [y, y], color=ink.text, linewidth=1.4, marker="|", markersize=8)


def _whisker_up(axes: Axes, bar: Bar, x: float, most: int, ink: Ink) -> float:
    if bar.high is None:
        end = bar.size + most * 0.06
        axes.annotate("", (x, end), (x, bar.low), arrowprops={"arrowstyle": "->", "color": ink.text}, zorder=3)
        return end
    if bar.high > bar.low:
        axes.plot([x, x], [bar.low, bar.high], color=ink.text, linewidth=1.3, marker="_", markersize=6, zorder=3)
    return max(bar.high, bar.size)
