"""Pace: limits in every sliding window, answers first, a chat that must wait holds nobody else."""

import asyncio
import heapq
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from telegram.error import RetryAfter

from bot.alerts.pace import Pace
from bot.model import Priority


class Simulated:
    """A clock for many sleepers: time goes on to the next of them when nobody else has anything to do."""

    def __init__(self):
        self.at, self._sleepers, self._numbers = datetime(2025, 10, 19, tzinfo=UTC), [], count()

    def now(self):
        return self.at

    async def sleep(self, seconds):
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.at + timedelta(seconds=max(0, seconds)), next(self._numbers), turn))
        await turn

    async def run(self, *tasks):
        gathered = asyncio.gather(*tasks)
        while not gathered.done():
            for _ in range(6):
                await asyncio.sleep(0)
            if self._sleepers and not gathered.done():
                at, _, turn = heapq.heappop(self._sleepers)
                if not turn.done():
                    self.at = max(self.at, at)
                    turn.set_result(None)
        return gathered.result()


@pytest.fixture
def clock():
    return Simulated()


class Line:
    """Calls through a pace; every call takes 80 ms and is noted when it reaches the server, somewhere between."""

    def __init__(self, clock, pace):
        self.clock, self.pace, self.calls = clock, pace, []

    async def call(self, chat, priority=Priority.THREAT, fault=None, endpoint="sendMessage"):
        async def deed():
            await self.clock.sleep(0.01 + len(self.calls) * 37 % 70 / 1000)
            self.calls.append((self.clock.now(), chat, priority))
            await self.clock.sleep(0.01)
            if fault and fault.pop() is not None:
                raise RetryAfter(35)
            return True

        return await self.pace.process_request(
            lambda *a, **k: deed(), (), {}, endpoint, {"chat_id": chat} if chat else {}, priority
        )

    def most(self, seconds, chat=None):
        """The most calls in any sliding window [t, t + seconds)."""
        times = sorted(at for at, to, _ in self.calls if chat is None or to == chat)
        window, most, first = timedelta(seconds=seconds), 0, 0
        for last, at in enumerate(times):
            while at - times[first] >= window:
                first += 1
            most = max(most, last - first + 1)
        return most


async def test_a_storm_of_ten_minutes_never_breaks_a_limit(clock):
    pace = Pace(clock)
    line = Line(clock, pace)

    async def storm(chat, every, calls):
        for _ in range(calls):
            await clock.sleep(every)
            await line.call(chat, Priority.INCIDENT if every < 1 else Priority.THREAT)

    groups = [storm(-chat, 1.7, 190) for chat in range(1, 11)]
    people = [storm(chat, 0.9, 60) for chat in range(1, 61)]
    edits = [storm(-99, 0.1, 100)]
    await clock.run(*groups, *people, *edits)
    assert clock.now() - line.calls[0][0] > timedelta(minutes=9)
    assert line.most(1) <= 30
    assert max(line.most(60, -chat) for chat in range(1, 11)) <= 20
    assert line.most(60, -99) <= 14  # silent edits leave room for an alarm
    assert max(line.most(1, chat) for chat in range(1, 61)) == 1


async def test_the_rate_is_used_to_the_full(clock):
    pace = Pace(clock)
    line = Line(clock, pace)
    begun = clock.now()
    await clock.run(*(line.call(chat) for chat in range(1, 301)))
    assert clock.now() - begun < timedelta(seconds=11.2)


async def test_answers_to_people_go_before_alerts_that_waited_longer(clock):
    pace = Pace(clock)
    line = Line(clock, pace)

    async def later():
        await clock.sleep(0.5)
        await line.call(5000, None)

    await clock.run(*(line.call(chat) for chat in range(1, 91)), later())
    place = next(n for n, (_, to, _) in enumerate(line.calls) if to == 5000)
    assert place < 40


async def test_an_alarm_goes_through_a_group_that_silent_edits_have_filled(clock):
    pace = Pace(clock)
    line = Line(clock, pace)

    async def alarm():
        await clock.sleep(5)
        begun = clock.now()
        await line.call(-1, Priority.THREAT)
        return clock.now() - begun

    *_, took = await clock.run(*(line.call(-1, Priority.INCIDENT) for _ in range(30)), alarm())
    assert took < timedelta(seconds=1)


async def test_retry_after_holds_that_chat_only(clock):
    pace = Pace(clock)
    line = Line(clock, pace)
    with pytest.raises(RetryAfter):
        await clock.run(line.call(-1, fault=[1]))
    told = clock.now()
    await clock.run(*(line.call(-n) for n in range(1, 6)))
    first = {to: at for at, to, _ in reversed(line.calls[1:])}
    assert first[-1] - told >= timedelta(seconds=35)
    assert max(first[-n] - told for n in range(2, 6)) < timedelta(seconds=1)


async def test_a_method_that_names_no_chat_holds_only_itself(clock):
    """Menus are refused easily and for long: alarms have nothing to do with them."""
    pace = Pace(clock)
    line = Line(clock, pace)
    with pytest.raises(RetryAfter):
        await clock.run(line.call(None, fault=[1], endpoint="setMyCommands"))
    told = clock.now()
    await clock.run(
        line.call(None, endpoint="setMyCommands"), line.call(-7), line.call(None, None, endpoint="answerCallbackQuery")
    )
    *others, (last, _, _) = sorted(line.calls[1:], key=lambda call: call[0])
    assert max(at for at, _, _ in others) - told < timedelta(seconds=1)
    assert last - told >= timedelta(seconds=35)
    assert pace.paused_until(told) is None


async def test_an_answer_waits_out_its_retry_after_once(clock):
    pace = Pace(clock)
    line = Line(clock, pace)
    begun = clock.now()
    assert await clock.run(line.call(7, None, fault=[None, 1])) == [True]
    assert clock.now() - begun > timedelta(seconds=35)


async def test_the_whole_bot_waits_when_several_chats_are_told_to(clock):
    pace = Pace(clock)
    line = Line(clock, pace)
    for chat in (-1, -2, -3):
        assert pace.paused_until(clock.now()) is None
        with pytest.raises(RetryAfter):
            await clock.run(line.call(chat, fault=[1]))
    assert pace.paused_until(clock.now()) > clock.now() + timedelta(seconds=30)
    begun = clock.now()
    await clock.run(line.call(-4))
    assert clock.now() - begun > timedelta(seconds=30)


async def test_calls_that_put_nothing_into_a_chat_do_not_take_its_room(clock):
    pace = Pace(clock)
    line = Line(clock, pace)
    begun = clock.now()
    await clock.run(*(line.call(7, None, endpoint="getChatMember") for _ in range(10)))
    assert clock.now() - begun < timedelta(seconds=1)


async def test_a_clock_that_is_set_back_does_not_silence_the_bot(clock):
    pace = Pace(clock)
    line = Line(clock, pace)
    await clock.run(*(line.call(-1) for _ in range(18)))
    clock.at -= timedelta(hours=1)
    begun = clock.now()
    await clock.run(line.call(-1), line.call(5))
    assert clock.now() - begun < timedelta(seconds=2)


async def test_a_waiter_that_gives_up_leaves_its_turn_to_the_next(clock):
    pace = Pace(clock)
    line = Line(clock, pace)
    await clock.run(line.call(7))
    waiting = asyncio.create_task(line.call(7))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    begun = clock.now()
    await clock.run(line.call(7))
    assert clock.now() - begun < timedelta(seconds=1.2)
