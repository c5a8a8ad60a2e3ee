"""Seals for buttons: callback data comes from clients and may be forged, repeated, or pressed by somebody else.

A seal covers who may press, where the button stands, what it does, and how things stood when it was shown. Once the
press has changed them, the same press again no longer fits: a repeated press does nothing.
"""

import base64
import hashlib
import hmac
from typing import NamedTuple

PREFIX = "s!"
ANYBODY = 0
"""In the place of a person: whoever has the rights, for administrators who speak as their group."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
MOST_BYTES = 64


class Sealed(NamedTuple):
    """What a button does (`action`), to which chat and topic; its seal is still to be checked."""

    action: str
    chat_id: int
    topic: int
    seal: str


class Seal:
    """Makes and checks seals. The key is derived from the bot's token: another bot's buttons do not fit."""

    def __init__(self, token: str) -> None:
        self._key = hmac.digest(token.encode(), b"svodka buttons", hashlib.sha256)

    def button(self, action: str, chat_id: int, topic: int, *, user: int, here: int, state: str) -> str:
        """Callback data of at most 64 bytes. `here` is the chat where it is shown, `state` how things stand."""
        seal = self._of(user, here, chat_id, topic, action, state)
        data = f"{PREFIX}{action}|{_pack(chat_id)}|{_pack(topic)}|{seal}"
        if len(data.encode()) > MOST_BYTES:
            raise ValueError(f"{data!r} does not fit into a button")
        return data

    def fits(self, sealed: Sealed, *, user: int, here: int, state: str) -> bool:
        """Whether this person may press it here as things stand."""
        return any(
            hmac.compare_digest(
                self._of(who, here, sealed.chat_id, sealed.topic, sealed.action, state).encode(), sealed.seal.encode()
            )
            for who in (user, ANYBODY)
        )

    def link(self, chat_id: int, topic: int) -> str:
        """A deep link's payload that opens a group's settings in private. Rights are asked when it is used."""
        seal = self._of(ANYBODY, 0, chat_id, topic, "link", "")
        return f"g{_pack(chat_id)}_{_pack(topic)}_{seal}"

    def linked(self, payload: str) -> tuple[int, int] | None:
        """The group and topic of a deep link of ours; None for any other."""
        parts = payload.removeprefix("g").split("_", 2)
        if not payload.startswith("g") or len(parts) != 3:
            return None
        chat_id, topic = _unpack(parts[0]), _unpack(parts[1])
        if chat_id is None or topic is None or not hmac.compare_digest(self.link(chat_id, topic), payload):
            return None
        return chat_id, topic

    def _of(self, *parts: object) -> str:
        words = "\x00".join(str(part) for part in parts)
        return base64.urlsafe_b64encode(hmac.digest(self._key, words.encode(), hashlib.sha256)[:9]).decode()


def unpack(data: str) -> Sealed | None:
    """The parts of a button's data; None where it is none of ours."""
    parts = data.removeprefix(PREFIX).split("|")
    if not data.startswith(PREFIX) or len(parts) != 4 or len(data.encode()) > MOST_BYTES:
        return None
    chat_id, topic = _unpack(parts[1]), _unpack(parts[2])
    if chat_id is None or topic is None:
        return None
    return Sealed(parts[0], chat_id, topic, parts[3])


def _pack(number: int) -> str:
    sign, number, digits = ("-" if number < 0 else ""), abs(number), ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return sign + (digits or "0")


def _unpack(text: str) -> int | None:
    bare = text.removeprefix("-")
    if not bare or len(bare) > 13 or not set(bare) <= set(_DIGITS):
        return None
    return int(text, 36)
