"""Commands are known by their text where no entity marks them."""

from types import SimpleNamespace
from typing import Any

import pytest
from telegram import Update

from handlers import TYPED
from handlers.typed import Typed

BOT: Any = SimpleNamespace(username="Svodka_bot", defaults=None)


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("/now", []),
        ("/NOW belgorod  oblast", ["belgorod", "oblast"]),
        ("/now@svodka_bot kursk", ["kursk"]),
        ("/now@another_bot", None),
        ("/nowhere", None),
        ("/", None),
        ("now", None),
    ],
)
@pytest.mark.parametrize("marked", [True, False])
def test_a_command_is_known_by_its_entity_or_by_its_text(text: str, arguments: list[str] | None, marked: bool) -> None:
    found = _handler().check_update(_update(text, marked=marked))
    assert (found[0] if found else None) == arguments


def test_an_edited_command_does_not_run_again() -> None:
    assert not _handler().check_update(_update("/now", marked=False, kind="edited_message"))


async def _answer(update: Update, context: Any) -> None:
    """Not called: only who would be called is asked."""


def _handler() -> Typed:
    return Typed("now", _answer, TYPED)


def _update(text: str, *, marked: bool, kind: str = "message") -> Update:
    message: dict[str, Any] = {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "text": text}
    if marked and text.startswith("/") and len(text) > 1:
        word = text.split()[0]
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(word)}]
    return Update.de_json({"update_id": 1, kind: message}, BOT)
