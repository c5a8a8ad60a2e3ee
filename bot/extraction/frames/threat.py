"""Danger: on, sustained, off, partly off, for each weapon and place; never off by mistake."""

from typing import NamedTuple

from bot.extraction.document import Document
from bot.extraction.frames.ellipsis import by_ellipsis, spelled_out
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence
from bot.extraction.spots import CITY_STATES, DISTRICT, REGION, SETTLEMENT, Spot, is_aside
from bot.extraction.tokens import WORD
from bot.gazetteer import REGIONS
from bot.model import Authority, State, Weapon

_AS_DANGER = {
    "uav": Weapon.UAV, "decoy": Weapon.UAV, "missile": Weapon.MISSILE, "ballistic_missile": Weapon.MISSILE,
    "cruise_missile": Weapon.MISSILE, "guided_bomb": Weapon.AVIATION, "aviation": Weapon.AVIATION, "usv": Weapon.USV,
    "artillery": Weapon.ARTILLERY, "any": Weapon.ANY, "alarm": Weapon.ANY,
}  # fmt: skip
_CONTRAST = frozenset(["але", "проте", "однак", "нині", "зараз", "знову", "ще", "досі", "водночас", "натомість"])
_ARROW = "→"
_PAST = ("downed", "jammed", "damage", "fire", "killed", "hurt", "hit", "fell", "repelled")


class Cell(NamedTuple):
    """One statement of danger. `unnamed` marks an all-clear that names no kind."""

    regions: tuple[str, ...]
    weapon: Weapon
    state: State
    spot: Spot | None
    sentence: Sentence
    unnamed: bool = False


def read_threats(doc: Document, sentences: list[Sentence]) -> list[Cell]:
    """The cells that a text speaks of, each once, in order."""
    said: list[tuple[Sentence, State, list[Weapon], list[Spot], bool]] = []
    report = any(s.has("num") and s.has("verb", "downed", "launched") for s in sentences)
    for k, sentence in enumerate(sentences):
        if not (sentence.has("danger") or sentence.has("state") or sentence.has("weapon")) and not (
            (said and sentence.has("place")) or (sentence.header is not None and sentence.header.has("weapon"))
        ):
            continue  # nothing that declares a danger, ends it or tells where it is
        for part in _parts(doc, sentence):
            listed = sentence.item and sentence.header is not None and _lists_tracks(sentences, sentence)
            if sentence.header is not None and not sentence.has("weapon") and not sentence.has("danger"):
                part = [*sentence.header.all("weapon"), *part]  # "Обстановка по шахедах: - на заході Полтавщини"
            state, weapons, spots = _statement(
                doc, sentence, part, listed or _on_its_way(sentence, part, doc, report), bool(said)
            )
            elsewhere = bool(spots and said and said[-1][3] and not set(spots) & set(said[-1][3]))
            if (
                state is State.OFF
                and not weapons
                and said
                and k
                and _bare(sentence)
                and not elsewhere
                and (said[-1][1] is State.ON)
            ):
                last = said.pop()
                said.append((last[0], State.OFF, last[2], last[3] or spots, False))
            elif state is State.ON and said and said[-1][1] is state and spots and _tracks(said[-1], sentence, weapons):
                said[-1] = (*said[-1][:3], [*_named(said[-1][3]), *_named(spots)], False)
            elif state is not None:
                unnamed = state in (State.OFF,) and not weapons
                said.append((sentence, state, weapons or [Weapon.ANY], spots, unnamed))
            elif (
                spots
                and said
                and (sentence.item or not said[-1][3])
                and not sentence.has("verb")
                and (sentence.item or _address(doc, sentence))
            ):
                last = said.pop()
                said.append((last[0], last[1], last[2], last[3] + spots, last[4]))
            elif said and said[-1][1:3] == (State.ON, [Weapon.ANY]) and _names_it(sentence, part):
                last = said.pop()  # "Ціль на Кременчук! Балістика!"
                said.append((*last[:2], _weapons([], part), last[3] + spots, last[4]))
            elif spots and said and said[-1][1] is State.ON and _heads_for(doc, sentence, part):
                last = said.pop()  # "Ракети на Полтавщині! Вектор – Черкащина"
                said.append((*last[:3], [*_named(last[3]), *_named(spots)], last[4]))
    if any(state is State.SUSTAINED for _, state, _, _, _ in said):  # "Відбій" over a list of what goes on
        said = [s for s in said if s[1] is not State.OFF or s[3] or s[0].has("danger") or s[0].has("weapon")]
    if not said:
        said = _until(sentences)
    if not said:
        return []
    if doc.language == "ru":
        said = _same_weapon(doc, sentences, said)
    return _cells(doc, sentences, said)


def _same_weapon(
    doc: Document, sentences: list[Sentence], said: list[tuple[Sentence, State, list[Weapon], list[Spot], bool]]
) -> list[tuple[Sentence, State, list[Weapon], list[Spot], bool]]:
    """ "Опасность атаки БПЛА снята в A. В B сигнал пока не снят": a signal or a level without a kind is of the kind
    told of before it. "Воздушная тревога. Летят БПЛА": an alarm is of what is said to fly."""
    made: list[tuple[Sentence, State, list[Weapon], list[Spot], bool]] = []
    flying = [
        _AS_DANGER[m.name]
        for s in sentences
        if s.has("verb", "heading") and not s.has("verb", *_PAST) and not s.has("num")
        for m in s.all("weapon")
        if m.name in _AS_DANGER
    ]
    for sentence, state, weapons, spots, unnamed in said:
        if weapons == [Weapon.ANY] and state is State.SUSTAINED and made and not sentence.has("danger", "alarm"):
            weapons = made[-1][2]
        elif (
            weapons == [Weapon.ANY]
            and state is State.ON
            and made
            and made[-1][1] is State.OFF
            and _still(doc, sentence)
        ):
            state, weapons = State.SUSTAINED, made[-1][2]  # "На остальной территории сигнал действует"
        elif unnamed and state is State.OFF and made and len(made[-1][2]) == 1 and spots and not sentence.has("danger"):
            weapons, unnamed = made[-1][2], False  # "Опасность БПЛА объявлена в A. В B — отбой"
        elif weapons == [Weapon.ANY] and state is State.ON and flying and all(s[2] == weapons for s in said):
            weapons = flying[:1]
        made.append((sentence, state, weapons, spots, unnamed))
    return made


def _still(doc: Document, sentence: Sentence) -> bool:
    """Said to be in force, not declared."""
    said = {doc.tokens[m.i].word for m in sentence.all("state", "on")}
    return said == {"действует"} and not sentence.has("danger", "alarm")


def _tracks(
    last: tuple[Sentence, State, list[Weapon], list[Spot], bool], sentence: Sentence, weapons: list[Weapon]
) -> bool:
    """Lines that name no danger by that word: weapons on their way, of the same kind."""
    return last[2] == weapons and bool(last[3]) and not last[0].has("danger") and not sentence.has("danger")


def _lists_tracks(sentences: list[Sentence], item: Sentence) -> bool:
    """ "Шахеди: – Київщина – Біла Церква; – Одещина – курсом на Арциз": a place alone among tracks is one, too."""
    header = item.header
    assert header is not None
    return header.has("weapon") and any(s.header is header and s.has("track") and not s.has("num") for s in sentences)


def _names_it(sentence: Sentence, part: list[Mark]) -> bool:
    """A weapon alone, as a shout."""
    return (
        sentence.j - sentence.i <= 3
        and _weapons([], part) != [Weapon.ANY]
        and all(m.name == "attack" for m in sentence.all("verb"))
    )


def _heads_for(doc: Document, sentence: Sentence, part: list[Mark]) -> bool:
    """A line that tells only where to: "Курс – на Київщину", "Далі ➡️ Лубни"."""
    if sentence.has("weapon") or any(m.cat == "verb" and m.name != "heading" for m in part):
        return False
    return sentence.has("track") or any(doc.tokens[k].word == _ARROW for k in range(sentence.i, sentence.j))


def _named(spots: list[Spot]) -> list[Spot]:
    """The regions of one line of a tracker, as spots, so that lines can be put together."""
    whole = [s for s in spots if s.kind == REGION and not s.name]
    covered = {c for s in whole for c in s.regions}
    aims = [s for s in spots if s not in whole and not covered & set(s.regions)]
    return [Spot(REGION, s.regions) for s in [*whole, *aims]]


def _until(sentences: list[Sentence]) -> list[tuple[Sentence, State, list[Weapon], list[Spot], bool]]:
    """ "Залишайтеся в укриттях до відбою тривоги": it goes on, if the text is not about harm alone."""
    asked = [s for s in sentences if s.has("state", "until")]
    if not asked or any(s.has("verb", "killed", "hurt", "damage") or s.has("negative") for s in sentences):
        return []
    return [(asked[0], State.SUSTAINED, [Weapon.ANY], [], False)]


def _bare(sentence: Sentence) -> bool:
    return not sentence.has("danger")


def _parts(doc: Document, sentence: Sentence) -> list[list[Mark]]:
    """The marks of a sentence, cut where a new danger or state begins after a comma, so that mixed posts stay apart."""
    if not (sentence.has("state") or sentence.has("ellipsis")):
        return [sentence.marks]
    marks = sentence.marks if doc.language != "ru" else spelled_out(doc, sentence)
    states = [m for m in marks if m.cat == "state" and m.name in ("on", "sustained", "off", "all_clear")]
    kinds = {"off" if m.name == "all_clear" else m.name for m in states}
    alarms = [m for m in sentence.all("danger", "alarm") if not any(0 <= m.i - s.j <= 1 for s in states)]
    kinds |= {"on"} if alarms else set()
    if len(kinds) < 2:
        if doc.language == "ru":
            return by_ellipsis(doc, marks)
        return [_before_contrast(doc, sentence, states)]
    cuts = [k for k in range(sentence.i, sentence.j) if doc.tokens[k].word in (",", ";", "—", "(", ":")]
    parts: list[list[Mark]] = [[]]
    for mark in marks:
        last = max((m.i for m in parts[-1] if m.cat in ("danger", "state", "level")), default=mark.i)
        if (
            any(last < c < mark.i for c in cuts)
            and mark.cat in ("danger", "state", "level")
            and any(m.cat == "state" or m in alarms for m in parts[-1])
        ):
            parts.append(_late(parts[-1], cuts, mark, last))
        parts[-1].append(mark)
    made: list[list[Mark]] = []
    for part in parts:  # "опасность, объявленная ранее, сохраняется": no danger of its own
        if made and not any(m.cat in ("danger", "weapon", "place", "level") for m in part):
            made[-1] += part
        elif made and doc.language == "ru" and not any(m.cat in ("danger", "weapon", "level") for m in part):
            made.append([m for m in made[-1] if m.cat == "danger"] + part)  # "… снята в A, а в B она сохраняется"
        else:
            made.append(part)
    return made


def _late(part: list[Mark], cuts: list[int], mark: Mark, last: int) -> list[Mark]:
    """ "Відбій у A, B — тривога": the place after the comma belongs to what follows it. Taken out of `part`."""
    named = [m.i for m in part if m.cat == "place"]
    cut = max((c for c in cuts if last < c < mark.i and any(c < i for i in named)), default=mark.i)
    moved = [m for m in part if m.i > cut and m.cat in ("place", "prep")]
    if any(m.cat == "place" for m in part if m not in moved):
        part[:] = [m for m in part if m not in moved]
        return moved
    return []


def _before_contrast(doc: Document, sentence: Sentence, states: list[Mark]) -> list[Mark]:
    """ "Відбій ракетної небезпеки, але БпЛА ще в небі": an end holds for nothing told of after "but"."""
    ends = [m.j for m in states if m.name in ("off", "all_clear")]
    if not ends or doc.language != "uk":
        return sentence.marks
    for k in range(ends[0], sentence.j):
        if doc.tokens[k].word == "," and any(t.word in _CONTRAST for t in doc.tokens[k + 1 : k + 4]):
            return [m for m in sentence.marks if m.i < k]
    return sentence.marks


def _statement(
    doc: Document, sentence: Sentence, marks: list[Mark], track: bool, pending: bool
) -> tuple[State | None, list[Weapon], list[Spot]]:
    dangers = [m for m in marks if m.cat == "danger"]
    states = {m.name for m in marks if m.cat == "state"}
    if not dangers and states:
        dangers = [Mark("danger", "any", m.i, m.j) for m in marks if m.cat == "level"]
    bare_end = "all_clear" in states  # "отбой" needs no danger beside it; "снят", "отменён" do
    if bare_end:
        states.add("off")
    if _awaited(doc, sentence, marks):
        bare_end = False
        states = states - {"off", "all_clear"} | ({"sustained"} if dangers else set())
    left_out = excepted(sentence)
    spots = [
        m.value
        for m in marks
        if m.cat == "place" and isinstance(m.value, Spot) and m.value.regions and m.i not in left_out
    ]
    if any(m.cat == "except" for m in marks):
        states.add("part")
    spots = [s for s in spots if s.kind in (REGION, DISTRICT, SETTLEMENT)]
    if not (dangers or states or track) or (sentence.scope == "advice" and not states & {"sustained", "off", "on"}):
        return None, [], spots
    weapons = _weapons(dangers, marks)
    if bare_end and not dangers and _of_a_plan(marks):
        return None, [], spots
    if "clear_air" in states:
        return State.PARTLY_OFF if "part" in states else State.OFF, weapons, spots
    told = {m.name for m in marks if m.cat == "verb"}
    if not dangers and pending and not told and states & {"on", "sustained"}:
        each = {m.j for m in marks if m.cat == "each"}  # "По БПЛА — действует", "по ракетам отбоя не было"
        dangers = [Mark("danger", m.name, m.i, m.j) for m in marks if m.cat == "weapon" and m.i in each]
        dangers = [m for m in dangers if m.name in _AS_DANGER]
        weapons = _weapons(dangers, marks)
    if not dangers and not track:
        if "off" in states and not told and "no_threat" not in states and _alone(marks) and (bare_end or pending):
            return (State.PARTLY_OFF if "part" in states else State.OFF), [], spots
        if bare_end and not told and weapons != [Weapon.ANY] and "never" not in states:  # "Відбій по МіГ-31К"
            return (State.PARTLY_OFF if "part" in states else State.OFF), weapons, spots
        return None, [], spots
    if "no_threat" in states and not states & {"off", "on"}:
        return None, [], spots
    if "sustained" in states:
        return State.SUSTAINED, weapons, spots
    if any(m.name == "passed" and any(0 <= m.i - d.j <= 2 for d in dangers) for m in marks if m.cat == "state"):
        states.add("off")
    if "off" in states and not any(m.cat == "air" and m.name == "lifted" and not dangers for m in marks):
        if dangers and weapons == [Weapon.ANY] and all(m.name == "unnamed" for m in dangers):
            return None, [], spots  # the end of some danger whose kind is not understood
        if "part" in states:
            return State.PARTLY_OFF, weapons, spots
        return State.OFF, weapons if weapons != [Weapon.ANY] or not _unnamed(dangers) else [], spots
    if "on" in states:
        return State.SUSTAINED if "before" in states else State.ON, weapons, spots
    if told & set(_PAST) or "never" in states:
        return None, [], spots
    level = any(m.name == "any" and m.j - m.i == 2 for m in dangers)
    if level and sentence.end == "!" and not states and sentence.j - sentence.i <= 4:
        return State.ON, weapons, spots  # "Красный уровень!"
    if track and any(m.cat == "weapon" for m in marks):
        return State.ON, weapons, spots
    if any(m.name not in ("any", "unnamed") for m in dangers) or weapons != [Weapon.ANY]:
        return State.ON, weapons, spots
    return None, [], spots


def excepted(sentence: Sentence) -> frozenset[int]:
    """Where the places stand that are taken out: "по всей области, кроме А и Б". An end holds for all but them, so
    it is no more than partial; a danger holds for all but them."""
    found: set[int] = set()
    for mark in sentence.all("except"):
        for other in sorted((m for m in sentence.marks if m.i >= mark.j), key=lambda m: m.i):
            if other.cat in ("danger", "state"):
                break
            if other.cat == "place":
                found.add(other.i)
    return frozenset(found)


def _awaited(doc: Document, sentence: Sentence, marks: list[Mark]) -> bool:
    """ "Отбой ожидается через час", "отбоя ракетной опасности пока нет": an end that has not come."""
    waits = sentence.all("awaited")
    ends = [m for m in marks if m.cat == "state" and m.name in ("off", "all_clear", "end")] if waits else []
    return any(
        (0 <= wait.i - end.j <= 5 or 0 <= end.i - wait.j <= 2)
        and not any(doc.tokens[k].kind != WORD for k in range(min(end.j, wait.j), max(end.i, wait.i)))
        for end in ends
        for wait in waits
    )


def _on_its_way(sentence: Sentence, marks: list[Mark], doc: Document, report: bool) -> bool:
    """A tracker's line. Inside a report of what was shot down such words tell of the past."""
    if report:
        return False
    short = doc.language == "en" and sentence.j - sentence.i <= 12 and not sentence.has("num")
    return any(m.cat == "track" for m in marks) or ((doc.language == "uk" or short) and _bound_for(doc, marks))


def _bound_for(doc: Document, marks: list[Mark]) -> bool:
    """ "КАБи на Донеччину", "БпЛА ➡️ на Ніжин": a weapon and where it goes, and nothing done."""
    if any(m.cat == "verb" and m.name != "heading" for m in marks):
        return False
    weapons = [m for m in marks if m.cat == "weapon"]
    onward = [m.j for m in marks if m.cat in ("prep", "intro") and m.name in ("on", "to", "near", "over", "settlement")]
    places = [m for m in marks if m.cat == "place"]
    aims = [m for m in places if any(0 <= m.i - j <= 1 for j in onward) or doc.tokens[m.i - 1].word == _ARROW]
    return any(w.j <= p.i for p in aims for w in weapons)


def _unnamed(dangers: list[Mark]) -> bool:
    return True


def _alone(marks: list[Mark]) -> bool:
    return all(
        m.cat
        in (
            "state",
            "place",
            "when",
            "time",
            "head",
            "intro",
            "prep",
            "link",
            "danger",
            "num",
            "number",
            "air",
            "service",
            "grammar",
            "cover",
            "ellipsis",
            "noise",
        )
        for m in marks
    )


def _weapons(dangers: list[Mark], marks: list[Mark]) -> list[Weapon]:
    named = [_AS_DANGER[m.name] for m in dangers if m.name not in ("any", "unnamed")]
    flying = [
        _AS_DANGER[m.name]
        for m in marks
        if m.cat == "weapon" and m.name in _AS_DANGER and (not dangers or any(-3 <= m.i - d.j <= 6 for d in dangers))
    ]
    if not named and not flying:  # "по беспилотникам отбоя не было: опасность сохраняется"
        each = {m.j for m in marks if m.cat == "prep"}
        flying = [_AS_DANGER[m.name] for m in marks if m.cat == "weapon" and m.name in _AS_DANGER and m.i in each]
    return list(dict.fromkeys(named + flying)) or [Weapon.ANY]


def _of_a_plan(marks: list[Mark]) -> bool:
    """ "Отбой плана «Ковёр»": airports open again, no danger ends."""
    plans = [m.i for m in marks if m.cat == "air" and m.name == "plan"]
    ends = [m.j for m in marks if m.cat == "state" and m.name == "all_clear"]
    return bool(plans) and all(any(0 <= p - e <= 2 for p in plans) for e in ends)


def _cells(
    doc: Document, sentences: list[Sentence], said: list[tuple[Sentence, State, list[Weapon], list[Spot], bool]]
) -> list[Cell]:
    told = [s[0] for s in said]
    everywhere = [
        m.value for s in sentences if not s.has("verb", *_PAST) and (s in told or _address(doc, s)) for m in s.marks
        if m.cat == "place" and isinstance(m.value, Spot) and m.value.regions
        and m.value.kind in (REGION, DISTRICT, SETTLEMENT) and not is_aside(s, m) and m.i not in excepted(s)
    ]  # fmt: skip
    home = doc.context.home_region
    cells: list[Cell] = []
    for sentence, state, weapons, spots, unnamed in said:
        if not spots and (len(said) == 1 or not home):
            spots = everywhere
        elif not spots and state is State.OFF:  # "угроза БПЛА также снята": no wider than the end said before it
            spots = next((s[3] for s in said if s[1] is State.OFF and s[3]), [])
        if not spots and home and doc.context.home_district:  # a town's or district's own channel
            spots = [Spot(DISTRICT, (home,), district=doc.context.home_district)]
        for regions, spot in _where(spots, home):
            now = _judge(doc, state, spot)
            cells += [Cell(regions, weapon, now, spot, sentence, unnamed) for weapon in weapons]
    return _merge(cells, doc.language != "uk")


def _address(doc: Document, sentence: Sentence) -> bool:
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
            and any(e.weapon is c.weapon and set(e.regions) & set(c.regions) for e in ended)
        )
    ]
