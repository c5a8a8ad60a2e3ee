"""Interceptions and launches: which of a report's figures are rows, which the total, which repeat others."""

from itertools import pairwise

from bot.extraction.document import Document
from bot.extraction.frames.arithmetic import (
    codes,
    divided,
    home_regions,
    is_total,
    placed_apart,
    total_among,
    weight,
    without_corrected,
    without_repeats,
    without_second_split,
    without_subsets,
)
from bot.extraction.frames.bare import opens_with_and
from bot.extraction.frames.figure import DOWNED, SENT, Figure
from bot.extraction.frames.figures import find_figures, heading_figures
from bot.extraction.frames.hereabouts import one_region, spoken_of
from bot.extraction.frames.splits import hit_one_place
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence
from bot.extraction.spots import DISTRICT, SEA, SETTLEMENT, Spot
from bot.extraction.timing import clock_lines, enough
from bot.model import Authority

_TELLS = DOWNED | SENT
_MOST = 120  # figures of one post: no report has more, and their arithmetic takes the square of it
_WENT = ("лся", "лись", "лось", "лась", "ли", "ло", "шел")
_ITS_PLACE = frozenset(["city", "region", "peninsula", "oblast", "republic", "territory"])
_OTHER_DEEDS = ("hit", "damage", "hurt", "killed", "fire", "fell")


class Report:
    """What a text says of shooting down and launching. `rows` are figures as said, with their regions."""

    __slots__ = ("flags", "launched", "nulls", "rows", "total", "wider")

    def __init__(self) -> None:
        self.rows: list[tuple[Figure, tuple[str, ...]]] = []
        self.nulls: list[tuple[Figure, tuple[str, ...]]] = []
        self.total: Figure | None = None
        self.wider: Figure | None = None
        self.launched: Figure | None = None
        self.flags: set[str] = set()


def read_report(doc: Document, sentences: list[Sentence]) -> Report:
    """Read the figures of all sentences that tell of now."""
    report = Report()
    figures = find_figures(doc, _blocks(doc, sentences))[:_MOST]
    if doc.language == "en" and not doc.context.home_region:
        _place_over_it(doc, sentences, figures)
    figures = [f for f in figures if not _quoted_again(doc, figures, f)]
    if doc.language == "ru" and len(figures) > 1:
        figures = [f for f in figures if not _share_by_target(doc, figures, f)]
    sent = [f for f in figures if f.mode in SENT]
    done = [f for f in figures if f.mode in DOWNED]
    if len(done) > 1 and not sent and sentences[0] is not done[0].sentence and doc.language == "ru":
        heading = [f for f in heading_figures(doc, sentences[0]) if _covers(f, done)]
        for figure in done if heading else ():
            figure.weapon = figure.weapon or heading[0].weapon
        done = heading + done
    _launched(doc, report, sentences, sent, done)
    if not done:
        return report
    home = doc.context.home_region
    numbered = [f for f in done if f.amount.n is not None]
    vague = [f for f in done if f.amount.n is None]
    remainders = [f for f in vague if f.rest and f.places]
    vague = [f for f in vague if f not in remainders]
    if len(numbered) > 2 and doc.language != "ru":
        divided(numbered)
    numbered_all = numbered
    numbered = without_corrected(doc, without_subsets(numbered, home))
    report.total = total_among(numbered)
    numbered = without_second_split(report.total, numbered)
    if report.total is None:
        numbered = without_repeats(numbered)
        numbered = _set_tail_apart(report, numbered)
        if report.total is None:
            _headline(report, without_repeats(numbered))
    else:
        numbered = _set_tail_apart(report, numbered)
    rows = [f for f in numbered if f is not report.wider and not is_total(f, report.total)]
    if report.total is not None and any(f.regions() for f in rows):
        rows = [f for f in rows if not _torn_off(doc, f)]
    if report.total is not None and doc.language == "en":
        rows = [f for f in rows if not any(_told_fully(doc, f, g) for g in rows)]
    if len(rows) == 1 and report.total is None and not rows[0].each and len(rows[0].regions()) > 1 and not report.wider:
        report.total = rows[0]
        report.nulls = [(rows[0], r) for r in rows[0].regions()]
        rows = []
    elif report.total is not None and not rows and len(report.total.regions()) > 1:
        report.nulls = [(report.total, r) for r in report.total.regions()]
    for figure in rows:
        if figure.each and not figure.places and len(rows) > 1 and figure.sentence.has("head", "region"):
            continue  # "по одному — над шестью другими регионами"
        _add_rows(
            report,
            figure,
            home_regions(home)
            or _of_the_total(report)
            or spoken_of(doc, sentences, figure)
            or one_region(doc, sentences, figure),
        )
    known = {r for _, regions in report.rows for r in regions}
    if report.total is None and len(report.rows) == 1 and _placing(vague, numbered):
        report.total, report.rows = numbered[0], []
        if any(f.most for f in vague):
            report.flags.add("subset_only")
    for figure in vague:
        told = not figure.places or set(codes(figure, home)) <= known or figure.sentence.has("underway")
        if told and (report.rows or report.total):
            continue
        if figure.sentence.has("underway") and len(vague) > 1:
            continue  # what is going on, beside what came of it
        for regions in figure.regions() or [
            spoken_of(doc, sentences, figure) or home_regions(home) or one_region(doc, sentences, figure)
        ]:
            told_again = [f for f, other in report.nulls if regions == other and figure.weapon == f.weapon]
            if not told_again or (
                figure.add and doc.language == "ru" and told_again[-1].sentence is not figure.sentence
            ):
                report.nulls.append((figure, regions))
    counted = [f.sentence for f, _ in report.rows] + ([report.total.sentence] if report.total else [])
    for figure in remainders:
        apart = figure.sentence in counted and not _shares_left_out(figure, numbered_all, report)
        if _narrow_share(figure, home) and not apart:
            continue  # "пять — в Боровском округе, остальные — в Жуковском": shares of the region's figure
        _remainder(report, figure, home)
    if any(f.sentence.has("flag", "running") for f, _ in report.rows):
        report.flags.add("running_total")
    if (
        (not report.total or "running_total" in report.flags)
        and any(f.add and _goes_on(f, report) for f in numbered)
        and not _by_the_clock(doc)
    ):
        report.flags.add("addition")
    if any(_running(f) for f in done):
        report.flags.add("running_total")
    return report


def _by_the_clock(doc: Document) -> bool:
    """ "22:40 — два БПЛА; 00:15 — ещё три": what a list of posts adds, it adds itself."""
    return enough(doc, clock_lines(doc, doc.sentences))


def _shares_left_out(figure: Figure, numbered: list[Figure], report: Report) -> bool:
    """ "23: 11 — в A районе, остальные — над B": the other shares of the region's figure were no rows either."""
    kept = [f for f, _ in report.rows] + [report.total]
    here = [f for f in numbered if f.sentence is figure.sentence and _narrow_share(f, "") and f.places]
    return bool(here) and not any(f in kept for f in here)


def _narrow_share(figure: Figure, home: str | None) -> bool:
    """Whether all its places are districts and towns."""
    return home is not None and all(s.kind in (DISTRICT, SETTLEMENT) for s in figure.spots())


def _remainder(report: Report, figure: Figure, home: str | None) -> None:
    """ "The rest over A": the total minus the parts where all of them are known, else a row without a number."""
    kinds = {report.total.weapon, figure.weapon} if report.total else set()
    said = [f.amount.n for f, _ in report.rows if "air_target" in kinds or f.weapon in kinds]
    if report.total and report.total.amount.how == "exact" and report.total.amount.n and None not in said:
        left = report.total.amount.n - sum(n or 0 for n in said)
        if left > 0:
            figure.amount = Amount(left)
            report.flags.discard("subset_only")
    if figure.amount.n is None:
        report.nulls.append((figure, (figure.regions() or [home_regions(home)])[0]))
    else:
        _add_rows(report, figure, home_regions(home))


def _of_the_total(report: Report) -> tuple[str, ...]:
    """ "У небі Волині 6 цілей: п'ять «шахедів» та ракета": the parts lie where the whole does."""
    regions = report.total.regions() if report.total else []
    return regions[0] if len(regions) == 1 else ()


def _place_over_it(doc: Document, sentences: list[Sentence], figures: list[Figure]) -> None:
    """ "The mayor of A said that seven had been downed over the city": the place named last before it."""
    for figure in figures:
        words = [t.word for t in doc.tokens[figure.end : min(figure.end + 12, figure.sentence.j)]]
        if figure.places or not any(
            a == "the" and b in _ITS_PLACE and words[k + 2 : k + 3] != ["of"]
            for k, (a, b) in enumerate(pairwise(words))
        ):
            continue
        named = [m for s in sentences for m in s.all("place") if m.i < figure.i and isinstance(m.value, Spot)]
        here = [m for m in named if m.value.regions and m.value.sure and m.name != SEA]  # type: ignore[attr-defined]
        figure.places = here[-1:]


def _quoted_again(doc: Document, figures: list[Figure], figure: Figure) -> bool:
    """A wire tells of "two more", and then quotes the official saying so."""
    if not figure.add or doc.tokens[figure.sentence.i].word != '"' or doc.context.authority is not Authority.WIRE:
        return False
    before = figures[: figures.index(figure)]
    return any(f.amount == figure.amount and f.weapon == figure.weapon and f.add for f in before)


def _share_by_target(doc: Document, figures: list[Figure], figure: Figure) -> bool:
    """ "47 сбиты, из них девять двигались к Москве": a share by its aim is no row (FORMAT 14)."""
    going = [v for v in figure.sentence.all("verb", "heading") if 0 <= v.i - figure.end <= 2]
    if not going or figure.mode not in DOWNED or not doc.tokens[going[0].i].word.endswith(_WENT):
        return False
    k = going[0].j
    while k < figure.sentence.j and doc.tokens[k].word not in (",", ";", "."):
        k += 1
    if any(figure.end <= v.i < k for v in figure.sentence.all("verb") if v.name in DOWNED):
        return False
    return any(f is not figure and f.mode in DOWNED and (f.amount.n or 0) > (figure.amount.n or 0) for f in figures)


def _placing(vague: list[Figure], numbered: list[Figure]) -> bool:
    """A nationwide number, and then "most of them over A": the number is the total, A a row without one."""
    if len(numbered) != 1 or numbered[0].regions():
        return False
    return any((f.regions() and f.most) or len(f.regions()) > 1 for f in vague)


def _blocks(doc: Document, sentences: list[Sentence]) -> list[Sentence]:
    """The sentences that tell of interceptions or launches, and the list items and clauses that go on with them."""
    chosen: list[Sentence] = []
    going = False
    for sentence in sentences:
        if doc.language == "ru" and sentence.has("scope", "earlier") and sentence.has("verb", "hurt"):
            continue  # "в больницу обратился боец: ранен накануне при сбитии дрона"
        if sentence.has("verb", *_TELLS) or sentence.has("stopped"):
            chosen.append(sentence)
            going = True
        elif going and sentence.item and sentence.has("weapon") and not sentence.has("verb"):
            chosen.append(sentence)
        elif going and opens_with_and(doc, sentence) and sentence.has("weapon") and not sentence.has("verb"):
            chosen.append(sentence)  # "… знищили 11 безпілотників. І ракету Х-59"
        elif not sentence.marks or (not sentence.has("num") and not sentence.has("verb")):
            continue
        elif (
            going
            and sentence.has("num")
            and (sentence.has("place") or sentence.has("weapon"))
            and not sentence.has("verb", *_OTHER_DEEDS)
        ) or (going and _goes_on_counting(doc, sentence)):
            chosen.append(sentence)
        elif not sentence.item:
            going = False
    return chosen


def _goes_on_counting(doc: Document, sentence: Sentence) -> bool:
    """ "Всего за ночь — 17", "С начала суток — 12": a tail with a number and no other deed."""
    if not sentence.has("num"):
        return False
    if sentence.has("total"):
        return not sentence.has("verb", *_OTHER_DEEDS)
    bare = sentence.has("when", "since") and not sentence.has("verb")
    return bare and doc.language == "ru" and sentence.j - sentence.i <= 8


def _at_one_thing(doc: Document, figure: Figure) -> bool:
    """ "Ещё один дрон ударил по легковушке": what hit one thing is not the number that was sent."""
    if figure.mode != "attack":
        return False
    verbs = [v for v in figure.sentence.all("verb", "attack") if 0 <= v.i - figure.end <= 3]
    struck = any(0 < m.i - v.j <= 5 for v in verbs for m in figure.sentence.all("object"))
    return bool(verbs) and (figure.add or (struck and figure.amount.n == 1))


def _launched(doc: Document, report: Report, sentences: list[Sentence], sent: list[Figure], done: list[Figure]) -> None:
    ru = doc.language == "ru"
    counted = [
        f
        for f in sent
        if f.own
        and not (ru and _at_one_thing(doc, f))
        and f.amount.n is not None
        and f.amount.n > 0
        and f.weapon not in ("artillery", "aviation", "")
        and not hit_one_place(doc, f)
    ]
    if not counted:
        report.launched = next((f for f in done if _all_of_those_sent(f)), None)
        return
    drones = [f for f in counted if f.weapon == "uav"]
    if len(drones) > 1 and len({f.sentence.header for f in drones}) == 1 and all(f.sentence.item for f in drones):
        return  # a list by make: nobody says how many drones there were
    whole = [f for f in counted if f.weapon == "air_target"] or drones or counted
    report.launched = max(whole, key=lambda f: f.amount.n or 0)
    if report.launched.weapon == "guided_bomb" and _at_one_place(report.launched, sentences):
        report.launched = None


def _at_one_place(figure: Figure, sentences: list[Sentence]) -> bool:
    """ "Dropped three bombs on A": the number that hit one place (FORMAT convention 8)."""
    spots = figure.spots() or [m.value for s in sentences for m in s.all("place") if isinstance(m.value, Spot)]
    spots = [s for s in spots if s.regions]
    return len({s.name or s.district for s in spots}) == 1 and spots[0].kind in (SETTLEMENT, DISTRICT)


def _among_others(figure: Figure, report: Report) -> bool:
    """Whether the sentence has other figures with places of their own."""
    return any(f.sentence is figure.sentence and f.places for f, _ in report.rows)


def _goes_on(figure: Figure, report: Report) -> bool:
    """Whether "another two" adds to a figure of another post, or to one said before for the same place."""
    rows = report.rows
    k = next((k for k, (f, _) in enumerate(rows) if f is figure), -1)
    if k <= 0:
        return k == 0
    return figure.sentence.has("add", "more") and any(
        f.sentence is not figure.sentence and f.mode == figure.mode and regions and regions == rows[k][1]
        for f, regions in rows[:k]
    )


def _told_fully(doc: Document, figure: Figure, later: Figure) -> bool:
    """ "Eight drones and three missiles. The three missiles were downed over A": the same three."""
    if figure.places or not later.places or later.sentence is figure.sentence or later.i < figure.i:
        return False
    return later.amount == figure.amount and later.weapon == figure.weapon and doc.tokens[later.i - 1].word == "the"


def _torn_off(doc: Document, figure: Figure) -> bool:
    """ "Sixteen over the Kursk region, nine …": a number whose place was cut off."""
    after = doc.tokens[figure.end : figure.end + 3]
    if after and after[0].word in ("over", "над", "in"):
        after = after[1:]
    after = after[:2]
    return not figure.places and not figure.own and bool(after) and all(t.word == "." for t in after)


def _all_of_those_sent(figure: Figure) -> bool:
    """ "Destroyed all 11 drones that Russia sent": as many were launched."""
    said = figure.sentence
    return any(0 <= figure.i - m.j <= 1 for m in said.all("most", "all")) and any(
        m.i >= figure.end for m in said.all("verb", "launched")
    )


def _set_tail_apart(report: Report, figures: list[Figure]) -> list[Figure]:
    """ "Всего за ночь …" after a report is a wider window: it is never added to the list before it.

    "Всего над страной …" over parts that are fewer, with no window of its own, is the total of a partial list.
    """
    if len(figures) < 2 or figures[-1] is report.total:
        return figures
    last, first = figures[-1], figures[0]
    if (
        not (
            last.total
            or _running(last)
            or (last.sentence.has("when", "since") and (first.add or not last.sentence.has("verb")))
        )
        or len(last.regions()) > 1
        or (last.sentence is first.sentence and not (last.total and first.add))
    ):
        return figures
    wider = last.sentence.has("when", "range", "since", "at") or _running(last)
    if not wider and not (first.sentence.has("when") and last.sentence.has("when")) and not first.add:
        return figures
    if (
        report.total is None
        and last.sentence.has("flag", "running")
        and not last.sentence.has("when", "range", "since")
    ):
        report.total = last  # "has now reported eleven"
    else:
        report.wider = last
    report.flags.add("running_total")
    return figures[:-1]


def _running(figure: Figure) -> bool:
    """ "Общее число сбитых на этот час": what the attack has come to so far."""
    said = figure.sentence.all("flag", "running")
    return any(abs(figure.i - m.j) <= 12 and (m.j <= figure.i or m.i == figure.end) for m in said)


def _headline(report: Report, figures: list[Figure]) -> None:
    """A first number without a place of its own, over parts that do not add up to it."""
    if len(figures) < 2:
        return
    for figure in (figures[0], *(f for f in figures[1:] if f.total)):
        rest = [f for f in figures if f is not figure and not _later(figure, f)]
        parts = sum(weight(f) for f in rest)
        number = figure.amount.n or 0
        if (figure.regions() and not figure.total) or placed_apart(figure, rest) or _otherwise(figure, rest):
            continue
        if not any(f.regions() for f in rest) or figure.weapon not in {"air_target", *(f.weapon for f in rest)}:
            continue
        if figure.amount.how != "exact" and number >= parts * 0.8:
            report.total = figure
            return
        if number > parts:
            report.total = figure
            if not any(f.rest for f in rest):
                report.flags.add("subset_only")
            return


def _covers(heading: Figure, figures: list[Figure]) -> bool:
    """Whether the number of a first line holds all those that follow."""
    parts = [f for f in figures if f.amount.n and f.regions()]
    return len(parts) > 1 and (heading.amount.n or 0) >= sum(f.amount.n or 0 for f in figures)


def _otherwise(figure: Figure, rest: list[Figure]) -> bool:
    """ "Шесть сбиты, два подавлены и упали в море": the other number met another end, so it is no part."""
    return all(f.sentence is figure.sentence and {f.mode, figure.mode} == {"downed", "jammed"} for f in rest)


def _later(figure: Figure, other: Figure) -> bool:
    """ "Overnight 63. … From 8:00 to 11:00 another 12": no part of the number before it."""
    apart = other.sentence is not figure.sentence
    return apart and other.add and other.sentence.has("when", "range") and not figure.sentence.has("when", "range")


def _add_rows(report: Report, figure: Figure, home: tuple[str, ...]) -> None:
    regions = figure.regions()
    if figure.each and len(regions) > 1:
        report.rows += [(figure, r) for r in regions]
    elif len(regions) > 1:
        joint = tuple(dict.fromkeys(c for r in regions for c in r))
        report.rows.append((figure, joint))
    elif regions:
        report.rows.append((figure, regions[0]))
    elif (
        not home
        and report.rows
        and len(report.rows[-1][1]) == 1
        and not _among_others(figure, report)
        and (figure.add or figure.sentence.has("head", "region"))
    ):
        report.rows.append((figure, report.rows[-1][1]))  # "two more", "over the region": the one just spoken of
    else:
        report.rows.append((figure, home))
