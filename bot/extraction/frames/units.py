"""What a number of a report counts: a weapon, what an ellipsis leaves unsaid, or other things."""

from bot.extraction.document import Document
from bot.extraction.frames.figure import DOWNED, SENT, Figure
from bot.extraction.frames.others import clause, more_things
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence
from bot.extraction.tokens import MARK, WORD

_THEN = frozenset(["since", "overnight", "tonight", "last", "between", "during"])
_BY_IT = frozenset(["attack", "strike", "raid", "assault", "hit", "threat", "alert"])
_NO_WEAPONS = frozenset(["attempt", "attack", "attempted", "strike", "raid", "wave"])
_PAST_TENSE = ("ли", "лись", "лось", "лась", "ло", "лося", "лися", "лася")
_OTHER = frozenset([("person", "one"), ("thing", "other"), ("verb", "fire")])
_PLACES = ("морями", "морей", "морях", "областями", "областей", "областях", "регион", "районами", "районов", "районах",
           "местах", "точках", "акватори", "субъект", "республик", "округами", "округов", "округах")  # fmt: skip
_BY_NOW = frozenset(["уже", "вже", "ніколи", "таки", "згодом", "відразу", "одразу", "успішно"])
_HARMED = frozenset(["injured", "wounded", "killed", "dead", "hurt", "casualties", "victims", "fatalities"])
_PARTS = frozenset(
    ["districts", "towns", "villages", "municipalities", "communities", "settlements", "cities", "raions"]
)
_STOPS = frozenset(["each", "place", "prep", "verb", "of", "link"])


def unit_of(doc: Document, sentence: Sentence, num: Mark, by_start: dict[int, list[Mark]]) -> tuple[str, int] | None:
    """The weapon that the number counts ("" = elliptic) and where the words end; None if it counts other things."""
    tokens = doc.tokens
    if doc.language == "ru" and _of_things(doc, sentence, num):
        return None
    if doc.language == "en" and tokens[num.i - 1].word in ("at", "to") and _of_the_harmed(doc, num.i - 1):
        return None
    if tokens[num.i].word == "another" and num.j < sentence.j and tokens[num.j].word in _NO_WEAPONS:
        return None
    k, limit = num.j, min(num.j + 8, sentence.j)
    steps = 0
    while k < limit:
        token = tokens[k]
        marks = by_start.get(k, ())
        for mark in marks:
            if mark.cat == "weapon":
                if doc.language == "en" and mark.j < sentence.j and tokens[mark.j].word in _BY_IT:
                    after = [m for n in (mark.j, mark.j + 1) for m in by_start.get(n, ()) if m.cat == "weapon"]
                    if not after:
                        return None  # "another drone attack", not "another Shahed attack drone"
                return mark.name, mark.j
        if token.kind is MARK:
            if token.word in ('"', "'") or (token.word == "-" and k > num.j):
                k += 1
                continue
            return ("", num.j) if steps == 0 or token.word in "—-" else None
        cats = {m.cat for m in marks}
        if "add" in cats or (steps == 0 and token.word in _BY_NOW):  # "two more were shot down"
            k += 1
            continue
        if steps == 0 and doc.language == "en" and token.word in ("have", "has", "had"):
            return "", num.j  # "in all, 17 have been destroyed"
        if token.word in ("rather", "instead") and k + 3 < limit and tokens[k + 1].word in ("than", "of"):
            k += 3  # "26 rather than 28 drones"
            continue
        if "total" in cats and steps == 0 and doc.language == "en":
            return "", num.j  # "31 over A and 64 in total"
        if "unit" in cats:
            return "", k + 1
        if token.word.startswith(_PLACES) and (steps == 0 or (steps == 1 and not tokens[k - 1].cap)):
            return None  # "над двумя морями"
        if token.word in ("раз", "раза") and k == num.j and _times(doc, sentence):
            return "", k + 1
        if "object" in cats or any((m.cat, m.name) in _OTHER for m in marks):
            return None
        if token.word == "of" and steps == 0 and not _PARTS.isdisjoint(doc.forms[k + 1 : k + 4]):
            return None  # "over the region and three of its districts"
        if token.word == "of" and steps == 0 and (whole := _of_the(doc, k, by_start)):
            return whole
        if token.word == "out" and k + 1 < limit and tokens[k + 1].word == "of":
            return ("", num.j) if steps == 0 else None
        if "track" in cats and doc.language == "en" and steps == 0 and tokens[num.i - 1].word == "and":
            return "", num.j  # "33 over A and 28 heading for B"
        if doc.language == "uk" and steps == 0 and (downed := _downed_ones(doc, k, by_start)):
            return downed
        if not _STOPS.isdisjoint(cats):
            return ("", num.j) if steps == 0 else None
        if "time" in cats or "month" in cats:
            return ("", num.j) if steps == 0 and token.word in _THEN else None  # "shot down 14 overnight"
        if token.kind is not WORD:
            return None if steps else ("", num.j)
        if steps == 0 and not marks and token.word.endswith(_PAST_TENSE):
            return "", num.j  # "24 пришлись на …"
        k += 1
        steps += 1
    return ("", num.j) if steps == 0 else None


def _of_the_harmed(doc: Document, k: int) -> bool:
    """ "Put the number of injured at three"."""
    return not _HARMED.isdisjoint(doc.forms[max(0, k - 2) : k])


def _of_things(doc: Document, sentence: Sentence, num: Mark) -> bool:
    """ "Уничтожены два дома, ещё у одиннадцати выбиты окна": a bare number whose own clause tells of harm to things,
    after a thing named by its noun (Russian)."""
    if "object" not in sentence.cats or not any(m.i < num.i for m in sentence.all("object")):
        return False
    if more_things(doc, sentence, num):
        return True
    harm = sentence.all("verb", "damage", "fire")
    a, b = clause(doc, sentence, num.i, num.j) if harm else (0, 0)
    if any(a <= m.i < b and (m.cat == "weapon" or m.name in DOWNED) for m in sentence.marks):
        return False
    return any(num.j <= m.i < b for m in harm) and not any(a <= m.i < num.i for m in harm)


def _downed_ones(doc: Document, k: int, by_start: dict[int, list[Mark]]) -> tuple[str, int] | None:
    """ "41 збиту ракету", "442 знешкоджені БпЛА": a participle stands before what the number counts."""
    done = [m for m in by_start.get(k, ()) if m.cat == "verb" and m.name in DOWNED and m.j == k + 1]
    if not done or not doc.tokens[k].word.endswith(("у", "і", "их", "ими", "ий")):
        return None
    return next(((m.name, m.j) for n in (k + 1, k + 2) for m in by_start.get(n, ()) if m.cat == "weapon"), None)


def _times(doc: Document, sentence: Sentence) -> bool:
    """ "18 раз цели поражали над A": so many were shot down."""
    done = [m for m in sentence.all("verb") if m.name in DOWNED]
    return any(t.word.endswith("али") for m in done for t in doc.tokens[m.i : m.j]) and not sentence.has("verb", *SENT)


def _of_the(doc: Document, k: int, by_start: dict[int, list[Mark]]) -> tuple[str, int] | None:
    """ "Seven of the missiles": what the number counts."""
    if doc.tokens[k + 1].word not in ("the", "these", "those") if k + 1 < len(doc.tokens) else True:
        return None
    if any(m.cat == "num" for m in by_start.get(k + 2, ())):
        return None  # "9 of the 13 Shaheds"
    for n in (k + 2, k + 3):
        for mark in by_start.get(n, ()):
            if mark.cat == "weapon":
                return mark.name, mark.j
    return None


def shot_after_all(doc: Document, block: list[Sentence], sentence: Sentence) -> Figure | None:
    """ "Ворожий безпілотник атакував Рівненщину. Збитий.": the one of the sentence before."""
    verbs = sentence.all("verb", "downed")
    at = block.index(sentence)
    if sentence.has("object"):
        return None  # "знищено пожежну автоцистерну"
    if not verbs or not at or sentence.j - sentence.i > 4 or len(sentence.all("verb")) > 1 or sentence.has("neg"):
        return None
    before = block[at - 1]
    weapons = before.all("weapon")
    ends = {m.j for m in before.all("grammar", "singular")}
    if len(weapons) != 1 or weapons[0].j not in ends or before.has("num") or before.has("grammar", "plural"):
        return None
    figure = Figure(Amount(1), verbs[0].i, verbs[0].j, sentence)
    figure.weapon, figure.mode, figure.own = weapons[0].name, "downed", True
    figure.places = list(before.all("place"))
    return figure
