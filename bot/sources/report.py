"""Writes down how a source stands with a channel, and tells the operators of breakages."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from bot import log
from bot.errors import StoreFault
from bot.model.ports import Health, Store
from bot.sources import health as rules
from bot.sources.base import Sink

logger = log.get("sources.health")

SAVE_EVERY = timedelta(seconds=60)
"""An unchanged health is written this often, for `last_ok` to be shown; that the channel spoke is written at once."""


class Report:
    """How a source stands with one channel, as it was written down last."""

    def __init__(self, standing: rules.Standing, store: Store, sink: Sink) -> None:
        self.standing, self.store, self.sink = standing, store, sink
        self._one_at_a_time = asyncio.Lock()

    @property
    def health(self) -> Health:
        """The health that goes with it."""
        return self.standing.health

    async def judge(self, rule: Callable[[rules.Standing], rules.Standing]) -> None:
        """Judge anew from how it stands now; write and tell what changed.

        One at a time: a look and the overseer overlap, and a verdict on what was known before the other's would
        undo it. What cannot be written is not told either: all stays as it was, and the next verdict tries again.
        """
        async with self._one_at_a_time:
            before, after = self.standing, rule(self.standing)
            try:
                self.standing = after.model_copy(update={"saved": await self._written(before.health, after)})
            except Exception as fault:
                ours = not isinstance(fault, StoreFault)
                logger.error(
                    "health could not be written", channel=before.health.channel, fault=str(fault), exc_info=ours
                )
                self.standing = rules.Standing(health=before.health, faults=after.faults, saved=before.saved)

    async def _written(self, old: Health, after: rules.Standing) -> datetime | None:
        """When it was last written."""
        new, saved = after.health, after.saved
        if (old.state, old.reason) != (new.state, new.reason):
            if old.state != new.state:
                # A network that goes and comes moves every channel; that is said once, by whoever asks (Line).
                say = logger.info if old.lost or new.lost else logger.debug
                say("source changed", channel=new.channel, state=new.state, reason=new.reason)
            line = rules.told(old, new)
            await self.sink.health(new.model_copy(update={"told": bool(line)}), told=line)
            saved = new.last_ok
        elif new.last_ok and (saved is None or new.last_ok - saved >= SAVE_EVERY or new.last_post != old.last_post):
            await self.store.put_health(new)
            saved = new.last_ok
        if after.alive and new.last_ok and new.last_ok != old.last_ok:
            await self.store.beat(new.channel, new.transport, new.last_ok)
        return saved
