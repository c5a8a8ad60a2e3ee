"""Ages in Ukrainian told without a word for years: "йому 15", "хлопчикові 9", "дві жінки, 70 і 45", "водій (33)"."""

from bot.extraction.document import Document
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence
from bot.extraction.tokens import NUMBER, WORD

TO_WHOM = frozenset([
    "йому", "їй", "їм", "якому", "якій", "яким", "обом", "чоловікові", "чоловіку", "жінці", "хлопчику", "хлопчикові",
    "хлопцеві", "хлопцю", "дівчинці", "дівчині", "підлітку", "підліткові", "пенсіонеру", "пенсіонерові", "пенсіонерці",
    "водію", "водієві", "водійці", "дитині", "немовляті", "матері", "мамі", "доньці", "дочці", "синові", "сину",
    "бабусі", "дідусеві", "дідусю", "батькові", "батьку", "подружжю", "онуку", "онукові", "онучці", "дружині", "брату",
    "братові", "сестрі", "мешканцю", "мешканцеві", "мешканці", "загиблому", "загиблій", "постраждалому", "постраждалій",
    "пораненому", "пораненій", "травмованому", "травмованій", "потерпілому", "потерпілій", "наймолодшому",
    "наймолодшій", "найстаршому", "найстаршій", "старшому", "старшій", "молодшому", "молодшій", "одному", "одній",
    "другому", "другій", "третьому", "третій", "чоловікам", "жінкам", "дітям", "загиблим", "постраждалим", "пораненим",
    "потерпілим", "травмованим", "хлопчикам", "хлопцям", "дівчаткам", "дівчатам", "сестрам", "братам", "поліцейським",
])  # fmt: skip
_SINCE = frozenset([
    "було", "виповнилося", "виповнилось", "виповниться", "минуло", "лише", "тільки", "всього", "усього", "ледь", "вже",
    "уже", "десь", "близько", "понад", "майже", "не", "й", "по", "від", "до", "—",
])  # fmt: skip
_JOINS = frozenset([",", "і", "й", "та"])
_ENDS = frozenset([",", ".", ";", ")", "(", "—", ":", "!", "…"])
_YEARS = ("рок", "рік", "років", "рочк", "місяц")
_OLDEST = 105


def is_told_age(doc: Document, sentence: Sentence, num: Mark) -> bool:
    """Whether a number tells how old somebody is: whom it is said of stands before it."""
    tokens, words, k, j, row = doc.tokens, doc.forms, num.i - 1, num.j, 1
    if k < sentence.i or (tokens[num.i].kind is NUMBER and not 0 < (tokens[num.i].value or 0) <= _OLDEST):
        return False
    while j < sentence.j and (
        tokens[j].kind is NUMBER or (words[j] in _JOINS and j + 1 < sentence.j and tokens[j + 1].kind is NUMBER)
    ):
        row += tokens[j].kind is NUMBER
        j += 1
    closed = j >= sentence.j or words[j] in _ENDS or words[j] in _JOINS or words[j].startswith(_YEARS)
    if not closed or (tokens[j - 1].kind is WORD and j > num.j):
        return False
    while k > sentence.i and (tokens[k].kind is NUMBER or (words[k] in _JOINS and tokens[k - 1].kind is NUMBER)):
        row += tokens[k].kind is NUMBER
        k -= 1
    if (
        tokens[num.i].kind is NUMBER
        and words[k] in (",", "(", "—")
        and (_somebody(sentence, k) or (words[k] == "(" and words[j : j + 1] == [")"] and _somebody(sentence, k - 1)))
    ):
        one = not any(m.cat == "person_form" and m.name == "plural" and m.j == k for m in sentence.marks)
        one = one and any(m.cat == "person" and m.j == k for m in sentence.marks)  # not "поранених – 4"
        return row > 1 or words[k] != "—" or (one and (tokens[num.i].value or 0) > 2)
    while k > sentence.i and words[k] in _SINCE:
        k -= 1
    return words[k] in TO_WHOM


def _somebody(sentence: Sentence, j: int) -> bool:
    """Whether words for people, or for those hurt, end at token j."""
    return any(m.j == j and m.name in ("one", "pair", "hurt", "killed", "thing") for m in sentence.marks
               if m.cat in ("person", "verb", "suffer"))  # fmt: skip
