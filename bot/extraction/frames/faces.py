"""The people of a post as they are mentioned, and whether two words may mean the same person."""

from typing import NamedTuple

from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence

_SORTS = {
    "woman": ("женщ", "жительниц", "пенсионерк", "девуш", "медсестр", "сотрудниц", "работниц", "пассажирк", "хозяйк",
              "бабуш", "дачниц", "мать", "мама", "маму", "маме", "жена", "жену", "жене", "дочь", "дочк", "дочер",
              "сестр", "внучк", "супруга", "супругу", "соседк", "сельчанк", "селянк", "горожанк", "продавщиц",
              "учительниц", "гражданк", "кассирш", "уборщиц", "поварих", "почтальонк", "школьниц", "студентк",
              "местная", "жінк", "мешканк", "пенсіонерк", "woman", "матер", "жительк", "працівниц",
              "вчительк", "фельдшерк", "доньк", "дружин", "бабус", "матір", "власниц", "лікарк", "провідниц", "сусідк",
              "пасажирк", "співробітниц", "студентк", "мати", "медичк", "водійк", "mother", "wife", "daughter",
              "sister", "grandmother", "saleswoman", "waitress"),
    "child": ("ребен", "мальч", "девоч", "подрост", "школьн", "дитин", "хлоп", "дівч", "підліт", "child", "boy", "girl",
              "teen", "несовершен", "младен", "дети", "детей"),
    "man": ("мужчин", "водит", "парен", "юнош", "рабоч", "боец", "бойц", "пенсионер", "тракторист", "механизатор",
            "дедуш", "хозяин", "хозяев", "сосед", "муж", "отец", "отца", "отцу", "сын", "брат", "дед", "внук", "супруг",
            "пастух", "сторож", "старик", "парн", "рыбак", "фермер", "чолов", "водій", "охорон", "сторож",
            "фермер", "юнак", "батьк", "father", "husband", "son", "brother", "fisherman", "man", "driver"),
}  # fmt: skip
"""Stems that tell two persons apart where a text names them in several sentences; the first that fits."""
KIN = ("сосед", "муж", "жена", "жену", "отец", "отца", "мать", "мама", "маму", "сын", "дочь", "дочер", "дочк", "брат",
        "сестр", "внук", "внуч", "супруг", "коллег", "напарни")  # fmt: skip
"""Who somebody is to another one: never the driver or the guard just told of."""
_OF_EITHER = ("водит", "рабоч", "боец", "бойц", "пенсионер", "тракторист", "механизатор", "сторож", "фермер", "сосед",
              "хозяин", "хозяев")  # fmt: skip
_YOUNG = ("сын", "дочь", "дочер", "дочк", "внук", "внуч", "брат", "сестр", "племянн", "парен", "юнош", "девуш")
"""Who may be a child as well."""
_GENERAL = ("мужчин", "женщ", "челов", "жител", "гражд", "мирн", "девуш", "юнош", "парен", "молод", "горож", "местн",
            "ребен", "дет", "подрост", "мальч", "девоч", "несоверш", "постра", "ранен", "хозя", "владел", "бабуш",
            "дедуш", "пенсион", "старик", "малыш", "чолов", "жінк", "особ", "люд", "дитин", "хлоп", "дівч", "підліт",
            "потерп", "мешкан", "загибл", "поранен", "травмован", "один", "одна", "одну", "одного", "person",
            "man", "woman", "child", "boy", "girl", "resident", "civilian", "teen",
            "victim", "one", "another", "somebody", "someone")  # fmt: skip
"""Words that fit a person whatever other word tells of him."""


class Harmed(NamedTuple):
    """One mention: `what` is killed or injured. `whole` marks a number that may hold the later ones."""

    what: str
    amount: Amount
    sentence: Sentence
    i: int
    j: int
    act: str = "states"
    denied: bool = False
    towns: frozenset[str] = frozenset()  # named last before it
    who: str = ""  # the word for a single person
    corrects: bool = False  # "correction: 19 injured": the numbers said before it no longer stand
    total: bool = False  # "загалом п'ятеро": all of them, those named before included
    corrected: bool = False  # "не четверо, а пятеро": says by itself what it corrects
    others: bool = False  # "in B – two men": others than those of the sentence before
    moved: bool = False  # counted among the injured before, dead now
    till: int = 0  # where the words for the people themselves end; the verb may stand after them
    at: int = 0  # where they begin
    nth: int = 0  # "второму стало плохо": the second of those told of, or one more than they
    corps: str = ""  # "service" or "civil", where the words tell
    told: tuple[str, ...] = ()  # the words for those whom the same sentence names one by one, where they are all
    sort: str = ""  # of several of one sort: "two men", "троє дітей"
    apart: bool = False  # of another blow, or under a town of its own: "A: two dead. B: one dead"
    part: bool = False  # a number alone, and where they lie: "двоє у важкому стані"
    age: int = 0  # "жінка 71 року"; 0 where it is not told
    share: bool = False  # some of those whom nobody counted: "среди пострадавших — двое детей"
    state: bool = False  # known by a state or a bed alone: "пятеро — в больнице"


SEVERAL = {
    "men": "man", "чоловіки": "man", "чоловіків": "man", "чоловіка": "man", "чоловікам": "man",
    "women": "woman", "жінки": "woman", "жінок": "woman", "жінкам": "woman",
    "children": "child", "boys": "child", "girls": "child", "teenagers": "child", "дітей": "child", "дітям": "child",
    "мужчины": "man", "мужчин": "man", "мужчинам": "man",
    "женщины": "woman", "женщин": "woman", "женщинам": "woman",
    "підлітки": "child", "підлітків": "child", "хлопців": "child", "дівчат": "child",
}  # fmt: skip
"""Plurals that tell what sort several people are of."""


def may_be_same(one: Harmed, other: Harmed) -> bool:
    """Whether two words for one person may mean the same: a man and a driver, not a locksmith and an agronomist."""
    if one.age and other.age and one.age != other.age:
        return False
    sorts = sort_of(one), sort_of(other)
    if "child" in sorts and any(w.startswith(_YOUNG) for w in (one.who, other.who)):
        return True
    if one.who.startswith(KIN) != other.who.startswith(KIN) and not (_general(one) or _general(other)):
        return False  # "студентка, её соседка и вахтёр"
    if (
        one.who
        and other.who
        and not (_general(one) or _general(other))
        and all(w.isalpha() for w in (one.who, other.who))
    ):
        return one.who[:5] == other.who[:5]
    return sorts[0] == sorts[1] or "" in sorts


def is_another(one: Harmed, told: tuple[str, ...]) -> bool:
    """A driver beside two workmen who are told of both; not "женщина" beside a saleswoman."""
    return bool(one.who) and not _general(one) and not any(may_be_same(one, one._replace(who=w)) for w in told)


def _general(one: Harmed) -> bool:
    return one.who.startswith(_GENERAL)


def are_apart(word: str, told: tuple[str, ...]) -> bool:
    """Whether a noun can mean none of those told of: a passenger beside a driver, a woman beside a man."""
    mine = sort_of_word(word)
    plain = word.startswith(_GENERAL)
    return all(
        (mine and sort_of_word(w) and sort_of_word(w) != mine)
        or not (plain or w.startswith(_GENERAL) or w[:5] == word[:5])
        for w in told
    )


def sort_of(one: Harmed) -> str:
    """Woman, child or man; "" where the word does not tell ("человек", "житель")."""
    return one.sort or sort_of_word(one.who)


def sex_of(one: Harmed) -> str:
    """Woman or man where the word tells it by itself: a driver may be either."""
    sort = "" if one.who.startswith(_OF_EITHER) else sort_of(one)
    return sort if sort != "child" else ""


def sort_of_word(word: str) -> str:
    """The same of a word alone."""
    return next((sort for sort, stems in _SORTS.items() if word.startswith(stems)), "")
