"""Post and Revision: what was published, and every differing text of it."""

import hashlib
import unicodedata

from bot.model.base import Frozen, Instant
from bot.model.channel import Transport


class Post(Frozen):
    """One message of a channel as a source saw it at one moment.

    `channel` is Channel.name. An album is one post with its first id. `media` names what came with the
    text ("photo", "video", "unsupported" …); a post whose text cannot be had keeps text "" and says so there.
    """

    channel: str
    message_id: int
    posted: Instant
    text: str
    transport: Transport
    seen: Instant
    edited: Instant | None = None
    reply_to: int | None = None
    media: tuple[str, ...] = ()
    forwarded_from: str = ""

    @property
    def key(self) -> str:
        """'name/123', unique for the post."""
        return f"{self.channel}/{self.message_id}"


class Revision(Frozen):
    """One differing text of a post, kept for ever. `number` counts from 1 in order of being seen."""

    id: int
    post: Post
    number: int
    withdrawn: bool = False
    failed: str = ""


def fingerprint(text: str) -> str:
    """What two transports' spellings of one text have in common, hashed (16 hex digits).

    The preview page and the Bot API differ in emoji variation selectors and in white space; an edit of
    those alone is no edit either.
    """
    bare = unicodedata.normalize("NFC", text).replace("\N{VARIATION SELECTOR-16}", "")
    return hashlib.sha256(" ".join(bare.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
