"""People counted within people: "six were hurt, two children among them"."""

from bot.extraction.document import Document
from bot.extraction.frames.faces import Harmed, is_another
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence
from bot.extraction.tokens import NUMBER, WORD

TO_HOSPITAL = ("таліз", "тализ")
_LIES = ("лікуються", "лікується", "лікуванні", "лікарні", "шпиталі", "стаціонарі", "реанімації", "стані")
_IN_BED = ("госпитализ", "доставл", "доставил", "увезл", "увезен", "отвезл", "больниц", "реанимац", "стационар",
           "забрал", "направлен", "находят", "лежат", "лечатся")  # fmt: skip
_SMALL = frozenset(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "injured", "wounded"])
_HELPING = frozenset(["were", "was", "are", "is", "have", "has", "been", "being", "remain", "also"])
_AMONG = frozenset(["серед", "з-поміж", "із-поміж", "среди", "among"])
_KIN = ("мам", "матір", "мати", "тат", "батьк", "дружин", "чоловіка", "сестр", "брат", "колег", "напарни", "сусід",
        "син", "доньк", "дочк", "бабус", "дідус", "онук")  # fmt: skip
_TO_WHOM = frozenset(
    ["одній", "одному", "двом", "трьом", "чотирьом", "п'ятьом", "шістьом", "жінці", "чоловікові", "дитині", "дівчинці",
     "хлопчику", "хлопцю", "підлітку", "решті", "іншим"]
)  # fmt: skip
_OF_THEM = frozenset(["them", "whom", "these", "those"])


def without_parts(doc: Document, sentence: Sentence, made: list[Harmed]) -> list[Harmed]:
    """ "Ранены шестеро, среди них двое подростков": what follows a number and makes it up is not added."""
    group = [m.i for m in sentence.marks if (m.cat == "person" and m.name == "group") or m.cat == "subset"]
    group += [m.i for m in sentence.all("num") if doc.tokens[m.j - 1].word in _OF_THEM]  # "one of them"
    group += [m.i for m in sentence.all("num") if _of_the(doc, m)]
    kept: list[Harmed] = []
    for one in made:
        same = [h for h in kept if h.what == one.what]
        end = one.till if one.till and doc.language == "ru" else one.j
        if same and any(g >= same[0].i for g in group if g <= end) and (one.amount.n or 0) <= (same[0].amount.n or 0):
            continue
        if (
            same
            and (TO_HOSPITAL[0] in doc.tokens[one.j - 1].word or doc.tokens[one.j - 1].word in _LIES)
            and (one.amount.n or 0) <= (same[0].amount.n or 0)
            and not any(w.startswith(_KIN) for w in doc.forms[one.i : one.j])
        ):
            continue  # "постраждали 11 людей, двох госпіталізували"; but "двоє дітей подряпані, маму шпиталізували"
        if doc.language == "uk" and same and _one_needs(doc, same[0], one):
            continue
        if doc.language == "en" and same and _in_hospital(doc, sentence, same[0], one):
            continue
        if doc.language == "ru" and same and _taken_of_them(doc, sentence, same, one):
            continue
        if same and same[0].i and doc.tokens[_opening(doc, same[0])].word in _AMONG:
            continue  # "серед 11 постраждалих є вагітна жінка"
        kept.append(one)
    if doc.language == "ru":
        kept = listed_out(doc, sentence, kept)
    for what in ("killed", "injured"):
        mine = [h for h in kept if h.what == what]
        if doc.language == "ru" and mine and (end := _bracket_end(doc, sentence, mine[0])):
            later = [h for h in mine[1:] if h.at > end]
            mine = [h for h in mine if h not in later]
        else:
            later = []
        listed = (
            len(mine) > 1
            and _opens_list(doc, sentence, mine[0], mine[1].at if doc.language == "ru" else sentence.j)
            and (mine[0].amount.n or 0) >= sum(h.amount.n or 0 for h in mine[1:])
            and not (
                doc.language == "ru" and mine[0].amount.n == 1 and mine[0].at and doc.tokens[mine[0].at - 1].word == "у"
            )
            and not (mine[0].state and any(t.word == ";" for t in doc.tokens[mine[0].till : mine[1].at]))
        )
        listed = listed or _shared_out(doc, mine)
        if len(mine) > 1 and doc.language == "uk" and (named := _in_apposition(doc, mine)):
            kept = [h for h in kept if h not in named]
            continue
        set_apart = _set_apart if doc.language == "en" else _told_again
        if listed or (len(mine) > 1 and doc.language != "uk" and set_apart(doc, sentence, mine)):
            kept = [h for h in kept if h.what != what or h is mine[0] or h in later]
    return kept


def _shared_out(doc: Document, mine: list[Harmed]) -> bool:
    """ "Вбили трьох, повідомив начальник: двох – у A та одного в B": the shares after a colon make up the number."""
    if doc.language == "ru" or len(mine) < 2 or not mine[0].till or (mine[0].amount.n or 0) < 2:
        return False
    number, shares = mine[0].amount.n or 0, sum(h.amount.n or 0 for h in mine[1:])
    if doc.forms[mine[1].at - 1] == ":" and shares <= number:
        return True
    between = doc.forms[mine[0].till : mine[1].at]
    return (":" in between or "—" in between) and shares == number


def _bracket_end(doc: Document, sentence: Sentence, one: Harmed) -> int:
    """ "Пострадали пятеро (водитель, кондуктор, трое пассажиров); на шахте ранен мужчина": the end of the bracket right
    after a number; 0 without one."""
    words = doc.forms[one.till : sentence.j] if one.till else []
    return one.till + words.index(")") if words[:1] == ["("] and ")" in words else 0


def _of_the(doc: Document, num: Mark) -> bool:
    """ "One of the two", "three of the nine injured"."""
    after = doc.tokens[num.j : num.j + 3]
    return [t.word for t in after[:2]] == ["of", "the"] and (after[2].kind is NUMBER or after[2].word in _SMALL)


def _one_needs(doc: Document, told: Harmed, one: Harmed) -> bool:
    """ "Чотирьох постраждалих, одній жінці потрібна операція": what some of those counted need or get."""
    fewer = 0 < (one.amount.n or 0) <= (told.amount.n or 0) and (told.amount.n or 0) > 1 and one.act == "states"
    return fewer and doc.tokens[one.at].word in _TO_WHOM


def _in_hospital(doc: Document, sentence: Sentence, told: Harmed, one: Harmed) -> bool:
    """ "Eleven injured, seven hospitalised": a number alone, of those told of before."""
    words = doc.forms[one.till : one.till + 4]
    verb = [w for w in words if w not in _HELPING][:1]
    alone = one.till - one.at == 1 and any(m.i == one.at for m in sentence.all("num"))
    fewer = 0 < (one.amount.n or 0) <= (told.amount.n or 0) and (told.amount.n or 0) > 1 and one.act == "states"
    return alone and fewer and verb != [] and verb[0].startswith("hospitali")


def _taken_of_them(doc: Document, sentence: Sentence, told: list[Harmed], one: Harmed) -> bool:
    """ "Ранены одиннадцать; семеро, включая ребёнка, госпитализированы", "четверо, один из них — пожарный": a number
    without a noun whose verb only tells where they lie, or whose dash tells who the one is."""
    whole = max(told, key=lambda h: h.amount.n or 0)
    number = one.amount.n or 0
    if one.what != "injured" or one.act != "states" or not 0 < number <= (whole.amount.n or 0) or not whole.till:
        return False
    k = one.till - (one.till - one.at == 2 and doc.tokens[one.till - 1].word.startswith(_IN_BED))
    if k - one.at > 1 or not any(m.i == one.at for m in sentence.all("num")):
        return False
    if any(m.cat == "place" and whole.till <= m.i < one.at for m in sentence.marks) or (whole.amount.n or 0) < 2:
        return False
    if doc.tokens[k : k + 1] and doc.tokens[k].word == "," and any(m.i == k + 1 for m in sentence.all("subset")):
        k = next((n for n in range(k + 1, sentence.j) if doc.tokens[n].word == ","), sentence.j)
    verbs = [m for m in sentence.marks if (m.cat == "verb" or m.cat == "aside") and m.i >= k]
    first = verbs[0] if verbs else None
    if first is None or first.i - k > 3 or not _lies(doc, first):
        return False
    return not any(_lies(doc, m) for m in sentence.marks if m.i < one.at)


def _lies(doc: Document, mark: Mark) -> bool:
    return mark.cat in ("verb", "aside") and doc.tokens[mark.i].word.startswith(_IN_BED)


def listed_out(doc: Document, sentence: Sentence, made: list[Harmed]) -> list[Harmed]:
    """ "Погибли двое — житель и боец; ещё один — в А: сторож": who the people of a number are, after a colon, a bracket
    or a dash. They are no others, and their words stay with the number."""
    kept: list[Harmed] = []
    left = end = 0  # how many of the last number are not named yet, and where its bracket ends
    for one in made:
        number = one.amount.n or 0
        if left and 0 < end < one.at:
            left = 0
        if (
            kept
            and 0 < number <= left
            and (one.act != "adds" or "еще" not in doc.forms[max(kept[-1].till, one.at - 3) : one.at])
        ):
            left -= number
            kept[-1] = kept[-1]._replace(told=(*kept[-1].told, one.who))
            continue
        if kept and left:
            kept[-1] = kept[-1]._replace(told=())
        left = 0
        following = next((h for h in made if h is not one and h.at >= one.till > 0), None)
        if one.till and number and following and _introduces(doc, sentence, one, following.at):
            left, end = number, _bracket_end(doc, sentence, one)
        kept.append(one)
    if kept and left:
        kept[-1] = kept[-1]._replace(told=())
    return [_both_told(doc, sentence, h) for h in kept]


def _introduces(doc: Document, sentence: Sentence, one: Harmed, at: int) -> bool:
    """Whether a colon, a bracket, or a dash without a preposition after it stands between a number and a person."""
    words = doc.forms[one.till : at]
    if ";" in words or "." in words:
        return False
    if "это" in words[:2]:
        return True  # "погибли двое, это супруги"
    if ":" in words or ("(" in words and ")" not in words):
        return True
    return (
        words[:1] == ["—"] and len(words) <= 3 and not any(m.i < at and m.i >= one.till for m in sentence.all("prep"))
    )


def _both_told(doc: Document, sentence: Sentence, one: Harmed) -> Harmed:
    """ "Двое рабочих ранены: у одного …, у другого …"."""
    words = set(doc.forms[one.till : sentence.j]) if one.amount.n == 2 and one.till else set()
    if words & {"один", "одного", "одному", "одна", "одной"} and words & {
        "другого",
        "другой",
        "второго",
        "второй",
        "второму",
    }:
        return one._replace(told=(doc.tokens[one.till - 1].word,) * 2)
    return one


def _set_apart(doc: Document, sentence: Sentence, mine: list[Harmed]) -> bool:
    """ "Two people were killed in A, a woman and a man": who they are is told after the verb and a comma."""
    verbs = [m for m in sentence.all("verb") if m.name in ("killed", "hurt")]
    last = max((m.j for m in verbs), default=0)
    rest = sum(h.amount.n or 0 for h in mine[1:])
    if (
        mine[0].amount.n == rest > 1
        and mine[0].till
        and doc.forms[mine[0].till] == ","
        and doc.forms[mine[-1].till] == ","
    ):
        return mine[1].at - mine[0].till < 4  # "two others, a girl and her mother, sought help"
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
    noun = mine[0]._replace(who=doc.tokens[mine[0].till - 1].word if mine[0].till else "")
    if doc.language == "ru" and noun.who.isalpha() and any(h.who and is_another(h, (noun.who,)) for h in mine[1:]):
        return False  # "ранены два сапёра, водитель и кинолог"
    after = doc.tokens[mine[0].j : mine[0].j + 2]
    if any(m.cat == "place" and mine[0].j <= m.i < mine[-1].j for m in sentence.marks):
        return False
    return 1 < first == sum(rest) and any(t.word == "," for t in after) and all(h.act == "states" for h in mine[1:])


def _opens_list(doc: Document, sentence: Sentence, one: Harmed, end: int) -> bool:
    """ "Ранены четверо: …", "по уточнённым данным, троих: ещё один …": a colon or a dash right after the number."""
    tails = {one.j, one.till} if one.till else {one.j}
    if doc.language == "ru":  # "Рыльск — 3 раненых, Глушково — 1 раненый"
        places = [m.i for m in sentence.all("place")]
        tails = {t for t in tails if not (doc.forms[t : t + 1] == [","] and t + 1 in places)}
    after = [k for j in tails for k in range(j, min(j + 3, len(doc.tokens))) if k <= end]
    return any(
        (doc.tokens[k].word in (":", "—", "(") and not _closed(doc, k, end)) or _lone_hyphen(doc, k) for k in after
    )


def _closed(doc: Document, k: int, end: int) -> bool:
    """ "Ранена почтальон (52 года), контужена женщина": a bracket that ends before the next person."""
    return doc.tokens[k].word == "(" and ")" in doc.forms[k:end]


def _lone_hyphen(doc: Document, k: int) -> bool:
    """A hyphen with spaces around it stands for a dash."""
    return doc.tokens[k].word == "-" and k > 0 and doc.tokens[k - 1].end < doc.tokens[k].start
