"""Other people than those just told of, in Russian, known by an ordinal, an age among brothers or a state alone:
"седьмой, к несчастью, скончался", "младшая погибла", "трое в больнице, четвёртый погиб"."""

from bot.extraction.document import Document
from bot.extraction.frames.denials import hurts_people
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence
from bot.extraction.tokens import Token

Person = tuple[Amount, int, int]

_SIGNS = frozenset([",", ";", ":", "—", "(", ")", "."])
_OF_HIM = frozenset(["него", "нее", "он", "она", "его", "ее"])
_ANOTHER = frozenset(["второй", "вторая", "третий", "третья", "четвертый", "четвертая", "пятый", "другой", "другая"])
NTH = {
    f"{stem}{end}": n
    for n, stem, ends in (
        (2, "втор", ("ой", "ая", "ому", "ого", "ую")), (3, "трет", ("ий", "ья", "ьему", "ьего", "ью", "ьей")),
        (4, "четверт", ("ый", "ая", "ому", "ого", "ую", "ой")), (5, "пят", ("ый", "ая", "ому", "ого", "ую", "ой")),
        (6, "шест", ("ой", "ая", "ому", "ого", "ую")), (7, "седьм", ("ой", "ая", "ому", "ого", "ую")),
        (8, "восьм", ("ой", "ая", "ому", "ого", "ую")), (9, "девят", ("ый", "ая", "ому", "ого", "ую")),
        (10, "десят", ("ый", "ая", "ому", "ого", "ую")),
    )
    for end in ends
}  # fmt: skip
"""Ordinals of persons, by case."""
_YEARS = frozenset(["лет", "года", "год"])
_AFTER_ORDINAL = frozenset([
    "—", "в", "с", "получил", "получила", "также", "тоже", "попросил", "попросила", "обратился", "обратилась", "стало",
    "находится", "отказался", "отказалась", "отделался", "отделалась"
])  # fmt: skip
_AGED = frozenset(f"{stem}{end}" for stem in ("младш", "старш") for end in ("ий", "ая", "его", "ему", "ую", "ей")) | {
    "другого",
    "другую",
    "другому",
}
"""Words that stand for one of two people told of."""
_STAND_FOR_ONE = frozenset([*NTH, *_AGED, *_ANOTHER])
_COLLECTIVE = frozenset(
    f"{stem}{end}" for stem in ("дво", "тро") for end in ("е", "их", "им", "ими")
) | frozenset(
    f"{stem}{end}" for stem in ("четвер", "пятер", "шестер", "семер", "восьмер", "девятер", "десятер")
    for end in ("о", "ых", "ым", "ыми")
)  # fmt: skip
_OF_A_THING = ("посеч", "иссеч", "пострада", "побит")
_MILDLY = frozenset(
    ["соседних", "других", "слегка", "незначительно", "частично", "сильно", "серьезно", "тоже", "также"]
)
_NOT_PEOPLE = frozenset(["суток", "ворот", "саней", "часов", "ножниц", "собак", "щенков", "телят", "козлят"])


def is_collective(tokens: list[Token], i: int, j: int) -> bool:
    """ "Двое", "пятерых": such a numeral counts people without a noun."""
    after = tokens[j].word if j < len(tokens) else ""
    return tokens[j - 1].word in _COLLECTIVE and after not in _NOT_PEOPLE


def clause(doc: Document, sentence: Sentence, i: int, j: int) -> tuple[int, int]:
    """The tokens around [i, j) up to the next signs."""
    return doc.clause(sentence, i, j, _SIGNS)


def more_things(doc: Document, sentence: Sentence, num: Mark) -> bool:
    """ "Сгорел дом, ещё пять посечены осколками": a bare number after "ещё", of the things named before it."""
    before = doc.forms[max(sentence.i, num.i - 2) : num.i]
    if (
        not ("еще" in before or doc.forms[num.j : num.j + 1] in (["соседних"], ["других"]))
        or num.j >= sentence.j
        or is_collective(doc.tokens, num.i, num.j)
    ):
        return False
    verb = next((w for w in doc.forms[num.j : sentence.j] if w not in _MILDLY), "")
    told = verb.startswith(_OF_A_THING) or (verb.startswith("получил") and any(
        w.startswith("повреж") for w in doc.forms[num.j : min(num.j + 5, sentence.j)]))  # fmt: skip
    named = [m for m in sentence.all("object") if m.i < num.i]
    return told and bool(named) and not any(named[-1].i <= m.i < num.i for m in sentence.marks
                                            if m.cat == "person" or hurts_people(m))  # fmt: skip


def lying(doc: Document, sentence: Sentence, verbs: list[Mark]) -> list[Mark]:
    """ "Двое погибли, третий в тяжёлом состоянии", "трое в больнице, четвёртый погиб": the state of other people
    stands for the verb."""
    if not any(v.name == "killed" for v in verbs):
        return []
    mixed = any(v.name != "killed" for v in verbs)  # "один погиб, второй в тяжёлом состоянии, третий ранен"
    made: list[Mark] = []
    for state in sentence.all("person", "condition") + sentence.all("aside", "care"):
        a, b = clause(doc, sentence, state.i, state.j)
        if made or any(a <= v.i < b for v in verbs):
            continue
        someone = [m for m in sentence.marks if m.cat == "person" and m.name == "one" and a <= m.i < b]
        if mixed and doc.tokens[a].word not in _ANOTHER:
            continue
        if someone and _has_its_dead(doc, sentence, verbs):
            made.append(Mark("verb", "hurt", state.i, state.j))  # "парень погиб, его друг в реанимации"
            continue
        opens = doc.tokens[a : a + 4]
        if any(t.word in _ANOTHER or t.word == "еще" for t in opens) or is_collective(doc.tokens, a, a + 1):
            made.append(Mark("verb", "hurt", state.i, state.j))
    return made


def _has_its_dead(doc: Document, sentence: Sentence, verbs: list[Mark]) -> bool:
    """Whether each verb of dying has somebody in its own clause."""
    return all(
        any(m.cat in ("person", "num") and m.name != "condition" and a <= m.i < b for m in sentence.marks)
        for a, b in (clause(doc, sentence, v.i, v.j) for v in verbs)
    )


def another(doc: Document, sentence: Sentence, verbs: list[Mark]) -> list[Person]:
    """ "Погибли двое рабочих, третий доставлен в больницу", "второму стало плохо", "младшая погибла": told by an
    ordinal or by an age among brothers alone."""
    made: list[Person] = []
    if _STAND_FOR_ONE.isdisjoint(doc.forms[sentence.i : sentence.j]):
        return made
    dead = any(v.name == "killed" for v in verbs)
    for state in sorted(verbs, key=lambda v: v.name != "killed"):
        a = _wide_clause(doc, sentence, state)
        found = [k for k in range(a, min(a + 4, sentence.j)) if _stands_for_one(doc, k, dead)]
        of_him = dead and not found and a > sentence.i + 1 and _OF_HIM & set(doc.forms[a : a + 2])
        if of_him and doc.tokens[a - 2].word in _ANOTHER:
            found = [a - 2]  # "находился и второй — у него осколочное ранение"
        people = [m for m in sentence.marks if m.cat in ("person", "num") and a <= m.i <= state.i]
        people = [m for m in people if m.name not in ("group", "condition", "pair") and not _aside(doc, m)]
        if not found or people or any(p[1] == found[0] for p in made):
            continue
        if (dead and doc.tokens[found[0]].word not in _AGED) or _goes_on_with_a_verb(doc, sentence, found[0] + 1):
            made.append((Amount(1), found[0], found[0] + 1))
    return made + _died_elsewhere(doc, sentence, verbs)


def _died_elsewhere(doc: Document, sentence: Sentence, verbs: list[Mark]) -> list[Person]:
    """ "Один скончался на месте, второй — по пути в больницу"."""
    for verb in verbs:
        _, b = clause(doc, sentence, verb.i, verb.j)
        words = doc.forms[b : b + 5]
        if verb.name != "killed" or len(words) < 5 or words[0] != "," or doc.tokens[b - 1].word != "месте":
            continue
        if (
            words[1] in _ANOTHER
            and words[2] == "—"
            and words[3:5] in (["по", "пути"], ["по", "дороге"], ["в", "машине"])
        ):
            return [(Amount(1), b + 1, b + 2)]
    return []


def _stands_for_one(doc: Document, k: int, dead: bool) -> bool:
    word = doc.tokens[k].word
    return word in NTH or word in _AGED or (dead and word in _ANOTHER)


def _aside(doc: Document, mark: Mark) -> bool:
    """An age between commas: "младшая, 58 лет, погибла"."""
    after = set(doc.forms[mark.j : mark.j + 1])
    return mark.cat == "num" and doc.tokens[mark.i - 1].word == "," and not _YEARS.isdisjoint(after)


def _wide_clause(doc: Document, sentence: Sentence, verb: Mark) -> int:
    """Where the verb's clause begins, what stands between two commas stepped over: "седьмой, к несчастью, умер"."""
    a, _ = clause(doc, sentence, verb.i, verb.j)
    if a <= sentence.i or doc.tokens[a - 1].word != ",":
        return a
    opens = next((k for k in range(a - 2, max(sentence.i, a - 6), -1) if doc.tokens[k].word in _SIGNS), 0)
    if not opens or doc.tokens[opens].word != "," or any(hurts_people(m) and opens < m.i < a for m in sentence.marks):
        return a
    words = doc.forms[opens + 1 : a - 1]
    if opens - 1 >= sentence.i and doc.forms[opens - 1] in NTH and len(words) <= 3:
        return opens - 1  # "четвёртый, мастер смены, обошёлся перевязкой"
    if words[-1:] == ["лет"] or words[-1:] == ["года"] or words[:1] == ["к"] or words[:1] == ["увы"]:
        return clause(doc, sentence, opens, opens)[0]
    return a


def _goes_on_with_a_verb(doc: Document, sentence: Sentence, k: int) -> bool:
    """Not "второй дрон", "второй этаж": no noun follows the ordinal."""
    if k < sentence.j and doc.tokens[k].word == ",":  # "младшего, 12 лет, с контузией увезли"
        ends = [n for n in range(k + 1, min(k + 6, sentence.j)) if doc.tokens[n].word == ","]
        k = ends[0] + 1 if ends else k
    if k >= sentence.j:
        return False
    return doc.tokens[k].word in _AFTER_ORDINAL or any(
        m.i == k and m.cat in ("verb", "suffer", "moved", "aside", "deceased") for m in sentence.marks
    )
