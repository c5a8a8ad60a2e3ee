"""The count of a post's people from its mentions, in order. The same people told of twice are not added.

A mention states a number, adds to those before it ("ещё двое"), sets the number anew ("число выросло до пяти"), or is
a total of all ("итого семеро"). A number for all holds the later ones, which are its people, while they fit into it and
no other place is named for them; "the second" is one of two told of, or one more than the one told of.
"""

from bot.extraction.frames.faces import Harmed, is_another, may_be_same, sex_of, sort_of
from bot.extraction.spots import SETTLEMENT, Spot, is_aside

CAPITALS = frozenset(["UA-30", "RU-MOW", "RU-SPE", "UA-40"])  # cities that are regions, and so no settlements


def without_repeats(mentions: list[Harmed]) -> list[Harmed]:
    """The mentions that count. A number for all and the same people named one by one are not added:
    the number stays where it is as large as theirs, else they do."""
    kept: list[Harmed] = []
    if not mentions:
        return kept
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
    if any(h.apart for h in said[1:]):
        return [h for group in _apart(said) for h in _counting(group, summary)]
    first, later = said[0].sentence, [h for h in said if h.sentence is not said[0].sentence]
    head = [h for h in said if h.sentence is first]
    if not later:
        return head
    later = [h for h in _without_ordinals(head, later) if not (_of_those_abed(said, h) or _some_of_them(said, h))]
    if not later:
        return head
    known = sum(h.amount.n or 0 for h in head)
    if not (later := [h for h in later if not (h.part and 1 < known >= (h.amount.n or 0))]):
        return head
    if all(h.amount.n is None for h in head) and any(h.amount.n for h in later):
        return _counting([h for h in later if h.amount.n], summary)  # "есть раненые", and then who they are
    whole = sum(h.amount.n or 0 for h in head)
    mine = [h for h in later if not (h.others or _of_another_sort(head, h))]
    told = sum(h.amount.n or 0 for h in mine) if any(h.act != "adds" for h in later) else 0
    if (1 < whole == told and whole > len(head)) or (len(head) == 1 and summary and told <= whole):
        more = [
            h
            for h in (later if whole == 1 and len(head) == 1 else ())
            if (h.others and len({s.sentence for s in said}) == 2)
            or (h.act == "adds" and not h.state and h.sentence.header is not head[0].sentence)
            or (h.amount.n == 1 and h.age and head[0].age not in (0, h.age))
            or (h.amount.n == 1 and sort_of(head[0]) and is_another(h, (head[0].who,)))
            or (_told_in(head[0]) and _told_in(h) and not _may_repeat(head[0], h))
        ]
        if not more and whole > 1 and _only_added(head[0], later):
            more = later  # "один погиб, двое ранены. У ещё одного — баротравма"
        if not more:
            more = [h for h in later if h.apart or (h.act == "adds" and h.others)]
        return head + more  # "один погиб, один ранен. Ещё одна женщина контужена"
    counted = any((h.amount.n or 0) > 1 for h in head) or all(h.act != "adds" for h in later)
    if (
        counted and sum(h.amount.n or 0 for h in later if h.state) <= whole > 1
    ):  # "одиннадцать; двое в реанимации, ещё трое …"
        later = [h._replace(act="states") if h.state else h for h in later]
    repeats = [h for h in later if h.act != "adds" and not h.others and _may_repeat(said[0], h)]
    if whole > 1 and any(h.amount.n == whole for h in repeats):
        return head + [h for h in later if h not in repeats]  # the number is said again
    others = _by_place([h for h in later if h not in repeats])
    if head[0].amount.n is None:
        return head + others
    if len(head) == 1 and whole > 1:  # a number for all: the later ones are its people, unless they are more
        return _with_parts(head[0], repeats) + others
    return head + _new_faces(head, repeats) + others


def _of_another_sort(head: list[Harmed], one: Harmed) -> bool:
    """ "Ранены три женщины … Мужчина лечится дома"."""
    sorts = {sort_of(h) for h in head}
    return one.amount.n == 1 and head[0].sort in ("woman", "man") and {*sorts, sex_of(one)} == {"woman", "man"}


def _only_added(first: Harmed, later: list[Harmed]) -> bool:
    """Whether all that follows adds to the number, and the number is no heading of what follows."""
    heading = first.sentence.line == 0 and first.sentence.end == "\n"
    return not heading and all(h.act == "adds" and not h.state and h.amount.n != first.amount.n for h in later)


def _told_in(one: Harmed) -> bool:
    """Whether the sentence itself names the town of its people."""
    return bool(one.towns) and (one.sentence.has("place", SETTLEMENT) or one.towns <= CAPITALS)


def _apart(said: list[Harmed]) -> list[list[Harmed]]:
    """Those of each blow, with what is told of them after it in the same place."""
    groups: list[list[Harmed]] = [[]]
    for one in said:
        if one.apart and groups[-1] and one.sentence is not groups[-1][-1].sentence:
            groups.append([])
        theirs = [g for g in groups if g and g[0].towns & one.towns] if not one.apart else []
        (theirs or groups)[-1].append(one._replace(apart=False))
    return groups


def _of_those_abed(said: list[Harmed], one: Harmed) -> bool:
    """ "В А ранен мужчина. В Б — женщина. Её доставили в ЦРБ, мужчину — в горбольницу": the last town has its people,
    and the sentence names none of its own."""
    if not one.state or one.amount.n != 1 or not one.who or one.others:
        return False
    before = [h for h in said if h.i < one.i and h.sentence is not one.sentence and h.amount.n == 1]
    placed = any(isinstance(m.value, Spot) and m.value.name and not is_aside(one.sentence, m)
                 for m in one.sentence.all("place"))  # fmt: skip
    theirs = [h for h in before if h.towns == one.towns]
    return bool(theirs) and not placed and any(may_be_same(one, h) for h in before)


def _some_of_them(said: list[Harmed], one: Harmed) -> bool:
    """ "Ранен мойщик … контузии у двоих бойцов … Госпитализирован один": a bare number of those told of one by one."""
    if not one.state or one.act != "states" or one.till - one.at != 1 or one.who not in ("", "один", "одна"):
        return False
    before = [h for h in said if h.i < one.i and h.sentence is not one.sentence]
    told = sum(h.amount.n or 0 for h in before)
    placed = any(isinstance(m.value, Spot) and m.value.name and not is_aside(one.sentence, m)
                 for m in one.sentence.all("place"))  # fmt: skip
    return (
        len(before) > 1
        and not placed
        and told > (one.amount.n or 0) > 0
        and not one.others
        and one.towns <= (before[-1].towns or one.towns)
    )


def _by_place(others: list[Harmed]) -> list[Harmed]:
    """Those of other places than the first, each place with its own numbers and their people."""
    groups: list[list[Harmed]] = []
    for one in others:
        same = groups and one.act != "adds" and not one.others and groups[-1][0].towns & one.towns
        if same or (groups and groups[-1][-1].sentence is one.sentence):
            groups[-1].append(one)
        else:
            groups.append([one])
    return [h for group in groups for h in (_counting(group, False) if len(group) > 1 else group)]


def _without_ordinals(head: list[Harmed], later: list[Harmed]) -> list[Harmed]:
    """Without "the second" where two were told of before; where one was, the second is another one."""
    kept: list[Harmed] = []
    for one in later:
        before = [h for h in (*head, *kept) if h.amount.n and h.sentence is not one.sentence]
        mine = [h for h in kept if h.sentence is one.sentence]
        known = max(sum(h.amount.n or 0 for h in head), *(h.amount.n or 0 for h in before), 0) if before else 0
        if one.nth and known >= one.nth:
            continue
        kept.append(one._replace(act="adds") if one.nth and not mine else one)
    return kept


def _with_parts(whole: Harmed, parts: list[Harmed]) -> list[Harmed]:
    """A number for all with the later ones, which are its people. They are others only where it is told in full
    without them, or where they are more."""
    number = whole.amount.n or 0
    civil = [h for h in parts if whole.corps == "service" and h.corps == "civil" and not h.state]
    if civil:  # "ранены два бойца … пострадал мирный житель"
        return _with_parts(whole, [h for h in parts if h not in civil]) + civil
    lying = sum(h.amount.n or 0 for h in parts if h.state)
    hurt = [h for h in parts if not h.state]
    if lying == number:
        return [whole, *hurt]  # "шестеро доставлены в больницу: …; двум женщинам помощь оказана на месте"
    if whole.told:
        return [whole, *(h for h in hurt if h.amount.n == 1 and is_another(h, whole.told))]
    for k in range(2, len(hurt)):
        if sum(h.amount.n or 0 for h in hurt[:k]) == number:  # "семеро: в А четверо, в Б трое. Малышу …"
            return [whole, *(h for h in hurt[k:] if h.amount.n == 1 and is_another(h, _words(hurt[:k])))]
    return [whole] if number >= sum(h.amount.n or 0 for h in hurt) else hurt


def _words(told: list[Harmed]) -> tuple[str, ...]:
    return tuple(h.who for h in told)


def _new_faces(head: list[Harmed], repeats: list[Harmed]) -> list[Harmed]:
    """Those told of later who are not told of already: a woman named in two sentences is one woman."""
    seen = [h for h in head if h.amount.n == 1 or sort_of(h)]
    fresh = []
    for one in repeats:
        if one.amount.n != 1 or not any(may_be_same(one, h) or _titled(h) for h in seen):
            fresh.append(one)
        seen.append(one)
    return fresh


def _titled(one: Harmed) -> bool:
    """ "В районе погиб сотрудник лесхоза" as a heading: whoever the text below tells of."""
    return one.who.startswith(("сотрудни", "работни")) and one.sentence.line == 0 and one.sentence.end == "\n"


def _may_repeat(first: Harmed, later: Harmed) -> bool:
    """A later sentence speaks of the same people, unless it tells of another town than the first one did."""
    if first.sort and (later.sort or later.amount.n == 1) and sort_of(later) not in ("", first.sort):
        children = "child" in (first.sort, sort_of(later))
        return not children and not sex_of(later)  # "two men … a woman"; but "две женщины … у водителя"
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
