"""Pace: how fast the bot may speak. Every call of the bot passes here; answers to people go first.

The limits are Telegram's as far as anybody knows them (FIELD A 2): 30 calls a second for the bot, one message a
second to a person, 20 messages and edits a minute in a group or channel. A call takes its place when it starts and
gives it back a window after it *ended*: wherever between the two the server saw it, no sliding window holds more.

Alerts go out evenly rather than thirty at once and then none for a second: the last of many is told no later, and
fewer are under way at the moment when a process is killed.
"""

import asyncio
import os
import time
from collections import deque
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot import log as logs
from bot.alerts.window import Lengths, Window
from bot.clock import Clock
from bot.model import Priority

log = logs.get(__name__)

# The library's next major version speaks of spans of time as timedelta; until then it warns at every 429.
os.environ.setdefault("PTB_TIMEDELTA", "true")

T = TypeVar("T")

_SILENT = frozenset({"getChat", "getChatMember", "getChatAdministrators", "deleteMessage", "sendChatAction"})
"""Calls that name a chat and put no message into it: they count for the bot, not for the chat."""

_ANSWER_PATIENCE = timedelta(seconds=60)
"""An answer to a person waits out a retry_after of up to so long, once; alerts are put back into the outbox."""

_REPEATS, _REPEATED_WITHIN = 3, timedelta(seconds=10)
"""So many chats (or methods that name none) told to wait within so short a time, and the API means the whole bot."""


@dataclass(order=True)
class _Waiter:
    priority: int
    number: int
    chat: int | str | None = field(compare=False)
    held_as: int | str = field(compare=False)
    turn: "asyncio.Future[None]" = field(compare=False)


class Pace(BaseRateLimiter[int]):
    """Sliding windows for the bot and for each chat. The rate_limit_args of a call is its Priority; none = an answer.

    `retry_after` holds the chat that it was said of, or, of a call that names none (menus, answers to presses), that
    method; only when several are told so is the whole bot held.
    """

    def __init__(self, clock: Clock, per_second: float = 30, group_per_minute: int = 20) -> None:
        self.clock = clock
        self._bot = Window(max(1, int(per_second)), timedelta(seconds=1))
        self._group_most = group_per_minute
        self._chats: dict[int | str, Window] = {}
        self._held: dict[int | str, datetime] = {}
        self._told: deque[tuple[datetime, int | str]] = deque()
        self._bot_held: datetime | None = None
        self.latency = Lengths()
        self._gap = timedelta(seconds=1) / self._bot.most
        self._next_alert: datetime | None = None
        self._waiting: list[_Waiter] = []
        self._numbers = 0
        self._alarm: asyncio.Task[None] | None = None

    async def initialize(self) -> None:
        """Nothing to do: windows are made when they are needed."""

    async def shutdown(self) -> None:
        """Stop the clock; whoever still waits is let go."""
        if self._alarm is not None:
            self._alarm.cancel()
        for waiter in self._waiting:
            waiter.turn.cancel()
        self._waiting.clear()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Wait for the turn, make the call, remember what Telegram said of the pace."""
        chat = data.get("chat_id") if endpoint not in _SILENT else None
        held_as = endpoint if chat is None else chat
        priority = Priority.ANSWER if rate_limit_args is None else rate_limit_args
        for last in (False, True):
            try:
                return await self._in_turn(chat, held_as, priority, lambda: callback(*args, **kwargs))
            except RetryAfter as fault:
                wait = self._hold(held_as, fault)
                if last or priority != Priority.ANSWER or wait > _ANSWER_PATIENCE:
                    raise
        raise AssertionError("the second try returns or raises")

    def ready_at(self, chat: int | str, priority: int, now: datetime) -> datetime:
        """When the chat may next be spoken to, `now` or later, as far as the chat itself goes (not the whole bot)."""
        return self._chat_free(chat, priority, now) or now + timedelta(milliseconds=50)

    def paused_until(self, now: datetime) -> datetime | None:
        """Until when the whole bot is held, if it is."""
        return self._bot_held if self._bot_held is not None and self._bot_held > now else None

    def unready(self, priority: int) -> tuple[set[int], datetime | None]:
        """Chats that may not be spoken to just now, and when the first of them may."""
        now = self.clock.now()
        for chat in [chat for chat, window in self._chats.items() if window.empty(now)]:
            del self._chats[chat]
        waits = {
            chat: at
            for chat in {*self._chats, *self._held}
            if isinstance(chat, int) and (at := self.ready_at(chat, priority, now)) > now
        }
        return set(waits), min(waits.values(), default=None)

    async def _in_turn(
        self, chat: int | str | None, held_as: int | str, priority: int, call: Callable[[], Coroutine[Any, Any, T]]
    ) -> T:
        self._numbers += 1
        waiter = _Waiter(priority, self._numbers, chat, held_as, asyncio.get_running_loop().create_future())
        self._waiting.append(waiter)
        self._grant()
        try:
            await waiter.turn
        except asyncio.CancelledError:
            if waiter in self._waiting:
                self._waiting.remove(waiter)
            elif waiter.turn.done() and not waiter.turn.cancelled():
                self._end(chat)  # its turn had come, and it went
            raise
        begun = time.monotonic()
        try:
            return await call()
        finally:
            if priority > Priority.ANSWER:
                self.latency.add(time.monotonic() - begun)
            self._end(chat)

    def _end(self, chat: int | str | None) -> None:
        now = self.clock.now()
        for window in self._windows(chat):
            window.running -= 1
            window.ended.append(now)
        self._grant()

    def _grant(self) -> None:
        """Let everybody go whose turn it is, in order of priority; wake again when the next one may."""
        now = self.clock.now()
        soonest: datetime | None = None
        for waiter in sorted(self._waiting):
            at = self._free_at(waiter, now)
            if at is not None and at <= now:
                for window in self._windows(waiter.chat):
                    window.running += 1
                if waiter.priority > Priority.ANSWER:
                    # A little of what was missed may be made up for.
                    self._next_alert = max(self._next_alert or now, now - 3 * self._gap) + self._gap
                self._waiting.remove(waiter)
                if not waiter.turn.done():
                    waiter.turn.set_result(None)
            elif at is not None:
                soonest = min(soonest or at, at)
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if soonest is not None:
            self._alarm = asyncio.create_task(self._ring(soonest - now))

    async def _ring(self, after: timedelta) -> None:
        await self.clock.sleep(after.total_seconds())
        self._alarm = None
        self._grant()

    def _free_at(self, waiter: _Waiter, now: datetime) -> datetime | None:
        bot = self._bot.free_at(now)
        chat = self._chat_free(waiter.held_as, waiter.priority, now)
        if bot is None or chat is None:
            return None
        evenly = now
        if waiter.priority > Priority.ANSWER and self._next_alert is not None:
            if self._next_alert > now + self._gap:  # the machine's clock was set back
                self._next_alert = now
            evenly = self._next_alert
        return max(bot, chat, evenly, self.paused_until(now) or now)

    def _chat_free(self, chat: int | str, priority: int, now: datetime) -> datetime | None:
        window = self._chats.get(chat)
        at = now if window is None else window.free_at(now, _share(priority, chat))
        held = self._held.get(chat)
        if held is not None and held <= now:
            del self._held[chat]
            held = None
        return at if at is None or held is None else max(at, held)

    def _windows(self, chat: int | str | None) -> Iterator[Window]:
        yield self._bot
        if chat is not None:
            if chat not in self._chats:
                self._chats[chat] = (
                    Window(1, timedelta(seconds=1))
                    if _private(chat)
                    else Window(self._group_most, timedelta(minutes=1))
                )
            yield self._chats[chat]

    def _hold(self, held_as: int | str, fault: RetryAfter) -> timedelta:
        now = self.clock.now()
        wait = seconds_of(fault)
        self._held[held_as] = now + wait
        self._told.append((now, held_as))
        while self._told and self._told[0][0] < now - _REPEATED_WITHIN:
            self._told.popleft()
        if len({told for _, told in self._told}) >= _REPEATS:
            self._bot_held = now + wait
            self._told.clear()
        log.warning(
            "telegram asks to wait",
            chat=held_as,
            seconds=wait.total_seconds(),
            whole_bot=self.paused_until(now) is not None,
        )
        return wait


def seconds_of(fault: RetryAfter) -> timedelta:
    """How long the fault says to wait."""
    after = fault.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)


def _private(chat: int | str) -> bool:
    return isinstance(chat, int) and chat > 0


def _share(priority: int, chat: int | str) -> float:
    """How much of a group's minute an alert of this priority may fill: silent edits leave room for an alarm, an
    alarm leaves room for an answer."""
    if _private(chat) or priority <= Priority.TEST:
        return 1.0
    return 0.9 if priority <= Priority.ALL_CLEAR else 0.7
