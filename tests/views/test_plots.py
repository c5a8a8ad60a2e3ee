"""What pictures show: honest gaps, both voices, words for those who do not see them."""

import struct
from datetime import timedelta

import pytest

from bot.locales import LANGUAGES, translator
from bot.views import map as map_
from bot.views import plots
from bot.views.markup import CAPTION_LIMIT, length
from bot.views.picture import RegionMap, key
from bot.views.tally import only
from bot.views.worker import Pictures, Spec
from tests.handlers.night import DANGER
from tests.views.scenes import CHANNELS, A, at, days_before, tallied

NIGHT = "a night of nearly 140"
ONE = ("RU-BEL",)


def specs(language: str, theme: str = "light") -> dict[str, Spec]:
    """One picture of every kind."""
    t, day = translator(language), tallied(NIGHT)
    days = [*days_before(A, 364), only(day, ONE, CHANNELS)]
    return {
        "day": plots.day_bars(t, day, (), CHANNELS, theme),
        "month": plots.region_days(t, days[-30:], ONE, CHANNELS, theme),
        "year": plots.year_cells(t, days, ONE, CHANNELS, theme),
        "map": plots.region_map(t, day, (), [DANGER], CHANNELS, at(A, 9, 30), theme),
    }


@pytest.mark.parametrize(("language", "theme"), [("ru", "light"), ("uk", "dark"), ("en", "light")])
async def test_every_kind_is_drawn_for_a_phone(language: str, theme: str) -> None:
    pictures = Pictures()
    try:
        for name, spec in specs(language, theme).items():
            data = await pictures.draw(spec)
            width, height = struct.unpack(">II", data[16:24])
            assert data.startswith(b"\x89PNG") and width == 1088 and 900 < height < 2200, name
            assert len(data) < 10 * 2**20
    finally:
        await pictures.stop()


def test_days_that_were_not_fully_heard_are_gaps_and_days_without_reports_are_not_zero() -> None:
    year, month = specs("en")["year"], specs("en")["month"]
    assert any(year.gaps) and not all(year.gaps)
    assert None in year.values and 0 not in year.values
    assert any(day.gap for day in month.days)


def test_ministry_and_governor_stand_side_by_side() -> None:
    month = specs("ru")["month"]
    assert (month.first_name, month.second_name) == ("Минобороны РФ", "губернатор")
    assert (month.days[-1].first.best, month.days[-1].second.best) == (56, 61)


def test_a_number_that_was_not_said_is_drawn_without_one() -> None:
    spec = plots.day_bars(
        translator("en"), tallied("94, of which 10 not placed; a number not disclosed"), (), CHANNELS, "light"
    )
    leningrad = next(row for row in spec.rows if row.name == "Leningrad Oblast")
    assert leningrad.bar.best is None and leningrad.bar.said == "≥1"
    assert "not disclosed" in spec.legend


def test_what_has_no_place_on_the_map_is_named() -> None:
    tally = tallied("seven over one region")
    sea = tally.model_copy(update={"regions": (tally.regions[0].model_copy(update={"region": "SEA-BLACK"}),)})
    spec = plots.region_map(translator("en"), sea, (), [], CHANNELS, at(A, 9), "light")
    assert "Not on the map: Black Sea – 7" in spec.subtitle


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_region_of_a_night_has_its_name_on_the_map(language: str) -> None:
    spec = specs(language)["map"]
    assert isinstance(spec, RegionMap)
    written = {label.words for label in map_.labels(spec)}
    assert {spec.names[code] for code in spec.bars} <= written


def test_the_same_state_is_the_same_picture_a_minute_later() -> None:
    t, day = translator("ru"), tallied(NIGHT)
    pair = [plots.region_map(t, day, (), [DANGER], CHANNELS, at(A, 9) + timedelta(minutes=n), "light") for n in (0, 1)]
    assert key(pair[0]) == key(pair[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_fit_and_say_the_answer(language: str) -> None:
    t, day = translator(language), tallied(NIGHT)
    for spec in specs(language).values():
        said = plots.caption(spec, plots.rows_in_words(t, day, CHANNELS), "Europe/Moscow", t)
        assert length(said) <= CAPTION_LIMIT
        assert spec.title in said
