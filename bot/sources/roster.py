"""Who is who among channels: by numeric id, never by title or username (impostors copy both)."""

from collections.abc import Mapping
from typing import NamedTuple

from bot.model import Channel


class Known(NamedTuple):
    """It is this channel. `first` = its id was learned just now; `username` is set where it has a new one."""

    channel: Channel
    first: bool = False
    username: str = ""


class Impostor(NamedTuple):
    """Another channel with the title or the username of a watched one. Nothing that it says counts."""

    channel: Channel
    chat_id: int
    username: str
    title: str

    def line(self) -> str:
        """For the operators."""
        who = f"@{self.username}" if self.username else f"«{self.title}»"
        return f"{who} ({self.chat_id}) looks like {self.channel.name} ({self.channel.id}) and is not it: ignored."


class Roster:
    """The watched channels. Learns ids at first contact and keeps them; see `identify`."""

    def __init__(self, channels: Mapping[str, Channel]) -> None:
        self.channels = dict(channels)

    def identify(self, chat_id: int, username: str, title: str) -> Known | Impostor | None:
        """Who a chat is; None for a channel that is not watched.

        The id decides wherever it is known. A username counts only for a channel whose id is not known yet.
        """
        name, mine = username.lower(), _plain(title)
        for channel in self.channels.values():
            if channel.id == chat_id:
                new = name and name not in (channel.name, *(a.lower() for a in channel.aliases))
                return Known(channel, username=name if new else "")
        for channel in self.channels.values():
            if name and name in (channel.name, *(a.lower() for a in channel.aliases)):
                return Known(channel, first=True) if channel.id is None else Impostor(channel, chat_id, username, title)
        for channel in self.channels.values():
            if mine and channel.id is not None and _plain(channel.title) == mine:
                return Impostor(channel, chat_id, username, title)
        return None

    def knows(self, chat_id: int) -> bool:
        """Whether a watched channel has this id."""
        return any(channel.id == chat_id for channel in self.channels.values())

    def learn(self, kept: Channel) -> None:
        """Take up what the store knows of a watched channel: an id that is not known here, title and aliases."""
        mine = self.channels.get(kept.name)
        if mine is not None:
            aliases = tuple(dict.fromkeys((*mine.aliases, *kept.aliases)))
            known = {"id": mine.id or kept.id, "title": kept.title or mine.title, "aliases": aliases}
            self.channels[kept.name] = mine.model_copy(update=known)

    def pinned(self, name: str, chat_id: int, title: str) -> Channel:
        """From now on this id is that channel."""
        self.channels[name] = self.channels[name].model_copy(update={"id": chat_id, "title": title})
        return self.channels[name]

    def renamed(self, name: str, username: str) -> Channel:
        """From now on the channel is also known by that username."""
        channel = self.channels[name]
        self.channels[name] = channel.model_copy(update={"aliases": (*channel.aliases, username)})
        return self.channels[name]


def _plain(title: str) -> str:
    return " ".join(title.casefold().replace("ё", "е").split())
