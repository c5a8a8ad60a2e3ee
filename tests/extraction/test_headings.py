"""Lines that are only a place, above the news that is told of it."""

from datetime import datetime

import pytest

from bot.extraction import Context, read
from bot.model import State, Weapon

POSTED = datetime.fromisoformat("2026-06-11T19:37:00+03:00")


def states(text: str, home: str, language: str) -> list[tuple[Weapon | None, State | None]]:
    reading = read(text, Context(home_region=home, language=language, posted=POSTED))
    return list(dict.fromkeys((c.weapon, c.state) for c in reading.claims))


@pytest.mark.parametrize(
    ("text", "home", "language"),
    [
        ("Нікопольський район❗️\nВідбій загрози артобстрілу.\nЗагроза БпЛА триває.", "UA-12", "uk"),
        ("Нікопольський район:\nВідбій загрози артобстрілу\nЗагроза БпЛА триває", "UA-12", "uk"),
        ("📍 Нікополь. Відбій загрози артобстрілу. Загроза БпЛА триває.", "UA-12", "uk"),
        ("Шебекинский округ❗️\nОтбой опасности артобстрела.\nОпасность БПЛА сохраняется.", "RU-BEL", "ru"),
        ("Nikopol district\nThe artillery alert has been lifted.\nThe drone alert remains in force.", "UA-12", "en"),
    ],
)
def test_an_end_under_the_name_of_a_district_is_its_own(text: str, home: str, language: str) -> None:
    assert states(text, home, language) == [
        (Weapon.ARTILLERY, State.PARTLY_OFF),
        (Weapon.UAV, State.SUSTAINED),
    ]


def test_the_next_such_line_heads_what_follows_it() -> None:
    text = "Нікополь❗️\nВідбій загрози артобстрілу.\n\nМарганець❗️\nЗагроза артобстрілу!"
    places = [(c.place.settlement, c.state) for c in read(text, Context(home_region="UA-12", posted=POSTED)).claims]
    assert places == [("Нікополь", State.PARTLY_OFF), ("Марганець", State.ON)]


@pytest.mark.parametrize("tail", ["", "\n📹 Відео: пресслужба", "\n‼️ ВАЖЛИВО"])
def test_a_line_of_no_matter_after_a_list_of_tracks_changes_nothing(tail: str) -> None:
    text = "Шахеди:\n- Київщина – Біла Церква\n- Одещина – курсом на Арциз" + tail
    [claim] = read(text, Context(language="uk", posted=POSTED)).claims
    assert (claim.place.regions, claim.state) == (("UA-32", "UA-51"), State.ON)
