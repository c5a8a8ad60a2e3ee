"""Every command's answer in three languages, to be read through by a person (tests/golden/answers)."""

import pytest

from bot.model import Interest, Subscription
from tests.handlers.conftest import House
from tests.handlers.golden import agrees, shown
from tests.handlers.questions import ASKED


@pytest.mark.parametrize("language", ASKED)
async def test_every_answer_reads_as_it_is_kept(house: House, language: str) -> None:
    anna = house.sandbox.user("Anna", id=777, language=language)
    said = [f"## {asked}\n\n{shown(await house.ask(anna, asked))}" for asked in ASKED[language].strip().splitlines()]
    await house.store.subscribe(
        [Subscription(chat_id=777, region=code, interest=Interest.THREAT) for code in ("RU-BEL", "RU-KRS")]
    )
    said.append("# The same, subscribed to Belgorod and Kursk\n")
    said += [f"## {asked}\n\n{shown(await house.ask(anna, asked))}" for asked in ("/today", "/now", "/privacy")]
    agrees(f"answers/{language}.md", "\n".join(said))
