"""What holds for any posts: the state is a function of the set of standing claims, and arithmetic keeps its word."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Channel, Note, Stated, Subject, Tally, Weapon, WindowSaid
from bot.reconciliation import Ledger, days_touched, headline_of, reach, row_of
from bot.reconciliation.amount import Amount
from bot.reconciliation.days import day_of
from bot.reconciliation.voices import is_nationwide, voice_of
from tests.reconciliation.builders import CHANNELS, DAY, MOSCOW, counted
from tests.reconciliation.strategies import REGIONS, posts, weeks

UAV = (Subject.INTERCEPTION, Weapon.UAV)
DAYS = [date(2026, 9, 17) + timedelta(days=n) for n in range(5)]


def flat(found: list[list[Stated]]) -> list[Stated]:
    return list(chain.from_iterable(found))


def all_days(stated: list[Stated]) -> list[Tally]:
    return [counted(stated, day) for day in DAYS]


def within(low: int, best: int | None, high: int | None) -> bool:
    """low <= best <= high, where "more than 6" is [7, inf) with best 6, one such for each of its parts."""
    return (high is None or low <= high) and (best is None or high is None or (low <= best <= high))


@given(weeks(), st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_the_order_of_arrival_does_not_matter(found: list[list[Stated]], random: st.DataObject) -> None:
    stated = flat(found)
    shuffled = list(stated)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert all_days(stated) == all_days(shuffled)


@given(weeks(6))
@settings(max_examples=50)
def test_the_same_posts_twice_change_nothing(found: list[list[Stated]]) -> None:
    stated = flat(found)
    again = [s.model_copy(update={"id": s.id + 1000}) for s in stated]
    assert all_days(stated + again) == all_days(stated)


@given(weeks(6), posts(6))
@settings(max_examples=50)
def test_an_edit_leaves_nothing_of_what_stood_before(found: list[list[Stated]], other: list[Stated]) -> None:
    first = flat(found)
    edited = [
        s.model_copy(update={"revision": 2, "channel": found[-1][0].channel, "message_id": found[-1][0].message_id,
                             "posted": found[-1][0].posted}) for s in other
    ]  # fmt: skip
    assert all_days(first + edited) == all_days(flat(found[:-1]) + edited)


@given(weeks(6), st.data())
@settings(max_examples=50)
def test_only_the_days_touched_change_when_a_post_is_withdrawn(found: list[list[Stated]], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(found) - 1))
    left = flat(found[:gone] + found[gone + 1 :])
    touched = days_touched(found[gone], MOSCOW, Subject.INTERCEPTION)
    for day, before, after in zip(DAYS, all_days(flat(found)), all_days(left), strict=True):
        assert day in touched or before == after
        urls = {url for row in after.regions for source in row.sources for url in source.posts}
        assert not any(url.endswith(f"/{found[gone][0].message_id}") for url in urls)


@given(weeks(7))
@settings(max_examples=50)
def test_a_day_needs_no_more_than_its_reach(found: list[list[Stated]]) -> None:
    stated = flat(found)
    start, end = reach(DAY, MOSCOW)
    near = [s for s in stated if (s.claim.window.start < end and s.claim.window.end > start) or start <= s.posted < end]
    assert counted(near) == counted(stated)


def witnesses(stated: Iterable[Stated], region: str, channels: Mapping[str, Channel]) -> list[Stated]:
    """What storage fetches for a region: what names it or no region, and of each report in the name of a whole
    country one claim for its window."""
    found: list[Stated] = []
    seen: set[tuple[object, ...]] = set()
    for one in stated:
        claim, regions = one.claim, one.claim.place.regions
        key = (one.channel, claim.relayed_for, claim.window, claim.subject, claim.weapon)
        if not regions or region in regions:
            found.append(one)
        elif key not in seen and is_nationwide(voice_of(one, channels)[0]):
            seen.add(key)
            found.append(one)
    return found


@given(weeks(7))
@settings(max_examples=50)
def test_a_region_s_row_needs_no_more_than_its_witnesses(found: list[list[Stated]]) -> None:
    stated = flat(found)
    by_region = {row.region: row for row in counted(stated).regions}
    for region in REGIONS:
        few = witnesses(stated, region, CHANNELS)
        assert row_of(Ledger(few, MOSCOW, *UAV, CHANNELS), region, DAY) == by_region.get(region)
    whole = counted(stated)
    head = headline_of(Ledger(stated, MOSCOW, *UAV, CHANNELS), DAY)
    assert (head.headline, head.sum_of_parts, head.residual) == (whole.headline, whole.sum_of_parts, whole.residual)


@given(weeks())
@settings(max_examples=50)
def test_low_best_and_high_stand_in_order(found: list[list[Stated]]) -> None:
    for tally in all_days(flat(found)):
        for row in tally.regions:
            assert within(row.low, row.best, row.high)
            for source in row.sources:
                assert within(source.low, source.best, source.high)
        for figure in (tally.headline, tally.sum_of_parts, tally.residual):
            assert figure is None or within(figure.low, figure.best, figure.high)


@given(weeks(), st.booleans())
@settings(max_examples=50)
def test_headline_is_parts_plus_residual(found: list[list[Stated]], plain: bool) -> None:
    for tally in all_days(flat(found)):
        head, parts, rest = tally.headline, tally.sum_of_parts, tally.residual
        if rest is None or rest.best is None:
            continue
        assert head is not None and parts is not None and head.best is not None and parts.best is not None
        assert head.best == parts.best + rest.best
        assert (rest.best < 0) == (Note.NEGATIVE_RESIDUAL in tally.notes)


@given(weeks(5))
@settings(max_examples=50)
def test_unknown_never_becomes_zero(found: list[list[Stated]]) -> None:
    stated = flat(found)
    named = {r for s in stated for r in s.claim.place.regions}
    zero = {r for s in stated if s.claim.count and s.claim.count.low == 0 for r in s.claim.place.regions}
    joint = {r for s in stated if len(s.claim.place.regions) > 1 for r in s.claim.place.regions}
    for tally in all_days(stated):
        assert {row.region for row in tally.regions} <= named
        for row in tally.regions:
            assert row.sources
            if row.best == 0 or row.high == 0:
                assert row.region in zero
            if row.low == 0:
                assert row.region in zero | joint or any(Note.ABSORBED in s.notes for s in row.sources)


@given(weeks(4, names=("mod",), plain=True), st.data())
@settings(max_examples=50)
def test_an_absorbed_window_never_raises_a_day(found: list[list[Stated]], data: st.DataObject) -> None:
    stated = flat(found)
    wide = data.draw(st.sampled_from(stated))
    window = wide.claim.window
    if window.said is WindowSaid.INFERRED or wide.claim.count is None or len(wide.claim.place.regions) != 1:
        return
    hours = int(window.length.total_seconds() // 3600)
    if hours < 2 or wide.claim.count.best is None:
        return
    start = data.draw(st.integers(0, hours - 2))
    inside = window.model_copy(
        update={"start": window.start + timedelta(hours=start), "end": window.start + timedelta(hours=start + 1)}
    )
    claim = wide.claim.model_copy(update={"window": inside})
    narrow = wide.model_copy(update={"claim": claim, "message_id": 77, "ordinal": 0})
    region = wide.claim.place.regions[0]
    for before, after in zip(all_days(stated), all_days([*stated, narrow]), strict=True):
        was = next((r for r in before.regions if r.region == region), None)
        now = next((r for r in after.regions if r.region == region), None)
        assert (was is None) == (now is None)
        if was is not None and now is not None:
            assert (was.low, was.best, was.high) == (now.low, now.best, now.high)


@given(st.lists(st.tuples(st.sampled_from(["mod", "bel", "town", "wire"]), st.integers(0, 40)), min_size=2, max_size=5))
@settings(max_examples=50)
def test_different_sources_of_one_window_never_add(said: list[tuple[str, int]]) -> None:
    from tests.reconciliation.builders import NIGHT, Desk

    desk = Desk()
    latest = dict(said)
    stated = flat([desk.post(name, "20 08:00", [("RU-BEL", n)], NIGHT) for name, n in latest.items()])
    row = counted(stated).regions[0]
    assert (row.low, row.high) == (min(latest.values()), max(latest.values()))
    assert row.disagree == (len(set(latest.values())) > 1)
    assert row.best == latest["mod"] if "mod" in latest else row.best in latest.values()


@given(weeks(6, names=("mod", "bel"), plain=True))
@settings(max_examples=50)
def test_the_days_of_one_source_never_exceed_all_that_it_said(found: list[list[Stated]]) -> None:
    stated = [s for s in flat(found) if s.channel == "bel" and s.claim.place.regions == ("RU-BEL",)]
    said = sum(s.claim.count.best or 0 for s in stated if s.claim.count)
    days = [row for tally in all_days(stated) for row in tally.regions]
    assert sum(row.best or 0 for row in days) <= said


@given(st.integers(0, 500), st.integers(1, 71))
def test_a_window_has_exactly_one_day(start: int, hours: int) -> None:
    from tests.reconciliation.builders import window

    first = window("2026-10-10 00:00", "2026-10-10 01:00")
    span = first.model_copy(
        update={"start": first.start + timedelta(hours=start), "end": first.start + timedelta(hours=start + hours)}
    )
    for zone in (MOSCOW, "Europe/Kyiv"):
        day = day_of(span, zone)
        held = {d: _held(span.start, span.end, d, zone) for d in (day + timedelta(days=n) for n in range(-3, 4))}
        assert held[day] == max(held.values())
        assert all(held[d] < held[day] for d in held if d > day)


def _held(start: object, end: object, day: date, zone: str) -> timedelta:
    from bot.reconciliation import bounds

    first, after = bounds(day, zone)
    return max(min(end, after) - max(start, first), timedelta(0))  # type: ignore[type-var, operator, return-value]


def test_what_more_than_one_has_beyond_one_is_at_least_one() -> None:
    more_than_one, one = Amount(2, None, 1), Amount(1, 1, 1)
    assert more_than_one.beyond(one) == Amount(1, None, 1)
    assert Amount(3, 3, 3).beyond(more_than_one) == Amount(0, 1, 1)
    assert more_than_one.beyond(Amount(2, 2, 2)) == Amount(0, None, None)
    assert one.beyond(one) == Amount(0, 0, 0)
