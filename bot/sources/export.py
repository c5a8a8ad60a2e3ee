"""Posts out of files: Telegram Desktop's result.json (one chat or all) and what `svodka export` wrote.

The shape of result.json is that of tdesktop's export_output_json.cpp: ids bare, `date` local without a zone
(`date_unixtime` is used), `text_entities` joined, empty values left out.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from bot.clock import Clock, SystemClock
from bot.errors import BadInput, UsageError
from bot.model import Channel, Post
from bot.sources import archive
from bot.sources.desktop import posts_of
from bot.sources.stream import Json, decode

COUNT_LIMIT = 200_000
NO_EXPORT = "neither Telegram Desktop's export (result.json) nor that of `svodka export --format jsonl`"
LINE_LIMIT = 4 * 1024 * 1024
_OWN = re.compile(rb'^[\xef\xbb\xbf\s]*\{.*"type"\s*:\s*"(?:revision|channel)"')


class Withdrawn(NamedTuple):
    """The post of the revision before it was withdrawn by its channel. Only our own export tells so."""

    post_key: str


def read(
    path: Path,
    channels: Mapping[str, Channel],
    channel: str = "",
    *,
    limit: int = archive.SIZE_LIMIT,
    most: int = COUNT_LIMIT,
    clock: Clock | None = None,
) -> Iterator[Post | Channel | Withdrawn]:
    """Every post in a file, folder or zip, as they stand in it; of our own export also channels and withdrawals.

    A chat is known by its id, or is `channel` (Channel.name) where that is given. `limit` is in bytes per
    file, `most` in posts.
    Raises BadInput with one line that names the path; UsageError where `channel` is none of `channels`.
    """
    channel = channel.lstrip("@").lower()
    if channel and channel not in channels:
        raise UsageError(f"--channel {channel}: not configured (known: {', '.join(sorted(channels)) or 'none'})")
    if not path.exists():
        raise BadInput(f"{path}: no such file")
    count = 0
    now = (clock or SystemClock()).now()
    for name, chunks in archive.files(path, limit):
        try:
            for item in _read_one(chunks, channels, channel, now):
                count += isinstance(item, Post)
                if count > most:
                    raise BadInput(f"more than {most} posts; import it in parts")
                yield item
        except BadInput as fault:
            known = str(fault).startswith(str(path))
            where = str(path) if name == path.name else f"{path}: {name}"
            raise BadInput(str(fault) if known else f"{where}: {fault}") from fault


def _read_one(
    chunks: Iterator[bytes], channels: Mapping[str, Channel], channel: str, now: datetime
) -> Iterator[Post | Channel | Withdrawn]:
    first = next(chunks, b"")
    if first.startswith(b"PK"):
        raise BadInput("not a whole zip: it is cut short or damaged; copy it anew, or give what it unpacks to")
    if _OWN.search(first.split(b"\n", 1)[0]):
        yield from _own(_again(first, chunks))
        return
    json = Json(_again(first, chunks))
    if json.peek() != "{":
        raise BadInput(NO_EXPORT if json.peek() else "empty: there is no export in it")
    yield from _chat(json, channels, channel, now, alone=True)
    if json.peek():
        raise BadInput("not valid JSON: something follows its end")


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _chat(json: Json, channels: Mapping[str, Channel], channel: str, now: datetime, *, alone: bool) -> Iterator[Post]:
    """A chat's object; the full export's top object is one without messages of its own."""
    facts: dict[str, Any] = {}
    empty = True
    for key in json.fields():
        empty = empty and key not in ("messages", "chats", "left_chats")
        if key in ("name", "type", "id"):
            facts[key] = json.take()
        elif key == "messages" and json.peek() == "[":
            whose = _whose(facts, channels, channel if alone else "", strict=alone)
            if whose is None:
                json.skip()
            else:
                yield from posts_of((json.take() for _ in json.elements()), whose, now)
        elif key in ("chats", "left_chats") and alone and json.peek() == "{":
            for inner in json.fields():
                if inner == "list" and json.peek() == "[":
                    for _ in json.elements():
                        yield from _chat(json, channels, channel, now, alone=False)
                else:
                    json.skip()
        else:
            json.skip()
    if empty and alone:
        raise BadInput(NO_EXPORT)


def _whose(facts: Mapping[str, Any], channels: Mapping[str, Channel], channel: str, *, strict: bool) -> Channel | None:
    number = facts.get("id")
    full = int(f"-100{number}") if isinstance(number, int) and 0 < number < 10**13 else None
    by_id = next((c for c in channels.values() if full is not None and c.id == full), None)
    if channel:
        wanted = channels[channel]
        if (by_id and by_id.name != channel) or (wanted.id is not None and full is not None and wanted.id != full):
            known = wanted.id or "its id not known"
            raise BadInput(f"an export of {_called(facts, full)}, which is not {channel} ({known})")
        return wanted
    if by_id is None and strict:
        raise BadInput(
            f"an export of {_called(facts, full)}, which is no configured channel; "
            "name the channel with --channel if it is one"
        )
    return by_id


def _called(facts: Mapping[str, Any], full: int | None) -> str:
    """What the export says of its chat: «name» (id)."""
    name = f"«{str(facts['name'])[:60]}»" if facts.get("name") else "a chat without a name"
    return f"{name} ({full or 'no id'})"


def _own(chunks: Iterator[bytes]) -> Iterator[Post | Channel | Withdrawn]:
    for number, line in enumerate(_lines(chunks), 1):
        try:
            value = decode(line)
            if not isinstance(value, dict):
                raise BadInput("not an object")
            kind = value.pop("type", "")
            if kind == "channel":
                yield Channel.model_validate(value)
            elif kind == "revision":
                gone = bool(value.pop("withdrawn", False))
                value.pop("number", None)
                post = Post.model_validate(value)
                yield post
                if gone:
                    yield Withdrawn(post.key)
        except ValidationError as fault:
            first = fault.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise BadInput(f"line {number}: {where}: {first['msg']}") from fault
        except BadInput as fault:
            raise BadInput(f"line {number}: {fault}") from fault


def _lines(chunks: Iterator[bytes]) -> Iterator[str]:
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            if line.strip():
                yield _text(line)
        if len(rest) > LINE_LIMIT:
            raise BadInput("a line is longer than 4 MB")
    if rest.strip():
        yield _text(rest)


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise BadInput("not UTF-8 text") from fault
