"""What an update is to us. Messages are made as the Bot API sends them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Message, Update

from bot.model import Channel, Post, Transport
from bot.sources.roster import Impostor, Roster
from bot.sources.updates import Relay, Updates, post_of, sort

NOW = datetime(2026, 9, 20, 1, 16, tzinfo=UTC)
AT = int(datetime(2026, 9, 20, 1, 15, tzinfo=UTC).timestamp())
SHTAB = {"id": -1001500000001, "type": "channel", "title": "Штаб области", "username": "Shtab"}
GROUP = {"id": -1002, "type": "supergroup", "title": "Соседи"}
ANNA = {"id": 7, "is_bot": False, "first_name": "Анна"}


def _message(**fields: Any) -> Message:
    found = Message.de_json({"message_id": 5, "date": AT, **fields}, None)
    assert found is not None
    return found


def _forward(chat: dict[str, Any], **fields: Any) -> Message:
    origin = {"type": "channel", "date": AT - 600, "chat": chat, "message_id": 77}
    return _message(chat=GROUP, **{"from": ANNA}, forward_origin=origin, text="Сбито 5 БПЛА", **fields)


def _update(number: int, **kinds: Message) -> Update:
    return Update(number, **kinds)


@pytest.fixture
def roster() -> Roster:
    return Roster({"shtab": Channel(name="shtab", id=-1001500000001, title="Штаб области")})


@pytest.fixture
async def updates(roster: Roster, store, clock, sink) -> Updates:
    return Updates(roster, store, clock, sink)


def test_a_channel_post_is_the_channels_post(roster: Roster) -> None:
    found = sort(_message(chat=SHTAB, text="Отбой\n  опасности. "), roster, NOW)
    assert found == Post(
        channel="shtab",
        message_id=5,
        posted=datetime.fromtimestamp(AT, UTC),
        text="Отбой\nопасности.",
        transport=Transport.UPDATES,
        seen=NOW,
    )


def test_an_edit_tells_when_it_was_made(roster: Roster) -> None:
    found = sort(_message(chat=SHTAB, text="Отбой", edit_date=AT + 30), roster, NOW)
    assert isinstance(found, Post)
    assert found.edited == datetime.fromtimestamp(AT + 30, UTC)


def test_a_caption_is_the_text_of_a_picture(roster: Roster) -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    found = sort(_message(chat=SHTAB, caption="Последствия", photo=photo), roster, NOW)
    assert isinstance(found, Post)
    assert (found.text, found.media) == ("Последствия", ("photo",))


def test_what_the_library_does_not_know_is_kept_as_unsupported(roster: Roster) -> None:
    found = sort(_message(chat=SHTAB, rich_text={"blocks": []}), roster, NOW)
    assert isinstance(found, Post)
    assert (found.text, found.media) == ("", ("unsupported",))


def test_a_service_message_is_nothing(roster: Roster) -> None:
    assert sort(_message(chat=SHTAB, new_chat_title="Штаб"), roster, NOW) is None


def test_an_automatic_forward_is_the_post_itself(roster: Roster) -> None:
    found = sort(_forward(SHTAB, is_automatic_forward=True, sender_chat=SHTAB), roster, NOW)
    assert isinstance(found, Post)
    assert (found.message_id, found.transport) == (77, Transport.UPDATES)
    assert found.posted == datetime.fromtimestamp(AT - 600, UTC)


def test_a_persons_forward_is_the_original_post_without_an_edit_time(roster: Roster) -> None:
    found = sort(_forward(SHTAB, edit_date=AT), roster, NOW)
    assert isinstance(found, Post)
    assert (found.message_id, found.transport, found.edited) == (77, Transport.FORWARD, None)


def test_a_forward_of_an_unknown_channel_is_a_relay(roster: Roster) -> None:
    stranger = {"id": -1009, "type": "channel", "title": "Слухи", "username": "sluhi"}
    found = sort(_forward(stranger), roster, NOW)
    assert isinstance(found, Relay)
    assert (found.username, found.chat_id, found.text) == ("sluhi", -1002, "Сбито 5 БПЛА")


@pytest.mark.parametrize(
    "copy",
    [
        {"id": -1009, "type": "channel", "title": "Штаб  Области"},
        {"id": -1009, "type": "channel", "title": "Другое", "username": "shtab"},
    ],
)
def test_a_copy_of_a_watched_channel_counts_for_nothing(roster: Roster, copy: dict[str, Any]) -> None:
    assert isinstance(sort(_forward(copy), roster, NOW), Impostor)
    assert isinstance(sort(_message(chat=copy, text="Атака!"), roster, NOW), Impostor)
    assert post_of(_message(chat=copy, text="Атака!"), roster.channels, NOW) is None


def test_what_people_say_is_nothing(roster: Roster) -> None:
    assert sort(_message(chat=GROUP, **{"from": ANNA}, text="Слышали?"), roster, NOW) is None


def test_a_channel_that_is_not_to_come_by_updates_does_not() -> None:
    roster = Roster({"shtab": Channel(name="shtab", id=-1001500000001, via=(Transport.PREVIEW,))})
    assert sort(_message(chat=SHTAB, text="Отбой"), roster, NOW) is None


async def test_the_first_contact_pins_the_id(updates: Updates, store, sink) -> None:
    updates.roster.channels["shtab"] = Channel(name="shtab")
    await updates.take(_update(1, channel_post=_message(chat=SHTAB, text="Отбой")))
    channel = (await store.channels())["shtab"]
    assert (channel.id, channel.title) == (-1001500000001, "Штаб области")
    assert sink.ids == [5]


async def test_an_id_that_the_preview_learned_holds_here_too(updates: Updates, store, sink) -> None:
    updates.roster.channels["shtab"] = Channel(name="shtab")
    await store.pin("shtab", -1001500000001, "Штаб области")
    copy = {"id": -1009, "type": "channel", "title": "Другое", "username": "shtab"}
    await updates.take(_update(1, channel_post=_message(chat=copy, text="Атака!")))
    assert sink.posts == []
    assert "-1009" in sink.notices[0]


async def test_an_impostor_is_told_once(updates: Updates, sink) -> None:
    copy = {"id": -1009, "type": "channel", "title": "Штаб области"}
    for number in (1, 2, 3):
        await updates.take(_update(number, message=_forward(copy)))
    assert sink.posts == []
    assert len(sink.notices) == 1
    assert "-1009" in sink.notices[0]


async def test_a_renamed_channel_is_followed(updates: Updates, store, sink) -> None:
    moved: list[tuple[str, str]] = []

    async def note(name: str, username: str) -> None:
        moved.append((name, username))

    updates.moved = note
    await updates.take(_update(1, channel_post=_message(chat={**SHTAB, "username": "Shtab31"}, text="Отбой")))
    assert moved == [("shtab", "shtab31")]
    assert (await store.channels())["shtab"].aliases == ("shtab31",)
    assert sink.posts[0].channel == "shtab"
    await updates.take(_update(2, channel_post=_message(chat={**SHTAB, "username": "shtab31"}, text="Отбой 2")))
    assert len(moved) == 1


async def test_an_album_is_one_post_with_its_first_id(updates: Updates, sink) -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]

    for number, words in ((10, {"caption": "Последствия"}), (11, {}), (12, {})):
        part = _message(chat=SHTAB, message_id=number, photo=photo, media_group_id="g", **words)
        await updates.take(_update(number, channel_post=part))
    assert [(post.message_id, post.text) for post in sink.posts] == [(10, "Последствия")]


async def test_what_cannot_be_kept_is_not_swallowed(updates: Updates, sink) -> None:
    sink.full = True
    with pytest.raises(OSError, match="disk full"):
        await updates.take(_update(1, channel_post=_message(chat=SHTAB, text="Отбой")))


async def test_silence_of_the_bot_api_is_not_calm(
    updates: Updates, sink, later: Callable[[float], None], clock
) -> None:
    await updates.take(_update(1, channel_post=_message(chat=SHTAB, text="Отбой")))
    assert updates.health("shtab").state == "healthy"
    later(60)
    await updates.silent(clock.now())
    assert updates.health("shtab").state == "healthy"
    later(60)
    await updates.silent(clock.now())
    assert updates.health("shtab").state == "stale"
    await updates.alive(clock.now())
    assert updates.health("shtab").state == "healthy"


async def test_a_channel_that_put_the_bot_out_is_gone_and_told(updates: Updates, sink, clock) -> None:
    def change(old: str, new: str) -> Update:
        def member(status: str) -> dict[str, Any]:
            rights = dict.fromkeys(
                (
                    "can_be_edited",
                    "is_anonymous",
                    "can_manage_chat",
                    "can_delete_messages",
                    "can_manage_video_chats",
                    "can_restrict_members",
                    "can_promote_members",
                    "can_change_info",
                    "can_invite_users",
                    "can_post_stories",
                    "can_edit_stories",
                    "can_delete_stories",
                ),
                False,
            )
            user = {"id": 42, "is_bot": True, "first_name": "Сводка"}
            return {"status": status, "user": user} | (rights if status == "administrator" else {"until_date": 0})

        data = {"chat": SHTAB, "from": ANNA, "date": AT, "old_chat_member": member(old), "new_chat_member": member(new)}
        return Update.de_json({"update_id": 1, "my_chat_member": data}, None)

    await updates.take(_update(1, channel_post=_message(chat=SHTAB, text="Отбой")))
    await updates.take(change("administrator", "kicked"))
    assert updates.health("shtab").state == "gone"
    await updates.alive(clock.now())
    assert updates.health("shtab").state == "gone"
    assert len(sink.notices) == 1
    await updates.take(change("kicked", "administrator"))
    assert updates.health("shtab").state == "healthy"
