"""No text makes the reader fail, whoever is said to have written it."""

import json
import random
from datetime import datetime

import pytest

from bot.extraction import Context, read
from bot.extraction.corpus import post_of
from bot.model import Authority
from tests.fuzz import texts

MOMENTS = (
    "2025-10-26T03:30:00+02:00",
    "2026-03-29T03:30:00+03:00",
    "2024-02-29T00:00:00+14:00",
    "1970-01-01T00:00:00Z",
)


@pytest.mark.parametrize("count", [1_000, pytest.param(20_000, marks=[pytest.mark.drill, pytest.mark.timeout(600)])])
def test_no_text_makes_the_reader_fail(count: int) -> None:
    dice = random.Random(count)
    for text in texts(count, seed=count):
        context = Context(
            authority=dice.choice([*Authority]),
            home_region=dice.choice([None, "RU-BEL", "UA-63", "RU-MOW", "XX-YY"]),
            language=dice.choice(["ru", "uk", "en", "xx"]),
            timezone=dice.choice([None, "Europe/Kyiv", "Europe/Moscow", "No/Where"]),
            posted=datetime.fromisoformat(dice.choice(MOMENTS)),
        )
        reading = read(text, context)
        spans = [span for claim in reading.claims for span in claim.evidence] + list(reading.leftovers)
        assert all(0 <= span.start < span.end <= len(text) for span in spans), text
        json.dumps(post_of(text, context, reading))
