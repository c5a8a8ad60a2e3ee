"""Two numbers of which one is out of the other: "сбито 74 из 80 дронов", "of 948 drones, 906 were intercepted"."""

from itertools import pairwise

from bot.extraction.document import Document
from bot.extraction.frames.figure import DOWNED, Figure
from bot.extraction.numbers import Amount

_OUT_OF = (["із"], ["з"], ["зі"], ["из"], ["of"], ["out", "of"], ["of", "the"], ["out", "of", "the"])
_FROM = frozenset(["з", "із", "зі", "из", "of"])
_SENT = ("щених", "аних", "ених")  # "55 дронів, випущених проти 2 лютого, …"
_WHICH = frozenset(["що", "які", "який", "яка", "которые", "который", "которая"])


def out_of(doc: Document, figures: list[Figure]) -> None:
    """ "Збито 74 із 80 дронів": the second number was sent."""
    if doc.language == "en":
        _both_of_those(doc, figures)
    for figure, whole in pairwise(figures):
        if doc.language == "en" and doc.forms[figure.i - 2 : figure.i] == ["all", "but"]:
            _but_for(doc, figure, whole)
            continue
        before = figure.i - 1
        if before > 0 and doc.tokens[before].word == "the":
            before -= 1
        if doc.language == "en" and before == figure.sentence.i and _done_with(figure):
            figure.total = True  # "Of the 72 UAVs destroyed overnight, 31 were downed over A"
            continue
        if doc.tokens[before].word in _FROM and figure.own and not whole.own and figure.mode in DOWNED:
            fits = (figure.amount.n or 0) >= (whole.amount.n or 0)
            opens = doc.language == "en" and (before == figure.sentence.i or doc.tokens[before - 1].word in (",", ";"))
            parts = [f for f in figures if f.i > figure.i and f.sentence is figure.sentence]
            if opens and len(parts) > 1 and sum(f.amount.n or 0 for f in parts) == figure.amount.n:
                whole.weapon, figure.total = figure.weapon, True  # "Of the 33 drones, 20 were downed over A, 13 over B"
                continue
            if fits and (opens or _goes_on(doc, figure.end)):  # "Of 948 drones, 906 were intercepted"
                whole.weapon, figure.mode = figure.weapon, "launched"  # "з 20 цілей 18 знищено"
                continue
        between = [t.word for t in doc.tokens[figure.end : whole.i] if t.word != '"']
        if doc.language == "ru" and between == ["из"] and figure.mode in DOWNED and _those_downed(doc, whole):
            whole.mode, whole.total, whole.weapon, whole.places = figure.mode, True, figure.weapon, []
            continue
        if between in _OUT_OF and (whole.amount.n or 0) >= (figure.amount.n or 0):
            apart = doc.language == "en" and figure.own and whole.own and "the" in between
            figure.weapon = (
                figure.weapon if apart else whole.weapon
            )  # "747 drones and 4 missiles out of the 810 drones"
            earlier = [f for f in figures if f.i < figure.i and f.mode in DOWNED]
            if figure.mode in ("launched", "attack") and earlier and doc.language == "en":
                figure.mode = earlier[-1].mode  # "shot down 30 of 34 missiles and 611 of 647 drones launched"
            whole.mode, whole.own = "launched", True


def _but_for(doc: Document, figure: Figure, whole: Figure) -> None:
    """ "All but four of the 64 drones that Russia fired were intercepted": 60 were."""
    number, left = whole.amount.n or 0, figure.amount.n or 0
    verbs = [v for v in figure.sentence.all("verb") if v.name in DOWNED]
    if verbs and 0 < left < number:
        figure.amount, figure.mode, figure.own = Amount(number - left), verbs[0].name, True
        figure.weapon, figure.i = whole.weapon, figure.i - 2
        whole.mode, whole.own = "launched", True


def _both_of_those(doc: Document, figures: list[Figure]) -> None:
    """ "Destroyed 21 of 23 drones and both missiles that Russia launched": both were destroyed."""
    for k, figure in enumerate(figures):
        earlier = [f for f in figures[:k] if f.mode in DOWNED]
        told = doc.tokens[figure.i].word == "both" or doc.forms[figure.i - 1] == "all"
        if told and figure.mode == "launched" and earlier:
            figure.mode = earlier[-1].mode


def _those_downed(doc: Document, whole: Figure) -> bool:
    """ "Сбито 14 беспилотников из 88, уничтоженных над Россией": all those shot down, none sent."""
    k = whole.end + (doc.tokens[whole.end].word == ",") if whole.end < len(doc.tokens) else 0
    return any(v.i == k and doc.tokens[v.j - 1].word.endswith("ных") for v in whole.sentence.all("verb", *DOWNED))


def _done_with(figure: Figure) -> bool:
    return any(v.i == figure.end and v.name in DOWNED for v in figure.sentence.all("verb"))


def _goes_on(doc: Document, k: int) -> bool:
    """Whether a clause goes on at token k, or only a relative one stands between."""
    after = doc.tokens[k + 1].word if k + 1 < len(doc.tokens) else ""
    return doc.tokens[k].word not in (",", ".") or after in _WHICH or after.endswith(_SENT)
