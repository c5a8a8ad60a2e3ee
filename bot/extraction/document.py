"""The document: one text with its tokens, marks and sentences, as the frames see it."""

from bisect import bisect_left
from collections.abc import Collection
from operator import attrgetter

from bot.extraction.context import Context
from bot.extraction.english import mend
from bot.extraction.environs import with_environs
from bot.extraction.expressions import find_times
from bot.extraction.marks import Mark, by_category, scan
from bot.extraction.normalise import Normal, normalise
from bot.extraction.numbers import find_numbers
from bot.extraction.origins import side, targets
from bot.extraction.places import find_places
from bot.extraction.quarters import by_their_adjectives
from bot.extraction.scenes import scenes
from bot.extraction.sentences import Sentence, split
from bot.extraction.slips import correct
from bot.extraction.tokens import Token, tokenise
from bot.extraction.ukrainian import mend as mend_ukrainian
from bot.extraction.windows import Spans
from bot.extraction.words import LANGUAGES, lexicon
from bot.model import Span

_OFFICES = ("глав", "район", "администрац", "губернатор", "мэр", "заместител", "област", "город", "министр", "округ",
            "депутат", "начальник", "командир", "полковник", "майор", "капитан")  # fmt: skip
_START = attrgetter("i")
_SURNAMES = frozenset(["дронов", "дрона", "дронову", "дроном", "шахедов"])


class Document:
    """A text read up to its sentences: what passes 1 to 6 know of it."""

    __slots__ = ("cats", "context", "cut", "forms", "language", "normal", "sentences", "spans", "tokens", "words")

    def __init__(self, text: str, context: Context) -> None:
        self.context = context
        self.normal: Normal = normalise(text)
        self.language = guess_language(self.normal.text, context.language)
        self.cut = tokenise(self.normal)
        self.tokens = self.cut.tokens
        english = self.language == "en"
        self.forms = [t.word for t in self.tokens]
        """The words of the tokens, by themselves."""
        if self.language == "ru":
            self.forms = correct(self.tokens, self.forms)
        shouting = self.normal.cased.isupper()
        marks = scan(self.tokens, lexicon(self.language))
        kinds = by_category(marks)
        wrong = [] if shouting else [m for m in kinds.get("weapon", ()) if _surname(self.tokens, m, self.normal.cased)]
        if "flag" in kinds and "time" in kinds:  # "збільшилася з 9 до 13" tells no hours
            grew = {k for m in kinds["flag"] if m.name == "grew" for k in range(m.i, m.j)}
            wrong += [m for m in kinds.get("time", ()) if m.i in grew]
        if wrong:
            marks = [m for m in marks if m not in wrong]
        if english:
            marks = mend(self.tokens, marks)
        elif self.language == "uk":
            marks = mend_ukrainian(self.tokens, marks)
        if wrong or self.language != "ru":
            kinds = by_category(marks)
        times, taken = find_times(self.cut, kinds, english)
        places = find_places(self.cut, kinds, context, self.language, shouting)
        if self.language == "uk":
            places = by_their_adjectives(self.tokens, targets(self.tokens, marks, places))
        elif english:
            places = by_their_adjectives(self.tokens, scenes(self.tokens, marks, places, self.normal.cased))
        else:
            places = [p for p in places if not side(self.tokens, p)]
        if self.language != "ru":
            places = with_environs(self.tokens, places, shouting)
        numbers = find_numbers(self.cut, kinds, taken, english)
        self.sentences: list[Sentence] = split(self.cut)
        _deal(self.sentences, marks, times, places, numbers)
        self.spans = Spans(context)
        self.cats: dict[str, list[Mark]] = {**kinds, **by_category([*times, *places, *numbers])}
        """The marks of the whole text by category, so that it is not asked sentence by sentence for what it has not.
        Those inside the names of places are still among them; the flags and scopes that `settle` adds are not."""
        self.words = " ".join(self.forms)
        """For the question whether a word stands anywhere in the text, before it is looked for in each sentence."""

    def has(self, cat: str, *names: str) -> bool:
        """Whether a sentence may have a mark of this category (and one of these senses): False where none has."""
        if not names:
            return cat in self.cats
        for mark in self.cats.get(cat, ()):  # noqa: SIM110 - any() takes twice as long
            if mark.name in names:
                return True
        return False

    def clause(
        self, sentence: Sentence, i: int, j: int, signs: Collection[str], after: Collection[str] = ()
    ) -> tuple[int, int]:
        """The tokens around [i, j) up to the next of these signs in the sentence; `after`: what ends them, where that
        is not the same."""
        words, after = self.forms, after or signs
        while i > sentence.i and words[i - 1] not in signs:
            i -= 1
        while j < sentence.j and words[j] not in after:
            j += 1
        return i, j

    def said_in(self, sentence: Sentence) -> str:
        """The words of a sentence, for a pattern."""
        return " ".join(self.forms[sentence.i : sentence.j])

    def mentions(self, stems: tuple[str, ...]) -> bool:
        """Whether a word may begin so: False where the letters stand nowhere."""
        for stem in stems:  # noqa: SIM110 - any() takes twice as long
            if stem in self.words:
                return True
        return False

    def span(self, field: str, i: int, j: int) -> Span:
        """Tokens [i, j) as evidence in the original text."""
        return Span(field, *self.normal.origin(self.tokens[i].start, self.tokens[j - 1].end))


def _surname(tokens: list[Token], mark: Mark, cased: str) -> bool:
    """ "Сергей Дронов": a weapon's word with a capital after another capital is somebody's name."""
    if mark.j > mark.i + 1 or not mark.i:
        return False
    word, before = tokens[mark.i], tokens[mark.i - 1]
    following = tokens[mark.j] if mark.j < len(tokens) else None
    shouting = following is not None and following.cap
    if word.word not in _SURNAMES or not word.cap:
        return False
    titled = before.word.startswith(_OFFICES) and cased[word.start + 1 : word.end].islower()  # "глава района Дронов"
    return titled or (before.cap and not shouting)


def guess_language(text: str, hint: str) -> str:
    """ru, uk or en by the letters; the hint where they do not tell."""
    head = text[:2000]
    ukrainian = "і" in head or "ї" in head or "є" in head or "ґ" in head
    russian = "ы" in head or "э" in head or "ъ" in head
    if ukrainian and russian:
        return "uk" if sum(map(head.count, "іїєґ")) > sum(map(head.count, "ыэъ")) else "ru"
    if ukrainian:
        return "uk"
    if russian:
        return "ru"
    letters = set(head)
    if not any("\u0400" <= c <= "\u04ff" for c in letters):
        return "en" if any(c.isalpha() for c in letters) else (hint if hint in LANGUAGES else "ru")
    return hint if hint in ("ru", "uk") else "ru"


def _deal(
    sentences: list[Sentence],
    words: list[Mark],
    times: list[Mark],
    places: list[Mark],
    numbers: list[Mark],
) -> None:
    """Give every sentence its marks in order. Words inside a place's name say nothing else."""
    inside = {k for m in places for k in range(m.i, m.j)}
    if inside:
        words = [m for m in words if m.i not in inside or m.cat in ("false", "verb", "danger")]
        numbers = [m for m in numbers if m.i not in inside]
    every = sorted([*words, *times, *places, *numbers], key=_START)
    starts = [m.i for m in every]
    k = 0
    for sentence in sentences:
        first = bisect_left(starts, sentence.i, k)
        k = bisect_left(starts, sentence.j, first)
        if k > first:
            sentence.take(every[first:k])
