"""The sample night as data: who speaks, what is said when, and what must come of it. Words: night.toml."""

import tomllib
from datetime import date
from functools import cached_property
from importlib.resources import files
from typing import Self

from pydantic import model_validator

from bot.model import Authority, Frozen, Instant, Transport


class Voice(Frozen):
    """An official's channel. `via` holds the roads that its posts come by; updates = the bot is admin there."""

    username: str
    title: str
    authority: Authority
    region: str = ""
    language: str = "ru"
    via: tuple[Transport, ...]


class Event(Frozen):
    """One thing that happens: a post, an edit of the channel's last post, or a question of the subscriber.

    `hears` = fragments that one message of the bot in the group must hold afterwards; `answer` = the same for
    the subscriber's chat.
    """

    at: Instant
    channel: str = ""
    post: str = ""
    edit: str = ""
    ask: str = ""
    hears: tuple[str, ...] = ()
    answer: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_deed(self) -> Self:
        if sum(map(bool, (self.post, self.edit, self.ask))) != 1 or bool(self.channel) == bool(self.ask):
            raise ValueError(f"an event is one post, edit or question: {self.at:%d.%m %H:%M}")
        return self


class Act(Frozen):
    """Events that follow each other closely."""

    title: str
    events: tuple[Event, ...]


class Expected(Frozen):
    """What a day's tally must say: `best` by region, regions with at least one and no number, and the headline's
    arithmetic where there is one."""

    day: date
    regions: dict[str, int]
    undisclosed: tuple[str, ...] = ()
    headline: int | None = None
    sum_of_parts: int | None = None
    residual: int | None = None


class Group(Frozen):
    """The chat that is alerted; no regions = all of them. The subscriber speaks its language too."""

    title: str
    language: str = "ru"
    regions: tuple[str, ...]


class Night(Frozen):
    """The whole."""

    group: Group
    channels: tuple[Voice, ...]
    acts: tuple[Act, ...] = ()
    tallies: tuple[Expected, ...] = ()

    @cached_property
    def start(self) -> Instant:
        """When the clock begins."""
        return self.acts[0].events[0].at


def sample() -> Night:
    """The night that ships with the product."""
    text = files("bot.sandbox").joinpath("night.toml").read_text(encoding="utf-8")
    return Night.model_validate(tomllib.loads(text))
