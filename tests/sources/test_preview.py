"""What one look at a channel hands on, and what it never loses."""

from collections.abc import Callable
from datetime import timedelta

import httpx

from bot.clock import SetClock
from bot.config import PreviewSettings
from bot.model import Post, Transport
from bot.model.ports import Store
from bot.sources.preview import Preview


async def test_the_first_contact_reads_one_page_and_no_flood(preview: Preview, site, sink) -> None:
    for number in range(1, 101):
        site.post(number)
    assert await preview.poll("shtab") == 20
    assert sink.ids == list(range(81, 101))
    assert site.asked == ["/s/shtab"]


async def test_a_page_seen_again_hands_on_nothing(preview: Preview, site, sink) -> None:
    site.post(1)
    await preview.poll("shtab")
    assert await preview.poll("shtab") == 0
    assert sink.ids == [1]


async def test_a_burst_of_45_posts_is_handed_on_whole_and_in_order(preview: Preview, site, sink) -> None:
    site.post(1)
    await preview.poll("shtab")
    for number in range(2, 47):
        site.post(number)
    assert await preview.poll("shtab") == 45
    assert sink.ids == list(range(1, 47))
    assert site.asked[1:] == ["/s/shtab", "/s/shtab?before=27", "/s/shtab?before=7"]


async def test_a_gap_of_an_outage_is_filled_by_and_by_newest_first(preview: Preview, site, sink, store: Store) -> None:
    site.post(1)
    await preview.poll("shtab")
    for number in range(2, 402):
        site.post(number)
    await preview.poll("shtab")
    assert sink.ids[1] == 202  # ten pages at once, in order; then two of the hole's
    assert 401 in sink.ids
    for _ in range(10):
        await preview.poll("shtab")
    assert sorted(sink.ids) == list(range(1, 402))
    assert await store.get("preview.cursor.shtab") == '{"top": 401, "holes": []}'


async def test_a_kill_in_the_middle_of_a_gap_loses_nothing(make, settings, site, sink) -> None:
    first: Preview = make(settings)
    site.post(1)
    await first.poll("shtab")
    for number in range(2, 302):
        site.post(number)
    await first.poll("shtab")
    await first.stop()
    assert len(sink.ids) < 301
    second: Preview = make(settings)
    for _ in range(10):
        await second.poll("shtab")
    await second.stop()
    assert sorted(sink.ids) == list(range(1, 302))


async def test_catching_up_that_is_cut_short_leaves_a_hole_and_no_gap(preview: Preview, site, sink) -> None:
    site.post(1)
    await preview.poll("shtab")
    for number in range(2, 62):
        site.post(number)

    def newest_then_nothing() -> httpx.Response:
        page = site(httpx.Request("GET", "http://site.test/s/shtab"))
        site.answers = [lambda: httpx.Response(500)] * 3
        return page

    site.answers = [newest_then_nothing]
    await preview.poll("shtab")
    assert sorted(sink.ids) == [1, *range(42, 62)]
    site.answers = []
    await preview.poll("shtab")
    assert sorted(sink.ids) == list(range(1, 62))


async def test_a_post_that_came_by_another_way_does_not_move_the_cursor(preview: Preview, site, sink, store) -> None:
    site.post(1)
    await preview.poll("shtab")
    for number in range(2, 60):
        site.post(number)
    await store.keep(
        Post(
            channel="shtab",
            message_id=59,
            posted=site.texts[59][1],
            text=site.texts[59][0],
            transport=Transport.FORWARD,
            seen=site.clock.now(),
        )
    )
    await preview.poll("shtab")
    assert sorted(sink.ids) == list(range(1, 59))


async def test_a_kill_in_the_first_contact_loses_nothing(make, settings, site, sink) -> None:
    first: Preview = make(settings)
    for number in range(1, 21):
        site.post(number)
    sink.refuse = set(range(3, 21))
    await first.poll("shtab")
    await first.stop()
    sink.refuse = set()
    for number in range(21, 70):
        site.post(number)
    second: Preview = make(settings)
    await second.poll("shtab")
    await second.stop()
    assert sink.ids == list(range(1, 70))


async def test_a_channel_that_was_empty_loses_none_of_its_first_burst(preview: Preview, site, sink) -> None:
    await preview.poll("shtab")
    await preview.poll("shtab")
    assert preview.health("shtab").state == "quiet"
    for number in range(1, 46):
        site.post(number)
    assert await preview.poll("shtab") == 45


async def test_a_past_behind_an_empty_page_is_not_read_to_its_beginning(preview: Preview, site, sink) -> None:
    await preview.poll("shtab")
    for number in range(1, 1001):
        site.post(number, at=site.clock.now() - timedelta(hours=1000 - number))
    for _ in range(30):
        await preview.poll("shtab")
    assert 200 <= len(sink.ids) < 300


async def test_a_post_is_not_passed_before_it_is_kept(preview: Preview, site, sink) -> None:
    site.post(1)
    sink.full = True
    assert await preview.poll("shtab") == 0
    for number in range(2, 31):
        site.post(number)
    assert await preview.poll("shtab") == 0
    sink.full = False
    await preview.poll("shtab")
    assert sink.ids == list(range(1, 31))


async def test_one_poison_post_stops_neither_its_page_nor_its_channel(preview: Preview, site, sink, store) -> None:
    for number in (1, 2, 3):
        site.post(number)
    sink.refuse = {2}
    for _ in range(5):
        await preview.poll("shtab")
    assert sink.ids == [1, 3]
    assert len(sink.notices) == 1
    assert "shtab/2" in sink.notices[0]
    assert await store.get("aside.shtab/2") == "could not be kept, 3 tries"


async def test_an_edit_is_handed_on_and_a_phantom_edit_is_not(preview: Preview, site, sink) -> None:
    site.post(1, "Сбито 5 БПЛА ⚡️")
    await preview.poll("shtab")
    site.texts[1] = ("Сбито  5 БПЛА ⚡", site.texts[1][1])
    assert await preview.poll("shtab") == 0
    site.texts[1] = ("Сбито 7 БПЛА ⚡", site.texts[1][1])
    assert await preview.poll("shtab") == 1
    assert [post.text for post in sink.posts] == ["Сбито 5 БПЛА ⚡️", "Сбито 7 БПЛА ⚡"]


async def test_edits_of_the_last_two_days_are_found_on_older_pages(make, settings, site, sink, later) -> None:
    poller: Preview = make(settings.model_copy(update={"reread_hours": 48, "reread_seconds": 100}))
    start = site.clock.now()
    for number in range(1, 101):
        site.post(number, at=start - timedelta(minutes=30 * (100 - number)))
    await poller.poll("shtab")
    later(-1)
    for _ in range(8):
        later(101)
        await poller.poll("shtab")
    # 48 hours hold 97 posts of one each half hour; at first contact one page was read.
    assert len(sink.ids) >= 95
    site.texts[50] = ("Исправлено", site.texts[50][1])
    for _ in range(8):
        later(101)
        await poller.poll("shtab")
    await poller.stop()
    assert "Исправлено" in [post.text for post in sink.posts]


async def test_an_operator_may_have_all_read_again_at_once(make, settings, site, sink) -> None:
    poller: Preview = make(settings.model_copy(update={"reread_hours": 48}))
    for number in range(1, 101):
        site.post(number)
    assert await poller.reread("shtab") == 100
    site.texts[7] = ("Исправлено", site.texts[7][1])
    assert await poller.reread("shtab") == 1
    await poller.stop()
    assert sink.posts[-1].text == "Исправлено"


async def test_a_post_missing_twice_a_minute_apart_is_withdrawn(preview: Preview, site, sink, later) -> None:
    for number in (1, 2, 3):
        site.post(number)
    await preview.poll("shtab")
    del site.texts[2]
    await preview.poll("shtab")
    later(40)
    await preview.poll("shtab")
    assert sink.gone == []
    later(20)
    await preview.poll("shtab")
    assert sink.gone == ["shtab/2"]
    later(60)
    await preview.poll("shtab")
    assert sink.gone == ["shtab/2"]


async def test_a_post_that_comes_back_was_not_withdrawn(preview: Preview, site, sink, later) -> None:
    for number in (1, 2, 3):
        site.post(number)
    await preview.poll("shtab")
    kept = site.texts.pop(2)
    await preview.poll("shtab")
    later(40)
    site.texts[2] = kept
    await preview.poll("shtab")
    del site.texts[2]
    later(40)
    await preview.poll("shtab")
    assert sink.gone == []


async def test_the_newest_post_is_withdrawn_when_its_own_page_is_gone(preview: Preview, site, sink, later) -> None:
    for number in (1, 2, 3):
        site.post(number)
    await preview.poll("shtab")
    del site.texts[3]
    await preview.poll("shtab")
    later(61)
    await preview.poll("shtab")
    assert sink.gone == ["shtab/3"]
    assert "/shtab/3?embed=1&mode=tme" in site.asked


async def test_a_lagging_page_withdraws_nothing_while_the_posts_own_page_stands(
    preview: Preview, site, sink, later
) -> None:
    for number in (1, 2, 3):
        site.post(number)
    await preview.poll("shtab")
    for _ in range(3):
        later(61)
        kept = site.texts.pop(3)
        page = site(httpx.Request("GET", "http://site.test/s/shtab"))
        site.texts[3] = kept
        site.answers = [lambda page=page: page]
        await preview.poll("shtab")
    assert sink.gone == []


async def test_no_broken_or_empty_page_ever_withdraws(preview: Preview, site, sink, later) -> None:
    for number in (1, 2, 3):
        site.post(number)
    await preview.poll("shtab")
    for answer in (404, 502, 200, 404, 302, 200):
        later(61)
        site.answers = [
            lambda code=answer: httpx.Response(code, html='<section class="tgme_channel_history"></section>')
        ]
        await preview.poll("shtab")
    assert sink.gone == []
    assert preview.health("shtab").state in ("broken", "gone")


async def test_a_restart_hands_nothing_on_twice(make, settings, site, sink, clock: SetClock) -> None:
    for number in range(1, 21):
        site.post(number)
    first: Preview = make(settings.model_copy(update={"reread_hours": 48}))
    await first.poll("shtab")
    await first.stop()
    second: Preview = make(settings.model_copy(update={"reread_hours": 48}))
    assert await second.poll("shtab") == 0
    await second.stop()


async def test_asking_goes_a_page_at_a_time(preview: Preview, site) -> None:
    for number in range(1, 31):
        site.post(number)
    newest = await preview.newest("shtab")
    assert [post.message_id for post in newest] == list(range(11, 31))
    assert [post.message_id for post in await preview.before("shtab", 11)] == list(range(1, 11))
    assert await preview.before("shtab", 1) == []


async def test_what_is_under_way_at_a_stop_is_handed_on(make: Callable[..., Preview], settings, site, sink) -> None:
    poller = make(settings)
    site.post(1)
    await poller.start()
    while not site.asked:
        await poller.clock.sleep(0)
    await poller.stop()
    again = make(settings)
    await again.poll("shtab")
    await again.stop()
    assert sink.ids == [1]


def test_settings_of_a_polite_reader_are_the_defaults() -> None:
    settings = PreviewSettings()
    assert settings.poll_seconds >= 20
    assert settings.requests_per_second <= 5
