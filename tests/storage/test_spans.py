"""Many days at once are the same days one by one."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.clock import SetClock
from bot.model import Count, Place, Post, Reading, Subject, Transport, Weapon, Window, WindowSaid
from storage import open_store
from tests.handlers.night import CHANNELS, MORNING, NIGHT, down, keep_night

LAST = date(2025, 10, 21)
FIRST = LAST - timedelta(days=40)
ASKED = ("Europe/Moscow", Subject.INTERCEPTION, Weapon.UAV)


@pytest.mark.parametrize("regions", [(), ("RU-BEL",), ("RU-BEL", "RU-KLU", "SEA-BLACK")])
@pytest.mark.parametrize("warm", [False, True])
async def test_a_span_is_its_days(tmp_path: Path, regions: tuple[str, ...], warm: bool) -> None:
    store = await open_store(f"sqlite+aiosqlite:///{tmp_path / 'x.db'}", SetClock(MORNING))
    try:
        await store.put_channels(tuple(CHANNELS.values()))
        await keep_night(store)
        for n in range(1, 30, 3):
            window = Window(
                start=NIGHT.start - timedelta(days=n), end=NIGHT.end - timedelta(days=n), said=WindowSaid.NIGHT
            )
            post = Post(
                channel="ministry",
                message_id=n,
                posted=window.end,
                text=str(n),
                transport=Transport.PREVIEW,
                seen=MORNING,
            )
            revision = await store.keep(post)
            assert revision is not None
            joint = down("", Count.exact(3), window).model_copy(update={"place": Place(regions=("RU-TUL", "RU-KLU"))})
            async with store.work() as work:
                await work.save_reading(revision, Reading(claims=(down("RU-BEL", Count.exact(n), window), joint)))
        await store.beat("rail", "preview", MORNING - timedelta(days=5))
        if warm:
            for n in range(41):
                await store.tally(FIRST + timedelta(days=n), *ASKED, regions)
            await store.tallies_put_by()
        spanned = list(await store.tallies(FIRST, LAST, *ASKED, regions))
        single = [await store.tally(FIRST + timedelta(days=n), *ASKED, regions) for n in range(41)]
        assert spanned == single
        await store.tallies_put_by()
        assert list(await store.tallies(FIRST, LAST, *ASKED, regions)) == single
    finally:
        await store.close()


async def test_the_kinds_of_a_day_are_those_that_were_said(tmp_path: Path) -> None:
    store = await open_store(f"sqlite+aiosqlite:///{tmp_path / 'x.db'}", SetClock(MORNING))
    try:
        await store.put_channels(tuple(CHANNELS.values()))
        await keep_night(store)
        drones = {(Subject.INTERCEPTION, Weapon.UAV)}
        assert await store.counted_kinds(NIGHT.start, NIGHT.end) == drones
        assert await store.counted_kinds(NIGHT.start, NIGHT.end, ("RU-LEN",)) == drones
        assert await store.counted_kinds(NIGHT.start, NIGHT.end, ("RU-CHU",)) == frozenset()
        month = timedelta(days=30)
        assert await store.counted_kinds(NIGHT.start - month, NIGHT.end - month) == frozenset()
    finally:
        await store.close()
