"""What else a text may be about: gas that blew up, a crash, a storm, a fog, works, hackers, a war in another land.

Harm, services that stop and flights that wait are recorded as an attack's where an office tells of them and names
no cause. Where a text names another cause, something must tell of an attack, too.
"""

from bot.extraction.disclaimed import at_work, disclaimed
from bot.extraction.document import Document
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence, paragraphs
from bot.extraction.spots import Spot

CIVIL = "civil"  # the scope of a sentence on a forum, a harvest, a match
NEGATIVE = "negative"  # the scope of a sentence that is no news of an attack
_OF_CAUSES = frozenset(["otherwise", "negative"])
_SIGNS = ("обломк", "обломок", "уламк", "уламок", "атак", "обстріл", "обстрел", "влучан", "прильот")
_ARMED_CATS = frozenset(["danger", "underway", "enemy"])
_ARMED = ("пво", "рэб", "цел", "враж", "враг", "противник", "атак", "налет", "сбит", "обломк")
_WEAPONS = ("дрон", "fpv", "бпла", "беспилот", "коптер", "квадрокоптер", "ракет", "снаряд", "бомб", "кассет")
_POLICE = frozenset(["гибдд", "дпс", "гаи"])
_AT_WAR = ("украин", "всу", "україн", "зсу", "ukrain")
_FROM_THE_AIR = ("uav", "missile", "aviation", "usv", "artillery", "alarm")
_OF_SOMETHING = frozenset(["place", "otherwise", "verb", "weapon", "danger", "struck", "suffer", "enemy", "num"])
_FAR = frozenset(
    ["RU-KAM", "RU-PRI", "RU-SA", "RU-KHA", "RU-SAK", "RU-MAG", "RU-CHU", "RU-AMU", "RU-YEV", "RU-ZAB", "RU-BU",
     "RU-KYA", "RU-KK", "RU-TY", "RU-ALT", "RU-AL", "RU-KEM", "RU-NVS", "RU-TOM", "RU-OMS", "RU-YAN", "RU-NEN", "RU-KR",
     "RU-ARK", "RU-KO", "RU-IRK"]
)  # fmt: skip
_TARGETS = (
    "нефтебаз", "нпз", "нефтеперераб", "взрывн", "осколоч", "осколк", "ранен", "ранил", "посеч", "контуз", "баротрав",
    "обломк", "обломок", "фрагмент", "враг", "вражес", "противник", "киевск", "нацист", "пво", "атак", "обстрел",
)  # fmt: skip
_CITIZENS = ("citizen", "national", "flag", "crew", "sailor", "seaf", "громадян", "прапор", "екіпаж", "моряк", "гражд",
             "флаг", "экипаж")  # fmt: skip
_TO_COME = ("завтра", "ожида", "прогноз", "обеща", "синоптик", "очіку", "обіця", "forecast", "expected", "tomorrow")
_OF_BOTH = ("сух", "трав", "водовод", "grass", "electrical", "dry", "пал", "взрывотехн", "вибухотехн", "піротехн",
            "розмінув")  # fmt: skip
_CRASH = ("столкн", "перевернул", "опрокинул", "съехал", "вылетел", "выехал", "взорвал", "газов", "баллон", "загорел")


def by_another_cause(doc: Document) -> bool:
    """Whether a text names a cause of its own for what happened, and nothing in it tells of an attack."""
    if _OF_CAUSES.isdisjoint(doc.cats) and not (doc.language == "ru" and "neg" in doc.cats):
        return False
    return _another_cause(doc, doc.sentences, False)


def leave_other_causes(doc: Document) -> None:
    """A paragraph that names another cause, and no attack, is none of the attack's that the text tells of besides:
    "Ночью сбит дрон.\n\nВ посёлке из-за короткого замыкания сгорел дом."."""
    if _OF_CAUSES.isdisjoint(doc.cats):
        return
    for part in paragraphs(doc.sentences):
        if not any("danger" in s.cats for s in part) and _another_cause(doc, part, True):
            for sentence in part:
                sentence.scope = sentence.scope or CIVIL


def _another_cause(doc: Document, sentences: list[Sentence], beside: bool) -> bool:
    return not any(is_of_an_attack(doc, s) for s in sentences) and any(
        s.has("otherwise", "works", "crash")
        or (_of_nature(doc, s) and not (beside and doc.language == "ru"))  # see paragraphs
        or _names_a_cause(doc, s, beside)
        or _is_an_accident(doc, s, beside)
        or (not beside and disclaimed(doc, s))
        for s in sentences
        if s.scope != CIVIL or any(o.line == s.line and o.scope != CIVIL for o in sentences)
    )


def _of_nature(doc: Document, sentence: Sentence) -> bool:
    """Weather and the like; not "завтра ожидается дождь", which has done nothing yet."""
    if not sentence.has("otherwise", "nature"):
        return False
    return not is_to_come(doc, sentence) or sentence.has("danger") or sentence.has("verb")


def is_to_come(doc: Document, sentence: Sentence) -> bool:
    """A forecast."""
    return any(w.startswith(_TO_COME) for w in doc.forms[sentence.i : sentence.j])


def _names_a_cause(doc: Document, sentence: Sentence, beside: bool) -> bool:
    """Not "ранен сотрудник ГИБДД"; `beside` news of an attack, nor what debris sets on fire or breaks as well."""
    causes = sentence.all("otherwise", "cause")
    people = {m.j for m in sentence.all("person", "one")} if causes else ()
    causes = [m for m in causes if not (m.i in people and doc.tokens[m.i].word in _POLICE)]
    return any(not (beside and any(w.startswith(_OF_BOTH) for w in doc.forms[m.i : m.j])) for m in causes)


def _is_an_accident(doc: Document, sentence: Sentence, beside: bool) -> bool:
    """`beside` news of an attack, sappers at work are none."""
    found = sentence.all("negative", "accident", "cyber", "sport")
    return any(not (beside and doc.forms[m.i].startswith(_OF_BOTH)) for m in found)


def is_of_an_attack(doc: Document, sentence: Sentence) -> bool:
    """Whether a sentence names a weapon, an attack or its debris and does not deny it."""
    if sentence.scope == NEGATIVE or disclaimed(doc, sentence):
        return False  # "с атакой дронов не связан"
    return (
        any(m.name != "aviation" and not at_work(doc, sentence, m.i) for m in sentence.all("weapon"))
        or sentence.has("danger", *_FROM_THE_AIR)
        or sentence.has("verb", "attack", "repelled", "jammed")
        or sentence.has("underway", "attack")
        or sentence.has("enemy", "who", "word")
        or sentence.has("air", "plan")
        or (doc.language == "ru" and "struck" in sentence.cats and _strikes(doc, sentence))
        or any(t.word.startswith(_SIGNS) for t in doc.tokens[sentence.i : sentence.j] if not _of_a_crash(doc, t.word))
    )


def _strikes(doc: Document, sentence: Sentence) -> bool:
    """ "Сразу после удара по Бессоновке", "от удара FPV-дрона по машине"."""
    begins = {m.i for m in sentence.all("place")}
    return any(
        (doc.forms[m.i].startswith("удар") and begins & {m.j, m.j + 1})
        or any(w.startswith(_WEAPONS) for w in doc.forms[m.i : m.j])
        for m in sentence.all("struck", "at")
    )


def names_an_attack(doc: Document) -> bool:
    """Whether any sentence names a weapon, an attack or its debris and does not deny it."""
    return any(is_of_an_attack(doc, s) for s in doc.sentences)


def _of_a_crash(doc: Document, word: str) -> bool:
    """ "Упал вертолёт, ведётся осмотр обломков"."""
    return word.startswith("облом") and any(s.has("otherwise", "crash") for s in doc.sentences)


def told_of_an_attack(doc: Document) -> bool:
    """Whether anything in a text names a weapon, an attack or air defence; without it nothing was shot down."""
    if not _ARMED_CATS.isdisjoint(doc.cats):
        return True
    return any(
        any(not at_work(doc, s, m.i) for m in s.all("weapon"))
        or s.has("verb", "attack", "launched")
        or any(w.startswith(_ARMED) for w in doc.forms[s.i : s.j])
        for s in doc.sentences
    )


def set_off_by_an_attack(doc: Document, sentence: Sentence, at: int) -> bool:
    """ "После удара дрона машина съехала в кювет": the accident told of at token `at` is the attack's."""
    weapons = [m.i for m in sentence.all("weapon")]
    blows = [m.i for m in (*sentence.all("verb", "attack", "hit", "fell"), *sentence.all("struck"))]
    told_before = any(i < at for i in weapons) and any(i < at for i in blows)
    return told_before and doc.tokens[at].word.startswith(_CRASH) and not sentence.has("neg")


def presumed(doc: Document) -> bool:
    """Whether what an office tells of comes of the war unless it says otherwise: not in the regions that attacks
    hardly reach, but for what is a target everywhere, and for what mends or goes on with an earlier post."""
    if doc.context.home_region not in _FAR or any(t.word.startswith(_TARGETS) for t in doc.tokens):
        return True
    return any(s.has("flag", "grew", "correction") or s.has("deceased") for s in doc.sentences)


def of_nature(doc: Document) -> bool:
    """Whether a text tells of weather, floods, avalanches and the like, whose danger comes not from an enemy."""
    return "otherwise" in doc.cats and any(_of_nature(doc, s) for s in doc.sentences if s.scope != CIVIL)


def leave_other_lands(doc: Document) -> None:
    """Sentences on wars of other lands get no say; neither does what follows an opening of that kind until a place
    of this war is named."""
    if "otherwise" not in doc.cats or not any(s.has("otherwise", "land") for s in doc.sentences):
        return
    abroad = False
    opening = True
    for sentence in doc.sentences:
        if _OF_SOMETHING.isdisjoint(sentence.cats):
            continue
        here = _here(doc, sentence)
        foreign = not here and any(not _of_a_crew(doc, m) for m in sentence.all("otherwise", "land"))
        abroad = foreign if opening else abroad and not here
        opening = False
        if sentence.scope == "" and (foreign or abroad) and not here:
            sentence.scope = NEGATIVE


def _of_a_crew(doc: Document, land: Mark) -> bool:
    """ "Citizens of Syria were injured", "під прапором Панами": who was hurt, or whose ship it was."""
    near = [t.word for t in (*doc.tokens[max(0, land.i - 3) : land.i], *doc.tokens[land.j : land.j + 2])]
    return any(w.startswith(_CITIZENS) for w in near)


def _here(doc: Document, sentence: Sentence) -> bool:
    """Whether a sentence names a region, a town or a sea of this war, or Ukraine."""
    return any(isinstance(m.value, Spot) and m.value.regions for m in sentence.all("place")) or any(
        t.word.startswith(_AT_WAR) for t in doc.tokens[sentence.i : sentence.j]
    )
