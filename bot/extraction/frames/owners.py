"""Things that are part of another: the plant's store, the port's crane, the terminal's rack."""

from bot.extraction.document import Document
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence

OWNERS = ("agricultural", "industrial", "commercial", "social", "administrative")
_SITES = ("industrial", "agricultural", "port")
_SITE_PARTS = ("навес", "ангар", "склад", "насосн", "эстакад", "трубопровод", "котельн", "бытовк", "хозблок",
               "постройк", "строени", "помещени", "пристройк", "вагончик", "подсобн", "хозпостро",
               "трансформатор", "кабел", "провод")  # fmt: skip
_ON_SITE = ("на", "в", "территории", "площадке", "дворе", "территорию", "площадку", "двор")
_GROUNDED = ("industrial", "commercial", "social", "port", "administrative", "agricultural", "energy")
_GROUNDS = ("территори", "промзон", "промплощадк", "парков", "стоянк", "двор", "автостоянк", "площадк", "проходн")
_SIGNS = frozenset([",", ";", ":"])
_BOATS = ("катер", "лодк", "лодок")
_FIRE_OF = ("огн", "вооружени", "экипаж", "расчет", "сил", "средств", "оруди", "артиллери", "пулемет", "моряк")
_STORES = ("склад", "ангар", "навес")


def of_its_site(doc: Document, mark: Mark, before: list[Mark], following: Mark | None) -> bool:
    """ "На территории нефтебазы загорелась насосная", "навес зернотока", "эстакада терминала": a part of the site."""
    if not doc.tokens[mark.i].word.startswith(_SITE_PARTS):
        return False
    if following is not None and following.name in _SITES and 0 <= following.i - mark.j <= 2:
        between = doc.forms[mark.j : following.i]
        if all(len(w) > 4 and w.isalpha() for w in between):
            return True
    for site in before:
        at = doc.tokens[site.i - 1].word
        at = doc.tokens[site.i - 2].word if at.endswith(("ом", "ой")) and site.i > 1 else at
        if site.name in _SITES and (at in _ON_SITE or doc.tokens[site.i].word == "на"):
            words = doc.forms[site.j : mark.i]
            if len(words) <= 4 and ":" in words and "," not in words:
                return True  # "на территорию химкомбината: повреждена труба эстакады"
            if len(words) <= 10 and not any(w in (",", ";", ".") for w in words):
                return True
    return False


def without_grounds(doc: Document, sentence: Sentence, marks: list[Mark], verbs: list[Mark]) -> list[Mark]:
    """ "В промзоне беспилотник атаковал грузовик", "на парковке торгового центра повреждены три машины": the place that
    opens the clause, where a car alone was hit (Russian)."""
    kept: list[Mark] = []
    for k, mark in enumerate(marks):
        following = marks[k + 1] if k + 1 < len(marks) else None
        if following is None or following.name != "vehicle" or mark.name not in _GROUNDED:
            kept.append(mark)
            continue
        words = doc.forms[mark.j : following.i]
        told = any(mark.j <= v.i < following.i for v in verbs) and not _SIGNS & set(words)
        others = any(m.i > following.i and m.name != "vehicle" for m in marks) or "пожар" in words
        if others or not (told and _stands_on(doc, sentence, mark)):
            kept.append(mark)
    return kept


def _stands_on(doc: Document, sentence: Sentence, mark: Mark) -> bool:
    """Whether "на территории", "в", "у", "во дворе" stands before it, and no verb of harm."""
    before = doc.forms[max(sentence.i, mark.i - 3) : mark.i]
    if any(m.cat == "verb" and m.name != "fell" and m.i < mark.i for m in sentence.marks):
        return False
    ground = any(w.startswith(_GROUNDS) for w in (*before, doc.forms[mark.i]))
    return (ground and bool({"на", "в", "во"} & set(before))) or (before[-1:] == ["в"] and mark.name == "port")


def of_that_port(doc: Document, sentence: Sentence, marks: list[Mark], store: Mark) -> bool:
    """ "Побито причал, ангар і кран порту": the port's own."""
    if not doc.tokens[store.i].word.startswith(("ангар", "склад")):
        return False
    ends = max((v.j for v in sentence.all("verb") if v.i < store.i), default=sentence.i)
    later = [m for m in marks if ends <= m.i <= store.j + 3 and m.name == "port"]
    return any(doc.tokens[k].word == "порту" for m in later for k in range(m.i, m.j))


def genitive_owner(doc: Document, shed: Mark, house: Mark) -> bool:
    """ "Літню кухню приватного обійстя": whose shed it is."""
    return shed.j == house.i and doc.tokens[house.i].word.endswith("ого")


def holds_a_ship(doc: Document, marks: list[Mark], port: Mark) -> bool:
    """ "A bulk carrier in the port of A", "at the port of A, where a vessel": the ship alone was hit."""
    ships = [m for m in marks if m.name == "vessel"]
    words = doc.forms[port.i - 2 : port.j + 1] if port.i > 1 else []
    if not ships or not words or not {"in", "at", "alongside", "near", "beside"} & set(words[:2]):
        return False
    after = doc.forms[port.j : port.j + 5]
    if words[-1] == "of" and "sank" in [t.word for t in doc.tokens[ships[0].j : port.i]]:
        return True  # "a ferry carrying fuel sank in the port of A"
    where = words[-1] == "of" or "where" in after
    beside = [t.word for t in doc.tokens[ships[0].j : port.i]]
    if where and len(beside) <= 7 and "," not in beside and "and" not in beside and ships[0].i < port.i:
        return True  # "a tanker with liquefied gas in the port of A"
    return any(0 <= port.i - m.j <= 4 for m in ships) or (where and ships[-1].i > port.i)


def berths_a_ship(doc: Document, marks: list[Mark], port: Mark) -> bool:
    """ "В порту Тамань повреждён танкер", "судно, стоявшее у причала": the ship alone was hit."""
    if not any(m.name == "vessel" and m.i != port.i for m in marks):
        return False
    before = set(doc.forms[max(0, port.i - 2) : port.i])
    if doc.tokens[port.i].word.startswith(("причал", "пирс")):
        return bool(before & {"у", "возле", "к"})
    where = doc.tokens[port.j - 1].word in ("порту", "порте", "гавани", "портах", "терминале")
    return where and bool(before & {"в", "на"})


def of_the_port(doc: Document, store: Mark, following: Mark | None) -> bool:
    """ "Warehouses and equipment in one of the ports": the port's own."""
    if following is None or following.name != "port" or not doc.tokens[store.i].word.startswith("warehouse"):
        return False
    words = doc.forms[store.j : following.i]
    return any(w in ("in", "at", "of") for w in words) and "," not in words


def of_its_quays(doc: Document, sentence: Sentence, mark: Mark) -> bool:
    """ "В порту горит терминал": the port's own (Russian)."""
    return doc.forms[mark.i].startswith("терминал") and sentence.has("object", "port")


def takes_no_harm(doc: Document, mark: Mark) -> bool:
    """ "Атаковали тремя безэкипажными катерами. Огнём корабля все катера уничтожены": the boats are the weapon, and
    the ship is who shot (Russian)."""
    if mark.name != "vessel" or not doc.has("weapon", "usv"):
        return False
    return doc.forms[mark.i].startswith(_BOATS) or doc.forms[mark.i - 1].startswith(_FIRE_OF)


def belongs_to(doc: Document, store: Mark, following: Mark) -> bool:
    """ "Склад с зерном", "ангар сельхозпредприятия", "навес автозаправки": a part of what is named after it."""
    word = doc.tokens[store.i].word
    if following.name == "agricultural" and following.i - store.j <= 1 and word.startswith("склад"):
        return True
    owned = following.name in OWNERS and following.name != store.name
    return owned and word.startswith(_STORES) and adjoins(doc, store, following)


def adjoins(doc: Document, one: Mark, other: Mark) -> bool:
    """The second noun follows in the genitive, at most an adjective between."""
    between = [t for t in doc.tokens[one.j : other.i] if t.word != '"']
    return len(between) <= 1 and all(len(t.word) > 4 and t.word.isalpha() for t in between)
