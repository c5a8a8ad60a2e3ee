"""An episode's live message, as the danger stands, and its all-clear."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from bot.locales import N_
from bot.model import Change, ChangeKind, Episode, EpisodeState, Role, Weapon, rank
from bot.views.markup import Html, bold, esc, pages, quote
from bot.views.news import News, Picture
from bot.views.report import figure_lines, harmed, incident_lines
from bot.views.teller import Teller, capital
from bot.views.words import ICONS, danger

_ATTACKS: Mapping[Weapon, str] = {
    Weapon.UAV: N_("Drone attack under way"),
    Weapon.MISSILE: N_("Missile attack under way"),
    Weapon.USV: N_("Sea drone attack under way"),
    Weapon.ARTILLERY: N_("Shelling under way"),
    Weapon.ANY: N_("Attack under way"),
}


def state(teller: Teller, news: News, picture: Picture) -> list[Html]:
    """The live message: what is on, since when and by whom, what was counted and hit meanwhile. Always one page: it
    is edited through the night."""
    withdrawn = news.change.kind is ChangeKind.WITHDRAWN
    known = picture.cells or ([] if withdrawn else _last_known(news.change))  # what no post says any more is no state
    cells = sorted(known, key=lambda c: (not c.open, rank(c.weapon), c.since))
    people = harmed(teller.t, picture.incidents)
    gone = _gone(news, cells)
    head = bold(esc(" · ".join([_headline(teller, news, cells, gone), *([lower(people)] if people else [])])))
    entries = [*_late(teller, news, cells), *_on_again(teller, news, cells), *(cell_line(teller, c) for c in cells)]
    if withdrawn and not cells:
        entries.append(esc(teller.t.gettext("The source no longer says so: the post was changed or deleted.")))
    else:
        no_more = teller.t.gettext("withdrawn, the post was changed or deleted")
        entries += [esc(f"↩️ {capital(_named_cell(teller, c))}: {no_more}") for c in gone]
    foot = [quote(picture.quote)] if picture.quote and any(cell.open for cell in cells) else []
    return _one_page(teller, head, entries, _meanwhile(teller, news, picture), foot)


def _meanwhile(teller: Teller, news: News, picture: Picture) -> list[tuple[datetime, Html]]:
    """A line for each count and place that was hit, totals first, with the moment of its newest word."""
    figures = sorted(picture.figures, key=lambda said: said.claim.role is not Role.TOTAL)
    told = [(said.posted, line) for said in figures for line in figure_lines(teller, [said], news.regions, by=True)]
    told += [
        (max((voice.at for voice in incident.voices), default=incident.window.start), line)
        for incident in picture.incidents
        for line in incident_lines(teller, [incident])
    ]
    return list({line: (at, line) for at, line in told}.values())


def _one_page(
    teller: Teller, head: Html, entries: Sequence[Html], told: Sequence[tuple[datetime, Html]], foot: Sequence[Html]
) -> list[Html]:
    """What was told first gives way to what is newer; then entries do, from the last one on."""
    oldest = sorted(range(len(told)), key=lambda number: told[number][0])

    def without(hidden: int) -> list[Html]:
        away = set(oldest[:hidden])
        below = [line for number, (_, line) in enumerate(told) if number not in away]
        if hidden:
            more = teller.t.ngettext("and {n} more: /last", "and {n} more: /last", hidden)
            below.insert(0, esc(more.format(n=teller.t.number(hidden))))
        shown = entries[: len(entries) - max(0, hidden - len(told))]
        return pages(head, [*shown, *([Html(""), *below] if below else []), *foot])

    whole = without(0)
    if len(whole) == 1:
        return whole
    fewest = bisect_left(range(1, len(told) + len(entries)), True, key=lambda hidden: len(without(hidden)) == 1)
    return without(1 + fewest)[:1]


def clear(teller: Teller, news: News, picture: Picture) -> list[Html]:
    """The all-clear: what is over and how long it was, what is still on."""
    t, change = teller.t, news.change
    ended = [c for c in picture.cells if not c.open and c.cleared_by and c.cleared_by.post in news.posts]
    ended = ended or _last_known(change)
    still = [c for c in picture.cells if c.open]
    where = teller.where(change.regions, (c.area for c in ended if all(e.area for e in ended)))
    kinds = [c.weapon for c in sorted(ended, key=lambda c: rank(c.weapon))]
    said = t.gettext("over") if still else t.gettext("all clear")
    mark = "🟡" if still else "🟢"
    what = teller.dangers(kinds) if kinds else capital(danger(t, Weapon.ANY))
    head = bold(esc(f"{mark} {what}: {said} · {where}"))
    entries: list[Html] = []
    if len({(c.weapon, c.cleared_by) for c in ended}) > 1:
        entries += [cell_line(teller, cell) for cell in ended]
    elif ended:
        start, end = min(c.since for c in ended), max(c.ended or change.at for c in ended)
        lasted = t.gettext("It lasted {length}: {span} ({zone}).").format(
            length=t.span(end - start), span=teller.span(start, end), zone=t.zone(teller.chat.timezone)
        )
        entries.append(esc(lasted))
    if still:
        entries.append(still_on(teller, still))
    if news.posts:
        entries.append(Html("— " + ", ".join(dict.fromkeys(teller.who(post) for post in news.posts))))
    if picture.quote:
        entries.append(quote(picture.quote))
    return pages(head, entries)


def still_on(teller: Teller, cells: Iterable[Episode]) -> Html:
    """Which dangers go on, the gravest first."""
    said = teller.t.gettext("Still on: {dangers}.").format(dangers=named(teller, kinds_of(cells)))
    return bold(esc(said))


def kinds_of(cells: Iterable[Episode]) -> list[Weapon]:
    """Their kinds, the gravest first, each once."""
    return sorted({c.weapon for c in cells}, key=lambda kind: (rank(kind), kind))


def named(teller: Teller, kinds: Sequence[Weapon]) -> str:
    """ "missile danger and drone danger"."""
    return lower(teller.dangers(kinds))


def _gone(news: News, cells: Sequence[Episode]) -> list[Episode]:
    """The dangers that are withdrawn; one that stands again is none."""
    stand = {c.id for c in cells}
    return [c.episode for c in news.withdrawn if c.episode and c.episode.id not in stand]


def _on_again(teller: Teller, news: News, cells: Sequence[Episode]) -> Iterator[Html]:
    """Told where the chat was told the all-clear."""
    again = {was.id for was in news.again}
    on = [c for c in cells if c.open and c.id in again]
    if on and news.also:
        yield Html(f"❗️ {bold(esc(teller.t.gettext('All-clear withdrawn') + '.'))} {still_on(teller, on)}")


def _headline(teller: Teller, news: News, cells: Sequence[Episode], gone: Sequence[Episode]) -> str:
    t = teller.t
    on = [c for c in cells if c.open]
    about = on or list(cells)
    where = teller.where(news.change.regions, (c.area for c in about if all(o.area for o in about)))
    kinds = [c.weapon for c in about]
    if any(c.attack for c in on):
        return f"💥 {_attack(teller, min((c.weapon for c in on if c.attack), key=rank))} · {where}"
    if on:
        return f"{ICONS[kinds[0]]} {teller.dangers(kinds)} · {where}"
    what = teller.dangers(kinds) if kinds else capital(danger(t, news.change.weapon or Weapon.ANY))
    if news.change.kind is ChangeKind.WITHDRAWN and (gone or not cells):
        withdrawn = named(teller, kinds_of(gone) or [news.change.weapon or Weapon.ANY])
        return f"↩️ {t.gettext('Withdrawn')}: {withdrawn} · {where}"
    if cells and all(c.state is EpisodeState.EXPIRED for c in cells):
        since = teller.at(max(c.last_confirmed for c in cells))
        return f"⚪️ {t.gettext('No news since {time}').format(time=since)}: {lower(what)} · {where}"
    return f"🟢 {what}: {t.gettext('over')} · {where}"


def _late(teller: Teller, news: News, cells: Sequence[Episode]) -> Iterator[Html]:
    if news.late:
        # What goes on was announced when it began; anything else is news of its own hour.
        goes_on = news.change.kind in (ChangeKind.CONFIRMED, ChangeKind.PARTLY_CLEARED)
        since = min((c.since for c in cells if c.open), default=news.change.at) if goes_on else news.change.at
        yield esc("⏱ " + teller.t.gettext("Told late: this was announced at {time}.").format(time=teller.at(since)))


def cell_line(teller: Teller, cell: Episode) -> Html:
    """One cell: its kind and place, since when and by whom, and how it ended."""
    t = teller.t
    what = _named_cell(teller, cell)
    zone = t.zone(teller.chat.timezone)
    if cell.open:
        since = t.gettext("since {time}, {zone}").format(time=teller.at(cell.since), zone=zone)
        again = cell.last_confirmed > cell.since
        if cell.attack:  # the attack may have begun after the danger: since when is known of that alone
            since = f"{danger(t, cell.weapon)} {since}" if again else since
            what = _attack(teller, cell.weapon) + _area(cell)
        line = f"• {esc(capital(what))}: {esc(since)} — {teller.who(cell.opened_by.post)}"
        if again:
            at = t.gettext("confirmed at {time}").format(time=teller.at(cell.last_confirmed))
            line += f"; {esc(at)} — {teller.who(cell.confirmed_by.post)}"
        if cell.clear_said:
            said = t.gettext("An all-clear was given without saying of what; this danger is not called over.")
            line += f"\n  {esc(said)}"
        elif cell.state is EpisodeState.PARTLY_OFF:
            line += f"\n  {esc(capital(t.gettext('all clear for a part of it')))}"
        return Html(line)
    ended = cell.ended or cell.last_confirmed
    span = esc(f"{teller.span(cell.since, ended)} ({t.span(ended - cell.since)})")
    if cell.state is EpisodeState.EXPIRED:
        said = t.gettext("no news since {time}; closed by rule, no all-clear was given").format(
            time=teller.at(cell.last_confirmed)
        )
        return Html(f"• {esc(capital(what))}: {esc(said)}")
    by = f" — {teller.who(cell.cleared_by.post)}" if cell.cleared_by else ""
    return Html(f"✓ {esc(capital(what))}: {esc(t.gettext('over'))}, {span}{by}")


def _named_cell(teller: Teller, cell: Episode) -> str:
    return danger(teller.t, cell.weapon) + _area(cell)


def _area(cell: Episode) -> str:
    return f" ({cell.area})" if cell.area else ""


def _attack(teller: Teller, weapon: Weapon) -> str:
    return teller.t.gettext(_ATTACKS.get(weapon, _ATTACKS[Weapon.ANY]))


def _last_known(change: Change) -> list[Episode]:
    return [change.episode] if change.episode else []


def lower(text: str) -> str:
    """The first letter small; a sign before it stays."""
    at = next((n for n, char in enumerate(text) if char.isalpha()), 0)
    return text[:at] + text[at : at + 1].lower() + text[at + 1 :]
