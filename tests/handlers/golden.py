"""Golden files: what was said, kept to be read by people. SVODKA_GOLDEN=1 writes them anew."""

import os
from pathlib import Path

from bot.sandbox import Message

ROOT = Path(__file__).parents[1] / "golden"


def agrees(name: str, text: str) -> None:
    """Compare with tests/golden/`name`, or write it."""
    path = ROOT / name
    if os.environ.get("SVODKA_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"{path} differs; read both, then SVODKA_GOLDEN=1 writes it anew"


def shown(message: Message) -> str:
    """A message as it is read: its text with mark-up, the picture's name, and its buttons in rows."""
    media = f"[{message.media.kind}: {message.media.name}]\n" if message.media else ""
    rows = (message.markup or {}).get("inline_keyboard", [])
    buttons = "".join("\n" + " ".join(f"[{button['text']}]" for button in row) for row in rows)
    return f"{media}{message.html}{buttons}\n"
