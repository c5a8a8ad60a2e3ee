"""Who is let in, in which order updates are worked on, and what is said to forwards and faults."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from telegram import Update

import handlers
from bot.clock import SetClock
from bot.config import Settings
from bot.sources import updates
from handlers.gate import admitted
from handlers.limits import Limits
from tests.handlers.conftest import House, open_house
from tests.handlers.night import CHANNELS, MORNING, at, keep_night

CLOSED = Settings.model_validate(
    {"telegram": {"access": [555], "operators": [111]}, "groups": [{"chat_id": -100777, "regions": ["RU-BEL"]}]}
)


@pytest.fixture
async def closed(tmp_path: Path) -> AsyncIterator[House]:
    """A bot for a list of people only."""
    async with open_house(tmp_path, CHANNELS, CLOSED, SetClock(MORNING)) as opened:
        await keep_night(opened.store)
        yield opened


def test_all_that_the_sources_need_is_asked_for() -> None:
    assert set(updates.ALLOWED) <= set(handlers.ALLOWED_UPDATES)


@pytest.mark.parametrize(
    ("chat", "user", "let_in"), [(555, 555, True), (-1, 555, True), (-100777, 3, True), (111, 111, True), (3, 3, False)]
)
def test_a_closed_bot_admits_its_list_operators_and_configured_groups(chat: int, user: int, let_in: bool) -> None:
    assert admitted(CLOSED, chat, user) is let_in


async def test_a_closed_bot_says_nothing_to_strangers(closed: House) -> None:
    stranger, anna = closed.sandbox.user("Stranger", id=3), closed.sandbox.user("Anna", id=555)
    closed.sandbox.say(stranger, stranger, "/today")
    await closed.ask(anna, "/today")
    assert closed.sandbox.messages(stranger, by_bot=True) == []


async def test_a_configured_group_that_became_a_supergroup_is_let_in_under_its_new_id(closed: House) -> None:
    boris = closed.sandbox.user("Boris", id=3)
    group = closed.sandbox.group("Group", id=-100777, kind="group", admins=(boris,))
    new = closed.sandbox.migrate(group)
    await closed.ask(boris, "/today", new)
    stranger = closed.sandbox.group("Strangers", kind="group", admins=(boris,))
    other = closed.sandbox.migrate(stranger)
    closed.sandbox.say(other, boris, "/today")
    await closed.ask(boris, "/today", new)
    assert closed.sandbox.messages(other, by_bot=True) == []


async def test_operators_see_the_state_of_the_bot(closed: House) -> None:
    boss = closed.sandbox.user("Boss", id=111, language="en")
    said = (await closed.ask(boss, "/health")).text
    assert "railway (@rail), preview page: answers, but not as it should, since" in said and "Posts taken: 0" in said
    assert "/health" in (await closed.ask(boss, "/help")).text


async def test_an_answer_goes_into_the_topic_that_it_was_asked_in(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    forum = house.sandbox.group("Forum", members=(anna,), topics={7: "Alerts"})
    house.sandbox.say(forum, anna, "/now", topic=7)
    await house.sandbox.wait_for(lambda: house.sandbox.messages(forum, by_bot=True), 30)
    assert house.sandbox.messages(forum, by_bot=True)[0].topic == 7


async def test_a_forwarded_post_is_thanked_for_and_a_strange_channel_is_named(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    watched = house.sandbox.channel("gov_belgorod", title="Губернатор")
    other = house.sandbox.channel("gossip", title="<b>Gossip</b>")
    for channel, words in ((watched, "Thank you: a post of Губернатор"), (other, "I do not watch “<b>Gossip</b>”")):
        number = house.sandbox.post(channel, "Отбой.", tell=False)
        before = len(house.sandbox.messages(anna, by_bot=True))
        house.sandbox.forward(anna, anna, channel, number)
        await house.sandbox.wait_for(lambda n=before: len(house.sandbox.messages(anna, by_bot=True)) > n, 30)
        assert words in house.sandbox.messages(anna, by_bot=True)[-1].text


async def test_a_fault_is_owned_up_to_in_private(house: House) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("the shelf fell down")

    house.application.bot_data["desk"] = replace(house.desk, store=_Broken(house.store, broken))
    anna = house.sandbox.user("Anna", language="en")
    assert "Something went wrong on my side" in (await house.ask(anna, "/today")).text


async def test_a_refused_answer_is_a_fault_of_ours_and_no_network_fault(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    house.sandbox.fail("bad_request", method="sendMessage", chat=anna, text="BUTTON_DATA_INVALID")
    assert "Something went wrong on my side" in (await house.ask(anna, "/settings")).text


class _Broken:
    """A store whose tallies fail."""

    def __init__(self, store: object, broken: object) -> None:
        self._store, self.tally = store, broken

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)


async def test_updates_of_one_chat_keep_their_order_and_chats_do_not_wait_for_each_other() -> None:
    order, gate = handlers.ByChat(), asyncio.Event()
    done: list[str] = []

    async def work(name: str, wait: bool) -> None:
        if wait:
            await gate.wait()
        done.append(name)

    def update(chat: int) -> Update:
        said = {"message_id": 1, "date": 0, "chat": {"id": chat, "type": "private"}, "text": "x"}
        made = Update.de_json({"update_id": 1, "message": said}, None)  # type: ignore[arg-type]
        assert made is not None
        return made

    tasks = [
        asyncio.create_task(order.process_update(update(chat), work(name, wait)))
        for chat, name, wait in ((1, "a1", True), (1, "a2", False), (2, "b1", False))
    ]
    await tasks[2]
    assert done == ["b1"]
    gate.set()
    await asyncio.gather(*tasks)
    assert done == ["b1", "a1", "a2"]


def test_limits_let_a_person_ask_again_when_time_has_passed() -> None:
    limits = Limits(person=(2, 10), chat=(3, 60))
    assert [limits.allow(at(9), person=1, chat=5) for _ in range(3)] == [True, True, False]
    assert limits.allow(at(9), person=2, chat=5)
    assert not limits.allow(at(9), person=3, chat=5)  # the chat's share is used up
    assert limits.allow(at(9, 2), person=1, chat=5)
