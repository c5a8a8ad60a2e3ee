"""What does the harm to a thing: verbs of damage, blows at it, a deed told of in the sentence before."""

from bot.extraction.document import Document
from bot.extraction.frames.others import clause
from bot.extraction.frames.owners import takes_no_harm
from bot.extraction.frames.unharmed import is_denied
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence
from bot.model import Authority

_WRECKAGE = ("обломк", "обломок", "осколк", "осколок", "фрагмент", "снаряд", "боеприпас", "он", "они", "второй")
_PARTS = ("корпус", "здани", "строени", "помещени", "установк")
_FOES = ("ворож", "ворог", "окупант", "росіян", "рашист", "рф", "всу", "противник", "враг", "неприятел", "боевик")
_STRUCK = ("vehicle", "private_house", "apartment_building", "social", "building")
_YARDS = ("двор", "придомов", "территор", "огород", "газон", "площадк", "участ", "подворь", "стадион", "сад")
_GROUNDS = frozenset(["grounds", "territory", "courtyard", "yard", "premises", "site", "field", "street", "plot"])
_DEBRIS = frozenset(["debris", "fragments", "fragment", "wreckage", "parts", "pieces", "remains", "remnants"])
_CUTS = ("посеч", "иссеч", "задел", "зацепил", "изрешет")
_BLOWS = frozenset(["удар", "удару", "ударом", "атака", "атаки", "атаку", "атакою"])
_BLOWS_AT_CARS = _BLOWS | {"ударе", "удара", "атаке"}
_HARM = ("damage", "fire", "hit")
_BODY = frozenset([
    "рука", "руки", "руку", "руке", "рук", "нога", "ноги", "ногу", "ноге", "ног", "лицо", "лица", "голова",
    "голову", "голове", "головы", "спина", "спину", "спине", "спины", "плечо", "плечи", "живот", "шею", "шея",
    "бедро", "голень", "глаз", "глаза", "палец", "пальцы", "кисть", "кисти", "стопу", "стопа", "лоб", "щеку",
    "щека", "ухо", "грудь", "бок", "тело", "предплечье", "колено",
    "abdomen", "stomach", "chest", "leg", "legs", "arm", "arms", "hand", "hands", "face", "shoulder", "neck", "skull",
    "lung", "lungs", "eye", "eyes", "thigh", "knee", "foot", "spine", "forearm", "shin", "buttock", "skin"
])  # fmt: skip
_DEEDS = frozenset(["verb", "struck", "suffer"])
_RECORDED = frozenset(["there", "recorded", "confirmed", "registered", "successful", "direct"])


def is_elliptic(doc: Document, sentence: Sentence) -> bool:
    """ "Повреждены кровля и забор. В Борисовке — склад и две машины": the deed of the sentence before."""
    if doc.language == "en" or "object" not in sentence.cats or "person" in sentence.cats:
        return False
    if any(m.name != "killed" for m in sentence.all("verb")):
        return False
    dash = next((k for k in range(sentence.i, sentence.j) if doc.tokens[k].word == "—"), 0)
    first = sentence.all("prep")[:1]
    if not dash or not first or first[0].i != sentence.i or dash - sentence.i > 6:
        return False
    return any(m.i < dash and m.cat in ("place", "head", "rest") for m in sentence.marks)


def harming_verbs(doc: Document, sentence: Sentence) -> list[Mark]:
    """What does the harm. "Ударил по" and "пострадали" do where an object follows them."""
    made: list[Mark] = []
    if _DEEDS.isdisjoint(sentence.cats):
        return made
    objects = sentence.all("object")
    for mark in sentence.marks:
        if mark.cat not in _DEEDS:
            continue
        if mark.cat == "verb" and mark.name in _HARM and not is_denied(doc, sentence, mark):
            if not (doc.language != "uk" and _of_a_body(doc, sentence, mark)):
                made.append(mark)
        elif mark.cat == "verb" and mark.name == "downed" and _by_a_drone(doc, sentence, mark, objects):
            made.append(Mark("verb", "damage", mark.i, mark.j))
        elif mark.cat == "verb" and mark.name == "downed":
            if doc.language == "ru":
                objects = [o for o in objects if not takes_no_harm(doc, o)]
            if doc.language != "en" and objects and _destroyed(doc, sentence, mark, objects):
                fire = any(w in ("огнем", "вогнем") for w in doc.forms[max(0, mark.i - 1) : mark.j + 1])
                made.append(Mark("verb", "fire" if fire else "damage", mark.i, mark.j))
        elif mark.cat == "struck" and doc.context.authority is Authority.AIR_FORCE:
            continue  # its reports tell of aims, not of harm
        elif mark.cat == "verb" and mark.name == "attack" and not is_denied(doc, sentence, mark):
            quotes = sum(t.word == '"' for t in doc.tokens[mark.j : mark.j + 5])
            if any(0 < o.i - mark.j <= 4 + quotes and _blow_at(doc, sentence, mark, o) for o in objects):
                made.append(Mark("verb", "damage", mark.i, mark.j))  # "удар дрона по автівці"
        elif mark.cat == "verb" and mark.name == "hurt" and doc.language == "ru":
            if any((o.i, o.j) == (mark.i, mark.j) for o in objects) and _drones_hit_it(doc, sentence, mark):
                made.append(Mark("verb", "damage", mark.i, mark.j))
            if doc.tokens[mark.i].word.startswith(_CUTS) and any(_cut(sentence, mark, o) for o in objects):
                made.append(Mark("verb", "damage", mark.i, mark.j))
        elif mark.cat == "verb" and mark.name == "fell":
            fell_on = _fell_on_it if doc.language == "ru" else _drone_fell_on
            if doc.language != "uk" and any(fell_on(doc, mark, o) for o in objects):
                made.append(Mark("verb", "damage", mark.i, mark.j))
        elif mark.cat in ("struck", "suffer") and not is_denied(doc, sentence, mark):
            targets = [o for o in objects if mark.name != "vehicle" or o.name == "vehicle" or _at_a_shop(doc, mark, o)]
            if doc.language == "ru" and mark.cat == "suffer" and _of_people(sentence, mark):
                ends = {
                    m.j for m in sentence.all("person", "one")
                }  # "на территории завода пострадал водитель погрузчика"
                targets = [o for o in targets if o.i > mark.i and o.i not in ends]
            if doc.language == "ru" and mark.name == "vehicle":  # "атаковал мотоциклиста": a man
                riders = {m.i for m in sentence.all("person", "one") if m.j - m.i == 1}
                targets = [o for o in targets if o.i not in riders or "-" in doc.tokens[o.i].word]
            if any(_follows(doc, mark, o) for o in targets) or (targets and _its_parts(doc, sentence, mark)):
                made.append(Mark("verb", "damage", mark.i, mark.j))
    return made


def _of_a_body(doc: Document, sentence: Sentence, verb: Mark) -> bool:
    """ "У женщины посечены руки": a wound, where no thing is named."""
    if "object" in sentence.cats or "part" in sentence.cats:
        return False
    near = doc.forms[verb.j : min(verb.j + 3, sentence.j)] + doc.forms[max(sentence.i, verb.i - 3) : verb.i]
    return not _BODY.isdisjoint(near)


def _its_parts(doc: Document, sentence: Sentence, verb: Mark) -> bool:
    """ "Во дворе гимназии воронка, фасад и пара окон пострадали"."""
    return doc.language == "ru" and any(0 <= verb.i - m.j <= 1 for m in sentence.all("part"))


def _by_a_drone(doc: Document, sentence: Sentence, verb: Mark, objects: list[Mark]) -> bool:
    """ "Дрон уничтожил грузовик"."""
    if doc.language != "ru" or not doc.forms[verb.i].startswith("уничтожил"):
        return False
    who = any(m.j == verb.i for m in sentence.all("weapon"))
    return who and any(0 <= o.i - verb.j <= 2 for o in objects)


def taken_there(doc: Document, sentence: Sentence, obj: Mark) -> bool:
    """ "Двое попали в больницу": where somebody was taken, and no harm to the hospital."""
    taken = any((v.i, v.j) == (obj.i, obj.j) for v in sentence.all("verb", "hurt"))
    return taken and not _drones_hit_it(doc, sentence, obj)


def _drones_hit_it(doc: Document, sentence: Sentence, hit: Mark) -> bool:
    """ "Обломки дрона попали в больницу": who got there is a weapon or its parts."""
    a, _ = clause(doc, sentence, hit.i, hit.j)
    if any(m.cat == "person" and a <= m.i < hit.i for m in sentence.marks):
        return False
    return any(a <= m.i < hit.i for m in sentence.all("weapon")) or doc.forms[hit.i - 1].startswith(_WRECKAGE)


def _cut(sentence: Sentence, verb: Mark, obj: Mark) -> bool:
    """ "Посечены осколками одиннадцать автомобилей": things follow, and no person."""
    near = 0 <= obj.i - verb.j <= 3
    return near and not any(verb.j <= m.i <= obj.i + 1 and m.cat == "person" for m in sentence.marks)


def _at_a_shop(doc: Document, verb: Mark, obj: Mark) -> bool:
    """ "Атаковали дроном рынок в А": what stands for harm where it is no plant, for which it is an attack."""
    if doc.language == "uk" or obj.name not in ("commercial", "social") or not 0 <= obj.i - verb.j <= 3:
        return False
    if doc.language == "en":
        return doc.tokens[verb.i].word == "attacked" and doc.forms[verb.j] in ("a", "an", "the", "two", "three", "one")
    return doc.tokens[verb.i].word.startswith("атаковал") and doc.tokens[obj.i - 1].word not in ("у", "возле", "около")


def _fell_on_it(doc: Document, fell: Mark, obj: Mark) -> bool:
    """ "Обломки упали на частный дом"; not "на территорию предприятия", nor "на крышу", which is a hit."""
    words = doc.forms[fell.j : obj.i]
    if obj.j == fell.i and obj.name in _STRUCK:
        near = doc.forms[max(0, obj.i - 2) : obj.j]
        return "на" in near and not near[-1].startswith(_YARDS)  # "на их дом упали обломки"
    told = obj.name in _STRUCK and fell.j < obj.i and words[:1] == ["на"] and len(words) <= 3
    return told and not any(w.startswith(_YARDS) for w in (*words, doc.tokens[obj.j - 1].word, doc.tokens[obj.i].word))


def _drone_fell_on(doc: Document, fell: Mark, obj: Mark) -> bool:
    """ "A drone fell on the roof of a residential house": the drone itself, not its debris."""
    words = doc.forms[fell.j : obj.i]
    if doc.tokens[fell.i].word not in ("fell", "came", "crashed") or obj.name not in (*_STRUCK, "commercial"):
        return False
    aimed = words[:1] in (["on"], ["onto"], ["into"]) and len(words) <= 5 and not {",", "and", "near"} & set(words)
    if not aimed or not _GROUNDS.isdisjoint(words):
        return False
    before = doc.forms[max(0, fell.i - 6) : fell.i]
    return not any(w in _DEBRIS for w in before) and any(w.startswith(("drone", "uav", "shahed")) for w in before)


def _destroyed(doc: Document, sentence: Sentence, verb: Mark, objects: list[Mark]) -> bool:
    """ "Уничтожен жилой дом", "дом и баня уничтожены"; not "у завода уничтожен дрон", "уничтожен автомобиль ВСУ"."""
    words = doc.forms[verb.i - 4 if verb.i > 3 else 0 : min(verb.j + 5, sentence.j)]
    if not doc.tokens[verb.i].word.startswith(("уничтожен", "знищен")) or any(w.startswith(_FOES) for w in words):
        return False
    if any(-1 <= m.i - verb.j <= 4 for m in sentence.all("weapon")):
        return False
    placed = {m.j for m in sentence.all("prep")}
    for obj in objects:
        a, b = (verb.j, obj.i) if verb.i < obj.i else (obj.j, verb.i)
        if 0 <= b - a <= 2 and obj.i not in placed and obj.i - 1 not in placed:
            return not any(w in (",", ";", ".", ":") for w in doc.forms[a:b])
    return False


def _of_people(sentence: Sentence, verb: Mark) -> bool:
    return any(0 <= m.i - verb.j <= 2 for m in sentence.all("person"))


def _blow_at(doc: Document, sentence: Sentence, blow: Mark, obj: Mark) -> bool:
    """ "Удар БпЛА по цивільній автівці": the noun, whose blow it was, and a preposition before the object."""
    words = doc.forms[blow.j : obj.i]
    if doc.language == "en":  # "three killed in a drone strike on a minibus"
        before = set(doc.forms[max(sentence.i, blow.i - 4) : blow.i])
        if words[:1] == ["on"] and len(words) <= 3 and not _RECORDED.isdisjoint(before):
            return True  # "there are strikes on power facilities"
        struck = obj.name in _STRUCK and sentence.has("verb", "killed", "hurt") and words[:1] == ["on"]
        return struck and len(words) <= 3 and doc.tokens[blow.j - 1].word in ("strike", "attack", "strikes", "attacks")
    car = obj.name == "vehicle" or (obj.name in ("social", "commercial", "apartment_building") and "по" in words[-2:])
    car = car and not sentence.has("deceased")
    noun = doc.tokens[blow.i].word in (_BLOWS_AT_CARS if car else _BLOWS)
    armed = any(blow.j <= m.i < obj.i for m in sentence.all("weapon")) and not sentence.has("flag", "grew")
    return noun and armed and not sentence.has("verb", "repelled") and any(w in ("по", "на") for w in words[-2:])


def into_it(doc: Document, sentence: Sentence, verbs: list[Mark]) -> bool:
    """ "Атаковали завод. Один аппарат врезался в корпус": the part hit, of what was named before."""
    ends = [v.j for v in verbs if v.name == "hit" and sentence.i <= v.i < sentence.j]
    after = [t.word for j in ends for t in doc.tokens[j : j + 4]]
    return doc.language == "ru" and any(w.startswith(_PARTS) for w in after)


def _follows(doc: Document, verb: Mark, obj: Mark) -> bool:
    a, b = (verb.j, obj.i) if verb.i < obj.i else (obj.j, verb.i)
    return b - a <= 7 and not any(w in (";", ".", ":") for w in doc.forms[a:b])


def is_aimed(sentence: Sentence) -> bool:
    """Whether a sentence tells of an attack and not of the harm that it did."""
    return sentence.has("verb", "attack", "hit", "fell") and not sentence.has("verb", *_HARM)
