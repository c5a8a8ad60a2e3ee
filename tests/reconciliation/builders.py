"""Small builders: channels and standing claims by hand. Times are Moscow's unless a zone is given."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.model import (
    Authority,
    Channel,
    Claim,
    Count,
    Place,
    Role,
    Stated,
    Style,
    Subject,
    Tally,
    Weapon,
    Window,
    WindowSaid,
    default_style,
)
from bot.reconciliation import tally

MOSCOW = "Europe/Moscow"
KYIV = "Europe/Kyiv"
DAY = date(2026, 9, 20)
EVE = date(2026, 9, 19)


def channel(name: str, authority: Authority, region: str | None = None, **more: Any) -> Channel:
    """A channel with its authority's default style."""
    return Channel(name=name, authority=authority, region=region, **{"style": default_style(authority), **more})


CHANNELS = {
    c.name: c
    for c in [
        channel("mod", Authority.MINISTRY),
        channel("bel", Authority.GOVERNOR, "RU-BEL"),
        channel("bry", Authority.GOVERNOR, "RU-BRY"),
        channel("len", Authority.GOVERNOR, "RU-LEN", style=Style.RUNNING_TOTAL),
        channel("mow", Authority.MAYOR, "RU-MOW"),
        channel("town", Authority.MAYOR, "RU-BEL", district="Шебекинский округ", style=Style.PLAIN),
        channel("hq", Authority.HEADQUARTERS, "RU-KDA"),
        channel("kursk", Authority.GOVERNOR, "RU-KRS"),
        channel("brief", Authority.OTHER, "RU-KRS", style=Style.DIGEST),
        channel("wire", Authority.WIRE),
        channel("agency", Authority.WIRE),
        channel("echo", Authority.OTHER, relay_of="mod"),
        channel("air", Authority.AIR_FORCE, language="uk", timezone=KYIV),
        channel("zp", Authority.MILITARY_ADMIN, "UA-23", language="uk", timezone=KYIV),
    ]
}


def at(text: str, zone: str = MOSCOW) -> datetime:
    """ "20 07:30" of September 2026, or a whole "2026-10-25 03:30"."""
    whole = text if "-" in text else f"2026-09-{text}"
    return datetime.fromisoformat(whole).replace(tzinfo=ZoneInfo(zone))


def window(start: str, end: str, said: WindowSaid = WindowSaid.EXPLICIT, zone: str = MOSCOW) -> Window:
    """[start, end)."""
    return Window(start=at(start, zone), end=at(end, zone), said=said)


NIGHT = window("19 20:00", "20 07:00")
NIGHT_WORD = window("19 20:00", "20 07:00", WindowSaid.NIGHT)
EVENING = window("19 20:00", "19 23:00")
DAYTIME = window("20 07:00", "20 20:00", WindowSaid.DAY)


class Desk:
    """Makes posts: each call is one post with claims of one window."""

    def __init__(self) -> None:
        self.number = 0

    def post(
        self,
        name: str,
        posted: str,
        figures: Sequence[tuple[Any, ...]] | int,
        when: Window | None = None,
        *,
        total: Any = None,
        zone: str = MOSCOW,
        text: str = "",
        reply_to: int | None = None,
        **more: Any,
    ) -> list[Stated]:
        """`figures` are (regions, count[, extra claim fields]); an int is a figure for the channel's home.
        Regions "A+B" are joint, "" is nationwide. No `when` = inferred. A count may be a Count, an int, None."""
        self.number += 1
        moment = at(posted, zone)
        span = when or Window.point(moment, WindowSaid.INFERRED)
        home = CHANNELS[name].region or ""
        rows = [(home, figures)] if isinstance(figures, int | Count) else list(figures)
        claims = [_claim(row, span, more) for row in rows]
        if total is not None:
            claims.append(_claim(("", total, {"role": Role.TOTAL}), span, more))
        return [
            Stated(
                claim=claim,
                channel=name,
                message_id=self.number,
                posted=moment,
                ordinal=i,
                text_hash=text,
                reply_to=reply_to,
            )
            for i, claim in enumerate(claims)
        ]


def _claim(row: tuple[Any, ...], span: Window, more: dict[str, Any]) -> Claim:
    regions, count, *rest = row
    fields: dict[str, Any] = {"subject": Subject.INTERCEPTION, "weapon": Weapon.UAV, "window": span, **more}
    fields |= rest[0] if rest else {}
    place = {"regions": tuple(regions.split("+")) if regions else ()}
    place |= {k: fields.pop(k) for k in ("district", "settlement") if k in fields}
    if count is None:
        count = Count.undisclosed()
    return Claim(place=Place(**place), count=Count.exact(count) if isinstance(count, int) else count, **fields)


def counted(
    stated: Sequence[Stated],
    day: date = DAY,
    subject: Subject = Subject.INTERCEPTION,
    weapon: Weapon = Weapon.UAV,
    zone: str = MOSCOW,
    **more: Any,
) -> Tally:
    """The tally of a day."""
    return tally(stated, day, zone, subject, weapon, CHANNELS, **more)


def interval(row: Any) -> tuple[int, int | None, int | None]:
    """(low, best, high) of a row or figure."""
    return row.low, row.best, row.high


def rows(found: Tally) -> dict[str, tuple[int, int | None, int | None]]:
    """(low, best, high) by region."""
    return {row.region: interval(row) for row in found.regions}


def hours(n: float) -> timedelta:
    """So many hours."""
    return timedelta(hours=n)
