"""What was done with those that a number counts: the verb that a figure belongs to."""

from bot.extraction.document import Document
from bot.extraction.frames.figure import DOWNED, Figure
from bot.extraction.frames.splits import downed_after_all
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence

_WHICH = frozenset(
    ["що", "які", "який", "яка", "якими", "якою", "яким", "яких", "котрі", "которые", "который", "которая"]
)
_BREAKS = frozenset([",", ";", "—", ":", "(", ")", "•"])
_PASSIVE = ("щених", "аних", "ених")  # "18 «шахедів», запущених росіянами"
_PARTICIPLES = ("вших", "вшие", "вший", "вшихся", "вшиеся", "вшийся", "щих", "щие", "щихся", "щиеся")


def deed_of(doc: Document, sentence: Sentence, figure: Figure, verbs: list[Mark]) -> str:
    """What was done with these: the verb of the number's own clause, else the last one before it, else the next."""
    if not verbs:
        return ""
    a, b = doc.clause(sentence, figure.i, figure.i, _BREAKS)
    own = [v for v in verbs if a <= v.i < b]
    if own:
        after = [v for v in own if v.i >= figure.end]
        before = [v for v in own if v.i < figure.i]
        downed = [v for v in own if v.name in DOWNED]
        if downed and any(v.name == "repelled" for v in own):
            return "repelled"
        if after and not before and (late := downed_after_all(doc, figure, after)):
            return late
        if before and after and before[-1].name != after[0].name:
            joined = any(
                m.cat == "link" and before[-1].j <= m.i < figure.i and doc.forms[m.i] != "of" for m in sentence.marks
            )
            return after[0].name if joined else before[-1].name
        if any(0 <= before[-1].i - v.j <= 1 and v.name == "downed" for v in before[-2:-1]):
            return "downed"  # "збито/подавлено 120": one number for both, none of those jammed alone
        return (before[-1] if before else after[0] if after else own[0]).name
    verbs = _without_relative(doc, sentence, b, verbs)
    if b < sentence.j and doc.forms[b] == "—":  # "ще 32 — локаційно втрачено"
        said_after = [v for v in verbs if b < v.i <= b + 2]
        if said_after:
            return said_after[0].name
    before = [v for v in verbs if v.i < figure.i]
    return (before[-1] if before else verbs[0]).name


def _without_relative(doc: Document, sentence: Sentence, b: int, verbs: list[Mark]) -> list[Mark]:
    """The verbs without those of a relative clause at b: "дев'ять дронів, що атакували область, знищено"."""
    tokens = doc.tokens
    if b + 1 >= sentence.j or tokens[b].word != ",":
        return verbs
    relative = tokens[b + 1].word in _WHICH or tokens[b + 1].word.endswith(_PARTICIPLES)
    if not relative and not any(v.i == b + 1 and tokens[v.i].word.endswith(_PASSIVE) for v in verbs):
        return verbs
    end = next((k for k in range(b + 1, sentence.j) if tokens[k].word == ","), sentence.j)
    return [v for v in verbs if not b < v.i < end] or verbs
