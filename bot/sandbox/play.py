"""Plays the sample night and watches that what must come of it does come."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from rich.rule import Rule
from rich.text import Text

from bot.model import Transport
from bot.sandbox.chats import Chat, Message
from bot.sandbox.leap import LeapClock
from bot.sandbox.night import Event
from bot.sandbox.stage import Stage
from bot.sandbox.transcript import Transcript

SHORTEST, LONGEST = 0.1, 0.35
"""Seconds of the machine between two events, whatever the speed."""

SETTLE = 0.15
"""Seconds of the machine that the bot has for taking in what it saw on the previews after a leap."""

PATIENCE = 6.0
"""Seconds of the machine in which what is expected must have come."""


@dataclass
class Play:
    """One performance. `missing` gathers, in words, what did not come."""

    stage: Stage
    clock: LeapClock
    transcript: Transcript
    speed: float
    heard: Callable[[], Awaitable[bool]]  # whether every preview's health is good again after a leap
    patience: float = PATIENCE
    missing: list[str] = field(default_factory=list)

    async def run(self) -> None:
        """Every act, event after event: leap to its time, do it, wait for what must come of it."""
        for act in self.stage.night.acts:
            self.transcript.console.print(Rule(Text(act.title, style="bold"), style="dim"))
            for event in act.events:
                await self._pause(event)
                await self._leap(event)
                await self._happen(event)
                self.transcript.catch_up()

    async def _pause(self, event: Event) -> None:
        life = (event.at - self.clock.now()).total_seconds() / self.speed
        await asyncio.sleep(min(max(life, SHORTEST), LONGEST))

    async def _leap(self, event: Event) -> None:
        """Go to the event's time and let the bot look at every preview: it has heard nothing for hours.

        Before a question it looks twice, and what it found must have been written down.
        """
        self.clock.leap(event.at)
        sandbox, calls = self.stage.sandbox, len(self.stage.sandbox.journal)
        looks = 2 if event.ask else 1
        previewed = {voice.username for voice in self.stage.night.channels if Transport.PREVIEW in voice.via}

        def looked() -> bool:
            since = [c.params["channel"] for c in list(sandbox.journal)[calls:] if c.method == "preview" and c.ok]
            return all(since.count(name) >= looks for name in previewed)

        with contextlib.suppress(TimeoutError):  # then what is expected will say so
            await sandbox.wait_for(looked, self.patience)
            async with asyncio.timeout(self.patience):
                while event.ask and not await self.heard():  # noqa: ASYNC110 - a database wakes nobody
                    await asyncio.sleep(SETTLE)
        await asyncio.sleep(SETTLE)

    async def _happen(self, event: Event) -> None:
        group, private = self.stage.group, self.stage.sandbox.room(self.stage.subscriber)
        before = {chat.id: states(chat) for chat in (group, private)}
        if event.post:
            self.stage.post(event.channel, event.post)
        elif event.edit:
            self.stage.sandbox.edit(
                self.stage.channels[event.channel], self.stage.last_post(event.channel).id, event.edit
            )
        else:
            self.stage.ask(event.ask)
        what = event.ask or f"the {'edit' if event.edit else 'post'} of @{event.channel}"
        await self._expect(group, before[group.id], event.hears, f"“{group.title}” after {what}", event)
        await self._expect(private, before[private.id], event.answer, f"the answer to {what}", event)

    async def _expect(
        self, chat: Chat, before: dict[int, str], fragments: tuple[str, ...], what: str, event: Event
    ) -> None:
        if not fragments:
            return
        try:
            await self.stage.sandbox.wait_for(lambda: news_with(chat, before, fragments), self.patience)
        except TimeoutError:
            wanted = ", ".join(f"“{fragment}”" for fragment in fragments)
            self.missing.append(f"{event.at:%d.%m %H:%M} UTC, {what}: no message with {wanted}")
            self.transcript.console.print(Text(f"✗ {self.missing[-1]}", style="bold red"))


def states(chat: Chat) -> dict[int, str]:
    """The bot's messages as they stand."""
    return {m.id: m.text for m in chat.standing if m.by_bot}


def news_with(chat: Chat, before: dict[int, str], fragments: tuple[str, ...]) -> Message | None:
    """A message of the bot, new or changed since, that holds every fragment."""
    for m in chat.standing:
        if m.by_bot and before.get(m.id) != m.text:
            words = m.text.casefold()
            if all(fragment.casefold() in words for fragment in fragments):
                return m
    return None
