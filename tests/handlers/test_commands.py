"""The one table: every command has words in every language, a place in the menus, and a page in the docs."""

import html
import re
from pathlib import Path

import pytest

import handlers
from bot.clock import SetClock
from bot.config import Settings
from bot.locales import LANGUAGES, translator
from bot.model import Post, Transport
from bot.sandbox.chats import Person
from handlers.command import OPERATORS, Scope
from handlers.commands import COMMANDS
from handlers.menus import menu
from tests.handlers.conftest import House, open_house
from tests.handlers.golden import agrees
from tests.handlers.night import CHANNELS, MORNING, keep_night
from tests.handlers.test_operators import read_pages

DOCS = Path(__file__).parents[2] / "docs" / "commands.md"
LAST = ("timezone", "language", "stop", "delete")  # asked last: what they change would show in the others' answers


def test_names_are_what_telegram_takes_and_stand_once() -> None:
    names = [command.name for command in COMMANDS]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for name in names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_menus_fit_and_speak_the_language(language: str) -> None:
    private = menu(COMMANDS, frozenset({Scope.PRIVATE}), language)
    assert all(1 <= len(row.description) <= 256 for row in private)
    assert len(private) <= 100
    if language != "en":
        cyrillic = [row for row in private if re.search("[а-яіїє]", row.description)]
        assert len(cyrillic) == len(private)


def test_operators_commands_are_in_no_other_menu() -> None:
    public = {row.command for row in menu(COMMANDS, frozenset({Scope.PRIVATE, Scope.GROUP}), "en")}
    assert public.isdisjoint(c.name for c in COMMANDS if c.scopes == OPERATORS)


async def test_menus_are_told_to_telegram_for_every_scope_and_language(house: House) -> None:
    await handlers.set_menus(house.application.bot, COMMANDS, (777,))
    told = [call for call in house.sandbox.journal.calls if call.method == "setMyCommands"]
    assert len(told) == 2 * (1 + len(LANGUAGES)) + 1  # the operator's chat does not exist yet: said once, passed over


async def test_every_command_is_in_help_and_answers(house: House) -> None:
    anna = house.sandbox.user("Anna", language="en")
    said = (await house.ask(anna, "/help")).text
    assert all(f"/{c.name}" in said for c in COMMANDS if Scope.PRIVATE in c.scopes)


async def test_the_page_of_commands_shows_real_answers(tmp_path: Path) -> None:
    operated = Settings.model_validate({"telegram": {"operators": [888]}})
    async with open_house(tmp_path, CHANNELS, operated, SetClock(MORNING)) as house:
        await keep_night(house.store)
        house.sandbox.post(house.sandbox.channel("gov_belgorod"), "Ночь прошла спокойно.", at=MORNING, tell=False)
        preview = read_pages(house)
        page = await _page(house)
        await preview.stop()
    agrees(str(DOCS), page)


async def _page(house: House) -> str:
    t = translator("en")
    anna, boss = house.sandbox.user("Anna", id=777, language="en"), house.sandbox.user("Boss", id=888, language="en")
    parts = ["# Commands\n", "Every answer below is the bot's own, to the sample night of the tests.\n"]
    section = ""
    for command in sorted(COMMANDS, key=lambda c: c.name in LAST):
        person = anna if Scope.PRIVATE in command.scopes else boss
        heading = "Changing and leaving" if command.name in LAST else command.section.value
        if heading != section:
            section = heading
            parts.append(f"## {section}\n")
        about = t.gettext(command.about)
        hint = f" {t.gettext(command.hint)}" if command.hint else ""
        asked = f"/{command.name} {command.example}".strip()
        if command.name == "why":  # there must be an alert to ask about
            await _alarm(house, person)
        answer = await house.ask(person, asked)
        media = f"[{answer.media.kind}]\n" if answer.media else ""
        rows = (answer.markup or {}).get("inline_keyboard", [])
        buttons = "".join("\n" + " ".join(f"[{b['text']}]" for b in row) for row in rows)
        parts.append(f"### /{command.name}{hint}\n\n{about[0].upper()}{about[1:]}.\n")
        parts.append(f"```\n> {asked}\n\n{media}{html.unescape(answer.text)}{buttons}\n```\n")
        if command.name == "why" and (number := re.search(r"#(\d+)", answer.text)):
            explained = await house.ask(person, f"/why {number[1]}")
            parts.append(f"```\n> /why {number[1]}\n\n{html.unescape(explained.text)}\n```\n")
            await house.ask(person, "/unsubscribe all")
    return "\n".join(parts)


async def _alarm(house: House, person: Person) -> None:
    """A governor speaks, and the person, who is subscribed, is told."""
    for typed in ("/subscribe Belgorod", "/mute off"):
        await house.ask(person, typed)
    text = "Внимание! Над нашей областью объявлена ракетная опасность, пройдите в укрытия."
    now = house.clock.now()
    await house.desk.intake.take(
        Post(channel="gov_belgorod", message_id=72, posted=now, text=text, transport=Transport.PREVIEW, seen=now)
    )
    await house.desk.delivery.drain(2)
