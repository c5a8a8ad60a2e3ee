"""Keeping the catalogues true to the code: what `scripts/locales` and the tests do with them."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from bot.locales.languages import LANGUAGES

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
# How many strings each call begins with, and whether the first is a context. N_ marks words that a table keeps.
KEYWORDS = {
    "gettext": (1, False),
    "N_": (1, False),
    "ngettext": (2, False),
    "pgettext": (2, True),
    "npgettext": (3, True),
}


def template() -> Catalog:
    """Every message of bot/ and handlers/, as the code has it now.

    Read from the syntax tree: Babel's own extractor goes by tokens, and misses calls inside f-strings before 3.12.
    """
    found = Catalog(project="svodka", charset="utf-8", creation_date=datetime(2025, 1, 1, tzinfo=UTC))
    for room in ("bot", "handlers"):
        for source in sorted((ROOT / room).rglob("*.py")):
            for context, message in _messages(source.read_text("utf-8")):
                # The file, not the line: a catalogue should not change because code moved down.
                found.add(message, locations=[(source.relative_to(ROOT).as_posix(), 0)], context=context)
    return found


def _messages(code: str) -> Iterator[tuple[str | None, str | tuple[str, str]]]:
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name not in KEYWORDS:
            continue
        count, contextual = KEYWORDS[name]
        words = [arg.value for arg in node.args[:count] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if len(words) == count:
            context = words.pop(0) if contextual else None
            yield context, words[0] if len(words) == 1 else (words[0], words[1])


def path(language: str) -> Path:
    """Where a language's catalogue lies."""
    return HERE / f"{language}.po"


def read(language: str) -> Catalog:
    """The catalogue as it lies; an empty one where there is none yet."""
    if not path(language).exists():
        return Catalog(locale=language, charset="utf-8")
    with path(language).open("rb") as opened:
        return read_po(opened, locale=language)


def update(language: str) -> None:
    """Add new messages and drop stale ones; translations are kept, none is guessed."""
    fresh, old = template(), read(language)
    merged = Catalog(locale=language, project="svodka", charset="utf-8", fuzzy=False)
    merged.creation_date = merged.revision_date = datetime(2025, 1, 1, tzinfo=UTC)
    merged.header_comment = f"# Svodka in {merged.locale.english_name if merged.locale else language}."
    for message in fresh:
        if message.id:
            kept = old.get(_key(message), message.context)
            said = kept.string if kept is not None else ""
            merged.add(
                message.id,
                said or (("", "") if message.pluralizable else ""),
                locations=sorted(set(message.locations)),
                context=message.context,
            )
    with path(language).open("wb") as opened:
        write_po(opened, merged, width=110, sort_output=True, include_lineno=False, omit_header=False)


def faults(language: str) -> list[str]:
    """What is wrong with a catalogue: untranslated, stale, or with other {places} than the message's."""
    code, kept = template(), read(language)
    wrong = [f"stale: {m.id!r}" for m in kept if m.id and code.get(_key(m), m.context) is None]
    for message in code:
        if not message.id:
            continue
        held = kept.get(_key(message), message.context)
        said = _strings(held) if held is not None else []
        forms = kept.num_plurals if message.pluralizable else 1
        if language != "en" and (len(said) < forms or not all(said)):
            wrong.append(f"untranslated: {message.id!r}")
        places = _places(_key(message)) | (_places(message.id[1]) if message.pluralizable else set())
        wrong += [f"other places: {message.id!r} -> {text!r}" for text in said if text and _places(text) - places]
    return wrong


def check() -> list[str]:
    """The faults of every language, one line each."""
    return [f"{language}: {fault}" for language in LANGUAGES for fault in faults(language)]


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, (tuple, list)) else message.id


def _strings(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, (tuple, list)) else [message.string or ""]


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
