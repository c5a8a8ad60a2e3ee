"""People killed and hurt: those counted, those named one by one, and denials with their scope."""

from bot.extraction.document import Document
from bot.extraction.frames.denials import denied_terms
from bot.extraction.frames.faces import Harmed
from bot.extraction.frames.mentions import (
    another,
    by_verb,
    companions,
    is_apposition,
    is_collective,
    lying,
    not_a_victim,
    sifted,
)
from bot.extraction.frames.moves import deadly, has_moved, one_of_them, still_hurt
from bot.extraction.frames.ordinals import counted_by_ordinal
from bot.extraction.marks import Mark
from bot.extraction.numbers import Amount, age_signs
from bot.extraction.sentences import Sentence
from bot.extraction.spots import Spot, is_aside
from bot.extraction.tokens import NUMBER, ORDINAL, WORD

_AND = ("и", "і", "й", "та", "and")
_TO_HOSPITAL = "таліз"
_ALSO_HURTS = ("обгорел", "зачеп", "посік", "обпек", "привал", "придав", "зацепил", "посек", "обожгл")
_LIES = ("лікарні", "шпиталі", "стаціонарі", "реанімації", "стані")
_YEARS = ("років", "роки", "року", "рік", "лет", "года", "год")
_AMONG = frozenset(["серед", "з-поміж", "із-поміж", "среди", "among"])
_TALLIED = ("загиблих", "поранених", "постраждалих", "травмованих", "потерпілих", "жертв", "погибших", "раненых",
            "пострадавших")  # fmt: skip
_KIN = ("мам", "матір", "мати", "тат", "батьк", "дружин", "чоловіка", "сестр", "брат", "колег", "напарни", "сусід",
        "син", "доньк", "дочк", "бабус", "дідус", "онук")  # fmt: skip
_AGED = ("річ", "летн", "year")
_OF_THEM = frozenset(["them", "whom", "these", "those"])
_TAKEN = frozenset(["taken", "rushed", "airlifted"])
_SHE = frozenset(["вона", "він", "she", "he"])
_SAFE = frozenset(
    ["rescued", "saved", "evacuated", "resettled", "relocated", "missing", "trapped", "examined", "unhurt"]
)
_FORMERLY = frozenset(["at", "initially", "previously", "not", "instead", "rather"])
_CLAUSE_SIGNS = frozenset([",", ";", ":", "—", "и", "and", "та", "і", "й"])


def read_people(doc: Document, sentences: list[Sentence]) -> list[Harmed]:
    """All mentions, in order."""
    found: list[Harmed] = []
    towns: frozenset[str] = frozenset()
    looked = 0  # sentences before this one are known to name these towns last
    before: list[Harmed] = []
    for k, sentence in enumerate(sentences):
        denied = denied_terms(doc, sentence)
        found += _denials(doc, sentence, denied)
        counted = counted_by_ordinal(doc, sentence) or _counted(doc, sentence, denied)
        some = [h for h in _uncounted(doc, sentence) if h.amount.n is None or h.what not in {c.what for c in counted}]
        if not counted and before and doc.language == "ru":
            counted = goes_on(doc, sentence, before[-1])
        before = counted
        if not (counted or found or some) and k and doc.tokens[sentence.i].word in _SHE:
            counted = _the_same_one(sentences[k - 1], sentence, denied)
        if not (counted or some):
            continue
        towns = next(filter(None, map(_towns, reversed(sentences[looked : k + 1]))), towns)
        looked = k + 1
        found += [h._replace(towns=towns) for h in (*some, *counted)]
    if any(not h.denied for h in found):  # "no casualties there": of that place, where others tell of harm
        found = [h for h in found if not (h.denied and doc.tokens[min(h.j, len(doc.tokens) - 1)].word == "there")]
    return found


def goes_on(doc: Document, sentence: Sentence, last: Harmed) -> list[Harmed]:
    """ "В A ранен боец. В B — женщина и двое мужчин": the verb is the one of the sentence before."""
    dash = next((k for k in range(sentence.i, sentence.j) if doc.tokens[k].word == "—"), 0)
    if not dash or sentence.has("verb") or sentence.has("weapon"):
        return []
    ends = {m.j for m in sentence.all("person")}
    if any(m.i not in ends for m in sentence.all("object")):
        return []  # not "водитель газели"
    if not any(m.j == dash for m in sentence.all("place")) or doc.tokens[sentence.i].word not in ("в", "во", "под"):
        return []
    people = [p for p in sifted(doc, sentence, _people(doc, sentence)) if p[1] > dash]
    if not people or people[0][1] > dash + 3:
        return []
    words = [doc.tokens[i].word if a.n == 1 and j == i + 1 else "" for a, i, j in people]
    made = [
        Harmed(last.what, a, sentence, i, j, who=w, others=True) for (a, i, j), w in zip(people, words, strict=True)
    ]
    return _within(doc, sentence, made)


def _the_same_one(before: Sentence, sentence: Sentence, denied: dict[int, str]) -> list[Harmed]:
    """ "Скинули вибухівку на жительку А. Вона дістала поранення": the one person of the sentence before."""
    if len(before.all("person", "one")) != 1 or sentence.has("neg"):
        return []
    if before.has("person_form", "plural") or before.has("flag", "relayed"):
        return []
    verbs = [v for v in sentence.all("verb", "hurt", "killed") if v.i not in denied]
    what = "killed" if verbs and verbs[0].name == "killed" else "injured"
    return [Harmed(what, Amount(1), sentence, verbs[0].i, verbs[0].j)] if verbs else []


def _denials(doc: Document, sentence: Sentence, denied: dict[int, str]) -> list[Harmed]:
    zero = Amount(0)
    made = []
    for mark in sentence.all("neg"):
        if any(m.i == mark.j for m in sentence.all("num")):  # "пострадавших не четверо, а пятеро"
            continue
        if mark.name in ("none_hurt", "none_both"):
            made.append(Harmed("injured", zero, sentence, mark.i, mark.j, denied=True))
        if mark.name in ("none_killed", "none_both"):
            made.append(Harmed("killed", zero, sentence, mark.i, mark.j, denied=True))
    made += [
        Harmed(what, zero, sentence, i, i + 1, denied=True)
        for i, what in denied.items()
        if _TO_HOSPITAL not in doc.tokens[i].word  # "госпитализация не потребовалась"
    ]
    return made


def _uncounted(doc: Document, sentence: Sentence) -> list[Harmed]:
    """ "Есть раненые", "є загиблі": somebody, the number not said."""
    made = []
    for mark in sentence.all("some"):
        whats = ("killed", "injured") if mark.name == "both" else (mark.name,)
        one = doc.language == "ru" and doc.tokens[mark.j - 1].word.endswith(("ий", "ый", "ая"))
        some = Amount(1) if one else Amount(None, "some")  # "есть погибший: сторож"
        made += [Harmed(what, some, sentence, mark.i, mark.j) for what in whats]
    return made


def _counted(doc: Document, sentence: Sentence, denied: dict[int, str]) -> list[Harmed]:
    verbs = sentence.all("verb", "killed", "hurt")
    verbs += [Mark("verb", "hurt", m.i, m.j) for m in sentence.all("suffer")]
    verbs += _blows(doc, sentence)
    if doc.language == "en" and not verbs:  # "another victim was taken to hospital"
        verbs = _to_hospital(doc, sentence)
    if not verbs:
        return []
    verbs = [v for v in verbs if v.i not in denied and not _denied(sentence, v)]
    if not verbs or sentence.has("neg", "unknown"):
        return []
    people = [p for p in _people(doc, sentence) if not _safe(doc, p[2])]
    act = "states"
    if doc.language == "ru":
        verbs = still_hurt(doc, sentence, deadly(doc, verbs))
        lie = lying(doc, sentence, verbs)
        verbs += lie
        people = sifted(doc, sentence, people + one_of_them(doc, sentence)) + another(doc, sentence, verbs)
        served = {_governing(doc, verbs, i, j, set()).i for _, i, j in people}
        people += by_verb(doc, sentence, verbs, served) + companions(doc, sentence, people)
        people.sort(key=lambda p: p[1])
    if not people:
        return []
    # "мужчина, раненный на прошлой неделе, скончался"
    if sentence.has("deceased") and doc.language != "ru" and not (doc.language == "en" and len(people) > 1):
        verbs = [v for v in verbs if v.name == "killed"] or verbs
    if sentence.has("flag", "grew"):
        act = "sets"
    made: list[Harmed] = []
    taken: set[int] = set()
    groups = [m.i for m in sentence.marks if (m.cat == "person" and m.name == "group") or m.cat == "subset"]
    last, verb, corrected = -1, verbs[0], False
    for amount, i, j in people:
        if any(0 < d - j <= 2 and doc.tokens[d - 1].word in ("не", "not") for d in denied):
            continue  # "поранена фельдшерка, водій не постраждав"
        held = any(last <= g <= i and not any(last <= v.i < g for v in verbs if v is not verb) for g in groups)
        own = [v for v in verbs if i <= v.i < j]
        if own and doc.language == "ru":  # "один погибший и 12 раненых"
            verb = own[0]
        elif made and held:  # "26, including three children, with 93 injured": of those told of before them
            pass
        elif not (i == last + 1 and doc.tokens[last].word in _AND):  # "загинули чоловік і жінка"
            verb = _governing(doc, verbs, i, j, taken)
        last = j
        taken.add(verb.i)
        what = "killed" if verb.name == "killed" else "injured"
        before = doc.tokens[i - 1].word if i else ""
        if doc.language == "ru" and before == "а" and any(t.word == "не" for t in doc.tokens[sentence.i : i]):
            act, corrected = "sets", True  # "не четверо, а пятеро"
        if act != "sets":
            more = _is_added(sentence, i) or _more(doc, i) or _is_one_more(doc, sentence, verb, i)
            act = "adds" if more else "states"
        if act == "sets" and amount.how == "up_to":  # "до 9 осіб зросла кількість"
            amount = Amount(amount.n)
        who = doc.tokens[i].word if j == i + 1 and amount.n == 1 else ""
        total = any(
            0 <= i - m.j <= 3 or (m.i == sentence.i and i - m.j <= 8) for m in sentence.all("total")
        ) or _is_tally(doc, sentence, verb, i, j)
        corrects = any(m.j <= i and doc.tokens[m.i].word not in _FORMERLY for m in sentence.all("flag", "correction"))
        moved = what == "killed" and doc.language == "ru" and has_moved(doc, sentence, i, j)
        if corrected and any(h.corrected and h.what == what for h in made):
            continue  # who they are
        one = Harmed(what, amount, sentence, min(i, verb.i), max(j, verb.j), act, who=who)
        made.append(one._replace(total=total, corrects=corrects, corrected=corrected, moved=moved, till=j))
    return _within(doc, sentence, made) + [h._replace(act="moves") for h in made if h.moved]


def _blows(doc: Document, sentence: Sentence) -> list[Mark]:
    """ "Уламками зачепило жінку": a word for damage that a person follows."""
    blows = [m for m in sentence.all("verb", "damage", "hit", "fire") if doc.tokens[m.i].word.startswith(_ALSO_HURTS)]
    people = {m.i for m in sentence.all("person", "one", "pair")} if blows else set()
    return [Mark("verb", "hurt", m.i, m.j) for m in blows if not people.isdisjoint(range(m.j, m.j + 3))]


def _is_tally(doc: Document, sentence: Sentence, verb: Mark, i: int, j: int) -> bool:
    """ "Загиблих четверо", "поранених уже 14": the noun before its number tells of all, where no town is named."""
    before = doc.tokens[verb.i].word.startswith(_TALLIED) and verb.j <= i <= verb.j + 2
    if not before or any(0 <= i - m.j <= 2 for m in sentence.all("add", "more")):
        return False
    return not sentence.has("place") or any(t.word in (",", "—") for t in doc.tokens[sentence.i : verb.i])


def _to_hospital(doc: Document, sentence: Sentence) -> list[Mark]:
    if not any(t.word in ("hospital", "clinic") for t in doc.tokens[sentence.i : sentence.j]):
        return []
    return [Mark("verb", "hurt", m.i, m.j) for m in sentence.all("aside", "care") if doc.tokens[m.i].word in _TAKEN]


def _safe(doc: Document, j: int) -> bool:
    """ "One person was rescued, three were injured": told of, but not hurt."""
    words = [t.word for t in doc.tokens[j : j + 4]]
    return words[:1] in (["was"], ["were"], ["has"], ["have"], ["had"]) and not _SAFE.isdisjoint(words)


def _is_added(sentence: Sentence, i: int) -> bool:
    """ "Ещё двое": the word stands just before the number, or opens the sentence."""
    return any(m.j <= i and (i - m.j <= 3 or m.i == sentence.i) for m in sentence.all("add"))


def _more(doc: Document, i: int) -> bool:
    """ "Two more injured", "three more people"."""
    after = doc.tokens[i + 1] if i + 1 < len(doc.tokens) else None
    return doc.language == "en" and after is not None and after.word == "more"


def _is_one_more(doc: Document, sentence: Sentence, verb: Mark, i: int) -> bool:
    """ "Ранен и сотрудник МЧС": an "и" between the verb that opens the sentence and the person."""
    opens = doc.language == "ru" and verb.i == sentence.i and verb.j < i <= verb.j + 3
    return opens and doc.tokens[verb.j].word == "и"


def _denied(sentence: Sentence, verb: Mark) -> bool:
    return any(m.i <= verb.i < m.j for m in sentence.all("neg"))


def _people(doc: Document, sentence: Sentence) -> list[tuple[Amount, int, int]]:
    """Numbers that count people (or stand alone beside such a verb), and single persons."""
    tokens = doc.tokens
    marks = sentence.marks
    made: list[tuple[Amount, int, int]] = []
    covered, ru = -1, doc.language == "ru"
    for k, mark in enumerate(marks):
        if mark.cat == "num" and _is_an_age(doc, sentence, mark):
            continue
        if mark.cat == "num" and isinstance(mark.value, Amount):
            end = _person_after(doc, sentence, mark, k)
            if end:
                made.append((mark.value, mark.i, end))
                covered = end
        elif ru and mark.cat == "person" and tokens[mark.i].word in ("оба", "обе") and _both_died(marks, mark):
            made.append((Amount(2), mark.i, mark.j))
            covered = mark.j
        elif ru and mark.cat == "person" and mark.j == mark.i + 1 and _is_surname(doc, sentence, mark.i):
            continue
        elif mark.cat == "person" and mark.name == "pair" and mark.i >= covered:
            made.append((Amount(2), mark.i, mark.j))
            covered = mark.j
        elif (
            mark.cat == "person"
            and mark.name == "one"
            and mark.i >= covered
            and _single(tokens[mark.i].word, marks, mark)
        ):
            if made and mark.i - made[-1][2] <= 2 and not _set_off(doc, made[-1][2], mark.i):
                continue
            if (made and _said_again(doc, made[-1], mark)) or (ru and not_a_victim(sentence, mark.i)):
                continue
            if ru and made and made[-1][0].n == 1 and is_apposition(doc, made[-1], mark):
                continue
            made.append((Amount(1), mark.i, mark.j))
            covered = mark.j
        elif mark.cat == "person" and mark.name == "one" and mark.i >= covered and (ages := _ages(doc, mark)):
            if made and made[-1][0].n == ages and 0 < mark.i - made[-1][2] <= 2:
                continue  # "three passengers – women aged 52, 60 and 71 – …"
            made.append((Amount(ages), mark.i, mark.j))
            covered = mark.j
    return made + _named_by_age(doc, sentence)


def _is_surname(doc: Document, sentence: Sentence, i: int) -> bool:
    """ "Глава региона Пасечник": a capital inside a sentence that is not written in capitals."""
    tokens = doc.tokens
    if not tokens[i].cap or i == sentence.i:
        return False
    return any(t.kind == WORD and not t.cap for t in tokens[max(sentence.i, i - 3) : min(i + 4, sentence.j)])


def _both_died(marks: list[Mark], both: Mark) -> bool:
    """ "Оба погибли": right before the verb, where the sentence names nobody."""
    dead = any(m.cat == "verb" and m.name == "killed" and 0 <= m.i - both.j <= 2 for m in marks)
    return dead and not any(m.cat in ("person", "num") and m.i != both.i for m in marks)


def _is_an_age(doc: Document, sentence: Sentence, num: Mark) -> bool:
    """ "Троє чоловіків – 33, 48 і 57 років": numbers in a row that end in "years"."""
    tokens, k = doc.tokens, num.j
    if tokens[num.i].kind != NUMBER:
        return False
    if doc.language == "ru" and 1920 <= (tokens[num.i].value or 0) <= 2030:  # "мужчина 1958 г. р."
        return not any(m.i == num.j for m in sentence.all("person"))
    people = {m.i for m in sentence.all("person", "one")}
    while k < sentence.j and (
        tokens[k].kind == NUMBER or tokens[k].word in (",", "і", "й", "та", "и") or (k in people and k > num.j)
    ):
        k += 1
    return k < sentence.j and tokens[k].word in _YEARS


def _set_off(doc: Document, i: int, j: int) -> bool:
    words = [t.word for t in doc.tokens[i:j]]
    if words[:1] and words[0] in (",", "и", "та", "and", "й", "і", "—", "з", "із"):
        return True
    return doc.language == "ru" and "," in words  # "фельдшер погиб, водителя увезли"


def _said_again(doc: Document, before: tuple[Amount, int, int], mark: Mark) -> bool:
    """ "The driver, a 44-year-old man, died": one person."""
    between = [t.word for t in doc.tokens[before[2] : mark.i]]
    if before[0].n != 1 or between[:2] not in ([",", "a"], [",", "an"], [",", "the"]) or len(between) > 6:
        return False
    for k in range(mark.j, min(mark.j + 12, len(doc.tokens))):  # "a driver, an employee of the plant, was killed"
        after = [t.word for t in doc.tokens[k : k + 2]]
        if after[:1] == ["and"] or after in ([",", "and"], [",", "a"], [",", "an"], [",", "two"]):
            return False
        if after[:1] == [","]:
            return True
    return False


def _named_by_age(doc: Document, sentence: Sentence) -> list[tuple[Amount, int, int]]:
    """ "52-річний потерпілий": a person where no noun for one stands beside the age."""
    people = {m.i for m in sentence.marks if m.cat == "person"}
    tokens = doc.tokens
    return [
        (Amount(1), k, k + 1)
        for k in range(sentence.i, sentence.j)
        if tokens[k].kind == ORDINAL
        and tokens[k].suffix.startswith(_AGED)
        and people.isdisjoint(range(k, k + 4))
        and k + 1 < sentence.j
        and tokens[k + 1].kind == WORD
    ]


def _ages(doc: Document, person: Mark) -> int:
    """ "38-річного і 52-річного чоловіків", "жінки 83 і 38 років": as many people as ages; 0 where none are said."""
    tokens = doc.tokens
    before = [t for t in tokens[max(0, person.i - 7) : person.i] if t.kind == ORDINAL and t.suffix.startswith(_AGED)]
    if before:
        return len(before)
    aged_en = tokens[person.j].word == "aged" if person.j < len(tokens) else False  # "women aged 45 and 70"
    k, count = person.j + aged_en, 0
    while k < len(tokens) and (tokens[k].kind == NUMBER or tokens[k].word in (",", "і", "й", "та", "и", "and")):
        count += tokens[k].kind == NUMBER
        k += 1
    if aged_en:
        return count if count > 1 else 0
    aged = count and k < len(tokens) and tokens[k].word in _YEARS
    return count if aged else 0


def _single(word: str, marks: list[Mark], mark: Mark) -> bool:
    return not any(m.cat == "person_form" and m.i == mark.i and m.name == "plural" for m in marks)


def _person_after(doc: Document, sentence: Sentence, num: Mark, k: int) -> int:
    """The end of "N people" if the number counts people or nothing else; 0 otherwise."""
    tokens = doc.tokens
    at = num.j
    if any(m.cat == "flag" and m.name == "grew" and 0 <= num.i - m.j <= 1 for m in sentence.marks) and not any(
        m.i == at and m.cat in ("person", "weapon", "thing", "object", "unit") for m in sentence.marks
    ):
        return at  # "the death toll climbs to four"
    near = {
        m.i: m
        for m in sentence.marks
        if m.cat in ("thing", "object", "weapon", "verb", "unit", "time", "month", "place", "suffer")
    }
    near |= {m.i: m for m in sentence.marks if m.cat == "person" and m.name != "condition"}
    if doc.language == "ru" and is_collective(tokens, num.i, at):
        nouns = sentence.all("person", "one") + [m for m in sentence.all("verb", "hurt", "killed") if m.i == at]
        ends = [m.j for m in nouns if 0 <= m.i - at <= 2]
        between = tokens[at : ends[0] - 1] if ends else []
        return ends[0] if ends and all(t.kind == WORD and t.word != "и" for t in between) else at
    words = 0
    if doc.language == "en" and any(m.j == num.i and m.name in ("killed", "hurt") for m in sentence.all("verb")):
        following = {m.cat for m in sentence.marks if m.i == at}
        if "prep" in following or "time" in following:
            return at  # "wounded 10 in the Kherson region"
    while at < sentence.j and words < 5:
        token = tokens[at]
        mark = near.get(at)
        if mark is not None:
            if mark.cat == "person":
                return mark.j
            if mark.cat == "suffer" or (mark.cat == "verb" and mark.name in ("killed", "hurt")):
                return mark.j if doc.language == "ru" and at == num.j else num.j
            return 0
        if token.kind == "mark":
            return num.j if words == 0 else 0
        if token.word == "aged" and words:
            return at  # "two dockers aged 38 and 51"
        if not token.word.isalpha():
            return 0
        at += 1
        words += 1
    return num.j if words <= 1 else 0


def _governing(doc: Document, verbs: list[Mark], i: int, j: int, taken: set[int]) -> Mark:
    """The verb of harm that speaks of the person at [i, j): the nearest by clauses; the next one rather than one
    that has its person already ("погиб житель, ещё трое, в том числе ребёнок, получили ранения")."""
    tokens = doc.tokens
    ages = (
        age_signs(tokens, min(i, *(v.i for v in verbs)), max(j, *(v.j for v in verbs))) if doc.language == "en" else ()
    )

    def distance(verb: Mark) -> tuple[int, int]:
        a, b = (verb.j, i) if verb.i < i else (j, verb.i)
        steps = sum(1 for k in range(a, b) if tokens[k].word in _CLAUSE_SIGNS and k not in ages)
        return 2 * steps + (verb.i > i) + (4 if verb.i < i and verb.i in taken and steps else 0), b - a

    return min(verbs, key=distance)


def _within(doc: Document, sentence: Sentence, made: list[Harmed]) -> list[Harmed]:
    """ "Ранены шестеро, среди них двое подростков": what follows a number and makes it up is not added."""
    group = [m.i for m in sentence.marks if (m.cat == "person" and m.name == "group") or m.cat == "subset"]
    group += [m.i for m in sentence.all("num") if doc.tokens[m.j - 1].word in _OF_THEM]  # "one of them"
    kept: list[Harmed] = []
    for one in made:
        same = [h for h in kept if h.what == one.what]
        if same and any(g >= same[0].i for g in group if g <= one.j) and (one.amount.n or 0) <= (same[0].amount.n or 0):
            continue
        if (
            same
            and (_TO_HOSPITAL in doc.tokens[one.j - 1].word or doc.tokens[one.j - 1].word in _LIES)
            and (one.amount.n or 0) <= (same[0].amount.n or 0)
            and not any(t.word.startswith(_KIN) for t in doc.tokens[one.i : one.j])
        ):
            continue  # "постраждали 11 людей, двох госпіталізували"; but "двоє дітей подряпані, маму шпиталізували"
        if same and same[0].i and doc.tokens[_opening(doc, same[0])].word in _AMONG:
            continue  # "серед 11 постраждалих є вагітна жінка"
        kept.append(one)
    for what in ("killed", "injured"):
        mine = [h for h in kept if h.what == what]
        listed = (
            len(mine) > 1
            and _opens_list(doc, sentence, mine[0])
            and (mine[0].amount.n or 0) >= sum(h.amount.n or 0 for h in mine[1:])
        )
        if len(mine) > 1 and doc.language == "uk" and (named := _in_apposition(doc, mine)):
            kept = [h for h in kept if h not in named]
            continue
        set_apart = _set_apart if doc.language == "en" else _told_again
        if listed or (len(mine) > 1 and doc.language != "uk" and set_apart(doc, sentence, mine)):
            kept = [h for h in kept if h.what != what or h is mine[0]]
    return kept


def _set_apart(doc: Document, sentence: Sentence, mine: list[Harmed]) -> bool:
    """ "Two people were killed in A, a woman and a man": who they are is told after the verb and a comma."""
    verbs = [m for m in sentence.all("verb") if m.name in ("killed", "hurt")]
    last = max((m.j for m in verbs), default=0)
    if mine[0].who or mine[0].amount.n != sum(h.amount.n or 0 for h in mine[1:]) or any(h.j <= last for h in mine[1:]):
        return False
    return any(t.word in (",", "—", ":", "(", ";") for t in doc.tokens[last : mine[1].j])


def _in_apposition(doc: Document, mine: list[Harmed]) -> list[Harmed]:
    """ "Двоє дітей, брат і сестра восьми та десяти років, подряпані": who the two are."""
    count = mine[0].amount.n or 0
    named = mine[1:2] if len(mine) > 1 and mine[1].amount.n == count else mine[1 : 1 + count]
    if sum(h.amount.n or 0 for h in named) != count or count < 2 or named[0].i - mine[0].i > 4:
        return []
    set_off = any(t.word in (",", "—") for t in doc.tokens[named[-1].i : named[-1].j])
    return named if set_off and doc.tokens[named[0].i - 1].word in (",", "—", "(") else []


def _opening(doc: Document, one: Harmed) -> int:
    """The token before the number and its adjectives."""
    k = one.i - 1
    while k > 0 and doc.tokens[k].kind == WORD and doc.tokens[k].word.endswith(("их", "ьох", "ох")):
        k -= 1
    return k


def _told_again(doc: Document, sentence: Sentence, mine: list[Harmed]) -> bool:
    """ "Двум пострадавшим, мужчине и его дочери, …": as many people as the number before the comma."""
    first, rest = mine[0].amount.n or 0, [h.amount.n or 0 for h in mine[1:]]
    after = doc.tokens[mine[0].j : mine[0].j + 2]
    if any(m.cat == "place" and mine[0].j <= m.i < mine[-1].j for m in sentence.marks):
        return False
    return 1 < first == sum(rest) and any(t.word == "," for t in after) and all(h.act == "states" for h in mine[1:])


def _opens_list(doc: Document, sentence: Sentence, one: Harmed) -> bool:
    """ "Ранены четверо: …", "по уточнённым данным, троих: ещё один …": a colon or a dash right after the number."""
    tails = {one.j, one.till} if one.till else {one.j}
    after = [k for j in tails for k in range(j, min(j + 3, len(doc.tokens)))]
    return any(doc.tokens[k].word in (":", "—", "(") or _lone_hyphen(doc, k) for k in after)


def _lone_hyphen(doc: Document, k: int) -> bool:
    """A hyphen with spaces around it stands for a dash."""
    return doc.tokens[k].word == "-" and k > 0 and doc.tokens[k - 1].end < doc.tokens[k].start


def _towns(sentence: Sentence) -> frozenset[str]:
    """The towns of a sentence, those of hospitals apart; where it names none, its districts, with a star."""
    spots = [m.value for m in sentence.all("place") if isinstance(m.value, Spot) and not is_aside(sentence, m)]
    names = [s.name for s in spots if s.name] or ["*" + s.district for s in spots if s.district]
    return frozenset(names)
