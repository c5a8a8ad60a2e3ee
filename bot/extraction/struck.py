"""What flies or swims against us is shot down where it is struck: "поражён ещё один БЭК" (Russian)."""

from bot.extraction.document import Document
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence

_INSTRUMENTAL = ("ом", "ем", "ами", "ой", "ью")
_PASSIVE = ("ен", "ена", "ено", "ены")
_REACH = 5
_SMALL = ("num", "add", "number", "link")


def shoot_down(doc: Document, sentence: Sentence) -> None:
    """Take a word for striking as one for shooting down where a weapon is what was struck; not "дроном поражён
    трактор", "поражены два дома"."""
    if not sentence.has("weapon") or any(m.name not in ("port", "vessel") for m in sentence.all("object")):
        return
    for verb in sentence.all("verb", "hit"):
        if doc.tokens[verb.i].word.startswith(("поражен", "порази")) and _strikes_a_weapon(doc, sentence, verb):
            downed = Mark("verb", "downed", verb.i, verb.j)
            sentence.take([downed if m is verb else m for m in sentence.marks])
            doc.cats["verb"].append(downed)


def _strikes_a_weapon(doc: Document, sentence: Sentence, verb: Mark) -> bool:
    passive = doc.tokens[verb.i].word.endswith(_PASSIVE)
    small = {k for cat in _SMALL for m in sentence.all(cat) for k in range(m.i, m.j)}
    for weapon in sentence.all("weapon"):
        after = verb.j <= weapon.i
        if (not passive and not after) or doc.tokens[weapon.j - 1].word.endswith(_INSTRUMENTAL):
            continue
        between = range(verb.j, weapon.i) if after else range(weapon.j, verb.i)
        words = [doc.tokens[k].word for k in between]
        loose = [k for k in between if k not in small]
        if len(words) <= _REACH and len(loose) <= 1 and not any(w in (",", ";", ":", "—", "по", "в") for w in words):
            return True
    return False
