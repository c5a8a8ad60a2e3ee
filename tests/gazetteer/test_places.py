"""Districts, settlements, namesakes, and what people type."""

import subprocess
import sys
from importlib import resources

import pytest

from bot.gazetteer import REGIONS, Entry, choose, find, key, line, lookup_table
from bot.gazetteer.shorthand import SHORTHAND
from bot.gazetteer.table import DATA, FILES, MAX_WORDS


def settlements(text: str) -> set[tuple[str, str]]:
    return {(e.name, e.regions[0]) for e in lookup_table().get(key(text), ()) if e.kind == "settlement"}


@pytest.mark.parametrize(
    ("text", "name", "region"),
    [
        ("Шебекине", "Шебекино", "RU-BEL"),
        ("Шебекино", "Шебекино", "RU-BEL"),
        ("Белгороде", "Белгород", "RU-BEL"),
        ("Валуйках", "Валуйки", "RU-BEL"),
        ("Новой Таволжанке", "Новая Таволжанка", "RU-BEL"),
        ("Старого Оскола", "Старый Оскол", "RU-BEL"),
        ("Ельце", "Елец", "RU-LIP"),
        ("Орле", "Орёл", "RU-ORL"),
        ("Ростове-на-Дону", "Ростов-на-Дону", "RU-ROS"),
        ("Каменске-Шахтинском", "Каменск-Шахтинский", "RU-ROS"),
        ("Мценске", "Мценск", "RU-ORL"),
        ("Туапсе", "Туапсе", "RU-KDA"),
        ("Братске", "Братск", "RU-IRK"),
        ("Суземке", "Суземка", "RU-BRY"),
        ("Щёлкове", "Щёлково", "RU-MOS"),
        ("Чёрный Яр", "Чёрный Яр", "RU-AST"),
        ("Бреста", "Брест", "BY-BR"),
        ("Харкові", "Харків", "UA-63"),
        ("Харкова", "Харків", "UA-63"),
        ("Кривому Розі", "Кривий Ріг", "UA-12"),
        ("Сумах", "Суми", "UA-59"),
        ("Запоріжжі", "Запоріжжя", "UA-23"),
        ("Києвом", "Київ", "UA-30"),
        ("Білої Церкви", "Біла Церква", "UA-32"),
        ("Куп’янську", "Куп'янськ", "UA-63"),
        ("Малій Данилівці", "Мала Данилівка", "UA-63"),
        ("Миколаєва", "Миколаїв", "UA-48"),
        ("Kupiansk", "Kupiansk", "UA-63"),
        ("Kharkov", "Kharkiv", "UA-63"),
        ("Shebekino", "Shebekino", "RU-BEL"),
    ],
)
def test_a_settlement_is_known_in_its_cases(text: str, name: str, region: str) -> None:
    assert (name, region) in settlements(text)


def test_districts_and_hromadas_are_known_whole_and_by_their_adjective() -> None:
    table = lookup_table()
    assert [e.regions for e in table[key("Шебекинском округе")]] == [("RU-BEL",)]
    assert [(e.kind, e.regions) for e in table[key("Куп'янському районі")]] == [("district", ("UA-63",))]
    found = table[key("Марганецькій громаді")]
    assert [(e.kind, e.district, e.regions) for e in found] == [("hromada", "Нікопольський", ("UA-12",))]
    assert "district_adjective" in {e.kind for e in table[key("Шебекинском")]}


def test_keys_are_folded_alike() -> None:
    assert key("Куп’янськ") == key("КУПʼЯНСЬК") == "куп'янськ"
    assert key("Орёл") == "орел"
    assert key("м_Запоріжжя_та_Запорізька_територіальна_громада").startswith("м запоріжжя та запорізька")
    assert all(form == key(form) and form.count(" ") < MAX_WORDS for form in lookup_table())


def test_namesakes_go_by_district_then_home_then_mention_then_size() -> None:
    big = Entry("settlement", ("UA-14",), "Донецк", "ru", 900_000)
    small = Entry("settlement", ("RU-ROS",), "Донецк", "ru", 50_000)
    far = Entry("settlement", ("UA-53",), "Донецк", "ru", 10, "Миргородський")
    assert choose([small, big, far]) is big
    assert choose([small, big, far], mentioned_regions=["RU-ROS"]) is small
    assert choose([small, big, far], home_region="UA-53", mentioned_regions=["RU-ROS"]) is far
    assert choose([small, big, far], district="Миргородський район", home_region="RU-ROS") is far


def test_everyday_words_are_marked() -> None:
    def common(text: str) -> set[bool]:
        return {e.common for e in lookup_table()[key(text)] if e.kind == "settlement"}

    assert common("Дружба") == common("Мирный") == {True}
    assert common("Белгород") == common("Куп'янськ") == {False}


@pytest.mark.parametrize("query", ["belgorod", "Белгород", "белгородская", "Бєлгород", "ru-bel", "Белгороде"])
def test_a_region_is_found_by_what_people_type(query: str) -> None:
    assert find(query)[:2] == (("RU-BEL",), ())


@pytest.mark.parametrize(
    ("query", "code"),
    [("спб", "RU-SPE"), ("Питер", "RU-SPE"), ("СПб.", "RU-SPE"), ("spb", "RU-SPE"), ("мск", "RU-MOW"),
     ("МО", "RU-MOS"), ("Мос. обл.", "RU-MOS"), ("Подмосковье", "RU-MOS"), ("лен область", "RU-LEN"),
     ("Ленобласть", "RU-LEN"), ("лнр", "UA-09"), ("ДНР", "UA-14"), ("dnr", "UA-14"), ("крым", "UA-43"),
     ("екб", "RU-SVE"), ("ekb", "RU-SVE"), ("нижний", "RU-NIZ"), ("рнд", "RU-ROS"), ("Осетия", "RU-SE"),
     ("запорожье область", "UA-23"), ("Орёл обл", "RU-ORL"), ("Днепр область", "UA-12"), ("kursk oblast", "RU-KRS"),
     ("краснодар край", "RU-KDA"), ("Харків область", "UA-63")],
)  # fmt: skip
def test_a_region_is_found_by_its_short_names(query: str, code: str) -> None:
    assert find(query)[:2] == ((code,), ())


def test_shorthand_is_written_as_it_is_looked_up_and_names_regions() -> None:
    assert all(form == key(form) and code in REGIONS for form, code in SHORTHAND.items())
    # What the table already knows must not be repeated, but for a town that is meant less often.
    assert {f for f in SHORTHAND if f in lookup_table()} == {"нижний"}


@pytest.mark.parametrize(
    ("query", "name"),
    [("belgrod", "Belgorod Oblast"), ("белг", "Белгородская область"), ("Воронжская", "Воронежская область"),
     ("харьк", "Харьковская область"), ("Запоріжя", "Запорізька область")],
)  # fmt: skip
def test_a_slip_gives_a_suggestion_and_no_region(query: str, name: str) -> None:
    match = find(query)
    assert match.regions == ()
    assert match.suggestions[0] == name


@pytest.mark.parametrize("query", ["", " ", "x", "qwertyuiop", "🙂", "а" * 5000, "' OR 1=1--", "\x00"])
def test_nonsense_finds_nothing(query: str) -> None:
    assert find(query)[:2] == ((), ())


def test_every_table_names_its_source_and_licence() -> None:
    readme = (resources.files("bot.gazetteer") / "data" / "README.md").read_text("utf-8")
    for word in (
        *(f.split(".")[0] for f in FILES),
        "regions.tsv",
        "outlines.geojson",
        "forms.trie",
        "CC BY 4.0",
        "public domain",
    ):
        assert word in readme


def test_the_trie_holds_every_form_of_the_tables_and_no_other() -> None:
    written: dict[str, list[Entry]] = {}
    for file in FILES:
        for text in (DATA / file).read_text("utf-8").splitlines():
            for form in line.forms(text):
                written.setdefault(form, []).extend(line.entries(text))
    assert dict(lookup_table()) == {form: tuple(entries) for form, entries in written.items()}


def test_a_word_reaches_as_far_as_the_longest_name_that_it_begins() -> None:
    table = lookup_table()
    assert table.reach("дніпровському") >= 2
    assert table.reach("шебекино") == 1
    assert table.reach("шебек") == table.reach("") == 0


def test_the_table_takes_less_than_ten_megabytes() -> None:
    code = """
import resource
from bot.gazetteer import find
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
find("курск")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert int(said) < 10 * 1024


@pytest.mark.parametrize(
    ("query", "narrower"),
    [
        ("Шебекинский округ", True),
        ("Валуйки", True),
        ("Белгород", False),
        ("Белгородская область", False),
        ("спб", False),
    ],
)
def test_a_place_within_a_region_is_known_from_the_region(query, narrower):
    assert find(query).narrower is narrower
