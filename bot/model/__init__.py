"""The nouns of Svodka. Frozen, no I/O; times are UTC unless a docstring says otherwise."""

from bot.model.alert import FORMER, Alert, Change, ChangeKind, Fate, LiveMessage, Priority
from bot.model.base import Frozen, Instant, made
from bot.model.channel import Authority, Channel, Style, Transport, default_style
from bot.model.chat import Chat, ChatKind, Interest, Quiet, Severity, Subscription
from bot.model.claim import (
    COUNTED,
    Act,
    Claim,
    Flag,
    Object,
    Reading,
    Role,
    Span,
    State,
    Stated,
    Subject,
    Weapon,
    rank,
    stated_by,
)
from bot.model.count import Count, Said
from bot.model.incident import Incident, Step
from bot.model.place import Place, PlaceSource
from bot.model.post import Post, Revision, fingerprint
from bot.model.tally import Coverage, Figure, JointRow, LastPost, Note, RegionRow, SourceRow, Tally
from bot.model.threat import Episode, EpisodeState, Voice
from bot.model.window import Window, WindowSaid

__all__ = [
    "COUNTED",
    "FORMER",
    "Act",
    "Alert",
    "Authority",
    "Change",
    "ChangeKind",
    "Channel",
    "Chat",
    "ChatKind",
    "Claim",
    "Count",
    "Coverage",
    "Episode",
    "EpisodeState",
    "Fate",
    "Figure",
    "Flag",
    "Frozen",
    "Incident",
    "Instant",
    "Interest",
    "JointRow",
    "LastPost",
    "LiveMessage",
    "Note",
    "Object",
    "Place",
    "PlaceSource",
    "Post",
    "Priority",
    "Quiet",
    "Reading",
    "RegionRow",
    "Revision",
    "Role",
    "Said",
    "Severity",
    "SourceRow",
    "Span",
    "State",
    "Stated",
    "Step",
    "Style",
    "Subject",
    "Subscription",
    "Tally",
    "Transport",
    "Voice",
    "Weapon",
    "Window",
    "WindowSaid",
    "default_style",
    "fingerprint",
    "made",
    "rank",
    "stated_by",
]
