"""Pictures are drawn elsewhere, once, and a fault of the worker is nobody else's."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date

import pytest

from bot.views.picture import Bar, DayBars, NamedBar, YearCells, key
from bot.views.worker import NoPicture, Pictures


def bars(title: str = "20 October") -> DayBars:
    return DayBars(title=title, rows=(NamedBar(name="Белгородская область", bar=Bar(low=7, high=7, best=7, said="7")),))


@pytest.fixture
async def pictures() -> AsyncIterator[Pictures]:
    made = Pictures()
    await made.start()
    yield made
    await made.stop()


async def test_a_flood_of_the_same_question_is_drawn_once(pictures: Pictures) -> None:
    drawn = await asyncio.gather(*(pictures.draw(bars()) for _ in range(50)))
    assert pictures.drawn == 1
    assert drawn[0].startswith(b"\x89PNG") and len(set(drawn)) == 1


async def test_the_loop_is_free_while_a_picture_is_drawn(pictures: Pictures) -> None:
    drawing = asyncio.create_task(pictures.draw(bars()))
    turns = 0
    while not drawing.done():
        turns += 1
        await asyncio.sleep(0.001)
    assert turns > 20


async def test_a_dead_worker_is_replaced(pictures: Pictures) -> None:
    await pictures.draw(bars())
    assert pictures._worker is not None
    pictures._worker.kill()
    await pictures._worker.wait()
    assert (await pictures.draw(bars("another"))).startswith(b"\x89PNG")


async def test_a_picture_that_cannot_be_drawn_says_so_and_spoils_no_other(pictures: Pictures) -> None:
    impossible = YearCells(
        title="", start=date(2025, 1, 1), values=(1,), gaps=(), months=(), weekdays=(), none_name="", gap_name=""
    )
    with pytest.raises(NoPicture):
        await pictures.draw(impossible)
    assert (await pictures.draw(bars())).startswith(b"\x89PNG")


def test_equal_questions_have_equal_keys_and_others_do_not() -> None:
    assert key(bars()) == key(bars())
    assert key(bars()) != key(bars().model_copy(update={"theme": "dark"}))
