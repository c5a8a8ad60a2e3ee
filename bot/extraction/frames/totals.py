"""The total of a report: a headline over its parts, a tail over a wider window, a running number."""

from bot.extraction.document import Document
from bot.extraction.frames.arithmetic import placed_apart, weight
from bot.extraction.frames.figure import Figure
from bot.extraction.frames.report import Report

_COUNTRY = frozenset(["стране", "страны", "страной", "россии", "россией", "рф", "регионам"])

_ONLY = frozenset(["всего", "всього", "усього"])


def set_tail_apart(report: Report, figures: list[Figure]) -> list[Figure]:
    """ "Всего за ночь …" after a report is a wider window: it is never added to the list before it.

    "Всего над страной …" over parts that are fewer, with no window of its own, is the total of a partial list.
    """
    if len(figures) < 2 or figures[-1] is report.total:
        return figures
    last, first = figures[-1], figures[0]
    if (
        not (
            last.total
            or is_running(last)
            or (last.sentence.has("when", "since") and (first.add or not last.sentence.has("verb")))
        )
        or len(last.regions()) > 1
        or (last.sentence is first.sentence and not (last.total and first.add))
    ):
        return figures
    wider = last.sentence.has("when", "range", "since", "at") or is_running(last)
    if not wider and not (first.sentence.has("when") and last.sentence.has("when")) and not first.add:
        return figures
    tallied = _tallied(last)  # "the tally since 9 p.m. to seven"
    if (
        report.total is None
        and last.sentence.has("flag", "running")
        and (tallied or not last.sentence.has("when", "range", "since"))
    ):
        report.total = last  # "has now reported eleven"
    else:
        report.wider = last
    report.flags.add("running_total")
    return figures[:-1]


def set_tally_apart(report: Report, figures: list[Figure]) -> list[Figure]:
    """ "46 more in three hours, bringing to 150 the number since morning": such a number before the list of the 46 is
    of a wider window (English)."""
    for figure in figures[:-1]:
        if figure is not figures[0] and not figure.places and _tallied(figure):
            report.wider = figure
            report.flags.add("running_total")
            return [f for f in figures if f is not figure]
    return figures


def _tallied(figure: Figure) -> bool:
    return "flag" in figure.sentence.cats and any(m.j == figure.i for m in figure.sentence.all("flag", "running"))


def is_running(figure: Figure) -> bool:
    """ "Общее число сбитых на этот час": what the attack has come to so far."""
    if "flag" not in figure.sentence.cats:
        return False
    said = figure.sentence.all("flag", "running")
    return any(abs(figure.i - m.j) <= 12 and (m.j <= figure.i or m.i == figure.end) for m in said)


def sums_up(doc: Document, figure: Figure) -> bool:
    """ "Всего сбито пять", "five in total": what was told of it before is in it. "Сбито всего два" is only two."""
    if figure.subset or "total" not in figure.sentence.cats:
        return False
    verbs = figure.sentence.all("verb")
    for mark in figure.sentence.all("total"):
        only = doc.tokens[mark.i].word in _ONLY and mark.j == figure.i and any(v.i < mark.i for v in verbs)
        after = doc.language == "en" and 0 <= mark.i - figure.end <= 1
        if (0 <= figure.i - mark.j <= 14 and not only) or after:
            return True
    return False


def set_headline(doc: Document, report: Report, figures: list[Figure]) -> None:
    """A first number without a place of its own, over parts that do not add up to it."""
    if len(figures) < 2:
        return
    if len(figures) == 2 and figures[1].latest and (figures[0].amount.n or 0) > (figures[1].amount.n or 0):
        report.total = figures[0]
        return
    for figure in (figures[0], *(f for f in figures[1:] if f.total or _is_shared_out(f, figures))):
        rest = [f for f in figures if f is not figure and not _later(figure, f)]
        if figure is not figures[0] and not figure.total:
            rest = _shares(figure, figures)
        if doc.language == "ru" and rest and all(f.add and f.sentence is not figure.sentence for f in rest):
            continue  # "Ночью сбито три. Ещё один уничтожен под утро над A"
        parts = sum(weight(f) for f in rest)
        number = figure.amount.n or 0
        if (figure.regions() and not figure.total) or placed_apart(figure, rest) or _otherwise(figure, rest):
            continue
        home = doc.language == "ru" and figure.total and _nationwide(doc, figure)
        if not (home or any(f.regions() for f in rest)) or figure.weapon not in {
            "air_target",
            *(f.weapon for f in rest),
        }:
            continue
        if figure.amount.how != "exact" and number >= parts * 0.8:
            report.total = figure
            if doc.language == "en" and number * 0.8 > parts and not any(f.rest for f in rest):
                report.flags.add("subset_only")
            return
        if number > parts:
            report.total = figure
            if not any(f.rest for f in rest):
                report.flags.add("subset_only")
            return
        if number < parts and figure is figures[0] and _announces(doc, figure, figures):
            report.total = figure  # the office's own sum is wrong; both are kept, and the residual says so
            return


def _shares(figure: Figure, figures: list[Figure]) -> list[Figure]:
    """Those of the same weapon after it in its own sentence."""
    here = [f for f in figures[figures.index(figure) + 1 :] if f.sentence is figure.sentence]
    return [f for f in here if f.weapon == figure.weapon]


def _is_shared_out(figure: Figure, figures: list[Figure]) -> bool:
    """ "Three boats were sunk in the Black Sea. 102 drones were downed, of them 21 over A, 20 over B": the 102."""
    shares = _shares(figure, figures) if figure.own and not figure.regions() else []
    return bool(shares) and shares[0].subset and all(f.regions() and not f.add for f in shares)


def _nationwide(doc: Document, figure: Figure) -> bool:
    """ "Всего по стране — 110", over the figure of a region's own office."""
    return bool(doc.context.home_region) and not _COUNTRY.isdisjoint(
        t.word for t in doc.tokens[figure.sentence.i : figure.i]
    )


def _announces(doc: Document, figure: Figure, figures: list[Figure]) -> bool:
    """ "Уничтожены пять БПЛА: четыре – над A, три – над B": the number before the colon, each after it with a place."""
    colon = any(doc.tokens[k].word == ":" for k in range(figure.i, figures[1].i))
    return colon and not figure.regions() and all(f.regions() and f.amount.n for f in figures[1:])


def is_cover(heading: Figure, figures: list[Figure]) -> bool:
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
