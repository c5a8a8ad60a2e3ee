"""What a picture shows, in words and numbers: made beside the answers, sent to the worker, drawn there.

Every word in it is already in the reader's language; the worker knows no locale. Equal specs give equal pictures.
"""

import hashlib
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from bot.model import Frozen

Theme = Literal["light", "dark"]
VERSION = 3
"""Raise it when drawing changes: pictures that Telegram keeps are then drawn anew."""


EAST = 62.0
"""Degrees: what lies wholly east of it is not on the map."""


class Bar(Frozen):
    """A figure with its interval. `said` is how it is written; best None = its number was not said."""

    low: int
    high: int | None
    best: int | None
    said: str

    @property
    def size(self) -> int:
        """How long the bar is."""
        return self.best if self.best is not None else self.low


class Sheet(Frozen):
    """What every picture has: the title (the question answered), a line under it, sources and date at the foot."""

    theme: Theme = "light"
    title: str
    subtitle: str = ""
    foot: str = ""


class NamedBar(Frozen):
    """One region of a day."""

    name: str
    bar: Bar
    disagree: bool = False


class DayBars(Sheet):
    """A day's regions as horizontal bars, the largest first."""

    kind: Literal["day"] = "day"
    rows: tuple[NamedBar, ...]
    legend: str = ""  # what whiskers and signs mean; '' where there are none


class DayColumn(Frozen):
    """One day of a region: what the nationwide source and the regional one said; `gap` = not all were heard."""

    label: str
    first: Bar | None = None
    second: Bar | None = None
    gap: bool = False


class RegionDays(Sheet):
    """A region's days, ministry and governor side by side."""

    kind: Literal["days"] = "days"
    days: tuple[DayColumn, ...]
    first_name: str
    second_name: str
    gap_name: str
    whisker_name: str
    unnamed: str  # what a dotted column is: a number that was not said


class YearCells(Sheet):
    """A calendar of days, Mondays on top. None = no report, gaps = not all channels were heard."""

    kind: Literal["year"] = "year"
    start: date
    values: tuple[int | None, ...]
    gaps: tuple[bool, ...]
    months: tuple[str, ...]  # twelve short names
    weekdays: tuple[str, ...]  # seven short names, Monday first
    none_name: str
    gap_name: str


class RegionMap(Sheet):
    """Regions west of 62° E with a day's figures; danger at this moment as an outline."""

    kind: Literal["map"] = "map"
    bars: dict[str, Bar]
    names: dict[str, str]
    danger: tuple[str, ...] = ()
    value_name: str
    danger_name: str
    none_name: str
    legend: str = ""  # what the signs beside figures mean; '' where there are none


Picture = Annotated[DayBars | RegionDays | YearCells | RegionMap, Field(discriminator="kind")]
ANY: TypeAdapter[DayBars | RegionDays | YearCells | RegionMap] = TypeAdapter(Picture)


def key(picture: Sheet) -> str:
    """The same for the same picture: under it Telegram's file_id is kept."""
    return hashlib.sha256(f"{VERSION}:{picture.model_dump_json()}".encode()).hexdigest()[:32]
