"""What the values of config.toml may look like: each function gives the value as it is kept, or raises ValueError
with a line that says how to write it."""

import difflib
import re
from datetime import time
from zoneinfo import ZoneInfo

from bot.gazetteer import REGIONS


def zone(name: str) -> str:
    """The name of a zone of the tz database."""
    try:
        ZoneInfo(name)
    except Exception as fault:
        raise ValueError('not a time zone; write one like "Europe/Moscow"') from fault
    return name


def region(code: str) -> str:
    """A code of the gazetteer's, or ''."""
    if code and code not in REGIONS:
        near = difflib.get_close_matches(code.upper(), REGIONS, 1)
        raise ValueError("not a region code" + (f"; did you mean {near[0]}?" if near else '; write one like "RU-BEL"'))
    return code


def origin(url: str) -> str:
    """An http(s) address, without a slash at its end."""
    if not re.fullmatch(r"https?://[^\s/]+(/[^\s]*)?", url):
        raise ValueError("must be an http(s) address with its http:// or https://")
    return url.rstrip("/")


def username(name: str) -> str:
    """A channel's username in lower case, out of any form in which people write it."""
    bare = re.sub(r"^(https?://)?(t\.me/(s/)?)?@?", "", name.strip()).strip("/")
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{1,31}", bare):
        raise ValueError('not a channel\'s username; write it as in t.me/NAME, like "mod_russia"')
    return bare.lower()


def bot_api_id(value: object) -> object:
    """Bare channel ids (1623943359) get the Bot API's -100 in front."""
    if value in ("", 0):
        return None
    return int(f"-100{value}") if isinstance(value, int) and value > 0 else value


def quiet_hours(value: str) -> str:
    """Hours as '23:00-07:00', or ''."""
    if value and not re.fullmatch(r"\d{1,2}(:\d\d)?\s*-\s*\d{1,2}(:\d\d)?", value):
        raise ValueError('must be hours like "23:00-07:00"')
    if value:
        for part in value.split("-"):
            clock_time(part)
    return value


def digest_time(value: str) -> str:
    """A time of day, or ''."""
    if value:
        clock_time(value)
    return value


def clock_time(text: str) -> time:
    """'8', '08:00' as a time of day. ValueError with an example otherwise."""
    match = re.fullmatch(r"\s*(\d{1,2})(?::(\d\d))?\s*", text)
    if not match or int(match[1]) > 24 or int(match[2] or 0) > 59:
        raise ValueError('must be a time like "08:00"')
    return time(int(match[1]) % 24, int(match[2] or 0))


def address(text: str) -> str:
    """host:port, or '' for none."""
    match = re.fullmatch(r"\[?([^\[\]]*?)\]?:(\d+)", text)
    if text and (not match or int(match[2]) > 65535):
        raise ValueError('must be like "127.0.0.1:8080", or "" for no port')
    return text
