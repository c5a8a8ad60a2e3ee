"""Attacks that a text says there was none of, in Russian: "это не прилёт", "следов БПЛА не выявлено", "никаких дронов",
"про беспилотники: нет". What is disclaimed is no sign of an attack, and names some other cause."""

import re
from collections.abc import Iterator

from bot.extraction.document import Document
from bot.extraction.sentences import Sentence

_SIGNS = frozenset([",", ";", ":", "—", "–", "(", ")", ".", "!", "?", "\n"])
_STEMS = (
    "обломк", "обломок", "атак", "обстрел", "прилет", "налет", "пво", "диверс", "теракт", "попадани", "бомбардир",
)  # fmt: skip
_OF_IT = (
    "облом", "след", "фрагмент", "вражеск", "украинск", "воздушн", "действи", "работ", "участи", "признак",
    "внешн", "как",
)  # fmt: skip
_NOT = frozenset(["не", "ни", "никаких", "никакой", "никакого", "никакие", "никакая", "без"])
_NOT_SO = (
    "выявлен", "обнаруж", "зафиксир", "фиксир", "найден", "подтвер", "рассматр", "было", "имеет", "имеют",
    "связан", "объявля", "отмеча", "отмечен", "причем", "при", "участв", "нашл", "установ", "виноват", "видел",
    "видн", "работал", "явля", "имел", "нашли", "виной", "причина", "производил", "наносил", "регистр",
    "зарегистр",
)  # fmt: skip
_DEFENDERS = ("пво", "рэб", "зенит", "сбит", "сбив", "атак", "удар", "налет")
_RULED_OUT = ("исключ", "отсутств", "опроверг")
_DENIES = re.compile(r"\b(?:исключ|отсутств|опроверг|никак(?:ой|их|ого|ие|ая)\b|ни\b)")
_DENYING = (*_RULED_OUT, "никак")
_APART = ("связан", "имеет", "имеют", "имел", "относ", "отношени", "стал", "вызван", "похож")
_WORKS = (
    "искал", "ищет", "ищут", "следит", "следят", "нарисов", "поднял", "поднимал", "исполн", "работают",
    "задейств", "сложил", "снима", "снял", "монитор", "наблюда", "обследовал", "обследует", "обследуют",
    "патрулиру", "контролиру", "обрабатыва", "опрыск", "доставля", "картограф", "аэрофотос",
)  # fmt: skip
_HARMED = (
    "пострада", "погибш", "ранен", "жертв", "поврежд", "разруш", "ущерб", "сообщени", "информац", "данны",
    "сведени", "послед", "прекращ", "утиха", "стиха", "преград",
)  # fmt: skip


def signs_of_attack(doc: Document, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Where weapons and attacks are named."""
    for mark in sentence.marks:
        if (
            (mark.cat == "weapon" and mark.name != "aviation" and not at_work(doc, sentence, mark.i))
            or (mark.cat == "verb" and mark.name in ("attack", "repelled", "jammed"))
            or mark.cat in ("underway", "enemy")
            or (mark.cat == "danger" and mark.name not in ("any", "unnamed"))
        ):
            yield mark.i, mark.j
    for k in range(sentence.i, sentence.j):
        if doc.tokens[k].word.startswith(_STEMS):
            yield k, k + 1


def _denies(doc: Document) -> bool:
    """Whether a word that denies stands anywhere; the few letters that it begins with are looked for first."""
    return (doc.mentions(_DENYING) or "ни" in doc.forms) and _DENIES.search(doc.words) is not None


def disclaimed(doc: Document, sentence: Sentence) -> bool:
    """Whether a sentence names an attack only to say that there was none."""
    if doc.language != "ru" or not (
        "neg" in sentence.cats or sentence.has("negative", "accident", "denial") or _denies(doc)
    ):
        return False
    if sentence.item and "place" in sentence.cats and sentence.header is not None and _quiet_there(doc, sentence):
        return False  # a list of towns: "Скадовск — без обстрелов"
    signs = list(signs_of_attack(doc, sentence))
    return bool(signs) and all(_is_denied(doc, sentence, i, j) for i, j in signs)


def _quiet_there(doc: Document, sentence: Sentence) -> bool:
    words = doc.forms[sentence.i : sentence.j]
    return any(words[k : k + 2] in (["—", "без"], [":", "без"]) for k in range(len(words) - 1))


def _is_denied(doc: Document, sentence: Sentence, i: int, j: int) -> bool:
    tokens = doc.tokens
    a, b = doc.clause(sentence, i, j, _SIGNS)
    if any(t.word.startswith(_HARMED) for t in tokens[a:b]):
        return False
    k = i - 1
    while k >= a and tokens[k].word.startswith((*_OF_IT, *_STEMS)):
        k -= 1
    if k >= a and tokens[k].word in _NOT:
        return True
    if (
        k > a
        and tokens[k - 1].word in _NOT
        and tokens[k].word in ("это", "от", "из-за", "в", "был", "была", "и", "или")
    ):
        return True
    if k >= a and tokens[k].word in ("и", "или") and sentence.has("neg") and _is_denied_before(doc, a, k):
        return True
    before = tokens[a:i]
    for n, token in enumerate(before[:-1]):
        if token.word in ("не", "никак", "никакого") and before[n + 1].word.startswith(_APART):
            return True
    after = tokens[j:b]
    for n, token in enumerate(after):
        following = after[n + 1].word if n + 1 < len(after) else ""
        if token.word in ("не", "ни") and following.startswith(_NOT_SO) and n <= 5:
            return True
        if token.word == "нет" and (n <= 2 or not following):
            return True
        if token.word.startswith(_RULED_OUT) and n <= 4:
            return True
    return b + 1 < sentence.j and tokens[b].word == ":" and tokens[b + 1].word == "нет"


def _is_denied_before(doc: Document, a: int, k: int) -> bool:
    return any(w in _NOT for w in doc.forms[a:k])


def at_work(doc: Document, sentence: Sentence, i: int) -> bool:
    """ "С воздуха очаги искал беспилотник", "с дронов следят за кромкой": one's own, at work."""
    if doc.language != "ru" or sentence.has("verb", "downed", "jammed", "hit"):
        return False
    if any(w.startswith(_DEFENDERS) for w in doc.forms[sentence.i : sentence.j]):
        return False
    before = doc.tokens[i - 1].word if i > sentence.i else ""
    if before in ("помощью", "помощи", "применением", "использованием"):
        return True
    return any(w.startswith(_WORKS) for w in doc.forms[max(sentence.i, i - 5) : min(sentence.j, i + 6)])
