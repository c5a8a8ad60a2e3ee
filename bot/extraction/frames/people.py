"""People killed and hurt: those counted, those named one by one, and denials with their scope."""

from bot.extraction.document import Document
from bot.extraction.frames.among import named_among, only_some
from bot.extraction.frames.anaphora import SHE, VICTIM, goes_on, the_same_one, the_victim, wounds_of_his
from bot.extraction.frames.beds import came
from bot.extraction.frames.bodies import without_bodies
from bot.extraction.frames.both import both_of_them
from bot.extraction.frames.census import CAPITALS
from bot.extraction.frames.companies import left_by_the_dead, the_others
from bot.extraction.frames.denials import denied_terms
from bot.extraction.frames.faces import Harmed
from bot.extraction.frames.listings import (
    beside_him,
    by_another_one,
    in_another_district,
    in_another_item,
    of_another_blow,
    of_his_kin,
    under_another_town,
    under_heading,
)
from bot.extraction.frames.moves import died_since
from bot.extraction.frames.ordinals import counted_by_ordinal, summed_up
from bot.extraction.frames.parts import TO_HOSPITAL
from bot.extraction.frames.sequels import said_after, so_many_of_them, told_at_once, who_they_are
from bot.extraction.frames.victims import counted_people
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence
from bot.extraction.spots import SETTLEMENT, Spot, helped_there, is_aside

_EACH = ("кажд", "районах", "округах", "селах", "поселках", "деревнях", "городах", "хуторах", "муниципалитетах")
_OF_PEOPLE = frozenset(["neg", "suffer", "some", "deceased", "aside", "person"])


def read_people(doc: Document, sentences: list[Sentence]) -> list[Harmed]:
    """All mentions, in order."""
    found: list[Harmed] = []
    treated = doc.language == "ru" and came(doc)
    if not (treated or doc.language == "en" or doc.has("verb", "killed", "hurt")) and _OF_PEOPLE.isdisjoint(doc.cats):
        return found
    towns: frozenset[str] = frozenset()
    looked = 0  # sentences before this one are known to name these towns last
    before: list[Harmed] = []
    lined = False  # the first people stand under a town's name and a colon
    for k, sentence in enumerate(sentences):
        if not (before or treated) and _says_nothing(doc, sentence):
            continue
        denied = denied_terms(doc, sentence)
        found += _denials(doc, sentence, denied)
        counted = counted_by_ordinal(doc, sentence, found) or counted_people(doc, sentence, denied, treated)
        if counted and doc.language == "ru" and doc.forms[sentence.i] in ("среди", "в"):
            counted = only_some(doc, sentence, counted)
        some = _uncounted(doc, sentence)
        if some:
            some = [h for h in some if h.amount.n is None or h.what not in {c.what for c in counted}]
        if not counted and before and doc.language == "ru":
            counted = goes_on(doc, sentence, before[-1])
        if not counted and sentence.header is not None and doc.language == "ru":
            counted = under_heading(doc, sentence, found)
        if not counted and doc.language == "ru":
            if some:
                counted = told_at_once(doc, sentence, some)
            elif k and doc.tokens[sentence.i].word in ("это", "ими"):
                counted = who_they_are(doc, sentence, sentences[k - 1])
            some = [] if counted and counted[0].sentence is sentence else some
        if not counted and k and doc.language == "ru" and "их" in doc.forms[sentence.i : sentence.j]:
            counted = so_many_of_them(doc, sentence, sentences[k - 1])
        if not counted and k and doc.language == "uk" and sentence.has("verb", "hurt", "killed"):
            counted = both_of_them(doc, sentence, sentences[max(0, k - 2) : k], found)
        if doc.language == "ru" and doc.tokens[sentence.i].word == "все":
            counted = summed_up(doc, sentence, found) or counted
        if doc.language == "ru" and not counted:
            if "deceased" in sentence.cats and (since := died_since(doc, sentence, before)):
                found = [h for h in found if h not in before or h.sentence is not before[0].sentence]
                counted = since
            elif "total" in sentence.cats:
                counted = summed_up(doc, sentence, found)
        if (
            doc.language == "ru"
            and "остальные" in doc.words
            and (rest := the_others(doc, sentence, sentences[k - 1], counted))
        ):
            counted = [*counted, rest]
        if counted and sentence.has("verb", "killed") and (doc.language == "ru" or sentence.has("deceased")):
            found, counted = left_by_the_dead(doc, found, counted)
        if doc.language == "ru":
            if some and (numbered := said_after(doc, sentence, sentences[k + 1 : k + 2], some)):
                some = numbered
            if counted:
                counted = [_in_each(doc, sentence, h) for h in counted]
                if found and (of_another_blow(doc, sentence, found) or under_another_town(doc, sentence, found)):
                    counted = [h._replace(apart=h.act == "states") for h in counted]
                if (before and (beside_him(doc, sentence) or of_his_kin(doc, sentence, before))) or (
                    found and (in_another_item(sentence, found) or in_another_district(doc, sentence, found))
                ):
                    counted = [h._replace(others=True) for h in counted]
        if doc.language != "ru" and counted and found and by_another_one(sentence, found, counted[0]):
            counted = [h._replace(apart=True) for h in counted]
        if doc.language == "en" and counted and found and sentence.has("place", SETTLEMENT) and _also(doc, sentence):
            counted = [h._replace(others=True) for h in counted]
        if doc.language != "ru" and counted and _under_its_town(doc, sentence):
            lined = lined or not found
            if lined and found:
                counted = [h._replace(apart=True) for h in counted]
        before = counted
        if not (counted or found or some) and k and doc.tokens[sentence.i].word in SHE:
            counted = the_same_one(sentences[k - 1], sentence, denied)
        elif not (counted or found or some) and k and doc.language == "en" and wounds_of_his(doc, sentence):
            counted = next(filter(None, (the_same_one(s, sentence, denied) for s in sentences[max(0, k - 2) : k])), [])
        elif not (counted or found or some) and doc.tokens[sentence.i].word in VICTIM:
            counted = the_victim(sentence, denied)
        if not (counted or some):
            continue
        towns = next(filter(None, (_towns(doc, s) for s in reversed(sentences[looked : k + 1]))), towns)
        looked = k + 1
        before = [h._replace(towns=towns) for h in counted]
        found += [h._replace(towns=towns) for h in some] + before
    if doc.language == "ru":
        found = without_bodies(doc, found) if len(found) > 1 else found
        found += named_among(doc, sentences, found)
    if any(not h.denied for h in found):  # "no casualties there": of that place, where others tell of harm
        found = [h for h in found if not (h.denied and doc.tokens[min(h.j, len(doc.tokens) - 1)].word == "there")]
    return found


def _says_nothing(doc: Document, sentence: Sentence) -> bool:
    """Whether a sentence has no word that can tell of people or go on with those told of."""
    if doc.language == "en" or not _OF_PEOPLE.isdisjoint(sentence.cats) or "total" in sentence.cats:
        return False
    return not sentence.has("verb", "killed", "hurt") and doc.forms[sentence.i] != "все"


def _also(doc: Document, sentence: Sentence) -> bool:
    """ "Drones also struck A, killing a man": a blow beside the one told of before."""
    return "also" in doc.forms[sentence.i : sentence.j] and sentence.has("verb", "attack", "hit")


def _under_its_town(doc: Document, sentence: Sentence) -> bool:
    """ "Kramatorsk: three wounded", "Обухівський район – загинула жінка"."""
    signs = (":", "—") if doc.language == "uk" else (":",)
    places = sentence.all("place")[:1]
    return any(m.i == sentence.i and m.j < sentence.j and doc.tokens[m.j].word in signs for m in places)


def _in_each(doc: Document, sentence: Sentence, one: Harmed) -> Harmed:
    """ "В Рыльске и Тёткино — по двое раненых": so many in every place that the clause names."""
    if not one.at or doc.tokens[one.at - 1].word != "по" or not one.amount.n:
        return one
    if not any(m.i == one.at for m in sentence.all("num")):
        return one
    a, b = doc.clause(sentence, one.at - 1, one.till, (";", "."))
    c, d = doc.clause(sentence, one.at - 1, one.till, (";", ".", ","))
    if any(m.cat == "place" and c <= m.i < d for m in sentence.marks) and any(m.i >= d for m in sentence.all("num")):
        a, b = c, d  # "по одному раненому — в A и B, двое погибших в C"
    towns = {m.value for m in sentence.all("place") if a <= m.i < b and isinstance(m.value, Spot)}
    narrow = [s for s in towns if s.name] or [s for s in towns if s.district]
    counted = [m.value.n for m in sentence.all("num") if a <= m.i < b and m.i != one.at and isinstance(m.value, Amount)]
    each = any(doc.tokens[k].word.startswith(_EACH) for k in range(a, b))
    many = len(narrow) if len(narrow) > 1 else (counted[0] or 0) if each and len(counted) == 1 else 0
    return one._replace(amount=Amount(one.amount.n * many), who="") if many > 1 else one


def _denials(doc: Document, sentence: Sentence, denied: dict[int, str]) -> list[Harmed]:
    zero = Amount(0)
    made: list[Harmed] = []
    if "neg" not in sentence.cats:
        return made
    for mark in sentence.all("neg"):
        if any(m.i == mark.j for m in sentence.all("num")):  # "пострадавших не четверо, а пятеро"
            continue
        if mark.name in ("none_hurt", "none_both"):
            made.append(Harmed("injured", zero, sentence, mark.i, mark.j, denied=True))
        if mark.name in ("none_killed", "none_both"):
            made.append(Harmed("killed", zero, sentence, mark.i, mark.j, denied=True))
    made += [
        Harmed(what, zero, sentence, i, i + 1, denied=True)
        for i, what in denied.items()
        if not any(word in doc.tokens[i].word for word in TO_HOSPITAL)  # "госпитализация не потребовалась"
    ]
    return made


def _uncounted(doc: Document, sentence: Sentence) -> list[Harmed]:
    """ "Есть раненые", "є загиблі": somebody, the number not said."""
    made: list[Harmed] = []
    if "some" not in sentence.cats:
        return made
    for mark in sentence.all("some"):
        whats = ("killed", "injured") if mark.name == "both" else (mark.name,)
        one = doc.language == "ru" and doc.tokens[mark.j - 1].word.endswith(("ий", "ый", "ая"))
        some = Amount(1) if one else Amount(None, "some")  # "есть погибший: сторож"
        made += [Harmed(what, some, sentence, mark.i, mark.j) for what in whats]
    return made


def _towns(doc: Document, sentence: Sentence) -> frozenset[str]:
    """The towns of a sentence, those of hospitals apart; where it names none, its districts, with a star."""
    if doc.language == "uk" and sentence.has("intro", "settlements") and sentence.has("num"):
        return frozenset()  # "Харків та 8 населених пунктів": what follows is of them all
    named = [m for m in sentence.all("place") if not (is_aside(sentence, m) or helped_there(doc.forms, m))]
    spots = [m.value for m in named if isinstance(m.value, Spot)]
    names = [s.name for s in spots if s.name] or ["*" + s.district for s in spots if s.district]
    if doc.language == "en" and not names:  # among them those that are regions of their own
        names = [code for s in spots for code in s.regions[:1] if code in CAPITALS]
    return frozenset(names)
