"""The clock that leaps."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.sandbox.leap import LeapClock

START = datetime(2025, 10, 18, 20, 0, tzinfo=UTC)


async def test_a_leap_wakes_those_who_sleep_past_it() -> None:
    clock = LeapClock(START, 1.0)
    short, long = asyncio.create_task(clock.sleep(3600)), asyncio.create_task(clock.sleep(36_000))
    await asyncio.sleep(0)
    clock.leap(START + timedelta(hours=2))
    await asyncio.wait_for(short, 1)
    assert not long.done()
    clock.leap(START + timedelta(hours=11))
    await asyncio.wait_for(long, 1)


async def test_it_never_goes_back() -> None:
    clock = LeapClock(START)
    clock.leap(START + timedelta(hours=1))
    clock.leap(START)
    assert clock.now() >= START + timedelta(hours=1)


async def test_it_runs_at_its_pace() -> None:
    clock = LeapClock(START, 3600)
    await clock.sleep(60)
    assert timedelta(seconds=60) <= clock.now() - START
    clock.pace(1.0)
    was = clock.now()
    await asyncio.sleep(0)
    assert clock.now() - was < timedelta(minutes=1)
