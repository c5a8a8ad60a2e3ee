"""What a poller remembers of one channel between two looks at it. No I/O."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.model import Channel, Post, Revision, Transport, fingerprint
from bot.sources.cursor import Cursor
from bot.sources.page import Item, Page
from bot.sources.report import Report

TWICE_APART = timedelta(seconds=60)
"""A post must be seen missing twice, this far apart, before it counts as withdrawn (DESIGN section 4, rule 10)."""


class Seen(NamedTuple):
    """A post that was handed on. `here` = it came by this very way, not only by another one."""

    mark: str
    posted: datetime
    here: bool


@dataclass
class Watch:
    """One channel's state."""

    channel: Channel
    username: str
    report: Report
    transport: Transport = Transport.PREVIEW
    cursor: Cursor | None = None
    cursor_kept: bool = True
    loaded: bool = False
    seen: dict[int, Seen] = field(default_factory=dict)
    missing: dict[int, datetime] = field(default_factory=dict)
    failures: dict[int, int] = field(default_factory=dict)
    last_post: datetime | None = None
    reread_from: int | None = None
    reread_due: datetime | None = None
    impostor: int | None = None

    def remember(self, revisions: Iterable[Revision]) -> None:
        """Take up what the store has of the last two days, so that a restart hands nothing on twice."""
        for revision in revisions:
            if not revision.withdrawn:
                post = revision.post
                self.seen[post.message_id] = Seen(fingerprint(post.text), post.posted, post.transport is self.transport)

    def fresh(self, items: Iterable[Item]) -> list[Item]:
        """The items that are new or whose text differs from the one last seen, oldest first."""
        out = []
        for item in items:
            if item.service:
                continue
            mark, old = fingerprint(item.text), self.seen.get(item.message_id)
            if old is not None and old.mark == mark:
                self.seen[item.message_id] = old._replace(here=True)
            else:
                out.append(item)
        return out

    def post(self, item: Item, now: datetime) -> Post:
        """The item as a Post."""
        return Post(
            channel=self.channel.name,
            message_id=item.message_id,
            posted=item.posted,
            text=item.text,
            transport=self.transport,
            seen=now,
            edited=item.edited_at,
            reply_to=item.reply_to,
            media=item.media,
            forwarded_from=item.forwarded_from,
        )

    def handed(self, item: Item) -> None:
        """It is durable now."""
        self.seen[item.message_id] = Seen(fingerprint(item.text), item.posted, True)
        self.failures.pop(item.message_id, None)

    def withdrawn(self, page: Page, now: datetime, gone: Iterable[int] = ()) -> list[int]:
        """Posts that are missing for the second time, at least a minute after the first.

        Missing = absent between an older and a newer post of this page, or among `gone`: posts whose own
        page is gone. What is above or below the page's posts says nothing.
        """
        if not page.items:
            return []
        low, high, ids = page.items[0].message_id, page.items[-1].message_id, page.ids
        absent = {n for n, seen in self.seen.items() if seen.here and low < n < high and n not in ids} | set(gone)
        for n in ids:
            self.missing.pop(n, None)
        return [n for n in sorted(absent) if now - self.missing.setdefault(n, now) >= TWICE_APART]

    def above(self, page: Page) -> list[int]:
        """Posts that stood on a page before and are newer than everything on this one, at most three."""
        high = page.items[-1].message_id if page.items else 0
        return sorted(n for n, seen in self.seen.items() if seen.here and n > high and n not in page.ids)[-3:]

    def forget(self, message_id: int) -> None:
        """It was withdrawn."""
        self.seen.pop(message_id, None)
        self.missing.pop(message_id, None)

    def prune(self, page: Page, since: datetime) -> None:
        """Drop what is neither on the newest page nor young enough to be read again."""
        low = page.items[0].message_id if page.items else 0
        for n in [n for n, seen in self.seen.items() if seen.posted < since and n < low]:
            self.forget(n)
