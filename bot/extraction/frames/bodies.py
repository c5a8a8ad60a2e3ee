"""Bodies found, in Russian, beside the number of all the dead: "достали тело женщины. Теперь погибших двое"."""

from bot.extraction.document import Document
from bot.extraction.frames.faces import Harmed

_BODY = frozenset(["тело", "тела", "тел", "телом", "телами", "останки"])
_OF_ALL = ("теперь", "всего", "известно", "число", "списк", "жертв", "итог", "результате", "погибших", "стало", "счет",
           "подтвержд", "насчит", "числ", "унес")  # fmt: skip
_OTHERS = ("соседн", "другом", "другой", "также", "кроме", "помимо")


def without_bodies(doc: Document, found: list[Harmed]) -> list[Harmed]:
    """Without a body told of before the number of all the dead, it among them."""
    dead = [h for h in found if h.what == "killed" and h.amount.n and h.act == "states"]
    bodies = [h for h in dead if not _BODY.isdisjoint(doc.forms[h.i : h.j])]
    if not bodies or len(dead) == len(bodies):
        return found
    last = dead[-1]
    if last in bodies or last.sentence is bodies[0].sentence or last.others or last.apart:
        return found
    words = doc.forms[last.sentence.i : last.sentence.j]
    all_told = any(w.startswith(_OF_ALL) for w in words) and not any(w.startswith(_OTHERS) for w in words)
    known = sum(h.amount.n or 0 for h in bodies)
    if not all_told or (last.amount.n or 0) <= known or not (last.towns & bodies[0].towns or not bodies[0].towns):
        return found
    return [h for h in found if h not in bodies]
