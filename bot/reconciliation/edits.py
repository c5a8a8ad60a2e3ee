"""Edits: how the versions of one post changed what it says of an incident's people (DESIGN section 4, rule 10).

An incident is derived from what stands, so that its own history knows only what later posts changed.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.model import Count, Incident, Stated, Step, Voice
from bot.reconciliation import people
from bot.reconciliation.incidents import place_of
from bot.reconciliation.told import tell


def edited(incident: Incident, versions: Iterable[tuple[datetime, Sequence[Stated]]]) -> list[Step]:
    """The steps between a post's versions: when each came, and its claims, the oldest first. What a version adds to
    others' figures is no figure of its own, and makes no step."""
    steps: list[Step] = []
    before: dict[str, Count] | None = None
    for at, stated in versions:
        here = (incident.region, place_of(incident))
        told = [t for t in tell(stated) if (t.region, place_of(t)) == here]
        if len(told) != 1 or told[0].follows_up:
            before = None
            continue
        now = people.after({}, told[0].figures)
        if before is not None:
            by = Voice(channel=told[0].voice.channel, message_id=told[0].voice.message_id, at=at)
            steps += [
                Step(field=field, before=before.get(field), after=now.get(field), by=by)
                for field in (people.KILLED, people.INJURED)
                if before.get(field) != now.get(field)
            ]
        before = now
    return steps
