"""One suite, two databases: every test that asks for `url` or `store` runs on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import SetClock
from bot.model import (
    Alert,
    ChangeKind,
    Claim,
    Count,
    Place,
    Post,
    Priority,
    Stated,
    Subject,
    Transport,
    Weapon,
    Window,
)
from bot.model.claim import Reading
from storage import SqlStore, open_store

NOW = datetime(2025, 12, 13, 9, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'svodka.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


@pytest.fixture
async def store(url: str, clock: SetClock) -> AsyncIterator[SqlStore]:
    opened = await open_store(url, clock)
    yield opened
    await opened.close()


@pytest.fixture
def post() -> Callable[..., Post]:
    """Makes a post of the Belgorod governor as the Bot API gives it, unless told otherwise."""

    def make(text: str = "Сбиты 5 БПЛА", message_id: int = 1, **changes: Any) -> Post:
        told: dict[str, Any] = {
            "channel": "gladkov",
            "posted": NOW,
            "transport": Transport.UPDATES,
            "seen": changes.get("posted", NOW),
        }
        return Post(text=text, message_id=message_id, **told | changes)

    return make


@pytest.fixture
def shot_down() -> Callable[..., Claim]:
    """Makes a claim of so many drones shot down in a region in the hour before NOW."""

    def make(n: int = 5, *regions: str, start: datetime | None = None, hours: float = 1, **changes: Any) -> Claim:
        begin = start or NOW - timedelta(hours=1)
        told: dict[str, Any] = {
            "subject": Subject.INTERCEPTION,
            "place": Place(regions=regions or ("RU-BEL",)),
            "count": Count.exact(n),
            "weapon": Weapon.UAV,
            "window": Window(start=begin, end=begin + timedelta(hours=hours), said="explicit"),
        }
        return Claim(**told | changes)

    return make


@pytest.fixture
def read(store: SqlStore) -> Callable[..., Any]:
    """Keeps a post and saves the claims given as its reading; returns what stands."""

    async def keep_and_save(post: Post, *claims: Claim) -> tuple[Stated, ...]:
        revision = await store.keep(post)
        assert revision is not None
        async with store.work() as work:
            return await work.save_reading(revision, Reading(claims=claims))

    return keep_and_save


@pytest.fixture
def alert() -> Callable[..., Alert]:
    """Makes an alert of a new danger for one chat, due at NOW."""

    def make(chat_id: int = 1, step: str = "1", about: str = "episode:e1", **changes: Any) -> Alert:
        told: dict[str, Any] = {
            "chat_id": chat_id,
            "about": about,
            "kind": ChangeKind.OPENED,
            "reason": "subscribed to RU-BEL",
            "key": f"{about}/{step}",
            "priority": Priority.THREAT,
            "created": NOW,
            "not_before": NOW,
        }
        return Alert(**told | changes)

    return make
