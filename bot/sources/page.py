"""Reads a public preview page (t.me/s/<channel>) into posts. Pure: HTML in, a Page or a named fault out.

What the page is like, and how it breaks, was gathered from the readers in RSSHub, RSS-Bridge, snscrape and
TelegramScraper: data-post is the key; reply quotes and nested captions reuse the body's class; a video's
length is a second <time>; views, reactions, data-view and ?token= differ at every fetch and are not read.
"""

import base64
import binascii
import json
import re
from datetime import UTC, datetime
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.errors import SourceBroken, SourceGone
from bot.sources.text import BODY, body_text, classes

_MEDIA = (
    ("photo", ".tgme_widget_message_photo_wrap, .tgme_widget_message_photo"),
    ("video", ".tgme_widget_message_video_player, .tgme_widget_message_roundvideo_player"),
    ("voice", ".tgme_widget_message_voice_player"),
    ("document", ".tgme_widget_message_document_wrap"),
    ("sticker", ".tgme_widget_message_sticker_wrap, .tgme_widget_message_tgsticker_wrap"),
    ("poll", ".tgme_widget_message_poll"),
    ("location", ".tgme_widget_message_location_wrap"),
    ("contact", ".tgme_widget_message_contact_wrap"),
    ("invoice", ".tgme_widget_message_invoice_wrap"),
    ("game", ".tgme_widget_message_game"),
)
_QUOTED = frozenset({"tgme_widget_message_reply", "tgme_widget_message_link_preview"})
_NUMBER = re.compile(r"/0*([1-9][0-9]{0,14})(?:\?|$)")  # ids begin at 1
_NAME = re.compile(r"^https?://[^/]+/(?:s/)?([A-Za-z][A-Za-z0-9_]*)")


class Item(NamedTuple):
    """One post on a page. An album is one item with its first id; `members` are all ids that it stands for.

    `media` holds "unsupported" where the page says that the post opens in Telegram only: the text may be
    partial or missing. `service` items (a new title, a pinned message) say nothing of their own. `edited_at` is
    when the text was edited, where the way tells it: preview pages say only that it was.
    """

    message_id: int
    posted: datetime
    text: str
    edited: bool = False
    reply_to: int | None = None
    media: tuple[str, ...] = ()
    forwarded_from: str = ""
    members: tuple[int, ...] = ()
    service: bool = False
    edited_at: datetime | None = None


class Page(NamedTuple):
    """A channel's page, items oldest first. `channel_id` is the Bot API's (-100…) where the page tells it.

    `older` and `newer` are the ids of the links to the pages before and after.
    """

    username: str
    title: str
    channel_id: int | None
    items: tuple[Item, ...]
    older: int | None = None
    newer: int | None = None

    @property
    def ids(self) -> frozenset[int]:
        """Every message id that the page accounts for."""
        return frozenset(n for item in self.items for n in (item.message_id, *item.members))


def parse(html: str) -> Page:
    """Read a page.

    Raises SourceGone where the page says that there is no such channel, SourceBroken where it is no channel
    page or its layout is not the known one. A page of an empty channel is a Page without items.
    """
    try:
        return _parse(LexborHTMLParser(html))
    except RecursionError:
        raise SourceBroken("not a channel page: its elements are nested beyond reason") from None


def _parse(tree: LexborHTMLParser) -> Page:
    history = tree.css_first(".tgme_channel_history")
    if history is None:
        raise _no_history(tree)
    nodes = history.css(".tgme_widget_message[data-post]")
    if not nodes and (history.css_first("time[datetime]") or history.css_first("[data-post]")):
        raise SourceBroken("the page's layout changed: its posts are not marked as they were")
    items = _items(nodes)
    if nodes and not items:
        raise SourceBroken("the page's layout changed: its posts are not numbered as they were")
    if items and all(not item.text and not item.media and not item.service for item in items):
        raise SourceBroken("the page's layout changed: no post on it has a text or media where these were")
    header = tree.css_first(".tgme_channel_info_header_title, .tgme_header_title")
    og = tree.css_first('meta[property="og:title"]')
    title = header.text(strip=True) if header else (og.attributes.get("content") or "" if og else "")
    return Page(
        username=_username(tree, nodes),
        title=title,
        channel_id=next((n for n in map(_channel_id, nodes) if n is not None), None),
        items=items,
        older=_link(tree, "before", "prev"),
        newer=_link(tree, "after", "next"),
    )


def stands(html: str, message_id: int) -> bool | None:
    """Whether a post's own page (t.me/<channel>/<id>?embed=1) shows it; None where the page does not tell."""
    tree = LexborHTMLParser(html)
    for node in tree.css(".tgme_widget_message[data-post]"):
        if (node.attributes.get("data-post") or "").endswith(f"/{message_id}"):
            return True
    error = tree.css_first(".tgme_widget_message_error")
    return False if error is not None and "not found" in error.text().lower() else None


def _no_history(tree: LexborHTMLParser) -> SourceBroken | SourceGone:
    shell = tree.css_first(".tgme_page")
    if shell is None:
        return SourceBroken("not a channel page: it has no history section and is no page of Telegram's")
    if shell.css_first(".tgme_page_title") is None:
        return SourceGone("there is no channel of this name")
    return SourceBroken("no preview: the page has no history section (private, a group, or its preview is off)")


def _items(nodes: list[LexborNode]) -> tuple[Item, ...]:
    times = [_posted(node) for node in nodes]
    known = [t for t in times if t is not None]
    if nodes and not known:
        raise SourceBroken("the page's layout changed: its posts have no times")
    items: dict[int, Item] = {}
    # A post whose time cannot be read takes its elder's: it was posted no earlier, and it must not be lost.
    at = known[0] if known else datetime.fromtimestamp(0, UTC)
    for node, time in zip(nodes, times, strict=True):
        at = time or at
        number = _NUMBER.search(node.attributes.get("data-post") or "")
        if number:
            items[int(number[1])] = _item(node, int(number[1]), at)
    return tuple(items[n] for n in sorted(items))


def _item(node: LexborNode, message_id: int, posted: datetime) -> Item:
    name = (node.attributes.get("data-post") or "").split("/")[0]
    if "service_message" in classes(node):
        return Item(message_id, posted, "", service=True)
    body = next((n for n in node.css(f".{BODY}") if _is_body(n)), None)
    meta = node.css_first(".tgme_widget_message_meta")
    members = {
        int(m[1])
        for a in node.css('a[href*="?single"]')
        if (m := _NUMBER.search(a.attributes.get("href") or "")) and _name_of(a) == name.lower()
    }
    return Item(
        message_id=message_id,
        posted=posted,
        text=body_text(body) if body else "",
        edited=meta is not None and "edited" in meta.text(deep=False).lower(),
        reply_to=_reply(node, name),
        media=_media(node),
        forwarded_from=_forwarded(node),
        members=tuple(sorted(members)),
    )


def _is_body(node: LexborNode) -> bool:
    if "js-message_reply_text" in classes(node):
        return False
    above = node.parent
    while above is not None and "tgme_widget_message" not in (names := classes(above)):
        if names & _QUOTED or BODY in names:
            return False
        above = above.parent
    return True


def _media(node: LexborNode) -> tuple[str, ...]:
    found = [kind for kind, selector in _MEDIA if node.css_first(selector) is not None]
    for notice in node.css(".message_media_not_supported"):
        # "Media is too big" inside a video's player is a video like any other: the text is whole.
        if not _inside(notice, "_video_player") and not _inside(notice, "_photo_wrap"):
            found.append("unsupported")
            break
    return tuple(found)


def _inside(node: LexborNode, suffix: str) -> bool:
    above = node.parent
    while above is not None and "tgme_widget_message" not in (names := classes(above)):
        if any(name.endswith(suffix) for name in names):
            return True
        above = above.parent
    return False


def _posted(node: LexborNode) -> datetime | None:
    # The time of posting is in the date link; a video's length is a <time> without datetime.
    tag = node.css_first(".tgme_widget_message_date time[datetime]") or node.css_first("time[datetime]")
    try:
        at = datetime.fromisoformat((tag.attributes.get("datetime") or "") if tag else "")
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _reply(node: LexborNode, name: str) -> int | None:
    quote = node.css_first("a.tgme_widget_message_reply")
    number = _NUMBER.search(quote.attributes.get("href") or "") if quote else None
    return int(number[1]) if quote and number and _name_of(quote) == name.lower() else None


def _forwarded(node: LexborNode) -> str:
    origin = node.css_first(".tgme_widget_message_forwarded_from_name")
    return (_name_of(origin) or origin.text(strip=True)) if origin else ""


def _name_of(node: LexborNode) -> str:
    match = _NAME.match(node.attributes.get("href") or "")
    return match[1].lower() if match else ""


def _username(tree: LexborHTMLParser, nodes: list[LexborNode]) -> str:
    if nodes:
        return (nodes[-1].attributes.get("data-post") or "").split("/")[0].lower()
    link = tree.css_first(".tgme_channel_info_header_username a")
    return _name_of(link) if link else ""


def _channel_id(node: LexborNode) -> int | None:
    """data-view is unsigned base64 JSON whose "c" is the channel's bare id, negative; data-peer is c<id>_…"""
    peer = re.match(r"c([0-9]{1,15})_", node.attributes.get("data-peer") or "")
    if peer:
        return int(f"-100{peer[1]}")
    coded = node.attributes.get("data-view") or ""
    try:
        bare = json.loads(base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)))["c"]
        return int(f"-100{abs(int(bare))}") if bare else None
    except (binascii.Error, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def _link(tree: LexborHTMLParser, word: str, rel: str) -> int | None:
    more = tree.css_first(f"a.tme_messages_more[data-{word}]")
    value = (more.attributes.get(f"data-{word}") or "") if more else ""
    if not value:
        link = tree.css_first(f'link[rel="{rel}"]')
        match = re.search(rf"[?&]{word}=(\d+)", link.attributes.get("href") or "") if link else None
        value = match[1] if match else ""
    return int(value) if re.fullmatch(r"[0-9]{1,15}", value) else None
