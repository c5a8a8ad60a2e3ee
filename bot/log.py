"""Structured logs: JSON lines, or a readable form on a terminal. No token ever passes, at any level."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
_secrets: set[str] = set()


def hide(secret: str) -> None:
    """Never let these words into a log line from now on (tokens, webhook secrets)."""
    if len(secret) >= 4:
        _secrets.add(secret)


def redact(text: str) -> str:
    """The text with every token and hidden word blotted out."""
    for secret in _secrets:
        text = text.replace(secret, "[redacted]")
    return _TOKEN.sub("[redacted]", text)


def _redact_event(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: redact(value) if isinstance(value, str) else value for key, value in event.items()}


class _Redacting(logging.Formatter):
    """The last gate: whatever was logged, by whichever library, is redacted as a whole line."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self._inner = inner

    def format(self, record: logging.LogRecord) -> str:
        return redact(self._inner.format(record))


def set_up(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send every library's log lines through one redacting handler. JSON where `stream` is no terminal."""
    out = stream or sys.stderr
    terminal = out.isatty()
    renderer: Any = (
        structlog.dev.ConsoleRenderer(colors=terminal)
        if terminal
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _redact_event,
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(_Redacting(formatter))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    # httpx logs each request's URL, which holds the token; APScheduler logs every tick.
    for name in ("httpx", "httpcore", "apscheduler", "aiosqlite", "alembic", "sqlalchemy"):
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def get(name: str) -> structlog.stdlib.BoundLogger:
    """A logger for a room."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger
