"""Whom the bot listens to, and how well it hears them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.locales import Translator
from bot.model import Channel
from bot.model.ports import Health
from bot.views.markup import Html, bold, esc, italic, lines, link, pages
from bot.views.words import region, speaker_at_length


def sources(t: Translator, channels: Mapping[str, Channel], healths: Sequence[Health], zone: str, now: datetime,
            regions: Sequence[str] = ()) -> list[Html]:  # fmt: skip
    """Every channel with its state and last post; nationwide ones first, then by region."""
    shown = [c for c in channels.values() if not regions or c.nationwide or c.region in regions]
    by_channel: dict[str, list[Health]] = {}
    for health in healths:
        by_channel.setdefault(health.channel, []).append(health)
    alive = sum(1 for c in shown if any(h.alive for h in by_channel.get(c.name, ())))
    said = t.ngettext("{alive} of {expected} channel heard", "{alive} of {expected} channels heard", len(shown)).format(
        alive=t.number(alive), expected=t.number(len(shown))
    )
    head = bold(esc(said))
    ordered = sorted(shown, key=lambda c: (not c.nationwide, region(t, c.region) if c.region else "", c.name))
    entries = [Html(""), *(line(t, c, by_channel.get(c.name, []), zone, now) for c in ordered)]
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
