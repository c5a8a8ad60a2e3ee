"""Telegram's HTML, read as strictly as Telegram reads it, and the entities that Telegram finds by itself.

Offsets and lengths of entities are in UTF-16 code units, as everywhere in the Bot API.
"""

import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox.refusal import Refusal, bad_request

Entity = dict[str, Any]

SHOWN_ENTITIES = 100  # Telegram shows the first hundred and drops the rest
_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(lt|gt|amp|quot));?")
_START = re.compile(r"<([^\s>]*)")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[\w.:/-]+))?""")
_FOUND = [
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z]\w{3,31}\b")),
    ("url", re.compile(r"(?<![\w@])https?://[^\s<>\"]+[^\s<>\".,;:!?)]")),
    ("hashtag", re.compile(r"(?<![\w&])#\w*[^\W\d]\w*")),
]


def units(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


@dataclass
class _Open:
    tag: str
    start: int
    attributes: dict[str, str]


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Plain text and entities of parse_mode=HTML; Refusal 400 "can't parse entities…" as Telegram words it."""
    parts: list[str] = []
    stack: list[_Open] = []
    entities: list[Entity] = []
    at = length = 0
    while at < len(source):
        if source[at] == "<" and source[at + 1 : at + 2] == "/":
            at = _close(source, at, length, stack, entities)
        elif source[at] == "<":
            at = _open(source, at, length, stack)
        else:
            piece, at = _plain(source, at)
            parts.append(piece)
            length += units(piece)
    if stack:
        raise _unparsed(f'Can\'t find end tag corresponding to start tag "{stack[-1].tag}"')
    return _trim("".join(parts), entities)


def _unparsed(text: str) -> Refusal:
    return bad_request(f"can't parse entities: {text}")


def _offset(source: str, at: int) -> int:
    return len(source[:at].encode())


def _plain(source: str, at: int) -> tuple[str, int]:
    if source[at] == "&" and (match := _REFERENCE.match(source, at)):
        decimal, hexadecimal, named = match.groups()
        code = int(decimal) if decimal else int(hexadecimal, 16) if hexadecimal else 0
        valid = 0 < code < 0xD800 or 0xDFFF < code < 0x110000
        return (_NAMED[named] if named else chr(code) if valid else "\ufffd"), match.end()
    return source[at], at + 1


def _open(source: str, at: int, length: int, stack: list[_Open]) -> int:
    match = _START.match(source, at)
    assert match
    tag, here = match.group(1).lower(), match.end()
    if ">" not in source[here:]:
        raise _unparsed(f"Unclosed start tag at byte offset {_offset(source, at)}")
    if tag not in _TAGS:
        raise _unparsed(f'Unsupported start tag "{tag}" at byte offset {_offset(source, at)}')
    attributes: dict[str, str] = {}
    while source[here : here + 1] != ">":
        found = _ATTRIBUTE.match(source, here)
        if found is None:
            if source[here:].lstrip().startswith(">"):
                here = source.index(">", here)
                break
            raise _unparsed(
                f"Expected equal sign in declaration of an attribute of the tag "
                f'"{tag}" at byte offset {_offset(source, here)}'
            )
        attributes[found.group(1).lower()] = (found.group(2) or "").strip("\"'")
        here = found.end()
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise _unparsed(f'Tag "span" must have class "tg-spoiler" at byte offset {_offset(source, at)}')
    stack.append(_Open(tag, length, attributes))
    return here + 1


def _close(source: str, at: int, length: int, stack: list[_Open], entities: list[Entity]) -> int:
    end = source.find(">", at)
    if end < 0:
        raise _unparsed(f"Unclosed end tag at byte offset {_offset(source, at)}")
    if not stack:
        raise _unparsed(f"Unexpected end tag at byte offset {_offset(source, at)}")
    name = source[at + 2 : end].rstrip().lower()
    opened = stack.pop()
    if name and name != opened.tag:
        raise _unparsed(
            f'Unmatched end tag at byte offset {_offset(source, at)}, expected "</{opened.tag}>", found "</{name}>"'
        )
    if length > opened.start and (entity := _entity(opened, length)):
        entities.append(entity)
    return end + 1


def _entity(opened: _Open, length: int) -> Entity | None:
    kind = _TAGS[opened.tag]
    entity: Entity = {"type": kind, "offset": opened.start, "length": length - opened.start}
    if kind == "text_link":
        href = opened.attributes.get("href", "").replace("&amp;", "&").replace("&quot;", '"')
        if not href.startswith(("http://", "https://", "tg://", "mailto:", "tel:")):
            return None
        entity["url"] = href
    elif kind == "custom_emoji":
        entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "0")
    elif kind == "blockquote" and "expandable" in opened.attributes:
        entity["type"] = "expandable_blockquote"
    return entity


def _trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    kept = text.strip()
    before, total = units(text[: len(text) - len(text.lstrip())]), units(kept)
    moved = []
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"])):
        start = max(0, entity["offset"] - before)
        end = min(total, entity["offset"] + entity["length"] - before)
        if end > start:
            moved.append({**entity, "offset": start, "length": end - start})
    return kept, moved[:SHOWN_ENTITIES]


def detect(text: str) -> list[Entity]:
    """Commands, mentions, addresses and hashtags, which Telegram marks by itself."""
    found = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            start = units(text[: match.start()])
            found.append({"type": kind, "offset": start, "length": units(match.group())})
    return sorted(found, key=lambda e: e["offset"])
