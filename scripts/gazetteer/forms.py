"""data/forms.trie: every form of names.tsv, districts.tsv and settlements.tsv, and where its lines begin."""

from collections.abc import Iterator

from marisa_trie import RecordTrie

from bot.gazetteer.line import forms
from bot.gazetteer.table import DATA, FILES, RECORD, TRIE


def records() -> Iterator[tuple[str, tuple[int, int]]]:
    """Each form of each line, with the file's number and the line's first byte."""
    for number, file in enumerate(FILES):
        at = 0
        for line in (DATA / file).read_bytes().splitlines(keepends=True):
            for form in forms(line.decode()):
                yield form, (number, at)
            at += len(line)


def write() -> None:
    """data/forms.trie."""
    trie = RecordTrie(RECORD, records())
    path = DATA / TRIE
    path.unlink(missing_ok=True)  # a bot that is running keeps the file that it has mapped
    trie.save(str(path))
    print(f"{TRIE}: {len(trie)} forms, {path.stat().st_size // 1000} kB")
