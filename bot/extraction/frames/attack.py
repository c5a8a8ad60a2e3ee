"""Attack: under way, or told of without any other outcome."""

from bot.extraction.document import Document
from bot.extraction.sentences import Sentence
from bot.model import Claim, State, Subject

_OUTCOMES = frozenset(
    [Subject.INTERCEPTION, Subject.SUPPRESSED, Subject.DAMAGE, Subject.FIRE, Subject.KILLED, Subject.INJURED,
     Subject.INFRASTRUCTURE]
)  # fmt: skip


def under_way(
    doc: Document, sentences: list[Sentence], claims: list[Claim]
) -> tuple[Sentence, int, int, State | None] | None:
    """Where an attack is told of, with state ON while it goes on; None where the text tells of none."""
    for sentence in sentences:
        for mark in sentence.marks:
            if mark.cat == "underway":
                return sentence, mark.i, mark.j, State.ON
    subjects = {c.subject for c in claims}
    if Subject.LAUNCHED in subjects:
        for sentence in sentences:
            for mark in sentence.marks:
                if mark.cat == "verb" and mark.name in ("launched", "attack", "foiled"):
                    return sentence, mark.i, mark.j, None
    harmed = {c.subject for c in claims if c.count is None or c.count.best != 0}
    if not harmed & _OUTCOMES and not subjects & {Subject.THREAT, Subject.ALL_CLEAR}:
        for sentence in sentences:
            for mark in sentence.marks:
                if mark.cat == "verb" and mark.name in ("launched", "attack", "hit") and sentence.scope == "":
                    return sentence, mark.i, mark.j, None
    return None
