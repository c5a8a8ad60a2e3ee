"""Flags of the whole post: preliminary, correction, digest, relayed, earlier event mentioned."""

from bot.extraction.document import Document
from bot.extraction.frames.people import Harmed
from bot.extraction.scope import BACKGROUND
from bot.model import Authority


def read_flags(doc: Document, eventful: bool, people: list[Harmed]) -> set[str]:
    """The corpus format's flags."""
    flags: set[str] = set()
    told = [s for s in doc.sentences if s.marks]
    for sentence in told:
        for mark in sentence.marks:
            if mark.cat == "flag":
                if mark.name in ("preliminary", "correction", "digest") and sentence.scope != BACKGROUND:
                    flags.add(mark.name)
        if sentence.scope == BACKGROUND:
            flags.add("earlier_event_mentioned")
    if doc.context.authority is Authority.WIRE:
        flags.add("relayed")
    elif any(_quotes_an_office(doc, k) for k in range(len(told))):
        flags.add("relayed")
    if any(h.act == "sets" for h in people):
        flags.add("running_total")
    return flags


def _quotes_an_office(doc: Document, k: int) -> bool:
    told = [s for s in doc.sentences if s.marks]
    return told[k].has("flag", "quote_office") and doc.context.authority in (
        Authority.HEADQUARTERS,
        Authority.EMERGENCY,
        Authority.OTHER,
        Authority.RAILWAY,
    )
