"""Shorthand: what people type for a region. Posts are not read by it: there "мск" is a time and "МО" a ministry.

Only what means one region to the people of these countries: no "рк", "рд", "чр", "ло".
"""

from collections.abc import Mapping
from typing import Final

_BY_REGION = {
    "RU-CHE": "члб",
    "RU-KDA": "крд, новоросс",
    "RU-KGD": "клд",
    "RU-LEN": "лен область, лен обл, ленобл, lenoblast",
    "RU-MOS": "мо, мос область, мос обл, мособл, mosoblast",
    "RU-MOW": "мск, msk",
    "RU-NIZ": "нн, нижний, нижний нов",
    "RU-NVS": "нск, новосиб",
    "RU-ROS": "рнд",
    "RU-SE": "осетия, алания, осетія",
    "RU-SPE": "спб, spb",
    "RU-SVE": "екб, екат, ekb, ekat",
    "RU-TA": "рт",
    "RU-VGG": "влг",
    "RU-VOR": "врн",
    "UA-09": "lnr",
    "UA-14": "dnr",
    "UA-43": "krim",
}

SHORTHAND: Final[Mapping[str, str]] = {
    form.strip(): code for code, forms in _BY_REGION.items() for form in forms.split(",")
}
"""Forms, as `key` writes them, with the code of their region."""

NOUNS: Final = frozenset(
    ["область", "обл", "край", "республика", "регион", "республіка", "регіон", "oblast", "region", "krai"]
)
"""Nouns that people put after a town's name to mean its region: "запорожье область"."""
