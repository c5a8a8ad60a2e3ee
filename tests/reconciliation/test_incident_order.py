"""Incidents are the same whatever the order in which their posts come, and however often."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Act, Claim, Count, Object, Place, Stated, Subject, Window, WindowSaid
from tests.reconciliation.books import Books
from tests.reconciliation.builders import at, counted

VILLAGES = ("Головчино", "Борисовка", "")
ACTS = (Act.STATES, Act.STATES, Act.ADDS, Act.SETS, Act.MOVES, Act.RETRACTS)
OBJECTS = (None, None, Object.VEHICLE, Object.PRIVATE_HOUSE)


@st.composite
def told(draw: st.DrawFn, number: int) -> tuple[Stated, ...]:
    posted = at("17 00:00") + timedelta(minutes=30 * draw(st.integers(0, 3 * 48)))
    window = Window.point(posted, WindowSaid.INFERRED)
    claims: list[Claim] = []
    for _ in range(draw(st.integers(1, 3))):
        place = Place(regions=("RU-BEL",), settlement=draw(st.sampled_from(VILLAGES)) or None)
        what = draw(st.sampled_from(OBJECTS))
        if what is not None:
            claims.append(Claim(subject=Subject.DAMAGE, place=place, window=window, object=what))
        else:
            act = draw(st.sampled_from(ACTS))
            subject = Subject.KILLED if act is Act.MOVES or draw(st.booleans()) else Subject.INJURED
            count = Count.exact(draw(st.integers(0, 9)))
            claims.append(Claim(subject=subject, place=place, window=window, count=count, act=act))
    name = draw(st.sampled_from(["bel", "bel", "town", "mod"]))
    reply = draw(st.sampled_from([None, None, None, 1, 2])) if number > 2 else None
    text = draw(st.sampled_from(["", "", "", "same"]))
    return Books().post(name, posted, claims, number, reply_to=reply, text_hash=text)


posts = st.integers(2, 6).flatmap(lambda n: st.tuples(*[told(i + 1) for i in range(n)]))


def cards(books: Books) -> list[str]:
    return sorted(
        repr((i.area, i.killed, i.injured, i.objects, [v.post for v in i.voices], i.history))
        for i in books.incidents.values()
    )


def delivered(found: list[tuple[Stated, ...]]) -> Books:
    books = Books()
    for post in found:
        books.take(post, at("22 00:00"))
    return books


@given(posts, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_incidents_do_not_depend_on_the_order_of_arrival(found: tuple[tuple[Stated, ...], ...], random: Any) -> None:
    in_order = sorted(found, key=lambda post: (post[0].posted, post[0].post))
    shuffled = [*found, found[0]]
    random.shuffle(shuffled)
    assert cards(delivered(shuffled)) == cards(delivered(in_order))


@given(posts)
@settings(max_examples=40)
def test_a_withdrawn_post_leaves_no_trace_in_any_incident(found: tuple[tuple[Stated, ...], ...]) -> None:
    books = delivered(list(found))
    books.withdraw(found[0][0].post)
    assert cards(books) == cards(delivered(list(found[1:])))


@given(posts, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_tallies_of_people_do_not_depend_on_the_order_of_arrival(
    found: tuple[tuple[Stated, ...], ...], random: Any
) -> None:
    stated = [s for post in found for s in post]
    shuffled = [*stated, *(s.model_copy(update={"id": 9}) for s in stated)]
    random.shuffle(shuffled)
    for subject in (Subject.KILLED, Subject.INJURED):
        for n in range(17, 21):
            tally = counted(stated, date(2026, 9, n), subject=subject)
            assert counted(shuffled, date(2026, 9, n), subject=subject) == tally
            for row in tally.regions:
                assert row.high is not None and row.best is not None and row.low <= row.best <= row.high
