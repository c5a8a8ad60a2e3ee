"""Episodes: derived from signals, matched with those that are stored, joined into groups."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import blake2b

from bot.model import Channel, Episode, EpisodeState, Frozen, Stated
from bot.model.ports import Scope, Silence
from bot.reconciliation.cells import LATE_CLEAR, Cells, Run
from bot.reconciliation.signals import LAG, signals

FAR = datetime.max.replace(tzinfo=UTC)


class EpisodeRules(Frozen):
    """`hours` without confirmation end an episode by rule."""

    hours: float = 6.0


def derive(
    stated: Sequence[Stated],
    stored: Sequence[Episode],
    within: Scope,
    channels: Mapping[str, Channel],
    rules: EpisodeRules,
    silences: Sequence[Silence],
    now: datetime,
) -> tuple[Episode, ...]:
    """Every episode of the scope's regions that began before the scope's edge (its end but for LAG), by its beginning.

    `stated` are the scope's claims; an episode that began before is taken up where the scope's start finds it, and
    one that goes on after the edge keeps the end that is stored. Ids and groups of stored episodes are kept
    where cell and time (or a post) are the same.
    """
    start, edge = within.start, within.end - LAG
    told = [s for s in signals(stated, channels) if start <= s.at and s.region in within.regions]
    ordered, beyond = [s for s in told if s.at < edge], {s.voice.post for s in told if s.at >= edge}
    loaded = {s.voice.post for s in ordered}
    cells = Cells(rules.hours, silences)
    for episode in stored:
        if episode.since < start and (episode.ended is None or episode.ended > start):
            cells.seed(_seed(episode, start, loaded))
    cells.fold(ordered)
    cells.expire(min(now, edge))
    runs = sorted(cells.runs, key=lambda r: (r.since, r.key))
    _name(runs, stored)
    _group(runs)
    later = {
        (e.region, e.area, e.weapon): e
        for e in stored
        if max(e.last_confirmed, e.ended or start) >= edge or beyond.intersection(e.posts)
    }
    last = {run.key: run for run in runs}
    return tuple(_tail(_episode(run), later.get(run.key) if last[run.key] is run else None) for run in runs)


def _tail(episode: Episode, stored: Episode | None) -> Episode:
    """What happened to a cell's last episode after the scope's edge is not derived again."""
    if stored is None or not (episode.open or _cleared_late(episode, stored)):
        return episode
    posts = tuple(dict.fromkeys((*episode.posts, *stored.posts)))
    if stored.open and stored.last_confirmed <= episode.last_confirmed:  # an end in a part, or of a kind not named
        state = stored.state if stored.state is EpisodeState.PARTLY_OFF else episode.state
        said = episode.clear_said or stored.clear_said
        return episode.model_copy(update={"state": state, "clear_said": said, "posts": posts})
    names = ("state", "last_confirmed", "confirmed_by", "ended", "cleared_by", "clear_said")
    return episode.model_copy(update={name: getattr(stored, name) for name in names} | {"posts": posts})


def _cleared_late(episode: Episode, stored: Episode) -> bool:
    """An all-clear ends what had expired by rule not long before."""
    over = episode.state is EpisodeState.EXPIRED and stored.state is EpisodeState.OFF
    return (
        over and episode.ended is not None and stored.ended is not None and stored.ended - episode.ended <= LATE_CLEAR
    )


def _seed(episode: Episode, start: datetime, loaded: set[str]) -> Run:
    return Run(
        key=(episode.region, episode.area, episode.weapon),
        since=episode.since,
        opened_by=episode.opened_by,
        state=EpisodeState.ON if episode.state in (EpisodeState.OFF, EpisodeState.EXPIRED) else episode.state,
        last=min(episode.last_confirmed, start),
        confirmed_by=episode.confirmed_by,
        attack=episode.attack,
        clear_said=episode.clear_said,
        posts=[post for post in episode.posts if post not in loaded],
        id=episode.id,
        group=episode.group,
    )


def _name(runs: Sequence[Run], stored: Sequence[Episode]) -> None:
    free = {e.id: e for e in stored}
    taken = set(free)
    for run in runs:
        free.pop(run.id, None)
    for run in runs:
        if run.id:
            continue
        same = [
            e
            for e in free.values()
            if (e.region, e.area, e.weapon) == run.key and e.since < (run.ended or FAR) and run.since < (e.ended or FAR)
        ]
        # Touching in time is enough; an episode whose post moved it is known by its post.
        same = same or [
            e for e in free.values() if (e.region, e.area, e.weapon) == run.key and run.opened_by == e.opened_by
        ]
        if same:
            best = min(same, key=lambda e: abs(e.since - run.since))
            run.id, run.group = best.id, best.group
            del free[best.id]
        else:
            run.id = short(*run.key, run.opened_by.post, run.since.isoformat())
            # A late post took the episode that this name was made for back to its own beginning.
            while run.id in taken:
                run.id = short(run.id)
            taken.add(run.id)


def _group(runs: Sequence[Run]) -> None:
    """Episodes of a region that overlap in time, directly or through others, have one group: one that is stored
    (chats have a message under it), else the earliest's id."""
    together: list[Run] = []
    until = FAR
    for run in sorted(runs, key=lambda r: (r.key[0], r.since, r.key)):
        if together and (run.key[0] != together[0].key[0] or run.since >= until):
            _share(together)
            together = []
        until = max(until, run.ended or FAR) if together else run.ended or FAR
        together.append(run)
    _share(together)


def _share(together: Sequence[Run]) -> None:
    if together:
        group = next((run.group for run in together if run.group), together[0].id)
        for run in together:
            run.group = group


def _episode(run: Run) -> Episode:
    region, area, weapon = run.key
    return Episode(
        id=run.id,
        group=run.group,
        region=region,
        area=area,
        weapon=weapon,
        state=run.state,
        since=run.since,
        opened_by=run.opened_by,
        last_confirmed=run.last,
        confirmed_by=run.confirmed_by,
        attack=run.attack,
        clear_said=run.clear_said,
        ended=run.ended,
        cleared_by=run.cleared_by,
        posts=tuple(run.posts),
    )


def short(*parts: object) -> str:
    """A short stable name (10 hex digits) made of what identifies a thing."""
    return blake2b("|".join(map(str, parts)).encode(), digest_size=5).hexdigest()
