"""Questions in buttons: 64 bytes, and nothing forged is believed."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.gazetteer import REGIONS
from bot.model import Subject, Weapon
from handlers.dates import Days
from handlers.question import _SUBJECTS, _WEAPONS, Kind, Question, unpack

DAY = Days(date(2025, 10, 19), date(2025, 10, 25))

questions = st.builds(
    Question,
    kind=st.sampled_from(list(Kind)),
    days=st.dates(date(2022, 1, 1), date(2040, 1, 1)).map(lambda d: Days(d, d)) | st.just(DAY),
    regions=st.lists(st.sampled_from(list(REGIONS)), max_size=4, unique=True).map(tuple),
    weapon=st.sampled_from(list(_WEAPONS.values())),
    subject=st.sampled_from(list(_SUBJECTS.values())),
    page=st.integers(0, 99),
)


SEAS = tuple(sorted((code for code in REGIONS if code.startswith("SEA-")), key=len)[-4:])


@given(questions)
@example(Question(Kind.DAY, DAY, SEAS, False, Weapon.MISSILE, Subject.SUPPRESSED, 10))
def test_a_question_fits_a_button_and_comes_back(question: Question) -> None:
    data = question.pack()
    assert len(("T" + data).encode()) <= 64
    assert unpack(data) == question


def test_the_chats_own_regions_are_not_written_out() -> None:
    question = Question(Kind.DAY, DAY, ("RU-BEL",), own=True)
    assert unpack(question.pack()) == Question(Kind.DAY, DAY, (), own=True)


@pytest.mark.parametrize(
    "data",
    [
        "", ":::::", "d:251019", "d:251019:::RU-BEL:0:x", "z:251019::::0", "d:251399::::0", "d:251019-251001::::0",
        "d:220101-251019::::0", "d:251019:q:::0", "d:251019:::XX-XX:0",
        "d:251019:::RU-BEL,RU-BEL,RU-BRY,RU-KRS,RU-VOR:0",
        "d:251019::::-1", "d:251019::::٣", "d:251019::::9999", "d:251019:::' OR 1=1--:0", "d" * 65,
    ],
)  # fmt: skip
def test_what_no_button_of_ours_holds_is_refused(data: str) -> None:
    assert unpack(data) is None


@given(st.text(max_size=70))
def test_no_data_makes_it_fail(data: str) -> None:
    found = unpack(data)
    assert found is None or found.pack() == data or found.own or found.regions


def test_weapon_and_subject_are_kept() -> None:
    question = Question(Kind.CHART, DAY, (), False, Weapon.MISSILE, Subject.LAUNCHED)
    assert unpack(question.pack()) == question
