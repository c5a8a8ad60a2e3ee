"""The words of /start, /help and of an unknown command."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from bot.locales import Translator
from bot.views.markup import Html, bold, esc, lines


class Row(NamedTuple):
    """A command as /help shows it; section, about and hint are msgids."""

    section: str
    name: str
    about: str
    hint: str


def greeting(t: Translator, name: str, *, private: bool) -> Html:
    """What the bot is, what its figures are worth, and the first three things to try."""
    parts = [
        bold(esc(name)),
        esc(
            t.gettext(
                "I read what officials publish about air attacks, count without counting twice, and warn about "
                "danger. Every figure leads to the words of the official who said it."
            )
        ),
        "",
        "/now – " + esc(t.gettext("what is dangerous at this moment")),
        "/today – " + esc(t.gettext("the day so far, region by region")),
        "/subscribe – " + esc(t.gettext("be warned about your region")),
        "/help – " + esc(t.gettext("everything else")),
        "",
        esc(
            t.gettext(
                "I am not an official warning service. Silence here does not mean safety: "
                "follow sirens and your authorities."
            )
        ),
    ]
    if not private:
        parts.append(esc(t.gettext("In a group, only administrators change what it is told.")))
    return lines(parts)


def commands(t: Translator, rows: Iterable[Row]) -> Html:
    """Every command under its section's heading."""
    parts: list[str] = []
    for section, members in groupby(rows, key=lambda row: row.section):
        parts += ["", bold(esc(t.gettext(section)))] if parts else [bold(esc(t.gettext(section)))]
        for row in members:
            hint = f" {esc(t.gettext(row.hint))}" if row.hint else ""
            parts.append(f"/{row.name}{hint} – {esc(t.gettext(row.about))}")
    parts += [
        "",
        esc(
            t.gettext(
                "Regions and dates are understood as you type them: “belgorod”, “Брянская”, “yesterday”, “19.10”."
            )
        ),
    ]
    return lines(parts)


def unknown(t: Translator, typed: str, near: str) -> Html:
    """There is no such command; the nearest one is offered."""
    said = esc(t.gettext("There is no command /{name}.").format(name=typed[:32]))
    if near:
        return lines(
            [
                said,
                esc(t.gettext("Did you mean /{name}?").format(name=near)),
                esc(t.gettext("All commands: /help")),
            ]
        )
    return lines([said, esc(t.gettext("All commands: /help"))])
