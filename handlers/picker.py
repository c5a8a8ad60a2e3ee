"""The region picker: pages of buttons, what is chosen marked; and the buttons under a chat's settings."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.gazetteer import REGIONS
from bot.locales import Translator
from bot.model import Interest, Severity
from bot.views import coverage
from bot.views import settings as words
from bot.views.words import by_name, region
from handlers.context import Context
from handlers.target import Target

ROWS, COLUMNS = 8, 2
PAGE = ROWS * COLUMNS

UNWATCHED = " ○"
"""After the name of a region that no channel speaks for."""

ZONES = ("Europe/Kaliningrad", "Europe/Moscow", "Europe/Kyiv", "Europe/Samara", "Asia/Yekaterinburg")

_FLAGS = {"RU": "🇷🇺", "UA": "🇺🇦", "BY": "🇧🇾"}


def pages_of(t: Translator) -> list[list[str]]:
    """Every region, by country and name, in pages."""
    countries = list(dict.fromkeys(r.country for r in REGIONS.values()))
    ordered = sorted(by_name(t, REGIONS), key=lambda code: countries.index(REGIONS[code].country))
    return [ordered[at : at + PAGE] for at in range(0, len(ordered), PAGE)]


def picker(context: Context, target: Target, page: int) -> InlineKeyboardMarkup:
    """One page of all regions."""
    pages = pages_of(target.t)
    page = min(max(page, 0), len(pages) - 1)
    rows = _grid([toggle(context, target, code) for code in pages[page]])
    back = target.button(context, "◂", f"p{page - 1}") if page else None
    on = target.button(context, "▸", f"p{page + 1}") if page < len(pages) - 1 else None
    here = target.button(context, f"{page + 1}/{len(pages)}", f"p{page}")
    rows.append([button for button in (back, here, on) if button])
    rows.append([target.button(context, target.t.gettext("Settings"), "h")])
    return InlineKeyboardMarkup(rows)


def title(t: Translator, page: int) -> str:
    """The countries on a page: "🇷🇺 3/8"."""
    pages = pages_of(t)
    codes = pages[min(max(page, 0), len(pages) - 1)]
    return " ".join(dict.fromkeys(_FLAGS.get(REGIONS[code].country, "🌊") for code in codes))


def found(context: Context, target: Target, codes: Sequence[str]) -> InlineKeyboardMarkup:
    """Regions that were searched for: each alone, and with its neighbours."""
    rows = []
    for code in codes:
        row = [toggle(context, target, code)]
        row += neighbours(context, target, code)
        rows.append(row)
    rows.append([target.button(context, target.t.gettext("All regions"), "p0")])
    return InlineKeyboardMarkup(rows)


def neighbours(context: Context, target: Target, code: str) -> list[InlineKeyboardButton]:
    """ "… and its neighbours", where there are any that are not chosen yet."""
    missing = [near for near in REGIONS[code].neighbours if near not in target.regions]
    if not missing:
        return []
    label = target.t.ngettext("with {n} neighbour", "with {n} neighbours", len(missing)).format(n=len(missing))
    return [target.button(context, label, f"n{code}")]


def chosen(context: Context, target: Target) -> InlineKeyboardMarkup:
    """What is subscribed, each to be taken away."""
    rows = _grid([toggle(context, target, code) for code in target.regions[: 2 * PAGE]])
    rows.append([target.button(context, target.t.gettext("Remove everything"), "x")])
    return InlineKeyboardMarkup(rows)


def settings(context: Context, target: Target) -> InlineKeyboardMarkup:
    """The buttons under /settings."""
    t, chat = target.t, target.chat

    def button(label: str, action: str) -> InlineKeyboardButton:
        return target.button(context, label, action)

    rows = [
        [button(t.gettext("Regions"), "p0"), button(t.gettext("Subjects"), "i"), button(t.gettext("How grave"), "v")]
    ]
    rows.append([button(_mark(code == chat.language) + name, f"l{code}") for code, name in words.LANGUAGES.items()])
    quiet = (
        button(t.gettext("Quiet 23–07"), "q23-07") if chat.quiet is None else button(t.gettext("No quiet hours"), "q")
    )
    digest = button(t.gettext("Digest 08:00"), "d08:00") if chat.digest is None else button(t.gettext("No digest"), "d")
    rows.append([quiet, digest])
    muted = chat.muted_until is not None and chat.muted_until > context.desk.clock.now()
    rows.append([button(t.gettext("Unmute"), "m0") if muted else button(t.gettext("Mute for 30 min"), "m30")])
    rows[-1].append(button(t.gettext("Time zone"), "z"))
    if target.here == chat.chat_id < 0:
        rows.append([target.in_private(context)])
    return InlineKeyboardMarkup(rows)


def interests(context: Context, target: Target) -> InlineKeyboardMarkup:
    """What to hear of."""
    t = target.t
    rows = []
    for value in Interest:
        wanted = value in target.interests
        label = f"{_mark(wanted)}{words.interest(t, value)}"
        rows.append([target.button(context, label, f"i{'-' if wanted else '+'}{value.value}")])
    rows.append([target.button(context, t.gettext("Settings"), "h")])
    return InlineKeyboardMarkup(rows)


def severities(context: Context, target: Target) -> InlineKeyboardMarkup:
    """From which gravity on."""
    rows = [
        [target.button(context, _mark(value is target.severity) + words.severity(target.t, value), f"v{int(value)}")]
        for value in Severity
    ]
    rows.append([target.button(context, target.t.gettext("Settings"), "h")])
    return InlineKeyboardMarkup(rows)


def zones(context: Context, target: Target) -> InlineKeyboardMarkup:
    """Time zones that most readers live in; any other by /timezone."""
    rows = [
        [target.button(context, _mark(zone == target.chat.timezone) + target.t.zone(zone), f"z{number}")]
        for number, zone in enumerate(ZONES)
    ]
    rows.append([target.button(context, target.t.gettext("Settings"), "h")])
    return InlineKeyboardMarkup(rows)


def toggle(context: Context, target: Target, code: str) -> InlineKeyboardButton:
    """A region: pressed, it is added or taken away."""
    wanted = code in target.regions
    blind = UNWATCHED if coverage.unwatched(context.desk.channels, [code]) else ""
    return target.button(context, f"{_mark(wanted)}{region(target.t, code)}{blind}", f"{'-' if wanted else '+'}{code}")


def marked(keyboard: InlineKeyboardMarkup) -> bool:
    """Whether a region on it is one that nobody speaks for."""
    return any(button.text.endswith(UNWATCHED) for row in keyboard.inline_keyboard for button in row)


def _mark(on: bool) -> str:
    return "✓ " if on else ""


def _grid(buttons: Sequence[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    return [list(buttons[at : at + COLUMNS]) for at in range(0, len(buttons), COLUMNS)]
