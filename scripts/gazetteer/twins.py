"""data/twins.tsv and twins.trie: towns known in several languages: region, names in Russian, in Ukrainian, in English.

The first name of each language is the one to show. Well-known towns are `source/cities.tsv`; of the others those names
of one region are one town's that agree in their consonants and most of their vowels, and that no other name of the
region resembles as much.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from marisa_trie import RecordTrie
from rapidfuzz import fuzz

from bot.gazetteer.line import entries
from bot.gazetteer.table import DATA, key
from bot.gazetteer.towns import FILE, RECORD, TRIE
from scripts.gazetteer.places import SOURCE

LANGUAGES = ("ru", "uk", "en")
LEAST_ALIKE = 70.0
MOST_UNLIKE = 25  # times as many people: another place

_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ye", "ё": "yo", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y",
    "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_SINGLE_H = re.compile(r"(?<![kcsz])h")  # Ukrainian г in English; kh, ch, sh, zh are letters of their own
_NO_CONSONANT = re.compile(r"[^a-z -]|[aeiouy]")


def roman(name: str) -> str:
    """A name in Latin letters, г as g in all three languages."""
    said = "".join(_LETTERS.get(letter, letter) for letter in name.casefold())
    return _SINGLE_H.sub("g", said).replace("w", "v").replace("x", "ks")


def bones(name: str) -> str:
    """The consonants of a name, each doubled one once."""
    return re.sub(r"((?:[kcsz]h)|[a-z])\1+", r"\1", _NO_CONSONANT.sub("", roman(name)))


def write() -> None:
    """data/twins.tsv."""
    known = [line.split("\t") for line in (SOURCE / "cities.tsv").read_text("utf-8").splitlines() if line]
    # A row with names in one language lists several towns.
    rows = [(code, *names) for code, _, *names in known if sum(map(bool, names)) > 1]
    taken = {(code, key(name)) for code, *names in rows for said in names for name in said.split(",") if name}
    rows += sorted(_alike(taken))
    lines = ["\t".join(row) + "\n" for row in rows]
    (DATA / FILE).write_text("".join(lines), "utf-8")
    at, places = 0, dict[str, int]()
    for (code, *names), line in zip(rows, lines, strict=True):
        for name in ",".join(filter(None, names)).split(","):
            places.setdefault(f"{code} {key(name)}", at)
        at += len(line.encode())
    (DATA / TRIE).unlink(missing_ok=True)  # a bot that is running keeps the file that it has mapped
    RecordTrie(RECORD, ((name, (begins,)) for name, begins in places.items())).save(str(DATA / TRIE))
    print(f"{FILE}: {len(rows)} towns, {TRIE}: {len(places)} names")


def _alike(taken: set[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    by_bones: dict[tuple[str, str], dict[str, dict[str, int]]] = defaultdict(lambda: {lang: {} for lang in LANGUAGES})
    for line in (DATA / "settlements.tsv").read_text("utf-8").splitlines():
        for entry in entries(line):
            for code in entry.regions:
                if (code, key(entry.name)) not in taken and len(bones(entry.name)) > 1:
                    names = by_bones[code, bones(entry.name)][entry.lang]
                    names[entry.name] = max(entry.rank, names.get(entry.name, 0))
    for (code, _), found in by_bones.items():
        one = {lang: next(iter(names.items())) for lang, names in found.items() if len(names) == 1}
        if len(one) < 2 or any(len(names) > 1 for names in found.values()):
            continue
        names, ranks = [name for name, _ in one.values()], [rank for _, rank in one.values() if rank]
        near = all(fuzz.ratio(roman(a), roman(b)) >= LEAST_ALIKE for a in names for b in names)
        if near and (not ranks or max(ranks) <= MOST_UNLIKE * min(ranks)):
            yield (code, *(one[lang][0] if lang in one else "" for lang in LANGUAGES))
