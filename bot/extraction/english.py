"""English: words that mean one thing or another by what stands beside them.

English does not bend its words, so order tells what Russian and Ukrainian tell by endings: "two houses were destroyed"
is damage, "debris of a downed drone" no report, "drones fired by Ukraine" no launch beside what was shot down.
"""

from itertools import pairwise

from bot.extraction.cues import shaped
from bot.extraction.habits import PLAIN, attack_by, habitual
from bot.extraction.marks import Mark
from bot.extraction.nearby import bounds, near
from bot.extraction.tallies import tallied
from bot.extraction.tokens import NUMBER, Token

_AMBIGUOUS = frozenset(
    ["verb", "unit", "underway", "month", "state", "aside", "flag", "number", "quantity", "person", "enemy", "struck"]
)
"""The categories of words that may mean another thing beside others."""
_AWAIT = frozenset(
    ["until", "till", "before", "unless", "wait", "await", "hear", "listen", "pending", "no", "not", "without", "if"]
)
_FOLLOWS = frozenset(["after", "when", "once", "any"])
_TRIED = frozenset(["attempting", "trying", "tried", "attempted", "attempt", "attempts", "aiming", "meant", "intended"])
_STOPS = frozenset([".", ";", "!", "?"])
_DESTROYED = frozenset(["destroyed", "destroying", "destroy", "knocked", "eliminated"])
_ATTRIBUTES = frozenset(["downed", "destroyed", "intercepted", "neutralized", "neutralised", "jammed", "shot"])
_BEFORE_ATTRIBUTE = frozenset(["a", "an", "the", "of", "from", "by", "one", "another", "and", "wreckage"])
_CUT = frozenset(
    ["cut", "severed", "interrupted", "disrupted", "downed", "snapped", "suspended", "clipped", "off", "lost"]
)
_ONSLAUGHTS = (
    "attack",
    "raid",
    "assault",
    "strike",
    "shell",
    "bomb",
    "barrage",
    "repel",
    "drone",
    "missile",
    "onslaught",
)
_SANK = frozenset(["sank", "sunk", "sinking", "sinks"])
_BE = frozenset(["was", "were", "been", "is", "are", "being"])
_FLOWN = frozenset(["downed", "jammed", "repelled", "launched", "lost", "foiled"])
_MISSILES = frozenset(["missile", "cruise_missile", "ballistic_missile"])
_TRAITS = frozenset(
    ["long-range", "medium-range", "short-range", "guided", "anti-ship", "anti-radar", "anti-radiation", "air-launched",
     "sea-launched", "ground-launched", "operational-tactical", "tactical", "land-attack", "cruise", "ballistic",
     "supersonic", "hypersonic", "aeroballistic", "surface-to-air", "type", "aircraft", "aviation", "air", "heavy",
     "long", "range", "anti", "ship", "radar", "operational", "launched", "british-made", "us-made"]
)  # fmt: skip
_ABOVE = frozenset(["over", "above", "in", "on"])
"""What begins the phrases for "over a place"; "within", "on the territory of" tell of hits on the ground."""
_WHICH = frozenset(
    ["that", "which", "heading", "approaching", "flying", "attacking", "targeting", "over", "near", "at", "towards"]
)


def mend(tokens: list[Token], marks: list[Mark]) -> list[Mark]:
    """The marks with the verbs that mean another thing here replaced or taken out."""
    made: list[Mark] = []
    for mark in marks:
        if mark.cat not in _AMBIGUOUS:
            made.append(mark)
            continue
        if mark.cat == "verb" and mark.name in ("downed", "jammed") and _attribute(tokens, marks, mark):
            continue
        if mark.name == "downed" and tokens[mark.i].word in PLAIN and habitual(tokens, mark.i):
            continue
        if (mark.cat == "enemy" or mark.cat == "struck") and attack_by(tokens, mark):
            made.append(Mark("verb", "attack", mark.i, mark.j))
        if tokens[mark.i].word in _SANK and mark.name == "damage" and _of_boats(tokens, marks, mark):
            mark = Mark("verb", "downed", mark.i, mark.j)
        elif mark.cat == "verb" and mark.name == "downed" and _of_things(tokens, marks, mark):
            mark = Mark("verb", "damage", mark.i, mark.j)
        elif mark.cat == "unit" and tokens[mark.i].word == "vehicles" and _on_wheels(tokens, marks, mark.i):
            continue
        elif mark.cat == "verb" and mark.name == "hurt" and mark.i and tokens[mark.i - 1].word == "for":
            continue  # "gave blood for wounded soldiers"
        elif mark.cat == "underway" and tokens[mark.i].word == "is" and _search_goes_on(tokens, mark):
            continue
        elif mark.cat == "verb" and mark.name == "hit" and _only_tried(tokens, mark.i):
            mark = Mark("verb", "attack", mark.i, mark.j)
        elif mark.cat == "verb" and mark.name == "hit" and _targets_hit(tokens, marks, mark):
            mark = Mark("verb", "downed", mark.i, mark.j)
        elif mark.cat == "month" and tokens[mark.i].word in ("may", "march") and _is_a_verb(tokens, mark.i):
            continue  # "you may leave the shelters"
        elif tokens[mark.i].word == "dropped" and _bombs(marks, mark):
            mark = Mark("verb", "launched", mark.i, mark.j)
        elif mark.cat == "verb" and tokens[mark.i].word == "minus" and not near(marks, mark.j, mark.j + 4, "weapon"):
            continue  # "minus five degrees"
        elif mark.cat == "state" and mark.name == "all_clear" and _awaited(tokens, mark.i):
            mark = Mark("state", "never", mark.i, mark.j)
        elif mark.name == "group" and tokens[mark.i].word == "two" and _shot_down(marks, mark.j):
            made.append(Mark("number", "2", mark.i, mark.i + 1))  # "two of them were shot down"
            made.append(Mark("of", "of", mark.i + 1, mark.j))
            mark = Mark("subset", "subset", mark.i + 1, mark.j)
        elif mark.j - mark.i == 3 and mark.cat == "number" and tokens[mark.i - 1].word in ("in", "at"):
            mark = Mark("elsewhere", "one", mark.i, mark.j)  # "in one of them, a pensioner was cut by glass"
        elif mark.name == "up_to" and tokens[mark.i - 1].word == "revised":
            continue  # "the number was revised up to nine"
        elif mark.cat == "verb" and mark.name == "launched" and _participle(tokens, marks, mark):
            continue
        elif tokens[mark.i].word == "on" and mark.cat == "aside" and near(marks, mark.i - 6, mark.i, "weapon"):
            mark = Mark("verb", "heading", mark.i, mark.j - 1)  # "drones on their way to Moscow"
        elif tokens[mark.i].word == "since" and mark.cat == "flag" and _sent(marks, mark.i):
            continue  # "154 drones launched since yesterday evening"
        made.append(mark)
    told = shaped(tokens) + _power_cut(tokens, marks) + tallied(tokens, marks)
    made = _joined_missiles(tokens, made)
    running_to = {m.j - 1 for m in told if m.name == "running"}
    if running_to:  # "the tally since 9 p.m. to seven" tells no hours
        made = [m for m in made if m.cat != "time" or m.i not in running_to]
    return sorted([*made, *told], key=lambda m: m.i)


def _power_cut(tokens: list[Token], marks: list[Mark]) -> list[Mark]:
    """ "A power line was cut", "power supply was partially interrupted", "cut two power lines"."""
    lines = [m for m in marks if m.cat == "object" and m.name == "power"]
    made: list[Mark] = []
    for line in lines:
        a, b = bounds(tokens, line.i)
        after = [k for k in range(line.j, min(b, line.j + 9)) if tokens[k].word in _CUT]
        between = {t.word for t in tokens[line.j : after[0]]} if after else set()
        if between & _BE and between.isdisjoint((",", ";", "not", "no")):
            made.append(Mark("verb", "damage", after[0], after[0] + 1))
        before = [k for k in range(max(a, line.i - 4), line.i) if tokens[k].word in _CUT]
        if before and not near(marks, before[0], line.i, "weapon"):
            made.append(Mark("verb", "damage", before[0], before[0] + 1))
    return made


def _joined_missiles(tokens: list[Token], marks: list[Mark]) -> list[Mark]:
    """ "A Neptune long-range guided missile", "a Storm Shadow air-launched cruise missile": one weapon, told by its
    make and by its kind."""
    weapons = [m for m in marks if m.cat == "weapon" and m.name in _MISSILES]
    joined: list[tuple[Mark, Mark]] = []
    for make, kind in pairwise(weapons):
        between = [t.word for t in tokens[make.j : kind.i]]
        plain = tokens[make.j - 1].word.startswith(("missile", "rocket", "ballistic", "cruise", "target"))
        if not plain and len(between) <= 4 and all(w in _TRAITS or w in ("-", '"') for w in between):
            joined.append((make, kind))
    for make, kind in joined:
        name = kind.name if kind.name != "missile" else make.name
        marks = [m for m in marks if not (m.i < kind.j and m.j > make.i and m.cat in ("weapon", "verb", "danger"))]
        marks = sorted([*marks, Mark("weapon", name, make.i, kind.j)], key=lambda m: m.i)
    return marks


def _shot_down(marks: list[Mark], i: int) -> bool:
    """Whether a verb of those begins at token i, or behind "were", "had been"."""
    return any(m.name in ("downed", "jammed") for m in near(marks, i, i + 3, "verb"))


def _awaited(tokens: list[Token], i: int) -> bool:
    """ "Stay there until you hear the all-clear": not given yet."""
    a, _ = bounds(tokens, i)
    if any(t.word in _FOLLOWS for t in tokens[max(a, i - 3) : i]):
        return True
    return any(t.word in _AWAIT for t in tokens[max(a, i - 12) : i])


def _attribute(tokens: list[Token], marks: list[Mark], verb: Mark) -> bool:
    """ "Debris of two downed drones", "the intercepted missile"."""
    if tokens[verb.i].word not in _ATTRIBUTES or verb.j > verb.i + 1:
        return False
    following = near(marks, verb.j, verb.j + 3, "weapon")
    if not following or any(tokens[k].word in ("a", "the", "all", "by") for k in range(verb.j, following[0].i)):
        return False
    k = verb.i - 1
    while k >= 0 and (tokens[k].kind is NUMBER or near(marks, k, k + 1, "number", "vague")):
        k -= 1
    if k < 0 or tokens[k].word not in _BEFORE_ATTRIBUTE - ({"and"} if k == verb.i - 1 else frozenset()):
        return False
    return k == verb.i - 1 or tokens[k].word in ("of", "from", "by")


def _of_things(tokens: list[Token], marks: list[Mark], verb: Mark) -> bool:
    """Houses destroyed, not drones."""
    if tokens[verb.i].word not in _DESTROYED:
        return False
    a, b = bounds(tokens, verb.i)
    after = near(marks, verb.j, min(b, verb.j + 6), "object", "weapon", "thing")
    if verb.j < b and tokens[verb.j].word == "by" and any(m.cat == "weapon" for m in after):
        return True  # "a house destroyed by a drone"
    comma = next((k for k in range(verb.j, b) if tokens[k].word == ","), b)
    if after and after[0].i < comma and after[0].cat == "object":
        between = [tokens[k].word for k in range(verb.j, after[0].i)]
        return not any(w in ("over", "near", "in", "on", "by", "at", "above") for w in between)
    if any(m.cat == "weapon" for m in after if m.i < comma):
        return False
    before = near(marks, a, verb.i, "object", "weapon")
    while before and before[-1].cat == "weapon" and tokens[before[-1].i - 1].word == "by":
        before.pop()  # "two houses were hit by missiles and destroyed"
    if not before or before[-1].cat != "object" or verb.i - before[-1].j > 6:
        return False
    thing = before[-1]
    since = max((m.j for m in before if m.cat == "weapon"), default=thing.i)
    if any(tokens[k].word in _WHICH for k in range(since, thing.i)):
        return False
    aux = any(tokens[k].word in ("was", "were", "been", "is", "are") for k in range(thing.j, verb.i))
    return aux or thing.j == verb.i  # "three houses destroyed, 14 damaged"


def _of_boats(tokens: list[Token], marks: list[Mark], verb: Mark) -> bool:
    """ "Sank two naval drones", "three unmanned boats were sunk": shot down."""
    a, b = bounds(tokens, verb.i)
    after = near(marks, verb.j, min(b, verb.j + 6), "weapon", "object")
    before = near(marks, max(a, verb.i - 6), verb.i, "weapon", "object") if tokens[verb.i].word == "sunk" else []
    told = after[:1] if not before else before[-1:]
    return bool(told) and told[0].name == "usv"


def _on_wheels(tokens: list[Token], marks: list[Mark], i: int) -> bool:
    """ "A total of 48 rescuers and 12 vehicles work there": no aerial ones."""
    a, b = bounds(tokens, i)
    if any(m.cat == "weapon" or (m.cat == "verb" and m.name in _FLOWN) for m in near(marks, a, b, "weapon", "verb")):
        return False
    return not any(tokens[k].word in ("over", "above") for k in range(a, b))


def _search_goes_on(tokens: list[Token], mark: Mark) -> bool:
    """ "A search for people under the rubble is under way": no attack is."""
    if tokens[mark.j - 1].word not in ("way", "underway"):
        return False
    a, _ = bounds(tokens, mark.i)
    return not any(t.word.startswith(_ONSLAUGHTS) for t in tokens[max(a, mark.i - 9) : mark.j])


def _bombs(marks: list[Mark], verb: Mark) -> bool:
    """ "Dropped three guided bombs": as many were sent."""
    bombs = [m for m in near(marks, verb.j, verb.j + 5, "weapon") if m.name == "guided_bomb"]
    if verb.cat != "verb" or not bombs:
        return False
    return not near(marks, bombs[0].j, bombs[0].j + 1, "prep")  # "dropped four bombs on A": what hit one place


def _is_a_verb(tokens: list[Token], i: int) -> bool:
    """ "You may leave", "MAY BE SLOWED DOWN": no month."""
    after = tokens[i + 1].word if i + 1 < len(tokens) else ""
    return not tokens[i].cap or after in ("be", "have", "not", "leave", "continue", "occur", "last", "also")


def _only_tried(tokens: list[Token], i: int) -> bool:
    """ "Drones attempting to hit a power station": an aim."""
    return i > 1 and tokens[i - 1].word == "to" and tokens[i - 2].word in _TRIED


def _targets_hit(tokens: list[Token], marks: list[Mark], verb: Mark) -> bool:
    """ "Two targets have already been hit over the sea": shot down."""
    if tokens[verb.i].word != "hit":
        return False
    over = [m for m in near(marks, verb.j, verb.j + 1, "prep") if m.name == "over" and tokens[m.i].word in _ABOVE]
    return bool(over) and any(t.word in ("been", "were", "was") for t in tokens[max(0, verb.i - 2) : verb.i])


def _sent(marks: list[Mark], i: int) -> bool:
    return any(m.name == "launched" for m in near(marks, i - 4, i, "verb"))


def _participle(tokens: list[Token], marks: list[Mark], verb: Mark) -> bool:
    """ "Shot down eight drones fired by Ukraine": told of those shot down, not a launch; "8 of 10 fired" is one."""
    if verb.j >= len(tokens) or tokens[verb.j].word not in ("by", "from", "at"):
        return False
    a, _ = bounds(tokens, verb.i)
    if not any(0 <= verb.i - m.j <= 1 for m in near(marks, verb.i - 6, verb.i, "weapon")):
        return False
    done = [m for m in near(marks, a, verb.i, "verb") if m.name in ("downed", "jammed", "repelled")]
    if not done:
        return False
    words = [t.word for t in tokens[done[0].i : verb.i]]
    return "of" not in words and "all" not in words
