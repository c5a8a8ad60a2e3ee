"""answerCallbackQuery and answerInlineQuery: presses and inline questions wait for them."""

from datetime import timedelta
from typing import Any

from bot.sandbox.entities import units
from bot.sandbox.methods.params import Params, formatted
from bot.sandbox.methods.sending import TEXT
from bot.sandbox.refusal import bad_request
from bot.sandbox.world import World

ANSWERABLE = timedelta(minutes=15)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(world: World, params: Params) -> Any:
    """answerCallbackQuery."""
    press = world.presses.get(params.text("callback_query_id"))
    if press is None or world.clock.now() - press.at > ANSWERABLE:
        raise bad_request(TOO_OLD)
    if units(params.text("text")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answered, press.text, press.alert = True, params.text("text"), params.flag("show_alert")
    world.changed()
    return True


def answer_inline_query(world: World, params: Params) -> Any:
    """answerInlineQuery: at most 50 results, each id 1–64 bytes and once."""
    inline = world.inlines.get(params.text("inline_query_id"))
    if inline is None or world.clock.now() - inline.at > ANSWERABLE:
        raise bad_request(TOO_OLD)
    results = params.json("results")
    if not isinstance(results, list):
        raise bad_request("can't parse inline query results")
    if len(results) > 50:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(params.text("next_offset").encode()) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    seen: set[str] = set()
    for result in results:
        name = str(result.get("id", ""))
        if not 1 <= len(name.encode()) <= 64:
            raise bad_request("RESULT_ID_INVALID")
        if name in seen:
            raise bad_request("RESULT_ID_DUPLICATE")
        seen.add(name)
        _check_content(result.get("input_message_content") or {})
    inline.results, inline.answered = results, True
    inline.next_offset, inline.personal = params.text("next_offset"), params.flag("is_personal")
    world.changed()
    return True


def _check_content(content: dict[str, Any]) -> None:
    if "message_text" in content:
        mode, given = content.get("parse_mode") or "", content.get("entities")
        text, _ = formatted(content["message_text"], mode, given, TEXT, "text")
        if not text:
            raise bad_request("message text is empty")


METHODS = {"answerCallbackQuery": answer_callback_query, "answerInlineQuery": answer_inline_query}
