"""Interceptions and launches: which of a report's figures are rows, which the total, which repeat others."""

from itertools import pairwise

from bot.extraction.document import Document
from bot.extraction.frames.arithmetic import (
    codes,
    divided,
    home_regions,
    is_total,
    total_among,
    without_corrected,
    without_repeats,
    without_second_split,
    without_subsets,
)
from bot.extraction.frames.blocks import counting_sentences
from bot.extraction.frames.figure import DOWNED, SENT, Figure
from bot.extraction.frames.figures import find_figures, heading_figures
from bot.extraction.frames.hereabouts import one_region, spoken_of
from bot.extraction.frames.launches import set_launched
from bot.extraction.frames.report import Report, add_remainder, add_rows, is_addition, regions_of_total
from bot.extraction.frames.totals import is_cover, is_running, set_headline, set_tail_apart, set_tally_apart
from bot.extraction.sentences import Sentence
from bot.extraction.spots import DISTRICT, SEA, SETTLEMENT, Spot
from bot.extraction.timing import clock_lines, enough
from bot.model import Authority

_MOST = 120  # figures of one post: no report has more, and their arithmetic takes the square of it
_BLOWS = ("hit", "attack", "fell", "damage", "hurt", "killed", "fire")
_MISSILES = ("cruise_missile", "ballistic_missile")
_WENT = ("лся", "лись", "лось", "лась", "ли", "ло", "шел")
_ITS_PLACE = frozenset(["city", "region", "peninsula", "oblast", "republic", "territory"])


def _that_kind(doc: Document, sentences: list[Sentence], figure: Figure) -> str:
    """ "Две крылатые ракеты … Одна ракета сбита над A": a missile is of the one kind told of before it."""
    here = figure.sentence
    if figure.weapon != "missile" or any(m.j - m.i > 1 or not doc.tokens[m.i].word.startswith("ракет")
                                         for m in here.all("weapon", "missile")):  # fmt: skip
        return figure.weapon
    before = {m.name for s in sentences if s.i < here.i for m in s.all("weapon") if m.name in _MISSILES}
    plain = any(m.name == "missile" and doc.tokens[m.i].word.startswith("ракет")
                for s in sentences if s.i < here.i for m in s.all("weapon"))  # fmt: skip
    return before.pop() if len(before) == 1 and not plain and not here.has("weapon", *_MISSILES) else figure.weapon


def read_report(doc: Document, sentences: list[Sentence]) -> Report:
    """Read the figures of all sentences that tell of now."""
    report = Report()
    figures = find_figures(doc, counting_sentences(doc, sentences))[:_MOST]
    if not figures:
        return report
    if doc.language == "en" and not doc.context.home_region:
        _place_over_it(doc, sentences, figures)
    figures = [f for f in figures if not _quoted_again(doc, figures, f)]
    if doc.language == "ru" and len(figures) > 1:
        figures = [f for f in figures if not _share_by_target(doc, figures, f)]
    if doc.language == "ru":
        for figure in figures:
            figure.weapon = _that_kind(doc, sentences, figure)
    sent = [f for f in figures if f.mode in SENT]
    done = [f for f in figures if f.mode in DOWNED]
    if len(done) > 1 and not sent and sentences[0] is not done[0].sentence and doc.language == "ru":
        heading = [f for f in heading_figures(doc, sentences[0]) if is_cover(f, done)]
        for figure in done if heading else ():
            figure.weapon = figure.weapon or heading[0].weapon
        done = heading + done
    set_launched(doc, report, sentences, sent, done)
    if not done:
        return report
    home = doc.context.home_region
    numbered = [f for f in done if f.amount.n is not None]
    vague = [f for f in done if f.amount.n is None]
    remainders = [f for f in vague if f.rest and f.places]
    vague = [f for f in vague if f not in remainders]
    if len(numbered) > 2 and doc.language != "ru":
        divided(numbered)
    if doc.language == "en" and len(numbered) > 2:
        numbered = set_tally_apart(report, numbered)
    numbered_all = numbered
    numbered = without_corrected(doc, without_subsets(numbered, home))
    report.total = total_among(numbered)
    numbered = without_second_split(report.total, numbered)
    if report.total is None:
        numbered = without_repeats(numbered)
        numbered = set_tail_apart(report, numbered)
        if report.total is None:
            set_headline(doc, report, without_repeats(numbered))
    else:
        numbered = set_tail_apart(report, numbered)
    rows = [f for f in numbered if f is not report.wider and not is_total(f, report.total)]
    if report.total is not None and any(f.regions() for f in rows):
        rows = [f for f in rows if not _torn_off(doc, f)]
    if report.total is not None and doc.language == "en":
        rows = [f for k, f in enumerate(rows) if not (f.subset and any(_same_row(f, g) for g in rows[k + 1 :]))]
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
        add_rows(
            report,
            figure,
            home_regions(home)
            or regions_of_total(report)
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
        add_remainder(report, figure, home)
    if "flag" in doc.cats and any(f.sentence.has("flag", "running") for f, _ in report.rows):
        report.flags.add("running_total")
    if (
        (not report.total or "running_total" in report.flags)
        and any(f.add and is_addition(f, report) and not _goes_on(doc, sentences, f) for f in numbered)
        and not _by_the_clock(doc)
    ):
        report.flags.add("addition")
    if report.total and doc.language == "ru" and _opens_with_more(doc, report.total):
        report.flags.add("addition")
    if doc.language == "en" and report.total and report.total.add and report.wider and report.total is figures[0]:
        report.flags.add("addition")  # "46 more in three hours: 20 over A, …, which brings the day's number to 150"
    if any(is_running(f) for f in done):
        report.flags.add("running_total")
    return report


def _opens_with_more(doc: Document, total: Figure) -> bool:
    """ "Ещё 14 беспилотников сбито над Россией": the text opens with it, so they add to those of an earlier post."""
    first = doc.sentences[0]
    return (
        total.sentence is first
        and first.i < total.i
        and doc.tokens[total.i - 1].word == "еще"
        and (total.i <= first.i + 3 and not first.has("underway"))
    )


def _goes_on(doc: Document, sentences: list[Sentence], figure: Figure) -> bool:
    """ "Дрон ударил по дому. Ещё два сбиты": more than the one told of before it in the same post (Russian)."""
    if doc.language != "ru":
        return False
    before = (s for s in sentences if s.i < figure.sentence.i)
    return any((s.has("weapon") and s.has("verb", *_BLOWS)) or s.has("struck") for s in before)


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


def _place_over_it(doc: Document, sentences: list[Sentence], figures: list[Figure]) -> None:
    """ "The mayor of A said that seven had been downed over the city": the place named last before it."""
    for figure in figures:
        words = doc.forms[figure.end : min(figure.end + 12, figure.sentence.j)]
        if figure.places or not any(
            a in ("the", "our") and b in _ITS_PLACE and words[k + 2 : k + 3] != ["of"]
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
    if figure.mode not in DOWNED or not figure.sentence.has("verb", "heading"):
        return False
    going = [v for v in figure.sentence.all("verb", "heading") if 0 <= v.i - figure.end <= 2]
    if not going or not doc.tokens[going[0].i].word.endswith(_WENT):
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


def _same_row(figure: Figure, later: Figure) -> bool:
    """A share that the lead tells and the list below it tells again."""
    told = (figure.amount, figure.weapon, figure.regions()) == (later.amount, later.weapon, later.regions())
    return told and later.sentence is not figure.sentence


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
