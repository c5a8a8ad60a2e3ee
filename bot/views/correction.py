"""What takes back what was told: a figure corrected, a report or a danger withdrawn, an all-clear that was none."""

from collections.abc import Collection, Iterable

from bot.model import Change, ChangeKind, Claim, Incident, Subject
from bot.views.episode import cell_line, kinds_of, lower, named, still_on
from bot.views.incidents import icon
from bot.views.markup import Html, bold, esc, pages
from bot.views.news import News, Picture
from bot.views.report import counted_as, incident_lines, said, taken_back
from bot.views.teller import Teller
from bot.views.words import region, subject


def correction(teller: Teller, news: News, picture: Picture) -> list[Html]:
    """A reply to what was sent: what it was and what it is now, what is withdrawn, and which dangers are on."""
    t, change = teller.t, news.change
    entries = list(_changed(teller, news))
    gone = [c.episode for c in news.withdrawn if c.episode]
    where = teller.where(news.regions, (e.area for e in gone if all(e.area for e in gone)))
    what = f"{t.gettext('Withdrawn')}: {named(teller, kinds_of(gone))}" if gone else t.gettext("Withdrawn")
    title = f"✏️ {t.gettext('Correction')}" if entries else f"↩️ {what}"
    back = taken_back(teller, news)
    if news.withdrawn or back:
        if entries:
            entries.append(bold(esc(f"↩️ {what}")))
        entries += back
        entries.append(esc(t.gettext("The source no longer says so: the post was changed or deleted.")))
    on = [c for c in picture.cells if c.open]
    if gone and on:
        entries.append(still_on(teller, on))
    head = bold(esc(f"{title} · {where}"))
    return pages(head, entries, Html(f"— {teller.who(change.post)}" if change.post else ""))


def retracted(teller: Teller, news: News, picture: Picture) -> list[Html]:
    """What the message of an all-clear turns into whose danger was not over. It says nothing that could become
    untrue."""
    t, again = teller.t, news.again
    where = teller.where(news.change.regions, (e.area for e in again if all(e.area for e in again)))
    head = bold(esc(f"↩️ {t.gettext('All-clear withdrawn')}: {named(teller, kinds_of(again))} · {where}"))
    words = t.gettext(
        "{time}: this all-clear was withdrawn, the danger was not over. Newer messages tell how it goes on."
    )
    entries = [esc(words.format(time=teller.at(news.change.at)))]
    ids = {e.id for e in again}
    over = [c for c in picture.cells if not c.open and c.cleared_by and c.cleared_by.post in news.also]
    entries += [cell_line(teller, c) for c in over if c.id not in ids]
    return pages(head, entries, Html(f"— {teller.who(news.change.post)}" if news.change.post else ""))


def corrects(change: Change, regions: Collection[str]) -> bool:
    """Whether anything that was told of these regions (of all, where none are named) is taken back or put right;
    what was not known before is no correction."""
    stand = {counted_as(s.claim): s.claim.count for s in change.now}
    here = [
        s.claim
        for s in change.before
        if not regions or not s.claim.place.regions or not set(regions).isdisjoint(s.claim.place.regions)
    ]
    return change.incident is not None or any(
        counted_as(was) not in stand or stand[counted_as(was)] != was.count for was in here
    )


def _changed(teller: Teller, news: News) -> Iterable[Html]:
    was = {counted_as(s.claim): s.claim.count for s in news.change.before}
    for claim in {counted_as(s.claim): s.claim for s in news.change.now}.values():
        key = counted_as(claim)
        if key in was and was[key] != claim.count:
            yield esc(f"{_label(teller, claim)}: {said(teller, was[key])} → {said(teller, claim.count)}")
    for change in (news.change, *news.others):
        if change.incident and change.kind is ChangeKind.CORRECTED:
            # Without what was told before, the incident's own history tells "3 → 2".
            put_right = _people(teller, change.held, change.incident) if change.held else []
            yield from put_right or incident_lines(teller, [change.incident])


def _people(teller: Teller, was: Incident, now: Incident) -> list[Html]:
    place = now.area or region(teller.t, now.region)
    figures = ((Subject.KILLED, was.killed, now.killed), (Subject.INJURED, was.injured, now.injured))
    return [
        esc(f"{icon(now)} {place}: {lower(subject(teller.t, what))}: {said(teller, before)} → {said(teller, after)}")
        for what, before, after in figures
        if before is not None and before != after
    ]


def _label(teller: Teller, claim: Claim) -> str:
    label, places = subject(teller.t, claim.subject), teller.where(claim.place.regions, (claim.place.area,))
    return f"{label} – {places}" if places else label
