"""How Russian offices tell of harm that an attack did without naming it: wounds, glass, fuel depots and ports, a number
that grows, "повреждены кровли двух домов" or "пострадали двое" at the head of the post.

A post that names neither weapon nor attack and has no such shape tells of something else: a fire, a fall, a crash.
"""

import re

from bot.extraction.document import Document
from bot.extraction.sentences import Sentence

_SHAPES = (
    "ранен", "ранил", "осколк", "осколо", "контуз", "контуж", "минно", "баротравм", "акубаротравм", "посеч", "посек",
    "иссеч", "изреш", "самооборон", "стресс", "стекл", "окна", "окон", "окно", "остекл", "нефтебаз", "нефтезавод",
    "нефтеперераб", "терминал", "причал", "танкер", "сухогруз", "подстанци", "порохов", "резервуар", "перебит",
    "обломк", "обломок", "фрагмент", "прилет", "хлопк", "взрыв", "оккуп", "гражданск", "террорист", "обесточ",
)  # fmt: skip
_WORDS = frozenset(
    ["нпз", "тэц", "тэс", "грэс", "аэс", "порт", "порта", "порту", "портов", "портовая", "портовой", "мирных", "мирный",
     "мирная", "мирные", "мирного"]
)  # fmt: skip
_GOES_ON = frozenset(["обновляю", "обновляем", "обновление", "уточняю", "уточняем", "уточнение"])
_SHAPED = re.compile(rf"\b(?:{'|'.join(_SHAPES)}|(?:{'|'.join(sorted(_WORDS | _GOES_ON))})\b)")
_PASSIVE = ("ен", "ена", "ено", "ены")


def of_war(doc: Document) -> bool:
    """Whether harm told without a weapon or an attack has the shape of an attack's."""
    if _SHAPED.search(doc.words):
        return True
    if any(s.has("flag", "grew", "correction", "addition") or s.has("deceased") for s in doc.sentences):
        return True
    opening = next((s for s in doc.sentences if _tells(s)), None)
    if opening is None:
        return True
    if _is_damaged(doc, opening):
        return True
    things = any(s.has("verb", "fire", "damage", "fell") for s in doc.sentences)
    first = next(s for s in doc.sentences if s.j - s.i > 3 or _tells(s))
    return not things and opening is first and (opening.has("verb", "hurt", "killed") or opening.has("suffer"))


def _tells(sentence: Sentence) -> bool:
    return sentence.has("verb", "damage", "fire", "hurt", "killed", "hit", "fell") or sentence.has("suffer")


def _is_damaged(doc: Document, sentence: Sentence) -> bool:
    """ "Повреждены кровли двух домов": told as done, by whom it goes without saying."""
    return any(
        doc.tokens[m.i].word.startswith(("поврежд", "разруш")) and doc.tokens[m.i].word.endswith(_PASSIVE)
        for m in sentence.all("verb", "damage")
    )
