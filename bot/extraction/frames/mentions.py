"""Russian mentions of people that count nobody more: numbers and nouns for people already counted, for people to
whom nothing happened, or for whose something is."""

from bot.extraction.document import Document
from bot.extraction.frames.beds import others_stay
from bot.extraction.frames.denials import hurts_people
from bot.extraction.frames.faces import are_apart, sort_of_word
from bot.extraction.frames.others import NTH, Person, clause
from bot.extraction.frames.unnamed import MANY, ONE
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence
from bot.extraction.tokens import ORDINAL

PARENTS = frozenset([
    "отец", "отца", "отцу", "папа", "папу", "папе", "мать", "матери", "мама", "маму", "маме", "дед", "деда",
    "дедушка", "дедушку", "бабушка", "бабушку", "бабушке", "кормилец", "родители", "родителей"
])  # fmt: skip
"""Whose children a number that follows counts."""
_SO_MANY = frozenset(["двоих", "двух", "троих", "трех", "четверых", "четырех", "пятерых", "пяти", "шестерых", "семерых",
                      "восьмерых", "2", "3", "4", "5"])  # fmt: skip
_STAY = ("остают", "остаетс", "продолжа", "находятся на лечении", "долечива", "выписа")
_SAID = ("flag", "relayed")
_SINGLE = frozenset(["один", "одна"])
_ANYBODY = frozenset(["человек", "житель", "жительница", "мужчина", "женщина", "сотрудник"])
_ALL = frozenset(["все", "всех", "всем", "всеми", "оба", "обе", "обоих", "обоим", "обеих", "обеим"])
_NEED = frozenset(["требуется", "потребовалась", "нужна", "необходима", "предстоит", "понадобилась"])
_HEAVY = ("тяжел", "старш", "младш", "тяжелее")
_GOT_OUT = frozenset(["достали", "извлекли", "вытащили", "извлечен", "извлечена", "вызволили", "спасли"])
_OF_HIM = frozenset(["его", "ее"])


def not_a_victim(doc: Document, sentence: Sentence, i: int) -> bool:
    """ "Семья фермера", "дом пенсионерки", "добавил чиновник": named only as whose something is, or as who speaks."""
    before = [m for m in sentence.marks if m.j == i]
    if doc.tokens[i - 1].word in ("от", "к") and not doc.tokens[i - 2].word.startswith(("тел", "отказ")):
        return True  # "шла от соседки"
    return any(
        (m.cat == "person" and m.name not in ("group", "condition")) or m.cat == "object" or (m.cat, m.name) == _SAID
        for m in before
    )


def sifted(doc: Document, sentence: Sentence, people: list[Person]) -> list[Person]:
    """Without those of whom it is told that they were led out or are missing, and without parts of a number before
    ("двое — в тяжёлом состоянии", "у одного …", "все пятеро")."""
    kept: list[Person] = []
    led = 0
    for amount, i, j in people:
        before = doc.tokens[i - 1].word if i else ""
        if before == "не" and any(doc.tokens[k].word == "а" for k in range(j, min(j + 14, sentence.j))):
            continue  # "не четверо, а пятеро"
        if before == "не" and i > 1 and doc.tokens[i - 2].word == "а":
            continue  # "четверо, а не трое"
        stays = j < sentence.j and doc.tokens[j].word.startswith(_STAY) and not _treated_still(doc, sentence, j)
        if ((before.startswith(_STAY) and len(people) == 1) or stays) and not others_stay(sentence):
            continue  # "семеро остаются в больнице"
        if _without_harm(doc, sentence, i, j) or _of_those_led_out(sentence, led, i, j):
            led = led or j
            continue
        a, b = clause(doc, sentence, i, j)
        if doc.tokens[a].word == "когда" and not any(hurts_people(m) and a <= m.i < b for m in sentence.marks):
            continue  # "женщину ранило, когда она вела ребёнка в сад"
        counted = j - i > 1 or doc.tokens[i].word not in ("мужчина", "женщина") or doc.forms[i - 2].startswith(_HEAVY)
        part = bool(kept) and counted and (amount.n or 0) <= max(p[0].n or 0 for p in kept)
        part = part and all(t.word != ";" for t in doc.tokens[kept[-1][2] : i])
        several = any((p[0].n or 0) > 1 for p in kept)
        if before in _ALL and len(kept) > 1 and amount.n == sum(p[0].n or 0 for p in kept):
            continue  # "ранены мужчина и двое подростков, все трое в больнице"
        if part and (
            before in _ALL
            or (before == "у" and several and not (_joined(doc, kept[-1], i) or _of_another_sex(doc, kept, i)))
        ):
            continue
        if part and several and before == "—" and doc.tokens[i - 3].word == "из" and doc.tokens[i - 4].word in _SINGLE:
            continue  # "пострадали пятеро, одна из них — беременная женщина"
        if part and several and _tells_who(doc, sentence, i, j):
            continue  # "ранены четверо, один — сотрудник ГИБДД"
        if part and several and before == "—" and doc.forms[i - 2].startswith(_HEAVY):
            continue  # "ранения у восьмерых, самый тяжёлый — мужчина 62 лет"
        if several and before == "," and doc.forms[i - 2].startswith(_HEAVY) and doc.forms[i - 3].startswith("сам"):
            continue  # "ранены четверо; самого тяжёлого, юношу 19 лет, оперируют"
        if part and several and any(w in _NEED for w in doc.forms[j : j + 2]):
            continue  # "ранены двенадцать студентов, троим требуется операция"
        theirs = not several and (  # "парень погиб, его друг в реанимации", "погиб водитель, пассажирка в больнице"
            doc.tokens[i].word in ("его", "ее") or (j == i + 1 and _named_apart(doc, kept, i))
        )
        theirs = theirs or (several and amount.n == 1 and j == i + 1 and _kin_apart(doc, kept, i))
        theirs = theirs or (several and _whose_kin(doc, i) in ("их", "его", "ее"))
        if (
            part
            and not theirs
            and before not in NTH
            and not _helped_too(doc, before, j)
            and _condition(doc, sentence, i, j)
        ):
            continue
        kept.append((amount, i, j))
    return kept


def _named_apart(doc: Document, kept: list[Person], i: int) -> bool:
    """Whether the noun at token i means none of those told of before it, each by a noun."""
    return are_apart(doc.tokens[i].word, tuple(doc.tokens[p[2] - 1].word for p in kept))


def _treated_still(doc: Document, sentence: Sentence, j: int) -> bool:
    """ "Погибли двое, пятеро продолжают лечение": where only the dead were counted besides."""
    treated = any(w.startswith(("лечени", "лечи", "госпитал", "больниц")) for w in doc.forms[j : j + 5])
    verbs = [m for m in sentence.all("verb", "killed", "hurt") if m.i < j]
    return treated and bool(verbs) and all(v.name == "killed" for v in verbs)


def _joined(doc: Document, before: Person, i: int) -> bool:
    """ "Ранения у троих взрослых и у одного ребёнка"."""
    return doc.forms[before[2] : i] == ["и", "у"] and doc.forms[before[1] - 1] == "у"


def _of_another_sex(doc: Document, kept: list[Person], i: int) -> bool:
    """ "Двум жительницам понадобилась помощь, у мужчины порез"."""
    words = {sort_of_word(doc.tokens[k].word) for k in (i, *(p[2] - 1 for p in kept))}
    return words == {"woman", "man"} and doc.tokens[i].word in ("мужчины", "женщины") and _kin_apart(doc, kept, i)


def _kin_apart(doc: Document, kept: list[Person], i: int) -> bool:
    """ "Погибли мать и двое её детей, отец в реанимации": none of several, each told by a noun of another sort."""
    sorts = [sort_of_word(doc.tokens[p[2] - 1].word) for p in kept]
    mine = sort_of_word(doc.tokens[i].word)
    return bool(mine) and all(s and s != mine for s in sorts)


def _whose_kin(doc: Document, i: int) -> str:
    """ "Погибла семейная пара, их 12-летняя дочь в реанимации": the word before a person and its age."""
    k = i - 1
    while k > 0 and (doc.tokens[k].kind is ORDINAL or "летн" in doc.tokens[k].word):
        k -= 1
    return doc.tokens[k].word


def _of_those_led_out(sentence: Sentence, led: int, i: int, j: int) -> bool:
    """ "Вывели шестерых, в том числе троих детей": part of a number that tells of nobody hurt."""
    part = any(led <= m.i < i <= m.j + 1 for m in sentence.all("subset")) if led else False
    return part and not any(hurts_people(m) and j <= m.i <= j + 2 for m in sentence.marks)


def _helped_too(doc: Document, before: str, j: int) -> bool:
    """ "В больницах 12 раненых, ещё троим помощь оказана амбулаторно": others than those in hospital."""
    return before == "еще" and doc.tokens[j : j + 1] != [] and doc.tokens[j].word.startswith("помо")


def _tells_who(doc: Document, sentence: Sentence, i: int, j: int) -> bool:
    """ "Один — сотрудник ГИБДД": the numeral, and the person after its dash."""
    k = j if doc.tokens[i].word in _SINGLE else i - 1
    if k + 1 >= sentence.j or doc.tokens[k].word != "—" or doc.tokens[k - 1].word not in _SINGLE:
        return False
    return any(m.i in (k + 1, k + 2) for m in sentence.all("person", "one"))


def outermost(people: list[Person]) -> list[Person]:
    """In order, without those inside another one: "одна из женщин" is one, and no women beside her."""
    people = sorted(people, key=lambda p: (p[1], -p[2]))
    return [p for k, p in enumerate(people) if not any(o[1] <= p[1] and p[2] <= o[2] for o in people[:k])]


def _without_harm(doc: Document, sentence: Sentence, i: int, j: int) -> bool:
    moved = sentence.all("moved")
    a, b = clause(doc, sentence, i, j)
    if any(w.startswith("психолог") for w in doc.forms[a:b]) and not sentence.has("verb", "killed"):
        return True  # "троим помогли психологи"
    if not moved:
        return False
    if b < sentence.j and doc.tokens[b].word == "," and any(m.i == b + 1 for m in sentence.all("subset")):
        _, end = clause(doc, sentence, b + 1, b + 1)  # "четверых, включая девочку, вывели соседи"
        if end < sentence.j and doc.tokens[end].word == ",":
            _, b = clause(doc, sentence, end + 1, end + 1)
    if b < sentence.j and doc.tokens[b].word == "—" and any(m.j == b or m.i == b + 1 for m in moved):
        return True
    if a > sentence.i and doc.tokens[a - 1].word == "—":
        a, _ = clause(doc, sentence, a - 1, a - 1)
    inside = [m for m in sentence.marks if a <= m.i < b]
    near = [m for m in moved if a <= m.i < b]
    if near and doc.tokens[near[-1].i].word.startswith("жив"):
        after = doc.forms[b : b + 2]
        hurt = any(hurts_people(m) and b < m.i <= b + 5 for m in sentence.marks)
        if (
            after == [",", "но"]
            or (after[:1] == [","] and after[1] in ("с", "со") and hurt)
            or (after[:1] == [","] and (after[1] in ONE | MANY or (after[1] in ("он", "она") and hurt)))
        ):
            return False  # "её муж жив, но тяжело ранен", "хозяйка жива, госпитализирована"
    if near and doc.forms[near[0].i] == "под" and _GOT_OUT & set(doc.forms[b : sentence.j]):
        return False  # "хозяйка под завалом, спасатели её достали, у неё ушибы"
    return bool(near) and not any(hurts_people(m) and not any(n.i <= m.i < n.j for n in near) for m in inside)


def _condition(doc: Document, sentence: Sentence, i: int, j: int) -> bool:
    for mark in sentence.all("person", "condition"):
        if any(hurts_people(m) and m.i == mark.j for m in sentence.marks):
            continue  # "водитель тяжело ранен"
        a, b = (j, mark.i) if mark.i >= j else (mark.j, i)
        if not 0 <= b - a <= 4 or any(hurts_people(m) and a <= m.i < b for m in sentence.marks):
            continue
        if not any(w in (",", ";", ".") for w in doc.forms[a:b]):
            return True
    return False


def _of_so_many(doc: Document, parent: Mark) -> bool:
    """ "Житель села 1961 года рождения, отец четверых детей"."""
    return doc.forms[parent.i] in PARENTS and any(w in _SO_MANY for w in doc.forms[parent.j : parent.j + 1])


def is_apposition(doc: Document, sentence: Sentence, before: Person, mark: Mark) -> bool:
    """ "Ещё один человек — водитель фуры — порезался", "дочь, школьница тринадцати лет, ранена", "один, мальчик 8 лет":
    who the one person is, between two dashes or commas."""
    if before[0].n == 1 and doc.forms[before[2]] != "," and _between_commas(doc, sentence, before[2], mark):
        return True  # "жилец верхнего этажа, пенсионер, получил порезы"
    if before[0].n == 1 and doc.forms[mark.i - 1] == "," and _of_so_many(doc, mark):
        return {sort_of_word(doc.tokens[k].word) for k in (before[2] - 1, mark.i)} != {"woman", "man"}
    told = any((hurts_people(m) or m.cat in ("verb", "moved")) and m.i == before[2] for m in sentence.marks)
    if not told and doc.tokens[before[2] + 1].word == "," and mark.i == before[2] + 2 and not doc.tokens[before[2]].cap:
        before = (before[0], before[1], before[2] + 1)  # "хозяина дома, мужчину 45 лет, задело"
    if doc.tokens[before[2]].word == "," and before[2] < mark.i <= before[2] + 3:
        if doc.tokens[before[2] - 1].word in ("один", "одна", "одного", "одну", "одному", "одной"):
            return True
        after = doc.forms[mark.j : min(mark.j + 8, sentence.j)]
        several = _told_of_several(doc, sentence, before, mark)
        between = doc.tokens[before[2] + 1 : mark.i]  # "48-летний житель", "его брат"
        next_to = all(t.kind is ORDINAL or t.word in _OF_HIM or "летн" in t.word for t in between)
        if next_to and any(t.word in _OF_HIM for t in between) and _has_a_state(doc, sentence, mark):
            return False  # "погиб мужчина, его мать в больнице"
        if doc.tokens[before[2] - 1].word in _ANYBODY and "," not in after and "и" not in after and not several:
            return next_to  # "ранен один человек, охранник завода"
        return "," in after and "и" not in after[: after.index(",")] and next_to and not several
    if any(t.word == "это" for t in doc.tokens[before[2] : mark.i]):
        return True  # "один человек погиб, это 54-летний тракторист"
    if mark.i - before[2] != 1 or doc.tokens[before[2]].word != "—":
        return False
    return any(w in ("—", ",") for w in doc.forms[mark.j : mark.j + 5])


def _between_commas(doc: Document, sentence: Sentence, k: int, mark: Mark) -> bool:
    """Whether one or two nouns' words, a comma, the person and a comma stand before a singular verb."""
    words = doc.forms[k : mark.i]
    if "," not in words[1:3] or words.index(",") < len(words) - 2 or doc.forms[mark.j : mark.j + 1] != [","]:
        return False
    verbs = {m.i for m in sentence.marks if m.cat == "verb" or hurts_people(m)}
    return (
        not any(n in verbs for n in range(k, mark.i))
        and doc.forms[mark.j + 1 : mark.j + 2][:1] != []
        and (doc.forms[mark.j + 1] in ONE)
    )


def _has_a_state(doc: Document, sentence: Sentence, person: Mark) -> bool:
    """Whether the person's own clause tells where or how that one is."""
    a, b = clause(doc, sentence, person.i, person.j)
    if b < sentence.j and doc.tokens[b].word == "—":
        _, b = clause(doc, sentence, b + 1, b + 1)
    states = (m for m in sentence.marks if (m.cat, m.name) in (("person", "condition"), ("aside", "care")))
    return any(a <= m.i < b for m in states)


def _told_of_several(doc: Document, sentence: Sentence, before: Person, mark: Mark) -> bool:
    """Whether the verb nearest to two nouns in a row is a plural: "водитель, житель села, погиб, двое ранены"."""
    words = doc.forms[mark.j : sentence.j]
    after = next((w for w in words if w in ONE | MANY), "")
    first = next((t.word for t in reversed(doc.tokens[sentence.i : before[1]]) if t.word in ONE | MANY), "")
    return first in MANY or (after in MANY and not first)
