"""Names of settlements that no table knows, given back in the nominative by the general rules of declension.

After an introducer ("в селе Козинка") officials mostly leave the name undeclined; after a bare preposition
("в Козинке") it is declined. Only endings that can be nothing else are changed after an introducer.
"""

_RU_BARE = (
    ("ри", "рь"), ("ни", "нь"), ("ми", "мь"), ("ли", "ль"), ("зи", "зь"), ("ти", "ть"),
    ("вкой", "вка"), ("нкой", "нка"), ("лкой", "лка"), ("чкой", "чка"), ("шкой", "шка"),
    ("ской", "ская"), ("цкой", "цкая"), ("ском", "ское"), ("цком", "цкое"), ("ске", "ск"), ("ках", "ки"),
    ("нах", "ны"),
    ("лах", "лы"), ("чах", "чи"), ("вах", "вы"), ("дах", "ды"), ("тах", "ты"), ("рах", "ры"), ("шах",
    "ши"), ("ях", "и"),
    ("ове", "ово"), ("еве", "ево"), ("ине", "ино"), ("ыне", "ыно"), ("граде", "град"), ("роде", "род"),
    ("ке", "ка"),
    ("це", "ца"), ("хе", "ха"), ("ге", "га"), ("не", "на"), ("ве", "ва"), ("ле", "ль"), ("ии", "ия"),
    ("ье", "ье"),
    ("ой", "ая"), ("ом", "ое"), ("ых", "ые"), ("их", "ие"),
)  # fmt: skip
_RU_INTRODUCED = (
    ("ске", "ск"),
    ("цке", "цк"),
    ("граде", "град"),
    ("нке", "нка"),
    ("вке", "вка"),
    ("ках", "ки"),
    ("овке", "овка"),
)
_RU_ADJECTIVES = (("ой", "ая"), ("ей", "яя"), ("ом", "ое"), ("ых", "ые"), ("их", "ие"), ("ую", "ая"), ("ого", "ое"))

_UK_BARE = (
    ("ф'ї", "фа"), ("'ю", "'я"), ("'ї", "'я"), ("'ям", "'я"),
    ("ській", "ська"), ("цькій", "цька"), ("ському", "ське"), ("ську", "ськ"), ("цьку", "цьк"), ("ках",
    "ки"), ("нах", "ни"),
    ("лах", "ли"), ("чах", "чі"), ("вах", "ви"), ("тах", "ти"), ("рах", "ри"), ("ях", "і"), ("івці",
    "івка"), ("ївці", "ївка"),
    ("инці", "инка"), ("нці", "нка"), ("вці", "вка"), ("єві", "їв"), ("ові", "ів"), ("ині", "ине"), ("аді",
    "ада"), ("оді", "ода"),
    ("ові", "ове"), ("ці", "ка"), ("зі", "га"), ("ві", "ва"), ("ні", "на"), ("лі", "ль"), ("ому", "е"),
    ("их", "і"), ("ій", "а"),
    ("ку", "ка"), ("ву", "ва"), ("ну", "на"), ("ку", "к"),
)  # fmt: skip
_UK_INTRODUCED = (("івці", "івка"), ("ївці", "ївка"), ("нці", "нка"), ("ську", "ськ"), ("цьку", "цьк"))
_UK_ADJECTIVES = (("ій", "а"), ("ої", "а"), ("ому", "е"), ("их", "і"), ("у", "а"))


_MASCULINE, _FEMININE, _NEUTER = ("город", "посел", "хутор", "аул", "пгт"), ("деревн", "станиц", "слобод"), ("сел",)
_HUSHING = "кгхжшчщ"


def agreeing(word: str, noun: str) -> str:
    """A name that is a Russian adjective, in the nominative of its noun's gender: "в хуторе Гавердовском" is
    Гавердовский, "в селе Покровском" Покровское, "в станице Ханской" Ханская. Other names come back as they are."""
    if noun.startswith(_FEMININE) and word.endswith(("ой", "ую")) and len(word) > 5:
        return word[:-2] + "ая"
    for ending in ("ском", "цком", "ском", "ного", "ского", "цкого", "ном", "вом", "лом"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[:-3] if word.endswith("ого") else word[:-2]
            if noun.startswith(_MASCULINE):
                return stem + ("ий" if stem[-1] in _HUSHING else "ый")
            if noun.startswith(_NEUTER):
                return stem + "ое"
    return word


def nominative(words: list[str], language: str, introduced: bool) -> str:
    """The nominative of a name of one or two words, in small letters."""
    if language == "en" or not words:
        return " ".join(words)
    bare, left, adjectives = (
        (_RU_BARE, _RU_INTRODUCED, _RU_ADJECTIVES) if language == "ru" else (_UK_BARE, _UK_INTRODUCED, _UK_ADJECTIVES)
    )
    last = _ending(words[-1], left if introduced else bare)
    if len(words) == 1:
        return last
    first = words[0]
    if not introduced or last != words[-1] or first.endswith(("ой", "ую", "ій", "ої", "ому", "ом", "ых")):
        first = _ending(first, adjectives)
        last = _ending(words[-1], bare)
    return " ".join([first, *words[1:-1], last])


def _ending(word: str, table: tuple[tuple[str, str], ...]) -> str:
    for old, new in table:
        if word.endswith(old) and len(word) > len(old) + 1:
            return word[: -len(old)] + new
    return word
