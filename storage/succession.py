"""Which text of a post stands, when transports bring texts late, twice or out of order. Pure.

A transport that tells edit times says since when its text is valid: the edit, else the posting. The preview
tells none, so a text seen there is valid since it was seen. A forward shows the text of some unknown moment.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.model import Post, Transport

BITS = {transport: 1 << i for i, transport in enumerate(Transport)}
"""The bit of each transport in revisions.transports. Transports may be added at the end only."""

_TELLS_EDITS = (Transport.UPDATES, Transport.EXPORT, Transport.MTPROTO)


@dataclass(frozen=True)
class Kept:
    """A revision as the judgement needs it. `valid` = since when it was the text, as well as is known."""

    id: int
    number: int
    hash: str
    transports: int
    seen: datetime
    edited: datetime | None
    valid: datetime


class Verdict(Enum):
    """What a text is to the post's revisions."""

    NEW = "new"  # becomes the standing text
    OLD = "old"  # a text not kept yet, but an earlier one: kept as history
    REPEAT = "repeat"  # kept already


def valid_since(post: Post) -> datetime:
    """Since when the post's text is its text, as well as this transport can tell."""
    if post.edited is not None:
        return post.edited
    return post.posted if post.transport in _TELLS_EDITS else post.seen


def judge(post: Post, text_hash: str, current: Kept, kept: list[Kept]) -> Verdict:
    """Weigh a text that differs from the current one against all that are kept."""
    if not post.text and "unsupported" in post.media:
        return Verdict.REPEAT  # the text could not be had this way; that is no edit
    equal = [k for k in kept if k.hash == text_hash]
    if post.edited is not None or post.transport in _TELLS_EDITS:
        newer = valid_since(post) > current.valid if equal else valid_since(post) >= current.valid
    elif post.transport is Transport.FORWARD:
        # Somebody may forward an old copy: it never overrules what the channel itself showed.
        newer = not equal and current.transports == BITS[Transport.FORWARD]
    else:
        # An earlier text on a page that showed the current one before is a real return to it;
        # on a page that never showed the current one it is a page that lags behind.
        moved_on = bool(current.transports & BITS[post.transport])
        newer = post.seen >= current.seen and (moved_on or not equal)
    if newer:
        return Verdict.NEW
    return Verdict.REPEAT if equal else Verdict.OLD


def confirmed(post: Post, current: Kept) -> tuple[int, datetime | None, datetime]:
    """The current text was seen once more: its transports, edit time and validity from now on."""
    transports = current.transports | BITS[post.transport]
    told = post.edited is not None or post.transport in _TELLS_EDITS
    if not told:
        return transports, current.edited, current.valid
    known = current.edited is not None or any(current.transports & BITS[t] for t in _TELLS_EDITS)
    valid = max(current.valid, valid_since(post)) if known else valid_since(post)
    edited = max((t for t in (current.edited, post.edited) if t is not None), default=None)
    return transports, edited, valid
