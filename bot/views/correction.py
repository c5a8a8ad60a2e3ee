"""What takes back what was told: a figure corrected, a report or a danger withdrawn, an all-clear that was none."""

from collections.abc import Iterable

from bot.model import ChangeKind, Claim
from bot.views.episode import cell_line, kinds_of, named, still_on
from bot.views.markup import Html, bold, esc, pages
from bot.views.news import News, Picture
from bot.views.report import counted_as, incident_lines, said, taken_back
from bot.views.teller import Teller
from bot.views.words import subject


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


def _changed(teller: Teller, news: News) -> Iterable[Html]:
    was = {counted_as(s.claim): s.claim.count for s in news.change.before}
    for claim in {counted_as(s.claim): s.claim for s in news.change.now}.values():
        before = was.get(counted_as(claim))
        if before != claim.count:
            yield esc(f"{_label(teller, claim)}: {said(teller, before)} → {said(teller, claim.count)}")
    # An incident's history tells "3 → 2" by itself.
    told = (news.change, *news.others)
    yield from incident_lines(teller, [c.incident for c in told if c.incident and c.kind is ChangeKind.CORRECTED])


def _label(teller: Teller, claim: Claim) -> str:
    label, places = subject(teller.t, claim.subject), teller.where(claim.place.regions, (claim.place.area,))
    return f"{label} – {places}" if places else label
