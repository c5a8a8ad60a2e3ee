"""Whom the bot listens to, and how well it hears them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.locales import Translator
from bot.model import Channel
from bot.model.ports import Health
from bot.views.coverage import expected, no_source, unwatched
from bot.views.markup import Html, bold, esc, italic, lines, link, pages
from bot.views.words import region, speaker_at_length


def sources(t: Translator, channels: Mapping[str, Channel], healths: Sequence[Health], zone: str, now: datetime,
            regions: Sequence[str] = ()) -> list[Html]:  # fmt: skip
    """Every channel with its state and last post; nationwide ones first, then by region. Those from which no word is
    expected (news agencies, relays) come last and are not counted: every answer counts the same channels."""
    offices = expected(channels, regions)
    others = [c for c in channels.values() if c.name not in offices and (not regions or c.region in regions)]
    by_channel: dict[str, list[Health]] = {}
    for health in healths:
        by_channel.setdefault(health.channel, []).append(health)
    alive = sum(1 for name in offices if any(h.alive for h in by_channel.get(name, ())))
    many = t.ngettext("{alive} of {expected} channel heard", "{alive} of {expected} channels heard", len(offices))
    blind = unwatched(channels, regions)
    said = many.format(alive=t.number(alive), expected=t.number(len(offices))) if offices else no_source(t, blind)
    head = bold(esc(said))

    def listed(some: Iterable[Channel]) -> list[Html]:
        ordered = sorted(some, key=lambda c: (not c.nationwide, region(t, c.region) if c.region else "", c.name))
        return [Html(""), *(line(t, c, by_channel.get(c.name, []), zone, now) for c in ordered)]

    entries = listed(offices.values()) if offices else []
    if blind and offices:
        entries += [Html(""), esc(no_source(t, blind))]
    if others:
        entries += [
            Html(""),
            esc(t.gettext("Read too, but not counted: nothing is expected of them.")),
            *listed(others)[1:],
        ]
    foot = [
        "",
        italic(esc(t.gettext("A channel that is not heard is not calm: nothing is known of it."))),
        italic(esc(t.gettext("Times are in {zone}.").format(zone=t.zone(zone)))),
    ]
    return pages(head, entries, lines(foot))


def line(t: Translator, channel: Channel, healths: Sequence[Health], zone: str, now: datetime) -> Html:
    """One channel: mark, name with link, office, region, last post or what is wrong."""
    mark = "🟢" if any(h.alive for h in healths) else "🔴" if healths else "⚪"
    who = speaker_at_length(t, channel, channel.name)
    last = max((h.last_post for h in healths if h.last_post is not None), default=None)
    if mark == "🔴":
        worst = max(healths, key=lambda h: h.since)
        state = t.gettext("not heard since {time}").format(time=t.moment(worst.since, zone, now))
    elif last is not None:
        state = t.gettext("last post {time}").format(time=t.moment(last, zone, now))
    elif mark == "⚪":
        state = t.gettext("not asked yet")
    else:
        state = t.gettext("no posts yet")
    name = link(f"https://t.me/{channel.name}", esc(channel.title or f"@{channel.name}"))
    return Html(f"{mark} {name} – {esc(who)}; {esc(state)}")
