"""People: how figures of killed and injured act on what was known of one incident (DESIGN section 4, rule 8)."""

from collections.abc import Iterable, Mapping

from bot.model import Act, Count

KILLED, INJURED = "killed", "injured"

Figures = Iterable[tuple[str, Act, Count]]
"""(field, act, count), in the order of the text."""


def after(known: Mapping[str, Count], said: Figures, *, another: bool = False) -> dict[str, Count]:
    """What is known when one more post was read.

    A post's own figure stands for what was known, the people that it names one by one make one figure, and the
    last number set ("rose to seven") goes before them. What it adds is added, what it takes back is removed. Who
    died of wounds goes from the injured to the killed, unless the post gives these figures itself.

    A plain figure that is fewer takes nothing back: that needs a word of correction, deaths of as many, or `another`
    voice, which speaks for itself.
    """
    said = list(said)
    now = dict(known)
    own = set()
    for field in (KILLED, INJURED):
        figure = _own(field, said)
        if figure is not None:
            corrected = another or bool(_of(field, Act.SETS, said))
            if corrected or field not in known or not _fewer(figure, known[field], _died(known, now, said)):
                now[field] = figure
            own.add(field)
        for count in _of(field, Act.ADDS, said):
            now[field] = now[field] + count if field in now else count
        for count in _of(field, Act.RETRACTS, said):
            if field in now:
                now[field] = _less(now[field], count)
    for count in (*_of(KILLED, Act.MOVES, said), *_of(INJURED, Act.MOVES, said)):
        if KILLED not in own:
            now[KILLED] = now[KILLED] + count if KILLED in now else count
        if INJURED not in own and INJURED in now:
            now[INJURED] = _less(now[INJURED], count)
    return now


def tells_fewer(said: Figures, known: Mapping[str, Count]) -> bool:
    """Whether a post's plain figures are fewer people than were known, and none of them more."""
    said = list(said)
    told = {field: figure for field in (KILLED, INJURED) if (figure := _own(field, said)) is not None}
    both = [(figure, known[field]) for field, figure in told.items() if field in known]
    return (
        len(both) == len(told)
        and any(_fewer(figure, was, 0) for figure, was in both)
        and all(figure == was or _fewer(figure, was, 0) for figure, was in both)
    )


def _fewer(figure: Count, was: Count, died: int) -> bool:
    """Whether a figure is fewer people than were known, of whom so many died since, and not just said more exactly."""
    if was.low <= figure.low and (was.high is None or (figure.high is not None and figure.high <= was.high)):
        return False
    if figure.best is None or was.best is None:
        return figure.low + died < was.low
    return figure.best + died < was.best


def _died(known: Mapping[str, Count], now: Mapping[str, Count], said: Figures) -> int:
    """How many of the injured the same post tells to have died: by their number, or one by one."""
    before, after_ = (people[KILLED].best or 0 if KILLED in people else 0 for people in (known, now))
    moved = (*_of(KILLED, Act.MOVES, said), *_of(INJURED, Act.MOVES, said))
    return max(after_ - before, sum(count.best or 0 for count in moved))


def _own(field: str, said: Figures) -> Count | None:
    sets = _of(field, Act.SETS, said)
    if sets:
        return sets[-1]
    states = _of(field, Act.STATES, said)
    return sum(states[1:], states[0]) if states else None


def _of(field: str, act: Act, said: Figures) -> list[Count]:
    return [count for name, done, count in said if name == field and done is act]


def _less(count: Count, minus: Count) -> Count:
    low = max(0, count.low - (minus.high if minus.high is not None else count.low))
    high = None if count.high is None else max(low, count.high - minus.low)
    best = None if count.best is None or minus.best is None else max(0, count.best - minus.best)
    if best is not None and high is not None:
        best = min(best, high)
    return Count(low=low, high=high, best=best, said=count.said, approx=best if count.approx is not None else None)
