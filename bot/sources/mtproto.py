"""Channels by a person's own Telegram session (Telethon). Optional, off by default: README tells the risk.

The session file is the whole account: it is made readable to its owner alone and never logged. Pushed updates
of large channels lag or never come, so channels are also looked at every minute.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from bot import log
from bot.clock import Clock
from bot.config import MtprotoSettings
from bot.errors import BadConfig, SourceBroken, SourceFault, SourceGone, SourceLater, SourceRefused
from bot.model import Channel, Post, Transport, fingerprint
from bot.model.ports import Health, Store
from bot.sources import health as rules
from bot.sources.base import Sink
from bot.sources.report import report
from bot.sources.text import tidy

logger = log.get("sources.mtproto")

POLL = 60.0
PAGE = 50
PAGES = 20
"""How many pages one look may go back; an older gap is for the preview or an export."""

_MEDIA = ("photo", "video", "gif", "voice", "audio", "sticker", "document", "poll", "geo", "contact")


class Client(Protocol):
    """What is used of Telethon's TelegramClient."""

    async def connect(self) -> None: ...
    async def is_user_authorized(self) -> bool: ...
    async def get_entity(self, entity: Any) -> Any: ...
    def iter_messages(self, entity: Any, limit: int, max_id: int = 0) -> AsyncIterator[Any]: ...
    async def disconnect(self) -> None: ...


def client(settings: MtprotoSettings) -> Client:
    """Telethon's client over the configured session. BadConfig where the extra is not installed."""
    try:
        from telethon import TelegramClient
    except ImportError as fault:
        raise BadConfig("mtproto.api_id is set, but Telethon is missing: pip install 'svodka[mtproto]'") from fault
    path = Path(settings.session if settings.session.endswith(".session") else f"{settings.session}.session")
    # Telethon would create it with the umask's rights.
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)
    made: Client = TelegramClient(str(path), settings.api_id, settings.api_hash, receive_updates=False)
    return made


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
        self.channels = {name: c for name, c in channels.items() if self.transport in c.via}
        now = clock.now()
        self._standings = {name: rules.unknown(name, self.transport, now) for name in self.channels}
        self._seen: dict[str, dict[int, str]] = {name: {} for name in self.channels}
        self._entities: dict[str, Any] = {}
        self._task: asyncio.Task[None] | None = None
        self._peace = 0.0

    async def start(self) -> None:
        """Connect and begin to look. BadConfig where the session is not logged in."""
        for health in await self.store.healths():
            if health.transport == self.transport and health.channel in self._standings:
                self._standings[health.channel] = rules.Standing(health=health)
        try:
            await self.client.connect()
        except (OSError, asyncio.IncompleteReadError) as fault:
            logger.warning("MTProto is not reached; trying again", fault=str(fault))
        else:
            if not await self.client.is_user_authorized():
                await self.client.disconnect()
                raise BadConfig(
                    f"mtproto.session = {self.settings.session!r}: not logged in; "
                    "run python -m bot.sources.mtproto once, on a terminal"
                )
        self._task = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        """Stop looking and disconnect."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self.client.disconnect()

    def health(self, channel: str) -> Health:
        """How the session stands with a channel."""
        return self._standings[channel].health

    async def newest(self, channel: str) -> Sequence[Post]:
        """The newest posts, oldest first. Raises SourceFault."""
        return await self._posts(channel, 0)

    async def before(self, channel: str, message_id: int) -> Sequence[Post]:
        """Posts older than that id, oldest first; empty at the beginning. Raises SourceFault."""
        return await self._posts(channel, message_id)

    async def poll(self, name: str) -> int:
        """One look at a channel. Returns how many posts were handed on."""
        before = self._standings[name]
        try:
            posts = await self._new(name)
        except SourceFault as fault:
            self._peace = (fault.after or 0.0) if isinstance(fault, SourceRefused) else 0.0
            after = rules.failed(before, fault, self.clock.now())
            self._standings[name] = await report(before, after, self.store, self.sink)
            return 0
        count = 0
        for post in posts:
            mark = fingerprint(post.text)
            if self._seen[name].get(post.message_id) != mark:
                await self.sink.take(post)
                self._seen[name][post.message_id] = mark
                count += 1
        if posts:
            await self.store.put(f"mtproto.cursor.{name}", str(posts[-1].message_id))
            for number in sorted(self._seen[name])[: -4 * PAGE]:
                del self._seen[name][number]
        last = posts[-1].posted if posts else before.health.last_post
        after = rules.heard(before, last, self.clock.now())
        self._standings[name] = await report(before, after, self.store, self.sink)
        return count

    async def _new(self, name: str) -> list[Post]:
        """The newest page and what lies between it and the last one read, oldest first."""
        kept = await self.store.get(f"mtproto.cursor.{name}")
        posts = list(await self.newest(name))
        for _ in range(PAGES):
            if not kept or not posts or posts[0].message_id <= int(kept) + 1:
                break
            older = await self.before(name, posts[0].message_id)
            if not older:
                break
            posts = [*older, *posts]
        return posts

    async def _posts(self, name: str, max_id: int) -> list[Post]:
        try:
            entity = await self._entity(name)
            found = [m async for m in self.client.iter_messages(entity, limit=PAGE, max_id=max_id)]
        except SourceFault:
            raise
        except Exception as fault:
            raise _named(fault) from fault
        return self._made(name, sorted(found, key=lambda m: int(m.id)))

    async def _entity(self, name: str) -> Any:
        if name not in self._entities:
            channel = self.channels[name]
            entity = await self.client.get_entity(name)
            number = int(f"-100{entity.id}")
            if channel.id is not None and channel.id != number:
                raise SourceBroken(f"another channel ({number}) has this username now")
            if channel.id is None:
                await self.store.pin(name, number, str(getattr(entity, "title", "")))
            self._entities[name] = entity
        return self._entities[name]

    def _made(self, name: str, messages: Sequence[Any]) -> list[Post]:
        posts: dict[int, Post] = {}
        albums: dict[int, int] = {}
        for message in messages:
            if getattr(message, "action", None) is not None:
                continue
            group = getattr(message, "grouped_id", None)
            first = albums.setdefault(group, message.id) if group else message.id
            post = self._post(name, message, first)
            kept = posts.get(first)
            posts[first] = kept.model_copy(update={"text": kept.text or post.text}) if kept else post
        return list(posts.values())

    def _post(self, name: str, message: Any, message_id: int) -> Post:
        text = tidy(message.message or "")
        media = tuple(kind for kind in _MEDIA if getattr(message, kind, None))
        return Post(
            channel=name,
            message_id=message_id,
            posted=message.date,
            text=text,
            transport=self.transport,
            seen=self.clock.now(),
            edited=None if getattr(message, "edit_hide", False) else message.edit_date,
            reply_to=getattr(message, "reply_to_msg_id", None),
            media=media or (() if text else ("unsupported",)),
        )

    async def _follow(self) -> None:
        while True:
            for name in self.channels:
                try:
                    await self.poll(name)
                except Exception:  # a fault of ours must not silence the source for good
                    logger.exception("look failed", channel=name)
                peace, self._peace = self._peace, 0.0
                if peace:
                    await self.clock.sleep(peace)
            await self.clock.sleep(POLL)


def _named(fault: Exception) -> SourceFault:
    """Telethon's faults by what to do next."""
    seconds = getattr(fault, "seconds", None)
    name = type(fault).__name__
    if name.startswith(("FloodWait", "SlowModeWait")) and seconds is not None:
        return SourceRefused(f"the server wants {seconds} s of peace", float(seconds))
    if isinstance(fault, OSError | asyncio.IncompleteReadError | TimeoutError):
        return SourceLater(f"no connection: {fault or name}")
    if name in ("UsernameNotOccupiedError", "UsernameInvalidError", "ChannelPrivateError", "ChannelInvalidError"):
        return SourceGone(f"there is no such channel ({name})")
    if isinstance(fault, ValueError):  # Telethon's "No user has … as username"
        return SourceGone(str(fault))
    return SourceBroken(f"{name}: {fault}")


def login(config: Path) -> None:
    """Log the configured session in, asking for the phone number and the code on the terminal."""
    from bot.config import load

    made: Any = client(load(config).mtproto)
    with made.start():
        sys.stdout.write("logged in; keep the session file as you would keep the account\n")


if __name__ == "__main__":
    login(Path(sys.argv[1] if len(sys.argv) > 1 else "config.toml"))
