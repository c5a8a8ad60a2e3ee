"""What one part of a sentence states of a danger: its state, its weapons and its places."""

from bot.extraction.document import Document
from bot.extraction.marks import Mark, by_category
from bot.extraction.sentences import Sentence
from bot.extraction.spots import DISTRICT, REGION, SETTLEMENT, Spot
from bot.extraction.tokens import WORD
from bot.model import State, Weapon

AS_DANGER = {
    "uav": Weapon.UAV, "decoy": Weapon.UAV, "missile": Weapon.MISSILE, "ballistic_missile": Weapon.MISSILE,
    "cruise_missile": Weapon.MISSILE, "guided_bomb": Weapon.AVIATION, "aviation": Weapon.AVIATION, "usv": Weapon.USV,
    "artillery": Weapon.ARTILLERY, "any": Weapon.ANY, "alarm": Weapon.ANY,
}  # fmt: skip
_HAS_TOLD = frozenset(["сообщил", "сообщила", "сообщили", "объявил", "объявила", "объявили", "написал", "написала",
                       "сообщает", "объявлено", "проинформировал", "уведомил"])  # fmt: skip
_GENERAL = (
    "воздушн", "общ", "люб", "как", "друг", "так", "ранее", "прежн", "областн", "городск", "данн", "повышенн", "эт",
    "реальн", "серьезн", "непосредственн", "потенциальн", "нов", "повторн", "высок", "очередн", "объявл", "введ",
    "действ", "сохран", "возможн", "больш", "отбой", "всяк", "указанн", "установл", "вышеуказ", "вс",
)  # fmt: skip
_FOR_PEOPLE = frozenset(["neg", "person", "person_form", "prep"])
_OF_AN_END = frozenset([
    "state", "place", "when", "time", "head", "intro", "prep", "link", "danger", "num", "number", "air", "service",
    "grammar", "cover", "ellipsis", "noise", "flag", "pronoun", "except", "each", "aside"
])  # fmt: skip
_ADJECTIVE = ("ая", "яя", "ой", "ую", "ые", "ых", "ей")
_GENITIVE = ("и", "ы", "а", "я", "ей", "ов")
_PRONOUNS = frozenset(["она", "он", "они", "ее", "его", "их"])
_ADVERBS = frozenset(["снова", "пока", "когда", "сейчас", "была", "стала", "жители", "всегда"])
_WAITS = frozenset(["awaited", "weapon", "each"])
PAST = ("downed", "jammed", "damage", "fire", "killed", "hurt", "hit", "fell", "repelled")


def statement_of(
    doc: Document, sentence: Sentence, marks: list[Mark], track: bool, pending: bool
) -> tuple[State | None, list[Weapon], list[Spot]]:
    """The state (None where nothing is stated), the weapons and the places. `track`: a tracker's line; `pending`:
    something was stated before it."""
    cats = sentence.cats if marks is sentence.marks else by_category(marks)
    dangers = list(cats.get("danger", ()))
    states = {m.name for m in cats.get("state", ())}
    if doc.language == "ru":
        dangers = [m for m in dangers if m.name != "any" or not _of_something_else(doc, sentence, m)]
    dangers = [m for m in dangers if not _is_none(doc, m)]
    if not dangers and states:
        dangers = [Mark("danger", "any", m.i, m.j) for m in marks if m.cat == "level" or _of_a_level(doc, m)]
    if "never" in states and doc.language == "ru" and _told_of_an_end(doc, sentence, marks):
        states = states - {"never"} | {"off"}
    bare_end = "all_clear" in states  # "отбой" needs no danger beside it; "снят", "отменён" do
    if bare_end:
        states.add("off")
    if "awaited" in sentence.cats and _awaited(doc, sentence, marks):
        bare_end = False
        states = states - {"off", "all_clear"} | ({"sustained"} if dangers else set())
    spots = threatened(sentence, marks)
    # What leaves a place out is over in part only.
    over = State.PARTLY_OFF if "part" in states or "except" in cats else State.OFF
    aloft = (
        track
        and doc.language == "uk"
        and any(m.cat == "weapon" for m in marks)
        and not sentence.has("scope", "conditional")
    )
    advises = sentence.scope == "advice" and not aloft
    if pending and not (dangers or states or track) and _still_aloft(marks):
        return State.SUSTAINED, weapons_of([], marks), spots
    if pending and doc.language == "ru" and not (dangers or states or track) and cats.keys() >= _WAITS:
        return State.SUSTAINED, weapons_of([], marks), spots  # "По БПЛА — пока нет, ждём"
    if pending and "sustained" in states and doc.language == "uk" and _shelling(doc, marks):
        return State.SUSTAINED, [Weapon.ARTILLERY], spots
    if not (dangers or states or track) or (advises and not states & {"sustained", "off", "on"}):
        return None, [], spots
    weapons = weapons_of(dangers, marks)
    if bare_end and not dangers and _of_a_plan(marks):
        return None, [], spots
    if "aloft" in states and pending and not {m.name for m in marks if m.cat == "verb"} & set(PAST):
        flying = [AS_DANGER[m.name] for m in marks if m.cat == "weapon" and m.name in AS_DANGER]
        if flying and not any(m.cat == "num" for m in marks):
            return State.SUSTAINED, list(dict.fromkeys(flying)), spots  # "беспилотники ещё в небе"
    if "clear_air" in states:
        return over, weapons, spots
    told = {m.name for m in cats.get("verb", ())}
    if not dangers and pending and not told and states & {"on", "sustained"}:
        each = {m.j for m in marks if m.cat == "each"}  # "По БПЛА — действует", "по ракетам отбоя не было"
        if not each and "sustained" in states:  # "FPV-дрони нікуди не зникли"
            each = {m.i for m in cats.get("weapon", ())}
        dangers = [Mark("danger", m.name, m.i, m.j) for m in marks if m.cat == "weapon" and m.i in each]
        dangers = [m for m in dangers if m.name in AS_DANGER]
        weapons = weapons_of(dangers, marks)
    if not dangers and pending and not told and "sustained" in states and _goes_on(doc, sentence, marks):
        dangers = [Mark("danger", "any", m.i, m.j) for m in marks if m.cat == "state" and m.name == "sustained"]
    if not dangers and not track:
        if (
            "off" in states
            and not told
            and not _of_airports(marks)
            and "no_threat" not in states
            and _alone(_of_the_end(doc, marks) if bare_end else marks)
            and (bare_end or pending)
        ):
            return over, [], spots
        if bare_end and not told and weapons != [Weapon.ANY] and "never" not in states:  # "Відбій по МіГ-31К"
            return over, weapons, spots
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
        return over, [] if over is State.OFF and weapons == [Weapon.ANY] else weapons, spots
    if "on" in states:
        return State.SUSTAINED if "before" in states else State.ON, weapons, spots
    if told & set(PAST) or "never" in states:
        return None, [], spots
    if doc.language == "ru" and none_now(doc, dangers):
        contrary = pending and doc.tokens[sentence.i].word in ("но", "а", "однако") and sentence.has("ellipsis")
        return (State.SUSTAINED if contrary else None), weapons, spots  # "Но авиационная — нет!"
    level = any(m.name == "any" and m.j - m.i == 2 for m in dangers)
    named = all(m.cat in ("place", "danger", "head", "prep", "link", "intro", "time") for m in marks)
    if level and sentence.end == "!" and not states and (sentence.j - sentence.i <= 4 or named):
        return State.ON, weapons, spots  # "Красный уровень!"
    if sentence.end == "!" and sentence.j - sentence.i <= 3 and doc.forms[sentence.i] == "тревога":
        return State.ON, weapons, spots
    if track and any(m.cat == "weapon" for m in marks):
        return State.ON, weapons, spots
    if any(m.name not in ("any", "unnamed") for m in dangers) or weapons != [Weapon.ANY]:
        return State.ON, weapons, spots
    return None, [], spots


def _shelling(doc: Document, marks: list[Mark]) -> bool:
    """ "Відбій повітряної тривоги. Обстріли тривають!": no word for danger, nor for a weapon."""
    deeds = [m for m in marks if m.cat == "verb"]
    named = any(m.cat in ("danger", "weapon", "num", "when") for m in marks)
    return bool(deeds) and not named and all(doc.forms[m.i].startswith("обстріл") for m in deeds)


def _is_none(doc: Document, danger: Mark) -> bool:
    """ "Это не ракетная опасность", "this is not an air raid alert": what there was instead of one."""
    before = doc.forms[max(0, danger.i - 2) : danger.i]
    if doc.forms[danger.i] == "только":
        return False
    return before[-1:] == ["не"] or (before[:1] == ["not"] and before[1:] in (["a"], ["an"]))


def _of_a_level(doc: Document, mark: Mark) -> bool:
    """ "Уровень опасности понижен с красного до жёлтого"."""
    return mark.cat == "state" and mark.name == "part" and doc.tokens[mark.i].word.startswith(("уров", "красн", "с"))


def goes_on_by_pronoun(doc: Document, sentence: Sentence) -> bool:
    """ "В Васильевке она по-прежнему действует", "там её не снимаем": a danger told of before."""
    if doc.language != "ru" or sentence.has("person") or sentence.has("verb"):
        return False
    return any(_PRONOUNS & set(doc.forms[max(sentence.i, m.i - 3) : m.i]) for m in sentence.all("state", "sustained"))


def _goes_on(doc: Document, sentence: Sentence, marks: list[Mark]) -> bool:
    """ "Сохраняется: Чайковский, Оса": places and no more, or a pronoun for the danger."""
    listed = doc.language == "ru" and any(m.cat == "place" for m in marks)
    opens = next((m for m in marks if m.cat in ("state", "place")), None)
    colon = opens is not None and opens.cat == "state" and doc.forms[opens.j : opens.j + 1] in ([":"], ["—"])
    return (listed and colon and _alone(marks)) or goes_on_by_pronoun(doc, sentence)


def none_now(doc: Document, dangers: list[Mark]) -> bool:
    """ "Беспилотной опасности нет": no danger is declared by that."""
    after = [[t.word for t in doc.tokens[m.j : m.j + 2]] for m in dangers]
    return bool(after) and all(words[:1] == ["нет"] or words == ["—", "нет"] for words in after)


def _told_of_an_end(doc: Document, sentence: Sentence, marks: list[Mark]) -> bool:
    """ "Об отмене опасности сообщил губернатор": an end that somebody told of, in a sentence that opens with it."""
    first = next((m for m in marks if m.cat == "state" and m.name == "never"), None)
    if first is None or first.i > sentence.i + 1 or doc.tokens[first.i].word not in ("об", "о"):
        return False
    if doc.tokens[first.j - 1].word not in ("отбое", "отмене", "снятии", "окончании"):
        return False
    return any(w in _HAS_TOLD for w in doc.forms[first.j : sentence.j])


def _still_aloft(marks: list[Mark]) -> bool:
    """ "All clear for missiles. Drones are still in the air over A"."""
    cats = {m.cat for m in marks}
    return {"aloft", "weapon", "place"} <= cats and cats.isdisjoint(("verb", "num", "neg"))


def threatened(sentence: Sentence, marks: list[Mark]) -> list[Spot]:
    """The places among the marks, without those that are taken out: "по всей области, кроме А и Б"."""
    if "place" not in sentence.cats:
        return []
    if marks is sentence.marks:
        marks = sentence.cats["place"]
    left_out = _excepted(sentence) if "except" in sentence.cats else ()
    return [
        m.value
        for m in marks
        if m.cat == "place"
        and isinstance(m.value, Spot)
        and m.value.regions
        and m.value.kind in (REGION, DISTRICT, SETTLEMENT)
        and m.i not in left_out
    ]


def _excepted(sentence: Sentence) -> frozenset[int]:
    """Where places stand that are taken out. An end, or a danger, holds for all but them."""
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


def _of_the_end(doc: Document, marks: list[Mark]) -> list[Mark]:
    """The marks up to the comma after "отбой": "в Лисках — отбой, там уже не так опасно", "отбой, жители могут …"."""
    end = next(m for m in marks if m.cat == "state" and m.name == "all_clear")
    cut = next((k for k in range(end.j, marks[-1].j) if doc.tokens[k].word == ","), marks[-1].j)
    return [m for m in marks if m.i < cut or m.cat not in _FOR_PEOPLE] if doc.language == "ru" else marks


def _alone(marks: list[Mark]) -> bool:
    regions = {m.i for m in marks if m.cat == "head"}  # "по всій області": a thing elsewhere
    return all(m.cat in _OF_AN_END or m.i in regions for m in marks)


def weapons_of(dangers: list[Mark], marks: list[Mark]) -> list[Weapon]:
    """The kinds that the dangers name, or that fly beside them; ANY where none is named."""
    named = [AS_DANGER[m.name] for m in dangers if m.name not in ("any", "unnamed")]
    flying = [
        AS_DANGER[m.name]
        for m in marks
        if m.cat == "weapon" and m.name in AS_DANGER and (not dangers or any(-4 <= m.i - d.j <= 6 for d in dangers))
    ]
    if not named and not flying and dangers and all(m.name == "unnamed" for m in dangers):  # "КАБи на A – загроза є"
        flying = [AS_DANGER[m.name] for m in marks if m.cat == "weapon" and m.name in AS_DANGER]
    if not named and not flying:  # "по беспилотникам отбоя не было: опасность сохраняется"
        each = {m.j for m in marks if m.cat == "prep"}
        flying = [AS_DANGER[m.name] for m in marks if m.cat == "weapon" and m.name in AS_DANGER and m.i in each]
    return list(dict.fromkeys(named + flying)) or [Weapon.ANY]


def _of_something_else(doc: Document, sentence: Sentence, danger: Mark) -> bool:
    """ "Лавинная опасность", "угроза схода селей": an adjective before it, or a noun after, that no lexicon knows."""
    if not doc.tokens[danger.i].word.startswith(("опасност", "угроз")):
        return False
    known = {k for m in sentence.marks for k in range(m.i, m.j)}
    before, after = danger.i - 1, danger.j
    if before >= sentence.i and before not in known and _is_word(doc, before):
        word = doc.tokens[before].word
        if word.endswith(_ADJECTIVE) and not word.startswith(_GENERAL):
            return True
    if after < sentence.j and after not in known and _is_word(doc, after):
        word = doc.tokens[after].word
        return not doc.tokens[after].cap and word.endswith(_GENITIVE) and word not in _ADVERBS
    return False


def _is_word(doc: Document, k: int) -> bool:
    return doc.tokens[k].kind == WORD and len(doc.tokens[k].word) > 3


def _of_airports(marks: list[Mark]) -> bool:
    """ "Ограничения на полёты сняты": no danger ends by that."""
    return any(m.cat == "air" and m.name != "lifted" for m in marks)


def _of_a_plan(marks: list[Mark]) -> bool:
    """ "Отбой плана «Ковёр»": airports open again, no danger ends."""
    plans = [m.i for m in marks if m.cat == "air" and m.name == "plan"]
    ends = [m.j for m in marks if m.cat == "state" and m.name == "all_clear"]
    return bool(plans) and all(any(0 <= p - e <= 2 for p in plans) for e in ends)
