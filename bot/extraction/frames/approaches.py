"""What is on its way now, told by its movement and without a word for danger: "БПЛА движутся в сторону А" (Russian).

The officials' own words for a danger ("опасность", "угроза", "тревога") are read by `statements`; a post in which
there is none of them may still say that weapons come.
"""

import re

from bot.extraction.document import Document
from bot.extraction.frames.cells import Said
from bot.extraction.frames.statements import AS_DANGER, PAST, threatened
from bot.extraction.scope import ADVICE
from bot.extraction.sentences import Sentence, paragraph
from bot.model import State, Weapon

_ON_ITS_WAY = re.compile(
    r"\b(?:держ[иа]т курс|приближа[ею]тся|подлета[ею]т|подход[ия]т к|на подлете|на подходе"
    r"|курс(?:ом)? (?:на|в сторону|к)|кружит|кружат|барражиру[ею]т|маневриру[ею]т|пролета[ею]т"
    r"|пролет (?:\S+ ){0,2}(?:над|в сторону|в направлении)"
    r"|(?:наход[ия]тся|замечен[аоы]?|наблюда[ею]тся|наблюдаем|фиксиру[ею]тся|фиксируем|виж[уи]м?|зафиксирован[аоы]?"
    r"|обнаружен[аоы]?) (?:\S+ ){0,3}?(?:в небе|в воздухе|над|в сторону|в направлении|на подлете)"
    r"|(?:вош|заш|влете|взя)л[аои]? (?:в воздушное пространство|в небо|курс)"
    r")(?= |$)"
)
_MOVES = re.compile(
    r"\b(?:лет[ия]т|идут|идет|следу[ею]т|движ[еу]тся|двига[ею]тся|направля[ею]тся|перемеща[ею]тся|прорыва[ею]тся"
    r"|заход[ия]т)(?= |$)"
)
_TOWARDS = frozenset(
    ["на", "к", "ко", "над", "по", "со", "с", "через", "сторону", "направлении", "вблизи", "возле", "воздушное"]
)
_BEARING = frozenset(["сторону", "направлении"])
_HERE = re.compile(
    r"(?:город\w*|област\w*|район\w*|регион\w*|округ\w*|кра[йюяе]\w*|республик\w*|столиц\w*|порт\w*|побережь\w*"
    r"|берег\w*|мор[яеюь]\w*|посел\w+|сел[оуа]|станиц\w*|остров\w*|полуостров\w*|нас|нам|вас|вам|нашу|вашу|нами"
    r"|вами|пространство)"
)
_AT_OTHER_TIMES = re.compile(
    r"\b(?:кажд\w+|ежедневно|еженощно|постоянно|регулярно|обычно|часто|иногда|котор\w+|если|когда|чтобы|пока|откуда"
    r"|следует из|счет|летевш\w+|шедш\w+|направлявш\w+|двигавш\w+"
    r"|почему|куда|зачем|сколько|раньше|вчера|завтра|будто|якобы|мог\w+|нет|а не"
    r"|не (?:лет|движ|ид|приближ|подлет|заход|кружит|направ|след|наход)\w*|нашими?|наши|российски\w+)(?= |$)"
)
_URGENT = re.compile(r"\b(?:внимание|срочно|важно|воздух|осторожн[оы]|в укрыти[ея]|будьте|от окон|к окнам)(?= |$)")
_IN_PEACE = re.compile(
    r"\b(?:обломк\w+|обломок|фрагмент\w*|осколк\w+|шоу|выставк\w+|фестивал\w+|соревновани\w+|чемпионат\w*|съемк\w+"
    r"|аэросъемк\w+|учени[яй]\w*|трениров\w+|тренажер\w*|фильм\w*|кадр\w+|видео)(?= |$)"
)
_LONGEST = 22
"""A longer sentence tells a story."""


def approaching(doc: Document, sentences: list[Sentence]) -> list[Said]:
    """The dangers that are on because a text says that weapons are on their way to a place, each once."""
    if "weapon" not in doc.cats:
        return []
    said: list[Said] = []
    for sentence in sentences:
        flying = sentence.cats.get("weapon")
        if not flying or sentence.scope not in ("", ADVICE) or sentence.has("verb", *PAST) or sentence.has("suffer"):
            continue
        if sentence.j - sentence.i > _LONGEST or sentence.end == "?":
            continue
        if _tells_where(doc, sentence) and _comes(doc, sentence):
            weapons = list(dict.fromkeys(AS_DANGER.get(m.name, Weapon.ANY) for m in flying))
            said.append((sentence, State.ON, weapons, threatened(sentence, sentence.marks), False))
    return [one for one in said if not _in_peace(doc, one[0])]


def _in_peace(doc: Document, sentence: Sentence) -> bool:
    """Whether the paragraph is of a show, of a film, of wreckage."""
    return any(_IN_PEACE.search(doc.said_in(s)) for s in paragraph(doc.sentences, sentence))


def named_by_their_way(said: list[Said], coming: list[Said]) -> list[Said]:
    """ "Сирена! БПЛА движутся в сторону города": what is on without its kind is of the kind that comes."""
    kinds = list(dict.fromkeys(w for s in coming for w in s[2] if w is not Weapon.ANY))
    if any(s[1] is not State.ON for s in said):
        others = kinds and {Weapon.ANY, *kinds}.isdisjoint(w for s in said for w in s[2])
        return [*said, *coming] if others else said  # "Ракетная опасность снята, но беспилотники летят на А"
    if not kinds:
        return said
    beside = {s[0].i: s[2] for s in coming}
    named: list[Said] = []
    for sentence, state, weapons, spots, unnamed in said:
        more = kinds if weapons == [Weapon.ANY] else [*weapons, *beside.get(sentence.i, ())]
        named.append((sentence, state, list(dict.fromkeys(more)), spots, unnamed))
    return named


def _comes(doc: Document, sentence: Sentence) -> bool:
    words = doc.said_in(sentence)
    if _AT_OTHER_TIMES.search(words):
        return False
    if _ON_ITS_WAY.search(words):
        return True
    told = {m.name for m in sentence.all("verb")} - {"heading"}
    if not told and _MOVES.search(words):
        return True
    return _is_shouted(doc, sentence)


def _tells_where(doc: Document, sentence: Sentence) -> bool:
    """Whether a place, or the town or region that speaks, follows a word of direction; after "в сторону" all do."""
    begins = {m.i for m in sentence.all("place")}
    for k in range(sentence.i, sentence.j - 1):
        if doc.forms[k] in _TOWARDS:
            near = range(k + 1, min(k + 3, sentence.j))
            if doc.forms[k] in _BEARING or any(n in begins or _HERE.fullmatch(doc.forms[n]) for n in near):
                return True
    return False


def _is_shouted(doc: Document, sentence: Sentence) -> bool:
    """ "Дроны над городом!", "Внимание! БПЛА над А.": a line without a verb, and a call to mind it."""
    if sentence.has("verb") or sentence.has("finite") or sentence.has("num") or sentence.j - sentence.i > 10:
        return False
    return sentence.end == "!" or bool(_URGENT.search(doc.words))
