"""Context: what is known of a post before a word of it is read."""

from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AwareDatetime

from bot.model import Authority, Channel, Frozen


class Context(Frozen):
    """Who speaks, from where and when. `posted` keeps its offset: it reads the clock words where no zone is known.

    `language` is a hint (ru, uk, en) for texts whose letters do not tell. `timezone` is an IANA name or None.
    """

    authority: Authority = Authority.OTHER
    home_region: str | None = None
    home_district: str | None = None
    language: str = "ru"
    timezone: str | None = None
    posted: AwareDatetime

    @classmethod
    def of(cls, channel: Channel, posted: datetime) -> "Context":
        """The context of a post by a configured channel."""
        return cls(
            authority=channel.authority,
            home_region=channel.region,
            home_district=channel.district,
            language=channel.language,
            timezone=channel.timezone,
            posted=posted,
        )

    @property
    def zone(self) -> tzinfo:
        """The zone in which the channel's clock words are meant: the named one, else the offset of posting."""
        named = _zone(self.timezone) if self.timezone else None
        if named is not None:
            return named
        zone = self.posted.tzinfo
        assert zone is not None
        return zone

    @property
    def local(self) -> datetime:
        """The time of posting on the channel's own clock."""
        return self.posted.astimezone(self.zone)


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def agrees(name: str, posted: datetime) -> bool:
    """Whether the named zone had the posting's own offset at that moment. Not to be cached by the moment: one moment
    is equal to itself whatever its offset."""
    zone = _zone(name)
    offset: timedelta | None = posted.utcoffset()
    return zone is not None and posted.astimezone(zone).utcoffset() == offset
