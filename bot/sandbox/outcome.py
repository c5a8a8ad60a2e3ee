"""The tallies at the end of the demo, printed and compared with what the night's words amount to."""

from rich.console import Console
from rich.table import Table

from bot.gazetteer import REGIONS
from bot.model import Figure, Subject, Tally, Weapon
from bot.model.ports import Store
from bot.sandbox.night import Expected
from bot.views.console import figure as said

ZONE = "Europe/Moscow"


async def show(store: Store, expected: tuple[Expected, ...], console: Console) -> list[str]:
    """Print every expected day's tally; the differences in words, empty where there are none."""
    differences: list[str] = []
    for day in expected:
        tally = await store.tally(day.day, ZONE, Subject.INTERCEPTION, Weapon.UAV)
        console.print(_table(tally))
        differences += compare(day, tally)
    return differences


def _table(tally: Tally) -> Table:
    table = Table(title=f"{tally.date:%d.%m.%Y}, drones shot down ({tally.timezone})", title_justify="left")
    table.add_column("region")
    table.add_column("drones", justify="right")
    table.add_column("who said so")
    for row in sorted(tally.regions, key=lambda r: -(r.best or r.low)):
        who = ", ".join(f"@{source.channel}" for source in row.sources)
        table.add_row(REGIONS[row.region].names["en"], said(row), who)
    for name, value in (
        ("headline", tally.headline),
        ("sum of parts", tally.sum_of_parts),
        ("not placed", tally.residual),
    ):
        if value:
            table.add_row(name, said(value), style="bold")
    return table


def compare(day: Expected, tally: Tally) -> list[str]:
    """The differences in words, empty where there are none."""
    rows = {row.region: row for row in tally.regions}
    wrong = [
        f"{day.day}: {region} should be {best}, is {rows[region].best if region in rows else 'missing'}"
        for region, best in day.regions.items()
        if region not in rows or rows[region].best != best
    ]
    wrong += [
        f"{day.day}: {region} should be at least one, its number not said"
        for region in day.undisclosed
        if region not in rows or rows[region].low < 1 or rows[region].best is not None
    ]
    for name, value, figure in (
        ("headline", day.headline, tally.headline),
        ("sum of parts", day.sum_of_parts, tally.sum_of_parts),
        ("residual", day.residual, tally.residual),
    ):
        if value is not None and _best(figure) != value:
            wrong.append(f"{day.day}: {name} should be {value}, is {_best(figure)}")
    return wrong


def _best(figure: Figure | None) -> int | None:
    return figure.best if figure else None
