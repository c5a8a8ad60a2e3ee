"""Numbers that divide, place or go with another one: in brackets, still in the air, confirmed over these regions."""

from bot.extraction.document import Document
from bot.extraction.frames.figure import DOWNED, SENT, Figure
from bot.extraction.frames.pairing import place_groups
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence
from bot.extraction.spots import DISTRICT, REGION, SEA, SETTLEMENT, Spot, is_aside

_TOWN = frozenset(["місто", "село", "селище", "громаду", "райцентр"])
_SHELLS = ("артобстрел", "сброс", "снаряд", "миномет", "артудар", "артиллерия")
_WRECKAGE = (
    "крыл",
    "хвост",
    "кусок",
    "куск",
    "обломк",
    "фрагмент",
    "остатк",
    "остов",
    "деталей",
    "двигател",
    "частей",
    "части",
    "корпус",
)
_CONFIRMED = ("підтвердж", "confirm")
_DONE = (
    "полюва", "вполюв", "збит", "збива", "відпрацьов", "відпрацюв", "працюв", "бойов", "зупин", "знешкодж", "географ",
    "перехоп", "приземл", "поразк", "наздогн", "дістал", "ліквід", "знищ", "worked", "hunted", "interceptions",
    "interception", "took", "combat", "operated", "kills", "geography", "happened", "caught",
)  # fmt: skip
_TRIED = frozenset(["that", "which", "trying", "attempting", "tried", "aiming"])
_BLOWS = ("удар", "атак", "обстріл", "strike", "attack")
_NO_LIST = frozenset(["verb", "num", "danger"])
_PARTS = frozenset([",", "—", ";", "-", "and", "з", "із"])


def without_split(doc: Document, sentence: Sentence, figures: list[Figure]) -> list[Figure]:
    """ "70 БпЛА (41 збито, 29 подавлено)": what brackets divide by cause is no row of its own."""
    if len(figures) < 3 or not any(doc.tokens[f.i - 1].word == "(" for f in figures if f.i):
        return figures
    dropped: list[Figure] = []
    for k, whole in enumerate(figures):
        end = whole.end
        if end >= sentence.j or doc.tokens[end].word != "(":
            continue
        close = next((n for n in range(end, sentence.j) if doc.tokens[n].word == ")"), end)
        inside = [f for f in figures[k + 1 :] if f.i < close]
        if (
            len(inside) > 1
            and sum(f.amount.n or 0 for f in inside) == whole.amount.n
            and not any(f.places for f in inside)
        ):
            dropped += inside
    return [f for f in figures if f not in dropped]


def aloft(doc: Document, sentence: Sentence) -> list[Mark]:
    """ "Ще один досі в небі": neither shot down nor sent, as verbs."""
    if "aloft" not in sentence.cats:
        return []
    marks = sentence.all("aloft")
    if doc.language == "en":  # "the three that entered the airspace overnight were downed"
        marks = [m for m in marks if doc.forms[m.i - 1] not in ("that", "which", "who")]
    return [Mark("verb", "away", m.i, m.j) for m in marks]


def flown(doc: Document, sentence: Sentence, figures: list[Figure], verbs: list[Mark]) -> list[Mark]:
    """ "Шість дронів летіли на А, три збито": those that flew were launched, as verbs."""
    done = [v for v in verbs if v.name in DOWNED]
    if not done or (len(figures) < 2 and not sentence.has("most", "all")):
        return []
    made = []
    for verb in sentence.all("verb", "heading"):
        counted = any(f.own and 0 <= verb.i - f.end <= 1 and doc.tokens[f.end].word not in (",", "—") for f in figures)
        first = next((v.i for v in done if v.i > verb.i), done[-1].i)  # "six bound for A were downed, earlier five"
        signs = any(doc.tokens[k].word in _PARTS for k in range(verb.j, first))
        if counted and signs and done[-1].i > verb.i and not any(v.i < verb.i for v in done):
            made.append(Mark("verb", "launched", verb.i, verb.j))
    return made


def downed_after_all(doc: Document, figure: Figure, after: list[Mark]) -> str:
    """ "Two drones that were trying to attack A have been destroyed": the verb behind the relative clause, or ""."""
    between = {t.word for t in doc.tokens[figure.end : after[0].i]}
    if after[0].name not in ("attack", "launched") or _TRIED.isdisjoint(between):
        return ""
    return next((v.name for v in after[1:] if v.name in DOWNED), "")


def lists_places(doc: Document, sentence: Sentence) -> bool:
    """ "География: Белгородская, Курская области, Крым": the places of the number before, and nothing else."""
    if doc.language != "ru" or not _NO_LIST.isdisjoint(sentence.cats) or "place" not in sentence.cats:
        return False
    colon = next((k for k in range(sentence.i, min(sentence.i + 4, sentence.j)) if doc.tokens[k].word == ":"), 0)
    places = [m for m in sentence.all("place", "region", "sea") if m.i > colon]
    return bool(colon) and len(places) > 2 and sentence.j - places[-1].j <= 3


def placed_by(doc: Document, sentence: Sentence, figures: list[Figure]) -> None:
    """ "Збито 67 дронів. Збиття підтверджено в А, Б і В": the places of the number before."""
    if not figures or figures[-1].places or figures[-1].mode not in DOWNED or not sentence.has("place"):
        return
    if lists_places(doc, sentence):
        figures[-1].places = [m for group in place_groups(doc, sentence) for m in group]
        return
    words = doc.forms[sentence.i : sentence.j]
    if any(w.startswith(_CONFIRMED) for w in words) or tells_where(doc, sentence):
        groups = place_groups(doc, sentence)
        figures[-1].places = groups[0] if groups else []


def tells_where(doc: Document, sentence: Sentence) -> bool:
    """ "Полювали на них в А, Б і В", "Збиття – в А та Б", "Бойова робота – у межах А, Б": where it was done, and no
    more than that."""
    if doc.language == "ru" or sentence.has("num") or sentence.has("verb", "damage", "fire", "hit", "killed", "hurt"):
        return False
    words = doc.forms[sentence.i : sentence.j]
    groups = place_groups(doc, sentence) if any(w.startswith(_DONE) for w in words) else []
    return len(groups) == 1 and len(groups[0]) > 1 and all(m.name in (REGION, SEA) for m in groups[0])


def _at_a_thing(doc: Document, figure: Figure) -> bool:
    """ "Дві ракети вдарили по заводу": what hit one thing."""
    struck = [m for m in figure.sentence.all("struck") if 0 <= m.i - figure.end <= 1]
    return any(0 <= o.i - m.j <= 1 for m in struck for o in figure.sentence.all("object"))


def _in_a_local_list(doc: Document, figure: Figure) -> bool:
    """ "▪ Салтівський район – 3 БпЛА", "Нікопольщина. Ворог спрямував на район з десяток дронів": a line of a list of
    towns and districts, each with what came there."""
    said = figure.sentence
    line = [s for s in doc.sentences if s.line == said.line and s.i <= said.i]
    if not line or not line[0].item or said.has("verb", "downed", "jammed"):
        return False
    first = [m for m in line[0].all("place") if m.i - line[0].i <= 3]
    return bool(first) and first[0].name in (DISTRICT, SETTLEMENT)


def _hits_of_a_city(doc: Document, figure: Figure) -> bool:
    """ "14 strikes on the city by Shaheds and two missiles": what hit one city, told by the hits."""
    hits = [v for v in figure.sentence.all("verb", "attack") if doc.tokens[v.i].word in ("strikes", "attacks", "hits")]
    counted = [v for v in hits if any(m.j == v.i for m in figure.sentence.all("num")) and v.j < figure.i]
    return bool(counted) and [t.word for t in doc.tokens[counted[0].j : counted[0].j + 3]] == ["on", "the", "city"]


def _at_one_village(doc: Document, figure: Figure) -> bool:
    """ "По Слобідському району завдав ударів двома КАБ та трьома БпЛА", "two more drones struck a house in the village
    of A": what came to one of several places, where nothing is said of what was shot down."""
    said = figure.sentence
    if figure.mode != "attack" and not (said.has("struck") or said.has("verb", "attack")):
        return False
    places = [m for m in said.all("place") if isinstance(m.value, Spot) and m.value.regions and not is_aside(said, m)]
    introduced = {m.j for m in said.all("intro", "settlement")}
    told = any(m.name == DISTRICT or m.i in introduced for m in places)
    narrow = told and all(m.name in (DISTRICT, SETTLEMENT) for m in places)
    spots = figure.spots() or [m.value for m in places if isinstance(m.value, Spot)]
    alone = len({s.name for s in spots if s.name}) <= 1 and len({s.district for s in spots if not s.name}) <= 1
    if not narrow or not alone or said.has("verb", *DOWNED):
        return False
    elsewhere = {
        m.value
        for s in doc.sentences
        if s.scope == ""
        for m in s.all("place", DISTRICT, SETTLEMENT)
        if not is_aside(s, m)
    }
    return any(s not in spots for s in elsewhere)


def hit_one_place(doc: Document, figure: Figure) -> bool:
    """ "Під час удару трьох БпЛА постраждали троє людей": those that hit one place, in a list of places."""
    if doc.language == "en" and (_hits_of_a_city(doc, figure) or _struck_with(doc, figure)):
        return True
    if doc.language != "ru" and _at_one_village(doc, figure):
        return True
    if doc.language == "uk" and (
        _at_a_thing(doc, figure) or _in_a_local_list(doc, figure) or _at_the_town(doc, figure)
    ):
        return True
    blows = [v for v in figure.sentence.all("verb", "attack") if 0 <= figure.i - v.j <= 1]
    noun = bool(blows) and doc.tokens[blows[0].i].word.startswith(_BLOWS)
    harmed = figure.sentence.has("verb", "damage", "killed", "hurt", "fire") or figure.sentence.has("suffer")
    return noun and figure.sentence.item and harmed


def _at_the_town(doc: Document, figure: Figure) -> bool:
    """ "У Чугуєві вибухи, місто атакували шість дронів": those that came to one town."""
    return any(doc.forms[v.i - 1] in _TOWN for v in figure.sentence.all("verb", "attack", "launched"))


def _struck_with(doc: Document, figure: Figure) -> bool:
    """ "In A they struck a residential quarter with two missiles, leaving three dead": those that hit that town."""
    sentence = figure.sentence
    here = sentence.has("place", SETTLEMENT) and sentence.has("verb", "killed", "hurt")
    return here and doc.forms[figure.i - 1] == "with" and 0 < (figure.amount.n or 0) < 6


def opens_its_parts(doc: Document, figure: Figure) -> bool:
    """ "63 UAVs: 25 over A, 20 over B": the number before the colon is that of what follows."""
    ends = figure.end >= figure.sentence.j - 2
    return doc.language == "en" and figure.own and not ends and doc.tokens[figure.end].word == ":"


def of_those_sent(sentence: Sentence, figure: Figure, figures: list[Figure]) -> bool:
    """ "Загалом росія атакувала 92 дронами, 57 збито": the word belongs to the number before."""
    if figure.mode not in DOWNED:
        return False
    said = max((m.j for m in sentence.all("total") if m.j <= figure.i), default=0)
    return any(f.mode in SENT and said <= f.i < figure.i for f in figures)


def of_shelling(doc: Document, sentence: Sentence) -> bool:
    """ "Зафиксировано 23 артобстрела", "сбросов — 11", "больше всего досталось А: 62": what came, with no verb of
    what was done to it; such a sentence does not go on with the last one's."""
    if "num" not in sentence.cats or sentence.has("verb", *DOWNED, *SENT):
        return False
    words = doc.forms[sentence.i : sentence.j]
    return any(w.startswith(_SHELLS) for w in words) or (
        "досталось" in words and not {"больше", "сильнее"}.isdisjoint(words)
    )


def of_wreckage(doc: Document, sentence: Sentence, k: int) -> bool:
    """ "Показали обломки 25 уничтоженных дронов": of which the wreckage is, no report of what was shot down."""
    first = max(sentence.i, k - 3)
    at = k - 1
    while at >= first and not doc.forms[at].startswith(_WRECKAGE):
        at -= 1
    if at < first or any(w in (",", ";", ":", "—", "и") for w in doc.forms[at:k]):
        return False
    if not doc.tokens[k].word.endswith(("ых", "их", "ого")) and not any(m.i == k for m in sentence.all("num")):
        return False
    return any(k <= v.i <= k + 3 and doc.tokens[v.i].word.endswith("ых") for v in sentence.all("verb", *DOWNED))


def all_of_them(doc: Document, sentence: Sentence, figures: list[Figure]) -> None:
    """ "19 воздушных целей, все — БПЛА": what they were is told after a comma."""
    for figure in figures:
        if figure.weapon != "air_target":
            continue
        if doc.forms[figure.end : figure.end + 3] == [",", "все", "—"]:
            figure.weapon = next((w.name for w in sentence.all("weapon") if w.i == figure.end + 3), figure.weapon)


def came_through(doc: Document, sentence: Sentence, weapon: Mark) -> bool:
    """ "117 were downed; the missile and 19 drones hit 11 locations": a clause of its own that tells of a hit."""
    a, b = doc.clause(sentence, weapon.i, weapon.j, (";", "—"))
    deeds = {v.name for v in sentence.all("verb") if a <= v.i < b}
    return "hit" in deeds and deeds.isdisjoint(DOWNED)


def of_what_make(doc: Document, sentence: Sentence, num: Mark, before: Figure) -> bool:
    """ "49 приземлили (дванадцять – реактивні)": a smaller number alone in brackets, and what kind it counts."""
    if doc.forms[num.i - 1] != "(" or not isinstance(num.value, Amount) or before.end > num.i:
        return False
    close = next((k for k in range(num.j, min(num.j + 8, sentence.j)) if doc.forms[k] == ")"), 0)
    kind = close and doc.forms[num.j] in ("—", "з", "із", "були", "є")
    if not kind or (before.amount.n or 0) <= (num.value.n or 0):
        return False
    return not any(num.j <= m.i < close for m in sentence.all("place"))
