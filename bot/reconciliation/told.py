"""Told: what one post says happened at one place, put together out of its claims of harm."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.model import Act, Count, Flag, Object, Stated, Subject, Voice, Window
from bot.reconciliation import people

HARM = frozenset({Subject.DAMAGE, Subject.FIRE, Subject.INFRASTRUCTURE, Subject.KILLED, Subject.INJURED})
PEOPLE = {Subject.KILLED: people.KILLED, Subject.INJURED: people.INJURED}


@dataclass
class Told:
    """What one post says happened at one place."""

    region: str
    area: str
    voice: Voice
    window: Window
    reply_to: str
    text_hash: str
    objects: list[Object] = field(default_factory=list)
    fire: bool = False
    figures: list[tuple[str, Act, Count]] = field(default_factory=list)

    @property
    def follows_up(self) -> bool:
        """Whether its figures speak of something told before."""
        return any(act is not Act.STATES for _, act, _ in self.figures)

    @property
    def happening(self) -> bool:
        """Whether anything happened: a bare "nobody was hurt" is no incident."""
        return bool(self.objects) or self.fire or any(count.high != 0 for _, _, count in self.figures)


def tell(stated: Iterable[Stated]) -> list[Told]:
    """Claims of harm, by post and place. People hurt "somewhere" belong to the post's only place, if it is the only."""
    by_post: dict[str, list[Stated]] = {}
    for one in sorted(stated, key=lambda s: s.ordinal):
        if one.claim.subject in HARM and not set(one.claim.flags) & {Flag.DIGEST, Flag.EARLIER_EVENT}:
            by_post.setdefault(one.post, []).append(one)
    found: list[Told] = []
    for claims in by_post.values():
        places: dict[tuple[str, str], Told] = {}
        for one in claims:
            for region in one.claim.place.regions[:1] or ("",):
                place = (region, one.claim.place.area)
                if place not in places:
                    places[place] = _told(one, *place)
                _take(places[place], one)
        named = [key for key in places if key[1]]
        for key in [key for key in places if not key[1]]:
            same_region = [n for n in named if n[0] == key[0]]
            if len(same_region) == 1:
                _merge(places[same_region[0]], places.pop(key))
        found += places.values()
    return found


def _told(one: Stated, region: str, area: str) -> Told:
    voice = Voice(channel=one.channel, message_id=one.message_id, at=one.posted)
    reply = f"{one.channel}/{one.reply_to}" if one.reply_to else ""
    return Told(region, area, voice, one.claim.window, reply, one.text_hash)


def _take(told: Told, one: Stated) -> None:
    claim = one.claim
    if claim.object is not None and claim.object not in told.objects:
        told.objects.append(claim.object)
    told.fire = told.fire or claim.subject is Subject.FIRE
    if claim.subject in PEOPLE and claim.count is not None:
        told.figures.append((PEOPLE[claim.subject], claim.act, claim.count))


def _merge(into: Told, other: Told) -> None:
    into.objects += [o for o in other.objects if o not in into.objects]
    into.fire = into.fire or other.fire
    into.figures += other.figures
