"""Signals: what standing claims say of danger, one row per region, in the order in which it counts."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.model import Authority, Channel, PlaceSource, State, Stated, Subject, Voice, Weapon

MINUTE = timedelta(seconds=59)
"""Clock times are said to the minute; an all-clear "at 03:05" ends whatever was confirmed within that minute."""

LAG = timedelta(hours=24)
"""A post speaks of no danger further back than this. What was loaded up to a moment is complete only up to LAG
before it: a later post may still speak of the time between."""


Key = tuple[str, str, Weapon]
"""A cell: (region, area, weapon)."""


class Signal(NamedTuple):
    """One region's word. `at` is the time it speaks of, `posted` when it was said. `weapon` any with `unnamed`
    means that no kind was named; `all_kinds` that every kind of the place ends (Ukraine's відбій тривоги). `vague` is
    a reminder that names no place ("it goes on"): it is of what is on at the channel's home, of its kind if named."""

    region: str
    area: str
    weapon: Weapon
    state: State
    at: datetime
    posted: datetime
    voice: Voice
    attack: bool = False
    unnamed: bool = False
    all_kinds: bool = False
    vague: bool = False

    @property
    def off(self) -> bool:
        """Whether it ends something."""
        return self.state in (State.OFF, State.PARTLY_OFF)

    @property
    def key(self) -> Key:
        """The cell that it names."""
        return self.region, self.area, self.weapon

    def speaks_of(self, key: Key) -> bool:
        """Whether a danger that is on in a cell is told of."""
        region, area, weapon = key
        if not self.vague:
            return key == self.key
        return region == self.region and self.area in ("", area) and self.weapon in (Weapon.ANY, weapon)


def signals(stated: Iterable[Stated], channels: Mapping[str, Channel]) -> tuple[Signal, ...]:
    """Every signal, by the time that it speaks of, then by posting. Within one moment ends come before beginnings:
    "all clear, but in the X district it goes on" leaves X on; what names its place comes before what names none."""
    found = [signal for one in stated for signal in _of(one, channels.get(one.channel))]
    return tuple(
        sorted(found, key=lambda s: (s.at, s.posted, s.voice.channel, s.voice.message_id, not s.off, s.vague, s[:4]))
    )


def _of(stated: Stated, channel: Channel | None) -> list[Signal]:
    claim = stated.claim
    if claim.subject not in (Subject.THREAT, Subject.ALL_CLEAR, Subject.ATTACK) or claim.state is None:
        return []
    state, area = claim.state, claim.place.area
    off = state in (State.OFF, State.PARTLY_OFF)
    # Words without a place speak of the channel's home place: its district, where it has one.
    if not area and claim.place.source is PlaceSource.HOME and channel is not None:
        area = channel.district or ""
    at = max(min(claim.at or stated.posted, stated.posted), stated.posted - LAG)
    if off and claim.at is not None:
        at = min(at + MINUTE, stated.posted)
    # A mayor speaks for a town: his all-clear never closes a region.
    if off and not area and channel is not None and channel.authority is Authority.MAYOR:
        area = channel.district or ""
        state = state if area else State.PARTLY_OFF
    vague = state is State.SUSTAINED and claim.subject is Subject.THREAT and claim.place.source is PlaceSource.HOME
    weapon = claim.weapon or Weapon.ANY
    ukrainian = channel is not None and channel.language == "uk"
    return [
        Signal(
            region=region,
            area=area,
            weapon=weapon,
            state=state,
            at=at,
            posted=stated.posted,
            voice=Voice(channel=stated.channel, message_id=stated.message_id, at=stated.posted),
            attack=claim.subject is Subject.ATTACK,
            unnamed=off and (claim.unnamed_kind or weapon is Weapon.ANY),
            vague=vague,
            all_kinds=off and weapon is Weapon.ANY and ukrainian and region.startswith("UA-"),
        )
        for region in claim.place.regions
    ]
