"""Text with entities as HTML again: for the chat page, for the public preview, for a test that reads mark-up."""

import html
import re
from collections.abc import Callable

from bot.sandbox.entities import Entity

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
    "spoiler": "tg-spoiler",
}
# Pictographs as Telegram's web pages draw them; digits and letters with keycaps are left alone.
_EMOJI = re.compile("(?:[\U0001f000-\U0001faff\u2600-\u27bf\u2b1b\u2b1c\u2b50\u2b55\u203c\u2049\u2139]\ufe0f?)")


def to_html(text: str, entities: list[Entity], escape: Callable[[str], str] = html.escape) -> str:
    """HTML with real line breaks. Entities nest properly, as Telegram's own do."""
    raw = text.encode("utf-16-le")
    ordered = sorted(entities, key=lambda e: (e["offset"], -e["length"]))
    edges = sorted({0, len(raw) // 2, *(e["offset"] for e in ordered), *(_end(e) for e in ordered)})
    out: list[str] = []
    opened: list[tuple[Entity, str]] = []
    for here, after in zip(edges, [*edges[1:], edges[-1]], strict=True):
        while opened and _end(opened[-1][0]) <= here:
            out.append(opened.pop()[1])
        for entity in ordered:
            if entity["offset"] == here and (pair := _pair(entity, raw)):
                out.append(pair[0])
                opened.append((entity, pair[1]))
        out.append(escape(raw[here * 2 : after * 2].decode("utf-16-le")))
    out.extend(close for _, close in reversed(opened))
    return "".join(out)


def _end(entity: Entity) -> int:
    return int(entity["offset"]) + int(entity["length"])


def _pair(entity: Entity, raw: bytes) -> tuple[str, str] | None:
    kind = entity["type"]
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>", f"</{_TAGS[kind]}>"
    if kind in ("text_link", "url"):
        url = entity.get("url") or raw[entity["offset"] * 2 : _end(entity) * 2].decode("utf-16-le")
        return f'<a href="{html.escape(url)}" target="_blank" rel="noopener">', "</a>"
    return None


def to_preview(text: str, entities: list[Entity]) -> str:
    """The same as t.me writes it: <br/>, emoji in <i class="emoji"><b>, addresses escaped twice."""
    marked = to_html(text, entities, escape=_preview_text)
    return re.sub(r'(<a href=")([^"]*)(")', lambda m: m[1] + m[2].replace("&amp;", "&amp;amp;") + m[3], marked)


def _preview_text(text: str) -> str:
    escaped = html.escape(text, quote=False).replace("\n", "<br/>")
    return _EMOJI.sub(_emoji, escaped)


def _emoji(match: re.Match[str]) -> str:
    code = match.group().rstrip("\ufe0f").encode().hex().upper()
    image = f"background-image:url('//telegram.org/img/emoji/40/{code}.png')"
    return f'<i class="emoji" style="{image}"><b>{match.group()}</b></i>'
