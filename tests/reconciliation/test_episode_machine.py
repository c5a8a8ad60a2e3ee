"""Posts dropped, repeated, late, edited and withdrawn: the books always say what the plain model says."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.model import PlaceSource, State, Stated, Subject, Weapon
from bot.model.ports import Silence
from tests.reconciliation.books import OFF, ON, PARTLY, SUSTAINED, Books, danger
from tests.reconciliation.builders import at
from tests.reconciliation.plain_danger import PlainDanger, Word

AREAS = ("", "", "", "Шебекинский округ", "Валуйский округ")
PLACES = (("bel", "RU-BEL"), ("bel", "RU-BEL"), ("wire", "RU-KRS"), ("zp", "UA-23"))
WEAPONS = (Weapon.UAV, Weapon.UAV, Weapon.MISSILE, Weapon.ANY)
STATES = (ON, ON, SUSTAINED, OFF, OFF, PARTLY)
SILENT = [(at("10 04:00"), at("10 07:00")), (at("10 16:00"), at("11 02:00")), (at("12 00:00"), at("12 01:00"))]
MINUTE = timedelta(seconds=59)

sentences = st.lists(
    st.tuples(st.sampled_from(AREAS), st.sampled_from(WEAPONS), st.sampled_from(STATES), st.integers(0, 90)),
    min_size=1,
    max_size=3,
)


def words_of(stated: Stated) -> Word:
    claim = stated.claim
    assert claim.state is not None
    off = claim.state in (OFF, PARTLY)
    said = min(claim.at or stated.posted, stated.posted)
    return Word(
        at=min(said + MINUTE, stated.posted) if off and claim.at else said,
        posted=stated.posted,
        post=stated.post,
        region=claim.place.regions[0],
        area=claim.place.area,
        weapon="" if claim.weapon in (None, Weapon.ANY) else claim.weapon.value,
        kind={OFF: "off", PARTLY: "partly"}.get(claim.state, "on"),
        ukrainian=stated.channel == "zp",
        vague=claim.state is SUSTAINED and claim.place.source is PlaceSource.HOME,
    )


class Danger(RuleBasedStateMachine):
    """`now` moves on; posts come in at once, late (up to six days), twice, changed, or never."""

    written = Bundle("written")

    @initialize()
    def begin(self) -> None:
        self.books = Books(silences=[Silence(channel="bel", start=start, end=end) for start, end in SILENT])
        self.books.now = at("10 00:00")
        self.number = 0

    @rule(target=written, place=st.sampled_from(PLACES), said=sentences, wait=st.integers(1, 200))
    def post_is_written(self, place: tuple[str, str], said: list[Any], wait: int) -> tuple[Stated, ...]:
        self.books.tick(self.books.now + timedelta(minutes=wait))
        self.number += 1
        return self._post(place, said, self.number)

    def _post(self, place: tuple[str, str], said: list[Any], number: int) -> tuple[Stated, ...]:
        name, region = place
        claims = []
        for area, weapon, state, ago in said:
            subject = Subject.ATTACK if state is State.ON and ago % 7 == 0 else None
            claim = danger(region, state, weapon, area, subject=subject, home=not area and ago % 3 > 0)
            when = self.books.now - timedelta(minutes=ago) if ago % 2 else None
            claims.append(claim.model_copy(update={"at": when}))
        return self.books.post(name, self.books.now, claims, number)

    @rule(post=written)
    def post_comes_in(self, post: tuple[Stated, ...]) -> None:
        if self.books.now - post[0].posted <= timedelta(hours=150):
            self.books.take(post, self.books.now)

    @rule(post=written, said=sentences)
    def post_is_edited(self, post: tuple[Stated, ...], said: list[Any]) -> None:
        if post[0].post in self.books.posts and self.books.now - post[0].posted <= timedelta(hours=150):
            place = (post[0].channel, post[0].claim.place.regions[0])
            edited = self._post(place, said, post[0].message_id)
            self.books.take([s.model_copy(update={"posted": post[0].posted}) for s in edited], self.books.now)

    @rule(post=written)
    def post_is_withdrawn(self, post: tuple[Stated, ...]) -> None:
        if self.books.now - post[0].posted <= timedelta(hours=150):
            self.books.withdraw(post[0].post)

    @rule(hours=st.integers(1, 9))
    def time_passes(self, hours: int) -> None:
        self.books.tick(self.books.now + timedelta(hours=hours))

    @invariant()
    def books_say_what_the_plain_model_says(self) -> None:
        if not hasattr(self, "books"):
            return
        self.books.tick(self.books.now)
        words = [words_of(s) for stated in self.books.posts.values() for s in stated]
        plain = PlainDanger(words, self.books.now, {"bel": SILENT}).state()
        told: dict[tuple[str, str, str], list[Any]] = {}
        for episode in sorted(self.books.episodes.values(), key=lambda e: e.since):
            state = "on" if episode.state is not None and episode.state.value == "sustained" else episode.state.value
            cell = (episode.region, episode.area, episode.weapon.value)
            told.setdefault(cell, []).append((episode.since, state, episode.ended))
        assert told == plain


def machine(examples: int, steps: int) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Danger,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_thousand_steps_agree_with_the_plain_model() -> None:
    machine(examples=60, steps=40)


@pytest.mark.drill
@pytest.mark.timeout(900)
def test_ten_thousand_steps_agree_with_the_plain_model() -> None:
    machine(examples=600, steps=50)
