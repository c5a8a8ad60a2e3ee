"""For operators: how the bot itself is doing."""

from collections.abc import Mapping, Sequence

from bot.locales import N_, Translator
from bot.model import Alert
from bot.model.ports import Health, HealthState
from bot.views import notices
from bot.views.markup import Html, bold, code, esc, lines, pages
from bot.views.teller import Teller
from bot.views.why import fate, rule
from bot.views.words import more, speaker_at_length

MOST_ROWS = 10
MOST_ALERTS = 20
_TYPED, _SAID = 60, 160


_STATES = {
    HealthState.HEALTHY: N_("heard"),
    HealthState.QUIET: N_("answers, but the channel has been silent for days"),
    HealthState.STALE: N_("no answer lately"),
    HealthState.BROKEN: N_("answers, but not as it should"),
    HealthState.GONE: N_("there is no such channel"),
}


def status(teller: Teller, facts: Mapping[str, int], healths: Sequence[Health], outbox: Sequence[Alert]) -> list[Html]:
    """Counters since the start, sources that are not heard and why, and alerts that wait or failed."""
    t = teller.t
    entries = [esc(f"{name}: {t.number(value)}") for name, value in facts.items()]
    entries += [Html(""), bold(esc(t.gettext("Sources that are not heard")))]
    entries += [
        _ill(teller, health) for health in healths if not health.alive and health.channel in teller.channels
    ] or [esc(t.gettext("none"))]
    entries += [Html(""), bold(esc(t.gettext("Alerts not delivered")))]
    entries += [_owed(teller, alert) for alert in outbox[:MOST_ROWS]] or [esc(t.gettext("none"))]
    if len(outbox) > MOST_ROWS:
        entries.append(esc(more(t, len(outbox) - MOST_ROWS) + ": /outbox"))
    return pages(bold(esc(t.gettext("How I am doing"))), entries, lines([]))


def _ill(teller: Teller, health: Health) -> Html:
    t, channel = teller.t, teller.channels.get(health.channel)
    since = t.gettext("since {time}").format(time=teller.at(health.since))
    who = speaker_at_length(t, channel, health.channel)
    named = f"@{health.channel}" if who == f"@{health.channel}" else f"{who} (@{health.channel})"
    said = f"{named}, {notices.way(t, health.transport)}: {t.gettext(_STATES[health.state])}, {since}"
    return esc(f"{said} ({_cut(notices.said(t, health.reason), _SAID)})" if health.reason else said)


def outbox(teller: Teller, alerts: Sequence[Alert]) -> list[Html]:
    """Alerts whose fate is open or bad, in the order given: when owed, to which chat, what became of it, about what.

    The numbers of chats are for operators alone.
    """
    t = teller.t
    head = bold(esc(t.gettext("Alerts not delivered")))
    if not alerts:
        return pages(head, [esc(t.gettext("none"))])
    more = len(alerts) > MOST_ALERTS
    foot = esc(t.gettext("These are the newest {n}; there are more.").format(n=MOST_ALERTS)) if more else Html("")
    return pages(head, [_owed(teller, alert) for alert in alerts[:MOST_ALERTS]], foot)


def _owed(teller: Teller, alert: Alert) -> Html:
    to = f"{alert.chat_id}/{alert.topic}" if alert.topic else str(alert.chat_id)
    tries = teller.t.ngettext("{n} try", "{n} tries", alert.attempts).format(n=teller.t.number(alert.attempts))
    what = rule(teller.t, alert).partition(":")[0]
    said = f"{_cut(fate(teller, alert), _SAID)}, {tries}; {what} ({_cut(alert.about, _TYPED)})"
    return Html(f"{esc(f'#{alert.id} {teller.at(alert.created)}')} → {code(to)}: {esc(said)}")


def reread(t: Translator, name: str, differed: int) -> Html:
    """A channel's pages were read again."""
    if not differed:
        return esc(t.gettext("{name} was read again: no post is new or changed.").format(name=name))
    said = t.ngettext(
        "{name} was read again: {n} post is new or changed.",
        "{name} was read again: {n} posts are new or changed.",
        differed,
    )
    return esc(said.format(name=name, n=t.number(differed)))


def not_reread(t: Translator, name: str, fault: str) -> Html:
    """A channel's pages could not be read, and why."""
    return esc(
        t.gettext("{name} could not be read: {fault}").format(name=name, fault=_cut(notices.said(t, fault), _SAID))
    )


def which_channel(t: Translator, example: str) -> Html:
    """The command wants a channel and got none."""
    return lines([esc(t.gettext("Which channel? For example:")), code(f"/reread {example}".rstrip())])


def not_by_preview(t: Translator, typed: str, near: Sequence[str]) -> Html:
    """No such channel is read by its preview page; the nearest ones are named."""
    said = esc(t.gettext("No channel “{typed}” is read by its preview page.").format(typed=_cut(typed, _TYPED)))
    if near:
        return lines([said, esc(t.gettext("Did you mean: {names}?").format(names=", ".join(near)))])
    return lines([said, esc(t.gettext("All channels: /sources"))])


def in_private(t: Translator) -> Html:
    """An operator's command was typed in a group."""
    return esc(t.gettext("I answer that in a private chat only."))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
