"""The languages that the bot speaks, and which of them suits a reader."""

LANGUAGES = ("ru", "uk", "en")
DEFAULT = "en"

# Readers of these languages are better served by Russian than by English.
_RUSSIAN_READERS = frozenset({"be", "kk", "ky", "tg", "uz", "tt", "ba", "os", "hy", "az"})


def nearest(code: str | None) -> str:
    """The language for a Telegram `language_code` (IETF tag such as "uk-UA", or None)."""
    tag = (code or "").replace("_", "-").split("-")[0].lower()
    if tag in LANGUAGES:
        return tag
    return "ru" if tag in _RUSSIAN_READERS else DEFAULT


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a msgid that a table keeps and that is translated where it is shown."""
    return message
