"""Chats of the configuration: [[groups]] and [[relays]] are served without anybody having asked in them."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.alerts.digest import skip_past
from bot.config import Settings
from bot.model import Chat, ChatKind, Interest, Subscription
from bot.model.ports import Store

LEFT_OUT = "no longer in the configuration"
"""The reason of a chat that was closed because its entry was taken out."""


async def serve_configured(store: Store, settings: Settings, now: datetime) -> None:
    """[[groups]] and [[relays]] become chats with subscriptions; chats whose entry is gone are served no more. What
    admins changed in the chat since stays, until the configuration itself changes."""
    served = set()
    for chat, wishes in _entries(settings):
        entry = "|".join([chat.model_dump_json(), *(wish.model_dump_json() for wish in wishes)])
        # A group that became a supergroup goes on under its new id, whatever the configuration calls it.
        here = {"chat_id": await store.moved(chat.chat_id)}
        chat, wishes = chat.model_copy(update=here), [wish.model_copy(update=here) for wish in wishes]
        await _serve(store, chat, wishes, hashlib.sha256(entry.encode()).hexdigest(), now)
        served.add((chat.chat_id, chat.topic))
    for chat in await store.configured_chats():
        if (chat.chat_id, chat.topic) not in served:
            await _leave(store, chat)


def _entries(settings: Settings) -> Iterator[tuple[Chat, Sequence[Subscription]]]:
    for group in settings.groups:
        yield group.chat(), group.subscriptions()
    for chat_id in dict.fromkeys(relay.chat_id for relay in settings.relays):  # one channel may carry several regions
        own = [relay for relay in settings.relays if relay.chat_id == chat_id]
        language, zone = own[0].language, own[0].timezone
        chat = Chat(chat_id=chat_id, kind=ChatKind.CHANNEL, language=language, timezone=zone, configured=True)
        yield chat, [Subscription(chat_id=chat_id, region=relay.region, interest=i) for relay in own for i in Interest]


async def _serve(store: Store, chat: Chat, wishes: Sequence[Subscription], mark: str, now: datetime) -> None:
    """`mark` tells whether the entry was changed since it was last served."""
    if await store.get(_mark(chat)) == mark:
        return
    known = await store.chat(chat.chat_id, chat.topic)
    if known is not None:
        closed = "" if known.closed == LEFT_OUT else known.closed
        chat = chat.model_copy(update={"title": known.title, "closed": closed, "muted_until": known.muted_until})
    await store.put_chat(chat)
    await store.unsubscribe(chat.chat_id, chat.topic)
    await store.subscribe(wishes)
    await skip_past(store, chat, now)  # today's digest of a chat that is new here was yesterday's business
    await store.put(_mark(chat), mark)


async def _leave(store: Store, chat: Chat) -> None:
    await store.put_chat(chat.model_copy(update={"configured": False}))
    await store.unsubscribe(chat.chat_id, chat.topic)
    await store.close_chat(chat.chat_id, LEFT_OUT, chat.topic)
    await store.put(_mark(chat), "")  # put back into the configuration, it is served anew


def _mark(chat: Chat) -> str:
    return f"configured:{chat.chat_id}:{chat.topic}"
