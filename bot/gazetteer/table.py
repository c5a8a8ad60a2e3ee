"""The look-up table: every written form of every name, with what it may stand for.

Built once, at the first call, from data/{names,districts,settlements}.tsv (bot/gazetteer/data/README.md tells
where each comes from). A line of these files is

    forms <TAB> name <TAB> language <TAB> entry;entry;…      entry = kind|regions|rank|district|common

where forms is "prefix:ending,ending,…" and regions are parted by blanks.
"""

import gc
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from sys import intern

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
    folder = resources.files("bot.gazetteer") / "data"
    collecting = gc.isenabled()
    gc.disable()  # a few hundred thousand tuples that all stay: collecting meanwhile trebles the time
    try:
        for file in FILES:
            _load((folder / file).read_text("utf-8"), table)
    finally:
        if collecting:
            gc.enable()
    return table


def _load(text: str, table: dict[str, tuple[Entry, ...]]) -> None:
    share: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        forms, name, lang, packed = line.split("\t")
        found = []
        for one in packed.split(";"):
            kind, codes, rank, district, common = one.split("|")
            regions = share.get(codes)
            if regions is None:
                regions = share[codes] = tuple(codes.split())
            found.append(Entry(intern(kind), regions, name, intern(lang), int(rank or 0), intern(district), common == "1"))  # type: ignore[arg-type]
        entries = tuple(found)
        prefix, endings = forms.split(":")
        for ending in endings.split(","):
            form = prefix + ending
            known = table.get(form)
            table[form] = entries if known is None else known + entries
