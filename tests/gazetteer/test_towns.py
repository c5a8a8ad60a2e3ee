"""One town under all its names."""

import pytest

from bot.gazetteer import every_name, name_in, one_name


@pytest.mark.parametrize(
    ("region", "names"),
    [
        ("RU-BEL", ("Шебекино", "Шебекіно", "Shebekino", "шебекино")),
        ("RU-BEL", ("Белгород", "Бєлгород", "Belgorod")),
        ("RU-BEL", ("Грайворон", "Grayvoron")),
        ("UA-12", ("Днепр", "Дніпро", "Dnipro", "Днепропетровск")),
        ("UA-63", ("Харьков", "Харків", "Kharkiv")),
        ("UA-23", ("Запорожье", "Запоріжжя", "Zaporizhzhia")),
    ],
)
def test_a_town_is_one_in_every_language(region, names):
    assert len({one_name(region, name) for name in names}) == 1
    assert all(set(names) - {"шебекино"} <= set(every_name(region, name)) for name in names)


def test_a_town_of_the_same_name_elsewhere_is_another():
    assert "Shebekino" not in every_name("RU-KRS", "Шебекино")
    assert one_name("RU-BEL", "Борисовка") != one_name("RU-BEL", "Грайворон")


def test_a_place_that_no_table_knows_is_compared_by_its_spelling():
    assert one_name("RU-BEL", "Грачёвка") == one_name("RU-BEL", "грачевка") != one_name("RU-BEL", "Грачёвки")
    assert name_in("en", "RU-BEL", "Грачёвка") == "Грачёвка"
    assert one_name("RU-BEL", "") == ""


def test_a_town_is_named_in_the_readers_language():
    assert [name_in(language, "RU-BEL", "Шебекіно") for language in ("ru", "uk", "en")] == [
        "Шебекино",
        "Шебекіно",
        "Shebekino",
    ]
