"""Teller: who is spoken to, and the phrases that every alert shares – when, who said so, where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.locales import Translator, translator
from bot.model import Channel, Chat, Weapon, Window, WindowSaid
from bot.views.markup import Html, esc, link
from bot.views.words import danger, region, speaker


@dataclass(frozen=True)
class Teller:
    """Tells in the chat's language and zone; `now` only decides whether a time needs its date."""

    chat: Chat
    channels: Mapping[str, Channel]
    now: datetime

    @property
    def t(self) -> Translator:
        """Speaks the chat's language."""
        return translator(self.chat.language)

    def at(self, moment: datetime) -> str:
        """HH:MM, with the date where it is another day's."""
        return self.t.moment(moment, self.chat.timezone, self.now)

    def span(self, start: datetime, end: datetime) -> str:
        """ "22:10–00:15", dates where needed."""
        return f"{self.at(start)}–{self.at(end)}"

    def window(self, window: Window) -> str:
        """The hours that a figure is for; '' where none were said."""
        if window.said is WindowSaid.INFERRED:
            return ""
        if window.said is WindowSaid.POINT:
            return self.at(window.start)
        return self.span(window.start, window.end)

    def who(self, post: str) -> Html:
        """Who said so, linked to the post ('name/123')."""
        name = post.partition("/")[0]
        return link(f"https://t.me/{post}", esc(speaker(self.t, self.channels.get(name), name)))

    def where(self, regions: Iterable[str], areas: Iterable[str] = ()) -> str:
        """ "Belgorod Oblast", "Belgorod Oblast: Shebekino"."""
        named = ", ".join(region(self.t, code) for code in regions)
        narrower = ", ".join(dict.fromkeys(area for area in areas if area))
        return f"{named}: {narrower}" if narrower else named

    def dangers(self, kinds: Iterable[Weapon]) -> str:
        """ "Missile danger and drone danger", the first letter large."""
        return capital(self.t.all_of(list(dict.fromkeys(danger(self.t, kind) for kind in kinds))))


def capital(text: str) -> str:
    """The first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]
