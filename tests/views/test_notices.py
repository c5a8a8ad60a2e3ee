"""Operators read of faults in their own language: the list of lines is closed, and held against the code."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import SourceGone
from bot.locales import LANGUAGES, translator
from bot.model import Channel
from bot.sources import health as rules
from bot.sources.roster import Impostor
from bot.views import notices

SOURCES = Path(rules.__file__).parent
FAULTS = {"SourceBroken", "SourceGone", "SourceLater", "SourceRefused"}
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
SEEN = "04.03 12:00"


def _sample(node: ast.expr) -> str:
    """The line that an expression gives; '' where it begins with somebody else's words."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=[ast.Constant(), *_] as parts):
            return "".join(str(p.value) if isinstance(p, ast.Constant) else "404" for p in parts)
    return ""


def faults() -> Iterator[str]:
    """Every line that a source may give as the reason of its health."""
    for file in sorted(SOURCES.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FAULTS and node.args:
                yield _sample(node.args[0])
    start = rules.unknown("gov", "preview", NOW)
    yield start.health.reason
    yield rules.heard(start, None, NOW).health.reason
    yield rules.heard(start, NOW - timedelta(days=4), NOW).health.reason
    yield rules.aged(rules.heard(start, NOW, NOW), NOW + timedelta(hours=1), timedelta(minutes=1)).health.reason


def told() -> Iterator[str]:
    """Every line that sources and the intake tell operators."""
    start = rules.unknown("gov", "preview", NOW)
    gone = SourceGone("there is no channel of this name")
    for before in (start, rules.heard(start, NOW, NOW)):
        lost = rules.failed(rules.failed(before, gone, NOW), gone, NOW)
        yield rules.told(before.health, lost.health)
        yield rules.told(lost.health, rules.heard(lost, NOW, NOW).health)
    yield f"gov (updates) is broken: the host refuses (429); last read {SEEN} UTC. Its silence is not calm."
    yield "gov (updates) is broken: the host refuses (429). Its silence is not calm."
    yield Impostor(Channel(name="gov", id=-1001), -1002, "g0v", "Gov").line()
    yield Impostor(Channel(name="gov", id=-1001), -1002, "", "The Gov of all").line()
    yield "@gov belongs to another channel now (-1002, «The Gov of all»). gov is not read until that is mended."
    yield f"gov opened an alarm at {SEEN} UTC and has said nothing since."
    yield "gov is @g0v now; it is followed there."
    yield f"https://t.me has not answered since {SEEN} UTC; 12 channels are not read."
    yield "https://t.me answers again."
    yield "gov/12 could not be kept in 3 tries; see the log."
    yield "gov/12: cannot be read"
    yield "Update 7 could not be kept; see the log."


def _foreign(text: str) -> bool:
    return any("а" <= letter <= "я" for letter in text.lower())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("line", sorted({line for line in (*faults(), *told()) if line}))
def test_every_line_is_said_in_the_readers_language(line: str, language: str) -> None:
    said = notices.said(translator(language), line)
    assert _foreign(said) == (language != "en")
    assert all(word in said for word in ("404", "gov", SEEN, "429") if word in line)


def test_a_reason_inside_a_notice_is_translated_with_it() -> None:
    line = f"gov (preview) is broken: no preview: redirected to https://t.me/gov (302); last read {SEEN} UTC. " + (
        "Its silence is not calm."
    )
    said = notices.said(translator("ru"), line)
    assert said == (
        "Канал gov (страница предпросмотра) не читается как положено: предпросмотра нет: перенаправление на "
        f"https://t.me/gov (302); последний раз прочитан {SEEN} UTC. Его молчание – не затишье."
    )


def test_a_systems_own_words_stay_as_they_are() -> None:
    assert notices.said(translator("ru"), "RPCError: <oops>") == "RPCError: <oops>"
