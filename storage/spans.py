"""Tallies of many days at once: what is ready in a few reads, the rest one by one.

A month asked for day by day is some eight reads a day; here the days that are ready, and those of which nothing
was ever said, cost nothing of their own.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Table, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import reconciliation
from bot.model import Channel, Coverage, Note, RegionRow, Subject, Tally, Weapon
from bot.model.ports import Health, HealthState
from bot.reconciliation import Headline
from bot.reconciliation.days import CASUALTIES
from storage.claims import JOINT
from storage.counting import FEW, count_days
from storage.glance import Key, glance, headline_in, row_in
from storage.roll import Known
from storage.schema import alive, channels, claims, posts, tally_days, tally_rows
from storage.tallies import TallyShelf, assembled

TOGETHER = 7
"""So many days that follow each other are counted from one reading of their claims. A day alone needs four and a half
days' claims; with more days the comparing of figures with each other grows faster than the reading shrinks."""

Ready = dict[date, tuple[Headline, dict[str, RegionRow | None]]]


class SpanShelf(TallyShelf):
    """Tallies of spans of days."""

    async def tallies(
        self, first: date, last: date, zone: str, subject: Subject, weapon: Weapon, regions: Sequence[str] = ()
    ) -> Sequence[Tally]:
        """The tallies of every day from `first` to `last`, both counted, as `tally` gives them, oldest first."""
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        start, end = reconciliation.bounds(first, zone)[0], reconciliation.bounds(last, zone)[1]
        async with self.database.reading() as connection:
            ready = await _ready(connection, Key(first, zone, subject, weapon), last, regions)
            said = await _touched(connection, start, end, zone, subject) if len(ready) < len(days) else frozenset()
            heard = await _Heard.read(connection, await self.database.roll.read(connection), start, end, regions)
        now = self.clock.now()
        cold = [day for day in days if day in said and day not in ready and reconciliation.bounds(day, zone)[1] <= now]
        if subject not in CASUALTIES and len(regions) <= FEW:
            for run in _runs(cold):
                ready |= await self._count_run([Key(day, zone, subject, weapon) for day in run], regions)
        found = []
        for day in days:
            begins, ends = reconciliation.bounds(day, zone)
            kept = ready.get(day)
            if kept is None and day not in said:
                kept = Headline(), {}
            if kept is None or ends > now:
                found.append(await self.tally(day, zone, subject, weapon, regions))
            else:
                head, rows = kept
                coverage = heard.on(begins, ends, regions)
                found.append(assembled(Key(day, zone, subject, weapon), head, rows, regions, coverage))
        return found

    async def _count_run(self, keys: Sequence[Key], regions: Sequence[str]) -> "Ready":
        """Count days that follow each other together, as far as nothing of them is ready, and put them by."""
        await self._begin(*keys)
        async with self.database.reading() as connection:
            known = await self.database.roll.read(connection)
            at_hand = {key: (await glance(connection, key, regions)).at_hand for key in keys}
            # Where something is ready only the rest is counted anew, one by one.
            keys = [key for key, one in at_hand.items() if not (one.rows or one.head or one.complete)]
            if not keys:
                return {}
            fresh = await count_days(connection, keys, known, regions)
        ready: Ready = {}
        for key, one in fresh.items():
            if one.head is None and any(row is not None and Note.JOINT in row.notes for row in one.rows.values()):
                continue  # its number for several places stands with the whole country's
            if at_hand[key].stamp is not None:
                self._put_by_later(key, at_hand[key], one)
            ready[key.day] = one.head or Headline(), {name: row for name, row in one.rows.items() if row is not None}
        return ready

    async def counted_kinds(
        self, start: datetime, end: datetime, regions: Sequence[str] = ()
    ) -> frozenset[tuple[Subject, Weapon | None]]:
        """Which subjects and weapons any standing claim speaks of that touches [start, end), of some regions or all."""
        c = claims.c
        query = select(c.subject, c.weapon).distinct().where(c.standing, c.begins < end, c.ends > start)
        query = query.where(c.begins >= start - timedelta(days=3))
        if regions:
            query = query.where(c.region.in_([*regions, JOINT]))
        async with self.database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return frozenset((Subject(subject), Weapon(weapon) if weapon else None) for subject, weapon in rows)


def _runs(days: Sequence[date]) -> Iterator[list[date]]:
    """Days that follow each other, TOGETHER at most."""
    run: list[date] = []
    for day in days:
        if run and (day - run[-1] > timedelta(days=1) or len(run) == TOGETHER):
            yield run
            run = []
        run.append(day)
    if run:
        yield run


async def _ready(connection: AsyncConnection, key: Key, last: date, regions: Sequence[str]) -> Ready:
    """Days whose tally is at hand as a whole, or with these regions' rows."""

    def within(table: Table) -> list[ColumnElement[bool]]:
        c, facts = table.c, key.columns
        same = [c[name] == facts[name] for name in ("zone", "subject", "weapon")]
        return [*same, c.day >= facts["day"], c.day <= last.toordinal()]

    d = tally_days.c
    query = select(d.day, d.complete, d.body).where(*within(tally_days))
    asked = {row.day: row for row in await connection.execute(query)}
    r = tally_rows.c
    rows_query = select(r.day, r.region, r.body).where(*within(tally_rows))
    if regions:
        rows_query = rows_query.where(r.region.in_(regions))
    bodies: dict[int, dict[str, str | None]] = defaultdict(dict)
    for row in await connection.execute(rows_query):
        bodies[row.day][row.region] = row.body
    found: Ready = {}
    for ordinal, day in asked.items():
        rows = bodies.get(ordinal, {})
        missing = None in rows.values() or (not day.complete and (not regions or not set(regions) <= set(rows)))
        if missing or (not regions and day.body is None):
            continue
        made = [row_in(body) for body in rows.values() if body]
        if regions and day.body is None and any(Note.JOINT in row.notes for row in made):
            continue
        head = headline_in(day.body) if day.body else Headline()
        found[date.fromordinal(ordinal)] = head, {row.region: row for row in made}
    return found


async def _touched(
    connection: AsyncConnection, start: datetime, end: datetime, zone: str, subject: Subject
) -> frozenset[date]:
    """Days that any standing claim of the subject may speak of."""
    around = reconciliation.bounds(date(2000, 1, 1), zone)[0] - reconciliation.reach(date(2000, 1, 1), zone, subject)[0]
    c = claims.c
    query = (
        select(c.begins, c.ends)
        .distinct()
        .where(c.standing, c.subject == subject.value, c.begins < end + around)
        .where(or_(c.begins >= start - around - timedelta(days=3), c.long_until >= start - around))
    )
    days: set[date] = set()
    for begins, ends in await connection.execute(query):
        day, last = (begins - around).date() - timedelta(days=1), (ends + around).date() + timedelta(days=1)
        for n in range(min((last - day).days + 1, (end - start).days + 8)):
            days.add(day + timedelta(days=n))
    return frozenset(days)


class _Heard:
    """Who of those expected to speak was heard on which day that is over, and when each last spoke before its end."""

    def __init__(self, known: Mapping[str, Channel]) -> None:
        self.known = known
        self.posted: dict[str, list[datetime]] = {name: [] for name in known}
        self.spans: list[tuple[str, str, datetime, datetime]] = []

    @classmethod
    async def read(
        cls, connection: AsyncConnection, roll: Known, start: datetime, end: datetime, regions: Sequence[str]
    ) -> "_Heard":
        expected = {channel.name: channel for channel in reconciliation.expected(roll.configured, regions)}
        names = {roll.keys[name]: name for name in expected}
        made = cls(expected)
        p = posts.c
        newest = select(func.max(p.posted)).where(p.channel_id == channels.c.id, p.posted < start).scalar_subquery()
        before = select(channels.c.id, newest).where(channels.c.id.in_(names))  # a look into the index for each
        within = select(p.channel_id, p.posted).where(p.posted >= start, p.posted < end).order_by(p.posted)
        if regions:
            within = within.where(p.channel_id.in_(names))
        for query in (before, within):
            for channel_id, posted in await connection.execute(query):
                if channel_id in names and posted is not None:
                    made.posted[names[channel_id]].append(posted)
        a = alive.c
        spans = select(a.channel, a.transport, a.first, a.last).where(a.last >= start, a.first < end)
        made.spans = [(r.channel, r.transport, r.first, r.last) for r in await connection.execute(spans)]
        return made

    def on(self, start: datetime, end: datetime, regions: Sequence[str]) -> Coverage:
        """As storage.coverage has it for a day that is over."""
        last = {}
        for name, times in self.posted.items():
            at = bisect_left(times, end)
            if at:
                last[name] = times[at - 1]
        answered = {(name, by) for name, by, first, until in self.spans if until >= start and first < end}
        healths = [Health(channel=name, transport=by, state=HealthState.HEALTHY, since=start) for name, by in answered]
        return reconciliation.coverage(self.known, healths, last, regions, start)
