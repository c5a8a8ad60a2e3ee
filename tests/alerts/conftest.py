"""Fixtures: a store on disk, a sandbox, a real bot with its pace, and makers of changes."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.alerts import rules
from bot.alerts.delivery import Delivery
from bot.alerts.pace import Pace
from bot.clock import Clock, SystemClock
from bot.config import Settings
from bot.intake import Intake
from bot.model import (
    Alert,
    Authority,
    Change,
    ChangeKind,
    Channel,
    Chat,
    ChatKind,
    Claim,
    Count,
    Episode,
    EpisodeState,
    Fate,
    Incident,
    Interest,
    Place,
    Post,
    Severity,
    Stated,
    Subject,
    Subscription,
    Transport,
    Voice,
    Weapon,
    Window,
)
from bot.model.ports import Store
from bot.sandbox import Sandbox
from bot.views.alert import word
from storage import open_store

GOVERNOR = Channel(name="gov_north", title="Governor", authority=Authority.GOVERNOR, region="RU-BEL")
MINISTRY = Channel(name="ministry", title="Ministry", authority=Authority.MINISTRY)


class Maker:
    """Makes changes as reconciliation does. Times are minutes after `start`."""

    def __init__(self, start: datetime) -> None:
        self.start = start
        self.posts = 0

    def at(self, minutes: float) -> datetime:
        return self.start + timedelta(minutes=minutes)

    def voice(self, minutes: float = 0, channel: str = "gov_north") -> Voice:
        self.posts += 1
        return Voice(channel=channel, message_id=self.posts, at=self.at(minutes))

    def episode(
        self,
        minutes: float = 0,
        *,
        weapon: Weapon = Weapon.UAV,
        region: str = "RU-BEL",
        group: str = "g1",
        attack: bool = False,
        **more: Any,
    ) -> Episode:
        voice = self.voice(minutes)
        return Episode(
            id=f"{group}-{weapon}",
            group=group,
            region=region,
            weapon=weapon,
            state=EpisodeState.ON,
            since=voice.at,
            opened_by=voice,
            last_confirmed=voice.at,
            confirmed_by=voice,
            attack=attack,
            **more,
        )

    def ended(self, episode: Episode, minutes: float) -> Episode:
        by = self.voice(minutes)
        return episode.model_copy(update={"state": EpisodeState.OFF, "ended": by.at, "cleared_by": by})

    def danger(self, kind: ChangeKind, episode: Episode, minutes: float = 0, **more: Any) -> Change:
        by = episode.cleared_by if kind is ChangeKind.CLEARED and episode.cleared_by else episode.confirmed_by
        severe = Severity.ATTACK if episode.attack or episode.weapon is Weapon.MISSILE else Severity.DANGER
        values: dict[str, Any] = {
            "kind": kind,
            "about": f"episode:{episode.group}",
            "regions": (episode.region,),
            "interest": Interest.THREAT,
            "severity": severe,
            "at": self.at(minutes),
            "post": by.post,
            "weapon": episode.weapon,
            "episode": episode,
        }
        return Change(**{**values, **more})

    def stated(
        self, count: Count, minutes: float = 0, *, region: str = "RU-BEL", post: str = "", **more: Any
    ) -> Stated:
        channel, _, number = (post or self.voice().post).partition("/")
        posted = self.at(minutes)
        claim: dict[str, Any] = {
            "subject": Subject.INTERCEPTION,
            "place": Place(regions=(region,)),
            "count": count,
            "weapon": Weapon.UAV,
            "window": Window.point(posted),
        }
        return Stated(claim=Claim(**{**claim, **more}), channel=channel, message_id=int(number), posted=posted)

    def report(self, now: tuple[Stated, ...], minutes: float = 0, **more: Any) -> Change:
        regions = tuple(dict.fromkeys(r for s in now for r in s.claim.place.regions))
        values: dict[str, Any] = {
            "kind": ChangeKind.REPORT,
            "about": f"report:{now[0].post}",
            "regions": regions,
            "interest": Interest.INTERCEPTION,
            "severity": Severity.REPORT,
            "at": self.at(minutes),
            "post": now[0].post,
            "weapon": Weapon.UAV,
            "now": now,
        }
        return Change(**{**values, **more})

    def incident(self, minutes: float = 0, *, area: str = "Northwood", region: str = "RU-BEL", **more: Any) -> Incident:
        by = self.voice(minutes)
        return Incident(
            id=f"i{by.message_id}", region=region, area=area, window=Window.point(by.at), voices=(by,), **more
        )

    def harm(self, incident: Incident, minutes: float = 0, *, hurt: bool = False, **more: Any) -> Change:
        values: dict[str, Any] = {
            "kind": ChangeKind.CASUALTY if hurt else ChangeKind.INCIDENT,
            "about": f"incident:{incident.id}",
            "regions": (incident.region,),
            "interest": Interest.CASUALTIES if hurt else Interest.DAMAGE,
            "severity": Severity.PEOPLE if hurt else Severity.DAMAGE,
            "at": self.at(minutes),
            "post": incident.voices[-1].post,
            "incident": incident,
        }
        return Change(**{**values, **more})


def wishes(chat_id: int, *regions: str, topic: int = 0, severity: Severity = Severity.REPORT) -> list[Subscription]:
    """Everything about these regions."""
    return [
        Subscription(chat_id=chat_id, topic=topic, region=region, interest=interest, severity=severity)
        for region in regions or ("RU-BEL",)
        for interest in Interest
    ]


class Desk:
    """A store, a bot that speaks to a sandbox, and the delivery between them."""

    def __init__(self, store: Store, sandbox: Sandbox, bot: ExtBot[int], pace: Pace, clock: Clock) -> None:
        self.store, self.sandbox, self.bot, self.pace, self.clock = store, sandbox, bot, pace, clock
        self.settings, self.zone = Settings(), ZoneInfo("Europe/Moscow")
        self.delivery = self.deliverer()

    def deliverer(self, words: Any = word) -> Delivery:
        return Delivery(
            self.store,
            self.bot,
            self.clock,
            self.pace,
            self.settings,
            {"gov_north": GOVERNOR, "ministry": MINISTRY},
            words,
        )

    async def join(self, chat_id: int, *regions: str, **settings: Any) -> None:
        kind = ChatKind.PRIVATE if chat_id > 0 else ChatKind.SUPERGROUP
        values = {"language": "en", "kind": kind, **settings}
        await self.store.put_chat(Chat(chat_id=chat_id, **values))
        await self.store.subscribe(wishes(chat_id, *regions, topic=values.get("topic", 0)))

    async def learn(self, *changes: Change) -> int:
        """What intake does at the end of the road: keep the state, owe the alerts."""
        async with self.store.work() as work:
            await work.save_episodes([c.episode for c in changes if c.episode])
            await work.save_incidents([c.incident for c in changes if c.incident])
            alerts = await rules.alerts_for(work, changes, {}, self.settings, self.clock.now())
            return await work.owe(alerts)

    async def read(self, number: int, text: str, at: datetime, channel: Channel = GOVERNOR) -> None:
        """A post walks the whole road, from its text on."""
        intake = Intake(self.store, self.clock, self.settings, {c.name: c for c in (GOVERNOR, MINISTRY)})
        post = Post(
            channel=channel.name, message_id=number, posted=at, text=text, transport=Transport.PREVIEW, seen=at
        )  # fmt: skip
        assert await intake.take(post), text

    async def drain(self, seconds: float = 5) -> None:
        """Deliver what is due, with a delivery of its own: draining ends one."""
        self.delivery = self.deliverer()
        await self.delivery.drain(seconds)

    async def rows(self, *fates: Fate) -> list[Alert]:
        return sorted(await self.store.outbox(fates, 10_000), key=lambda a: a.id)


@pytest.fixture
def start() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def make(start: datetime) -> Maker:
    return Maker(start)


@pytest.fixture
def noon() -> Maker:
    """Makes changes of one set day, for tests whose clock is set: near midnight a text has the day in it."""
    return Maker(datetime(2026, 3, 3, 9, tzinfo=UTC))


@pytest.fixture
def wish() -> Callable[..., list[Subscription]]:
    return wishes


@asynccontextmanager
async def opened(path: Path, clock: Clock | None = None, patience: float = 1.0) -> AsyncIterator[Desk]:
    clock = clock or SystemClock()
    async with Sandbox() as sandbox:
        store = await open_store(f"sqlite+aiosqlite:///{path / 'svodka.db'}", clock)
        pace = Pace(clock)
        request = HTTPXRequest(connection_pool_size=16, read_timeout=patience, connect_timeout=patience)
        bot: ExtBot[int] = ExtBot(sandbox.token, base_url=f"{sandbox.url}/bot", request=request, rate_limiter=pace)
        await store.put_channels([GOVERNOR, MINISTRY])
        async with bot:
            yield Desk(store, sandbox, bot, pace, clock)
        await store.close()


@pytest.fixture
def open_desk() -> Any:
    """For tests that set their own clock."""
    return opened


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with opened(tmp_path) as made:
        yield made


@pytest.fixture
async def group(desk: Desk) -> Any:
    """A group that wants everything about one region."""
    made = desk.sandbox.group("Neighbours")
    await desk.join(made.id)
    return made


@pytest.fixture
async def alarm(desk: Desk, make: Maker, group: Any) -> Episode:
    """An alarm that is owed to the group."""
    episode = make.episode()
    await desk.learn(make.danger(ChangeKind.OPENED, episode))
    return episode
