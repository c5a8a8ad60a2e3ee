"""Interceptions and launches: which of a report's figures are rows, which the total, which repeat others."""

from bot.extraction.document import Document
from bot.extraction.frames.figures import DOWNED, SENT, Figure, find_figures
from bot.extraction.places import DISTRICT, SETTLEMENT
from bot.extraction.sentences import Sentence

_TELLS = DOWNED | SENT


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
    figures = find_figures(doc, _blocks(sentences))
    sent = [f for f in figures if f.mode in SENT]
    done = [f for f in figures if f.mode in DOWNED]
    _launched(report, sent, done)
    done = _without_repeats(done)
    if not done:
        return report
    home = doc.context.home_region
    numbered = [f for f in done if f.amount.n is not None]
    vague = [f for f in done if f.amount.n is None]
    numbered = _set_tail_apart(doc, report, numbered)
    numbered = _subsets(report, numbered)
    _total(report, numbered)
    rows = [f for f in numbered if f is not report.total and f is not report.wider]
    if len(rows) == 1 and report.total is None and not rows[0].each and len(rows[0].regions()) > 1 and not report.wider:
        report.total = rows[0]
        report.nulls = [(rows[0], r) for r in rows[0].regions()]
        rows = []
    elif report.total is not None and not rows and len(report.total.regions()) > 1:
        report.nulls = [(report.total, r) for r in report.total.regions()]
    for figure in rows:
        _add_rows(report, figure, home)
    known = {r for _, regions in report.rows for r in regions}
    for figure in vague:
        if report.rows or report.total:
            if not figure.places or set(_codes(figure, home)) <= known:
                continue
        for regions in figure.regions() or [_home(home)]:
            report.nulls.append((figure, regions))
    if any(f.add for f in numbered) and not report.total:
        report.flags.add("addition")
    return report


def _home(home: str | None) -> tuple[str, ...]:
    return (home,) if home else ()


def _codes(figure: Figure, home: str | None) -> list[str]:
    return [c for r in figure.regions() for c in r] or list(_home(home))


def _blocks(sentences: list[Sentence]) -> list[Sentence]:
    """The sentences that tell of interceptions or launches, and the list items and clauses that go on with them."""
    chosen: list[Sentence] = []
    going = False
    for sentence in sentences:
        if any(m.cat == "verb" and m.name in _TELLS for m in sentence.marks):
            chosen.append(sentence)
            going = True
        elif not sentence.marks:
            continue
        elif going and sentence.has("num") and (sentence.has("place") or sentence.has("weapon")) and not sentence.has("verb"):
            chosen.append(sentence)
        elif going and sentence.has("num") and sentence.has("place") and sentence.has("weapon") and not sentence.has("verb", "hit", "damage", "hurt", "killed", "fire"):
            chosen.append(sentence)
        elif not sentence.item:
            going = False
    return chosen


def _launched(report: Report, sent: list[Figure], done: list[Figure]) -> None:
    counted = [f for f in sent if f.amount.n is not None and f.amount.n > 0 and f.weapon not in ("artillery", "aviation", "")]
    if not counted:
        return
    best = max(counted, key=lambda f: f.amount.n or 0)
    report.launched = best


def _without_repeats(figures: list[Figure]) -> list[Figure]:
    """The same number said again (a headline and its sentence) is one figure; the fuller one stays."""
    kept: list[Figure] = []
    for figure in figures:
        for k, other in enumerate(kept):
            if other.sentence is figure.sentence or other.amount.n is None or other.amount.n != figure.amount.n:
                continue
            if other.add or figure.add or other.weapon != figure.weapon:
                continue
            mine, theirs = figure.regions(), other.regions()
            if not mine or not theirs or mine == theirs:
                if len(mine) > len(theirs):
                    kept[k] = figure
                kept[k].headline = kept[k].headline or other.headline or figure.headline
                break
        else:
            kept.append(figure)
    return kept


def _set_tail_apart(doc: Document, report: Report, figures: list[Figure]) -> list[Figure]:
    """ "Всего за ночь …" after a list is a wider window: it is not added to the list before it."""
    if len(figures) < 2:
        return figures
    last = figures[-1]
    others = figures[:-1]
    if not last.total or last.regions() and len(last.regions()) > 1:
        return figures
    if last.sentence is others[0].sentence:
        return figures
    parts = sum(f.amount.n or 0 for f in others)
    headed = others[0].amount.n == sum(f.amount.n or 0 for f in others[1:]) and len(others) > 2
    if not headed and parts == last.amount.n:
        return figures
    report.wider = last
    report.flags.add("running_total")
    return others


def _subsets(report: Report, figures: list[Figure]) -> list[Figure]:
    """Subsets of a figure are no rows, unless they place a share of the total in a region."""
    kept: list[Figure] = []
    for figure in figures:
        if figure.subset and kept and not figure.regions() and (figure.amount.n or 0) <= (kept[-1].amount.n or 0):
            continue
        kept.append(figure)
    if len(kept) > 1:
        first = kept[0]
        parts = kept[1:]
        if first.regions() and all(_narrow(f, first) for f in parts) and sum(f.amount.n or 0 for f in parts) <= (first.amount.n or 0):
            return [first]
    return kept


def _narrow(figure: Figure, whole: Figure) -> bool:
    """A district's or town's share of its own region's figure."""
    spots = figure.spots()
    regions = {c for r in whole.regions() for c in r}
    return bool(spots) and all(s.kind in (DISTRICT, SETTLEMENT) and set(s.regions) <= regions for s in spots)


def _total(report: Report, figures: list[Figure]) -> None:
    if len(figures) < 2:
        return
    by_total = [f for f in figures if f.total]
    candidates = [figures[0], *by_total]
    for figure in dict.fromkeys(candidates):
        rest = [f for f in figures if f is not figure]
        parts = sum((f.amount.n or 0) * (max(1, len(f.regions())) if f.each else 1) for f in rest)
        number = figure.amount.n or 0
        placed = len(figure.regions()) > 0 and not figure.total
        if number == parts and len(rest) >= 1 and (len(rest) > 1 or not placed or figure.headline):
            report.total = figure
            return
        if not placed and number > parts and any(f.regions() for f in rest):
            report.total = figure
            report.flags.add("subset_only")
            return
        if not placed and figure.amount.how in ("about", "nearly", "more", "at_least") and number >= parts * 0.8:
            report.total = figure
            return


def _add_rows(report: Report, figure: Figure, home: str | None) -> None:
    regions = figure.regions()
    if figure.each and len(regions) > 1:
        report.rows += [(figure, r) for r in regions]
    elif len(regions) > 1:
        joint = tuple(dict.fromkeys(c for r in regions for c in r))
        report.rows.append((figure, joint))
    elif regions:
        report.rows.append((figure, regions[0]))
    else:
        report.rows.append((figure, _home(home)))

