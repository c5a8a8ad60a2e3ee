"""Threat episodes: danger of one weapon kind in one region, or in a narrower area of it (DESIGN section 5)."""

from enum import StrEnum

from bot.model.base import Frozen, Instant
from bot.model.claim import Weapon


class EpisodeState(StrEnum):
    """Where an episode stands."""

    ON = "on"
    SUSTAINED = "sustained"
    PARTLY_OFF = "partly_off"
    OFF = "off"
    EXPIRED = "expired"


class Voice(Frozen):
    """Who said so, where and when. `channel` is Channel.name."""

    channel: str
    message_id: int
    at: Instant

    @property
    def post(self) -> str:
        """'name/123'."""
        return f"{self.channel}/{self.message_id}"


class Episode(Frozen):
    """One cell's danger from its beginning to its end. `area` is '' for the whole region.

    `group` joins the episodes of one region that overlap in time; a chat has one live message per group.
    `attack` marks an attack under way. `clear_said` marks an all-clear that named no kind while several
    were on. `id` and `group` are short strings made from the first post when the episode is first derived, and
    kept from then on though an earlier post may still come in.
    """

    id: str
    group: str
    region: str
    area: str = ""
    weapon: Weapon
    state: EpisodeState
    since: Instant
    opened_by: Voice
    last_confirmed: Instant
    confirmed_by: Voice
    attack: bool = False
    clear_said: bool = False
    ended: Instant | None = None
    cleared_by: Voice | None = None
    posts: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether the danger is not known to be over."""
        return self.state not in (EpisodeState.OFF, EpisodeState.EXPIRED)
