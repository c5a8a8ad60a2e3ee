"""What goes on for as long as the bot runs cannot fail unseen: offices that are lost, a database that is away."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from bot import app
from bot.clock import SystemClock
from bot.config import Settings
from bot.errors import StoreFault, SvodkaError
from bot.intake import Intake
from bot.model.ports import Store


class Elections:
    """A store that only holds elections, with these answers one after the other; the last one stays."""

    def __init__(self, *answers: bool | None) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def elect(self, office: str) -> bool:
        self.asked += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer is None:
            raise StoreFault("the database is away")
        return answer


@pytest.fixture
def bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Elections], app.App]:
    monkeypatch.setattr(app, "STANDBY_SECONDS", 0.001)
    monkeypatch.setattr(app, "TERM_SECONDS", 0.001)

    def bot(elections: Elections) -> app.App:
        settings, clock = Settings(), SystemClock()
        one = app.build(settings, clock)
        store = cast(Store, elections)
        one.house = app.House(store, clock, {}, Intake(store, clock, settings, {}))
        return one

    return bot


async def test_who_stands_by_outlives_a_database_that_is_away(bot: Callable[[Elections], Any]) -> None:
    elections = Elections(False, None, False, None, True)
    await bot(elections)._take_office("preview")
    assert elections.asked == 5


async def test_an_office_that_another_process_took_ends_this_one(bot: Callable[[Elections], Any]) -> None:
    elections = Elections(True, None, None, True, False)
    with pytest.raises(SvodkaError, match="telegram: another process took this over"):
        async with asyncio.timeout(5):
            await bot(elections)._keep_office("telegram")
    assert elections.asked == 5
