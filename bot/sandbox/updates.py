"""The queue of updates: getUpdates as Telegram does it, one poller at a time, kept for 24 hours."""

import asyncio
from collections import deque
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.clock import Clock
from bot.sandbox.refusal import conflict

KEPT = timedelta(hours=24)
KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "message_reaction",
        "message_reaction_count",
        "chat_boost",
        "removed_chat_boost",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "purchased_paid_media",
        "guest_message",
    }
)
DEFAULT = KINDS - {"chat_member", "message_reaction", "message_reaction_count"}
TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
HOOKED = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


@dataclass(frozen=True)
class Webhook:
    """Where updates are delivered to instead."""

    url: str
    secret: str = ""


class Updates:
    """Pending updates. `allowed` stays until another list is given; it filters at the time of the event."""

    def __init__(self, clock: Clock, first_id: int = 7_000_001) -> None:
        self.allowed: frozenset[str] = DEFAULT
        self.webhook: Webhook | None = None
        self.arrived = asyncio.Event()
        self._clock, self._next = clock, first_id
        self._pending: deque[tuple[Any, dict[str, Any]]] = deque()
        self._poller: asyncio.Future[None] | None = None

    def push(self, kind: str, payload: dict[str, Any]) -> None:
        """Something happened; kept only if the bot asked for such updates."""
        if kind not in self.allowed:
            return
        self._pending.append((self._clock.now(), {"update_id": self._next, kind: payload}))
        self._next += 1
        self.arrived.set()
        if self._poller and not self._poller.done():
            self._poller.set_result(None)

    def allow(self, kinds: list[str] | None) -> None:
        """None keeps the former list, an empty one brings back the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) & KINDS or DEFAULT

    @property
    def pending(self) -> list[dict[str, Any]]:
        """What has not been confirmed; older than 24 hours is gone."""
        while self._pending and self._clock.now() - self._pending[0][0] > KEPT:
            self._pending.popleft()
        return [update for _, update in self._pending]

    def confirm(self, offset: int) -> None:
        """Forget what lies before `offset`; a negative one keeps so many from the end."""
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        while self._pending and self._pending[0][1]["update_id"] < offset:
            self._pending.popleft()

    def clear(self) -> None:
        """drop_pending_updates."""
        self._pending.clear()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """getUpdates, waiting so many seconds of the machine. Refusal 409 if a newer poll comes or a webhook is set."""
        if self.webhook:
            raise conflict(HOOKED)
        self.interrupt(TERMINATED)
        self.confirm(offset)
        if not self.pending and seconds > 0:
            waiting = self._poller = asyncio.get_running_loop().create_future()
            try:
                await asyncio.wait_for(waiting, seconds)
            except TimeoutError:
                return []
            finally:
                if self._poller is waiting:
                    self._poller = None
        return self.pending[: min(max(limit, 1), 100)]

    def interrupt(self, reason: str) -> None:
        """End the waiting poll with 409."""
        if self._poller and not self._poller.done():
            self._poller.set_exception(conflict(reason))
        self._poller = None

    def release(self) -> None:
        """End the waiting poll with what there is (the server stops)."""
        if self._poller and not self._poller.done():
            self._poller.set_result(None)
