"""Entry: what one written form of a name may stand for."""

from typing import Literal, NamedTuple

Kind = Literal[
    "region",  # Белгородская область, Крым, Орловщина, Kursk Region
    "region_adjective",  # "Белгородской" alone, as in lists with one shared noun; English: "Bryansk" alone
    "district",  # Шебекинский район or округ, Куп'янський район
    "district_adjective",  # "Шебекинском" alone: for lists, and where "муниципальном" stands between
    "hromada",  # Марганецька громада
    "hromada_adjective",  # "Марганецька" alone: for lists, and where "міська територіальна" stands between
    "quarter",  # Троєщина; its city stands in `district`
    "settlement",
    "sea",
    "macro",  # Черноземье: a name over several regions that fixes none of them
    "country",
]


class Entry(NamedTuple):
    """One reading of a form. `regions` holds several codes where the name means them together («Московский
    регион»), none where it fixes no region. `name` is nominative, in the language `lang` of the form.

    `rank` orders namesakes (population; 0 = not known). `common` marks names that are everyday words or
    surnames as well: they need an introducer («в селе Мирное»).
    """

    kind: Kind
    regions: tuple[str, ...]
    name: str
    lang: str
    rank: int = 0
    district: str = ""
    common: bool = False
