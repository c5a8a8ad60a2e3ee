"""The people that a sentence counts beside a verb of harm, and what its words say of the count."""

from bot.extraction.document import Document
from bot.extraction.frames.ages import age_of
from bot.extraction.frames.appositions import without_bracketed
from bot.extraction.frames.beds import beds, takes, visits
from bot.extraction.frames.companies import without_companies
from bot.extraction.frames.denials import told_besides
from bot.extraction.frames.faces import SEVERAL, Harmed
from bot.extraction.frames.mentions import outermost, sifted
from bot.extraction.frames.moves import deadly, dies_after_all, has_moved, one_of_them, still_hurt
from bot.extraction.frames.others import NTH, another, lying
from bot.extraction.frames.parts import without_parts
from bot.extraction.frames.persons import people_of
from bot.extraction.frames.predicates import blows_at_people, governing, is_denied, not_so_many
from bot.extraction.frames.rescued import is_safe
from bot.extraction.frames.shares import abed, without_shares, without_sums, without_whole_crew
from bot.extraction.frames.strangers import (
    fatally,
    grown_to,
    left_by_the_dead,
    of_whom_one_died,
    somebody,
    to_hospital,
    with_the_next,
    without_breakdown,
)
from bot.extraction.frames.tolls import LYING, is_added, is_one_more, is_tally, is_total, so_many_more
from bot.extraction.frames.unnamed import by_verb, companions, subjects
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount
from bot.extraction.sentences import Sentence

_AND = ("и", "і", "й", "та", "and")
_SERVICE = ("боец", "бойц", "самооборон", "росгвард", "полицейск", "военнослуж", "дружинник", "пожарн", "спасател")
_SO_MANY = {"one": 1, "two": 2, "three": 3}
_OF_THE_HURT = ("wounded", "injured", "victim", "hospital", "casualt", "survivor")
_FORMERLY = frozenset(["at", "initially", "previously", "not", "instead", "rather"])
_LATER = frozenset(["later", "subsequently", "згодом", "пізніше"])


def counted_people(doc: Document, sentence: Sentence, denied: dict[int, str], treated: bool) -> list[Harmed]:
    """Those whom a verb of harm speaks of, each with its number; empty where the sentence denies or does not know.
    `treated`: the text tells of people who came to be healed."""
    verbs = sentence.all("verb", "killed", "hurt")
    if "suffer" in sentence.cats:
        verbs += [Mark("verb", "hurt", m.i, m.j) for m in sentence.all("suffer")]
    verbs += blows_at_people(doc, sentence)
    others = bool(verbs) and all(v.name == "killed" for v in verbs)
    others = others and (len(sentence.all("person", "one")) > 1 or len(sentence.all("num")) > 1)
    if doc.language == "en" and (not verbs or (others and "where" not in doc.forms[sentence.i : sentence.j])):
        verbs += to_hospital(doc, sentence)  # "another victim was taken to hospital"
    state = False
    if doc.language == "ru":
        if treated:
            verbs += visits(doc, sentence)
        verbs += not_so_many(sentence)
        if not verbs:
            verbs = beds(doc, sentence)
            state = bool(verbs)
    if not verbs:
        return []
    verbs = [v for v in verbs if v.i not in denied and not is_denied(sentence, v)]
    if not verbs or (sentence.has("neg", "unknown") and not told_besides(doc, sentence)):
        return []
    if "не подтвердил" in doc.words and "не подтвердил" in doc.said_in(sentence):
        return []  # "сообщение о троих погибших не подтвердилось"
    people = [p for p in people_of(doc, sentence) if not is_safe(doc, p[1], p[2])]
    act = "states"
    if doc.language == "ru":
        verbs = still_hurt(doc, sentence, deadly(doc, verbs)) or beds(doc, sentence)  # "ожоги 20 % тела, в больнице"
        if not verbs:
            return []
        lie = lying(doc, sentence, verbs)
        verbs += lie
        people = without_companies(doc, sentence, people, verbs)
        people = sifted(doc, sentence, people + one_of_them(doc, sentence)) + another(doc, sentence, verbs)
        people += subjects(doc, sentence, verbs, people)
        served = {governing(doc, verbs, i, j, set()).i for _, i, j in people}
        people += by_verb(doc, sentence, verbs, served) + companions(doc, sentence, people)
        people = [p for p in outermost(people) if p[0].n != 1 or not takes(doc, p[2])]
        people = without_whole_crew(doc, sentence, people)
    in_bed = abed(doc, sentence, people, verbs) if doc.language == "ru" else {}
    if doc.language != "ru" and not people:
        people = _one_of_them(doc, sentence)
    elif doc.language == "uk" and sentence.has("deceased") and (left := of_whom_one_died(doc, sentence, people)):
        return left
    if doc.language == "en" and sentence.has("deceased"):
        if divided := left_by_the_dead(doc, sentence, people):
            return divided
        ends = {j for _, _, j in people}
        after = ("in", "by", "during", "after", "when", "on", "earlier")
        verbs = [
            v for v in verbs if v.name == "killed" or v.i not in ends or doc.tokens[v.j].word not in after
        ] or verbs
    if doc.language == "en":
        if "among" in doc.words:
            people = [p for p in people if not _one_of_the_hurt(doc, p[2])]
        people = with_the_next(doc, sentence, people) or somebody(doc, sentence, verbs)
    if doc.language == "uk" and len(people) > 1 and "(" in doc.forms[sentence.i : sentence.j]:
        people = without_bracketed(doc, sentence, people)
    if not people:
        return []
    # "мужчина, раненный на прошлой неделе, скончался"
    if sentence.has("deceased") and doc.language != "ru" and not (doc.language == "en" and len(people) > 1):
        verbs = [v for v in verbs if v.name == "killed"] or verbs
    grew = sentence.all("flag", "grew")
    if grew and not (all(doc.tokens[m.j - 1].word == "is" for m in grew) and people[-1][0].how == "at_least"):
        act = "sets"  # not "the number of injured is at least six"
    made: list[Harmed] = []
    taken: set[int] = set()
    groups = [m.i for m in sentence.marks if (m.cat == "person" and m.name == "group") or m.cat == "subset"]
    last, verb, corrected = -1, verbs[0], False
    for amount, i, j in people:
        if any(0 < d - j <= 2 and doc.tokens[d - 1].word in ("не", "not") for d in denied):
            continue  # "поранена фельдшерка, водій не постраждав"
        of_them = doc.language == "en" and any(i < g < j for g in groups)  # "three of them women"
        held = of_them or any(
            last <= g <= i
            and not any(last <= v.i < g for v in verbs if v is not verb)
            and not (doc.language == "en" and any(g < v.i < i for v in verbs))
            for g in groups
        )
        own = [v for v in verbs if i <= v.i < j]
        if own and j > i + 1 and doc.tokens[i + 1].word == "из" and any(v.name == "killed" and v.i >= j for v in verbs):
            own = [v for v in verbs if v.name == "killed" and v.i >= j]  # "одна из пострадавших скончалась"
        if own and doc.language == "ru":  # "один погибший и 12 раненых"
            verb = own[0]
        elif i in groups and any(v.name == "killed" and 0 <= v.i - j <= 1 for v in verbs) and doc.language == "ru":
            verb = next(v for v in verbs if v.name == "killed" and v.i >= j)  # "двое из них скончались"
        elif made and held:  # "26, including three children, with 93 injured": of those told of before them
            pass
        elif not (i == last + 1 and doc.tokens[last].word in _AND):  # "загинули чоловік і жінка"
            verb = governing(doc, verbs, i, j, taken)
        last = j
        taken.add(verb.i)
        what = "killed" if verb.name == "killed" and i not in in_bed else "injured"
        before = doc.tokens[i - 1].word if i else ""
        if doc.language != "en" and before == "а" and "не" in doc.forms[sentence.i : i]:
            act, corrected = "sets", True  # "не четверо, а пятеро"
        if act != "sets":
            more = is_added(sentence, i) or so_many_more(doc, i) or is_one_more(doc, sentence, verb, i)
            act = "adds" if more else "states"
        if act == "sets" and amount.how == "up_to":  # "до 9 осіб зросла кількість"
            amount = Amount(amount.n)
        whose = doc.tokens[i].word in ("его", "ее")
        who = doc.tokens[j - 1].word if amount.n == 1 and (whose or j == i + 1) else ""
        total = is_total(doc, sentence, i, j) or is_tally(doc, sentence, verb, i, j)
        corrects = any(m.j <= i and doc.tokens[m.i].word not in _FORMERLY for m in sentence.all("flag", "correction"))
        moved = what == "killed" and doc.language == "ru" and has_moved(doc, sentence, i, j)
        if corrected and any(h.corrected and h.what == what for h in made):
            continue  # who they are
        one = Harmed(what, amount, sentence, min(i, verb.i), max(j, verb.j), act, who=who)
        one = one._replace(total=total, corrects=corrects, corrected=corrected, moved=moved, at=i, till=j)
        one = one._replace(state=state or (in_bed.get(i, False) and what == "injured"))
        if amount.n == 1 and doc.language != "ru":
            one = one._replace(age=age_of(doc, i, j))
        if act == "adds" and not _LATER.isdisjoint(doc.forms[sentence.i : sentence.i + 3]):
            one = one._replace(others=True)  # "Hours later, one more man was diagnosed with …"
        if doc.language == "ru":
            sort = SEVERAL.get(doc.tokens[j - 1].word, "") if (amount.n or 0) > 1 else ""
            one = one._replace(corps=_corps(doc, i, j), sort=sort)
        elif (amount.n or 0) > 1:
            one = one._replace(sort=next((SEVERAL[w] for w in (t.word for t in doc.tokens[i:j]) if w in SEVERAL), ""))
        if doc.language != "ru" and act == "states" and j == i + 1 and not sentence.has("place"):
            one = one._replace(part=doc.tokens[verb.j - 1].word.startswith(LYING))
        if doc.language == "ru" and amount.n == 1:
            nth = NTH.get(doc.tokens[i].word) or (NTH.get(before, 0) if j == i + 1 else 0)
            one = one._replace(nth=nth, who="" if doc.tokens[i].word in NTH else who)
        made.append(one)
    if doc.language == "en" and len(made) > 1:
        made = without_breakdown(doc, fatally(doc, made))
    if act == "sets" and doc.language == "en" and len(made) > 1:
        made = grown_to(made, [m.j for m in grew])
    if doc.language == "ru" and sentence.has("deceased"):
        made = dies_after_all(doc, sentence, made)
    if doc.language == "ru" and len(made) > 1:
        made = without_sums(doc, without_shares(doc, sentence, made, in_bed))
    return without_parts(doc, sentence, made) + [h._replace(act="moves") for h in made if h.moved]


def _one_of_them(doc: Document, sentence: Sentence) -> list[tuple[Amount, int, int]]:
    """ "Пізніше один із них помер", "one of the wounded died": one of those told of before, where nobody else
    is named."""
    if not sentence.has("deceased"):
        return []
    for k in range(sentence.i, sentence.j - 1):
        if doc.tokens[k].word in ("один", "одна", "одного", "одну") and doc.tokens[k + 1].word in ("з", "із", "зі"):
            return [(Amount(1), k, k + 1)]
        words = doc.forms[k : k + 4]
        if (
            words[1:3] in (["of", "the"], ["of", "those"])
            and words[0] in _SO_MANY
            and words[-1].startswith(_OF_THE_HURT)
        ):
            return [(Amount(_SO_MANY[words[0]]), k, k + 4)]
    return []


def _one_of_the_hurt(doc: Document, j: int) -> bool:
    """ "A boy is among those hurt": of those counted elsewhere."""
    words = doc.forms[j : j + 3]
    return words[1:] in (["among", "the"], ["among", "those"]) and words[0] in ("is", "are", "was", "were")


def _corps(doc: Document, i: int, j: int) -> str:
    words = doc.forms[i:j]
    if any(w.startswith(_SERVICE) for w in words):
        return "service"
    return "civil" if any(w.startswith(("мирн", "гражданск")) for w in words) else ""
