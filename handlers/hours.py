"""Hours, spans and zones as people type them after /quiet, /mute, /digest and /timezone. Nothing here raises."""

import re
from collections.abc import Mapping
from datetime import time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import bot.gazetteer as gazetteer
from bot.gazetteer import REGIONS
from bot.model import Quiet, Weapon

OFF = r"off|no|none|выкл|нет|откл|вимк|ні|0"
_EXCEPT = r"except|but|кроме|окрім|крім"
_WEAPONS: Mapping[Weapon, str] = {
    Weapon.MISSILE: r"missiles?|rockets?|ballistics?|ракет[а-яі]*|баллисти[а-я]+|балісти[а-яії]+",
    Weapon.UAV: r"uavs?|drones?|бпла|дрон[а-яі]*|бе[сз]п[иі]лотник[а-яі]*",
    Weapon.AVIATION: r"aviation|aircraft|авиаци[а-я]+|авіаці[а-яії]+",
    Weapon.USV: r"usvs?|бэк[а-я]*|бек[а-яі]*",
    Weapon.ARTILLERY: r"artillery|shelling|артиллери[а-я]+|обстрел[а-я]*|артилері[а-яії]+|обстріл[а-яі]*",
}
_UNITS: Mapping[str, timedelta] = {
    r"m|min|minutes?|м|мин|минут[аыу]?|хв|хвилин[аиу]?|": timedelta(minutes=1),
    r"h|hours?|ч|час|часа|часов|год|годин[аиу]?": timedelta(hours=1),
    r"d|days?|д|день|дня|дней|дн[іи]|днів|сутки": timedelta(days=1),
}
_HALF_AN_HOUR = r"half an hour|полчаса|полчасика|півгодини|пів години"
_FOR = r"(?:for|на|an|a)\s+"
_AT = r"(?:at|в|о|об|у)\s+"
_LATER = r"pm|p\.m\.|вечера|дня|вечора"
_OF_DAY = rf"am|a\.m\.|утра|ночи|ранку|ночі|{_LATER}"
_FROM = r"^\s*(?:from|с|со|з|із|від)\s+"
_OFFSET = re.compile(r"(utc|gmt|мск|msk)?\s*([+-−–])\s*(\d{1,2})(?::00)?", re.IGNORECASE)
LONGEST_MUTE = timedelta(days=7)


def off(text: str) -> bool:
    """Whether "off" is meant, in one of the languages."""
    return re.fullmatch(OFF, text.strip().casefold()) is not None


def clock(text: str) -> time | None:
    """ "8", "8:30", "08.30", "в 8", "8 pm", "7 вечера"; 24 is midnight."""
    match = re.fullmatch(rf"\s*(?:{_AT})?(\d{{1,2}})(?:[:.](\d\d))?\s*({_OF_DAY})?\s*", text.casefold())
    if match is None or int(match[1]) > 24 or int(match[2] or 0) > 59:
        return None
    hour, part = int(match[1]), match[3]
    if part is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if re.fullmatch(_LATER, part) else 0)
    return time(hour % 24, int(match[2] or 0))


def quiet(text: str) -> Quiet | None:
    """ "23-07", "23:00–07:00 except missile", "с 23 до 7"; None where it is not understood."""
    hours, *but = re.split(rf",?\s*\b(?:{_EXCEPT})\b", re.sub(_FROM, "", text.casefold()), maxsplit=1)
    ends = [clock(part) for part in re.split(r"[-–—]|\b(?:to|till|until|до|по)\b|(?<=\d)\s+(?=\d)", hours)]
    if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] == ends[1]:
        return None
    words = re.findall(r"\w+", but[0]) if but else []
    kinds = [next((kind for kind, form in _WEAPONS.items() if re.fullmatch(form, word)), None) for word in words]
    named = [kind for kind, word in zip(kinds, words, strict=True) if word not in ("and", "и", "та", "і")]
    if None in named or (but and not named):
        return None
    return Quiet(start=ends[0], end=ends[1], but=tuple(dict.fromkeys(kind for kind in named if kind)))


def span(text: str) -> timedelta | None:
    """ "30m", "2 h", "45" (minutes), "на час", up to a week; None where it is not understood."""
    said = re.sub(rf"^\s*(?:{_FOR})+", "", text.casefold()).strip()
    if re.fullmatch(_HALF_AN_HOUR, said) or said == "half hour":
        return timedelta(minutes=30)
    match = re.fullmatch(r"(\d{1,5})\s*([^\W\d]*)\.?", said) or re.fullmatch(r"()([^\W\d]+)", said)
    if match is None:
        return None
    unit = next((length for form, length in _UNITS.items() if re.fullmatch(form, match[2])), None)
    length = unit * int(match[1] or 1) if unit else None
    return length if length and timedelta(0) < length <= LONGEST_MUTE else None


def zone(text: str) -> str | None:
    """An IANA name in any case, its city, "UTC+3", "МСК+2", or a city or region that the gazetteer knows."""
    offset = _OFFSET.fullmatch(text.strip())
    if offset is not None:
        hours = int(offset[3]) * (1 if offset[2] == "+" else -1)
        hours += 3 if (offset[1] or "").casefold() in ("мск", "msk") else 0
        # The sign of these names is POSIX's: hours to add for UTC.
        return f"Etc/GMT{-hours:+d}" if hours and -12 <= hours <= 14 else None if hours else "UTC"
    wanted = text.strip().replace(" ", "_").casefold()
    if not wanted:
        return None
    for name in sorted(available_timezones()):
        if wanted in (name.casefold(), name.rpartition("/")[2].casefold()):
            ZoneInfo(name)
            return name
    found = gazetteer.find(text).regions
    return REGIONS[found[0]].timezone if found else None
