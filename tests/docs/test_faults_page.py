"""docs/faults.md: every fault has a line, and every test that it names exists."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "docs" / "faults.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) \|.*\| (.*) \|$", PAGE, re.MULTILINE)


def test_every_fault_has_its_line_and_a_test() -> None:
    assert [int(number) for number, _ in ROWS] == list(range(1, 33))
    for number, shown in ROWS:
        assert "::test_" in shown, number


def test_every_test_that_the_page_names_exists() -> None:
    named = re.findall(r"`([a-z_/0-9]+\.py)::(test_\w+)`", PAGE)
    assert len(named) > 90
    for path, name in named:
        source = (TESTS / path).read_text(encoding="utf-8")
        assert re.search(rf"^(async )?def {name}\(", source, re.MULTILINE), f"{path}::{name}"


def test_what_is_called_a_drill_is_one() -> None:
    for path, name in re.findall(r"`([a-z_/0-9]+\.py)::(test_\w+)` \(drill", PAGE):
        source = (TESTS / path).read_text(encoding="utf-8")
        (before,) = re.findall(rf"((?:^@.*\n)+)(?=(?:async )?def {name}\()", source, re.MULTILINE)
        assert "mark.drill" in before, f"{path}::{name}"
