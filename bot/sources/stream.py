"""Reads JSON too large or too hostile to be loaded whole: value by value, with limits on depth and length.

Telegram Desktop writes control characters as \\x0B, which is no JSON; that is mended on the way in.
"""

import codecs
import json
import math
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from bot.errors import BadInput

DEPTH = 50
VALUE_LIMIT = 4 * 1024 * 1024
"""Characters of one message; Telegram's longest text has 4096, with entities some 100 kB."""

_CHUNK = 1 << 18
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*("?)|[{}\[\]]', re.DOTALL)
_BAD_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\x([0-9A-Fa-f]{2})")
_UNDECIDED = re.compile(r"\\+[^\\]{0,3}\Z")
_BLANK = re.compile(r"[ \t\r\n,:]*")
_SCALAR = re.compile(r"[^\s,:{}\[\]]+")


def decode(text: str) -> Any:
    """One JSON value. BadInput for anything that is not plain JSON: NaN, Infinity, 1e400, absurd integers."""
    if text.count("[") + text.count("{") > DEPTH:
        _check_depth(text)
    try:
        return json.loads(text, parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError) as fault:
        raise BadInput(f"not valid JSON: {fault}") from fault


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON number")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text[:20]} is too large a number")
    return number


def _check_depth(text: str) -> None:
    depth = 0
    for match in _TOKEN.finditer(text):
        mark = match[0][0]
        if mark in "{[":
            depth += 1
            if depth > DEPTH:
                raise BadInput(f"JSON nested deeper than {DEPTH} levels")
        elif mark in "}]":
            depth -= 1


class Json:
    """A cursor over a stream of bytes that hold one JSON document."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text, self._at, self._raw, self._ended = "", 0, "", False

    def peek(self) -> str:
        """The next character that means something, '' at the end. Commas and colons are passed over."""
        while True:
            blank = _BLANK.match(self._text, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def enter(self, mark: str) -> None:
        """Step into an object or array, or out of one."""
        if self.peek() != mark:
            raise BadInput(f"not the JSON of an export: {mark!r} expected, {self.peek()[:1]!r} found")
        self._at += 1

    def fields(self) -> Iterator[str]:
        """The keys of the object that begins here; take or skip each value before the next key."""
        self.enter("{")
        while self.peek() not in ("}", ""):
            key = self.take()
            if not isinstance(key, str):
                raise BadInput("not valid JSON: a key is no string")
            yield key
        self.enter("}")

    def elements(self) -> Iterator[None]:
        """Once per element of the array that begins here; take or skip it before the next."""
        self.enter("[")
        while self.peek() not in ("]", ""):
            yield
        self.enter("]")

    def take(self) -> Any:
        """The next value, decoded."""
        return decode(self._span(keep=True))

    def skip(self) -> None:
        """Pass over the next value, of whatever length."""
        self._span(keep=False)

    def _span(self, *, keep: bool) -> str:
        first = self.peek()
        if not first:
            raise BadInput("not valid JSON: it ends too early")
        if first not in '"{[':
            return self._scalar()
        start, depth = self._at, 0
        while True:
            match = _TOKEN.search(self._text, self._at)
            if match is None or (match[0][0] == '"' and not match[1]):
                # The window ends here or inside a string: go on from this token with more text.
                self._at = match.start() if match else len(self._text)
                if not keep:
                    start = self._at
                if self._at - start > VALUE_LIMIT or len(self._text) - start > 2 * VALUE_LIMIT:
                    raise BadInput("one value is larger than 4 MB: this is no export of messages")
                if not self._more(start):
                    raise BadInput("not valid JSON: it ends too early")
                self._at, start = self._at - self._dropped, start - self._dropped
                continue
            self._at = match.end()
            mark = match[0][0]
            depth += 1 if mark in "{[" else -1 if mark in "}]" else 0
            if depth > DEPTH:
                raise BadInput(f"JSON nested deeper than {DEPTH} levels")
            if depth <= 0:
                return self._text[start : self._at] if keep else ""

    def _scalar(self) -> str:
        while True:
            match = _SCALAR.match(self._text, self._at)
            if match is None:
                raise BadInput(f"not valid JSON at {self._text[self._at : self._at + 10]!r}")
            if match.end() < len(self._text) or not self._more(self._at):
                self._at = match.end() if match.end() <= len(self._text) else self._at
                return match[0]
            self._at -= self._dropped
            if len(self._text) - self._at > VALUE_LIMIT:
                raise BadInput("not valid JSON: a number without end")

    def _more(self, keep_from: int | None = None) -> bool:
        """Read on. What lies before `keep_from` (default: the cursor) is dropped; `_dropped` tells how much."""
        keep = self._at if keep_from is None else keep_from
        self._dropped = 0
        if self._ended:
            return False
        chunk = next(self._chunks, b"")
        try:
            raw = self._raw + self._decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as fault:
            raise BadInput("not UTF-8 text") from fault
        self._ended = not chunk
        tail = None if self._ended else _UNDECIDED.search(raw)
        self._raw = raw[tail.start() :] if tail else ""
        ready = raw[: tail.start()] if tail else raw
        if len(self._raw) > VALUE_LIMIT:
            raise BadInput("not valid JSON: nothing but backslashes")
        self._text = self._text[keep:] + _BAD_ESCAPE.sub(r"\1\\u00\2", ready)
        self._dropped = keep
        if keep_from is None:
            self._at = 0
        return True
