"""Cells: the danger of one weapon kind in one place, folded from signals (DESIGN section 5).

A cell opens by a danger, an attack under way or a reminder; it ends by an all-clear that names it, or by rule.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.model import EpisodeState, State, Voice, Weapon
from bot.model.ports import Silence
from bot.reconciliation.signals import Key, Signal

LATE_CLEAR = timedelta(hours=24)
"""So long after an expiry by rule an all-clear is still told."""


@dataclass
class Run:
    """One cell's danger from its beginning to its end."""

    key: Key
    since: datetime
    opened_by: Voice
    state: EpisodeState
    last: datetime
    confirmed_by: Voice
    attack: bool = False
    clear_said: bool = False
    ended: datetime | None = None
    cleared_by: Voice | None = None
    posts: list[str] = field(default_factory=list)
    id: str = ""
    group: str = ""

    @property
    def open(self) -> bool:
        """Whether it is not known to be over."""
        return self.ended is None


class Cells:
    """The state of every cell of a few regions while signals are folded in, in order."""

    def __init__(self, hours: float, silences: Sequence[Silence]) -> None:
        self.span, self.silences = timedelta(hours=hours), silences
        self.runs: list[Run] = []
        self._now: dict[Key, Run] = {}

    def seed(self, run: Run) -> None:
        """A danger that began before the first signal looked at."""
        self.runs.append(run)
        self._now[run.key] = run

    def fold(self, ordered: Sequence[Signal]) -> None:
        """Take every signal in."""
        for signal in ordered:
            self.expire(signal.at)
            if signal.off:
                self._end(signal, ordered)
            else:
                self._raise(signal)

    def expire(self, now: datetime) -> None:
        """End by rule what nobody confirmed for so long; hours in which its channel was not heard do not count."""
        for run in list(self._now.values()):
            if run.open and (until := self._until(run, now)) <= now:
                run.state, run.ended = EpisodeState.EXPIRED, until

    def _until(self, run: Run, now: datetime) -> datetime:
        """When a danger ends by rule. A silence may be told by several transports: its hours are lost once."""
        until, heard = run.last + self.span, run.last
        for silence in sorted(self.silences, key=lambda s: s.start):
            if silence.channel == run.confirmed_by.channel and silence.start < until:
                end = silence.end or now
                until += max(end - max(silence.start, heard), timedelta(0))
                heard = max(heard, end)
        return until

    def _raise(self, signal: Signal) -> None:
        """Confirm what it speaks of; where nothing of that is on, a danger begins, told of as going on or not."""
        state = EpisodeState.SUSTAINED if signal.state is State.SUSTAINED else EpisodeState.ON
        meant = [run for run in self._now.values() if run.open and signal.speaks_of(run.key)]
        if not meant:
            run = Run(signal.key, signal.at, signal.voice, state, signal.at, signal.voice)
            self.runs.append(run)
            self._now[run.key] = run
            meant = [run]
        for run in meant:
            if signal.at >= run.last:
                run.last, run.confirmed_by = signal.at, signal.voice
                run.state, run.clear_said = state, False
            run.attack = run.attack or signal.attack
            _add(run, signal.voice)

    def _end(self, signal: Signal, ordered: Sequence[Signal]) -> None:
        """Close what the all-clear names and no more; what was confirmed after its time stays."""
        places = list(self._at(signal))
        ending = [run for run in places if self._named(run, signal, places)]
        stays = {id(run) for run in ending if _confirmed_after(run.key, signal, ordered)}
        for run in places:
            if id(run) in stays or run not in ending:
                if signal.unnamed and not signal.all_kinds and run.open:
                    run.clear_said = True
                    _add(run, signal.voice)
            elif signal.state is State.PARTLY_OFF and not signal.area:
                if run.open:
                    run.state = EpisodeState.PARTLY_OFF
                    _add(run, signal.voice)
            else:
                run.state, run.ended, run.cleared_by = EpisodeState.OFF, max(signal.at, run.since), signal.voice
                _add(run, signal.voice)
        if signal.area:
            self._leave_region_on(signal)

    def _at(self, signal: Signal) -> Iterator[Run]:
        """What may end there: a region's all-clear speaks of its districts too. Freshly expired dangers count."""
        for (region, area, _), run in self._now.items():
            if region != signal.region or (signal.area and area != signal.area):
                continue
            expired = run.state is EpisodeState.EXPIRED and run.ended is not None
            if run.open or (expired and run.ended is not None and signal.at - run.ended <= LATE_CLEAR):
                yield run

    @staticmethod
    def _named(run: Run, signal: Signal, places: Sequence[Run]) -> bool:
        weapon = run.key[2]
        if signal.all_kinds:
            return True
        if not signal.unnamed:
            return weapon is signal.weapon
        # Without a kind it ends "any", and the one kind that is on; only where none is on, the one that expired.
        kinds = [r for r in places if r.key[2] is not Weapon.ANY]
        on = {r.key[2] for r in kinds if r.open}
        return weapon is Weapon.ANY or (on or {r.key[2] for r in kinds}) == {weapon}

    def _leave_region_on(self, signal: Signal) -> None:
        """A district's end leaves the region on, and says so."""
        for weapon in Weapon:
            run = self._now.get((signal.region, "", weapon))
            named = signal.unnamed or signal.all_kinds or weapon is signal.weapon
            if run is not None and run.open and named and signal.at >= run.last:
                run.state = EpisodeState.PARTLY_OFF
                _add(run, signal.voice)


def _confirmed_after(key: Key, signal: Signal, ordered: Sequence[Signal]) -> bool:
    """Whether the cell was confirmed between the time that the all-clear names and its posting, or is listed as
    going on in the same post: by its place, or by its kind where the all-clear names no place either."""
    for other in ordered:
        if other.off or not other.speaks_of(key):
            continue
        listed = other.key == key or (other.weapon is key[2] and not signal.area)
        if listed if other.voice.post == signal.voice.post else signal.at < other.at and other.posted <= signal.posted:
            return True
    return False


def _add(run: Run, voice: Voice) -> None:
    if voice.post not in run.posts:
        run.posts.append(voice.post)
