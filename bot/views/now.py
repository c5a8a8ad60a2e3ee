"""What is dangerous at this moment. Silence is never worded as safety."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from bot.locales import Translator
from bot.model import Channel, Episode, EpisodeState, Voice
from bot.model.ports import Health
from bot.views import words
from bot.views.coverage import expected, no_alarms, no_source, not_heard, unwatched, without_alarms
from bot.views.markup import Html, bold, esc, italic, lines, link, pages
from bot.views.words import ICONS, danger, region, speaker


def now(t: Translator, episodes: Sequence[Episode], healths: Sequence[Health], channels: Mapping[str, Channel],
        zone: str, at: datetime, regions: Sequence[str] = ()) -> list[Html]:  # fmt: skip
    """Open episodes by region, oldest danger first; who spoke and when; then who is not heard. Of `regions` those
    that nobody watches, or nobody who announces dangers, are named as such: there is no calm to tell of them."""
    open_now = sorted((e for e in episodes if e.open), key=lambda e: (region(t, e.region), e.since))
    clock = t.time(at, zone)
    calm = [code for code in regions if not any(e.region == code for e in open_now)]
    blind, mute = unwatched(channels, calm), without_alarms(channels, calm)
    watched = [code for code in regions if code not in blind and code not in mute]
    places = len({e.region for e in open_now})
    if open_now:
        said = t.ngettext("{time}: danger in {n} region", "{time}: danger in {n} regions", places)
        head = bold(esc(said.format(time=clock, n=t.number(places))))
    elif regions and not watched:
        said = t.gettext("{time}: nothing can be known – {places}")
        head = bold(esc(said.format(time=clock, places=words.places(t, regions))))
    elif regions:
        said = t.gettext("{time}: no danger announced – {places}")
        head = bold(esc(said.format(time=clock, places=words.places(t, watched))))
    else:
        head = bold(esc(t.gettext("{time}: no danger announced").format(time=clock)))
    entries: list[Html] = []
    for code, cells in groupby(open_now, key=lambda e: e.region):
        entries.append(region_entry(t, code, list(cells), channels, zone, at))
    if not open_now and (watched or not regions):
        entries.append(
            esc(t.gettext("None of the channels that are heard has announced one. It does not mean safety."))
        )
    said_so = [esc(words_of(t, some)) for words_of, some in ((no_alarms, mute), (no_source, blind)) if some]
    entries += [line for said in said_so for line in (Html(""), said)]
    return pages(head, entries, lines(["", *health_lines(t, healths, expected(channels, regions), zone, at)]))


def in_short(t: Translator, episodes: Sequence[Episode]) -> Html:
    """One line for a day's answer: that there is danger now, and where to read of it. '' where there is none."""
    regions = dict.fromkeys(e.region for e in episodes if e.open)
    if not regions:
        return Html("")
    mark = "🔴" if any(e.attack for e in episodes if e.open) else "⚠️"
    said = t.gettext("danger now: {places}").format(places=words.places(t, tuple(regions)))
    return Html(f"{mark} {bold(esc(said))} – /now")


def region_entry(
    t: Translator, code: str, cells: Sequence[Episode], channels: Mapping[str, Channel], zone: str, at: datetime
) -> Html:
    """One region with its dangers, since when and by whom."""
    made = ["", bold(esc(region(t, code)))]
    for cell in sorted(cells, key=lambda c: (c.area, c.since)):
        what = t.gettext("attack under way") if cell.attack else danger(t, cell.weapon)
        icon = "🔴" if cell.attack else ICONS[cell.weapon]
        where = f" ({words.area(t, code, cell.area)})" if cell.area else ""
        since = t.gettext("since {time}").format(time=t.moment(cell.since, zone, at))
        made.append(f"{icon} {esc(what + where)}, {esc(since)} – {voice(t, cell.opened_by, channels)}")
        details = []
        if cell.state is EpisodeState.PARTLY_OFF:
            details.append(t.gettext("all clear for a part of it"))
        if cell.clear_said:
            details.append(t.gettext("an all-clear was said without naming what for"))
        if cell.last_confirmed > cell.since:
            confirmed = t.moment(cell.last_confirmed, zone, at)
            details.append(t.gettext("last confirmed {time}").format(time=confirmed))
        if details:
            made.append(italic(esc("   " + "; ".join(details))))
    return lines(made)


def voice(t: Translator, said_by: Voice, channels: Mapping[str, Channel]) -> Html:
    """Who said it, linked to the post."""
    name = speaker(t, channels.get(said_by.channel), said_by.channel)
    return link(f"https://t.me/{said_by.channel}/{said_by.message_id}", esc(name))


def health_lines(
    t: Translator, healths: Sequence[Health], channels: Mapping[str, Channel], zone: str, at: datetime
) -> list[Html]:
    """ "3 of 5 channels heard", and the zone. A channel is heard if any of its transports is."""
    zoned = italic(esc(t.gettext("Times are in {zone}.").format(zone=t.zone(zone))))
    if not channels:  # nobody is expected to speak, which is said above
        return [zoned]
    heard = {h.channel for h in healths if h.alive and h.channel in channels}
    silent = [name for name in channels if name not in heard]
    last = max((h.last_post for h in healths if h.last_post is not None and h.channel in channels), default=None)
    said = t.ngettext(
        "{alive} of {expected} channel heard", "{alive} of {expected} channels heard", len(channels)
    ).format(alive=t.number(len(heard)), expected=t.number(len(channels)))
    if last is not None:
        said += "; " + t.gettext("last post {time}").format(time=t.moment(last, zone, at))
    made = [italic(esc(said + "."))]
    if silent:
        made.append(italic(esc(not_heard(t, silent, channels))))
    return [*made, zoned]
