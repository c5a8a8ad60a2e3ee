"""/health /reread /outbox: what operators are told, and that nobody else learns that there are such commands."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import SetClock
from bot.config import PreviewSettings, Settings
from bot.locales import LANGUAGES
from bot.model import Alert, ChangeKind, Fate, Interest, Post, Priority, Subscription, Transport
from bot.sandbox import FaultKind
from bot.sources.preview import Preview
from tests.handlers.conftest import House, open_house
from tests.handlers.night import CHANNELS, MORNING, keep_night
from tests.handlers.test_roles import speak

OPERATOR = 111
OPERATED = Settings.model_validate({"telegram": {"operators": [OPERATOR]}})
ASKED = ("/health", "/reread gov_belgorod", "/outbox")


def read_pages(house: House) -> Preview:
    """Give the desk a preview that looks at the sandbox's pages; the test stops it."""
    settings = PreviewSettings(base_url=house.sandbox.url, requests_per_second=1000)
    preview = Preview(settings, house.desk.channels, house.store, house.clock, house.desk.intake)
    house.application.bot_data["desk"] = replace(house.desk, preview=preview)
    return preview


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """The sample night's morning, with an operator and pages."""
    async with open_house(tmp_path, CHANNELS, OPERATED, SetClock(MORNING)) as opened:
        await keep_night(opened.store)
        preview = read_pages(opened)
        yield opened
        await preview.stop()


async def owe(house: House, number: int, fate: Fate = Fate.WAITING, reason: str = "") -> None:
    """An alert in the outbox that is not delivered."""
    about = f"episode:<{number}>"
    owed = Alert(
        chat_id=-1000 - number, topic=number % 2, about=about, kind=ChangeKind.OPENED, reason="rule", key=about,
        priority=Priority.THREAT, created=MORNING - timedelta(minutes=5), not_before=MORNING,
    )  # fmt: skip
    async with house.store.work() as work:
        await work.owe([owed])
    if fate is not Fate.WAITING:
        (kept,) = [alert for alert in await house.store.outbox() if alert.about == about]
        await house.store.settle(kept, fate, reason, None, None)


@pytest.mark.parametrize("asked", ASKED)
async def test_to_a_person_there_is_no_such_command(house: House, asked: str) -> None:
    anna = house.sandbox.user("Anna", language="en")
    said = (await house.ask(anna, asked)).text
    assert f"There is no command {asked.split()[0]}." in said
    assert not any(command.split()[0] in said.partition("\n")[2] for command in ASKED)


@pytest.mark.parametrize("role", ["owner", "administrator", "anonymous", "member", "channel"])
async def test_in_groups_nobody_hears_anything_of_them(house: House, role: str) -> None:
    sandbox = house.sandbox
    sandbox.alice, sandbox.bob = sandbox.user("Alice", language="en"), sandbox.user("Bob", language="en")
    sandbox.charlie, sandbox.dora = sandbox.user("Charlie", language="en"), sandbox.user("Dora", language="en")
    group = sandbox.group("Town", admins=(sandbox.alice, sandbox.bob), members=(sandbox.charlie,))
    for asked in (*ASKED, "/help"):
        speak(house, role, group, asked)
    await sandbox.wait_for(lambda: sandbox.messages(group, by_bot=True), 30)
    (only,) = sandbox.messages(group, by_bot=True)
    assert "/now" in only.text and "/outbox" not in only.text


async def test_an_operator_in_a_group_is_asked_into_private(house: House) -> None:
    boss = house.sandbox.user("Boss", id=OPERATOR, language="en")
    group = house.sandbox.group("Town", members=(boss,))
    await owe(house, 1)
    for asked in ASKED:
        answer = (await house.ask(boss, asked, group)).text
        assert answer in ("I answer that in a private chat only.", "На это я отвечаю только в личном чате.")
    assert "/outbox" not in (await house.ask(boss, "/help", group)).text
    assert "/outbox" in (await house.ask(boss, "/help")).text


async def test_a_channel_is_read_again_and_what_differed_is_counted(house: House) -> None:
    boss = house.sandbox.user("Boss", id=OPERATOR, language="en")
    channel = house.sandbox.channel("gov_belgorod", title="Губернатор")
    numbers = [house.sandbox.post(channel, text, at=MORNING, tell=False) for text in ("Тихо.", "Всё тихо.", "Отбой.")]
    first = (await house.ask(boss, "/reread https://t.me/s/Gov_Belgorod")).text
    assert first == "gov_belgorod was read again: 3 posts are new or changed."
    house.sandbox.edit(channel, numbers[0], "Тревога.")
    assert (await house.ask(boss, "/reread @gov_belgorod")).text == (
        "gov_belgorod was read again: 1 post is new or changed."
    )
    assert (await house.ask(boss, "/reread gov_belgorod")).text == (
        "gov_belgorod was read again: no post is new or changed."
    )


async def test_a_page_that_cannot_be_read_is_told_with_its_fault(house: House) -> None:
    boss = house.sandbox.user("Boss", id=OPERATOR, language="en")
    house.sandbox.channel("gov_belgorod")
    house.sandbox.fail(FaultKind.UNAVAILABLE, method="preview", chat="gov_belgorod")
    said = (await house.ask(boss, "/reread gov_belgorod")).text
    assert said.startswith("gov_belgorod could not be read: ") and "503" in said


async def test_a_channel_that_is_not_read_by_preview_gets_near_names(house: House) -> None:
    boss = house.sandbox.user("Boss", id=OPERATOR, language="en")
    said = (await house.ask(boss, "/reread gov_belgorodd")).text
    assert "“gov_belgorodd”" in said and "Did you mean: gov_belgorod" in said
    far = (await house.ask(boss, "/reread <b>&zzzz</b>")).text
    assert "“<b>&zzzz</b>”" in far and "/sources" in far
    assert "/reread ministry" in (await house.ask(boss, "/reread")).text


async def test_without_a_preview_no_channel_is_read_again(house: House) -> None:
    boss = house.sandbox.user("Boss", id=OPERATOR, language="en")
    house.application.bot_data["desk"] = house.desk
    assert "No channel “gov_belgorod”" in (await house.ask(boss, "/reread gov_belgorod")).text


async def test_the_outbox_shows_what_is_owed_or_failed_newest_first_with_reasons(house: House) -> None:
    boss = house.sandbox.user("Boss", id=OPERATOR, language="en")
    assert "none" in (await house.ask(boss, "/outbox")).text
    await owe(house, 1)
    await owe(house, 2, Fate.DEAD, "Bad Request: <no> rights & none to be had")
    await owe(house, 3, Fate.UNCERTAIN, "uncertain")
    await owe(house, 4, Fate.SENT, "rang")
    lines = (await house.ask(boss, "/outbox")).text.splitlines()
    assert [line.partition(" ")[0] for line in lines[1:]] == ["#3", "#2", "#1"]
    assert "09:25 → -1003/1: perhaps sent" in lines[1]
    assert (
        "-1002: could not be sent (Bad Request: <no> rights & none to be had), 0 tries; a new danger (episode:<2>)"
        in lines[2]
    )
    assert "-1001/1: waiting, 0 tries; a new danger (episode:<1>)" in lines[3]


async def test_a_long_outbox_is_cut_and_says_so(house: House) -> None:
    boss = house.sandbox.user("Boss", id=OPERATOR, language="en")
    for number in range(1, 22):
        await owe(house, number)
    lines = (await house.ask(boss, "/outbox")).text.splitlines()
    assert [line.partition(" ")[0] for line in lines[1:-1]] == [f"#{n}" for n in range(21, 1, -1)]
    assert lines[-1] == "These are the newest 20; there are more."


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_answer_speaks_the_operators_language(house: House, language: str) -> None:
    boss = house.sandbox.user("Boss", id=OPERATOR, language=language)
    await owe(house, 1)
    said = [(await house.ask(boss, asked)).text for asked in ("/outbox", "/reread", "/reread zzzz", "/reread rail")]
    cyrillic = [any("а" <= letter <= "я" for letter in text) for text in said]
    assert cyrillic == [language != "en"] * len(said)


@pytest.mark.parametrize("language", ["ru", "uk"])
async def test_a_broken_source_is_told_and_shown_in_the_operators_language(house: House, language: str) -> None:
    boss = house.sandbox.user("Boss", id=OPERATOR, language=language)
    await house.ask(boss, f"/language {language}")
    preview = house.application.bot_data["desk"].preview
    assert preview is not None
    for _ in range(2):  # the sandbox has no such channel
        await preview.poll("gov_belgorod")
    shown = (await house.ask(boss, "/health")).text
    reason = {"ru": "предпросмотра нет: на странице нет ленты", "uk": "перегляду немає: на сторінці немає стрічки"}[
        language
    ]
    assert reason in shown and "no preview" not in shown
    running = asyncio.create_task(house.desk.delivery.run())
    await house.sandbox.wait_for(lambda: any("🛠" in m.text for m in house.sandbox.messages(boss, by_bot=True)), 10)
    (told,) = [m.text for m in house.sandbox.messages(boss, by_bot=True) if "🛠" in m.text]
    assert reason in told and "gov_belgorod" in told
    assert "is broken" not in told and "not calm" not in told
    await house.desk.delivery.drain(1)
    await running


async def test_an_alert_that_no_try_will_help_is_a_dead_letter_that_both_outboxes_show(
    house: House, tmp_path: Path
) -> None:
    """From a post's text to the dead letter; the other chat hears the alarm, and the dead one hears the next."""
    sandbox, desk = house.sandbox, house.desk
    boss = sandbox.user("Boss", id=OPERATOR, language="en")
    broken, other = sandbox.group("Broken"), sandbox.group("Other")
    for group in (broken, other):
        await house.store.subscribe([Subscription(chat_id=group.id, region="RU-BRY", interest=Interest.THREAT)])
    sandbox.fail("bad_request", method="sendMessage", chat=broken, text="CHAT_SEND_SOMETHING_NEW")
    channel = next(name for name, known in desk.channels.items() if known.region == "RU-BRY")

    async def tell(number: int, text: str) -> None:
        now = house.clock.now()
        post = Post(channel=channel, message_id=number, posted=now, text=text, transport=Transport.PREVIEW, seen=now)
        assert await desk.intake.take(post)

    await tell(90001, "Внимание! Брянская область, объявлена ракетная опасность.")
    running = asyncio.create_task(desk.delivery.run())
    await sandbox.wait_for(lambda: sandbox.messages(other), 30)
    await sandbox.wait_for(lambda: desk.delivery.counters.fates["dead"], 30)
    assert sandbox.messages(broken) == []
    (dead,) = await house.store.outbox((Fate.DEAD,))
    said = (await house.ask(boss, "/outbox")).text
    assert f"#{dead.id} " in said and "could not be sent" in said and "Chat_send_something_new" in said
    config = tmp_path / "config.toml"
    config.write_text(f'[storage]\nurl = "sqlite+aiosqlite:///{tmp_path / "svodka.db"}"\n', encoding="utf-8")
    shown = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "outbox", "--config", str(config), stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "COLUMNS": "300"},
    )  # fmt: skip
    lines = (await shown.communicate())[0].decode().splitlines()
    assert shown.returncode == 0
    assert any(str(dead.id) in line and "dead" in line and "Chat_send_something_new" in line for line in lines), lines
    await tell(90002, "Брянская область: идёт атака ракет, всем в укрытие!")
    await sandbox.wait_for(lambda: sandbox.messages(broken), 30)
    assert "Брянская" in sandbox.messages(broken)[0].text
    await desk.delivery.drain(1)
    await running
