"""A sentence on dangers cut into the parts that each state one thing."""

from bot.extraction.document import Document
from bot.extraction.frames.ellipsis import by_ellipsis, spelled_out
from bot.extraction.frames.outlived import joints_of
from bot.extraction.frames.statements import AS_DANGER, PAST
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence

_CONTRAST = frozenset(["але", "проте", "однак", "нині", "зараз", "знову", "ще", "досі", "водночас", "натомість"])

_INSTEAD = frozenset(["вместо", "взамен"])
_CLAUSES = frozenset([",", ";", "—", "–", "("])
_OF_ITS_OWN = frozenset(["danger", "weapon", "place", "level", "rest"])
_WHERE = ("place", "rest")
_BUT = frozenset(["but", "while", "though", "although", "however", "whereas", "yet"])
_TOLD_OF = frozenset(["place", "verb", "aloft", "track", "state", "neg", "underway"])


def parts_of(doc: Document, sentence: Sentence) -> list[list[Mark]]:
    """The marks of a sentence, cut where a new danger or state begins after a comma, so that mixed posts stay apart."""
    if "state" not in sentence.cats and "ellipsis" not in sentence.cats:
        return [sentence.marks]
    marks = sentence.marks if doc.language != "ru" else spelled_out(doc, sentence)
    replaced = [m for m in marks if m.cat == "danger" and m.i > sentence.i and doc.tokens[m.i - 1].word in _INSTEAD]
    if replaced and sentence.has("state", "on") and not sentence.has("state", "off", "all_clear"):
        first = replaced[0]  # "вместо ракетной опасности теперь действует беспилотная"
        return [[first, Mark("state", "off", first.i, first.j)], [m for m in marks if m not in replaced]]
    foreign = another_kind_from(doc, sentence)
    if foreign:
        return [[m for m in marks if m.i < foreign], [m for m in marks if m.i > foreign]]
    states = [m for m in marks if m.cat == "state" and m.name in ("on", "sustained", "off", "all_clear")]
    kinds = {"off" if m.name == "all_clear" else m.name for m in states}
    alarms = [m for m in sentence.all("danger", "alarm") if not any(0 <= m.i - s.j <= 1 for s in states)]
    kinds |= {"on"} if alarms else set()
    if len(kinds) < 2:
        if doc.language == "ru":
            return by_ellipsis(doc, marks)
        return [part for part in _by_contrast(doc, sentence, states) if part] or [[]]
    cuts = [k for k in range(sentence.i, sentence.j) if doc.tokens[k].word in (",", ";", "—", "(", ":", "\n")]
    if doc.language == "ru":
        cuts = sorted([*cuts, *joints_of(doc, sentence)])
    parts: list[list[Mark]] = [[]]
    for mark in marks:
        last = max((m.i for m in parts[-1] if m.cat in ("danger", "state", "level")), default=mark.i)
        if (
            any(last < c < mark.i for c in cuts)
            and mark.cat in ("danger", "state", "level")
            and any(m.cat == "state" or m in alarms for m in parts[-1])
        ):
            parts.append(_late(parts[-1], cuts, mark, last))
        parts[-1].append(mark)
    made: list[list[Mark]] = []
    for part in parts:  # "опасность, объявленная ранее, сохраняется": no danger of its own
        if made and not any(m.cat in _OF_ITS_OWN for m in part):
            made[-1] += part
        elif (
            made
            and (doc.language in ("ru", "en") or any(m.cat == "rest" for m in part))
            and not any(m.cat in ("danger", "weapon", "level") for m in part)
        ):
            made.append([m for m in made[-1] if m.cat == "danger"] + part)  # "… снята в A, а в B она сохраняется"
        else:
            made.append(part)
    return made


def another_kind_from(doc: Document, sentence: Sentence) -> int:
    """Where a clause on another kind begins after an end: "відбій балістики, на Сумщині шахеди", "отбой ракетной
    опасности; дроны над Орлом". 0 where there is none."""
    ends = [m for m in sentence.marks if m.cat == "state" and m.name in ("off", "all_clear")]
    if not ends or not sentence.has("weapon"):
        return 0
    for k in range(ends[0].j, sentence.j):
        if doc.tokens[k].word not in _CLAUSES:
            continue
        before = [m for m in sentence.marks if m.i < k and m.cat in ("danger", "weapon")]
        after = [m for m in sentence.marks if m.i > k]
        flying = [m for m in after if m.cat == "weapon" and m.name in AS_DANGER]
        if not before or not flying or any(m.cat in ("danger", "level") or m in ends for m in after):
            continue
        if {AS_DANGER.get(m.name) for m in before} & {AS_DANGER[m.name] for m in flying}:
            continue
        if any(m.cat == "verb" and m.name in PAST for m in after) or not any(m.cat in _TOLD_OF for m in after):
            continue
        return k
    return 0


def _late(part: list[Mark], cuts: list[int], mark: Mark, last: int) -> list[Mark]:
    """ "Відбій у A, B — тривога": the place after the comma belongs to what follows it. Taken out of `part`."""
    flying = [m for m in part if m.cat == "weapon" and any(last < c < m.i < mark.i for c in cuts)]
    if flying and any(m.cat == "danger" and m.i <= last for m in part):
        part[:] = [m for m in part if m not in flying]  # "відбій ракетної небезпеки, але шахеди ще летять"
        return flying
    named = [m.i for m in part if m.cat in _WHERE]
    cut = max((c for c in cuts if last < c < mark.i and any(c < i for i in named)), default=mark.i)
    moved = [m for m in part if m.i > cut and m.cat in ("place", "rest", "prep")]
    if any(m.cat in _WHERE for m in part if m not in moved):
        part[:] = [m for m in part if m not in moved]
        return moved
    return []


def _by_contrast(doc: Document, sentence: Sentence, states: list[Mark]) -> list[list[Mark]]:
    """ "Відбій ракетної небезпеки, але БпЛА ще в небі", "the missile threat is over but drones are still flying": an
    end holds for nothing told of after "but"."""
    ends = [m.j for m in states if m.name in ("off", "all_clear")]
    for k in range(ends[0], sentence.j) if ends else ():
        if doc.language == "uk" and doc.tokens[k].word == "," and _CONTRAST & set(doc.forms[k + 1 : k + 4]):
            return [[m for m in sentence.marks if m.i < k]]
        if doc.language == "en" and doc.tokens[k].word in _BUT:
            return [[m for m in sentence.marks if m.i < k], [m for m in sentence.marks if m.i > k]]
    return [sentence.marks]
