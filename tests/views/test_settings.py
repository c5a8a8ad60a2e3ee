"""What settings and /why say, in each language."""

from datetime import UTC, datetime, time

import pytest

from bot.alerts.plan import UNCERTAIN
from bot.locales import LANGUAGES, translator
from bot.model import Alert, Change, ChangeKind, Chat, Fate, Interest, Priority, Quiet, Severity, Weapon
from bot.views import settings, why
from bot.views.markup import plain
from bot.views.news import News, Tone
from bot.views.teller import Teller

NOW = datetime(2025, 10, 19, 19, 10, tzinfo=UTC)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_overview_tells_everything_that_is_set(language):
    t = translator(language)
    chat = Chat(
        chat_id=1, title="<Соседи>", language=language, digest=time(8), muted_until=NOW.replace(hour=20),
        quiet=Quiet(start=time(23), end=time(7), but=(Weapon.MISSILE,)),
    )  # fmt: skip
    audit = [(NOW.isoformat(), "@bob", "+ <b>")]
    said = settings.overview(t, chat, ["RU-BEL"], list(Interest), Severity.DANGER, NOW, audit)
    for part in ("<Соседи>", "23:00–07:00", "23:00", "08:00", "@bob: + <b>", settings.LANGUAGES[language]):
        assert part in plain(said)
    assert "<b>" not in said.replace("<b>", "", 1).split("@bob")[1]


def alert(**more):
    values = {
        "id": 7, "chat_id": 1, "about": "x", "kind": ChangeKind.OPENED, "reason": "opened", "key": "k",
        "priority": Priority.THREAT, "created": NOW, "not_before": NOW,
    }  # fmt: skip
    return Alert(**{**values, **more})


@pytest.mark.parametrize(
    ("fate", "reason", "said"),
    [
        (Fate.SENT, "rang", "sent, with sound"),
        (Fate.SENT, "quiet hours", "sent, without sound: quiet hours"),
        (Fate.DROPPED, f"muted until {NOW.isoformat()}", "not sent, the chat was muted (22:10)"),
        (Fate.DROPPED, f"stale: of {NOW.isoformat()}, over before it could be told", "too old to be sent as fresh"),
        (Fate.SUPERSEDED, "overtaken by confirmed", "something newer took its place"),
        (Fate.UNCERTAIN, f"{UNCERTAIN}: TimedOut", "perhaps sent"),
        (Fate.DEAD, "BadRequest: odd", "could not be sent (BadRequest: odd)"),
    ],
)
def test_every_fate_is_told_in_words(fate, reason, said):
    teller = Teller(Chat(chat_id=1, language="en"), {}, NOW)
    assert said in why.fate(teller, alert(fate=fate, fate_reason=reason))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ChangeKind)
def test_every_rule_has_words(language, kind):
    teller = Teller(Chat(chat_id=1, language=language), {}, NOW)
    change = Change(
        kind=kind, about="x", regions=("RU-BEL",), interest=None, severity=Severity.REPORT, at=NOW, post="gov/5"
    )
    news = News(tone=Tone.STATE, thread="x", change=change, regions=("RU-BEL",), rule="r", merged=("confirmed x",))
    said = plain(why.explained(teller, alert(kind=kind), news, [why.Ground("gov/5", 2, "сбит <один>")]))
    assert "сбит <один>" in said
    assert "confirmed x" in said
    assert translator(language).gettext("Rule") in said
