"""The sentences that tell of interceptions or launches, and what goes on with them."""

from bot.extraction.document import Document
from bot.extraction.frames.bare import opens_with_and
from bot.extraction.frames.figure import DOWNED, SENT, Figure
from bot.extraction.frames.pairing import place_groups
from bot.extraction.frames.splits import lists_places, tells_where
from bot.extraction.frames.wreckage import by_the_way
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence
from bot.extraction.spots import COUNTRY

_TELLS = DOWNED | SENT
_OF_A_REPORT = frozenset(["stopped", "struck", "false"])  # without a deed of its own
_COUNTING = frozenset(["verb", "num", "stopped", "rest"])
_OTHER_DEEDS = ("hit", "damage", "hurt", "killed", "fire", "fell")


def counting_sentences(doc: Document, sentences: list[Sentence]) -> list[Sentence]:
    """The sentences that tell of interceptions or launches, and the list items and clauses that go on with them."""
    chosen: list[Sentence] = []
    if _OF_A_REPORT.isdisjoint(doc.cats) and not doc.has("verb", *_TELLS):
        return chosen
    going = False
    for sentence in sentences:
        if going and doc.language != "ru" and "place" in sentence.cats and tells_where(doc, sentence):
            chosen.append(sentence)
            continue
        if "false" in sentence.cats and by_the_way(doc, sentence):
            chosen.append(sentence)
            continue
        if _COUNTING.isdisjoint(sentence.cats) and not (
            going and ("weapon" in sentence.cats or lists_places(doc, sentence))
        ):
            continue
        if (
            doc.language == "ru"
            and "scope" in sentence.cats
            and sentence.has("scope", "earlier")
            and sentence.has("verb", "hurt")
        ):
            continue  # "в больницу обратился боец: ранен накануне при сбитии дрона"
        told = "stopped" in sentence.cats or sentence.has("verb", *_TELLS) or strikes_the_country(sentence)
        if told or attack_of_so_many(doc, sentence):
            chosen.append(sentence)
            going = True
        elif going and sentence.item and sentence.has("weapon") and not sentence.has("verb"):
            chosen.append(sentence)
        elif going and opens_with_and(doc, sentence) and sentence.has("weapon") and not sentence.has("verb"):
            chosen.append(sentence)  # "… знищили 11 безпілотників. І ракету Х-59"
        elif going and lists_places(doc, sentence):
            chosen.append(sentence)
        elif going and sentence.has("rest") and sentence.has("place") and doc.language == "ru":
            chosen.append(sentence)  # "Остальные упали на территории Тульской области"
        elif "num" not in sentence.cats and "verb" not in sentence.cats:
            continue
        elif (
            going
            and sentence.has("num")
            and (sentence.has("place") or sentence.has("weapon"))
            and not sentence.has("verb", *_OTHER_DEEDS)
        ) or (going and _goes_on_counting(doc, sentence)):
            chosen.append(sentence)
        elif not sentence.item:
            going = False
    return chosen


def strikes_the_country(sentence: Sentence) -> bool:
    """ "Завдала масованого удару по Україні: 635 дронів": the blow is in the words for whom it struck."""
    return (
        "struck" in sentence.cats and sentence.has("finite") and sentence.has("place", COUNTRY) and sentence.has("num")
    )


def attack_of_so_many(doc: Document, sentence: Sentence) -> Mark | None:
    """ "После ночной атаки двадцати дронов": the attack in words for the time, right before its number (Russian)."""
    if doc.language != "ru" or "when" not in sentence.cats or "num" not in sentence.cats:
        return None
    numbers = {m.i: m.j for m in sentence.all("num")}
    for mark in sentence.all("when", "night", "evening", "morning", "day"):
        if mark.j in numbers and doc.forms[mark.j - 1].startswith(("атак", "налет", "удар")):
            end = numbers[mark.j]
            if any(0 <= m.i - end <= 2 for m in sentence.all("weapon")):
                return Mark("verb", "attack", mark.j - 1, mark.j)
    return None


def so_many(doc: Document, sentence: Sentence) -> Figure | None:
    """ "22. Столько БПЛА перехвачено ночью": the number that the sentence before is (Russian)."""
    if doc.language != "ru" or "столько" not in doc.words or not sentence.has("verb", *DOWNED):
        return None
    if "столько" not in doc.forms[sentence.i : sentence.i + 2]:
        return None
    before = [s for s in doc.sentences if s.j <= sentence.i][-1:]
    numbers = before[0].all("num") if before and not before[0].has("verb") and before[0].scope == "" else []
    if len(numbers) != 1 or before[0].j - before[0].i > 5 or not isinstance(amount := numbers[0].value, Amount):
        return None
    figure = Figure(amount, numbers[0].i, numbers[0].j, sentence)
    weapons = [m for s in (*before, sentence) for m in s.all("weapon")]
    figure.weapon, figure.own = weapons[0].name if weapons else "uav", True
    figure.mode = sentence.all("verb", *DOWNED)[0].name
    groups = place_groups(doc, sentence)
    figure.places = groups[0] if groups else []
    return figure


def _sums_up_first(doc: Document, sentence: Sentence) -> bool:
    """ "Итого восемь беспилотников; осколки повредили ангар": what else was done stands behind a sign (Russian)."""
    if doc.language != "ru" or sentence.all("total")[0].i != sentence.i:
        return False
    deed = min(m.i for m in sentence.all("verb", *_OTHER_DEEDS))
    return ";" in doc.forms[sentence.i : deed] and any(m.i < deed for m in sentence.all("weapon"))


def _goes_on_counting(doc: Document, sentence: Sentence) -> bool:
    """ "Всего за ночь — 17", "С начала суток — 12": a tail with a number and no other deed."""
    if not sentence.has("num"):
        return False
    if sentence.has("total"):
        return not sentence.has("verb", *_OTHER_DEEDS) or _sums_up_first(doc, sentence)
    if doc.language == "en" and sentence.has("flag", "running"):
        return not sentence.has("verb")  # "Since the start of the day it makes 9"
    bare = sentence.has("when", "since") and not sentence.has("verb")
    return bare and doc.language == "ru" and sentence.j - sentence.i <= 8
