"""The regions, weapons and states that a text's statements of danger come to, each once."""

from typing import NamedTuple

from bot.extraction.document import Document
from bot.extraction.frames.statements import PAST, threatened
from bot.extraction.scope import current
from bot.extraction.sentences import Sentence
from bot.extraction.spots import CITY_STATES, DISTRICT, REGION, SETTLEMENT, Spot, is_aside
from bot.extraction.tokens import WORD
from bot.gazetteer import REGIONS
from bot.model import Authority, State, Weapon


class Cell(NamedTuple):
    """One statement of danger. `unnamed` marks an all-clear that names no kind."""

    regions: tuple[str, ...]
    weapon: Weapon
    state: State
    spot: Spot | None
    sentence: Sentence
    unnamed: bool = False


def cells_of(
    doc: Document, sentences: list[Sentence], said: list[tuple[Sentence, State, list[Weapon], list[Spot], bool]]
) -> list[Cell]:
    """The cells of all that was said, their places filled in from the rest of the text or from home."""
    told = [s[0] for s in said]
    everywhere = [
        spot
        for s in sentences
        if not s.has("verb", *PAST) and (s in told or is_address(doc, s))
        for spot in threatened(s, [m for m in s.all("place") if not is_aside(s, m)])
        if spot.sure or doc.language != "en"
    ]
    home = doc.context.home_region
    cells: list[Cell] = []
    for sentence, state, weapons, spots, unnamed in said:
        if not spots and (len(said) == 1 or not home):
            spots = everywhere
        elif not spots and state is State.OFF:  # "угроза БПЛА также снята": no wider than the end said before it
            spots = next((s[3] for s in said if s[1] is State.OFF and s[3]), [])
        if not spots and not home and doc.language != "ru":
            spots = _all_about(doc)
        if not spots and home and doc.context.home_district:  # a town's or district's own channel
            spots = [Spot(DISTRICT, (home,), district=doc.context.home_district)]
        for regions, spot in _where(spots, home):
            now = _judge(doc, state, spot)
            cells += [Cell(regions, weapon, now, spot, sentence, unnamed) for weapon in weapons]
    return _merge(cells, doc.language != "uk")


def _all_about(doc: Document) -> list[Spot]:
    """ "The governor of A said that 9 were shot down. The alert continues": the one region that a wire speaks of."""
    named = [m.value for s in current(doc) for m in s.all("place") if isinstance(m.value, Spot) and m.value.sure]
    regions = {s.regions for s in named if s.kind in (REGION, SETTLEMENT, DISTRICT) and s.regions}
    return [Spot(REGION, regions.pop())] if len(regions) == 1 else []


def is_address(doc: Document, sentence: Sentence) -> bool:
    """Whether a sentence may say where the danger is: a row of places or a call to people, no news of its own."""
    if doc.language != "ru" or doc.context.home_region is None:
        return True
    if sentence.has("verb") or sentence.has("weapon") or sentence.has("object") or sentence.has("neg"):
        return False
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


def _goes_on(cell: Cell) -> bool:
    """A part of the general danger from the air that is said to go on after the general all-clear."""
    return cell.state is State.SUSTAINED and cell.weapon is not Weapon.ARTILLERY


def _judge(doc: Document, state: State, spot: Spot | None) -> State:
    """A district's or town's end leaves the region on; so does a mayor's."""
    mayor = doc.context.authority is Authority.MAYOR and doc.context.home_region not in CITY_STATES
    if state is State.OFF and (spot is not None or mayor):
        return State.PARTLY_OFF
    return state


def _merge(cells: list[Cell], named_goes_on: bool) -> list[Cell]:
    """Each cell once; a kind unnamed gives way to a named one; an end with more of the same going on is partial,
    as is a general one beside a kind that goes on (`named_goes_on`)."""
    kept: list[Cell] = []
    nowhere = [c for c in cells if not c.regions and c.state is State.OFF and c.weapon is Weapon.ANY]
    for cell in cells:
        if cell in nowhere:
            continue  # an end of everything, nowhere: nothing to close
        same = [
            c
            for c in kept
            if (c.regions, c.weapon, c.state, c.spot) == (cell.regions, cell.weapon, cell.state, cell.spot)
        ]
        if not same:
            kept.append(cell)
    named = [c for c in kept if c.weapon is not Weapon.ANY]
    kept = [c for c in kept if c.weapon is not Weapon.ANY or not any(n.state is c.state for n in named)]
    going = [c for c in kept if c.state in (State.SUSTAINED, State.ON)]
    made: list[Cell] = []
    for cell in kept:
        if cell.state is State.OFF and any(
            (g.weapon is cell.weapon or (named_goes_on and cell.weapon is Weapon.ANY and _goes_on(g)))
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
