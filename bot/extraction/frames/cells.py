"""The regions, weapons and states that a text's statements of danger come to, each once."""

from typing import NamedTuple

from bot.extraction.document import Document
from bot.extraction.frames.clauses import another_kind_from
from bot.extraction.frames.statements import PAST, threatened, weapons_of
from bot.extraction.scope import current
from bot.extraction.sentences import Sentence
from bot.extraction.spots import CITY_STATES, DISTRICT, REGION, SETTLEMENT, Spot, is_aside
from bot.extraction.tokens import WORD
from bot.gazetteer import REGIONS
from bot.model import Authority, State, Weapon

Said = tuple[Sentence, State, list[Weapon], list[Spot], bool]
"""One thing said of danger: where, its state, its weapons, its places, and whether an end names no kind."""

_UNDER_WAY = frozenset(["weapon", "danger", "track", "underway", "aloft", "state", "level", "verb"])


class Cell(NamedTuple):
    """One statement of danger. `unnamed` marks an all-clear that names no kind."""

    regions: tuple[str, ...]
    weapon: Weapon
    state: State
    spot: Spot | None
    sentence: Sentence
    unnamed: bool = False


def cells_of(doc: Document, sentences: list[Sentence], said: list[Said]) -> list[Cell]:
    """The cells of all that was said, their places filled in from the rest of the text or from home."""
    told = [s[0] for s in said]
    unplaced = any(not s[3] for s in said)
    named = [
        (s, spot)
        for s in (sentences if unplaced else ())
        if not s.has("verb", *PAST) and (s in told or is_address(doc, s))
        for spot in threatened(s, [m for m in s.all("place") if not is_aside(s, m)])
        if spot.sure or doc.language != "en"
    ]
    home = doc.context.home_region
    cells: list[Cell] = []
    for sentence, state, weapons, spots, unnamed in said:
        over = state in (State.OFF, State.PARTLY_OFF)
        ended = (
            {s.i for s in sentences if _of_that_end(doc, s, sentence, weapons, said)} if over and not spots else set()
        )
        if not spots and (len(said) == 1 or not home):
            spots = [spot for s, spot in named if not over or s.i in ended]
        elif not spots and state is State.OFF:  # "угроза БПЛА также снята": no wider than the end said before it
            spots = next((s[3] for s in said if s[1] is State.OFF and s[3]), [])
        if not spots and not home and doc.language != "ru":
            spots = _all_about([s for s in current(doc) if not over or s.i in ended])
        if not spots and home and doc.context.home_district:  # a town's or district's own channel
            spots = [Spot(DISTRICT, (home,), district=doc.context.home_district)]
        for regions, spot in _where(spots, home):
            now = _judge(doc, state, spot)
            if (
                now is State.OFF
                and weapons == [Weapon.ANY]
                and any(s.i > sentence.i and _flies_on(s, regions) for s in sentences)
            ):
                now = State.PARTLY_OFF
            cells += [Cell(regions, weapon, now, spot, sentence, unnamed) for weapon in weapons]
    return _merge(cells)


def _of_that_end(doc: Document, sentence: Sentence, end: Sentence, weapons: list[Weapon], said: list[Said]) -> bool:
    """Whether an end told in `end` may hold for the places of another sentence: one that ends something too, one in
    which nothing flies or goes on ("Відбій балістики! БпЛА досі над A" ends nothing in A), or one before it that
    tells of the same kind."""
    states = [s for s in said if s[0].i == sentence.i]
    if sentence.i == end.i and another_kind_from(doc, sentence):
        return False
    if states and all(s[1] in (State.OFF, State.PARTLY_OFF) for s in states):
        return True
    if sentence.i < end.i:
        kinds = {w for s in states for w in s[2]} | set(weapons_of([], sentence.marks))
        if weapons == [Weapon.ANY] or kinds <= {*weapons, Weapon.ANY}:
            return True
    return not states and not goes_on_there(sentence)


def goes_on_there(sentence: Sentence) -> bool:
    """Whether a sentence tells of something that flies, threatens or is under way, not of what is over and done."""
    listed = sentence.header is not None and sentence.header.has("weapon") and not sentence.header.has("state")
    return (listed or not _UNDER_WAY.isdisjoint(sentence.cats)) and not sentence.has("verb", *PAST)


def _flies_on(sentence: Sentence, regions: tuple[str, ...]) -> bool:
    """ "Отбой. В A летят беспилотники": what a general end leaves in the air at a place of the same regions."""
    if not (sentence.has("weapon") or sentence.has("underway")) or sentence.has("num") or sentence.scope:
        return False
    there = {c for spot in threatened(sentence, sentence.all("place")) for c in spot.regions}
    return bool(there & set(regions)) and {m.name for m in sentence.all("verb")} <= {"heading", "attack"}


def _all_about(sentences: list[Sentence]) -> list[Spot]:
    """ "The governor of A said that 9 were shot down. The alert continues": the one region that a wire speaks of."""
    named = [m.value for s in sentences for m in s.all("place") if isinstance(m.value, Spot) and m.value.sure]
    regions = {s.regions for s in named if s.kind in (REGION, SETTLEMENT, DISTRICT) and s.regions}
    return [Spot(REGION, regions.pop())] if len(regions) == 1 else []


def is_address(doc: Document, sentence: Sentence) -> bool:
    """Whether a sentence may say where the danger is: a row of places or a call to people, no news of its own."""
    if doc.language == "uk" or (doc.language == "ru" and doc.context.home_region is None):
        return True
    if sentence.has("verb") or sentence.has("weapon") or sentence.has("object") or sentence.has("neg"):
        return False
    if sentence.has("num") and (doc.has("verb", "downed") or doc.has("verb", "jammed")):
        return False  # "Больше всего — 21 — в А районе": how many, not where the danger is
    named = {k for m in sentence.all("place") for k in range(m.i, m.j)}
    inside = range(sentence.i, sentence.j)
    words = [k for k in inside if k not in named and doc.tokens[k].kind == WORD]
    return len(words) <= 3


def _where(spots: list[Spot], home: str | None) -> list[tuple[tuple[str, ...], Spot | None]]:
    """The regions meant: all named together, or home. The spot is set where a narrower place alone is named."""
    if not spots:
        return [((home,) if home else (), None)]
    whole = [s for s in spots if s.kind == REGION]
    narrow = [s for s in spots if s.kind != REGION and not _is_city_state(s)]
    covered = {c for s in whole for c in s.regions}
    named = whole + [s for s in spots if s.kind != REGION and not covered & set(s.regions)] if whole else spots
    regions = tuple(dict.fromkeys(c for s in named for c in s.regions))
    if not narrow or (whole and len(regions) > 1):
        return [(regions, None)]
    if len(regions) > 1:
        return [(regions, narrow[0])]
    return [(regions, spot) for spot in dict.fromkeys(narrow)]


def _is_city_state(spot: Spot) -> bool:
    """Kyiv, Moscow and their like: the town is the region."""
    region = REGIONS.get(spot.regions[0]) if len(spot.regions) == 1 else None
    return spot.kind == SETTLEMENT and region is not None and spot.name in region.names.values()


def _judge(doc: Document, state: State, spot: Spot | None) -> State:
    """A district's or town's end leaves the region on; so does a mayor's."""
    mayor = doc.context.authority is Authority.MAYOR and doc.context.home_region not in CITY_STATES
    if state is State.OFF and (spot is not None or mayor):
        return State.PARTLY_OFF
    return state


def _is_left(over: Cell, cell: Cell) -> bool:
    """Whether a kind of danger is left by a general end: one that goes on, or is named after it, at no hour of its
    own ("Відбій тривоги. Увага, загроза артобстрілу")."""
    later = cell.sentence.i > over.sentence.i and not cell.sentence.has("when")
    return cell.state is State.SUSTAINED or later


def _merge(cells: list[Cell]) -> list[Cell]:
    """Each cell once; a kind unnamed gives way to a named one; an end with more of the same going on is partial,
    as is a general one beside a kind that goes on."""
    kept: list[Cell] = []
    nowhere = [c for c in cells if not c.regions and c.state is State.OFF and c.weapon is Weapon.ANY]
    for cell in cells:
        if cell in nowhere:
            continue  # an end of everything, nowhere: nothing to close
        same = [
            c
            for c in kept
            if (set(c.regions), c.weapon, c.state, c.spot) == (set(cell.regions), cell.weapon, cell.state, cell.spot)
        ]
        if not same:
            kept.append(cell)
    named = [c for c in kept if c.weapon is not Weapon.ANY]
    kept = [c for c in kept if c.weapon is not Weapon.ANY or not any(n.state is c.state for n in named)]
    going = [c for c in kept if c.state in (State.SUSTAINED, State.ON)]
    made: list[Cell] = []
    for cell in kept:
        if cell.state is State.OFF and any(
            (g.weapon is cell.weapon or (cell.weapon is Weapon.ANY and _is_left(cell, g)))
            and set(g.regions) & set(cell.regions)
            for g in going
        ):
            cell = cell._replace(state=State.PARTLY_OFF)
        made.append(cell)
    ended = [c for c in made if c.state is State.PARTLY_OFF]
    return [
        c
        for c in made
        if not (
            c.state in (State.SUSTAINED, State.ON)
            and c.spot is None
            and not (c.state is State.ON and len(c.sentence.all("when", "at")) > 1)  # "відбій о 3:10, тривога о 8:40"
            and any(e.weapon is c.weapon and set(e.regions) & set(c.regions) for e in ended)
        )
    ]
