"""Chats of the configuration: [[groups]] and [[relays]] are served without anybody having asked in them."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from bot.alerts.digest import skip_past
from bot.config import Settings
from bot.model import Chat, ChatKind, Interest, Subscription
from bot.model.ports import Store


async def serve_configured(store: Store, settings: Settings, now: datetime) -> None:
    """[[groups]] and [[relays]] become chats with subscriptions. What admins changed in the chat since stays, until
    the configuration itself changes."""
    for group in settings.groups:
        await _serve(store, group.chat(), group.subscriptions(), now)
    for chat_id in dict.fromkeys(relay.chat_id for relay in settings.relays):  # one channel may carry several regions
        own = [relay for relay in settings.relays if relay.chat_id == chat_id]
        language, zone = own[0].language, own[0].timezone
        chat = Chat(chat_id=chat_id, kind=ChatKind.CHANNEL, language=language, timezone=zone, configured=True)
        wishes = [Subscription(chat_id=chat_id, region=relay.region, interest=i) for relay in own for i in Interest]
        await _serve(store, chat, wishes, now)


async def _serve(store: Store, chat: Chat, wishes: Sequence[Subscription], now: datetime) -> None:
    key = f"configured:{chat.chat_id}:{chat.topic}"
    wanted = "|".join([chat.model_dump_json(), *(w.model_dump_json() for w in wishes)])
    mark = hashlib.sha256(wanted.encode()).hexdigest()
    if await store.get(key) == mark:
        return
    known = await store.chat(chat.chat_id, chat.topic)
    if known is not None:
        chat = chat.model_copy(update={"title": known.title, "closed": known.closed, "muted_until": known.muted_until})
    await store.put_chat(chat)
    await store.unsubscribe(chat.chat_id, chat.topic)
    await store.subscribe(wishes)
    await skip_past(store, chat, now)  # today's digest of a chat that is new here was yesterday's business
    await store.put(key, mark)
