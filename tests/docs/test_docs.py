"""What the documents name exists, and what exists is named."""

import re
from pathlib import Path

import pytest
import typer

from bot.cli import cli
from bot.config import load
from handlers import COMMANDS

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

group = typer.main.get_group(cli)


def named_in(pattern: str) -> dict[str, set[str]]:
    return {page.name: set(re.findall(pattern, page.read_text(encoding="utf-8"))) for page in PAGES}


@pytest.mark.parametrize("name", sorted(group.commands))
def test_every_command_of_the_shell_stands_in_the_readme_with_its_options(name: str):
    (line,) = re.findall(rf"^\| `(svodka {name}\b.*?)` \|", README, re.MULTILINE)
    for parameter in group.commands[name].params:
        for option in parameter.opts:
            if option.startswith("--") and option not in ("--config", "--help"):
                assert option in line, f"{option} of svodka {name}"


def test_every_command_of_the_shell_that_a_page_names_exists():
    for page, names in named_in(r"svodka ([a-z]+)\b(?= --|`| [A-Z\[{]|$)").items():
        for name in names:
            assert name in group.commands, f"{page} names svodka {name}"


def test_every_command_of_the_shell_is_helped():
    for name, command in group.commands.items():
        assert command.help, name


def test_every_command_of_the_bot_has_its_place_on_the_page_of_commands():
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"/{command.name}" in page, command.name


def test_every_make_target_that_a_page_names_exists():
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    for page, names in named_in(r"`make ([a-z-]+)").items():
        assert names <= targets, f"{page} names {names - targets}"


def test_every_make_target_says_what_it_does():
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    assert targets == set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))


def test_every_file_that_a_page_links_to_is_there():
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#]+)[)#]", page.read_text(encoding="utf-8")):
            if not link.startswith(("http", "tg:")):
                assert (page.parent / link).exists(), f"{page.name} links to {link}"


def test_every_heading_that_a_page_links_to_is_there():
    for page in PAGES:
        for file, anchor in re.findall(r"\]\(([^)#:]*)#([^)]+)\)", page.read_text(encoding="utf-8")):
            headings = re.findall(r"^#+ (.+)$", (page.parent / file).read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
            assert anchor in slugs, f"{page.name} links to {file}#{anchor}"


def test_the_readme_tells_the_risk_of_a_persons_account():
    assert "its risk is told in the README" in (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    assert "MTProto" in README and "docs/sources.md#mtproto-the-risk" in README


def test_the_ready_list_of_channels_is_a_configuration():
    channels = load(ROOT / "docs" / "channels.toml").channels
    assert len(channels) > 50
    assert len({c.id for c in channels if c.id}) == len([c for c in channels if c.id])
