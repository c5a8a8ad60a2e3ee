"""Rows that no change owes: the test alert, what a mute kept back, what a chat that is back has missed, and what
becomes of a message that a newer one took over from."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.alerts import deeds, newest
from bot.alerts.draft import MUTED
from bot.model import (
    FORMER,
    Alert,
    Change,
    ChangeKind,
    Chat,
    Episode,
    Fate,
    Interest,
    Priority,
    Severity,
    Subscription,
)
from bot.model.ports import Store
from bot.views.news import News, Tone

TEST_EXPIRES = timedelta(minutes=5)

RINGS_STILL = timedelta(hours=24)
"""An end that a chat missed is told with sound for so long (as an all-clear after an expiry is); later in silence."""

MOST_MISSED = 1000


def test(chat: Chat, now: datetime) -> Alert:
    """A test alert, labelled as such, by the same road as any other."""
    change = Change(kind=ChangeKind.NOTICE, about="test", regions=(), interest=None, severity=Severity.REPORT, at=now)
    return Alert(
        chat_id=chat.chat_id,
        topic=chat.topic,
        about="test",
        kind=ChangeKind.NOTICE,
        reason="test",
        key=f"test/{now.isoformat()}",
        priority=Priority.TEST,
        payload=News(tone=Tone.TEST, thread="test", change=change, regions=(), rule="test").model_dump_json(),
        created=now,
        not_before=now,
        expires_at=now + TEST_EXPIRES,
    )


async def let_go(store: Store, chat: Chat) -> int:
    """A mute was ended, or its end was moved: make due what it kept back. Where the chat is still muted, delivery
    puts that off anew. Returns how many rows."""
    return await store.make_due(chat.chat_id, chat.topic, MUTED)


def moved(alert: Alert, news: News, former: int, onward: int, now: datetime) -> Alert:
    """`alert` became the message `onward`, which takes over from `former`: that one is to say so. It goes after
    everything that is news."""
    change = news.change.model_copy(update={"before": (), "now": ()})
    update = {"tone": Tone.MOVED, "onward": onward, "rule": "moved", "merged": (), "change": change}
    return Alert(
        chat_id=alert.chat_id,
        topic=alert.topic,
        about=f"{FORMER}{news.thread}",
        kind=alert.kind,
        reason="moved",
        key=f"{FORMER}{news.thread}/{former}",
        priority=Priority.DIGEST,
        rings=False,
        edits=True,
        payload=news.model_copy(update=update).model_dump_json(exclude_defaults=True),
        created=now,
        not_before=now,
        message_id=former,
    )


async def come_back(
    store: Store, now: datetime, chat_id: int, topic: int | None = None, *, unless: str | None = None
) -> int:
    """A chat, or one topic of it, is spoken to again, but for what was closed for the reason `unless`. It is owed how
    the dangers stand that it heard of and those that are on where it listens. Returns how many rows."""
    back = await store.reopen_chat(chat_id, topic, unless=unless)
    rows = [row for one, since in back.items() for row in await _missed(store, now, chat_id, one, since)]
    async with store.work() as work:
        return await work.owe(rows)


async def _missed(store: Store, now: datetime, chat_id: int, topic: int, since: datetime) -> list[Alert]:
    wishes = [w for w in await store.subscriptions(chat_id, topic) if w.interest is Interest.THREAT]
    on = await store.open_episodes(sorted({w.region for w in wishes})) if wishes else ()
    told = {f"episode:{episode.group}": _standing(episode) for episode in on if _wanted(episode, wishes)}
    for row in await store.alerts_of(chat_id, topic, (Fate.DROPPED,), MOST_MISSED, since=since):
        news = News.model_validate_json(row.payload)
        if news.thread.startswith("episode:") and news.thread not in told:
            live = await store.live_message(chat_id, topic, news.thread)
            if live is not None and live.heard:
                told[news.thread] = news
    rows = []
    for thread, news in told.items():
        cells = (await newest.picture(store, news, now)).cells
        ended = max((cell.ended or now for cell in cells), default=now)
        rings = any(cell.open for cell in cells) or now - ended <= RINGS_STILL
        plain = {"tone": Tone.STATE, "rule": "returned", "merged": (), "late": False}
        rows.append(
            Alert(
                chat_id=chat_id,
                topic=topic,
                about=thread,
                kind=ChangeKind.CONFIRMED,
                reason="returned",
                key=f"{thread}/returned/{now.isoformat()}",
                priority=Priority.THREAT,
                rings=rings,
                edits=not rings,
                reply=True,
                payload=news.model_copy(update=plain).model_dump_json(exclude_defaults=True),
                created=now,
                not_before=now,
            )
        )
    return rows


def _wanted(episode: Episode, wishes: Iterable[Subscription]) -> bool:
    return any(w.region == episode.region and w.severity <= deeds.severity(episode) for w in wishes)


def _standing(episode: Episode) -> News:
    """A danger that is on, as its newest post has it."""
    change = Change(
        kind=ChangeKind.CONFIRMED,
        about=f"episode:{episode.group}",
        regions=(episode.region,),
        interest=Interest.THREAT,
        severity=deeds.severity(episode),
        at=episode.last_confirmed,
        post=episode.confirmed_by.post,
        weapon=episode.weapon,
        episode=episode,
    )
    return News(tone=Tone.STATE, thread=change.about, change=change, regions=change.regions, rule="returned")
