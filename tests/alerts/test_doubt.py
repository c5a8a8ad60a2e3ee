"""As few messages in doubt as the pace needs."""

import asyncio

import pytest

from bot.alerts.doubt import PATIENCE, Doubt


@pytest.mark.parametrize(("seconds", "most"), [(0, 1), (0.02, 1), (0.08, 4), (0.2, 9)])
def test_where_much_is_due_how_many_follows_from_how_long(seconds, most):
    doubt = Doubt(30, lambda: seconds)
    assert doubt.most == 1
    doubt.pressed = True
    assert doubt.most == most


@pytest.mark.parametrize(("seconds", "in_turn"), [(0.1, True), (0.3, False)])
async def test_few_are_told_one_after_the_other_unless_that_takes_too_long(seconds, in_turn):
    doubt, open_at_once, highest = Doubt(30, lambda: seconds), 0, 0

    async def message():
        nonlocal open_at_once, highest
        async with doubt.one():
            open_at_once += 1
            highest = max(highest, open_at_once)
            for _ in range(10):
                await asyncio.sleep(0)
            open_at_once -= 1

    await asyncio.gather(*(message() for _ in range(4)))
    assert (highest == 1) is in_turn


async def test_those_that_hang_hold_up_the_next_ones_once_and_not_each_of_them():
    doubt, hanging, loop = Doubt(30, lambda: 0.01), asyncio.Event(), asyncio.get_running_loop()

    async def message(wait=None):
        async with doubt.one():
            await (wait or asyncio.sleep(0))

    stuck = asyncio.create_task(message(hanging.wait()))
    await asyncio.sleep(0)
    begun = loop.time()
    async with asyncio.timeout(5):
        for _ in range(20):
            await message()
    assert loop.time() - begun < 5 * PATIENCE  # and not twenty times
    hanging.set()
    await stuck


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
