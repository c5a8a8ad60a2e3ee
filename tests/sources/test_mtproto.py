"""The optional session source, over a client in memory."""

import stat
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.config import MtprotoSettings
from bot.errors import BadConfig
from bot.model import Channel, Transport
from bot.sources.mtproto import Mtproto, client

AT = datetime(2026, 9, 19, 22, 0, tzinfo=UTC)


class Telethon:
    """What Mtproto uses of a Telethon client."""

    def __init__(self) -> None:
        self.messages: list[Any] = []
        self.authorized, self.connected = True, False
        self.fault: Exception | None = None
        self.entity = SimpleNamespace(id=1500000001, title="Штаб")

    def say(self, number: int, text: str = "", **more: Any) -> None:
        fields = {"edit_date": None, "reply_to_msg_id": None, "action": None, **more}
        self.messages.append(SimpleNamespace(id=number, message=text, date=AT + timedelta(minutes=number), **fields))

    async def connect(self) -> None:
        self.connected = True

    async def is_user_authorized(self) -> bool:
        return self.authorized

    async def get_entity(self, entity: Any) -> Any:
        return self.entity

    async def iter_messages(self, entity: Any, limit: int, max_id: int = 0) -> AsyncIterator[Any]:
        if self.fault:
            raise self.fault
        older = [m for m in self.messages if not max_id or m.id < max_id]
        for message in sorted(older, key=lambda m: -m.id)[:limit]:
            yield message

    async def disconnect(self) -> None:
        self.connected = False


@pytest.fixture
def telethon() -> Telethon:
    return Telethon()


@pytest.fixture
def source(telethon: Telethon, store: Any, clock: Any, sink: Any) -> Mtproto:
    channels = {"shtab": Channel(name="shtab", via=(Transport.MTPROTO,)), "other": Channel(name="other")}
    return Mtproto(MtprotoSettings(), channels, store, clock, sink, telethon)


async def test_a_gap_is_read_back_and_handed_on_in_order(source: Mtproto, telethon: Telethon, sink: Any) -> None:
    telethon.say(1, "Первое")
    await source.poll("shtab")
    for number in range(2, 130):
        telethon.say(number, f"Сообщение {number}")
    assert await source.poll("shtab") == 128
    assert sink.ids == list(range(1, 130))


async def test_an_album_is_one_post_and_service_messages_are_none(source: Mtproto, telethon: Telethon) -> None:
    telethon.say(1, "", photo=object(), grouped_id=77)
    telethon.say(2, "Последствия", photo=object(), grouped_id=77)
    telethon.say(3, "", action=object())
    telethon.say(4, "", something=object())
    posts = await source.newest("shtab")
    assert [(p.message_id, p.text, p.media) for p in posts] == [
        (1, "Последствия", ("photo",)),
        (4, "", ("unsupported",)),
    ]


async def test_a_reaction_is_no_edit(source: Mtproto, telethon: Telethon) -> None:
    telethon.say(1, "Отбой", edit_date=AT, edit_hide=True)
    telethon.say(2, "Отбой", edit_date=AT)
    assert [p.edited for p in await source.newest("shtab")] == [None, AT]


async def test_only_channels_that_come_this_way_are_looked_at(source: Mtproto) -> None:
    assert list(source.channels) == ["shtab"]


async def test_a_session_that_is_not_logged_in_is_bad_configuration(source: Mtproto, telethon: Telethon) -> None:
    telethon.authorized = False
    with pytest.raises(BadConfig, match="not logged in"):
        await source.start()
    assert not telethon.connected


async def test_the_id_is_learned_and_an_impostor_refused(
    source: Mtproto, telethon: Telethon, store: Any, sink: Any
) -> None:
    telethon.say(1, "Отбой")
    await source.poll("shtab")
    assert (await store.channels())["shtab"].id == -1001500000001
    source.channels = {"shtab": Channel(name="shtab", id=-1009)}
    source._entities.clear()
    for _ in range(2):
        await source.poll("shtab")
    assert source.health("shtab").state == "broken"
    assert sink.ids == [1]


class FloodWaitError(Exception):
    seconds = 77


class UsernameNotOccupiedError(Exception):
    pass


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (ConnectionError("no route"), "stale"),
        (FloodWaitError(), "broken"),
        (UsernameNotOccupiedError(), "gone"),
        (RuntimeError("what"), "broken"),
    ],
)
async def test_a_fault_is_named_by_what_it_means(
    source: Mtproto, telethon: Telethon, fault: Exception, state: str
) -> None:
    telethon.say(1, "Отбой")
    await source.poll("shtab")
    telethon.fault = fault
    for _ in range(2):
        await source.poll("shtab")
    assert source.health("shtab").state == state
    telethon.fault = None
    await source.poll("shtab")
    assert source.health("shtab").state == "healthy"


async def test_the_session_file_is_its_owners_alone(tmp_path: Path) -> None:
    pytest.importorskip("telethon")
    path = tmp_path / "mine.session"
    made: Any = client(MtprotoSettings(api_id=1, api_hash="0" * 32, session=str(path)))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    made.session.close()
