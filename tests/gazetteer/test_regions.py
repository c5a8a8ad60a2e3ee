"""Every region is known by every case of its name, in three languages."""

import pytest

from bot.gazetteer import REGIONS, Region, home_timezone, key, lookup_table, outlines

OBLASTS = [r for r in REGIONS.values() if r.names["ru"].endswith(" область") and r.code != "RU-YEV"]


def codes(text: str) -> set[tuple[str, ...]]:
    kinds = ("region", "sea", "country")
    return {e.regions for e in lookup_table().get(key(text), ()) if e.kind in kinds}


def test_the_atlas_is_whole() -> None:
    count = {c: sum(r.code.startswith(c) for r in REGIONS.values()) for c in ("RU-", "UA-", "BY-", "SEA-")}
    assert count == {"RU-": 83, "UA-": 27, "BY-": 7, "SEA-": 5}
    assert "BY" in REGIONS


@pytest.mark.parametrize("region", REGIONS.values(), ids=lambda r: r.code)
def test_a_region_is_found_by_its_shown_names_and_phrases(region: Region) -> None:
    for name in region.names.values():
        assert (region.code,) in codes(name)
    for phrase in (region.within["ru"], region.over["ru"], region.within["uk"], region.over["uk"]):
        words = phrase.split(" ", 1)[1]
        if words.startswith("акватор"):
            words = words.split(" ", 1)[1]
        assert (region.code,) in codes(words), phrase


@pytest.mark.parametrize("region", OBLASTS, ids=lambda r: r.code)
def test_an_oblast_is_found_in_every_case(region: Region) -> None:
    ru, uk = region.names["ru"].split()[0][:-2], region.names["uk"].split()[0][:-1]
    for form in ("ая область", "ой области", "ую область", "ой областью", "ой обл."):
        assert (region.code,) in codes(ru + form)
    for form in ("а область", "ої області", "ій області", "у область", "ою областю", "ої обл."):
        assert (region.code,) in codes(uk + form)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Краснодарского края", "RU-KDA"),
        ("Республики Крым", "UA-43"),
        ("Республикой Крым", "UA-43"),
        ("Крыму", "UA-43"),
        ("АР Крим", "UA-43"),
        ("Ленобластью", "RU-LEN"),
        ("Орловщиной", "RU-ORL"),
        ("Подмосковьем", "RU-MOS"),
        ("Кубани", "RU-KDA"),
        ("республике Татарстан", "RU-TA"),
        ("Чеченской Республики", "RU-CE"),
        ("Удмуртией", "RU-UD"),
        ("Северной Осетии", "RU-SE"),
        ("Санкт-Петербургом", "RU-SPE"),
        ("Київщино", "UA-32"),
        ("Прикарпаттям", "UA-26"),
        ("Одещині", "UA-51"),
        ("Вінниччиною", "UA-05"),
        ("Закарпатті", "UA-21"),
        ("Волинню", "UA-07"),
        ("Kursk Region", "RU-KRS"),
        ("Kursk oblast", "RU-KRS"),
        ("Krasnodar Region", "RU-KDA"),
        ("Krasnodar Territory", "RU-KDA"),
        ("Republic of Tatarstan", "RU-TA"),
        ("Kharkov Region", "UA-63"),
        ("Odessa Oblast", "UA-51"),
        ("Kiev", "UA-30"),
        ("Belorussia", "BY"),
        ("Byelorussia", "BY"),
        ("Gomel Region", "BY-HO"),
        ("Чёрного моря", "SEA-BLACK"),
        ("Черным морем", "SEA-BLACK"),
        ("Азовським морем", "SEA-AZOV"),
        ("Sea of Azov", "SEA-AZOV"),
        ("Керченского пролива", "SEA-KERCH"),
        ("Каспием", "SEA-CASPIAN"),
    ],
)
def test_informal_and_foreign_names(text: str, code: str) -> None:
    assert codes(text) == {(code,)}


@pytest.mark.parametrize("text", ["Московский регион", "Московским регионом", "столичного региона", "Moscow Region"])
def test_the_moscow_region_is_city_and_oblast_together(text: str) -> None:
    assert codes(text) == {("RU-MOW", "RU-MOS")}


def test_vocatives_and_all_six_cases_of_an_informal_name() -> None:
    for ending in ("а", "и", "і", "у", "ою", "о"):
        assert codes("Дніпропетровщин" + ending) == {("UA-12",)}


def test_a_macro_region_fixes_no_region() -> None:
    assert [(e.kind, e.regions) for e in lookup_table()[key("Черноземьем")]] == [("macro", ())]


def test_an_adjective_alone_waits_for_its_noun() -> None:
    for text, code in (("Белгородской", "RU-BEL"), ("Харківської", "UA-63"), ("Bryansk", "RU-BRY")):
        assert ("region_adjective", (code,)) in {(e.kind, e.regions) for e in lookup_table()[key(text)]}


def test_zones_and_neighbours() -> None:
    assert str(home_timezone("RU-SAM")) == "Europe/Samara"
    assert str(home_timezone("UA-63")) == "Europe/Kyiv"
    assert str(home_timezone("nowhere")) == "Europe/Moscow"
    assert {"RU-KRS", "UA-63", "UA-59"} <= set(REGIONS["RU-BEL"].neighbours)
    for region in REGIONS.values():
        assert all(region.code in REGIONS[n].neighbours for n in region.neighbours)


def test_every_region_has_an_outline_of_closed_rings() -> None:
    shapes = outlines()
    expected = {r.code for r in REGIONS.values() if r.kind != "sea" and not r.code.startswith("BY-")}
    assert set(shapes) == expected
    for parts in shapes.values():
        assert all(ring[0] == ring[-1] for part in parts for ring in part)
