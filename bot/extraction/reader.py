"""The reader: a text to claims, in passes.

1. normalise, 2. tokens, 3. marks, 4. times and places, 5. numbers, 6. sentences (all in document.py); 7. scope;
8. frames: reports of interception, dangers, harm to things and people, airspace; 9. claims and leftovers.
"""

import gc
from collections.abc import Iterable
from datetime import UTC, datetime

from bot.extraction.claims import Claims
from bot.extraction.context import Context
from bot.extraction.document import Document
from bot.extraction.scope import settle
from bot.extraction.words import LANGUAGES
from bot.model import Reading, Span


def warm(languages: Iterable[str] = LANGUAGES) -> None:
    """Load the lexicons of languages (ru, uk, en), which the first reading of each would do otherwise.

    Then freeze them: the garbage collector would walk through them again and again for nothing. It comes less often
    from then on, too: a crowded day's claims are some 30,000 objects, none of them garbage while they are counted.
    """
    for language in sorted({*languages} & {*LANGUAGES}):
        read("", Context(language=language, posted=datetime(2026, 1, 1, tzinfo=UTC)))
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def read(text: str, context: Context) -> Reading:
    """What a post says. Never fails: what cannot be read is a leftover."""
    doc = Document(text, context)
    settle(doc)
    reading = Claims(doc).reading()
    if doc.normal.cut < len(text):
        cut = Span("cut", doc.normal.cut, len(text))
        reading = reading.model_copy(update={"leftovers": (*reading.leftovers, cut)})
    return reading
