"""The look-up table: every written form of every name, with what it may stand for.

Built once, at the first call, from data/{names,districts,settlements}.tsv (bot/gazetteer/data/README.md tells
where each comes from). A line of these files is

    forms <TAB> name <TAB> language <TAB> entry;entry;…      entry = kind|regions|rank|district|common

where forms is "prefix:ending,ending,…" and regions are parted by blanks. Lines are taken apart only when one of
their forms is asked for: the reader of one post needs a handful of some forty thousand.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Final, cast

from bot.gazetteer.entry import Entry, Kind

MAX_WORDS: Final = 6
"""No form has more tokens than this."""

FILES: Final = ("names.tsv", "districts.tsv", "settlements.tsv")

_FOLD = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "`": "'", "‘": "'", "ʹ": "'", "_": " "})
_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def key(text: str) -> str:
    """A text as the table's keys are written: casefolded, ё as е, one apostrophe, tokens joined by one blank."""
    return " ".join(_TOKEN.findall(text.casefold().translate(_FOLD)))


class Table(Mapping[str, tuple[Entry, ...]]):
    """Forms as `key` writes them -> entries.

    `starts` gives for the first word of a form of several words the most words that such a form has.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._at: dict[str, int | tuple[int, ...]] = {}
        self._lines: list[str] = []
        self._read: dict[int, tuple[Entry, ...]] = {}
        self.starts: dict[str, int] = {}
        for text in texts:
            self._load(text)

    def _load(self, text: str) -> None:
        at = self._at
        for number, line in enumerate(text.splitlines(), len(self._lines)):
            forms, rest = line.split("\t", 1)
            self._lines.append(rest)
            prefix, endings = forms.split(":")
            written = dict.fromkeys(map(prefix.__add__, endings.split(",")), number)
            if at.keys().isdisjoint(written):
                at.update(written)
            else:
                for form in written:
                    known = at.get(form)
                    at[form] = number if known is None else (*_several(known), number)
            if " " in forms:
                self._note_starts(written)

    def _note_starts(self, forms: Iterable[str]) -> None:
        for form in forms:
            first, blank, more = form.partition(" ")
            if blank:
                self.starts[first] = max(self.starts.get(first, 0), more.count(" ") + 2)

    def __getitem__(self, form: str) -> tuple[Entry, ...]:
        at = self._at[form]
        return self._entries(at) if isinstance(at, int) else tuple([e for n in at for e in self._entries(n)])

    def __contains__(self, form: object) -> bool:
        return form in self._at

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)

    def _entries(self, number: int) -> tuple[Entry, ...]:
        entries = self._read.get(number)
        if entries is None:
            name, lang, packed = self._lines[number].split("\t")
            entries = self._read[number] = tuple([_unpack(one, name, lang) for one in packed.split(";")])
        return entries


def _several(at: int | tuple[int, ...]) -> tuple[int, ...]:
    return (at,) if isinstance(at, int) else at


def _unpack(packed: str, name: str, lang: str) -> Entry:
    kind, codes, rank, district, common = packed.split("|")
    return Entry(cast(Kind, kind), tuple(codes.split()), name, lang, int(rank or 0), district, common == "1")


@cache
def lookup_table() -> Table:
    """The table, loaded at the first call. The reader looks up its own n-grams, longest first."""
    folder = resources.files("bot.gazetteer") / "data"
    return Table((folder / file).read_text("utf-8") for file in FILES)
