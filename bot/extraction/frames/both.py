"""Two people in Ukrainian whom a blow was aimed at, and of whom the next sentence says what became of them: "скинули
вибухівку на чоловіків 62 та 34 років. У обох – травми"."""

from bot.extraction.document import Document
from bot.extraction.frames.faces import Harmed
from bot.extraction.frames.persons import people_of
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence

_BOTH = frozenset(["обох", "обоє", "обидва", "обидві", "обом"])
_ONE = frozenset(["нього", "неї", "він", "вона", "його", "її"])


def both_of_them(doc: Document, sentence: Sentence, before: list[Sentence], found: list[Harmed]) -> list[Harmed]:
    """Those two, or the one, whom the sentences just before name as aimed at and not yet as hurt."""
    words = doc.forms[sentence.i : sentence.j]
    n = 2 if not _BOTH.isdisjoint(words) else 1 if not _ONE.isdisjoint(words[:3]) else 0
    if not n or sentence.has("neg") or sentence.has("num") or sentence.has("person", "one", "pair"):
        return []
    if any(h.sentence in before and not h.denied for h in found):
        return []
    aimed = [s for s in before if s.has("verb", "attack", "hit") or s.has("struck")]
    if not aimed or sum(a.n or 0 for a, _, _ in people_of(doc, aimed[-1])) != n:
        return []
    verb = sentence.all("verb", "hurt", "killed")[0]
    what = "killed" if verb.name == "killed" else "injured"
    return [Harmed(what, Amount(n), sentence, verb.i, verb.j, at=verb.i, till=verb.j)]
