"""As few messages in doubt as the pace needs."""

import asyncio

import pytest

from bot.alerts.doubt import Doubt


@pytest.mark.parametrize(("seconds", "most"), [(0, 1), (0.02, 1), (0.08, 4), (0.2, 9)])
def test_how_many_follows_from_how_long(seconds, most):
    assert Doubt(30, lambda: seconds).most == most


async def test_the_next_waits_for_the_one_before():
    doubt, order = Doubt(30, lambda: 0.01), []

    async def message(name):
        async with doubt.one():
            order.append(f"{name} sent")
            await asyncio.sleep(0)
            order.append(f"{name} known")

    await asyncio.gather(message("first"), message("second"))
    assert order == ["first sent", "first known", "second sent", "second known"]


async def test_one_that_hangs_holds_up_the_others_for_a_moment_only():
    doubt, hanging = Doubt(30, lambda: 0.01), asyncio.Event()

    async def hang():
        async with doubt.one():
            await hanging.wait()

    stuck = asyncio.create_task(hang())
    await asyncio.sleep(0)
    async with asyncio.timeout(5), doubt.one():
        hanging.set()
    await stuck
