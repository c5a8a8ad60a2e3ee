"""The words of a chat's settings: what it hears of, when it is quiet, who changed what."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from bot.locales import N_, Translator
from bot.model import Chat, Interest, Quiet, Severity
from bot.views.coverage import no_alarms, no_source
from bot.views.markup import Html, bold, esc, lines, link
from bot.views.words import by_name, danger, region

_INTERESTS: Mapping[Interest, str] = {
    Interest.THREAT: N_("dangers, attacks, all-clears"),
    Interest.DAMAGE: N_("damage and fires"),
    Interest.CASUALTIES: N_("people killed and hurt"),
    Interest.INTERCEPTION: N_("what was shot down"),
    Interest.AIRSPACE: N_("airports and airspace"),
}

_SEVERITIES: Mapping[Severity, str] = {
    Severity.REPORT: N_("of any gravity"),
    Severity.DAMAGE: N_("damage and worse"),
    Severity.DANGER: N_("danger and worse"),
    Severity.ATTACK: N_("attacks, missiles and worse"),
    Severity.PEOPLE: N_("people hurt only"),
}

LANGUAGES: Mapping[str, str] = {"ru": "Русский", "uk": "Українська", "en": "English"}

MOST_NAMED = 12


def interest(t: Translator, value: Interest) -> str:
    """What one can subscribe to."""
    return t.gettext(_INTERESTS[value])


def severity(t: Translator, value: Severity) -> str:
    """From which gravity on a chat is told."""
    return t.gettext(_SEVERITIES[value])


def overview(
    t: Translator,
    chat: Chat,
    regions: Sequence[str],
    interests: Sequence[Interest],
    least: Severity,
    now: datetime,
    audit: Sequence[tuple[str, str, str]] = (),
    unwatched: Sequence[str] = (),
) -> Html:
    """Everything that is set for a chat, and the last changes. `unwatched` are those of its regions that no channel
    speaks for."""
    named = t.gettext("Alerts for: {chat}").format(chat=chat.title) if chat.title else t.gettext("Alerts for this chat")
    if chat.topic:
        named += " · " + t.gettext("topic {n}").format(n=chat.topic)
    rows = [bold(esc(named))]
    if chat.closed:
        rows.append(esc("⏹ " + t.gettext("Stopped. /start brings everything back.")))
    heard = names(t, regions) if regions else t.gettext("no region yet: /subscribe")
    rows.append(esc(f"📍 {heard}"))
    if unwatched:
        rows.append(esc(f"○ {no_source(t, unwatched)}"))
    if regions:
        wanted = ", ".join(interest(t, value) for value in interests)
        rows.append(esc(f"🔔 {wanted} ({severity(t, least)})"))
        off = ", ".join(interest(t, value) for value in Interest if value not in interests)
        if off:
            rows.append(esc("🔕 " + t.gettext("not told: {subjects}").format(subjects=off)))
    rows.append(esc(f"🌙 {quiet(t, chat.quiet)}" + ("" if chat.quiet else ": /quiet 23-07")))
    if chat.muted_until and chat.muted_until > now:
        rows.append(esc(f"🔇 {muted(t, chat, now)}"))
    rows.append(esc(f"🗓 {digest(t, chat.digest)}" + ("" if chat.digest is not None else ": /digest 08:00")))
    rows.append(esc(f"🌐 {LANGUAGES.get(chat.language, chat.language)}, {t.zone(chat.timezone)}"))
    if audit:
        rows += [Html(""), esc(t.gettext("Last changes:"))]
        for at, who, what in audit:
            moment = t.moment(datetime.fromisoformat(at), chat.timezone, now)
            rows.append(esc(f"{moment} – {who or t.gettext('an administrator')}: {what}"))
    return lines(rows)


def names(t: Translator, regions: Sequence[str]) -> str:
    """Region names, a long list in the order of the reader's alphabet and cut with its number."""
    regions = by_name(t, regions) if len(regions) > MOST_NAMED else regions
    said = ", ".join(region(t, code) for code in regions[:MOST_NAMED])
    more = len(regions) - MOST_NAMED
    return f"{said} " + t.ngettext("and {n} more", "and {n} more", more).format(n=t.number(more)) if more > 0 else said


def quiet(t: Translator, value: Quiet | None) -> str:
    """Quiet hours with what breaks through them."""
    if value is None:
        return t.gettext("no quiet hours")
    hours = f"{value.start:%H:%M}–{value.end:%H:%M}"
    if not value.but:
        return t.gettext("without sound {hours}").format(hours=hours)
    kinds = t.all_of([danger(t, kind) for kind in value.but])
    return t.gettext("without sound {hours}, except {kinds}").format(hours=hours, kinds=kinds)


def digest(t: Translator, at: time | None) -> str:
    """When the daily digest comes."""
    return t.gettext("no daily digest") if at is None else t.gettext("digest at {time}").format(time=f"{at:%H:%M}")


def muted(t: Translator, chat: Chat, now: datetime) -> str:
    """Until when nothing is sent."""
    if chat.muted_until is None or chat.muted_until <= now:
        return t.gettext("not muted")
    until = t.moment(chat.muted_until, chat.timezone, now)
    return t.gettext("muted until {time}").format(time=until)


def stands(t: Translator, said: str, example: str) -> Html:
    """How one setting stands, to whoever types its command alone; and how to change it."""
    return lines([esc(said), Html(f"{esc(t.gettext('For example:'))} <code>{esc(example)}</code>")])


def subscribed(
    t: Translator,
    regions: Sequence[str],
    all_regions: Sequence[str],
    relays: Sequence[str],
    within: Sequence[tuple[str, str]] = (),
    unknown: str = "",
    unwatched: Sequence[str] = (),
    local: int = 0,
    mute: Sequence[str] = (),
) -> Html:
    """What was added, what there is now, and channels that carry the same. `within` are towns and districts that
    were asked for, with their regions: one subscribes to the whole. `unknown` are words that were not understood,
    `unwatched` those of the added regions that no channel speaks for: nothing is promised there. `local` = so many of
    the added have an office of their own among the channels; of those in `mute` nobody announces dangers."""
    watched = [code for code in regions if code not in unwatched]
    if watched:
        rows = [bold(esc(t.gettext("Alerts on: {names}").format(names=names(t, watched))))]
    else:
        rows = [
            bold(esc(t.gettext("Noted, but there is nobody to listen to yet: {names}").format(names=names(t, regions))))
        ]
    if unwatched:
        rows.append(esc(f"○ {no_source(t, unwatched)}"))
    if mute and len(regions) <= MOST_NAMED:
        rows.append(esc(f"○ {no_alarms(t, mute)}"))
    if len(regions) > MOST_NAMED:
        # A long list is not read: how much of it can be kept has to be said in numbers.
        said = t.gettext("Of {all} regions {watched} are watched, {local} of them by officials of their own.")
        rows.append(esc(said.format(all=t.number(len(regions)), watched=t.number(len(watched)), local=t.number(local))))
    for place, code in within[:MOST_NAMED]:
        whole = t.gettext("{place} is a part of it: alerts are for the whole of {region}.")
        rows.append(esc(whole.format(place=place, region=region(t, code))))
    if unknown:
        rows.append(esc(t.gettext("I did not understand “{typed}” and left it out.").format(typed=unknown[:60])))
    if len(all_regions) > len(regions):
        rows.append(esc(t.gettext("In all: {names}").format(names=names(t, all_regions))))
    for username in relays:
        to = link(f"https://t.me/{username.lstrip('@')}", esc(f"@{username.lstrip('@')}"))
        said = t.gettext("The same alerts are also in a channel, which is faster for many readers:")
        rows.append(Html(f"{esc(said)} {to}"))
    rows.append(esc(t.gettext("Official warnings come first: this bot repeats what officials publish.")))
    return lines(rows)


def unsubscribed(t: Translator, regions: Sequence[str], left: Sequence[str]) -> Html:
    """What was taken away and what is left."""
    if regions:
        rows = [esc(t.gettext("No more alerts on: {names}").format(names=names(t, regions)))]
    else:
        rows = [esc(t.gettext("There is nothing to take away: there was no such subscription."))]
    if left:
        rows.append(esc(t.gettext("Still subscribed: {names}").format(names=names(t, left))))
    return lines(rows)


def pick(t: Translator, title: str, *, marked: bool = False) -> Html:
    """Above the keyboard of regions; `marked` = some on it bear the mark of those that nobody speaks for."""
    head = t.gettext("Which regions?")
    hint = t.gettext("Press to add or remove. Or type a region or a city, such as: /subscribe Belgorod")
    rows = [bold(esc(f"{head} {title}".strip())), esc(hint)]
    if marked:
        rows.append(esc(t.gettext("○ – no channel of mine speaks for it: nothing can be known or told there.")))
    return lines(rows)


def admins_only(t: Translator, bot: str) -> Html:
    """To somebody who may not change a group's settings."""
    to = link(f"https://t.me/{bot}", esc(f"@{bot}"))
    said = t.gettext("Only administrators change what this chat is told. For yourself, write to me in private:")
    return Html(f"{esc(said)} {to}")


def greeting(t: Translator, name: str) -> Html:
    """The one message with which the bot greets a group."""
    return lines(
        [
            bold(esc(t.gettext("Hello, I am {name}.").format(name=name))),
            esc(t.gettext("I warn this chat about air danger by what officials publish, and tell of the all-clear.")),
            esc(t.gettext("An administrator chooses the regions, here or in private:")),
        ]
    )


def tested(t: Translator) -> Html:
    """The answer to /test: the test alert itself comes through the outbox."""
    return esc(t.gettext("A test alert is on its way."))


def stopped(t: Translator) -> Html:
    """The answer to /stop."""
    return esc(t.gettext("Stopped: I send nothing here any more. /start brings everything back, /delete forgets it."))


def resumed(t: Translator, regions: Sequence[str]) -> Html:
    """The answer to /start in a chat that was stopped or had shut the bot out."""
    said = t.gettext("Alerts are on again: {names}.").format(names=names(t, regions))
    return bold(esc(said if regions else t.gettext("I am back; no region is subscribed yet: /subscribe")))


def not_understood(t: Translator, example: str) -> Html:
    """Arguments that were not understood, with an example of what would be."""
    return Html(f"{esc(t.gettext('I did not understand that. For example:'))} <code>{esc(example)}</code>")


def pick_interests(t: Translator) -> Html:
    """Above the keyboard of subjects."""
    return bold(esc(t.gettext("What should this chat hear of?")))


def pick_severity(t: Translator) -> Html:
    """Above the keyboard of gravities."""
    return bold(esc(t.gettext("How grave must it be?")))


def pick_zone(t: Translator) -> Html:
    """Above the keyboard of zones."""
    hint = t.gettext("Any other: /timezone and a city")
    return lines([bold(esc(t.gettext("Which time zone?"))), esc(hint)])
