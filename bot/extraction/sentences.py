"""Pass 6: sentences, lines and list items; every item knows its header."""

from bot.extraction.marks import Mark, by_category
from bot.extraction.tokens import BREAK, MARK, NUMBER, WORD, Cut, Token

_ENDS = frozenset(".!?")
_LONGEST = 300  # tokens: no list of regions is longer; what the frames do takes the square of a sentence
_SHORT = frozenset(
    [
        "sq",
        "г",
        "т",
        "п",
        "с",
        "д",
        "х",
        "м",
        "р",
        "ул",
        "обл",
        "пос",
        "пгт",
        "ст",
        "дер",
        "др",
        "тыс",
        "тис",
        "млн",
        "млрд",
        "чел",
        "км",
        "кв",
        "руб",
        "им",
        "гг",
        "св",
        "н",
        "нп",
        "см",
        "тел",
        "no",
        "st",
        "р-н",
        "a",
        "p",
        "u",
        "r",
        "в",
        "о",
        "рф",
        "гор",
        "вул",
        "сел",
        "смт",
        "просп",
        "мкр",
        "ч",
        "мин",
    ]
)


class Sentence:
    """Tokens [i, j). `header` is the sentence that a list item stands under; `line` counts lines from 0."""

    __slots__ = ("cats", "end", "header", "i", "item", "j", "line", "marks", "scope")

    def __init__(self, i: int, j: int, line: int, item: bool, end: str) -> None:
        self.i = i
        self.j = j
        self.line = line
        self.item = item
        self.end = end
        self.header: Sentence | None = None
        self.marks: list[Mark] = []
        self.scope = ""  # "" = now; else background, negative, advice, …: see scope.py
        self.cats: dict[str, list[Mark]] = {}
        """The marks by category, in order; `"neg" in sentence.cats` is the quickest question to ask."""

    def take(self, marks: list[Mark]) -> None:
        """What stands here, in order."""
        self.marks, self.cats = marks, by_category(marks)

    def has(self, cat: str, *names: str) -> bool:
        """Whether a mark of this category (and one of these senses) stands here."""
        if cat not in self.cats:
            return False
        if not names:
            return True
        for mark in self.cats[cat]:  # noqa: SIM110 - asked some hundred times of a post; any() takes twice as long
            if mark.name in names:
                return True
        return False

    def all(self, cat: str, *names: str) -> list[Mark]:
        """The marks of this category (and one of these senses), in order."""
        if cat not in self.cats:
            return []
        if not names:
            return self.cats[cat].copy()
        found = []
        for mark in self.cats[cat]:  # asked as often: a comprehension takes half as long again
            if mark.name in names:
                found.append(mark)  # noqa: PERF401
        return found

    def cut(self, at: int) -> None:
        """Forget the marks from token `at` on."""
        self.take([m for m in self.marks if m.j <= at])

    def __repr__(self) -> str:
        return f"<{self.i}:{self.j} {self.scope} {self.marks}>"


def paragraphs(sentences: list[Sentence]) -> list[list[Sentence]]:
    """The sentences by paragraphs, which empty lines part."""
    made: list[list[Sentence]] = []
    for k, sentence in enumerate(sentences):
        if k and sentence.line - sentences[k - 1].line <= 1:
            made[-1].append(sentence)
        else:
            made.append([sentence])
    return made


def paragraph(sentences: list[Sentence], sentence: Sentence) -> list[Sentence]:
    """The one of its paragraphs in which a sentence stands."""
    return next(part for part in paragraphs(sentences) if sentence in part)


def split(cut: Cut) -> list[Sentence]:
    """Cut the tokens into sentences. A colon at the end of a line opens a list; items know it as their header."""
    tokens = cut.tokens
    made: list[Sentence] = []
    start, line, item = 0, 0, False
    depth = 0
    for i in cut.signs if len(tokens) <= _LONGEST else range(len(tokens)):
        token = tokens[i]
        kind = token.kind
        if kind is BREAK:
            if not _runs_on(tokens, start, i):
                _close(made, start, i, line, item, "\n")
                start, item = i + 1, False
                depth = 0
            line += 1
        elif i - start >= _LONGEST and (token.word == "," or i - start >= 2 * _LONGEST):
            _close(made, start, i + 1, line, item, "")
            start = i + 1
        elif kind is MARK:
            word = token.word
            if word == "•":
                if i > start:
                    _close(made, start, i, line, item, "•")
                start, item = i + 1, True
            elif word == "(":
                depth += 1
            elif word == ")":
                depth = max(0, depth - 1)
            elif word in _ENDS and (depth == 0 or word != ".") and not _is_short(tokens, i, start):
                _close(made, start, i + 1, line, item, word)
                start, item = i + 1, False
                depth = 0
            elif i == start and word in "-—":
                item = True
    _close(made, start, len(tokens), line, item, "")
    _link(made, tokens)
    return made


def _close(made: list[Sentence], start: int, end: int, line: int, item: bool, sign: str) -> None:
    if end > start:
        made.append(Sentence(start, end, line, item, sign))


def _runs_on(tokens: list[Token], start: int, i: int) -> bool:
    """Whether a line break stands in the middle of a sentence: no stop before it, a small letter after it."""
    k = i
    while k > start and tokens[k - 1].kind is BREAK:
        k -= 1
    if k == start:
        return False
    before = tokens[k - 1]
    after = next((t for t in tokens[i + 1 : i + 4] if t.kind is not BREAK), None)
    if before.kind is not WORD or after is None or after.kind is not WORD or after.cap:
        return False
    return after.start == next(t.end for t in reversed(tokens[k : i + 4]) if t.kind is BREAK and t.end <= after.start)


def _is_short(tokens: list[Token], i: int, start: int) -> bool:
    """A full stop that ends no sentence: after "т. г.", "обл.", an initial, inside "p.m."."""
    if tokens[i].word != "." or i == start:
        return False
    before = tokens[i - 1]
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None or after.kind is BREAK or before.end != tokens[i].start:
        return False
    if before.word == "г" and after.cap and (i - 1 == start or not _of_a_year(tokens, i - 2)):
        return True  # "объявлен: г. Липецк", "в больницу №2 г. Белгорода"; not "в 2026 г. Враг …"
    if before.word in ("м", "га") and after.cap and i - 2 >= start and tokens[i - 2].word in (".", "кв", "куб"):
        return False  # "600 кв. м. До робіт"
    if before.word == "о" and i - 3 >= start and [t.word for t in tokens[i - 3 : i - 1]] == ["в", "."]:
        return True  # "в. о. начальника", in capitals too
    if before.word == "m" and after.cap and [t.word for t in tokens[i - 3 : i - 1]] == ["sq", "."]:
        return False  # "200 sq. m. Five people …"
    if before.word == "р" and tokens[i - 2].word == "." and tokens[i - 3].word == "г" and after.cap:
        return False  # "сын 2011 г. р. В посёлке …"
    if before.word in ("н", "р") and after.cap and i - 3 >= start and tokens[i - 2].word == ".":
        return after.end - after.start <= 2  # "1966 р.н. Іще двох …"
    if before.kind is WORD and before.word in _SHORT:
        if (
            before.word in ("г", "рф", "м", "m", "в", "о", "ч", "мин", "см", "тыс", "тис")
            and after.kind is WORD
            and after.cap
        ):
            return before.word in ("м",) or (after.end - after.start <= 2)
        return True
    if before.kind is WORD and len(before.word) == 1:
        return before.cap or before.word.isascii()
    return before.kind is NUMBER and after.kind is NUMBER and after.start == tokens[i].end


def _of_a_year(tokens: list[Token], k: int) -> bool:
    """Whether the number at token k may be a year's, which no sign of a number stands before."""
    return tokens[k].kind is NUMBER and (not k or tokens[k - 1].word not in ("№", "no", "n"))


def _link(made: list[Sentence], tokens: list[Token]) -> None:
    header: Sentence | None = None
    for k, sentence in enumerate(made):
        last = tokens[sentence.j - 1]
        if last.word == ":" and sentence.end in ("\n", "•", ""):
            header = sentence
        elif header is not None and (
            sentence.item or sentence.end in ("\n", "•", "") or _ends_the_list(made, k, tokens)
        ):
            sentence.header = header
        elif k and made[k - 1].line != sentence.line:
            header = None


def _ends_the_list(made: list[Sentence], k: int, tokens: list[Token]) -> bool:
    """The last line of a list that a full stop ends: "с. Колотиловка — мужчина 1958 г. р."."""
    one, before = made[k], made[k - 1]
    if before.header is None or one.line == before.line or (k + 1 < len(made) and made[k + 1].line == one.line):
        return False
    dashed = any(t.word == "—" for t in tokens[one.i : one.i + 12])
    return dashed and any(t.word == "—" for t in tokens[before.i : before.j])
