"""Settlements where something happened, nominative, in order of mention."""

from bot.extraction.document import Document
from bot.extraction.marks import Mark
from bot.extraction.places import REGION, SETTLEMENT, Spot
from bot.extraction.sentences import Sentence


def where_it_happened(doc: Document, sentences: list[Sentence]) -> tuple[str, ...]:
    """Names without those of hospitals' towns, airports, routes and launch places."""
    names: list[str] = []
    for sentence in sentences:
        for mark in sentence.marks:
            if mark.cat != "place" or not isinstance(mark.value, Spot):
                continue
            spot = mark.value
            if not spot.name or (spot.kind not in (SETTLEMENT, REGION)) or _aside(doc, sentence, mark):
                continue
            if spot.kind == REGION and not _aimed_at(sentence, mark):
                continue
            if spot.name not in names:
                names.append(spot.name)
    return tuple(names)


def _aside(doc: Document, sentence: Sentence, place: Mark) -> bool:
    """A hospital, an airport or a launch place stands just before the name."""
    for mark in sentence.marks:
        if mark.cat == "aside" and mark.name in ("care", "route") and 0 <= place.i - mark.j <= 4:
            return True
        if mark.cat == "prep" and mark.name == "from" and mark.j == place.i:
            return True
        if mark.cat == "aside" and mark.name == "care" and 0 <= mark.i - place.j <= 3:
            return True
    return False


def _aimed_at(sentence: Sentence, place: Mark) -> bool:
    """A city that is a region of its own counts where it is the target or the scene."""
    return sentence.has("verb", "heading", "attack", "hit", "launched", "damage", "fire", "repelled")
