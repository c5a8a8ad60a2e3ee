"""A day's answer: what it says first, and what it never says."""

import pytest
from rich.console import Console

from bot.locales import translator
from bot.model import Figure
from bot.views import tally as view
from bot.views.console import tally_table
from bot.views.markup import plain
from tests.handlers.golden import agrees
from tests.views.scenes import CHANNELS, SCENES, at, tallied


def said(scene: str, language: str) -> str:
    tally = tallied(scene)
    pages = view.day(translator(language), tally, CHANNELS, at(tally.date, 23, 50), tally.date)
    return "\n---\n".join(pages)


@pytest.mark.parametrize("language", ["ru", "uk", "en"])
def test_every_scene_reads_as_it_is_kept(language: str) -> None:
    told = [f"## {scene}\n\n{said(scene, language)}\n" for scene in SCENES]
    agrees(f"days/{language}.md", "\n".join(told))


def test_headline_and_regions_are_both_told() -> None:
    assert "about 140 by headline, 139 by regions" in said("a night of nearly 140", "en")


def test_what_has_no_place_is_told() -> None:
    assert "94, of which 10 not placed" in said("94, of which 10 not placed; a number not disclosed", "en")


def test_an_undisclosed_number_is_at_least_one_and_never_zero() -> None:
    text = plain(said("94, of which 10 not placed; a number not disclosed", "en"))  # type: ignore[arg-type]
    line = next(line for line in text.splitlines() if "Leningrad" in line)
    assert "at least 1" in line and "not disclosed" in line


def test_sources_that_differ_stand_side_by_side_with_their_links() -> None:
    text = said("a night of nearly 140", "ru")
    assert "Минобороны РФ <b>56</b>" in text and "губернатор <b>61</b>" in text
    assert "https://t.me/gov_belgorod/71" in text


def test_a_day_without_reports_is_not_called_calm() -> None:
    text = said("nothing heard", "ru")
    assert "нет сообщений" in text and "Не слышно: Минобороны РФ" in text and " 0" not in text


def test_what_regional_officials_alone_say_stands_outside_the_headline() -> None:
    text = said("94, of which 10 not placed; a number not disclosed", "en")
    assert "94 drones in 5 regions" in text
    held, _, beside = text.partition("Not in this number, from regional officials alone:")
    assert held.count("▰▰") + held.count("▰▱") >= 5 and "Leningrad" not in held
    assert "at least 1 (number not disclosed)</b> Leningrad Oblast" in beside


def test_a_headline_that_allows_its_parts_is_neither_contradicted_nor_left_open() -> None:
    told = {
        "headline": Figure(low=41, high=None, best=40),
        "sum_of_parts": Figure(low=44, high=44, best=44),
        "residual": Figure(low=0, high=None, best=None),
    }
    tally = tallied("a night of nearly 140").model_copy(update=told)
    assert view.arithmetic(translator("en"), tally)[0] == "That is more than 40 by headline, 44 by regions."


def test_a_headline_without_regions_is_a_report(capsys: pytest.CaptureFixture[str]) -> None:
    figure = Figure(low=20, high=20, best=20)
    tally = tallied("a night of nearly 140").model_copy(update={"headline": figure, "regions": (), "joint": ()})
    Console(width=100).print(tally_table(tally))
    told = capsys.readouterr().out
    assert "20 by headline" in told and "No report for this day" not in told
