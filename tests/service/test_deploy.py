"""The texts in deploy/ name what is there."""

import configparser
import re
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli import cli
from bot.config import Settings

ROOT = Path(__file__).parents[2]
UNITS = sorted((ROOT / "deploy").glob("svodka*.*"))


def _unit(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(path)
    return parser


@pytest.mark.parametrize("path", UNITS, ids=lambda p: p.name)
def test_a_unit_runs_commands_that_exist(path: Path) -> None:
    commands = set(get_command(cli).commands)  # type: ignore[attr-defined]
    called = re.findall(r"bin/svodka (\w+)", path.read_text())
    assert set(called) <= commands
    assert path.suffix == ".timer" or called


def test_the_unit_is_told_of_start_and_life_and_is_shut_in() -> None:
    service = _unit(ROOT / "deploy" / "svodka.service")["Service"]
    assert service["Type"] == "notify"
    assert int(service["WatchdogSec"]) > 90
    assert service["RestartPreventExitStatus"] == "78"
    assert int(service["TimeoutStopSec"]) > 10
    for key in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome", "RestrictNamespaces"):
        assert service[key] == "yes"
    assert service["ProtectSystem"] == "strict"


def test_the_image_holds_every_package_and_no_token() -> None:
    text = (ROOT / "deploy" / "Dockerfile").read_text()
    for package in ("bot", "handlers", "storage"):
        assert f"COPY {package} {package}" in text
    assert "USER svodka" in text
    assert "TOKEN=" not in text


def test_variables_in_deploy_are_keys_of_the_configuration() -> None:
    found = set()
    for path in (ROOT / "deploy").iterdir():
        found |= set(re.findall(r"SVODKA__([A-Z_]+?)__([A-Z_]+)", path.read_text()))
    assert found
    for section, key in found:
        model = Settings.model_fields[section.lower()].annotation
        assert key.lower() in model.model_fields  # type: ignore[union-attr]
