"""CAP 1.2 (OASIS): a danger as Alert, its confirmation as Update, its end as Update with references to all before.

An all-clear is an Update whose responseType is AllClear. A danger that lapsed without one was neither called over
nor said in error, so that it is no Cancel: its last Update says that nothing more is known (urgency and certainty
Unknown) and has expired as it is sent, and with it, by its references, what came before. Nothing here is ever a
Cancel: a danger whose posts are withdrawn is no longer in the store. Times are UTC, which CAP writes with -00:00.
"""

from datetime import datetime
from xml.sax.saxutils import escape

from bot.gazetteer import REGIONS
from bot.locales import translator
from bot.model import Episode, EpisodeState, Voice
from bot.views.words import danger, region

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n<alerts>\n'
CLOSING = "</alerts>\n"


def alerts(episode: Episode, language: str = "en") -> str:
    """Every CAP message of one episode, oldest first; each could stand as a document of its own."""
    said = [_message(episode, language, "Alert", episode.opened_by, ())]
    before = [_reference(episode, episode.opened_by, "Alert")]
    if episode.last_confirmed > episode.since and episode.confirmed_by != episode.opened_by:
        said.append(_message(episode, language, "Update", episode.confirmed_by, before))
        before.append(_reference(episode, episode.confirmed_by, "Update"))
    if episode.state is EpisodeState.OFF and episode.cleared_by is not None:
        said.append(_message(episode, language, "Update", episode.cleared_by, before, clear=True))
    elif episode.state is EpisodeState.EXPIRED:
        lapsed = episode.confirmed_by.model_copy(update={"at": episode.ended or episode.last_confirmed})
        said.append(_message(episode, language, "Update", lapsed, before, lapse=True))
    return "".join(said)


def _message(
    episode: Episode, language: str, kind: str, voice: Voice, before: list[str] | tuple[()], *,
    clear: bool = False, lapse: bool = False,
) -> str:  # fmt: skip
    t = translator(language)
    what = t.gettext("attack under way") if episode.attack else danger(t, episode.weapon)
    place = region(t, episode.region) + (f", {episode.area}" if episode.area else "")
    note = t.gettext("No news for hours; nobody called it over.") if lapse else ""
    certainty = "Observed" if episode.attack else "Likely"
    if clear:
        name, response, urgency, severity = "Clear", "AllClear", "Past", "Minor"
    elif lapse:
        name, response, urgency, severity, certainty = "Lapse", "Monitor", "Unknown", "Unknown", "Unknown"
    else:
        name, response, urgency, severity = kind, "Shelter", "Immediate", "Extreme" if episode.attack else "Severe"
    fields = [
        ("identifier", _identifier(episode, voice, name)),
        ("sender", f"{voice.channel}@t.me"),
        ("sent", _time(voice.at)),
        ("status", "Actual"),
        ("msgType", kind),
        ("scope", "Public"),
        ("note", note),
        ("references", " ".join(before)),
    ]
    headline = f"{t.gettext('All clear')}: {what}" if clear else what
    info = [
        ("language", {"en": "en-GB", "ru": "ru-RU", "uk": "uk-UA"}[language]),
        ("category", "Security"),
        ("event", what),
        ("responseType", response),
        ("urgency", urgency),
        ("severity", severity),
        ("certainty", certainty),
        ("onset", _time(episode.since)),
        ("expires", _time(voice.at) if lapse else ""),
        ("senderName", voice.channel),
        ("headline", f"{place}: {headline}"),
        ("web", f"https://t.me/{voice.post}"),
    ]
    area = [("areaDesc", place)]
    code = f"    <geocode><valueName>ISO3166-2</valueName><value>{escape(episode.region)}</value></geocode>\n"
    geocode = code if episode.region in REGIONS else ""
    return (
        f'<alert xmlns="{NAMESPACE}">\n{_xml(fields, 2)}  <info>\n{_xml(info, 4)}'
        f"   <area>\n{_xml(area, 4)}{geocode}   </area>\n  </info>\n</alert>\n"
    )


def _identifier(episode: Episode, voice: Voice, kind: str) -> str:
    """Unique for the sender, though one post may speak of many dangers; no space, comma, < or & may stand in it."""
    return f"svodka.{voice.channel}.{voice.message_id}.{episode.id}.{kind.lower()}"


def _reference(episode: Episode, voice: Voice, kind: str) -> str:
    """ "sender,identifier,sent" of an earlier message."""
    return f"{voice.channel}@t.me,{_identifier(episode, voice, kind)},{_time(voice.at)}"


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}-00:00"


def _xml(fields: list[tuple[str, str]], indent: int) -> str:
    pad = " " * indent
    return "".join(f"{pad}<{name}>{escape(text)}</{name}>\n" for name, text in fields if text)
