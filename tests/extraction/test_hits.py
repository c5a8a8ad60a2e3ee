"""How many hit, and how many were lost: subjects of their own beside what was shot down (DESIGN section 4, rule 2)."""

from datetime import datetime

import pytest

from bot.extraction import Context, read
from bot.model import Claim, Subject, Weapon

POSTED = datetime.fromisoformat("2026-09-20T09:00:00+03:00")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Збито/подавлено 120 ворожих БпЛА. Зафіксовано влучання 20 ударних БпЛА на 9 локаціях."),
        ("uk", "Збито 120 БпЛА, 20 БпЛА влучили у дев'ять локацій."),
        ("en", "Air defence shot down 120 drones. Hits of 20 drones were recorded at nine locations."),
        ("en", "Of the drones 120 were shot down; 20 drones hit nine locations."),
        ("ru", "Сбиты 120 БПЛА, зафиксированы попадания 20 БПЛА в девяти местах."),
    ],
)
def test_how_many_hit_is_a_figure_of_its_own(language: str, text: str) -> None:
    figures = {c.subject: c.count.best for c in _claims(language, text) if c.count is not None}
    assert figures == {Subject.INTERCEPTION: 120, Subject.HIT: 20}


def test_hits_of_several_kinds_are_several_figures() -> None:
    claims = _claims("uk", "Зафіксовано влучання 5 ракет та 36 ударних БпЛА на 22 локаціях, збито 100 БпЛА.")
    hits = [(c.weapon, c.count.best) for c in claims if c.subject is Subject.HIT and c.count]
    assert hits == [(Weapon.MISSILE, 5), (Weapon.UAV, 36)]


def test_what_was_lost_is_no_part_of_one_number_for_shot_down_and_suppressed() -> None:
    text = "Станом на 08:30 збито/подавлено 120 БпЛА на півночі країни. 10 ворожих БпЛА – локаційно втрачено."
    figures = {c.subject: c.count.best for c in _claims("uk", text) if c.count is not None}
    assert figures == {Subject.INTERCEPTION: 120, Subject.LOST: 10}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Два дрона попали в частный дом, пострадавших нет."),
        ("uk", "Внаслідок влучання двох «Шахедів» поранено 3 людей."),
    ],
)
def test_a_governor_tells_of_damage_and_not_of_a_report(language: str, text: str) -> None:
    assert Subject.HIT not in {c.subject for c in _claims(language, text, "governor", "UA-63")}


def _claims(language: str, text: str, authority: str = "air_force", home: str | None = None) -> tuple[Claim, ...]:
    context = Context(authority=authority, home_region=home, language=language, timezone="Europe/Kyiv", posted=POSTED)
    return read(text, context).claims
