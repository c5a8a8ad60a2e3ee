"""Wreckage: the debris that harm is told of, and the one drone it fell from, told with its hour (Russian)."""

from bot.extraction.document import Document
from bot.extraction.frames.figure import Figure
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence

_SHOT = ("сбитого", "уничтоженного", "подбитого", "перехваченного")
_WRECK = ("облом", "фрагмент", "осколк", "остатк", "част")


def by_the_way(doc: Document, sentence: Sentence) -> list[Figure]:
    """ "Обломки сбитого ночью беспилотника": when it was shot down is told, too."""
    for mark in sentence.all("false", "debris") if doc.language == "ru" else ():
        word = doc.tokens[mark.j - 1].word
        when = next((m.j for m in sentence.all("when") if m.i == mark.j), 0)
        flew = next((m for m in sentence.all("weapon") if m.i in (when, when + 1)), None) if when else None
        if flew is not None and word.endswith("ого") and word.startswith(("сбит", "уничтож", "подбит")):
            figure = Figure(Amount(1), mark.j - 1, flew.j, sentence)
            figure.weapon, figure.mode, figure.own = flew.name, "downed", True
            return [figure]
    return _whose_it_is(doc, sentence) if doc.language == "ru" and doc.mentions(_SHOT) else []


def _whose_it_is(doc: Document, sentence: Sentence) -> list[Figure]:
    """ "Обломки БПЛА, сбитого ночью"."""
    for flew in sentence.all("weapon"):
        after = doc.forms[flew.j : flew.j + 2]
        if len(after) < 2 or after[0] != "," or not after[1].startswith(_SHOT):
            continue
        if doc.forms[flew.i - 1].startswith(_WRECK) and any(m.i == flew.j + 2 for m in sentence.all("when")):
            figure = Figure(Amount(1), flew.j + 1, flew.j + 2, sentence)
            figure.weapon, figure.mode, figure.own = flew.name, "downed", True
            return [figure]
    return []
