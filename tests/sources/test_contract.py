"""One contract for every way in: the same channel's posts come out the same, once, and an impostor's never."""

import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import httpx
import pytest
from telegram import Message, Update

from bot.config import MtprotoSettings, PreviewSettings
from bot.errors import BadInput
from bot.model import Channel, Post, Transport
from bot.sources.base import Archive, Source
from bot.sources.export import read
from bot.sources.mtproto import Mtproto
from bot.sources.preview import Preview
from bot.sources.roster import Roster
from bot.sources.updates import Updates

SHTAB = -1001500000001
AT = datetime(2026, 9, 19, 22, 0, tzinfo=UTC)
WAYS = ("preview", "updates", "forward", "export", "mtproto")


class Told(NamedTuple):
    """A post as its channel published it."""

    number: int
    text: str
    at: datetime = AT
    edited: datetime | None = None


TOLD = (
    Told(5, "🔴 Опасность БПЛА\nнад районом"),
    Told(6, "Сбиты <b>три</b> & ещё\u00a0один: https://example.org/?a=1&b=2", AT + timedelta(minutes=20)),
    Told(9, "⚡️ Отбой опасности 🟢", AT + timedelta(minutes=55)),
)


def channels() -> dict[str, Channel]:
    return {"shtab": Channel(name="shtab", id=SHTAB, title="Штаб", via=tuple(Transport))}


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class House:
    """Every way in over one store. `posing` = everything comes from another channel that looks the same."""

    def __init__(self, store: Any, clock: Any, sink: Any, site: Any, tmp_path: Path) -> None:
        self.store, self.clock, self.sink, self.site, self.tmp_path = store, clock, sink, site, tmp_path
        self.posing = False
        self._updates = Updates(Roster(channels()), store, clock, sink)
        self._number = 0
        settings = PreviewSettings(base_url="http://site.test", requests_per_second=1000, reread_hours=0)
        self.preview = Preview(settings, channels(), store, clock, sink, wire=httpx.MockTransport(site))
        self.telethon = Telethon()
        self.mtproto = Mtproto(MtprotoSettings(), channels(), store, clock, sink, self.telethon)

    @property
    def id(self) -> int:
        return -1001500000666 if self.posing else SHTAB

    async def bring(self, way: str, told: Sequence[Told]) -> list[Post]:
        """Publish them and let that way take them in. Returns what reached the sink as new."""
        before = len(self.sink.posts)
        await getattr(self, f"_by_{way}")(told)
        return list(self.sink.posts[before:])

    async def _by_preview(self, told: Sequence[Told]) -> None:
        self.site.id = self.id
        self.site.texts = {t.number: (t.text, t.at) for t in told}
        await self.preview.poll("shtab")

    async def _by_updates(self, told: Sequence[Told]) -> None:
        chat = {"id": self.id, "type": "channel", "title": "Штаб", "username": "shtab"}
        for t in told:
            kind = "edited_channel_post" if t.edited else "channel_post"
            edited = {"edit_date": int(t.edited.timestamp())} if t.edited else {}
            message = {"message_id": t.number, "date": int(t.at.timestamp()), "chat": chat, "text": t.text, **edited}
            await self._updates.take(Update(1, **{kind: Message.de_json(message, None)}))

    async def _by_forward(self, told: Sequence[Told]) -> None:
        chat = {"id": self.id, "type": "channel", "title": "Штаб", "username": "shtab"}
        for t in told:
            self._number += 1
            origin = {"type": "channel", "date": int(t.at.timestamp()), "chat": chat, "message_id": t.number}
            message = {
                "message_id": self._number,
                "date": int(self.clock.now().timestamp()),
                "chat": {"id": -1002, "type": "supergroup", "title": "Соседи"},
                "from": {"id": 7, "is_bot": False, "first_name": "Анна"},
                "forward_origin": origin,
                "text": t.text,
            }
            await self._updates.take(Update(1, message=Message.de_json(message, None)))

    async def _by_export(self, told: Sequence[Told]) -> None:
        messages = [
            {
                "id": t.number,
                "type": "message",
                "date_unixtime": str(int(t.at.timestamp())),
                "text_entities": [{"type": "plain", "text": t.text}],
            }
            | ({"edited_unixtime": str(int(t.edited.timestamp()))} if t.edited else {})
            for t in told
        ]
        path = self.tmp_path / "result.json"
        chat = {"name": "Штаб", "type": "public_channel", "id": int(str(self.id)[4:]), "messages": messages}
        path.write_text(json.dumps(chat, ensure_ascii=False))
        for item in read(path, channels(), "", clock=self.clock):
            assert isinstance(item, Post)
            await self.sink.take(item)

    async def _by_mtproto(self, told: Sequence[Told]) -> None:
        self.telethon.id = int(str(self.id)[4:])
        self.telethon.told = list(told)
        await self.mtproto.poll("shtab")


class Telethon:
    """What Mtproto uses of a Telethon client, in memory."""

    id, told = 0, list[Told]()
    connected = authorized = True
    fault: Exception | None = None

    async def connect(self) -> None:
        self.connected = True

    async def is_user_authorized(self) -> bool:
        return self.authorized

    async def get_entity(self, entity: Any) -> Any:
        if self.fault:
            raise self.fault
        return SimpleNamespace(id=self.id, title="Штаб", username="shtab")

    async def iter_messages(self, entity: Any, limit: int, max_id: int = 0) -> AsyncIterator[Any]:
        older = [t for t in self.told if not max_id or t.number < max_id]
        for t in sorted(older, reverse=True)[:limit]:
            yield SimpleNamespace(id=t.number, message=t.text, date=t.at, edit_date=t.edited, reply_to_msg_id=None)

    async def get_messages(self, entity: Any, *, ids: int) -> Any:
        return next((t for t in self.told if t.number == ids), None)

    async def disconnect(self) -> None:
        self.connected = False


@pytest.fixture
async def house(store: Any, clock: Any, sink: Any, site: Any, tmp_path: Path) -> AsyncIterator[House]:
    made = House(store, clock, sink, site, tmp_path)
    yield made
    await made.preview.stop()


async def test_what_was_published_comes_out(house: House, way: str) -> None:
    posts = await house.bring(way, TOLD)
    assert [(p.channel, p.message_id, p.posted, p.text) for p in posts] == [
        ("shtab", t.number, t.at, t.text) for t in TOLD
    ]


async def test_the_way_is_recorded(house: House, way: str) -> None:
    posts = await house.bring(way, TOLD)
    assert {p.transport.value for p in posts} == {way}
    revision = await house.store.post_text("shtab/5")
    assert revision.post.transport.value == way


async def test_the_same_again_is_nothing_new(house: House, way: str) -> None:
    assert len(await house.bring(way, TOLD)) == 3
    assert await house.bring(way, TOLD) == []


@pytest.mark.parametrize("second", WAYS)
async def test_a_post_by_two_ways_is_one_post(house: House, way: str, second: str) -> None:
    assert len(await house.bring(way, TOLD)) == 3
    assert await house.bring(second, TOLD) == []


async def test_a_channel_that_looks_the_same_gives_nothing(house: House, way: str) -> None:
    house.posing = True
    try:
        posts = await house.bring(way, TOLD)
    except BadInput as fault:
        assert way == "export" and "no configured channel" in str(fault)
        posts = []
    assert posts == []


async def test_an_edit_is_a_revision_save_in_somebodys_forward(house: House, way: str) -> None:
    await house.bring(way, TOLD)
    edited = (*TOLD[:2], TOLD[2]._replace(text="🟢 Отбой опасности ракет", edited=AT + timedelta(hours=1)))
    house.clock.set(house.clock.now() + timedelta(hours=3))
    posts = await house.bring(way, edited)
    if way == "forward":
        # Both texts come from forwards alone: the newer one is not known to be older.
        assert len(posts) <= 1
        return
    assert [(p.message_id, p.text) for p in posts] == [(9, "🟢 Отбой опасности ракет")]
    assert (await house.store.post_text("shtab/9")).number == 2


async def test_an_old_text_forwarded_late_changes_nothing(house: House) -> None:
    await house.bring("updates", TOLD)
    old = (TOLD[2]._replace(text="Отбой опасности (старый текст)"),)
    await house.bring("forward", old)
    assert (await house.store.post_text("shtab/9")).post.text == TOLD[2].text


@pytest.mark.parametrize("archive", ["preview", "mtproto"])
async def test_an_archive_gives_pages_oldest_first(house: House, archive: str) -> None:
    told = [Told(n, f"Сообщение {n}", AT + timedelta(minutes=n)) for n in range(1, 121)]
    house.site.texts = {t.number: (t.text, t.at) for t in told}
    house.telethon.id, house.telethon.told = 1500000001, told
    asked: Archive = getattr(house, archive)
    page, found = await asked.newest("shtab"), []
    while page:
        numbers = [post.message_id for post in page]
        assert numbers == sorted(numbers)
        assert not found or numbers[-1] < found[0]
        found = [*numbers, *found]
        page = await asked.before("shtab", numbers[0])
    assert found == list(range(1, 121))


@pytest.mark.parametrize("source", ["preview", "mtproto", "_updates"])
async def test_a_source_starts_stops_and_tells_its_health(house: House, source: str) -> None:
    made: Source = getattr(house, source)
    house.telethon.id = 1500000001
    await made.start()
    assert made.health("shtab").channel == "shtab"
    assert made.health("shtab").transport == made.transport
    await made.stop()
