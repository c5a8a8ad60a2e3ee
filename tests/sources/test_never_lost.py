"""Whatever happens between two looks, every post since the first contact is kept."""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.clock import SetClock
from bot.config import PreviewSettings
from bot.errors import StoreFault
from bot.model import Channel, Post, Revision
from bot.sources.cursor import Cursor
from bot.sources.preview import Preview

PAGE = 4


class Memory:
    """A store in memory, with what a poller uses of it, and the sink above it. `budget` = writes until it is full."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.posts: dict[int, Post] = {}
        self.handed: list[int] = []
        self.budget: int | None = None

    def _write(self) -> None:
        if self.budget is not None:
            self.budget -= 1
            if self.budget < 0:
                raise StoreFault("full")

    async def get(self, key: str) -> str | None:
        return self.values.get(key)

    async def put(self, key: str, value: str) -> None:
        self._write()
        self.values[key] = value

    async def recent(self, channel: str, since: datetime) -> Sequence[Revision]:
        return [Revision(id=n, post=p, number=1) for n, p in self.posts.items()]

    async def newest(self, channel: str) -> Post | None:
        return self.posts[max(self.posts)] if self.posts else None

    async def channels(self) -> Mapping[str, Channel]:
        return {}

    async def pin(self, name: str, channel_id: int, title: str) -> None: ...

    async def put_health(self, health: Any) -> None: ...

    async def beat(self, channel: str, transport: str, at: datetime) -> None: ...

    async def take(self, post: Post) -> object:
        if post.message_id in self.posts:
            return ()  # kept already
        self._write()
        self.posts[post.message_id] = post
        self.handed.append(post.message_id)
        return ()

    async def withdrawn(self, post_key: str) -> object:
        raise AssertionError(post_key)

    async def health(self, health: Any, *, told: str = "") -> object: ...

    async def notify(self, about: str, text: str) -> object: ...


class Site:
    """Pages of four posts; every request in `fails` (counted from the last look's first) is refused."""

    def __init__(self, clock: SetClock) -> None:
        self.clock, self.last, self.fails, self.asked = clock, 0, set[int](), 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        if self.asked in self.fails:
            return httpx.Response(500)
        before = int(request.url.params.get("before", self.last + 1))
        at = self.clock.now().isoformat()
        blocks = "".join(
            f'<div class="tgme_widget_message" data-post="shtab/{n}"><div class="tgme_widget_message_text">{n}</div>'
            f'<a class="tgme_widget_message_date"><time datetime="{at}"></time></a></div>'
            for n in range(max(1, before - PAGE), before)
        )
        return httpx.Response(200, html=f'<section class="tgme_channel_history">{blocks}</section>')


Step = tuple[int, set[int], int | None, bool]
_STEPS = st.lists(
    st.tuples(
        st.integers(0, 90),  # posts since the last look
        st.sets(st.integers(1, 14), max_size=3),  # which requests fail
        st.one_of(st.none(), st.integers(0, 60)),  # writes until the disk is full
        st.booleans(),  # killed and started anew before the look
    ),
    min_size=1,
    max_size=8,
)


async def _walk(first: int, steps: list[Step]) -> None:
    clock, memory = SetClock(datetime(2026, 9, 20, tzinfo=UTC)), Memory()
    site = Site(clock)
    site.last = first
    wanted = PreviewSettings(base_url="http://site.test", requests_per_second=1000, reread_hours=0)
    store: Any = memory

    def build() -> Preview:
        channels = {"shtab": Channel(name="shtab")}
        return Preview(wanted, channels, store, clock, memory, wire=httpx.MockTransport(site))

    async def look_once(preview: Preview) -> None:
        site.asked = 0
        clock.set(clock.now() + timedelta(hours=1))  # past any back-off
        with contextlib.suppress(StoreFault):
            await preview.poll("shtab")

    preview, floor = build(), 0
    for posts, fails, budget, killed in [*steps, (0, set(), None, True)]:
        site.last += posts
        site.fails, memory.budget = fails, budget
        if killed:
            await preview.stop()
            preview = build()
        if preview.watches["shtab"].cursor is None and "preview.cursor.shtab" not in memory.values:
            floor = max(0, site.last - PAGE)  # a first contact, if this look comes to one
        await look_once(preview)
    memory.budget, site.fails = None, set()
    for _ in range(site.last // PAGE + 3):
        await look_once(preview)
    await preview.stop()
    assert len(memory.handed) == len(set(memory.handed))
    assert set(range(floor + 1, site.last + 1)) <= set(memory.handed)


@settings(max_examples=40)
@example(0, [(5, set(), 0, False), (1, set(), 1, False)])  # the first cursor could not be written, then a kill
@example(0, [(7, set(), 0, False), (1, set(), 2, False), (2, set(), None, False)])
@given(st.integers(0, 30), _STEPS)
def test_every_post_since_the_first_contact_is_kept(first: int, steps: list[Step]) -> None:
    asyncio.run(_walk(first, steps))


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))), st.integers(0, 60))
def test_holes_stay_apart_and_lose_no_number(pairs: list[tuple[int, int]], top: int) -> None:
    cursor, missing = Cursor(top), set[int]()
    for low, high in pairs:
        cursor = cursor.with_hole(low, high)
        missing |= set(range(low + 1, high))
    assert Cursor.loads(cursor.dumps()) == cursor
    inside = [set(range(low + 1, high)) for low, high in cursor.holes]
    assert missing <= set().union(*inside)
    assert sum(len(one) for one in inside) == len(set().union(*inside))
