"""Values made of fields that nobody checks are the same values."""

import pickle
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from bot.model import Act, Claim, Count, Frozen, Place, Reading, Role, Subject, Window, WindowSaid, made

WINDOW = Window(start=datetime(2026, 5, 1, tzinfo=UTC), end=datetime(2026, 5, 2, tzinfo=UTC), said=WindowSaid.NIGHT)
CLAIM = Claim(
    subject=Subject.INTERCEPTION,
    place=Place(regions=("RU-BEL",)),
    count=Count.exact(3),
    window=WINDOW,
    role=Role.TOTAL,
    act=Act.ADDS,
)
VALUES: list[Frozen] = [WINDOW, CLAIM, Reading(claims=(CLAIM,), window=WINDOW, language="ru")]


@pytest.mark.parametrize("checked", VALUES, ids=lambda v: type(v).__name__)
def test_a_made_value_is_the_checked_one_in_all_that_can_be_asked_of_it(checked: Frozen) -> None:
    value = made(type(checked), dict(checked))
    assert value == checked
    assert hash(value) == hash(checked)
    assert repr(value) == repr(checked)
    assert value.model_dump_json() == checked.model_dump_json()
    assert pickle.loads(pickle.dumps(value)) == checked
    assert value.model_copy() == checked


def test_a_made_value_is_frozen_too() -> None:
    with pytest.raises(ValidationError):
        made(Claim, dict(CLAIM)).subject = Subject.FIRE  # type: ignore[misc]
