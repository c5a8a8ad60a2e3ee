"""Settlements where something happened, nominative, in order of mention."""

from bot.extraction.document import Document
from bot.extraction.marks import Mark
from bot.extraction.places import REGION, SETTLEMENT, Spot, is_aside
from bot.extraction.sentences import Sentence


def where_it_happened(doc: Document, sentences: list[Sentence]) -> tuple[str, ...]:
    """Names without those of hospitals' towns, airports, routes and launch places."""
    names: list[str] = []
    for sentence in sentences:
        for mark in sentence.marks:
            if mark.cat != "place" or not isinstance(mark.value, Spot):
                continue
            spot = mark.value
            if not spot.name or (spot.kind not in (SETTLEMENT, REGION)) or is_aside(sentence, mark):
                continue
            if spot.kind == REGION and doc.language != "uk" and not _aimed_at(sentence, mark):
                continue
            if spot.name not in names:
                names.append(spot.name)
    return tuple(names)


def _aimed_at(sentence: Sentence, place: Mark) -> bool:
    """A city that is a region of its own counts where it is the target or the scene."""
    if any(m.cat == "prep" and m.name == "over" and m.j == place.i and m.j - m.i > 2 for m in sentence.marks):
        return True  # "на подлёте к Москве"
    if any(m.cat == "prep" and m.name == "on" and m.j == place.i for m in sentence.marks) and sentence.has("weapon"):
        return True  # "балістика на Київ"
    return sentence.has("verb", "heading", "attack", "hit", "launched", "damage", "fire", "repelled")
