"""The database fails while alerts are told."""

import asyncio
import time
from datetime import timedelta

from bot.errors import StoreFault
from bot.model import ChangeKind, Fate


class Hurried:
    """A clock that runs twenty times as fast as the machine's."""

    def __init__(self, start):
        self.start, self.began = start, time.monotonic()

    def now(self):
        return self.start + 20 * timedelta(seconds=time.monotonic() - self.began)

    async def sleep(self, seconds):
        await asyncio.sleep(seconds / 20)


class Failing:
    """A store some of whose calls fail at first."""

    def __init__(self, store, **times):
        self.store, self.times = store, times

    def __getattr__(self, name):
        async def fail(*_):
            self.times[name] -= 1
            raise StoreFault("the disk is full")

        return fail if self.times.get(name, 0) > 0 else getattr(self.store, name)


async def test_a_delay_that_could_not_be_written_at_once_is_written_in_the_end(desk, group, alarm):
    desk.sandbox.fail("flood", method="sendMessage", chat=group, after=35)
    desk.store = Failing(desk.store, postpone=2)
    await desk.drain()
    (row,) = await desk.rows()
    assert row.fate is Fate.WAITING
    assert "35" in row.fate_reason


async def test_a_fault_of_the_database_does_not_make_a_sender_take_up_its_own_rows(tmp_path, open_desk, make):
    async with open_desk(tmp_path, Hurried(make.start)) as desk:
        group = desk.sandbox.group("Neighbours")
        await desk.join(group.id)
        await desk.learn(make.danger(ChangeKind.OPENED, make.episode()))
        desk.sandbox.fail("slow", method="sendMessage", chat=group, after=0.7)
        desk.store = failing = Failing(desk.store)
        delivery = desk.deliverer()
        running = asyncio.create_task(delivery.run())
        await desk.sandbox.wait_for(lambda: desk.sandbox.faults.orders[0].used)
        failing.times["elect"] = 1
        while failing.times["elect"]:  # noqa: ASYNC110 - asked every five seconds of a fast clock
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.1)  # elected again
        assert await desk.store.lease(desk.clock.now(), 9, timedelta(seconds=30), []) == ()
        await delivery.drain(60)
        await running
        assert len(desk.sandbox.messages(group)) == 1
