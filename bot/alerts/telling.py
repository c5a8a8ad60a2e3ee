"""Telling: one row of the outbox from its lease to its fate, worded from the newest state."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from telegram.ext import ExtBot

from bot import log as logs
from bot.alerts import deeds, newest, orders, plan
from bot.alerts.counters import Counters
from bot.alerts.doubt import Doubt
from bot.alerts.draft import MUTED
from bot.alerts.faults import Next, Verdict, judge
from bot.alerts.pace import Pace
from bot.alerts.plan import Plan, Skip
from bot.alerts.sender import Sender
from bot.alerts.window import Lengths
from bot.clock import Clock
from bot.config import Settings
from bot.errors import StoreFault
from bot.model import Alert, Channel, Chat, Fate, LiveMessage, Priority
from bot.model.ports import Store
from bot.views.markup import Html
from bot.views.news import News, Picture, Tone

log = logs.get(__name__)

TRIES = 5
"""A row that cannot be worded so often is dead."""

AFTER = "waits for the alarm before it"
"""The reason of an end that is due before its beginning was told."""

SOON = timedelta(seconds=0.1)
"""So long it is put off at least."""

FRESH = timedelta(seconds=1)
"""So long a looked-up state is used for further chats; another process may have changed it."""

T = TypeVar("T")

Word = Callable[[News, Picture, Chat, Mapping[str, Channel], datetime], Sequence[Html]]
"""Words an alert: pages that each fit one message."""


class Telling:
    """Tells rows, each in its chat's language, and writes down what became of them."""

    def __init__(
        self,
        store: Store,
        bot: ExtBot[int],
        clock: Clock,
        pace: Pace,
        settings: Settings,
        channels: Mapping[str, Channel],
        word: Word,
    ) -> None:
        self.store, self.clock, self.pace, self.channels, self.word = store, clock, pace, channels, word
        self.counters, self._settling = Counters(), Lengths()
        self._sender = Sender(bot, paid=settings.alerts.paid_broadcast)
        self.doubt = Doubt(settings.alerts.overall_per_second, lambda: pace.latency.usual + self._settling.usual)
        self._pictures: dict[object, tuple[datetime, asyncio.Task[Picture]]] = {}

    def look_anew(self) -> None:
        """Something changed: what was looked up before may not be true any more."""
        self._pictures.clear()

    async def tell(self, alert: Alert) -> None:
        """One row from its lease to its fate. A fault of our own before anything was sent puts it off a little."""
        try:
            ready = await self._prepare(alert)
        except StoreFault:  # with the database away nothing is known against the alert
            ready = None
            await self._postpone(alert, self.clock.now() + _backoff(alert), "the database was away")
        except Exception:
            log.exception("an alert could not be worded", alert=alert.id)
            ready = None
            if alert.attempts >= TRIES:
                await self._settle(alert, Fate.DEAD, "could not be worded; see the log")
            else:
                await self._postpone(alert, self.clock.now() + _backoff(alert), "our own fault")
        if ready is not None:
            await self._send(alert, *ready)

    async def _prepare(self, alert: Alert) -> tuple[News, Plan, Sequence[Html], LiveMessage | None] | None:
        """Judge and word a row by how things stand now; None where it is settled or put off by that."""
        now = self.clock.now()
        chat = await self.store.chat(alert.chat_id, alert.topic) or Chat(chat_id=alert.chat_id, topic=alert.topic)
        news = News.model_validate_json(alert.payload)
        drop, until, reason = "", now, ""
        if chat.closed:
            drop = f"closed: {chat.closed}"
        elif chat.muted_until and chat.muted_until > now and news.tone not in (Tone.NOTICE, Tone.TEST):
            # Dangers are shown as they stand when the mute ends, and what was told wrongly is put right; what was only
            # news then is not news any more.
            until, reason = chat.muted_until, MUTED
            kept = news.thread.startswith("episode:") or alert.kind in deeds.AMENDS
            drop = "" if kept else f"muted until {until.isoformat()}"
        elif (before := await self._alarm_before(alert, news)) is not None:
            until, reason = max(before.not_before, now + SOON), AFTER
        else:
            until, reason = self.pace.ready_at(alert.chat_id, alert.priority, now), "pace"
        if drop:
            await self._settle(alert, Fate.DROPPED, drop)
            return None
        if until > now:
            await self._postpone(alert, until, reason)
            return None
        live = await self.store.live_message(alert.chat_id, alert.topic, news.thread)
        picture = await self._picture(news, now)
        if news.tone is Tone.CLEAR:
            news = news.model_copy(update={"also": await self._overtaken(alert)})
        elif news.tone is Tone.NOTICE:
            gave_way = [News.model_validate_json(row.payload) for row in await self.store.overtaken(alert)]
            news = news.model_copy(update={"written": tuple(text for one in gave_way for text in one.notices)})
        stood, also = await self._taken_back(alert, news) if news.again else (0, news.also)
        news = news.model_copy(update={"also": also})
        planned = plan.plan(alert, news, picture, live, chat, now, stood)
        if isinstance(planned, Skip):
            await self._settle(alert, Fate.DROPPED, planned.reason)
            return None
        pages = self.word(news.model_copy(update={"late": planned.late}), picture, chat, self.channels, now)
        return news, planned, pages, live

    async def _alarm_before(self, alert: Alert, news: News) -> Alert | None:
        """The alarm that this ends or corrects, where the chat is still owed it: nobody hears the end first."""
        if alert.about == news.thread or not news.thread.startswith("episode:"):
            return None
        before = await self.store.owed_before(alert, news.thread)
        return before if before is not None and before.priority <= Priority.THREAT else None

    async def _overtaken(self, alert: Alert) -> tuple[str, ...]:
        """The posts of all-clears that gave way to this one before the chat was told of them."""
        rows = await self.store.overtaken(alert)
        return tuple(post for row in rows for post in News.model_validate_json(row.payload).posts)

    async def _taken_back(self, alert: Alert, news: News) -> tuple[int, tuple[str, ...]]:
        """The message of the all-clear that was none, 0 where it is not known, and the posts that it told of; none
        where the chat was told no such thing."""
        ended = {was.cleared_by.post for was in news.again if was.cleared_by}
        for row in await self.store.told(alert.chat_id, alert.topic, f"clear:{news.thread}"):
            posts = (*await self._overtaken(row), *News.model_validate_json(row.payload).posts)
            if ended.intersection(posts):
                return row.message_id or 0, posts
        return 0, ()

    async def _picture(self, news: News, now: datetime) -> Picture:
        """The newest state of the news' thread: looked up once for many chats, anew when something new was owed."""
        key = (news.thread, news.tone, news.change.post, news.change.kind, news.regions)
        at, looking = self._pictures.get(key, (now, None))
        if looking is None or not timedelta(0) <= now - at < FRESH:
            if len(self._pictures) > 100:
                self._pictures.clear()
            looking = asyncio.create_task(newest.picture(self.store, news, now))
            self._pictures[key] = (now, looking)
        return await asyncio.shield(looking)

    async def _send(
        self, alert: Alert, news: News, planned: Plan, pages: Sequence[Html], live: LiveMessage | None
    ) -> None:
        if planned.edit:
            if live is not None and live.text == "\n".join(pages):
                return await self._settle(alert, Fate.SENT, "unchanged", planned.edit, live)
            if len(pages) == 1 and await self._edit(alert, news, planned, pages[0]):
                return None
            if news.tone in (Tone.MOVED, Tone.RETRACTED):
                return await self._settle(alert, Fate.DROPPED, plan.GONE)
            # Gone, or too long for one message: it is told anew, in answer to what was to be changed.
            former = planned.edit if len(pages) > 1 else 0
            planned = replace(planned, edit=0, reply_to=planned.edit, former=former)
        async with self.doubt.one():
            try:
                message_id, text = await self._sender.send(alert, planned, pages)
            except Exception as fault:
                return await self._failed(alert, news, planned, judge(fault))
            self._count(alert, news)
            said = self._live(alert, news, planned, message_id, text)
            then = orders.moved(alert, news, planned.former, message_id, self.clock.now()) if planned.former else None
            return await self._settle(alert, Fate.SENT, _how(planned), message_id, said, then)

    async def _edit(self, alert: Alert, news: News, planned: Plan, page: Html) -> bool:
        """Change the chat's message, to its fate. False where only a new message can tell it."""
        try:
            if not await self._sender.edit(alert, planned.edit, page):
                return False
        except Exception as fault:
            await self._failed(alert, news, planned, judge(fault))
            return True
        self.counters.edits += 1
        said = self._live(alert, news, planned, planned.edit, page)
        await self._settle(alert, Fate.SENT, _how(planned), planned.edit, said)
        return True

    async def _failed(self, alert: Alert, news: News, planned: Plan, verdict: Verdict) -> None:
        """What a fault leads to. Whatever can be mended at once was mended by the sender."""
        now = self.clock.now()
        self.counters.faults[verdict.next.name.lower()] += 1
        says = verdict.says
        match verdict.next:
            case Next.WAIT:
                await self._postpone(alert, now + verdict.after, says)
            case Next.MOVE:
                # Its messages have other ids there: the row is judged and worded anew, under the chat's new id.
                self._sender.forget(alert)
                await _written(lambda: self.store.migrate_chat(alert.chat_id, verdict.moved_to))
                await self._postpone(alert, now, says)
            case Next.CLOSE | Next.NO_TOPIC:
                topic = alert.topic if verdict.next is Next.NO_TOPIC else None
                await _written(lambda: self.store.close_chat(alert.chat_id, says, topic))
                await self._settle(alert, Fate.DROPPED, f"closed: {says}")
            case Next.AGAIN:
                await self._postpone(alert, now + _backoff(alert), says)
            case Next.UNCERTAIN if planned.edit:  # an edit may be made twice
                await self._postpone(alert, now + _backoff(alert), says)
            case Next.UNCERTAIN:
                log.warning("uncertain whether an alert arrived", alert=alert.id, says=says)
                # The chat may have heard it: if the danger ends now, it must hear that. What may not have arrived takes
                # no message's place.
                live = self._live(alert, news, planned, planned.former, "")
                again = alert.priority <= Priority.ALL_CLEAR and not alert.fate_reason.startswith(plan.UNCERTAIN)
                soon = alert.model_copy(update={"not_before": now + timedelta(seconds=2)})
                fate = Fate.WAITING if again else Fate.UNCERTAIN
                await self._settle(soon if again else alert, fate, f"{plan.UNCERTAIN}: {says}", None, live)
            case _:
                log.error("an alert cannot be sent", alert=alert.id, says=says)
                await self._settle(alert, Fate.DEAD, says)

    def _live(self, alert: Alert, news: News, planned: Plan, message_id: int, text: str) -> LiveMessage | None:
        """The thread's live message after this one; only states become it."""
        if news.tone is not Tone.STATE:
            return None
        return LiveMessage(
            chat_id=alert.chat_id,
            topic=alert.topic,
            about=news.thread,
            message_id=message_id,
            heard=planned.heard,
            text=text,
            updated=self.clock.now(),
        )

    def _count(self, alert: Alert, news: News) -> None:
        now = self.clock.now()
        self.counters.again += alert.fate_reason.startswith(plan.UNCERTAIN)
        self.counters.owed.add(now - alert.created)
        self.counters.posted.add(now - news.change.at)

    async def _settle(
        self,
        alert: Alert,
        fate: Fate,
        reason: str,
        message_id: int | None = None,
        live: LiveMessage | None = None,
        then: Alert | None = None,
    ) -> None:
        if fate is not Fate.WAITING:
            self.counters.fates[fate.value] += 1
            self._sender.forget(alert)
        begun = time.monotonic()
        ours = await _written(lambda: self.store.settle(alert, fate, reason, message_id, live, then))
        if ours:
            self._settling.add(time.monotonic() - begun)
        else:
            log.warning("another sender has taken this alert over", alert=alert.id, fate=fate.value)

    async def _postpone(self, alert: Alert, until: datetime, reason: str) -> None:
        await _written(lambda: self.store.postpone(alert, until, _kept(alert, reason)))


async def _written(write: Callable[[], Awaitable[T]]) -> T:
    """Write, in three tries. Raises where the database is away: the lease will run out, and the row be told
    again as uncertain."""
    for _ in range(2):
        try:
            return await write()
        except Exception:
            await asyncio.sleep(0.5)
    return await write()


def _backoff(alert: Alert) -> timedelta:
    """1, 2, 4 … 60 s. There is no last try: a network that is away comes back, and stale rows are dropped as such."""
    return timedelta(seconds=min(60, 2 ** min(alert.attempts, 7) / 2))


def _kept(alert: Alert, reason: str) -> str:
    """A doubt about a row outlives the reasons of its later delays."""
    return alert.fate_reason if alert.fate_reason.startswith(plan.UNCERTAIN) else reason


def _how(planned: Plan) -> str:
    if planned.edit:
        return "edited"
    said = ["quiet hours" if planned.quiet else "silent" if planned.silent else "rang"]
    return ", ".join([*said, *(["late"] if planned.late else [])])
