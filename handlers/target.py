"""Target: the chat (or topic) whose alerts are being changed, by whom, and from where."""

import json
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2s

from telegram import InlineKeyboardButton, Update
from telegram.error import TelegramError

from bot import log as logs
from bot.alerts import orders
from bot.locales import Translator, translator
from bot.model import Chat, ChatKind, Interest, Severity, Subscription
from bot.views import settings as words
from handlers.context import Context, newcomer
from handlers.replies import reply
from handlers.rights import Who
from handlers.seal import Seal

log = logs.get(__name__)

AUDIT_KEPT = 20
STOPPED = "stopped by its people"
"""The reason of a chat or topic that /stop closed."""


@dataclass(frozen=True)
class Target:
    """`here` is the chat in which the talk goes on: the target itself, or an administrator's private chat.
    `kept` tells whether the chat's settings are stored; else they are what a newcomer gets."""

    chat: Chat
    wishes: tuple[Subscription, ...]
    who: Who
    here: int
    t: Translator
    kept: bool

    @property
    def regions(self) -> tuple[str, ...]:
        """What it is subscribed to, each region once."""
        return tuple(dict.fromkeys(wish.region for wish in self.wishes))

    @property
    def interests(self) -> tuple[Interest, ...]:
        """What it wants to hear of; everything where it has no region yet."""
        return tuple(i for i in Interest if not self.wishes or any(w.interest is i for w in self.wishes))

    @property
    def severity(self) -> Severity:
        """The least severity of its subscriptions."""
        return min((wish.severity for wish in self.wishes), default=Severity.REPORT)

    @property
    def state(self) -> str:
        """A mark of how everything stands that a button may change."""
        chat = self.chat.model_dump_json(exclude={"title", "kind"}) if self.kept else ""
        said = [chat, *sorted(wish.model_dump_json() for wish in self.wishes)]
        return blake2s("\n".join(said).encode(), digest_size=8).hexdigest()

    def button(self, context: Context, label: str, action: str) -> InlineKeyboardButton:
        """A button that does `action` to this target, for this person alone."""
        data = seal(context).button(
            action,
            self.chat.chat_id,
            self.chat.topic,
            user=self.who.user_id,
            here=self.here,
            state=self.state,
        )
        return InlineKeyboardButton(label, callback_data=data)

    def in_private(self, context: Context) -> InlineKeyboardButton:
        """A button that goes on with this chat's (or topic's) settings in the administrator's private chat."""
        link = seal(context).link(self.chat.chat_id, self.chat.topic)
        label = self.t.gettext("Set up in private")
        return InlineKeyboardButton(label, url=f"https://t.me/{context.bot.username}?start={link}")


def seal(context: Context) -> Seal:
    """The bot's seal."""
    return Seal(context.bot.token)


async def load(context: Context, chat_id: int, topic: int, who: Who, here: int, fallback: Chat) -> Target:
    """The target as it is kept; `fallback` stands in for a chat that never changed a setting."""
    store = context.desk.store
    chat = await store.chat(chat_id, topic)
    if chat is None and topic and (whole := await store.chat(chat_id)):
        chat = whole.model_copy(update={"topic": topic, "configured": False, "closed": ""})
    spoken = fallback.language if here != chat_id or chat is None else chat.language
    wishes = tuple(await store.subscriptions(chat_id, topic))
    return Target(chat or fallback, wishes, who, here, translator(spoken), chat is not None)


async def asked(update: Update, context: Context) -> Target | None:
    """The target of a command: the chat and topic that it was typed in. Where the person may not change it, says so
    and returns None."""
    reader = await context.reader(update)
    chat = reader.chat
    who = await context.desk.rights.may_change(update, context.bot, chat.chat_id, context.desk.clock.now())
    if who is None:
        await reply(update, context, words.admins_only(reader.t, context.bot.username))
        return None
    return await load(context, chat.chat_id, chat.topic, who, chat.chat_id, chat)


async def pressed(update: Update, context: Context, chat_id: int, topic: int) -> Target | None:
    """The target of a press or a deep link; None where the person may not change it."""
    asker, here = update.effective_user, update.effective_chat
    if asker is None or here is None:
        return None
    who = await context.desk.rights.may_change(update, context.bot, chat_id, context.desk.clock.now())
    if who is None:
        return None
    own = await context.desk.store.chat(here.id) if here.id != chat_id else None
    kind = ChatKind(here.type) if here.id == chat_id else ChatKind.SUPERGROUP
    title = (here.title or "") if here.id == chat_id else await _title(context, chat_id)
    fallback = newcomer(chat_id, topic, kind, title, own.language if own else asker.language_code)
    return await load(context, chat_id, topic, who, here.id, fallback)


async def _title(context: Context, chat_id: int) -> str:
    """The title of a group that is spoken of elsewhere; asked of Telegram only where the group is not kept."""
    if await context.desk.store.chat(chat_id) is None:
        with suppress(TelegramError):
            return (await context.bot.get_chat(chat_id)).title or ""
    return ""


async def reopen(context: Context, chat: Chat) -> None:
    """Somebody wants to be spoken to here again. What refused the bot is tried again in the whole chat; what people
    stopped goes on in this topic alone."""
    await come_back(context, chat.chat_id, unless=STOPPED)
    await come_back(context, chat.chat_id, chat.topic)


async def come_back(context: Context, chat_id: int, topic: int | None = None, *, unless: str | None = None) -> None:
    """The chat, or one topic, is spoken to again, but for what was closed for the reason `unless`; it hears how the
    dangers stand."""
    desk = context.desk
    if await orders.come_back(desk.store, desk.clock.now(), chat_id, topic, unless=unless):
        desk.delivery.wake()


async def change(context: Context, target: Target, chat: Chat, what: str) -> Target:
    """Keep changed settings, with a line of who changed what."""
    await context.desk.store.put_chat(chat)
    return await changed(context, target, what)


async def changed(context: Context, target: Target, what: str) -> Target:
    """Write the audit line (of a group: a person knows what they did) and look the target up again. A chat that is
    changed is a chat that is kept."""
    store, now = context.desk.store, context.desk.clock.now()
    if await store.chat(target.chat.chat_id, target.chat.topic) is None:
        await store.put_chat(target.chat)
    group = target.chat.chat_id < 0
    if group:
        key = f"audit:{target.chat.chat_id}:{target.chat.topic}"
        former = json.loads(await store.get(key) or "[]")
        line = [now.isoformat(timespec="seconds"), target.who.name, what]
        await store.put(key, json.dumps([*former, line][-AUDIT_KEPT:], ensure_ascii=False))
    # No person is named, nor their own chat: what was logged cannot be deleted when they ask for it.
    names = {"chat": target.chat.chat_id, "topic": target.chat.topic} if group else {}
    log.info("settings changed", **names, what=what)
    return await load(context, target.chat.chat_id, target.chat.topic, target.who, target.here, target.chat)


async def audit(context: Context, chat: Chat) -> list[tuple[str, str, str]]:
    """Who changed what in this group, at most AUDIT_KEPT changes: (ISO time, name, what), oldest first."""
    kept = json.loads(await context.desk.store.get(f"audit:{chat.chat_id}:{chat.topic}") or "[]")
    return [(at, who, what) for at, who, what in kept]
