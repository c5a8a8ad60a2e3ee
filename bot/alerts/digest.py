"""The daily digest: owed once per chat and local date, whatever the clock or a restart does."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model import Alert, Change, ChangeKind, Channel, Chat, Priority, Severity, Subject, Tally, Weapon
from bot.model.ports import Store
from bot.views import digest as view
from bot.views.news import News, Tone
from bot.views.tally import only
from bot.views.teller import Teller

COUNTED = (
    (Subject.INTERCEPTION, Weapon.UAV),
    (Subject.INTERCEPTION, Weapon.MISSILE),
    (Subject.INTERCEPTION, Weapon.CRUISE_MISSILE),
    (Subject.INTERCEPTION, Weapon.BALLISTIC_MISSILE),
    (Subject.INTERCEPTION, Weapon.GUIDED_BOMB),
    (Subject.INTERCEPTION, Weapon.USV),
    (Subject.LAUNCHED, Weapon.UAV),
)
"""What a digest counts: the first always, the others where there is something."""

KEPT = timedelta(hours=12)
"""A digest that could not be sent for so long is of no use any more: the next one is near."""

MARK = "digest:"
"""Begins the state key that holds the date of the last digest that a chat was owed."""


async def owe_digests(store: Store, channels: Mapping[str, Channel], now: datetime) -> int:
    """Owe every chat the digest whose hour has come in its zone, and was not owed yet. Returns how many."""
    owed = 0
    ready = [(chat, day) for chat in await store.digest_chats() if (day := due(chat, now)) is not None]
    marks = await store.beginning(MARK) if ready else {}
    for chat, day in ready:
        if marks.get(_mark(chat)) == day.isoformat():
            continue
        alert = await digest_alert(store, chat, channels, day, now)
        if alert is not None:
            async with store.work() as work:
                owed += await work.owe([alert], supersedes=False)
        await store.put(_mark(chat), day.isoformat())
    return owed


def due(chat: Chat, now: datetime) -> date | None:
    """The local date whose digest is due: its hour has come, and was not long ago; an evening's may be due after
    midnight. None where none is.

    An hour that a change of the clocks leaves out comes with the next one; one that comes twice counts once, for
    the date is what is remembered.
    """
    if chat.digest is None or chat.closed:
        return None
    local = now.astimezone(ZoneInfo(chat.timezone))
    for day in (local.date(), local.date() - timedelta(days=1)):
        hour = datetime.combine(day, chat.digest, local.tzinfo)
        if timedelta(0) <= now - hour.astimezone(UTC) < KEPT:
            return day
    return None


async def skip_past(store: Store, chat: Chat, now: datetime) -> None:
    """An hour that had passed when it was set is tomorrow's first."""
    day = due(chat, now)
    if day is not None:
        await store.put(_mark(chat), day.isoformat())


async def digest_alert(
    store: Store, chat: Chat, channels: Mapping[str, Channel], today: date, now: datetime
) -> Alert | None:
    """The digest of a chat's regions for the local date `today`, worded now: the day before whole, then what came
    since. None without regions."""
    wishes = await store.subscriptions(chat.chat_id, chat.topic)
    regions = tuple(dict.fromkeys(wish.region for wish in wishes))
    if not regions:
        return None
    zone = ZoneInfo(chat.timezone)
    yesterday = today - timedelta(days=1)
    whole = await _tallies(store, chat, channels, regions, yesterday)
    night = await _tallies(store, chat, channels, regions, today)  # whole by now, if it is told after midnight
    start = datetime.combine(yesterday, time(0), zone).astimezone(UTC)
    happened = await store.incidents(regions, start, now)
    on = await store.open_episodes(regions)
    blocks = view.digest(Teller(chat, channels, now), regions, whole, night, happened, on)
    change = Change(kind=ChangeKind.NOTICE, about="digest", regions=(), interest=None, severity=Severity.REPORT, at=now)
    news = News(tone=Tone.DIGEST, thread="digest", change=change, regions=regions, rule="digest", written=tuple(blocks))
    return Alert(
        chat_id=chat.chat_id,
        topic=chat.topic,
        about=f"digest:{today.isoformat()}",
        kind=ChangeKind.NOTICE,
        reason="digest",
        key=f"digest/{today.isoformat()}",
        priority=Priority.DIGEST,
        rings=False,
        payload=news.model_dump_json(exclude_defaults=True),
        created=now,
        not_before=now,
        expires_at=now + KEPT,
    )


async def _tallies(
    store: Store, chat: Chat, channels: Mapping[str, Channel], regions: Sequence[str], day: date
) -> list[Tally]:
    found = [await store.tally(day, chat.timezone, subject, weapon) for subject, weapon in COUNTED]
    return [only(tally, regions, channels) for tally in found]


def _mark(chat: Chat) -> str:
    return f"{MARK}{chat.chat_id}:{chat.topic}"
