"""A report's live message outside any episode: figures by region, what was hit, who was hurt."""

from collections.abc import Iterable, Sequence

from bot.locales import Translator
from bot.model import COUNTED, ChangeKind, Claim, Count, Incident, Role, State, Stated, Subject, Weapon
from bot.views.figures import say
from bot.views.incidents import icon, what
from bot.views.markup import Html, bold, esc, lines, pages, quote
from bot.views.news import News, Picture
from bot.views.teller import Teller, capital
from bot.views.words import amount, area, region, subject


def state(teller: Teller, news: News, picture: Picture) -> list[Html]:
    """The live message of one post's report as it stands."""
    t = teller.t
    wanted = set(news.regions)
    stated = [
        said
        for said in picture.figures or news.change.now
        if not said.claim.place.regions or not wanted.isdisjoint(said.claim.place.regions)
    ]
    figures = figure_lines(teller, stated, news.regions)
    figures = figures if len(figures) > 1 or picture.incidents else []  # a single one is the headline
    hurt_or_hit = incident_lines(teller, picture.incidents)
    air = [_air_line(teller, s.claim) for s in stated if s.claim.subject is Subject.AIRSPACE]
    head, entries = _headline(teller, news, stated, picture.incidents), [*figures, *hurt_or_hit, *air]
    if news.change.kind is ChangeKind.WITHDRAWN:
        back = taken_back(teller, news)
        if any(s.claim.subject in (*COUNTED, Subject.AIRSPACE) for s in stated) or picture.incidents:
            entries += [bold(esc(f"↩️ {t.gettext('Withdrawn')}")), *back] if back else []
        else:
            head = f"↩️ {t.gettext('Withdrawn')} · {teller.where(news.regions)}"
            entries = [*back, esc(t.gettext("The source no longer says so: the post was changed or deleted."))]
    if news.late:
        late = t.gettext("Told late: this was announced at {time}.").format(time=teller.at(news.change.at))
        entries.insert(0, esc("⏱ " + late))
    said = [f"— {teller.who(post)}" for post in _posts(news, picture)]
    window = next((teller.window(s.claim.window) for s in stated), "")
    if window and said:
        said[0] += esc(f", {window} ({t.zone(teller.chat.timezone)})")
    words = [quote(picture.quote)] if picture.quote else []
    return pages(bold(esc(head)), entries, lines([*said, *words]))


def counted_as(claim: Claim) -> tuple[Subject, Weapon | None, tuple[str, ...], str, Role]:
    """What a figure counts: what has the same was corrected, not taken back."""
    return (claim.subject, claim.weapon, claim.place.regions, claim.place.area, claim.role)


def taken_back(teller: Teller, news: News) -> list[Html]:
    """The figures, restrictions and harm that no post says any more."""
    stand = {counted_as(s.claim) for s in news.change.now}
    gone = [s for s in news.change.before if counted_as(s.claim) not in stand]
    air = [_air_line(teller, s.claim) for s in gone if s.claim.subject is Subject.AIRSPACE]
    harm = [c.incident for c in news.withdrawn if c.incident]
    return [*figure_lines(teller, gone, news.regions), *air, *incident_lines(teller, harm)]


def figure_lines(teller: Teller, stated: Iterable[Stated], regions: Sequence[str], *, by: bool = False) -> list[Html]:
    """Counts that concern these regions: totals first, then one line for each region. `by` names who said each."""
    wanted, rows = set(regions), []
    for said in stated:
        claim = said.claim
        places = claim.place.regions
        if claim.subject not in COUNTED or claim.count is None or (places and wanted.isdisjoint(places)):
            continue
        figure = amount(teller.t, claim.weapon or Weapon.ANY, claim.count)
        where = teller.where(places, (claim.place.area,)) if places else ""
        if claim.role is Role.TOTAL:
            where = teller.t.gettext("in all, by this report")
        elif claim.role is Role.WIDER:
            where = teller.t.gettext("over {span}").format(span=teller.window(claim.window))
        line = f"{subject(teller.t, claim.subject)}: {figure}" + (f" – {where}" if where else "")
        tail = f" — {teller.who(said.post)}, {esc(teller.at(said.posted))}" if by else ""
        rows.append((claim.role is not Role.TOTAL, Html(f"• {esc(line)}{tail}")))
    return list(dict.fromkeys(row for _, row in sorted(rows, key=lambda row: row[0])))


def incident_lines(teller: Teller, incidents: Iterable[Incident]) -> list[Html]:
    """What happened at each place; the newest change of a casualty figure where there was one."""
    made = []
    for incident in incidents:
        place = area(teller.t, incident.region, incident.area) or region(teller.t, incident.region)
        line = f"{icon(incident)} {esc(f'{place}: {what(teller.t, incident)}')}"
        steps = [step for step in incident.history if step.before is not None]
        if steps:
            last = steps[-1]
            told = f"{said(teller, last.before)} → {said(teller, last.after)}, {teller.at(last.by.at)}"
            line += f" ({esc(told)})"
        made.append(Html(line))
    return made


def harmed(t: Translator, incidents: Iterable[Incident]) -> str:
    """That people were killed or hurt, with its sign; '' where none were."""
    known = list(incidents)
    if any(i.killed is not None and i.killed.low for i in known):
        return f"🕯 {t.gettext('People were killed')}"
    if any(i.injured is not None and i.injured.low for i in known):
        return f"🚑 {t.gettext('People were hurt')}"
    return ""


def _headline(teller: Teller, news: News, stated: Sequence[Stated], incidents: Sequence[Incident]) -> str:
    t, where = teller.t, teller.where(news.regions[:3])
    if len(news.regions) > 3:
        more = len(news.regions) - 3
        where += " " + t.ngettext("and {n} more", "and {n} more", more).format(n=t.number(more))
    if people := harmed(t, incidents):
        return f"{people} · {where}"
    counted = [s.claim for s in stated if s.claim.subject in COUNTED and s.claim.count is not None]
    if len(counted) == 1 and counted[0].count is not None:
        claim, count = counted[0], counted[0].count
        return f"🎯 {subject(t, claim.subject)}: {amount(t, claim.weapon or Weapon.ANY, count)} · {where}"
    if counted:
        return f"🎯 {subject(t, counted[0].subject)} · {where}"
    if any(s.claim.subject is Subject.AIRSPACE for s in stated):
        return f"✈️ {t.gettext('Airspace')} · {where}"
    return f"🏚 {t.gettext('What was hit')} · {where}"


def _air_line(teller: Teller, claim: Claim) -> Html:
    place = claim.place.settlement or ", ".join(region(teller.t, code) for code in claim.place.regions)
    said = (
        teller.t.gettext("restrictions lifted; this is not an all-clear")
        if claim.state is State.OFF
        else teller.t.gettext("flights restricted")
    )
    return esc(f"• {capital(place)}: {said}" if place else f"• {capital(said)}")


def _posts(news: News, picture: Picture) -> list[str]:
    """Posts behind the message, the first to tell it first."""
    said = [s.post for s in picture.figures] + [v.post for i in picture.incidents for v in i.voices]
    return list(dict.fromkeys([*said, *([news.change.post] if news.change.post else [])]))[:4]


def said(teller: Teller, count: Count | None) -> str:
    """A count, a dash where there is none."""
    return "–" if count is None else str(say(teller.t, count))
