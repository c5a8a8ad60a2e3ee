"""Incidents: claims of harm gathered into happenings, one per place and object (DESIGN section 4, rules 8 to 10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.gazetteer import one_name
from bot.model import Count, Incident, Object, Stated, Step, Voice
from bot.reconciliation import people
from bot.reconciliation.episodes import short
from bot.reconciliation.raids import NONE, Raids
from bot.reconciliation.told import PEOPLE, Told, tell

FOLLOWS = timedelta(hours=48)
"""So long a later post can still speak of the same incident."""

SAME_DAY = timedelta(hours=18)
"""So far apart two posts about one village and object still speak of one happening, where no figure links them."""

ANEW = timedelta(hours=2)
"""So long after its last word about a village and object an office that tells of fewer people hurt there means
another strike; before that, some of the same people."""


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


def gather(stated: Iterable[Stated], raids: Raids = NONE) -> list[list[Told]]:
    """What posts tell of each happening, in order of posting; a bare "nobody was hurt" is one too, where it belongs
    to no other. Verbatim repeats are left out."""
    cards: list[_Card] = []
    for told in _ordered(stated):
        card = _find(cards, told, raids)
        if card is None:
            cards.append(_open(told))
        else:
            _add(card, told)
    return [card.told for card in cards]


def derive(
    stated: Iterable[Stated], stored: Sequence[Incident], start: datetime, raids: Raids = NONE
) -> tuple[Incident, ...]:
    """Every incident told of since `start`, by posting time of its first post. Ids of stored ones are kept by their
    posts; one that began before `start` is taken up as it was then."""
    cards = [_seed(i, start) for i in stored if i.voices and i.voices[0].at < start]
    for told in _ordered(s for s in stated if s.posted >= start):
        card = _find(cards, told, raids)
        if card is None:
            if told.happening:
                cards.append(_open(told))
        else:
            _add(card, told)
    return _named(cards, stored)


def _ordered(stated: Iterable[Stated]) -> list[Told]:
    return sorted(tell(stated), key=lambda t: (t.voice.at, t.voice.post, t.region, t.area))


def _find(cards: Sequence[_Card], told: Told, raids: Raids) -> _Card | None:
    """The card that the post answers, else the latest that it speaks of; of several at one place the one with most
    people of those that it counts."""
    answered = [c for c in cards if told.reply_to and told.reply_to in {v.post for v in c.voices}]
    same = [c for c in reversed(answered) if _same(c, told, raids)]
    same = same or [c for c in reversed(cards) if _same(c, told, raids)]
    if len(same) > 1 and told.area:
        return max(same, key=lambda card: _counted(card, told))
    return same[0] if same else None


def _counted(card: _Card, told: Told) -> int:
    """How many people of the card the post's figures can hold; fewer than none where it tells of fewer."""
    after = people.after({}, told.figures)
    both = [(card.figures[name].best or 0, count.best or 0) for name, count in after.items() if name in card.figures]
    return sum(known if known <= said else -1 for known, said in both)


def _same(card: _Card, told: Told, raids: Raids) -> bool:
    """Whether the post speaks of the card's happening:

    1. it answers one of its posts, or repeats one to the letter;
    2. else region and place must be the same, within two days;
    3. a figure that adds, sets, moves or takes back, without another object, follows the latest there;
    4. else one object in common, or none named on one side, on the same day; but the same office that hours later
       tells of the thing struck again, with fewer people, tells of another strike, and so does one that tells of
       fewer people in a later raid.
    """
    first = card.first
    apart = told.voice.at - first.voice.at
    if told.region != first.region or not timedelta(0) <= apart <= FOLLOWS:
        return False
    linked = told.reply_to in {v.post for v in card.voices} if told.reply_to else False
    if _repeats(card, told) and place_of(told) == place_of(first):
        return True
    common = bool(set(told.objects) & set(card.objects))
    free = not told.objects or not card.objects
    if linked:
        return (common or free) and (place_of(told) == place_of(first) or not told.area)
    if told.follows_up and not told.area and card.figures and told.voice.channel in {v.channel for v in card.voices}:
        return common or free  # "rose to seven", without a place, goes on from what the channel told last
    if place_of(told) != place_of(first):
        return False
    if told.follows_up:
        return common or free
    if _in_later_raid(card, told, raids):
        return False
    if not told.area and not common:
        # Two vague posts about a whole region: one happening only if the same office only adds people to it.
        return free and apart <= SAME_DAY and told.voice.channel != first.voice.channel
    return (common or free) and apart <= SAME_DAY and not (common and _struck_anew(card, told))


def _struck_anew(card: _Card, told: Told) -> bool:
    """An unmarked figure of an office stands beside those before it (rule 7); what it tells again, it tells whole."""
    before = [v.at for v in card.voices if v.channel == told.voice.channel]
    return bool(before) and told.voice.at - max(before) >= ANEW and people.tells_fewer(told.figures, card.figures)


def _in_later_raid(card: _Card, told: Told, raids: Raids) -> bool:
    """Another office that tells of fewer may be late, or know less."""
    at = [v.at for v in card.voices]
    mine = any(v.channel == told.voice.channel for v in card.voices)
    return (
        mine
        and raids.between(told.region, min(at), max(at), told.voice.at)
        and people.tells_fewer(told.figures, card.figures)
    )


def _repeats(card: _Card, told: Told) -> bool:
    """A verbatim repost: one voice. A channel that says the same words twice means another event."""
    return bool(told.text_hash) and card.texts.get(told.text_hash, told.voice.channel) != told.voice.channel


def place_of(at: Told | Incident) -> str:
    """The place that it happened at, in whatever language it was told."""
    return one_name(at.region, at.area)


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
            and place_of(i) == place_of(first)
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
