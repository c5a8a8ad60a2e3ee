"""What a kind of change does in a chat: a new message or an edit, with sound or without, and how urgent.

DESIGN section 6: a message rings only for a new episode, a worse kind, an attack under way, a casualty, a correction
that matters and the all-clear; everything else edits in silence.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple, Self

from bot.model import Change, ChangeKind, Episode, Interest, Priority, Severity, Weapon
from bot.views.correction import corrects
from bot.views.news import Tone

ALARMS = frozenset({ChangeKind.OPENED, ChangeKind.WORSENED, ChangeKind.ATTACK, ChangeKind.REOPENED})
"""Kinds that go stale: they are never sent as fresh when they are old."""

FOLLOW_UPS = frozenset(
    {
        ChangeKind.CONFIRMED,
        ChangeKind.PARTLY_CLEARED,
        ChangeKind.CLEARED,
        ChangeKind.EXPIRED,
        ChangeKind.REOPENED,
        ChangeKind.CORRECTED,
        ChangeKind.WITHDRAWN,
    }
)
"""Kinds that go where the beginning went, whatever the chat subscribes to by now."""

AMENDS = frozenset({ChangeKind.CORRECTED, ChangeKind.WITHDRAWN})
"""Kinds that put right what a chat was told; a mute holds them back and does not swallow them."""

BACK = AMENDS | {ChangeKind.REOPENED}
"""Kinds that take back what was told."""

NAMED = BACK | {ChangeKind.NOTICE}
"""Kinds of which each is named, whatever else is told with it."""

ENDINGS = frozenset({ChangeKind.PARTLY_CLEARED, ChangeKind.CLEARED, ChangeKind.EXPIRED, ChangeKind.WITHDRAWN})
"""Kinds that are owed at any severity, and told only where the beginning was heard: an alarm may be on its way to
a chat at the very moment, so that the outbox, not the rules, knows."""

OVER = frozenset({ChangeKind.CLEARED, ChangeKind.EXPIRED})
"""Endings that take over no sound from the unsent alarm before them: it is not on any more."""

TOLD_BESIDE = frozenset({ChangeKind.CLEARED, ChangeKind.WITHDRAWN})
"""Endings that are a message of their own; the live message is closed besides."""


NOTICES = "notices"
"""What all notices are about: those that come before one of them was told are one message with all of them."""


class Deed(NamedTuple):
    """One message or edit. `about` is what a newer one takes the place of: what ends a thing has one of its own, so
    that it does not swallow the beginning while that is unsent. `rule` is told by /why."""

    tone: Tone
    about: str
    rule: str
    rings: bool
    edits: bool
    reply: bool
    priority: Priority

    def with_(self, other: "Deed") -> Self:
        """Both in one message: it rings if one does, and is an edit only if both are."""
        loud = self if self.rings or not other.rings else other
        return self._replace(
            rule=loud.rule,
            rings=self.rings or other.rings,
            edits=self.edits and other.edits,
            reply=self.reply or other.reply,
            priority=min(self.priority, other.priority),
        )


def severity(episode: Episode) -> Severity:
    """How grave a danger is as it stands."""
    return Severity.ATTACK if episode.attack or episode.weapon is Weapon.MISSILE else Severity.DANGER


def of(change: Change, thread: str, regions: Collection[str] = ()) -> Sequence[Deed]:
    """What `change` does in a chat where it belongs to `thread`, and that hears of these regions."""
    kind = change.kind
    if kind is ChangeKind.NOTICE:
        return (Deed(Tone.NOTICE, NOTICES, "notice", True, False, False, Priority.NOTICE),)
    if kind in ALARMS:
        reply = kind is not ChangeKind.OPENED
        alarm = Deed(Tone.STATE, thread, kind.value, True, False, reply, Priority.THREAT)
        if change.was is None or change.was.cleared_by is None:
            return (alarm,)
        about = f"retracted:{change.was.cleared_by.post}:{thread}"  # a post that ended several dangers is one all-clear
        return (alarm, Deed(Tone.RETRACTED, about, kind.value, False, True, False, Priority.ALL_CLEAR))
    silent = Deed(Tone.STATE, thread, kind.value, False, True, False, Priority.INCIDENT)
    if kind is ChangeKind.CLEARED:
        clear = Deed(Tone.CLEAR, f"clear:{thread}", kind.value, True, False, True, Priority.ALL_CLEAR)
        return (clear, silent._replace(about=f"closing:{thread}"))
    if kind is ChangeKind.CASUALTY:
        return (silent._replace(rings=True, edits=False, reply=True),)
    if kind in (ChangeKind.CORRECTED, ChangeKind.WITHDRAWN):
        said = silent._replace(tone=Tone.CORRECTION, about=f"correction:{thread}", rings=_matters(change))
        said = said._replace(edits=False, reply=True)
        if kind is ChangeKind.CORRECTED and not corrects(change, regions):
            return (silent,)
        return (said, silent._replace(about=f"closing:{thread}") if kind is ChangeKind.WITHDRAWN else silent)
    return (silent,)


def _matters(change: Change) -> bool:
    """Whether a correction rings: people, or a danger that was called by mistake."""
    return (
        change.interest in (Interest.CASUALTIES, Interest.THREAT)
        or change.severity >= Severity.DANGER
        or change.about.startswith("episode:")
    )
