"""A tally as a table for the terminal (`svodka tally`, the demo's last page)."""

from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from bot.gazetteer import REGIONS
from bot.model import Figure, JointRow, RegionRow, SourceRow, Tally

MOST_SILENT = 6


def figure(value: Figure | RegionRow | SourceRow | JointRow) -> str:
    """'56', 'about 140', 'at least 6', '3 to 4': never a zero for what is not known."""
    approx = getattr(value, "approx", None)
    if value.low == value.high:
        return str(value.low)
    if approx is not None and value.best == approx:
        return f"about {approx}"
    if value.best is not None and value.high is None:
        return f"{'at least' if value.low == value.best else 'more than'} {value.best}"
    if value.high is None:
        return f"at least {value.low} (number not disclosed)" if value.low <= 1 else f"at least {value.low}"
    if value.best is None or getattr(value, "disagree", False):
        return f"{value.low} to {value.high}"
    return f"{value.best} ({value.low} to {value.high})"


class TallyTable:
    """What rich prints for a tally."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        tally = self.tally
        yield Text(f"{tally.date:%d %B %Y}, {tally.timezone} · {tally.subject} · {tally.weapon}", style="bold")
        yield from self._headline()
        if tally.regions or tally.joint:
            yield self._rows()
        elif tally.headline is None:
            yield Text("No report for this day. No report is not zero.")
        yield from self._coverage()

    def _headline(self) -> Iterator[Text]:
        tally = self.tally
        if tally.headline is not None:
            line = f"{figure(tally.headline)} by headline"
            if tally.sum_of_parts is not None:
                line += f", {figure(tally.sum_of_parts)} by regions"
            if tally.residual is not None and tally.residual.best:
                residual = tally.residual.best
                line += f", of which {residual} not placed" if residual > 0 else f": the parts exceed it by {-residual}"
            yield Text(line)

    def _rows(self) -> Table:
        table = Table("region", "number", "said by", box=None, pad_edge=False, header_style="dim")
        for row in sorted(self.tally.regions, key=lambda r: (-(r.best or r.low), r.region)):
            said = "; ".join(f"{s.channel} {figure(s)}" for s in row.sources)
            number = figure(row) + (" – sources disagree" if row.disagree else "")
            table.add_row(region_name(row.region), number, said)
        for joint in self.tally.joint:
            table.add_row(" + ".join(map(region_name, joint.regions)) + " together", figure(joint), "")
        return table

    def _coverage(self) -> Iterator[Text]:
        coverage = self.tally.coverage
        if coverage.expected:
            line = f"{coverage.alive} of {coverage.expected} expected channels were heard"
            if coverage.silent:
                more = len(coverage.silent) - MOST_SILENT
                line += f"; silent: {', '.join(coverage.silent[:MOST_SILENT])}" + (
                    f" and {more} more" if more > 0 else ""
                )
            yield Text(line + ". No report is not zero.", style="dim")


def tally_table(tally: Tally) -> TallyTable:
    """The table."""
    return TallyTable(tally)


def region_name(code: str) -> str:
    """A region's English name, or its code."""
    region = REGIONS.get(code)
    return region.names["en"] if region else code
