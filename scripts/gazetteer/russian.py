"""Russian declension of place names by rule: every form that a writer may use, by case.

The forms serve look-up, so where usage wavers (Шебекино/Шебекине, fleeting vowels, the gender of a soft sign) all
are given; a form that nobody writes does no harm. Cases: nominative, genitive, dative, accusative, instrumental,
prepositional.
"""

from collections.abc import Callable

CASES = 6
Forms = list[list[str]]  # six lists, one per case

_FEMININE_SOFT = {
    "казань", "тверь", "рязань", "астрахань", "пермь", "керчь", "сызрань", "обоянь", "чернь", "кубань", "волынь",
    "сибирь", "кемь", "ухань", "умань", "печень", "вязь", "гавань", "пристань", "соль", "ель", "степь", "крепость",
    "область", "ленобласть", "мособласть", "любань", "лихославль", "тавдинь", "сель", "свирь", "югорь",
}  # fmt: skip
_MASCULINE_SOFT_ENDINGS = ("ополь", "поль", "славль", "мысль", "ель", "ень", "ырь", "арь", "аль")
_FLEETING = {"орёл": "орл", "орел": "орл", "псёл": "псл", "угол": "угл", "посёлок": "посёлк", "поселок": "поселк"}
_NOUNS_IN_IY = {"каспий", "георгий", "алексий", "юрий", "викторий"}
_NOUNS_IN_OY = {"джанкой", "уренгой"}
_PLURALS = {  # genitives that no rule gives
    "сумы": "сум", "грязи": "грязей", "луки": "лук", "черкассы": "черкасс", "черновцы": "черновцов",
    "бендеры": "бендер", "чебоксары": "чебоксар", "воды": "вод", "челны": "челнов", "пески": "песков",
    "клинцы": "клинцов", "броды": "бродов", "шахты": "шахт", "горы": "гор", "рудки": "рудок", "прилуки": "прилук",
    "ливны": "ливен",
}  # fmt: skip


def _case(endings: str, stem: str) -> Forms:
    """Six cases parted by blanks, alternatives by a stroke, '-' for no ending."""
    return [[stem + ("" if e == "-" else e) for e in case.split("|")] for case in endings.split()]


def adjective(word: str) -> Forms | None:
    """The word's forms if it ends as an adjective does; None if not."""
    if word in _NOUNS_IN_OY:
        return None
    stem, end = word[:-2], word[-2:]
    hard = stem[-1:] not in "гкхжшщч"
    if end in ("ый", "ой") or (end == "ий" and stem[-1:] in "гкх"):
        y = "ы" if hard else "и"
        return _case(f"{end} ого ому {end}|ого {y}м ом", stem)
    if end == "ий":
        return _case("ий его ему ий|его им ем", stem)
    if end == "ая":
        o = "е" if stem[-1:] in "жшщч" else "о"
        return _case(f"ая {o}й {o}й ую {o}й|{o}ю {o}й", stem)
    if end == "яя":
        return _case("яя ей ей юю ей|ею ей", stem)
    if end == "ое":
        return _case(f"ое ого ому ое {'ы' if hard else 'и'}м ом", stem)
    if end == "ее":
        return _case("ее его ему ее им ем", stem)
    if end == "ые":
        return _case("ые ых ым ые ыми ых", stem)
    if end == "ие":
        return _case("ие их им ие ими их", stem)
    return None


def noun(word: str) -> Forms:
    """A noun's forms by its ending."""
    for rule in (_neuter, _feminine, _plural, _masculine):
        if forms := rule(word):
            return forms
    return [[word]] * CASES


def _neuter(word: str) -> Forms | None:
    if word.endswith(("ино", "ыно", "ово", "ево", "ёво")):  # both: в Шебекино, в Шебекине
        return _case("о о|а о|у о о|ом о|е", word[:-1])
    if word.endswith("ье"):
        return _case("ье ья ью ье ьем ье", word[:-2])
    if word.endswith("ие"):
        return _case("ие ия ию ие ием ии", word[:-2])
    if word.endswith(("оре", "оле")):  # море, Поле
        return _case("е я ю е ем е", word[:-1])
    if word.endswith("о"):
        return _case("о о|а о|у о о|ом о|е", word[:-1])
    if word.endswith(("це", "ще", "же", "ше", "че", "ле", "ре")):
        return _case("е е|а е|у е е|ем е", word[:-1])
    return None


def _feminine(word: str) -> Forms | None:
    stem, before = word[:-1], word[-2:-1]
    if word.endswith("ия"):
        return _case("я и и ю ей и", stem)
    if word.endswith("я"):
        return _case("я и е ю ей|ею|ёй е", stem)
    if word.endswith("а"):
        y = "и" if before in "гкхжшщч" else "ы"
        o = "ей|ею|ой" if before in "жшщчц" else "ой|ою"
        return _case(f"а {y} е у {o} е", stem)
    return None


def _plural(word: str) -> Forms | None:
    if not word.endswith(("ы", "и")) or len(word) < 4:
        return None
    stem = word[:-1]
    genitive = [_PLURALS.get(word, _genitive_plural(stem, word[-1]))]
    soft = word[-1] == "и" and stem[-1] not in "гкхжшщч"
    a = "я" if soft else "а"
    return [[word], genitive, [stem + a + "м"], [word], [stem + a + "ми"], [stem + a + "х"]]


def _genitive_plural(stem: str, last: str) -> str:
    if stem.endswith("йк"):
        return stem[:-2] + "ек"
    if stem.endswith("ьк"):
        return stem[:-2] + "ек"
    if stem.endswith("к") and stem[-2:-1] not in "аеёиоуыэюя":
        return stem[:-1] + ("ек" if stem[-2:-1] in "жшч" else "ок")
    if stem.endswith("ц"):
        return stem[:-1] + "ец" if stem[-2:-1] in "рл" else stem + "ев"
    return stem + "ей" if last == "и" and stem[-1] not in "гкх" else stem


def _masculine(word: str) -> Forms | None:
    if word in _FLEETING:
        stem = _FLEETING[word]
        return [[word], *_case("а у", stem), [word], *_case("ом е", stem)]
    if word.endswith("ь"):
        return _soft(word)
    if word.endswith("й"):
        i = "и" if word.endswith("ий") else "е"
        return _case(f"й я ю й ем {i}", word[:-1])
    if word[-1:] not in "бвгджзклмнпрстфхцчшщ":
        return None
    om = "ем|ом" if word[-1] in "жшщчц" else "ом"
    forms = _case(f"- а у -|а {om} е", word)
    if word.endswith(("ец", "ок", "ек", "ёк")) and len(word) > 3:  # Елец, Городок beside Владивосток
        last = word[-1]
        short = word[:-2] + ("ь" if word.endswith(("лец", "ёк")) else "") + last
        fleeting = _case(f"- а у а {'ем|ом' if last == 'ц' else 'ом'} е", short)
        forms = [a if i == 0 else a + b for i, (a, b) in enumerate(zip(forms, fleeting, strict=True))]
    return forms


def _soft(word: str) -> Forms:
    stem = word[:-1]
    feminine = _case("ь и и ь ью и", stem)
    masculine = _case("ь я ю ь|я ем|ём е", stem)
    if word in _FEMININE_SOFT:
        return feminine
    if word.endswith(_MASCULINE_SOFT_ENDINGS):
        return masculine
    return [a + [x for x in b if x not in a] for a, b in zip(masculine, feminine, strict=True)]


def decline(name: str) -> list[str]:
    """All forms of a lower-case name of one or more words, without repeats, nominative first."""
    return flatten(cases(name))


def cases(name: str) -> Forms:
    """A name's forms by case; its words agree."""
    return combine([_word(w) for w in name.split()])


def flatten(forms: Forms) -> list[str]:
    """The forms of all cases, each once, in order."""
    return list(dict.fromkeys(f for case in forms for f in case))


def combine(words: list[Forms]) -> Forms:
    """The forms of several words that stand in the same case."""
    out = words[0]
    for word in words[1:]:
        out = [[f"{a} {b}" for a in left for b in right] for left, right in zip(out, word, strict=True)]
    return out


def hyphenated(word: str, one: Callable[[str], Forms]) -> Forms | None:
    """Forms of a hyphenated word: the first part before '-на-', else the last, and both where both can be declined."""
    parts = word.split("-")
    if len(parts) < 2:
        return None
    if parts[1] in ("на", "над", "под", "пид", "де", "ля"):
        tail = "-".join(parts[1:])
        return [[f"{f}-{tail}" for f in case] for case in one(parts[0])]
    head, last = "-".join(parts[:-1]), one(parts[-1])
    out = [[f"{head}-{f}" for f in case] for case in last]
    if len(parts) == 2 and len(parts[0]) > 3:
        both = [[f"{a}-{b}" for a in x for b in y] for x, y in zip(one(parts[0]), last, strict=True)]
        out = [a + [f for f in b if f not in a] for a, b in zip(out, both, strict=True)]
    return out


def _word(word: str) -> Forms:
    if not word.isalpha() and "-" not in word:
        return [[word]] * CASES
    return hyphenated(word, _plain) or _plain(word)


def _plain(word: str) -> Forms:
    if len(word) < 3:
        return [[word]] * CASES
    if word.endswith(("ев", "ов", "ин")) and word in ("сергиев", "гаврилов", "юрьев", "петров", "борисов"):
        return _case("- а у - ым|ом ом|е", word)
    return noun(word) if word in _NOUNS_IN_IY else adjective(word) or noun(word)
