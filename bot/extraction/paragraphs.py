"""Paragraphs beside the news, in Russian: a school that opened, a road under snow, a storm that cut the power.

Their places and their harm are none of an attack's, though another paragraph tells of one.
"""

from bot.extraction.causes import CIVIL, is_of_an_attack, is_to_come
from bot.extraction.document import Document
from bot.extraction.negatives import plain_verbs, visits
from bot.extraction.sentences import Sentence

_PEACEFUL = frozenset(["civil", "otherwise", "negative"])
_EVENTS = frozenset(
    ["verb", "struck", "suffer", "weapon", "danger", "enemy", "underway", "deceased", "launched", "air", "service"]
)  # fmt: skip
_WAR = ("downed", "jammed", "repelled", "launched", "attack", "fell", "hit")
_NOBODY = ("none_hurt", "none_killed", "none_both", "unknown")
_CAUSES = frozenset(["из-за", "от", "после", "вследствие", "ввиду", "результате", "причиной", "при"])
_WIND = ("вет", "порыв")
_TO_SOUND = (
    "прозвуч", "зазвуч", "раздаст", "раздадут", "услыш", "провер", "подадут", "передадут", "заработа", "сработают",
    "запуст", "включат", "будет", "будут", "дадут", "повтор",
)  # fmt: skip


def leave_peaceful(doc: Document) -> None:
    """Take out what the weather did and where an official opened a school, where another line tells of an attack."""
    if _PEACEFUL.isdisjoint(doc.cats) or doc.sentences[-1].line == doc.sentences[0].line:
        return
    told = [s for s in doc.sentences if s.marks]
    armed = {s.line for s in told if not s.scope and _is_armed(doc, s)}
    if not armed:
        return
    placed = any(s.line in armed and s.has("place") for s in told)
    lines: dict[int, list[Sentence]] = {}
    for sentence in told:
        if sentence.line not in armed:
            lines.setdefault(sentence.line, []).append(sentence)
    for line in lines.values():
        if _of_bad_weather(doc, line) or _of_peace(doc, line, placed):
            for sentence in line:
                if sentence.line < min(armed) or not sentence.has("neg", *_NOBODY):  # "пострадавших нет": of the attack
                    sentence.scope = sentence.scope or CIVIL


def _is_armed(doc: Document, sentence: Sentence) -> bool:
    return is_of_an_attack(doc, sentence) or sentence.has("verb", *_WAR) or "struck" in sentence.cats


def _of_bad_weather(doc: Document, line: list[Sentence]) -> bool:
    if any("danger" in s.cats for s in line):
        return False
    told = next((s for s in line if s.has("otherwise", "nature")), None)
    if told is None:
        return False
    after = line[line.index(told) + 1 :] if told is line[0] and not is_to_come(doc, told) else []
    return any(_of_weather(doc, s) for s in line) or any(_harm(doc, s) for s in after)


def _of_peace(doc: Document, line: list[Sentence], placed: bool) -> bool:
    if any(not s.scope and (not _EVENTS.isdisjoint(s.cats) or s.has("neg", *_NOBODY)) for s in line):
        return False
    return any(_is_peaceful(doc, s, placed) for s in line)


def _is_peaceful(doc: Document, sentence: Sentence, placed: bool) -> bool:
    """A match, works, the weather; a visit where those who tell of the attack name its place."""
    if "civil" in sentence.cats or sentence.has("otherwise", "nature", "works"):
        return True
    return placed and "negative" in sentence.cats and bool(visits(doc, sentence))


def _of_weather(doc: Document, sentence: Sentence) -> bool:
    """ "Циклон оставил без света 6 200 жителей": harm with weather before it, or weather given for its cause; not a
    fire that the wind drives on."""
    if "otherwise" not in sentence.cats:
        return False
    harm = _harm(doc, sentence)
    if not harm:
        return False
    fire = sentence.has("verb", "fire")
    for mark in sentence.all("otherwise", "nature"):
        if fire and doc.forms[mark.i].startswith(_WIND):
            continue
        if mark.i < max(harm) or not _CAUSES.isdisjoint(doc.forms[max(sentence.i, mark.i - 3) : mark.i]):
            return True
    return False


def _harm(doc: Document, sentence: Sentence) -> list[int]:
    """Where what was done to things and people stands, and what stopped."""
    stopped = [m.i for cat in ("service", "air") for m in sentence.all(cat)]
    return plain_verbs(doc, sentence) + stopped + [m.i for m in sentence.all("object", "outage")]


def is_heralded(doc: Document, sentence: Sentence) -> bool:
    """ "Сигнал «Внимание всем!» прозвучит дважды": one that is still to come, and known beforehand."""
    if doc.language != "ru" or sentence.has("state", "on", "sustained", "off", "all_clear"):
        return False
    return any(w.startswith(_TO_SOUND) for w in doc.forms[sentence.i : sentence.j + 4])
