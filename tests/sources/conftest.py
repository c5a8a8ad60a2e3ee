"""Fixtures only: a store, a clock that is set, a sink that keeps, and a site of preview pages in memory."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path

import httpx
import pytest

import storage
from bot.clock import SetClock
from bot.config import PreviewSettings
from bot.model import Channel, Post
from bot.model.ports import Health, Store
from bot.sources.preview import Preview

START = datetime(2026, 9, 20, 1, 15, tzinfo=UTC)


@dataclass
class Kept:
    """A sink that keeps posts as intake does. `refuse` = ids that cannot be kept, `full` = nothing can, `slow` = a
    health of that state is written only when the event is set."""

    store: Store
    posts: list[Post] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    healths: list[Health] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    refuse: set[int] = field(default_factory=set)
    full: bool = False
    slow: dict[str, asyncio.Event] = field(default_factory=dict)

    async def take(self, post: Post) -> object:
        if self.full or post.message_id in self.refuse:
            raise OSError("disk full")
        if await self.store.keep(post) is not None:
            self.posts.append(post)
        return ()

    async def withdrawn(self, post_key: str) -> object:
        async with self.store.work() as work:
            await work.withdraw(post_key, START)
        self.gone.append(post_key)
        return ()

    async def health(self, health: Health, *, told: str = "") -> object:
        if health.state in self.slow:
            await self.slow[health.state].wait()
        await self.store.put_health(health)
        self.healths.append(health)
        if told:
            self.notices.append(told)
        return None

    async def notify(self, about: str, text: str) -> object:
        self.notices.append(text)
        return None

    @property
    def ids(self) -> list[int]:
        return [post.message_id for post in self.posts]


@dataclass
class Site:
    """One channel's preview in memory. `answers` = what is answered first instead of pages."""

    clock: SetClock
    name: str = "shtab"
    title: str = "Штаб"
    id: int | None = -1001500000001
    texts: dict[int, tuple[str, datetime]] = field(default_factory=dict)
    answers: list[Callable[[], httpx.Response]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    times: list[datetime] = field(default_factory=list)
    size: int = 20

    def post(self, number: int, text: str = "", at: datetime | None = None) -> None:
        self.texts[number] = (text or f"Сообщение {number}", at or self.clock.now())

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url.raw_path, "ascii"))
        self.times.append(self.clock.now())
        if self.answers:
            return self.answers.pop(0)()
        parts = request.url.path.strip("/").split("/")
        if parts[0] != "s":
            there = int(parts[1]) in self.texts
            shown = (
                self._block(int(parts[1])) if there else '<div class="tgme_widget_message_error">Post not found</div>'
            )
            return httpx.Response(200, html=shown)
        before = int(request.url.params.get("before", 10**9))
        numbers = sorted(n for n in self.texts if n < before)[-self.size :]
        blocks = "".join(self._block(n) for n in numbers)
        return httpx.Response(200, html=f'<section class="tgme_channel_history">{blocks}</section>')

    def _block(self, number: int) -> str:
        text, at = self.texts[number]
        view = json.dumps({"c": -int(str(self.id)[4:]), "p": number}) if self.id else ""
        coded = base64.urlsafe_b64encode(view.encode()).decode().rstrip("=")
        words = escape(text).replace("\n", "<br/>")
        return (
            f'<div class="tgme_widget_message" data-post="{self.name}/{number}" data-view="{coded}">'
            f'<div class="tgme_widget_message_text">{words}</div>'
            f'<a class="tgme_widget_message_date"><time datetime="{at.isoformat()}"></time></a></div>'
        )


@pytest.fixture
def clock() -> SetClock:
    return SetClock(START)


@pytest.fixture
async def store(clock: SetClock, tmp_path: Path) -> AsyncIterator[Store]:
    opened = await storage.open_store(f"sqlite+aiosqlite:///{tmp_path}/svodka.db", clock)
    await opened.put_channels([Channel(name="shtab", region="RU-BEL")])
    yield opened
    await opened.close()


@pytest.fixture
def sink(store: Store) -> Kept:
    return Kept(store)


@pytest.fixture
def site(clock: SetClock) -> Site:
    return Site(clock)


@pytest.fixture
def settings() -> PreviewSettings:
    return PreviewSettings(base_url="http://site.test", requests_per_second=1000, reread_hours=0)


@pytest.fixture
def make(store: Store, clock: SetClock, sink: Kept, site: Site) -> Callable[[PreviewSettings], Preview]:
    """Builds pollers over the site; what they left open is closed by their own stop()."""

    def build(settings: PreviewSettings) -> Preview:
        channels = {"shtab": Channel(name="shtab", region="RU-BEL")}
        return Preview(settings, channels, store, clock, sink, wire=httpx.MockTransport(site))

    return build


@pytest.fixture
async def preview(make: Callable[[PreviewSettings], Preview], settings: PreviewSettings) -> AsyncIterator[Preview]:
    poller = make(settings)
    yield poller
    await poller.stop()


@pytest.fixture
def later(clock: SetClock) -> Callable[[float], None]:
    """Moves the clock by seconds."""

    def move(seconds: float) -> None:
        clock.set(clock.now() + timedelta(seconds=seconds))

    return move
