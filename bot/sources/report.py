"""Writes down how a source stands with a channel, and tells the operators of breakages."""

from datetime import timedelta

from bot import log
from bot.model.ports import Store
from bot.sources import health as rules
from bot.sources.base import Sink

logger = log.get("sources.health")

SAVE_EVERY = timedelta(seconds=60)
"""An unchanged health is written this often, for `last_ok` to be shown."""


async def report(before: rules.Standing, after: rules.Standing, store: Store, sink: Sink) -> rules.Standing:
    """Write and tell what changed. Returns the standing to go on from: the one before where it could not be
    written, for then it was not told either and the next look tries again."""
    old, new = before.health, after.health
    try:
        saved = after.saved
        if (old.state, old.reason) != (new.state, new.reason):
            if old.state != new.state:
                logger.info("source changed", channel=new.channel, state=new.state, reason=new.reason)
            line = rules.told(old, new)
            await sink.health(new.model_copy(update={"told": bool(line)}), told=line)
            saved = new.last_ok
        elif new.last_ok and (saved is None or new.last_ok - saved >= SAVE_EVERY):
            await store.put_health(new)
            saved = new.last_ok
        if after.alive and new.last_ok and new.last_ok != old.last_ok:
            await store.beat(new.channel, new.transport, new.last_ok)
    except Exception:
        logger.exception("health could not be written", channel=new.channel)
        return rules.Standing(health=old, faults=after.faults, saved=before.saved)
    return after.model_copy(update={"saved": saved})
