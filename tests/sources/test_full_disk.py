"""A disk that is full, for real: SQLite may not grow its files. Nothing is confirmed, and all of it comes in later."""

from collections.abc import Callable
from typing import Any

from structlog.testing import capture_logs

from bot.service import Watchman
from bot.sources.preview import Preview
from tests.full_disk import full_disk


async def test_what_a_full_disk_refused_comes_in_when_there_is_room(
    preview: Preview, site: Any, sink: Any, store: Any, clock: Any, later: Callable[[float], None]
) -> None:
    watchman = Watchman([], store, clock)
    site.post(1)
    await preview.poll("shtab")
    for number in range(2, 31):
        site.post(number, "Сбиты БПЛА " * 50)
    with capture_logs() as logs, full_disk():
        for _ in range(4):
            later(20)
            await preview.poll("shtab")
        assert "database" in await watchman.verdict()
    assert sink.ids == [1]
    assert len([entry for entry in logs if entry["event"] == "the database takes no posts"]) == 4
    later(20)
    await preview.poll("shtab")
    assert sink.ids == list(range(1, 31))
    assert await watchman.verdict() == {}
    revision = await store.post_text("shtab/30")
    assert revision.post.text.startswith("Сбиты")
