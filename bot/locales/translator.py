"""Translator: one language's words, plurals, dates and numbers."""

import gettext
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from io import BytesIO
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_timedelta, get_timezone_location
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from bot.locales.languages import DEFAULT, LANGUAGES


class Translator:
    """Speaks one language. Msgids are English; `{name}` places are filled by the caller with str.format."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        # British English: "19 October", as the officials' English posts have it.
        self.locale = Locale.parse("en_GB" if language == "en" else language)
        self._catalogue = catalogue

    def gettext(self, message: str) -> str:
        """The words for `message`."""
        return self._catalogue.gettext(message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        """The words for `n` of something, in the right plural (ru and uk have three)."""
        return self._catalogue.ngettext(one, many, n)

    def pgettext(self, context: str, message: str) -> str:
        """The words for `message` where the same English means different things."""
        return self._catalogue.pgettext(context, message)

    def npgettext(self, context: str, one: str, many: str, n: int) -> str:
        """Plural and context together."""
        return self._catalogue.npgettext(context, one, many, n)

    def number(self, n: float) -> str:
        """12 345 as this language writes it."""
        if isinstance(n, int) and 0 <= n < 1000:
            return str(n)  # the same in all three; most numbers are small, and Babel takes its time
        return str(format_decimal(n, locale=self.locale))

    def day(self, day: date, today: date | None = None) -> str:
        """ "19 октября", with the year where it is not `today`'s."""
        if today is not None and day.year == today.year:
            return str(format_skeleton("MMMMd", _noon(day), locale=self.locale, tzinfo=_UTC))
        return str(format_date(day, "long", locale=self.locale))

    def short_day(self, day: date) -> str:
        """ "19 окт.": for buttons and axes."""
        return str(format_skeleton("MMMd", _noon(day), locale=self.locale, tzinfo=_UTC))

    def short_period(self, first: date, last: date, today: date) -> str:
        """ "13–19 окт.", "28 сент. – 4 окт."; the year where it is not `today`'s."""
        year = "" if last.year == today.year else f" {last.year}"
        if first == last:
            return self.short_day(last) + year
        if (first.year, first.month) == (last.year, last.month):
            # The day of the month comes first in all three languages.
            return f"{first.day}–{self.short_day(last)}{year}"
        before = "" if first.year == last.year else f" {first.year}"
        return f"{self.short_day(first)}{before} – {self.short_day(last)}{year}"

    def weekday(self, day: date) -> str:
        """The day's name, in full."""
        return str(format_date(day, "EEEE", locale=self.locale))

    def month(self, day: date) -> str:
        """The month standing alone with its year: "октябрь 2025 г."."""
        return str(format_skeleton("yMMMM", _noon(day), locale=self.locale, tzinfo=_UTC))

    def time(self, at: datetime, zone: str) -> str:
        """HH:MM in `zone`, always 24 hours: readers compare it with the officials' posts."""
        return at.astimezone(ZoneInfo(zone)).strftime("%H:%M")

    def moment(self, at: datetime, zone: str, now: datetime) -> str:
        """HH:MM where it is the same day in `zone` as `now`, else the date too."""
        local, today = at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
        clock = f"{local:%H:%M}"
        return clock if local.date() == today else f"{self.day(local.date(), today)}, {clock}"

    def span(self, length: timedelta) -> str:
        """ "2 hours 5 minutes", to the minute; nominative: it stands after a colon or in brackets."""
        minutes = round(length.total_seconds() / 60)
        if minutes < 1:
            return self.gettext("less than a minute")
        hours, minutes = divmod(minutes, 60)
        said = []
        if hours:
            said.append(format_timedelta(timedelta(hours=hours), "hour", threshold=10**6, locale=self.locale))
        if minutes:
            said.append(format_timedelta(timedelta(minutes=minutes), "minute", threshold=10**6, locale=self.locale))
        return " ".join(said)

    def zone(self, zone: str) -> str:
        """The zone's name for a reader: "Moscow time"; elsewhere the city's name."""
        named = {
            "Europe/Moscow": self.gettext("Moscow time"),
            "Europe/Kyiv": self.gettext("Kyiv time"),
            "Europe/Kiev": self.gettext("Kyiv time"),
            "Europe/Samara": self.gettext("Samara time"),
            "Europe/Minsk": self.gettext("Minsk time"),
            "Asia/Yekaterinburg": self.gettext("Yekaterinburg time"),
            "UTC": "UTC",
        }
        if zone in named:
            return named[zone]
        if zone.startswith("Etc/GMT"):  # the sign of these names is POSIX's
            return f"UTC{-int(zone.removeprefix('Etc/GMT') or 0):+d}"
        city = get_timezone_location(ZoneInfo(zone), locale=self.locale, return_city=True)
        return self.gettext("local time, {city}").format(city=city)

    def all_of(self, items: list[str]) -> str:
        """ "A, B and C"."""
        return str(format_list(items, locale=self.locale))


_UTC = ZoneInfo("UTC")


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=_UTC)


@cache
def translator(language: str) -> Translator:
    """The translator for one of LANGUAGES; any other code gets English."""
    if language not in LANGUAGES:
        return translator(DEFAULT)
    compiled = BytesIO()
    source = files("bot.locales") / f"{language}.po"
    with source.open("rb") as opened:
        write_mo(compiled, read_po(opened, locale=language))
    compiled.seek(0)
    return Translator(language, gettext.GNUTranslations(compiled))
