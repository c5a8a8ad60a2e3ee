"""English: what is done out of habit or is a thing's purpose, and no event; attacks told by their number."""

from bot.extraction.marks import Mark
from bot.extraction.tallies import is_a_count
from bot.extraction.tokens import Token

PLAIN = frozenset(
    ["shoot", "shoots", "intercept", "intercepts", "destroy", "destroys", "neutralise", "neutralize", "shooting",
     "intercepting", "destroying", "neutralising", "neutralizing"]
)  # fmt: skip
"""The forms that tell of no one time, if what stands before them says so."""
_WHICH = frozenset(["that", "which", "who"])
_ADVERBS = frozenset(["can", "could", "will", "daily", "regularly", "already", "routinely", "usually", "often", "help"])
_MADE = frozenset(
    ["used", "designed", "built", "made", "created", "developed", "intended", "able", "trained", "tasked", "taught",
     "learning", "capable", "needed", "conceived", "meant", "suitable", "adapted"]
)  # fmt: skip
_UNDER = frozenset(["came", "come", "comes", "coming", "was", "were"])
_BY = frozenset(["from", "by", "with"])


def habitual(tokens: list[Token], i: int) -> bool:
    """ "Units that shoot down Shaheds over A", "a turret used to shoot down drones": the verb of `PLAIN` at i."""
    k = i - 1 if tokens[i - 1].word != "and" else i - 3  # "which can detect and shoot down drones"
    while k > 0 and tokens[k].word in _ADVERBS:
        k -= 1
    if k < 1 or tokens[i].word.endswith("ing"):
        return k > 0 and tokens[k].word in ("for", "of") and tokens[k - 1].word in _MADE
    if tokens[k].word in _WHICH:
        return True
    return tokens[k].word == "to" and tokens[k - 1].word in _MADE


def attack_by(tokens: list[Token], mark: Mark) -> bool:
    """ "Came under attack from 74 drones", "was targeted by 15 UAVs": how many came, told after these words."""
    said = tokens[mark.i].word == "targeted" or (mark.cat == "enemy" and tokens[mark.i].word in _UNDER)
    if not said or mark.j + 1 >= len(tokens) or tokens[mark.j].word not in _BY:
        return False
    return any(is_a_count(t) for t in tokens[mark.j + 1 : mark.j + 4])
