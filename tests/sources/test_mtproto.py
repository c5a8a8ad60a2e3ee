"""The optional session source, over a client in memory. Nothing here speaks to the real service."""

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
from bot.sources.mtproto import Mtproto
from bot.sources.session import client

AT = datetime(2026, 9, 19, 22, 0, tzinfo=UTC)
HOME = Channel(name="shtab", via=(Transport.MTPROTO,))


class Telethon:
    """What Mtproto uses of a Telethon client."""

    def __init__(self) -> None:
        self.messages: list[Any] = []
        self.authorized, self.connected = True, False
        self.fault: Exception | None = None
        self.entity = SimpleNamespace(id=1500000001, title="Штаб", username="shtab")

    def edit(self, number: int, text: str, at: datetime) -> None:
        (message,) = [m for m in self.messages if m.id == number]
        message.message, message.edit_date = text, at

    def delete(self, *numbers: int) -> None:
        self.messages = [m for m in self.messages if m.id not in numbers]

    def say(self, number: int, text: str = "", **more: Any) -> None:
        fields = {"edit_date": None, "reply_to_msg_id": None, "action": None, **more}
        self.messages.append(SimpleNamespace(id=number, message=text, date=AT + timedelta(minutes=number), **fields))

    async def connect(self) -> None:
        self.connected = True

    async def is_user_authorized(self) -> bool:
        return self.authorized

    async def get_entity(self, entity: Any) -> Any:
        return self.entity

    async def get_messages(self, entity: Any, *, ids: int) -> Any:
        return next((m for m in self.messages if m.id == ids), None)

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
    return Mtproto(MtprotoSettings(), {"shtab": HOME, "other": Channel(name="other")}, store, clock, sink, telethon)


async def test_a_gap_is_read_back_and_handed_on_in_order(source: Mtproto, telethon: Telethon, sink: Any) -> None:
    telethon.say(1, "Первое")
    await source.poll("shtab")
    for number in range(2, 130):
        telethon.say(number, f"Сообщение {number}")
    assert await source.poll("shtab") == 128
    assert sink.ids == list(range(1, 130))


async def test_an_outage_is_filled_by_and_by_and_a_restart_knows_how_far_it_was(
    source: Mtproto, telethon: Telethon, store: Any, clock: Any, sink: Any
) -> None:
    telethon.say(1, "Первое")
    await source.poll("shtab")
    for number in range(2, 702):
        telethon.say(number, f"Сообщение {number}")
    assert await source.poll("shtab") < 700
    again = Mtproto(MtprotoSettings(), {"shtab": HOME}, store, clock, sink, telethon)
    while await again.poll("shtab"):
        pass
    assert sorted(sink.ids) == list(range(1, 702))


async def test_an_edit_is_handed_on_with_its_time_once(source: Mtproto, telethon: Telethon, sink: Any) -> None:
    telethon.say(1, "Сбито 5")
    await source.poll("shtab")
    telethon.edit(1, "Сбито 7", AT + timedelta(minutes=9))
    assert [await source.poll("shtab"), await source.poll("shtab")] == [1, 0]
    assert [(p.text, p.edited) for p in sink.posts] == [("Сбито 5", None), ("Сбито 7", AT + timedelta(minutes=9))]


async def test_an_edit_two_pages_back_is_found(source: Mtproto, telethon: Telethon, sink: Any, later: Any) -> None:
    for number in range(1, 121):
        telethon.say(number, f"Сообщение {number}")
        if number == 1:
            await source.poll("shtab")
    await source.poll("shtab")
    telethon.edit(3, "Сбито 7", AT + timedelta(minutes=9))
    for _ in range(5):
        later(300)
        await source.poll("shtab")
    assert sink.posts[-1].text == "Сбито 7"


@pytest.mark.parametrize("gone", [2, 3])  # between others; the newest, of which no page tells
async def test_a_deleted_post_is_withdrawn_when_it_is_missing_twice_a_minute_apart(
    source: Mtproto, telethon: Telethon, sink: Any, later: Any, gone: int
) -> None:
    for number in (1, 2, 3):
        telethon.say(number, f"Сообщение {number}")
    await source.poll("shtab")
    telethon.delete(gone)
    await source.poll("shtab")
    later(59)
    await source.poll("shtab")
    assert sink.gone == []
    later(2)
    await source.poll("shtab")
    await source.poll("shtab")
    assert sink.gone == [f"shtab/{gone}"]


async def test_what_is_gone_while_the_bot_was_away_is_withdrawn_too(
    source: Mtproto, telethon: Telethon, store: Any, clock: Any, sink: Any, later: Any
) -> None:
    for number in (1, 2, 3):
        telethon.say(number, f"Сообщение {number}")
    await source.poll("shtab")
    await source.stop()
    telethon.delete(2)
    again = Mtproto(MtprotoSettings(), {"shtab": HOME}, store, clock, sink, telethon)
    await again.poll("shtab")
    later(61)
    await again.poll("shtab")
    assert sink.gone == ["shtab/2"]


async def test_a_fault_withdraws_nothing(source: Mtproto, telethon: Telethon, sink: Any, later: Any) -> None:
    telethon.say(1, "Опасность")
    telethon.say(2, "Отбой")
    await source.poll("shtab")
    telethon.fault = ConnectionError("no route")
    for _ in range(3):
        later(61)
        await source.poll("shtab")
    telethon.fault, telethon.messages = None, []  # a session that sees nothing of what there was
    for _ in range(3):
        later(61)
        await source.poll("shtab")
    assert sink.gone == []
    assert source.health("shtab").state == "broken"


async def test_an_album_at_the_end_of_a_page_comes_whole(source: Mtproto, telethon: Telethon, sink: Any) -> None:
    telethon.say(1, "Первое")
    await source.poll("shtab")
    for number in (2, 3, 4):
        telethon.say(number, "Последствия" if number == 2 else "", photo=object(), grouped_id=77)
    for number in range(5, 54):
        telethon.say(number, f"Сообщение {number}")
    await source.poll("shtab")
    assert sink.ids == [1, 2, *range(5, 54)]


async def test_nothing_is_asked_before_the_server_allows_it(source: Mtproto, telethon: Telethon, clock: Any) -> None:
    telethon.fault = FloodWaitError()
    before = clock.now()
    await source.poll("shtab")
    telethon.fault = None
    await source.poll("shtab")
    assert clock.now() - before == timedelta(seconds=77)


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
    assert list(source.watches) == ["shtab"]


async def test_a_session_that_is_not_logged_in_is_bad_configuration(source: Mtproto, telethon: Telethon) -> None:
    telethon.authorized = False
    with pytest.raises(BadConfig, match="not logged in"):
        await source.start()
    assert not telethon.connected


async def test_the_id_is_learned_and_an_impostor_refused(
    source: Mtproto, telethon: Telethon, store: Any, clock: Any, sink: Any
) -> None:
    telethon.say(1, "Отбой")
    await source.poll("shtab")
    assert (await store.channels())["shtab"].id == -1001500000001
    telethon.entity = SimpleNamespace(id=9, title="Штаб", username="shtab")
    telethon.say(2, "Атака")
    again = Mtproto(MtprotoSettings(), await store.channels(), store, clock, sink, telethon)
    again.watches["shtab"] = source.watches["shtab"]
    for _ in range(2):
        await again.poll("shtab")
    assert again.health("shtab").state == "broken"
    assert sink.ids == [1]
    assert "another channel" in sink.notices[0]


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
