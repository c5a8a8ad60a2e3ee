"""A call to take cover from what comes, without a word for danger: "Атака БПЛА! Жители А — в укрытия!" (Russian);
and an alarm that is only a drill."""

import re

from bot.extraction.causes import CIVIL, NEGATIVE
from bot.extraction.document import Document
from bot.extraction.frames.statements import AS_DANGER, PAST, threatened
from bot.extraction.openings import CONDITIONAL
from bot.extraction.sentences import Sentence, paragraph
from bot.extraction.spots import Spot
from bot.model import State, Weapon

_COVER = re.compile(
    r"\b(?:в (?:укрыти[ея]|подвал(?:ы)?|убежищ[ае]|безопасн\w+ мест\w+)|укройтесь|спрячьтесь|прячьтесь"
    r"|(?:отойдите|уйдите) от окон|не подходите к окнам|за две стены|спуститесь)\b"
)
_DRILL = re.compile(
    r"(?<!не )\b(?:учебн\w+ тревог\w+|тревога учебная|навчальн\w+ тривог\w+|тривога навчальна|(?:это|це) (?:плановая )?"
    r"(?:проверка|тренировка|учения|перевірка|тренування|навчання)|(?:в рамках|в межах|у межах|проводится|проходит"
    r"|проводиться) (?:\w+ )?(?:проверк\w+|тренировк\w+|учени\w+|перевірк\w+|тренуван\w+|навчан\w+)"
    r"|this is (?:only )?a (?:drill|test|training))\b"
)
_NO_CALL = ("drill", "denial", "own", "memory", "law", "losses", "talk", "sport")
_OPENING = 30  # letters
_OF_A_LINE = frozenset(["verb", "weapon", "grammar", "place", "when", "time", "prep", "link", "head", "intro", "cover"])
_RAIDS = ("атак", "налет", "обстрел", "удар")


def called_to_cover(
    doc: Document, sentences: list[Sentence]
) -> list[tuple[Sentence, State, list[Weapon], list[Spot], bool]]:
    """What such a post states: danger of the weapons that it names as coming; none where it tells of an outcome."""
    if alarm := _posted(doc, sentences):
        weapons = [AS_DANGER[m.name] for m in alarm.all("weapon") if m.name in AS_DANGER]
        return [(alarm, State.ON, list(dict.fromkeys(weapons)), threatened(alarm, alarm.marks), False)]
    if not any(s.end == "!" for s in sentences) or not _COVER.search(doc.words):
        return []
    call = next((s for s in doc.sentences if _COVER.search(doc.said_in(s))), doc.sentences[0])
    around = paragraph(doc.sentences, call)  # what a paragraph above tells of is another matter
    if any(s.has("verb", *PAST) or s.has("suffer") or s.has("when") or s.scope == CONDITIONAL for s in around):
        return []
    if any(
        s.has("state", "off", "all_clear", "part", "never") or (s.has("negative", *_NO_CALL) and s.scope != CIVIL)
        for s in around
    ):
        return []
    sentences = [s for s in sentences if s in around]
    coming = [s for s in sentences if s.j - s.i <= 12 and (_raid(doc, s) or s.has("verb", "heading"))]
    weapons = [AS_DANGER[m.name] for s in coming for m in s.all("weapon") if m.name in AS_DANGER]
    if any(t.word.startswith("ракетн") for s in coming for t in doc.tokens[s.i : s.j]):
        weapons.append(Weapon.MISSILE)
    if not coming or (not weapons and not any(_raid(doc, s) for s in coming)):
        return []
    spots = [spot for s in sentences for spot in threatened(s, s.marks)]
    return [(coming[0], State.ON, list(dict.fromkeys(weapons)) or [Weapon.ANY], list(dict.fromkeys(spots)), False)]


def _posted(doc: Document, sentences: list[Sentence]) -> Sentence | None:
    """ "АТАКА БПЛА в Валуйском МО 14:20": what comes, where and at what time, and no more; None without one."""
    line = next((s for s in sentences if doc.forms[s.i].startswith(("атака", "налет"))), None)
    if line is None or line.j - line.i > 12:
        return None
    cats = line.cats.keys()
    if not cats >= {"weapon", "place", "when"} or not cats <= _OF_A_LINE or len(line.all("verb")) > 1:
        return None
    others = [s for s in doc.sentences if s is not line]
    if any(s.has("verb") or s.has("suffer") or s.has("state") or s.scope == CONDITIONAL for s in others):
        return None
    return line if all(m.name == "clock" and m.j >= line.j - 1 for m in line.all("when")) else None


def is_a_drill(doc: Document) -> bool:
    """ "Звучит сигнал воздушной тревоги. Это учебная тревога": an alarm of no kind, and the word that it is none."""
    return bool(_DRILL.search(doc.words))


def is_only_a_drill(doc: Document) -> bool:
    """ "Ракетная опасность! Учебная тревога.": a sentence opens with the word, so that any alarm beside it is meant."""
    told = [doc.said_in(s) for s in doc.sentences if not s.has("when")]
    return any(_DRILL.search(words[:_OPENING]) for words in told)


def after_a_drill(doc: Document, sentence: Sentence) -> bool:
    """ "Проверим систему оповещения. Прозвучат сирены и сообщение «Отбой»": no end of a danger."""
    return any(s.i < sentence.i and s.scope == NEGATIVE and s.has("negative", "drill") for s in doc.sentences)


def _raid(doc: Document, sentence: Sentence) -> bool:
    return sentence.has("underway") or any(
        doc.tokens[m.i].word.startswith(_RAIDS) for m in sentence.all("verb", "attack")
    )
