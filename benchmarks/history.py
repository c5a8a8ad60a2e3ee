"""A made-up past, written straight into the tables: years of reports take minutes instead of days.

One channel for the whole country and three in each of 110 regions report every day, the first in lists of all
regions, the others their region's figures. Every number is made up; the texts are as short as real ones.
"""

import random
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import text

from bot.gazetteer import REGIONS
from bot.model import Authority, Channel, Claim, Count, Place, Span, Style, Subject, Weapon, Window, fingerprint
from storage import SqlStore
from storage.columns import micros
from storage.schema import claims, posts

CODES = tuple(code for code in REGIONS if code.startswith(("RU-", "UA-")))[:110]
LAST = date(2025, 12, 12)
"""The past ends here; what is measured happens on the day after."""

MINISTRY = Channel(name="ministry", authority=Authority.MINISTRY, style=Style.WINDOWS)
OFFICES = (Authority.GOVERNOR, Authority.HEADQUARTERS, Authority.MAYOR)
CHANNELS = (
    MINISTRY,
    *(Channel(name=f"{office}_{code.lower()}", authority=office, region=code) for code in CODES for office in OFFICES),
)
COLUMNS = {
    "posts": "id channel_id message_id posted current weighed",
    "revisions": "id post_id number hash text transport transports seen valid body",
    "claims": "id revision_id post_id channel_id ordinal standing leads region subject weapon begins ends body",
}
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass
class Past:
    """So many days, on each so many windows; a regional channel packs `pack` of them into one post."""

    days: int
    windows: int = 8
    pack: int = 4
    _dice: random.Random = field(default_factory=lambda: random.Random(1))
    _post: int = 0
    _claim: int = 0

    def of_day(self, day: date, keys: dict[str, int]) -> Rows:
        """A day's rows."""
        rows: Rows = {table: [] for table in COLUMNS}
        length = timedelta(hours=24 / self.windows)
        midnight = datetime.combine(day, time(), UTC)
        spans = [(midnight + i * length, midnight + (i + 1) * length) for i in range(self.windows)]
        for span in spans:
            self._add(rows, keys["ministry"], span[1], [(code, span) for code in CODES])
        for code in CODES:
            for office in OFFICES:
                for first in range(0, self.windows, self.pack):
                    told = [(code, span) for span in spans[first : first + self.pack]]
                    self._add(rows, keys[f"{office}_{code.lower()}"], told[-1][1][1], told)
        return rows

    def _add(self, rows: Rows, channel: int, posted: datetime, told: list[tuple[str, Any]]) -> None:
        self._post += 1
        key, at = self._post, micros(posted) + 60_000_000
        words = f"Сообщение {key}. " + "Над регионом сбиты беспилотники, на месте работают службы. " * 3
        rows["posts"].append((key, channel, key, at, key, 1))
        rows["revisions"].append((key, key, 1, fingerprint(words), words, "preview", 1, at, at, "{}"))
        named: set[Any] = set()
        for ordinal, (code, span) in enumerate(told):
            self._claim += 1
            body = _body(code, self._dice.randrange(30), span)
            begins = micros(span[0])
            rows["claims"].append(
                (self._claim, key, key, channel, ordinal, True, span not in named, code, "interception", "uav", begins,
                 at, body)
            )  # fmt: skip
            named.add(span)


def _body(code: str, count: int, span: tuple[datetime, datetime]) -> str:
    """As model_dump_json writes it; writing it so is ten times as fast."""
    start, end = (f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in span)
    return (
        f'{{"subject":"interception","place":{{"regions":["{code}"]}},'
        f'"count":{{"low":{count},"high":{count},"best":{count},"said":"exact"}},"weapon":"uav",'
        f'"window":{{"start":"{start}","end":"{end}","said":"explicit"}},"evidence":[["count",10,12],["place",20,41]]}}'
    )


def _check_body() -> None:
    start = datetime(2025, 1, 1, tzinfo=UTC)
    claim = Claim(
        subject=Subject.INTERCEPTION,
        place=Place(regions=("RU-BEL",)),
        count=Count.exact(5),
        weapon=Weapon.UAV,
        window=Window(start=start, end=start + timedelta(hours=3), said="explicit"),  # type: ignore[arg-type]
        evidence=(Span("count", 10, 12), Span("place", 20, 41)),
    )
    written = _body("RU-BEL", 5, (start, start + timedelta(hours=3)))
    assert claim.model_dump_json(exclude_defaults=True) == written, "the claims' form has changed: mend _body"


async def write(store: SqlStore, past: Past, said: Callable[[str], None] = lambda _: None) -> int:
    """Write the past into an empty store; returns how many claims it has."""
    _check_body()
    await store.put_channels(CHANNELS)
    async with store.database.reading() as connection:
        found = await connection.exec_driver_sql("SELECT name, id FROM channels")
        keys: dict[str, int] = dict(found.all())
    days = [LAST - timedelta(days=n) for n in reversed(range(past.days))]
    put = _into_sqlite if store.database.is_sqlite else _into_postgresql
    await put(store, (past.of_day(day, keys) for day in days))
    said(f"{past._claim} claims of {past.days} days")
    return past._claim


async def _into_sqlite(store: SqlStore, days: Iterator[Rows]) -> None:
    connection = sqlite3.connect(str(store.database.url.database))
    connection.execute("PRAGMA synchronous = OFF")
    for rows in days:
        with connection:
            for table, several in rows.items():
                names = COLUMNS[table].split()
                marks = ", ".join("?" * len(names))
                connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", several)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


async def _into_postgresql(store: SqlStore, days: Iterator[Rows]) -> None:
    """Copied in with nothing looked up, the indexes made afterwards: for every row by itself it takes thrice as long.
    The server's user has to be its superuser, as that of scripts/postgres is."""
    async with store.database.writing() as connection:
        raw: Any = (await connection.get_raw_connection()).driver_connection
        await connection.execute(text("SET LOCAL session_replication_role = replica"))
        for index in (*posts.indexes, *claims.indexes):
            await connection.run_sync(index.drop)
        for rows in days:
            for table, several in rows.items():
                await raw.copy_records_to_table(table, records=several, columns=COLUMNS[table].split())
        for index in (*posts.indexes, *claims.indexes):
            await connection.run_sync(index.create)
        for table in COLUMNS:
            await connection.execute(text(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"))
    async with store.database.reader.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("VACUUM ANALYZE"))
