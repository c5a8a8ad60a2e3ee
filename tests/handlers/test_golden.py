"""Every command's answer in three languages, to be read through by a person (tests/golden/answers)."""

from pathlib import Path

import pytest

from bot.clock import SetClock
from bot.config import Settings
from bot.model import Interest, Subscription
from handlers import COMMANDS
from tests.handlers.conftest import House, open_house
from tests.handlers.golden import ROOT, agrees, shown
from tests.handlers.night import CHANNELS, MORNING, keep_night
from tests.handlers.questions import ASKED, SET


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


@pytest.mark.parametrize("language", SET)
async def test_pictures_files_and_settings_read_as_they_are_kept(tmp_path: Path, language: str) -> None:
    operated = Settings.model_validate({"telegram": {"operators": [777]}})
    async with open_house(tmp_path, CHANNELS, operated, SetClock(MORNING)) as house:
        await keep_night(house.store)
        anna = house.sandbox.user("Anna", id=777, language=language)
        said = [f"## {asked}\n\n{shown(await house.ask(anna, asked))}" for asked in SET[language].strip().splitlines()]
    agrees(f"answers/{language}-settings.md", "\n".join(said))


@pytest.mark.parametrize("language", SET)
def test_every_command_has_an_answer_to_be_read(language: str) -> None:
    files = [ROOT / "answers" / f"{language}{part}.md" for part in ("", "-settings")]
    asked = {line.split()[1] for file in files for line in file.read_text().splitlines() if line.startswith("## /")}
    assert {f"/{command.name}" for command in COMMANDS} <= asked
