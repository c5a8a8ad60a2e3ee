"""The look-up table: every written form of every name, with what it may stand for.

Some 200,000 forms lie in a trie, data/forms.trie, each with the places of its lines in data/{names,districts,
settlements}.tsv (bot/gazetteer/data/README.md tells where each comes from). All four are mapped into memory and not
read: a post needs a handful of them, and processes on one machine share what they need.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final

from marisa_trie import RecordTrie

from bot.gazetteer.entry import Entry
from bot.gazetteer.line import entries

MAX_WORDS: Final = 6
"""No form has more tokens than this."""

DATA: Final = Path(__file__).parent / "data"
FILES: Final = ("names.tsv", "districts.tsv", "settlements.tsv")
TRIE: Final = "forms.trie"
RECORD: Final = "<BI"
"""What the trie keeps with a form, once for each of its lines: the file's number in FILES, the line's first byte."""

_KEPT = 4096  # answers kept, so that the words of every day cost no more than a dict's
_FOLD = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "`": "'", "‘": "'", "ʹ": "'", "_": " "})
_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def key(text: str) -> str:
    """A text as the table's keys are written: casefolded, ё as е, one apostrophe, tokens joined by one blank."""
    return " ".join(_TOKEN.findall(text.casefold().translate(_FOLD)))


class Table(Mapping[str, tuple[Entry, ...]]):
    """Forms as `key` writes them -> entries."""

    def __init__(self, folder: Path) -> None:
        self._forms = RecordTrie(RECORD).mmap(str(folder / TRIE))
        self._texts = [mapped(folder / file) for file in FILES]
        self.entries = lru_cache(_KEPT)(self._entries)
        """What a form may stand for; nothing where it is not known."""
        self.reach = lru_cache(_KEPT)(self._reach)
        """The most words of a form that begins with this word: 0 where none does."""

    def _entries(self, form: str) -> tuple[Entry, ...]:
        return tuple([e for file, at in sorted(self._forms.get(form, ())) for e in entries(self._line(file, at))])

    def _reach(self, word: str) -> int:
        longer = max((form.count(" ") + 1 for form in self._forms.iterkeys(word + " ")), default=0)
        return longer or int(word in self._forms)

    def _line(self, file: int, at: int) -> str:
        text = self._texts[file]
        return text[at : text.find(b"\n", at)].decode()

    def lines(self, wanted: re.Pattern[bytes]) -> Iterator[str]:
        """The lines of the files, in order, in which the pattern is found."""
        for text in self._texts:
            end = 0
            while found := wanted.search(text, end):
                start, end = text.rfind(b"\n", 0, found.start()) + 1, text.find(b"\n", found.end())
                yield text[start:end].decode()

    def __getitem__(self, form: str) -> tuple[Entry, ...]:
        found = self.entries(form)
        if not found:
            raise KeyError(form)
        return found

    def __contains__(self, form: object) -> bool:
        return form in self._forms

    def __iter__(self) -> Iterator[str]:
        last = None
        for form in self._forms.iterkeys():
            if form != last:
                yield form
            last = form

    def __len__(self) -> int:
        return sum(1 for _ in self)


def mapped(path: Path) -> mmap:
    """A file as bytes that are read only where they are looked at."""
    with path.open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)


@cache
def lookup_table() -> Table:
    """The table. The reader looks up its own n-grams, longest first."""
    return Table(DATA)
