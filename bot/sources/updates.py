"""Posts that reach the bot by the Bot API: of channels where it is administrator, of their discussion groups,
and those that people forward to it. No history, no deletions: the API has neither."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime

from telegram import ChatMemberUpdated, Message, Update

from bot import log
from bot.clock import Clock
from bot.errors import SourceGone
from bot.model import Post, Transport
from bot.model.ports import Health, HealthState, Store
from bot.sources import health as rules
from bot.sources.base import Sink
from bot.sources.message import Relay, origin_of, post_of, sort
from bot.sources.report import Report
from bot.sources.roster import Impostor, Known, Roster

__all__ = ["ALLOWED", "Relay", "Updates", "post_of", "sort"]

logger = log.get("sources.updates")

ALLOWED = ("channel_post", "edited_channel_post", "message", "edited_message", "my_chat_member")
"""The update kinds that this source needs in allowed_updates."""


class Updates:
    """The source: hands on what updates bring. `take` is for bot.sources.polling or the webhook.

    `moved` is told when a channel turns out to have another username (name, username).
    """

    transport = Transport.UPDATES

    def __init__(
        self,
        roster: Roster,
        store: Store,
        clock: Clock,
        sink: Sink,
        moved: Callable[[str, str], Awaitable[None]] | None = None,
    ) -> None:
        self.roster, self.store, self.clock, self.sink, self.moved = roster, store, clock, sink, moved
        self._reports: dict[str, Report] = {}
        self._warned: set[int] = set()
        self._albums: OrderedDict[str, int] = OrderedDict()

    async def start(self) -> None:
        """Take up what was learned before a restart: ids, aliases, and where posts came from."""
        await self._refresh()
        for health in await self.store.healths():
            if health.transport == self.transport and health.channel in self.roster.channels:
                self._report(health.channel).standing = rules.Standing(health=health)

    async def stop(self) -> None:
        """Nothing runs by itself here."""

    def health(self, channel: str) -> Health:
        """How the Bot API stands with a channel: unknown until it brought a post of it."""
        found = self._reports.get(channel)
        return found.health if found else rules.unknown(channel, self.transport, self.clock.now()).health

    async def take(self, update: Update) -> Post | Relay | None:
        """Hand on what the update brings; on return a post is durable. What the store raises goes through:
        the update must then not be confirmed. Returns the Post or Relay, for whoever answers the chat."""
        if update.my_chat_member is not None:
            await self._stands(update.my_chat_member)
        message = update.channel_post or update.edited_channel_post or update.message or update.edited_message
        if message is None:
            return None
        origin = origin_of(message)
        if origin is not None and not self.roster.knows(origin.chat_id):
            await self._refresh()  # the preview may have learned an id meanwhile
        found = sort(message, self.roster, self.clock.now())
        if isinstance(found, Impostor):
            if found.chat_id not in self._warned:
                self._warned.add(found.chat_id)
                await self.sink.notify(f"source:{found.channel.name}", found.line())
            return None
        if not isinstance(found, Post):
            return found
        first = self._first_of_album(message, found)
        if first != found.message_id and not found.text:
            return None  # a further picture of an album: the album's text stands with its first id
        found = found.model_copy(update={"message_id": first})
        await self._learn(message)
        await self.sink.take(found)
        if found.transport is self.transport:
            await self._heard(found)
        return found

    async def alive(self, now: datetime) -> None:
        """The Bot API answered: silence of the channels that it brings is their own."""
        for report in tuple(self._reports.values()):
            if report.health.state is not HealthState.GONE:
                await report.judge(lambda before: rules.heard(before, before.health.last_post, now))

    async def silent(self, now: datetime) -> None:
        """The Bot API has not answered for long: nothing is known of its channels."""
        for report in tuple(self._reports.values()):
            await report.judge(lambda before: rules.aged(before, now, rules.STALE_AFTER))

    async def _refresh(self) -> None:
        for channel in (await self.store.channels()).values():
            self.roster.learn(channel)

    async def _learn(self, message: Message) -> None:
        origin = origin_of(message)
        who = self.roster.identify(origin.chat_id, origin.username, origin.title) if origin else None
        if origin is None or not isinstance(who, Known):
            return
        name = who.channel.name
        if who.first or (origin.title and origin.title != who.channel.title):
            await self.store.pin(name, origin.chat_id, origin.title)
            self.roster.pinned(name, origin.chat_id, origin.title)
        if who.username:
            await self.store.rename(name, who.username)
            self.roster.renamed(name, who.username)
            await self.sink.notify(f"source:{name}", f"{name} is @{who.username} now; it is followed there.")
            if self.moved:
                await self.moved(name, who.username)

    async def _stands(self, change: ChatMemberUpdated) -> None:
        """The bot was made administrator of a channel, or is none any more: then nothing comes from there."""
        channel = next((c for c in self.roster.channels.values() if c.id == change.chat.id), None)
        if channel is None or change.chat.type != "channel":
            return
        now, report = self.clock.now(), self._report(channel.name)
        if change.new_chat_member.status == "administrator":
            await report.judge(lambda before: rules.heard(before, before.health.last_post, now))
        else:
            fault = SourceGone("the bot is no administrator there any more")
            await report.judge(lambda before: rules.failed(rules.failed(before, fault, now), fault, now))

    async def _heard(self, post: Post) -> None:
        now = self.clock.now()
        await self._report(post.channel).judge(lambda before: rules.heard(before, post.posted, now))

    def _report(self, name: str) -> Report:
        unknown = rules.unknown(name, self.transport, self.clock.now())
        return self._reports.setdefault(name, Report(unknown, self.store, self.sink))

    def _first_of_album(self, message: Message, post: Post) -> int:
        """An album comes as several messages; it is one post with the first one's id."""
        if not message.media_group_id:
            return post.message_id
        first = self._albums.setdefault(f"{post.channel}/{message.media_group_id}", post.message_id)
        while len(self._albums) > 1000:
            self._albums.popitem(last=False)
        return first
