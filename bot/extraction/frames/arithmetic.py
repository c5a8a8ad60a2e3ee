"""The arithmetic of a report: its total, its parts, shares of parts, tails, and numbers said again."""

from bot.extraction.document import Document
from bot.extraction.frames.figure import UNSHOT, Figure
from bot.extraction.spots import DISTRICT, SETTLEMENT

_NARROW = frozenset([DISTRICT, SETTLEMENT])


def without_corrected(doc: Document, figures: list[Figure]) -> list[Figure]:
    """ "За уточненими даними, збито чотири": the number said before it for the same place no longer stands."""
    kept: list[Figure] = []
    for figure in figures:
        if figure.sentence.has("flag", "correction") and not (kept and kept[-1].mode != figure.mode and figure.add):
            mine = codes(figure, doc.context.home_region)
            kept = [f for f in kept if f.weapon != figure.weapon or codes(f, doc.context.home_region) != mine]
        kept.append(figure)
    return kept


def divided(figures: list[Figure]) -> None:
    """ "Ten over A and B: seven of them over A and three over B": the first is the total, the others are rows."""
    for k, whole in enumerate(figures):
        named = {c for r in whole.regions() for c in r}
        if len(whole.regions()) < 2 or whole.each:
            continue
        rest = [f for f in figures[k + 1 :] if f.weapon == whole.weapon and f.regions()]
        inside = all({c for r in f.regions() for c in r} < named for f in rest)
        if len(rest) > 1 and inside and sum(weight(f) for f in rest) == whole.amount.n:
            whole.total = True
            for figure in rest:
                figure.subset = False


def without_second_split(total: Figure | None, figures: list[Figure]) -> list[Figure]:
    """ "171: 167 дронів і 4 ракети. Збито 92, решта 79 подавлена": the total's second division is no row."""
    if total is None or total not in figures:
        return figures
    at = figures.index(total)
    before, after = figures[:at], figures[at + 1 :]
    number, summed = total.amount.n or 0, 0
    if len(before) > 1 and not any(f.places for f in before) and sum(f.amount.n or 0 for f in before) == number:
        figures = figures[at:]  # "знищено 39 ракет і 20 дронів", and then the same 59 by kind
    for k, figure in enumerate(after):
        summed += figure.amount.n or 0
        if summed == number and k and sum(f.amount.n or 0 for f in after[k + 1 :]) == number:
            second = after[k + 1 :]
            return [f for f in figures if f not in second]
    return figures


def is_total(figure: Figure, total: Figure | None) -> bool:
    """The total itself, or the same number said again for nobody else."""
    if total is None or figure is total:
        return figure is total
    if figure.amount.n != total.amount.n or figure.weapon != total.weapon:
        return False
    if figure.i < total.i and figure.sentence is not total.sentence:
        return True  # a headline: "69 over nine regions and the Black Sea"
    return not figure.own_place() or len(figure.regions()) > 1  # "eight over A and B: five over A and three over B"


def home_regions(home: str | None) -> tuple[str, ...]:
    return (home,) if home else ()


def codes(figure: Figure, home: str | None) -> list[str]:
    return [c for r in figure.regions() for c in r] or list(home_regions(home))


def without_repeats(figures: list[Figure]) -> list[Figure]:
    """The same number said again (a headline and its sentence) is one figure; the fuller one stays."""
    kept: list[Figure] = []
    for figure in figures:
        for k, other in enumerate(kept):
            if other.sentence is figure.sentence or other.amount.n is None or other.amount.n != figure.amount.n:
                continue
            if other.weapon == "air_target" != figure.weapon and _is_heading(other) and not figure.add:
                kept[k] = figure  # "112 targets downed", and below it the same 112 drones
                break
            lost = other.mode in UNSHOT and figure.mode in UNSHOT
            if lost and figure.weapon == "decoy" and not other.own and _is_heading(other):
                kept[k] = figure  # "ЗБИТО 71, 52 – ЛОКАЦІЙНО ВТРАЧЕНІ", and below it 52 decoys
                break
            adds = figure.add or (other.add and not _is_heading(other))
            if (adds and not lost) or other.weapon != figure.weapon:
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


def _is_heading(figure: Figure) -> bool:
    """Said in the first line, which the text below it says again."""
    return figure.sentence.line == 0 and figure.sentence.end == "\n"


def without_subsets(figures: list[Figure], home: str | None) -> list[Figure]:
    """Subsets of a figure are no rows, unless they place a share of the total in a region."""
    kept: list[Figure] = []
    left, at = 0, None  # what a whole still holds after its first subset, and in which sentence
    for figure in figures:
        number = figure.amount.n or 0
        if figure.subset and kept and not figure.regions() and number <= (kept[-1].amount.n or 0):
            left, at = (kept[-1].amount.n or 0) - number, figure.sentence
            continue
        if figure.subset and kept and _inside(figure, kept[-1]):
            continue  # "32 над Московским регионом, в том числе 19, летевших на Москву"
        if at is figure.sentence and not figure.regions() and 0 < number == left:
            continue  # "49, з них 28 збито, 21 подавлено"
        if (
            kept
            and not placed_apart(kept[-1], [figure])
            and _narrow(figure, kept[-1], home)
            and _held(figures, kept[-1], home)
        ):
            continue
        kept.append(figure)
    return kept


def _inside(figure: Figure, whole: Figure) -> bool:
    mine = {c for r in figure.regions() for c in r}
    theirs = {c for r in whole.regions() for c in r}
    return bool(mine) and mine < theirs


def _held(figures: list[Figure], whole: Figure, home: str | None) -> bool:
    """Whether the districts' shares that follow the region's figure fit into it."""
    after = figures[figures.index(whole) + 1 :]
    shares = [f.amount.n or 0 for f in after if _narrow(f, whole, home)]
    return sum(shares) <= (whole.amount.n or 0)


def _narrow(figure: Figure, whole: Figure, home: str | None) -> bool:
    """A district's or town's share of its own region's figure."""
    if figure.weapon != whole.weapon or (figure.add and figure.sentence is not whole.sentence):
        return False
    if figure.sentence is not whole.sentence and _at_its_hour(figure) and _at_its_hour(whole):
        return False
    spots = figure.spots()
    if not spots or not _NARROW.issuperset([s.kind for s in spots]):
        return False
    regions = set(codes(whole, home))
    if not figure.subset and any(s.kind == SETTLEMENT for s in whole.spots()):
        return False  # "шесть сбиты в Коломне, три — в Воскресенске"
    return all(set(s.regions) <= regions for s in spots)


def _at_its_hour(figure: Figure) -> bool:
    """ "04:12 — перехвачен один дрон": a line of a list by the clock."""
    return any(m.i == figure.sentence.i and m.name == "clock" for m in figure.sentence.all("when"))


def weight(figure: Figure) -> int:
    return (figure.amount.n or 0) * (max(1, len(figure.regions())) if figure.each else 1)


def total_among(figures: list[Figure]) -> Figure | None:
    """The figure that is the exact sum of those that follow it, of those before it, or of all the others."""
    best: Figure | None = None
    placed = any(f.places for f in figures[1:])
    for k, figure in enumerate(figures):
        if len(figures) < 3 and not figure.headline:
            break
        if figure.regions() and not figure.total and (k or placed):
            continue
        of_its_kind = any(f.weapon == figure.weapon for f in figures if f is not figure)
        if figure.own and figure.weapon != "air_target" and not of_its_kind:
            continue  # "four bombs, an ATACMS missile, three rockets"
        number = figure.amount.n or 0
        after = [weight(f) for f in figures[k + 1 :]]
        sums = _runs(after)
        if figure.total or k == len(figures) - 1:
            sums |= _runs([weight(f) for f in reversed(figures[:k])])
        sums.add(sum(weight(f) for f in figures if f is not figure))
        if figure.own and not figure.regions():  # "25 drones and 3 bombs: 14 drones over A, 11 over B"
            sums |= _runs([weight(f) for f in figures[k + 1 :] if f.weapon == figure.weapon and f.regions()])
        if number in sums and (best is None or number > (best.amount.n or 0)):
            best = figure
    if (
        best is None
        and len(figures) == 2
        and figures[1].each
        and not figures[0].regions()
        and figures[0].amount.n == weight(figures[1])
        and len(figures[1].regions()) > 1
    ):
        best = figures[0]
    return best


def _runs(weights: list[int]) -> set[int]:
    """Sums of the first two, three, … of them."""
    total, sums = 0, set()
    for k, weight in enumerate(weights):
        total += weight
        if k:
            sums.add(total)
    return sums


def placed_apart(figure: Figure, rest: list[Figure]) -> bool:
    """A number whose own sentence names a district or town is no headline of other sentences' numbers."""
    if figure.total or not figure.sentence.has("place", DISTRICT, SETTLEMENT):
        return False
    return all(f.sentence is not figure.sentence for f in rest)
