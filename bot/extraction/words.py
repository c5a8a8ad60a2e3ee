"""The lexicon of a language: words and phrases with their senses, read from TOML once.

A table of the file is a category, a key of it a sense, its list the patterns:
    "слово"        this form alone
    "слов*"        every form that begins so (a stem stands for its inflected forms)
    "a b* _ c"     a phrase; `_` is any one word
    "(a|b) c"      alternatives, spelled out at load
The longest phrase wins; among stems of one category the longest, and a whole word before any stem.
"""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

LANGUAGES = ("ru", "uk", "en")

_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
_CACHE = 40_000  # words remembered
_NEXT = 512  # words remembered after one that begins phrases


Sense = tuple[str, str]
"""One meaning of a word: its category and the sense within it."""


class Phrase(NamedTuple):
    """The words of a phrase that are still to come, and its meaning."""

    rest: tuple[str, ...]
    sense: Sense


class Step(NamedTuple):
    """What a word goes on with: the phrases that it ends, and those that go on after it."""

    ended: tuple[Sense, ...]
    longer: "Following | None"


NOWHERE = Step((), None)


class Following(dict[str, Step]):
    """Where phrases begun together go on, by the next word of a text. Found as asked for, and remembered."""

    def __init__(self, phrases: list[Phrase]) -> None:
        self._near: dict[str, list[Phrase]] = {"": []}  # by the next word's first letter; under "" where any word fits
        for letter in {p.rest[0].rstrip("*_")[:1] for p in phrases}:
            self._near[letter] = [p for p in phrases if p.rest[0].rstrip("*_")[:1] in ("", letter)]

    def __missing__(self, word: str) -> Step:
        near = self._near.get(word[:1]) or self._near[""]
        fitting = [Phrase(p.rest[1:], p.sense) for p in near if _fits(p.rest[0], word)]
        longer = [p for p in fitting if p.rest]
        ended = tuple([p.sense for p in fitting if not p.rest])
        if len(self) >= _NEXT:
            self.clear()
        self[word] = step = Step(ended, Following(longer) if longer else None) if fitting else NOWHERE
        return step


class Entry(NamedTuple):
    """All that a word can mean by itself, and the phrases that it may begin."""

    senses: tuple[Sense, ...]
    phrases: Following | None


NOTHING = Entry((), None)


class Lexicon:
    """Looks up words of one language."""

    def __init__(self, language: str, tables: dict[str, dict[str, list[str]]]) -> None:
        self.language = language
        self._words: dict[str, list[Sense]] = {}
        self._stems: dict[str, list[Sense]] = {}
        self._word_phrases: dict[str, list[Phrase]] = {}
        self._stem_phrases: dict[str, list[Phrase]] = {}
        self.known: dict[str, Entry] = {}
        """What `entry` was asked before, for who asks it of every word of a text."""
        for cat, senses in tables.items():
            for name, patterns in senses.items():
                for pattern in patterns:
                    for spelled in _spell_out(pattern):
                        self._add(spelled, (cat, name))

    def _add(self, pattern: str, sense: Sense) -> None:
        first, *rest = pattern.replace("ё", "е").replace("’", "'").split(" ")
        stem = first.endswith("*")
        if rest:
            phrases = self._stem_phrases if stem else self._word_phrases
            phrases.setdefault(first.rstrip("*"), []).append(Phrase(tuple(rest), sense))
        else:
            senses = self._stems if stem else self._words
            senses.setdefault(first.rstrip("*"), []).append(sense)

    def entry(self, word: str) -> Entry:
        """What the word may mean."""
        found = self.known.get(word)
        if found is None:
            found = self._find(word)
            if len(self.known) >= _CACHE:
                self.known.clear()
            self.known[word] = found
        return found

    def _find(self, word: str) -> Entry:
        senses = list(self._words.get(word, ()))
        phrases = list(self._word_phrases.get(word, ()))
        cats = {cat for cat, _ in senses}
        for length in range(min(len(word), 24), 1, -1):
            stem = word[:length]
            if stem in self._stems:
                new = [s for s in self._stems[stem] if s[0] not in cats]
                senses += new
                cats.update(cat for cat, _ in new)
            phrases += self._stem_phrases.get(stem, ())
        head, hyphen, _ = word.partition("-")
        if hyphen and not senses and len(head) > 3:  # "внук-подросток", "супруги-пенсионеры"
            senses = [s for s in self.entry(head).senses if s[0] == "person"]
        if not senses and not phrases:
            return NOTHING
        # what is listed twice still means one thing
        return Entry(tuple(dict.fromkeys(senses)), Following(phrases) if phrases else None)


def _fits(pattern: str, word: str) -> bool:
    """Whether one word of a text fits one word of a phrase."""
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    return pattern == word or pattern == "_"


def _spell_out(pattern: str) -> list[str]:
    pieces = _ALTERNATIVES.split(pattern)
    choices = [piece.split("|") if i % 2 else [piece] for i, piece in enumerate(pieces)]
    return [" ".join("".join(chosen).split()) for chosen in product(*choices)]


@lru_cache(maxsize=len(LANGUAGES))
def lexicon(language: str) -> Lexicon:
    """The lexicon of ru, uk or en, with the words of every language ("signs") added."""
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(
        files("bot.extraction").joinpath(f"lexicon/{language}.toml").read_text("utf-8")
    )
    return Lexicon(language, tables)
