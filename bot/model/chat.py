"""Chats, their settings and subscriptions."""

from datetime import time
from enum import IntEnum, StrEnum

from bot.model.base import Frozen, Instant
from bot.model.claim import Weapon


class Interest(StrEnum):
    """What one can subscribe to (DESIGN section 6): threat = danger, attack, all-clear; damage = damage,
    fire, infrastructure; casualties = killed, injured."""

    THREAT = "threat"
    DAMAGE = "damage"
    CASUALTIES = "casualties"
    INTERCEPTION = "interception"
    AIRSPACE = "airspace"


class Severity(IntEnum):
    """How grave a change is."""

    REPORT = 1
    DAMAGE = 2
    DANGER = 3
    ATTACK = 4  # an attack under way, or a missile
    PEOPLE = 5  # people hurt


class ChatKind(StrEnum):
    """Telegram's kinds of chats."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Quiet(Frozen):
    """Quiet hours in the chat's zone (messages go without sound), with kinds that break through."""

    start: time
    end: time
    but: tuple[Weapon, ...] = ()


class Chat(Frozen):
    """A chat or one forum topic of it (`topic` 0 = the chat itself), and how it wants to be spoken to.

    `closed` is the reason for which nothing is sent (blocked, kicked); subscriptions are kept.
    `configured` chats come from [[groups]] of the configuration.
    """

    chat_id: int
    topic: int = 0
    kind: ChatKind = ChatKind.PRIVATE
    title: str = ""
    language: str = "ru"
    timezone: str = "Europe/Moscow"
    quiet: Quiet | None = None
    muted_until: Instant | None = None
    digest: time | None = None
    closed: str = ""
    configured: bool = False


class Subscription(Frozen):
    """One chat's wish: a region (with its districts), an interest and the least severity."""

    chat_id: int
    topic: int = 0
    region: str
    interest: Interest
    severity: Severity = Severity.REPORT
