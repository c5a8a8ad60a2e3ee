"""People in Ukrainian named twice in one breath: "загинув водій, 45-річний житель Сум", "рятувальник, батько двох
дітей". The second noun says who the first one is, and children so named are not hurt."""

from bot.extraction.document import Document
from bot.extraction.frames.others import Person
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence
from bot.extraction.tokens import NUMBER, ORDINAL, WORD

_ONE = ("ав", "ала", "ув", "ула", "ер", "ерла", "ив", "ила", "ений", "ена", "аний", "ана", "итий", "ита")
"""Endings of a verb of which one person is the subject."""
_WHO = (
    "житель", "жительк", "мешкан", "громадян", "уродженець", "уродженк", "працівн", "співробітн", "директор", "власни",
    "депутат", "голов", "начальн", "пенсіонер", "військовослужбов", "волонтер",
)  # fmt: skip
_ANYBODY = ("чоловік", "жінк", "дитин", "дівчин", "хлопч", "хлопець", "хлопця", "підліт")
_ALSO = frozenset(["і", "й", "та", "а", "також", "ще", "його", "її", "їх", "їхній", "їхня", "їхню", "інший", "інша",
                   "один", "одна", "одну", "другий", "друга", "другу", "але", "із", "з", "зі", "разом"])  # fmt: skip
_PARENTS = frozenset(["мати", "матір", "матері", "мама", "маму", "батько", "батька", "тато", "тата"])
_CHILDREN = ("діт", "доньо", "донечок", "дочок", "син", "малюк", "неповнолітн")
_SIGNS = frozenset([",", ";", ".", ":", "—", "(", ")"])
_FAR = 6
_HARM = ("killed", "hurt", "thing")


def counts_no_victims(doc: Document, num: Mark) -> bool:
    """Whether a number tells whose children somebody has, or of how many families those told of are."""
    return are_children(doc, num) or _of_a_family(doc, num)


def _of_a_family(doc: Document, num: Mark) -> bool:
    """ "Троє дітей з однієї родини", "з двох сімей"."""
    after = doc.forms[num.j] if num.j < len(doc.forms) else ""
    return num.i > 0 and after.startswith(("родин", "сім'")) and doc.forms[num.i - 1] in ("з", "із", "зі")


def says_who(doc: Document, sentence: Sentence, end: int, person: Mark) -> bool:
    """Whether a person named after a comma is the one that was named up to token `end`."""
    words = doc.forms
    between = words[end : person.i]
    if _in_commas(doc, sentence, end, person):
        return True
    if "," not in between[:3] or len(between) > _FAR or not _ALSO.isdisjoint(between):
        return False
    comma = end + between.index(",")
    ages = [any(t.suffix.startswith("річ") for t in doc.tokens[max(sentence.i, k - 3) : k]) for k in (end, person.i)]
    if all(ages) or all(words[k].startswith(_ANYBODY) for k in (end - 1, person.i)):
        return False  # "поранено 30-річного чоловіка, 28-річну жінку"
    if any(t.kind not in (WORD, ORDINAL) for t in doc.tokens[comma + 1 : person.i]):
        return False
    k = next((k for k in range(person.j, sentence.j) if words[k] in _SIGNS), sentence.j)
    after = [m for m in sentence.marks if person.j <= m.i < k]
    if any(m.cat in ("verb", "suffer", "neg", "aside", "finite") or m.name == "condition" for m in after):
        return False  # "загинув чоловік, жінка поранена"
    if any(m.cat == "person" and m.i > person.i and not _kin(doc, m.i) for m in after):
        return False  # "поранено водія, пасажира та пішохода"
    if k < sentence.j and words[k] == "—":
        return False
    if words[person.i] in _PARENTS and not _kin(doc, min(person.j + 1, sentence.j - 1)):
        return False  # "постраждали батько, мати й син"
    told = [m for m in sentence.marks if m.cat in ("verb", "suffer") and m.i < end and m.name in _HARM]
    if not told:
        return False
    first = words[told[-1].i]
    return words[person.i].startswith(_WHO) or first.endswith(_ONE)


def _in_commas(doc: Document, sentence: Sentence, end: int, person: Mark) -> bool:
    """ "Ще одна жінка, його колега, поранена", "господиню, жінку 66 років, забрали медики"."""
    words, k = doc.forms, person.j
    if end >= person.i or words[end] != ",":
        return False
    of_him = words[end + 1 : person.i] in (["його"], ["її"], ["їхня"], ["їхній"])
    general = person.i == end + 1 and words[person.i].startswith(_ANYBODY) and not words[end - 1].startswith(_ANYBODY)
    while k < sentence.j and (doc.tokens[k].kind is NUMBER or words[k] in ("років", "роки", "року")):
        k += 1
    aged = k > person.j
    if k >= sentence.j or words[k] != ",":
        return False
    after = words[k + 1 : k + 3]
    return (of_him and any(w.endswith(_ONE) for w in after[:1])) or (
        general and aged and after[:1] not in (["і"], ["й"])
    )


def _kin(doc: Document, i: int) -> bool:
    """ "Батько двох дітей"."""
    return doc.forms[i].startswith(_CHILDREN)


def are_children(doc: Document, num: Mark) -> bool:
    """ "Мати трьох дітей": a number of children that only tells who somebody is."""
    after = doc.forms[num.j : num.j + 2]
    return num.i > 0 and doc.forms[num.i - 1] in _PARENTS and any(w.startswith(_CHILDREN) for w in after)


def without_bracketed(doc: Document, sentence: Sentence, people: list[Person]) -> list[Person]:
    """ "5 постраждалих (жінки 27, 35 і 60 років, діти 5 та 9 років)": who they are, in brackets after their number."""
    inside: set[int] = set()
    for amount, i, j in people:
        opens = next((k for k in (j, j + 1) if k < sentence.j and doc.forms[k] == "("), 0)
        if i in inside or not opens or (amount.n or 0) < 2:
            continue
        close = next((k for k in range(opens, sentence.j) if doc.forms[k] == ")"), opens)
        theirs = [p for p in people if opens < p[1] < close]
        if sum(p[0].n or 0 for p in theirs) <= (amount.n or 0):
            inside.update(p[1] for p in theirs)
    return [p for p in people if p[1] not in inside]
