"""A chat's daily digest: yesterday whole, then the night so far."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.model import Episode, Incident, Tally
from bot.views import coverage, incidents
from bot.views.figures import size
from bot.views.markup import Html, bold, esc, lines
from bot.views.tally import answer, day_words, region_line
from bot.views.teller import Teller

MOST_INCIDENTS = 10
NIGHT_ENDS = 9
"""The hour from which a digest speaks of the day and no longer of the night."""


def digest(
    teller: Teller,
    regions: Sequence[str],
    yesterday: Sequence[Tally],
    night: Sequence[Tally],
    happened: Sequence[Incident],
    on: Sequence[Episode],
) -> list[Html]:
    """Blocks that stay whole when the digest takes several messages. `yesterday` and `night` are tallies of the
    chat's regions, the first of each told even where nothing was reported; `happened` are incidents since the
    beginning of yesterday, `on` the dangers that are not over."""
    t = teller.t
    today = yesterday[0].date + timedelta(days=1)
    blocks = [bold(esc("🗓 " + t.gettext("Digest for {places}").format(places=teller.where(_some(regions)))))]
    blocks += _day(teller, day_words(t, yesterday[0].date, today), yesterday, regions)
    by_day = teller.now.astimezone(ZoneInfo(teller.chat.timezone)).hour >= NIGHT_ENDS
    so_far = t.gettext("Today so far, until {time}") if by_day else t.gettext("The night so far, until {time}")
    blocks += _day(teller, so_far.format(time=teller.at(teller.now)), night, regions)
    if happened:
        gravest = incidents.gravest(happened)
        said = [incidents.one_line(t, i, teller.chat.timezone, teller.now) for i in gravest[:MOST_INCIDENTS]]
        more = len(gravest) - MOST_INCIDENTS
        if more > 0:
            said.append(esc(t.ngettext("and {n} more: /last", "and {n} more: /last", more).format(n=t.number(more))))
        blocks.append(lines([bold(esc(t.gettext("What was damaged, who was hurt"))), *said]))
    if on:
        said = [esc(f"• {teller.dangers([e.weapon])} · {teller.where([e.region], [e.area])}") for e in on]
        blocks.append(lines([bold(esc(t.gettext("Dangers that are not over"))), *said]))
    blocks.append(coverage.zoned(t, teller.chat.timezone))
    return blocks


def _day(teller: Teller, title: str, tallies: Sequence[Tally], regions: Sequence[str]) -> list[Html]:
    t = teller.t
    said = [bold(esc(title))]
    for number, tally in enumerate(tallies):
        if number and tally.headline is None and not tally.regions and not tally.joint:
            continue
        said.append(esc(answer(t, tally, regions)))
        rows = sorted(tally.regions, key=size, reverse=True)
        if len(rows) > 1:
            said += [region_line(t, row, size(rows[0])) for row in rows]
    # Who was heard yesterday may be silent since.
    said += coverage.heard(t, tallies[0].coverage, teller.channels, teller.chat.timezone, teller.now)
    return [lines(said)]


def _some(regions: Sequence[str]) -> Sequence[str]:
    return regions[:3]
