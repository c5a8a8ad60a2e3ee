"""Telegram's HTML: escaping, the few tags that we use, and pages that are never cut inside an entry.

Html is a str that is ready to be sent. Everything that comes from a post or a person goes through esc().
"""

import html
import re
from collections.abc import Iterable, Iterator
from typing import NewType

Html = NewType("Html", str)

# 1-4096 UTF-16 units after entity parsing; of more than a hundred entities the rest is dropped in silence.
TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 100

_TAG = re.compile(r"<[^>]*>")
# Bidi overrides would turn the rest of the line; control characters are refused or dropped by Telegram.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def esc(text: str) -> Html:
    """Text from outside, made harmless."""
    return Html(html.escape(_UNSEEN.sub("", text), quote=False))


def bold(inner: Html) -> Html:
    """<b>"""
    return Html(f"<b>{inner}</b>")


def italic(inner: Html) -> Html:
    """<i>"""
    return Html(f"<i>{inner}</i>")


def code(text: str) -> Html:
    """<code>, escaping what is inside."""
    return Html(f"<code>{esc(text)}</code>")


def quote(text: str, *, folded: bool = False) -> Html:
    """An official's words, in the language that they were said in; `folded` shows three lines until touched."""
    return Html(f"<blockquote{' expandable' if folded else ''}>{esc(text)}</blockquote>")


def link(url: str, inner: Html) -> Html:
    """A link; only http(s) is let through, anything else leaves the bare words."""
    if not url.startswith(("https://", "http://")):
        return inner
    return Html(f'<a href="{html.escape(url)}">{inner}</a>')


def lines(parts: Iterable[str]) -> Html:
    """Join lines; empty strings make empty lines."""
    return Html("\n".join(parts))


def plain(text: Html) -> str:
    """What the reader sees."""
    return html.unescape(_TAG.sub("", text))


def length(text: Html) -> int:
    """How much of Telegram's limit it takes: UTF-16 units after entity parsing."""
    return len(plain(text).encode("utf-16-le")) // 2


def pages(head: Html, entries: Iterable[Html], foot: Html = Html(""), *, limit: int = TEXT_LIMIT) -> list[Html]:
    """Put entries on as few pages as hold them, each under `head`; `foot` ends the last one.

    Breaks stand between entries only. An entry too long for a page of its own is broken between its lines; tags that
    would be torn apart, and those of a line too long for that, are lost before it is broken: no word is left out.
    Always at least one page.
    """
    made: list[Html] = []
    page = _Page(head)
    for entry in _fitting(entries, limit - length(head) - 2):
        if not page.takes(entry, limit):
            made.append(page.text)
            page = _Page(head)
        page.add(entry)
    for part in _fitting([foot] if foot else [], limit):
        if not page.takes(part, limit):
            made.append(page.text)
            page = _Page(Html(""))
        page.add(part)
    return [*made, page.text]


class _Page:
    """A page being filled. Lengths are added up: measuring the whole anew for each line would be quadratic."""

    def __init__(self, head: Html) -> None:
        self._lines = [head] if head else []
        self._taken, self._marks = length(head), head.count("<")

    def takes(self, entry: Html, limit: int) -> bool:
        """Whether another line fits; an empty page takes anything."""
        long = self._taken + 1 + length(entry)
        return not self._lines or (long <= limit and self._marks + entry.count("<") <= 2 * ENTITY_LIMIT)

    def add(self, entry: Html) -> None:
        """Put a line on it."""
        self._taken += length(entry) + (1 if self._lines else 0)
        self._marks += entry.count("<")
        self._lines.append(entry)

    @property
    def text(self) -> Html:
        """What is on it."""
        return lines(self._lines)


def _fitting(entries: Iterable[Html], room: int) -> Iterator[Html]:
    for entry in entries:
        if length(entry) <= room:
            yield entry
            continue
        for line in entry.split("\n"):
            if length(Html(line)) <= room:
                yield Html(line) if _whole(line) else esc(plain(Html(line)))
                continue
            bare = plain(Html(line))
            # Half the room: a character may take two units.
            step = max(1, room // 2)
            yield from (esc(bare[at : at + step]) for at in range(0, len(bare), step))


def _whole(line: str) -> bool:
    """Whether every tag that is opened in a line is closed in it (a long quotation begins on one, ends on another)."""
    tags: list[str] = _TAG.findall(line)
    return sum(tag.startswith("</") for tag in tags) * 2 == len(tags)
