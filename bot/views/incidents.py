"""What happened where: one incident with its history and the words, and lists of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.locales import Translator
from bot.model import Channel, Count, Incident
from bot.views.figures import say
from bot.views.markup import Html, bold, esc, italic, lines, pages, quote
from bot.views.now import voice
from bot.views.words import area, region, thing


def people(t: Translator, killed: Count | None, injured: Count | None) -> str:
    """ "2 killed, 5 injured", "nobody hurt" where that was said, '' where nothing was."""
    if killed is None and injured is None:
        return ""
    said = []
    if killed is not None and killed.high != 0:
        said.append(t.gettext("{n} killed").format(n=say(t, killed)))
    if injured is not None and injured.high != 0:
        said.append(t.gettext("{n} injured").format(n=say(t, injured)))
    return ", ".join(said) or t.gettext("nobody hurt")


def what(t: Translator, incident: Incident) -> str:
    """ "private house, vehicle; fire; 2 injured"."""
    parts = [", ".join(dict.fromkeys(thing(t, o) for o in incident.objects))] if incident.objects else []
    if incident.fire:
        parts.append(t.gettext("fire"))
    hurt = people(t, incident.killed, incident.injured)
    if hurt:
        parts.append(hurt)
    return "; ".join(parts) or t.gettext("damage")


def icon(incident: Incident) -> str:
    """A mark by what is gravest."""
    if incident.killed is not None and incident.killed.high != 0:
        return "⚫"
    if incident.injured is not None and incident.injured.high != 0:
        return "🟠"
    return "🔥" if incident.fire else "🏚"


def gravest(incidents: Iterable[Incident]) -> list[Incident]:
    """Those in which people were killed, then those in which people were hurt, then the rest; each newest first: what
    is cut off a list is never the gravest."""

    def rank(one: Incident) -> tuple[bool, bool, datetime]:
        killed, injured = (count is not None and count.high != 0 for count in (one.killed, one.injured))
        return killed, injured, one.window.start

    return sorted(incidents, key=rank, reverse=True)


def one_line(t: Translator, incident: Incident, zone: str, now: datetime, *, named: bool = True) -> Html:
    """An incident in a list: when, where, what, the post, and the command that tells more."""
    when = t.moment(incident.window.start, zone, now)
    where = ", ".join(
        filter(None, [area(t, incident.region, incident.area), region(t, incident.region) if named else ""])
    )
    return Html(
        f"{icon(incident)} {esc(when)} – <b>{esc(where or region(t, incident.region))}</b>: {esc(what(t, incident))}"
        f" /incident_{incident.id}"
    )


def listed(
    t: Translator, title: str, incidents: Sequence[Incident], zone: str, now: datetime, heard: Sequence[Html] = ()
) -> list[Html]:
    """Incidents, newest first; `heard` are lines on who was heard meanwhile."""
    head = bold(esc(title))
    newest = sorted(incidents, key=lambda i: i.window.start, reverse=True)
    entries = [one_line(t, incident, zone, now) for incident in newest]
    if not entries:
        entries = [esc(t.gettext("Nothing is known. No report does not mean that nothing happened."))]
    zoned = italic(esc(t.gettext("Times are in {zone}.").format(zone=t.zone(zone))))
    return pages(head, entries, lines(["", *heard, zoned]))


def incident(t: Translator, it: Incident, quotes: Mapping[str, str], channels: Mapping[str, Channel],
             zone: str, now: datetime) -> list[Html]:  # fmt: skip
    """Everything about one incident: figures with their history, and the officials' own words with links."""
    where = ", ".join(filter(None, [area(t, it.region, it.area), region(t, it.region)]))
    head = bold(esc(f"{where}: {what(t, it)}"))
    entries = [esc(t.moment(it.window.start, zone, now) + " (" + t.zone(zone) + ")")]
    if it.history:
        entries += [Html(""), bold(esc(t.gettext("How the figures changed")))]
        for step in it.history:
            label = t.gettext("Killed") if step.field == "killed" else t.gettext("Injured")
            before = str(say(t, step.before)) if step.before is not None else "–"
            after = str(say(t, step.after)) if step.after is not None else "–"
            when = t.moment(step.by.at, zone, now)
            entries.append(Html(f"{esc(f'{label}: {before} → {after}, {when}')} – {voice(t, step.by, channels)}"))
    entries += [Html(""), bold(esc(t.gettext("In their words")))]
    for said in it.voices:
        when = t.moment(said.at, zone, now)
        entries.append(Html(f"{voice(t, said, channels)}, {esc(when)}"))
        if quotes.get(said.post):
            entries.append(quote(quotes[said.post], folded=True))
    return pages(head, entries)


def posts(it: Incident) -> list[str]:
    """The posts ('name/123') that told of it."""
    return list(dict.fromkeys(voice.post for voice in it.voices))
