"""How much was heard: no report is not zero, and a silent source is not calm."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.locales import Translator
from bot.model import Authority, Channel, Coverage
from bot.views.markup import Html, esc, italic
from bot.views.words import by_name, folded, region, speaker_at_length

MOST_SILENT = 6
MOST_UNWATCHED = 12


def expected(channels: Mapping[str, Channel], regions: Sequence[str] = ()) -> dict[str, Channel]:
    """Channels that would tell if something happened in these regions (none = anywhere): no wires, no relays."""
    return {name: c for name, c in channels.items() if c.would_tell_of(regions)}


def unwatched(channels: Mapping[str, Channel], regions: Iterable[str]) -> list[str]:
    """Of these regions those for which no channel would tell: nothing can be known there, nor told."""
    offices = list(expected(channels).values())
    return [code for code in regions if not any(c.would_tell_of((code,)) for c in offices)]


def without_alarms(channels: Mapping[str, Channel], regions: Iterable[str]) -> list[str]:
    """Of these regions those of which only ministries of defence tell: they sum up what was shot down, and announce
    neither a danger nor its end."""
    offices = list(expected(channels).values())
    told = {code: [c for c in offices if c.would_tell_of((code,))] for code in regions}
    return [code for code, some in told.items() if some and all(c.authority is Authority.MINISTRY for c in some)]


def no_alarms(t: Translator, regions: Sequence[str]) -> str:
    """What is not heard of regions of which only a ministry tells."""
    said = t.gettext("{places}: only the Ministry of Defence tells of what was shot down there; I have no source that "
                     "announces danger or its end.")  # fmt: skip
    return said.format(places=folded(t, [region(t, code) for code in by_name(t, regions)], MOST_UNWATCHED))


def local(channels: Mapping[str, Channel], regions: Iterable[str]) -> int:
    """How many of these regions have an office of their own among the channels."""
    own = {c.region for c in expected(channels).values()}
    return sum(1 for code in regions if code in own)


def no_source(t: Translator, regions: Sequence[str]) -> str:
    """What regions that nobody watches are worth: silence there says nothing at all."""
    if len(regions) == 1:
        said = t.gettext("I have no source for {places}: I can learn and tell of no danger, all-clear or harm there.")
    else:  # a list, whatever its number: "регионам", of 21, too
        said = t.gettext("I have no sources for {places}: I can learn and tell of no danger, all-clear or harm there.")
    return said.format(places=folded(t, [region(t, code) for code in by_name(t, regions)], MOST_UNWATCHED))


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
