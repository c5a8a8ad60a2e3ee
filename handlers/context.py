"""The typed context of every handler, and the reader it answers: language, zone, regions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from telegram import Message, Update
from telegram.ext import CallbackContext, ContextTypes, ExtBot

from bot.locales import Translator, nearest, translator
from bot.model import Chat, ChatKind
from handlers.desk import Desk

if TYPE_CHECKING:
    from handlers.command import Command

_Dict = dict[Any, Any]


@dataclass(frozen=True)
class Reader:
    """Whom a handler answers: the chat (or topic) and the regions that it subscribed to."""

    chat: Chat
    regions: tuple[str, ...] = ()

    @property
    def t(self) -> Translator:
        """Speaks the chat's language."""
        return translator(self.chat.language)

    @property
    def zone(self) -> str:
        """Cuts the chat's days."""
        return self.chat.timezone

    @property
    def private(self) -> bool:
        """Whether it is one person."""
        return self.chat.kind is ChatKind.PRIVATE


class Context(CallbackContext[ExtBot[None], _Dict, _Dict, _Dict]):
    """PTB's context with the desk on it."""

    @property
    def desk(self) -> Desk:
        """Everything that a handler may use."""
        return cast(Desk, self.bot_data["desk"])

    @property
    def commands(self) -> "tuple[Command, ...]":
        """The one table of commands."""
        return cast("tuple[Command, ...]", self.bot_data["commands"])

    async def reader(self, update: Update) -> Reader:
        """Who asks. A chat that never changed a setting is not stored: it gets its person's language."""
        message, user = update.effective_message, update.effective_user
        asked_in = update.effective_chat
        if asked_in is None:  # inline mode: the person's own settings
            chat_id, topic, kind, title = (user.id if user else 0), 0, ChatKind.PRIVATE, ""
        else:
            chat_id, topic = asked_in.id, topic_of(message)
            kind, title = ChatKind(asked_in.type), asked_in.title or ""
        store = self.desk.store
        chat = await store.chat(chat_id, topic)
        if chat is None and topic:
            whole = await store.chat(chat_id)
            chat = whole.model_copy(update={"topic": topic}) if whole else None
        if chat is None:
            chat = newcomer(chat_id, topic, kind, title, user.language_code if user else None)
        subscribed = await store.subscriptions(chat_id, topic) or (await store.subscriptions(chat_id) if topic else ())
        return Reader(chat, tuple(dict.fromkeys(s.region for s in subscribed)))


def newcomer(chat_id: int, topic: int, kind: ChatKind, title: str, language_code: str | None) -> Chat:
    """A chat's settings before it changed any: the asker's language, and the zone that goes with it."""
    language = nearest(language_code)
    zone = "Europe/Kyiv" if language == "uk" else "Europe/Moscow"
    return Chat(chat_id=chat_id, topic=topic, kind=kind, title=title, language=language, timezone=zone)


def topic_of(message: object) -> int:
    """The forum topic of a message, 0 outside forums (reply threads carry a thread id too: FIELD A 2)."""
    if isinstance(message, Message) and message.is_topic_message:
        return message.message_thread_id or 0
    return 0


CONTEXT = ContextTypes(context=Context)
