"""An end of danger that has not come, where no danger is named: "Отбоя пока нет", "до відбою тривоги"."""

from bot.extraction.document import Document
from bot.extraction.frames.cells import Said
from bot.extraction.sentences import Sentence
from bot.model import State, Weapon

_END = frozenset(["отбоя", "відбою", "отбой", "відбій", "all-clear", "clear"])
_NONE = frozenset(["нет", "нету", "нема", "немає", "рано", "no", "not", "yet"])
_NEVER = (
    "не было",
    "не будет",
    "не объявл",
    "не давал",
    "не дан",
    "не поступ",
    "не було",
    "не буде",
    "не оголош",
    "не лунал",
)
_NO_DANGER = ("drill", "denial", "own", "memory", "law", "losses")
_STORY = ("when", "verb", "suffer", "object", "num")
_HARM = ("killed", "hurt", "damage")


def still_on(doc: Document, sentences: list[Sentence]) -> list[Said]:
    """What goes on because its end is yet to come, if the text is not about harm alone."""
    asked = [s for s in sentences if s.has("state", "until") or _no_end_yet(doc, s)]
    if not asked or any(s.has("negative", *_NO_DANGER) for s in sentences):
        return []
    if any(s.has("verb", *_HARM) for s in sentences) and not any(s.has("underway") for s in sentences):
        return []  # harm alone; not "горить склад, ще триває робота ППО, відбою нема"
    return [(asked[0], State.SUSTAINED, [Weapon.ANY], [], False)]


def _no_end_yet(doc: Document, sentence: Sentence) -> bool:
    words = doc.forms[sentence.i : sentence.j]
    if _END.isdisjoint(words) or sentence.end == "?" or any(sentence.has(cat) for cat in _STORY):
        return False
    said = doc.said_in(sentence)
    return not _NONE.isdisjoint(words) or any(never in said for never in _NEVER)
