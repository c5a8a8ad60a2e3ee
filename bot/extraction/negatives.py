"""Sentences on drills, aid, mourning and courts, which are no news of an attack, and those that tell plainly of one."""

from bot.extraction.causes import set_off_by_an_attack
from bot.extraction.document import Document
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence

_NEGATIVE = (
    "accident",
    "inquiry",
    "cyber",
    "drill",
    "own",
    "aid",
    "memory",
    "denial",
    "law",
    "losses",
    "sport",
    "advert",
    "later",
    "opinion",
)
_NEWS = ("новост", "весть", "вести", "известие", "известия", "сообщени", "утро", "день")
_HARM = ("damage", "fire", "killed", "hurt", "hit", "attack")
_WHOSE = ("чей", "чье", "чьи", "чья", "чью", "котор", "кого", "кто")
_FINITE = ("ен", "ена", "ено", "ены", "л", "ла", "ло", "ли", "лся", "лась", "лось", "лись", "ит", "иты", "ита", "ито",
           "погиб")  # fmt: skip
EVENTS = frozenset(
    ["verb", "struck", "suffer", "weapon", "danger", "state", "enemy", "underway", "deceased", "moved", "neg",
     "front", "launched"]
)  # fmt: skip
"""What a sentence has that tells of an attack, of a danger or of harm."""
PEACEFUL = frozenset(["law", "aid", "accident", "sport", "advert", "later", "opinion", "visit", "talk"])
"""Matters of a sentence that have nothing to do with an attack, nor with a danger."""


def is_negative(doc: Document, sentence: Sentence) -> bool:
    """Words of a drill, of aid, of mourning, of a court; unless the sentence tells plainly what happened."""
    if "negative" not in sentence.cats:
        return False
    found = sentence.all("negative", *_NEGATIVE)
    if doc.language != "ru":
        if tells_of_harm(sentence):
            found = [m for m in found if m.name != "inquiry"]  # "вбито двох, розпочато розслідування"
        return bool(found)
    plain = plain_verbs(doc, sentence)
    for mark in found:
        told_first = plain and plain[0] < mark.i and _of_war(doc, sentence)
        if mark.name == "aid" and (told_first or sentence.has("object", "outage")):
            continue  # "обломки повредили провода, движение восстановлено"
        if (
            mark.name in ("advert", "later", "opinion", "sport")
            and sentence.has("danger")
            and sentence.has("state", "on")
        ):
            continue  # "объявлена тревога, будут включены сирены"
        if mark.name == "own" and _passes_on(doc, sentence, mark):
            continue
        if doc.tokens[mark.i].word.startswith("гуманитарн") and plain and plain[0] < mark.i and sentence.has("weapon"):
            continue  # "погиб волонтёр, который вёз гуманитарную помощь: машину настиг дрон"
        if mark.name == "accident" and set_off_by_an_attack(doc, sentence, mark.i):
            continue
        if doc.tokens[mark.i].word.startswith("взрывотехник") and any(
            m.i in plain and m.i > mark.i for m in sentence.all("verb", "hurt", "killed")
        ):
            continue  # "взрывотехник подорвался при осмотре обломков"
        if mark.name == "law" and _delays(doc, sentence, mark.i):
            continue
        if mark.name == "law" and plain and plain[0] < mark.i and sentence.has("weapon"):
            continue  # "дрон повредил дом, возбуждено уголовное дело"
        return True
    if (sentence.has("negative", "talk") or visits(doc, sentence)) and tells_of_harm(sentence) and not plain:
        return True  # "побывал в домах, которые пострадали при атаке", "ООН обсудит атаки на суда"
    if sentence.j - sentence.i <= 5 and any(w.startswith(_NEWS) for w in doc.forms[sentence.i : sentence.j]):
        return False  # "Скорбная новость."
    return sentence.has("negative", "condolence") and not (plain and (sentence.has("weapon") or sentence.has("struck")))


def visits(doc: Document, sentence: Sentence) -> list[Mark]:
    """Words of an official's visit; not "женщина сама приехала в больницу", nor "врачи осмотрели двоих"."""
    found = sentence.all("negative", "visit")
    if not found or doc.language != "ru" or not sentence.has("verb", "hurt"):
        return found
    people = [m.j for m in sentence.all("person", "one")]
    care = [m.i for m in sentence.all("aside", "care")]
    return [m for m in found if not (any(p <= m.i for p in people) and any(0 < c - m.j <= 3 for c in care))]


def _of_war(doc: Document, sentence: Sentence) -> bool:
    """Whether this sentence or one of now before it names a weapon or an attack."""
    return any(
        s.scope == "" and s.i <= sentence.i and (s.has("weapon") or s.has("verb", "attack") or s.has("underway"))
        for s in doc.sentences
    )


def mark_the_front(doc: Document) -> None:
    """A bulletin of the ground war ("78 разів атакував позиції", "repelled 12 attacks in the Lyman sector") is no
    news from the air, but for sentences that count what was shot down or tell of harm to people and houses."""
    told = [s for s in doc.sentences if s.has("front")]
    hard = sum(len(s.all("front", "hard")) for s in told)
    if not hard or hard + sum(len(s.all("front", "soft")) for s in told) < 2:
        return
    for sentence in doc.sentences:
        from_the_air = sentence.has("weapon") and sentence.has("verb", "downed", "jammed", "launched")
        if not (from_the_air or sentence.has("object") or sentence.has("person")) and not sentence.has("danger"):
            sentence.scope = sentence.scope or "negative"


def tells_of_harm(sentence: Sentence) -> bool:
    return sentence.has("verb", *_HARM) or sentence.has("suffer")


def _passes_on(doc: Document, sentence: Sentence, mark: Mark) -> bool:
    """ "Ранена женщина, передал курский губернатор": told, not handed over."""
    if not doc.tokens[mark.i].word.startswith("переда"):
        return False
    following = doc.tokens[mark.j].word if mark.j < sentence.j else ""
    if any(m.i == mark.j for m in sentence.all("num")) or '"' in doc.forms[mark.i - 3 : mark.i - 1]:
        return False  # "бойцам «Орлана» передали 6 перехватчиков"
    return (
        (following in (":", "что"))
        or doc.tokens[mark.i - 1].word in (",", "—", "как", '"')
        or any(
            0 <= m.i - mark.j <= 2 for m in (*sentence.all("aside", "speech"), *sentence.all("flag", "quote_office"))
        )
    )


def plain_verbs(doc: Document, sentence: Sentence) -> list[int]:
    """Where finite verbs of harm stand, those of relative clauses ("чьи дома повреждены") apart."""
    verbs = sentence.all("verb", *_HARM)
    return [m.i for m in verbs if doc.tokens[m.i].word.endswith(_FINITE) and not _relative(doc, sentence, m.i)]


def _relative(doc: Document, sentence: Sentence, at: int) -> bool:
    """Whether token `at` stands in a clause that begins with "который" or "чей"."""
    k = at
    while k > sentence.i and doc.tokens[k - 1].word not in (",", ";", ":", "—", "("):
        k -= 1
    return any(w.startswith(_WHOSE) for w in doc.forms[k : min(k + 3, at)])


def _delays(doc: Document, sentence: Sentence, i: int) -> bool:
    """ "Задержаны девять поездов": no arrest."""
    late = doc.tokens[i].word.startswith("задержа")
    return late and (sentence.has("service", "net", "stopped") or sentence.has("air", "place"))


def is_civil(sentence: Sentence) -> bool:
    """ "Завтра буду в Орле на форуме", "задержаны двое мошенников": nothing of an attack, a drill or a denial."""
    of = {m.name for m in sentence.all("negative")}
    if sentence.cats["civil"][0].i == sentence.i:
        of.discard("own")  # "дякую нашим захисникам"
    if not EVENTS.isdisjoint(sentence.cats) or not of <= PEACEFUL:
        return False
    if "scope" in sentence.cats and any(m.name not in ("period", "forecast") for m in sentence.cats["scope"]):
        return False
    return not sentence.has("air", "place", "plan")
