"""Weather beside the news, in Ukrainian and English: "шквал повалив дерева, жінка травмована гілкою", "a storm cut the
power in nine villages". Russian posts: see paragraphs.py."""

from bot.extraction.causes import is_of_an_attack
from bot.extraction.document import Document
from bot.extraction.sentences import Sentence

_WEATHER = (
    "шторм", "хуртовин", "ожелед", "дощ", "злив", "гроз", "вітер", "вітр", "шквал", "смерч", "негод", "буревій",
    "снігопад", "блискавк", "град", "погодн", "storm", "snow", "blizzard", "thunder", "gale", "wind", "strong", "heavy",
    "hail", "hurricane", "tornado", "weather", "rain",
)  # fmt: skip
_HINDERS = (
    "ускладн", "заважа", "попри", "незважаючи", "роздува", "перекину", "поширю", "hamper", "complicat", "despite",
    "fann", "hinder", "spread",
)  # fmt: skip
_TO_COME = ("завтра", "прогноз", "синоптик", "очіку", "forecast", "expected", "tomorrow")


def without_the_weathers(doc: Document, sentences: list[Sentence]) -> list[Sentence]:
    """The sentences whose harm is none of the weather's: not "через негоду знеструмлено 14 сіл", nor what follows in
    such a paragraph, where it names no attack."""
    if doc.language == "ru" or not doc.has("otherwise", "nature"):
        return sentences
    kept: list[Sentence] = []
    line = -1
    for sentence in sentences:
        if _by_weather(doc, sentence):
            line = sentence.line
        elif sentence.line != line or is_of_an_attack(doc, sentence):
            kept.append(sentence)
    return kept


def _by_weather(doc: Document, sentence: Sentence) -> bool:
    """Whether a sentence tells what weather did; not "гасіння ускладнює вітер", "на завтра прогнозують дощ"."""
    if not any(doc.forms[m.i].startswith(_WEATHER) for m in sentence.all("otherwise", "nature")):
        return False
    words = doc.forms[sentence.i : sentence.j]
    return not any(w.startswith((*_HINDERS, *_TO_COME)) for w in words) and not is_of_an_attack(doc, sentence)
