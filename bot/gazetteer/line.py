"""A line of data/{names,districts,settlements}.tsv: one name with its forms, and what it may stand for.

    forms <TAB> name <TAB> language <TAB> entry;entry;…      entry = kind|regions|rank|district|common

where forms is "prefix:ending,ending,…" and regions are parted by blanks.
"""

from typing import cast

from bot.gazetteer.entry import Entry, Kind


def forms(line: str) -> tuple[str, ...]:
    """Every written form, as `key` writes them."""
    prefix, endings = line.split("\t", 1)[0].split(":")
    return tuple(dict.fromkeys(map(prefix.__add__, endings.split(","))))


def entries(line: str) -> tuple[Entry, ...]:
    """What the name may stand for."""
    _, name, lang, packed = line.split("\t")
    return tuple([_unpack(one, name, lang) for one in packed.split(";")])


def _unpack(packed: str, name: str, lang: str) -> Entry:
    kind, codes, rank, district, common = packed.split("|")
    return Entry(cast(Kind, kind), tuple(codes.split()), name, lang, int(rank or 0), district, common == "1")
