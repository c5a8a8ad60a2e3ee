"""The injured who die: the reader's MOVES, and what the figures become (DESIGN section 4, rule 8)."""

from datetime import UTC, datetime

import pytest

from bot.extraction.context import Context
from bot.extraction.reader import read
from bot.model import Act, Authority, Count, Subject
from bot.reconciliation.people import after

CONTEXT = Context(authority=Authority.GOVERNOR, home_region="RU-BEL", posted=datetime(2026, 5, 3, 7, tzinfo=UTC))
PEOPLE = (Subject.KILLED, Subject.INJURED)


def said(text: str) -> list[tuple[str, Act, Count]]:
    claims = read(text, CONTEXT).claims
    return [(c.subject.value, c.act, c.count) for c in claims if c.subject in PEOPLE and c.count is not None]


def test_one_dead_and_ten_injured_become_three_dead_of_whom_two_had_been_injured() -> None:
    first = after({}, said("Погиб один человек, десять ранены."))
    now = after(first, said("Число погибших выросло до трёх: двое раненых скончались в больнице."))
    assert {what: count.best for what, count in now.items()} == {"killed": 3, "injured": 8}


@pytest.mark.parametrize(
    "text",
    [
        "Скончалась раненая вчера в Шебекино женщина.",
        "Мужчина, раненный накануне при атаке БПЛА, скончался в реанимации.",
        "Одна из раненых в Валуйках умерла в операционной.",
        "В областной больнице скончался водитель, пострадавший при атаке дрона.",
    ],
)
def test_who_had_been_injured_moves(text: str) -> None:
    assert [(what, act, count.best) for what, act, count in said(text)] == [("killed", Act.MOVES, 1)]


@pytest.mark.parametrize(
    "text",
    ["Мужчина скончался на месте.", "Женщина скончалась по дороге в больницу.", "Погиб водитель, его сын ранен."],
)
def test_who_died_at_once_does_not_move(text: str) -> None:
    assert Act.MOVES not in [act for _, act, _ in said(text)]
