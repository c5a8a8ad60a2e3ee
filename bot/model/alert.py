"""Changes of what is known, and Alerts: messages owed to chats until their fate is known."""

from enum import IntEnum, StrEnum

from bot.model.base import Frozen, Instant
from bot.model.chat import Interest, Severity
from bot.model.claim import Stated, Weapon
from bot.model.incident import Incident
from bot.model.threat import Episode


class ChangeKind(StrEnum):
    """What a post, or time, did to what is known."""

    OPENED = "opened"  # a new episode
    WORSENED = "worsened"  # a worse kind in an open group
    ATTACK = "attack"  # an attack under way
    CONFIRMED = "confirmed"
    PARTLY_CLEARED = "partly_cleared"
    CLEARED = "cleared"
    EXPIRED = "expired"
    REOPENED = "reopened"  # the all-clear was withdrawn
    REPORT = "report"  # an interception report (or another figure)
    INCIDENT = "incident"
    CASUALTY = "casualty"
    AIRSPACE = "airspace"
    CORRECTED = "corrected"  # an edit changed a figure
    WITHDRAWN = "withdrawn"
    NOTICE = "notice"  # to operators: source broken, impostor, poison post


class Change(Frozen):
    """One difference between what was known and what is known now. Carries what words it needs.

    `about` names the thing: "episode:<group>", "incident:<id>", "report:<name>/<message>", "source:<name>".
    `post` is "name/123" of the post that caused it, '' for time. `before` and `now` are the claims replaced
    by an edit and those that stand now. `was` is the episode as it was over, of one that is open again; `held` the
    incident as it was told before.
    """

    kind: ChangeKind
    about: str
    regions: tuple[str, ...]
    interest: Interest | None
    severity: Severity
    at: Instant
    post: str = ""
    weapon: Weapon | None = None
    episode: Episode | None = None
    was: Episode | None = None
    incident: Incident | None = None
    held: Incident | None = None
    before: tuple[Stated, ...] = ()
    now: tuple[Stated, ...] = ()
    text: str = ""


class Priority(IntEnum):
    """Which alert goes first between episodes (smaller first). No danger waits for what operators are told."""

    ANSWER = 0
    TEST = 1  # somebody asked for it and waits
    THREAT = 2
    ALL_CLEAR = 3
    INCIDENT = 4
    DIGEST = 5
    NOTICE = 6


class Fate(StrEnum):
    """Where an outbox row stands. `uncertain`: a read timed out, the message may exist."""

    WAITING = "waiting"
    LEASED = "leased"
    SENT = "sent"
    SUPERSEDED = "superseded"
    DROPPED = "dropped"
    UNCERTAIN = "uncertain"
    DEAD = "dead"


FORMER = "former:"
"""Begins what rows are about that point a former live message (their `message_id`) to the one that took over."""


class Alert(Frozen):
    """A message owed. `payload` is JSON from which the words are made at sending time, in the chat's language.

    `key` is unique (chat, topic, about, step). `rings` = with sound, before quiet hours are applied.
    `edits` = change the chat's live message about the same thing, if there is one, rather than send anew.
    `reply` = send as a reply to that live message. `inherits` = take over the sound of an unsent row that it
    supersedes; only asked when it is owed, and not kept. Times are UTC; `expires_at` None = never stale.
    """

    id: int = 0
    chat_id: int
    topic: int = 0
    about: str
    kind: ChangeKind
    reason: str
    key: str
    priority: Priority
    rings: bool = True
    edits: bool = False
    reply: bool = False
    inherits: bool = True
    payload: str = "{}"
    created: Instant
    not_before: Instant
    expires_at: Instant | None = None
    attempts: int = 0
    leased_until: Instant | None = None
    fate: Fate = Fate.WAITING
    fate_reason: str = ""
    message_id: int | None = None


class LiveMessage(Frozen):
    """The one message that a chat has about a thing; later news edit it. `heard` = its alarm rang or stood."""

    chat_id: int
    topic: int = 0
    about: str
    message_id: int
    heard: bool
    text: str = ""
    updated: Instant
