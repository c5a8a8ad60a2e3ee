"""People in Russian told of under a heading or in another item, at another hour, by another drone: others than those
before them."""

from bot.extraction.document import Document
from bot.extraction.frames.denials import hurts_people
from bot.extraction.frames.faces import KIN, Harmed
from bot.extraction.frames.mentions import outermost, sifted
from bot.extraction.frames.persons import people_of
from bot.extraction.sentences import Sentence
from bot.extraction.spots import Spot

_WITH = frozenset(["ним", "ней", "рядом"])
_NEXT = frozenset(["второй", "вторым", "второго", "следующий", "следующим", "другой", "другим", "третий", "третьим",
                   "повторный", "повторным"])  # fmt: skip
_BLOW = ("дрон", "беспилотник", "бпла", "удар", "атак", "прилет", "налет", "аппарат", "снаряд", "сброс", "коптер")


def under_heading(doc: Document, sentence: Sentence, found: list[Harmed]) -> list[Harmed]:
    """ "Ранены: • г. Горловка — мужчина 1974 г. р.; • …": a line without a verb, after a heading that has it and no
    number."""
    header = sentence.header
    if header is None or sentence.has("verb") or sentence.has("weapon") or sentence.has("neg"):
        return []
    if any(h.sentence is header and (h.amount.n or h.denied) for h in found):
        return []
    verbs = [m for m in header.marks if hurts_people(m)]
    if not verbs or header.has("neg") or header.has("object"):
        return []
    what = "killed" if verbs[-1].name == "killed" else "injured"
    return [
        Harmed(what, a, sentence, i, j, at=i, till=j, others=True)
        for a, i, j in outermost(sifted(doc, sentence, people_of(doc, sentence)))
    ]


def in_another_item(sentence: Sentence, found: list[Harmed]) -> bool:
    """ "— погибла женщина": another item of a list than the first one that told of somebody."""
    first = next((h.sentence for h in found if not h.denied), None)
    return first is not None and sentence.item and first.item and first.line != sentence.line


def in_another_district(doc: Document, sentence: Sentence, found: list[Harmed]) -> bool:
    """ "В Калининском районе ранены двое. В Никитовском – мужчина": a district told by its adjective alone."""
    words = doc.forms[sentence.i : sentence.i + 3]
    if words[:1] != ["в"] or words[2:] != ["—"] or not doc.tokens[sentence.i + 1].cap:
        return False
    told = found[-1].sentence is not sentence and any(h.sentence.has("place") for h in found)
    return told and words[1].endswith(("ском", "цком", "ном", "вом"))


def of_another_blow(doc: Document, sentence: Sentence, found: list[Harmed]) -> bool:
    """ "Второй дрон ударил по скорой, ранен фельдшер"."""
    if all(h.denied or h.sentence is sentence for h in found) or not sentence.has("verb", "killed", "hurt"):
        return False
    words = doc.forms[sentence.i : sentence.j]
    return any(w in _NEXT and words[k + 1].startswith(_BLOW) for k, w in enumerate(words[:-1]))


def by_another_one(sentence: Sentence, found: list[Harmed], first: Harmed) -> bool:
    """ "Another drone hit a trolleybus: the driver was wounded", "ще один безпілотник поранив жінку"; "four blocks lost
    their windows; in one of them, a pensioner was cut by glass"."""
    if "elsewhere" in sentence.cats and any(m.i < first.at for m in sentence.cats["elsewhere"]):
        return True
    more = {m.j for m in sentence.all("add", "more")}
    strikes = {m.i for m in sentence.all("weapon")} | {m.i - 1 for m in sentence.all("weapon")}
    if any(h.amount.n != 1 for h in found if not h.denied):
        return False  # a number for all may hold them
    return not more.isdisjoint(strikes) and any(m.i < first.at for m in sentence.all("weapon"))


def under_another_town(doc: Document, sentence: Sentence, found: list[Harmed]) -> bool:
    """ "Алёшки: 2 погибших. Голая Пристань: 1 погибший": each town with its own people."""
    first = next((h.sentence for h in found if not h.denied), sentence)
    if first is sentence:
        return False
    here, there = _heading_town(doc, sentence), _heading_town(doc, first)
    return bool(here and there) and here != there


def _heading_town(doc: Document, sentence: Sentence) -> str:
    """The town that a sentence begins with, before a colon or a dash; "" if none."""
    for mark in sentence.all("place"):
        if isinstance(mark.value, Spot) and mark.value.name and mark.i <= sentence.i + 2:
            return mark.value.name if doc.forms[mark.j : mark.j + 1] in ([":"], ["—"]) else ""
    return ""


def beside_him(doc: Document, sentence: Sentence) -> bool:
    """ "Вместе с ним был сын": another one than the one just told of."""
    return not _WITH.isdisjoint(t.word for t in doc.tokens[sentence.i : sentence.i + 4])


def of_his_kin(doc: Document, sentence: Sentence, before: list[Harmed]) -> bool:
    """ "Ранен хозяин дома. Его сын контужен": a kinsman of the one just told of, and nobody told of already."""
    opens = doc.forms[sentence.i] in ("его", "ее") and len(before) == 1 and before[0].amount.n == 1
    kin = opens and any(m.i <= sentence.i + 2 for m in sentence.all("person", "one"))
    return kin and any(w.startswith(KIN) for w in doc.forms[sentence.i + 1 : sentence.i + 3])
