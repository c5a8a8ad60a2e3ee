"""Figures: the numbers of a report, each with its weapon, places and deed (shot down, jammed, launched)."""

from itertools import pairwise
from operator import attrgetter

from bot.extraction.document import Document
from bot.extraction.frames.bare import (
    add_shares,
    listed_one,
    put_out,
    second_ones,
    single_ones,
    told_by_order,
    unnumbered,
    with_bare_ones,
)
from bot.extraction.frames.blocks import attack_of_so_many, so_many, strikes_the_country
from bot.extraction.frames.deeds import deed_of
from bot.extraction.frames.figure import DOWNED, SENT, Figure, read_hints
from bot.extraction.frames.pairing import pair_places, place_groups, respectively, share_places
from bot.extraction.frames.splits import (
    all_of_them,
    aloft,
    flown,
    of_shelling,
    of_those_sent,
    of_what_make,
    of_wreckage,
    opens_its_parts,
    placed_by,
    without_split,
)
from bot.extraction.frames.units import shot_after_all, unit_of
from bot.extraction.frames.wholes import out_of
from bot.extraction.frames.wreckage import by_the_way
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence
from bot.extraction.spots import DISTRICT, REGION, SEA, SETTLEMENT

_MODES = DOWNED | SENT | {"hit", "away", "fell"}
_PARTLY = frozenset(["some", "others", "part", "частина", "частину", "дехто", "інші", "решту"])


def find_figures(doc: Document, block: list[Sentence]) -> list[Figure]:
    """The figures of the given sentences, in order. Sentences without a verb of their own go on with the last one's."""
    figures: list[Figure] = []
    mode, weapon = "", ""
    for sentence in block:
        found = [] if doc.language == "ru" and of_shelling(doc, sentence) else _in_sentence(doc, sentence, mode, weapon)
        if (figure := so_many(doc, sentence)) and not any(f.own for f in found):
            found = [figure]
        if not found and doc.language == "uk" and (figure := shot_after_all(doc, block, sentence)):
            found = [figure]
        if not found:
            placed_by(doc, sentence, figures)
        everything = _all_downed(doc, sentence, figures, found)
        if everything:  # "оба сбиты" is no second report without a number
            found = [f for f in found if f.amount.n is not None or f.mode not in DOWNED]
        figures += found + everything
        verbs = [v for v in sentence.cats.get("verb", ()) if v.name in _MODES]
        mode = verbs[-1].name if verbs else mode
        if mode == "attack" and any(v.name == "repelled" for v in verbs):
            mode = "repelled"  # "отражена атака трёх дронов. Всего — 17"
        weapons = sentence.all("weapon")
        if found:  # "62 дрони та імітатори, збито 41": what goes on is what was counted
            weapon = found[-1].weapon
        elif weapons:
            weapon = weapons[-1].name
    return figures


def heading_figures(doc: Document, sentence: Sentence) -> list[Figure]:
    """ "17 дронов за четыре часа": a first line's number, without a deed or a place, of what is listed below it."""
    if not sentence.has("num") or not sentence.has("weapon") or sentence.has("verb", *_MODES):
        return []
    if sentence.has("place", REGION, DISTRICT, SETTLEMENT, SEA):
        return []
    figures = [f for f in _in_sentence(doc, sentence, "downed", "") if f.own and f.amount.n]
    for figure in figures:
        figure.headline = True
    return figures if len(figures) == 1 else []


def _all_downed(doc: Document, sentence: Sentence, before: list[Figure], here: list[Figure]) -> list[Figure]:
    """ "Атакован 7 беспилотниками, все сбиты": as many were shot down as were sent."""
    none_through = sentence.all("stopped")  # "ни один не долетел"
    if none_through:
        for figure in here:
            heading = figure.mode not in DOWNED and sentence.has("verb", "heading")
            if heading or doc.tokens[figure.i - 1].word == "из":  # "из пятнадцати цели не достиг ни один"
                figure.mode, figure.own, figure.weapon = "launched", True, figure.weapon or "uav"
    elif not sentence.has("most", "all"):
        return []
    here = [f for f in here if f.amount.n is not None]
    sent = [f for f in here or [f for f in before if not f.subset][-1:] if f.mode in SENT and f.amount.n]
    if not sent or any(f.mode in DOWNED for f in here):
        return []
    verbs = [v for v in sentence.all("verb") if v.name in DOWNED]
    everything = [m for m in sentence.all("most", "all") if any(_beside_verb(m, v) for v in verbs)] or none_through
    if not everything or (here and everything[-1].i < sent[-1].i):
        return []
    figure = Figure(sent[-1].amount, everything[0].i, max(m.j for m in (*verbs, *everything)), sentence)
    figure.weapon, figure.mode, figure.places = sent[-1].weapon, verbs[-1].name if verbs else "downed", sent[-1].places
    figure.own = True
    return [figure]


def _beside_verb(everything: Mark, verb: Mark) -> bool:
    """ "Все они были сбиты", "сбиты все"."""
    return 0 <= verb.i - everything.j <= 4 or 0 <= everything.i - verb.j <= 1


def _in_sentence(doc: Document, sentence: Sentence, mode: str, weapon: str) -> list[Figure]:
    by_start: dict[int, list[Mark]] = {}
    counting = sentence.all("num")
    if "rest" in sentence.cats:
        counting = sorted([*sentence.all("rest"), *counting], key=attrgetter("i"))
    for mark in sentence.marks if counting else ():
        by_start.setdefault(mark.i, []).append(mark)
    figures: list[Figure] = []
    for mark in counting:
        if mark.cat == "rest" and not _numbered(doc, sentence, mark):
            figure = Figure(Amount(None, "some"), mark.i, mark.j, sentence)
            figures.append(figure)
            continue
        if mark.cat == "rest":
            continue
        counted = unit_of(doc, sentence, mark, by_start)
        if counted is None or (doc.language == "ru" and of_wreckage(doc, sentence, mark.i)):
            continue
        assert isinstance(mark.value, Amount)
        amount = mark.value
        if figures and doc.language == "uk" and of_what_make(doc, sentence, mark, figures[-1]):
            continue
        if amount.how == "up_to" and any(m.j in (mark.i, mark.i + 1) for m in sentence.all("flag", "grew")):
            amount = Amount(amount.n)  # "число сбитых выросло до 37"
        figure = Figure(amount, mark.i, mark.j, sentence)
        figure.weapon, figure.end = counted
        figure.own = bool(figure.weapon)
        figures.append(figure)
    verbs = [m for m in sentence.cats.get("verb", ()) if m.name in _MODES and not put_out(doc, sentence, m)]
    verbs += aloft(doc, sentence)
    if verbs and doc.language == "ru":
        verbs = [v for v in verbs if not of_wreckage(doc, sentence, v.i)]
    if "rest" in sentence.cats and doc.language == "ru":  # "остальные упали в Тульской области"
        ends = {m.j for m in sentence.all("rest")}
        verbs = [Mark("verb", "downed", v.i, v.j) if v.name == "fell" and v.i in ends else v for v in verbs]
    if not verbs and (blow := attack_of_so_many(doc, sentence)):
        verbs = [blow]
    if not verbs and strikes_the_country(sentence):
        verbs = [Mark("verb", "attack", m.i, m.j) for m in sentence.all("struck")]
    if figures and sentence.has("verb", "heading"):
        verbs += flown(doc, sentence, figures, verbs)
    verbs.sort(key=attrgetter("i"))
    if not figures:
        ordered = told_by_order(doc, sentence, verbs, weapon)
        if ordered:
            return ordered
        return unnumbered(doc, sentence, verbs, weapon) or listed_one(doc, sentence, mode) or by_the_way(doc, sentence)
    last = _named_before(sentence, figures[0]) or weapon
    for figure in figures:
        figure.mode = deed_of(doc, sentence, figure, verbs) or mode
        if not figure.weapon:
            figure.weapon = last or _weapon_near(sentence, figure)
        last = figure.weapon
        read_hints(sentence, figure)
        if doc.language == "en" and any(m.i == figure.end for m in sentence.all("total")):
            figure.total = True
        figure.latest = figure.i > 0 and doc.tokens[figure.i - 1].word in ("latest", "last")
        figure.total = (figure.total and not of_those_sent(sentence, figure, figures)) or opens_its_parts(doc, figure)
    if doc.language == "ru":
        all_of_them(doc, sentence, figures)
    figures = without_split(doc, sentence, figures)
    figures = with_bare_ones(doc, sentence, figures)
    out_of(doc, figures)
    numbered, singles = figures, single_ones(doc, sentence, figures)
    leading = [f for f in singles if f.i < figures[0].i and not _in_a_place_of_its_own(doc, sentence, f, figures[0])]
    listed = [f for f in singles if f not in leading] if singles else []
    if "add" in sentence.cats:
        listed += second_ones(doc, sentence, figures, verbs)
    if listed:
        figures = sorted([*figures, *listed], key=attrgetter("i"))
    groups = [g for g in place_groups(doc, sentence) if not _of_some(doc, sentence, g[0].i)]
    pair_places(doc, sentence, figures, groups)
    for figure, whole in pairwise(figures):
        if whole.mode == "launched" and figure.mode in DOWNED and not figure.places and whole.i - figure.end <= 3:
            figure.places = whole.places  # "three of the four that attacked A"
        elif figure.mode in SENT and whole.mode in DOWNED and not whole.own and not whole.places:
            whole.places = figure.places  # "шість летіли на А, три збито"
    respectively(doc, sentence, figures)
    share_places(sentence, figures, groups)
    for one in singles:
        one.places = one.places or next(f.places for f in numbered if f.mode in DOWNED)
    add_shares(doc, sentence, figures)
    if not any(f.mode in DOWNED for f in figures) and sentence.has("most"):
        figures += unnumbered(doc, sentence, verbs, weapon)
    return figures + leading


def _in_a_place_of_its_own(doc: Document, sentence: Sentence, single: Figure, first: Figure) -> bool:
    """ "Уничтожен БПЛА над A и перехвачены две бомбы над B", not "a missile and 34 drones: 20 over A": a place, then a
    verb stand between the one and the number."""
    places = [m.i for m in sentence.all("place", REGION, SEA, DISTRICT, SETTLEMENT) if single.end <= m.i < first.i]
    if doc.language != "ru" or not places:
        return False
    return any(places[0] < v.i < first.i for v in sentence.all("verb", *DOWNED))


def _of_some(doc: Document, sentence: Sentence, i: int) -> bool:
    """ "Six were downed – some over the sea, some near the cape": where a part of them fell is no place of the six."""
    if doc.language == "ru":
        return False
    prep = [m for m in sentence.all("prep") if (m.j == i or m.j == i - 1) and m.name != "of"]
    return bool(prep) and doc.tokens[prep[0].i - 1].word in _PARTLY


def _named_before(sentence: Sentence, figure: Figure) -> str:
    """ "БПЛА перехватывали так: 18 — …": what the sentence itself counts."""
    if "weapon" not in sentence.cats:
        return ""
    weapons = [w for w in sentence.all("weapon") if w.j <= figure.i]
    return weapons[-1].name if weapons else ""


def _numbered(doc: Document, sentence: Sentence, rest: Mark) -> bool:
    """ "Остальные восемь": the remainder with its number."""
    return any(m.cat == "num" and 0 <= m.i - rest.j <= 2 for m in sentence.marks)


def _weapon_near(sentence: Sentence, figure: Figure) -> str:
    weapons = sentence.all("weapon")
    after = [w for w in weapons if w.i >= figure.i]
    return (after or weapons)[0].name if weapons else ""
