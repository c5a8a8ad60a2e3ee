"""Villages that no gazetteer knows, told by where their names stand in a Russian text."""

from bot.extraction.meant import Found
from bot.extraction.spots import SETTLEMENT
from bot.extraction.tokens import BREAK, WORD, Token

_DASHES = frozenset(["—", "-", ":"])
_SIZES = frozenset(
    ["новая", "новое", "новый", "новые", "старая", "старое", "старый", "старые", "великая", "великое", "великий",
     "великие", "большая", "большое", "большой", "большие", "малая", "малое", "малый", "малые", "верхняя", "верхнее",
     "верхний", "верхние", "нижняя", "нижнее", "нижний", "нижние", "вторая", "второй", "второе", "вторые", "первый",
     "первая", "первое", "первые", "третий", "третья", "третьи",
     "красный", "красная", "красное", "красные", "белый", "белая", "белое", "белые", "черный", "черная", "черное",
     "черные", "зеленый", "зеленая", "зеленое", "зеленые", "желтый", "желтая", "желтое", "желтые"]
)  # fmt: skip
_AS_VILLAGES = (
    "ово", "ево", "ино", "ское", "цкое", "вка", "нка", "мка", "лка", "чка", "шка", "ск", "цк", "ное", "ная", "ый",
    "ий", "ец", "цы", "вки", "нки", "лово", "поль", "град", "дар", "ое",
)  # fmt: skip
_NO_VILLAGES = frozenset([
    "обстановка", "справка", "сводка", "подготовка", "поправка", "проверка", "остановка", "важное", "главное",
    "последнее", "оперативное", "отдельное", "разное", "прочее"
])  # fmt: skip
_ROADS = ("трасс", "дорог", "автодорог", "перегон", "участ")


def itemised(tokens: list[Token], i: int) -> bool:
    """Whether a bullet, or a dash that opens its line, stands before token i."""
    if not i or tokens[i - 1].word not in ("•", "—", "-"):
        return False
    return tokens[i - 1].word == "•" or i == 1 or tokens[i - 2].kind is BREAK


def _opens_a_line(tokens: list[Token], i: int) -> bool:
    return not i or tokens[i - 1].kind is BREAK


def heads_an_item(tokens: list[Token], found: list[Found], i: int, j: int) -> bool:
    """ "• Новая Маячка — ранен мужчина": a name before the dash of an item, as other items of the list have."""
    if not (itemised(tokens, i) or _opens_a_line(tokens, i)) or j >= len(tokens) or tokens[j].word not in _DASHES:
        return False
    if j == i + 2 and tokens[i].word in _SIZES and tokens[i + 1].cap:
        return True
    if any(len(t.word) < 4 for t in tokens[i:j]) or (j == i + 1 and not tokens[i].word.endswith(("а", "о", "е", "ы"))):
        return False
    return any(
        (itemised(tokens, a) or _opens_a_line(tokens, a))
        and b < len(tokens)
        and tokens[b].word in _DASHES
        and not _is_region(wanted, entries)
        for a, b, wanted, entries in found
    )


def heads_a_line(tokens: list[Token], found: list[Found], i: int, j: int) -> bool:
    """ "📌 Брилёвка. Подросток …": a name as villages have, alone between a line's begin and a full stop, as the names
    of other lines stand."""
    if not _begins(tokens, i) or not i or j + 1 >= len(tokens) or tokens[j].word not in (".", ",") or j - i > 2:
        return False
    if tokens[i].word in _NO_VILLAGES:
        return False
    sized = j == i + 2 and tokens[i].word in _SIZES and tokens[i + 1].cap
    if not sized and (j > i + 1 or not tokens[i].word.endswith(_AS_VILLAGES) or len(tokens[i].word) < 5):
        return False
    if not tokens[j + 1].cap and tokens[j + 1].kind is WORD:
        return False
    return any(
        _begins(tokens, a)
        and b < len(tokens)
        and tokens[b].word in (".", ",", *_DASHES)
        and not _is_region(wanted, entries)
        for a, b, wanted, entries in found
    )


def _begins(tokens: list[Token], i: int) -> bool:
    return itemised(tokens, i) or _opens_a_line(tokens, i)


def _is_region(wanted: str, entries: object) -> bool:
    return wanted != SETTLEMENT and not any(getattr(e, "kind", "") == SETTLEMENT for e in entries or ())  # type: ignore[attr-defined]


def stands_alone(tokens: list[Token], i: int) -> bool:
    """ "‼️ Прокудино. Беспилотник упал …": a name as villages have, alone between the text's begin and a full stop."""
    if i + 2 >= len(tokens) or tokens[i + 1].word != "." or any(t.kind is WORD for t in tokens[:i]):
        return False
    return tokens[i].word.endswith(("ово", "ево", "ино", "ское", "вка", "нка")) and len(tokens[i].word) > 5


def ends_a_road(tokens: list[Token], found: list[Found], i: int) -> bool:
    """ "На трассе Рудня — Понизовье": the second name of a road or a stretch of line."""
    if not found or found[-1][1] != i - 1 or tokens[i - 1].word not in ("—", "-") or len(tokens[i].word) < 4:
        return False
    before = found[-1][0] - 1
    return before >= 0 and tokens[before].word.startswith(_ROADS)


def is_ordinal_name(tokens: list[Token], k: int) -> bool:
    """ "Хутор Второй Киевский"."""
    following = tokens[k + 1] if k + 1 < len(tokens) else None
    return tokens[k].word in _SIZES and following is not None and following.kind is WORD and following.cap
