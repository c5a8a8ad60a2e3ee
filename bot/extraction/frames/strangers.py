"""People in English whom no noun of the lexicon tells, and those whom a number that grew holds."""

from bot.extraction.document import Document
from bot.extraction.frames.faces import Harmed
from bot.extraction.frames.ordinals import ORDINALS
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence

_WAS = frozenset(["was", "has", "been", "also", "is", "slightly", "seriously", "severely", "lightly", "fatally"])
_NO_PERSON = ("object", "weapon", "thing", "verb", "place", "unit", "part", "num", "person", "danger")
_NOUNS = frozenset(["drone", "strike", "attack", "missile", "floor", "house", "day", "time", "wave", "uav", "district"])
_BEASTS = frozenset(
    ["dog", "cat", "cow", "horse", "pig", "sheep", "goat", "animal", "pet", "bird", "calf", "puppy", "deer", "kitten"]
)
_SO_MANY = {"один": 1, "одна": 1, "одне": 1, "одного": 1, "одну": 1, "двоє": 2, "двох": 2, "троє": 3, "трьох": 3}
_TAKEN = frozenset(["taken", "rushed", "airlifted"])


def grown_to(made: list[Harmed], ends: list[int]) -> list[Harmed]:
    """ "The death toll has climbed to seven after the body of a girl was found": the number right after the verb."""
    told = {h.what for h in made if any(0 <= h.at - j <= 2 for j in ends)}
    return [h for h in made if h.what not in told or any(0 <= h.at - j <= 2 for j in ends)]


def with_the_next(
    doc: Document, sentence: Sentence, people: list[tuple[Amount, int, int]]
) -> list[tuple[Amount, int, int]]:
    """ "Three are in hospital, a fourth will recover at home": one more than the number before."""
    for k in range(sentence.i + 2, sentence.j - 1):
        number = ORDINALS.get(doc.tokens[k].word)
        if number is None or doc.tokens[k - 1].word not in ("a", "an", "the") or doc.tokens[k + 1].word in _NOUNS:
            continue
        if any((p[0].n or 0) >= number and p[2] < k for p in people):
            return people  # "four were wounded: three have been hospitalised, the fourth refused"
        if any(p[0].n == number - 1 and p[2] < k for p in people) and not any(p[1] <= k < p[2] for p in people):
            return [*people, (Amount(1), k, k + 1)]
    return people


def somebody(doc: Document, sentence: Sentence, verbs: list[Mark]) -> list[tuple[Amount, int, int]]:
    """ "A beekeeper was killed": one person whom no word of the lexicon tells, named by an article and a verb."""
    for verb in verbs:
        k = verb.i - 1
        while k > sentence.i and doc.tokens[k].word in _WAS:
            k -= 1
        if k == verb.i - 1:
            continue
        a = next((n for n in range(k, max(sentence.i, k - 4) - 1, -1) if doc.tokens[n].word in ("a", "an")), -1)
        between = range(a + 1, k + 1)
        if a < 0 or not between or any(not doc.tokens[n].word.replace("-", "").isalnum() for n in between):
            continue
        if doc.tokens[k].word in _BEASTS:
            continue
        if not any(m.i in between and m.cat in _NO_PERSON for m in sentence.marks):
            return [(Amount(1), k, k + 1)]
    return []


def _of_the_injured(doc: Document, one: Harmed) -> bool:
    after = doc.forms[one.till : one.till + 2]
    return (
        after[:1] == ["fatally"]
        or after == ["of", "whom"]
        or (after == ["of", "them"] and one.sentence.has("deceased"))
    )


def fatally(doc: Document, made: list[Harmed]) -> list[Harmed]:
    """ "Three people were wounded, one of them fatally": two are left."""
    dead = [h for h in made if h.what == "killed" and _of_the_injured(doc, h)]
    number = sum(h.amount.n or 0 for h in dead)
    if not number:
        return made
    left = [h for h in made if h.what == "injured" and h.i < dead[0].at and (h.amount.n or 0) > number]
    return [
        h._replace(amount=h.amount._replace(n=(h.amount.n or 0) - number)) if left and h is left[-1] else h
        for h in made
    ]


def without_breakdown(doc: Document, made: list[Harmed]) -> list[Harmed]:
    """ "The casualty toll has reached 14 – two dead, 12 wounded", "injured – 6 (two children)": the sum beside its
    parts, and a part told in a bracket."""
    rest = [h for h in made[1:] if h.at >= made[0].till]
    number = made[0].amount.n or 0
    signs = doc.forms[made[0].till : rest[0].at] if rest else []
    summed = (
        number > 1 and number == sum(h.amount.n or 0 for h in rest) and {h.what for h in rest} == {"killed", "injured"}
    )
    if summed and len(signs) < 4 and not {"—", "-", ":", "("}.isdisjoint(signs):
        act = made[0].act
        return [h._replace(act=act) for h in rest]
    kept = made[:1]
    for one in made[1:]:
        opened = doc.forms[one.at - 1] == "(" and doc.forms[one.till : one.till + 1] in ([")"], [","])
        last = kept[-1]
        if opened and one.at - last.till <= 2 and last.what == one.what and (one.amount.n or 0) <= (last.amount.n or 0):
            continue
        kept.append(one)
    return kept


def left_by_the_dead(doc: Document, sentence: Sentence, people: list[tuple[Amount, int, int]]) -> list[Harmed]:
    """ "Eleven people were injured, two of whom later died in hospital", "of the six wounded, two died of wounds":
    nine are left, and four; empty where nothing of the kind is told."""
    hurt = sentence.all("verb", "hurt") + sentence.all("suffer")
    for died in sentence.all("deceased") if hurt else ():
        for num in sentence.all("num"):
            words = doc.forms[num.j : died.i] if num.j <= died.i else ["", ""]
            of_them = words[:2] in (["of", "whom"], ["of", "them"]) and len(words) <= 5
            opens = (
                doc.forms[sentence.i : sentence.i + 2] == ["of", "the"] and len(words) <= 2 and num.i > sentence.i + 2
            )
            whole = [p for p in people if p[2] <= num.i]
            if not (of_them or opens) or not whole or not isinstance(num.value, Amount):
                continue
            amount, i, j = whole[-1]
            number, dead = amount.n or 0, num.value.n or 0
            if 0 < dead < number:
                left = amount._replace(n=number - dead)
                return [
                    Harmed("injured", left, sentence, i, j, at=i, till=j),
                    Harmed("killed", num.value, sentence, num.i, died.j, at=num.i, till=num.j),
                ]
    return []


def of_whom_one_died(doc: Document, sentence: Sentence, people: list[tuple[Amount, int, int]]) -> list[Harmed]:
    """ "Постраждали двоє чоловіків, один із них помер": one is left; empty where nothing of the kind is told."""
    for died in sentence.all("deceased"):
        for group in sentence.all("person", "group"):
            dead = _SO_MANY.get(doc.tokens[group.i].word, 0)
            near = 0 <= died.i - group.j <= 4 or 0 <= group.i - died.j <= 1
            whole = [p for p in people if p[2] <= group.i]
            if not dead or not near or not whole or (whole[-1][0].n or 0) <= dead:
                continue
            amount, i, j = whole[-1]
            left = amount._replace(n=(amount.n or 0) - dead)
            others = [Harmed("injured", a, sentence, k, n, at=k, till=n) for a, k, n in whole[:-1]]
            return [
                *others,
                Harmed("injured", left, sentence, i, j, at=i, till=j),
                Harmed("killed", Amount(dead), sentence, group.i, max(died.j, group.j), at=group.i, till=group.j),
            ]
        for number, i, j in people[1:] if sentence.has("suffer") or sentence.has("verb", "hurt") else ():
            before = people[people.index((number, i, j)) - 1]
            alone = j == i + 1 and (0 <= died.i - j <= 2 or 0 <= i - died.j <= 1)
            alone = alone and doc.forms[i - 1] in (",", ";", "—", "але", "проте")
            if alone and 0 < (number.n or 0) < (before[0].n or 0) and before[2] <= i:
                left = before[0]._replace(n=(before[0].n or 0) - (number.n or 0))
                return [  # "постраждали 9 містян, одного врятувати не вдалося"
                    Harmed("injured", left, sentence, before[1], before[2], at=before[1], till=before[2]),
                    Harmed("killed", number, sentence, min(i, died.i), max(died.j, j), at=i, till=j),
                ]
    return []


def to_hospital(doc: Document, sentence: Sentence) -> list[Mark]:
    if not any(w in ("hospital", "clinic") for w in doc.forms[sentence.i : sentence.j]):
        return []
    return [Mark("verb", "hurt", m.i, m.j) for m in sentence.all("aside", "care") if doc.tokens[m.i].word in _TAKEN]
