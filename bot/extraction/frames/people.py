"""People killed and hurt: those counted, those named one by one, and denials with their scope."""

from typing import NamedTuple

from bot.extraction.document import Document
from bot.extraction.frames.denials import denied_terms
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.places import Spot, is_aside
from bot.extraction.sentences import Sentence
from bot.extraction.tokens import NUMBER, ORDINAL

_AND = ("и", "і", "й", "та", "and")
_AGED = ("річ", "летн", "year")
_CLAUSE_SIGNS = frozenset([",", ";", ":", "—", "и", "and", "та", "і", "й"])


_SORTS = {
    "woman": ("женщ", "жительниц", "пенсионерк", "девуш", "медсестр", "сотрудниц", "работниц", "пассажирк", "хозяйк",
              "бабуш", "дачниц", "жінк", "мешканк", "пенсіонерк", "woman", "матер", "мать"),
    "child": ("ребен", "мальч", "девоч", "подрост", "школьн", "дитин", "хлоп", "дівч", "підліт", "child", "boy", "girl",
              "teen", "несовершен", "младен"),
    "man": ("мужчин", "водит", "парен", "юнош", "рабоч", "боец", "бойц", "пенсионер", "чолов", "водій", "man", "driver",
            "тракторист", "механизатор", "дедуш"),
}  # fmt: skip
"""Stems that tell two persons apart where a text names them in several sentences; the first that fits."""


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


def read_people(doc: Document, sentences: list[Sentence]) -> list[Harmed]:
    """All mentions, in order."""
    found: list[Harmed] = []
    towns: frozenset[str] = frozenset()
    for sentence in sentences:
        towns = _towns(sentence) or towns
        denied = denied_terms(doc, sentence)
        found += _denials(sentence, denied)
        found += _uncounted(sentence)
        found += [h._replace(towns=towns) for h in _counted(doc, sentence, denied)]
    return found


def _denials(sentence: Sentence, denied: dict[int, str]) -> list[Harmed]:
    zero = Amount(0)
    made = []
    for mark in sentence.marks:
        if mark.cat != "neg":
            continue
        if mark.name in ("none_hurt", "none_both"):
            made.append(Harmed("injured", zero, sentence, mark.i, mark.j, denied=True))
        if mark.name in ("none_killed", "none_both"):
            made.append(Harmed("killed", zero, sentence, mark.i, mark.j, denied=True))
    made += [Harmed(what, zero, sentence, i, i + 1, denied=True) for i, what in denied.items()]
    return made


def _uncounted(sentence: Sentence) -> list[Harmed]:
    """ "Есть раненые", "є загиблі": somebody, the number not said."""
    some = Amount(None, "some")
    made = []
    for mark in sentence.all("some"):
        whats = ("killed", "injured") if mark.name == "both" else (mark.name,)
        made += [Harmed(what, some, sentence, mark.i, mark.j) for what in whats]
    return made


def _counted(doc: Document, sentence: Sentence, denied: dict[int, str]) -> list[Harmed]:
    verbs = [m for m in sentence.marks if m.cat == "verb" and m.name in ("killed", "hurt")]
    verbs += [Mark("verb", "hurt", m.i, m.j) for m in sentence.marks if m.cat == "suffer"]
    verbs = [v for v in verbs if v.i not in denied and not _denied(sentence, v)]
    if not verbs or sentence.has("neg", "unknown"):
        return []
    people = _people(doc, sentence)
    if not people:
        return []
    act = "states"
    if sentence.has("deceased"):  # "мужчина, раненный на прошлой неделе, скончался"
        verbs = [v for v in verbs if v.name == "killed"] or verbs
    if sentence.has("flag", "grew"):
        act = "sets"
    made: list[Harmed] = []
    taken: set[int] = set()
    last, verb = -1, verbs[0]
    for amount, i, j in people:
        if not (i == last + 1 and doc.tokens[last].word in _AND):  # "загинули чоловік і жінка"
            verb = _governing(doc, verbs, i, j, taken)
        last = j
        taken.add(verb.i)
        what = "killed" if verb.name == "killed" else "injured"
        if act != "sets":
            act = "adds" if _is_added(sentence, i) else "states"
        if act == "sets" and amount.how == "up_to":  # "до 9 осіб зросла кількість"
            amount = Amount(amount.n)
        who = doc.tokens[i].word if j == i + 1 else ""
        made.append(Harmed(what, amount, sentence, min(i, verb.i), max(j, verb.j), act, who=who))
    return _within(doc, sentence, made)


def _is_added(sentence: Sentence, i: int) -> bool:
    """ "Ещё двое": the word stands just before the number, or opens the sentence."""
    return any(m.j <= i and (i - m.j <= 3 or m.i - sentence.i <= 1) for m in sentence.all("add"))


def _denied(sentence: Sentence, verb: Mark) -> bool:
    return any(m.cat == "neg" and m.i <= verb.i < m.j for m in sentence.marks)


def _people(doc: Document, sentence: Sentence) -> list[tuple[Amount, int, int]]:
    """Numbers that count people (or stand alone beside such a verb), and single persons."""
    tokens = doc.tokens
    marks = sentence.marks
    made: list[tuple[Amount, int, int]] = []
    covered = -1
    for k, mark in enumerate(marks):
        if mark.cat == "num" and isinstance(mark.value, Amount):
            end = _person_after(doc, sentence, mark, k)
            if end:
                made.append((mark.value, mark.i, end))
                covered = end
        elif mark.cat == "person" and mark.name == "pair" and mark.i >= covered:
            made.append((Amount(2), mark.i, mark.j))
            covered = mark.j
        elif (
            mark.cat == "person"
            and mark.name == "one"
            and mark.i >= covered
            and _single(tokens[mark.i].word, marks, mark)
        ):
            if (
                made
                and mark.i - made[-1][2] <= 2
                and tokens[made[-1][2]].word not in (",", "и", "та", "and", "й", "і", "—")
            ):
                continue
            made.append((Amount(1), mark.i, mark.j))
            covered = mark.j
        elif mark.cat == "person" and mark.name == "one" and mark.i >= covered and (ages := _ages(doc, mark)):
            made.append((Amount(ages), mark.i, mark.j))
            covered = mark.j
    return made + _named_by_age(doc, sentence)


def _named_by_age(doc: Document, sentence: Sentence) -> list[tuple[Amount, int, int]]:
    """ "52-річний потерпілий": a person where no noun for one stands beside the age."""
    people = {m.i for m in sentence.marks if m.cat == "person"}
    tokens = doc.tokens
    return [
        (Amount(1), k, k + 1)
        for k in range(sentence.i, sentence.j)
        if tokens[k].kind == ORDINAL
        and tokens[k].suffix.startswith(_AGED)
        and people.isdisjoint(range(k, k + 8))
        and any(m.cat in ("suffer", "verb") and m.i == k + 1 for m in sentence.marks)
    ]


def _ages(doc: Document, person: Mark) -> int:
    """ "38-річного і 52-річного чоловіків", "жінки 83 і 38 років": as many people as ages; 0 where none are said."""
    tokens = doc.tokens
    before = [t for t in tokens[max(0, person.i - 7) : person.i] if t.kind == ORDINAL and t.suffix.startswith(_AGED)]
    if before:
        return len(before)
    k, count = person.j, 0
    while k < len(tokens) and (tokens[k].kind == NUMBER or tokens[k].word in (",", "і", "й", "та", "и")):
        count += tokens[k].kind == NUMBER
        k += 1
    aged = count and k < len(tokens) and tokens[k].word in ("років", "роки", "лет", "года", "рік", "год")
    return count if aged else 0


def _single(word: str, marks: list[Mark], mark: Mark) -> bool:
    return not any(m.cat == "person_form" and m.i == mark.i and m.name == "plural" for m in marks)


def _person_after(doc: Document, sentence: Sentence, num: Mark, k: int) -> int:
    """The end of "N people" if the number counts people or nothing else; 0 otherwise."""
    tokens = doc.tokens
    at = num.j
    near = {
        m.i: m
        for m in sentence.marks
        if m.cat in ("person", "thing", "object", "weapon", "verb", "unit", "time", "month", "place", "suffer")
    }
    near |= {m.i: m for m in sentence.marks if m.cat == "person"}
    words = 0
    while at < sentence.j and words < 5:
        token = tokens[at]
        mark = near.get(at)
        if mark is not None:
            if mark.cat == "person":
                return mark.j
            if mark.cat == "suffer" or (mark.cat == "verb" and mark.name in ("killed", "hurt")):
                return num.j
            return 0
        if token.kind == "mark":
            return num.j if words == 0 else 0
        if not token.word.isalpha():
            return 0
        at += 1
        words += 1
    return num.j if words <= 1 else 0


def _governing(doc: Document, verbs: list[Mark], i: int, j: int, taken: set[int]) -> Mark:
    """The verb of harm that speaks of the person at [i, j): the nearest by clauses; the next one rather than one
    that has its person already ("погиб житель, ещё трое, в том числе ребёнок, получили ранения")."""
    tokens = doc.tokens

    def distance(verb: Mark) -> tuple[int, int]:
        a, b = (verb.j, i) if verb.i < i else (j, verb.i)
        steps = sum(1 for t in tokens[a:b] if t.word in _CLAUSE_SIGNS)
        return 2 * steps + (verb.i > i) + (4 if verb.i < i and verb.i in taken and steps else 0), b - a

    return min(verbs, key=distance)


def _within(doc: Document, sentence: Sentence, made: list[Harmed]) -> list[Harmed]:
    """ "Ранены шестеро, среди них двое подростков": what follows a number and makes it up is not added."""
    group = [m.i for m in sentence.marks if (m.cat == "person" and m.name == "group") or m.cat == "subset"]
    kept: list[Harmed] = []
    for one in made:
        same = [h for h in kept if h.what == one.what]
        if same and any(g >= same[0].i for g in group if g <= one.j) and (one.amount.n or 0) <= (same[0].amount.n or 0):
            continue
        kept.append(one)
    for what in ("killed", "injured"):
        mine = [h for h in kept if h.what == what]
        if (
            len(mine) > 1
            and _opens_list(doc, sentence, mine[0])
            and (mine[0].amount.n or 0) >= sum(h.amount.n or 0 for h in mine[1:])
        ):
            kept = [h for h in kept if h.what != what or h is mine[0]]
    return kept


def _opens_list(doc: Document, sentence: Sentence, one: Harmed) -> bool:
    """ "Ранены четверо: …": a colon or a dash right after the number."""
    return any(t.word in (":", "—", "(") for t in doc.tokens[one.j : one.j + 3])


def without_repeats(mentions: list[Harmed]) -> list[Harmed]:
    """The mentions that count. A number for all and the same people named one by one are not added:
    the number stays where it is as large as theirs, else they do."""
    kept: list[Harmed] = []
    opens = [h for h in mentions if not h.denied]
    summary = {h.what for h in opens if h.sentence is opens[0].sentence} == {"killed", "injured"}
    for what in ("killed", "injured"):
        mine = [h for h in mentions if h.what == what]
        said = [h for h in mine if not h.denied]
        kept += _counting(said, summary) if said else mine[:1]
    return sorted(kept, key=lambda h: h.i)


def _counting(said: list[Harmed], summary: bool) -> list[Harmed]:
    sets = [h for h in said if h.act == "sets" and h.amount.n is not None]
    if sets:
        return sets[-1:]
    first, later = said[0].sentence, [h for h in said if h.sentence is not said[0].sentence]
    head = [h for h in said if h.sentence is first]
    if not later:
        return head
    whole = sum(h.amount.n or 0 for h in head)
    told = sum(h.amount.n or 0 for h in later)
    if len(head) == 1 and (1 < whole == told or (summary and told <= whole)):
        return head
    repeats = [h for h in later if h.act != "adds" and _may_repeat(said[0], h)]
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
    seen = {_sort(h) for h in head}
    fresh = []
    for one in repeats:
        sort = _sort(one)
        if one.amount.n != 1 or not (sort in seen or "" in seen or not sort):
            fresh.append(one)
        seen.add(sort)
    return fresh


def _sort(one: Harmed) -> str:
    """Woman, child or man; "" where the word does not tell ("человек", "житель")."""
    for sort, stems in _SORTS.items():
        if one.who.startswith(stems):
            return sort
    return ""


def _towns(sentence: Sentence) -> frozenset[str]:
    """The towns of a sentence, those of hospitals apart."""
    return frozenset(
        m.value.name
        for m in sentence.marks
        if m.cat == "place" and isinstance(m.value, Spot) and m.value.name and not is_aside(sentence, m)
    )


def _may_repeat(first: Harmed, later: Harmed) -> bool:
    """A later sentence speaks of the same people, unless it tells of another town than the first one did."""
    return not later.towns or not first.towns or bool(first.towns & later.towns)


def total_of(counts: list[tuple[int | None, str]]) -> int | None:
    """The post's number from its claims (number, act): the last one set, else their sum; None without a number."""
    sets = [n for n, act in counts if act == "sets" and n is not None]
    if sets:
        return sets[-1]
    numbers = [n for n, _ in counts if n is not None]
    return sum(numbers) if numbers else None
