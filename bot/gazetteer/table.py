"""The look-up table: every written form of every name, with what it may stand for.

Built once, at the first call, from data/{names,districts,settlements}.tsv (bot/gazetteer/data/README.md tells
where each comes from). A line of these files is

    forms <TAB> name <TAB> language <TAB> entry;entry;…      entry = kind|regions|rank|district|common

where forms is "prefix:ending,ending,…" and regions are parted by blanks.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from bot.gazetteer.entry import Entry

MAX_WORDS = 6
"""No form has more tokens than this."""

FILES = ("names.tsv", "districts.tsv", "settlements.tsv")

_FOLD = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "`": "'", "‘": "'", "ʹ": "'", "_": " "})
_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def key(text: str) -> str:
    """A text as the table's keys are written: casefolded, ё as е, one apostrophe, tokens joined by one blank."""
    return " ".join(_TOKEN.findall(text.casefold().translate(_FOLD)))


@cache
def lookup_table() -> Mapping[str, tuple[Entry, ...]]:
    """Forms as `key` writes them -> entries. The reader looks up its own n-grams, longest first."""
    table: dict[str, tuple[Entry, ...]] = {}
    share: dict[str, tuple[str, ...]] = {}
    folder = resources.files("bot.gazetteer") / "data"
    for file in FILES:
        for line in (folder / file).read_text("utf-8").splitlines():
            forms, name, lang, packed = line.split("\t")
            entries = tuple([_unpack(one, name, lang, share) for one in packed.split(";")])
            prefix, endings = forms.split(":")
            for ending in endings.split(","):
                form = prefix + ending
                known = table.get(form)
                table[form] = entries if known is None else known + entries
    return table


def _unpack(packed: str, name: str, lang: str, share: dict[str, tuple[str, ...]]) -> Entry:
    kind, codes, rank, district, common = packed.split("|")
    regions = share.get(codes)
    if regions is None:
        regions = share[codes] = tuple(codes.split())
    return Entry(kind, regions, name, lang, int(rank or 0), district, common == "1")  # type: ignore[arg-type]
