"""Airspace limits, and services that stop (mobile internet, bridges, streets)."""

from itertools import pairwise

from bot.extraction.document import Document
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence
from bot.model import Authority, State

_SET = ("ввод", "введ", "действ", "был", "планир", "устан", "требов")
_SIGNS = frozenset([",", ";", ":", "—", "(", ")", "."])


def read_airspace(doc: Document, sentences: list[Sentence]) -> list[tuple[Sentence, int, int, State]]:
    """Limits at airports: on, or off where they are lifted. Never an all-clear."""
    found = []
    aviation = doc.context.authority is Authority.AVIATION and any(s.has("air", "place") for s in sentences)
    for sentence in sentences:
        if "air" not in sentence.cats:
            continue
        limits = sentence.all("air", "limit")
        if any(_is_denied(doc, sentence, m) for m in limits):
            continue
        places = sentence.all("air", "place")
        lifted = sentence.all("air", "lifted")
        plans = sentence.all("air", "plan")
        if plans or ((places or aviation) and (limits or lifted)):
            first = (plans or places or limits or lifted)[0]
            state = State.OFF if lifted else State.ON
            found.append((sentence, first.i, first.j, state))
    return found[:1]


def _is_denied(doc: Document, sentence: Sentence, limit: Mark) -> bool:
    """ "Ограничения не вводились", "ограничений нет"."""
    if doc.language != "ru" or not doc.tokens[limit.i].word.startswith("ограничен"):
        return False
    after = doc.forms[limit.j : min(limit.j + 8, sentence.j)]
    cut = next((k for k, word in enumerate(after) if word in _SIGNS), len(after))
    before = doc.tokens[limit.i - 1].word if limit.i > sentence.i else ""
    return (
        before in ("без", "никаких")
        or "нет" in after[:cut]
        or any(word == "не" and other.startswith(_SET) for word, other in pairwise(after[:cut]))
    )


def read_service(doc: Document, sentences: list[Sentence]) -> list[tuple[Sentence, int, int]]:
    """Services said to be stopped or limited."""
    found = []
    for sentence in sentences:
        if "service" not in sentence.cats:
            continue
        if sentence.has("otherwise", "works") and not (sentence.has("weapon") or sentence.has("verb")):
            continue  # "движение перекрыто из-за ремонта"
        found += [(sentence, mark.i, mark.j) for mark in sentence.all("service", "stopped")]
        nets = sentence.all("service", "net")
        if sentence.has("may_be"):
            continue  # "может быть снижена скорость мобильного интернета"
        if nets and sentence.has("service", "limit"):
            found.append((sentence, nets[0].i, nets[0].j))
    return found
