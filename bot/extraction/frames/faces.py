"""The same people told of twice: a headline's number and those named one by one are not added."""

from typing import NamedTuple

from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence

_SORTS = {
    "woman": ("женщ", "жительниц", "пенсионерк", "девуш", "медсестр", "сотрудниц", "работниц", "пассажирк", "хозяйк",
              "бабуш", "дачниц", "жінк", "мешканк", "пенсіонерк", "woman", "матер", "мать"),
    "child": ("ребен", "мальч", "девоч", "подрост", "школьн", "дитин", "хлоп", "дівч", "підліт", "child", "boy", "girl",
              "teen", "несовершен", "младен"),
    "man": ("мужчин", "водит", "парен", "юнош", "рабоч", "боец", "бойц", "пенсионер", "чолов", "водій", "man", "driver",
            "тракторист", "механизатор", "дедуш"),
}  # fmt: skip
"""Stems that tell two persons apart where a text names them in several sentences; the first that fits."""
_GENERAL = ("мужч", "женщ", "челов", "жител", "гражд", "мирн", "девуш", "юнош", "парен", "молод", "горож", "местн",
            "ребен", "дет", "подрост", "мальч", "девоч", "несоверш", "постра", "ранен", "чолов", "жінк", "особ", "люд",
            "дитин", "хлоп", "дівч", "підліт", "потерп", "мешкан", "person", "man", "woman", "child", "boy", "girl",
            "resident", "civilian", "teen", "victim")  # fmt: skip
"""Words that fit a person whatever other word tells of him."""


class Harmed(NamedTuple):
    """One mention: `what` is killed or injured. `whole` marks a number that may hold the later ones."""

    what: str
    amount: Amount
    sentence: Sentence
    i: int
    j: int
    act: str = "states"
    denied: bool = False
    towns: frozenset[str] = frozenset()  # named last before it
    who: str = ""  # the word for a single person
    corrects: bool = False  # "correction: 19 injured": the numbers said before it no longer stand
    total: bool = False  # "загалом п'ятеро": all of them, those named before included
    corrected: bool = False  # "не четверо, а пятеро": says by itself what it corrects
    others: bool = False  # "in B – two men": others than those of the sentence before
    moved: bool = False  # counted among the injured before, dead now
    till: int = 0  # where the words for the people themselves end; the verb may stand after them


def without_repeats(mentions: list[Harmed]) -> list[Harmed]:
    """The mentions that count. A number for all and the same people named one by one are not added:
    the number stays where it is as large as theirs, else they do."""
    kept: list[Harmed] = []
    opens = [h for h in mentions if not h.denied]
    summary = {h.what for h in opens if h.sentence is opens[0].sentence} == {"killed", "injured"}
    for what in ("killed", "injured"):
        mine = [h for h in mentions if h.what == what and h.act != "moves"]
        said = [h for h in mine if not h.denied]
        kept += _counting(said, summary) if said else mine[:1]
    return sorted(_with_moves(kept, [h for h in mentions if h.act == "moves"]), key=lambda h: h.i)


def _with_moves(kept: list[Harmed], moves: list[Harmed]) -> list[Harmed]:
    """Those who had been injured before: instead of the dead where they are all the dead, else beside them."""
    if not moves:
        return kept
    moves = [h for h in moves if h.sentence is moves[0].sentence]
    dead = [h for h in kept if h.what == "killed" and not h.denied]
    if all(h.moved and h.act != "sets" for h in dead):
        kept = [h for h in kept if h not in dead]
    return kept + moves


def _counting(said: list[Harmed], summary: bool) -> list[Harmed]:
    sets = [h for h in said if h.act == "sets" and h.amount.n is not None]
    if sets:
        return sets[-1:]
    last = [h.sentence for h in said if h.corrects and h.amount.n is not None][-1:]
    said = said[next((k for k, h in enumerate(said) if h.corrects and h.sentence in last), 0) :]
    totals = [h for h in said if h.total and h is not said[0]]
    if totals and (totals[-1].amount.n or 0) >= max(h.amount.n or 0 for h in said):
        return totals[-1:]
    first, later = said[0].sentence, [h for h in said if h.sentence is not said[0].sentence]
    head = [h for h in said if h.sentence is first]
    if not later:
        return head
    whole = sum(h.amount.n or 0 for h in head)
    told = sum(h.amount.n or 0 for h in later if not h.others) if any(h.act != "adds" for h in later) else 0
    if len(head) == 1 and (1 < whole == told or (summary and told <= whole)):
        return head
    repeats = [h for h in later if h.act != "adds" and not h.others and _may_repeat(said[0], h)]
    if whole > 1 and any(h.amount.n == whole for h in repeats):
        return head + [h for h in later if h not in repeats]  # the number is said again
    others = [h for h in later if h not in repeats]
    if head[0].amount.n is None:
        return head + others
    if len(head) == 1 and whole > 1:  # a number for all: the later ones are its people, unless they are more
        parts = sum(h.amount.n or 0 for h in repeats)
        return (head if whole >= parts else repeats) + others
    return head + _new_faces(head, repeats) + others


def _new_faces(head: list[Harmed], repeats: list[Harmed]) -> list[Harmed]:
    """Those told of later who are not told of already: a woman named in two sentences is one woman."""
    seen = [h for h in head if h.amount.n == 1 or _sort(h)]
    fresh = []
    for one in repeats:
        if one.amount.n != 1 or not any(_may_be_same(one, h) for h in seen):
            fresh.append(one)
        seen.append(one)
    return fresh


def _may_be_same(one: Harmed, other: Harmed) -> bool:
    """Whether two words for one person may mean the same: a man and a driver, not a locksmith and an agronomist."""
    sorts = _sort(one), _sort(other)
    if (
        one.who
        and other.who
        and not (_general(one) or _general(other))
        and all(w.isalpha() for w in (one.who, other.who))
    ):
        return one.who[:5] == other.who[:5]
    return sorts[0] == sorts[1] or "" in sorts


def _general(one: Harmed) -> bool:
    return one.who.startswith(_GENERAL)


def _sort(one: Harmed) -> str:
    """Woman, child or man; "" where the word does not tell ("человек", "житель")."""
    for sort, stems in _SORTS.items():
        if one.who.startswith(stems):
            return sort
    return ""


def _may_repeat(first: Harmed, later: Harmed) -> bool:
    """A later sentence speaks of the same people, unless it tells of another town than the first one did."""
    mine, theirs = {t[:1] == "*" for t in first.towns}, {t[:1] == "*" for t in later.towns}
    return mine != theirs or bool(first.towns & later.towns) or not first.towns


def total_of(counts: list[tuple[int | None, str]]) -> int | None:
    """The post's number from its claims (number, act): the last one set, else their sum; None without a number.
    Those who died of wounds count by themselves only where no other number of the dead is said."""
    sets = [n for n, act in counts if act == "sets" and n is not None]
    if sets:
        return sets[-1]
    numbers = [n for n, act in counts if n is not None and act != "moves"] or [n for n, _ in counts if n is not None]
    return sum(numbers) if numbers else None
