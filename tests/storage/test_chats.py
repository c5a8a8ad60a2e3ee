"""Chats: settings, subscriptions, closing, moving, forgetting."""

from datetime import time, timedelta

from sqlalchemy import String, cast, func, or_, select

from bot.model import Chat, ChatKind, Fate, Interest, LiveMessage, Quiet, Severity, Subscription, Weapon
from storage.schema import metadata

OLD, NEW = -4001, -1001234567890


def wish(chat_id=1, region="RU-BEL", interest=Interest.THREAT, severity=Severity.REPORT, topic=0):
    return Subscription(chat_id=chat_id, topic=topic, region=region, interest=interest, severity=severity)


async def heard_by(store, *regions, interest=Interest.THREAT, severity=Severity.DANGER):
    async with store.work() as work:
        return sorted((s.chat_id, s.topic) for s in await work.subscribers(regions, interest, severity))


async def test_a_chat_comes_back_as_it_went_in(store, now):
    chat = Chat(
        chat_id=OLD,
        topic=3,
        kind=ChatKind.GROUP,
        title="Дежурные",
        language="uk",
        timezone="Europe/Kyiv",
        quiet=Quiet(start=time(23), end=time(7), but=(Weapon.MISSILE,)),
        muted_until=now,
        digest=time(8),
        configured=True,
    )
    await store.put_chat(chat)
    await store.put_chat(chat.model_copy(update={"topic": 0}))
    assert await store.chat(OLD, 3) == chat
    assert {(c.chat_id, c.topic) for c in await store.configured_chats()} == {(OLD, 0), (OLD, 3)}
    assert await store.chat(1) is None


async def test_settings_are_replaced(store):
    await store.put_chat(Chat(chat_id=1, digest=time(8)))
    await store.put_chat(Chat(chat_id=1, language="uk"))
    assert await store.chat(1) == Chat(chat_id=1, language="uk")


async def test_subscribers_are_matched_by_region_interest_and_severity(store):
    await store.subscribe([wish(1), wish(2, region="RU-KRS"), wish(3, interest=Interest.DAMAGE)])
    await store.subscribe([wish(4, severity=Severity.PEOPLE), wish(5, topic=7)])
    assert await heard_by(store, "RU-BEL") == [(1, 0), (5, 7)]
    assert await heard_by(store, "RU-BEL", "RU-KRS") == [(1, 0), (2, 0), (5, 7)]
    assert await heard_by(store, "RU-BEL", severity=Severity.PEOPLE) == [(1, 0), (4, 0), (5, 7)]
    assert await heard_by(store, "RU-BRY") == []


async def test_the_same_wish_again_sets_its_severity(store):
    await store.subscribe([wish(), wish(region="RU-KRS")])
    await store.subscribe([wish(severity=Severity.ATTACK)])
    assert [(s.region, s.severity) for s in await store.subscriptions(1)] == [("RU-BEL", 4), ("RU-KRS", 1)]


async def test_unsubscribing_from_some_regions_or_from_all(store):
    await store.subscribe([wish(region=r) for r in ("RU-BEL", "RU-KRS", "RU-BRY")])
    assert await store.unsubscribe(1, 0, ["RU-KRS"]) == 1
    assert await store.unsubscribe(1, 0) == 2
    assert await store.subscriptions(1) == []


async def test_a_closed_chat_is_sent_nothing_until_it_is_back(store, alert, now):
    await store.put_chat(Chat(chat_id=1))
    await store.subscribe([wish()])
    async with store.work() as work:
        await work.owe([alert()])
    await store.close_chat(1, "bot was blocked by the user")
    assert await heard_by(store, "RU-BEL") == []
    assert await store.lease(now, 9, timedelta(seconds=30), []) == ()
    (row,) = await store.outbox()
    assert (row.fate, row.fate_reason) == (Fate.DROPPED, "bot was blocked by the user")
    await store.reopen_chat(1)
    assert (await store.chat(1)).closed == ""
    assert await heard_by(store, "RU-BEL") == [(1, 0)]


async def test_chats_are_found_by_many_keys(store):
    for number in range(1, 4):
        await store.put_chat(Chat(chat_id=number))
    async with store.work() as work:
        found = await work.chats([(n, 0) for n in range(2, 1500)])
    assert sorted(found) == [(2, 0), (3, 0)]


async def full_chat(store, alert, now, chat_id):
    await store.put_chat(Chat(chat_id=chat_id))
    await store.subscribe([wish(chat_id), wish(chat_id, topic=5)])
    async with store.work() as work:
        await work.owe([alert(chat_id, "sent"), alert(chat_id, "waiting")], supersedes=False)
    (leased,) = await store.lease(now, 1, timedelta(seconds=30), [])
    live = LiveMessage(chat_id=chat_id, about="episode:e1", message_id=7, heard=True, updated=now)
    await store.settle(leased, Fate.SENT, "", 7, live)
    await store.put(f"digest:{chat_id}:0", "2025-12-13")


async def test_a_group_that_became_a_supergroup_takes_everything_along(store, alert, now):
    await full_chat(store, alert, now, OLD)
    await store.migrate_chat(OLD, NEW)
    await store.migrate_chat(OLD, NEW)  # told by the error and by the service message both
    assert await store.chat(OLD) is None
    assert (await store.chat(NEW)).chat_id == NEW
    assert len(await store.subscriptions(NEW)) == 1
    live = await store.live_message(NEW, 0, "episode:e1")
    assert (live.heard, live.message_id) == (True, 0)  # a supergroup counts its messages anew
    assert [a.chat_id for a in await store.lease(now, 9, timedelta(seconds=30), [])] == [NEW]
    assert await store.get(f"digest:{NEW}:0") == "2025-12-13"
    assert [await store.moved(number) for number in (OLD, NEW, 1)] == [NEW, NEW, 1]
    await store.forget_chat(NEW)
    assert await rows_with(store, NEW) == []


async def test_chats_that_want_a_digest_are_found_unless_they_are_closed(store):
    for number, hour in ((1, time(8)), (2, None), (3, time(23, 30))):
        await store.put_chat(Chat(chat_id=number, digest=hour))
    assert [c.chat_id for c in await store.digest_chats()] == [1, 3]
    await store.close_chat(3, "blocked")
    assert [c.chat_id for c in await store.digest_chats()] == [1]


async def test_small_state_is_found_by_the_beginning_of_its_keys(store):
    for key in ("digest:1:0", "digest:-2:5", "digests", "dig_st:3:0"):
        await store.put(key, "x")
    assert set(await store.beginning("digest:")) == {"digest:1:0", "digest:-2:5"}
    assert set(await store.beginning("dig_st:")) == {"dig_st:3:0"}


async def test_moving_where_something_stands_already_keeps_what_is_newer(store, alert, now):
    await full_chat(store, alert, now, OLD)
    await store.put_chat(Chat(chat_id=NEW, language="uk"))
    await store.subscribe([wish(NEW, severity=Severity.ATTACK)])
    async with store.work() as work:
        await work.owe([alert(NEW, "waiting")])
    await store.migrate_chat(OLD, NEW)
    assert (await store.chat(NEW)).language == "uk"
    assert [s.severity for s in await store.subscriptions(NEW)] == [Severity.ATTACK]
    assert [s.topic for s in await store.subscriptions(NEW, 5)] == [5]
    assert len(await store.outbox([Fate.WAITING])) == 1


async def test_a_forgotten_chat_leaves_no_trace(store, alert, now):
    secret = 7700112233
    await full_chat(store, alert, now, secret)
    await full_chat(store, alert, now, 8)
    await store.forget_chat(secret)
    assert await rows_with(store, secret) == []
    assert await rows_with(store, 8) != []
    if store.database.is_sqlite:
        from pathlib import Path

        file = Path(store.database.url.database)
        for path in (file, file.with_name(file.name + "-wal")):
            assert str(secret).encode() not in path.read_bytes()
            assert secret.to_bytes(6, "big") not in path.read_bytes()


async def rows_with(store, chat_id):
    """Tables in which any column holds the id."""
    found = []
    async with store.database.reading() as connection:
        for table in metadata.sorted_tables:
            hits = or_(*(cast(column, String).contains(str(chat_id)) for column in table.c))
            if await connection.scalar(select(func.count()).select_from(table).where(hits)):
                found.append(table.name)
    return found


async def test_chats_closed_long_ago_are_forgotten(store, clock, now):
    for number in (1, 2):
        await store.put_chat(Chat(chat_id=number))
        await store.subscribe([wish(number)])
    await store.close_chat(1, "kicked")
    clock.set(now + timedelta(days=91))
    await store.close_chat(2, "kicked")
    assert await store.forget_closed_chats(timedelta(days=90)) == 1
    assert [await store.chat(number) is None for number in (1, 2)] == [True, False]
    assert await store.subscriptions(1) == []


async def test_a_topic_that_closed_long_ago_is_forgotten_alone_while_its_group_goes_on(store, alert, clock, now):
    await full_chat(store, alert, now, NEW)
    await store.put_chat(Chat(chat_id=NEW, topic=5))
    await store.put(f"digest:{NEW}:5", "2025-12-13")
    await store.close_chat(NEW, "message thread not found", 5)
    clock.set(now + timedelta(days=91))
    assert await store.forget_closed_chats(timedelta(days=90)) == 1
    assert await store.chat(NEW, 5) is None
    assert await store.subscriptions(NEW, 5) == []
    assert await store.get(f"digest:{NEW}:5") is None
    assert await store.chat(NEW) is not None
    assert len(await store.subscriptions(NEW)) == 1
    assert len(await store.alerts_of(NEW, 0)) == 2
    assert await store.live_message(NEW, 0, "episode:e1") is not None
    assert await store.get(f"digest:{NEW}:0") == "2025-12-13"


async def test_a_group_all_of_whose_topics_closed_long_ago_leaves_no_trace(store, alert, clock, now):
    await full_chat(store, alert, now, NEW)
    await store.put_chat(Chat(chat_id=NEW, topic=5))
    await store.close_chat(NEW, "kicked")
    clock.set(now + timedelta(days=91))
    assert await store.forget_closed_chats(timedelta(days=90)) == 2
    assert await rows_with(store, NEW) == []


async def test_one_topic_closes_and_opens_without_the_others(store, alert, now):
    for topic in (0, 5):
        await store.put_chat(Chat(chat_id=NEW, topic=topic))
    await store.subscribe([wish(NEW), wish(NEW, topic=5)])
    async with store.work() as work:
        await work.owe([alert(NEW), alert(NEW, topic=5)])
    await store.close_chat(NEW, "TOPIC_CLOSED", 5)
    assert await heard_by(store, "RU-BEL") == [(NEW, 0)]
    assert [(a.topic, a.fate) for a in await store.outbox()] == [(5, Fate.DROPPED), (0, Fate.WAITING)]
    await store.close_chat(NEW, "stopped")
    await store.reopen_chat(NEW, unless="stopped")
    assert await heard_by(store, "RU-BEL") == [(NEW, 5)]
    await store.reopen_chat(NEW, 0)
    assert await heard_by(store, "RU-BEL") == [(NEW, 0), (NEW, 5)]
