"""The tables at the end of the demo."""

import io
from datetime import date
from types import SimpleNamespace

from rich.console import Console

from bot.model import Coverage, Figure, RegionRow, Subject, Tally, Weapon
from bot.sandbox.night import Expected
from bot.sandbox.outcome import ZONE, show

DAY = date(2025, 10, 19)


async def test_figures_are_said_in_words_as_the_bot_says_them() -> None:
    tally = Tally(
        date=DAY,
        timezone=ZONE,
        subject=Subject.INTERCEPTION,
        weapon=Weapon.UAV,
        headline=Figure(low=126, high=140, best=140, approx=140),
        sum_of_parts=Figure(low=9, high=None, best=None),
        residual=None,
        regions=(
            RegionRow(region="RU-BRY", low=7, high=None, best=6),
            RegionRow(region="RU-TUL", low=2, high=None, best=None),
        ),
        coverage=Coverage(expected=0, alive=0),
    )

    async def counted(*_: object) -> Tally:
        return tally

    out = io.StringIO()
    store = SimpleNamespace(tally=counted)
    await show(store, (Expected(day=DAY, regions={}),), Console(file=out, width=100))  # type: ignore[arg-type]
    said = out.getvalue()
    assert "more than 6" in said and "at least 2" in said and "about 140" in said
    assert "7+" not in said and "2+" not in said
