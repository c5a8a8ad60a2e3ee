"""/why in words: which rule owed an alert, what it was read from, what it was merged with, what became of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.locales import N_, Translator
from bot.model import Alert, ChangeKind, Fate
from bot.views.markup import Html, bold, code, esc, lines, quote
from bot.views.news import News
from bot.views.teller import Teller

_RULES: Mapping[ChangeKind, str] = {
    ChangeKind.OPENED: N_("a new danger: it rings"),
    ChangeKind.WORSENED: N_("a worse kind in an open danger: it rings"),
    ChangeKind.ATTACK: N_("an attack under way: it rings"),
    ChangeKind.CONFIRMED: N_("the danger was confirmed: the message is edited without sound"),
    ChangeKind.PARTLY_CLEARED: N_("a part is over: the message is edited without sound"),
    ChangeKind.CLEARED: N_("the all-clear: it rings where the alarm was heard"),
    ChangeKind.EXPIRED: N_("nobody confirmed for hours: the message is edited without sound"),
    ChangeKind.REOPENED: N_("the all-clear was withdrawn: it rings"),
    ChangeKind.REPORT: N_("a report of figures: without sound"),
    ChangeKind.INCIDENT: N_("damage: without sound"),
    ChangeKind.CASUALTY: N_("people were hurt: it rings"),
    ChangeKind.AIRSPACE: N_("airspace: without sound"),
    ChangeKind.CORRECTED: N_("the official changed a figure: what was sent is corrected"),
    ChangeKind.WITHDRAWN: N_("the official withdrew the post: those told are told so"),
    ChangeKind.NOTICE: N_("a notice of the bot’s own"),
}

_FATES: Mapping[Fate, str] = {
    Fate.WAITING: N_("waiting"),
    Fate.LEASED: N_("being sent"),
    Fate.SENT: N_("sent"),
    Fate.SUPERSEDED: N_("not sent: something newer took its place"),
    Fate.DROPPED: N_("not sent"),
    Fate.UNCERTAIN: N_("perhaps sent: Telegram’s answer was lost"),
    Fate.DEAD: N_("could not be sent"),
}

_BESIDES: Mapping[str, str] = {
    "moved": N_("a newer message goes on with it: the former is edited to say so, without sound"),
    "returned": N_("the chat is back: it is shown how the danger stands"),
}
"""Rules of rows that no change owes, by their reason."""

# The reasons that rows carry, by their beginnings (bot.alerts.plan, rules, delivery; storage.outbox).
_REASONS: Sequence[tuple[str, str]] = (
    ("rang", N_("with sound")),
    ("silent", N_("without sound, by the rule")),
    ("quiet hours", N_("without sound: quiet hours")),
    ("edited", N_("by changing the message that was there")),
    ("unchanged", N_("the message said so already")),
    ("muted", N_("the chat was muted")),
    ("stale", N_("too old to be sent as fresh, and over by then")),
    ("this chat did not hear", N_("this chat did not hear the beginning")),
    ("over before", N_("it was over before it could be told")),
    ("withdrawn before", N_("it was withdrawn before it could be told")),
    ("the danger was on again", N_("the danger was on again before the all-clear could be told")),
    ("what is corrected", N_("what is corrected was not sent here")),
    ("the message to close", N_("it was told by itself; the message to close is not known")),
    ("the message is gone", N_("the message to change is gone")),
    ("closed", N_("the chat was closed to the bot")),
    ("pace", N_("waiting for Telegram’s pace")),
    ("waits for the alarm", N_("waiting for the alarm before it")),
    ("overtaken", N_("overtaken by newer news")),
    ("uncertain", N_("the connection broke while it was sent")),
    ("too late", N_("too late to be of use")),
    ("could not be worded", N_("it could not be put into words; see the log")),
    ("in a backup", N_("it comes from a backup and may have been sent since")),
)


class Ground(NamedTuple):
    """Words that an alert was read from: of which post and revision, and what became of them since."""

    post: str
    revision: int
    words: str
    withdrawn: bool = False
    changed: bool = False


def explained(teller: Teller, alert: Alert, news: News, evidence: Sequence[Ground]) -> Html:
    """One alert: the rule, the words, the revision, the merge, and its fate."""
    t = teller.t
    rows = [
        bold(esc(t.gettext("Alert no. {number}").format(number=alert.id))),
        esc(f"{t.gettext('Rule')}: {rule(t, alert)}"),
    ]
    if news.regions:
        rows.append(esc(f"{t.gettext('Because this chat subscribed to')}: {teller.where(news.regions)}"))
    for ground in evidence:
        version = t.gettext("version {n}").format(n=ground.revision)
        if ground.withdrawn:
            version += f", {t.gettext('withdrawn since')}"
        elif ground.changed:
            version += f", {t.gettext('changed since')}"
        rows.append(Html(f"{esc(t.gettext('Read from'))}: {teller.who(ground.post)}, {esc(version)}"))
        if ground.words:
            rows.append(quote(ground.words))
    if not evidence and news.change.post:
        rows.append(Html(f"{esc(t.gettext('Read from'))}: {teller.who(news.change.post)}"))
    if news.merged:
        rows.append(Html(f"{esc(t.gettext('Told together with'))}: {code('; '.join(news.merged))}"))
    rows.append(Html(f"{esc(t.gettext('Belongs to'))}: {code(news.thread)}"))
    rows.append(esc(fate(teller, alert)))
    return lines(rows)


def latest(teller: Teller, rows: Sequence[tuple[Alert, News]]) -> Html:
    """The newest alerts of a chat with their numbers, sent and not sent."""
    t = teller.t
    if not rows:
        return esc(t.gettext("Nothing was owed to this chat yet. What it hears of stands in /settings."))
    said = [bold(esc(t.gettext("The latest alerts of this chat, sent and not sent:")))]
    for alert, news in rows:
        by = rule(t, alert).partition(":")[0]
        where = f" · {teller.where(news.regions[:3])}" if news.regions else ""
        said.append(esc(f"#{alert.id} {teller.at(alert.created)} {by}{where} – {fate(teller, alert)}"))
    said.append(esc(t.gettext("More of one: /why and its number, or /why in reply to an alert.")))
    return lines(said)


def rule(t: Translator, alert: Alert) -> str:
    """Why it was owed."""
    return t.gettext(_BESIDES.get(alert.reason) or _RULES[alert.kind])


def unknown(t: Translator) -> Html:
    """The message or number is no alert of this chat."""
    return esc(t.gettext("That is no alert of this chat. Answer an alert with /why, or type /why alone."))


def fate(teller: Teller, alert: Alert) -> str:
    """What became of it, and why."""
    t = teller.t
    said = t.gettext(_FATES[alert.fate])
    reasons = [words for start, words in _REASONS if alert.fate_reason.startswith(start)]
    if reasons:
        said += f", {t.gettext(reasons[0])}"
        until = _moment(alert.fate_reason)
        if until is not None:
            said += f" ({teller.at(until)})"
    elif alert.fate_reason:
        said += f" ({alert.fate_reason})"
    return said


def _moment(reason: str) -> datetime | None:
    """The time that a reason ends with, where it has one."""
    for word in reason.replace(",", " ").split():
        try:
            moment = datetime.fromisoformat(word)
        except ValueError:
            continue
        if moment.tzinfo is not None:
            return moment
    return None
