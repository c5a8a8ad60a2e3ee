"""People known by where they lie or how they are, in Russian: "в больницу доставлены шестеро", "мальчик в тяжёлом
состоянии", "в травмпункт обратились двое". The words stand for the verb of harm that such a sentence leaves out."""

import re

from bot.extraction.document import Document
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence

_CAME = ("обратил", "обращал", "поступил", "госпитализ")
_WATCHED = "наблюдением"
_TAKEN = ("доставлен", "доставил", "увезл", "увезен", "отвезл", "отвезен", "забрал", "везут", "направлен", "направил",
          "перевел", "переведен", "лечатся", "лечится", "лежит", "лежат", "отправлен", "отправил")  # fmt: skip
_STATE = ("состояни", "реанимац", "коме", "прооперир", "оперируют", "средней", "операционн", "стационар")
BED = ("больниц", "госпитал", "црб", "крб", "окб", "цгб", "гкб", "бсмп", "ркб", "реанимац", "клиник", "медучрежд",
        "медорганизац", "травмпункт", "травматолог", "поликлин", "медик", "врач", "медпомощ", "стационар", "медцентр",
        "горбольниц", "райбольниц", "медпункт", "приемное", "приемный", "ожогов", "травмцентр")  # fmt: skip
_TAKES = re.compile(
    "(?:достави|увез|отвез|привез|довез|забра|отправи|направи|переве|эвакуирова|повез|переда|вынес|вытащи)(?:л)?(а|и|)|везут"
)
_TAKERS = {
    "": re.compile("(?:[бвгджзклмнпрстфхцчшщ]|ик|ец|арь)$"),
    "а": re.compile("^(?:бригад|самооборон|скорая|соседк|жена|дочь|мать|сестр|полици|росгварди|внучк|коллег)"),
    "и": re.compile("[ыи]$"),
}
"""What a subject that such a verb agrees with looks like; an accusative ("мужчину", "водителя") does not."""
_HELPS = ("помог", "помога", "оказал", "оказыва", "осмотрел", "осматрива", "перевяз", "обработал", "наложил", "спас",
          "боролс", "борет", "борют", "извлек", "удалил", "прооперир")  # fmt: skip
_HELPERS = ("фельдшер", "врач", "медик", "медсестр", "хирург", "санитар", "доктор", "спасател", "сосед", "боец",
            "бойцы", "прохож", "пожарн", "коллег", "полицейск", "росгвард")  # fmt: skip
_NOT_NOW = ("остают", "остаетс", "остались", "находятся", "выпис", "навест", "посет", "проведал")


def came(doc: Document) -> bool:
    """Whether a text may tell of people who came to be healed, or who are watched over, without a word of harm."""
    return _WATCHED in doc.words or doc.mentions(_CAME)


def visits(doc: Document, sentence: Sentence) -> list[Mark]:
    """ "В больницы после атаки обратились уже восемь человек": verbs of coming, where a place of healing is named."""
    told = [k for k in range(sentence.i, sentence.j) if doc.tokens[k].word.startswith(_CAME)]
    known = {k for m in sentence.all("verb", "hurt") for k in range(m.i, m.j)}
    if not told or told[0] in known or not _heals(doc, sentence):
        return []
    return [Mark("verb", "hurt", told[0], told[0] + 1)]


def beds(doc: Document, sentence: Sentence) -> list[Mark]:
    """The words of a state or of being taken to a hospital, as verbs; none where the sentence tells of those who
    are still there."""
    if "aside" not in sentence.cats and "person" not in sentence.cats and _WATCHED not in doc.words:
        return []
    care, states = sentence.all("aside", "care"), sentence.all("person", "condition")
    watched: list[int] = []
    if _WATCHED in doc.words:
        watched = [k for k in range(sentence.i, sentence.j) if doc.tokens[k].word == _WATCHED]
    if not (care or states or watched):
        return []
    if any(w.startswith(_NOT_NOW) for w in doc.forms[sentence.i : sentence.j]) and not others_stay(sentence):
        return []
    made = [m for m in states if any(w.startswith(_STATE) for w in doc.forms[m.i : m.j])]
    if _heals(doc, sentence):
        made += [Mark("aside", "care", k, k + 1) for k in watched]
        made += [m for m in care if doc.tokens[m.i].word.startswith((*_TAKEN, *BED))]
    return [Mark("verb", "hurt", m.i, m.j) for m in made]


def others_stay(sentence: Sentence) -> bool:
    """ "Ещё пятеро остаются под наблюдением врачей", "по уточнённым данным, в больницах остаются девять раненых"."""
    return any(m.j == n.i for m in sentence.all("add", "more") for n in sentence.all("num")) or sentence.has(
        "flag", "correction"
    )


def takes(doc: Document, j: int) -> bool:
    """ "Бойцы самообороны доставили его", "муж отвёз": whether the words that end before token j name who takes
    somebody to be healed, and not who is taken ("мужчину доставили")."""
    if j < len(doc.tokens) and doc.forms[j].startswith(_HELPS) and doc.forms[j - 1].startswith(_HELPERS):
        return True  # "фельдшер помог на месте"
    if j >= len(doc.tokens) or not (verb := _TAKES.fullmatch(doc.tokens[j].word)):
        return False
    agrees = _TAKERS[verb.group(1) or ""]
    return agrees.search(doc.tokens[j - 1].word) is not None


def _heals(doc: Document, sentence: Sentence) -> bool:
    return any(w.startswith(BED) for w in doc.forms[sentence.i : sentence.j])
