"""What is known, for programs: csv, jsonl, geojson, CAP. Streamed a day at a time, so that a year fits in memory.

csv      one row a standing claim, with its source's words' place and the post's address
jsonl    {"type": "channel" | "revision" | "claim", …} a line; `svodka import` reads channels and revisions back
geojson  one point a region and day, with the day's figures
cap      CAP 1.2 alerts of every danger, wrapped in <alerts>
"""

import csv
import json
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

from bot.model import Revision, Stated, Subject, Weapon
from bot.model.ports import Store
from bot.views import cap, geojson

FORMATS = ("csv", "jsonl", "geojson", "cap")
ZONE = "Europe/Moscow"
FIRST = date(2022, 2, 1)
"""Where no beginning is given; nothing was published before."""

CHUNK = 500
"""Rows a piece."""

MONTH = 31
"""Days whose tallies are held at once."""

_FORMULA = frozenset("=+-@\t")

COLUMNS = (
    "post", "posted", "channel", "revision", "subject", "weapon", "regions", "district", "settlement",
    "window_start", "window_end", "window_said", "low", "high", "best", "said", "role", "act", "state", "at", "object",
    "flags", "relayed_for",
)  # fmt: skip


async def stream(
    store: Store, form: str, since: date | None, until: date | None, codes: Sequence[str] = (), zone: str = ZONE
) -> AsyncIterator[str]:
    """The export's text, piece by piece. Days from `since` to `until`, both counted, in `zone` (geojson) or UTC;
    `codes` leaves only what speaks of these regions. ValueError for a form that is none of FORMATS."""
    days = await _days(store, since, until)
    match form:
        case "csv":
            yield csv_lines([COLUMNS])
            rows: list[Sequence[object]] = []
            async for stated in store.every_claim(*_bounds(days)):
                if _speaks_of(stated, codes):
                    rows.append(csv_row(stated))
                if len(rows) >= CHUNK:
                    yield csv_lines(rows)
                    rows = []
            yield csv_lines(rows)
        case "jsonl":
            async for chunk in _jsonl(store, days, codes):
                yield chunk
        case "geojson":
            async for chunk in _geojson(store, days, codes, zone):
                yield chunk
        case "cap":
            start, end = _bounds(days)
            yield cap.OPENING
            for episode in await store.episodes(codes, start, end):
                yield cap.alerts(episode)
            yield cap.CLOSING
        case _:
            raise ValueError(f"{form!r}: one of {', '.join(FORMATS)}")


def csv_lines(rows: Iterable[Sequence[object]]) -> str:
    """RFC 4180 lines. A cell that a spreadsheet would take for a formula is quoted with an apostrophe."""
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(
        [f"'{cell}" if isinstance(cell, str) and cell[:1] in _FORMULA else cell for cell in row] for row in rows
    )
    return out.getvalue()


def csv_row(stated: Stated) -> tuple[object, ...]:
    """A claim as COLUMNS have it; empty = not said."""
    claim = stated.claim
    count, window, place = claim.count, claim.window, claim.place
    return (
        f"https://t.me/{stated.post}", stated.posted.isoformat(), stated.channel, stated.revision,
        claim.subject.value, _value(claim.weapon), " ".join(place.regions), place.district or "",
        place.settlement or "", window.start.isoformat(), window.end.isoformat(), window.said.value,
        *((count.low, _value(count.high), _value(count.best), count.said.value) if count else ("", "", "", "")),
        claim.role.value, claim.act.value, _value(claim.state), claim.at.isoformat() if claim.at else "",
        _value(claim.object), " ".join(claim.flags), _value(claim.relayed_for),
    )  # fmt: skip


def _value(said: object) -> object:
    return "" if said is None else getattr(said, "value", said)


def jsonl_revision(revision: Revision) -> str:
    """A revision's line, as `svodka import` reads it."""
    facts = revision.post.model_dump(mode="json")
    return _line({"type": "revision", **facts, "number": revision.number, "withdrawn": revision.withdrawn})


def jsonl_claim(stated: Stated) -> str:
    """A claim's line, for other programs; import reads the revisions anew and passes over it."""
    facts = stated.claim.model_dump(mode="json", exclude_none=True)
    return _line({"type": "claim", "post": stated.post, "revision": stated.revision, **facts})


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": ")) + "\n"


async def _jsonl(store: Store, days: Sequence[date], codes: Sequence[str]) -> AsyncIterator[str]:
    for channel in (await store.channels()).values():
        yield _line({"type": "channel", **channel.model_dump(mode="json")})
    for day in days:
        bounds = _bounds([day])
        found = [one async for one in store.every_claim(*bounds)]
        wanted = {one.post for one in found if _speaks_of(one, codes)}
        for revision in await store.revisions(*bounds):
            if not codes or revision.post.key in wanted:
                yield jsonl_revision(revision)
        yield "".join(jsonl_claim(one) for one in found if one.post in wanted)


def _speaks_of(stated: Stated, codes: Sequence[str]) -> bool:
    return not codes or not set(codes).isdisjoint(stated.claim.place.regions)


async def _geojson(store: Store, days: Sequence[date], codes: Sequence[str], zone: str) -> AsyncIterator[str]:
    yield geojson.OPENING
    first = True
    for at in range(0, len(days), MONTH):
        month = days[at : at + MONTH]
        for tally in await store.tallies(month[0], month[-1], zone, Subject.INTERCEPTION, Weapon.UAV, codes):
            for row in tally.regions:
                yield ("" if first else ",\n") + geojson.feature(tally, row)
                first = False
    yield geojson.CLOSING


async def _days(store: Store, since: date | None, until: date | None) -> list[date]:
    first, last = since or FIRST, until or await _newest(store)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


async def _newest(store: Store) -> date:
    """The date of the newest post of all."""
    posts = [await store.newest(name) for name in await store.channels()]
    return max((post.posted.date() for post in posts if post is not None), default=FIRST)


def _bounds(days: Sequence[date]) -> tuple[datetime, datetime]:
    if not days:
        nothing = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC)
        return nothing, nothing
    start = datetime(days[0].year, days[0].month, days[0].day, tzinfo=UTC)
    last = datetime(days[-1].year, days[-1].month, days[-1].day, tzinfo=UTC)
    return start, last + timedelta(days=1)
