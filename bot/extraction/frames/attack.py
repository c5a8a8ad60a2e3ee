"""Attack: under way, or told of without any other outcome."""

from bot.extraction.document import Document
from bot.extraction.frames.statements import AS_DANGER
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence
from bot.model import Claim, State, Subject, Weapon

_OUTCOMES = frozenset(
    [Subject.INTERCEPTION, Subject.SUPPRESSED, Subject.LOST, Subject.DAMAGE, Subject.FIRE, Subject.KILLED,
     Subject.INJURED, Subject.INFRASTRUCTURE]
)  # fmt: skip
_ONE_ATTACK = frozenset(["обстрел", "атака", "налет", "нападение"])
_SHE = frozenset(["она", "он", "оно"])
_SIGNS = frozenset([",", ";", ":", "—", "."])


def under_way(
    doc: Document, sentences: list[Sentence], claims: list[Claim]
) -> tuple[Sentence, int, int, State | None] | None:
    """Where an attack is told of, with state ON while it goes on; None where the text tells of none."""
    for sentence in sentences if "underway" in doc.cats or "goes_on" in doc.cats else ():
        for mark in sentence.marks if "underway" in sentence.cats or "goes_on" in sentence.cats else ():
            if mark.cat == "underway" and _heads_a_report(doc, sentence, mark, claims):
                continue
            if mark.cat == "underway" or (mark.cat == "goes_on" and _attack_goes_on(doc, sentence, mark)):
                return sentence, mark.i, mark.j, State.ON
    subjects = {c.subject for c in claims}
    if Subject.LAUNCHED in subjects:
        for sentence in sentences:
            for mark in sentence.all("verb", "launched", "attack", "foiled"):
                return sentence, mark.i, mark.j, None
    harmed = {c.subject for c in claims if c.count is None or c.count.best != 0}
    if not harmed.isdisjoint(_OUTCOMES):
        return None
    if not subjects & {Subject.THREAT, Subject.ALL_CLEAR}:
        for sentence in sentences:
            finite = sentence.all("finite")
            if finite and sentence.scope == "" and sentence.has("verb", "launched", "attack", "hit"):
                return sentence, finite[0].i, finite[0].j, None
    going = {c.state for c in claims if c.subject is Subject.THREAT}
    if State.SUSTAINED in going:
        for sentence in sentences if doc.language == "uk" else ():  # "Чути вибухи. Тривога не скасована"
            heard = [m for m in sentence.all("finite") if _is_heard(doc, m)]
            if heard and sentence.scope == "":
                return sentence, heard[0].i, heard[0].j, None
        for sentence in sentences:  # "Explosions in A as Russia attacks. The alert is still on"
            blows = sentence.all("verb", "hit") if sentence.has("verb", "attack") else []
            if blows and sentence.scope == "" and sentence.has("place") and sentence.has("weapon"):
                return sentence, blows[0].i, blows[0].j, None
    return None


def _is_heard(doc: Document, mark: Mark) -> bool:
    """ "Чути вибухи", "Харків під атакою «шахедів»"."""
    return doc.tokens[mark.j - 1].word.startswith("вибух") or doc.forms[mark.i : mark.i + 2] == ["під", "атакою"]


def _heads_a_report(doc: Document, sentence: Sentence, mark: Mark, claims: list[Claim]) -> bool:
    """ "Под атакой дронов — два округа. Трое раненых": the heading of what it came to."""
    if doc.language != "ru" or mark.i != sentence.i or doc.tokens[mark.i].word != "под" or sentence.line:
        return False
    dash = any(doc.tokens[k].word == "—" for k in range(mark.j, sentence.j))
    return dash and any(c.subject in _OUTCOMES for c in claims)


def _attack_goes_on(doc: Document, sentence: Sentence, verb: Mark) -> bool:
    """ "Атака дронов на A не прекращается": one attack is the subject; "атаки не прекращаются" tells of years."""
    by_pronoun = any(w in _SHE for w in doc.forms[max(sentence.i, verb.i - 2) : verb.i])
    if by_pronoun and doc.language == "ru" and sentence.scope == "" and sentence.has("verb", "attack"):
        return True  # "подвергся атаке, она ещё не закончилась"
    if doc.tokens[verb.i - 1].word == "работа" and sentence.has("verb", "downed"):
        return sentence.scope == ""  # "шестнадцать БПЛА уже уничтожены, работа продолжается"
    for k in range(max(sentence.i, verb.i - 7), verb.i):
        if doc.tokens[k].word in _ONE_ATTACK:
            return sentence.scope == "" and not any(w in _SIGNS for w in doc.forms[k : verb.i])
    return False


def attacker(sentence: Sentence, claims: list[Claim]) -> Weapon | None:
    """What attacks: named in the sentence, else the one danger that the post declares; None where neither tells.

    An attack without a kind would not be ended by the all-clear for drones that follows it.
    """
    named: set[Weapon] = {AS_DANGER[m.name] for m in sentence.all("weapon") if m.name in AS_DANGER}
    if not named:
        named = {c.weapon for c in claims if c.subject is Subject.THREAT and c.state is State.ON and c.weapon}
    return named.pop() if len(named) == 1 else None
