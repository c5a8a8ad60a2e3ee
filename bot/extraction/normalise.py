"""Pass 1: one kind of letter, space, quote and dash; with a map back to the offsets of the original text.

Nearly every change is one character for one, so that offsets stay as they are. Only what must vanish from inside
a word (soft hyphen, zero-width signs, bold marks, loose accents) makes a map.
"""

import re
import unicodedata
from typing import NamedTuple

LIMIT = 8_192
"""Longer texts are cut here (characters); what is cut off is kept as a leftover. Telegram's own limit is 4096."""

_VANISH = frozenset(
    "\u00ad\u200b\u200c\u200d\u2060\ufeff\u034f*\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_BREVE, _DIAERESIS = "\u0306", "\u0308"
_SAME = {
    "«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"',
    "’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'", "′": "'", "ʹ": "'",
    "–": "—", "—": "—", "‒": "—", "―": "—", "−": "—", "‑": "-", "‐": "-", "➖": " ",
    "ё": "е", "Ё": "Е", "…": ".", "_": " ", "\t": " ", "\r": "\n", "\u2028": "\n", "\u2029": "\n",
    "\x0b": "\n", "\x0c": "\n",
    "➡": "→", "⇒": "→", "№": "№", "ѐ": "е", "ѝ": "и",
}  # fmt: skip
_BULLETS = frozenset("•▪▫●◦·‣∙■□◾◽◼◻🔹🔸🔻🔺📍🔘▶►▸⚫⚪🔷🔶✔☑👉")
_CIRCLES = re.compile("(?<![:—–-])(?<![:—–-] )[🔴🟠🟡🟢]")
"""The lamps of a board of dangers, each the head of its own line; after a colon they only picture what is said."""
_ODD = re.compile(r"[^а-яА-Яa-zA-Z0-9 \n.,:;!?()\-—\"'/%+#@&=<>\[\]|$~іїєґІЇЄҐ]")
"""What may not be uniform yet; most texts have a handful of such characters and no more."""
_MANY = 24
_LAMPS = frozenset("🔴🟠🟡🟢")
_KEYCAPS = re.compile("(?<=[0-9])\ufe0f?\u20e3(?=[0-9])")
"""Between the digits of a number that is set in keycaps."""


class Normal(NamedTuple):
    """A text made uniform. `cased` keeps capitals, `text` is lower case; both have the same length.

    `offsets[i]` is the place of character i in the original, None where nothing moved. `cut` is where the
    original was cut (its length if it was not).
    """

    text: str
    cased: str
    offsets: list[int] | None
    cut: int

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span [start, end) of the original text."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[start]


class _Table(dict[int, str]):
    """Character to character, filled as characters are met (and never beyond a few thousand)."""

    def __missing__(self, code: int) -> str:
        made = _uniform(chr(code))
        if len(self) < 8192:
            self[code] = made
        return made


def _uniform(char: str) -> str:
    if char in _SAME:
        return _SAME[char]
    if char in _BULLETS:
        return "•"
    kind = unicodedata.category(char)
    if kind in ("So", "Sk", "Cn", "Co", "Cs", "Mn", "Me") or (kind == "Cc" and char != "\n"):
        return " "
    if kind == "Zs":
        return " "
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    return char


_TABLE = _Table()


def normalise(text: str) -> Normal:
    """Make a text uniform. Never fails; takes time linear in the length."""
    cut = min(len(text), LIMIT)
    if cut < len(text):
        text = text[:cut]
    offsets: list[int] | None = None
    odd = set(_ODD.findall(text))
    if "\u20e3" in odd and _KEYCAPS.search(text):  # "2️⃣1️⃣"
        text = _KEYCAPS.sub(lambda m: "\u200b" * len(m[0]), text)
        odd.add("\u200b")
    if not _VANISH.isdisjoint(odd) or _BREVE in odd or _DIAERESIS in odd:
        text, offsets = _without_vanishing(text)
        odd = set(_ODD.findall(text))
    cased = text
    if not _LAMPS.isdisjoint(odd):
        cased = _CIRCLES.sub("•", cased)
    if len(odd) > _MANY:
        cased = text.translate(_TABLE)
    else:
        for char in odd:
            cased = cased.replace(char, _TABLE[ord(char)])
    lower = cased.lower()
    if len(lower) != len(cased):  # a letter whose small form is two characters long
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in cased)
    return Normal(lower, cased, offsets, cut)


def _without_vanishing(text: str) -> tuple[str, list[int]]:
    kept: list[str] = []
    offsets: list[int] = []
    for i, char in enumerate(text):
        if char in _VANISH:
            continue
        if char in (_BREVE, _DIAERESIS) and kept:
            whole = unicodedata.normalize("NFC", kept[-1] + char)
            if len(whole) == 1:
                kept[-1] = whole
            continue
        kept.append(char)
        offsets.append(i)
    return "".join(kept), offsets
