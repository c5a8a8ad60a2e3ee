"""Pass 5: numbers in digits and words, with how they were said ("more than", "about", "each", "another")."""

from functools import lru_cache
from typing import NamedTuple

from bot.extraction.aged import has_children, is_age, is_age_of, of_that_age
from bot.extraction.marks import Mark
from bot.extraction.tokens import MARK, NUMBER, ORDINAL, WORD, Cut, Token
from bot.model import Count, Said


class Amount(NamedTuple):
    """A number as said. `n` is None for "several" and its like; `how` names the quantifier; `least` is the first
    number of "3-4" and "от 3 до 4"."""

    n: int | None
    how: str = "exact"
    least: int = 0

    def as_count(self) -> Count:
        """The Count of the model."""
        return _counted(self)

    @property
    def qualifier(self) -> str:
        """The corpus format's word for it."""
        if self.n is None:
            return "unknown"
        return _QUALIFIERS.get(self.how, "exact")


_MODELS = frozenset(
    ["shahed", "шахед", "герань", "geran", "іскандер", "kn", "міг", "ту", "су", "ту", "ан", "kh", "молнія"]
)
_PLACED = frozenset(
    ["no", "номер", "номером", "number", "floor", "floors", "entrance", "berth", "pier", "room", "terminal"]
)
_MEASURES = ("district", "region", "municipal", "settlement", "communit", "hour", "minute", "area", "place", "km")
_DASHES = frozenset(["-", "–", "—"])
_SPANS = frozenset([("от", "до"), ("від", "до"), ("from", "to"), ("between", "and")])
_VAGUE = {"several": 2, "tens": 20, "dozens": 24}
_QUALIFIERS = {
    "more": "at_least", "at_least": "at_least", "about": "about", "nearly": "about", "up_to": "about", "span": "about",
}  # fmt: skip
_MAKERS = {
    "more": Count.more_than,
    "at_least": Count.at_least,
    "about": Count.about,
    "nearly": Count.nearly,
    "up_to": Count.up_to,
}


@lru_cache(maxsize=1024)
def _counted(amount: Amount) -> Count:
    n = amount.n
    if n is None:
        return Count.undisclosed(_VAGUE.get(amount.how, 1))
    if amount.how == "span":
        return Count(low=amount.least, high=n, best=n, said=Said.ABOUT)
    return _MAKERS.get(amount.how, Count.exact)(n) if n else Count.exact(0)


def find_numbers(cut: Cut, marks: dict[str, list[Mark]], taken: bytearray, english: bool) -> list[Mark]:
    """Marks of numbers outside of what is `taken` (clock times, dates). Values are Amounts. `marks` are those of the
    words by category."""
    tokens = cut.tokens
    words = {m.i: m for m in marks.get("number", ())}
    quants = {m.j: m for m in marks.get("quantity", ())}
    vague = {m.i: m for m in marks["vague"]} if "vague" in marks else {}
    months = {m.i for m in marks["month"]} if "month" in marks else set()
    people = {m.j for m in marks.get("person", ()) if m.name != "group"} if english else set()
    counted = {m.i for m in marks.get("person", ())} if english else set()  # "a boy aged 12, and 21 others"
    weapons = {m.i for m in marks.get("weapon", ())}
    counting = weapons | {m.i for m in marks.get("person", ())}
    past = {m.j for m in marks["superseded"]} if "superseded" in marks else set()
    called = {k for m in marks.get("false", ()) for k in range(m.i, m.j) if tokens[k].kind is NUMBER}  # "call 112"
    found: list[Mark] = []
    end, n = 0, len(tokens)
    for i in sorted({*cut.digits, *words, *vague}):
        if i < end or taken[i] or i in called:
            continue
        token = tokens[i]
        if token.kind is ORDINAL and token.suffix == "го" and not weapons.isdisjoint(range(i + 1, i + 4)):
            found.append(_said(quants, tokens, i, i + 1, int(token.word.split("-")[0])))  # "збиття 71-го БпЛА"
            continue
        if i in vague:
            mark = vague[i]
            if mark.name == "same":
                found += _as_many(tokens, found, mark)
                end = mark.j
                continue
            found.append(Mark("num", mark.name, i, mark.j, Amount(None, mark.name)))
            end = mark.j
            continue
        if token.kind is NUMBER or i in words:
            value, j = _value(tokens, words, i, english)
            span = _span(tokens, words, i, j, value, english)
            if span is not None and counting.isdisjoint(range(span[1], span[1] + 3)):
                if not span[2]:
                    end = j + 1  # "45-50 лет", "20-21 марта": what the second says holds for the first
                    continue
            elif span is not None:
                found.append(Mark("num", "span", i - span[2], span[1], Amount(span[0], "span", value or 0)))
                end = span[1]
                continue
            if token.word == "семью" and i + 1 not in weapons and not (j < n and tokens[j].word.endswith("ми")):
                value = None  # "дрон атаковал семью"
            if value == 1 and token.word == "another" and (j in words or (j < n and tokens[j].kind is NUMBER)):
                value = None  # "another five"
            if english and (
                has_children(tokens, i)
                or of_that_age(tokens, i, j)
                or is_age_of(tokens, people, i, j)
                or _is_ordinal(tokens, j)
                or _is_withdrawn(tokens, i)
            ):
                value = None
            if j < n and tokens[j].word == "%":
                value = None
            if i in past or (i in quants and quants[i].i in past):
                value = None  # "а не троє", "раніше звітували про 64": it no longer stands
            if (
                value is not None
                and (j in counted or not _is_name(tokens, i))
                and j not in months
                and j + 1 not in months
            ):
                found.append(_said(quants, tokens, i, j, value))
            end = j
    return found


def _as_many(tokens: list[Token], found: list[Mark], same: Mark) -> list[Mark]:
    """ "Six over A, as many over B": the number before it in the sentence; not "as many as nine", "twice as many"."""
    after = tokens[same.j].word if same.j < len(tokens) else ""
    if after == "as" or (same.i and tokens[same.i - 1].word in ("twice", "times")):
        return []
    counting = (m for m in reversed(found) if m.j < len(tokens) and not tokens[m.j].word.startswith(_MEASURES))
    last = next(counting, None)
    if last is None or last.value is None or any(t.word in (".", "!", "\n") for t in tokens[last.j : same.i]):
        return [Mark("num", "several", same.i, same.j, Amount(None, "several"))]
    return [Mark("num", last.name, same.i, same.j, last.value)]


def _and_more(tokens: list[Token], j: int) -> int:
    """ "100+ drones", "fifteen-plus UAVs", "40 or more drones": where these words end; 0 where there are none."""
    if tokens[j - 1].suffix == "plus":
        return j
    after = tokens[j].word if j < len(tokens) else ""
    if after == "+" and tokens[j].start == tokens[j - 1].end:
        return j + 1 if j + 1 >= len(tokens) or tokens[j + 1].kind is not NUMBER else 0
    return j + 2 if after == "or" and j + 1 < len(tokens) and tokens[j + 1].word == "more" else 0


def _said(quants: dict[int, Mark], tokens: list[Token], i: int, j: int, value: int) -> Mark:
    quant = quants.get(i)
    if more := _and_more(tokens, j):
        return Mark("num", "at_least", i, more, Amount(value, "at_least"))
    if quant is None:
        return Mark("num", "exact", i, j, Amount(value))
    if quant.name == "up_to" and j < len(tokens) and tokens[j].kind is MARK and tokens[j].word == ":":
        return Mark("num", "exact", i, j, Amount(value))
    return Mark("num", quant.name, quant.i, j, Amount(value, quant.name))


def _span(
    tokens: list[Token], words: dict[int, Mark], i: int, j: int, least: int | None, english: bool
) -> tuple[int, int, int] | None:
    """The upper number of "3-4", "от 3 до 5", "from 3 to 5" that begins at token i, where it ends, and how many words
    stand before it."""
    if not least or j + 1 >= len(tokens):
        return None
    before = 1 if i and (tokens[i - 1].word, tokens[j].word) in _SPANS else 0
    if not before and not (tokens[j].word in _DASHES and tokens[j - 1].end == tokens[j].start):
        return None
    if not (tokens[j + 1].kind is NUMBER or j + 1 in words) or (not before and tokens[j].end != tokens[j + 1].start):
        return None
    most, end = _value(tokens, words, j + 1, english)
    return (most, end, before) if most is not None and least < most else None


def _value(tokens: list[Token], words: dict[int, Mark], i: int, english: bool) -> tuple[int | None, int]:
    """The number that begins at token i and where it ends; None for decimals and other figures that count nothing."""
    token = tokens[i]
    if token.kind is NUMBER:
        value, j = token.value, i + 1
        if value is None and english and _is_grouped(token.word):
            value = int(token.word.replace(",", ""))
        decimal = None
        if (
            value is None
            and token.word.count(",") + token.word.count(".") == 1
            and ":" not in token.word
            and len(token.word) < 9
        ):
            decimal = float(token.word.replace(",", "."))
        scale = words.get(j)
        if scale is not None and scale.name.startswith("x"):
            by = int(scale.name[1:])
            value = round((decimal if decimal is not None else value or 0) * by)
            j = scale.j
            if j < len(tokens) and tokens[j].word == ".":
                j += 1
            rest = words.get(j) if j < len(tokens) else None
            if j < len(tokens) and tokens[j].kind is NUMBER and (tokens[j].value or 1000) < 1000 and by == 1000:
                value, j = value + (tokens[j].value or 0), j + 1
            elif rest is not None and by == 1000 and not rest.name.startswith("x"):
                more, j = _value(tokens, words, j, english)
                value += more or 0
        return value, j
    total, group, last, j = 0, 0, 1_000_000, i
    while j < len(tokens):
        mark = words.get(j)
        if mark is None:
            if english and j > i and tokens[j].word in ("-", "and") and j + 1 in words and last >= 20:
                j += 1
                continue
            break
        if mark.name.startswith("x"):
            by = int(mark.name[1:])
            group = (group or 1) * by
            if by >= 1000:
                total, group = total + group, 0
            last = by
        else:
            value = int(mark.name)
            if j > i and (value >= last or (last < 20 and value < 20) or (last < 100 and value >= 10)):
                break
            group += value
            last = value
        j = mark.j
    return total + group, j


def _is_grouped(word: str) -> bool:
    head, *groups = word.split(",")
    return bool(groups) and head.isdecimal() and len(head) <= 3 and all(len(g) == 3 and g.isdecimal() for g in groups)


def _is_withdrawn(tokens: list[Token], i: int) -> bool:
    """ "26 rather than 28", "none of the 48 children": a number said no more, or denied."""
    if i > 2 and tokens[i - 2].word == "of" and tokens[i - 3].word in ("none", "neither"):
        return True
    if i > 1 and tokens[i - 1].word == "not" and tokens[i - 2].word in (",", "(", "—"):
        return True  # "three, not two, people"
    return i > 1 and (tokens[i - 2].word, tokens[i - 1].word) in (("rather", "than"), ("instead", "of"))


def _is_ordinal(tokens: list[Token], j: int) -> bool:
    """ "On the 18th floor": the ending stands apart as a token of its own."""
    return j < len(tokens) and tokens[j].word in ("th", "st", "nd", "rd") and tokens[j - 1].end == tokens[j].start


def _is_name(tokens: list[Token], i: int) -> bool:
    """ "№ 14", "Hospital No. 1", "Rossiya 1": a number that names."""
    before = tokens[i - 1] if i else None
    if is_age(tokens, i):
        return True
    if before is None:
        return False
    if before.word in ("№", "#", "+", "/") or before.word in _MODELS:
        return True
    return (before.kind is WORD and before.word in _PLACED) or (
        before.word == "." and i > 1 and tokens[i - 2].word in ("no", "тел", "ст", "д")
    )
