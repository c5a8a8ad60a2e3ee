"""What every source is, and what it hands its findings to. One contract suite runs over all of them."""

from collections.abc import Sequence
from typing import Protocol

from bot.model import Post, Transport
from bot.model.ports import Health


class Sink(Protocol):
    """Where findings go (bot.intake)."""

    async def take(self, post: Post) -> object:
        """Keep and read a post. When it returns, the post is durable, though it may be weighed later; when it
        raises, it was not kept."""
        ...

    async def withdrawn(self, post_key: str) -> object:
        """A post ('name/123') was taken down by its channel."""
        ...

    async def health(self, health: Health, *, told: str = "") -> object:
        """A source's health changed. `told` is a line for the operators, '' where they need none."""
        ...

    async def notify(self, about: str, text: str) -> object:
        """Tell the operators something about a thing ("source:<name>")."""
        ...


class Source(Protocol):
    """A way by which posts come in by themselves. `start` returns at once; `stop` waits for what is under way."""

    @property
    def transport(self) -> Transport: ...
    async def start(self) -> None: ...
    async def stop(self) -> None: ...
    def health(self, channel: str) -> Health:
        """How the source stands with a channel (Channel.name)."""
        ...


class Archive(Protocol):
    """A source that can be asked. Posts come oldest first; SourceFault where they cannot be had."""

    @property
    def transport(self) -> Transport: ...
    async def newest(self, channel: str) -> Sequence[Post]:
        """The newest posts, as many as the source gives at once."""
        ...

    async def before(self, channel: str, message_id: int) -> Sequence[Post]:
        """Posts just older than that id, exclusive; empty at the channel's beginning."""
        ...
