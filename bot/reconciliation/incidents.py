"""Incidents: claims of harm gathered into happenings, one per place and object (DESIGN section 4, rules 8 to 10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.model import Act, Count, Flag, Incident, Object, Stated, Step, Subject, Voice, Window
from bot.reconciliation import people
from bot.reconciliation.episodes import short

HARM = frozenset({Subject.DAMAGE, Subject.FIRE, Subject.INFRASTRUCTURE, Subject.KILLED, Subject.INJURED})
PEOPLE = {Subject.KILLED: people.KILLED, Subject.INJURED: people.INJURED}
FOLLOWS = timedelta(hours=48)
"""So long a later post can still speak of the same incident."""

SAME_DAY = timedelta(hours=18)
"""So far apart two posts about one village and object still speak of one happening, where no figure links them."""


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


@dataclass
class _Card:
    first: Told
    objects: list[Object]
    fire: bool
    voices: list[Voice]
    texts: dict[str, str]  # each text told, and the channel that told it first
    end: datetime
    figures: dict[str, Count] = field(default_factory=dict)
    history: list[Step] = field(default_factory=list)
    id: str = ""
    told: list[Told] = field(default_factory=list)


def gather(stated: Iterable[Stated]) -> list[list[Told]]:
    """What posts tell of each happening, in order of posting; a bare "nobody was hurt" is one too, where it belongs
    to no other. Verbatim repeats are left out."""
    cards: list[_Card] = []
    for told in _ordered(stated):
        card = _find(cards, told)
        if card is None:
            cards.append(_open(told))
        else:
            _add(card, told)
    return [card.told for card in cards]


def derive(stated: Iterable[Stated], stored: Sequence[Incident], start: datetime) -> tuple[Incident, ...]:
    """Every incident told of since `start`, by posting time of its first post. Ids of stored ones are kept by their
    posts; one that began before `start` is taken up as it was then."""
    cards = [_seed(i, start) for i in stored if i.voices and i.voices[0].at < start]
    for told in _ordered(s for s in stated if s.posted >= start):
        card = _find(cards, told)
        if card is None:
            if told.happening:
                cards.append(_open(told))
        else:
            _add(card, told)
    return _named(cards, stored)


def _ordered(stated: Iterable[Stated]) -> list[Told]:
    return sorted(tell(stated), key=lambda t: (t.voice.at, t.voice.post, t.region, t.area))


def _find(cards: Sequence[_Card], told: Told) -> _Card | None:
    """The card that the post answers, else the latest that it speaks of."""
    answered = [c for c in cards if told.reply_to and told.reply_to in {v.post for v in c.voices}]
    return next((card for card in (*reversed(answered), *reversed(cards)) if _same(card, told)), None)


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


def _same(card: _Card, told: Told) -> bool:
    """Whether the post speaks of the card's happening:

    1. it answers one of its posts, or repeats one to the letter;
    2. else region and place must be the same, within two days;
    3. a figure that adds, sets, moves or takes back, without another object, follows the latest there;
    4. else one object in common, or none named on one side, on the same day.
    """
    first = card.first
    apart = told.voice.at - first.voice.at
    if told.region != first.region or not timedelta(0) <= apart <= FOLLOWS:
        return False
    linked = told.reply_to in {v.post for v in card.voices} if told.reply_to else False
    if _repeats(card, told) and _name(told.area) == _name(first.area):
        return True
    common = bool(set(told.objects) & set(card.objects))
    free = not told.objects or not card.objects
    if linked:
        return (common or free) and (_name(told.area) == _name(first.area) or not told.area)
    if told.follows_up and not told.area and card.figures and told.voice.channel in {v.channel for v in card.voices}:
        return common or free  # "rose to seven", without a place, goes on from what the channel told last
    if _name(told.area) != _name(first.area):
        return False
    if told.follows_up:
        return common or free
    if not told.area and not common:
        # Two vague posts about a whole region: one happening only if the same office only adds people to it.
        return free and apart <= SAME_DAY and told.voice.channel != first.voice.channel
    return (common or free) and apart <= SAME_DAY


def _repeats(card: _Card, told: Told) -> bool:
    """A verbatim repost: one voice. A channel that says the same words twice means another event."""
    return bool(told.text_hash) and card.texts.get(told.text_hash, told.voice.channel) != told.voice.channel


def _name(area: str) -> str:
    return area.casefold().replace("ё", "е")


def _seed(incident: Incident, start: datetime) -> _Card:
    """An incident as it was at `start`: later voices and steps are told again by their own posts."""
    voices = [v for v in incident.voices if v.at < start]
    steps = [s for s in incident.history if s.by.at < start]
    undone = {s.field: s.before for s in reversed(incident.history) if s.by.at >= start}
    figures = {name: undone.get(name, getattr(incident, name)) for name in PEOPLE.values()}
    first = Told(incident.region, incident.area, voices[0], incident.window, "", "", list(incident.objects))
    known = {name: count for name, count in figures.items() if count is not None}
    return _Card(
        first, list(incident.objects), incident.fire, voices, {}, incident.window.end, known, steps, incident.id
    )


def _open(told: Told) -> _Card:
    card = _Card(told, list(told.objects), told.fire, [told.voice], {}, told.window.end, told=[told])
    card.texts[told.text_hash] = told.voice.channel
    card.figures = people.after({}, told.figures)
    return card


def _add(card: _Card, told: Told) -> None:
    if _repeats(card, told):
        return  # a verbatim repost, or a twin channel of one office: one voice
    card.texts.setdefault(told.text_hash, told.voice.channel)
    card.told.append(told)
    card.voices.append(told.voice)
    card.objects += [o for o in told.objects if o not in card.objects]
    card.fire = card.fire or told.fire
    card.end = max(card.end, told.window.end)
    _count(card, told)


def _count(card: _Card, told: Told) -> None:
    now = people.after(card.figures, told.figures)
    for name, count in now.items():
        before = card.figures.get(name)
        if before != count:
            card.history.append(Step(field=name, before=before, after=count, by=told.voice))
    card.figures = now


def _named(cards: Sequence[_Card], stored: Sequence[Incident]) -> tuple[Incident, ...]:
    free = {i.id: i for i in stored}
    for card in cards:
        free.pop(card.id, None)
    taken = {i.id for i in stored}
    done: list[Incident] = []
    for card in cards:
        first = card.first
        posts = {v.post for v in card.voices}
        same = [
            i
            for i in free.values()
            if i.region == first.region
            and _name(i.area) == _name(first.area)
            and posts & {v.post for v in i.voices}
            and (not i.objects or not card.objects or set(i.objects) & set(card.objects))
        ]
        if card.id:
            name = card.id
        elif same:
            name = max(same, key=lambda i: (len(posts & {v.post for v in i.voices}), i.id)).id
            del free[name]
        else:
            name = short(first.region, first.area, first.voice.post, *sorted(card.first.objects))
            while name in taken:  # the name went on with another part of what was one incident before
                name = short(name)
        taken.add(name)
        window = first.window
        done.append(
            Incident(
                id=name,
                region=first.region,
                area=first.area,
                window=window.model_copy(update={"end": max(window.end, card.end)}),
                objects=tuple(card.objects),
                fire=card.fire,
                killed=card.figures.get("killed"),
                injured=card.figures.get("injured"),
                voices=tuple(card.voices),
                history=tuple(card.history),
            )
        )
    return tuple(done)
