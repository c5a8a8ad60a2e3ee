"""Figures: the numbers of a report, each with its weapon, its places and what was done (shot down, jammed, launched)."""

from itertools import pairwise

from bot.extraction.document import Document
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.places import COUNTRY, DISTRICT, MACRO, REGION, SEA, SETTLEMENT, Spot, is_title
from bot.extraction.sentences import Sentence
from bot.extraction.tokens import MARK, WORD
from bot.extraction.words import Sense, lexicon

DOWNED = frozenset(["downed", "jammed", "lost", "repelled"])
SENT = frozenset(["launched", "attack", "foiled"])
_MODES = DOWNED | SENT | {"hit", "away", "fell"}
_FROM = frozenset(["з", "із", "зі", "из", "of"])
_WHICH = frozenset(["що", "які", "який", "яка", "которые", "который", "которая"])
_ONE_MISSILE = frozenset(["ракету", "авіабомбу"])
_BREAKS = frozenset([",", ";", "—", ":", "(", ")", "•"])
_AND = frozenset([",", "и", "та", "і", "й", "and", "также", "також"])
_PAST_TENSE = ("ли", "лись", "лось", "лась", "ло")
_OTHER = frozenset(["person.one", "thing.other"])


class Figure:
    """One number as said. `mode` is what was done; `places` the regions it was said for."""

    __slots__ = (
        "add",
        "amount",
        "each",
        "end",
        "headline",
        "i",
        "j",
        "mode",
        "most",
        "of",
        "own",
        "places",
        "rest",
        "sentence",
        "start",
        "subset",
        "total",
        "weapon",
    )  # fmt: skip

    def __init__(self, amount: Amount, i: int, j: int, sentence: Sentence) -> None:
        self.amount, self.i, self.j, self.sentence = amount, i, j, sentence
        self.mode, self.weapon, self.own = "", "", False
        self.places: list[Mark] = []
        self.each = self.subset = self.total = self.rest = self.add = self.headline = self.most = False
        self.start, self.end = i, j

    def __repr__(self) -> str:
        flags = [f for f in ("each", "subset", "total", "rest", "add", "headline") if getattr(self, f)]
        return f"<{self.amount.n} {self.amount.how} {self.mode} {self.weapon} {self.regions()} {flags}>"

    def spots(self) -> list[Spot]:
        """The places as Spots."""
        return [m.value for m in self.places if isinstance(m.value, Spot)]

    def own_place(self) -> bool:
        """Whether places of its own were said for it."""
        return bool(self.places)

    def regions(self) -> list[tuple[str, ...]]:
        """The regions of each place, in order, each once."""
        seen: list[tuple[str, ...]] = []
        for spot in self.spots():
            if spot.regions and spot.regions not in seen and spot.kind != MACRO:
                seen.append(spot.regions)
        return seen


def find_figures(doc: Document, block: list[Sentence]) -> list[Figure]:
    """The figures of the given sentences, in order. Sentences without a verb of their own go on with the last one's."""
    figures: list[Figure] = []
    mode, weapon = "", ""
    for sentence in block:
        found = _in_sentence(doc, sentence, mode, weapon)
        figures += found + _all_downed(sentence, figures, found)
        verbs = [m.name for m in sentence.marks if m.cat == "verb" and m.name in _MODES]
        mode = verbs[-1] if verbs else mode
        weapons = [m.name for m in sentence.marks if m.cat == "weapon"]
        if found:  # "62 дрони та імітатори, збито 41": what goes on is what was counted
            weapon = found[-1].weapon
        elif weapons:
            weapon = weapons[-1]
    return figures


def _all_downed(sentence: Sentence, before: list[Figure], here: list[Figure]) -> list[Figure]:
    """ "Атакован 7 беспилотниками, все сбиты": as many were shot down as were sent."""
    sent = [f for f in here or before[-1:] if f.mode in SENT and f.amount.n]
    if not sent or any(f.mode in DOWNED and f.amount.n is not None for f in here):
        return []
    verbs = [v for v in sentence.all("verb") if v.name in DOWNED]
    everything = [m for m in sentence.all("most", "all") if any(0 <= v.i - m.j <= 4 for v in verbs)]
    if not everything or (here and everything[0].i < sent[-1].i):
        return []
    figure = Figure(sent[-1].amount, everything[0].i, verbs[-1].j, sentence)
    figure.weapon, figure.mode, figure.places, figure.own = sent[-1].weapon, verbs[-1].name, sent[-1].places, True
    return [figure]


def _in_sentence(doc: Document, sentence: Sentence, mode: str, weapon: str) -> list[Figure]:
    by_start: dict[int, list[Mark]] = {}
    for mark in sentence.marks:
        by_start.setdefault(mark.i, []).append(mark)
    figures: list[Figure] = []
    for mark in sentence.marks:
        if mark.cat == "rest" and not _numbered(doc, sentence, mark):
            figure = Figure(Amount(None, "some"), mark.i, mark.j, sentence)
            figures.append(figure)
            continue
        if mark.cat != "num":
            continue
        counted = _unit(doc, sentence, mark, by_start)
        if counted is None:
            continue
        assert isinstance(mark.value, Amount)
        figure = Figure(mark.value, mark.i, mark.j, sentence)
        figure.weapon, figure.end = counted
        figure.own = bool(figure.weapon)
        figures.append(figure)
    verbs = [m for m in sentence.marks if m.cat == "verb" and m.name in _MODES]
    if not figures:
        return _unnumbered(doc, sentence, verbs, weapon) or _listed_one(doc, sentence, mode)
    last = weapon
    for figure in figures:
        figure.mode = _mode(doc, sentence, figure, verbs) or mode
        if not figure.weapon:
            figure.weapon = last or _weapon_near(sentence, figure)
        last = figure.weapon
        _hints(sentence, figure)
    figures = _with_bare_ones(doc, sentence, figures)
    _out_of(doc, figures)
    _pair(doc, sentence, figures)
    _shares(doc, sentence, figures)
    if not any(f.mode in DOWNED for f in figures) and sentence.has("most"):
        figures += _unnumbered(doc, sentence, verbs, weapon)
    return figures + _single(doc, sentence, figures)


def _shares(doc: Document, sentence: Sentence, figures: list[Figure]) -> None:
    """ "Более половины из 80 сбитых – над A": the number is the total, and A has a share without a number."""
    for figure in list(figures):
        before = doc.tokens[figure.i - 1].word if figure.i else ""
        if before in ("из", "з", "із", "of") and any(0 <= figure.i - m.j <= 2 for m in sentence.all("most")):
            share = Figure(Amount(None, "some"), figure.i, figure.j, sentence)
            share.weapon, share.mode, share.places, share.most = figure.weapon, figure.mode, figure.places, True
            figure.places, figure.total = [], True
            figures.append(share)


def _single(doc: Document, sentence: Sentence, figures: list[Figure]) -> list[Figure]:
    """One more thing shot down, told in the singular beside a number of others: "ракета С-200 и 15 беспилотников"."""
    done = [f for f in figures if f.mode in DOWNED]
    if not done:
        return []
    made = []
    kinds = {f.weapon for f in figures}
    for weapon in sentence.all("weapon"):
        alone = any(m.cat == "grammar" and m.name == "singular" and m.i == weapon.j - 1 for m in sentence.marks)
        if not alone or weapon.name in kinds or any(f.i <= weapon.i < f.end for f in figures):
            continue
        if any(m.cat == "prep" and m.j == weapon.i for m in sentence.marks):
            continue
        figure = Figure(Amount(1), weapon.i, weapon.j, sentence)
        figure.weapon, figure.mode, figure.places = weapon.name, done[0].mode, done[0].places
        made.append(figure)
    return made


def _with_bare_ones(doc: Document, sentence: Sentence, figures: list[Figure]) -> list[Figure]:
    """ "Збито гіперзвукову ракету, 5 балістичних ракет": a missile without a number among those with one is one."""
    taken = {k for f in figures for k in range(f.i, f.end)}
    made = list(figures)
    for mark in sentence.all("weapon"):
        words = [doc.tokens[k].word for k in range(mark.i, mark.j)]
        if taken.isdisjoint(range(mark.i, mark.j)) and not _ONE_MISSILE.isdisjoint(words):
            before = [f for f in figures if f.mode in DOWNED and (f.i > mark.i or _beside(doc, f.end, mark.i))]
            if before and not any(m.cat == "num" and 0 <= mark.i - m.j <= 2 for m in sentence.marks):
                bare = Figure(Amount(1), mark.i, mark.j, sentence)
                bare.weapon, bare.mode, bare.own = mark.name, before[0].mode, True
                made.append(bare)
    return sorted(made, key=lambda f: f.i)


def _beside(doc: Document, a: int, b: int) -> bool:
    words = [t.word for t in doc.tokens[a:b]]
    return 0 < len(words) <= 3 and all(w in _AND or w == '"' for w in words)


def _out_of(doc: Document, figures: list[Figure]) -> None:
    """ "Збито 74 із 80 дронів": the second number was sent."""
    for figure, whole in pairwise(figures):
        if doc.tokens[figure.i - 1].word in _FROM and figure.own and not whole.own and figure.mode in DOWNED:
            if (figure.amount.n or 0) >= (whole.amount.n or 0) and _goes_on(doc, figure.end):
                whole.weapon, figure.mode = figure.weapon, "launched"  # "з 20 цілей 18 знищено"
                continue
        between = [t.word for t in doc.tokens[figure.end : whole.i] if t.word != '"']
        if between in (["із"], ["з"], ["зі"], ["из"], ["of"], ["out", "of"]) and (whole.amount.n or 0) >= (
            figure.amount.n or 0
        ):
            figure.weapon = whole.weapon
            whole.mode, whole.own = "launched", True


def _unit(doc: Document, sentence: Sentence, num: Mark, by_start: dict[int, list[Mark]]) -> tuple[str, int] | None:
    """The weapon that the number counts ("" = elliptic) and where the words end; None if it counts other things."""
    tokens = doc.tokens
    k, limit = num.j, min(num.j + 8, sentence.j)
    steps = 0
    while k < limit:
        token = tokens[k]
        marks = by_start.get(k, ())
        cats = {m.cat for m in marks}
        names = {f"{m.cat}.{m.name}" for m in marks}
        for mark in marks:
            if mark.cat == "weapon":
                return mark.name, mark.j
        if token.kind is MARK:
            if token.word in ('"', "'") or (token.word == "-" and k > num.j):
                k += 1
                continue
            return ("", num.j) if steps == 0 or token.word in "—-" else None
        if "add" in cats:  # "two more were shot down"
            k += 1
            continue
        if "unit" in cats:
            return "", k + 1
        if names & _OTHER or ("object" in cats and "unit" not in cats):
            return None
        if "each" in cats or "place" in cats or "prep" in cats or "verb" in cats or "of" in cats or "link" in cats:
            return ("", num.j) if steps == 0 else None
        if "time" in cats or "month" in cats:
            return None
        if token.kind is not WORD:
            return None if steps else ("", num.j)
        if steps == 0 and not marks and token.word.endswith(_PAST_TENSE):
            return "", num.j  # "24 пришлись на …"
        k += 1
        steps += 1
    return ("", num.j) if steps == 0 else None


def _numbered(doc: Document, sentence: Sentence, rest: Mark) -> bool:
    """ "Остальные восемь": the remainder with its number."""
    return any(m.cat == "num" and 0 <= m.i - rest.j <= 2 for m in sentence.marks)


def _mode(doc: Document, sentence: Sentence, figure: Figure, verbs: list[Mark]) -> str:
    """What was done with these: the verb of the number's own clause, else the last one before it, else the next."""
    if not verbs:
        return ""
    a = b = figure.i
    tokens = doc.tokens
    while a > sentence.i and tokens[a - 1].word not in _BREAKS:
        a -= 1
    while b < sentence.j and tokens[b].word not in _BREAKS:
        b += 1
    own = [v for v in verbs if a <= v.i < b]
    if own:
        after = [v for v in own if v.i >= figure.end]
        before = [v for v in own if v.i < figure.i]
        downed = [v for v in own if v.name in DOWNED]
        if downed and any(v.name == "repelled" for v in own):
            return "repelled"
        if before and after and before[-1].name != after[0].name:
            joined = any(m.cat == "link" and before[-1].j <= m.i < figure.i for m in sentence.marks)
            return after[0].name if joined else before[-1].name
        return (before[-1] if before else after[0] if after else own[0]).name
    verbs = _without_relative(doc, sentence, b, verbs)
    if b < sentence.j and tokens[b].word == "—":  # "ще 32 — локаційно втрачено"
        said_after = [v for v in verbs if b < v.i <= b + 2]
        if said_after:
            return said_after[0].name
    before = [v for v in verbs if v.i < figure.i]
    return (before[-1] if before else verbs[0]).name


def _goes_on(doc: Document, k: int) -> bool:
    """Whether a clause goes on at token k, or only a relative one stands between."""
    return doc.tokens[k].word not in (",", ".") or doc.tokens[k + 1].word in _WHICH


def _without_relative(doc: Document, sentence: Sentence, b: int, verbs: list[Mark]) -> list[Mark]:
    """The verbs without those of a relative clause at b: "дев'ять дронів, що атакували область, знищено"."""
    tokens = doc.tokens
    if b + 1 >= sentence.j or tokens[b].word != "," or tokens[b + 1].word not in _WHICH:
        return verbs
    end = next((k for k in range(b + 1, sentence.j) if tokens[k].word == ","), sentence.j)
    return [v for v in verbs if not b < v.i < end] or verbs


def _weapon_near(sentence: Sentence, figure: Figure) -> str:
    weapons = sentence.all("weapon")
    after = [w for w in weapons if w.i >= figure.i]
    return (after or weapons)[0].name if weapons else ""


def _hints(sentence: Sentence, figure: Figure) -> None:
    """Small words just before and after a number that give it its place in the arithmetic."""
    for mark in sentence.marks:
        if mark.cat == "each" and (0 <= figure.i - mark.j <= 1 or 0 <= mark.i - figure.end <= 3):
            figure.each = True
        elif mark.cat == "add" and (0 <= figure.i - mark.j <= 2 or mark.i == figure.j):
            figure.add = True
        elif mark.cat == "rest" and (mark.i == figure.i or 0 <= figure.i - mark.j <= 2):
            figure.rest = True
        elif mark.cat == "total" and 0 <= figure.i - mark.j <= 14:
            figure.total = True
        elif mark.cat == "subset" and (0 <= figure.i - mark.j <= 1 or 0 <= mark.i - figure.end <= 0):
            figure.subset = True


def _pair(doc: Document, sentence: Sentence, figures: list[Figure]) -> None:
    """Give each figure its places: those after it in its own clause, else before it, else the nearest free ones."""
    groups = _groups(doc, sentence)
    if not groups:
        return
    free = set(range(len(groups)))
    for n, figure in enumerate(figures):  # tight: nothing but small words between
        stop = figures[n + 1].i if n + 1 < len(figures) else sentence.j
        since = figures[n - 1].end if n else sentence.i
        after = [g for g in free if figure.end <= groups[g][0].i < stop]
        before = [g for g in free if since <= groups[g][-1].j <= figure.i]
        right = bool(after) and _tight(doc, figure, groups[after[0]][0].i)
        left = bool(before) and _linked(doc, groups[before[-1]][-1].j, figure.i)
        pick = -1
        if left and not (right and not _dashed(doc, groups[before[-1]][-1].j, figure.i)):
            pick = before[-1]
        elif right:
            pick = after[0]
        if pick >= 0:
            figure.places = groups[pick]
            free.discard(pick)
    for one, other in pairwise(figures):
        if not one.places and other.places and one.weapon != other.weapon and _joined(doc, one.end, other.i):
            one.places = other.places
    for n, figure in enumerate(figures):
        if figure.places or (n == 0 and len(figures) > 1 and _heads(figures)):
            continue
        stop = figures[n + 1].i if n + 1 < len(figures) else sentence.j
        since = figures[n - 1].end if n else sentence.i
        near = [g for g in sorted(free) if figure.end <= groups[g][0].i < stop]
        near += [g for g in sorted(free, reverse=True) if since <= groups[g][-1].j <= figure.i]
        if near:
            figure.places = groups[near[0]]
            free.discard(near[0])


def _joined(doc: Document, a: int, b: int) -> bool:
    """Two figures side by side share the place that follows: "два снаряда и пять БПЛА над …"."""
    words = [t.word for t in doc.tokens[a:b]]
    return 0 < len(words) <= 3 and words[-1] in _AND and all(w == "," or w.replace("-", "").isalnum() for w in words)


def _heads(figures: list[Figure]) -> bool:
    """Whether the first of several figures is the number of all the others, and so has no place of its own."""
    rest = sum(f.amount.n or 0 for f in figures[1:])
    return all(f.places for f in figures[1:]) and (figures[0].amount.n or 0) >= rest


def _groups(doc: Document, sentence: Sentence) -> list[list[Mark]]:
    """Places that follow each other with only commas, "и" and prepositions between are one group."""
    groups: list[list[Mark]] = []
    for mark in sentence.marks:
        if mark.cat == "place" and mark.name in (REGION, SEA, DISTRICT, SETTLEMENT, MACRO, COUNTRY):
            spot = mark.value
            assert isinstance(spot, Spot)
            if not spot.sure or is_title(sentence, mark) or (spot.kind == COUNTRY and not spot.regions):
                continue
            if groups and _only_small(doc, sentence, groups[-1][-1].j, mark.i):
                groups[-1].append(mark)
            else:
                groups.append([mark])
    return groups


def _only_small(doc: Document, sentence: Sentence, a: int, b: int) -> bool:
    if b - a > 8:
        return False
    small = {
        k
        for m in sentence.marks
        if m.cat in ("link", "head", "intro", "cover") or (m.cat == "prep" and m.name != "on")
        for k in range(m.i, m.j)
    }
    return all(doc.tokens[k].word in (",", "(", ")", '"', "/", ".") or k in small for k in range(a, b))


def _tight(doc: Document, figure: Figure, b: int) -> bool:
    """Nothing between a number and a place after it but words and one dash."""
    a = figure.end
    words = [t.word for t in doc.tokens[a:b]]
    if words and words[0] == "," and doc.tokens[figure.i - 1].word == ",":
        words = words[1:]  # "33 аппарата, уничтожили в Смоленской области"
    return len(words) <= 10 and not any(w in (",", ";", ":", "(", ")", "•", ".") for w in words)


def _linked(doc: Document, a: int, b: int) -> bool:
    """A number after its place: "Курская область — 28", "Московскому региону досталось 14", "Почепский район 3"."""
    words = [t.word for t in doc.tokens[a:b]]
    return len(words) <= 5 and not any(w in (",", ";", "(", "•", ".") for w in words)


def _dashed(doc: Document, a: int, b: int) -> bool:
    words = [t.word for t in doc.tokens[a:b]]
    return not words or words[0] in ("—", "-", ":", "(")


def _unnumbered(doc: Document, sentence: Sentence, verbs: list[Mark], last: str) -> list[Figure]:
    """Something shot down without a number: one where the words are singular, else not disclosed."""
    done = [v for v in verbs if v.name in DOWNED]
    weapons = [w for w in sentence.all("weapon") if w.name not in ("aviation", "artillery")] or [
        Mark("weapon", last or "uav", m.i, m.j)
        for m in sentence.marks
        if m.cat in ("pronoun", "most") or m.cat == "unit"
    ]
    if not done or not weapons:
        return []
    if doc.language == "en":  # "a downed drone", "debris of a downed drone": what lies there, no report
        done = [v for v in done if not any(t.word in ("a", "the", "one") for t in doc.tokens[max(v.i - 1, 0) : v.i])]
        if not done:
            return []
    verb = done[0]
    named = [w for w in weapons if w.name != "air_target"] or weapons  # "ціль: безпілотник Орлан"
    weapon = min(named, key=lambda w: abs(w.i - verb.i))
    if not _one_clause(doc, sentence, verb, weapon):
        return []
    if weapon.i < verb.i and any(m.cat == "object" and 0 <= m.i - verb.j <= 2 for m in sentence.marks):
        return []  # "били шахедами: знищено три вантажівки"
    singular = _is_one(doc, sentence, verb, weapon)
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
    groups = _groups(doc, sentence)
    figure.places = groups[0] if groups else []
    _hints(sentence, figure)
    return [figure]


def _listed_one(doc: Document, sentence: Sentence, mode: str) -> list[Figure]:
    """A list item without a number: "- керовану авіаційну ракету Х-59;" is one."""
    weapons = [w for w in sentence.all("weapon") if w.name not in ("aviation", "artillery")]
    if not sentence.item or mode not in DOWNED | SENT or not weapons or sentence.has("verb"):
        return []
    weapon = weapons[0]
    if weapon.i - sentence.i > 3 or not _is_one(doc, sentence, weapon, weapon):
        return []
    figure = Figure(Amount(1), weapon.i, weapon.j, sentence)
    figure.weapon, figure.mode, figure.own = weapon.name, mode, True
    return [figure]


def _is_one(doc: Document, sentence: Sentence, verb: Mark, weapon: Mark) -> bool:
    """Whether the words are singular ("збили ворожий дрон"). A phrase hides its words, so its own are looked up."""
    senses = {s for t in doc.tokens[weapon.i : weapon.j] for s in lexicon(doc.language).entry(t.word).senses}
    if Sense("grammar", "plural") in senses:
        return False
    if Sense("grammar", "singular") in senses:
        return True
    near = [m for m in sentence.marks if m.cat == "grammar" and m.name == "singular"]
    return any(m.i == verb.i or weapon.i - 3 <= m.i < weapon.i for m in near)


def _one_clause(doc: Document, sentence: Sentence, verb: Mark, weapon: Mark) -> bool:
    a, b = sorted((verb.i, weapon.i))
    return b - a <= 16 and not any(doc.tokens[k].word in (";", ".") for k in range(a, b))
