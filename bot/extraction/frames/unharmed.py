"""Denials of harm to things: "разрушений нет", "без повреждений", "пожаров на местах падения обломков нет"."""

from bot.extraction.document import Document
from bot.extraction.frames.denials import denied_too
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence
from bot.extraction.tokens import NUMBER

_AND = frozenset(["и", "і", "й", "та", "або", "или", "чи", "and", "or"])
_ALSO = ("и", "или", "ни", "and", "or", "та", "і")
_JOINS = frozenset(["та", "і", "й", "також", "а", "ще", "плюс", "разом", "з", "із"])
_COUNTS = ("пожежн", "спеціальн", "одиниц", "дві", "два", "двома", "три", "трьома", "чотир", "п'ят", "шіст", "шест",
           "сім", "сьом", "вісім", "вісьм", "восьм", "дев'ят", "десят", "понад", "близько")  # fmt: skip
_FIREMEN = frozenset(
    ["человек", "человека", "спасателей", "спасателя", "пожарных", "огнеборцев", "специалистов", "сотрудников"]
)
_CREWS = ("рятувальник", "надзвичайник", "вогнеборц", "вогнеборец", "пожежник", "дснсник")
_HARMED = ("пошкодж", "поранен", "травмован", "загин", "знищ")
_OF_IT = frozenset(
    ["разрушений", "повреждений", "возгораний", "загораний", "пожаров", "пожара", "возгорания", "ущерба", "взрывов",
     "попаданий", "обрушений", "задымлений", "очагов"]
)  # fmt: skip
_NO = frozenset(["не", "нет"])
_NOT = frozenset(["нет", "не", "избежать", "отсутствует"])
_WORD_OF = ("информац", "данных", "сведений", "сообщений", "сигналов", "обращений", "докладов", "жалоб")
_CAME = ("поступ", "имеет", "получ", "было", "зафикс", "зарегистр", "поступа")
_STOPS = frozenset([".", ";", ":", "—", "!"])
_THANKS = (
    [",", "на", "щастя", ","], [",", "дякувати", "богу", ","], [",", "слава", "богу", ","], [",", "к", "счастью", ","],
    [",", "fortunately", ","], [",", "thankfully", ","],
)  # fmt: skip
_AT_WORK = frozenset(
    ["fighting", "battling", "involved", "working", "deployed", "engaged", "tackling", "extinguishing", "sent", "used"]
)


def is_denied(doc: Document, sentence: Sentence, verb: Mark) -> bool:
    """ "Разрушений нет", "без повреждений", "о разрушениях не сообщали", "разрушений, по первым данным, нет"."""
    if doc.language == "ru" and _of_which_none(doc, sentence, verb):
        return True
    if doc.language == "ru" and (denied_too(doc, sentence, verb) or _no_word_of_it(doc, sentence, verb)):
        return True
    if "neg" not in sentence.cats:
        return False
    said = sentence.all("flag", "preliminary")
    for mark in sentence.all("neg"):
        if mark.i == verb.i and mark.j < verb.j:  # "без стёкол остались девять машин"
            continue
        if mark.i <= verb.i < mark.j:
            return True
        if mark.i == verb.j and doc.tokens[mark.i].word == "нет":
            return True  # "пожара нет, пострадавших нет"
        if mark.name.startswith("none") and 0 <= verb.i - mark.j <= 1 and doc.tokens[mark.j].word in _AND:
            return True  # "без постраждалих і руйнувань"
        if mark.name.startswith("none") and 0 <= mark.i - verb.j <= 1 and doc.tokens[verb.j].word in _AND:
            return True  # "пошкоджень та постраждалих немає"
        if mark.name not in ("no", "unknown"):
            continue
        a, b = sorted([(mark.i, mark.j), (verb.i, verb.j)])
        between = [
            k for k in range(a[1], b[0]) if not any(f.i <= k < f.j for f in said) and doc.tokens[k].word not in _ALSO
        ]
        between = _without_thanks(doc, between)  # fmt: skip
        words = [doc.tokens[k].word for k in between]
        limit = 6 if verb.i and doc.tokens[verb.i - 1].word in ("о", "об", "про", "about", "of") else 3
        commas = sum(1 for w in words if w in (",", "—"))
        near = len(words) - commas <= limit and not any(w in (";", ".", ":") for w in words)
        listed = doc.tokens[a[1]].word == "," and _listed(sentence, a[1], b[0])
        if near and (not commas or (said and commas <= 2) or listed):
            return True
    return False


def _without_thanks(doc: Document, between: list[int]) -> list[int]:
    """ "Постраждалих, руйнувань, на щастя, немає": without the aside between its commas."""
    words = [doc.tokens[k].word for k in between]
    for thanks in _THANKS:
        n = len(thanks)
        at = next((k for k in range(len(words) - n + 1) if words[k : k + n] == thanks), -1)
        if at >= 0:
            return between[:at] + between[at + n :]
    return between


def _no_word_of_it(doc: Document, sentence: Sentence, verb: Mark) -> bool:
    """ "Информации о пострадавших и повреждениях объектов инфраструктуры не поступало"."""
    if _NO.isdisjoint(doc.forms[verb.i + 1 : min(verb.i + 12, sentence.j)]):
        return False
    words = doc.forms[sentence.i : sentence.j]
    at = verb.i - sentence.i
    told = [k for k in range(at) if words[k].startswith(_WORD_OF) and not _STOPS.intersection(words[k:at])]
    if not told or not {"о", "об"}.intersection(words[told[-1] : at]):
        return False
    for k in range(at + 1, min(at + 12, len(words))):
        if words[k] in _STOPS:
            return False
        if words[k] in _NO:
            return words[k] == "нет" or words[k + 1 : k + 2] == [] or words[k + 1].startswith(_CAME)
    return False


def _listed(sentence: Sentence, a: int, b: int) -> bool:
    """Only other denied things stand between: "раненых, разрушений нет"."""
    return any(m.cat in ("verb", "suffer") and a <= m.i < b for m in sentence.marks)


def _of_which_none(doc: Document, sentence: Sentence, noun: Mark) -> bool:
    """ "Разрушений и пострадавших на местах падения обломков нет": a genitive that waits for its "нет"."""
    tokens = doc.tokens
    if tokens[noun.i].word not in _OF_IT:
        return False
    for k in range(noun.j, min(noun.j + 18, sentence.j)):
        word = tokens[k].word
        if word in _NOT:
            return not any(m.cat == "verb" and m.i == k + 1 for m in sentence.marks)
        if word in _STOPS or (word == "," and not _goes_on(sentence, k + 1)):
            return False
    return False


def _goes_on(sentence: Sentence, k: int) -> bool:
    """What follows a comma is another thing denied, or an aside: "разрушений, к счастью, нет"."""
    return any(m.cat in ("verb", "suffer", "flag", "neg") and m.i <= k < m.j for m in sentence.marks) or not any(
        m.cat in ("verb", "place", "object") and k <= m.i <= k + 4 for m in sentence.marks
    )


def fights_the_fire(doc: Document, mark: Mark) -> bool:
    """ "87 people and 26 vehicles are fighting the blaze", "26 pieces of equipment are involved"."""
    if mark.name != "vehicle":
        return False
    if doc.language == "uk":
        return _with_its_crew(doc, mark)
    if doc.language == "ru":  # "пламя ликвидировали 52 человека и 18 машин"
        before = doc.forms[max(0, mark.i - 4) : mark.i]
        return before[:1] != [] and before[-2:-1] == ["и"] and before[0].isdecimal() and before[1] in _FIREMEN
    words = doc.forms[mark.j : mark.j + 4]
    return words[:1] in (["are"], ["were"], ["have"], ["is"]) and not _AT_WORK.isdisjoint(words)


def _with_its_crew(doc: Document, mark: Mark) -> bool:
    """ "Пожежу гасили 37 рятувальників і дев'ять пожежних автомобілів": only numbers and joins stand between."""
    k = mark.i - 1
    while k > 0 and (doc.tokens[k].kind is NUMBER or doc.forms[k] in _JOINS or doc.forms[k].startswith(_COUNTS)):
        k -= 1
    harmed = any(w.startswith(_HARMED) for w in doc.forms[max(0, k - 3) : k])
    return k < mark.i - 1 and doc.forms[k].startswith(_CREWS) and not harmed
