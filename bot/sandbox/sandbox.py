"""Sandbox: a loopback Telegram. The bot talks to it over HTTP; tests, the demo and the chat page play the people.

    async with Sandbox() as sandbox:
        belgorod = sandbox.channel("gov_belgorod", title="Губернатор")
        group = sandbox.group("Соседи")
        ...                                     # start a bot with sandbox.url and sandbox.token
        sandbox.post(belgorod, "Отбой.")
        await sandbox.wait_for(lambda: sandbox.messages(group))

Deeds happen at once and are plain calls, made from the event loop that serves; only waiting is awaited.
Dates come from `clock`, waits are in the machine's seconds.
"""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime
from typing import Self, TypeVar

from bot.clock import Clock, SystemClock
from bot.sandbox import officials, people, standing
from bot.sandbox.chats import Chat, ChatType, Inline, Message, Person, Press, Standing
from bot.sandbox.delivery import deliver
from bot.sandbox.faults import Fault, FaultKind, Faults
from bot.sandbox.journal import Journal
from bot.sandbox.line import Server
from bot.sandbox.routes import application
from bot.sandbox.world import World

T = TypeVar("T")

TOKEN = "424242:SANDBOX-token-of-the-loopback-telegram"  # noqa: S105 - opens nothing but this server
BOT = Person(424242, "Сводка", "svodka_sandbox_bot", "", is_bot=True)

Room = Chat | Person | int | str
"""A chat as callers may name it: itself, a person (the private chat), an id, or "@name"."""


class Sandbox:
    """The server and the world behind it. `url` serves both telegram.api_base and preview.base_url."""

    def __init__(self, clock: Clock | None = None, token: str = TOKEN, privacy: bool = False) -> None:
        self.clock, self.token = clock or SystemClock(), token
        self.world = World(self.clock, BOT, privacy)
        self.journal, self.faults = Journal(), Faults()
        self.stopping = asyncio.Event()
        self._server = Server(application(self))
        self._delivery: asyncio.Task[None] | None = None
        self._numbers = iter(range(1, 10**9))

    # life

    async def start(self, port: int = 0) -> None:
        """Serve on 127.0.0.1; OSError where the port is taken."""
        await self._server.start(port)
        self._delivery = asyncio.create_task(deliver(self.world))

    async def stop(self) -> None:
        """Let go of whatever hangs, and end."""
        self.stopping.set()
        self.faults.lift_all()
        self.world.updates.release()
        self.world.changed()
        if self._delivery:
            self._delivery.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._delivery
        await self._server.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        """The origin, without a slash at the end."""
        return f"http://127.0.0.1:{self._server.port}"

    # who is there

    def user(self, name: str, id: int | None = None, *, username: str = "", language: str = "ru") -> Person:
        """A person with an account. The bot may write to them once they have said something to it."""
        person = Person(id or 500_000 + next(self._numbers), name, username, language)
        self.world.people[person.id] = person
        self.world.chats[person.id] = Chat(person.id, "private", username=username)
        return person

    def channel(
        self, username: str, id: int | None = None, title: str = "", *, admin: bool = False, authority: str = ""
    ) -> Chat:
        """A channel with a public preview; with `admin` its posts reach the bot as channel_post."""
        number = id or int(f"-1001{next(self._numbers):09d}")
        chat = Chat(number, "channel", title or username, username, authority=authority)
        chat.bot = "administrator" if admin else "left"
        self.world.chats[number] = chat
        return chat

    def group(
        self,
        title: str,
        id: int | None = None,
        *,
        kind: ChatType = "supergroup",
        bot: Standing = "member",
        admins: tuple[Person, ...] = (),
        members: tuple[Person, ...] = (),
        topics: dict[int, str] | None = None,
        discusses: Chat | None = None,
    ) -> Chat:
        """A group; with `topics` a forum, with `discusses` the channel's discussion group."""
        number = id or (int(f"-1002{next(self._numbers):09d}") if kind == "supergroup" else -next(self._numbers) - 4000)
        chat = Chat(number, kind, title, bot=bot, forum=topics is not None, topics=dict(topics or {}))
        chat.admins, chat.members = {one.id for one in admins}, {one.id for one in members}
        if discusses:
            chat.linked, discusses.linked = discusses.id, number
        self.world.chats[number] = chat
        self.world.changed()
        return chat

    def room(self, room: Room) -> Chat:
        """The chat that is meant."""
        if isinstance(room, Chat):
            return self.world.chats[room.id]
        if isinstance(room, Person):
            return self.world.chats[room.id]
        found = self.world.find(room)
        if found is None:
            raise LookupError(f"the sandbox has no chat {room!r}")
        return found

    # what officials do

    def post(
        self,
        channel: Room,
        text: str,
        *,
        media: tuple[str, ...] = (),
        reply_to: int | None = None,
        forwarded: Message | None = None,
        html: bool = False,
        at: datetime | None = None,
        tell: bool = True,
    ) -> int:
        """Publish and return the message's id (an album's first). media: photo, video, document, unsupported.

        `at` dates it back; `tell` False = no update to the bot, as for posts from before it came.
        """
        return officials.post(
            self.world,
            self.room(channel),
            text,
            media=media,
            reply_to=reply_to,
            forwarded=forwarded,
            html=html,
            at=at,
            tell=tell,
        ).id

    def edit(self, channel: Room, message_id: int, text: str, *, html: bool = False) -> Message:
        """Change a post; the same text again is a phantom edit."""
        return officials.edit(self.world, self.room(channel), message_id, text, html=html)

    def delete(self, chat: Room, message_id: int) -> None:
        """Take a message away. Bots are not told."""
        officials.delete(self.world, self.room(chat), message_id)

    # what people do

    def say(
        self,
        chat: Room,
        user: Person,
        text: str,
        *,
        reply_to: int | None = None,
        topic: int = 0,
        anonymous: bool = False,
    ) -> Message:
        """Write into a group, or to the bot where `chat` is the person."""
        room = self.room(chat)
        if room.kind == "private":
            people.private(self.world, user)
        return people.say(self.world, room, user, text, reply_to=reply_to, topic=topic, anonymous=anonymous)

    def edit_said(self, said: Message, text: str) -> Message:
        """Change what somebody said."""
        return people.edit_said(self.world, said, text)

    def forward(self, chat: Room, user: Person, channel: Room, message_id: int) -> Message:
        """Forward a channel's post into a group or to the bot."""
        room = self.room(chat)
        if room.kind == "private":
            people.private(self.world, user)
        return people.say(self.world, room, user, "", forwarded=self.room(channel).messages[message_id])

    def press(self, message: Message, button: str, user: Person) -> Press:
        """Press an inline button by its label (or a part of it) or its callback data."""
        return people.press(self.world, message, button, user)

    def inline(self, user: Person, query: str, offset: str = "") -> Inline:
        """Ask inline; wait for `.answered`."""
        return people.inline(self.world, user, query, offset)

    def choose(self, asked: Inline, number: int, chat: Room) -> Message:
        """Send one of the inline results into a chat."""
        return people.choose(self.world, asked, number, self.room(chat))

    def react(self, message: Message, user: Person, emoji: str = "🔥") -> None:
        """React; on a channel's post the bot may see an edit without a difference."""
        people.react(self.world, message, user, emoji)

    # how the bot stands

    def add_bot(self, chat: Room, as_admin: bool = False, by: Person | None = None) -> None:
        """Add or promote it: my_chat_member."""
        self._stand(chat, "administrator" if as_admin else "member", by)

    def kick_bot(self, chat: Room, by: Person | None = None) -> None:
        """Remove it; for a person, block it."""
        self._stand(chat, "kicked", by)

    def demote_bot(self, chat: Room, by: Person | None = None) -> None:
        """An administrator no more."""
        self._stand(chat, "member", by)

    def _stand(self, chat: Room, to: Standing, by: Person | None) -> None:
        room = self.room(chat)
        who = by or self.world.people.get(room.id) or next(iter(self._humans()), None) or self.user("Админ")
        standing.stand(self.world, room, to, who)

    def migrate(self, chat: Room, new_id: int | None = None) -> Chat:
        """A group becomes a supergroup: both service messages; calls to the old id get 400."""
        who = next(iter(self._humans()), None) or self.user("Админ")
        number = new_id or int(f"-1003{next(self._numbers):09d}")
        return standing.migrate(self.world, self.room(chat), number, who)

    def _humans(self) -> list[Person]:
        return [person for person in self.world.people.values() if not person.is_bot]

    # what is to be seen

    def messages(self, chat: Room, *, by_bot: bool = False) -> list[Message]:
        """A chat as its reader sees it now, oldest first, with edits applied and without what was deleted."""
        return [one for one in self.room(chat).standing if one.by_bot or not by_bot]

    async def wait_for(
        self,
        predicate: Callable[[], T],
        timeout: float = 20.0,  # noqa: ASYNC109 - the error says what was waited for
        what: str = "",
    ) -> T:
        """Wait until `predicate()` is true and return it; TimeoutError names `what` after so many seconds."""
        loop = asyncio.get_running_loop()
        until = loop.time() + timeout
        while True:
            seen = self.world.version
            if found := predicate():
                return found
            left = until - loop.time()
            if left <= 0:
                raise TimeoutError(f"not seen within {timeout:g} s: {what or 'what was waited for'}")
            await self.world.watch(seen, left)

    # what goes wrong

    def fail(
        self,
        kind: FaultKind | str,
        *,
        method: str = "",
        chat: Room | None = None,
        times: int | None = 1,
        after: float = 1.0,
        text: str = "bot was blocked by the user",
        to: int | None = None,
    ) -> Fault:
        """Order a fault (see bot.sandbox.faults). For pages: method="preview", chat = the channel's name."""
        key: int | str | None = chat.id if isinstance(chat, Chat | Person) else chat
        if isinstance(key, str):
            key = key.removeprefix("@")
        fault = Fault(FaultKind(kind), method, key, times, after, text, to)
        self.faults.orders.append(fault)
        return fault
