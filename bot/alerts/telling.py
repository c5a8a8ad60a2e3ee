"""Telling: one row of the outbox from its lease to its fate, worded from the newest state."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from telegram.ext import ExtBot

from bot import log as logs
from bot.alerts import newest, plan
from bot.alerts.counters import Counters
from bot.alerts.doubt import Doubt
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

FRESH = timedelta(seconds=1)
"""So long a looked-up state is used for further chats; another process may have changed it."""

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
        self._doubt = Doubt(settings.alerts.overall_per_second, lambda: pace.latency.usual + self._settling.usual)
        self._pictures: dict[object, tuple[datetime, asyncio.Task[Picture]]] = {}

    def look_anew(self) -> None:
        """Something changed: what was looked up before may not be true any more."""
        self._pictures.clear()

    async def tell(self, alert: Alert) -> None:
        """One row from its lease to its fate. A fault of our own before anything was sent puts it off a little."""
        try:
            ready = await self._prepare(alert)
        except (asyncio.CancelledError, StoreFault):
            raise  # with the database away nothing is known against the alert
        except Exception:
            log.exception("an alert could not be worded", alert=alert.id)
            ready = None
            if alert.attempts >= TRIES:
                await self._settle(alert, Fate.DEAD, "could not be worded; see the log")
            else:
                await self.store.postpone(alert, self.clock.now() + _backoff(alert), _kept(alert, "our own fault"))
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
            # Dangers are shown as they stand when the mute ends; what was only news then is not news any more.
            until, reason = chat.muted_until, "muted"
            drop = "" if news.thread.startswith("episode:") else f"muted until {until.isoformat()}"
        else:
            until, reason = self.pace.ready_at(alert.chat_id, alert.priority, now), "pace"
        if drop:
            await self._settle(alert, Fate.DROPPED, drop)
            return None
        if until > now:
            await self.store.postpone(alert, until, _kept(alert, reason))
            return None
        live = await self.store.live_message(alert.chat_id, alert.topic, news.thread)
        picture = await self._picture(news, now)
        planned = plan.plan(alert, news, picture, live, chat, now)
        if isinstance(planned, Skip):
            await self._settle(alert, Fate.DROPPED, planned.reason)
            return None
        pages = self.word(news.model_copy(update={"late": planned.late}), picture, chat, self.channels, now)
        return news, planned, pages, live

    async def _picture(self, news: News, now: datetime) -> Picture:
        """The newest state of the news' thread: looked up once for many chats, anew when something new was owed."""
        key = (news.thread, news.change.post, news.change.kind, news.regions)
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
        text = "\n".join(pages)
        if planned.edit and live is not None and live.text == text:
            return await self._settle(alert, Fate.SENT, "unchanged", planned.edit, live)
        if planned.edit:  # an edit may be made twice
            return await self._say(alert, news, planned, pages, text)
        async with self._doubt.one():
            return await self._say(alert, news, planned, pages, text)

    async def _say(self, alert: Alert, news: News, planned: Plan, pages: Sequence[Html], text: str) -> None:
        try:
            message_id, edited = await self._sender.say(alert, planned, pages)
        except Exception as fault:
            verdict = judge(fault)
            if verdict.next is Next.MOVE:
                return await self._move(alert, news, planned, pages, text, verdict)
            return await self._failed(alert, news, planned, verdict)
        self._count(alert, news, edited)
        return await self._settle(
            alert, Fate.SENT, _how(planned), message_id, self._live(alert, news, planned, message_id, text)
        )

    async def _move(
        self, alert: Alert, news: News, planned: Plan, pages: Sequence[Html], text: str, verdict: Verdict
    ) -> None:
        """The group became a supergroup: re-key it and say it there, anew, for its messages have other ids now."""
        self.counters.faults["move"] += 1
        await self.store.migrate_chat(alert.chat_id, verdict.moved_to)
        there = alert.model_copy(update={"chat_id": verdict.moved_to})
        await self._say(there, news, replace(planned, edit=0, reply_to=0), pages, text)

    async def _failed(self, alert: Alert, news: News, planned: Plan, verdict: Verdict) -> None:
        """What a fault leads to. Whatever can be mended at once was mended by the sender."""
        now = self.clock.now()
        self.counters.faults[verdict.next.name.lower()] += 1
        says = verdict.says
        match verdict.next:
            case Next.WAIT:
                await self.store.postpone(alert, now + verdict.after, _kept(alert, says))
            case Next.CLOSE:
                await self.store.close_chat(alert.chat_id, says)
                await self._settle(alert, Fate.DROPPED, f"closed: {says}")
            case Next.NO_TOPIC:
                await self.store.close_chat(alert.chat_id, says, alert.topic)
                await self._settle(alert, Fate.DROPPED, f"closed: {says}")
            case Next.AGAIN:
                await self.store.postpone(alert, now + _backoff(alert), _kept(alert, says))
            case Next.UNCERTAIN if planned.edit:  # an edit may be made twice
                await self.store.postpone(alert, now + _backoff(alert), _kept(alert, says))
            case Next.UNCERTAIN:
                log.warning("uncertain whether an alert arrived", alert=alert.id, says=says)
                live = self._live(alert, news, planned, 0, "")
                again = alert.priority <= Priority.ALL_CLEAR and not alert.fate_reason.startswith(plan.UNCERTAIN)
                reason = f"{plan.UNCERTAIN}: {says}"
                if not again:
                    return await self._settle(alert, Fate.UNCERTAIN, reason, None, live)
                # The chat may have heard it: if the danger ends now, it must hear that.
                await self.store.settle(alert, Fate.WAITING, reason, None, live)
                await self.store.postpone(alert, now + timedelta(seconds=2), reason)
            case _:
                log.error("an alert cannot be sent", alert=alert.id, says=says)
                await self._settle(alert, Fate.DEAD, says)
        return None

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

    def _count(self, alert: Alert, news: News, edited: bool) -> None:
        if edited:
            self.counters.edits += 1
            return
        now = self.clock.now()
        self.counters.again += alert.fate_reason.startswith(plan.UNCERTAIN)
        self.counters.owed.add(now - alert.created)
        self.counters.posted.add(now - news.change.at)

    async def _settle(
        self, alert: Alert, fate: Fate, reason: str, message_id: int | None = None, live: LiveMessage | None = None
    ) -> None:
        self.counters.fates[fate.value] += 1
        begun = time.monotonic()
        for last in (False, False, True):
            try:
                await self.store.settle(alert, fate, reason, message_id, live)
                break
            except Exception:
                if last:  # its lease will run out, and it will be told again as uncertain
                    raise
                await asyncio.sleep(0.5)
        self._settling.add(time.monotonic() - begun)


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
