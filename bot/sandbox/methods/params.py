"""What a request asks: parameters by name, with files, read as leniently as Telegram reads them."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.entities import Entity, detect, parse_html, units
from bot.sandbox.refusal import bad_request


@dataclass
class Upload:
    """A file of a multipart request."""

    name: str
    mime: str
    data: bytes


@dataclass
class Params:
    """Parameters of one call. Values are strings (forms, query) or JSON values (JSON bodies)."""

    values: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """A string."""
        value = self.values.get(name)
        return default if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number."""
        try:
            return int(self.values.get(name) or default)
        except (TypeError, ValueError):
            raise bad_request(f"parameter {name} must be an integer") from None

    def flag(self, name: str) -> bool:
        """A truth value."""
        return str(self.values.get(name, "")).lower() in ("true", "1", "yes")

    def json(self, name: str) -> Any:
        """An object or list; None where it is not given."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    @property
    def as_json(self) -> dict[str, Any]:
        """For the journal: nested JSON opened up, files by name and size."""
        opened = {name: self._opened(name) for name in self.values}
        return opened | {name: f"<{file.name}, {len(file.data)} bytes>" for name, file in self.files.items()}

    def _opened(self, name: str) -> Any:
        value = self.values[name]
        if isinstance(value, str):
            if value[:1] in ("{", "["):
                try:
                    return json.loads(value)
                except ValueError:
                    return value
            if value in ("true", "false"):
                return value == "true"
            if value.lstrip("-").isdecimal() and name not in ("text", "caption", "query"):
                return int(value)
        return value


def formatted(source: str, mode: str, given: list[Entity] | None, limit: int, words: str) -> tuple[str, list[Entity]]:
    """Text and entities by parse_mode, its length checked in UTF-16 units after parsing; `words` names it."""
    if mode and mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    text, entities = parse_html(source) if mode else (source.strip(), list(given or []))
    if units(text) > limit:
        raise bad_request("message is too long" if words == "text" else "message caption is too long")
    marked = {(e["offset"], e["length"]) for e in entities if e["type"] in ("text_link", "code", "pre")}
    found = [e for e in detect(text) if not _inside(e, marked)]
    return text, sorted([*entities, *found], key=lambda e: (e["offset"], -e["length"]))


def _inside(entity: Entity, spans: set[tuple[int, int]]) -> bool:
    start, end = entity["offset"], entity["offset"] + entity["length"]
    return any(offset < end and start < offset + length for offset, length in spans)


def keyboard(params: Params, name: str = "reply_markup") -> dict[str, Any] | None:
    """reply_markup, its buttons checked; Refusal 400 as Telegram words it."""
    markup = params.json(name)
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    for row in markup.get("inline_keyboard", []):
        for button in row:
            _check(button)
    return markup


def _check(button: dict[str, Any]) -> None:
    if not button.get("text"):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    kinds = [key for key in button if key not in ("text", "style", "icon_custom_emoji_id")]
    if len(kinds) != 1:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not button["url"].startswith(("http://", "https://", "tg://")):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
