"""How much was heard: no report is not zero, and a silent source is not calm."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.locales import Translator
from bot.model import Channel, Coverage
from bot.views.markup import Html, esc, italic
from bot.views.words import speaker_at_length

MOST_SILENT = 6


def expected(channels: Mapping[str, Channel], regions: Sequence[str] = ()) -> dict[str, Channel]:
    """Channels that would tell if something happened in these regions (none = anywhere): no wires, no relays."""
    return {name: c for name, c in channels.items() if c.would_tell_of(regions)}


def sentences(
    t: Translator, coverage: Coverage, channels: Mapping[str, Channel], zone: str, now: datetime, day: str = ""
) -> list[Html]:
    """What `heard` says, and the day's zone."""
    return [*heard(t, coverage, channels, zone, now, day), zoned(t, zone)]


def heard(
    t: Translator, coverage: Coverage, channels: Mapping[str, Channel], zone: str, now: datetime, day: str = ""
) -> list[Html]:
    """ "3 of 5 channels heard; last post 02:10. No report is not zero." – who is silent.

    `day` says of which of several days: "20 Oct: 3 of 5 channels heard".
    """
    said = []
    if coverage.expected:
        many = t.ngettext(
            "{alive} of {expected} channel heard", "{alive} of {expected} channels heard", coverage.expected
        ).format(alive=t.number(coverage.alive), expected=t.number(coverage.expected))
        last = max((post.at for post in coverage.last if post.at is not None), default=None)
        if last is not None:
            many += "; " + t.gettext("last post {time}").format(time=t.moment(last, zone, now))
        if day:
            many = f"{day}: {many[:1].lower()}{many[1:]}"
        said.append(f"{many}. " + t.gettext("No report is not zero."))
    else:
        said.append(t.gettext("No channel is watched for this. No report is not zero."))
    if coverage.silent:
        said.append(not_heard(t, coverage.silent, channels))
    return [italic(esc(line)) for line in said]


def zoned(t: Translator, zone: str) -> Html:
    """Whose midnight ends a day."""
    return italic(esc(t.gettext("Days are counted in {zone}.").format(zone=t.zone(zone))))


def not_heard(t: Translator, names: Sequence[str], channels: Mapping[str, Channel]) -> str:
    """Who is silent; the first few by name."""
    shown = [speaker_at_length(t, channels.get(n), n) for n in names[:MOST_SILENT]]
    more = len(names) - len(shown)
    if more:
        shown.append(t.ngettext("{n} more", "{n} more", more).format(n=t.number(more)))
    return t.gettext("Not heard: {names}.").format(names="; ".join(shown))
