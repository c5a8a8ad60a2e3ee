"""A loopback Telegram, a sample night and a chat page: the bot without a token, and the tests' double."""

from bot.sandbox.chats import Chat, Inline, Media, Message, Person, Press
from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.journal import Call, Journal
from bot.sandbox.sandbox import Sandbox

__all__ = ["Call", "Chat", "Fault", "FaultKind", "Inline", "Journal", "Media", "Message", "Person", "Press", "Sandbox"]
