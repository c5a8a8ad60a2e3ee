"""Source health: what was heard, and where it was silent."""

from datetime import timedelta

from sqlalchemy import func, select

from bot.model import Channel
from bot.model.ports import Health, HealthState
from storage.schema import alive

MINUTE = timedelta(minutes=1)


async def expect(store, *names):
    await store.put_channels([Channel(name=name) for name in names])


async def test_polling_for_days_leaves_one_row_for_each_stretch(store, now):
    for minute in range(0, 2000, 2):
        await store.beat("gladkov", "preview", now + minute * MINUTE)
    await store.beat("gladkov", "preview", now + 3000 * MINUTE)
    async with store.database.reading() as connection:
        assert await connection.scalar(select(func.count()).select_from(alive)) == 2


async def test_a_gap_is_a_silence(store, clock, now):
    await expect(store, "gladkov")
    for minute in (0, 5, 9, 45, 50):
        await store.beat("gladkov", "preview", now + minute * MINUTE)
    clock.set(now + 55 * MINUTE)
    (silence,) = await store.silences(now, now + 55 * MINUTE)
    assert (silence.start, silence.end) == (now + 9 * MINUTE, now + 45 * MINUTE)
    assert await store.silences(now, now + 8 * MINUTE) == ()
    (cut,) = await store.silences(now + 40 * MINUTE, now + 55 * MINUTE)
    assert (cut.start, cut.end) == (now + 40 * MINUTE, now + 45 * MINUTE)


async def test_a_silence_that_lasts_has_no_end(store, clock, now):
    await expect(store, "gladkov", "klychkov")
    await store.beat("gladkov", "preview", now)
    clock.set(now + 60 * MINUTE)
    await store.beat("gladkov", "preview", now + 59 * MINUTE)
    silences = await store.silences(now, now + 60 * MINUTE)
    assert [(s.channel, s.end is None) for s in silences] == [("gladkov", False), ("klychkov", True)]


async def test_the_silences_of_some_channels_are_asked_for_alone(store, clock, now):
    await expect(store, "gladkov", "klychkov", "bogomaz")
    await store.beat("gladkov", "preview", now)
    clock.set(now + 60 * MINUTE)
    silences = await store.silences(now, clock.now(), {"klychkov", "gladkov", "nobody"})
    assert [(s.channel, s.start) for s in silences] == [("gladkov", now), ("klychkov", now)]


async def test_another_transport_fills_the_gap(store, clock, now):
    await expect(store, "gladkov")
    await store.beat("gladkov", "preview", now)
    for minute in (0, 9, 18, 27, 36):
        await store.beat("gladkov", "updates", now + minute * MINUTE)
    clock.set(now + 40 * MINUTE)
    assert await store.silences(now, now + 40 * MINUTE) == ()


async def test_nothing_was_expected_of_a_channel_before_it_was_configured(store, clock, now):
    await expect(store, "gladkov")
    assert await store.silences(now - 99 * MINUTE, now) == ()
    await store.put_channels([], all_there_are=True)
    clock.set(now + 99 * MINUTE)
    assert await store.silences(now, now + 99 * MINUTE) == ()


async def test_health_is_kept_for_each_source(store, now):
    first = Health(channel="gladkov", transport="preview", state="healthy", since=now, last_ok=now)
    await store.put_health(first)
    await store.put_health(first.model_copy(update={"transport": "updates"}))
    broken = first.model_copy(update={"state": HealthState.BROKEN, "reason": "no posts on the page", "told": True})
    await store.put_health(broken)
    assert await store.healths() == [broken, first.model_copy(update={"transport": "updates"})]
