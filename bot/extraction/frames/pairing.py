"""Which place belongs to which number: after it in its own clause, before it, or the nearest free one."""

from itertools import pairwise

from bot.extraction.document import Document
from bot.extraction.frames.figure import Figure
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence
from bot.extraction.spots import COUNTRY, DISTRICT, MACRO, REGION, SEA, SETTLEMENT, Spot, is_title

_MANY = frozenset(["regions", "oblasts", "регионами", "областями", "субъектами", "регионах", "областях"])
_BETWEEN = frozenset(
    [
        "and",
        "the",
        "of",
        "well",
        "as",
        "over",
        "waters",
        ",",
        "и",
        "а",
        "также",
        "над",
        "рф",
        "страны",
        "водами",
        "акваторией",
        "акваториями",
    ]
)
_EACH_ITS_OWN = frozenset(["respectively", "відповідно", "соответственно"])
_OF_PLACE = frozenset(["области", "областью", "крае", "краем", "районе", "районом", "округе", "округом"])
_SMALL = frozenset(["link", "head", "intro", "cover", "prep"])  # words that may stand between places of one group
_SIGNS = frozenset([",", "(", ")", '"', "/", "."])
_SEAS = frozenset(["морями", "морей", "морях"])
_AND = frozenset([",", "и", "та", "і", "й", "and", "также", "також"])


def pair_places(doc: Document, sentence: Sentence, figures: list[Figure], groups: list[list[Mark]]) -> None:
    """Give each figure its places: those after it in its own clause, else before it, else the nearest free ones."""
    if not groups:
        return
    if doc.language == "ru" and len(figures) > 1:
        groups = _parted(doc, groups, figures)
    elif doc.language == "ru" and figures and figures[0].total:
        groups = [g for g in groups if not _where_harm_was_done(doc, sentence, figures[0], g)]
    free = set(range(len(groups)))
    for n, figure in enumerate(figures):  # tight: nothing but small words between
        stop = figures[n + 1].i if n + 1 < len(figures) else sentence.j
        since = figures[n - 1].end if n else sentence.i
        after = [g for g in free if figure.end <= groups[g][0].i < stop]
        before = [g for g in free if since <= groups[g][-1].j <= figure.i]
        right = bool(after) and _tight(doc, figure, groups[after[0]][0].i)
        left = bool(before) and _linked(doc, groups[before[-1]][-1].j, figure.i)
        pick = -1
        if left and not (right and not _dashed(doc, groups[before[-1]][-1].j, figure.i)):
            pick = before[-1]
        elif right:
            pick = after[0]
        if pick >= 0:
            figure.places = groups[pick]
            free.discard(pick)
    for one, other in pairwise(figures):
        differ = one.weapon != other.weapon or (
            one.own and other.own and doc.tokens[one.end - 1].word != doc.tokens[other.end - 1].word
        )  # "три «Ланцети» та один «Орлан» над Чернігівщиною"
        if not one.places and other.places and differ and _joined(doc, one.end, other.i):
            one.places = other.places
        shared = bool(one.places) and one.places[-1].j <= one.i and not other.add
        if shared and not other.places and one.mode == other.mode and differ and _joined(doc, one.end, other.i):
            other.places = one.places  # "над Сумщиною збито 5 БпЛА та 2 ракети"
    for n, figure in enumerate(figures):
        between = [g for g in free if n == 0 and len(figures) == 2 and figure.end <= groups[g][0].i < figures[1].i]
        own = doc.language == "ru" and bool(between)  # "о 16, сбитых над A и B, и трёх — над C"
        if figure.places or (n == 0 and len(figures) > 1 and not own and _heads(figures)):
            continue
        stop = figures[n + 1].i if n + 1 < len(figures) else sentence.j
        since = figures[n - 1].end if n else sentence.i
        near = [g for g in sorted(free) if figure.end <= groups[g][0].i < stop]
        near += [g for g in sorted(free, reverse=True) if since <= groups[g][-1].j <= figure.i]
        if near:
            figure.places = groups[near[0]]
            free.discard(near[0])


def _where_harm_was_done(doc: Document, sentence: Sentence, total: Figure, group: list[Mark]) -> bool:
    """ "Итого восемь беспилотников; в Ливнах осколки повредили ангар": the place of another clause."""
    between = doc.forms[total.end : group[0].i]
    done = any(m.i > group[-1].i for m in sentence.all("verb", "damage", "fire", "killed", "hurt"))
    return done and not {",", ";", "—"}.isdisjoint(between) and "над" not in between


def _parted(doc: Document, groups: list[list[Mark]], figures: list[Figure]) -> list[list[Mark]]:
    """ "Три уничтожены в A, в B — пять": the last place of a group is the next number's where the first has its own."""
    parted: list[list[Mark]] = []
    for group in groups:
        parted.append(group)
        if len(group) < 2:
            continue
        last, words = group[-1], [t.word for t in doc.tokens[group[-2].j : group[-1].i]]
        while words and words[0] in _OF_PLACE:
            words = words[1:]
        apart = len(words) > 1 and words[0] in (",", "а", "и") and words[-1] in ("в", "во", "над")
        dash = last.j + (doc.tokens[last.j].word in _OF_PLACE if last.j < len(doc.tokens) else 0)
        theirs = any(0 <= f.i - dash <= 2 and doc.tokens[dash].word in ("—", "-") and not f.each for f in figures)
        ours = any(f.end <= group[0].i and _tight(doc, f, group[0].i) for f in figures)
        if apart and theirs and ours:
            parted[-1:] = [group[:-1], group[-1:]]
    return parted


def share_places(sentence: Sentence, figures: list[Figure], groups: list[list[Mark]]) -> None:
    """ "Две ракеты — обе над морем", "там же потоплен катер": the place belongs to the number before, or is its own."""
    if "most" not in sentence.cats and "there" not in sentence.cats:
        return
    for mark in sentence.all("most", "all"):
        before = [f for f in figures if f.end <= mark.i]
        after = [g for g in groups if 0 <= g[0].i - mark.j <= 3]
        if before and after and not any(f.i >= mark.i and f.i < after[0][0].i for f in figures):
            for figure in figures:
                if figure.places and figure.places[0] is after[0][0] and figure is not before[-1]:
                    figure.places = []
            before[-1].places = after[0]
    for mark in sentence.all("there"):
        placed = [f for f in figures if f.places and f.end <= mark.i]
        later = [f for f in figures if f.i >= mark.i and not f.places]
        if placed and later:
            later[0].places = placed[-1].places


def _joined(doc: Document, a: int, b: int) -> bool:
    """Two figures side by side share the place that follows: "два снаряда и пять БПЛА над …"."""
    words = [t.word for t in doc.tokens[a:b] if t.word != '"']
    return 0 < len(words) <= 3 and words[-1] in _AND and all(w == "," or w.replace("-", "").isalnum() for w in words)


def _heads(figures: list[Figure]) -> bool:
    """Whether the first of several figures is the number of all the others, and so has no place of its own."""
    if len(figures) == 2 and figures[1].add:
        return False  # "над A и B сбили 31, ещё семь — над C"
    rest = sum(f.amount.n or 0 for f in figures[1:])
    return all(f.places for f in figures[1:]) and (figures[0].amount.n or 0) >= rest


def place_groups(doc: Document, sentence: Sentence) -> list[list[Mark]]:
    """Places that follow each other with only commas, "и" and prepositions between are one group."""
    groups: list[list[Mark]] = []
    home = doc.context.home_region if doc.language == "ru" else None
    if not sentence.has("place") and not (home and sentence.has("head", "region")):
        return groups
    many = not _MANY.isdisjoint(doc.forms[sentence.i : sentence.j])
    for mark in sentence.marks:
        if home and mark.cat == "head" and mark.name == "region" and _stands_alone(sentence, mark):
            groups.append([Mark("place", REGION, mark.i, mark.j, Spot(REGION, (home,)))])
        elif mark.cat == "place" and mark.name in (REGION, SEA, DISTRICT, SETTLEMENT, MACRO, COUNTRY):
            spot = mark.value
            assert isinstance(spot, Spot)
            if not spot.sure or is_title(sentence, mark) or (spot.kind == COUNTRY and not spot.regions):
                continue
            if many and _one_of_many(doc, sentence, mark.i):
                continue
            if groups and _only_small(doc, sentence, groups[-1][-1].j, mark.i):
                groups[-1].append(mark)
            else:
                groups.append([mark])
    return groups


def _stands_alone(sentence: Sentence, head: Mark) -> bool:
    """ "Над краем", with no name: the official's own region."""
    over = any(m.j == head.i for m in sentence.all("prep", "over"))
    return over and not any(m.i - head.j <= 1 and head.i < m.j for m in sentence.all("place"))


def _one_of_many(doc: Document, sentence: Sentence, i: int) -> bool:
    """ "Над шестью регионами и Азовским морем": the sea is one place of all those that the number is said for."""
    inside = {k for m in sentence.all("place") for k in range(m.i, m.j)}
    k = i - 1
    while k >= sentence.i and i - k <= 12 and (k in inside or doc.tokens[k].word in _BETWEEN):
        k -= 1
    named = doc.tokens[k + 1].word == "of"  # "over the regions of Kursk (12) and Bryansk (9)"
    return k >= sentence.i and k not in inside and k < i - 1 and doc.tokens[k].word in _MANY and not named


def _only_small(doc: Document, sentence: Sentence, a: int, b: int) -> bool:
    if b - a > 8:
        return False
    loose = [k for k in range(a, b) if doc.tokens[k].word not in _SIGNS]
    if doc.language == "ru" and sentence.has("head"):
        loose = [k for k in loose if not _of_a_list(doc, sentence, k)]
    if not loose:
        return True
    between = [m for m in sentence.marks if m.i < b and m.j > a]
    small = [m for m in between if m.cat in _SMALL and (m.cat != "prep" or m.name != "on")]
    inside = {k for m in small for k in range(m.i, m.j)}
    return all(k in inside for k in loose)


def _of_a_list(doc: Document, sentence: Sentence, k: int) -> bool:
    """ "— и двумя морями, Азовским и Чёрным", "на Кубани, в Крыму и над двумя морями — …": the dash and the number."""
    words = doc.forms[k - 1 : k + 2]
    if words[1:2] in (["—"], [":"]):
        return words[0] in _SEAS or words[-1] in ("и", "а")
    return any(m.j == k + 1 for m in sentence.all("num")) and words[-1] in _SEAS | _MANY


def _tight(doc: Document, figure: Figure, b: int) -> bool:
    """Nothing between a number and a place after it but words and one dash."""
    a = figure.end
    words = doc.forms[a:b]
    if words and words[0] == "," and doc.tokens[figure.i - 1].word == ",":
        words = words[1:]  # "33 аппарата, уничтожили в Смоленской области"
    return len(words) <= 10 and not any(w in (",", ";", ":", "(", ")", "•", ".") for w in words)


def _linked(doc: Document, a: int, b: int) -> bool:
    """A number after its place: "Курская область — 28", "Московскому региону досталось 14", "Почепский район 3"."""
    words = doc.forms[a:b]
    if words == ["("] and doc.tokens[a + 2].word == ")":
        return True  # "над Белгородской (38) и Брянской (27) областями"
    return len(words) <= 5 and not any(w in (",", ";", "(", "•", ".") for w in words)


def _dashed(doc: Document, a: int, b: int) -> bool:
    words = doc.forms[a:b]
    return not words or words[0] in ("—", "-", ":", "(") or words[-1] == "for"  # "A accounted for seven and B for five"


def respectively(doc: Document, sentence: Sentence, figures: list[Figure]) -> None:
    """ "Destroyed 24, 19 and 7 drones over the A, B and C regions, respectively": each number its own place."""
    if _EACH_ITS_OWN.isdisjoint(doc.forms[sentence.i : sentence.j]):
        return
    for n, figure in enumerate(figures):
        many = len(figure.places)
        row = figures[max(0, n + 1 - many) : n + 1]
        if many > 1 and len(row) == many and not any(f.places for f in row[:-1]):
            places = figure.places
            for one, place in zip(row, places, strict=True):
                one.places, one.weapon, one.mode = [place], figure.weapon or one.weapon, figure.mode
