"""Whatever a post holds, the Bot API takes what is made of it, and nothing in it becomes mark-up or a link."""

import itertools
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.locales import LANGUAGES, translator
from bot.model import (
    Alert,
    Authority,
    Change,
    ChangeKind,
    Channel,
    Chat,
    Episode,
    EpisodeState,
    Incident,
    Interest,
    Priority,
    Severity,
    Voice,
    Weapon,
    Window,
)
from bot.sandbox import Sandbox
from bot.sources.roster import Impostor
from bot.views import incidents, why
from bot.views.alert import word
from bot.views.markup import Html, plain
from bot.views.news import News, Picture, Tone
from bot.views.teller import Teller
from tests.fuzz import texts

AT = datetime(2025, 10, 19, 19, 10, tzinfo=UTC)
SAID = Voice(channel="gov", message_id=1, at=AT)
EPISODE = Episode(
    id="e", group="g", region="RU-BEL", weapon=Weapon.UAV, state=EpisodeState.ON, since=AT, opened_by=SAID,
    last_confirmed=AT, confirmed_by=SAID,
)  # fmt: skip
OPENED = Change(
    kind=ChangeKind.OPENED, about="episode:g", regions=("RU-BEL",), interest=Interest.THREAT,
    severity=Severity.DANGER, at=AT, post="gov/1", episode=EPISODE,
)  # fmt: skip


class Desk:
    """The places where words of a post, or a title that anybody may choose, are shown."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.chat = text, Chat(chat_id=1, language=language)
        self.channels = {"gov": Channel(name="gov", title=text[:100], authority=Authority.GOVERNOR, region="RU-BEL")}
        self.incident = Incident(id="i", region="RU-BEL", area=text[:60], window=Window.point(AT), voices=(SAID,))

    def alarm(self) -> list[Html]:
        return self._worded(Tone.STATE, OPENED, Picture(cells=(EPISODE,), incidents=(self.incident,), quote=self.text))

    def report(self) -> list[Html]:
        told = {"kind": ChangeKind.INCIDENT, "about": "incident:i", "episode": None, "incident": self.incident}
        change = OPENED.model_copy(update=told)
        return self._worded(Tone.STATE, change, Picture(incidents=(self.incident,), quote=self.text), "report:gov/1")

    def notice(self) -> list[Html]:
        line = Impostor(self.channels["gov"], -1009, "", self.text).line()
        told = {"kind": ChangeKind.NOTICE, "text": line, "regions": (), "episode": None}
        return self._worded(Tone.NOTICE, OPENED.model_copy(update=told), Picture())

    def card(self) -> list[Html]:
        t = translator(self.chat.language)
        return incidents.incident(t, self.incident, {"gov/1": self.text}, self.channels, "Europe/Moscow", AT)

    def reason(self) -> list[Html]:
        alert = Alert(
            chat_id=1, about="episode:g", kind=ChangeKind.OPENED, reason="opened", key="k", priority=Priority.THREAT,
            payload="", created=AT, not_before=AT,
        )  # fmt: skip
        news = News(tone=Tone.STATE, thread="episode:g", change=OPENED, regions=("RU-BEL",), rule="opened")
        return [
            why.explained(Teller(self.chat, self.channels, AT), alert, news, [why.Ground("gov/1", 1, self.text[:200])])
        ]

    def _worded(self, tone: Tone, change: Change, picture: Picture, thread: str = "episode:g") -> list[Html]:
        news = News(tone=tone, thread=thread, change=change, regions=change.regions, rule="opened")
        return word(news, picture, self.chat, self.channels, AT)


PLACES: list[Callable[[Desk], list[Html]]] = [Desk.alarm, Desk.report, Desk.notice, Desk.card, Desk.reason]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as running:
        yield running


@pytest.mark.parametrize("count", [500, pytest.param(20_000, marks=[pytest.mark.drill, pytest.mark.timeout(900)])])
async def test_whatever_is_posted_is_taken_and_stays_text(sandbox: Sandbox, count: int) -> None:
    group, places, languages = sandbox.group("Соседи"), itertools.cycle(PLACES), itertools.cycle(LANGUAGES)
    async with ExtBot(sandbox.token, base_url=f"{sandbox.url}/bot", request=HTTPXRequest()) as bot:
        for text in texts(count, seed=count):
            for page in next(places)(Desk(text, next(languages))):
                sent = await bot.send_message(group.id, page, parse_mode="HTML")  # a refusal raises
                assert sent.text == plain(page).strip(), text
                links = [entity.url for entity in sent.entities if entity.url]
                assert all(url.startswith("https://t.me/gov/") for url in links), text
