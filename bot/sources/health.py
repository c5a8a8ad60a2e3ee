"""How a source stands with a channel. Pure rules: what was known and what happened give what is known now.

healthy  it answers properly and the channel has spoken within three days
quiet    it answers properly, and the channel has not spoken for three days, or never
stale    no proper answer lately, for reasons that pass by themselves (no network, a host left alone)
broken   twice running: the page is no channel page, its layout changed, it lost its posts, the host refuses
gone     twice running: there is no such channel

Only the first two are alive. Nothing but a proper answer leads back to them.
"""

from datetime import datetime, timedelta

from bot.errors import SourceFault, SourceGone, SourceLater, SourceRefused
from bot.model import Episode, Frozen, Instant
from bot.model.ports import Health, HealthState

QUIET_AFTER = timedelta(days=3)
SILENT_IN_ALARM = timedelta(hours=2)
STALE_AFTER = timedelta(seconds=90)
TWICE = 2


class Standing(Frozen):
    """A channel's health, the count of faults that came one after another, and when it was last written."""

    health: Health
    faults: int = 0
    saved: Instant | None = None

    @property
    def alive(self) -> bool:
        """Whether what the source says may be read as what the channel says."""
        return self.health.alive


def unknown(channel: str, transport: str, now: datetime) -> Standing:
    """Before the first answer: not alive, for nothing is known."""
    return Standing(
        health=Health(channel=channel, transport=transport, state=HealthState.STALE, since=now, reason="not yet read")
    )


def heard(before: Standing, last_post: datetime | None, now: datetime) -> Standing:
    """A proper answer. `last_post` is when the channel last spoke as far as it shows, None where it never did; what it
    said and took back it said all the same."""
    last_post = max((at for at in (last_post, before.health.last_post) if at is not None), default=None)
    quiet = last_post is None or now - last_post > QUIET_AFTER
    reason = "" if not quiet else "no posts yet" if last_post is None else "no posts for three days"
    health = before.health.model_copy(update={"last_ok": now, "last_post": last_post})
    return Standing(
        health=_to(health, HealthState.QUIET if quiet else HealthState.HEALTHY, reason, now), saved=before.saved
    )


def failed(before: Standing, fault: SourceFault, now: datetime) -> Standing:
    """No proper answer. The first fault alone changes nothing; the second says what it is."""
    faults = before.faults + 1
    health = before.health
    if faults >= TWICE:
        if isinstance(fault, SourceGone):
            state = HealthState.GONE
        elif isinstance(fault, SourceLater) and not isinstance(fault, SourceRefused):
            # What is known to be broken is not mended by the network going away.
            state = HealthState.STALE if before.alive else health.state
        else:
            state = HealthState.BROKEN
        health = _to(health, state, str(fault), now)
    return Standing(health=health, faults=faults, saved=before.saved)


def aged(before: Standing, now: datetime, allowed: timedelta) -> Standing:
    """Time passed without any answer: a source that was alive is stale after `allowed`."""
    last_ok = before.health.last_ok
    if not before.alive or (last_ok is not None and now - last_ok <= allowed):
        return before
    return before.model_copy(update={"health": _to(before.health, HealthState.STALE, "no answer lately", now)})


def told(before: Health, after: Health) -> str:
    """The line for the operators about a transition, '' where they need none.

    A breakage is told once, by name, and so is its end. `stale` is not told channel by channel: a network
    that is away would make it a flood; the poller tells that once for all.
    """
    if before.state == after.state:
        return ""
    name = f"{after.channel} ({after.transport})"
    if after.lost and not before.lost:
        last = f"; last read {after.last_ok:%d.%m %H:%M} UTC" if after.last_ok else ""
        return f"{name} is {after.state}: {after.reason}{last}. Its silence is not calm."
    if before.lost and after.alive:
        return f"{name} is read again."
    return ""


def silent_in_alarm(episode: Episode, last_post: datetime | None, now: datetime) -> bool:
    """Whether the channel that opened an episode has said nothing since for suspiciously long."""
    spoke = max(episode.since, episode.last_confirmed, last_post or episode.since)
    return episode.open and now - spoke > SILENT_IN_ALARM


def _to(health: Health, state: HealthState, reason: str, now: datetime) -> Health:
    if health.state == state:
        return health.model_copy(update={"reason": reason})
    return health.model_copy(update={"state": state, "reason": reason, "since": now, "told": False})
