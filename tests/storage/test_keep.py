"""Keeping posts: every differing text once, whatever the order and the transport."""

from datetime import timedelta

from bot.model import Transport

MINUTE = timedelta(minutes=1)


async def test_a_new_post_is_kept_and_unread(store, post):
    revision = await store.keep(post())
    assert revision.number == 1
    assert [r.post for r in await store.unread()] == [post()]


async def test_the_same_text_again_is_nothing_new(store, post):
    await store.keep(post())
    assert await store.keep(post()) is None
    assert await store.keep(post("Сбиты  5\nБПЛА")) is None  # white space alone


async def test_the_same_post_by_two_transports_is_one_post(store, post, now):
    await store.keep(post())
    assert await store.keep(post(transport=Transport.PREVIEW, seen=now + MINUTE)) is None
    assert len(await store.revisions(now, now + MINUTE)) == 1


async def test_an_edit_is_the_next_revision_and_stands(store, post, now):
    await store.keep(post("Сбиты 5 БПЛА"))
    edit = await store.keep(post("Сбиты 7 БПЛА", edited=now + MINUTE))
    assert edit.number == 2
    assert (await store.post_text("gladkov/1")).post.text == "Сбиты 7 БПЛА"
    assert [r.post.text for r in await store.revisions(now, now + MINUTE)] == ["Сбиты 5 БПЛА", "Сбиты 7 БПЛА"]


async def test_a_page_that_lags_behind_does_not_bring_the_old_text_back(store, post, now):
    await store.keep(post("5"))
    await store.keep(post("7", edited=now + MINUTE))
    assert await store.keep(post("5", transport=Transport.PREVIEW, seen=now + 2 * MINUTE)) is None
    assert (await store.post_text("gladkov/1")).post.text == "7"


async def test_an_edit_back_to_the_old_text_stands_again(store, post, now):
    await store.keep(post("5"))
    await store.keep(post("7", edited=now + MINUTE))
    back = await store.keep(post("5", edited=now + 2 * MINUTE))
    assert back.number == 3
    assert (await store.post_text("gladkov/1")).post.text == "5"


async def test_a_page_that_showed_the_edit_may_show_its_undoing(store, post, now):
    page = {"transport": Transport.PREVIEW}
    for minute, text in enumerate(["5", "7", "5"]):
        assert await store.keep(post(text, seen=now + minute * MINUTE, **page)) is not None
    assert (await store.post_text("gladkov/1")).number == 3


async def test_an_older_text_that_comes_late_is_history_only(store, post, now):
    await store.keep(post("7", transport=Transport.PREVIEW, seen=now + MINUTE))
    assert await store.keep(post("5")) is None  # the first text, from the queue of updates
    assert (await store.post_text("gladkov/1")).post.text == "7"
    assert len(await store.unread()) == 1
    assert [r.post.text for r in await store.revisions(now, now + MINUTE)] == ["7", "5"]


async def test_any_order_of_arrival_leaves_the_last_edit_standing(store, post, now):
    texts = [post("a"), post("b", edited=now + MINUTE), post("c", edited=now + 2 * MINUTE)]
    orders = [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]
    for number, order in enumerate(orders):
        for i in order:
            await store.keep(texts[i].model_copy(update={"message_id": number}))
        assert (await store.post_text(f"gladkov/{number}")).post.text == "c"


async def test_a_forwarded_old_copy_overrules_nothing(store, post, now):
    await store.keep(post("5"))
    await store.keep(post("7", edited=now + MINUTE))
    forward = {"transport": Transport.FORWARD, "seen": now + 9 * MINUTE}
    assert await store.keep(post("5", **forward)) is None
    assert await store.keep(post("3, совсем старое", **forward)) is None
    assert (await store.post_text("gladkov/1")).post.text == "7"


async def test_a_text_that_could_not_be_had_is_no_edit(store, post, now):
    await store.keep(post("5"))
    blank = post("", transport=Transport.PREVIEW, seen=now + MINUTE, media=("unsupported",))
    assert await store.keep(blank) is None


async def test_newest_and_recent_give_the_standing_texts(store, post, now):
    await store.keep(post("a", 1, posted=now - timedelta(hours=2)))
    await store.keep(post("b", 2))
    await store.keep(post("b2", 2, edited=now + MINUTE))
    assert (await store.newest("gladkov")).text == "b2"
    assert [r.post.text for r in await store.recent("gladkov", now - timedelta(hours=1))] == ["b2"]
    assert await store.newest("nobody") is None


async def test_what_fails_three_times_is_left_alone_but_told(store, post):
    revision = await store.keep(post())
    for tries in (1, 2, 3):
        assert [r.id for r in await store.unread()] == [revision.id]
        async with store.work() as work:
            assert await work.fail(revision, "boom") is (tries == 3)
    assert await store.unread() == []
    assert (await store.post_text("gladkov/1")).failed == "boom"


async def test_posts_of_a_channel_that_is_configured_no_more_wait(store, post):
    from bot.model import Channel

    await store.keep(post())
    await store.put_channels([Channel(name="other")], all_there_are=True)
    assert await store.unread() == []
    await store.put_channels([Channel(name="gladkov")], all_there_are=True)
    assert len(await store.unread()) == 1


async def test_a_key_that_is_no_key_finds_nothing(store):
    for key in ("", "gladkov", "gladkov/", "gladkov/x", "/1", "gladkov/" + "9" * 40):
        assert await store.post_text(key) is None


async def test_a_post_keeps_all_that_it_came_with(store, post, now):
    whole = post("x", reply_to=7, media=("photo", "video"), forwarded_from="mod_russia", edited=now + MINUTE)
    await store.keep(whole)
    assert (await store.post_text("gladkov/1")).post == whole
