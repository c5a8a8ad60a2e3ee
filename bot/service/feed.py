"""/rss/<region>: what officials said of a region in the last two days, each item one post with its link."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from bot.clock import Clock
from bot.gazetteer import REGIONS
from bot.model import Channel, Stated
from bot.model.ports import Scope, Store

SPAN = timedelta(hours=48)
ITEMS = 100
TITLE = 120
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


async def rss(store: Store, clock: Clock, channels: Mapping[str, Channel], region: str) -> bytes | None:
    """RSS 2.0, newest first; None for what is no region."""
    if region not in REGIONS:
        return None
    now = clock.now()
    scope = Scope(regions=frozenset({region}), start=now - SPAN, end=now + timedelta(minutes=1))
    stated = [s for s in await store.stated(scope) if not s.claim.place.regions or region in s.claim.place.regions]
    posts = _newest_posts(stated)
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    for tag, text in (
        ("title", f"Svodka: {region}"),
        ("link", "https://t.me"),
        ("description", f"What officials said of {region}. No report is not zero."),
        ("lastBuildDate", format_datetime(now)),
        ("ttl", "1"),
    ):
        ET.SubElement(channel, tag).text = text
    for key, first in posts:
        revision = await store.post_text(key)
        if revision is None:
            continue
        item = ET.SubElement(channel, "item")
        speaker = channels.get(first.channel)
        text = _plain(revision.post.text)
        head = text.split("\n", 1)[0]
        for tag, value in (
            ("title", head if len(head) <= TITLE else head[: TITLE - 1] + "…"),
            ("link", f"https://t.me/{key}"),
            ("guid", f"https://t.me/{key}"),
            ("pubDate", format_datetime(first.posted)),
            ("author", speaker.title or speaker.name if speaker else first.channel),
            ("description", text),
        ):
            ET.SubElement(item, tag).text = value
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _newest_posts(stated: Sequence[Stated]) -> list[tuple[str, Stated]]:
    first: dict[str, Stated] = {}
    for one in stated:
        first.setdefault(one.post, one)

    def when(item: tuple[str, Stated]) -> datetime:
        return item[1].posted

    return sorted(first.items(), key=when, reverse=True)[:ITEMS]


def _plain(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return _FORBIDDEN.sub("", text)
