"""A figure that one office passes on for another is marked as that one's (DESIGN section 4, rule 6)."""

from datetime import datetime

import pytest

from bot.extraction import Context, read
from bot.model import Authority, Subject

POSTED = datetime.fromisoformat("2026-09-20T07:12:00+03:00")


@pytest.mark.parametrize(
    ("text", "authority", "office"),
    [
        ("По данным Минобороны, ночью над Брянской областью сбито 12 БПЛА.", "governor", Authority.MINISTRY),
        ("Силами ПВО Минобороны ночью над Брянской областью сбито 12 БПЛА.", "governor", None),
        ("По данным Минобороны, ночью над Брянской областью сбито 12 БПЛА.", "ministry", None),
        ("За даними Повітряних сил, у ніч на 20 вересня збито 7 дронів.", "military_admin", Authority.AIR_FORCE),
        (
            "Overnight 12 drones were shot down over Bryansk Region, the Defense Ministry said.",
            "wire",
            Authority.MINISTRY,
        ),
    ],
)
def test_a_relayed_figure_names_the_office_that_it_is_of(text: str, authority: str, office: Authority | None):
    reading = read(text, Context(authority=Authority(authority), posted=POSTED))
    figures = [claim for claim in reading.claims if claim.subject is Subject.INTERCEPTION]
    assert figures
    assert {claim.relayed_for for claim in figures} == {office}
