"""Writing the table's files: one line for each name with its forms and what it may stand for."""

import os
from collections.abc import Iterable

from bot.gazetteer.entry import Entry
from bot.gazetteer.table import DATA, MAX_WORDS, key


class Lexicon:
    """Names gathered with their forms; lexemes of the same name, language and forms share a line.

    The first entry of a name in a region and district stands; later ones are dropped, as is one that follows an
    entry of the region without a district.
    """

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str, tuple[str, ...]], dict[Entry, None]] = {}
        self._known: set[tuple[object, ...]] = set()

    def add(self, entry: Entry, forms: Iterable[str]) -> None:
        """Add a name; forms are folded here, and those too long for the reader's n-grams left out."""
        same = (entry.kind, entry.regions, entry.name.replace("ё", "е"), entry.lang, entry.district)
        if same in self._known or (*same[:4], "") in self._known:
            return
        self._known.add(same)
        folded = {key(f) for f in forms} - {""}
        if "district" in entry.kind or "hromada" in entry.kind:  # hashtags have no apostrophes
            folded |= {f.replace("'", "") for f in folded}
        kept = tuple(sorted(f for f in folded if f.count(" ") < MAX_WORDS))
        self._lines.setdefault((entry.name, entry.lang, kept), {})[entry] = None

    def write(self, file: str) -> None:
        """Write a file of the table, sorted so that differences stay small."""
        lines = []
        for (name, lang, forms), entries in sorted(self._lines.items()):
            prefix = os.path.commonprefix(forms)  # noqa: RUF071 (letters are meant)
            endings = ",".join(f[len(prefix) :] for f in forms)
            lines.append(f"{prefix}:{endings}\t{name}\t{lang}\t{';'.join(_pack(e) for e in entries)}\n")
        (DATA / file).unlink(missing_ok=True)  # a bot that is running keeps the file that it has mapped
        (DATA / file).write_text("".join(lines), "utf-8")
        print(f"{file}: {len(lines)} names, {sum(len(f) for _, _, f in self._lines)} forms")


def _pack(entry: Entry) -> str:
    rank = str(entry.rank or "")
    return "|".join((entry.kind, " ".join(entry.regions), rank, entry.district, "1" if entry.common else ""))
