"""What was not read: numbers that no claim took."""

from bot.extraction.causes import NEGATIVE
from bot.extraction.document import Document
from bot.extraction.retold import BACKGROUND
from bot.model import Claim, Span


def left_over(doc: Document, claims: list[Claim]) -> tuple[Span, ...]:
    """Numbers beside a weapon that no claim took, in sentences that tell of now."""
    if "weapon" not in doc.cats or "num" not in doc.cats:
        return ()
    left: list[Span] = []
    taken = [s for c in claims for s in c.evidence]
    begun = {s.start for s in taken}
    for sentence in doc.sentences:
        if sentence.scope in (BACKGROUND, NEGATIVE) or "weapon" not in sentence.cats or "num" not in sentence.cats:
            continue
        weapons = [m.i for m in sentence.all("weapon")]
        for mark in sentence.all("num"):
            if not any(0 <= i - mark.j <= 3 for i in weapons):
                continue
            span = doc.span("count", mark.i, mark.j)
            if span.start not in begun and not any(s.start <= span.start < s.end for s in taken):
                left.append(span)
    return tuple(left)
