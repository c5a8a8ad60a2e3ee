"""data/regions.tsv and data/names.tsv: regions, seas, macro-regions and countries with all forms of their names."""

from bot.gazetteer.entry import Entry, Kind
from scripts.gazetteer import outlines, russian, ukrainian
from scripts.gazetteer.lexeme import DATA, Lexicon
from scripts.gazetteer.places import SOURCE, Row, rows

_ZONES = {
    "RU-KGD": "Europe/Kaliningrad", "RU-SAM": "Europe/Samara", "RU-UD": "Europe/Samara",
    "RU-SAR": "Europe/Saratov", "RU-ULY": "Europe/Ulyanovsk", "RU-AST": "Europe/Astrakhan",
    "RU-VGG": "Europe/Volgograd", "RU-KIR": "Europe/Kirov", "RU-OMS": "Asia/Omsk", "RU-TOM": "Asia/Tomsk",
    "RU-NVS": "Asia/Novosibirsk", "RU-ALT": "Asia/Barnaul", "RU-AL": "Asia/Barnaul",
    "RU-KEM": "Asia/Novokuznetsk", "RU-KYA": "Asia/Krasnoyarsk", "RU-KK": "Asia/Krasnoyarsk",
    "RU-TY": "Asia/Krasnoyarsk", "RU-IRK": "Asia/Irkutsk", "RU-BU": "Asia/Irkutsk", "RU-ZAB": "Asia/Chita",
    "RU-AMU": "Asia/Yakutsk", "RU-SA": "Asia/Yakutsk", "RU-KHA": "Asia/Vladivostok",
    "RU-PRI": "Asia/Vladivostok", "RU-YEV": "Asia/Vladivostok", "RU-MAG": "Asia/Magadan",
    "RU-SAK": "Asia/Sakhalin", "RU-KAM": "Asia/Kamchatka", "RU-CHU": "Asia/Anadyr",
    "UA-43": "Europe/Simferopol", "UA-40": "Europe/Simferopol",
} | dict.fromkeys(
    ("RU-BA", "RU-CHE", "RU-KGN", "RU-ORE", "RU-PER", "RU-SVE", "RU-TYU", "RU-KHM", "RU-YAN"), "Asia/Yekaterinburg"
)  # fmt: skip
_COUNTRY_ZONES = {"RU": "Europe/Moscow", "UA": "Europe/Kyiv", "BY": "Europe/Minsk"}

# type: (Russian nouns, Ukrainian nouns, English nouns); the first of each is the one shown.
_NOUNS = {
    "obl": (("область", "обл."), ("область", "обл."), ("Oblast", "Region", "Province", "oblasts", "obl")),
    "krai": (("край",), ("край",), ("Krai", "Territory", "Region", "Kray")),
    "aokr": (
        ("автономный округ", "АО", "округ"), ("автономний округ", "АО", "округ"),
        ("Autonomous Okrug", "Okrug", "Autonomous Area", "Region"),
    ),
    "aobl": (("автономная область", "АО"), ("автономна область", "АО"), ("Autonomous Oblast", "Autonomous Region")),
}  # fmt: skip
_UNDECLINED = {"обл", "обл.", "АО", "ДНР", "ЛНР", "КБР", "КЧР", "ХМАО", "ХМАО-Югра", "ЯНАО", "НАО", "ЕАО", "Коми",
               "Комі", "Марий Эл", "Марій Ел"}  # fmt: skip
_ON = {"Кубань", "Сахалин"}  # "на Кубани"; -щина takes "на" as well


def _ru(name: str) -> russian.Forms:
    if name in _UNDECLINED:
        return [[name]] * russian.CASES
    head, _, tail = name.partition(" ")
    if head in ("Республика",):
        rest = [tail] if tail in _UNDECLINED else list(dict.fromkeys([tail, *russian.flatten(_ru(tail))]))
        return [[f"{h} {t}" for h in case for t in (rest if i == 1 else [tail, *_ru(tail)[i]])]
                for i, case in enumerate(russian.cases(head))]  # fmt: skip
    forms = [[_as(name, f) for f in case] for case in russian.cases(name.lower())]
    if name == "Крым":
        forms[5] = ["Крыму", "Крыме"]
    return forms


def _uk(name: str) -> russian.Forms:
    if name in _UNDECLINED:
        return [[name]] * ukrainian.CASES
    head, _, tail = name.partition(" ")
    if head == "Республіка" or name == "АР Крим":
        heads = ukrainian.cases(head) if head == "Республіка" else [[head]] * ukrainian.CASES
        return [[f"{h} {t}" for h in case for t in dict.fromkeys([tail, *_uk(tail)[1], *_uk(tail)[i]])]
                for i, case in enumerate(heads)]  # fmt: skip
    return [[_as(name, f) for f in case] for case in ukrainian.cases(name.lower())]


def _as(name: str, form: str) -> str:
    """A declined form with the name's capitals."""
    return " ".join(_capitals(n, f) for n, f in zip(name.split(), form.split(), strict=True))


def _capitals(name: str, form: str) -> str:
    parts = [f[:1].upper() + f[1:] if n[:1].isupper() else f
             for n, f in zip(name.split("-"), form.split("-"), strict=True)]  # fmt: skip
    return "-".join(parts)


def _full(row: Row, lang: str) -> list[str]:
    """The region's names with their noun, the one shown first."""
    names, nouns = (row.ru, 0) if lang == "ru" else (row.uk, 1)
    if row.type in _NOUNS:
        return [f"{n} {noun}" for n in names for noun in _NOUNS[row.type][nouns]]
    republic = "Республика" if lang == "ru" else "Республіка"
    if row.type == "resp":
        return [*names, *(f"{republic} {n}" for n in names)]
    if row.type == "adjresp":
        return [names[1], f"{names[0]} {republic}", f"{names[0]} {republic.lower()}"]
    return [*names, f"город {names[0]}" if lang == "ru" else f"місто {names[0]}"]


def _english(row: Row) -> list[str]:
    names = [*row.en, *row.other_en]
    if row.type in _NOUNS:
        nouns = _NOUNS[row.type][2]
        names = [n for n in names if row.type != "aokr" or " " not in n]
        return [f"{n} {noun}" for n in names for noun in nouns]
    if row.type in ("resp", "adjresp"):
        return [*names, *(f"Republic of {n}" for n in names), *(f"{n} Republic" for n in names)]
    return [*names, *(f"{n} City" for n in names), *(f"city of {n}" for n in names)]


def shown(row: Row) -> dict[str, str]:
    """The region's name for readers, by language."""
    en = _english(row)
    return {"ru": _full(row, "ru")[0], "uk": _full(row, "uk")[0], "en": row.en[1] if row.type == "adjresp" else en[0]}


def write_regions() -> None:
    """data/regions.tsv."""
    near = outlines.neighbours()
    lines = []
    for row in rows():
        country = row.code[:2]
        names = shown(row)
        zone = _ZONES.get(row.code, _COUNTRY_ZONES[country])
        lines.append(_line(row.code, "region", country, zone, near.get(row.code, ()), names))
    lines.append(_line("BY", "country", "BY", "Europe/Minsk", near.get("BY", ()),
                       {"ru": "Беларусь", "uk": "Білорусь", "en": "Belarus"}))  # fmt: skip
    for line in (SOURCE / "seas.tsv").read_text("utf-8").splitlines():
        code, ru, uk, en, *_ = line.split("\t")
        names = {"ru": ru, "uk": uk, "en": en}
        lines.append(_line(code, "sea", "", "Europe/Moscow", (), names, "акваторией ", "акваторією "))
    (DATA / "regions.tsv").write_text("".join(lines), "utf-8")
    print(f"regions.tsv: {len(lines)}")


def _line(code: str, kind: str, country: str, zone: str, near: tuple[str, ...], names: dict[str, str],
          waters_ru: str = "", waters_uk: str = "") -> str:  # fmt: skip
    ru, uk = _ru(names["ru"]), _uk(names["uk"])
    on = names["ru"] in _ON or names["ru"].startswith("Чукот") or names["ru"].startswith("Камчат")
    ru_in = f"{_into_ru(names['ru'], on)} {ru[5][0]}"
    uk_in = f"{'в' if names['uk'][0].lower() in 'аеиіоуяюєї' else 'у'} {uk[5][0]}"
    if kind == "sea":
        ru_in, uk_in = f"в акватории {ru[1][0]}", f"в акваторії {uk[1][0]}"
        over = (f"над {waters_ru}{ru[1][0]}", f"над {waters_uk}{uk[1][0]}")
    else:
        over = (f"над {ru[4][0]}", f"над {uk[4][0]}")
    if code in _BY_HAND:
        ru_in, over = _BY_HAND[code][0], (_BY_HAND[code][1], over[1])
    russian_, ukrainian_ = [names["ru"], ru_in, over[0]], [names["uk"], uk_in, over[1]]
    return "\t".join([code, kind, country, zone, " ".join(near), *russian_, *ukrainian_, names["en"]]) + "\n"


_BY_HAND = {
    "BY": ("в Беларуси", "над Беларусью"),
    "RU-AL": ("в Республике Алтай", "над Республикой Алтай"),
}
"""Russian phrases that the rules of declension get wrong."""


def _into_ru(name: str, on: bool) -> str:
    if on and "край" not in name and "округ" not in name:
        return "на"
    return "во" if name.startswith(("Вл", "Льв")) else "в"


def write_names() -> None:
    """data/names.tsv."""
    lexicon = Lexicon()
    for row in rows():
        codes = (row.code,)
        names = shown(row)
        for lang, decline in (("ru", _ru), ("uk", _uk)):
            informal = row.informal_ru if lang == "ru" else row.informal_uk
            forms = [f for n in [*_full(row, lang), *informal] for f in russian.flatten(decline(n))]
            lexicon.add(Entry("region", codes, names[lang], lang), forms)
            adjectives = (row.ru if lang == "ru" else row.uk) if row.type in _NOUNS else ()
            if row.type == "adjresp":
                adjectives = (row.ru if lang == "ru" else row.uk)[:1]
            bare = [f for n in adjectives for f in russian.flatten(decline(n))]
            if row.type == "obl":
                lexicon.add(Entry("region_adjective", codes, names[lang], lang), bare + _plural(adjectives, lang))
            elif bare:
                lexicon.add(Entry("region_adjective", codes, names[lang], lang), bare)
        _add_english(lexicon, row)
    _add_listed(lexicon)
    lexicon.write("names.tsv")


def _plural(adjectives: tuple[str, ...], lang: str) -> list[str]:
    """Курскую и Белгородскую области as plural agreement: «Курские»; rare, nominative and genitive only."""
    return [a[:-2] + e for a in adjectives for e in ("ие", "их")] if lang == "ru" else []


def _add_english(lexicon: Lexicon, row: Row) -> None:
    name = shown(row)["en"]
    forms = _english(row)
    if row.code == "RU-MOS":  # TASS writes "Moscow Region" for Московский регион: city and oblast together
        together = [f for f in forms if f.endswith("Region")]
        lexicon.add(Entry("region", ("RU-MOW", "RU-MOS"), "Moscow Region", "en"), together)
        forms = [f for f in forms if f not in together]
    lexicon.add(Entry("region", (row.code,), name, "en"), forms)
    if row.type in _NOUNS:
        bare = [n for n in (*row.en, *row.other_en) if " Okrug" not in n]
        lexicon.add(Entry("region_adjective", (row.code,), name, "en"), bare)


def _add_listed(lexicon: Lexicon) -> None:
    for line in (SOURCE / "seas.tsv").read_text("utf-8").splitlines():
        code, ru, uk, en, more_ru, more_uk, more_en = line.split("\t")
        _add_declined(lexicon, "sea", (code,), {"ru": (ru, more_ru), "uk": (uk, more_uk), "en": (en, more_en)})
    for line in (SOURCE / "macro.tsv").read_text("utf-8").splitlines():
        kind, codes, ru, uk, en = line.split("\t")
        names = {lang: (cell.split(",")[0], ",".join(cell.split(",")[1:])) for lang, cell in
                 (("ru", ru), ("uk", uk), ("en", en))}  # fmt: skip
        _add_declined(lexicon, kind, tuple(codes.split()), names)  # type: ignore[arg-type]


def _add_declined(lexicon: Lexicon, kind: Kind, codes: tuple[str, ...], names: dict[str, tuple[str, str]]) -> None:
    for lang, (name, more) in names.items():
        if not name:
            continue
        forms = [name, *filter(None, more.split(","))]
        if lang != "en":
            decline = _ru if lang == "ru" else _uk
            forms = [f for n in forms for f in russian.flatten(decline(n))]
        lexicon.add(Entry(kind, codes, name, lang), forms)
