"""The injured who died: "скончался один из раненых", "мужчина, раненный накануне, умер в больнице" (DESIGN, rule 8)."""

from bot.extraction.document import Document
from bot.extraction.frames.faces import Harmed
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence

_HURT = ("ранен", "тяжелоранен", "пострадавш", "получивш", "травмирован", "контужен", "госпитализирован")
_SHORT = frozenset(
    f"{stem}{end}" for stem in ("ранен", "контужен", "травмирован", "госпитализирован") for end in ("", "а", "о", "ы")
)
_WHICH = ("котор", "чье", "чья")
_BED = ("больниц", "госпитал", "реанимац", "операцион", "стационар", "клиник", "црб", "медцентр", "палат", "врач")
_BEFORE = ("дорог", "пути", "доезд", "приезд", "прибыт", "довез", "месте")
_SHARE = frozenset(["%", "процентов", "процента", "поверхности", "площади", "частей", "части", "частях"])
_THEM = frozenset(["он", "она", "его", "ее", "ему", "ей"])
_SOME = {"двое": 2, "трое": 3, "четверо": 4, "пятеро": 5, "шестеро": 6}
_ONE = frozenset(["один", "одна", "одного", "одну", "одной"])


def one_of_them(doc: Document, sentence: Sentence) -> list[tuple[Amount, int, int]]:
    """ "Одна из раненых": one, though "одна из" counts nothing elsewhere."""
    tokens, found = doc.tokens, []
    died = sentence.has("deceased")
    people = {m.i for m in sentence.all("person", "one")}
    plurals = {m.i for m in sentence.all("person_form", "plural")}
    for mark in sentence.all("person", "group"):  # "по машине бойцов, двое из них с осколочными"
        uncounted = [m for m in sentence.all("person", "one") if m.j <= mark.i and m.i in plurals]
        number = _SOME.get(tokens[mark.i].word) if mark.j - mark.i == 3 and uncounted else None
        led = bool(_SOME.get(tokens[mark.i].word)) and any(m.i < mark.i for m in sentence.all("moved"))
        led = led and any(m.i in (mark.j, mark.j + 1) for m in sentence.all("verb", "hurt"))
        number = _SOME[tokens[mark.i].word] if led else number  # "спасены восемь человек, двое из них пострадали"
        if number and (led or not sentence.has("num")) and not any(t.word == "не" for t in tokens[mark.j : mark.j + 2]):
            found.append((Amount(number), mark.i, mark.i + 1))
        some = _SOME.get(tokens[mark.i].word) if died and mark.j - mark.i == 3 else None
        if some and any(m.i in (mark.j, mark.j + 1) for m in sentence.all("deceased")):
            found.append((Amount(some), mark.i, mark.j))  # "пострадали шестеро, двое из них скончались"
    for k in range(sentence.i, sentence.j - 2):
        if tokens[k].word in _ONE and tokens[k + 1].word == "из":
            at = k + 3 if tokens[k + 2].word == "числа" else k + 2
            hurt = at < sentence.j and tokens[at].word.startswith(_HURT)
            fell = any(m.i == at + 1 for m in sentence.all("verb", "killed"))  # "один из них погиб, второй ранен"
            of_them = at < sentence.j and (died or fell) and tokens[at].word in ("них", "которых")
            if hurt or of_them or _one_of_the_led(doc, sentence, k, at):
                found.append((Amount(1), k, at + 1))
            elif not people.isdisjoint((at, at + 1)) and k - sentence.i < 12 and not sentence.has("subset"):
                found.append((Amount(1), k, at + 2 - (at in people)))  # "пострадал один из пожарных"
    return found


def _one_of_the_led(doc: Document, sentence: Sentence, k: int, at: int) -> bool:
    """ "Двух женщин спасли, у одной из них ожоги": one of those to whom nothing else happened."""
    if doc.tokens[k - 1].word != "у" or at >= sentence.j or doc.tokens[at].word not in ("них", "которых"):
        return False
    led = any(m.i < k for m in sentence.all("moved"))
    return led and any(at < m.i <= at + 4 for m in sentence.all("verb", "hurt"))


def deadly(doc: Document, verbs: list[Mark]) -> list[Mark]:
    """ "Получила ранения, несовместимые с жизнью": the two words are one death."""
    made = [v for v in verbs if doc.tokens[v.i].word != "тела" or doc.tokens[v.i - 1].word not in _SHARE]
    for verb in verbs:
        if verb.name == "killed" and doc.tokens[verb.j - 1].word == "жизнью":
            wounds = [v for v in made if v.name == "hurt" and 0 <= verb.i - v.j <= 2]
            if wounds:
                made = [v for v in made if v not in (verb, *wounds)]
                made.append(Mark("verb", "killed", wounds[0].i, verb.j))
    return made


def still_hurt(doc: Document, sentence: Sentence, verbs: list[Mark]) -> list[Mark]:
    """The verbs without those that only tell which person it was who died: "раненный в пятницу мужчина скончался"."""
    died = sentence.all("deceased")
    if not died:
        return verbs
    kept = [v for v in verbs if v.name == "killed" or not _tells_which(doc, sentence, v, died)]
    return kept or verbs


def _tells_which(doc: Document, sentence: Sentence, verb: Mark, died: list[Mark]) -> bool:
    word = doc.tokens[verb.i].word
    a, b = _clause(doc, sentence, verb.i, verb.j)
    opens = doc.tokens[b + 1].word if b + 1 < sentence.j else ""
    if doc.tokens[verb.i - 1].word in ("с", "со") and opens.startswith(_WHICH) and died[0].i > b:
        return True  # "мужчина с ранениями, которого ранил дрон, скончался"
    if any(t.word.startswith((*_WHICH, "получивш")) for t in doc.tokens[a : verb.i]):
        return True
    if not word.startswith(_HURT) or word in _SHORT:
        return False
    return any(a <= d.i < b for d in died) or word.endswith(("ый", "ий", "ая"))


def has_moved(doc: Document, sentence: Sentence, i: int, j: int) -> bool:
    """Whether the dead at [i, j) had been told of as injured: said so, or dead in a hospital."""
    tokens = doc.tokens
    for died in sentence.all("deceased"):
        a, b = _clause(doc, sentence, died.i, died.j)
        words = [t.word for t in tokens[a:b]]
        if (b <= i or j <= a) and not _tells_of(doc, sentence, died.i):
            continue
        if any(w.startswith(_BEFORE) for w in words):
            continue
        hurt = [w for w in words if w.startswith(_HURT) and w not in _SHORT]
        if hurt or _tells_of(doc, sentence, died.i) or any(w.startswith(_BED) for w in words):
            return True
    return False


def _tells_of(doc: Document, sentence: Sentence, at: int) -> bool:
    """ "Мужчина, раненный накануне, …"."""
    return any(
        t.word.startswith(_HURT) and t.word not in _SHORT and t.word.endswith(("ый", "ий", "ая"))
        for t in doc.tokens[sentence.i : at]
    )


def dies_after_all(doc: Document, sentence: Sentence, made: list[Harmed]) -> list[Harmed]:
    """ "Подорвался водитель — он тоже не выжил": those told of last as hurt, where a pronoun alone stands for them."""
    for died in _unnamed_deaths(doc, sentence):
        before = [h for h in made if h.till and h.till <= died and not h.denied]
        if before and before[-1].what == "injured" and before[-1].amount.n == 1:
            made[made.index(before[-1])] = before[-1]._replace(what="killed", state=False)
    return made


def _unnamed_deaths(doc: Document, sentence: Sentence) -> list[int]:
    """Where a death begins that names nobody."""
    found = []
    for died in sentence.all("deceased"):
        a, b = _clause(doc, sentence, died.i, died.j)
        named = [m for m in sentence.marks if m.cat in ("person", "num") and m.name != "condition" and a <= m.i < b]
        named = [m for m in named if not doc.forms[m.i - 1].startswith(_BEFORE)]  # "до приезда медиков"
        if not named and any(w in _THEM for w in doc.forms[a:b]):
            found.append(a)
    return found


def died_since(doc: Document, sentence: Sentence, before: list[Harmed]) -> list[Harmed]:
    """ "Ранена женщина. К сожалению, она скончалась": the one person of the sentence before."""
    hurt = [h for h in before if h.what == "injured" and not h.denied]
    if len(before) != 1 or len(hurt) != 1 or hurt[0].amount.n != 1 or not _unnamed_deaths(doc, sentence):
        return []
    died = sentence.all("deceased")[0]
    return [Harmed("killed", Amount(1), sentence, died.i, died.j, who=hurt[0].who, towns=hurt[0].towns)]


def _clause(doc: Document, sentence: Sentence, i: int, j: int) -> tuple[int, int]:
    return doc.clause(sentence, i, j, (",", ";", ":", "(", "—"), (",", ";", ")", "—"))
