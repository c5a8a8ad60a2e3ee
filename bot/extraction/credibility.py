"""Whether a name of the gazetteer is meant as one where it stands, or is a surname, a street, a word."""

from bot.extraction.adjectives import adjectival
from bot.extraction.ground import LISTS, Ground, is_of_a_town, longest, owns_a_noun
from bot.extraction.guesses import itemised
from bot.extraction.spots import DISTRICT, NARROW, SETTLEMENT
from bot.extraction.tokens import BREAK, WORD
from bot.gazetteer import Entry

_BRIDGES = frozenset(["мост", "моста", "мосту", "мостом", "мосте", "путепровод", "путепроводу", "тоннель", "рынок"])
_STREETS = ("проспект", "шоссе", "улиц", "бульвар", "переул", "площад", "мосту", "набережн", "тракт", "направлени",
            "кольц", "трасс")  # fmt: skip
_SMALL = (SETTLEMENT, *NARROW)
_SMALL_TOWN = 5_000
_KNOWN = 15_000  # people: a town that is known by itself where a text is all capitals
_LARGE = 40_000  # people: a town that is known without "в" or "над"
_SEVERAL = frozenset(
    [
        "несколько",
        "нескольких",
        "две",
        "три",
        "четыре",
        "пять",
        "шесть",
        "двух",
        "трех",
        "четырех",
        "пяти",
        "шести",
        "семи",
        "часть",
        "ряд",
    ]
)
_COURSES = frozenset(["курс", "курсом", "вектор", "вектором"])
_ALSO = frozenset(["также", "снова", "вновь", "опять"])  # "под ударами также Грайворон"
_NO_NOUN = frozenset(
    ["после", "ночью", "также", "тоже", "уже", "двое", "трое", "более", "возле", "затем", "ранее", "позже", "вроде"]
)
_NO_LOCATIVE = ("ами", "ями", "ыми", "али", "или", "ели", "ули", "ись")
_FIRST_NAMES = ("владимир", "роман", "киров")


def known_place(ground: Ground, i: int) -> int:
    """Take the place that the gazetteer knows at token i; give its end, i if none is meant."""
    j, entries = longest(ground, i)
    if not entries:
        return i
    entries = tuple([e for e in entries if e.lang == ground.language]) or _foreign(ground, entries)
    if not entries:
        return i
    districts = [e for e in entries if e.kind == "district_adjective"]
    home = ground.context.home_region
    if districts and ground.language == "ru" and home and i - 1 not in ground.known and ground.found:
        ours = [e for e in districts if home in e.regions]
        towns = any(e.kind == SETTLEMENT and home in e.regions for e in entries)
        if ours and not towns and ground.found[-1][1] == i - 1 and ground.tokens[i - 1].word in LISTS:
            ground.found.append((i, j, DISTRICT, ours))  # "по районам: в Янаульском, Краснокамском"
            return j
    if districts and ground.found:
        among = ground.found[-1][1] == i - 1 and ground.found[-1][2] != DISTRICT
        known = any(f[2] == DISTRICT for f in ground.found) and all(e.rank < _LARGE for e in entries)
        among = among or (ground.language == "uk" and _beside_a_town(ground, j))
        if not among and (known or (ground.language == "uk" and _after_a_district(ground))):
            ground.found.append((i, j, DISTRICT, districts))  # "…районів, а також у Дніпровському"
            return j
    if districts and home and ground.language == "ru" and _in_a_row_of_districts(ground, i, entries, home):
        ground.found.append((i, j, DISTRICT, " ".join(t.word for t in ground.tokens[i:j])))
        return j
    usable = [e for e in entries if e.kind not in _SMALL or _credible(ground, i, j, e)]
    if not usable:
        return i
    if (
        usable[0].kind == "region_adjective"
        and all(e.kind == "region_adjective" for e in usable)
        and owns_a_noun(ground, j)
    ):
        return i  # "Курской областной больницы"
    ground.found.append((i, j, "", usable))
    return j


def _beside_a_town(ground: Ground, j: int) -> bool:
    """ "По території Залізничного, Темирівки": a town that is no adjective follows in the same list."""
    if j + 1 >= len(ground.tokens) or ground.tokens[j].word not in LISTS or not ground.tokens[j + 1].cap:
        return False
    entries = longest(ground, j + 1)[1]
    towns = bool(entries) and all(e.kind == SETTLEMENT for e in entries)
    return towns and not adjectival(ground.tokens[j + 1].word, "uk")


def _in_a_row_of_districts(ground: Ground, i: int, entries: tuple[Entry, ...], home: str) -> bool:
    """ "По районам — в Янаульском, Краснокамском": none of this region is known by that name, but its neighbour is."""
    if not ground.found or ground.found[-1][1] != i - 1 or ground.tokens[i - 1].word not in LISTS:
        return False
    last = ground.found[-1][3]
    row = not isinstance(last, str) and all(e.kind == "district_adjective" and home in e.regions for e in last)
    return bool(last) and row and not any(home in e.regions for e in entries)


def _after_a_district(ground: Ground) -> bool:
    """ "9 – в Ізмаїльському районі, 8 – у Білгород-Дністровському": the place named last is a district."""
    _, _, wanted, entries = ground.found[-1]
    return wanted == DISTRICT or (not isinstance(entries, str) and any(e.kind == DISTRICT for e in entries))


def _foreign(ground: Ground, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Names written as another language writes them: of towns, the large ones only."""
    return tuple([e for e in entries if e.kind != SETTLEMENT or e.rank >= _LARGE])


def _is_a_nations(ground: Ground, i: int, j: int) -> bool:
    """ "Українська ППО знешкодила …": an adjective with its noun at the head of a sentence is no town Українськ."""
    word = ground.tokens[i].word
    after = ground.tokens[j] if j < len(ground.tokens) else None
    if not word.startswith("українськ") or word == "українськ" or after is None or after.kind is not WORD:
        return False
    return i - 1 not in ground.prepositions and (not after.cap or after.end - after.start <= 4)


def _credible(ground: Ground, i: int, j: int, entry: Entry) -> bool:
    """Whether a settlement's or community's name is meant as such: big, or placed by a preposition or a list."""
    if entry.kind in ("district_adjective", "hromada_adjective"):
        return i - 1 in ground.prepositions and not owns_a_noun(ground, j)
    if entry.kind != SETTLEMENT:
        return True
    if ground.language == "uk" and _is_a_nations(ground, i, j):
        return False
    if ground.shouting and entry.rank < _KNOWN and j == i + 1:
        return False
    if ground.language == "ru" and j == i + 1 and _names_something_else(ground, i, entry):
        return False
    before = ground.tokens[i - 1] if i else None
    listed = i > 1 and ground.tokens[i - 1].word in LISTS and bool(ground.found) and ground.found[-1][1] == i - 1
    if not listed and i > 2 and ground.tokens[i - 1].word == "and" and ground.tokens[i - 2].word == ",":
        listed = bool(ground.found) and ground.found[-1][1] == i - 2  # "A, B, and C"
    placed = i - 1 in ground.prepositions or i in ground.acts or listed
    placed = placed or (before is not None and before.word in _ALSO and ground.language == "ru")
    placed = placed or (before is not None and before.word in _COURSES)
    meant = ground.language == "uk" and ((i - 1 in ground.prepositions and not entry.common) or listed)
    meant = meant or (placed and entry.rank >= _KNOWN and not entry.common)  # "в Жигулёвске" is no car
    if ground.language == "uk" and placed and j < len(ground.tokens) and ground.tokens[j].word in LISTS:
        meant = meant or ground.context.home_region in entry.regions  # "по Залізничному, Гуляйполю"
    if ground.language == "uk" and before is not None and before.word == ":" and opens_a_list(ground, j):
        placed = meant = meant or ground.context.home_region in entry.regions  # "авіаудари: Залізничне, Білогір'я, …"
    if ground.language == "ru" and placed and ground.tokens[i - 1].word == "в" and entry.rank >= _SMALL_TOWN:
        meant = meant or ground.context.home_region in entry.regions  # "в Строителе"
    placed = placed or (ground.language == "ru" and ground.context.home_region in entry.regions and _part_of(ground, i))
    if j == i + 1 and ((i in ground.known and not meant) or i in ground.prepositions):
        return False  # an everyday word of the lexicon
    if ground.context.home_region in entry.regions and is_of_a_town(ground, i - 1):
        return True  # "поранено жительку Білозерки"
    if entry.common and not (ground.language == "uk" and i - 1 in ground.things and entry.rank >= _KNOWN):
        headed = ground.language == "ru" and _opens_a_line(ground, i, j)
        listed_so = ground.language == "uk" or itemised(ground.tokens, i)  # "📍Алёшки: ранены двое"
        at_home = (listed_so or headed) and ground.context.home_region in entry.regions and entry.rank >= _SMALL_TOWN
        return placed or ((entry.rank >= _LARGE or at_home) and _opens_a_line(ground, i, j))
    if ground.language != "ru" and not placed and opens_a_list(ground, j):
        return True
    if ground.language == "uk" and entry.rank >= _KNOWN and i - 1 in ground.things:
        return True  # "удар по портовій інфраструктурі Південного"
    if entry.rank >= _LARGE or placed or before is None or before.kind is not WORD:
        return True
    if ground.language == "ru" and ("-" in ground.tokens[i].word or j > i + 1):
        return ground.context.home_region in entry.regions  # "чёрный день для Каменки-Днепровской"
    return bool(ground.found) and ground.found[-1][1] >= i - 1


def _part_of(ground: Ground, i: int) -> bool:
    """ "Несколько улиц Суземки", "окраину Рыльска", "часть Дятьково"."""
    words = [t.word for t in ground.tokens[max(0, i - 2) : i]]
    if words[-1:] in (["улиц"], ["улицы"], ["улицах"], ["домов"]):
        return words[0] in _SEVERAL
    return bool(words) and (words[-1].startswith(("окраин", "пригород")) or words[-1] in ("часть", "части", "частью"))


def opens_a_list(ground: Ground, j: int) -> bool:
    """ "Артилерією Зеленівку, Кіндійку, Придніпровське": two more towns follow with commas."""
    tokens, known = ground.tokens, 0
    for _ in range(4):
        if j + 1 >= len(tokens) or tokens[j].word != "," or not tokens[j + 1].cap:
            break
        k, entries = longest(ground, j + 1)
        known += any(e.kind == SETTLEMENT for e in entries)
        j = max(k, j + 2)
    return known >= 2


def _opens_a_line(ground: Ground, i: int, j: int) -> bool:
    """ "Уфа, промзона.": nothing but a sign after the first word of a line."""
    before = ground.tokens[i - 1] if i else None
    opens = before is None or before.kind is BREAK or itemised(ground.tokens, i)
    return opens and j < len(ground.tokens) and ground.tokens[j].word in (",", "—", "-", ":", ".")


def _names_something_else(ground: Ground, i: int, entry: Entry) -> bool:
    """ "На Московском шоссе", "Владимир Сальдо": a noun that agrees follows, or a surname."""
    token = ground.tokens[i]
    after = ground.tokens[i + 1] if i + 1 < len(ground.tokens) else None
    surname = token.word.endswith(("ина", "ова", "ева")) and entry.name.endswith(("ин", "ов", "ев"))
    if surname and i and ground.tokens[i - 1].word == "на":
        return True  # "в девятиэтажке на Губкина"
    if after is None or after.kind is not WORD or i + 1 in ground.heads or i + 1 in ground.prepositions:
        return False
    if token.word.startswith(_FIRST_NAMES) and after.cap and i - 1 not in ground.prepositions:
        return True
    if ground.tokens[i].word.endswith(("ском", "цком", "ской", "цкой", "скому", "цкому")) and after.word.startswith(
        _STREETS
    ):
        return True  # "на Ленинском проспекте", "по Крымскому мосту"
    if (
        token.word.endswith(("ому", "ого", "ый", "ой", "ом"))
        and after.word in _BRIDGES
        and adjectival(token.word, "ru")
    ):
        return True  # "по Юбилейному мосту"
    if after.cap or i + 1 in ground.known or len(after.word) < 4 or not entry.name.endswith(("ий", "ый", "ое", "ая")):
        return False
    if token.word.endswith("ом"):
        apart = after.word in _NO_NOUN or after.word.endswith(
            _NO_LOCATIVE
        )  # "в Раменском после", "в Жуковском осколками"
        return not apart and after.word.endswith(("е", "и", "ю", "у"))
    return token.word.endswith("ой") and after.word.endswith(("е", "и", "ы"))
