"""Channel: who speaks."""

from collections.abc import Collection
from enum import StrEnum

from bot.model.base import Frozen

RUSSIAN_HELD = frozenset(["UA-43", "UA-40", "UA-14", "UA-09", "UA-23", "UA-65"])
"""Regions of Ukraine of whose skies the Russian ministry tells, too."""


class Authority(StrEnum):
    """The office behind a channel."""

    MINISTRY = "ministry"
    GOVERNOR = "governor"
    MAYOR = "mayor"
    HEADQUARTERS = "headquarters"
    AVIATION = "aviation"
    MILITARY_ADMIN = "military_admin"
    AIR_FORCE = "air_force"
    EMERGENCY = "emergency"
    RAILWAY = "railway"
    WIRE = "wire"
    OTHER = "other"

    @property
    def nationwide(self) -> bool:
        """Whether it speaks for a whole country."""
        return self in (Authority.MINISTRY, Authority.AIR_FORCE)


class Style(StrEnum):
    """How a channel's figures follow each other (DESIGN section 4, rule 7)."""

    WINDOWS = "windows"
    INCREMENTS = "increments"
    RUNNING_TOTAL = "running_total"
    PLAIN = "plain"
    DIGEST = "digest"


class Transport(StrEnum):
    """A way by which posts come in."""

    PREVIEW = "preview"
    UPDATES = "updates"
    FORWARD = "forward"
    EXPORT = "export"
    MTPROTO = "mtproto"


class Channel(Frozen):
    """A watched channel. `name` (the configured username, lower case, no @) is its key everywhere.

    `id` is the Bot API id (-100…), None until first contact; identity is the id once it is known.
    `timezone` reads the channel's clock words. `relay_of` names a channel that this one repeats.
    """

    name: str
    id: int | None = None
    aliases: tuple[str, ...] = ()
    title: str = ""
    authority: Authority = Authority.OTHER
    region: str | None = None
    district: str | None = None
    language: str = "ru"
    timezone: str = "Europe/Moscow"
    via: tuple[Transport, ...] = (Transport.PREVIEW, Transport.UPDATES)
    style: Style = Style.PLAIN
    relay_of: str = ""

    @property
    def nationwide(self) -> bool:
        """Whether it speaks for a whole country."""
        return self.authority.nationwide

    def _country_holds(self, region: str) -> bool:
        """Whether a nationwide office tells of a region: Ukraine's of no Russian one, Russia's of no Ukrainian one but
        those held. Seas and other lands are anybody's."""
        if self.language == "uk" or self.timezone == "Europe/Kyiv":
            return not region.startswith("RU-")
        return not region.startswith("UA-") or region in RUSSIAN_HELD

    def would_tell_of(self, regions: Collection[str]) -> bool:
        """Whether it would tell if something happened in these regions (none = anywhere): no wire, no relay."""
        office = self.authority not in (Authority.WIRE, Authority.OTHER) and not self.relay_of
        if not regions or self.region in regions:
            return office
        return office and self.nationwide and any(map(self._country_holds, regions))


def default_style(authority: Authority) -> Style:
    """The counting style of an authority for which none is set."""
    if authority.nationwide:
        return Style.WINDOWS
    if authority is Authority.MAYOR:
        return Style.INCREMENTS
    return Style.PLAIN
