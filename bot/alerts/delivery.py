"""Delivery: drains the outbox. Leases rows, words each from the newest state, sends or edits, settles its fate."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from telegram.ext import ExtBot

from bot import log as logs
from bot.alerts import newest, plan
from bot.alerts.counters import Counters
from bot.alerts.doubt import Doubt
from bot.alerts.faults import Next, Verdict, judge
from bot.alerts.pace import Average, Pace
from bot.alerts.plan import Plan, Skip
from bot.alerts.sender import Sender
from bot.clock import Clock
from bot.config import Settings
from bot.model import Alert, Channel, Chat, Fate, LiveMessage, Priority
from bot.model.ports import Store
from bot.views.markup import Html
from bot.views.news import News, Picture, Tone

log = logs.get(__name__)

SLOTS = 12
"""Sends in flight at most: more than 16 and the HTTP client's pool becomes the brake (FIELD D)."""

LEASE = timedelta(seconds=30)
"""Longer than any send takes with its time-outs; a sender that died is believed dead after it."""

FRESH = timedelta(seconds=1)
"""So long a looked-up state is used for further chats; another process may have changed it."""

OFFICE, TERM = "sender", timedelta(seconds=5)
"""One process per database sends; it makes sure every so often that it is still the one."""

IDLE = 1.0
"""Seconds between looks into an outbox that nobody announced anything for: postponed rows, lost leases."""

Word = Callable[[News, Picture, Chat, Mapping[str, Channel], datetime], Sequence[Html]]
"""Words an alert: pages that each fit one message."""


class Delivery:
    """Sends what is owed. One runs per bot; `wake()` tells it that something was owed, `drain()` ends it."""

    def __init__(
        self,
        store: Store,
        bot: ExtBot[int],
        clock: Clock,
        pace: Pace,
        settings: Settings,
        channels: Mapping[str, Channel],
        word: Word,
        *,
        lease: timedelta = LEASE,
    ) -> None:
        self.store, self.clock, self.pace, self.channels, self.word = store, clock, pace, channels, word
        self.counters = Counters()
        self._sender = Sender(bot, paid=settings.alerts.paid_broadcast)
        self._lease = lease
        self._woken = asyncio.Event()
        self._taking, self._settling = asyncio.Lock(), Average()
        self._doubt = Doubt(settings.alerts.overall_per_second, lambda: pace.latency.seconds + self._settling.seconds)
        self._stopping = False
        self._flying: dict[int, asyncio.Task[None]] = {}
        self._elected: datetime | None = None
        self._pictures: dict[object, tuple[datetime, asyncio.Task[Picture]]] = {}
        self._news = True

    def wake(self) -> None:
        """Something was owed: it may be due, and what was looked up before may not be true any more."""
        self._pictures.clear()
        self._news = True
        self._woken.set()

    async def run(self) -> None:
        """Deliver until drained. A fault of the database is logged and tried again."""
        while not self._stopping:
            self._woken.clear()
            try:
                took, after = await self._take()
            except Exception:
                log.exception("the outbox could not be read")
                took, after = 0, IDLE
            if not took:
                await self._wait(after)

    async def drain(self, seconds: float) -> None:
        """Send what is due and can be sent within so many of the clock's seconds, then stop. The rest stays owed."""
        self._stopping = True
        self._woken.set()
        end = self.clock.now() + timedelta(seconds=seconds)
        while self.clock.now() < end:
            took, _ = await self._take()
            if not took and not self._flying:
                break
            if self._flying:
                left = (end - self.clock.now()).total_seconds()
                await asyncio.wait(self._flying.values(), timeout=left, return_when=asyncio.FIRST_COMPLETED)
        for task in list(self._flying.values()):
            task.cancel()
        await asyncio.gather(*self._flying.values(), return_exceptions=True)
        await self.store.resign(OFFICE)

    async def _take(self) -> tuple[int, float]:
        """Lease what is due and start sending it. Returns how many rows, and in how many seconds to look again."""
        async with self._taking:
            return await self._lease_due() if await self._in_office() else (0, IDLE)

    async def _in_office(self) -> bool:
        """Whether this process is the one that sends. Newly elected, it takes up what a sender that died held."""
        now = self.clock.now()
        if self._elected is not None and timedelta(0) <= now - self._elected < TERM:
            return True
        before, self._elected = self._elected, None
        if await self.store.elect(OFFICE):
            if before is None and (held := await self.store.give_back(now)):
                log.info("taken up from a sender that is gone", rows=held)
            self._elected = now
        return self._elected is not None

    async def _lease_due(self) -> tuple[int, float]:
        now = self.clock.now()
        paused = self.pace.paused_until(now)
        if paused is not None:
            return 0, min(IDLE, (paused - now).total_seconds())
        free = SLOTS - len(self._flying)
        # Leases are taken by handfuls, unless something new was owed: that may be more urgent than what is under way.
        if free <= 0 or (free < SLOTS // 2 and not self._news):
            return 0, IDLE
        self._news = False
        unready, first = self.pace.unready(Priority.NOTICE)
        rows = await self.store.lease(now, free, self._lease, [*self._flying, *(unready - self._flying.keys())])
        for row in rows:
            task = asyncio.create_task(self._deliver(row))
            self._flying[row.chat_id] = task
            task.add_done_callback(lambda _, chat=row.chat_id: self._landed(chat))  # type: ignore[misc]
        return len(rows), IDLE if first is None else min(IDLE, max(0.0, (first - now).total_seconds()))

    def _landed(self, chat: int) -> None:
        self._flying.pop(chat, None)
        self._woken.set()

    async def _wait(self, seconds: float) -> None:
        woken = asyncio.create_task(self._woken.wait())
        slept = asyncio.create_task(self.clock.sleep(seconds))
        await asyncio.wait((woken, slept), return_when=asyncio.FIRST_COMPLETED)
        for task in (woken, slept):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _deliver(self, alert: Alert) -> None:
        """One row from its lease to its fate; a fault of our own leaves it leased, to be tried again."""
        try:
            await self._tell(alert)
        except asyncio.CancelledError:
            raise
        except Exception:
            log.exception("an alert could not be told", alert=alert.id)
            if alert.attempts >= 5:
                await self._settle(alert, Fate.DEAD, "could not be worded; see the log")

    async def _tell(self, alert: Alert) -> None:
        now = self.clock.now()
        chat = await self.store.chat(alert.chat_id, alert.topic) or Chat(chat_id=alert.chat_id, topic=alert.topic)
        news = News.model_validate_json(alert.payload)
        if chat.closed:
            return await self._settle(alert, Fate.DROPPED, f"closed: {chat.closed}")
        if chat.muted_until and chat.muted_until > now and news.tone not in (Tone.NOTICE, Tone.TEST):
            if news.thread.startswith("episode:"):
                return await self.store.postpone(alert, chat.muted_until, _kept(alert, "muted"))
            return await self._settle(alert, Fate.DROPPED, f"muted until {chat.muted_until.isoformat()}")
        ready = self.pace.ready_at(alert.chat_id, alert.priority, now)
        if ready > now:
            return await self.store.postpone(alert, ready, _kept(alert, "pace"))
        live = await self.store.live_message(alert.chat_id, alert.topic, news.thread)
        picture = await self._picture(news, now)
        planned = plan.plan(alert, news, picture, live, chat, now)
        if isinstance(planned, Skip):
            return await self._settle(alert, Fate.DROPPED, planned.reason)
        pages = self.word(news.model_copy(update={"late": planned.late}), picture, chat, self.channels, now)
        return await self._send(alert, news, planned, pages, live)

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
                chat = await self.store.chat(alert.chat_id, alert.topic)
                if chat is not None:
                    await self.store.put_chat(chat.model_copy(update={"closed": says}))
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
        await self.store.settle(alert, fate, reason, message_id, live)
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
