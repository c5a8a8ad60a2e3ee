"""One town under all its names: Шебекино, Шебекіно, Shebekino. data/twins.tsv has those known in several languages,
twins.trie where each name's line begins; both are mapped into memory, not read."""

from collections.abc import Mapping
from functools import cache, lru_cache
from mmap import mmap
from typing import Final

from marisa_trie import RecordTrie

from bot.gazetteer.table import DATA, key, mapped

FILE: Final = "twins.tsv"
TRIE: Final = "twins.trie"
RECORD: Final = "<I"
"""What the trie keeps with a region's code and a name, as `key` writes it: its line's first byte in FILE."""

_LANGUAGES = ("ru", "uk", "en")
_Names = Mapping[str, tuple[str, ...]]


@lru_cache(4096)
def one_name(region: str, area: str) -> str:
    """What two spellings of one place of a region have in common: the town's first name where the towns' table has it,
    else what was said, casefolded and with ё as е."""
    town = _town(region, area)
    return _all(town)[0] if town else area.casefold().replace("ё", "е")


def every_name(region: str, area: str) -> tuple[str, ...]:
    """Every name of a region's town in three languages; of a place that the towns' table has not what was said."""
    return _all(_town(region, area)) or (area,)


def name_in(language: str, region: str, area: str) -> str:
    """A region's town by its name in a language; what was said where that is not known."""
    names = _town(region, area).get(language)
    return names[0] if names else area


def _all(town: _Names) -> tuple[str, ...]:
    return tuple(name for names in town.values() for name in names)


@lru_cache(4096)
def _town(region: str, area: str) -> _Names:
    """A town's names by language; none where the table has no such town."""
    trie, text = _table()
    for (at,) in trie.get(f"{region} {key(area)}", ()):
        _, *said = text[at : text.find(b"\n", at)].decode().split("\t")
        return {lang: tuple(some.split(",")) for lang, some in zip(_LANGUAGES, said, strict=True) if some}
    return {}


@cache
def _table() -> tuple[RecordTrie, mmap]:
    return RecordTrie(RECORD).mmap(str(DATA / TRIE)), mapped(DATA / FILE)
