"""Books: what storage keeps, in memory: posts go in one by one, weighed as intake weighs them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.model import (
    Change,
    Channel,
    Claim,
    Episode,
    Incident,
    Place,
    PlaceSource,
    Post,
    State,
    Stated,
    Subject,
    Transport,
    Weapon,
    Window,
    WindowSaid,
)
from bot.model.ports import Known, Scope, Silence
from bot.reconciliation import EpisodeRules, Weighed, scope, tick, weigh
from tests.reconciliation.builders import CHANNELS, at

UAV, MISSILE, ANY = Weapon.UAV, Weapon.MISSILE, Weapon.ANY
ON, SUSTAINED, OFF, PARTLY = State.ON, State.SUSTAINED, State.OFF, State.PARTLY_OFF


class Books:
    """Standing claims, episodes and incidents; `now` never goes back."""

    def __init__(self, channels: Mapping[str, Channel] = CHANNELS, silences: Sequence[Silence] = ()) -> None:
        self.channels, self.silences, self.rules = channels, silences, EpisodeRules()
        self.posts: dict[str, tuple[Stated, ...]] = {}
        self.episodes: dict[str, Episode] = {}
        self.incidents: dict[str, Incident] = {}
        self.now = at("01 00:00")
        self.number = 0

    def say(self, name: str, posted: str, *claims: Claim, **more: Any) -> tuple[Change, ...]:
        """A new post of claims, taken at its time of posting (Moscow's clock)."""
        self.number += 1
        return self.take(self.post(name, at(posted), claims, self.number, **more))

    def post(
        self, name: str, posted: datetime, claims: Sequence[Claim], number: int, **more: Any
    ) -> tuple[Stated, ...]:
        """A post's claims, not yet taken. A window that says nothing but its place in time is the posting's."""
        return tuple(
            Stated(
                claim=c.model_copy(update={"window": Window.point(posted, WindowSaid.INFERRED)})
                if c.window.said is WindowSaid.INFERRED
                else c,
                channel=name,
                message_id=number,
                posted=posted,
                ordinal=i,
                **more,
            )
            for i, c in enumerate(claims)
        )

    def take(self, stated: Sequence[Stated], now: datetime | None = None) -> tuple[Change, ...]:
        """Read a post (anew)."""
        first = stated[0]
        self.now = max(self.now, now or first.posted)
        post = Post(
            channel=first.channel, message_id=first.message_id, posted=first.posted, text="", seen=self.now,
            transport=Transport.PREVIEW,
        )  # fmt: skip
        return self._weigh(first.post, tuple(stated), post)

    def withdraw(self, key: str) -> tuple[Change, ...]:
        """The post is gone."""
        return self._weigh(key, (), None) if key in self.posts else ()

    def tick(self, now: datetime) -> tuple[Change, ...]:
        """Time passes."""
        self.now = max(self.now, now)
        still = [e for e in self.episodes.values() if e.open]
        return self._write(tick(still, self.rules, self.silences, self.now)) if still else ()

    def _weigh(self, key: str, new: tuple[Stated, ...], post: Post | None) -> tuple[Change, ...]:
        within = scope((*self.posts.get(key, ()), *new), self.rules)
        if within is None:
            return ()
        before = self._known(within)
        self.posts.pop(key, None)
        if new:
            self.posts[key] = new
        stated = (*(s for s in before.stated if s.post != key), *new)
        return self._write(
            weigh(before, stated, post, self.channels, self.rules, self.silences, self.now, within=within, cause=key)
        )

    def _known(self, within: Scope) -> Known:
        stated = [s for several in self.posts.values() for s in several if _in_scope(s, within)]
        stated.sort(key=lambda s: (s.posted, s.channel, s.message_id, s.ordinal))
        return Known(
            stated=tuple(stated),
            episodes=tuple(
                e
                for e in sorted(self.episodes.values(), key=lambda e: (e.since, e.id))
                if e.region in within.regions and e.since < within.end and (e.ended is None or e.ended >= within.start)
            ),
            incidents=tuple(
                i
                for i in sorted(self.incidents.values(), key=lambda i: (i.window.start, i.id))
                if i.region in within.regions and i.window.start < within.end and i.window.end > within.start
            ),
        )

    def _write(self, weighed: Weighed) -> tuple[Change, ...]:
        for name in weighed.gone_episodes:
            del self.episodes[name]
        for name in weighed.gone_incidents:
            del self.incidents[name]
        self.episodes |= {e.id: e for e in weighed.episodes}
        self.incidents |= {i.id: i for i in weighed.incidents}
        return weighed.changes

    def on(self) -> set[tuple[str, str, str]]:
        """The cells that are on: (region, area, weapon)."""
        return {(e.region, e.area, e.weapon.value) for e in self.episodes.values() if e.open}

    def one(self) -> Episode:
        """The only episode."""
        (episode,) = self.episodes.values()
        return episode


def _in_scope(stated: Stated, within: Scope) -> bool:
    window, regions = stated.claim.window, stated.claim.place.regions
    in_time = (window.start < within.end and window.end > within.start) or within.start <= stated.posted < within.end
    return in_time and (not regions or not within.regions.isdisjoint(regions))


def danger(
    region: str = "RU-BEL",
    state: State = ON,
    weapon: Weapon = UAV,
    area: str = "",
    at_time: str = "",
    home: bool = False,
    subject: Subject | None = None,
) -> Claim:
    """A state of danger: on, sustained, off or partly off. Weapon any with an end = no kind was named."""
    off = state in (OFF, PARTLY)
    said = at(at_time) if at_time else None
    place = Place(regions=(region,), district=area or None, source=PlaceSource.HOME if home else PlaceSource.TEXT)
    return Claim(
        subject=subject or (Subject.ALL_CLEAR if off else Subject.THREAT), place=place, weapon=weapon, state=state,
        at=said, unnamed_kind=off and weapon is ANY,
        window=Window.point(at("01 00:00"), WindowSaid.INFERRED),
    )  # fmt: skip


def attack(region: str = "RU-BEL", weapon: Weapon = ANY, area: str = "") -> Claim:
    """An attack under way."""
    return danger(region, ON, weapon, area, subject=Subject.ATTACK)


def clear(region: str = "RU-BEL", weapon: Weapon = ANY, area: str = "", at_time: str = "", home: bool = False) -> Claim:
    """An all-clear; without a weapon it names no kind."""
    return danger(region, OFF, weapon, area, at_time, home)


def minutes(n: float) -> timedelta:
    """So many minutes."""
    return timedelta(minutes=n)
