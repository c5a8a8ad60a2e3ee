"""Airspace limits, and services that stop (mobile internet, bridges, streets)."""

from bot.extraction.document import Document
from bot.extraction.sentences import Sentence
from bot.model import State


def read_airspace(doc: Document, sentences: list[Sentence]) -> list[tuple[Sentence, int, int, State]]:
    """Limits at airports: on, or off where they are lifted. Never an all-clear."""
    found = []
    for sentence in sentences:
        limits = sentence.all("air", "limit")
        places = sentence.all("air", "place")
        lifted = sentence.all("air", "lifted")
        if places and (limits or lifted) or any(m.j - m.i > 1 or doc.tokens[m.i].word.startswith("ков") for m in limits):
            first = (places or limits)[0]
            state = State.OFF if lifted else State.ON
            found.append((sentence, first.i, first.j, state))
    return found[:1]


def read_service(doc: Document, sentences: list[Sentence]) -> list[tuple[Sentence, int, int]]:
    """Services said to be stopped or limited."""
    found = []
    for sentence in sentences:
        for mark in sentence.all("service", "stopped"):
            found.append((sentence, mark.i, mark.j))
    return found
