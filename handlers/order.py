"""In which order updates are worked on: one by one within a chat, side by side between chats.

PTB offers all-in-a-row (one slow answer holds up every channel's posts) or all-at-once (an edit may overtake
its post). Per chat is the order that matters.
"""

import asyncio
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

# A flood in one chat waits on that chat's lock; these are only tasks, so many may wait without harm.
_WAITING_AT_MOST = 4096


class ByChat(BaseUpdateProcessor):
    """Serialises the updates of each chat (inline queries: of each person)."""

    def __init__(self) -> None:
        super().__init__(_WAITING_AT_MOST)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's earlier updates (locks are fair), then work on this one."""
        key = _key(update)
        lock = self._locks.get(key)
        if lock is None:
            lock = self._locks[key] = asyncio.Lock()
        async with lock:
            await coroutine


def _key(update: object) -> int:
    if not isinstance(update, Update):
        return 0
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user is not None else 0
