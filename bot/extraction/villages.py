"""Villages that the gazetteer does not know, told by what stands beside their names."""

from bot.extraction.adjectives import adjectival
from bot.extraction.credibility import opens_a_list
from bot.extraction.declension import nominative
from bot.extraction.ground import JOINS, LISTS, Ground, longest, name_end, owns_a_noun
from bot.extraction.guesses import ends_a_road, heads_a_line, heads_an_item, is_ordinal_name, stands_alone
from bot.extraction.spots import DISTRICT, SETTLEMENT

_UK_LOCATIVES = ("ому", "івці", "ївці", "инці", "анці", "янці")  # "у Запасному", "у Юльївці"
_UK_DATIVES = ("'ю", "'ї", "івці", "ївці", "ському", "цькому")

_STREETS = ("ова", "ева", "ина", "ого", "его", "енко")
_OFFICES = (
    "минздрав",
    "облздрав",
    "горздрав",
    "крайздрав",
    "депздрав",
    "минобр",
    "минтранс",
    "минстрой",
    "минэнерго",
    "минпром",
    "минцифр",
    "минсельхоз",
    "минприрод",
    "минсоц",
    "минтруд",
    "минюст",
    "минфин",
    "минэконом",
    "мингражд",
    "минжкх",
    "минстро",
    "росавиац",
    "росгвард",
    "роспотреб",
    "росморреч",
    "росжелдор",
    "ространс",
    "следком",
    "генпрокур",
    "прокурат",
    "гордум",
    "облдум",
    "госдум",
    "госсовет",
    "совфед",
    "генштаб",
    "облсовет",
    "горсовет",
    "облэнерго",
    "россет",
    "облгаз",
    "горгаз",
    "водоканал",
    "облводоканал",
    "соцфонд",
    "пенсфонд",
    "госавтоинспекц",
    "автодор",
    "росавтодор",
    "уфсб",
    "гувд",
    "умвд",
    "гумвд",
    "гумчс",
    "рсчс",
    "цукс",
    "сцкк",
    "обсе",
    "цодд",
    "еддс",
    "гочс",
    "гибдд",
    "угибдд",
    "докб",
    "одкб",
    "обкб",
    "сокб",
    "мокб",
    "нмиц",
)
_LIVING = frozenset(["resident", "residents", "inhabitant", "inhabitants"])
_VILLAGE = frozenset(
    ["settlement", "village", "hamlet", "khutor", "stanitsa", "farmstead", "township", "posyolok", "sloboda"]
)
_TOWNS = ("ск", "цк", "град", "поль", "бург", "ово", "ево", "ино", "ое", "ка", "ки")


def by_its_stand(ground: Ground, i: int) -> int:
    """A name at the head of a list item, or after the dash of a road's two names."""
    if i in ground.known and not is_ordinal_name(ground.tokens, i):
        return i + 1
    j = name_end(ground, i)
    if (
        heads_an_item(ground.tokens, ground.found, i, j)
        or heads_a_line(ground.tokens, ground.found, i, j)
        or ends_a_road(ground.tokens, ground.found, i)
        or stands_alone(ground.tokens, i)
    ):
        ground.found.append((i, j, SETTLEMENT, " ".join(t.word for t in ground.tokens[i:j])))
        return j
    return i + 1


def guessable(ground: Ground, i: int) -> bool:
    """A capital after "в", "под", "near" that the gazetteer does not know may be a village."""
    token = ground.tokens[i]
    place = ground.prepositions.get(i - 1)
    if place is None and ground.language == "ru" and _second_guess(ground, i):
        place = ground.prepositions.get(ground.found[-1][0] - 1)
    if place is None and ground.language == "en" and ground.tokens[i - 1].word == "the" and _is_village(ground, i + 1):
        place = ground.prepositions.get(i - 2)  # "in the Nikolskoye settlement"
    lives = place is not None and place.name == "of" and ground.tokens[i - 2].word in _LIVING
    if (
        ground.shouting
        or place is None
        or not (lives or place.name in ("in", "near", "on"))
        or i in ground.known
        or len(token.word) < 4
    ):
        return False
    if ground.language == "ru" and token.word.startswith(_OFFICES):
        return False  # "уточнили в Минздраве"
    if ground.language == "ru" and ground.tokens[i - 1].word in ("на", "по") and token.word.endswith(_STREETS):
        return False  # "в девятиэтажке на Шишкова"
    j = i + 1
    return not (j in ground.heads and ground.heads[j].name != SETTLEMENT)


def _is_village(ground: Ground, i: int) -> bool:
    return i < len(ground.tokens) and ground.tokens[i].word in _VILLAGE


def _second_guess(ground: Ground, i: int) -> bool:
    """ "Между Гоптаровкой и Дроновкой": what "и" joins to a name that was guessed."""
    return bool(ground.found) and ground.found[-1][1:3] == (i - 1, "guess") and ground.tokens[i - 1].word == "и"


def in_a_list_of_towns(ground: Ground, i: int, first: int | None = None) -> bool:
    """A capitalised word that no table knows between the names of a long list of towns is one of them;
    so is a name of two words, of which `first` is the first ("Боровська Андріївка")."""
    start = i if first is None else first
    if not ground.found or ground.tokens[start - 1].word not in LISTS:
        return False
    if i >= len(ground.tokens) or not ground.tokens[i].cap:
        return False
    row = [
        f
        for f in ground.found[-2:]
        if f[2] == SETTLEMENT or any(e.kind == SETTLEMENT for e in f[3] if f[3] and not isinstance(e, str))
    ]
    if ground.language == "uk" and len(row) == 2 and not _follows_on(ground, -2, ground.found[-1][0]):
        row = row[1:]  # "гатили по Малинівці. … По Щербаках та Білогір'ю"
    if len(row) == 1 and ground.language == "uk" and row[0][1] == i - 1 and i not in ground.known:
        if row[0][0] - 1 in ground.prepositions and ground.tokens[i].word.endswith(_UK_DATIVES):
            return ground.tokens[i - 1].word in LISTS and i + 1 not in ground.heads
        return ground.tokens[i - 1].word == "," and opens_a_list(ground, i + 1)
    if len(row) == 1 and ground.language == "ru" and ground.tokens[i].word.endswith(_TOWNS) and row[0][1] == i - 1:
        known = opens_a_name(ground, i + 2)  # "Джанкой, Красноперекопск, Армянск"
        return known and ground.tokens[i - 1].word == "," and ground.tokens[i + 1].word in (",", "и")
    if len(row) < 2 or i in ground.known or len(ground.tokens[i].word) < 4 or i + 1 >= len(ground.tokens):
        return False
    beside = _follows_on(ground, -1, start) and _follows_on(ground, -2, ground.found[-1][0])
    ends = ground.tokens[start - 1].word in JOINS or ground.tokens[i + 1].word in (*LISTS, ".")
    return beside and ends


def _follows_on(ground: Ground, k: int, i: int) -> bool:
    """Only a comma or "and", or ", and", stands between the name found k-th and token i."""
    between = ground.tokens[ground.found[k][1] : i]
    return 1 <= len(between) <= 2 and all(t.word in LISTS for t in between)


def opens_a_name(ground: Ground, i: int) -> bool:
    """Whether a town that the gazetteer knows is named at token i."""
    if i >= len(ground.tokens) or not ground.tokens[i].cap:
        return False
    return any(e.kind == SETTLEMENT for e in longest(ground, i)[1])


def add_guess(ground: Ground, i: int) -> int:
    j = name_end(ground, i)
    of_a_district = ground.language == "en" and j == i + 1 and ground.tokens[i].word.endswith(("skyi", "sky", "skyy"))
    of_a_district = of_a_district and not _is_village(ground, j)  # "damaged in Tarasovsky settlement"
    if of_a_district and any(f[2] == DISTRICT for f in ground.found):
        ground.found.append((i, j, DISTRICT, ground.tokens[i].word))
        return j  # "a house in Saltivskyi district, a store in Slobidskyi"
    if j in ground.heads or (
        ground.language != "en"
        and j == i + 1
        and adjectival(ground.tokens[i].word, ground.language)
        and not (ground.language == "ru" and ground.tokens[i].word.endswith(("вкой", "нкой", "лкой", "чкой", "шкой")))
        and not (
            ground.language == "uk" and ground.tokens[i].word.endswith(_UK_LOCATIVES) and not owns_a_noun(ground, j)
        )
    ):
        return i + 1
    words = [t.word for t in ground.tokens[i:j]]
    ground.found.append((i, j, "guess", nominative(words, ground.language, introduced=False)))
    return j
