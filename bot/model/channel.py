"""Channel: who speaks."""

from enum import StrEnum

from bot.model.base import Frozen


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
        """Whether it speaks for a whole country (ministry, air force)."""
        return self.authority in (Authority.MINISTRY, Authority.AIR_FORCE)


def default_style(authority: Authority) -> Style:
    """The counting style of an authority for which none is set."""
    if authority in (Authority.MINISTRY, Authority.AIR_FORCE):
        return Style.WINDOWS
    if authority is Authority.MAYOR:
        return Style.INCREMENTS
    return Style.PLAIN
