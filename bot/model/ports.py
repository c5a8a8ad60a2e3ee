"""What the road asks of storage. storage.Store keeps this promise on SQLite and on PostgreSQL.

Reads outside `work()` see the last commit. `work()` is the one serialised write transaction: it commits
when the block ends, rolls back on an exception, and no two of them run at once on one database.
"""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from bot.model.alert import Alert, Change, ChangeKind, Fate, LiveMessage
from bot.model.base import Frozen, Instant
from bot.model.channel import Channel
from bot.model.chat import Chat, Interest, Severity, Subscription
from bot.model.claim import Reading, Stated, Subject, Weapon
from bot.model.incident import Incident
from bot.model.post import Post, Revision
from bot.model.tally import Tally
from bot.model.threat import Episode


class Scope(Frozen):
    """What a weighing has to look at. Claims are in scope where their window or posting time touches
    [start, end) and any of their regions is among `regions`; nationwide claims always are.

    `dangers` = episodes are asked for too, `harm` = episodes and incidents are; figures alone are weighed without."""

    regions: frozenset[str]
    start: Instant
    end: Instant
    dangers: bool = True
    harm: bool = True


class Known(Frozen):
    """What is known in a scope: standing claims (newest revisions, not withdrawn) and what was derived."""

    stated: tuple[Stated, ...] = ()
    episodes: tuple[Episode, ...] = ()
    incidents: tuple[Incident, ...] = ()


class Noted(Frozen):
    """A change as it is written down."""

    at: Instant
    kind: ChangeKind
    about: str
    regions: tuple[str, ...]
    post: str
    weapon: Weapon | None = None


class Withdrawal(Frozen):
    """A post went at `at`, or (`back`) its channel showed the same text again. `kept` is the id of the newest
    revision, of whatever post, that was kept then: it tells the order among posts."""

    post: str
    at: Instant
    kept: int
    back: bool = False


class Backlog(Frozen):
    """What the outbox owes: so many rows, waiting or being sent; `due` is when the first of them is or was due."""

    owed: int
    due: Instant | None = None


class Silence(Frozen):
    """A span in which a channel was not alive (its source failed). `end` None = still so."""

    channel: str
    start: Instant
    end: Instant | None = None


class HealthState(StrEnum):
    """How a source stands. The rules are in bot/sources/health.py."""

    HEALTHY = "healthy"
    QUIET = "quiet"
    STALE = "stale"
    BROKEN = "broken"
    GONE = "gone"


class Health(Frozen):
    """A source's health as last judged, with the reason."""

    channel: str
    transport: str
    state: HealthState
    since: Instant
    reason: str = ""
    last_ok: Instant | None = None
    last_post: Instant | None = None
    told: bool = False

    @property
    def alive(self) -> bool:
        """Whether the channel is heard, posts or none."""
        return self.state in (HealthState.HEALTHY, HealthState.QUIET)

    @property
    def lost(self) -> bool:
        """Whether somebody must look at it."""
        return self.state in (HealthState.BROKEN, HealthState.GONE)


class Work(Protocol):
    """One write transaction."""

    async def known(self, scope: Scope) -> Known: ...
    async def open_episodes(self, regions: Sequence[str]) -> Sequence[Episode]:
        """Episodes of these regions that are not known to be over."""
        ...

    async def note(self, changes: Sequence[Change]) -> None:
        """Write down what changed, whether anybody is to hear of it or not."""
        ...

    async def stated_of(self, post_key: str) -> tuple[Stated, ...]:
        """The standing claims of a post ('name/123')."""
        ...

    async def save_reading(self, revision: Revision, reading: Reading) -> tuple[Stated, ...]:
        """Make `reading` the post's standing claims (the former ones are kept as history) and mark the
        revision read. Forgets cached tallies that old or new claims touch."""
        ...

    async def fail(self, revision: Revision, reason: str) -> bool:
        """Count a failed try. True where it was the last one and the revision is left alone from now on."""
        ...

    async def withdraw(self, post_key: str, at: Instant) -> tuple[Stated, ...]:
        """The post is gone: its claims no longer stand; returns what stood."""
        ...

    async def save_episodes(self, episodes: Sequence[Episode], gone: Sequence[str] = ()) -> None: ...
    async def save_incidents(self, incidents: Sequence[Incident], gone: Sequence[str] = ()) -> None: ...
    async def subscribers(
        self, regions: Sequence[str], interest: Interest, severity: Severity
    ) -> Sequence[Subscription]:
        """Subscriptions of open chats that want it (one row per matching region)."""
        ...

    async def chats(self, keys: Sequence[tuple[int, int]]) -> Mapping[tuple[int, int], Chat]: ...
    async def live(self, abouts: Sequence[str]) -> Sequence[LiveMessage]:
        """The live messages about some things, of all chats."""
        ...

    async def owe(self, alerts: Sequence[Alert], supersedes: bool = True) -> int:
        """Put alerts into the outbox; a key that is there already is passed over. With `supersedes`, unsent
        rows of the same (chat, topic, about) get fate superseded, with the reason. Returns how many are new."""
        ...


class Store(Protocol):
    """Everything that is kept."""

    async def close(self) -> None: ...
    def work(self) -> AbstractAsyncContextManager[Work]: ...

    # channels
    async def channels(self) -> Mapping[str, Channel]: ...
    async def put_channels(self, channels: Sequence[Channel]) -> None:
        """From the configuration, at start. Pinned ids and aliases are kept."""
        ...

    async def pin(self, name: str, channel_id: int, title: str) -> None: ...
    async def rename(self, name: str, username: str) -> None: ...

    # posts
    async def keep(self, post: Post) -> Revision | None:
        """Keep the post's text as a revision, durable on return. None where this text is kept already."""
        ...

    async def unread(self, limit: int = 500) -> Sequence[Revision]:
        """Revisions kept but not yet weighed (after a crash), oldest first; failed ones are left out."""
        ...

    async def newest(self, channel: str) -> Post | None: ...
    async def recent(self, channel: str, since: Instant) -> Sequence[Revision]:
        """Newest revisions of a channel's posts since then (for edits and withdrawals)."""
        ...

    async def revisions(self, start: Instant, end: Instant) -> Sequence[Revision]:
        """All revisions of posts posted in [start, end), in order of posting and number."""
        ...

    async def withdrawals(self, start: Instant, end: Instant) -> Sequence[Withdrawal]:
        """What went of the posts posted in [start, end), and what came back, in order."""
        ...

    async def changes(self, start: Instant, end: Instant) -> Sequence[Noted]:
        """What became known in [start, end), in order."""
        ...

    # answers
    async def tally(self, day: date, zone: str, subject: Subject, weapon: Weapon, regions: Sequence[str] = ()) -> Tally:
        """One day's counts. With `regions`, theirs alone and nothing of the whole country."""
        ...

    async def tallies(
        self, first: date, last: date, zone: str, subject: Subject, weapon: Weapon, regions: Sequence[str] = ()
    ) -> Sequence[Tally]:
        """Every day's tally from `first` to `last`, both counted, oldest first."""
        ...

    async def counted_kinds(
        self, start: Instant, end: Instant, regions: Sequence[str] = ()
    ) -> frozenset[tuple[Subject, Weapon | None]]:
        """Which subjects and weapons standing claims that touch [start, end) speak of."""
        ...

    async def stated(self, scope: Scope, subjects: Sequence[Subject] = ()) -> Sequence[Stated]: ...
    def every_claim(self, start: Instant, end: Instant) -> AsyncIterator[Stated]:
        """Standing claims of posts posted in [start, end), in order of posting, in bounded memory."""
        ...

    async def open_episodes(self, regions: Sequence[str] = ()) -> Sequence[Episode]: ...
    async def episodes(self, regions: Sequence[str], start: Instant, end: Instant) -> Sequence[Episode]: ...
    async def incidents(self, regions: Sequence[str], start: Instant, end: Instant) -> Sequence[Incident]: ...
    async def incidents_at(self, named: Callable[[str, str], bool], start: Instant, end: Instant) -> Sequence[Incident]:
        """Incidents in [start, end) of the areas whose region and name `named` knows, oldest first."""
        ...

    async def incident(self, incident_id: str) -> Incident | None: ...
    async def post_text(self, post_key: str) -> Revision | None: ...
    async def revisions_of(self, post_key: str) -> Sequence[Revision]:
        """Every revision of 'name/123', by number."""
        ...

    async def read_from(self, revision_id: int) -> Sequence[Stated]:
        """The claims that were read from a revision, whether they stand or not."""
        ...

    # health
    async def beat(self, channel: str, transport: str, at: Instant) -> None:
        """A source was heard: it answered properly, posts or none."""
        ...

    async def put_health(self, health: Health) -> None: ...
    async def healths(self) -> Sequence[Health]: ...
    async def silences(self, start: Instant, end: Instant, channels: Collection[str] = ()) -> Sequence[Silence]:
        """Of these channels, or all."""
        ...

    # chats
    async def chat(self, chat_id: int, topic: int = 0) -> Chat | None: ...
    async def put_chat(self, chat: Chat) -> None: ...
    async def configured_chats(self) -> Sequence[Chat]: ...
    async def digest_chats(self) -> Sequence[Chat]:
        """Chats and topics that want a digest and are not closed."""
        ...

    async def close_chat(self, chat_id: int, reason: str, topic: int | None = None) -> None:
        """Nothing is sent any more to the chat, or to one topic; unsent rows are dropped with the reason."""
        ...

    async def reopen_chat(
        self, chat_id: int, topic: int | None = None, *, unless: str | None = None
    ) -> Mapping[int, Instant]:
        """The chat, or one topic, is spoken to again, but for what was closed for the reason `unless`. Returns the
        topics that are back, and since when they were closed."""
        ...

    async def migrate_chat(self, old: int, new: int) -> None:
        """A group became a supergroup: settings, subscriptions, live messages and unsent rows move along."""
        ...

    async def moved(self, chat_id: int) -> int:
        """The id that a chat has since it became a supergroup; its own where it never did."""
        ...

    async def former_ids(self, chat_id: int) -> Sequence[int]:
        """The ids that a supergroup had before it became one."""
        ...

    async def forget_chat(self, chat_id: int) -> None:
        """Leave no row that holds the chat's id."""
        ...

    async def forget_closed_chats(self, older_than: timedelta) -> int:
        """Retention: forget chats and topics that closed so long ago. Returns how many."""
        ...

    async def forget_fated(self, older_than: timedelta) -> int:
        """Retention: remove outbox rows whose fate was sealed so long ago. Returns how many."""
        ...

    async def subscriptions(self, chat_id: int, topic: int = 0) -> Sequence[Subscription]: ...
    async def subscribe(self, subscriptions: Sequence[Subscription]) -> None: ...
    async def unsubscribe(self, chat_id: int, topic: int, regions: Sequence[str] = ()) -> int: ...

    # outbox
    async def lease(self, now: Instant, limit: int, lease: timedelta, busy: Sequence[int]) -> Sequence[Alert]:
        """Take up to `limit` due rows, one per chat at most, none of the chats in `busy`, by priority then id.
        A row whose lease ran out is due again. Within one (chat, topic, about) the order is strict."""
        ...

    async def settle(
        self,
        alert: Alert,
        fate: Fate,
        reason: str,
        message_id: int | None,
        live: LiveMessage | None,
        then: Alert | None = None,
    ) -> bool:
        """Write a row's fate and, in the same transaction, the chat's live message and what it is owed next. False,
        and nothing written, where the row is no longer held as `alert` says (its `leased_until`): another sender
        has it."""
        ...

    async def elect(self, name: str) -> bool:
        """Try to hold an office ("sender") that one process per database may hold; True while it is ours."""
        ...

    async def resign(self, name: str) -> None: ...
    async def give_back(self, now: Instant) -> int:
        """Leased rows are due at once: their sender is gone. For the elected sender alone."""
        ...

    async def postpone(self, alert: Alert, until: Instant, reason: str) -> bool:
        """Give a row back: it is due again at `until`. False where it is no longer held as `alert` says."""
        ...

    async def make_due(self, chat_id: int, topic: int, reason: str) -> int:
        """Rows that wait for this reason are due at once. Returns how many."""
        ...

    async def live_message(self, chat_id: int, topic: int, about: str) -> LiveMessage | None: ...
    async def backlog(self) -> Backlog: ...
    async def owed_before(self, alert: Alert, about: str) -> Alert | None:
        """The oldest row about a thing that the alert's chat is still owed from before it."""
        ...

    async def told(self, chat_id: int, topic: int, about: str) -> Sequence[Alert]:
        """Rows about a thing that became messages of the chat, or may have; the newest few, newest first."""
        ...

    async def overtaken(self, alert: Alert) -> Sequence[Alert]:
        """Rows about the same that gave way to this one, since the last that the chat was sent; oldest first."""
        ...

    async def outbox(self, fates: Sequence[Fate] = (), limit: int = 100) -> Sequence[Alert]: ...
    async def alert_by_message(self, chat_id: int, message_id: int) -> Alert | None: ...
    async def alerts_of(
        self, chat_id: int, topic: int, fates: Sequence[Fate] = (), limit: int = 100, *, since: Instant | None = None
    ) -> Sequence[Alert]:
        """A chat's rows of these fates (or all), newest first; `since` = whose fate was written from then on."""
        ...

    async def alert(self, alert_id: int) -> Alert | None: ...

    # small state (poll offsets, schedules, file ids)
    async def get(self, key: str) -> str | None: ...
    async def put(self, key: str, value: str) -> None: ...
    async def beginning(self, prefix: str) -> Mapping[str, str]:
        """All values whose keys begin so, by key."""
        ...
