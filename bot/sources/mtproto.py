"""Channels by a person's own Telegram session (Telethon). Optional, off by default: docs/sources.md tells the risk.

The session file is the whole account: it is made readable to its owner alone and never logged. Pushed updates
of large channels lag or never come, so channels are looked at every minute, as the preview's are: what is new,
what was edited or taken down in the last two days, and what lies in between after an outage.
"""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from bot import log
from bot.clock import Clock
from bot.config import MtprotoSettings, PreviewSettings
from bot.errors import BadConfig, SourceFault, StoreFault
from bot.model import Channel, Post, Transport
from bot.model.ports import Health, Store
from bot.sources import health as rules
from bot.sources.base import Sink
from bot.sources.look import Look
from bot.sources.page import Page
from bot.sources.report import Report
from bot.sources.session import Client, Session, client
from bot.sources.watch import Watch

logger = log.get("sources.mtproto")

POLL = 60.0


class Mtproto:
    """Looks at every channel that comes by `mtproto`. `wire` replaces Telethon's client."""

    transport = Transport.MTPROTO

    def __init__(
        self,
        settings: MtprotoSettings,
        channels: Mapping[str, Channel],
        store: Store,
        clock: Clock,
        sink: Sink,
        wire: Client | None = None,
    ) -> None:
        self.settings, self.store, self.clock, self.sink = settings, store, clock, sink
        self.client = wire or client(settings)
        self._session = Session(self.client, clock)
        self._look = Look(PreviewSettings(), self._session, store, clock, sink)
        now = clock.now()
        self.watches = {
            name: Watch(channel, name, Report(rules.unknown(name, self.transport, now), store, sink), self.transport)
            for name, channel in channels.items()
            if self.transport in channel.via
        }
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Connect and begin to look. BadConfig where the session is not logged in."""
        for health in await self.store.healths():
            if health.transport == self.transport and health.channel in self.watches:
                self.watches[health.channel].report.standing = rules.Standing(health=health)
        for name, channel in (await self.store.channels()).items():
            if name in self.watches:
                self.watches[name].channel = channel
        try:
            await self.client.connect()
        except (OSError, asyncio.IncompleteReadError) as fault:
            logger.warning("MTProto is not reached; trying again", fault=str(fault), then=f"again in {POLL:.0f} s")
        else:
            if not await self.client.is_user_authorized():
                await self.client.disconnect()
                raise BadConfig(
                    f"mtproto.session = {self.settings.session!r}: not logged in; "
                    "run python -m bot.sources.mtproto once, on a terminal"
                )
        self._task = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        """Stop looking and disconnect. What is being handed on is handed on."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._look.finish()
        await self.client.disconnect()

    def health(self, channel: str) -> Health:
        """How the session stands with a channel."""
        return self.watches[channel].report.health

    async def newest(self, channel: str) -> Sequence[Post]:
        """The newest posts, oldest first. Raises SourceFault."""
        return self._posts(channel, await self._session.page(self.watches[channel].username))

    async def before(self, channel: str, message_id: int) -> Sequence[Post]:
        """Posts older than that id, oldest first; empty at the beginning. Raises SourceFault."""
        return self._posts(channel, await self._session.page(self.watches[channel].username, message_id))

    async def poll(self, name: str) -> int:
        """One look at a channel: what is new, edited or gone. Returns how many posts were handed on."""
        watch = self.watches[name]
        try:
            page, count = await self._look.newest(watch)
        except SourceFault as fault:
            await watch.report.judge(partial(rules.failed, fault=fault, now=self.clock.now()))
            return 0
        await watch.report.judge(partial(rules.heard, last_post=watch.last_post, now=self.clock.now()))
        try:
            return count + await self._look.older(watch, page)
        except SourceFault as fault:
            logger.info("older messages could not be read", channel=name, fault=str(fault))
            return count

    def _posts(self, channel: str, page: Page) -> list[Post]:
        watch, now = self.watches[channel], self.clock.now()
        return [watch.post(item, now) for item in page.items if not item.service]

    async def _follow(self) -> None:
        while True:
            for name in self.watches:
                try:
                    await self.poll(name)
                except StoreFault as fault:
                    logger.error("the database does not answer", channel=name, fault=str(fault))
                except Exception:  # a fault of ours must not silence the source for good
                    logger.exception("look failed", channel=name)
            await self.clock.sleep(POLL)


def login(config: Path) -> None:
    """Log the configured session in, asking for the phone number and the code on the terminal."""
    from bot.config import load

    made: Any = client(load(config).mtproto)
    with made.start():
        sys.stdout.write("logged in; keep the session file as you would keep the account\n")


if __name__ == "__main__":
    login(Path(sys.argv[1] if len(sys.argv) > 1 else "config.toml"))
