"""`svodka tally` and `svodka export`: what is known, for people and for programs."""

import gc
import sys
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot import app
from bot.clock import SystemClock
from bot.config import Settings
from bot.errors import UsageError
from bot.gazetteer import REGIONS, find
from bot.model import COUNTED, Subject, Weapon

TALLIED = (*COUNTED, Subject.KILLED, Subject.INJURED)
"""What days are counted of; dangers and damage are told one by one, by `export`."""


async def tally_command(
    settings: Settings, day: str, region: str, subject: str, weapon: str, timezone: str, as_json: bool
) -> None:
    """Print one day's tally."""
    zone = _zone(timezone)
    clock = SystemClock()
    wanted = _day(day, clock.now().astimezone(zone).date())
    codes = _regions(region) if region else ()
    async with app.opened(settings, clock) as house:
        result = await house.store.tally(wanted, timezone, _subject(subject), _weapon(weapon), codes)
    if as_json:
        sys.stdout.write(result.model_dump_json(exclude=_INNER) + "\n")
        return
    from rich.console import Console

    from bot.views.console import tally_table

    Console(highlight=False).print(tally_table(result))


_INNER: Any = {
    "notes": True,
    "coverage": {"last": True},
    "regions": {"__all__": {"notes": True, "sources": {"__all__": {"notes": True}}}},
}
"""What the tally keeps for its readers beyond the contract of DESIGN section 8."""


async def export_command(settings: Settings, form: str, since: date | None, until: date | None, region: str) -> None:
    """Stream what is known to standard output."""
    from bot.views import export

    # Rows are let go page by page, in no cycles: the collector would walk them for a quarter of the time.
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)

    if form not in export.FORMATS:
        raise UsageError(f"--format {form!r}: one of {', '.join(export.FORMATS)}")
    codes = _regions(region) if region else ()
    async with app.opened(settings, SystemClock()) as house:
        async for chunk in export.stream(house.store, form, since, until, codes):
            sys.stdout.write(chunk)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(f"--timezone {name!r}: no such time zone; write one like Europe/Moscow") from None


def _day(text: str, today: date) -> date:
    if text in ("today", "yesterday"):
        return today - timedelta(days=text == "yesterday")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--date {text!r}: write YYYY-MM-DD, today or yesterday") from None


def _regions(text: str) -> tuple[str, ...]:
    if text.upper() in REGIONS:
        return (text.upper(),)
    match = find(text)
    if match.regions:
        return tuple(match.regions)
    hint = f"; did you mean {', '.join(match.suggestions)}?" if match.suggestions else ""
    raise UsageError(f"--region {text!r}: no such region{hint}")


def _subject(text: str) -> Subject:
    if text not in TALLIED:
        raise UsageError(f"--subject {text!r}: no tally is kept of it; one of {', '.join(TALLIED)}")
    return Subject(text)


def _weapon(text: str) -> Weapon:
    try:
        return Weapon(text)
    except ValueError:
        raise UsageError(f"--weapon {text!r}: one of {', '.join(Weapon)}") from None
