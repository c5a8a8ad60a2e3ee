"""The report of interceptions and launches that figures are gathered in, row by row."""

from bot.extraction.frames.arithmetic import home_regions
from bot.extraction.frames.figure import Figure
from bot.extraction.numbers import Amount


class Report:
    """What a text says of shooting down and launching. `rows` are figures as said, with their regions."""

    __slots__ = ("flags", "launched", "nulls", "rows", "total", "wider")

    def __init__(self) -> None:
        self.rows: list[tuple[Figure, tuple[str, ...]]] = []
        self.nulls: list[tuple[Figure, tuple[str, ...]]] = []
        self.total: Figure | None = None
        self.wider: Figure | None = None
        self.launched: Figure | None = None
        self.flags: set[str] = set()


def add_remainder(report: Report, figure: Figure, home: str | None) -> None:
    """ "The rest over A": the total minus the parts where all of them are known, else a row without a number."""
    kinds = {report.total.weapon, figure.weapon} if report.total else set()
    said = [f.amount.n for f, _ in report.rows if "air_target" in kinds or f.weapon in kinds]
    if report.total and report.total.amount.how == "exact" and report.total.amount.n and None not in said:
        left = report.total.amount.n - sum(n or 0 for n in said)
        if left > 0:
            figure.amount = Amount(left)
            report.flags.discard("subset_only")
    if figure.amount.n is None:
        report.nulls.append((figure, (figure.regions() or [home_regions(home)])[0]))
    else:
        add_rows(report, figure, home_regions(home))


def regions_of_total(report: Report) -> tuple[str, ...]:
    """ "У небі Волині 6 цілей: п'ять «шахедів» та ракета": the parts lie where the whole does."""
    regions = report.total.regions() if report.total else []
    return regions[0] if len(regions) == 1 else ()


def _among_others(figure: Figure, report: Report) -> bool:
    """Whether the sentence has other figures with places of their own."""
    return any(f.sentence is figure.sentence and f.places for f, _ in report.rows)


def is_addition(figure: Figure, report: Report) -> bool:
    """Whether "another two" adds to a figure of another post: this one tells of none before them."""
    return bool(report.rows) and report.rows[0][0] is figure


def add_rows(report: Report, figure: Figure, home: tuple[str, ...]) -> None:
    """A figure as a row for each of its regions, or for all of them together; without any, at `home`."""
    regions = figure.regions()
    if figure.each and len(regions) > 1:
        report.rows += [(figure, r) for r in regions]
    elif len(regions) > 1:
        joint = tuple(dict.fromkeys(c for r in regions for c in r))
        report.rows.append((figure, joint))
    elif regions:
        report.rows.append((figure, regions[0]))
    elif (
        not home
        and report.rows
        and len(report.rows[-1][1]) == 1
        and not _among_others(figure, report)
        and (figure.add or figure.sentence.has("head", "region"))
    ):
        report.rows.append((figure, report.rows[-1][1]))  # "two more", "over the region": the one just spoken of
    else:
        report.rows.append((figure, home))
