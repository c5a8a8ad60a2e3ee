"""Things shot down that are told without a number: one where the words are singular, else not disclosed."""

from bot.extraction.document import Document
from bot.extraction.frames.figure import DOWNED, SENT, Figure, read_hints
from bot.extraction.frames.pairing import _AND, place_groups
from bot.extraction.frames.splits import came_through
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence
from bot.extraction.tokens import WORD
from bot.extraction.words import lexicon

_MAKES = frozenset(["орлан", "ланцет", "герберу", "молнію", "герань", "мерлін", "суперкам", "зала"])
_BY_MEANS = ("ою", "ой", "ом", "ем")
_ALSO = frozenset(["і", "й", "та", "плюс", "також", "и"])
_THEM = frozenset(["them", "which", "these", "those", "них", "которых", "яких"])
_ATTACKS = ("атак", "налет", "нападени", "удар")
_FINITE = ("ли", "ил", "ла", "ло", "ны", "на", "но", "ен", "ты", "то", "та", "ит")
_RAIDS = frozenset(["attack", "raid", "strike"])
_OBLIQUE = ("том", "ном", "того", "ного", "тому", "ному", "тым", "ным")
_ON_THE_GROUND = frozenset(
    ["troops", "brigade", "infantry", "positions", "assault", "assaults", "front", "line", "soldiers", "direction",
     "sector", "cyberattack", "hackers", "attempts", "would", "could"]
)  # fmt: skip
_FIGHTERS = ("боец", "бойц", "самооборон", "росгвард", "полицейск", "военнослуж", "дружинник", "казак", "погранич",
             "егер", "доброволец", "добровольц")  # fmt: skip
_ONE_MISSILE = ("ракету", "авіабомбу")


def add_shares(doc: Document, sentence: Sentence, figures: list[Figure]) -> None:
    """ "Более половины из 80 сбитых – над A": the number is the total, and A has a share without a number."""
    if "most" not in sentence.cats:
        return
    for figure in list(figures):
        before = doc.tokens[figure.i - 1].word if figure.i else ""
        if before in ("из", "з", "із", "of") and any(0 <= figure.i - m.j <= 2 for m in sentence.all("most")):
            share = Figure(Amount(None, "some"), figure.i, figure.j, sentence)
            share.weapon, share.mode, share.places, share.most = figure.weapon, figure.mode, figure.places, True
            figure.places, figure.total = [], True
            figures.append(share)
    for mark in sentence.all("most"):
        before_it = [f for f in figures if f.end <= mark.i and f.amount.n is not None]
        if not before_it or not _of_them(doc, mark):
            continue
        whole, groups = before_it[-1], [g for g in place_groups(doc, sentence) if g[0].i >= mark.j]
        if groups and (not whole.places or whole.places[0].i >= mark.j):  # "42 drones, half of them over A"
            share = Figure(Amount(None, "some"), mark.i, mark.j, sentence)
            share.weapon, share.mode, share.places, share.most = whole.weapon, whole.mode, groups[0], True
            whole.places, whole.total = [], True
            figures.append(share)


def _of_them(doc: Document, most: Mark) -> bool:
    after = doc.tokens[most.j].word if most.j < len(doc.tokens) else ""
    if most.name == "most" and doc.language == "ru" and after in ("—", "над"):
        return True  # "большая часть — над А"
    return any(w in _THEM for w in doc.forms[most.i : most.j + 2])


def single_ones(doc: Document, sentence: Sentence, figures: list[Figure]) -> list[Figure]:
    """One more thing shot down, told in the singular beside a number of others: "ракета С-200 и 15 беспилотников"."""
    done = [f for f in figures if f.mode in DOWNED]
    if not done:
        return []
    made = []
    kinds = {f.weapon for f in figures}
    for weapon in sentence.all("weapon"):
        if (
            (weapon.name in kinds and not _listed_with_others(doc, sentence, weapon))
            or doc.tokens[weapon.j - 1].word.endswith(_BY_MEANS)
            or any(f.i <= weapon.i < f.end for f in figures)
            or not _is_one(doc, sentence, weapon, weapon)
        ):
            continue
        if any(m.cat == "prep" and m.j == weapon.i for m in sentence.marks):
            continue
        if doc.language != "ru" and came_through(doc, sentence, weapon):
            continue
        figure = Figure(Amount(1), weapon.i, weapon.j, sentence)
        figure.weapon, figure.mode = weapon.name, done[0].mode
        made.append(figure)
    return made


def _listed_with_others(doc: Document, sentence: Sentence, weapon: Mark) -> bool:
    """ "Two HIMARS rockets, a Neptune missile and 206 drones", "сім «шахедів» та «Орлан»": one of a list of kinds."""
    if doc.language == "uk" and doc.tokens[weapon.j - 1].word in _MAKES:
        return any(w in ("та", "і", "й") for w in doc.forms[weapon.i - 3 : weapon.i])
    if doc.language != "en" or weapon.name not in ("missile", "cruise_missile", "ballistic_missile"):
        return False
    article = doc.tokens[weapon.i - 1].word in ("a", "an") and doc.tokens[weapon.i - 2].word in (",", "and")
    return article and weapon.j < sentence.j and doc.tokens[weapon.j].word in (",", "and", ".")


def second_ones(doc: Document, sentence: Sentence, figures: list[Figure], verbs: list[Mark]) -> list[Figure]:
    """ "Один аппарат врезался в корпус, второй сбит": one more, told by its ordinal beside another number."""
    made = []
    for mark in sentence.all("add", "second"):
        done = [v for v in verbs if v.name in DOWNED and 0 <= v.i - mark.j <= 2] or _as_the_first(
            doc, sentence, mark, verbs
        )
        apart = mark.i > sentence.i and doc.tokens[mark.i - 1].word in (",", "—", ";", "а", "и")
        if not done or not apart or not any(f.i < mark.i for f in figures):
            continue
        figure = Figure(Amount(1), mark.i, max(done[0].j, mark.j), sentence)
        figure.weapon, figure.mode, figure.own = figures[0].weapon, done[0].name, True
        made.append(figure)
    return made


def _as_the_first(doc: Document, sentence: Sentence, other: Mark, verbs: list[Mark]) -> list[Mark]:
    """ "Одна ракета сбита над А, другая – над Б": the verb is the one told of the first."""
    dash = doc.tokens[other.j : other.j + 1]
    over = dash and dash[0].word == "—" and any(m.i == other.j + 1 for m in sentence.all("prep", "over", "in"))
    return [v for v in verbs if v.name in DOWNED and v.i < other.i][-1:] if over and doc.language == "ru" else []


def told_by_order(doc: Document, sentence: Sentence, verbs: list[Mark], weapon: str) -> list[Figure]:
    """ "Два дрона атаковали завод. Первый уничтожила охрана, второй подавили": one of each."""
    made = []
    for mark in sentence.all("order") and [*sentence.all("order"), *sentence.all("add", "second")]:
        done = [v for v in verbs if v.name in DOWNED and 0 <= v.i - mark.j <= 2]
        if done and not any(t.word in (",", ";") for t in doc.tokens[mark.j : done[0].i]):
            figure = Figure(Amount(1), mark.i, done[0].j, sentence)
            figure.weapon, figure.mode, figure.own = weapon or "uav", done[0].name, True
            made.append(figure)
    return made


def put_out(doc: Document, sentence: Sentence, verb: Mark) -> bool:
    """ "В цехе начался пожар, к полудню его ликвидировали", "пошкоджені три будинки, один знищений": no drone."""
    if doc.language == "uk" and doc.tokens[verb.i].word.startswith(("знищен", "ліквідован")):
        if not sentence.has("weapon") and any(0 <= m.i - verb.j <= 2 for m in sentence.all("object")):
            return True  # "знищено пожежну автоцистерну"
        harmed = [m.i for m in sentence.all("verb", "damage") if m.i < verb.i]
        things = [m.i for m in sentence.all("object") if harmed and harmed[0] < m.i < verb.i]
        return bool(things) and not any(w.i > harmed[0] for w in sentence.all("weapon"))
    if doc.language == "ru" and (_minus_a_thing(doc, sentence, verb) or _tells_of_a_fighter(doc, sentence, verb)):
        return True
    if not doc.tokens[verb.i].word.startswith(("ликвидир", "нейтрализ")):
        return False
    fires = [m.i for m in sentence.all("verb", "fire") if m.i < verb.i]
    weapons = [m.i for m in sentence.all("weapon") if m.i != verb.i]
    return bool(fires) and not any(w > fires[-1] for w in weapons)


def _minus_a_thing(doc: Document, sentence: Sentence, verb: Mark) -> bool:
    """ "Минус один логистический центр": a noun follows that is no weapon."""
    if doc.tokens[verb.i].word != "минус":
        return False
    after = next((m.j for m in sentence.all("num") if m.i == verb.j), verb.j)
    if any(verb.j <= m.i <= after + 2 for m in (*sentence.all("weapon"), *sentence.all("add"))):
        return False
    return after < sentence.j and (doc.tokens[after].kind is WORD or doc.tokens[after].word == '"')


def _tells_of_a_fighter(doc: Document, sentence: Sentence, verb: Mark) -> bool:
    """ "Ранен боец, он отражал атаку дрона": what somebody hurt was doing, no report."""
    doing = verb.name == "repelled" and doc.tokens[verb.i].word.startswith(("отража", "отбива", "отражени"))
    if not doing or not sentence.has("verb", "hurt", "killed") or sentence.has("num", "at_least"):
        return False
    return any(w.startswith(_FIGHTERS) for w in doc.forms[sentence.i : sentence.j])


def with_bare_ones(doc: Document, sentence: Sentence, figures: list[Figure]) -> list[Figure]:
    """ "Збито гіперзвукову ракету, 5 балістичних ракет": a missile without a number among those with one is one."""
    if not doc.mentions(_ONE_MISSILE):
        return figures
    made = list(figures)
    for mark in sentence.all("weapon"):
        words = doc.forms[mark.i : mark.j]
        if any(word in words for word in _ONE_MISSILE) and not any(f.i < mark.j and mark.i < f.end for f in figures):
            before = [f for f in figures if f.mode in DOWNED and (f.i > mark.i or _beside(doc, f.end, mark.i))]
            if before and not any(m.cat == "num" and 0 <= mark.i - m.j <= 2 for m in sentence.marks):
                bare = Figure(Amount(1), mark.i, mark.j, sentence)
                bare.weapon, bare.mode, bare.own = mark.name, before[0].mode, True
                made.append(bare)
    return sorted(made, key=lambda f: f.i)


def _beside(doc: Document, a: int, b: int) -> bool:
    words = doc.forms[a:b]
    return 0 < len(words) <= 3 and all(w in _AND or w == '"' for w in words)


def unnumbered(doc: Document, sentence: Sentence, verbs: list[Mark], last: str) -> list[Figure]:
    """Something shot down without a number: one where the words are singular, else not disclosed."""
    done = [v for v in verbs if v.name in DOWNED]
    if doc.language == "ru":  # "подорвался на сбитом дроне"
        done = [v for v in done if v.j - v.i > 1 or not doc.forms[v.i].endswith(_OBLIQUE)]
    weapons = [w for w in sentence.all("weapon") if w.name not in ("aviation", "artillery")] or [
        Mark("weapon", last or "uav", m.i, m.j)
        for m in sentence.marks
        if m.cat in ("pronoun", "most") or m.cat == "unit"
    ]
    if done and not weapons and doc.language == "ru":  # "атаку отбивали также в A и B"
        named = [v for v in done if doc.tokens[v.i].word.startswith(("цел", "перехваты", "работал"))] or _beaten_off(
            doc, sentence, done
        )
        weapons = [Mark("weapon", last or "uav", m.i, m.j) for m in named]  # "цели поражены над A и B"
    if done and not weapons and doc.language == "uk":  # "над містом є збиття"
        weapons = [
            Mark("weapon", "uav", v.i, v.j) for v in done if doc.tokens[v.j - 1].word == "збиття" and v.j - v.i > 1
        ]
    if done and not weapons and doc.language == "en":
        weapons = [Mark("weapon", last or "uav", v.i, v.j) for v in done if _beat_off_a_raid(doc, sentence, v)]
    if not done or not weapons:
        return []
    if doc.language == "en":  # "a downed drone", "debris of a downed drone": what lies there, no report
        done = [v for v in done if not any(w in ("a", "the", "one") for w in doc.forms[max(v.i - 1, 0) : v.i])]
        if not done:
            return []
    verb = done[0]
    named = [w for w in weapons if w.name != "air_target"] or weapons  # "ціль: безпілотник Орлан"
    weapon = min(named, key=lambda w: abs(w.i - verb.i))
    if not _one_clause(doc, sentence, verb, weapon):  # "came with drones; most of them were downed"
        stands = [m for m in sentence.marks if m.cat in ("pronoun", "most") and _one_clause(doc, sentence, verb, m)]
        weapon = Mark("weapon", weapon.name, stands[0].i, stands[0].j) if doc.language == "en" and stands else weapon
    if not _one_clause(doc, sentence, verb, weapon):
        return []
    if weapon.i < verb.i and any(m.cat == "object" and 0 <= m.i - verb.j <= 2 for m in sentence.marks):
        return []  # "били шахедами: знищено три вантажівки"
    singular = _is_one(doc, sentence, verb, weapon) and weapon.i != verb.i and not _attack_by(doc, weapon)
    most = sentence.all("most")
    figure = Figure(
        Amount(1) if singular and not most else Amount(None, "some"),
        min(verb.i, weapon.i),
        max(verb.j, weapon.j),
        sentence,
    )
    figure.start, figure.end = figure.i, figure.j
    figure.weapon, figure.mode = weapon.name, verb.name
    figure.most = bool(most)
    figure.add = sentence.has("add", "second")
    groups = place_groups(doc, sentence)
    figure.places = groups[0] if groups else []
    for group in groups[1:] if doc.language == "ru" else ():  # "…, на Кубани, в Крыму"
        between = [t.word for t in doc.tokens[figure.places[-1].j : group[0].i]]
        if len(figure.places) < 3 or between not in ([",", "на"], ["и", "на"], [",", "а", "также", "на"]):
            break
        figure.places = [*figure.places, *group]
    read_hints(sentence, figure)
    return [figure]


def _beaten_off(doc: Document, sentence: Sentence, done: list[Mark]) -> list[Mark]:
    """The noun for the attack that was repelled, in a sentence that names a place or a time."""
    finite = any(v.name == "repelled" and doc.tokens[v.i].word.endswith(_FINITE) for v in done)
    if not finite or not (sentence.has("place") or sentence.has("when")):
        return []
    return [m for m in sentence.all("verb", "attack") if doc.tokens[m.i].word.startswith(_ATTACKS)]


def listed_one(doc: Document, sentence: Sentence, mode: str) -> list[Figure]:
    """A list item without a number: "- керовану авіаційну ракету Х-59;" is one."""
    weapons = [w for w in sentence.all("weapon") if w.name not in ("aviation", "artillery")]
    goes_on = opens_with_and(doc, sentence)
    if not (sentence.item or goes_on) or mode not in DOWNED | SENT or not weapons or sentence.has("verb"):
        return []
    weapon = weapons[0]
    if weapon.i - sentence.i > 3 or not _is_one(doc, sentence, weapon, weapon):
        return []
    figure = Figure(Amount(1), weapon.i, weapon.j, sentence)
    figure.weapon, figure.mode, figure.own, figure.add = weapon.name, mode, True, goes_on
    return [figure]


def opens_with_and(doc: Document, sentence: Sentence) -> bool:
    """ "І ракету Х-59.": a sentence that goes on with the one before it."""
    return doc.tokens[sentence.i].word in _ALSO and sentence.j - sentence.i <= 8


def _is_one(doc: Document, sentence: Sentence, verb: Mark, weapon: Mark) -> bool:
    """Whether the words are singular ("збили ворожий дрон"). A phrase hides its words, so its own are looked up."""
    senses = {s for t in doc.tokens[weapon.i : weapon.j] for s in lexicon(doc.language).entry(t.word).senses}
    if ("grammar", "plural") in senses:
        return False
    if ("grammar", "singular") in senses:
        return True
    near = [m for m in sentence.marks if m.cat == "grammar" and m.name == "singular"]
    return any(m.i == verb.i or weapon.i - 3 <= m.i < weapon.i for m in near)


def _attack_by(doc: Document, weapon: Mark) -> bool:
    """ "A drone attack was repelled": nobody says by how many."""
    return weapon.j < len(doc.tokens) and doc.tokens[weapon.j].word in ("attack", "raid", "strike", "assault")


def _one_clause(doc: Document, sentence: Sentence, verb: Mark, weapon: Mark) -> bool:
    a, b = sorted((verb.i, weapon.i))
    return b - a <= 16 and not any(doc.tokens[k].word in (";", ".") for k in range(a, b))


def _beat_off_a_raid(doc: Document, sentence: Sentence, verb: Mark) -> bool:
    """ "The military repelled an attack on A": from the air, where no ground forces are spoken of."""
    if verb.name != "repelled" or not doc.tokens[verb.i].word.endswith("ed"):
        return False
    words = doc.forms[sentence.i : sentence.j]
    near = set(doc.forms[max(sentence.i, verb.i - 6) : verb.j + 4])
    return not _RAIDS.isdisjoint(near) and _ON_THE_GROUND.isdisjoint(words)
