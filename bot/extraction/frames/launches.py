"""How much was sent: the number launched, not that which hit one thing or one place."""

from bot.extraction.document import Document
from bot.extraction.frames.figure import Figure
from bot.extraction.frames.report import Report
from bot.extraction.frames.splits import hit_one_place
from bot.extraction.sentences import Sentence
from bot.extraction.spots import DISTRICT, SETTLEMENT, Spot

_SMALL = frozenset(["vehicle", "private_house", "apartment_building", "outbuilding", "commercial", "agricultural"])


def set_launched(
    doc: Document, report: Report, sentences: list[Sentence], sent: list[Figure], done: list[Figure]
) -> None:
    """Set the number launched, if the text tells it."""
    counted = [
        f
        for f in sent
        if f.own
        and not _at_one_thing(doc, f)
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
    if len(drones) > 1 and doc.context.home_region and all(_used(doc, f) for f in drones):
        return  # "over the day the enemy used 14 Geran-2 drones and 5 FPV drones" against a region
    whole = [f for f in counted if f.weapon == "air_target"] or drones or counted
    report.launched = max(whole, key=lambda f: f.amount.n or 0)
    if report.launched.weapon == "guided_bomb" and _at_one_place(report.launched, sentences):
        report.launched = None


def _at_one_thing(doc: Document, figure: Figure) -> bool:
    """ "Ещё один дрон ударил по легковушке": what hit one thing is not the number that was sent."""
    if figure.mode != "attack":
        return False
    verbs = [v for v in figure.sentence.all("verb", "attack") if 0 <= v.i - figure.end <= 3]
    struck = {m.name for v in verbs for m in figure.sentence.all("object") if 0 <= m.i - v.j <= 5}
    several = doc.language != "uk" and not struck.isdisjoint(_SMALL)  # "three FPV drones attacked a car"
    return bool(verbs) and (figure.add or (bool(struck) and figure.amount.n == 1) or several)


def _used(doc: Document, figure: Figure) -> bool:
    return doc.language == "en" and any(doc.tokens[v.i].word == "used" for v in figure.sentence.all("verb", "launched"))


def _at_one_place(figure: Figure, sentences: list[Sentence]) -> bool:
    """ "Dropped three bombs on A": the number that hit one place (FORMAT convention 8)."""
    spots = figure.spots() or [m.value for s in sentences for m in s.all("place") if isinstance(m.value, Spot)]
    spots = [s for s in spots if s.regions]
    return len({s.name or s.district for s in spots}) == 1 and spots[0].kind in (SETTLEMENT, DISTRICT)


def _all_of_those_sent(figure: Figure) -> bool:
    """ "Destroyed all 11 drones that Russia sent": as many were launched."""
    said = figure.sentence
    return (
        "most" in said.cats
        and any(0 <= figure.i - m.j <= 1 for m in said.all("most", "all"))
        and any(m.i >= figure.end for m in said.all("verb", "launched", *(("attack",) if figure.own else ())))
    )
