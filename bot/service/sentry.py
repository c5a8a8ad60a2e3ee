"""Faults to Sentry, if `service.sentry_dsn` is set: no token, no chat's id, no text of anybody."""

import importlib
import re
from typing import Any

from bot import log
from bot.errors import BadConfig

_CHAT = re.compile(r"(?<![\w.])-?\d{6,}(?![\w.])")
"""Ids of chats and people; they have six digits at least."""


def start(dsn: str, release: str) -> bool:
    """Report unhandled faults and error lines of the log. False where no dsn is given. BadConfig where the extra
    is missing or the dsn is none."""
    if not dsn:
        return False
    try:
        sentry_sdk: Any = importlib.import_module("sentry_sdk")
    except ImportError as fault:
        raise BadConfig("service.sentry_dsn is set, but its package is not: pip install 'svodka[sentry]'") from fault
    try:
        sentry_sdk.init(
            dsn=dsn,
            release=release,
            send_default_pii=False,
            include_local_variables=False,
            max_breadcrumbs=0,
            before_send=cleaned,
        )
    except sentry_sdk.utils.BadDsn as fault:
        raise BadConfig(f"service.sentry_dsn: {fault}") from fault
    return True


def cleaned(event: Any, hint: Any = None) -> Any:
    """The event with every token blotted out, and numbers that may be chats or people."""
    match event:
        case str():
            return _CHAT.sub("[id]", log.redact(event))
        case dict():
            return {
                key: value if key in ("event_id", "timestamp", "trace_id", "span_id") else cleaned(value)
                for key, value in event.items()
                if key not in ("user", "request", "server_name")
            }
        case list() | tuple():
            return [cleaned(one) for one in event]
        case _:
            return event
