"""Readings: which claims stand, and how they are found."""

from datetime import timedelta

from bot.model import Reading, Subject, Transport
from bot.model.ports import Scope
from storage.posts import PAGE

HOUR = timedelta(hours=1)


def scope(now, *regions, start=-3 * HOUR, end=HOUR):
    return Scope(regions=frozenset(regions), start=now + start, end=now + end)


async def standing(store, key="gladkov/1"):
    async with store.work() as work:
        return [s.claim for s in await work.stated_of(key)]


async def test_a_reading_stands_with_who_said_it(store, post, read, shot_down, now):
    (stated,) = await read(post(reply_to=3), shot_down())
    assert (stated.channel, stated.message_id, stated.posted, stated.reply_to) == ("gladkov", 1, now, 3)
    assert stated.claim == shot_down()
    assert await store.unread() == []
    assert await store.stated(scope(now, "RU-BEL")) == (stated,)


async def test_a_later_revision_replaces_the_claims(store, post, read, shot_down, now):
    await read(post("5"), shot_down(5))
    await read(post("7", edited=now + HOUR), shot_down(7))
    assert await standing(store) == [shot_down(7)]


async def test_the_same_reading_again_changes_nothing(store, post, read, shot_down):
    first = await read(post(), shot_down())
    revision = await store.post_text("gladkov/1")
    async with store.work() as work:
        assert await work.save_reading(revision, Reading(claims=(shot_down(),))) == first


async def test_a_reading_that_comes_late_does_not_replace_a_newer_texts(store, post, shot_down, now):
    old = await store.keep(post("5"))
    new = await store.keep(post("7", edited=now + HOUR))
    async with store.work() as work:
        await work.save_reading(new, Reading(claims=(shot_down(7),)))
        await work.save_reading(old, Reading(claims=(shot_down(5),)))
    assert await standing(store) == [shot_down(7)]
    assert await store.unread() == []


async def test_a_withdrawn_post_stands_no_longer_but_stays(store, post, read, shot_down, now):
    stated = await read(post(), shot_down())
    async with store.work() as work:
        assert await work.withdraw("gladkov/1", now) == stated
        assert await work.withdraw("gladkov/1", now) == ()
        assert await work.withdraw("gladkov/99", now) == ()
    assert await store.stated(scope(now, "RU-BEL")) == ()
    revision = await store.post_text("gladkov/1")
    assert revision.withdrawn
    async with store.work() as work:
        assert await work.save_reading(revision, Reading(claims=(shot_down(),))) == ()


async def test_a_withdrawn_post_that_its_page_shows_again_is_weighed_again(store, post, read, shot_down, now):
    await read(post(), shot_down())
    async with store.work() as work:
        await work.withdraw("gladkov/1", now + HOUR)
    assert await store.keep(post()) is None  # an update or an old export says nothing of today's page
    again = await store.keep(post(transport=Transport.PREVIEW, seen=now + 2 * HOUR))
    assert again.number == 1
    assert not again.withdrawn
    assert [r.id for r in await store.unread()] == [again.id]
    async with store.work() as work:
        await work.save_reading(again, Reading(claims=(shot_down(),)))
    assert await standing(store) == [shot_down()]


async def test_claims_are_found_by_region(store, post, read, shot_down, now):
    await read(post("a", 1), shot_down(1, "RU-BEL"))
    await read(post("b", 2), shot_down(2, "RU-KRS"))
    await read(post("c", 3), shot_down(3, "RU-BEL", "RU-KRS"))  # one number for two places
    nationwide = shot_down(4).model_copy(update={"place": shot_down().place.model_copy(update={"regions": ()})})
    await read(post("d", 4), nationwide)

    async def found(*regions):
        return [s.message_id for s in await store.stated(scope(now, *regions))]

    assert await found("RU-BEL") == [1, 3, 4]
    assert await found("RU-BRY") == [4]
    assert await found() == [4]
    assert await found("RU-BEL", "RU-KRS", *(f"RU-{i}" for i in range(60))) == [1, 2, 3, 4]


async def test_claims_are_found_by_window_or_by_posting(store, post, read, shot_down, now):
    await read(post("near", 1, posted=now), shot_down(start=now - HOUR))
    await read(post("posted later", 2, posted=now + 30 * HOUR), shot_down(start=now - HOUR))
    await read(post("lasts a week", 3, posted=now + 80 * HOUR), shot_down(start=now - 90 * HOUR, hours=168))
    await read(post("other day", 4, posted=now - 50 * HOUR), shot_down(start=now - 51 * HOUR))

    async def found(start, end):
        return [s.message_id for s in await store.stated(scope(now, "RU-BEL", start=start, end=end))]

    assert await found(-2 * HOUR, timedelta()) == [1, 2, 3]
    assert await found(timedelta(), HOUR) == [1, 3]  # its posting lies in it
    assert await found(29 * HOUR, 31 * HOUR) == [2, 3]
    assert await found(10 * HOUR, 20 * HOUR) == [3]
    assert await found(-52 * HOUR, -49.5 * HOUR) == [4, 3]  # in order of posting


async def test_claims_are_found_by_subject(store, post, read, shot_down, now):
    await read(post(), shot_down(), shot_down(subject=Subject.SUPPRESSED))
    found = await store.stated(scope(now, "RU-BEL"), [Subject.SUPPRESSED])
    assert [s.ordinal for s in found] == [1]


async def test_work_that_fails_leaves_nothing(store, post, shot_down, now):
    revision = await store.keep(post())
    try:
        async with store.work() as work:
            await work.save_reading(revision, Reading(claims=(shot_down(),)))
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    assert await standing(store) == []
    assert len(await store.unread()) == 1


async def test_a_write_inside_work_is_refused_at_once(store, post):
    import pytest

    async with store.work():
        with pytest.raises(RuntimeError, match="wait for itself"):
            await store.keep(post())


async def test_reads_outside_work_see_the_last_commit(store, post, shot_down, now):
    revision = await store.keep(post())
    async with store.work() as work:
        await work.save_reading(revision, Reading(claims=(shot_down(),)))
        assert await store.stated(scope(now, "RU-BEL")) == ()
    assert len(await store.stated(scope(now, "RU-BEL"))) == 1


async def test_every_claim_comes_once_and_in_order_of_posting_whatever_page_it_falls_on(
    store, post, read, shot_down, now
):
    many = [shot_down(n) for n in range(1, PAGE + 101)]
    await read(post("late", message_id=2, posted=now + HOUR), *many)
    await read(post("early", message_id=1), *many)
    await read(post("after", message_id=3, posted=now + 3 * HOUR), *many)
    found = [(s.message_id, s.claim.count.best) async for s in store.every_claim(now, now + 2 * HOUR)]
    assert found == [(message, n) for message in (1, 2) for n in range(1, PAGE + 101)]
