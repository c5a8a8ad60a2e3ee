"""Ukrainian declension of place names by rule, in seven cases (the seventh is the vocative).

As in russian.py, all forms that usage knows are given. The alternations і/о and і/е (Харків, Харкова; Канів, Канева;
Ріг, Рогу; Бориспіль, Борисполя) and к/ц, г/з, х/с are rules; what they do not cover stands in the tables here.
"""

from scripts.gazetteer.russian import Forms, combine, flatten, hyphenated

CASES = 7
_CLOSED = {  # words of one closed syllable and others whose і opens in the other cases
    "ріг": "рог", "самбір": "самбор", "камінь": "камен", "острів": "остров", "перевіз": "перевоз", "брід": "брод",
    "бір": "бор", "яр": "яр", "поділ": "подол", "тернопіль": "тернопол", "бориспіль": "бориспол",
    "ямпіль": "ямпол", "ірпінь": "ірпен", "янів": "янов", "орел": "орл", "орєл": "орл", "псел": "псл",
    "хутір": "хутор",
    "двір": "двор",
}  # fmt: skip
_FEMININE_SOFT = {
    "умань", "волинь", "пристань", "область", "ленобласть", "керч", "казань", "рязань", "твер", "перм", "астрахань",
    "кубань", "гавань",
}  # fmt: skip
_GENITIVE_PLURAL = {
    "суми": "сум", "лубни": "лубен", "ромни": "ромен", "черкаси": "черкас", "прилуки": "прилук", "води": "вод",
    "бровари": "броварів", "броди": "бродів", "горки": "горок", "піски": "пісків", "валки": "валок",
    "луки": "лук", "ставки": "ставків", "ічні": "ічень",
}  # fmt: skip


def _case(endings: str, stem: str) -> Forms:
    return [[stem + ("" if e == "-" else e) for e in case.split("|")] for case in endings.split()]


def adjective(word: str) -> Forms | None:
    """The word's forms if it ends as an adjective does; None if not."""
    if word.endswith("ий"):
        return _case("ий ого ому ий|ого им ому|ім ий", word[:-2])
    if word.endswith("ій"):
        return _case("ій ього ьому ій|ього ім ьому|ім ій", word[:-2])
    if word.endswith("а"):
        return _case("а ої ій у ою ій а", word[:-1])
    if word.endswith("я"):
        return _case("я ьої ій ю ьою ій я", word[:-1])
    if word.endswith(("хні", "шні", "дні", "йні")):  # Горішні: soft
        return _case("і іх|их ім|им і|іх іми|ими іх|их і", word[:-1])
    if word.endswith("і"):
        return _case("і их им і|их ими их і", word[:-1])
    if word.endswith(("ів", "їв")):  # Часів Яр: Часового Яру
        return [[word, *case] if i in (0, 3, 6) else case for i, case in enumerate(adjective(_open(word) + "ий") or [])]
    if word.endswith("е"):
        return _case("е ого ому е им ому|ім е", word[:-1])
    return None


def noun(word: str) -> Forms:
    """A noun's forms by its ending."""
    for rule in (_neuter, _feminine, _plural, _masculine):
        if forms := rule(word):
            return forms
    return [[word]] * CASES


def _neuter(word: str) -> Forms | None:
    stem = word[:-1]
    if word.endswith("'я") or (word.endswith("я") and word[-2:-1] == word[-3:-2]):  # Запоріжжя, Підмосков'я
        return _case("я я ю я ям і я", stem)
    if word.endswith(("ове", "еве", "єве", "їве", "ине", "іне", "їне", "ене")):  # both: у Шевченкове, у Шевченковому
        return _case("е ого|а ому|у е им|ом ому|ім|і е", stem)
    if word.endswith(("ще", "це", "че", "же", "ше")):
        return _case("е а у е ем і|у е", stem)
    if word in ("море", "поле"):
        return _case("е я ю е ем і е", stem)
    if word.endswith(("ле", "ре")):
        return _case("е ого|я ому|ю е им|ем ому|і е", stem)
    if word.endswith("е"):
        return _case("е ого|а ому|у е им|ом ому|ім е", stem)
    if word.endswith("о"):
        return _case("о а|о у|о о ом|о і|у|о о", stem)
    return None


def _feminine(word: str) -> Forms | None:
    stem, before = word[:-1], word[-2:-1]
    if word.endswith(("ія", "ея", "ия")):
        return _case("я ї ї ю єю ї є", stem)
    if word.endswith("ця"):
        return _case("я і і ю ею і е", stem)
    if word.endswith("я"):
        return _case("я і і ю ею|єю і е", stem)
    if word.endswith("а"):
        if before in "жшщч":
            return _case("а і і у ею і о|е", stem)
        soft = stem[:-1] + {"к": "ц", "г": "з", "х": "с"}.get(before, before)
        return [*_case("а и", stem), [soft + "і"], *_case("у ою", stem), [soft + "і"], [stem + "о"]]
    return None


def _plural(word: str) -> Forms | None:
    if len(word) < 4 or word[-1] not in "иії":
        return None
    stem = word[:-1]
    if word.endswith("ці"):
        return _case("і ів|ь ям і ями ях і", stem)
    a = "а" if word[-1] == "и" or word.endswith(("чі", "жі", "ші")) else "я"
    genitive = [_GENITIVE_PLURAL[word]] if word in _GENITIVE_PLURAL else _genitive_plural(word)
    return [[word], genitive, [stem + a + "м"], [word], [stem + a + "ми"], [stem + a + "х"], [word]]


def _genitive_plural(word: str) -> list[str]:
    stem = word[:-1]
    out = [stem + ("ів" if word[-1] == "и" or stem[-1] in "чжш" else "їв" if word[-1] == "ї" else "ів")]
    if word.endswith("ки") and stem[-2:-1] not in "аеєиіїоуюя":
        out.append(stem[:-1].removesuffix("ь") + "ок")
    return [*out, stem]


def _masculine(word: str) -> Forms | None:
    if word in _FEMININE_SOFT:
        stem = word.removesuffix("ь")
        with_ = [stem + "ю"] if stem[-2:-1] in "бвгджзклмнпрст" else [stem + stem[-1] + "ю"]
        return [[word], [stem + "і"], [stem + "і"], [word], with_, [stem + "і"], [stem + "е"]]
    opened = _open(word)
    if word.endswith(("ець", "єць")) and len(word) > 4:
        opened = word[:-3] + ("й" if word.endswith("єць") else "ь" if word[-4] == "л" else "") + "ц"
        return [[word], *_case("я ю|еві", opened), [word], *_case("ем і|ю", opened), [opened[:-1] + "че"]]
    if word.endswith("ь"):
        stems = list(dict.fromkeys([opened, word[:-1]]))
        parts = [[[word], *_case("я ю|еві", s), [word], *_case("ем і|ю е", s)] for s in stems]
        return _merge(parts)
    if word.endswith("й"):
        return _case("й я ю й єм ю|ї ю", word[:-1])
    if word[-1:] not in "бвгґджзклмнпрстфхцчшщ":
        return None
    stems = [opened]
    if word.endswith("ок") and len(word) > 4:
        stems.append(word[:-2] + "к")
    if word.endswith(("чів", "жів", "шів", "щів")) or word in ("канів", "могилів"):
        stems.append(word[:-2] + "ев")
    parts = []
    for s in stems:
        soft = s[:-1] + {"г": "з", "х": "с"}.get(s[-1], s[-1])
        place = [soft + "і", s + "у"] if s[-1] != "к" else [s + "у"]
        if s.endswith("ук"):  # у Кременчуці beside у Кременчуку
            place.append(s[:-1] + "ці")
        om = [s + "ем"] if s[-1] in "жшщч" else [s + "ом"]
        parts.append([[word], [s + "а", s + "у"], [s + "у", s + "ові"], [word], om, [*place, s + "ові"], [s + "е"]])
    return _merge(parts)


def _open(word: str) -> str:
    """The stem of the oblique cases."""
    if word in _CLOSED:
        return _CLOSED[word]
    stem = word.removesuffix("ь")
    if word.endswith("їв"):
        return word[:-2] + "єв"
    if word.endswith("ів"):
        return word[:-2] + "ов"
    if word.endswith("піль"):
        return word[:-4] + "пол"
    if word.endswith(("бір", "гір", "ріг")):
        return word[:-2] + "о" + word[-1]
    return stem


def _merge(parts: list[Forms]) -> Forms:
    return [list(dict.fromkeys(f for p in parts for f in p[i])) for i in range(CASES)]


def cases(name: str) -> Forms:
    """A name's forms by case; its words agree."""
    words = name.split()
    several = len(words) > 1
    return combine([_word(w, several and i < len(words) - 1) for i, w in enumerate(words)])


def decline(name: str) -> list[str]:
    """All forms but the vocative of a lower-case name of one or more words, without repeats, nominative first."""
    return flatten(cases(name)[:-1])


def _word(word: str, before_noun: bool) -> Forms:
    if not word.replace("'", "").isalpha() and "-" not in word:
        return [[word]] * CASES
    return hyphenated(word, lambda w: _plain(w, before_noun)) or _plain(word, before_noun)


def _plain(word: str, before_noun: bool) -> Forms:
    if len(word) < 3 and word not in _CLOSED:
        return [[word]] * CASES
    if word in ("стрий", "макій", "каспій", "дмитрій"):
        return noun(word)
    if word.endswith(("ий", "ій")) or (before_noun and word.endswith(("а", "я", "і", "е", "ів", "їв"))):
        return adjective(word) or noun(word)
    if word.endswith(("ська", "цька", "зька")):
        return adjective(word) or noun(word)
    if word.endswith(("ова", "ева", "єва")):  # Лозова is an adjective, Зінькова a noun: both ways
        return _merge([noun(word), adjective(word) or noun(word)])
    if word.endswith(("ські", "цькі", "ні", "лі", "ті", "ві")) and before_noun:
        return adjective(word) or noun(word)
    return noun(word)
