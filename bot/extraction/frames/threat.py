"""Danger: on, sustained, off, partly off, for each weapon and place; never off by mistake."""

from bot.extraction.causes import of_nature
from bot.extraction.document import Document
from bot.extraction.frames.approaches import approaching, named_by_their_way
from bot.extraction.frames.awaiting import still_on
from bot.extraction.frames.cells import Cell, Said, cells_of, goes_on_there, is_address
from bot.extraction.frames.clauses import parts_of
from bot.extraction.frames.endings import began_earlier, told_later
from bot.extraction.frames.headings import places_over
from bot.extraction.frames.outlived import Again, is_a_cause, of_something_else, outlived, said_again
from bot.extraction.frames.shouts import after_a_drill, called_to_cover, is_a_drill, is_only_a_drill
from bot.extraction.frames.statements import AS_DANGER, PAST, statement_of, threatened, weapons_of
from bot.extraction.frames.tracks import (
    as_regions,
    goes_on_tracking,
    heads_for,
    is_on_its_way,
    is_one_more_track,
    lists_tracks,
    names_a_weapon,
    warns_anew,
)
from bot.extraction.frames.unsure import is_no_alarm, is_still_there, is_unsure, leaves_something, rings_again
from bot.extraction.marks import Mark
from bot.extraction.retold import reminds
from bot.extraction.sentences import Sentence
from bot.extraction.spots import Spot
from bot.model import State, Weapon

_DECLARING = frozenset(["danger", "state", "weapon"])
_OF_DANGER = frozenset(["danger", "state", "level", "track", "ellipsis", "awaited"])
_OVER = frozenset([State.OFF, State.PARTLY_OFF])
_OF_AN_END = frozenset(["state", "awaited"])
_REASONS = frozenset(["reason", "cause", "threat", "причина", "підстава", "загроза"])


def read_threats(doc: Document, sentences: list[Sentence]) -> list[Cell]:
    """The cells that a text speaks of, each once, in order."""
    said: list[Said] = []
    past: tuple[list[Weapon], list[Spot]] | None = None  # a danger told of as over, before its end is: "действовала"
    again: list[Again] | None = None
    over = places_over(doc, sentences)
    silent = doc.language == "ru" and _OF_DANGER.isdisjoint(doc.cats)  # weapons are named, and nothing told of danger
    report = not silent and any("num" in s.cats and s.has("verb", "downed", "launched") for s in sentences)
    for k, sentence in enumerate(() if silent else sentences):
        if _DECLARING.isdisjoint(sentence.cats) and not (
            (said and "place" in sentence.cats) or (sentence.header is not None and sentence.header.has("weapon"))
        ):
            continue  # nothing that declares a danger, ends it or tells where it is
        for part in parts_of(doc, sentence):
            listed = sentence.header is not None and lists_tracks(sentences, sentence)
            listed = listed and (sentence.item or is_one_more_track(sentence))
            if sentence.header is not None and not sentence.has("weapon") and not sentence.has("danger"):
                part = [*sentence.header.all("weapon"), *part]  # "Обстановка по шахедах: - на заході Полтавщини"
            if doc.language == "ru" and sentence.has("state", "off", "all_clear"):
                again = said_again(doc) if again is None else again
                part = _of_now(doc, sentence, part, again)
            told = report and not warns_anew(doc, sentence)
            state, weapons, spots = statement_of(
                doc, sentence, part, listed or is_on_its_way(sentence, part, doc, told), bool(said or past)
            )
            if over and state is not None and not spots:
                spots = over.get(sentence.i, [])
            if state is None and doc.language == "ru" and sentence.has("state", "never") and _was(part):
                past = weapons_of([m for m in part if m.cat == "danger"], part), threatened(sentence, part)
            elif state is State.OFF and not weapons and past and not said and past[0] != [Weapon.ANY]:
                weapons, spots = past[0], spots or past[1]
            elif state is State.ON and doc.language == "ru" and reminds(doc, sentence):
                begun = any(one is State.ON and kinds == weapons for _, one, kinds, _, _ in said)
                state = State.ON if begun else State.SUSTAINED  # "Повторяю: …", said twice in one text
            if state in _OVER:
                if rings_again(doc, sentence):
                    state = State.ON
                elif told_later(doc, sentence, part) or is_unsure(doc, sentence, part):
                    continue
            if state is State.ON and "danger" in sentence.cats:
                if is_no_alarm(doc, sentence):
                    continue
                if said and said[-1][1] in _OVER and is_still_there(doc, sentence):
                    state = State.SUSTAINED
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
            elif (
                state is State.ON
                and said
                and said[-1][1] is state
                and spots
                and goes_on_tracking(said[-1], sentence, weapons)
            ):
                said[-1] = (*said[-1][:3], [*as_regions(said[-1][3]), *as_regions(spots)], False)
            elif state is None and said and said[-1][1] is State.ON and _goes_on(doc, sentence):
                said[-1] = (said[-1][0], State.SUSTAINED, *said[-1][2:])  # "Беспилотная опасность. Сохраняется!"
            elif state is None and said and said[-1][4] and names_a_weapon(sentence, part):
                last = said.pop()  # "Отбой! БПЛА."
                said.append((*last[:2], weapons_of([], part), last[3] + spots, False))
            elif state is not None:
                unnamed = state in (State.OFF,) and not weapons
                said.append((sentence, state, weapons or [Weapon.ANY], spots, unnamed))
            elif (
                spots
                and said
                and (sentence.item or not said[-1][3])
                and not sentence.has("verb")
                and (sentence.item or is_address(doc, sentence))
                and not (said[-1][1] in (State.OFF, State.PARTLY_OFF) and goes_on_there(sentence))
            ):
                last = said.pop()
                said.append((last[0], last[1], last[2], last[3] + spots, last[4]))
            elif said and said[-1][1:3] == (State.ON, [Weapon.ANY]) and names_a_weapon(sentence, part):
                last = said.pop()  # "Ціль на Кременчук! Балістика!"
                said.append((*last[:2], weapons_of([], part), last[3] + spots, last[4]))
            elif spots and said and said[-1][1] is State.ON and heads_for(doc, sentence, part):
                last = said.pop()  # "Ракети на Полтавщині! Вектор – Черкащина"
                said.append((*last[:3], [*as_regions(last[3]), *as_regions(spots)], last[4]))
    if said and not any(state is State.SUSTAINED for _, state, _, _, _ in said):
        said = [s for s in said if s[1] is not State.ON or not began_earlier(doc, s[0])]
    if said and any(state is State.SUSTAINED for _, state, _, _, _ in said):  # "Відбій" over a list of what goes on
        said = [s for s in said if s[1] is not State.OFF or s[3] or s[0].has("danger") or s[0].has("weapon")]
    if said and of_nature(doc):  # "Лавинная опасность объявлена", "паводок: опасность сохраняется"
        said = [s for s in said if s[2] != [Weapon.ANY] or s[0].has("danger", "alarm")]
    if not said:
        said = called_to_cover(doc, sentences) if doc.language == "ru" else []
    if doc.language == "ru" and (coming := approaching(doc, sentences)):
        said = named_by_their_way(said, coming) if said else coming
    if not said and not _OF_AN_END.isdisjoint(doc.cats):
        said = still_on(doc, sentences)
    if said and any(s[1] is State.ON for s in said) and is_a_drill(doc):
        whole = is_only_a_drill(doc)
        said = [s for s in said if s[1] is not State.ON or not (whole or s[2] == [Weapon.ANY])]
    if said and doc.has("negative", "drill"):
        said = [s for s in said if s[1] not in (State.OFF, State.PARTLY_OFF) or not after_a_drill(doc, s[0])]
    if not said:
        return []
    if doc.language == "ru":
        said = _same_weapon(doc, sentences, said)
    else:
        said = _by_its_reason(doc, sentences, said)
        said = _of_what_flies(sentences, said) if doc.language == "uk" else _of_that_level(said)
    return cells_of(doc, sentences, [_in_part(doc, s) for s in said])


def _in_part(doc: Document, said: Said) -> Said:
    """A general end that leaves something is one in part."""
    sentence, state, weapons, spots, _ = said
    if state is State.OFF and weapons == [Weapon.ANY] and leaves_something(doc, sentence):
        return (sentence, State.PARTLY_OFF, weapons, spots, False)
    return said


def _was(part: list[Mark]) -> bool:
    """ "С 11:36 до 12:20 действовала ракетная опасность"."""
    return any(m.cat == "danger" for m in part) and any(m.cat == "state" and m.name == "never" for m in part)


def _of_now(doc: Document, sentence: Sentence, part: list[Mark], again: list[Again]) -> list[Mark]:
    """The marks without the ends that are none of a danger of now; nothing is left where only such ends were told."""
    ends = [m for m in part if m.cat == "state" and m.name in ("off", "all_clear")]
    foreign = [m for m in ends if of_something_else(doc, sentence, m)]
    if foreign and all(is_a_cause(doc, sentence, m) for m in part if m.cat == "danger"):
        return []
    over = [m for m in ends if m in foreign or outlived(doc, sentence, m, again)]
    if not over or len(over) < len(ends):
        return part
    begun = any(m.cat == "state" and m.name == "on" and m.i > over[0].i for m in part) or (foreign and over == foreign)
    return [m for m in part if m not in over] if begun or any(other is sentence for other, _ in again) else []


def _same_weapon(doc: Document, sentences: list[Sentence], said: list[Said]) -> list[Said]:
    """ "Опасность атаки БПЛА снята в A. В B сигнал пока не снят": a signal or a level without a kind is of the kind
    told of before it. "Воздушная тревога. Летят БПЛА": an alarm is of what is said to fly."""
    made: list[Said] = []
    flying = [
        AS_DANGER[m.name]
        for s in sentences
        if s.has("verb", "heading") and not s.has("verb", *PAST) and not s.has("num")
        for m in s.all("weapon")
        if m.name in AS_DANGER
    ]
    kinds = {AS_DANGER[m.name] for s in sentences for m in s.all("weapon") if m.name in AS_DANGER}
    going = {w for s in said if s[1] in (State.ON, State.SUSTAINED) for w in s[2]}
    declared = {AS_DANGER[m.name] for s in doc.sentences for m in s.all("danger") if m.name in AS_DANGER} - {Weapon.ANY}
    for k, (sentence, state, weapons, spots, unnamed) in enumerate(said):
        following = said[k + 1][2] if k + 1 < len(said) and said[k + 1][0] is sentence else []
        if weapons == [Weapon.ANY] and state is State.OFF and sentence.has("level") and len(following) == 1:
            weapons, unnamed = following, False  # "Снят красный уровень в A, жёлтый («беспилотная опасность») остаётся"
        elif weapons == [Weapon.ANY] and _by_colour(doc, sentence) and kinds == {Weapon.UAV}:
            weapons, unnamed = [Weapon.UAV], False  # "отбой красного уровня. Ночью упали дроны"
        elif weapons == [Weapon.ANY] and state is State.SUSTAINED and made and not sentence.has("danger", "alarm"):
            weapons = made[-1][2]
        elif (
            weapons == [Weapon.ANY]
            and state is State.ON
            and made
            and made[-1][1] is State.OFF
            and _still(doc, sentence)
        ):
            state, weapons = State.SUSTAINED, made[-1][2]  # "На остальной территории сигнал действует"
        elif state is State.ON and _still(doc, sentence) and any(s[1] is State.OFF for s in said):
            state = State.SUSTAINED  # "Отбой ракетной опасности. Опасность атаки БПЛА действует"
        elif (
            unnamed
            and state is State.OFF
            and len(declared) == 1
            and not declared & going
            and not sentence.has("danger")
        ):
            weapons, unnamed = [*declared], False  # "Отбой. Режим беспилотной опасности длился три часа"
        elif unnamed and state is State.OFF and made and len(made[-1][2]) == 1 and spots and not sentence.has("danger"):
            weapons, unnamed = made[-1][2], False  # "Опасность БПЛА объявлена в A. В B — отбой"
        elif weapons == [Weapon.ANY] and state is State.ON and flying and all(s[2] == weapons for s in said):
            weapons = flying[:1]
        made.append((sentence, state, weapons, spots, unnamed))
    return made


def _by_colour(doc: Document, sentence: Sentence) -> bool:
    """ "Отбой красного уровня", "красный уровень в Ельце"."""
    return any(
        doc.tokens[m.j - 1].word.startswith("уров") and doc.tokens[m.i].word.startswith(("красн", "желт", "оранж"))
        for m in sentence.all("danger", "any")
    )


def _by_its_reason(doc: Document, sentences: list[Sentence], said: list[Said]) -> list[Said]:
    """ "Air raid alert in A. Reason: strike drones": an alarm is of what is said to be its reason."""
    if len(said) != 1 or said[0][1:3] != (State.ON, [Weapon.ANY]):
        return said
    reasons = [s for s in sentences if doc.tokens[s.i].word in _REASONS and s.has("weapon")]
    named = list(dict.fromkeys(AS_DANGER[m.name] for s in reasons for m in s.all("weapon") if m.name in AS_DANGER))
    return [(*said[0][:2], named, *said[0][3:])] if len(named) == 1 else said


def _of_that_level(said: list[Said]) -> list[Said]:
    """ "Yellow level "UAV threat" introduced. In A the red level remains": a level is of the kind told of before it."""
    made = said[:1]
    for one in said[1:]:
        known = made[-1][2] if one[2] == [Weapon.ANY] and one[0].has("level") and not one[0].has("danger") else one[2]
        made.append((*one[:2], known, *one[3:]) if one[1] is State.SUSTAINED else one)
    return made


def _of_what_flies(sentences: list[Sentence], said: list[Said]) -> list[Said]:
    """ "Повітряна тривога. Рухаються безпілотники, прямуйте в укриття": an alarm is of what is said to fly."""
    if len(said) != 1 or said[0][1:3] != (State.ON, [Weapon.ANY]):
        return said
    flying = {
        AS_DANGER[m.name]
        for s in sentences
        if s.scope == "advice" and s.has("track") and not s.has("verb", *PAST) and not s.has("num")
        for m in s.all("weapon")
        if m.name in AS_DANGER
    }
    return [(*said[0][:2], [flying.pop()], *said[0][3:])] if len(flying) == 1 else said


def _goes_on(doc: Document, sentence: Sentence) -> bool:
    """A sentence that only says that something goes on; not "сохраняйте спокойствие"."""
    marks = sentence.marks
    return (
        bool(marks)
        and sentence.j - sentence.i <= 4
        and all(m.cat == "state" and m.name == "sustained" for m in marks)
        and not any(doc.tokens[m.i].word.endswith(("йте", "ем", "ть")) for m in marks)
    )


def _still(doc: Document, sentence: Sentence) -> bool:
    """Said to be in force, not declared."""
    said = {doc.tokens[m.i].word for m in sentence.all("state", "on")}
    return said == {"действует"} and not sentence.has("danger", "alarm")


def _bare(sentence: Sentence) -> bool:
    return not sentence.has("danger")
