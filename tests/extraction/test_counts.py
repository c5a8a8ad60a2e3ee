"""A number keeps the interval that its words give (DESIGN section 4, rule 1)."""

from datetime import UTC, datetime

import pytest

from bot.extraction import Context, read
from bot.model import Act, Subject

POSTED = datetime(2026, 4, 10, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "low", "high", "best"),
    [
        ("более 6 БПЛА", 7, None, 6),
        ("не менее 6 БПЛА", 6, None, 6),
        ("до 6 БПЛА", 1, 6, 6),
        ("около 140 БПЛА", 126, 154, 140),
        ("почти 140 БПЛА", 126, 140, 140),
        ("несколько БПЛА", 2, None, None),
        ("десятки БПЛА", 20, None, None),
        ("3-4 БПЛА", 3, 4, 4),
        ("от 3 до 5 БПЛА", 3, 5, 5),
        ("два-три БПЛА", 2, None, None),
    ],
)
def test_a_number_keeps_its_interval(said: str, low: int, high: int | None, best: int | None) -> None:
    context = Context(language="ru", home_region="RU-TUL", timezone="Europe/Moscow", posted=POSTED)
    (count,) = [
        c.count for c in read(f"Над областью сбито {said}.", context).claims if c.subject is Subject.INTERCEPTION
    ]
    assert count is not None
    assert (count.low, count.high, count.best) == (low, high, best)


def test_what_was_jammed_and_what_was_lost_are_counted_apart() -> None:
    context = Context(language="uk", timezone="Europe/Kyiv", posted=POSTED)
    text = "Вночі збито 62 БпЛА, 31 подавлено РЕБ, 10 локаційно втрачено."
    found = {c.subject: c.count.best for c in read(text, context).claims if c.count is not None}
    assert found == {Subject.INTERCEPTION: 62, Subject.SUPPRESSED: 31, Subject.LOST: 10}


@pytest.mark.parametrize(
    ("language", "text", "sums"),
    [
        ("ru", "Всего сбито пять вражеских беспилотников.", True),
        ("ru", "Итого: пять беспилотников уничтожены.", True),
        ("ru", "В общей сложности сбито 5 БПЛА.", True),
        ("uk", "Усього збито 5 БпЛА.", True),
        ("en", "In total five drones were shot down.", True),
        ("en", "Five drones in total were shot down.", True),
        ("ru", "Сбито пять вражеских беспилотников.", False),
        ("ru", "Сбито всего пять беспилотников.", False),  # only five
        ("uk", "Збито всього 5 БпЛА.", False),
    ],
)
def test_a_number_said_to_be_all_of_them_holds_what_was_told_before(language: str, text: str, sums: bool) -> None:
    zone = {"ru": "Europe/Moscow", "uk": "Europe/Kyiv", "en": "Europe/Kyiv"}[language]
    home = "RU-MOW" if language == "ru" else "UA-30"
    (claim,) = read(text, Context(language=language, home_region=home, timezone=zone, posted=POSTED)).claims
    assert claim.count is not None and claim.count.best == 5
    assert claim.act is (Act.SUMS if sums else Act.STATES)
