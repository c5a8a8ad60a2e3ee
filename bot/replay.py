"""Replay: derive everything anew from kept revisions and print what differs. Nothing is written.

The posts of the span, and of a few days around it, go down the same road into a database of their own: each text,
withdrawal and return in the order and at the time in which it came. Differences of facts are those of claims, episodes,
incidents and days; differences of messages are those of changes, whoever was subscribed to them.
"""

import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import storage
from bot.clock import Clock, SetClock
from bot.config import Settings
from bot.errors import UsageError
from bot.intake import TICK, Intake
from bot.model import ChangeKind, Episode, Incident, Revision, Stated, Subject, Transport, Weapon
from bot.model.ports import Noted, Silence, Store, Withdrawal
from bot.reconciliation import EpisodeRules, tick

AROUND = timedelta(days=5)
"""What happened before the span decides what its first posts change; what came after it, how its episodes ended and
what its days came to."""

TALLIES = ((Subject.INTERCEPTION, Weapon.UAV), (Subject.INTERCEPTION, Weapon.MISSILE))


async def differences(store: Store, settings: Settings, clock: Clock, since: date, until: date) -> list[str]:
    """What a replay of the posts of [since, until) (UTC days) would change, one line each. UsageError: no such span."""
    if until <= since:
        raise UsageError(f"--until {until} is not after --since {since}: there is nothing between them")
    start = datetime.combine(since, time(), UTC)
    end = min(datetime.combine(until, time(), UTC), clock.now() + timedelta(days=1))
    with tempfile.TemporaryDirectory() as folder:
        set_clock = SetClock(start - AROUND)
        twin = await storage.open_store(f"sqlite+aiosqlite:///{Path(folder) / 'replay.db'}", set_clock)
        try:
            await _feed(store, twin, settings, set_clock, start, end)
            silences, now = await store.silences(start, clock.now()), clock.now()
            kept, anew = [
                _episodes(await one.episodes((), start, end), start, settings, silences, now) for one in (store, twin)
            ]
            return [
                *_lines("claim", await _claims(store, start, end), await _claims(twin, start, end)),
                *_lines("episode", kept, anew),
                *_lines("incident", await _incidents(store, start, end), await _incidents(twin, start, end)),
                *[line async for line in _days(store, twin, since, end.date())],
                *_lines("message", await _messages(store, start, end), await _messages(twin, start, end)),
            ]
        finally:
            await twin.close()


async def _feed(store: Store, twin: Store, settings: Settings, clock: SetClock, start: datetime, end: datetime) -> None:
    channels = await store.channels()
    await twin.put_channels(tuple(channels.values()))
    # When a channel could not be heard stands in the kept database alone.
    intake = Intake(twin, clock, settings, channels, alerting=False, silences=store.silences)
    ticked = clock.now()
    for event in await _events(store, start - AROUND, end + AROUND):
        at = event.at if isinstance(event, Withdrawal) else event.post.seen
        clock.set(max(clock.now(), at))
        if clock.now() - ticked > TICK:
            await intake.tick()
            ticked = clock.now()
        if isinstance(event, Revision):
            await intake.take(event.post)
        elif not event.back:
            await intake.withdrawn(event.post)
        elif shown := await twin.post_text(event.post):
            again = {"seen": clock.now(), "transport": Transport.PREVIEW}
            await intake.take(shown.post.model_copy(update=again))


async def _events(store: Store, start: datetime, end: datetime) -> list[Revision | Withdrawal]:
    """What happened to the posts of a span, in the order in which it was kept: an import brings old posts late."""
    revisions = await store.revisions(start, end)
    placed: list[tuple[int, int, int, Revision | Withdrawal]] = [(r.id, 0, 0, r) for r in revisions]
    placed += [(w.kept, 1, n, w) for n, w in enumerate(await store.withdrawals(start, end))]
    return [event for *_, event in sorted(placed, key=lambda p: p[:3])]


async def _claims(store: Store, start: datetime, end: datetime) -> list[str]:
    return [f"{s.post}: {_claim(s)}" async for s in store.every_claim(start, end)]


def _claim(stated: Stated) -> str:
    c = stated.claim
    place = "+".join(c.place.regions) + (f" {c.place.area}" if c.place.area else "")
    said = [c.subject, place, c.weapon, c.state, c.object, c.role, c.act]
    number = f"[{c.count.low}, {c.count.high}] {c.count.best}" if c.count else ""
    window = f"{c.window.start:%d %H:%M}-{c.window.end:%d %H:%M} {c.window.said}"
    return " ".join(str(s) for s in (*said, number, window, *c.flags) if s)


def _episodes(
    found: Iterable[Episode], start: datetime, settings: Settings, silences: Sequence[Silence], now: datetime
) -> list[str]:
    """Each as it is `now`: how long ago a clock last ticked for a database is no difference."""

    def line(e: Episode) -> str:
        ended = f" to {e.ended:%d %H:%M}" if e.ended else ""
        return f"{e.region} {e.area} {e.weapon} from {e.since:%d %H:%M}{ended} {e.state}".replace("  ", " ")

    began = [e for e in found if e.since >= start]
    rules = EpisodeRules(hours=settings.alerts.episode_hours)
    ended = {e.id: e for e in tick([e for e in began if e.open], rules, silences, now).episodes}
    return [line(ended.get(e.id, e)) for e in began]


async def _incidents(store: Store, start: datetime, end: datetime) -> list[str]:
    def line(i: Incident) -> str:
        people = [f"{n} {c.low}-{c.high}" for n, c in (("killed", i.killed), ("injured", i.injured)) if c]
        voices = sorted(v.post for v in i.voices)
        return " ".join((i.region, i.area, *i.objects, "fire" if i.fire else "", *people, *voices)).replace("  ", " ")

    found = await store.incidents((), start, end)
    return [line(i) for i in found if i.voices and start <= i.voices[0].at < end]


async def _days(store: Store, twin: Store, since: date, until: date) -> AsyncIterator[str]:
    day = since
    while day < until:
        for subject, weapon in TALLIES:
            was = await store.tally(day, "Europe/Moscow", subject, weapon)
            now = await twin.tally(day, "Europe/Moscow", subject, weapon)
            rows = [{r.region: (r.low, r.high, r.best) for r in t.regions} for t in (was, now)]
            heads = [(t.headline, t.sum_of_parts, t.residual) for t in (was, now)]
            if rows[0] != rows[1] or heads[0] != heads[1]:
                yield f"day {day} {subject} {weapon}: {rows[0]} {_figures(heads[0])} → {rows[1]} {_figures(heads[1])}"
        day += timedelta(days=1)


def _figures(heads: Iterable[object]) -> str:
    return " / ".join(str(getattr(h, "best", None)) for h in heads)


async def _messages(store: Store, start: datetime, end: datetime) -> list[str]:
    def line(n: Noted) -> str:
        return " ".join((n.kind, *n.regions, n.weapon or "", n.post)).replace("  ", " ")

    # Expiry is told when a clock ticks or the next post comes, whichever is first: its moment is not compared.
    return [line(n) for n in await store.changes(start, end) if n.kind is not ChangeKind.EXPIRED]


def _lines(what: str, was: Iterable[str], now: Iterable[str]) -> Iterator[str]:
    before, after = Counter(was), Counter(now)
    for line in sorted((before - after).elements()):
        yield f"{what} no longer: {line}"
    for line in sorted((after - before).elements()):
        yield f"{what} now: {line}"
